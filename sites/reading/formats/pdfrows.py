"""Printed lines of a table without lines → its rows: of all ways to part them, the best one.

A row is good when its cells are what their columns hold (a unit, whole numbers to call, one
running number), and when its cells begin, end or lie around the same height, as one program sets
them on a whole page. Nothing is known of the space between rows: offices print wrapped lines as
far apart as rows.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal, get_args

from sites.reading.formats.pdfpage import Word
from sites.reading.tables.cells import clean, clean_list
from sites.reading.tables.signs import UNIT
from sites.reading.tables.wrapping import join_wrapped

Alignment = Literal["top", "bottom", "middle"]
ALIGNMENTS: tuple[Alignment, ...] = get_args(Alignment)
MOST_LINES = 12  # of one row; a cell of 300 characters in a column of 30 has ten

_NUMBER = (
    r"(?:[(（]?0\d{2,3}[)）]?[-—－\s]?\d{7,8}|1[3-9]\d{9}|[48]00[-\s]?\d{3,4}[-\s]?\d{3,4}|\d{7,8}"
    r"|(?:0\d{2,3}-)?(?:11\d|1\d{4,5}|9[56]\d{3,4}))(?:\s*[-—转]+\s*\d{1,5})?(?:[(（][^()（）]*[)）])?"
)
_WHOLE_NUMBERS = re.compile(rf"(?:[^\d]{{0,8}}?{_NUMBER}(?:[、,，;；/\s]+(?=\S)|$))+")
_SERIAL = re.compile(r"\d{1,5}[.、]?")
_BUREAU = re.compile("公安(?:分)?局")
_CALLS = ("phone", "mobile")


@dataclass(frozen=True, slots=True)
class Weights:
    """What a cell adds to a row when it is whole, when it is broken, and when it is missing.

    Chosen so that half a unit below a whole one (技术室 under 某县公安局) is worth less than
    nothing as a row of its own, and a row without a number more than none.
    """

    whole: float
    broken: float
    missing: float


WEIGHTS = {
    "unit": Weights(3.0, -1.5, -3.0),
    "phone": Weights(2.0, -4.0, -3.0),
    "serial": Weights(2.0, -4.0, -2.5),
    "address": Weights(0.5, 0.5, -0.5),
}
_A_ROW = -1.0  # so that one row is better than two halves
_REST = -1.0  # for each line at the top of a page that is only the rest of a row
_OFF = -2.0  # for each cell that does not stand where its row begins, ends or lies


def quality(cells: Mapping[str, Sequence[str]]) -> float:
    """How much the cells look like one row. cells: role → printed lines, of the roles that the
    table has; none where the row has nothing there. Only roles of WEIGHTS count."""
    return _A_ROW + sum(_cell_quality(role, lines) for role, lines in cells.items())


def _cell_quality(role: str, lines: Sequence[str]) -> float:
    weights = WEIGHTS.get("phone" if role in _CALLS else role)
    if weights is None:
        return 0.0
    if not any(map(str.strip, lines)):
        # A list may have two columns of numbers, of which a row fills one.
        return weights.missing if role != "mobile" else 0.0
    return weights.whole if _is_whole(role, lines) else weights.broken


def _is_whole(role: str, lines: Sequence[str]) -> bool:
    text = join_wrapped(lines)
    if role in _CALLS:
        return bool(_WHOLE_NUMBERS.fullmatch(clean_list(text)))
    if role == "serial":
        return bool(_SERIAL.fullmatch(clean(text)))
    return role != "unit" or (bool(UNIT.fullmatch(clean(text))) and not _are_two_units(lines))


def _are_two_units(lines: Sequence[str]) -> bool:
    """Whether a whole unit stands above another bureau's."""
    cuts = ((clean("".join(lines[:at])), "".join(lines[at:])) for at in range(1, len(lines)))
    return any(UNIT.fullmatch(above) and _BUREAU.search(below) for above, below in cuts)


@dataclass(slots=True)
class Setting:
    """How a document sets the cells of its rows. alignment: None while it is not known.

    worths: how good the rows of all its tables are, for each alignment. seen: its lines, as they
    are met. lines: all of them, when they are known; columns are told apart by them.
    """

    alignment: Alignment | None = None
    lines: tuple[list[Word], ...] = ()
    seen: list[list[Word]] = field(default_factory=list)
    worths: dict[Alignment, float] = field(default_factory=lambda: defaultdict(float))

    def best(self, count: int, worth: Callable[[Alignment, int, int], float]) -> list[int]:
        """The starts of the rows in the best parting of `count` lines; see best_parting."""
        alignments: tuple[Alignment, ...] = ALIGNMENTS
        if self.alignment is not None:
            alignments = (self.alignment,)
        best, starts = float("-inf"), [0]
        for each in alignments:
            total, found = best_parting(count, partial(worth, each))
            self.worths[each] += total
            if total > best:
                best, starts = total, found
        return starts

    def settled(self) -> "Setting":
        """The setting with the alignment that is best for the whole document."""
        best: Alignment = max(ALIGNMENTS, key=lambda each: self.worths[each])
        return Setting(best, tuple(self.seen))


@dataclass(frozen=True, slots=True)
class Extent:
    """From top to bottom (points, downwards) where the words of one column of a row stand.
    line: their least height."""

    top: float
    bottom: float
    line: float

    @classmethod
    def of(cls, words: Sequence[Word]) -> "Extent":
        """Of the words of one column of a row; there is at least one."""
        return cls(
            min(word.top for word in words),
            max(word.bottom for word in words),
            min(word.bottom - word.top for word in words),
        )


def alignment_quality(extents: Sequence[Extent], alignment: Alignment) -> float:
    """How badly the cells of a row hang together; 0 when they all do."""
    if len(extents) < 2:
        return 0.0
    tallest = max(extents, key=lambda each: each.bottom - each.top)
    return sum(_OFF for each in extents if _distance(each, tallest, alignment) > 0.6 * each.line)


def _distance(one: Extent, other: Extent, alignment: Alignment) -> float:
    if alignment == "top":
        return abs(one.top - other.top)
    if alignment == "bottom":
        return abs(one.bottom - other.bottom)
    return abs(one.top + one.bottom - other.top - other.bottom) / 2


def best_parting(count: int, worth: Callable[[int, int], float]) -> tuple[float, list[int]]:
    """(worth, starts) of the best way to part `count` lines into rows of neighbours.

    worth: of the row that the lines [start, end) make; at the top of a page it may be the rest
    of a row that the page's border cut, which costs little. starts: the first line of each row.
    """
    best = [0.0] + [float("-inf")] * count
    first = [0] * (count + 1)
    for end in range(1, count + 1):
        for start in range(max(0, end - MOST_LINES), end):
            own = worth(start, end)
            total = best[start] + (own if start else max(own, _REST * end))
            if total >= best[end]:  # of two equal ways the one with the shorter row
                best[end], first[end] = total, start
    starts, end = [], count
    while end:
        end = first[end]
        starts.append(end)
    return best[count], starts[::-1]

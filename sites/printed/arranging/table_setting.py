"""How a table without drawn rows is set: what its columns hold, how wide and how close it is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from sites.printed.arranging.merging import is_area
from sites.printed.arranging.page_texts import Piece, text_lines
from sites.reading.tables.signs import PHONE
from sites.reading.tables.titles import header_roles
from sites.text import tidy

Kind = Literal["serial", "phone", "area", "text"]
Columns = Mapping[int, Sequence[Piece]]

_SERIAL = re.compile(r"[(（]?\d{1,4}[)）.、．]?")
# Shares and lengths. All were chosen by eye with the first version and not measured one by one;
# what they do together is held by tests/test_arranging.py and told in docs/pictures-accuracy.md.
# em is the width of a Chinese character.
_ALIKE = 0.6  # of a column's texts look alike: that is its kind
_TOP = 3  # lines of a column in which its title stands
_NUMBERED = 0.3  # of the lines of the fullest column: so many running numbers count the rows
_FILLED = 0.4  # of the lines of the fullest column: one with fewer does not count rows
_MAIN = 0.7  # of the rows have a text in it: the others may not miss one without a price
_PITCH_FROM_BELOW = 20  # one in so many steps between lines is smaller: the step in a wrapped cell
_PITCH_EM = 1.4  # em from line to line, where the print does not say it
_WIDEST_PITCH_EM = 1.8  # em; a wider step is one between rows


@dataclass(frozen=True, slots=True)
class Setting:
    """How a table is set. kinds: of its columns. widths: of the widest line of each, in pixels.

    is_main: columns with a text in (nearly) each row. pitch: from line to line in a wrapped
    cell. rows: about how many there are. is_centred: cells are centred to each other upright;
    else their first lines are level.
    """

    kinds: tuple[Kind, ...]
    widths: tuple[float, ...]
    is_main: tuple[bool, ...]
    em: float
    pitch: float
    rows: int = 0
    is_centred: bool = True


def style_of(columns: Columns, width: int, em: float) -> Setting:
    """columns: the pieces of each column of the table. width: how many columns it has."""
    lines = {column: text_lines(columns.get(column, ())) for column in range(width)}
    kinds = tuple(_kind(lines[column]) for column in range(width))
    widths = tuple(
        max((line[-1].right - line[0].left for line in lines[column]), default=0.0)
        for column in range(width)
    )
    counts = [len(lines[column]) for column in range(width)]
    rows = _row_count(counts, kinds)
    is_main = tuple(
        count >= _MAIN * rows and kind != "area" for count, kind in zip(counts, kinds, strict=True)
    )
    pitches = sorted(
        pitch
        for column in range(width)
        if kinds[column] == "text"
        for pitch in pitches_of(lines[column])
    )
    pitch = pitches[len(pitches) // _PITCH_FROM_BELOW] if pitches else _PITCH_EM * em
    if pitch >= _WIDEST_PITCH_EM * em:
        pitch = _PITCH_EM * em
    return Setting(kinds, widths, is_main, em, pitch, rows)


def _row_count(counts: Sequence[int], kinds: Sequence[Kind]) -> int:
    """A guess at the number of rows: the running numbers, or the column that wraps least."""
    serials = [count for count, kind in zip(counts, kinds, strict=True) if kind == "serial"]
    if serials and max(serials) >= _NUMBERED * max(counts, default=0):
        return max(serials)
    filled = [
        count
        for count, kind in zip(counts, kinds, strict=True)
        if kind != "area" and count >= _FILLED * max(counts)
    ]
    return min(filled, default=0)


def _kind(lines: Sequence[Sequence[Piece]]) -> Kind:
    texts = [tidy("".join(piece.text.text for piece in line)) for line in lines]
    texts = [text for text in texts if text]
    roles = header_roles(texts[:_TOP])
    titled = next((role for role in roles if role), "")
    texts = [text for text in texts if not header_roles([text])[0]] or texts

    def is_mostly(pattern: re.Pattern[str]) -> bool:
        return sum(bool(pattern.search(text)) for text in texts) >= _ALIKE * len(texts) > 0

    if is_mostly(re.compile(rf"^(?:{_SERIAL.pattern})$")):
        return "serial"
    if is_mostly(PHONE):
        return "phone"
    are_areas = sum(map(is_area, texts)) >= _ALIKE * len(texts) > 0
    return "area" if are_areas or titled in ("province", "city", "county") else "text"


def pitches_of(lines: Sequence[Sequence[Piece]]) -> list[float]:
    """The steps from each line of print to the next, in pixels."""
    return [below[0].middle_y - above[0].middle_y for above, below in pairwise(lines)]

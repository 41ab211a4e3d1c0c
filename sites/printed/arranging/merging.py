"""Cells merged over several rows where no rule shows them: a province, printed in the middle.

The text stands in the middle of the rows it is for. So the first text's rows begin at the top,
end as far below the text as they began above it, the next text's rows begin there, and the last
ones end at the bottom. Only where all of them come out so is it known whose rows are whose.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sites.printed.arranging.drafts import DraftCell
from sites.printed.arranging.page_texts import Piece, text_lines
from sites.reading.tables.signs import CITY, PROVINCE
from sites.reading.tables.titles import header_roles
from sites.text import tidy

COUNTY = re.compile(r"[\u3400-\u9fff]{1,9}(?:县|区|旗|市)")
# All chosen by eye, not measured; held by the merged cells of tests/test_arranging.py.
_LONG_CHAIN = 4  # groups that come out one after the other: no chance
_LEVEL_EM = 0.4  # em by which a text may be off the line of the row it is level with
_SPARSE = 0.75  # of the rows have a text: with fewer, most are meant for several rows
_OFF_MIDDLE = 0.22  # of a row's height: a row more would move the middle by half of it
_LEADING_EM = 0.6  # em of white above and below a row's print, which its height does not hold
_NEXT_LINE = 0.5  # of a line's height: white between the lines of one text at most
Mark = Sequence[Piece]


def is_area(text: str) -> bool:
    """Whether a text is the name of a province, a city or a county and nothing else."""
    return any(pattern.fullmatch(text) for pattern in (PROVINCE, CITY, COUNTY))


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A row whose merged cells are still missing. top, bottom: of the cells it has.

    level: the middle of its first line of print.
    """

    cells: list[DraftCell]
    top: float
    bottom: float
    level: float

    @classmethod
    def of(cls, row: Mapping[int, Sequence[Piece]], width: int) -> "OpenRow":
        """The row with the pieces of its columns, as many as width."""
        pieces = [piece for column in row.values() for piece in column]
        return cls(
            [DraftCell(tuple(row.get(column, ()))) for column in range(width)],
            min(piece.top for piece in pieces),
            max(piece.bottom for piece in pieces),
            min(piece.middle_y for piece in pieces),
        )

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def is_body(self) -> bool:
        """Whether it is no header, title, heading or note."""
        filled = [cell.text for cell in self.cells if cell.pieces]
        return len(filled) > 1 and sum(bool(role) for role in header_roles(filled)) < 2


def put_merged(
    rows: Sequence[OpenRow], column: int, pieces: Sequence[Piece], em: float
) -> list[Piece]:
    """Put the texts of a column of merged cells into its rows; those whose rows nobody can tell
    are given back."""
    marks = marks_of(pieces)
    for mark in [mark for mark in marks if header_roles([_text(mark)])[0]]:
        nearest = min(rows, key=lambda row: abs(row.middle - _middle(mark)))
        nearest.cells[column] = DraftCell((*nearest.cells[column].pieces, *mark))
        marks = [other for other in marks if other is not mark]
    left: list[Piece] = []
    runs = _runs(rows)
    for number, run in enumerate(runs):
        end = run[-1].bottom if number + 1 < len(runs) else float("inf")
        here = [mark for mark in marks if _middle(mark) <= end]
        marks = marks[len(here) :]
        left += _put_into_run(run, column, here, em)
    return left + [piece for mark in marks for piece in mark]


def _runs(rows: Sequence[OpenRow]) -> list[list[OpenRow]]:
    """Rows that follow each other without a header, a heading or a note between them."""
    runs: list[list[OpenRow]] = [[]]
    for row in rows:
        if row.is_body:
            runs[-1].append(row)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _put_into_run(
    run: Sequence[OpenRow], column: int, marks: Sequence[Mark], em: float
) -> list[Piece]:
    extents = [(row.top, row.bottom) for row in run]
    groups = groups_by_symmetry(marks, extents, em)
    if any(group is None for group in groups):
        left = _put_level(run, column, marks, em)
        if not left:
            return []
    for mark, group in zip(marks, groups, strict=True):
        for row in group or ():
            is_first = group is not None and row == group.start
            run[row].cells[column] = DraftCell(tuple(mark), is_carried=not is_first)
    unknown = [mark for mark, group in zip(marks, groups, strict=True) if group is None]
    return [piece for mark in unknown for piece in mark]


def _put_level(
    run: Sequence[OpenRow], column: int, marks: Sequence[Mark], em: float
) -> list[Piece]:
    """Each text into the row it is level with, where all are level with one and, if most rows
    have none, the first with the first row; the table reader fills the blanks below them."""
    places = []
    for mark in marks:
        offsets = [_off(row, mark) for row in run]
        places.append(offsets.index(min(offsets)) if min(offsets) <= _LEVEL_EM * em else -1)
    is_sparse = len(places) < _SPARSE * len(run)
    if -1 in places or len({*places}) < len(places) or (is_sparse and places[:1] != [0]):
        return [piece for mark in marks for piece in mark]
    for place, mark in zip(places, marks, strict=True):
        run[place].cells[column] = DraftCell(tuple(mark))
    return []


def _off(row: OpenRow, mark: Mark) -> float:
    """How far a text is from being level with a row, by its first line or by its middle."""
    return min(abs(row.level - mark[0].middle_y), abs(row.middle - _middle(mark)))


def groups_by_symmetry(
    marks: Sequence[Mark], rows: Sequence[tuple[float, float]], em: float
) -> list[range | None]:
    """The rows of each mark, in order; None for those whose rows do not come out without doubt.

    marks: the texts of the column, each mark the pieces of one cell. rows: (top, bottom).
    """
    middles = [_middle(mark) for mark in marks]
    down = _chain(middles, rows, em)
    if len(down) == len(marks) and down and down[-1].stop == len(rows):
        return list(down)
    mirrored = [(-bottom, -top) for top, bottom in reversed(rows)]
    up = _chain([-middle for middle in reversed(middles)], mirrored, em)
    upper, lower = down, [_mirrored(group, len(rows)) for group in reversed(up)]
    if len(upper) + len(lower) == len(marks) - 1 and upper and lower:
        between = range(upper[-1].stop, lower[0].start)
        if between and _off_middle(middles[len(upper)], rows[between.start : between.stop]) <= em:
            return [*upper, between, *lower]
    # The last group before a chain breaks may be what broke it; a short chain may be chance.
    upper = upper[:-1] if len(upper) >= _LONG_CHAIN else []
    lower = lower[1:] if len(lower) >= _LONG_CHAIN else []
    unknown = len(marks) - len(upper) - len(lower)
    start, end = upper[-1].stop if upper else 0, lower[0].start if lower else len(rows)
    if unknown < 1 or start >= end:
        return [None] * len(marks)
    return [*upper, *[None] * unknown, *lower]


def _chain(middles: Sequence[float], rows: Sequence[tuple[float, float]], em: float) -> list[range]:
    """Groups from the top as far as they come out."""
    found: list[range] = []
    start = 0
    for middle in middles:
        end = _end_of(middle, rows, start, em)
        if end is None:
            break
        found.append(range(start, end))
        start = end
    return found


def _mirrored(group: range, count: int) -> range:
    return range(count - group.stop, count - group.start)


def _end_of(
    middle: float, rows: Sequence[tuple[float, float]], start: int, em: float
) -> int | None:
    fits = []
    for end in range(start + 1, len(rows) + 1):
        off = _off_middle(middle, rows[start:end])
        height = rows[end - 1][1] - rows[end - 1][0]
        if off <= _OFF_MIDDLE * (height + _LEADING_EM * em):
            fits.append((off, end))
    return min(fits)[1] if fits else None


def _off_middle(middle: float, rows: Sequence[tuple[float, float]]) -> float:
    return abs((rows[0][0] + rows[-1][1]) / 2 - middle)


def marks_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The texts of a column of merged cells, each with the lines that go on below it."""
    found: list[list[Piece]] = []
    for line in text_lines(pieces):
        is_near = bool(found) and line[0].top - found[-1][-1].bottom < _NEXT_LINE * line[0].height
        if is_near and _goes_on(found[-1], line):
            found[-1].extend(line)
        else:
            found.append(list(line))
    return found


def _goes_on(mark: Mark, line: Mark) -> bool:
    """Whether a line below belongs to the same name: 新疆维吾尔 自治区, or one character each."""
    above, below = tidy(_text(mark)), tidy(_text(line))
    is_begun = not is_area(above) and not header_roles([above])[0]
    return len(below) == 1 or (is_begun and is_area(above + below))


def _middle(mark: Mark) -> float:
    return (min(piece.top for piece in mark) + max(piece.bottom for piece in mark)) / 2


def _text(mark: Mark) -> str:
    return "".join(piece.text.text for piece in mark)

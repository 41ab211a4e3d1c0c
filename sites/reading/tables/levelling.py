"""The cells of a Word table whose borders do not stand below each other.

Word counts the columns of a table by every border that any row has. Where somebody dragged the
border of some rows, or put two tables together, a cell of one row spans a piece of its neighbour's
column; a person still sees the first, the second, the third cell of each row.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from sites.reading.tables.cells import clean
from sites.reading.tables.columns import read_header
from sites.reading.tables.flow import Part, plain_text

Borders = tuple[int, ...]


@dataclass(slots=True)
class Cell:
    """span: over how many columns. is_continued: belongs to the merged cell above."""

    parts: list[Part] = field(default_factory=list)
    span: int = 1
    is_continued: bool = False

    @property
    def text(self) -> str:
        return plain_text(self.parts)


def levelled(rows: Sequence[Sequence[Cell]]) -> Sequence[Sequence[Cell]]:
    """The rows with as many columns as most have cells, where the borders of these rows differ and
    the header is one of them; any other table as it is."""
    told = [[cell for cell in row if cell.span] for row in rows]
    counts = Counter(map(len, told))
    usual = max(counts, key=lambda count: (counts[count], count), default=0)
    borders = {_borders(row) for row in told if len(row) == usual}
    header = next((row for row in told if read_header([clean(cell.text) for cell in row])), ())
    if usual < 2 or len(borders) < 2 or len(header) != usual:
        return rows
    found: list[list[Cell]] = []
    last = _borders(header)
    for row in told:
        last = _borders(row) if len(row) == usual else last
        found.append(_fitted(row, last))
    return found


def _borders(row: Sequence[Cell]) -> Borders:
    return tuple(accumulate(cell.span for cell in row))


def _fitted(row: Sequence[Cell], borders: Borders) -> list[Cell]:
    """The cells, each over the columns between the borders whose middle it covers; at least one."""
    middles = [(left + right) / 2 for left, right in zip((0, *borders), borders, strict=False)]
    cells = []
    for cell, right in zip(row, _borders(row), strict=True):
        span = sum(right - cell.span <= middle < right for middle in middles)
        cells.append(replace(cell, span=max(span, 1)))
    return cells

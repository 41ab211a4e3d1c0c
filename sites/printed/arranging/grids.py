"""A grid of drawn rules: its cells, with those that were merged: rules that are missing there."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

# Share of a cell's side that is drawn where it is a border; chosen by eye with the first version,
# not measured.
HALF_DRAWN = 0.5


@dataclass(frozen=True, slots=True)
class Ruling:
    """Rules on one straight line. segments: (start, end), in order, apart from each other."""

    at: float
    segments: tuple[tuple[float, float], ...]

    @property
    def start(self) -> float:
        return self.segments[0][0]

    @property
    def end(self) -> float:
        return self.segments[-1][1]

    def drawn(self, start: float, end: float) -> float:
        """How much of a stretch is drawn: 0 to 1."""
        inside = sum(max(0.0, min(end, right) - max(start, left)) for left, right in self.segments)
        return inside / max(1.0, end - start)


@dataclass(frozen=True, slots=True)
class Region:
    """One cell: rows top … bottom and columns left … right, all included, from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Grid:
    """uprights: borders of columns, from left to right. levels: of rows, from top to bottom."""

    uprights: tuple[Ruling, ...]
    levels: tuple[Ruling, ...]

    @property
    def columns(self) -> int:
        return len(self.uprights) - 1

    @property
    def rows(self) -> int:
        return len(self.levels) - 1

    @cached_property
    def xs(self) -> tuple[float, ...]:
        return tuple(ruling.at for ruling in self.uprights)

    @cached_property
    def ys(self) -> tuple[float, ...]:
        return tuple(ruling.at for ruling in self.levels)

    def part(self, columns: range, rows: range) -> "Grid":
        """The grid of some columns and rows; only the levels that are drawn in it."""
        uprights = self.uprights[columns.start : columns.stop + 1]
        left, right = uprights[0].at, uprights[-1].at
        levels = [
            level
            for border, level in enumerate(self.levels[rows.start : rows.stop + 1])
            if border in (0, len(rows)) or level.drawn(left, right) > 0
        ]
        return Grid(tuple(uprights), tuple(levels))

    def column_at(self, x: float) -> int:
        """The column that holds x; the nearest one beyond the ends."""
        return min(max(bisect_right(self.xs, x) - 1, 0), self.columns - 1)

    def row_at(self, y: float) -> int:
        """The row that holds y; the nearest one beyond the ends."""
        return min(max(bisect_right(self.ys, y) - 1, 0), self.rows - 1)

    @cached_property
    def _walls(self) -> set[tuple[int, int]]:
        bands = list(enumerate(pairwise(self.ys)))
        return {
            (row, border)
            for border, ruling in enumerate(self.uprights)
            for row, (top, bottom) in bands
            if ruling.drawn(top, bottom) >= HALF_DRAWN
        }

    @cached_property
    def _floors(self) -> set[tuple[int, int]]:
        bands = list(enumerate(pairwise(self.xs)))
        return {
            (border, column)
            for border, ruling in enumerate(self.levels)
            for column, (left, right) in bands
            if ruling.drawn(left, right) >= HALF_DRAWN
        }

    def has_wall(self, row: int, border: int) -> bool:
        """Whether uprights[border] is drawn beside this row."""
        return (row, border) in self._walls

    def has_floor(self, border: int, column: int) -> bool:
        """Whether levels[border] is drawn in this column."""
        return (border, column) in self._floors

    def reach_in_row(self, row: int, column: int) -> tuple[int, int]:
        """The first and the last column of this row that no border parts from this one."""
        left = right = column
        while left > 0 and not self.has_wall(row, left):
            left -= 1
        while right + 1 < self.columns and not self.has_wall(row, right + 1):
            right += 1
        return left, right

    def reach_down(self, row: int, columns: range) -> tuple[int, int]:
        """The first and the last row that no border parts from this one in these columns."""
        top = bottom = row
        while top > 0 and not any(self.has_floor(top, column) for column in columns):
            top -= 1
        while bottom + 1 < self.rows and not any(
            self.has_floor(bottom + 1, column) for column in columns
        ):
            bottom += 1
        return top, bottom

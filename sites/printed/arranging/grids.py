"""Drawn rules → grids of cells, with the cells that were merged: rules that are missing there."""

import itertools
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from sites.records.scans import Rule

_FEWEST_ROWS = 0.25  # of the rows have a border of columns beside them
_HALF_DRAWN = 0.5  # of a cell's side must be drawn for it to be a border


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
            if ruling.drawn(top, bottom) >= _HALF_DRAWN
        }

    @cached_property
    def _floors(self) -> set[tuple[int, int]]:
        bands = list(enumerate(pairwise(self.xs)))
        return {
            (border, column)
            for border, ruling in enumerate(self.levels)
            for column, (left, right) in bands
            if ruling.drawn(left, right) >= _HALF_DRAWN
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


def find_grids(rules: Sequence[Rule], em: float) -> tuple[list[Grid], list[Ruling], list[Ruling]]:
    """Grids from top to bottom, and what is left of the (upright, level) rules."""
    uprights = _rulings([rule for rule in rules if rule.is_upright], em)
    levels = _rulings([rule for rule in rules if not rule.is_upright], em)
    uprights = [ruling for ruling in uprights if _drawn_length(ruling) > 1.2 * em]
    levels = [ruling for ruling in levels if _drawn_length(ruling) > 1.2 * em]
    grids, free_uprights, free_levels = [], [], []
    for group_uprights, group_levels in _connected(uprights, levels, em):
        grid = _grid(group_uprights, group_levels, em)
        if grid:
            grids.append(grid)
        else:
            free_uprights += group_uprights
            free_levels += group_levels
    return sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0])), free_uprights, free_levels


def _drawn_length(ruling: Ruling) -> float:
    return sum(end - start for start, end in ruling.segments)


def _rulings(rules: Sequence[Rule], em: float) -> list[Ruling]:
    """Rules on one line and near each other along it, together."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if groups and rule.at - groups[-1][-1].at <= 0.3 * em:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return [ruling for group in groups for ruling in _chained(group, em)]


def _chained(group: Sequence[Rule], em: float) -> list[Ruling]:
    """Where a wide stretch of the line is not drawn, two tables stand beside each other, or a
    merged cell does; which of them, `_connected` sees."""
    segments: list[tuple[float, float]] = []
    for rule in sorted(group, key=lambda rule: rule.start):
        if segments and rule.start - segments[-1][1] <= 0.3 * em:
            segments[-1] = (segments[-1][0], max(segments[-1][1], rule.end))
        else:
            segments.append((rule.start, rule.end))
    at = sum(rule.at * (rule.end - rule.start) for rule in group)
    length = sum(rule.end - rule.start for rule in group) or 1
    return [Ruling(at / length, (segment,)) for segment in segments]


_Group = tuple[list[Ruling], list[Ruling]]


def _connected(uprights: Sequence[Ruling], levels: Sequence[Ruling], em: float) -> list[_Group]:
    """Rules that touch or cross, directly or by others: (uprights, levels) of each frame."""
    groups: list[_Group] = []
    slack = 0.6 * em
    for level in levels:
        crossing = [upright for upright in uprights if _cross(upright, level, slack)]
        touched = [group for group in groups if any(each in group[0] for each in crossing)]
        joined = (
            list(dict.fromkeys([*(each for group in touched for each in group[0]), *crossing])),
            [*(each for group in touched for each in group[1]), level],
        )
        groups = [group for group in groups if not any(group is each for each in touched)]
        groups.append(joined)
    grouped = {upright for group in groups for upright in group[0]}
    groups += [([upright], []) for upright in uprights if upright not in grouped]
    return _nested_joined(groups, slack)


def _cross(upright: Ruling, level: Ruling, slack: float) -> bool:
    return (
        level.start - slack <= upright.at <= level.end + slack
        and upright.start - slack <= level.at <= upright.end + slack
    )


def _nested_joined(groups: list[_Group], slack: float) -> list[_Group]:
    """Frames inside a larger frame belong to it: broken rules of its own cells."""
    large = [group for group in groups if len(group[0]) >= 2 and len(group[1]) >= 2]
    result = sorted(large, key=lambda group: -_extent(group)[2] + _extent(group)[0])
    kept: list[_Group] = []
    for group in [*result, *(each for each in groups if not any(each is other for other in large))]:
        left, top, right, bottom = _extent(group)
        home = next(
            (
                other
                for other in kept
                if _extent(other)[0] - slack <= left
                and right <= _extent(other)[2] + slack
                and _extent(other)[1] - slack <= top
                and bottom <= _extent(other)[3] + slack
                and len(other[0]) >= 2
                and len(other[1]) >= 2
            ),
            None,
        )
        if home is None:
            kept.append(([*group[0]], [*group[1]]))
        else:
            home[0].extend(group[0])
            home[1].extend(group[1])
    return kept


def _extent(group: _Group) -> tuple[float, float, float, float]:
    """(left, top, right, bottom)."""
    uprights, levels = group
    xs = [each.at for each in uprights] + [x for each in levels for x in (each.start, each.end)]
    ys = [each.at for each in levels] + [y for each in uprights for y in (each.start, each.end)]
    return min(xs), min(ys), max(xs), max(ys)


def _grid(uprights: Sequence[Ruling], levels: Sequence[Ruling], em: float) -> Grid | None:
    """The grid of a frame; None when it has not two borders each way. Open sides are closed."""
    if not uprights or not levels:
        return None
    left, top, right, bottom = _extent((list(uprights), list(levels)))
    columns = _apart(_merged(uprights, em), em)
    rows = _apart(_merged(levels, em), em)
    columns = _closed(columns, (left, right), (top, bottom), em)
    rows = _closed(rows, (top, bottom), (left, right), em)
    columns = _without_strokes(columns, rows)
    if len(columns) < 2 or len(rows) < 2:
        return None
    return Grid(tuple(columns), tuple(rows))


def _without_strokes(columns: list[Ruling], rows: Sequence[Ruling]) -> list[Ruling]:
    """The borders without what is drawn beside few rows only: strokes of large characters."""
    bands = list(itertools.pairwise(rows))
    return [
        column
        for column in columns
        if sum(column.drawn(top.at, bottom.at) >= _HALF_DRAWN for top, bottom in bands)
        >= _FEWEST_ROWS * len(bands)
    ]


def _merged(rulings: Sequence[Ruling], em: float) -> list[Ruling]:
    """Rulings closer than half a character are one border (a double rule, a bent one)."""
    groups: list[list[Ruling]] = []
    for ruling in sorted(rulings, key=lambda each: each.at):
        if groups and ruling.at - groups[-1][-1].at <= 0.5 * em:
            groups[-1].append(ruling)
        else:
            groups.append([ruling])
    return [_one(group) for group in groups]


def _apart(rulings: list[Ruling], em: float) -> list[Ruling]:
    """Of two borders along each other between which no character has room, the one that is
    drawn longer: the other is a stroke of the print."""
    kept: list[Ruling] = []
    for ruling in rulings:
        close = [
            each for each in kept if ruling.at - each.at < 0.9 * em and _is_along(ruling, each, em)
        ]
        if any(_drawn_length(each) >= _drawn_length(ruling) for each in close):
            continue
        kept = [each for each in kept if each not in close] + [ruling]
    return kept


def _is_along(one: Ruling, other: Ruling, em: float) -> bool:
    """Whether two borders are drawn beside each other, not one after the other."""
    shared = sum(
        max(0.0, min(end, other_end) - max(start, other_start))
        for start, end in one.segments
        for other_start, other_end in other.segments
    )
    return shared > em


def _one(group: Sequence[Ruling]) -> Ruling:
    length = sum(_drawn_length(each) for each in group) or 1.0
    at = sum(each.at * _drawn_length(each) for each in group) / length
    segments: list[tuple[float, float]] = []
    for start, end in sorted(segment for each in group for segment in each.segments):
        if segments and start <= segments[-1][1]:
            segments[-1] = (segments[-1][0], max(segments[-1][1], end))
        else:
            segments.append((start, end))
    return Ruling(at, tuple(segments))


def _closed(
    rulings: list[Ruling], ends: tuple[float, float], across: tuple[float, float], em: float
) -> list[Ruling]:
    """Borders added where the other rules go on beyond the outermost one."""
    start, end = ends
    if rulings[0].at - start > 0.8 * em:
        rulings = [Ruling(start, (across,)), *rulings]
    if end - rulings[-1].at > 0.8 * em:
        rulings = [*rulings, Ruling(end, (across,))]
    return rulings

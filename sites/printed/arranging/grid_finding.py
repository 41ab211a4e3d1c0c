"""Drawn rules → the grids that they form, with the sides that are open closed."""

from collections.abc import Sequence
from itertools import pairwise

from sites.printed.arranging.grids import HALF_DRAWN, Grid, Ruling
from sites.records.scans import Rule

# Lengths in em, the width of a Chinese character, and shares. All were chosen by eye and not
# measured one by one, mostly with the first version, _NO_ROOM_EM and _FEWEST_ROWS when strokes of
# large print were taken for rules; what they do together is held by tests/test_arranging.py.
_SHORTEST_EM = 1.2  # a shorter rule is a stroke of a character
_ONE_LINE_EM = 0.3  # as far apart, across, rules are pieces of one: print and scan bend it
_BROKEN_EM = 0.3  # as far apart, along, they are one rule with a gap of the scan
_TOUCH_EM = 0.6  # by so much two rules that cross in a corner may miss each other
_DOUBLE_EM = 0.5  # closer borders are one: a double rule, a bent one
_NO_ROOM_EM = 0.9  # between closer borders no character has room
_ALONG_EM = 1.0  # two borders that are drawn beside each other for longer stand along each other
_OPEN_EM = 0.8  # rules that go on for longer beyond the outermost border show a side that is open
_FEWEST_ROWS = 0.25  # of the rows have a border of columns beside them


def find_grids(rules: Sequence[Rule], em: float) -> tuple[list[Grid], list[Ruling], list[Ruling]]:
    """Grids from top to bottom, and what is left of the (upright, level) rules."""
    uprights = _rulings([rule for rule in rules if rule.is_upright], em)
    levels = _rulings([rule for rule in rules if not rule.is_upright], em)
    uprights = [ruling for ruling in uprights if _drawn_length(ruling) > _SHORTEST_EM * em]
    levels = [ruling for ruling in levels if _drawn_length(ruling) > _SHORTEST_EM * em]
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
        if groups and rule.at - groups[-1][-1].at <= _ONE_LINE_EM * em:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return [ruling for group in groups for ruling in _chained(group, em)]


def _chained(group: Sequence[Rule], em: float) -> list[Ruling]:
    """Where a wide stretch of the line is not drawn, two tables stand beside each other, or a
    merged cell does; which of them, `_connected` sees."""
    segments: list[tuple[float, float]] = []
    for rule in sorted(group, key=lambda rule: rule.start):
        if segments and rule.start - segments[-1][1] <= _BROKEN_EM * em:
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
    slack = _TOUCH_EM * em
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
    bands = list(pairwise(rows))
    return [
        column
        for column in columns
        if sum(column.drawn(top.at, bottom.at) >= HALF_DRAWN for top, bottom in bands)
        >= _FEWEST_ROWS * len(bands)
    ]


def _merged(rulings: Sequence[Ruling], em: float) -> list[Ruling]:
    """Rulings closer than half a character are one border (a double rule, a bent one)."""
    groups: list[list[Ruling]] = []
    for ruling in sorted(rulings, key=lambda each: each.at):
        if groups and ruling.at - groups[-1][-1].at <= _DOUBLE_EM * em:
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
            each
            for each in kept
            if ruling.at - each.at < _NO_ROOM_EM * em and _is_along(ruling, each, em)
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
    return shared > _ALONG_EM * em


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
    if rulings[0].at - start > _OPEN_EM * em:
        rulings = [Ruling(start, (across,)), *rulings]
    if end - rulings[-1].at > _OPEN_EM * em:
        rulings = [*rulings, Ruling(end, (across,))]
    return rulings

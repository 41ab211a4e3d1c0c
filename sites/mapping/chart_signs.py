"""Which sites of a chart share one sign, so that no sign lies on another, and where the names of
the counties give way to them: as it is seen on a phone. scripts/area_signs.js does it anew after
each move."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sites.mapping.chart import VIEW_UNITS, Chart, Name
from sites.records import Site

# Of a phone's first view: a unit in pixels, and how near two signs may stand to each other.
_UNITS_PER_PIXEL = VIEW_UNITS / 360
_APART_PIXELS = 48
_SIGN_PIXELS = 24  # from the middle of a sign to its edge
_LETTER_PIXELS = 16
_LEAST_ROOM_PIXELS = 11  # below it a name would stand over more than its own county
_TURNS = 8

_Area = tuple[float, float, float, float]  # left, top, right, bottom, in units


@dataclass(frozen=True, slots=True)
class Placed:
    """A site at (x, y) on the chart."""

    site: Site
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands at (x, y): one site or several that are too close to be told apart."""

    x: int
    y: int
    sites: tuple[Site, ...]

    @property
    def is_demo(self) -> bool:
        return all(site.is_demo for site in self.sites)

    @property
    def is_coarse(self) -> bool:
        return all(site.fix is not None and site.fix.is_coarse for site in self.sites)


def signs(placed: Iterable[Placed]) -> tuple[Sign, ...]:
    """The signs of the first view, in the order of their first sites, where they stand."""
    groups: list[list[Placed]] = []
    for each in placed:
        for group in groups:
            if (
                math.dist((each.x, each.y), (group[0].x, group[0].y))
                < _APART_PIXELS * _UNITS_PER_PIXEL
            ):
                group.append(each)
                break
        else:
            groups.append([each])
    return tuple(
        Sign(group[0].x, group[0].y, tuple(each.site for each in group)) for group in groups
    )


def lettering(chart: Chart, shown: Sequence[Sign]) -> tuple[Name, ...]:
    """The names that have room in the first view, each where no sign and no other name stands; a
    name without such a place is left out."""
    half = _SIGN_PIXELS * _UNITS_PER_PIXEL
    # A drop stands above its place, a disc round it: both are kept free.
    taken: list[_Area] = [
        (each.x - half, each.y - 1.8 * half, each.x + half, each.y + half) for each in shown
    ]
    found = []
    for name in chart.names:
        is_wide = name.room >= _LEAST_ROOM_PIXELS * _UNITS_PER_PIXEL
        area = _free(name, chart, taken) if is_wide else None
        if area is not None:
            taken.append(area)
            x, y = round((area[0] + area[2]) / 2), round((area[1] + area[3]) / 2)
            found.append(Name(name.text, x, y, name.room))
    return tuple(found)


def _free(name: Name, chart: Chart, taken: Sequence[_Area]) -> _Area | None:
    """The middle of the county, then round about it as far as the county reaches."""
    wide = len(name.text) * _LETTER_PIXELS * _UNITS_PER_PIXEL / 2
    high = _LETTER_PIXELS * _UNITS_PER_PIXEL * 0.7
    for turn in range(2 * _TURNS + 1):
        away = 0.0 if not turn else name.room * (0.5 if turn <= _TURNS else 0.9)
        x = name.x + away * math.sin(turn * math.tau / _TURNS)
        y = name.y + away * math.cos(turn * math.tau / _TURNS)
        area = (x - wide, y - high, x + wide, y + high)
        is_seen = (
            chart.left <= area[0]
            and chart.top <= area[1]
            and area[2] <= chart.left + VIEW_UNITS
            and area[3] <= chart.top + VIEW_UNITS
        )
        if is_seen and not any(_meet(area, other) for other in taken):
            return area
    return None


def _meet(one: _Area, other: _Area) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]

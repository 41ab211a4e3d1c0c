"""The light map of one county: its chart, the signs on it, and its sites in the order of the list
below it. docs/map.md says why a county has a map of its own."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sites.mapping.chart import VIEW_UNITS, Chart, Name, Rings, chart
from sites.mapping.chart_signs import Placed, Sign, lettering, signs
from sites.mapping.pins import kind_of
from sites.mapping.view import Bounds, with_point
from sites.records import Site

# More signs than this nobody reads on a phone; the area's list has the others.
MOST_SITES = 60
# A county without a site of its own is shown with the nearest one, up to so many times its size.
_FARTHEST = 3.0


@dataclass(frozen=True, slots=True)
class AreaMap:
    """sites: in the order of the list: those that can be called first, in each the nearest to the
    middle of the first view first, then those without a place. places: site id → (x, y, kind) on
    the chart, for those that lie on it; kind as in pins.py. hidden: how many more the area has."""

    chart: Chart
    signs: tuple[Sign, ...]
    names: tuple[Name, ...]
    sites: tuple[Site, ...]
    places: Mapping[str, tuple[int, int, int]]
    hidden: int


def area_map(
    own: Sequence[Site], beyond: Sequence[Site], bounds: Bounds, rings: Rings, basemap: Path
) -> AreaMap:
    """The map of an area within these bounds.

    own: all sites of the area. beyond: the nearest outside it, nearest first. rings: the area's
    border as (lat, lon), empty where it is not known. basemap: the folder of static/basemap.
    """
    near = [site.fix.point for site in beyond if site.fix is not None]
    if near and all(site.fix is None for site in own):
        bounds = with_point(bounds, near[0], at_most=_FARTHEST)
    drawn = chart(bounds, rings, near, basemap)
    shown = _in_order([*own[:MOST_SITES], *beyond], drawn)
    places = {site.id: (*place, kind_of(site)) for site in shown if (place := _place(site, drawn))}
    marked = signs(Placed(site, *places[site.id][:2]) for site in shown if site.id in places)
    return AreaMap(
        chart=drawn,
        signs=marked,
        names=lettering(drawn, marked),
        sites=tuple(shown),
        places=places,
        hidden=max(0, len(own) - MOST_SITES),
    )


def _place(site: Site, drawn: Chart) -> tuple[int, int] | None:
    return drawn.place(site.fix.point) if site.fix else None


def _in_order(sites: Sequence[Site], drawn: Chart) -> list[Site]:
    middle = (drawn.left + VIEW_UNITS / 2, drawn.top + VIEW_UNITS / 2)

    def order(site: Site) -> tuple[bool, float]:
        place = _place(site, drawn)
        return not site.is_callable, math.dist(place, middle) if place else math.inf

    return sorted(sites, key=order)

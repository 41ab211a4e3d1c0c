"""In what order the sites of an answer stand, in groups that a page can name.

A family needs a number first, then a way that is known: sites that can be called come before
those that cannot, sure distances before places that are known to their city only, the place
that was asked for before namesakes elsewhere. Works on *positions* of a Directory.
"""

from dataclasses import dataclass, replace
from itertools import repeat
from typing import Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from sites.directory.live import Directory
from sites.geo import Point, bearing_deg
from sites.records import Site

Positions = NDArray[np.intp]
Mask = NDArray[np.bool_]

# own: can be called, in the county that holds a position. here: can be called, in the place asked
# for or near it. vague: can be called, but where in its city is not known. silent: a real site
# without a number to call. elsewhere: only the letters of the text stand in it.
Group = Literal["own", "here", "vague", "silent", "demo", "elsewhere"]
GROUPS: tuple[Group, ...] = get_args(Group)  # in the order of an answer
_HERE, _VAGUE, _SILENT, _DEMO, _ELSEWHERE = map(
    GROUPS.index, ("here", "vague", "silent", "demo", "elsewhere")
)
# So far one way by country bus is a day; farther away a number helps nobody here.
CALL_KM = 200.0
# With fewer callable ones than these in an answer, the nearest callable others join it: one
# number may be engaged and one wrong.
LEAST_CALLABLE = 3


@dataclass(frozen=True, slots=True)
class AnswerSite:
    """A site in an answer. distance_km: geodesic; None when there is no origin, the site has no
    point, or it is known to its city only (is_vague). group: where in the answer it stands.
    bearing_deg: from the origin, clockwise from north; None where there is no distance."""

    site: Site
    distance_km: float | None
    group: Group = "here"
    is_vague: bool = False
    bearing_deg: float | None = None


class Order(NamedTuple):
    """Positions as they stand in an answer, the group of each, and how far each is from the origin
    (kilometres; zeros without one)."""

    positions: Positions
    groups: tuple[Group, ...]
    distances_km: NDArray[np.float64]


def search_order(
    directory: Directory, positions: Positions, *, inside: Mask | None, origin: Point | None
) -> Order:
    """Positions in the order of an answer.

    inside: mask over all positions, those of the place that the text names; the others are
    "elsewhere"; None = all are inside. origin: where distances are counted from (WGS-84); None =
    none, so no place is too vague, and equals stay in the directory's order.
    """
    group = _call_groups(directory, positions)
    distances_km = np.zeros(positions.size)
    if origin is not None:
        distances_km = directory.nearest.distances_km(origin, positions)
        group[(group == _HERE) & ~directory.is_sure[positions]] = _VAGUE
    lesser = group.copy()  # among namesakes, too, those that can be called come first
    if inside is not None:
        group[~inside[positions]] = _ELSEWHERE
    order = np.lexsort((distances_km, lesser, group))
    groups = tuple(map(GROUPS.__getitem__, group[order].tolist()))
    return Order(positions[order], groups, distances_km[order])


def found_at(
    directory: Directory, order: Order, shown: slice, origin: Point | None
) -> tuple[AnswerSite, ...]:
    """The part that is shown of an order, with distances from the origin that it was made for."""
    sites = [directory.sites[position] for position in order.positions[shown].tolist()]
    groups, distances_km = order.groups[shown], order.distances_km[shown].tolist()
    if origin is None:
        return tuple(map(AnswerSite, sites, repeat(None), groups))
    return tuple(
        _found(directory, site, distance_km, group, origin)
        for site, distance_km, group in zip(sites, distances_km, groups, strict=True)
    )


def nearest_sites(
    directory: Directory, origin: Point, *, limit: int, where: Mask | None = None
) -> tuple[AnswerSite, ...]:
    """The nearest sites of a mask (None = of all), by the farthest that each can lie.

    The centre of a city stands for the sites that are known to their city only: such a site
    comes after all that are surely nearer.
    """
    near = directory.nearest.nearest
    if directory.is_every_sure:
        candidates = near(origin, limit=limit, where=where)
    else:
        is_sure, is_vague = directory.is_sure, ~directory.is_sure
        sure = near(origin, limit=limit, where=is_sure if where is None else where & is_sure)
        vague = near(origin, limit=limit, where=is_vague if where is None else where & is_vague)
        candidates = tuple(
            sorted(
                (*sure, *vague),
                key=lambda each: each.distance_km + directory.doubt_km(each.site),
            )
        )
    return tuple(
        _found(directory, each.site, each.distance_km, _group(each.site), origin)
        for each in candidates[:limit]
    )


def near_order(
    directory: Directory, origin: Point, *, limit: int, where: Mask
) -> tuple[AnswerSite, ...]:
    """The nearest sites of a mask, those that can be called first; when fewer than
    LEAST_CALLABLE of them can, the nearest others that can, within CALL_KM, join them."""
    near = nearest_sites(directory, origin, limit=limit, where=where)
    missing = LEAST_CALLABLE - sum(each.site.is_callable for each in near)
    if missing > 0:
        known = {each.site.id for each in near}
        within = where & directory.is_callable
        callables = nearest_sites(directory, origin, limit=LEAST_CALLABLE, where=within)
        more = [each for each in callables if each.site.id not in known]
        near += tuple(each for each in more[:missing] if (each.distance_km or 0.0) <= CALL_KM)
    return tuple(sorted(near, key=lambda each: GROUPS.index(each.group)))


def position_order(
    directory: Directory, origin: Point, *, county: Positions, city: Positions, limit: int
) -> tuple[AnswerSite, ...]:
    """What a family at a position reads: the callable sites of its own county, then the nearest
    callable others, then those of its city whose place is not known better, then those without a
    number.

    county, city: the positions in the areas that hold the origin; empty outside China. At least
    `limit` sites where there are so many.
    """
    at_home = _at_home(directory, origin, county, limit)
    in_city = city[directory.is_callable[city] & ~directory.is_sure[city]]
    vague = np.setdiff1d(in_city, county)[:limit]
    outside = np.ones(len(directory.sites), dtype=np.bool_)
    outside[county] = outside[vague] = False
    room = max(limit - len(at_home), LEAST_CALLABLE)
    near = near_order(directory, origin, limit=room, where=outside)
    also = [
        AnswerSite(directory.sites[each], None, "vague", is_vague=True) for each in vague.tolist()
    ]
    return tuple(sorted((*at_home, *near, *also), key=lambda each: GROUPS.index(each.group)))


def _at_home(
    directory: Directory, origin: Point, county: Positions, limit: int
) -> tuple[AnswerSite, ...]:
    """The first sites of the county that holds an origin; callable ones are its "own"."""
    if not county.size:
        return ()
    order = search_order(directory, county, inside=None, origin=origin)
    found = found_at(directory, order, slice(limit), origin)
    return tuple(replace(each, group="own") if each.group == "here" else each for each in found)


def area_order(directory: Directory, positions: Positions) -> Positions:
    """Positions of an area's own sites, those that can be called first, then in the directory's
    order with the units of one area together."""
    sites = [directory.sites[position] for position in positions]
    units = np.array([site.unit for site in sites])
    codes = np.array([site.adcode for site in sites])
    return positions[np.lexsort((units, codes, _call_groups(directory, positions)))]


def _call_groups(directory: Directory, positions: Positions) -> NDArray[np.intp]:
    """For each position the number in GROUPS of "here" (it can be called), "silent" or "demo"."""
    uncallable = np.where(directory.is_published[positions], _SILENT, _DEMO)
    return np.where(directory.is_callable[positions], _HERE, uncallable)


def _group(site: Site) -> Group:
    if site.is_callable:
        return "here"
    return "demo" if site.is_demo else "silent"


def _found(
    directory: Directory, site: Site, distance_km: float, group: Group, origin: Point
) -> AnswerSite:
    """A site at a distance, which is None where its place is too vague to have one."""
    if not directory.is_every_sure and directory.doubt_km(site) != 0.0:
        return AnswerSite(site, None, group, is_vague=True)
    bearing = bearing_deg(origin, site.fix.point) if site.fix else None
    return AnswerSite(site, distance_km, group, bearing_deg=bearing)


def everywhere(directory: Directory) -> Mask:
    """The mask of all positions."""
    return np.ones(len(directory.sites), dtype=np.bool_)

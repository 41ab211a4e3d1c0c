"""What lies inside an area, what beyond it, and how far the nearest real site is."""

import numpy as np

from sites.areas import Area, Gazetteer
from sites.directory.live import Directory
from sites.directory.ordering import (
    LEAST_CALLABLE,
    AnswerSite,
    Mask,
    Order,
    Positions,
    near_order,
)
from sites.geo import Point
from sites.records import Fix

BEYOND_LIMIT = 5


def mask_of(directory: Directory, positions: Positions) -> Mask:
    """True at these positions of all."""
    mask = np.zeros(len(directory.sites), dtype=bool)
    mask[positions] = True
    return mask


def kept(positions: Positions, mask: Mask) -> Positions:
    """Those of the positions that the mask holds, in their order."""
    return positions[mask[positions]]


def listed(directory: Directory, mask: Mask, shown: slice) -> tuple[tuple[AnswerSite, ...], int]:
    """The part that is shown of the sites of a mask, in the directory's order and without
    distances, and how many they are."""
    positions = np.flatnonzero(mask)
    return tuple(
        AnswerSite(directory.sites[each], None) for each in positions[shown]
    ), positions.size


def beyond(directory: Directory, known: Mask, origin: Point | None) -> tuple[AnswerSite, ...]:
    """The nearest sites to an origin but those of the mask; none without an origin."""
    if origin is None:
        return ()
    return near_order(directory, origin, limit=BEYOND_LIMIT, where=~known)


def beyond_unless_served(
    directory: Directory, found: Order, inside: Mask, origin: Point | None
) -> tuple[AnswerSite, ...]:
    """What lies beyond a place and what was found only helps where few of that can be called."""
    if origin is None or found.groups.count("here") >= LEAST_CALLABLE:
        return ()
    return beyond(directory, inside | mask_of(directory, found.positions), origin)


def is_served(directory: Directory, positions: Positions) -> bool:
    """Whether enough sites at these positions can be called."""
    return int(directory.is_callable[positions].sum()) >= LEAST_CALLABLE


def county_and_city(
    directory: Directory, gazetteer: Gazetteer, areas: tuple[Area, ...]
) -> tuple[Positions, Positions]:
    """Positions in the counties that may hold an origin, and in the city of the first (of a
    county without one, and of a municipality's: in its province); none outside China."""
    positions_in = directory.positions_in
    if not areas:
        return positions_in(""), positions_in("")
    path = gazetteer.path(areas[0].adcode)
    city = path[1] if len(path) > 1 and path[1].level == "city" else path[0]
    county = np.concatenate([positions_in(area.adcode) for area in areas])
    return np.unique(county), positions_in(city.adcode)


def nearest_real_km(directory: Directory, origin: Point) -> float | None:
    """Kilometres to the nearest real site; None when there is none."""
    nearest = directory.nearest.nearest(origin, limit=1, where=directory.is_published)
    return nearest[0].distance_km if nearest else None


def nearest_real_km_of(directory: Directory, adcode: str, fix: Fix | None) -> float | None:
    """The same from an area: 0.0 when it has one itself; None too when its place is not known."""
    if directory.counts(adcode).published:
        return 0.0
    return nearest_real_km(directory, fix.point) if fix else None

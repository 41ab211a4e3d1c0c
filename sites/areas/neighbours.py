"""Which counties lie around an area, by the points of their seats."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sites.areas.area import Area
from sites.areas.gazetteer import Gazetteer
from sites.geo import Point


def is_county(gazetteer: Gazetteer, adcode: str) -> bool:
    """Whether the code is that of an area of today with no county below it: a county, a district,
    a city such as 东莞市. False for a township and an unknown code."""
    area = gazetteer.get(adcode)
    if area is None or area.level in ("township", "county"):
        return area is not None and area.level == "county"
    return all(part.level == "township" for part in gazetteer.parts(adcode))


def nearest_counties(gazetteer: Gazetteer, adcode: str, *, limit: int) -> tuple[Area, ...]:
    """The counties (is_county) whose seats are nearest to that of an area, nearest first, without
    itself; none for an unknown code. They need not touch it: a family asks how far it is."""
    seat = gazetteer.fix(adcode)
    if seat is None:
        return ()
    codes, directions = _seats(gazetteer)
    here = _directions([seat.point])[0]
    # The smaller the angle between two directions from the Earth's centre, the larger the product.
    nearest = np.argsort(-(directions @ here), kind="stable")[: limit + 1].tolist()
    return gazetteer.known([codes[each] for each in nearest if codes[each] != adcode][:limit])


@lru_cache(maxsize=1)
def _seats(gazetteer: Gazetteer) -> tuple[list[str], NDArray[np.float64]]:
    """The codes of all counties, and the direction of each one's seat."""
    areas = (*gazetteer.all("province"), *gazetteer.all("city"), *gazetteer.all("county"))
    counties = [area.adcode for area in areas if is_county(gazetteer, area.adcode)]
    fixes = {code: fix for code in counties if (fix := gazetteer.fix(code))}
    return list(fixes), _directions([fix.point for fix in fixes.values()])


def _directions(points: Sequence[Point]) -> NDArray[np.float64]:
    """From the Earth's centre, as a sphere: a row of three numbers for each, of length 1."""
    lat, lon = np.radians([(point.lat, point.lon) for point in points]).T
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)

"""Coordinates that come with a place: they win over everything the words say."""

from sites.geo import Datum, Point, to_wgs84
from sites.records import Fix

# Six decimals are 0.1 m, far below what any list measures.
_DECIMALS = 6


def given_fix(point: Point, datum: Datum, adcode: str) -> Fix:
    """A given point (in `datum`) as an exact fix in WGS-84; adcode: the area it was given for."""
    there = to_wgs84(point, datum)
    return Fix(
        Point(round(there.lat, _DECIMALS), round(there.lon, _DECIMALS)), "exact", "given", adcode
    )

"""Which part of the Earth the map shows first."""

from collections.abc import Iterable
from dataclasses import dataclass

from sites.geo import Point
from sites.records import Fix, Precision, Site

# Half the side of the view round an area without sites, in degrees of latitude: about the size
# of such an area in the middle of China.
_HALF_DEGREES: dict[Precision, float] = {"province": 3.0, "city": 0.8, "county": 0.3}
_LEAST_HALF_DEGREES = 0.1  # a view of one site still shows what lies round it
_LEAST_AREA_HALF_DEGREES = 0.02  # 东城区 is 0.04 degrees wide
_MARGIN = 0.05  # of the side, so that no pin stands on the edge

# A list this wide is a national one: then the map shows the country whole, its southernmost
# islands included, and does not end where the sites end.
_NATIONAL_DEGREES = 30.0


@dataclass(frozen=True, slots=True)
class Bounds:
    """A box in decimal degrees (WGS-84). It never crosses the date line."""

    south: float
    west: float
    north: float
    east: float

    def text(self) -> str:
        """South, west, north, east with four decimals and commas, as scripts/start.js reads it."""
        return ",".join(f"{each:.4f}" for each in (self.south, self.west, self.north, self.east))


# The whole map of China with the South China Sea islands and the ten-dash line.
CHINA = Bounds(3.3, 73.4, 53.6, 135.1)


def bounds_of(sites: Iterable[Site]) -> Bounds | None:
    """The box round the sites that have a point; None when none has."""
    points = [site.fix.point for site in sites if site.fix is not None]
    if not points:
        return None
    lats, lons = [point.lat for point in points], [point.lon for point in points]
    return Bounds(min(lats), min(lons), max(lats), max(lons))


def first_view(sites: Iterable[Site]) -> Bounds:
    """All sites; the whole of China when they lie far apart or none has a point."""
    found = bounds_of(sites)
    if found is None or found.east - found.west > _NATIONAL_DEGREES:
        return CHINA
    return _widened(found)


def focus_bounds(
    sites: Iterable[Site],
    fix: Fix | None = None,
    box: tuple[float, float, float, float] | None = None,
) -> Bounds | None:
    """What to show of an area: the whole of it with all its sites; where its borders are not known
    its sites, or the surroundings of its own point; None when nothing is known, which leaves the
    map as it is. box: (south, west, north, east) of its borders.
    """
    found = _around(bounds_of(sites), Bounds(*box) if box else None)
    if found is not None:
        return _widened(found, _LEAST_AREA_HALF_DEGREES if box else _LEAST_HALF_DEGREES)
    if fix is None:
        return None
    half = _HALF_DEGREES.get(fix.precision, _LEAST_HALF_DEGREES)
    lat, lon = fix.point.lat, fix.point.lon
    return _inside_the_world(Bounds(lat - half, lon - half, lat + half, lon + half))


def with_point(bounds: Bounds, point: Point, *, at_most: float) -> Bounds:
    """The bounds with one more point, unless they would grow to more than at_most times their
    size (the longer side, in degrees)."""
    wider = _around(bounds, Bounds(point.lat, point.lon, point.lat, point.lon)) or bounds
    return wider if _size(wider) <= at_most * _size(bounds) else bounds


def _size(bounds: Bounds) -> float:
    return max(bounds.north - bounds.south, bounds.east - bounds.west)


def _around(one: Bounds | None, other: Bounds | None) -> Bounds | None:
    """Both; the other where one is None."""
    if one is None or other is None:
        return one or other
    return Bounds(
        min(one.south, other.south),
        min(one.west, other.west),
        max(one.north, other.north),
        max(one.east, other.east),
    )


def _widened(bounds: Bounds, least: float = _LEAST_HALF_DEGREES) -> Bounds:
    """With a margin, and at least twice `least` wide and high (degrees)."""
    tall, wide = bounds.north - bounds.south, bounds.east - bounds.west
    up = max(tall * _MARGIN, least - tall / 2)
    aside = max(wide * _MARGIN, least - wide / 2)
    return _inside_the_world(
        Bounds(bounds.south - up, bounds.west - aside, bounds.north + up, bounds.east + aside)
    )


def _inside_the_world(bounds: Bounds) -> Bounds:
    return Bounds(
        max(bounds.south, -85.0),
        max(bounds.west, -180.0),
        min(bounds.north, 85.0),
        min(bounds.east, 180.0),
    )

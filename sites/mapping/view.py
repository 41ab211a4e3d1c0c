"""Which part of the Earth the map shows first."""

from collections.abc import Iterable
from dataclasses import dataclass

from sites.records import Fix, Precision, Site

# Half the side of the view round an area without sites, in degrees of latitude: about the size
# of such an area in the middle of China.
_HALF_DEGREES: dict[Precision, float] = {"province": 3.0, "city": 0.8, "county": 0.3}
_LEAST_HALF_DEGREES = 0.1  # a view of one site still shows what lies round it
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


def focus_bounds(sites: Iterable[Site], fix: Fix | None = None) -> Bounds | None:
    """What to show of an area: its sites, or the surroundings of its own point where it has no
    site with a point; None when nothing is known, which leaves the map as it is.
    """
    found = bounds_of(sites)
    if found is not None:
        return _widened(found)
    if fix is None:
        return None
    half = _HALF_DEGREES.get(fix.precision, _LEAST_HALF_DEGREES)
    lat, lon = fix.point.lat, fix.point.lon
    return _inside_the_world(Bounds(lat - half, lon - half, lat + half, lon + half))


def _widened(bounds: Bounds) -> Bounds:
    tall, wide = bounds.north - bounds.south, bounds.east - bounds.west
    up = max(tall * _MARGIN, _LEAST_HALF_DEGREES - tall / 2)
    aside = max(wide * _MARGIN, _LEAST_HALF_DEGREES - wide / 2)
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

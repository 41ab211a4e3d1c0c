"""Points on the Earth and the three datums met in China.

Everything inside the program is WGS-84, latitude before longitude, in decimal degrees.
GCJ-02 (AMap, Tencent) and BD-09 (Baidu) exist only at the edges: where a list or a provider
brings a point, and where a link hands one over.
"""

import math
from dataclasses import dataclass
from typing import Literal, get_args

# The mean radius of the Earth, (2a + b) / 3 of the ellipsoid (IUGG): on a sphere of this size a
# distance inside China errs by up to 0.4 %; nearest sites are measured on the ellipsoid instead.
EARTH_RADIUS_KM = 6371.009
# Of latitude, and of longitude on the equator.
KM_PER_DEGREE = math.radians(EARTH_RADIUS_KM)

Datum = Literal["wgs84", "gcj02", "bd09"]
DATUMS: tuple[Datum, ...] = get_args(Datum)

# Krasovsky 1940 ellipsoid (semi-major axis in metres, first eccentricity squared): the one on
# which the GCJ-02 offset is defined in every public implementation (eviltransform, prcoords).
_KRASOVSKY_A_M = 6378245.0
_KRASOVSKY_EE = 0.00669342162296594323
# Tencent, AMap and Baidu shift inside this box only (the same implementations).
_SHIFTED_LAT = (0.8293, 55.8271)
_SHIFTED_LON = (72.004, 137.8347)
# Three fixed-point steps bring the inverse to 0.1 mm; a fourth costs 0.3 µs and removes doubt.
_INVERSE_STEPS = 4
_BD09_ANGLE = math.pi * 3000.0 / 180.0


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """A place on Earth in decimal degrees, WGS-84 unless a name says otherwise.

    lat: -90 (south pole) to 90; lon: -180 to 180, east positive.
    Raises ValueError outside those ranges and for NaN.
    """

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not -90.0 <= self.lat <= 90.0:
            raise ValueError(f"Latitude must lie between -90 and 90 degrees, not {self.lat}.")
        if not -180.0 <= self.lon <= 180.0:
            raise ValueError(f"Longitude must lie between -180 and 180 degrees, not {self.lon}.")


def great_circle_km(one: Point, other: Point) -> float:
    """Between two points on a sphere, in kilometres; enough to tell one place from two."""
    lat, other_lat = math.radians(one.lat), math.radians(other.lat)
    north = math.sin((other_lat - lat) / 2.0)
    east = math.sin(math.radians(other.lon - one.lon) / 2.0)
    half_chord = math.sqrt(north**2 + math.cos(lat) * math.cos(other_lat) * east**2)
    return 2.0 * EARTH_RADIUS_KM * math.asin(min(1.0, half_chord))


def bearing_deg(start: Point, end: Point) -> float:
    """In which direction a great circle leaves `start` for `end`: degrees clockwise from north,
    0 up to 360; 0.0 between equal points (the forward azimuth of spherical trigonometry)."""
    lat, end_lat = math.radians(start.lat), math.radians(end.lat)
    lon = math.radians(end.lon - start.lon)
    east = math.sin(lon) * math.cos(end_lat)
    north = math.cos(lat) * math.sin(end_lat) - math.sin(lat) * math.cos(end_lat) * math.cos(lon)
    return math.degrees(math.atan2(east, north)) % 360.0


def to_wgs84(point: Point, datum: Datum) -> Point:
    """The WGS-84 point of one given in `datum` (exact to 1 mm)."""
    if datum == "wgs84":
        return point
    return _gcj02_to_wgs84(point if datum == "gcj02" else _bd09_to_gcj02(point))


def from_wgs84(point: Point, datum: Datum) -> Point:
    """The point in `datum` of a WGS-84 point (exact to 1 mm)."""
    if datum == "wgs84":
        return point
    gcj02 = _wgs84_to_gcj02(point)
    return gcj02 if datum == "gcj02" else _gcj02_to_bd09(gcj02)


def is_shifted(point: Point) -> bool:
    """Whether GCJ-02 differs from WGS-84 here (a box around China, not its border)."""
    return (
        _SHIFTED_LAT[0] <= point.lat <= _SHIFTED_LAT[1]
        and _SHIFTED_LON[0] <= point.lon <= _SHIFTED_LON[1]
    )


def _wgs84_to_gcj02(point: Point) -> Point:
    if not is_shifted(point):
        return point
    north, east = _gcj02_offset(point.lat, point.lon)
    return Point(point.lat + north, point.lon + east)


def _gcj02_to_wgs84(point: Point) -> Point:
    if not is_shifted(point):
        return point
    lat, lon = point.lat, point.lon
    for _ in range(_INVERSE_STEPS):
        north, east = _gcj02_offset(lat, lon)
        lat, lon = point.lat - north, point.lon - east
    return Point(lat, lon)


def _gcj02_offset(lat: float, lon: float) -> tuple[float, float]:
    """(north, east) in degrees that GCJ-02 adds to a WGS-84 point."""
    x, y = lon - 105.0, lat - 35.0
    wave = (20.0 * math.sin(6.0 * x * math.pi) + 20.0 * math.sin(2.0 * x * math.pi)) * 2.0 / 3.0
    root = math.sqrt(abs(x))
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + wave
    north += (20.0 * math.sin(y * math.pi) + 40.0 * math.sin(y / 3.0 * math.pi)) * 2.0 / 3.0
    north += (
        (160.0 * math.sin(y / 12.0 * math.pi) + 320.0 * math.sin(y * math.pi / 30.0)) * 2.0 / 3.0
    )
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + wave
    east += (20.0 * math.sin(x * math.pi) + 40.0 * math.sin(x / 3.0 * math.pi)) * 2.0 / 3.0
    east += (
        (150.0 * math.sin(x / 12.0 * math.pi) + 300.0 * math.sin(x / 30.0 * math.pi)) * 2.0 / 3.0
    )
    radians = math.radians(lat)
    squared = 1.0 - _KRASOVSKY_EE * math.sin(radians) ** 2
    root = math.sqrt(squared)
    meridian_m = _KRASOVSKY_A_M * (1.0 - _KRASOVSKY_EE) / (squared * root)
    parallel_m = _KRASOVSKY_A_M / root * math.cos(radians)
    return math.degrees(north / meridian_m), math.degrees(east / parallel_m)


def _gcj02_to_bd09(point: Point) -> Point:
    """Baidu's published second shift: a small rotation and 0.006/0.0065 degrees."""
    radius = math.hypot(point.lon, point.lat) + 0.00002 * math.sin(point.lat * _BD09_ANGLE)
    angle = math.atan2(point.lat, point.lon) + 0.000003 * math.cos(point.lon * _BD09_ANGLE)
    return Point(radius * math.sin(angle) + 0.006, radius * math.cos(angle) + 0.0065)


def _bd09_to_gcj02(point: Point) -> Point:
    lat, lon = point.lat - 0.006, point.lon - 0.0065
    for _ in range(_INVERSE_STEPS):
        there = _gcj02_to_bd09(Point(lat, lon))
        lat, lon = lat + (point.lat - there.lat), lon + (point.lon - there.lon)
    return Point(lat, lon)

"""Distances on the WGS-84 ellipsoid: proven bounds by chords, a quick series, the true geodesic."""

import math
from typing import Any

import numpy as np
from geographiclib.geodesic import Geodesic
from numpy.typing import NDArray

from sites.geo import Point

Floats = NDArray[np.float64]
Centre = tuple[float, float, float]

# WGS-84 (NIMA TR8350.2): semi-major axis and flattening.
_A_KM = 6378.137
_F = 1 / 298.257223563
_B_KM = _A_KM * (1 - _F)
_E2 = _F * (2 - _F)
# No normal section of the ellipsoid is curved more (a meridian at the equator) or less (any line
# at a pole) than circles of these radii.
_SMALLEST_RADIUS_KM = _B_KM**2 / _A_KM
_LARGEST_RADIUS_KM = _A_KM**2 / _B_KM
# Half a meridian: no two points of the ellipsoid are farther apart.
_HALF_MERIDIAN_KM = 20003.9315
# A geodesic longer than half a circle of the smallest radius has a chord above this (see below).
_CAPPED_CHORD_KM = 12570.0
# Thomas's series against geographiclib, 60,000 random pairs: within 2.9e-9 of the distance up to
# 90 degrees of arc, 5.2e-8 up to 150 degrees, hopeless near the antipode. The margin allows four
# times that, and a micrometre for rounding.
_SERIES_MARGIN, _SERIES_DEGREES = 2e-7, 150.0
ROUNDING_KM = 1e-9
# Up to so many points numpy is the slower way (measured).
_FEW = 16


def earth_centred_km(lat: Floats, lon: Floats) -> Floats:
    """One row x, y, z for each point on the ellipsoid, in kilometres from the Earth's centre.

    lat, lon: WGS-84 degrees.
    """
    lat, lon = np.radians(lat), np.radians(lon)
    normal_km = _A_KM / np.sqrt(1 - _E2 * np.sin(lat) ** 2)
    across_km = normal_km * np.cos(lat)
    up_km = normal_km * (1 - _E2) * np.sin(lat)
    return np.column_stack((across_km * np.cos(lon), across_km * np.sin(lon), up_km))


def centre_km(origin: Point) -> Centre:
    """As earth_centred_km for one point, twenty times as quick."""
    lat, lon = math.radians(origin.lat), math.radians(origin.lon)
    normal_km = _A_KM / math.sqrt(1 - _E2 * math.sin(lat) ** 2)
    across_km = normal_km * math.cos(lat)
    up_km = normal_km * (1 - _E2) * math.sin(lat)
    return across_km * math.cos(lon), across_km * math.sin(lon), up_km


def shortest_km(chord_km: float) -> float:
    """No geodesic with this chord is shorter.

    The ellipsoid is an intersection of balls of the largest radius (Blaschke), so it holds the
    spindle that arcs of that radius sweep about the chord; a curve around a convex body is no
    shorter than its shadow on it, whose shortest is one of those arcs.
    """
    return 2 * _LARGEST_RADIUS_KM * math.asin(chord_km / (2 * _LARGEST_RADIUS_KM)) - ROUNDING_KM


def longest_km(chord_km: float) -> float:
    """No geodesic with this chord is longer.

    A curve bent nowhere more than a circle of the smallest radius has, up to half that circle, a
    chord no shorter than the circle's (Schur). A longer one (there are 101 km of them) has the
    circle's diameter less 101 km as chord at least: there half a meridian is the bound.
    """
    if chord_km >= _CAPPED_CHORD_KM:
        return _HALF_MERIDIAN_KM
    half = chord_km / (2 * _SMALLEST_RADIUS_KM)
    return 2 * _SMALLEST_RADIUS_KM * math.asin(half) + ROUNDING_KM


def widest_chord_km(chord_km: float) -> float:
    """A place with a longer chord than this is farther away than every place with `chord_km`."""
    half = longest_km(chord_km) / (2 * _LARGEST_RADIUS_KM)
    return 2 * _LARGEST_RADIUS_KM * math.sin(half) + 2 * ROUNDING_KM


def true_geodesic_km(origin: Point, lat: float, lon: float) -> float:
    """The geodesic distance to 15 nanometres (C. F. F. Karney's method), in 0.05 ms."""
    lat, lon = float(lat), float(lon)  # geographiclib is twice as slow on numpy's numbers
    line = Geodesic.WGS84.Inverse(origin.lat, origin.lon, lat, lon, Geodesic.DISTANCE)
    return float(line["s12"]) / 1000.0


def geodesics_km(origin: Point, lat: Floats, lon: Floats) -> tuple[Floats, Floats]:
    """Geodesic distances from the origin, and by how much each may be wrong, in kilometres."""
    if len(lat) <= _FEW:
        return _few_geodesics_km(origin, lat.tolist(), lon.tolist())
    kms, arcs = _series_km(origin, lat, lon)
    margins_km = _SERIES_MARGIN * kms + ROUNDING_KM
    for i in np.flatnonzero(~(arcs <= math.radians(_SERIES_DEGREES))):
        kms[i], margins_km[i] = true_geodesic_km(origin, lat[i], lon[i]), ROUNDING_KM
    return kms, margins_km


def _few_geodesics_km(origin: Point, lat: list[float], lon: list[float]) -> tuple[Floats, Floats]:
    """As geodesics_km, quicker for few: numpy takes as long for one as for a hundred."""
    here = _reduced(math, origin.lat)
    kms, margins_km = [], []
    for end_lat, end_lon in zip(lat, lon, strict=True):
        sines2 = _sines2(math, here, _reduced(math, end_lat), end_lon - origin.lon)
        arc = _arc(math, sines2[2])
        if arc > math.radians(_SERIES_DEGREES):
            kms.append(true_geodesic_km(origin, end_lat, end_lon))
            margins_km.append(ROUNDING_KM)
        else:
            kms.append(_thomas_km(math, *sines2, arc) if arc else 0.0)
            margins_km.append(_SERIES_MARGIN * kms[-1] + ROUNDING_KM)
    return np.array(kms), np.array(margins_km)


def _series_km(origin: Point, lat: Floats, lon: Floats) -> tuple[Floats, Floats]:
    """(distance in kilometres, arc on the auxiliary sphere in radians) to second order in the
    flattening; no number near the antipode."""
    sines2 = _sines2(np, _reduced(math, origin.lat), _reduced(np, lat), lon - origin.lon)
    arc = _arc(np, sines2[2])
    with np.errstate(divide="ignore", invalid="ignore"):
        kms = _thomas_km(np, *sines2, arc)
    return np.where(arc == 0.0, 0.0, kms), arc


# P. D. Thomas, Spheroidal Geodesics, Reference Systems and Local Geometry (U.S. Naval
# Oceanographic Office SP-138, 1970), Forsythe-Andoyer-Lambert type with reduced latitudes. Letters
# are his. of: math for one point, numpy for many.
def _reduced(of: Any, lat: Any) -> Any:
    return of.atan((1 - _F) * of.tan(of.radians(lat)))


def _sines2(of: Any, here: float, there: Any, lon_apart: Any) -> tuple[Any, Any, Any]:
    """Squared sines: of the mean latitude, of half the latitudes' difference, of half the arc."""
    mean2, half2 = of.sin((there + here) / 2) ** 2, of.sin((there - here) / 2) ** 2
    return mean2, half2, half2 + (1 - half2 - mean2) * of.sin(of.radians(lon_apart) / 2) ** 2


def _arc(of: Any, big_l: Any) -> Any:
    at_most_one = min(max(big_l, 0.0), 1.0) if of is math else np.clip(big_l, 0.0, 1.0)
    return 2 * of.asin(of.sqrt(at_most_one))


def _thomas_km(of: Any, sin_mean2: Any, sin_half2: Any, big_l: Any, arc: Any) -> Any:
    u = 2 * sin_mean2 * (1 - sin_half2) / (1 - big_l)
    v = 2 * sin_half2 * (1 - sin_mean2) / big_l
    t = arc / of.sin(arc)
    x, y, d, e = u + v, u - v, 4 * t * t, 2 * of.cos(arc)
    c = t - (d * e - e) / 2
    first = _F / 4 * (t * x - y)
    second = _F**2 / 64 * (x * (d * e + c * x) - y * (2 * d + e * y) + d * x * y)
    return _A_KM * of.sin(arc) * (t - first + second)

"""Distances on the WGS-84 ellipsoid: proven bounds by chords, a quick series, the true geodesic."""

import math

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
    kms, arcs = _series_km(origin, lat, lon)
    margins_km = _SERIES_MARGIN * kms + ROUNDING_KM
    for i in np.flatnonzero(~(arcs <= math.radians(_SERIES_DEGREES))):
        kms[i], margins_km[i] = true_geodesic_km(origin, lat[i], lon[i]), ROUNDING_KM
    return kms, margins_km


def _series_km(origin: Point, lat: Floats, lon: Floats) -> tuple[Floats, Floats]:
    """(distance in kilometres, arc on the auxiliary sphere in radians) to second order in the
    flattening: P. D. Thomas, Spheroidal Geodesics, Reference Systems and Local Geometry (U.S.
    Naval Oceanographic Office SP-138, 1970), Forsythe-Andoyer-Lambert type with reduced
    latitudes. Letters are his."""
    here = math.atan((1 - _F) * math.tan(math.radians(origin.lat)))
    there = np.arctan((1 - _F) * np.tan(np.radians(lat)))
    mean, half_lat = (there + here) / 2, (there - here) / 2
    half_lon = np.radians(lon - origin.lon) / 2
    sin_mean2, sin_half2 = np.sin(mean) ** 2, np.sin(half_lat) ** 2
    big_l = sin_half2 + (1 - sin_half2 - sin_mean2) * np.sin(half_lon) ** 2
    big_l = np.clip(big_l, 0.0, 1.0)
    arc = 2 * np.arcsin(np.sqrt(big_l))
    with np.errstate(divide="ignore", invalid="ignore"):
        u = 2 * sin_mean2 * (1 - sin_half2) / (1 - big_l)
        v = 2 * sin_half2 * (1 - sin_mean2) / big_l
        t = arc / np.sin(arc)
        x, y, d, e = u + v, u - v, 4 * t * t, 2 * np.cos(arc)
        c = t - (d * e - e) / 2
        first = _F / 4 * (t * x - y)
        second = _F**2 / 64 * (x * (d * e + c * x) - y * (2 * d + e * y) + d * x * y)
        kms = _A_KM * np.sin(arc) * (t - first + second)
    return np.where(big_l == 0.0, 0.0, kms), arc

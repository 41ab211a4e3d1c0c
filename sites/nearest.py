"""A point → the nearest sites by geodesic distance on WGS-84, in memory and exact.

How it stays exact and quick: a straight line through the Earth (a *chord*) between two points of
the ellipsoid fixes their geodesic distance to within a bound that can be proved (`_shortest_km`,
`_longest_km`). So chords choose the candidates, and chords alone rank them whenever the bounds of
two candidates do not overlap. Only where they do is a true geodesic computed (geographiclib).

Sites at one coordinate (a county's seat stands for many coarse addresses) are one *place*: it is
measured once, and its sites follow in id order.
"""

import math
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

import numpy as np
from geographiclib.geodesic import Geodesic
from numpy.typing import NDArray

from sites.geo import Point
from sites.records import NearbySite, Site

Floats = NDArray[np.float64]
Indexes = NDArray[np.intp]
Mask = NDArray[np.bool_]

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
# Up to here the bounds lie within 0.7 millionths of each other, so their middle may be reported.
_NEAR_KM = 250.0
# Thomas's series against geographiclib, 60,000 random pairs: within 2.9e-9 of the distance up to
# 90 degrees of arc, 5.2e-8 up to 150 degrees, hopeless near the antipode. The margin allows four
# times that, and a micrometre for rounding.
_SERIES_MARGIN, _SERIES_DEGREES = 2e-7, 150.0
_ROUNDING_KM = 1e-9
# Squared chords come from a difference of squares of Earth radii: rounding stays below 4e-8 km².
_SQUARE_SLACK_KM2 = 1e-6
# Measured: a scan of 20,000 places takes 0.05 ms; scipy's tree 0.015 ms, but its import 0.3 s
# and 35 MB.
_SCANNED_PLACES = 20_000


class _Estimate(NamedTuple):
    """The distance to a place lies between least_km and most_km."""

    least_km: float
    most_km: float
    place: int


class Nearest:
    """Finds the nearest of `sites` from any point on Earth. Sites without a fix are left out.

    A *position* is an index into `sites`. Immutable; safe to share between threads.
    """

    def __init__(self, sites: Sequence[Site]) -> None:
        self._sites = sites
        self._members, self._starts, lat, lon = _places(sites)
        self._lat, self._lon = lat, lon
        self._xyz_km = _earth_centred_km(lat, lon)
        self._squares_km2: Floats = (self._xyz_km**2).sum(axis=0)
        self._tree: Any = None
        if len(lat) > _SCANNED_PLACES:
            from scipy.spatial import cKDTree  # noqa: PLC0415 (dear to import, seldom needed)

            self._tree = cKDTree(self._xyz_km.T)

    def nearest(
        self, origin: Point, *, limit: int = 10, where: Mask | Collection[int] | None = None
    ) -> tuple[NearbySite, ...]:
        """The closest sites to a WGS-84 point, nearest first; equal distances in site id order.

        where: the positions that may be answered, as a set or as a mask over all positions;
        None = all. Fewer than `limit` come back only when there are no more.
        """
        mask = None if where is None else self._as_mask(where)
        allowed = None if mask is None else self._places_in(mask)
        count = min(limit, len(self._lat) if allowed is None else int(allowed.sum()))
        if count < 1:
            return ()
        centre = _earth_centred_km(np.array([origin.lat]), np.array([origin.lon]))[:, 0]
        places = self._candidates(centre, count, allowed)
        estimates = self._estimates(origin, centre, places)
        return self._settle(origin, sorted(estimates), limit, mask)

    def distances_km(self, origin: Point) -> Floats:
        """Geodesic distance of every position from a WGS-84 point (within 2e-7 of the true
        length); NaN for a site without a fix."""
        distances_km = np.full(len(self._sites), np.nan)
        by_place_km = _geodesics_km(origin, self._lat, self._lon)[0]
        sizes = np.diff(self._starts)
        distances_km[self._members] = np.repeat(by_place_km, sizes)
        return distances_km

    def _as_mask(self, where: Mask | Collection[int]) -> Mask:
        if isinstance(where, np.ndarray) and where.dtype == np.bool_:
            return where
        mask = np.zeros(len(self._sites), dtype=np.bool_)
        mask[np.fromiter(where, dtype=np.intp)] = True
        return mask

    def _places_in(self, mask: Mask) -> Mask:
        """For each place, whether it holds a position of the mask."""
        if len(self._members) == 0:
            return np.empty(0, dtype=np.bool_)
        return np.logical_or.reduceat(mask[self._members], self._starts[:-1])

    def _candidates(self, centre: Floats, count: int, allowed: Mask | None) -> Indexes:
        """Every place that may be among the `count` nearest, in no order, and few others."""
        if self._tree is None:
            return self._scanned(centre, count, allowed)
        if allowed is not None and int(allowed.sum()) <= _SCANNED_PLACES:
            return self._scanned(centre, count, allowed)
        wanted, chords_km, places = count + 2, np.empty(0), np.empty(0, dtype=np.intp)
        while len(places) < count:
            chords_km, places = self._tree.query(centre, k=min(wanted, len(self._lat)))
            if allowed is not None:
                chords_km, places = chords_km[allowed[places]], places[allowed[places]]
            wanted *= 4
        reach_km = _widest_chord_km(float(chords_km[count - 1]))
        if chords_km[-1] > reach_km:
            return places[chords_km <= reach_km]
        around = np.array(self._tree.query_ball_point(centre, reach_km), dtype=np.intp)
        return around if allowed is None else around[allowed[around]]

    def _scanned(self, centre: Floats, count: int, allowed: Mask | None) -> Indexes:
        xyz_km, squares_km2 = self._xyz_km, self._squares_km2
        if allowed is not None:
            xyz_km, squares_km2 = xyz_km[:, allowed], squares_km2[allowed]
        # |p - c|² without |c|², which is the same for every place.
        partial_km2 = squares_km2 - (2 * centre) @ xyz_km
        rest_km2 = float(centre @ centre)
        square_km2 = float(np.partition(partial_km2, count - 1)[count - 1]) + rest_km2
        reach_km = _widest_chord_km(math.sqrt(max(square_km2, 0.0) + _SQUARE_SLACK_KM2))
        within = np.flatnonzero(partial_km2 <= reach_km**2 - rest_km2 + _SQUARE_SLACK_KM2)
        return within if allowed is None else np.flatnonzero(allowed)[within]

    def _estimates(self, origin: Point, centre: Floats, places: Indexes) -> list[_Estimate]:
        steps_km = self._xyz_km[:, places] - centre[:, None]
        chords_km = np.sqrt((steps_km * steps_km).sum(axis=0)).tolist()
        if max(chords_km) <= _NEAR_KM:
            return [
                _Estimate(_shortest_km(chord_km), _longest_km(chord_km), place)
                for chord_km, place in zip(chords_km, places.tolist(), strict=True)
            ]
        kms, margins_km = _geodesics_km(origin, self._lat[places], self._lon[places])
        least, most = (kms - margins_km).tolist(), (kms + margins_km).tolist()
        return list(map(_Estimate, least, most, places.tolist()))

    def _settle(
        self, origin: Point, estimates: list[_Estimate], limit: int, mask: Mask | None
    ) -> tuple[NearbySite, ...]:
        """The first `limit` sites. estimates: by rising least_km."""
        answer: list[NearbySite] = []
        start = 0
        while start < len(estimates) and len(answer) < limit:
            end, most_km = start + 1, estimates[start].most_km
            while end < len(estimates) and estimates[end].least_km <= most_km:
                most_km = max(most_km, estimates[end].most_km)
                end += 1
            answer += self._in_order(origin, estimates[start:end], limit, mask)
            start = end
        return tuple(answer[:limit])

    def _in_order(
        self, origin: Point, run: list[_Estimate], limit: int, mask: Mask | None
    ) -> list[NearbySite]:
        """The sites of places whose order the bounds leave open; usually one place."""
        if len(run) == 1:
            least_km, most_km, place = run[0]
            km = (least_km + most_km) / 2
            return [NearbySite(site, km) for site in self._sites_at(place, limit, mask)]
        found = [
            NearbySite(site, km)
            for _, _, place in run
            for km in [_true_geodesic_km(origin, self._lat[place], self._lon[place])]
            for site in self._sites_at(place, limit, mask)
        ]
        return sorted(found, key=lambda nearby: (nearby.distance_km, nearby.site.id))

    def _sites_at(self, place: int, limit: int, mask: Mask | None) -> list[Site]:
        """The first sites of a place that the mask allows, in id order."""
        members = self._members[self._starts[place] : self._starts[place + 1]]
        if mask is not None:
            members = members[mask[members]]
        return [self._sites[position] for position in members[:limit].tolist()]


def _places(sites: Sequence[Site]) -> tuple[Indexes, Indexes, Floats, Floats]:
    """Sites grouped by coordinate: (members, starts, lat, lon).

    Place i is at lat[i], lon[i] and holds members[starts[i]:starts[i + 1]], in id order.
    """
    points = [(site.fix.point, i) for i, site in enumerate(sites) if site.fix is not None]
    points.sort(key=lambda pair: sites[pair[1]].id)
    positions = np.array([position for _, position in points], dtype=np.intp)
    lat = np.array([point.lat for point, _ in points], dtype=np.float64)
    lon = np.array([point.lon for point, _ in points], dtype=np.float64)
    # One place, one spelling: every longitude of a pole, both sides of the date line, minus zero.
    lon[(np.abs(lat) == 90.0)] = 0.0
    lon[lon == -180.0] = 180.0
    lat, lon = lat + 0.0, lon + 0.0
    order = np.lexsort((lon, lat))  # stable: id order stays within a place
    lat, lon = lat[order], lon[order]
    is_first = np.ones(len(order), dtype=np.bool_)
    is_first[1:] = (np.diff(lat) != 0) | (np.diff(lon) != 0)
    firsts = np.flatnonzero(is_first)
    return positions[order], np.append(firsts, len(order)), lat[firsts], lon[firsts]


def _earth_centred_km(lat: Floats, lon: Floats) -> Floats:
    """Rows x, y, z of points on the ellipsoid, in kilometres from the Earth's centre."""
    lat, lon = np.radians(lat), np.radians(lon)
    normal_km = _A_KM / np.sqrt(1 - _E2 * np.sin(lat) ** 2)
    across_km = normal_km * np.cos(lat)
    return np.array(
        [across_km * np.cos(lon), across_km * np.sin(lon), normal_km * (1 - _E2) * np.sin(lat)]
    )


def _shortest_km(chord_km: float) -> float:
    """No geodesic with this chord is shorter.

    The ellipsoid is an intersection of balls of the largest radius (Blaschke), so it holds the
    spindle that arcs of that radius sweep about the chord; a curve around a convex body is no
    shorter than its shadow on it, whose shortest is one of those arcs.
    """
    half = min(chord_km / (2 * _LARGEST_RADIUS_KM), 1.0)
    return 2 * _LARGEST_RADIUS_KM * math.asin(half) - _ROUNDING_KM


def _longest_km(chord_km: float) -> float:
    """No geodesic with this chord is longer.

    A curve bent nowhere more than a circle of the smallest radius has, up to half that circle, a
    chord no shorter than the circle's (Schur). A longer one (there are 101 km of them) has the
    circle's diameter less 101 km as chord at least: there half a meridian is the bound.
    """
    if chord_km >= _CAPPED_CHORD_KM:
        return _HALF_MERIDIAN_KM
    half = chord_km / (2 * _SMALLEST_RADIUS_KM)
    return 2 * _SMALLEST_RADIUS_KM * math.asin(half) + _ROUNDING_KM


def _widest_chord_km(chord_km: float) -> float:
    """A place with a longer chord than this is farther away than every place with `chord_km`."""
    half = _longest_km(chord_km) / (2 * _LARGEST_RADIUS_KM)
    return 2 * _LARGEST_RADIUS_KM * math.sin(half) + 2 * _ROUNDING_KM


def _true_geodesic_km(origin: Point, lat: float, lon: float) -> float:
    lat, lon = float(lat), float(lon)  # geographiclib is twice as slow on numpy's numbers
    line = Geodesic.WGS84.Inverse(origin.lat, origin.lon, lat, lon, Geodesic.DISTANCE)
    return float(line["s12"]) / 1000.0


def _geodesics_km(origin: Point, lat: Floats, lon: Floats) -> tuple[Floats, Floats]:
    """Geodesic distances from the origin, and by how much each may be wrong, in kilometres."""
    kms, arcs = _series_km(origin, lat, lon)
    margins_km = _SERIES_MARGIN * kms + _ROUNDING_KM
    for i in np.flatnonzero(~(arcs <= math.radians(_SERIES_DEGREES))):
        kms[i], margins_km[i] = _true_geodesic_km(origin, lat[i], lon[i]), _ROUNDING_KM
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

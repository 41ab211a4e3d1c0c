"""The nearest sites of a directory, ranked by chords and, in doubt, by true geodesics."""

import math
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sites.directory.nearest.geodesic import (
    Centre,
    Floats,
    centre_km,
    earth_centred_km,
    geodesics_km,
    longest_km,
    shortest_km,
    true_geodesic_km,
    widest_chord_km,
)
from sites.geo import Point
from sites.records import NearbySite, Site

Indexes = NDArray[np.intp]
Mask = NDArray[np.bool_]
# (least_km, most_km, place): the distance to the place lies between the two. A plain tuple: a
# dozen are made for each query.
_Estimate = tuple[float, float, int]

# Up to here the bounds lie within 0.7 millionths of each other, so their middle may be reported.
_NEAR_KM = 250.0
# Squared chords come from a difference of squares of Earth radii: rounding stays below 4e-8 km².
_SQUARE_SLACK_KM2 = 1e-6
# Measured: a scan of 20,000 places takes 0.05 ms; scipy's tree 0.015 ms, but its import 0.3 s
# and 35 MB.
_SCANNED_PLACES = 20_000
_COLUMNS = 64


class Nearest:
    """Finds the nearest of `sites` from any point on Earth. Sites without a fix are left out.

    A *position* is an index into `sites`. Immutable; safe to share between threads.
    """

    def __init__(self, sites: Sequence[Site]) -> None:
        self._sites = sites
        self._members, self._starts, lat, lon = _places(sites)
        self._lat, self._lon = lat, lon
        xyz_km = earth_centred_km(lat, lon)
        self._squares_km2: Floats = (xyz_km**2).sum(axis=1)
        self._axes_km: Floats = np.ascontiguousarray(xyz_km.T)  # twice as quick to scan as rows
        # Where several sites share a place, asking one of them is not enough.
        self._crowded = np.flatnonzero(np.diff(self._starts) > 1)
        in_crowds = np.repeat(np.diff(self._starts) > 1, np.diff(self._starts))
        self._crowds = self._members[in_crowds]
        self._crowd_starts = np.append(0, np.diff(self._starts)[self._crowded].cumsum())[:-1]
        # The same two as plain integers: a query reads a few of them, one at a time.
        self._positions, self._bounds = _plain(self._members), _plain(self._starts)
        self._place_of = np.full(len(sites), -1, dtype=np.intp)
        self._place_of[self._members] = np.repeat(np.arange(len(lat)), np.diff(self._starts))
        self._tree: Any = None
        if len(lat) > _SCANNED_PLACES:
            from scipy.spatial import cKDTree  # noqa: PLC0415  # weight: 0.5 s, seldom needed

            self._tree = cKDTree(xyz_km)

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
        centre = centre_km(origin)
        places = self._candidates(centre, count, allowed)
        estimates = self._estimates(origin, centre, places)
        return self._settle(origin, sorted(estimates), limit, mask)

    def distances_km(self, origin: Point, positions: Indexes | None = None) -> Floats:
        """Geodesic distance of each position given (None = of all, in their order) from a WGS-84
        point, within 2e-7 of the true length; NaN for a site without a fix."""
        places = self._place_of if positions is None else self._place_of[positions]
        is_placed = places >= 0
        used, which = np.unique(places[is_placed], return_inverse=True)
        distances_km = np.full(len(places), np.nan)
        distances_km[is_placed] = geodesics_km(origin, self._lat[used], self._lon[used])[0][which]
        return distances_km

    def _as_mask(self, where: Mask | Collection[int]) -> Mask:
        if isinstance(where, np.ndarray) and where.dtype == np.bool_:
            return where
        mask = np.zeros(len(self._sites), dtype=np.bool_)
        mask[np.fromiter(where, dtype=np.intp)] = True
        return mask

    def _places_in(self, mask: Mask) -> Mask:
        """For each place, whether it holds a position of the mask."""
        held: Mask = mask[self._members[self._starts[:-1]]]
        if self._crowded.size:
            among = np.logical_or.reduceat(mask[self._crowds], self._crowd_starts)
            held[self._crowded] = among
        return held

    def _candidates(self, centre: Centre, count: int, allowed: Mask | None) -> Indexes:
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
        reach_km = widest_chord_km(float(chords_km[count - 1]))
        if chords_km[-1] > reach_km:
            return places[chords_km <= reach_km]
        around = np.array(self._tree.query_ball_point(centre, reach_km), dtype=np.intp)
        return around if allowed is None else around[allowed[around]]

    def _scanned(self, centre: Centre, count: int, allowed: Mask | None) -> Indexes:
        axes_km, squares_km2 = self._axes_km, self._squares_km2
        if self._tree is not None and allowed is not None:  # few of very many
            axes_km, squares_km2 = axes_km[:, allowed], squares_km2[allowed]
        # |p - c|² without |c|², which is the same for every place.
        partial_km2 = squares_km2 - np.array([2 * km for km in centre]) @ axes_km
        if self._tree is None and allowed is not None:
            partial_km2[~allowed] = np.inf
        rest_km2 = sum(km * km for km in centre)
        square_km2 = _smallest(partial_km2, count) + rest_km2
        reach_km = widest_chord_km(math.sqrt(square_km2 + _SQUARE_SLACK_KM2))
        within = np.flatnonzero(partial_km2 <= reach_km**2 - rest_km2 + _SQUARE_SLACK_KM2)
        if self._tree is None or allowed is None:
            return within
        return np.flatnonzero(allowed)[within]

    def _estimates(self, origin: Point, centre: Centre, places: Indexes) -> list[_Estimate]:
        chords_km = [math.dist(row_km, centre) for row_km in self._axes_km[:, places].T.tolist()]
        if max(chords_km) > _NEAR_KM:
            kms, margins_km = geodesics_km(origin, self._lat[places], self._lon[places])
            least, most = (kms - margins_km).tolist(), (kms + margins_km).tolist()
        else:
            least = [shortest_km(chord_km) for chord_km in chords_km]
            most = [longest_km(chord_km) for chord_km in chords_km]
        return list(zip(least, most, places.tolist(), strict=True))

    def _settle(
        self, origin: Point, estimates: list[_Estimate], limit: int, mask: Mask | None
    ) -> tuple[NearbySite, ...]:
        """The first `limit` sites. estimates: by rising least_km."""
        answer: list[NearbySite] = []
        for run in _runs(estimates):
            if len(run) == 1:
                least_km, most_km, place = run[0]
                km = (least_km + most_km) / 2
                for position in self._positions_at(place, limit, mask):
                    answer.append(NearbySite(self._sites[position], km))  # noqa: PERF401 (hot)
            else:
                answer += self._measured(origin, run, limit, mask)
            if len(answer) >= limit:
                break
        return tuple(answer[:limit])

    def _measured(
        self, origin: Point, run: list[_Estimate], limit: int, mask: Mask | None
    ) -> list[NearbySite]:
        """The sites of places whose order the bounds leave open."""
        found = [
            NearbySite(self._sites[position], km)
            for _, _, place in run
            for km in [true_geodesic_km(origin, self._lat[place], self._lon[place])]
            for position in self._positions_at(place, limit, mask)
        ]
        return sorted(found, key=lambda nearby: (nearby.distance_km, nearby.site.id))

    def _positions_at(self, place: int, limit: int, mask: Mask | None) -> Sequence[int]:
        """The first positions that the mask allows, in site id order, of a place with one."""
        start, end = self._bounds[place], self._bounds[place + 1]
        if mask is None or end - start == 1:
            return self._positions[start : min(end, start + limit)]
        members = self._members[start:end]
        return _plain(members[mask[members]][:limit])


def _smallest(numbers: Floats, count: int) -> float:
    """The `count`th smallest of so many numbers or more.

    The least of each of 64 columns are numbers of the list, so the `count`th of them is no less
    than the one that is looked for: only what is no more than it has to be put in order.
    """
    in_columns = len(numbers) - len(numbers) % _COLUMNS
    if count <= _COLUMNS < in_columns:
        least = numbers[:in_columns].reshape(-1, _COLUMNS).min(axis=0)
        numbers = numbers[numbers <= np.partition(least, count - 1)[count - 1]]
    return float(np.partition(numbers, count - 1)[count - 1])


def _plain(indexes: Indexes) -> Sequence[int]:
    """The same numbers without a copy, each read as an int."""
    return memoryview(indexes)  # type: ignore[arg-type]  # an array is a Buffer since Python 3.12


def _runs(estimates: list[_Estimate]) -> Iterator[list[_Estimate]]:
    """Neighbours whose bounds overlap, together. estimates: by rising least_km."""
    run, run_most_km = estimates[:1], estimates[0][1]
    for estimate in estimates[1:]:
        least_km, most_km, _ = estimate
        if least_km > run_most_km:
            yield run
            run, run_most_km = [estimate], most_km
        else:
            run.append(estimate)
            run_most_km = max(run_most_km, most_km)
    yield run


def _places(sites: Sequence[Site]) -> tuple[Indexes, Indexes, Floats, Floats]:
    """Sites grouped by coordinate: (members, starts, lat, lon).

    Place i is at lat[i], lon[i] and holds members[starts[i]:starts[i + 1]], in id order.
    """
    points = [(site.fix.point, i) for i, site in enumerate(sites) if site.fix is not None]
    points.sort(key=lambda pair: sites[pair[1]].id)
    positions = np.array([position for _, position in points], dtype=np.intp)
    lat = np.array([point.lat for point, _ in points], dtype=np.float64)
    lon = np.array([point.lon for point, _ in points], dtype=np.float64)
    # One place, one spelling: every longitude of a pole, both sides of the date line.
    lon[(np.abs(lat) == 90.0)] = 0.0
    lon[lon == -180.0] = 180.0
    order = np.lexsort((lon, lat))  # stable: id order stays within a place
    lat, lon = lat[order], lon[order]
    is_first = np.ones(len(order), dtype=np.bool_)
    is_first[1:] = (np.diff(lat) != 0) | (np.diff(lon) != 0)
    firsts = np.flatnonzero(is_first)
    return positions[order], np.append(firsts, len(order)), lat[firsts], lon[firsts]

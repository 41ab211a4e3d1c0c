"""Things of one name in one county: which are one place, and which are several."""

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components, minimum_spanning_tree

from sites.areas.filing import Rings
from sites.areas.own_offices import ONE_PLACE_KM
from sites.areas.place_rows import Kind, Place
from sites.geo import KM_PER_DEGREE, Point

# Farther apart than this two of one name are two places. Of a road: its parts; between them it may
# lack a name on the map, as on a bridge.
APART_KM: dict[Kind, float] = {
    "road": 2.0,
    "building": 0.3,
    "estate": ONE_PLACE_KM,
    "office": ONE_PLACE_KM,
    "village": 3.0,
    "township": 5.0,
}
# A road keeps a point for each cell of this size that it crosses.
_CELL_DEGREES = 0.005
_MOST_POINTS = 2_000  # of one name in one county: a square of so many distances is 32 MB


class Waiting(NamedTuple):
    """A row that waits for the others of its name."""

    county: str
    name: str
    kind: Kind
    id: str
    township: str
    local: str
    km: float
    points: str


def merged(rows: Sequence[Waiting], inside: Rings) -> Iterator[Place]:
    """The places that rows of one county, kind and name are. inside: the county's townships."""
    if rows[0].kind == "boundary":
        yield from (_place(row, _points(row), row.township) for row in rows)
        return
    owners, degrees = _together(rows)
    if len(degrees) == 1:
        yield _one(rows, owners, degrees, inside)
        return
    for own, km in _hanging_together(degrees, APART_KM[rows[0].kind]):
        yield _one(rows, owners[own], degrees[own], inside, km)


def _hanging_together(
    degrees: NDArray[np.float64], apart_km: float
) -> Iterator[tuple[NDArray[np.int64], float]]:
    """(which points, km along the shortest tree through them) for each group of points of which
    none lies farther than that from all others."""
    kms = _distances(degrees)
    if len(degrees) == 2:  # most of them; the tree takes half a millisecond
        km = float(kms[0, 1])
        both = np.arange(2)
        yield from [(both, km)] if km <= apart_km else [(both[:1], 0.0), (both[1:], 0.0)]
        return
    tree = minimum_spanning_tree(kms)
    tree.data[tree.data > apart_km] = 0.0
    tree.eliminate_zeros()
    count, labels = connected_components(tree, directed=False)
    for label in range(count):
        own = np.flatnonzero(labels == label)
        yield own, float(tree[own].sum())


def _one(
    rows: Sequence[Waiting],
    owners: NDArray[np.int64],
    degrees: NDArray[np.float64],
    inside: Rings,
    km: float = 0.0,
) -> Place:
    """The place that these points of the rows are. km: along them, two carriageways once."""
    row = rows[int(owners[0])]
    points = tuple(Point(lat, lon) for lat, lon in degrees.tolist())
    if row.kind != "road":
        point = points[0]
        return _place(row, (point,), row.township or inside.township(point))
    at_least = min(max(each.km for each in rows), _CELL_DEGREES * KM_PER_DEGREE)
    return _place(row, points, "", round(max(km, at_least), 1))


def _place(row: Waiting, points: tuple[Point, ...], township: str, length_km: float = 0.0) -> Place:
    return Place(row.county, row.name, row.kind, points, 0, row.id, township, length_km, row.local)


def _together(rows: Sequence[Waiting]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """(whose it is, (lat, lon)) for one point of each cell, at most _MOST_POINTS."""
    seen: dict[tuple[int, int], tuple[int, tuple[float, float]]] = {}
    for number, row in enumerate(rows):
        for lat, lon in json.loads(row.points):
            seen.setdefault(
                (int(lat / _CELL_DEGREES), int(lon / _CELL_DEGREES)), (number, (lat, lon))
            )
    kept = list(seen.values())[:_MOST_POINTS]
    owners = np.array([number for number, _ in kept])
    return owners, np.array([point for _, point in kept])


def _distances(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    """Between each two points, in km: flat, for points of one county; never quite 0, which would
    say that there is no way."""
    lats, lons = degrees[:, 0], degrees[:, 1] * np.cos(np.radians(degrees[:, 0].mean()))
    north, east = np.subtract.outer(lats, lats), np.subtract.outer(lons, lons)
    kms: NDArray[np.float64] = np.hypot(north, east) * KM_PER_DEGREE + 1e-6
    return kms


def _points(row: Waiting) -> tuple[Point, ...]:
    return tuple(Point(lat, lon) for lat, lon in json.loads(row.points))

"""Where the points of an OpenStreetMap extract lie that somebody asked for, in little memory.

A set of osmium's takes an eighth of a byte for each id of its range, asked for or not, so the ids
are looked for in ranges, the file read once for each.
"""

from array import array
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import osmium
from numpy.typing import NDArray
from osmium.filter import IdFilter
from osmium.osm import NODE

_RANGE = 4_000_000_000  # ids; in 2026 the largest of a point has some 13 thousand million
# A way by itself: the table of locations is put in order when the first way comes.
_ONE_WAY = b"w1 v1 dV c1 t2026-01-01T00:00:00Z i1 uu T Nn1\n"


class MapPoints:
    """The points of these ids. missing: how many of them the file does not have."""

    def __init__(self, path: Path, ids: "array[int]") -> None:
        wanted = np.unique(np.array(ids, dtype=np.int64))
        wanted = wanted[wanted > 0]  # an editor's own, not yet on the map, are below
        self._table = osmium.index.create_map("sparse_mem_array")
        handler = osmium.NodeLocationsForWays(self._table)
        handler.ignore_errors()
        for some in _ranges(wanted):
            reader = osmium.io.Reader(path, NODE)
            osmium.apply(reader, IdFilter(array("q", some.tobytes())), handler)
            reader.close()
        osmium.apply(osmium.io.FileBuffer(_ONE_WAY, "opl"), handler)
        self.wanted = len(wanted)

    def at(self, ref: int) -> tuple[float, float] | None:
        """(lat, lon) in degrees, WGS-84; None for a point that the file does not have."""
        try:
            location = self._table.get(max(ref, 0))  # below are an editor's own
        except KeyError:
            return None
        return (location.lat, location.lon) if location.valid() else None

    @property
    def missing_share(self) -> float:
        """Of the points that were asked for, how many the file does not have: 0 to 1."""
        entry_bytes = 16  # id and location, as libosmium keeps them
        found = self._table.used_memory() // entry_bytes
        return 1.0 - found / self.wanted if self.wanted else 0.0


def _ranges(ids: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Ids in order → those of each range that has some."""
    bounds = np.flatnonzero(np.diff(ids // _RANGE)) + 1
    yield from (some for some in np.split(ids, bounds) if len(some))

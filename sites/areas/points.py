"""One point for each area that has one, by source.

The sources' rows stay in files of their own because their licences differ (data/README.md).
"""

from array import array
from bisect import bisect_left

import numpy as np
from numpy.typing import NDArray

from sites.areas.shipped import read_text
from sites.geo import Point

# The method of a Fix for each file; a code stands in one file only.
METHODS = ("openstreetmap", "geonames", "polygon", "hand")


class Points:
    """20,000 points in three sorted arrays (0.5 MB)."""

    def __init__(self) -> None:
        tables = [_numbers(f"points_{name}.tsv.gz") for name in METHODS]
        rows = np.concatenate(tables)
        order = rows[:, 0].argsort()
        self._adcodes = array("l", rows[order, 0].astype(np.int64).tolist())
        self._degrees = rows[order, 1:]
        methods = np.repeat(np.arange(len(METHODS)), [len(table) for table in tables])
        self._methods = bytes(methods[order].tolist())

    def get(self, adcode: str) -> tuple[Point, str] | None:
        """(point, method); None for an area without a point of its own."""
        number = int(adcode)
        at = bisect_left(self._adcodes, number)
        if at == len(self._adcodes) or self._adcodes[at] != number:
            return None
        lat, lon = self._degrees[at].tolist()
        return Point(lat, lon), METHODS[self._methods[at]]


def _numbers(name: str) -> NDArray[np.float64]:
    """Rows of code, latitude, longitude, parsed in one go: a third of the memory of split rows."""
    return np.fromstring(read_text(name), sep=" ").reshape(-1, 3)

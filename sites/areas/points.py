"""One point for each area that has one, by source.

The sources' rows stay in files of their own because their licences differ (data/README.md).
"""

from array import array
from bisect import bisect_left

import numpy as np

from sites.areas.tables import read_rows
from sites.geo import Point

# The method of a Fix for each file; a code stands in one file only.
METHODS = ("openstreetmap", "geonames", "polygon", "hand")


class Points:
    """18,000 points in three sorted arrays (0.4 MB)."""

    def __init__(self) -> None:
        rows = sorted(
            (int(adcode), float(lat), float(lon), method)
            for method, name in enumerate(METHODS)
            for adcode, lat, lon in read_rows(f"points_{name}.tsv.gz")
        )
        self._adcodes = array("l", (row[0] for row in rows))
        self._degrees = np.array([row[1:3] for row in rows], dtype=np.float64)
        self._methods = bytes(row[3] for row in rows)

    def get(self, adcode: str) -> tuple[Point, str] | None:
        """(point, method); None for an area without a point of its own."""
        number = int(adcode)
        at = bisect_left(self._adcodes, number)
        if at == len(self._adcodes) or self._adcodes[at] != number:
            return None
        lat, lon = self._degrees[at].tolist()
        return Point(lat, lon), METHODS[self._methods[at]]

"""County borders: which counties are at a point. Home of shapely.

The polygons are Tianditu's county map (GS(2024)0650号), unsimplified. Its lines are generalised:
half lie within 80 m of sharper ones, one in twenty 700 m off or more (docs/gazetteer.md). So a
point near a border is in "either" county, and the answer names all of them.
"""

import math

import numpy as np
import shapely
from numpy.typing import NDArray

from sites.areas.tables import FOLDER
from sites.geo import Point

NEAR_KM = 1.0
_DEGREES = 1e6  # the file counts in millionths of a degree
_KM_PER_DEGREE = 111.32  # of longitude on the equator; of latitude it errs by up to 0.7 %


class Borders:
    """About 10 MB when read; answers in some hundredths of a millisecond."""

    def __init__(self) -> None:
        with np.load(FOLDER / "borders.npz") as file:
            self._adcodes = [f"{code:06}" for code in file["adcodes"].tolist()]
            offsets = tuple(file[name].astype(np.int64) for name in ("rings", "polygons", "areas"))
            degrees = _degrees(file["planes"])
        self._polygons = shapely.from_ragged_array(
            shapely.GeometryType.MULTIPOLYGON, degrees, offsets
        )
        self._tree = shapely.STRtree(self._polygons)
        west, south, east, north = shapely.total_bounds(self._polygons)
        self._lat, self._lon = (south - 0.01, north + 0.01), (west - 0.02, east + 0.02)

    def at(self, point: Point) -> tuple[str, ...]:
        """Codes of the county that holds the point and of every other within NEAR_KM, nearest
        first; empty when all are farther."""
        if not self._lat[0] <= point.lat <= self._lat[1]:
            return ()
        if not self._lon[0] <= point.lon <= self._lon[1]:
            return ()
        lon_km = _KM_PER_DEGREE * math.cos(math.radians(point.lat))
        here = np.array([point.lon, point.lat])
        reach = np.array([NEAR_KM / lon_km, NEAR_KM / _KM_PER_DEGREE])
        near = self._tree.query(shapely.box(*(here - reach), *(here + reach)))
        scale = np.array([lon_km, _KM_PER_DEGREE])
        origin = shapely.Point(0.0, 0.0)
        found: dict[str, float] = {}
        for index in near.tolist():
            around = shapely.transform(self._polygons[index], lambda each: (each - here) * scale)
            distance_km = float(shapely.distance(around, origin))
            code = self._adcodes[index]
            if distance_km <= min(NEAR_KM, found.get(code, NEAR_KM)):
                found[code] = distance_km
        return tuple(sorted(found, key=lambda code: (found[code], code)))


def _degrees(planes: NDArray[np.uint8]) -> NDArray[np.float64]:
    """(longitude, latitude) of each vertex from its differences, stored byte by byte."""
    zigzag = np.ascontiguousarray(planes.transpose(0, 2, 1)).view("<u4")[:, :, 0]
    steps = (zigzag >> 1).astype(np.int64) ^ -(zigzag & 1).astype(np.int64)
    degrees: NDArray[np.float64] = np.ascontiguousarray(steps.cumsum(axis=1).T) / _DEGREES
    return degrees

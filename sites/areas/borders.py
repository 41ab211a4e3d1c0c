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
_MOST_LAT = 60.0  # China ends at 53.6 degrees; near a pole a kilometre of longitude has no end
_KM_PER_DEGREE = 111.32  # of longitude on the equator; of latitude it errs by up to 0.7 %


class Borders:
    """About 5 MB when read; answers in some hundredths of a millisecond.

    Only the counties whose box a point touches are made into polygons, anew each time: all 2,891
    at once would hold 20 MB of a web worker for a question that concerns one to four of them.
    """

    def __init__(self) -> None:
        with np.load(FOLDER / "borders.npz") as file:
            self._adcodes = [f"{code:06}" for code in file["adcodes"].tolist()]
            self._rings, self._polygons, self._areas = (
                file[name].astype(np.int64) for name in ("rings", "polygons", "areas")
            )
            self._vertices = _vertices(file["planes"])
        starts = self._rings[self._polygons[self._areas]][:-1]
        self._south_west = np.minimum.reduceat(self._vertices, starts) / _DEGREES
        self._north_east = np.maximum.reduceat(self._vertices, starts) / _DEGREES

    def at(self, point: Point) -> tuple[str, ...]:
        """Codes of the county that holds the point and of every other within NEAR_KM, nearest
        first; empty when all are farther."""
        if abs(point.lat) > _MOST_LAT:
            return ()
        lon_km = _KM_PER_DEGREE * math.cos(math.radians(point.lat))
        here = np.array([point.lon, point.lat])
        scale = np.array([lon_km, _KM_PER_DEGREE])
        reach = NEAR_KM / scale
        touched = (self._south_west <= here + reach) & (self._north_east >= here - reach)
        origin = shapely.Point(0.0, 0.0)
        found: dict[str, float] = {}
        for index in np.flatnonzero(touched.all(axis=1)).tolist():
            distance_km = float(shapely.distance(self._around(index, here, scale), origin))
            code = self._adcodes[index]
            if distance_km <= min(NEAR_KM, found.get(code, NEAR_KM)):
                found[code] = distance_km
        return tuple(sorted(found, key=lambda code: (found[code], code)))

    def _around(
        self, index: int, here: NDArray[np.float64], scale: NDArray[np.float64]
    ) -> shapely.MultiPolygon:
        """The polygons of one area in kilometres east and north of `here`."""
        polygons = self._polygons[self._areas[index] : self._areas[index + 1] + 1]
        rings = self._rings[polygons[0] : polygons[-1] + 1]
        km = (self._vertices[rings[0] : rings[-1]] / _DEGREES - here) * scale
        offsets = (rings - rings[0], polygons - polygons[0], np.array([0, len(polygons) - 1]))
        return shapely.from_ragged_array(shapely.GeometryType.MULTIPOLYGON, km, offsets)[0]


def _vertices(planes: NDArray[np.uint8]) -> NDArray[np.int32]:
    """(longitude, latitude) of each vertex in millionths of a degree, from its differences,
    which are stored byte by byte."""
    zigzag = np.ascontiguousarray(planes.transpose(0, 2, 1)).view("<u4")[:, :, 0]
    steps = (zigzag >> 1).astype(np.int32) ^ -(zigzag & 1).astype(np.int32)
    return np.ascontiguousarray(steps.cumsum(axis=1, dtype=np.int32).T)

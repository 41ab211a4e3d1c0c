"""County borders: which counties are at a point, and how far an area reaches. Home of shapely.

The polygons are Tianditu's county map (GS(2024)0650号), unsimplified. Its lines are generalised:
half lie within 80 m of sharper ones, one in twenty 700 m off or more (docs/gazetteer.md). So a
point near a border is in "either" county, and the answer names all of them.
"""

import math

import numpy as np
import shapely
from numpy.typing import NDArray

from sites.areas.codes import holds, prefix, province_of
from sites.areas.shipped import FOLDER
from sites.geo import KM_PER_DEGREE, Point

NEAR_KM = 1.0
_DEGREES = 1e6  # the file counts in millionths of a degree
_FILE = FOLDER / "borders.npz"
_ORIGIN = shapely.Point(0.0, 0.0)


class Borders:
    """Holds the polygons' boxes, and the vertices of the provinces that were asked about: 3.5 MB
    when all of them were. Answers in a tenth of a millisecond."""

    def __init__(self) -> None:
        with np.load(_FILE) as file:
            self._adcodes = [f"{code:06}" for code in file["adcodes"].tolist()]
            self._boxes = file["boxes"] / _DEGREES  # west, south, east, north
            # The same, each edge by itself: compared with a point three times as quickly.
            self._edges = tuple(np.ascontiguousarray(self._boxes.T))
            # First ring of each polygon, first polygon of each area: one more than there are.
            self._rings, self._polygons, self._areas = (
                file[name].astype(np.int64) for name in ("rings", "polygons", "areas")
            )
        self._vertices: dict[str, tuple[int, NDArray[np.int32]]] = {}

    def at(self, point: Point) -> tuple[str, ...]:
        """Codes of the county that holds the point and of every other within NEAR_KM, nearest
        first; empty when all are farther."""
        lon_km = max(KM_PER_DEGREE * math.cos(math.radians(point.lat)), 1.0)
        here = np.array([point.lon, point.lat])
        scale = np.array([lon_km, KM_PER_DEGREE])
        found: dict[str, float] = {}
        for index in self._boxes_near(point, NEAR_KM / lon_km, NEAR_KM / KM_PER_DEGREE):
            around = self._area(index, here, scale)
            distance_km = float(shapely.distance(around, _ORIGIN))
            code = self._adcodes[index]
            if distance_km <= min(NEAR_KM, found.get(code, NEAR_KM)):
                found[code] = distance_km
        return tuple(sorted(found, key=lambda code: (found[code], code)))

    def _boxes_near(self, point: Point, east: float, north: float) -> list[int]:
        """Of which areas the box is no farther from a point than so many degrees."""
        west_edge, south_edge, east_edge, north_edge = self._edges
        is_near = (west_edge <= point.lon + east) & (east_edge >= point.lon - east)
        is_near &= (south_edge <= point.lat + north) & (north_edge >= point.lat - north)
        near: list[int] = np.flatnonzero(is_near).tolist()
        return near

    def box(self, adcode: str) -> tuple[float, float, float, float] | None:
        """(south, west, north, east) in degrees of an area and all in it; None for an area that
        the map does not have, such as one younger than it."""
        inside = [at for at, code in enumerate(self._adcodes) if holds(adcode, code)]
        if not inside:
            return None
        (west, south), (east, north) = (
            self._boxes[inside, :2].min(axis=0).tolist(),
            self._boxes[inside, 2:].max(axis=0).tolist(),
        )
        return south, west, north, east

    def rings(self, adcode: str) -> tuple[tuple[tuple[float, float], ...], ...]:
        """The closed rings, holes among them, of the area with exactly this code, as (lat, lon) in
        degrees; none where the map has no such area."""
        found = []
        for index in (at for at, code in enumerate(self._adcodes) if code == adcode):
            polygons = self._polygons[self._areas[index] : self._areas[index + 1] + 1]
            rings = self._rings[polygons[0] : polygons[-1] + 1]
            first, vertices = self._province(prefix(province_of(adcode)))
            degrees = vertices[rings[0] - first : rings[-1] - first][:, ::-1] / _DEGREES
            found += np.split(degrees, (rings - rings[0])[1:-1])
        return tuple(tuple((lat, lon) for lat, lon in ring.tolist()) for ring in found)

    def polygons(self) -> tuple[list[str], NDArray[np.object_]]:
        """The code and the polygon of each area of the map: (longitude, latitude) in degrees."""
        here, scale = np.zeros(2), np.ones(2)
        polygons = [self._area(index, here, scale) for index in range(len(self._adcodes))]
        return list(self._adcodes), np.array(polygons, dtype=object)

    def _area(
        self, index: int, here: NDArray[np.float64], scale: NDArray[np.float64]
    ) -> shapely.Geometry:
        """An area in kilometres east and north of a point."""
        polygons = self._polygons[self._areas[index] : self._areas[index + 1] + 1]
        rings = self._rings[polygons[0] : polygons[-1] + 1]
        first, vertices = self._province(prefix(province_of(self._adcodes[index])))
        degrees = vertices[rings[0] - first : rings[-1] - first] / _DEGREES
        offsets = (rings - rings[0], polygons - polygons[0], np.array([0, len(polygons) - 1]))
        return shapely.from_ragged_array(
            shapely.GeometryType.MULTIPOLYGON, (degrees - here) * scale, offsets
        )[0]

    def _province(self, code: str) -> tuple[int, NDArray[np.int32]]:
        """The number of the province's first vertex, and its vertices (longitude, latitude) in
        millionths of a degree."""
        if code not in self._vertices:
            with np.load(_FILE) as file:
                vertices = _vertices(file[f"planes_{code}"])
            index = next(at for at, adcode in enumerate(self._adcodes) if adcode.startswith(code))
            first = int(self._rings[self._polygons[self._areas[index]]])
            self._vertices[code] = first, vertices
        return self._vertices[code]


def _vertices(planes: NDArray[np.uint8]) -> NDArray[np.int32]:
    """The vertices from their differences, stored byte by byte."""
    zigzag = np.ascontiguousarray(planes.transpose(0, 2, 1)).view("<u4")[:, :, 0]
    steps = (zigzag >> 1).astype(np.int32) ^ -(zigzag & 1).astype(np.int32)
    vertices: NDArray[np.int32] = np.ascontiguousarray(steps.cumsum(axis=1, dtype=np.int32).T)
    return vertices

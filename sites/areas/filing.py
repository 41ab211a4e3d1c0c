"""Under which county each of very many points is filed, and in which township it lies."""

from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from sites.areas.borders import Borders
from sites.geo import Point

Degrees = NDArray[np.float64]
_RING_DEGREES = 0.0005  # some 50 m: what a ring of a township is simplified by


class Filing:
    """Counties by the borders of `borders`, as many points at a time as one likes: some two
    microseconds each, and 0.1 ms for one that no county holds."""

    def __init__(self, borders: Borders) -> None:
        self._borders = borders
        self._codes, self._polygons = borders.polygons()
        shapely.prepare(self._polygons)
        self._tree = shapely.STRtree(self._polygons)

    def counties(self, lats: Degrees, lons: Degrees) -> list[str]:
        """The county that holds each point, else the nearest within a kilometre (the borders are
        generalised), else an empty text. lats, lons: degrees, WGS-84."""
        at, polygon = self._tree.query(shapely.points(lons, lats))
        is_inside = shapely.contains_xy(self._polygons[polygon], lons[at], lats[at])
        found = [""] * len(lats)
        for point, index in zip(at[is_inside].tolist(), polygon[is_inside].tolist(), strict=True):
            found[point] = self._codes[index]
        for point in (number for number, code in enumerate(found) if not code):
            near = self._borders.at(Point(float(lats[point]), float(lons[point])))
            found[point] = near[0] if near else ""
        return found


class Rings:
    """Townships of one county by the rings around them."""

    def __init__(self, rings: Iterable[tuple[str, Sequence[Point]]]) -> None:
        """rings: (nine digits, closed ring); a township may have several."""
        self._codes, polygons = [], []
        for code, ring in rings:
            polygon = shapely.make_valid(shapely.Polygon([(each.lon, each.lat) for each in ring]))
            self._codes.append(code)
            polygons.append(polygon)
        self._polygons = np.array(polygons, dtype=object)

    def township(self, point: Point) -> str:
        """The township that holds the point; empty where none does, or several."""
        if not self._codes:
            return ""
        is_inside = shapely.contains_xy(self._polygons, point.lon, point.lat)
        found = {self._codes[index] for index in np.flatnonzero(is_inside).tolist()}
        return found.pop() if len(found) == 1 else ""


def closed_rings(
    lines: Iterable[Sequence[tuple[float, float]]],
) -> list[tuple[list[tuple[float, float]], tuple[float, float]]]:
    """(ring, a point inside) for each area that lines enclose together, simplified; none where
    they leave a gap. lines: (lat, lon) in degrees; so is what comes back."""
    strings = [shapely.LineString([(lon, lat) for lat, lon in line]) for line in lines]
    polygons = shapely.get_parts(shapely.polygonize(strings))
    found = []
    for polygon in (each.simplify(_RING_DEGREES) for each in polygons):
        inside = polygon.representative_point()
        ring = [(lat, lon) for lon, lat in polygon.exterior.coords]
        found.append((ring, (inside.y, inside.x)))
    return found

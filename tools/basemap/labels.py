"""Where a name is written: the point inside an area that is farthest from its border."""

from typing import Any

import numpy as np

from sites.areas.shortening import short_name
from tools.basemap.arcs import Line

_GRID = 12  # cells across the longer side; refined _ROUNDS times around the best one
_ROUNDS = 4


def label(name: str, lines: list[Line], *, full: bool = False) -> list[object]:
    """[text, lat, lon, room]: degrees with three decimals; room is the distance to the border
    in degrees of latitude, so that the page can tell whether the name fits."""
    lat, lon, room = widest_point(lines)
    return [name if full else short_name(name), round(lat, 3), round(lon, 3), round(room, 3)]


def widest_point(lines: list[Line]) -> tuple[float, float, float]:
    """(lat, lon, distance to the border in degrees of latitude); holes count as border."""
    largest = max(lines, key=_extent)
    (west, south), (east, north) = np.min(largest, axis=0), np.max(largest, axis=0)
    squeeze = float(np.cos(np.radians((south + north) / 2)))
    a, b = _segments(lines, squeeze)
    centre = np.array([(west + east) / 2 * squeeze, (south + north) / 2])
    half = np.array([(east - west) / 2 * squeeze, (north - south) / 2])
    best = centre
    for _ in range(_ROUNDS):
        xs = np.linspace(best[0] - half[0], best[0] + half[0], _GRID + 1)
        ys = np.linspace(best[1] - half[1], best[1] + half[1], _GRID + 1)
        grid = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
        room = _room(grid, a, b)
        best, half = grid[int(np.argmax(np.round(room, 9)))], half / _GRID * 2
    return float(best[1]), float(best[0] / squeeze), max(0.0, float(np.max(room)))


def _extent(line: Line) -> float:
    (west, south), (east, north) = np.min(line, axis=0), np.max(line, axis=0)
    return float((east - west) * (north - south))


def _segments(lines: list[Line], squeeze: float) -> tuple[Any, Any]:
    scaled = [np.array(line) * (squeeze, 1.0) for line in lines]
    return np.concatenate([s[:-1] for s in scaled]), np.concatenate([s[1:] for s in scaled])


def _room(points: Any, a: Any, b: Any) -> Any:
    """Distance of each point to the nearest segment, negative outside (even-odd rule)."""
    along = b - a
    length2 = np.maximum((along**2).sum(axis=1), 1e-18)
    to_x, to_y = points[:, :1] - a[:, 0], points[:, 1:] - a[:, 1]
    share = np.clip((to_x * along[:, 0] + to_y * along[:, 1]) / length2, 0.0, 1.0)
    apart2 = (to_x - share * along[:, 0]) ** 2 + (to_y - share * along[:, 1]) ** 2
    distance = np.sqrt(apart2.min(axis=1))
    crosses = (a[:, 1] > points[:, 1:]) != (b[:, 1] > points[:, 1:])
    with np.errstate(divide="ignore", invalid="ignore"):
        left = to_x < to_y / along[:, 1] * along[:, 0]
    inside = (crosses & left).sum(axis=1) % 2 == 1
    return np.where(inside, distance, -distance)

"""Tilt, perspective and the bend of a sheet, found from the slopes of its lines.

Level lines of a photographed page meet in one point, upright ones in another; the projection
that sends both points to infinity squares the page. What slope is left afterwards is the bend
of the paper (or of the screen's glass), taken out by a smooth shift.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from sites.printed.pictures.slopes import Slopes, level_slopes, upright_slopes
from sites.printed.pictures.warping import Projection, Warp

Floats = npt.NDArray[np.float64]

_SHORT_SIDE = 1_200  # pixels of the working copy
_GLANCE = 480  # pixels between the few windows that tell whether there is anything to do
_STEADY = np.radians(0.06)  # half a pixel in 500: slopes below it are left alone
_EXACT = np.radians(0.15)  # error of a window that can speak against a level picture
_MOSTLY = 0.8  # of the windows
_ROUNDS = 8
_ROUGH = np.radians(0.02)  # what no smooth correction explains: lenses, creases
_WORTH = 0.7  # a richer correction must leave no more than this share of the disagreement
_LEAST_WINDOWS = 6  # fewer tell a tilt, not a perspective
_LEAST_BENT = 9
_MOST_BENDS = 6  # each takes out the most of what is left; bent sheets of few rows want five
_STEEP = 0.05  # a window that shows more counts no more than this
# Of the grid of a screen: so upright are the page's own lines beside it, at least in this share of
# the windows; so steep at least, and so alike, is the grid (measured: 0.0482 to 0.0484 in nine).
_UPRIGHT, _SHARE_UPRIGHT, _GRID, _SAME = 0.005, 0.3, 0.02, 0.0005
_FARTHEST = 0.35  # of a perspective: the far side shown at two thirds of the near one


def squared(grey: cv2.typing.MatLike) -> Warp:
    """The warp that levels and squares the picture; without steps when it already is square.

    grey: the whole picture, one channel. Measured on a copy whose shorter side is 1,200 pixels.
    """
    height, width = grey.shape
    warp = Warp(width, height)
    scale = min(1.0, _SHORT_SIDE / min(width, height))
    page = _copy(grey, warp, scale)
    if _is_steady(level_slopes(page, stride=_GLANCE, is_wide=True)) and _is_steady(
        level_slopes(page, stride=_GLANCE)
    ):
        return warp
    best, least = warp, np.inf
    for correct in (_projected, _projected, *[_bent] * _MOST_BENDS, None):
        page = _copy(grey, warp, scale)
        levels = _enlarged(level_slopes(page).joined(level_slopes(page, is_wide=True)), scale)
        uprights = _enlarged(without_grid(upright_slopes(page)), scale)
        left = _unevenness(levels) + _unevenness(uprights)
        if left < least:
            best, least = warp, left
        if correct is None or (_is_steady(levels) and _is_steady(uprights)):
            break
        warp = correct(warp, levels, uprights)
    return best


def _unevenness(slopes: Slopes) -> float:
    """The mean of what slope the windows show, each by how exact it is; 0 where none shows any."""
    if not len(slopes):
        return 0.0
    weight = 1 / (np.square(slopes.error) + _ROUGH**2)
    return float(np.average(np.minimum(np.abs(slopes.slope), _STEEP), weights=weight))


def without_grid(uprights: Slopes) -> Slopes:
    """Without the windows that show the grid of a photographed screen: one and the same slope
    wherever they lie, beside others that stand upright."""
    slope = uprights.slope
    is_upright = np.abs(slope) < _UPRIGHT
    if is_upright.all() or np.mean(is_upright) < _SHARE_UPRIGHT:
        return uprights
    steep = float(np.median(slope[~is_upright]))
    is_grid = np.abs(slope - steep) < _SAME
    if abs(steep) < _GRID or is_grid.sum() < _MOSTLY * (~is_upright).sum():
        return uprights
    kept = ~is_grid
    return Slopes(uprights.x[kept], uprights.y[kept], slope[kept], uprights.error[kept])


def _copy(grey: cv2.typing.MatLike, warp: Warp, scale: float) -> cv2.typing.MatLike:
    if warp.steps:
        return warp.applied(grey, scale=scale, fill=(int(np.median(grey[::16, ::16])),))
    return cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)


def _enlarged(slopes: Slopes, scale: float) -> Slopes:
    return Slopes(slopes.x / scale, slopes.y / scale, slopes.slope, slopes.error)


def _is_steady(slopes: Slopes) -> bool:
    """Whether all is level as far as can be told; so it is where nothing exact is to be seen."""
    exact = slopes.error < _EXACT
    if not exact.any():
        return True
    slope, error = slopes.slope[exact], slopes.error[exact]
    weight = 1 / np.square(error)
    middle = float(np.average(np.clip(slope, -0.02, 0.02), weights=weight))
    is_level = np.abs(slope) < _STEADY + 2 * error
    is_level_together = abs(middle) < _STEADY + 2 * float(1 / np.sqrt(weight.sum()))
    return is_level_together and bool(np.mean(is_level) > _MOSTLY)


def _projected(page: Warp, levels: Slopes, uprights: Slopes) -> Warp:
    """The page after tilt and perspective are taken out, just large enough to hold it all."""
    middle = np.array([page.width / 2, page.height / 2])
    unit = max(page.width, page.height) / 2
    x, y = (levels.x - middle[0]) / unit, (levels.y - middle[1]) / unit
    level = _meeting(x, y, levels)
    x, y = (uprights.x - middle[0]) / unit, (uprights.y - middle[1]) / unit
    upright = _meeting(y, x, uprights)
    level, upright = _completed(level, upright)
    forward = _squaring(level, upright)
    return _framed(page, forward, middle, unit)


def _meeting(along: Floats, across: Floats, slopes: Slopes) -> tuple[float, float] | None:
    """(tilt, convergence) of a family of lines: slope = tilt - convergence × intercept.

    Also lets slopes change along the lines, so that a bend is not taken for a perspective.
    None when too few windows show such lines.
    """
    if not len(slopes):
        return None
    one, intercept = np.ones_like(along), across - slopes.slope * along
    fitted, disagreement = _fitted(one[:, None], slopes)
    if len(slopes) < _LEAST_WINDOWS:
        return float(fitted[0]), 0.0
    for terms in ((one, -intercept), (one, -intercept, along, along * across)):
        richer, less = _fitted(np.stack(terms, axis=1), slopes)
        if less < _WORTH * disagreement:
            fitted, disagreement = richer, less
    return float(fitted[0]), float(fitted[1]) if len(fitted) > 1 else 0.0


def _fitted(terms: Floats, slopes: Slopes) -> tuple[Floats, float]:
    """Factors of the terms that best give the slopes, and how much disagreement is left.

    A window that fits badly loses its say step by step (Cauchy's weights).
    """
    variance = np.square(slopes.error) + _ROUGH**2
    weight = 1 / variance
    calm = 1e-6 * weight.sum() * np.eye(terms.shape[1])
    for _ in range(_ROUNDS):
        weighted = terms * weight[:, None]
        fitted = np.linalg.solve(terms.T @ weighted + calm, weighted.T @ slopes.slope)
        strange = np.square(slopes.slope - terms @ fitted) / variance
        weight = 1 / (variance * (1 + strange / 4))
    return np.asarray(fitted, np.float64), float(np.log1p(strange / 4).sum())


def _completed(
    level: tuple[float, float] | None, upright: tuple[float, float] | None
) -> tuple[tuple[float, float], tuple[float, float]]:
    """A family that was not seen stands at right angles to the other, without convergence."""
    if level is None:
        level = (-upright[0], 0.0) if upright else (0.0, 0.0)
    if upright is None:
        upright = (-level[0], 0.0)
    bound = _FARTHEST
    return (level[0], float(np.clip(level[1], -bound, bound))), (
        upright[0],
        float(np.clip(upright[1], -bound, bound)),
    )


def _squaring(level: tuple[float, float], upright: tuple[float, float]) -> Floats:
    """Picture → page in units around the middle: both meeting points go to infinity."""
    at_right = np.array([1.0, level[0], level[1]])
    below = np.array([upright[0], 1.0, upright[1]])
    horizon = np.cross(at_right, below)
    horizon /= horizon[2]
    onto = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], horizon])
    across, down = at_right[:2], below[:2]
    axes = np.stack([across / np.linalg.norm(across), down / np.linalg.norm(down)], axis=1)
    affine = np.eye(3)
    affine[:2, :2] = np.linalg.inv(axes)
    return np.asarray(affine @ onto, np.float64)


def _framed(page: Warp, forward: Floats, middle: Floats, unit: float) -> Warp:
    """The page after `forward`, just large enough to hold it all."""
    to_unit = np.array(
        [[1 / unit, 0, -middle[0] / unit], [0, 1 / unit, -middle[1] / unit], [0, 0, 1]]
    )
    whole = np.linalg.inv(to_unit) @ forward @ to_unit
    corners = np.array(
        [[0, page.width, page.width, 0], [0, 0, page.height, page.height], [1, 1, 1, 1]], np.float64
    )
    placed = whole @ corners
    placed = placed[:2] / placed[2]
    least, most = placed.min(axis=1), placed.max(axis=1)
    shift = np.array([[1, 0, -least[0]], [0, 1, -least[1]], [0, 0, 1]])
    width, height = np.ceil(most - least).astype(int)
    step = Projection(np.linalg.inv(shift @ whole))
    return Warp(int(width), int(height), (*page.steps, step))


@dataclass(frozen=True, slots=True)
class Bend:
    """A smooth shift: down by a polynomial that flattens level lines, across for upright ones.

    middle, unit: pixels; the polynomials' variables are (place - middle) / unit.
    down, across: power of x, power of y → coefficient, in pixels.
    """

    middle: tuple[float, float]
    unit: float
    down: dict[tuple[int, int], float]
    across: dict[tuple[int, int], float]

    def back(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """As `Step.back`."""
        u, v = (x - self.middle[0]) / self.unit, (y - self.middle[1]) / self.unit
        return x + _polynomial(self.across, u, v), y + _polynomial(self.down, u, v)


def _polynomial(terms: dict[tuple[int, int], float], u: Floats, v: Floats) -> Floats:
    total = np.zeros_like(u)
    for (power_u, power_v), factor in terms.items():
        total += factor * u**power_u * v**power_v
    return total


def _bent(warp: Warp, levels: Slopes, uprights: Slopes) -> Warp:
    """The page with what bend can be told from its slopes taken out."""
    middle, unit = (warp.width / 2, warp.height / 2), max(warp.width, warp.height) / 2
    u, v = (levels.x - middle[0]) / unit, (levels.y - middle[1]) / unit
    down = _bending(u, v, levels, unit)
    u, v = (uprights.x - middle[0]) / unit, (uprights.y - middle[1]) / unit
    across = {(b, a): factor for (a, b), factor in _bending(v, u, uprights, unit).items()}
    return warp.then(Bend(middle, unit, down, across)) if down or across else warp


_BENDING = (
    (0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (0, 2), (2, 1), (1, 2),
    (3, 0), (3, 1), (2, 2), (4, 0),
)  # fmt: skip


def _bending(
    along: Floats, across: Floats, slopes: Slopes, unit: float
) -> dict[tuple[int, int], float]:
    """Shift across the lines whose slope along them is the one measured; powers (along, across)."""
    if len(slopes) < _LEAST_BENT or _is_steady(slopes):
        return {}
    powers = _BENDING if len(slopes) >= 2 * len(_BENDING) else _BENDING[:4]
    terms = np.stack([along**a * across**b for a, b in powers], axis=1)
    fitted, left = _fitted(terms, slopes)
    unbent = float(np.log1p(np.square(slopes.slope / slopes.error) / 4).sum())
    if left > _WORTH * unbent:
        return {}
    return {
        (a + 1, b): float(factor) / (a + 1) * unit
        for (a, b), factor in zip(powers, fitted, strict=True)
    }

"""How far the lines of a picture climb, measured window by window.

A window's lines (print or drawn) stand out most sharply from the gaps between them when the
window is sheared by just their slope. Many windows together tell a tilt from a perspective
and from a bent sheet.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt

Grey = cv2.typing.MatLike
Floats = npt.NDArray[np.float64]

_WINDOW = 360  # pixels of the working copy: ten lines of print
_STRIDE = 240  # from window to window: they overlap by a third
_MOST_WINDOWS = 60
_STRIP = 12  # pixels: columns taken together; at the steepest slope their lines blur by 3 rows
_STEEPEST = 0.22  # 12.4°: a page photographed from the side
_COARSE = 0.01
_FINE = 0.001
_SHORTEST_WAVE = 3  # pixels from line to line; shorter is noise, longer than the next is shading
_LONGEST_WAVE = 60
_STRONGEST = 80  # of the gradient: the edge of the sheet must not drown its print
_FAINTEST = 0.8  # mean strength of a window that shows anything
_LEAST_PEAK = 1.25  # the sharpest shear must beat the middle one by this factor


# How exact a slope is, by how far its peak stands out: measured on drawn lists turned by known
# angles. Drawn lines stand out 20 to 100 times (0.01°), print without lines 2 to 9 times (0.1°).
_LEAST_ERROR = np.radians(0.005)
_ERROR = np.radians(2.0)


@dataclass(frozen=True, slots=True)
class Slopes:
    """One entry a window. x, y: its middle in pixels; slope: rise of y over x; error: of slope.

    Of upright lines: x over y. error is one standard deviation. Empty arrays where nothing was
    to be seen.
    """

    x: Floats
    y: Floats
    slope: Floats
    error: Floats

    def __len__(self) -> int:
        return len(self.slope)

    def joined(self, other: "Slopes") -> "Slopes":
        """The windows of both."""
        return Slopes(
            np.append(self.x, other.x),
            np.append(self.y, other.y),
            np.append(self.slope, other.slope),
            np.append(self.error, other.error),
        )


def level_slopes(grey: Grey, *, stride: int = _STRIDE, is_wide: bool = False) -> Slopes:
    """Slopes dy/dx of the lines that run from left to right.

    stride: pixels between windows. is_wide: each window is as wide as the picture, which tells
    the tilt of a few printed words more exactly, but nothing of a bend.
    """
    wide = grey.shape[1] if is_wide else _WINDOW
    found = [
        (left + width / 2, top + height / 2, *measured)
        for left, top, width, height in _windows(grey, stride, wide)
        if (measured := _slope(grey[top : top + height, left : left + width]))
    ]
    columns = np.array(found, np.float64).reshape(-1, 4).T
    return Slopes(*columns)


def upright_slopes(grey: Grey, *, stride: int = _STRIDE) -> Slopes:
    """Slopes dx/dy of the lines that run from top to bottom. stride: pixels between windows."""
    turned = level_slopes(np.ascontiguousarray(grey.T), stride=stride)
    return Slopes(turned.y, turned.x, turned.slope, turned.error)


def _windows(grey: Grey, stride: int, wide: int) -> Iterator[tuple[int, int, int, int]]:
    """(left, top, width, height) of windows spread evenly, fewer rows of them on a long picture."""
    height, width = grey.shape
    wide, high = min(wide, width), min(_WINDOW, height)
    across = 1 + -(-(width - wide) // stride)
    down = 1 + min(-(-(height - high) // stride), max(_MOST_WINDOWS // across, 2) - 1)
    for top in np.linspace(0, height - high, down).astype(int):
        for left in np.linspace(0, width - wide, across).astype(int):
            yield int(left), int(top), wide, high


def _slope(window: Grey) -> tuple[float, float] | None:
    """(slope, its error); None where too little is drawn or no direction stands out."""
    strips = _strips(window)
    if float(np.abs(strips).mean()) < _FAINTEST:
        return None
    bench = _bench(*strips.shape)
    waves = np.fft.rfft(strips, axis=0)[bench.band]
    sharpness = _sharpness(waves, bench.coarse)
    best = float(bench.coarse_slopes[int(sharpness.argmax())])
    peak = float(sharpness.max() / np.median(sharpness))
    if peak < _LEAST_PEAK or abs(best) > _STEEPEST - _COARSE:
        return None
    near = _sharpness(waves * np.exp(1j * best * bench.lever), bench.fine)
    error = _LEAST_ERROR + _ERROR / (peak - 1) ** 2
    return best + _summit(bench.fine_slopes, near), error


def _strips(window: Grey) -> Floats:
    """Rows × strips: how sharply brightness changes downwards, the mean of each strip."""
    edges = np.clip(cv2.Sobel(window, cv2.CV_32F, 0, 1, ksize=3), -_STRONGEST, _STRONGEST)
    count = edges.shape[1] // _STRIP
    strips = edges[:, : count * _STRIP].reshape(len(edges), count, _STRIP).mean(axis=2)
    return np.asarray(strips * np.hanning(len(edges))[:, None], np.float64)


@dataclass(frozen=True, slots=True)
class _Bench:
    """What is the same for all windows of a size. lever: radians a strip's wave turns by slope 1.

    coarse, fine: waves × slopes × strips, the turns that undo a slope.
    """

    band: slice
    lever: Floats
    coarse_slopes: Floats
    coarse: npt.NDArray[np.complex128]
    fine_slopes: Floats
    fine: npt.NDArray[np.complex128]


@lru_cache(maxsize=8)
def _bench(rows: int, strips: int) -> _Bench:
    band = slice(max(1, rows // _LONGEST_WAVE), rows // _SHORTEST_WAVE)
    waves = 2 * np.pi * np.fft.rfftfreq(rows)[band]
    lever = waves[:, None] * (np.arange(strips) - (strips - 1) / 2)[None, :] * _STRIP
    coarse = np.arange(-_STEEPEST, _STEEPEST + _COARSE / 2, _COARSE)
    fine = np.arange(-_COARSE, _COARSE + _FINE / 2, _FINE)
    turns = [np.exp(1j * lever[:, None, :] * each[None, :, None]) for each in (coarse, fine)]
    return _Bench(band, lever, coarse, turns[0], fine, turns[1])


def _sharpness(waves: npt.NDArray[np.complex128], turns: npt.NDArray[np.complex128]) -> Floats:
    """How strongly the strips agree once each slope is undone: the power of their sum.

    Shifts are turns of waves, so that parts of a pixel count and slope 0 is not favoured.
    """
    together = np.einsum("wns,ws->wn", turns, waves)  # no BLAS: its threads fight for the cores
    return np.asarray(np.square(np.abs(together)).sum(axis=0), np.float64)


def _summit(at: Floats, height: Floats) -> float:
    """Where the parabola through the highest sample and its neighbours has its top."""
    best = int(height.argmax())
    if not 0 < best < len(at) - 1:
        return float(at[best])
    before, top, after = height[best - 1 : best + 2]
    bend = before - 2 * top + after
    return float(at[best] + (0.5 * (before - after) / bend if bend else 0) * (at[1] - at[0]))

"""A picture as it was taken → the same picture upright, level and large enough to be read."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from sites.pictures.bounds import Pixels

Score = Callable[[Pixels], float]

_WIDEST = 1_000  # pixels of the copy on which the skew is measured
_STEEPEST_DEG = 6.0
_SLIGHTEST_DEG = 0.06  # half a pixel in 500; less is left alone


@dataclass(frozen=True, slots=True)
class Straightened:
    """The upright picture. warnings: Chinese sentences for the person who reads the list.

    scale: how much larger (or smaller) its characters are than in the file. quarter_turns:
    how often it was turned by 90° anticlockwise. skew_deg: the tilt that was taken out.
    """

    image: Pixels
    warnings: tuple[str, ...] = ()
    scale: float = 1.0
    quarter_turns: int = 0
    skew_deg: float = 0.0


def straighten(image: Pixels, score: Score | None = None) -> Straightened:  # noqa: ARG001
    """The picture upright and level; untouched (the same array) when it already is.

    score: how well a piece of picture reads, larger is better (the recogniser's own word);
    None = the turn is judged by the lines of text alone.
    """
    skew_deg = skew_of(image)
    if abs(skew_deg) < _SLIGHTEST_DEG:
        return Straightened(image)
    return Straightened(_levelled(image, skew_deg), skew_deg=skew_deg)


def skew_of(image: Pixels) -> float:
    """Degrees by which the lines of text and the drawn lines fall to the right, within ±6."""
    ink = _ink(image)
    coarse = max(np.arange(-_STEEPEST_DEG, _STEEPEST_DEG + 0.1, 0.5), key=lambda at: _flat(ink, at))
    fine = np.arange(coarse - 0.5, coarse + 0.51, 0.05)
    return round(float(max(fine, key=lambda at: _flat(ink, at))), 2)


def _ink(image: Pixels) -> Pixels:
    """Streaks and strokes as white on black, on a small copy."""
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    factor = min(1.0, _WIDEST / grey.shape[1])
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    contrast = cv2.morphologyEx(small, cv2.MORPH_BLACKHAT, np.ones((15, 15), np.uint8))
    return np.asarray(contrast, np.uint8)


def _flat(ink: Pixels, angle_deg: float) -> float:
    """How sharply lines stand out from the gaps between them when sheared by this angle."""
    rows, columns = np.nonzero(ink > 40)
    step = max(1, rows.size // 200_000)
    rows, columns = rows[::step], columns[::step]
    at = rows - columns * np.tan(np.radians(angle_deg))
    profile = np.bincount((at - at.min()).astype(np.int64)) if at.size else np.zeros(1)
    return float(np.sum(np.square(np.diff(profile.astype(np.float64)))))


def _levelled(image: Pixels, skew_deg: float) -> Pixels:
    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), skew_deg, 1.0)
    cosine, sine = abs(turn[0, 0]), abs(turn[0, 1])
    size = (round(height * sine + width * cosine), round(height * cosine + width * sine))
    turn[:, 2] += (size[0] / 2 - width / 2, size[1] / 2 - height / 2)
    levelled = cv2.warpAffine(
        image, turn, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(levelled, np.uint8)

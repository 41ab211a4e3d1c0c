"""Pieces of drawn lines in a picture's pixels: thin streaks, and edges of filled bands.

Thresholds are grey levels (0 to 255) and pixels; they were set on drawn lists, plain and
compressed (tests/test_ruling.py). `cell` is the side of the smallest cell of a table in pixels;
no stroke of a character is so long.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from sites.printed.pictures.limits import Pixels

Grey = cv2.typing.MatLike

THICKEST = 13  # thicker is a filled band
SAME_LINE = 6  # pixels from a longer line: its other edge, or a double frame
_FAINTEST = 7  # a line of #f4f4f4 on white is 11 levels darker
_CLEAR = 24  # print and dashes
_STRONG = 60  # common lines; watermarks are fainter
_DASH_GAP = 12
_LONG_CELLS = 4  # from so many cells on, print beside a piece is no objection
_FLANK = (4, 9)  # from a short piece to what lies beside it
_CROWDED = 0.4  # of a flank: a stroke has more on one side or half of it on both
_STEP = 5  # grey levels between the bands of a striped table: #fafafa on white
_HALF = 2
_STROKE = 9  # half the thickest stroke of a heading, in half-size pixels


@dataclass(frozen=True, slots=True)
class Streak:
    """A piece of line: `at` across it, from `start` to `end` along it.

    contrast: to both sides, in grey levels.
    """

    at: float
    start: int
    end: int
    contrast: float

    @property
    def length(self) -> int:
        return self.end - self.start

    @property
    def weight(self) -> float:
        return self.length * self.contrast


def darkest_channel(image: Pixels) -> Grey:
    """A yellow or sky-blue line is as dark in one of its channels as a grey one in all."""
    red, green, blue = cv2.split(image)
    return cv2.min(cv2.min(red, green), blue)


def drawn_streaks(grey: Grey, cell: int) -> list[Streak]:
    """Level lines, thin and darker or lighter than both sides."""
    across = np.ones((THICKEST, 1), np.uint8)
    dark = cv2.subtract(cv2.morphologyEx(grey, cv2.MORPH_CLOSE, across), grey)
    light = cv2.subtract(grey, cv2.morphologyEx(grey, cv2.MORPH_OPEN, across))
    ink = _thresholded(dark, _CLEAR)
    solid = [
        *_solid(dark, cell, _FAINTEST),
        *_solid(dark, cell, _STRONG),  # apart from the watermark that it touches
        *_solid(light, cell, _FAINTEST),
    ]
    solid = [each for each in solid if each.length > _LONG_CELLS * cell or _is_free(each, dark)]
    dashed = [each for each in _dashed(dark, ink, cell) if not _doubles(each, solid, cell)]
    return [*solid, *dashed]


def _doubles(dashed: Streak, solid: Sequence[Streak], cell: int) -> bool:
    """Whether it is a solid line again, perhaps run on into strokes beside it."""
    return any(
        abs(each.at - dashed.at) <= SAME_LINE
        and each.length >= 2 * cell
        and min(each.end, dashed.end) > max(each.start, dashed.start)
        for each in solid
    )


def _solid(contrast: Grey, cell: int, least: int) -> list[Streak]:
    mask = _thresholded(contrast, least)
    long = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, cell), np.uint8))
    return _pieces(long, contrast)


def _dashed(dark: Grey, ink: Grey, cell: int) -> list[Streak]:
    """Streaks of dashes: gaps are filled first; text filled so is thicker than a line."""
    filled = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, _DASH_GAP), np.uint8))
    block = np.ones((THICKEST // 2, THICKEST // 2), np.uint8)
    thick = cv2.dilate(cv2.morphologyEx(filled, cv2.MORPH_OPEN, block), np.ones((5, 1), np.uint8))
    thin = cv2.subtract(filled, thick)
    long = cv2.morphologyEx(thin, cv2.MORPH_OPEN, np.ones((1, 2 * cell), np.uint8))
    return [each for each in _pieces(long, dark) if _is_free(each, dark)]


def _thresholded(contrast: Grey, level: int) -> Grey:
    return cv2.threshold(contrast, level, 255, cv2.THRESH_BINARY)[1]


def _pieces(mask: Grey, contrast: Grey) -> list[Streak]:
    """Connected runs that are flat: a turned line may climb one pixel in forty."""
    _, _, boxes, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return [
        Streak(
            float(top + (height - 1) / 2),
            int(left),
            int(left + width - 1),
            float(contrast[top : top + height, left : left + width].max(axis=0).mean()),
        )
        for left, top, width, height, _ in boxes[1:]
        if height <= THICKEST + width / 40
    ]


def _is_free(streak: Streak, dark: Grey) -> bool:
    """Whether it stands alone: a stroke has others as dark beside it, of its own character."""
    at = round(streak.at)
    near, far = _FLANK
    filled = []
    for first, last in ((at - far, at - near), (at + near, at + far)):
        flank = dark[max(0, first) : max(0, last), streak.start : streak.end]
        is_print = flank > max(_CLEAR, streak.contrast / 2)
        filled.append(is_print.mean() if is_print.size else 0.0)
    return bool(max(filled) < _CROWDED and min(filled) < _CROWDED / 3)


def edge_streaks(grey: Grey, cell: int) -> list[Streak]:
    """Edges of filled bands: steps of the background once everything thin is taken away."""
    small = cv2.resize(grey, None, fx=1 / _HALF, fy=1 / _HALF, interpolation=cv2.INTER_AREA)
    square = np.ones((_STROKE, _STROKE), np.uint8)
    plain = cv2.morphologyEx(small, cv2.MORPH_CLOSE, square)
    plain = cv2.morphologyEx(plain, cv2.MORPH_OPEN, square)
    along = cv2.blur(plain, (cell // _HALF, 1))  # compression leaves a step, but frays it
    step = np.zeros_like(plain)
    step[2:-2] = cv2.absdiff(along[4:], along[:-4])
    mask = _thresholded(step, _STEP - 1)
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, 4 * cell), np.uint8))
    return [
        Streak(_HALF * each.at + 0.5, _HALF * each.start, _HALF * each.end + 1, each.contrast)
        for each in _pieces(mask, step)
    ]

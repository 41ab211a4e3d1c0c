"""A picture as it was taken → the same picture upright and square.

A clean straight screenshot passes through untouched: the very same array. Shadows are left as
they are: photographs read a little better so than with the light evened out (228 against 222 of
240 units and addresses on drawn photographs).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from sites.printed.pictures.lettering import Lettering, lettering_of
from sites.printed.pictures.limits import Pixels
from sites.printed.pictures.squaring import squared
from sites.printed.pictures.turning import quarter_turns
from sites.printed.pictures.warping import Warp

Score = Callable[[Sequence[Pixels]], float]

# Small print is not enlarged: the recogniser does that itself. Of 540 fields printed 8.5 to 12
# pixels high (JPEG 60), 528 were read right as they are and 517 after enlarging to 16 pixels; of
# 360 on photographs, 21 and 22 pixels high, 357 as they are and 356 squared to 40 pixels.
_LARGEST_PX, _STILL_LARGE_PX = 72, 48  # character height: larger print only costs time
_UNREADABLE_PX, _POOR_PX = 8, 11  # of those fields, misread at 8.5: 1 in 22, at 10: 1 in 60
_LEAST_LINES = 3


@dataclass(frozen=True, slots=True)
class Straightened:
    """The upright picture. warnings: Chinese sentences for the person who reads the list.

    scale: how much smaller its characters are than in the file, 1 or less. quarter_turns:
    how often it was turned by 90° anticlockwise.
    """

    image: Pixels
    warnings: tuple[str, ...] = ()
    scale: float = 1.0
    quarter_turns: int = 0


def straighten(image: Pixels, score: Score | None = None) -> Straightened:
    """The picture upright, level and square; untouched (the same array) when it already is.

    score: how surely the recogniser reads some crops (one line of print each), 0 to 1; None = a
    picture that stands on its head is not noticed.
    """
    warp, lettering = _measured(image)
    turns = quarter_turns(image, warp, lettering, score)
    if turns:
        image = np.ascontiguousarray(np.rot90(image, turns))
        warp, lettering = _measured(image)
    scale = _scale(lettering.height_px)
    page = _page(image, warp, scale)
    return Straightened(page, _warnings(lettering), scale, turns)


def _measured(image: Pixels) -> tuple[Warp, Lettering]:
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    warp = squared(grey)
    return warp, lettering_of(warp.applied(grey) if warp.steps else grey)


def _scale(height_px: float | None) -> float:
    if height_px is None or height_px <= _LARGEST_PX:
        return 1.0
    return round(_STILL_LARGE_PX / height_px, 3)


def _page(image: Pixels, warp: Warp, scale: float) -> Pixels:
    page = image
    if warp.steps:
        border = np.concatenate([image[0], image[-1], image[:, 0], image[:, -1]])
        fill = [int(each) for each in np.median(border, axis=0)]
        page = np.asarray(warp.applied(image, fill=fill), np.uint8)
    if scale >= 1.0:
        return page
    smaller = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(smaller, np.uint8)


def _warnings(lettering: Lettering) -> tuple[str, ...]:
    if lettering.height_px is None or len(lettering.lines) < _LEAST_LINES:
        return ("图上几乎没有成行的字，可能不是名单；请核对是不是放错了图片。",)
    if lettering.height_px < _UNREADABLE_PX:
        return ("字太小（不到 8 个像素高），多半读不对；请找原图，不要用缩略图。",)
    if lettering.height_px < _POOR_PX:
        return ("字很小，容易读错；有原图请换原图，没有就请逐字核对。",)
    return ()

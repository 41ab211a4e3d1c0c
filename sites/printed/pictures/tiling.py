"""The detector's map of a whole page, put together from tiles that it sees at full size.

Whole long pictures must not go through it: they would be shrunk until small print is lost. The
map, not the boxes, is put together, so that a text at the border of two tiles is found whole
and once, however the page is cut.
"""

from collections.abc import Iterator
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from sites.printed.pictures.lettering import lettering_of
from sites.printed.pictures.limits import Pixels
from sites.printed.pictures.models import Reader
from sites.records.scans import Box

TextMap = npt.NDArray[np.uint8]  # 0 to 255: how surely a pixel lies in the core of a text

_LONGEST = 960  # pixels of a tile's own part
_SHORTEST = 600  # pixels: no tile is made shorter than this in search of a gap
_ENOUGH_PX = 18  # height of characters at which the detector finds all it finds at twice that
_LEAST_SHRINKING = 0.8  # a copy hardly smaller would save nothing
_AROUND = 32  # pixels that a tile sees beyond its own part, on each side


def text_map(image: Pixels, reader: Reader) -> TextMap:
    """For each pixel of the page, how surely it lies in the core of a line of text, 0 to 255."""
    height, width = image.shape[:2]
    scale = _detecting_scale(image)
    if scale == 1:
        return _whole_map(image, reader)
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    found = _whole_map(small.astype(np.uint8, copy=False), reader)
    return cv2.resize(found, (width, height)).astype(np.uint8, copy=False)


def _detecting_scale(image: Pixels) -> float:
    """Large print is found as well, and much faster, on a smaller copy."""
    height_px = lettering_of(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)).height_px
    if height_px is None or height_px * _LEAST_SHRINKING < _ENOUGH_PX:
        return 1.0
    return _ENOUGH_PX / height_px


def _whole_map(image: Pixels, reader: Reader) -> TextMap:
    height, width = image.shape[:2]
    whole = np.zeros((height, width), np.uint8)
    for own, seen in _tiles(image):
        part = reader.text_map(image[seen.top : seen.bottom, seen.left : seen.right])
        whole[own.top : own.bottom, own.left : own.right] = (
            part[own.top - seen.top :, own.left - seen.left :][: own.height, : own.width] * 255
        )
    return whole


def _tiles(image: Pixels) -> Iterator[tuple[Box, Box]]:
    """(its own part, what it sees) of each tile: the own parts cover the page once."""
    height, width = image.shape[:2]
    for top, bottom in pairwise(_cuts(image)):
        for left, right in pairwise(_cuts(image[top:bottom].transpose(1, 0, 2))):
            seen = Box(
                max(0, left - _AROUND),
                max(0, top - _AROUND),
                min(width, right + _AROUND),
                min(height, bottom + _AROUND),
            )
            yield Box(left, top, right, bottom), seen


def _cuts(image: Pixels) -> list[int]:
    """Where to cut along the first axis, both ends included."""
    length = len(image)
    cuts = [0]
    while length - cuts[-1] > _LONGEST + _SHORTEST // 2:
        start = cuts[-1] + _SHORTEST
        cuts.append(start + _calmest(image[start : cuts[-1] + _LONGEST]))
    return [*cuts, length]


def _calmest(band: Pixels) -> int:
    """The line with the least ink; table lines across it are the same in each and do not count."""
    grey = cv2.cvtColor(np.ascontiguousarray(band), cv2.COLOR_RGB2GRAY).astype(np.int16)
    ink = np.abs(np.diff(grey, axis=1)).sum(axis=1)
    calm = np.flatnonzero(ink <= ink.min() * 1.05)
    return int(calm[len(calm) // 2])

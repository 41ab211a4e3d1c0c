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

from sites.pictures.bounds import Pixels
from sites.pictures.models import Reader
from sites.scans import Box

TextMap = npt.NDArray[np.uint8]  # 0 to 255: how surely a pixel lies in the core of a text

_LONGEST = 960  # pixels of a tile's own part
_SHORTEST = 600  # pixels: no tile is made shorter than this in search of a gap
_AROUND = 32  # pixels that a tile sees beyond its own part, on each side


def text_map(image: Pixels, reader: Reader) -> TextMap:
    """For each pixel of the page, how surely it lies in the core of a line of text, 0 to 255."""
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

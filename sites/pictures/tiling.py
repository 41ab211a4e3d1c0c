"""A long page → tiles that the detector sees at full size, cut where no text is crossed."""

from collections.abc import Iterator

import cv2
import numpy as np

from sites.pictures.bounds import Pixels

MAX_HEIGHT = 1_000  # pixels: above it small print is lost
_LEAST_HEIGHT = 640  # pixels: a tile is not made shorter than this in search of a gap


def tiles(image: Pixels) -> Iterator[tuple[int, int]]:
    """(top, bottom) of each tile, from top to bottom, without overlap."""
    height = len(image)
    top = 0
    while height - top > MAX_HEIGHT:
        bottom = top + _LEAST_HEIGHT + _calmest(image[top + _LEAST_HEIGHT : top + MAX_HEIGHT])
        yield top, bottom
        top = bottom
    yield top, height


def _calmest(band: Pixels) -> int:
    """The y with the least ink, where upright lines (the same in each row) do not count."""
    grey = cv2.cvtColor(band, cv2.COLOR_RGB2GRAY).astype(np.int16)
    ink = np.abs(np.diff(grey, axis=1)).sum(axis=1)
    calm = np.flatnonzero(ink <= ink.min() * 1.05)
    return int(calm[len(calm) // 2])

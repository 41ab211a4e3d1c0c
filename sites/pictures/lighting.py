"""Shadows on a photographed page, evened out."""

import cv2
import numpy as np

from sites.pictures.bounds import Pixels

_SMALL = 8  # light is measured on a copy so many times smaller
_STROKE, _SPREAD = 9, 9  # pixels of that copy: wider than strokes; how soft shadows at least are
_MOST_GAIN = 3.0  # a dark desk around the page stays dark
_PAPER = 245  # grey level of evenly lit paper
_SAME = 4  # grey levels: a drawn background, compressed or not, varies less
_FLAT_SHARE = 0.3  # of all pixels: a screenshot has one background


def is_photograph(image: Pixels) -> bool:
    """Whether the background has many shades, as light on paper has, and not one or a few."""
    grey = cv2.cvtColor(image[::4, ::4], cv2.COLOR_RGB2GRAY)
    counts = np.bincount(grey.ravel(), minlength=256).astype(np.float64)
    near = np.convolve(counts, np.ones(2 * _SAME + 1), mode="same")
    return bool(near.max() < _FLAT_SHARE * grey.size)


def evenly_lit(image: Pixels) -> Pixels:
    """The picture divided by the light that falls on each spot: paper becomes white."""
    height, width = image.shape[:2]
    small = cv2.resize(
        image, (max(1, width // _SMALL), max(1, height // _SMALL)), interpolation=cv2.INTER_AREA
    )
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((_STROKE, _STROKE), np.uint8))
    paper = cv2.blur(paper, (_SPREAD, _SPREAD))
    gain = np.minimum(_PAPER / np.maximum(paper.astype(np.float32), 1), _MOST_GAIN)
    lit = np.empty_like(image)
    for top in range(0, height, 1_024):
        bottom = min(top + 1_024, height)
        rows = (np.arange(top, bottom, dtype=np.float32) + 0.5) / height * len(gain) - 0.5
        columns = (np.arange(width, dtype=np.float32) + 0.5) / width * gain.shape[1] - 0.5
        x, y = np.meshgrid(columns, rows)
        here = cv2.remap(gain, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        lit[top:bottom] = np.clip(image[top:bottom] * here, 0, 255).astype(np.uint8)
    return lit

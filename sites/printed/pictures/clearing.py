"""A watermark behind print, taken out of a crop before it is read."""

import cv2
import numpy as np

from sites.printed.pictures.limits import Pixels

_PRINT = 0.6  # of the darkest pixel's darkness: print is at least so dark
_PALE = (0.08, 0.5)  # likewise: what lies between is a watermark, or the soft edge of a stroke
_LEAST_SHARE = 0.02  # of the crop, soft edges left out: less is no watermark
_FAINTEST_PRINT = 60  # grey levels from the paper: paler print is not told from a watermark


def cleared(crop: Pixels) -> Pixels:
    """The crop with pale strokes behind dark print made paper; unchanged where there are none."""
    grey = cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY)
    paper = float(np.percentile(grey, 90))
    darkness = paper - grey.astype(np.float32)
    darkest = float(np.percentile(darkness, 99.5))
    if darkest < _FAINTEST_PRINT or (darkness > _PRINT * darkest).mean() < _LEAST_SHARE:
        return crop
    pale = (darkness > _PALE[0] * darkest) & (darkness < _PALE[1] * darkest)
    edges = cv2.dilate((darkness > _PALE[1] * darkest).astype(np.uint8), np.ones((5, 5), np.uint8))
    inner = (cv2.erode(pale.astype(np.uint8), np.ones((3, 3), np.uint8)) > edges) & pale
    if inner.mean() < _LEAST_SHARE:  # the soft edges of blurred print are no watermark
        return crop
    deepest = 1.15 * float(np.median(darkness[inner])) + 4  # a watermark is of one shade
    left = np.clip((darkness - deepest) / (darkest - deepest), 0, 1) * darkest
    near = cv2.dilate(inner.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    plain = np.where(near, np.clip(paper - left, 0, 255), grey).astype(np.uint8)
    return np.repeat(plain[:, :, None], 3, axis=2)

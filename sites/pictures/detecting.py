"""Where text stands: the detector's map of one tile → a box for each run of text on a line."""

import cv2
import numpy as np

from sites.pictures.models import Floats
from sites.scans import Box

_THRESHOLD = 0.3  # of the map: in the core of a line or not
_LEAST_SCORE = 0.5  # mean of the map inside a core; below it is no text
_GROWTH = 1.6  # the map shows a line's core, shrunk by this share of area / outline
_LEAST_SIDE = 3  # pixels: smaller cores are specks


def text_boxes(text_map: Floats) -> list[Box]:
    """One box for each run of text, unsorted, within the map."""
    height, width = text_map.shape
    mask = cv2.dilate((text_map > _THRESHOLD).astype(np.uint8), np.ones((2, 2), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    boxes = []
    for label in range(1, count):
        left, top, wide, high = (int(stats[label, column]) for column in range(4))
        if min(wide, high) < _LEAST_SIDE:
            continue
        inside = labels[top : top + high, left : left + wide] == label
        if text_map[top : top + high, left : left + wide][inside].mean() < _LEAST_SCORE:
            continue
        grown = _GROWTH * wide * high / (2 * (wide + high))
        boxes.append(
            Box(
                max(0, round(left - grown)),
                max(0, round(top - grown)),
                min(width, round(left + wide + grown)),
                min(height, round(top + high + grown)),
            )
        )
    return boxes

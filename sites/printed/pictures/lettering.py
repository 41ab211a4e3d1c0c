"""Where lines of print stand, how high their characters are and which way they run.

Cheap and coarse: characters stand closer to each other than lines do, so a small gap filled in
both directions joins them along the line. It chooses samples for the recogniser and tells
how much a picture must be enlarged; the recogniser's own detector finds the texts.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from sites.records.scans import Box

Grey = cv2.typing.MatLike

_STROKE = 21  # pixels: wider than the strokes of a heading
_FAINTEST = 30  # grey levels between paper and print; watermarks are fainter
_SHARE_OF_BLACKEST = 0.4
_RULE = 60  # pixels: a longer run is a drawn line, not a stroke
_GAPS = (4, 6, 9, 13, 20)  # pixels: between characters, less than between lines of most lists
_LONG = 2.5  # times its height: a line of print, not one character
_LEAST_LENGTH, _THINNEST = 12, 5  # pixels: smaller are specks and remnants of drawn lines
_MOST = 0.75  # of the print
_SAMPLE_ROWS, _SAMPLES = 900, 4
_NARROW, _MAX_SAMPLE_WIDTH = 700, 2_400  # pixels


@dataclass(frozen=True, slots=True)
class Lettering:
    """What a picture's print looks like. lines: boxes of lines of print, in no order.

    runs_down: 1 when all lines run from top to bottom (the picture lies on its side), -1 when
    all run from left to right, 0 when nothing tells. height_px: of most characters; None where
    hardly any print was found.
    """

    lines: tuple[Box, ...]
    runs_down: float
    height_px: float | None


def lettering_of(grey: Grey) -> Lettering:
    """The print of a level picture; of a long one, a few bands are looked at."""
    zoom = _zoom(grey.shape[1])
    level: list[Box] = []
    upright: list[Box] = []
    for top, band in _bands(grey, zoom):
        lines = [_moved(box, top, zoom) for box in _lines(band)]
        level += [box for box in lines if box.width > box.height]
        upright += [box for box in lines if box.width <= box.height]
    across, down = _covered(level), _covered(upright)
    runs_down = (down - across) / max(1, down + across)
    lines = upright if runs_down > 0 else level
    return Lettering(tuple(lines), runs_down, _usual_height(lines))


def _zoom(width: int) -> float:
    """Size of the looked-at copy: print of 6 pixels runs together, huge print has huge gaps."""
    if width < _NARROW:
        return 2.0
    return 1 / max(1, round(width / _MAX_SAMPLE_WIDTH))


def _bands(grey: Grey, zoom: float) -> Iterator[tuple[int, Grey]]:
    rows = round(_SAMPLE_ROWS / zoom)
    count = min(_SAMPLES, -(-len(grey) // rows))
    smooth = cv2.INTER_AREA if zoom < 1 else cv2.INTER_CUBIC
    for top in np.linspace(0, max(0, len(grey) - rows), count).astype(int):
        band = grey[top : top + rows]
        if zoom != 1:
            band = cv2.resize(band, None, fx=zoom, fy=zoom, interpolation=smooth)
        yield int(top), band


def _moved(box: Box, top: int, zoom: float) -> Box:
    left, upper, right, lower = (
        round(side / zoom) for side in (box.left, box.top, box.right, box.bottom)
    )
    return Box(left, upper + top, max(right, left + 1), max(lower, upper + 1) + top)


def _usual_height(lines: list[Box]) -> float | None:
    """The median over all characters: a line of twice the length counts twice."""
    if not lines:
        return None
    sides = np.array([sorted((box.width, box.height)) for box in lines], np.float64)
    sides = sides[np.argsort(sides[:, 0])]
    characters = np.cumsum(sides[:, 1] / sides[:, 0])
    return float(sides[np.searchsorted(characters, characters[-1] / 2), 0])


def _lines(band: Grey) -> list[Box]:
    """Lines of either direction, joined over the smallest gap that joins most of the print."""
    strokes = _strokes(band)
    best: tuple[float, list[Box]] = (-1.0, [])
    for gap in _GAPS:
        share, boxes = _joined(strokes, gap)
        best = max(best, (share, boxes), key=lambda each: each[0])
        if share > _MOST:
            break
    return best[1]


def _covered(boxes: list[Box]) -> int:
    return sum(box.width * box.height for box in boxes)


def _strokes(band: Grey) -> npt.NDArray[np.uint8]:
    """Strokes white on black, drawn lines taken away."""
    if np.median(band) < 110:
        band = cv2.bitwise_not(band)
    square = np.ones((_STROKE, _STROKE), np.uint8)
    contrast = cv2.morphologyEx(band, cv2.MORPH_BLACKHAT, square)
    threshold = max(_FAINTEST, _SHARE_OF_BLACKEST * float(np.percentile(contrast, 99)))
    strokes = cv2.threshold(contrast, threshold, 255, cv2.THRESH_BINARY)[1]
    level_rules, upright_rules = (
        cv2.morphologyEx(strokes, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        for shape in ((1, _RULE), (_RULE, 1))
    )
    rules = cv2.dilate(cv2.bitwise_or(level_rules, upright_rules), np.ones((3, 3), np.uint8))
    strokes = cv2.subtract(strokes, rules)
    return np.asarray(strokes, np.uint8)


def _joined(strokes: npt.NDArray[np.uint8], gap: int) -> tuple[float, list[Box]]:
    """Boxes of runs of characters whose gaps, in either direction, are not wider than `gap`.

    Also which share of the print is in such runs.
    """
    merged = cv2.morphologyEx(strokes, cv2.MORPH_CLOSE, np.ones((gap, gap), np.uint8))
    _, _, found, _ = cv2.connectedComponentsWithStats(merged, connectivity=8)
    found = found[1:]
    short, long = found[:, 2:4].min(axis=1), found[:, 2:4].max(axis=1)
    is_print = (short >= _THINNEST) & (long >= _LEAST_LENGTH)
    is_line = is_print & (long >= _LONG * short)
    share = found[is_line, 4].sum() / max(1, found[is_print, 4].sum())
    boxes = [
        Box(int(left), int(top), int(left + width), int(top + height))
        for left, top, width, height, _ in found[is_line]
    ]
    return float(share), boxes

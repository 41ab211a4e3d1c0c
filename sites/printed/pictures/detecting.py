"""Where text stands: the map of a page → a outline for each run of text on a line."""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from sites.printed.pictures.tiling import TextMap
from sites.records.scans import Box

_CORES = (77, 140, 200)  # of 255: above it a pixel is a text's core; the later ones part neighbours
_LEAST_MEAN = 128  # of the map inside a core; below it is no text
_GROWTH = 1.6  # the map shows a line's core, shrunk by this share of area / outline
_LEAST_SIDE = 3  # pixels: smaller cores are specks
_FULL = 0.6  # share of its box that a level core fills; a slanted or a run-together one less
_SLANTED_DEG = 3.0
_BAND = 2_000  # rows of the map looked at together, so that memory stays bounded

_Mask = npt.NDArray[np.uint8]
_Corner = tuple[float, float]


@dataclass(frozen=True, slots=True)
class TextOutline:
    """Where one text stands. corners: of a slanted one, clockwise from its own top left."""

    box: Box
    corners: tuple[_Corner, ...] = ()


def find_outlines(text_map: TextMap) -> list[TextOutline]:
    """One outline for each run of text, unsorted, within the page."""
    outlines = []
    for top, bottom in _bands(text_map):
        for core, left, core_top in _cores(text_map[top:bottom], 0):
            outline = _outline(core, left, top + core_top)
            outlines.append(TextOutline(_within(outline.box, text_map.shape), outline.corners))
    return outlines


def _bands(text_map: TextMap) -> Iterator[tuple[int, int]]:
    """(top, bottom) of bands that cut no text where the page has a free row to cut at."""
    top = 0
    while len(text_map) - top > 2 * _BAND:
        strongest = text_map[top + _BAND : top + 2 * _BAND].max(axis=1)
        bottom = top + _BAND + int(strongest.argmin())
        yield top, bottom
        top = bottom
    yield top, len(text_map)


def _cores(text_map: TextMap, level: int) -> Iterator[tuple[_Mask, int, int]]:
    """(mask, left, top) of the core of each text; cores that run together are parted."""
    mask = (text_map > _CORES[level]).astype(np.uint8)
    if level == 0:
        mask = cv2.dilate(mask, np.ones((2, 2), np.uint8)).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    for label in range(1, count):
        left, top, width, height, _ = (int(each) for each in stats[label])
        around = (slice(top, top + height), slice(left, left + width))
        core = (labels[around] == label).astype(np.uint8)
        inside = text_map[around] * core
        if min(width, height) < _LEAST_SIDE or inside.sum() < _LEAST_MEAN * core.sum():
            continue
        parts = [] if _is_one_text(core) else list(_parts(inside, level + 1))
        if len(parts) > 1:
            yield from ((part, left + right, top + down) for part, right, down in parts)
        else:
            yield core, left, top


def _parts(inside: TextMap, level: int) -> Iterator[tuple[_Mask, int, int]]:
    if level < len(_CORES):
        yield from _cores(inside, level)


def _is_one_text(core: _Mask) -> bool:
    """Whether the core fills its box, level or slanted, as the core of one line does."""
    if core.mean() >= _FULL:
        return True
    _, (width, height), _ = _turned_box(core)
    return bool(core.sum() >= _FULL * (width + 1) * (height + 1))


def _outline(core: _Mask, left: int, top: int) -> TextOutline:
    height, width = core.shape
    if core.mean() < _FULL and _is_one_text(core):
        (x, y), (long, short), angle = _turned_box(core)
        grown = _growth(long, short)
        size = (long + 2 * grown, short + 2 * grown)
        corners = cv2.boxPoints(((x + left, y + top), size, angle))
        if abs(angle) > _SLANTED_DEG:
            lefts, tops = corners.min(axis=0), corners.max(axis=0)
            box = Box(int(lefts[0]), int(lefts[1]), int(tops[0]), int(tops[1]))
            ordered = tuple((float(x), float(y)) for x, y in np.roll(corners, -1, axis=0))
            return TextOutline(box, ordered)
    grown = _growth(width, height)
    return TextOutline(
        Box(
            round(left - grown),
            round(top - grown),
            round(left + width + grown),
            round(top + height + grown),
        )
    )


def _turned_box(core: _Mask) -> tuple[_Corner, tuple[float, float], float]:
    """(middle, (length, thickness), angle in degrees between -45 and 45) of the smallest box."""
    points = cv2.findNonZero(core)
    (x, y), (width, height), angle = cv2.minAreaRect(points)
    while angle > 45:
        angle, width, height = angle - 90, height, width
    while angle < -45:
        angle, width, height = angle + 90, height, width
    return (float(x), float(y)), (float(width), float(height)), float(angle)


def _growth(width: float, height: float) -> float:
    return _GROWTH * width * height / (2 * (width + height))


def _within(box: Box, shape: tuple[int, ...]) -> Box:
    height, width = shape
    return Box(max(0, box.left), max(0, box.top), min(width, box.right), min(height, box.bottom))

"""Columns of characters that stand one below the other, as narrow merged cells are printed."""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from sites.printed.pictures.limits import Pixels
from sites.records.scans import Box

_TALL = 1.8  # height against width: a single character or a line is never so tall
_TALLER = 1.5  # against the usual height of a text: digits are narrow, but no taller than others
_SQUARE = 1.2  # of the column's width: a character is at most so high
_SPACE = 0.25  # of the column's width, left around each character when they are laid in a line
_FAINT = 0.3  # of the darkest row's darkness: below it there is no stroke in a row
_NEAR = 0.6  # of the column's width: characters of one text stand no farther apart


def is_standing(box: Box, usual_height: float) -> bool:
    """Whether the text in this box runs from top to bottom. usual_height: pixels of a text."""
    return box.height > _TALL * box.width and box.height > _TALLER * usual_height


def joined_columns(columns: Sequence[Box], others: Sequence[Box]) -> tuple[list[Box], list[Box]]:
    """Columns with the single characters directly above or below them, and what is left over.

    Both were parted at drawn lines before, so that nothing is joined across one.
    """
    grown, left = sorted(columns, key=lambda box: box.top), list(others)
    for index, column in enumerate(grown):
        for other in sorted(left, key=lambda box: -box.top):
            if other.width < 2 * other.height and _is_next(column, other):
                column = column.joined(other)  # noqa: PLW2901 (it grows)
                left.remove(other)
        grown[index] = column
    return grown, left


def _is_next(column: Box, other: Box) -> bool:
    middle = (other.left + other.right) / 2
    gap = max(other.top - column.bottom, column.top - other.bottom)
    return column.left < middle < column.right and gap < _NEAR * column.width


def laid_down(crop: Pixels) -> Pixels:
    """The characters of a column side by side in one line, as the recogniser wants them."""
    grey = cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY).astype(np.int16)
    away = np.abs(grey - int(np.median(grey)))
    columns = np.flatnonzero(away.max(axis=0) > _FAINT * away.max())
    if not len(columns):
        return crop
    left, right = int(columns[0]), int(columns[-1]) + 1
    width = right - left
    space = max(2, round(_SPACE * width))
    high = round(_SQUARE * width) + 2 * space
    paper = np.median(crop.reshape(-1, 3), axis=0).astype(np.uint8)
    line = []
    for top, bottom in _characters(away.max(axis=1) > _FAINT * away.max(), width):
        tile = np.full((high, width + space, 3), paper, np.uint8)
        part = crop[top : min(bottom, top + high), left:right]
        start = (high - len(part)) // 2
        tile[start : start + len(part), space // 2 : space // 2 + width] = part
        line.append(tile)
    return np.concatenate(line, axis=1) if line else crop


def _characters(is_inked: npt.NDArray[np.bool_], width: int) -> list[tuple[int, int]]:
    """(top, bottom) of each character: pieces with ink, put together while they stay square."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], is_inked.astype(np.int8), [0]))))
    found: list[tuple[int, int]] = []
    for top, bottom in edges.reshape(-1, 2).tolist():
        if found and bottom - found[-1][0] <= _SQUARE * width:
            found[-1] = (found[-1][0], bottom)
        else:
            found.append((top, bottom))
    return found

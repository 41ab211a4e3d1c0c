"""Which upright lines are drawn: the same character below itself, row after row, looks like one.

Where the print on both sides leaves a gap, only a drawn line goes on; the strokes of characters
stop with their characters. Thresholds are grey levels (0 to 255) and pixels, set on drawn lists
(tests/test_vetting.py).
"""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from sites.pictures.bounds import Pixels
from sites.scans import Rule

_NEAR, _FAR = 4, 34  # the flanks: from beside the line to more than a character away
_LINE_PX = 2  # on each side of `at`: where the line itself may lie
_BLANK = 24  # the most that paper differs within a flank, compression included
_CLEAR = 6  # a line of #f4f4f4 on white is 11 levels darker
_STEP = 3  # between two bands of a striped table
_GOES_ON = 0.35  # of the blank rows: a dashed line has ink in half of them
_FEW = 12  # rows: fewer blank ones prove nothing


def drawn_rules(image: Pixels, rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rules without uprights that are strokes of characters. image: upright RGB."""
    uprights = [rule.at for rule in rules if rule.is_upright]
    return tuple(rule for rule in rules if not rule.is_upright or _is_drawn(image, rule, uprights))


def _is_drawn(image: Pixels, rule: Rule, uprights: Sequence[int]) -> bool:
    left, right = max(0, rule.at - _FAR), min(rule.at + _FAR + 1, image.shape[1])
    band = image[rule.start : rule.end, left:right].min(axis=2).astype(np.int16)
    # Another line beside it would leave no row blank.
    lines = {at + step - left for at in uprights for step in range(-_LINE_PX, _LINE_PX + 1)}
    columns = np.array([column not in lines for column in range(band.shape[1])])
    at = rule.at - left
    places = np.arange(band.shape[1])
    before = band[:, columns & (places < at - _NEAR)]
    after = band[:, columns & (places > at + _NEAR)]
    if not (before.shape[1] and after.shape[1]):
        return True
    is_blank = _is_blank(before) & _is_blank(after)
    if is_blank.sum() < _FEW:
        return True
    sides = np.median(before, axis=1), np.median(after, axis=1)
    if np.median(np.abs(sides[0] - sides[1])[is_blank]) >= _STEP:  # the edge of a filled band
        return True
    paper = (sides[0] + sides[1]) / 2
    line = band[:, max(0, at - _LINE_PX) : at + _LINE_PX + 1]
    has_ink = np.abs(line - paper[:, None]).max(axis=1) >= _CLEAR
    return bool(has_ink[is_blank].mean() >= _GOES_ON)


def _is_blank(flank: npt.NDArray[np.int16]) -> npt.NDArray[np.bool_]:
    """By row of pixels. A little blurred: single specks are not print."""
    calm = cv2.blur(flank, (3, 3)) if min(flank.shape) else flank
    return np.asarray(calm.max(axis=1) - calm.min(axis=1) <= _BLANK)

"""Which upright lines are drawn: the same character below itself, row after row, looks like one.

Where the print on both sides leaves a gap, only a drawn line goes on; the strokes of characters
stop with their characters. Thresholds are grey levels (0 to 255) and pixels, set on drawn lists
(tests/test_vetting.py).
"""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from sites.printed.pictures.limits import Pixels
from sites.records.scans import Rule

_NEAR, _FAR = 4, 34  # the flanks: from beside the line to more than a character away
_LINE_PX = 2  # on each side of `at`: where the line itself may lie
_BLANK = 24  # the most that paper differs within a flank, compression included
_CLEAR = 4  # on average; a dashed line of #f4f4f4 on white is 5 levels darker than its sides
# Of the blank rows. The stroke of 中 reaches into half of them; a dashed line of short dashes is
# given up, for the gap between its columns tells them apart too.
_GOES_ON = 0.6
_FEW_ROWS = 0.25  # of a table's height
_SAME_LINE = 6
_STEP = 3  # between two bands of a striped table
_FEW = 3  # rows: fewer blank ones prove nothing; a low cell has four or five


def drawn_rules(image: Pixels, rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rules without uprights that are strokes of characters. image: upright RGB."""
    uprights = [rule for rule in rules if rule.is_upright]
    places = [rule.at for rule in uprights]
    drawn = [rule for rule in uprights if _is_drawn(image, rule, places)]
    kept = {rule for rule in drawn if not _is_lonely(rule, drawn)}
    return tuple(rule for rule in rules if not rule.is_upright or rule in kept)


def _is_lonely(rule: Rule, uprights: Sequence[Rule]) -> bool:
    """Whether it stands in few rows of a table whose other columns run through."""
    around = [each for each in uprights if each.start <= rule.start and rule.end <= each.end]
    longest = max(around, key=_length)
    in_line = sum(
        min(each.end, longest.end) - max(each.start, longest.start)
        for each in uprights
        if abs(each.at - rule.at) <= _SAME_LINE
        and each.start < longest.end
        and each.end > longest.start
    )
    return in_line < _FEW_ROWS * _length(longest)


def _length(rule: Rule) -> int:
    return rule.end - rule.start


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
    sides = np.median(before, axis=1), np.median(after, axis=1)
    is_blank = _is_blank(before) & _is_blank(after)
    is_blank &= ~_is_crossed(sides[0], is_blank) & ~_is_crossed(sides[1], is_blank)
    if is_blank.sum() < _FEW:
        return True
    if np.median(np.abs(sides[0] - sides[1])[is_blank]) >= _STEP:  # the edge of a filled band
        return True
    paper = (sides[0] + sides[1]) / 2
    shade = (band - paper[:, None])[is_blank]
    line = shade[:, max(0, at - _LINE_PX) : at + _LINE_PX + 1]
    beside = shade[:, columns & (np.abs(places - at) > _NEAR)]
    is_darker = np.abs(line.mean(axis=0)).max() >= np.abs(beside.mean(axis=0)).max() + _CLEAR
    has_ink = np.abs(line).max(axis=1) >= np.abs(beside).max(axis=1) + _CLEAR
    return bool(is_darker and has_ink.mean() >= _GOES_ON)


def _is_blank(flank: npt.NDArray[np.int16]) -> npt.NDArray[np.bool_]:
    """By row of pixels. A little blurred: single specks are not print."""
    calm = cv2.blur(flank, (3, 3)) if min(flank.shape) else flank
    return np.asarray(calm.max(axis=1) - calm.min(axis=1) <= _BLANK)


def _is_crossed(
    side: npt.NDArray[np.floating], is_blank: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    """Where a level line runs through: even as blank paper is, and of another shade. The paper's
    is measured in blank rows: where print is small and dense, most rows are print."""
    paper = np.median(side[is_blank]) if is_blank.any() else 0.0
    return np.asarray(np.abs(side - paper) > _BLANK / 2)

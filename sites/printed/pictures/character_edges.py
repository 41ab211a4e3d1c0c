"""Where each character of a line begins, from the recogniser's middles and the ink itself."""

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from sites.printed.pictures.limits import Pixels

_FAINT = 0.3  # of the darkest column's darkness: below it there is no stroke in a column

_Columns = npt.NDArray[np.bool_]


def lefts(middles: Sequence[float], crop: Pixels) -> tuple[int, ...]:
    """The x in the crop where each character begins. middles: shares of the crop's width.

    Between the middles of two neighbours the widest gap without ink parts them.
    """
    if not middles:
        return ()
    is_inked = _inked(crop)
    ends = [0.0, *middles]
    spots = [round(share * len(is_inked)) for share in ends]
    return tuple(_begin(is_inked, left, right) for left, right in pairwise(spots))


def _inked(crop: Pixels) -> _Columns:
    grey = cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY).astype(np.int16)
    darkness = np.abs(grey - int(np.median(grey))).max(axis=0)
    is_inked: _Columns = darkness > _FAINT * darkness.max()
    return is_inked


def _begin(is_inked: _Columns, left: int, right: int) -> int:
    """Where the ink before `right` begins that is parted from the ink at `left`."""
    gaps = np.flatnonzero(~is_inked[left:right])
    if not len(gaps):
        return left if left == 0 else (left + right) // 2
    runs = np.split(gaps, np.flatnonzero(np.diff(gaps) > 1) + 1)
    longest = max(runs, key=len)
    return left + int(longest[-1]) + 1

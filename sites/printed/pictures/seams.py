"""Whether one picture goes on where another ends, and which rows of pixels both show.

Only pictures of the same width are compared. Two photographs never match: their pixels do not.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from sites.printed.pictures.limits import Pixels

_LOOK = 3_000  # rows of pixels beside the border that are compared at most
_BINS = 32  # parts of the width in which rows are compared
_LEAST_REPEAT = 20  # rows of pixels: less is no line of text
_CLOSE = 3.0  # grey levels: JPEG makes so much of a difference between equal rows
_LIKENESS = 0.85  # correlation of what both show, drawn lines left out
_OTHER_CHARACTER = 45.0  # grey levels over 5 × 5 pixels: one changed digit makes more, JPEG less
_STROKE = 60  # grey levels from the paper: a stroke or a line
_LONGEST_RUN = 0.05  # of the width: longer dark runs are edges of paper or level lines
_MATCHING = (0.8, 0.02)  # share of the fewer, of the more strokes that go on beyond the border
_CLEAN = 3.0  # grey levels: the paper of a screenshot varies less, of a photograph more

_Grey = npt.NDArray[np.uint8]
_Mask = npt.NDArray[np.bool_]
_Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Seam:
    """How the lower picture goes on: rows of pixels to leave out at the upper one's end and at
    the lower one's beginning. crosses_text: whether a line of text may be cut there."""

    drop_above: int
    drop_below: int
    crosses_text: bool


def find_seam(upper: Pixels, lower: Pixels) -> Seam | None:
    """How `lower` continues `upper`; None when it does not."""
    if upper.shape[1] != lower.shape[1] or upper.shape[1] < _BINS:
        return None
    above, below = _grey(upper), _grey(lower)
    if above.shape == below.shape and np.array_equal(above, below):
        return None  # the same picture twice: for a person to decide
    repeated = _repeat(above, below)
    if repeated is not None:
        return repeated
    if _strokes_go_on(above, below):
        return Seam(0, 0, crosses_text=True)
    return Seam(0, 0, crosses_text=False) if _gap_goes_on(above, below) else None


def _grey(image: Pixels) -> _Grey:
    return cv2.cvtColor(image, cv2.COLOR_RGB2GRAY).astype(np.uint8, copy=False)


def _repeat(above: _Grey, below: _Grey) -> Seam | None:
    """Rows of a list that stand at the end of one and at the beginning of the other.

    Bars that a screenshot shows each time (clock, buttons) are left out on both sides.
    """
    top, bottom = _bars(above, below)
    for head, foot in dict.fromkeys(((0, 0), (top, bottom), (top, 0), (0, bottom))):
        end = above[: len(above) - foot][-_LOOK:]
        start = below[head:][:_LOOK]
        count = _repeated_rows(end, start)
        if count:
            calm = _calmest(start[:count])
            return Seam(foot + count - calm, head + calm, crosses_text=False)
    return None


def _bars(above: _Grey, below: _Grey) -> tuple[int, int]:
    """Heights of what both pictures show alike at their upper and at their lower end."""
    rows = min(len(above), len(below)) // 2
    top = np.abs(above[:rows].astype(np.int16) - below[:rows]).mean(axis=1) > _CLOSE
    bottom = np.abs(above[::-1][:rows].astype(np.int16) - below[::-1][:rows]).mean(axis=1) > _CLOSE
    return int(top.argmax()), int(bottom.argmax())


def _repeated_rows(end: _Grey, start: _Grey) -> int:
    """How many rows of pixels at the end of one are the first of the other; 0 = none."""
    signs_above, signs_below = _signs(end), _signs(start)
    longest = min(len(end), len(start))
    if longest < _LEAST_REPEAT:
        return 0
    begins = np.lib.stride_tricks.sliding_window_view(signs_above, _LEAST_REPEAT, axis=0)
    like = np.abs(begins - signs_below[:_LEAST_REPEAT].T).mean(axis=(1, 2)) <= 2 * _CLOSE
    differences = [
        float(np.abs(signs_above[-count:] - signs_below[:count]).mean())
        if like[len(end) - count]
        else np.inf
        for count in range(_LEAST_REPEAT, longest + 1)
    ]
    counts = (
        at + _LEAST_REPEAT
        for at in reversed(range(len(differences)))
        if differences[at] <= min(_CLOSE, *differences[max(0, at - 3) : at + 4])
    )
    return next((count for count in counts if _are_alike(end[-count:], start[:count])), 0)


def _signs(grey: _Grey) -> _Floats:
    """The mean grey of each part of the width, row by row."""
    width = grey.shape[1] // _BINS * _BINS
    parts = grey[:, :width].reshape(len(grey), _BINS, -1)
    means: _Floats = parts.mean(axis=2, dtype=np.float32)
    return means


def _are_alike(one: _Grey, other: _Grey) -> bool:
    """Whether both show the same text to the last digit, not only the same lines and paper."""
    if cv2.blur(cv2.absdiff(one, other), (5, 5)).max() > _OTHER_CHARACTER:
        return False
    first, second = _text_only(one), _text_only(other)
    if min(first.std(), second.std()) < 1:
        return False
    return bool(np.corrcoef(first.ravel(), second.ravel())[0, 1] >= _LIKENESS)


def _text_only(grey: _Grey) -> _Floats:
    smooth = cv2.blur(grey.astype(np.float32), (5, 5))
    without_uprights = smooth - np.median(smooth, axis=0, keepdims=True)
    text: _Floats = without_uprights - np.median(without_uprights, axis=1, keepdims=True)
    return text


def _calmest(rows: _Grey) -> int:
    """The row, not at an end, where the least text is crossed."""
    ink = np.abs(np.diff(rows.astype(np.int16), axis=1)).sum(axis=1)
    calm = np.flatnonzero(ink <= ink.min() * 1.05 + 1)
    return int(calm[len(calm) // 2])


def _strokes_go_on(above: _Grey, below: _Grey) -> bool:
    """Whether strokes or drawn lines at the end of one stand at the beginning of the other."""
    fewer, more = sorted((_border_strokes(above[::-1]), _border_strokes(below)), key=np.sum)
    if fewer.sum() < 2:
        return False
    return _covered(fewer, more) >= _MATCHING[0] and _covered(more, fewer) >= _MATCHING[1]


def _border_strokes(rows: _Grey) -> _Mask:
    """Where strokes cross the three rows nearest to the border; level lines do not count."""
    paper = int(np.median(rows[:200]))
    dark = np.abs(rows[:3].astype(np.int16) - paper) > _STROKE
    strokes: _Mask = np.any([_short_runs(row) for row in dark], axis=0)
    return strokes


def _short_runs(dark: _Mask) -> _Mask:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], dark, [False])).astype(np.int8)))
    strokes = np.zeros(len(dark), bool)
    for start, end in edges.reshape(-1, 2):
        if end - start <= _LONGEST_RUN * len(dark):
            strokes[start:end] = True
    return strokes


def _covered(strokes: _Mask, others: _Mask) -> float:
    wide = cv2.dilate(others.astype(np.uint8)[None], np.ones((1, 5), np.uint8))[0] > 0
    return float((strokes & wide).sum() / strokes.sum())


def _gap_goes_on(above: _Grey, below: _Grey) -> bool:
    """Whether the border lies in the gap between two lines of a list without drawn lines."""
    upper, lower = above[-_LOOK // 2 :], below[: _LOOK // 2]
    gaps_above, gaps_below = _gaps(upper), _gaps(lower)
    inner = [end - start for start, end in gaps_above[1:-1] + gaps_below[1:-1]]
    if not inner or not gaps_above or not gaps_below:
        return False
    tail = gaps_above[-1][1] - gaps_above[-1][0] if gaps_above[-1][1] == len(upper) else 0
    head = gaps_below[0][1] if gaps_below[0][0] == 0 else 0
    usual, widest = float(np.median(inner)), float(np.percentile(inner, 90))
    if tail + head > min(1.2 * widest, 3 * usual) + 4:
        return False
    return _is_clean(upper) and _is_clean(lower) and _columns_agree(upper, lower)


def _gaps(grey: _Grey) -> list[tuple[int, int]]:
    """(start, end) of the runs of rows without a stroke."""
    paper = int(np.median(grey))
    blank = (np.abs(grey.astype(np.int16) - paper) > _STROKE).sum(axis=1) == 0
    edges = np.flatnonzero(np.diff(np.concatenate(([False], blank, [False])).astype(np.int8)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]


def _is_clean(grey: _Grey) -> bool:
    paper = grey[np.abs(grey.astype(np.int16) - int(np.median(grey))) < _STROKE / 2]
    return bool(paper.std() < _CLEAN)


def _columns_agree(upper: _Grey, lower: _Grey) -> bool:
    """Whether the text of both stands in the same columns."""
    profiles = []
    for grey in (upper, lower):
        inked = np.abs(grey.astype(np.int16) - int(np.median(grey))) > _STROKE
        profiles.append(cv2.blur(inked.mean(axis=0, dtype=np.float32)[None], (15, 1))[0])
    return bool(np.corrcoef(profiles[0], profiles[1])[0, 1] > 0.6)

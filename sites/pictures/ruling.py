"""The drawn lines of a table, found on an upright picture.

A line is a thin streak, darker or lighter than both its sides, or the edge of a filled band;
it counts only where it belongs to a grid: long by itself, or held at both ends by lines that
count. So strokes of characters, underlines and watermarks fall away.

Thresholds are grey levels (0 to 255) and pixels of a picture whose characters are about 24 px
high, as `straightening` gives it; they were set on drawn lists (tests/test_ruling.py).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from sites.pictures.bounds import Pixels
from sites.scans import Rule

_Grey = cv2.typing.MatLike

_THICKEST = 13  # thicker is a filled band
_FAINTEST = 7  # a line of #f4f4f4 on white is 11 levels darker
_SHORTEST = 26  # the side of the smallest cell
_LONGEST_GAP = 12  # less than any cell, so that a merged cell still splits a line
_SAME_LINE = 9  # two lines closer than this are one (double frames); no row is so low
_REACH = 8  # how far a line's end may stop short of the line that holds it
_LONG_SHARE = 0.4  # of the longest line: counts without being held
_LONG = 200
_BAND = 4_096  # rows looked at together: memory does not grow with a long picture


@dataclass(frozen=True, slots=True)
class _Streak:
    """A piece of line: `at` across it, from `start` to `end` along it, weighed by its length."""

    at: float
    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start


def find_rules(image: Pixels) -> tuple[Rule, ...]:
    """Level lines from the top, then upright lines from the left; ends within about 3 pixels.

    image: upright RGB. A line that a merged cell interrupts comes in pieces; gaps of up to 12
    pixels (dashes, compression) do not split it. Empty when nothing is drawn.
    """
    levels: list[_Streak] = []
    uprights: list[_Streak] = []
    height = image.shape[0]
    for top in range(0, height, _BAND):
        first, last = max(0, top - 2 * _THICKEST), min(height, top + _BAND + 2 * _THICKEST)
        grey = _darkest_channel(image[first:last])
        levels += _moved(_level_streaks(grey), across=first)
        uprights += _moved(_level_streaks(np.ascontiguousarray(grey.T)), along=first)
    joined = _held(_joined(levels), _joined(uprights))
    return (*_rules(joined[0], is_upright=False), *_rules(joined[1], is_upright=True))


def _darkest_channel(image: Pixels) -> _Grey:
    """A yellow or sky-blue line is as dark in one of its channels as a grey one in all."""
    red, green, blue = cv2.split(image)
    return np.asarray(cv2.min(cv2.min(red, green), blue), np.uint8)


def _level_streaks(grey: _Grey) -> list[_Streak]:
    across = np.ones((_THICKEST, 1), np.uint8)
    dark = cv2.subtract(cv2.morphologyEx(grey, cv2.MORPH_CLOSE, across), grey)
    light = cv2.subtract(grey, cv2.morphologyEx(grey, cv2.MORPH_OPEN, across))
    found = [*_solid(dark), *_dashed(dark), *_solid(light)]
    return [*found, *_edges(grey)]


def _solid(contrast: _Grey) -> list[_Streak]:
    mask = _thresholded(contrast, _FAINTEST)
    along = np.ones((1, _SHORTEST), np.uint8)
    return _pieces(cv2.morphologyEx(mask, cv2.MORPH_OPEN, along))


def _dashed(contrast: _Grey) -> list[_Streak]:
    """Streaks of dashes: gaps are filled first; text filled so is thicker than a line."""
    mask = _thresholded(contrast, 3 * _FAINTEST)
    filled = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((1, _LONGEST_GAP), np.uint8))
    thick = cv2.morphologyEx(filled, cv2.MORPH_OPEN, np.ones((_THICKEST // 2, 1), np.uint8))
    thick = cv2.dilate(thick, np.ones((5, 1), np.uint8))
    return _pieces(
        cv2.morphologyEx(
            cv2.subtract(filled, thick), cv2.MORPH_OPEN, np.ones((1, 5 * _SHORTEST), np.uint8)
        )
    )


def _thresholded(contrast: _Grey, level: int) -> _Grey:
    return np.asarray(cv2.threshold(contrast, level, 255, cv2.THRESH_BINARY)[1], np.uint8)


def _pieces(mask: _Grey) -> list[_Streak]:
    """Connected runs that are flat: a turned line may climb one pixel in forty."""
    _, _, boxes, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return [
        _Streak(top + (height - 1) / 2, int(left), int(left + width - 1))
        for left, top, width, height, _ in boxes[1:]
        if height <= _THICKEST + width / 40
    ]


_STEP = 5  # grey levels between the bands of a striped table: #fafafa on white
_HALF = 2
_STROKE = 9  # half the thickest stroke of a heading, in half-size pixels


def _edges(grey: _Grey) -> list[_Streak]:
    """Edges of filled bands: steps of the background once everything thin is taken away."""
    small = cv2.resize(grey, None, fx=1 / _HALF, fy=1 / _HALF, interpolation=cv2.INTER_AREA)
    square = np.ones((_STROKE, _STROKE), np.uint8)
    plain = cv2.morphologyEx(small, cv2.MORPH_CLOSE, square)
    plain = cv2.morphologyEx(plain, cv2.MORPH_OPEN, square)
    step = np.zeros_like(plain)
    step[1:-1] = cv2.absdiff(plain[2:], plain[:-2])
    mask = _thresholded(step, _STEP - 1)
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, 4 * _SHORTEST), np.uint8))
    return [
        _Streak(_HALF * each.at + 0.5, _HALF * each.start, _HALF * each.end + 1)
        for each in _pieces(mask)
    ]


def _moved(streaks: Iterable[_Streak], *, across: int = 0, along: int = 0) -> list[_Streak]:
    return [_Streak(each.at + across, each.start + along, each.end + along) for each in streaks]


def _joined(streaks: Sequence[_Streak]) -> list[_Streak]:
    """Pieces of the same line put together, in order of `at`, then `start`."""
    rows: list[list[_Streak]] = []
    for streak in sorted(streaks, key=lambda each: each.at):
        if rows and streak.at - rows[-1][0].at <= _SAME_LINE:
            rows[-1].append(streak)
        else:
            rows.append([streak])
    return [joined for row in rows for joined in _chained(row)]


def _chained(row: list[_Streak]) -> list[_Streak]:
    chains: list[list[_Streak]] = []
    end = 0
    for streak in sorted(row, key=lambda each: each.start):
        if chains and streak.start - end <= _LONGEST_GAP:
            chains[-1].append(streak)
            end = max(end, streak.end)
        else:
            chains.append([streak])
            end = streak.end
    return [_one(chain) for chain in chains]


def _one(chain: list[_Streak]) -> _Streak:
    weights = [each.length for each in chain]
    at = float(np.average([each.at for each in chain], weights=weights))
    return _Streak(at, min(each.start for each in chain), max(each.end for each in chain))


def _held(levels: list[_Streak], uprights: list[_Streak]) -> tuple[list[_Streak], list[_Streak]]:
    """Those that belong to a grid: long ones, then all that two of the others hold."""
    kept = (set(_long(levels)), set(_long(uprights)))
    count = -1
    while count != len(kept[0]) + len(kept[1]):
        count = len(kept[0]) + len(kept[1])
        kept[0].update(each for each in levels if _is_held(each, kept[1]))
        kept[1].update(each for each in uprights if _is_held(each, kept[0]))
    return [each for each in levels if each in kept[0]], [
        each for each in uprights if each in kept[1]
    ]


def _long(streaks: list[_Streak]) -> list[_Streak]:
    longest = max((each.length for each in streaks), default=0)
    return [each for each in streaks if each.length >= max(_LONG, _LONG_SHARE * longest)]


def _is_held(streak: _Streak, others: set[_Streak]) -> bool:
    """Whether a line of the other direction stands at each of its ends."""
    near = [other.at for other in others if other.start - _REACH <= streak.at <= other.end + _REACH]
    return all(any(abs(at - end) <= _REACH for at in near) for end in (streak.start, streak.end))


def _rules(streaks: Sequence[_Streak], *, is_upright: bool) -> list[Rule]:
    return [Rule(is_upright, round(each.at), each.start, each.end) for each in streaks]

"""The drawn lines of a table, found on an upright picture.

A line is a thin streak, darker or lighter than both its sides, or the edge of a filled band;
it counts only where it belongs to a grid: long by itself, or held at both ends by lines that
count. So strokes of characters, underlines and watermarks fall away.

Thresholds are grey levels (0 to 255) and pixels; they were set on drawn lists, plain and
compressed (tests/test_ruling.py).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from sites.pictures.bounds import Pixels
from sites.pictures.lettering import lettering_of
from sites.scans import Rule

_Grey = cv2.typing.MatLike

_THICKEST = 13  # thicker is a filled band
_FAINTEST = 7  # a line of #f4f4f4 on white is 11 levels darker
_CLEAR = 24  # print and dashes
_STRONG = 60  # common lines; watermarks are fainter
_USUAL_CHARACTER = 24
_CELL = 1.15  # the side of the smallest cell, in characters: no stroke is so long
_LONGEST_GAP = 0.75  # of the smallest cell: a merged cell still splits a line
_DASH_GAP = 12  # pixels
_SAME_LINE = (
    6  # a line this near to a longer one is its other edge (double frames); no row is so low
)
_SELDOM = 0.12  # of the longest line: all pieces at one place together must be as long
_HALO, _PALE = 18, 0.3  # compression smears a coloured line so far, with this much of its contrast
_REACH = 8  # how far a line's end may stop short of the line that holds it
_LONG_SHARE = 0.4  # of the longest line: counts without being held
_LONG = 200
_LONG_CELLS = 4  # from so many smallest cells on, print beside a piece is no objection
_FLANK = (4, 9)  # from a short piece to what lies beside it
_CROWDED = 0.4  # of a flank: a stroke has more on one side or half of it on both
_BAND = 4_096  # rows looked at together: memory does not grow with a long picture


@dataclass(frozen=True, slots=True)
class _Streak:
    """A piece of line: `at` across it, from `start` to `end` along it.

    contrast: to both sides, in grey levels.
    """

    at: float
    start: int
    end: int
    contrast: float

    @property
    def length(self) -> int:
        return self.end - self.start

    @property
    def weight(self) -> float:
        return self.length * self.contrast


def find_rules(image: Pixels) -> tuple[Rule, ...]:
    """Level lines from the top, then upright lines from the left; ends within about 3 pixels.

    image: upright RGB. A line that a merged cell interrupts comes in pieces; gaps of up to
    three quarters of a row (dashes, compression) do not split it. Empty when nothing is drawn.
    """
    cell = _smallest_cell(image)
    drawn: tuple[list[_Streak], list[_Streak]] = ([], [])
    edges: tuple[list[_Streak], list[_Streak]] = ([], [])
    height = image.shape[0]
    for top in range(0, height, _BAND):
        first, last = max(0, top - 2 * _THICKEST), min(height, top + _BAND + 2 * _THICKEST)
        level = _darkest_channel(image[first:last])
        upright = np.ascontiguousarray(level.T)
        for found, seen in ((drawn, _drawn), (edges, _edges)):
            found[0].extend(_moved(seen(level, cell), across=first))
            found[1].extend(_moved(seen(upright, cell), along=first))
    gap = round(_LONGEST_GAP * cell)
    lines = _held(_joined(drawn[0], gap), _joined(drawn[1], gap))
    lines = _held(_with_edges(lines[0], edges[0], gap), _with_edges(lines[1], edges[1], gap))
    levels, uprights = _held(_frequent(lines[0]), _frequent(lines[1]))
    return (
        *_rules(_snapped(levels, uprights), is_upright=False),
        *_rules(_snapped(uprights, levels), is_upright=True),
    )


def _smallest_cell(image: Pixels) -> int:
    character = lettering_of(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)).height_px
    return round(_CELL * (character or _USUAL_CHARACTER))


def _darkest_channel(image: Pixels) -> _Grey:
    """A yellow or sky-blue line is as dark in one of its channels as a grey one in all."""
    red, green, blue = cv2.split(image)
    return cv2.min(cv2.min(red, green), blue)


def _drawn(grey: _Grey, cell: int) -> list[_Streak]:
    """Level lines, thin and darker or lighter than both sides."""
    across = np.ones((_THICKEST, 1), np.uint8)
    dark = cv2.subtract(cv2.morphologyEx(grey, cv2.MORPH_CLOSE, across), grey)
    light = cv2.subtract(grey, cv2.morphologyEx(grey, cv2.MORPH_OPEN, across))
    ink = _thresholded(dark, _CLEAR)
    solid = [
        *_solid(dark, cell, _FAINTEST),
        *_solid(dark, cell, _STRONG),  # apart from the watermark that it touches
        *_solid(light, cell, _FAINTEST),
    ]
    solid = [each for each in solid if each.length > _LONG_CELLS * cell or _is_free(each, ink)]
    dashed = [each for each in _dashed(dark, ink, cell) if not _doubles(each, solid, cell)]
    return [*solid, *dashed]


def _doubles(dashed: _Streak, solid: Sequence[_Streak], cell: int) -> bool:
    """Whether it is a solid line again, perhaps run on into strokes beside it."""
    return any(
        abs(each.at - dashed.at) <= _SAME_LINE
        and each.length >= 2 * cell
        and min(each.end, dashed.end) > max(each.start, dashed.start)
        for each in solid
    )


def _solid(contrast: _Grey, cell: int, least: int) -> list[_Streak]:
    mask = _thresholded(contrast, least)
    long = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, cell), np.uint8))
    return _pieces(long, contrast)


def _dashed(dark: _Grey, ink: _Grey, cell: int) -> list[_Streak]:
    """Streaks of dashes: gaps are filled first; text filled so is thicker than a line."""
    filled = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, _DASH_GAP), np.uint8))
    block = np.ones((_THICKEST // 2, _THICKEST // 2), np.uint8)
    thick = cv2.dilate(cv2.morphologyEx(filled, cv2.MORPH_OPEN, block), np.ones((5, 1), np.uint8))
    thin = cv2.subtract(filled, thick)
    long = cv2.morphologyEx(thin, cv2.MORPH_OPEN, np.ones((1, 2 * cell), np.uint8))
    return [each for each in _pieces(long, dark) if _is_free(each, ink)]


def _thresholded(contrast: _Grey, level: int) -> _Grey:
    return cv2.threshold(contrast, level, 255, cv2.THRESH_BINARY)[1]


def _pieces(mask: _Grey, contrast: _Grey) -> list[_Streak]:
    """Connected runs that are flat: a turned line may climb one pixel in forty."""
    _, _, boxes, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return [
        _Streak(
            float(top + (height - 1) / 2),
            int(left),
            int(left + width - 1),
            float(contrast[top : top + height, left : left + width].max(axis=0).mean()),
        )
        for left, top, width, height, _ in boxes[1:]
        if height <= _THICKEST + width / 40
    ]


def _is_free(streak: _Streak, ink: _Grey) -> bool:
    """Whether it stands alone: strokes have others of their character beside them."""
    at = round(streak.at)
    near, far = _FLANK
    filled = []
    for first, last in ((at - far, at - near), (at + near, at + far)):
        flank = ink[max(0, first) : max(0, last), streak.start : streak.end]
        filled.append(flank.mean() / 255 if flank.size else 0.0)
    return max(filled) < _CROWDED and min(filled) < _CROWDED / 3


_STEP = 5  # grey levels between the bands of a striped table: #fafafa on white
_HALF = 2
_STROKE = 9  # half the thickest stroke of a heading, in half-size pixels


def _edges(grey: _Grey, cell: int) -> list[_Streak]:
    """Edges of filled bands: steps of the background once everything thin is taken away."""
    small = cv2.resize(grey, None, fx=1 / _HALF, fy=1 / _HALF, interpolation=cv2.INTER_AREA)
    square = np.ones((_STROKE, _STROKE), np.uint8)
    plain = cv2.morphologyEx(small, cv2.MORPH_CLOSE, square)
    plain = cv2.morphologyEx(plain, cv2.MORPH_OPEN, square)
    along = cv2.blur(plain, (cell // _HALF, 1))  # compression leaves a step, but frays it
    step = np.zeros_like(plain)
    step[2:-2] = cv2.absdiff(along[4:], along[:-4])
    mask = _thresholded(step, _STEP - 1)
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, 4 * cell), np.uint8))
    return [
        _Streak(_HALF * each.at + 0.5, _HALF * each.start, _HALF * each.end + 1, each.contrast)
        for each in _pieces(mask, step)
    ]


def _moved(streaks: Iterable[_Streak], *, across: int = 0, along: int = 0) -> list[_Streak]:
    return [
        replace(each, at=each.at + across, start=each.start + along, end=each.end + along)
        for each in streaks
    ]


def _joined(streaks: Sequence[_Streak], gap: int) -> list[_Streak]:
    """Pieces of the same line put together, in order of `at`, then `start`.

    The weightiest pieces say where lines are; the others go to the nearest of them or, when
    they are but its halo, nowhere. gap: pixels between pieces that are still one line.
    """
    lines: dict[float, list[_Streak]] = {}
    for streak in sorted(streaks, key=lambda each: -each.weight):
        nearest = min(lines, key=lambda at: abs(at - streak.at), default=None)
        if nearest is None or abs(nearest - streak.at) > _HALO:
            lines[streak.at] = [streak]
        elif abs(nearest - streak.at) <= _SAME_LINE:
            lines[nearest].append(streak)
        elif not any(_is_halo(streak, each) for each in lines[nearest]):
            lines[streak.at] = [streak]
    return [joined for at in sorted(lines) for joined in _chained(lines[at], gap)]


def _is_halo(streak: _Streak, line: _Streak) -> bool:
    is_beside = line.start - _HALO <= streak.start and streak.end <= line.end + _HALO
    return is_beside and streak.contrast < _PALE * line.contrast


def _with_edges(lines: list[_Streak], edges: list[_Streak], gap: int) -> list[_Streak]:
    """Edges of bands stand only where no line is drawn: they run on through merged cells."""
    free = [edge for edge in edges if all(abs(edge.at - line.at) > _SAME_LINE for line in lines)]
    return sorted([*lines, *_joined(free, gap)], key=lambda each: (each.at, each.start))


def _chained(row: list[_Streak], gap: int) -> list[_Streak]:
    chains: list[list[_Streak]] = []
    end = 0
    for streak in sorted(row, key=lambda each: each.start):
        if chains and streak.start - end <= gap:
            chains[-1].append(streak)
            end = max(end, streak.end)
        else:
            chains.append([streak])
            end = streak.end
    return [_one(chain) for chain in chains]


def _one(chain: list[_Streak]) -> _Streak:
    weights = [each.weight for each in chain]
    at = float(np.average([each.at for each in chain], weights=weights))
    start, end = min(each.start for each in chain), max(each.end for each in chain)
    return _Streak(at, start, end, max(each.contrast for each in chain))


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
    near = _crossing(streak, others)
    return all(any(abs(at - end) <= _REACH for at in near) for end in (streak.start, streak.end))


def _frequent(streaks: list[_Streak]) -> list[_Streak]:
    """Without pieces at places where hardly anything is drawn: a stroke that fills its row."""
    least = _SELDOM * max((each.length for each in streaks), default=0)
    return [
        streak
        for streak in streaks
        if sum(each.length for each in streaks if abs(each.at - streak.at) <= _SAME_LINE) >= least
    ]


def _snapped(streaks: Sequence[_Streak], others: Sequence[_Streak]) -> list[_Streak]:
    """Ends moved onto the line that holds them: at a crossing neither line can be seen apart."""
    return [
        replace(
            streak,
            start=_nearest(streak.start, _crossing(streak, others)),
            end=_nearest(streak.end, _crossing(streak, others)),
        )
        for streak in streaks
    ]


def _crossing(streak: _Streak, others: Iterable[_Streak]) -> list[float]:
    """Where lines of the other direction pass the height of this one."""
    return [other.at for other in others if other.start - _REACH <= streak.at <= other.end + _REACH]


def _nearest(end: int, lines: Sequence[float]) -> int:
    """The line that this end reaches; the end itself where there is none."""
    at = min(lines, key=lambda each: abs(each - end), default=None)
    return end if at is None or abs(at - end) > _REACH else round(at)


def _rules(streaks: Sequence[_Streak], *, is_upright: bool) -> list[Rule]:
    return [Rule(is_upright, round(each.at), each.start, each.end) for each in streaks]

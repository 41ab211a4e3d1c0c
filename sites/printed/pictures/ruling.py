"""The drawn lines of a table, found on an upright picture.

A line is a thin streak, darker or lighter than both its sides, or the edge of a filled band;
it counts only where it belongs to a grid: long by itself, or held at both ends by lines that
count. So strokes of characters, underlines and watermarks fall away.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import cv2
import numpy as np

from sites.printed.pictures.lettering import lettering_of
from sites.printed.pictures.limits import Pixels
from sites.printed.pictures.streaks import (
    SAME_LINE,
    THICKEST,
    Streak,
    darkest_channel,
    drawn_streaks,
    edge_streaks,
)
from sites.records.scans import Rule

_USUAL_CHARACTER = 24
_CELL = 1.15  # the side of the smallest cell, in characters: no stroke is so long
_LONGEST_GAP = 0.75  # of the smallest cell: a merged cell still splits a line
_SELDOM = 0.12  # of the longest line: all pieces at one place together must be as long
_HALO = 16  # pixels: compression smears a coloured line so far; a row is never so low
_STEP_ASIDE = 3  # pixels between neighbouring pieces of one line
_REACH = 8  # how far a line's end may stop short of the line that holds it
_LONG_SHARE = 0.4  # of the longest line: counts without being held
_LONG = 200
_BAND = 4_096  # rows looked at together: memory does not grow with a long picture


def find_rules(image: Pixels) -> tuple[Rule, ...]:
    """Level lines from the top, then upright lines from the left; ends within about 3 pixels.

    image: upright RGB. A line that a merged cell interrupts comes in pieces; gaps of up to
    three quarters of a row (dashes, compression) do not split it. Empty when nothing is drawn.
    """
    cell = _smallest_cell(image)
    drawn: tuple[list[Streak], list[Streak]] = ([], [])
    edges: tuple[list[Streak], list[Streak]] = ([], [])
    height = image.shape[0]
    for top in range(0, height, _BAND):
        first, last = max(0, top - 2 * THICKEST), min(height, top + _BAND + 2 * THICKEST)
        level = darkest_channel(image[first:last])
        upright = np.ascontiguousarray(level.T)
        for found, seen in ((drawn, drawn_streaks), (edges, edge_streaks)):
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


def _moved(streaks: Iterable[Streak], *, across: int = 0, along: int = 0) -> list[Streak]:
    return [
        replace(each, at=each.at + across, start=each.start + along, end=each.end + along)
        for each in streaks
    ]


def _joined(streaks: Sequence[Streak], gap: int) -> list[Streak]:
    """Pieces of the same line put together, in order of `at`, then `start`.

    The weightiest pieces say where lines are; the others go to the nearest of them or, when
    they are but its halo, nowhere. gap: pixels between pieces that are still one line.
    """
    halo = min(_HALO, gap)
    lines: dict[float, list[Streak]] = {}
    for streak in sorted(streaks, key=lambda each: -each.weight):
        nearest = min(lines, key=lambda at: abs(at - streak.at), default=None)
        apart = halo + 1 if nearest is None else abs(nearest - streak.at)
        if nearest is None or apart > halo:
            lines[streak.at] = [streak]
        elif apart <= _STEP_ASIDE or not _is_halo(streak, lines[nearest]):
            lines.setdefault(nearest if apart <= SAME_LINE else streak.at, []).append(streak)
    return [joined for at in sorted(lines) for joined in _chained(lines[at], gap)]


def _is_halo(streak: Streak, line: list[Streak]) -> bool:
    """Whether it is what compression leaves beside a weightier line: no cell is so low."""
    beside = sum(max(0, min(streak.end, each.end) - max(streak.start, each.start)) for each in line)
    return beside > streak.length / 2


def _with_edges(lines: list[Streak], edges: list[Streak], gap: int) -> list[Streak]:
    """Edges of bands stand only where no line is drawn: they run on through merged cells."""
    free = [edge for edge in edges if all(abs(edge.at - line.at) > SAME_LINE for line in lines)]
    return sorted([*lines, *_joined(free, gap)], key=lambda each: (each.at, each.start))


def _chained(row: list[Streak], gap: int) -> list[Streak]:
    chains: list[list[Streak]] = []
    for streak in sorted(row, key=lambda each: each.start):
        fitting = (chain for chain in chains if _continues(chain, streak, gap))
        chain = next(fitting, None)
        if chain is None:
            chains.append([streak])
        else:
            chain.append(streak)
    return [_one(chain) for chain in chains]


def _continues(chain: list[Streak], streak: Streak, gap: int) -> bool:
    last = max(chain, key=lambda each: each.end)
    return streak.start - last.end <= gap and abs(streak.at - last.at) <= _STEP_ASIDE


def _one(chain: list[Streak]) -> Streak:
    weights = [each.weight for each in chain]
    at = float(np.average([each.at for each in chain], weights=weights))
    start, end = min(each.start for each in chain), max(each.end for each in chain)
    return Streak(at, start, end, max(each.contrast for each in chain))


def _held(levels: list[Streak], uprights: list[Streak]) -> tuple[list[Streak], list[Streak]]:
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


def _long(streaks: list[Streak]) -> list[Streak]:
    longest = max((each.length for each in streaks), default=0)
    return [each for each in streaks if each.length >= max(_LONG, _LONG_SHARE * longest)]


def _is_held(streak: Streak, others: set[Streak]) -> bool:
    """Whether a line of the other direction stands at each of its ends."""
    near = _crossing(streak, others)
    return all(any(abs(at - end) <= _REACH for at in near) for end in (streak.start, streak.end))


def _frequent(streaks: list[Streak]) -> list[Streak]:
    """Without pieces at places where hardly anything is drawn: a stroke that fills its row."""
    least = _SELDOM * max((each.length for each in streaks), default=0)
    return [
        streak
        for streak in streaks
        if sum(each.length for each in streaks if abs(each.at - streak.at) <= SAME_LINE) >= least
    ]


def _snapped(streaks: Sequence[Streak], others: Sequence[Streak]) -> list[Streak]:
    """Ends moved onto the line that holds them: at a crossing neither line can be seen apart."""
    return [
        replace(
            streak,
            start=_nearest(streak.start, _crossing(streak, others)),
            end=_nearest(streak.end, _crossing(streak, others)),
        )
        for streak in streaks
    ]


def _crossing(streak: Streak, others: Iterable[Streak]) -> list[float]:
    """Where lines of the other direction pass the height of this one."""
    return [other.at for other in others if other.start - _REACH <= streak.at <= other.end + _REACH]


def _nearest(end: int, lines: Sequence[float]) -> int:
    """The line that this end reaches; the end itself where there is none."""
    at = min(lines, key=lambda each: abs(each - end), default=None)
    return end if at is None or abs(at - end) > _REACH else round(at)


def _rules(streaks: Sequence[Streak], *, is_upright: bool) -> list[Rule]:
    return [Rule(is_upright, round(each.at), each.start, each.end) for each in streaks]

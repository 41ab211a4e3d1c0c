"""Spots made to keep to the cells of a table: no text is read across a drawn line."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from sites.printed.pictures.detecting import TextOutline
from sites.printed.pictures.standing import is_standing, joined_columns
from sites.records.scans import Box, Rule

_MARGIN = 0.4  # of a outline's height: its outer part, where no character stands
_LEAST_LENGTH = 2.5  # of a outline's height: shorter lines are strokes, of a watermark for instance
_HALF_LINE = 2  # pixels on each side that a drawn line takes


@dataclass(frozen=True, slots=True)
class Fitted:
    """Spots of one page, kept to their cells. columns: those whose text runs from top to bottom."""

    lines: list[Box]
    columns: list[Box]
    slanted: list[TextOutline]


def fitted(outlines: Sequence[TextOutline], rules: Sequence[Rule]) -> Fitted:
    """The outlines parted where a drawn line crosses them, and trimmed at lines along them."""
    uprights = sorted((rule for rule in rules if rule.is_upright), key=lambda rule: rule.at)
    levels = sorted((rule for rule in rules if not rule.is_upright), key=lambda rule: rule.at)
    level_spots = [outline.box for outline in outlines if not outline.corners]
    usual_height = median(box.height for box in level_spots) if level_spots else 0
    lines: list[Box] = []
    columns: list[Box] = []
    for box in level_spots:
        if not is_standing(box, usual_height):
            lines += (_trimmed(part, levels) for part in _parted(box, uprights))
            continue
        for part in _cut_at_levels(box, levels):
            (columns if is_standing(part, usual_height) else lines).append(part)
    columns, lines = joined_columns(columns, lines)
    return Fitted(lines, columns, [outline for outline in outlines if outline.corners])


def _parted(box: Box, uprights: Sequence[Rule]) -> list[Box]:
    edges = [
        rule.at
        for rule in uprights
        if box.left < rule.at < box.right
        and rule.start <= box.middle_y <= rule.end
        and _is_line(rule, box.height)
    ]
    parts = _pieces(box.left, box.right, edges, _MARGIN * box.height)
    return [Box(left, box.top, right, box.bottom) for left, right in parts]


def _cut_at_levels(box: Box, levels: Sequence[Rule]) -> list[Box]:
    """The parts of a column of characters, which may run through several cells."""
    edges = [
        rule.at
        for rule in levels
        if box.top < rule.at < box.bottom
        and min(rule.end, box.right) - max(rule.start, box.left) >= _MARGIN * box.width
        and rule.end - rule.start >= box.width
    ]
    parts = _pieces(box.top, box.bottom, edges, _MARGIN * box.width)
    return [Box(box.left, top, box.right, bottom) for top, bottom in parts]


def _pieces(start: int, end: int, edges: Sequence[int], least: float) -> list[tuple[int, int]]:
    """The stretches between the edges that are longer than `least`; the whole if none is."""
    starts = [start, *(edge + _HALF_LINE for edge in edges)]
    ends = [*(edge - _HALF_LINE for edge in edges), end]
    pieces = [(low, high) for low, high in zip(starts, ends, strict=True) if high - low > least]
    return pieces or [(start, end)]


def _is_line(rule: Rule, height: int) -> bool:
    return rule.end - rule.start >= _LEAST_LENGTH * height


def _trimmed(box: Box, levels: Sequence[Rule]) -> Box:
    """Without a line that runs along its upper or lower margin."""
    middle_x = (box.left + box.right) / 2
    margin = _MARGIN * box.height
    top, bottom = box.top, box.bottom
    for rule in levels:
        if not (rule.start <= middle_x <= rule.end and _is_line(rule, box.height)):
            continue
        if box.top <= rule.at <= box.top + margin:
            top = max(top, rule.at + _HALF_LINE)
        elif box.bottom - margin <= rule.at <= box.bottom:
            bottom = min(bottom, rule.at - _HALF_LINE)
    if bottom - top < box.height / 2:  # lines on both sides of a speck, not around a text
        return box
    return Box(box.left, top, box.right, bottom)

"""Spots made to keep to the cells of a table: no text is read across a drawn line."""

from collections.abc import Iterator, Sequence

from sites.pictures.detecting import Spot
from sites.scans import Box, Rule

_MARGIN = 0.4  # of a spot's height: its outer part, where no character stands
_LEAST_LENGTH = 2.5  # of a spot's height: shorter lines are strokes, of a watermark for instance
_HALF_LINE = 2  # pixels on each side that a drawn line takes


def fitted(spots: Sequence[Spot], rules: Sequence[Rule]) -> list[Spot]:
    """The spots parted where an upright line crosses them, and trimmed at lines along them."""
    uprights = sorted((rule for rule in rules if rule.is_upright), key=lambda rule: rule.at)
    levels = [rule for rule in rules if not rule.is_upright]
    return [
        Spot(_trimmed(part, levels)) if not spot.corners else spot
        for spot in spots
        for part in ([spot.box] if spot.corners else _parted(spot.box, uprights))
    ]


def _parted(box: Box, uprights: Sequence[Rule]) -> Iterator[Box]:
    margin = _MARGIN * box.height
    edges = [
        rule.at
        for rule in uprights
        if box.left < rule.at < box.right
        and rule.start <= box.middle_y <= rule.end
        and _is_line(rule, box)
    ]
    left = box.left
    parts = []
    for edge in edges:
        parts.append((left, edge - _HALF_LINE))
        left = edge + _HALF_LINE
    parts.append((left, box.right))
    kept = [part for part in parts if part[1] - part[0] > margin] or [(box.left, box.right)]
    yield from (Box(start, box.top, end, box.bottom) for start, end in kept)


def _is_line(rule: Rule, box: Box) -> bool:
    return rule.end - rule.start >= _LEAST_LENGTH * box.height


def _trimmed(box: Box, levels: Sequence[Rule]) -> Box:
    """Without a line that runs along its upper or lower margin."""
    middle_x = (box.left + box.right) / 2
    margin = _MARGIN * box.height
    top, bottom = box.top, box.bottom
    for rule in levels:
        if not (rule.start <= middle_x <= rule.end and _is_line(rule, box)):
            continue
        if box.top <= rule.at <= box.top + margin:
            top = max(top, rule.at + _HALF_LINE)
        elif box.bottom - margin <= rule.at <= box.bottom:
            bottom = min(bottom, rule.at - _HALF_LINE)
    return Box(box.left, top, box.right, bottom)

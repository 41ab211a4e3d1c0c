"""What is left of a picture's tilt, measured by the texts and taken out before arranging."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sites.printed.arranging.page_texts import Piece
from sites.records.scans import Page, Picture, PrintedText, Rule

# All chosen by eye, not measured.
_FEWEST_PAIRS = 8  # of neighbours; fewer slopes have no middle to trust
_LEVEL = 0.3  # of a line's height: less than the half line by which a wrapped cell is off
_STEEPEST = 0.03  # beyond that the picture was not upright at all
_BEHIND = 0.3  # of a line's height by which a neighbour may begin before the text ends
_AS_HIGH = (0.7, 1.4)  # times as high: texts of one size


@dataclass(frozen=True, slots=True)
class _Tilt:
    """slope: how far a line sinks per pixel to the right. Turned about (middle_x, middle_y)."""

    slope: float
    middle_x: float
    middle_y: float

    def moves(self, x: float, y: float) -> tuple[float, float]:
        """(to the right, down): what a point is moved by."""
        return self.slope * (y - self.middle_y), -self.slope * (x - self.middle_x)


def straightened(page: Page) -> tuple[list[Piece], list[Rule]]:
    """The texts and rules of a page, each picture of it turned until its lines are level."""
    tilts = {picture: _tilt(page, picture) for picture in page.pictures}
    pieces = []
    for text in page.texts:
        tilt = tilts[page.picture_at(text.box.middle_y)]
        middle_x = (text.box.left + text.box.right) / 2
        pieces.append(Piece(text, *tilt.moves(middle_x, text.box.middle_y)))
    return pieces, [_turned(rule, page, tilts) for rule in page.rules]


def _turned(rule: Rule, page: Page, tilts: dict[Picture, _Tilt]) -> Rule:
    middle = (rule.start + rule.end) / 2
    x, y = (rule.at, middle) if rule.is_upright else (middle, rule.at)
    right_by, down_by = tilts[page.picture_at(y)].moves(x, y)
    across, along = (right_by, down_by) if rule.is_upright else (down_by, right_by)
    return replace(
        rule,
        at=round(rule.at + across),
        start=round(rule.start + along),
        end=round(rule.end + along),
    )


def _tilt(page: Page, picture: Picture) -> _Tilt:
    texts = [text for text in page.texts if page.picture_at(text.box.middle_y) is picture]
    slopes = sorted(_slopes(texts))
    middle = slopes[len(slopes) // 4 : -(len(slopes) // 4) or None]
    slope = sum(middle) / len(middle) if len(slopes) >= _FEWEST_PAIRS else 0.0
    if abs(slope) > _STEEPEST:
        slope = 0.0
    return _Tilt(slope, page.width / 2, picture.top + picture.height / 2)


def _slopes(texts: Sequence[PrintedText]) -> list[float]:
    """Of each text to its next neighbour on the right that stands beside it."""
    found = []
    in_order = sorted(texts, key=lambda text: text.box.top)
    for place, text in enumerate(in_order):
        neighbour = _neighbour(text, in_order, place)
        if neighbour is None:
            continue
        run = (neighbour.box.left + neighbour.box.right - text.box.left - text.box.right) / 2
        if run > text.box.height * 2:
            found.append((neighbour.box.middle_y - text.box.middle_y) / run)
    return found


def _neighbour(
    text: PrintedText, in_order: Sequence[PrintedText], place: int
) -> PrintedText | None:
    """in_order: by their tops; place: of the text in it."""
    height = text.box.height
    best: PrintedText | None = None
    for step in (-1, 1):
        at = place + step
        while 0 <= at < len(in_order) and abs(in_order[at].box.top - text.box.top) < height:
            other = in_order[at].box
            is_beside = (
                other.left >= text.box.right - height * _BEHIND
                and abs(other.middle_y - text.box.middle_y) < height * _LEVEL
                and _AS_HIGH[0] < other.height / max(1, height) < _AS_HIGH[1]
            )
            if is_beside and (best is None or other.left < best.box.left):
                best = in_order[at]
            at += step
    return best

"""Texts of a page as the arranging moves them: straightened, measured, parted.

Lengths are pixels, and `em` is the width of a Chinese character of the page's usual size: every
distance that means something in print is a multiple of it.
"""

import itertools
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise
from statistics import median

from sites.records.scans import Box, PrintedText

# All but the first chosen by eye, not measured.
_NARROW = 0.55  # width of a Latin letter or digit, in em: what common CJK fonts have
_WIDEST = 1.15  # of its width in em: no character of the print is wider
_GAP = 0.5  # em: a visible gap between characters; of a higher text, more
_EM_OF_HEIGHT = 0.8  # em in the height of a text's box
_SMALLEST_EM = 4.0  # pixels; below that nothing is legible
_USUAL_EM = 20.0  # pixels, where nothing can be measured
_IN_STRIP = 0.3  # of a piece's height beside the others of a strip
_IN_LINE = 0.5  # of the lower piece's height beside each other one of a line


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of the page, or a part of one. right_by, down_by: what straightening moves it."""

    text: PrintedText
    right_by: float = 0.0
    down_by: float = 0.0

    @property
    def left(self) -> float:
        return self.text.box.left + self.right_by

    @property
    def right(self) -> float:
        return self.text.box.right + self.right_by

    @property
    def top(self) -> float:
        return self.text.box.top + self.down_by

    @property
    def bottom(self) -> float:
        return self.text.box.bottom + self.down_by

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle_x(self) -> float:
        return (self.left + self.right) / 2

    @property
    def middle_y(self) -> float:
        return (self.top + self.bottom) / 2

    def runs(self, em: float) -> list[tuple[float, float]]:
        """(left, right) of each stretch of characters without a visible gap, in order."""
        found: list[tuple[float, float]] = []
        least = _GAP * max(em, _EM_OF_HEIGHT * self.height)
        for left, right in self.characters(em):
            if found and left - found[-1][1] < least:
                found[-1] = (found[-1][0], max(right, found[-1][1]))
            else:
                found.append((left, right))
        return found

    def characters(self, em: float) -> list[tuple[float, float]]:
        """(left, right) of each character; evenly spread where the reader did not say."""
        text = self.text.text
        lefts = [left + self.right_by for left in self.text.lefts]
        if len(lefts) != len(text) or not text:
            return _spread(text, self.left, self.right)
        ends = [*lefts[1:], self.right]
        return [
            (left, max(left + 1, min(end, left + width_of(character) * em * _WIDEST)))
            for character, left, end in zip(text, lefts, ends, strict=True)
        ]


def width_of(text: str) -> float:
    """The width a text has in print, in em."""
    wide = sum(unicodedata.east_asian_width(character) in "WFA" for character in text)
    return wide + (len(text) - wide) * _NARROW


def _spread(text: str, left: float, right: float) -> list[tuple[float, float]]:
    total = width_of(text) or 1.0
    edges, at = [left], 0.0
    for character in text:
        at += width_of(character)
        edges.append(left + (right - left) * at / total)
    return list(itertools.pairwise(edges))


def em_of(texts: Iterable[PrintedText]) -> float:
    """The usual width of a Chinese character on the page; 20 where nothing can be measured."""
    widths = [
        text.box.width / width_of(text.text)
        for text in texts
        if width_of(text.text) >= 2 and text.box.width > text.box.height
    ]
    return max(_SMALLEST_EM, median(widths)) if widths else _USUAL_EM


def part(piece: Piece, edges: Sequence[float], em: float) -> list[Piece]:
    """The piece cut at the borders between characters nearest to each edge (straightened x)."""
    places = sorted({place for edge in edges if (place := _place(piece, edge, em))})
    parts: list[Piece] = []
    rest, before = piece.text, 0
    for place in places:
        first, rest = cut(rest, place - before, em)
        before = place
        parts.append(replace(piece, text=first))
    return [*parts, replace(piece, text=rest)]


def _place(piece: Piece, edge: float, em: float) -> int:
    """Before which character an edge lies; 0 when it lies outside the text."""
    characters = piece.characters(em)
    borders = [
        (max(before[1] - edge, edge - after[0], 0.0), before[1] - after[0], place)
        for place, (before, after) in enumerate(pairwise(characters), 1)
    ]
    return min(borders)[2] if borders else 0


def cut(text: PrintedText, place: int, em: float) -> tuple[PrintedText, PrintedText]:
    """A text in two before the character at `place` (1 … length - 1); `second` cut alike."""
    characters = Piece(text).characters(em)
    box = text.box
    end = min(max(round(characters[place - 1][1]), box.left + 1), box.right - 1)
    start = max(min(round(characters[place][0]), box.right - 1), end)
    second = text.second
    at = matching_place(text.text, second, place) if second else 0
    return (
        PrintedText(
            text.text[:place],
            Box(box.left, box.top, max(end, box.left + 1), box.bottom),
            text.score,
            text.lefts[:place] if len(text.lefts) == len(text.text) else (),
            second[:at] if second is not None else None,
        ),
        PrintedText(
            text.text[place:],
            Box(min(start, box.right - 1), box.top, box.right, box.bottom),
            text.score,
            text.lefts[place:] if len(text.lefts) == len(text.text) else (),
            second[at:] if second is not None else None,
        ),
    )


def matching_place(text: str, second: str, place: int) -> int:
    """Where a place in one reading lies in the other one of the same spot."""
    for _, start, end, second_start, second_end in SequenceMatcher(
        None, text, second, autojunk=False
    ).get_opcodes():
        if place < end or (place == end == len(text)):
            share = (place - start) / (end - start)
            return second_start + round(share * (second_end - second_start))
    return len(second)


def overlap(one: Piece, other: Piece) -> float:
    """How much of the lower one of two pieces lies beside the other: 0 to 1."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(0.0, shared) / max(1.0, min(one.height, other.height))


def strips(pieces: Iterable[Piece], least: float = _IN_STRIP) -> list[list[Piece]]:
    """Pieces that stand beside each other, in strips from top to bottom, each from the left.

    least: how much of a piece (0 to 1) must lie beside the strip's pieces to belong to it.
    """
    found: list[list[Piece]] = []
    bottoms: list[float] = []
    for piece in sorted(pieces, key=lambda piece: (piece.top, piece.left)):
        shared = bottoms[-1] - piece.top if bottoms else 0.0
        if found and shared > least * min(piece.height, *(each.height for each in found[-1])):
            found[-1].append(piece)
            bottoms[-1] = max(bottoms[-1], piece.bottom)
        else:
            found.append([piece])
            bottoms.append(piece.bottom)
    return [sorted(strip, key=lambda piece: piece.left) for strip in found]


def text_lines(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """The lines of print of one cell: pieces at one height, from top to bottom."""
    found: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.middle_y):
        if found and all(overlap(piece, other) > _IN_LINE for other in found[-1]):
            found[-1].append(piece)
        else:
            found.append([piece])
    return [sorted(line, key=lambda piece: piece.left) for line in found]

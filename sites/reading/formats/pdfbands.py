"""Lines of words of a PDF page, and texts that are printed once for many rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sites.reading.formats.pdfpage import Word
from sites.reading.formats.pdftables import Cell, text_of

_ONE_IN = 20  # lines may be a title, which lies over several columns
_GUTTER_PT = 4.0


@dataclass(slots=True)
class Band:
    """Words that overlap from top to bottom: at least one printed line."""

    words: list[Word] = field(default_factory=list)
    top: float = 0.0
    bottom: float = 0.0

    def joined(self, other: "Band") -> "Band":
        """One band of the words of both."""
        return Band(
            [*self.words, *other.words],
            min(self.top, other.top),
            max(self.bottom, other.bottom),
        )


def bands_of(words: Sequence[Word]) -> list[Band]:
    """The bands of the words, from top to bottom."""
    bands: list[Band] = []
    for word in sorted(words, key=lambda each: each.top):
        shrink = 0.05 * (word.bottom - word.top)
        own = Band([word], word.top + shrink, word.bottom - shrink)
        if bands and own.top < bands[-1].bottom:
            bands[-1] = bands[-1].joined(own)
        else:
            bands.append(own)
    return bands


def gutters(lines: Sequence[Sequence[tuple[float, float]]]) -> tuple[float, ...]:
    """x of the middles of what hardly any line covers, between what most do.

    lines: (left, right) of the words of each.
    """
    most = max(1, len(lines) // _ONE_IN)
    edges = sorted((x, step) for line in lines for a, b in line for x, step in ((a, 1), (b, -1)))
    found, covered, start = [], 0, None
    for x, step in edges:
        before, covered = covered, covered + step
        if before > most >= covered:
            start = x
        elif before <= most < covered and start is not None:
            if x - start >= _GUTTER_PT:
                found.append((start + x) / 2)
            start = None
    return tuple(found)


def spread_over(
    blocks: Sequence[Band], rows: Sequence[Band], lines: Sequence[list[Cell]], column: int
) -> bool:
    """Put a text that is printed once for many rows into each: it stands in their middle, or in
    the first of them. False when neither or both fit the page: then nobody knows which rows."""
    nearest = [_nearest(block, rows) for block in blocks]
    tops = nearest if not nearest[0] and nearest == sorted(set(nearest)) else None
    middles = _starts_of_middles(blocks, rows)
    starts = middles or tops
    if starts is None or (middles and tops and middles != tops):
        return False
    for block, start, end in zip(blocks, starts, [*starts[1:], len(rows)], strict=True):
        cell = Cell(text_of(block.words), max(1, end - start))
        for line in lines[start:end]:
            line[column] = cell
    return True


def _nearest(block: Band, rows: Sequence[Band]) -> int:
    middle = (block.top + block.bottom) / 2
    return min(range(len(rows)), key=lambda n: abs((rows[n].top + rows[n].bottom) / 2 - middle))


def _starts_of_middles(blocks: Sequence[Band], rows: Sequence[Band]) -> list[int] | None:
    """The first row of each block when every text stands in the middle of its rows."""
    starts, start = [], 0
    for block in blocks:
        if start >= len(rows):
            return None
        middle = (block.top + block.bottom) / 2
        ends = range(start + 1, len(rows) + 1)
        end = min(ends, key=lambda n: abs((rows[start].top + rows[n - 1].bottom) / 2 - middle))
        off = abs((rows[start].top + rows[end - 1].bottom) / 2 - middle)
        if off > (rows[start].bottom - rows[start].top):
            return None
        starts.append(start)
        start = end
    return starts if start == len(rows) else None

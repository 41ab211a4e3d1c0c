"""Pages of a PDF as a person lays them out: what was printed beside each other is put together.

A spreadsheet whose columns do not fit a page prints the other columns on further pages, of the
same rows; a text in two columns sets the end of a table beside its beginning.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import fmean

from sites.reading.formats.pdfmargins import Mark, lines_to_read, repeated_margins
from sites.reading.formats.pdfpage import Edge, PdfPage, Word
from sites.reading.formats.pdftables import text_lines
from sites.reading.tables.cells import clean
from sites.reading.tables.signs import PHONE, UNIT

_MOST_ACROSS = 6  # pages of one table beside each other
_MOST_COLUMNS = 3  # of text on a page
_SAME_PT = 2.0
_ENOUGH = 0.75  # of the lines that stand at the same height
_UNITS = 0.25  # of the lines hold a unit, where a page has the column of units
_UNITS_OF_NARROW = 0.1  # the same of a narrow column of text, where most units wrap
_FEW = 0.5  # as many as there: an address may end like a unit (办案中心采集室)
_GAP_PT = 12.0
_GUTTER_PT = 10.0
_MOST_CROSSING = 2  # lines over both columns: a title, a footer


def laid_out(pages: Sequence[PdfPage]) -> list[PdfPage]:
    """The pages with columns that run over joined to one wide page for each height of rows, and
    with columns of text one after the other. Numbers stay those of the first page."""
    joined = _joined(pages)
    return [part for page in joined for part in _text_columns(page)]


def _joined(pages: Sequence[PdfPage]) -> list[PdfPage]:
    for across in range(2, min(_MOST_ACROSS, len(pages)) + 1):
        down, rest = divmod(len(pages), across)
        if rest:
            continue
        down_first = [pages[place * down :][:down] for place in range(across)]
        across_first = [pages[place::across] for place in range(across)]
        for blocks in (down_first, across_first):
            if _is_one_table(blocks):
                return _side_by_side(_without_margins(blocks))
    return list(pages)


_Block = Sequence[PdfPage]  # the pages that hold the same columns


def _is_one_table(blocks: Sequence[_Block]) -> bool:
    """Whether the blocks hold different columns of the same rows: the heights agree, and the
    units stand in one of them only."""
    shares = [[_unit_share([page]) for page in block if _heights(page)[2:]] for block in blocks]
    *others, units = sorted((block for block in shares if block), key=fmean) or [[0.0]]
    least = min(units)
    if least < _UNITS or max(map(fmean, others), default=0.0) > _FEW * least:
        return False
    return all(_has_same_heights(blocks[0], block) for block in blocks[1:])


def _unit_share(pages: _Block) -> float:
    """How many of the lines hold a unit."""
    lines = [line for page in pages for line in text_lines(page.words)]
    units = sum(any(_is_unit(word) for word in line) for line in lines)
    return units / len(lines) if lines else 0.0


def _is_unit(word: Word) -> bool:
    text = clean(word.text)
    return bool(UNIT.fullmatch(text)) and not PHONE.search(text)


def _has_same_heights(left: _Block, right: _Block) -> bool:
    """Whether the rows of two blocks stand at the same heights, by their level lines where both
    have any, else by their words."""
    counts = [_same_heights(*pair) for pair in zip(left, right, strict=True)]
    same, few = sum(count[0] for count in counts), sum(count[1] for count in counts)
    return few > 2 and same >= _ENOUGH * few


def _same_heights(left: PdfPage, right: PdfPage) -> tuple[int, int]:
    """(heights that stand on both pages, those on the page with fewer)."""
    levels = [_levels(page) for page in (left, right)]
    is_ruled = all(len(each) > 2 for each in levels)
    heights = levels if is_ruled else [_heights(page) for page in (left, right)]
    few, many = sorted(heights, key=len)
    return sum(any(abs(one - each) <= _SAME_PT for each in many) for one in few), len(few)


def _levels(page: PdfPage) -> list[float]:
    return sorted({round(edge.at) for edge in page.edges if not edge.is_upright})


def _heights(page: PdfPage) -> list[float]:
    return [line[0].y for line in text_lines(page.words)]


def _without_margins(blocks: Sequence[_Block]) -> list[list[PdfPage]]:
    """The blocks without what stands at the edge of every page: side by side it would look like
    a line of the table."""
    repeated = repeated_margins([page for block in blocks for page in block])
    return [[_inner(page, repeated) for page in block] for block in blocks]


def _inner(page: PdfPage, repeated: dict[Mark, int]) -> PdfPage:
    words = [word for line in lines_to_read(page, page.words, repeated) for word in line]
    return replace(page, words=tuple(words))


def _side_by_side(blocks: Sequence[_Block]) -> list[PdfPage]:
    """Wide pages of the words and lines of all blocks, each set to the right of the one before;
    a column stands at the same place on every page."""
    wide = list(blocks[0])
    for block in blocks[1:]:
        gap = 0.0 if all(page.edges for page in (*wide, *block)) else _GAP_PT
        end = max(_sides(page)[1] for page in wide)
        shift = end + gap - min(_sides(page)[0] for page in block)
        wide = [
            _with(page, _moved(beside, shift)) for page, beside in zip(wide, block, strict=True)
        ]
    return wide


def _with(page: PdfPage, beside: PdfPage) -> PdfPage:
    return replace(
        page,
        width=page.width + beside.width,
        words=(*page.words, *beside.words),
        edges=(*page.edges, *beside.edges),
    )


def _sides(page: PdfPage) -> tuple[float, float]:
    """Where what stands on the page begins and ends from left to right: its lines, else its
    words."""
    uprights = [edge.at for edge in page.edges if edge.is_upright]
    lefts, rights = uprights, uprights
    if not uprights:
        lefts = [word.left for word in page.words]
        rights = [word.right for word in page.words]
    return min(lefts, default=0.0), max(rights, default=0.0)


def _moved(page: PdfPage, shift: float) -> PdfPage:
    """The page with all that stands on it moved to the right."""
    words = (replace(word, left=word.left + shift, right=word.right + shift) for word in page.words)
    edges = (_shifted(edge, shift) for edge in page.edges)
    return replace(page, words=tuple(words), edges=tuple(edges))


def _shifted(edge: Edge, shift: float) -> Edge:
    if edge.is_upright:
        return replace(edge, at=edge.at + shift)
    return replace(edge, start=edge.start + shift, end=edge.end + shift)


def _text_columns(page: PdfPage) -> Iterator[PdfPage]:
    """The columns of text of a page, from the left, each as a page; the page itself without."""
    for count in range(2, _MOST_COLUMNS + 1):
        gutters = _gutters(page, count)
        if gutters:
            parts = [_between(page, *pair) for pair in pairwise([0.0, *gutters, float("inf")])]
            if all(map(_is_list, parts)):
                left = _sides(parts[0])[0]
                yield from (_moved(part, left - _sides(part)[0]) for part in parts)
                return
    yield page


def _gutters(page: PdfPage, count: int) -> list[float]:
    """x of the middles of `count` - 1 even gutters that no line of text crosses; else empty."""
    if not page.words:
        return []
    left, right = _sides(replace(page, edges=()))
    found = []
    for place in range(1, count):
        middle = left + (right - left) * place / count
        gutter = _gutter_near(page, middle, (right - left) / count / 4)
        if gutter is None:
            return []
        found.append(gutter)
    return found


def _gutter_near(page: PdfPage, middle: float, reach: float) -> float | None:
    """The middle of the widest gap of words and lines near an x, if it is a gutter."""
    near = [
        word for word in page.words if word.left < middle + reach and word.right > middle - reach
    ]
    spans = sorted((word.left, word.right) for word in near)
    inner = [(a, b) for a, b in spans if b - a < 4 * reach]
    if len(spans) - len(inner) > _MOST_CROSSING:
        return None
    edge, best = middle - reach, (0.0, 0.0)
    for start, end in [*inner, (middle + reach, middle + reach)]:
        if start > edge:
            best = max(best, (start - edge, (start + edge) / 2))
        edge = max(edge, end)
    width, x = best
    is_crossed = any(
        not each.is_upright and each.start < x - 1 and each.end > x + 1 for each in page.edges
    )
    return None if width < _GUTTER_PT or is_crossed else x


def _between(page: PdfPage, left: float, right: float) -> PdfPage:
    words = tuple(word for word in page.words if left <= word.left < right)
    edges = tuple(
        edge
        for edge in page.edges
        if left <= (edge.at if edge.is_upright else (edge.start + edge.end) / 2) < right
    )
    return replace(page, words=words, edges=edges)


def _is_list(page: PdfPage) -> bool:
    """Whether the part holds units and numbers to call of its own."""
    calls = sum(bool(PHONE.search(clean(word.text))) for word in page.words)
    return _unit_share([page]) >= _UNITS_OF_NARROW and calls > 1

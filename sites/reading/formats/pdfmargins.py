"""What stands at the edges of the pages of a PDF: page numbers, headers printed on each."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from sites.reading.formats.pdfpage import PdfPage, Word
from sites.reading.formats.pdftables import line_text, text_lines
from sites.reading.tables.cells import clean
from sites.reading.tables.columns import read_header
from sites.reading.tables.headings import heading_of
from sites.reading.tables.signs import PHONE

_MARGIN_LINES = 2
_COUNTS_PAGES = re.compile("[页/]")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-—–·\s]*\d{1,4}[-—–·\s]*|第?\s*\d{1,4}\s*页|(?:第\s*)?\d{1,4}\s*页?\s*[/,，、]?\s*共\s*\d{1,4}\s*页?"
    r"|\d{1,4}\s*/\s*\d{1,4}|(?:https?|file)://\S+(?:\s+\d+/\d+)?",
    re.IGNORECASE,
)

Mark = tuple[str, int]


def lines_to_read(
    page: PdfPage, words: Sequence[Word], repeated: dict[Mark, int]
) -> list[list[Word]]:
    """The lines without page numbers, and without what stood there on a page before; only from
    the edges inwards: behind a line that is read all are."""
    lines = text_lines(words)

    def is_repeated(line: list[Word]) -> bool:
        is_number = _PAGE_NUMBER.fullmatch(clean(line_text(line))) and not _hangs_on(line, words)
        return bool(is_number) or repeated.get(_mark(line), page.number) != page.number

    above = sum(1 for _ in takewhile(is_repeated, lines[: _margin_lines(lines)]))
    inner = lines[above:][::-1]
    below = sum(1 for _ in takewhile(is_repeated, inner[: _margin_lines(inner)]))
    return lines[above : len(lines) - below]


def _hangs_on(line: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether a number stands close below or above a word: the rest of a telephone number, which
    a page number never does."""
    (number, *others), close_pt = line, 1.2 * line[0].em
    return not others and any(
        word is not number
        and word.left < number.right
        and number.left < word.right
        and max(word.top - number.bottom, number.top - word.bottom) < close_pt
        for word in words
    )


def _with_margin(words: Sequence[Word]) -> Iterator[tuple[list[Word], bool]]:
    """Each line, and whether it stands at the edge of the page, apart from what it holds."""
    lines = text_lines(words)
    above = _margin_lines(lines)
    below = _margin_lines(lines[::-1])
    for place, line in enumerate(lines):
        yield line, place < above or place >= len(lines) - below


def _margin_lines(lines: Sequence[Sequence[Word]]) -> int:
    """How many lines from this edge on may be repeated on every page: the outermost, and more up
    to a header or to a line that stands close to the next."""
    for place, (line, inner) in enumerate(pairwise(lines[: _MARGIN_LINES + 1])):
        space = max(inner[0].top - line[0].bottom, line[0].top - inner[0].bottom)
        is_close = place > 0 and space < 0.5 * line[0].em
        if read_header([clean(word.text) for word in line]) or is_close:
            return place
    return min(_MARGIN_LINES, len(lines))


def repeated_margins(pages: Sequence[PdfPage]) -> dict[Mark, int]:
    """What stands at the same height at the edge of at least half of the pages → the first."""
    first: dict[Mark, int] = {}
    count: Counter[Mark] = Counter()
    for page in pages:
        for line, is_margin in _with_margin(page.words):
            mark = _mark(line)
            text = clean(line_text(line))
            if is_margin and len(text) > 3 and not (heading_of(text) or PHONE.search(text)):
                first.setdefault(mark, page.number)
                count[mark] += 1
    enough = max(2, len(pages) / 2)
    return {mark: number for mark, number in first.items() if count[mark] >= enough}


def _mark(line: Sequence[Word]) -> Mark:
    """Its text and its height; what counts pages is the same with any number in it."""
    text = line_text(line)
    return _DIGITS.sub("#", text) if _COUNTS_PAGES.search(text) else text, round(line[0].y / 4)

"""A PDF that holds text → its Sheets; which of its pages are pictures.

What stands at the edge of every page is left out but once; `pdfjoining` puts together what the
border of a page cuts.
"""

import io
import re
import time
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

import pdfplumber

from sites.errors import BadFileError
from sites.reading.cells import clean
from sites.reading.columns import PHONE, read_header
from sites.reading.flow import sheets_of
from sites.reading.headings import heading_of
from sites.reading.pdfcolumns import Columns, Region, columned_tables
from sites.reading.pdfjoining import parts_of
from sites.reading.pdfpage import PdfPage, Word, read_page
from sites.reading.pdftables import line_text, ruled_tables, text_lines
from sites.reading.sheets import Sheet

_MAX_PAGES = 1_000
_MAX_UNPACKED_BYTES = 150_000_000  # 1,000 pages of a table have 50 MB, their fonts 20 MB
_MAX_STREAMS = 200_000
_MAX_WORDS = 1_500_000
_MAX_S = 900.0
_MARGIN_LINES = 2
_STREAM = re.compile(rb"stream\r?\n")
_IMAGE = re.compile(rb"/Subtype\s*/Image")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:第\s*)?[-—–·\s]*\d{1,4}\s*页?[-—–·\s]*(?:[/,，、]?\s*共?\s*\d{1,4}\s*页?)?"
    r"|(?:https?|file)://\S+(?:\s+\d+/\d+)?",
    re.IGNORECASE,
)
_SAVE_AGAIN = "请重新下载，或打开后另存为 docx 或 xlsx，再读一次。"


@dataclass(frozen=True, slots=True)
class PdfText:
    """sheets: of the pages with text. scanned: numbers, from 1, of pages that are pictures."""

    sheets: tuple[Sheet, ...]
    scanned: tuple[int, ...]


_recent: dict[bytes, PdfText] = {}  # who asks for the scanned pages asks for the sheets too
_MOST_RECENT = 8


def read_portable(content: bytes) -> PdfText:
    """The Sheets of a PDF and the numbers of its pages that have to be recognised.

    Raises BadFileError for a file that is damaged, locked or far too large.
    """
    mark = sha256(content).digest()
    if mark not in _recent:
        text = _read(content)
        for old in list(_recent)[: len(_recent) - _MOST_RECENT + 1]:
            _recent.pop(old, None)
        _recent[mark] = text
    return _recent[mark]


def _read(content: bytes) -> PdfText:
    try:
        pages = list(_pages(content))
        scanned = tuple(page.number for page in pages if page.is_scanned)
        return PdfText(sheets_of(parts_of(_regions(pages))), scanned)
    except BadFileError:
        raise
    except Exception as error:  # whatever a damaged file makes of the libraries
        raise _refusal(error) from error


def _pages(content: bytes) -> Iterator[PdfPage]:
    """Each page's words and lines; pdfplumber's own, much larger, are forgotten."""
    _check_size(content)
    end_s = time.monotonic() + _MAX_S
    words = 0
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        if not 0 < len(pdf.pages) <= _MAX_PAGES:
            raise BadFileError(
                f"PDF 没有页或超过 {_MAX_PAGES} 页，不像采血点名单；请只留下名单那几页再读。"
            )
        for number, page in enumerate(pdf.pages, 1):
            found = read_page(page, number)
            page.close()
            words += len(found.words)
            if words > _MAX_WORDS or time.monotonic() > end_s:
                raise BadFileError("PDF 太大或太复杂，读不完；请只留下名单那几页再读。")
            yield found


def _refusal(error: Exception) -> BadFileError:
    causes = [error, error.__cause__, error.__context__, *error.args]
    if any("Password" in type(cause).__name__ for cause in causes):  # pdfminer's
        return BadFileError("PDF 有密码；请打开后去掉密码（或打印成新的 PDF），再读一次。")
    return BadFileError(f"PDF 已损坏，读不出来；{_SAVE_AGAIN}")


def _check_size(content: bytes) -> None:
    """Raises BadFileError for a file that unpacks to far more than a list has. Pictures are
    never unpacked, so they do not count."""
    left = _MAX_UNPACKED_BYTES
    for count, match in enumerate(_STREAM.finditer(content)):
        before = content[max(0, match.start() - 600) : match.start()].rpartition(b" obj")[2]
        end = content.find(b"endstream", match.end())
        if end < 0:
            break
        if b"FlateDecode" in before and not _IMAGE.search(before):
            left -= _unpacked_bytes(content[match.end() : end], left + 1)
        if left < 0 or count > _MAX_STREAMS or before.count(b"FlateDecode") > 1:
            raise BadFileError("PDF 解开以后太大，不像采血点名单；请只留下名单那几页再读。")


def _unpacked_bytes(packed: bytes, limit: int) -> int:
    try:
        return len(zlib.decompressobj().decompress(packed, limit))
    except zlib.error:
        return 0


def _regions(pages: Sequence[PdfPage]) -> Iterator[list[Region]]:
    """The tables and texts of each page, from top to bottom."""
    repeated = _repeated(pages)
    columns: Columns | None = None
    for page in pages:
        tables, words = ruled_tables(page)
        columns = None if tables else columns
        kept = [word for line in _lines_to_read(page, words, repeated) for word in line]
        found, columns = columned_tables(kept, columns)
        placed = [*found, *((table.top, table) for table in tables)]
        yield [region for _, region in sorted(placed, key=lambda each: each[0])]


_Mark = tuple[str, int]


def _lines_to_read(
    page: PdfPage, words: Sequence[Word], repeated: dict[_Mark, int]
) -> Iterator[list[Word]]:
    """The lines without page numbers, and without what stood there on a page before."""
    for line, is_margin in _with_margin(words):
        if is_margin and _PAGE_NUMBER.fullmatch(clean(line_text(line))):
            continue
        if not is_margin or repeated.get(_mark(line), page.number) == page.number:
            yield line


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


def _repeated(pages: Sequence[PdfPage]) -> dict[_Mark, int]:
    """What stands at the same height at the edge of at least half of the pages → the first."""
    first: dict[_Mark, int] = {}
    count: Counter[_Mark] = Counter()
    for page in pages:
        for line, is_margin in _with_margin(page.words):
            mark = _mark(line)
            text = clean(line_text(line))
            if is_margin and len(text) > 3 and not (heading_of(text) or PHONE.search(text)):
                first.setdefault(mark, page.number)
                count[mark] += 1
    enough = max(2, len(pages) / 2)
    return {mark: number for mark, number in first.items() if count[mark] >= enough}


def _mark(line: Sequence[Word]) -> _Mark:
    return _DIGITS.sub("#", line_text(line)), round(line[0].y / 4)

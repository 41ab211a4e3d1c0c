"""A PDF that holds text → its Sheets; which of its pages are pictures.

What stands at the edge of every page is left out but once; `pdfjoining` puts together what the
border of a page cuts.
"""

import io
import re
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

import pdfplumber

from sites.errors import BadFileError
from sites.reading.formats.pdfcolumns import Region, columned_tables
from sites.reading.formats.pdfheaders import Columns
from sites.reading.formats.pdfjoining import parts_of
from sites.reading.formats.pdfmargins import lines_to_read, repeated_margins
from sites.reading.formats.pdfpage import PdfPage, read_page
from sites.reading.formats.pdfrows import Setting
from sites.reading.formats.pdfspread import laid_out
from sites.reading.formats.pdftables import ruled_tables
from sites.reading.sheets import Sheet
from sites.reading.tables.flow import sheets_of

_MAX_PAGES = 1_000
_MAX_UNPACKED_BYTES = 150_000_000  # 1,000 pages of a table have 50 MB, their fonts 20 MB
_MAX_STREAMS = 200_000
_MAX_WORDS = 1_500_000
_MAX_S = 900.0
_STREAM = re.compile(rb"stream\r?\n")
_IMAGE = re.compile(rb"/Subtype\s*/Image")
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
        apart, setting = laid_out(pages), Setting()
        list(_regions(apart, setting))  # to see how the document sets its rows
        return PdfText(sheets_of(parts_of(_regions(apart, setting.settled()))), scanned)
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


def _regions(pages: Sequence[PdfPage], setting: Setting) -> Iterator[list[Region]]:
    """The tables and texts of each page, from top to bottom."""
    repeated = repeated_margins(pages)
    columns: Columns | None = None
    for page in pages:
        tables, words = ruled_tables(page)
        columns = None if tables else columns
        kept = [word for line in lines_to_read(page, words, repeated) for word in line]
        found, columns = columned_tables(kept, columns, setting)
        placed = [*found, *((table.top, table) for table in tables)]
        yield [region for _, region in sorted(placed, key=lambda each: each[0])]

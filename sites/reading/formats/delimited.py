"""A text file with commas, tabs or semicolons → a Sheet (the home of csv).

Encodings met in China: UTF-8 with or without its mark, UTF-16 as Excel's "Unicode text",
GB18030 (which holds GBK and GB2312). A stray quotation mark costs no more than its own line.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from sites.errors import BadFileError
from sites.reading.garbling import garbled
from sites.reading.sheets import (
    MAX_CELL_LENGTH,
    MAX_COLUMNS,
    MAX_LINES,
    Line,
    Sheet,
    checked_lines,
)
from sites.reading.tables.cells import CleanLine
from sites.reading.tables.columns import read_header
from sites.reading.tables.judged import JudgedSheet
from sites.reading.tables.layouts import HEADER_WITHIN_LINES, Header

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_DELIMITERS = (",", "\t", ";", "，", "|")
_SAMPLE_LINES = 100
_SAMPLE_BYTES = 1_000_000
# A quotation mark that is not closed within so many lines is a stray one, mostly: further, and so
# often, a file is searched for the other one.
_MAX_LINES_OF_A_CELL = 30
_MAX_LINES_OF_A_LONG_CELL = 1_000
_MAX_LONG_CELLS = 50
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_LOST = "\ufffd"
_SOME_LOST = "有许多字已经变成“�”，丢了；请向发来名单的人要原来的文件，再读一次。"
_AGAIN = "请用表格软件打开后另存为“CSV UTF-8”或 xlsx，再读一次。"


@dataclass(frozen=True, slots=True)
class _Parting:
    """What parts the cells of a text. first: the line to begin with, from 0. alike: how many lines
    of the sample it cuts into as many cells, if two or more. header: of the sample; its place is
    among the records. header_line: that line as it came.
    """

    delimiter: str
    first: int = 0
    alike: int = 0
    header: Header | None = None
    header_line: Line | None = None


def read_delimited(content: bytes) -> JudgedSheet:
    """The lines of a text file, with the header by which it was seen what parts their cells.

    Raises BadFileError when it is not text or far too long.
    """
    text = decoded(content)
    if text.count("\n") + text.count("\r") > 4 * MAX_LINES:
        raise BadFileError(f"文件超过 {MAX_LINES} 行，不像采血点名单；请只留下名单再读。")
    lines = list(io.StringIO(text, newline=""))
    if any(len(line) > MAX_COLUMNS * MAX_CELL_LENGTH for line in lines):
        raise BadFileError(f"有一行太长，不像采血点名单；{_AGAIN}")
    parting = _parting(lines)
    found = checked_lines(_records(lines, parting.delimiter, parting.first))
    return JudgedSheet(Sheet("", found), _seen_again(parting, found))


def _seen_again(parting: _Parting, lines: Sequence[Line]) -> Header | None:
    """The header that the sample showed, where it stands near the top of the whole file and is
    the same line there: a cell in quotation marks may reach beyond the sample."""
    header = parting.header
    if header is None or header.place >= min(HEADER_WITHIN_LINES, len(lines)):
        return None
    return header if lines[header.place] == parting.header_line else None


def stream_cells(file: BinaryIO) -> Iterator[tuple[str, ...]]:
    """The cells of each line of a text file of any length that is not blank, as they came.

    Holds some lines at a time. The encoding and the delimiter are those of the file's start.
    """
    start = file.read(_SAMPLE_BYTES)
    whole_lines = start if len(start) < _SAMPLE_BYTES else start[: start.rfind(b"\n") + 1]
    file.seek(0)
    encoding = _encoding(whole_lines or start)
    with io.TextIOWrapper(file, encoding, errors="replace", newline="") as text:
        waiting = list(islice(text, _SAMPLE_LINES))
        parting = _parting(waiting)
        delimiter = parting.delimiter
        del waiting[: parting.first]
        while waiting:
            taken, cells = _record(waiting, 0, delimiter)
            del waiting[:taken]
            if len(waiting) < _MAX_LINES_OF_A_CELL:
                waiting.extend(islice(text, _SAMPLE_LINES))
            if any(cell.strip() for cell in cells):
                yield cells


def decoded(content: bytes) -> str:
    """The text. Raises BadFileError when it is none, or in an encoding that nobody knows."""
    text = content.decode(_encoding(content), errors="replace").removeprefix("\ufeff")
    controls, lost = len(_CONTROL.findall(text)), text.count(_LOST)
    if controls > max(2, len(text) // 500):
        raise BadFileError(f"这不是文本，是别的程序的文件；{_AGAIN}")
    if lost > max(2, len(text) // 50):
        if _LOST.encode() in content:
            raise BadFileError(garbled(text) or _SOME_LOST)
        raise BadFileError(f"文字的编码认不出来（不是 UTF-8、UTF-16 或 GB18030）；{_AGAIN}")
    return text


def _encoding(content: bytes) -> str:
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name
    start = content[:4096]
    if b"\0" in start:
        zeros_first, zeros_second = start[::2].count(0), start[1::2].count(0)
        return "utf-16-le" if zeros_second > zeros_first else "utf-16-be"
    return "utf-8" if _is_utf8(content) else "gb18030"


def _is_utf8(content: bytes) -> bool:
    """Also a file with a few damaged characters; as GB18030 all of it would turn to nonsense."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("utf-8", errors="replace")
        sound = sum(char > "\x7f" for char in text) - text.count(_LOST)
        return sound >= 10 * text.count(_LOST)
    return True


def _parting(lines: list[str]) -> _Parting:
    """Excel may say what parts the cells in line 1 (sep=;); else that which shows a header and
    cuts the most lines into as many cells."""
    told = re.fullmatch(r"sep=(.)\s*", lines[0]) if lines else None
    if told:
        return _Parting(told[1], first=1)
    sample = lines[:_SAMPLE_LINES]
    tried = [_tried(sample, delimiter) for delimiter in _DELIMITERS]
    return max(tried, key=lambda each: (each.header is not None, each.alike))


def _tried(lines: list[str], delimiter: str) -> _Parting:
    """A line of one cell is no header, and needs no look."""
    found = _records(lines, delimiter, 0)
    widths = Counter(len(line.cells) for line in found if len(line.cells) > 1)
    alike = max(widths.values(), default=0)
    for place, line in enumerate(found if alike else ()):
        columns = read_header(CleanLine.of(line).texts) if len(line.cells) > 1 else None
        if columns is not None:
            return _Parting(delimiter, 0, alike, Header(place, columns), line)
    return _Parting(delimiter, 0, alike)


def _records(lines: list[str], delimiter: str, first: int) -> list[Line]:
    found, place, looks = [], first, _MAX_LONG_CELLS
    while place < len(lines):
        taken, cells = _record(lines, place, delimiter)
        if taken == 1 and looks and lines[place].count('"') % 2:
            looks -= 1
            taken, cells = _record(lines, place, delimiter, _MAX_LINES_OF_A_LONG_CELL)
        if any(cell.strip() for cell in cells):
            found.append(Line(place + 1, cells))
        place += taken
    return found


def _record(
    lines: list[str], place: int, delimiter: str, window: int = _MAX_LINES_OF_A_CELL
) -> tuple[int, tuple[str, ...]]:
    """The number of physical lines and the cells of the record that starts at `place`.

    window: how many lines it may have.
    """
    line = lines[place]
    if '"' not in line:
        return 1, tuple(line.rstrip("\r\n").split(delimiter))
    reader = csv.reader(lines[place : place + window], delimiter=delimiter, strict=True)
    try:
        cells = next(reader)
    except csv.Error:
        cells = []
    within = lines[place + 1 : place + reader.line_num - 1]
    if not cells or _are_lines_of_the_list(within, delimiter, len(cells)):
        return 1, tuple(_unquoted(cell) for cell in line.rstrip("\r\n").split(delimiter))
    return reader.line_num, tuple(cells)


def _are_lines_of_the_list(lines: list[str], delimiter: str, width: int) -> bool:
    """Whether most have as many cells as the record that would hold them in one of its own: two
    stray marks, one above and one below, took them in."""
    own = sum(line.count(delimiter) + 1 >= width for line in lines)
    return width > 1 and own * 2 > len(lines)


def _unquoted(cell: str) -> str:
    """A cell of a line whose quotation marks do not pair; ="0431…" keeps its own."""
    return cell if cell.lstrip().startswith("=") else cell.replace('"', "")

"""The rows of a GeoNames dump, of a .zip or a .txt, one at a time in little memory.

A zip comes from anywhere: it is never unpacked to disk, and what its list of contents says is
weighed before the first row is read.
"""

import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import count
from lzma import LZMAError
from pathlib import Path
from typing import IO

from sites.errors import BadFileError

COLUMNS = 19
# The whole world has some 1.7 GB unpacked, a quarter of that packed.
_MAX_BYTES = 3_000_000_000
_MAX_RATIO = 100
_MAX_ENTRIES = 100
_MAX_LINE_BYTES = 200_000  # names in other languages have at most 10,000 characters
_ID, _LAT, _LON, _DAY = 0, 4, 5, 18
_DATE_LENGTH = 10

_AGAIN = "请从 geonames.org 重新下载 CN.zip，再加一次；原来的地名没有改动。"
_BROKEN = "「{name}」解不开：压缩包不完整或者损坏了。" + _AGAIN
_LOCKED = "「{name}」有密码：请解开，加入里面的 .txt；原来的地名没有改动。"
_NO_DUMP = (
    "「{name}」里没有 GeoNames 的 .txt：如果是表格，请解压后加入表格；如果是 GeoNames，" + _AGAIN
)
_SEVERAL = "「{name}」里有 {count} 个 .txt，不知道用哪一个：请解开，一个一个加入。"
_TOO_LARGE = "「{name}」解开以后大得不像 GeoNames 的数据，没有采用。" + _AGAIN
_BAD_ROW = (
    "「{name}」第 {line} 行不是 GeoNames 的格式（UTF-8，19 列，用制表符隔开，有经纬度和日期）。"
    + _AGAIN
)
_DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    EOFError,
    NotImplementedError,  # a way of packing that nobody uses for such files
    RuntimeError,
    ValueError,
)


def is_dump_row(line: bytes) -> bool:
    """Whether a line is a row of a dump."""
    return _cells(line) is not None


def rows_of(path: Path, tell: Callable[[int], None]) -> Iterator[Sequence[str]]:
    """The cells of each row. tell: called now and then with the percent that were read since.

    Raises BadFileError for a file that is damaged, locked, far too large or no dump; OSError.
    """
    with _opened(path) as (stream, size):
        done = told = 0
        for number in count(1):
            line = _line(stream, path.name)
            if not line:
                break
            cells = _cells(line)
            if cells is None:
                raise BadFileError(_BAD_ROW.format(name=path.name, line=number))
            yield cells
            done += len(line)
            if (percent := done * 100 // size) > told:
                tell(percent - told)
                told = percent
        tell(100 - told)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[IO[bytes], int]]:
    """The dump and its size in bytes, at least 1."""
    if path.suffix.lower() != ".zip":
        size = path.stat().st_size
        if size > _MAX_BYTES:
            raise BadFileError(_TOO_LARGE.format(name=path.name))
        with path.open("rb") as text:
            yield text, max(size, 1)
        return
    with _archive(path) as archive:
        entry = _entry(archive, path.name)
        try:
            stream = archive.open(entry)
        except _DAMAGES as error:
            raise BadFileError(_BROKEN.format(name=path.name)) from error
        with stream:
            yield stream, max(entry.file_size, 1)


def _archive(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except _DAMAGES as error:
        raise BadFileError(_BROKEN.format(name=path.name)) from error


def _entry(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    """The dump in the archive: its only .txt. What else it says of itself is weighed."""
    entries = archive.infolist()
    texts = [entry for entry in entries[:_MAX_ENTRIES] if _is_text(entry.filename)]
    if not texts:
        raise BadFileError(_NO_DUMP.format(name=name))
    if len(texts) > 1 or len(entries) > _MAX_ENTRIES:
        raise BadFileError(_SEVERAL.format(name=name, count=len(texts)))
    (entry,) = texts
    if entry.flag_bits & 1:
        raise BadFileError(_LOCKED.format(name=name))
    if entry.file_size > min(_MAX_BYTES, _MAX_RATIO * entry.compress_size + _MAX_LINE_BYTES):
        raise BadFileError(_TOO_LARGE.format(name=name))
    return entry


def _is_text(filename: str) -> bool:
    name = filename.replace("\\", "/").rpartition("/")[2].lower()
    return name.endswith(".txt") and not name.startswith(("readme", "."))


def _line(stream: IO[bytes], name: str) -> bytes:
    """The next line, cut at a length that none has; nothing at the end."""
    try:
        return stream.readline(_MAX_LINE_BYTES)
    except _DAMAGES as error:
        raise BadFileError(_BROKEN.format(name=name)) from error


def _cells(line: bytes) -> Sequence[str] | None:
    """None for a line that is no row of a dump."""
    try:
        cells = line.decode("utf-8-sig").rstrip("\r\n").split("\t")
        is_row = (
            len(cells) == COLUMNS
            and int(cells[_ID]) > 0
            and abs(float(cells[_LAT])) <= 90
            and abs(float(cells[_LON])) <= 180
            and len(cells[_DAY]) == _DATE_LENGTH  # the last column: here a file may be cut off
            and bool(date.fromisoformat(cells[_DAY]))
        )
    except ValueError:  # not UTF-8 either
        return None
    return cells if is_row else None

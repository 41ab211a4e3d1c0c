"""Any table with an address column, line by line: what `flask sites geocode` adds columns to.

Unlike `read_list` this asks for no list of sites: cells stay as they came, and a text file may
be of any length.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from sites.errors import BadFileError
from sites.reading.formats.delimited import stream_cells
from sites.reading.formats.kinds import is_workbook, refuse_other_kinds
from sites.reading.sheets import MAX_FILE_BYTES
from sites.reading.tables.cells import clean
from sites.reading.tables.titles import header_roles

Cells = tuple[str, ...]
_PLACE_ROLES = ("province", "city", "county", "unit", "address")
_SAMPLE_BYTES = 4096
_HEADER_WITHIN_LINES = 20
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class AnyTable:
    """titles: the lines above the header. lines: those below it, read as they are asked for.

    has_mark: whether the file begins with the byte-order mark of UTF-8.
    """

    titles: tuple[Cells, ...]
    header: Cells
    lines: Iterator[Cells]
    has_mark: bool
    places: Mapping[str, tuple[int, ...]]

    def words(self, cells: Sequence[str]) -> dict[str, str]:
        """The cleaned cells of a line that say where it lies, by our column names."""
        return {
            role: " ".join(clean(cells[place]) for place in places if place < len(cells)).strip()
            for role, places in self.places.items()
        }


@contextmanager
def open_table(path: Path) -> Iterator[AnyTable]:
    """The table of a CSV file, or of the first worksheet that has an address column.

    Raises BadFileError when the file is none, or no header names an address.
    """
    try:
        with path.open("rb") as file:
            start = file.read(_SAMPLE_BYTES)
            file.seek(0)
            refuse_other_kinds(start)
            if is_workbook(start):
                yield _of_workbook(path)
            else:
                yield _table(stream_cells(file), has_mark=start.startswith(_BYTE_ORDER_MARK))
    except OSError as error:
        raise BadFileError(f"文件 {path.name} 打不开；请核对路径和权限。") from error


def _of_workbook(path: Path) -> AnyTable:
    if path.stat().st_size > MAX_FILE_BYTES:
        raise BadFileError(f"xlsx 文件超过 {MAX_FILE_BYTES // 1_000_000} MB；请另存为 CSV 再读。")
    from sites.reading.formats.workbook import read_workbook  # noqa: PLC0415  # weight: openpyxl, 0.1 s

    for sheet in read_workbook(path.read_bytes()):
        try:
            return _table((line.cells for line in sheet.lines), has_mark=False)
        except BadFileError:
            continue
    raise _no_address()


def _table(lines: Iterator[Cells], *, has_mark: bool) -> AnyTable:
    top = list(islice(lines, _HEADER_WITHIN_LINES))
    roles = [header_roles([clean(cell) for cell in cells]) for cells in top]
    for wanted in ("address", "unit"):
        for number, cells in enumerate(top):
            if wanted in roles[number]:
                rest = chain(top[number + 1 :], lines)
                return AnyTable(tuple(top[:number]), cells, rest, has_mark, _places(roles[number]))
    raise _no_address()


def _places(roles: Sequence[str]) -> dict[str, tuple[int, ...]]:
    return {
        wanted: tuple(place for place, role in enumerate(roles) if role == wanted)
        for wanted in _PLACE_ROLES
    }


def _no_address() -> BadFileError:
    return BadFileError("没有找到地址列；请在第一行写上表头，地址那一列叫“地址”，再试一次。")

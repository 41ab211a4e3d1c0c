"""An xlsx file → its Sheets (the home of openpyxl and defusedxml).

An xlsx file is a zip archive from anywhere, so it is measured before it is opened: bytes,
entries, unpacked size; then rows, columns and their order. XML entities are refused.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

import openpyxl
from defusedxml.ElementTree import iterparse
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from sites.errors import BadFileError
from sites.reading.archives import entries_of
from sites.reading.sheets import MAX_COLUMNS, MAX_LINES, Line, Sheet, checked_lines

_WORKSHEETS = "xl/worksheets/"
_MAX_ROW = 1_048_576  # Excel's own limit
_MAX_MERGED_CELLS = 2_000_000
NOT_COMPUTED = "#NULL!"  # what Excel itself shows for a formula without a result
_CARRIAGE_RETURN = re.compile(r"_x000[dD]_")
_SAVE_AGAIN = "请用表格软件打开后另存为新的 xlsx，再读一次。"


def read_workbook(content: bytes) -> tuple[Sheet, ...]:
    """Every worksheet in order, hidden ones too (`is_hidden`), merged cells filled.

    Raises BadFileError for an archive that is damaged, locked, far too large or no workbook.
    """
    _check_archive(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl names what it leaves out: charts, rules
            return tuple(_sheets(content))
    except BadFileError:
        raise
    except Exception as error:  # whatever a damaged file makes of the libraries
        raise BadFileError(f"xlsx 文件已损坏，读不出来；{_SAVE_AGAIN}") from error


def _check_archive(content: bytes) -> None:
    names = entries_of(content, "xlsx")
    if "xl/workbook.bin" in names:
        raise BadFileError("这是 xlsb 文件，读不了；请用表格软件打开后另存为 xlsx，再读一次。")
    if not any(name.startswith(_WORKSHEETS) for name in names):
        raise BadFileError(
            "这个压缩文件不是 xlsx 表格；请把里面的名单另存为 xlsx 或 CSV，再读一次。"
        )


def _sheets(content: bytes) -> Iterator[Sheet]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:  # measured before openpyxl reads it
        paths = [name for name in archive.namelist() if name.startswith(_WORKSHEETS)]
        frames = {path: _frame(archive.open(path)) for path in paths if path.endswith(".xml")}
    book: Any = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    for sheet in book.worksheets:
        is_hidden = sheet.sheet_state != "visible"
        yield Sheet(sheet.title, _lines(sheet, frames[sheet._worksheet_path]), is_hidden)


@dataclass(slots=True)
class _Frame:
    """What openpyxl's quick reader does not tell. Rows and columns count from 1.

    width: the last column that is filled. filled: how many rows are; last: the last of them.
    merged: (first column, first row, last column, last row) of each merged range.
    not_computed: (row, column) of formulas that have no result stored.
    """

    width: int = 1
    filled: int = 0
    last: int = 0
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    not_computed: set[tuple[int, int]] = field(default_factory=set)


def _frame(source: Any) -> _Frame:
    """Raises BadFileError for rows out of order, which openpyxl would leave out in silence, and
    as soon as there are more rows or columns than a list has."""
    frame, number = _Frame(), 0
    for _, element in iterparse(source):
        kind = element.tag.rpartition("}")[2]
        if kind == "row":
            before, number = number, int(element.get("r", number + 1))
            if not before < number <= _MAX_ROW:
                raise BadFileError(f"xlsx 里的行号乱了；{_SAVE_AGAIN}")
            _measure(element, number, frame)
            element.clear()
        elif kind == "mergeCell":
            left, top, right, bottom = range_boundaries(element.get("ref"))
            frame.merged.append((int(left or 1), int(top or 1), int(right or 1), int(bottom or 1)))
    return frame


def _measure(row: Any, number: int, frame: _Frame) -> None:
    column = 0
    for cell in row:
        reference = cell.get("r")
        column = coordinate_to_tuple(reference)[1] if reference else column + 1
        if not _is_filled(cell):
            continue
        frame.width = max(frame.width, column)
        if frame.last != number:
            frame.filled, frame.last = frame.filled + 1, number
        if _is_not_computed(cell):
            frame.not_computed.add((number, column))
    if frame.width > MAX_COLUMNS or frame.filled > MAX_LINES:
        raise BadFileError(
            f"文件超过 {MAX_LINES} 行或 {MAX_COLUMNS} 列，不像采血点名单；请只留下名单再读。"
        )


def _is_filled(cell: Any) -> bool:
    return any(
        part.tag.endswith(("}f", "}is")) or (part.tag.endswith("}v") and (part.text or "").strip())
        for part in cell
    )


def _is_not_computed(cell: Any) -> bool:
    """A formula without a stored result; a result that is an empty text is one (t="str")."""
    kinds = {part.tag.rpartition("}")[2]: part.text for part in cell}
    return "f" in kinds and not kinds.get("v") and cell.get("t") != "str"


def _lines(sheet: Any, frame: _Frame) -> tuple[Line, ...]:
    sheet.reset_dimensions()  # what the file says of its size need not be true
    cells = sheet.iter_rows(max_row=frame.last or 1, max_col=frame.width, values_only=True)
    rows: dict[int, list[str]] = {}
    for number, values in enumerate(cells, 1):
        if any(value is not None for value in values):
            rows[number] = [_text(value) for value in values]
    for number, column in frame.not_computed:
        rows.setdefault(number, [""] * frame.width)[column - 1] = NOT_COMPUTED
    _fill_merged(rows, frame)
    filled = (number for number in sorted(rows) if any(cell.strip() for cell in rows[number]))
    return checked_lines([Line(number, tuple(rows[number])) for number in filled])


def _fill_merged(rows: dict[int, list[str]], frame: _Frame) -> None:
    """Each cell of a merged range gets the text of its first: the list means it for all."""
    filled = 0
    last = max(rows, default=0)
    for left, top, far_right, far_bottom in frame.merged:
        text = rows.get(top, [""] * frame.width)[left - 1] if left <= frame.width else ""
        right, bottom = min(far_right, frame.width), min(far_bottom, last)
        filled += max(0, right - left + 1) * max(0, bottom - top + 1)
        if filled > _MAX_MERGED_CELLS:
            raise BadFileError(f"xlsx 里合并的单元格太多；请取消合并，{_SAVE_AGAIN}")
        if not text.strip():
            continue
        for number in range(top, bottom + 1):
            cells = rows.get(number)
            for column in range(left - 1, right if cells else 0):
                cells[column] = cells[column] or text  # type: ignore[index]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date | time):
        return value.isoformat()
    return _CARRIAGE_RETURN.sub("", str(value))

"""What python-calamine makes of a spreadsheet, as lines of JSON (its home).

Run by `spreadsheet` as a script in a process of its own, so it imports nothing of this project: a
file that makes a library in another language end in disorder ends this process only.
`python -I calamined.py FILE LINES COLUMNS` says, for each worksheet in order,
["sheet", name, is_hidden, merged], ["row", number, cells] for each row that has any, and
["mark", row, column, text] for each cell of an xls that shows an error, which calamine leaves
empty; what cannot be read is one line, ["locked"] or ["large"].
"""

import json
import struct
import sys
from collections.abc import Iterator
from typing import Any

import olefile
from python_calamine import (
    CalamineSheet,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

# Record types and error codes of [MS-XLS] 2.3 and 2.5.10.
_BOF, _EOF, _BOUND_SHEET, _FORMULA, _ERROR = 0x0809, 0x000A, 0x0085, 0x0006, 0x0205
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def _cell(value: Any) -> object:
    """Dates and times as ISO 8601, spans of time as they are read."""
    if isinstance(value, str | bool | int | float):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _lines(path: str, most_lines: int, most_columns: int) -> Iterator[object]:
    book = load_workbook(path)
    marks = _marks(path)
    for place, about in enumerate(book.sheets_metadata):
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_index(place)
        yield "sheet", about.name, about.visible is not SheetVisibleEnum.Visible, _merged(sheet)
        yield from _rows(sheet, most_lines, most_columns)
        yield from (("mark", *mark) for mark in marks.get(place, ()))


def _rows(sheet: CalamineSheet, most_lines: int, most_columns: int) -> Iterator[object]:
    left = sheet.start[1] if sheet.start else 0  # rows come from the first on, columns do not
    filled = 0
    for number, cells in enumerate(sheet.iter_rows(), 1):
        if all(cell == "" for cell in cells):
            continue
        filled += 1
        if filled > most_lines or left + sheet.width > most_columns:
            yield ("large",)
            return
        yield "row", number, [""] * left + [_cell(cell) for cell in cells]


def _merged(sheet: CalamineSheet) -> list[list[int]]:
    """Left column, top row, right column, bottom row of each merged range, from 1."""
    return [
        [left + 1, top + 1, right + 1, bottom + 1]
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    ]


def _marks(path: str) -> dict[int, list[tuple[int, int, str]]]:
    """Place of a sheet in the workbook → (row, column, error) of its cells that show one."""
    if not olefile.isOleFile(path):
        return {}
    with olefile.OleFileIO(path) as file:
        name = "Workbook" if file.exists("Workbook") else "Book"
        stream = file.openstream(name).read()
    bound = [at for kind, at in _records(stream, 0) if kind == _BOUND_SHEET]
    starts = [struct.unpack_from("<I", stream, at)[0] for at in bound]
    return {place: list(_errors(stream, start)) for place, start in enumerate(starts)}


def _errors(stream: bytes, start: int) -> Iterator[tuple[int, int, str]]:
    for kind, at in _records(stream, start):
        if kind == _ERROR and stream[at + 7]:
            code = stream[at + 6]
        elif kind == _FORMULA and stream[at + 6] == 2 and stream[at + 12 : at + 14] == b"\xff\xff":
            code = stream[at + 8]
        else:
            continue
        row, column = struct.unpack_from("<HH", stream, at)
        yield row + 1, column + 1, _ERRORS.get(code, "#VALUE!")


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int]]:
    """(kind, where it begins) of each record of a part of the stream; parts lie in parts."""
    depth = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth < 1:
            return
        yield kind, at + 4
        at += 4 + size


if __name__ == "__main__":
    try:
        for line in _lines(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])):
            sys.stdout.write(json.dumps(line) + "\n")
    except PasswordError:
        sys.stdout.write('["locked"]\n')

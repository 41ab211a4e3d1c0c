"""An old workbook (xls, et), or a new one that openpyxl refuses → its Sheets.

python-calamine opens what Excel opens: it looks at no style, property, chart or rule. It runs
confined, because a file from anywhere may make it ask for more memory than the machine has.
"""

import json
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sites.errors import BadFileError
from sites.reading.formats.confining import Limits, run_confined
from sites.reading.formats.values import Range, cell_text, sheet_lines
from sites.reading.sheets import MAX_COLUMNS, MAX_LINES, Sheet

_SCRIPT = Path(__file__).with_name("calamined.py")
_BOUNDS = Limits(memory_bytes=1_500_000_000, seconds=60, output_bytes=200_000_000)


def read_spreadsheet(content: bytes, suffix: str) -> tuple[Sheet, ...] | None:
    """Every worksheet in order, hidden ones too, merged cells filled; None when nothing can be
    made of the file.

    suffix: what such a file is called (".xls"), by which calamine takes its word for it.
    Raises BadFileError for a workbook that is locked or far too large.
    """
    with tempfile.TemporaryDirectory(prefix="sheet-") as name:
        folder = Path(name)
        book = folder / f"list{suffix}"
        book.write_bytes(content)
        limits = (str(MAX_LINES), str(MAX_COLUMNS))
        command = [sys.executable, "-I", str(_SCRIPT), str(book), *limits]
        said = run_confined(command, folder, _BOUNDS)
    return None if said is None else _sheets(map(json.loads, said.splitlines()))


@dataclass(slots=True)
class _Worksheet:
    """One worksheet while its lines come in. rows: number from 1 → texts."""

    name: str
    is_hidden: bool
    merged: list[Range]
    rows: dict[int, list[str]] = field(default_factory=dict)

    def mark(self, row: int, column: int, text: str) -> None:
        """Put the error into a cell that came empty."""
        cells = self.rows.setdefault(row, [])
        cells += [""] * (column - len(cells))
        cells[column - 1] = text

    def sheet(self) -> Sheet:
        width = max(map(len, self.rows.values()), default=1)
        rows = {number: cells + [""] * (width - len(cells)) for number, cells in self.rows.items()}
        return Sheet(self.name, sheet_lines(rows, self.merged, width), self.is_hidden)


def _sheets(lines: Iterable[list[Any]]) -> tuple[Sheet, ...]:
    found: list[_Worksheet] = []
    for kind, *said in lines:
        if kind == "sheet":
            name, is_hidden, merged = said
            found.append(_Worksheet(name, is_hidden, [tuple(each) for each in merged]))
        elif kind == "row":
            found[-1].rows[said[0]] = [cell_text(value) for value in said[1]]
        elif kind == "mark":
            found[-1].mark(*said)
        else:
            _refuse(kind)
    return tuple(worksheet.sheet() for worksheet in found)


def _refuse(kind: str) -> None:
    if kind == "locked":
        raise BadFileError("文件有密码；请打开后去掉密码，另存为 xlsx，再读一次。")
    raise BadFileError(
        f"文件超过 {MAX_LINES} 行或 {MAX_COLUMNS} 列，不像采血点名单；请只留下名单再读。"
    )

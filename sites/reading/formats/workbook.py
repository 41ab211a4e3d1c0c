"""An xlsx file → its Sheets (the home of openpyxl).

An xlsx file is a zip archive from anywhere, so it is measured before it is opened: bytes,
entries, unpacked size; then rows, columns and their order (`frames`). What openpyxl refuses for a
thing that no list needs (a style, a rule, a date among the properties), `spreadsheet` reads, or
else an office program.
"""

import io
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import openpyxl

from sites.errors import BadFileError
from sites.reading.formats.archives import entries_of
from sites.reading.formats.frames import WORKSHEETS, Frame, frames_of, put_marks, worksheet_paths
from sites.reading.formats.office import converted
from sites.reading.formats.spreadsheet import read_spreadsheet
from sites.reading.formats.values import cell_text, sheet_lines
from sites.reading.sheets import Line, Sheet

_SAVE_AGAIN = "请用表格软件打开后另存为新的 xlsx，再读一次。"
_DAMAGED = f"xlsx 文件已损坏，读不出来；{_SAVE_AGAIN}"


def read_workbook(content: bytes) -> tuple[Sheet, ...]:
    """Every worksheet in order, hidden ones too (`is_hidden`), merged cells filled.

    Raises BadFileError for an archive that is damaged, locked, far too large or no workbook.
    """
    _check_archive(content)
    try:
        frames = frames_of(content)
    except BadFileError:
        raise
    except Exception as error:  # whatever a damaged file makes of the libraries
        raise BadFileError(_DAMAGED) from error
    sheets = _by_openpyxl(content, frames)
    if len(sheets) < sum(bool(frame.filled) for frame in frames.values()):
        sheets = _by_calamine(content, frames) or sheets or _by_office(content, frames)
    if not sheets:
        raise BadFileError(_DAMAGED)
    return sheets


def _by_openpyxl(content: bytes, frames: Mapping[str, Frame]) -> tuple[Sheet, ...]:
    """Empty for what it refuses: often for a style, a rule, a property that no list needs."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl names what it leaves out: charts, rules
            return tuple(_sheets(content, frames))
    except BadFileError:
        raise
    except Exception:  # whatever it makes of them
        return ()


def _by_calamine(content: bytes, frames: Mapping[str, Frame]) -> tuple[Sheet, ...]:
    """By the reader that looks at nothing but cells; empty when it finds none."""
    return _marked_sheets(read_spreadsheet(content, ".xlsx") or (), content, frames)


def _by_office(content: bytes, frames: Mapping[str, Frame]) -> tuple[Sheet, ...]:
    """As an office program mends the file; empty where there is none, or it cannot either."""
    made = converted(content, ".xlsx", "xlsx")
    mended = _by_openpyxl(made, frames_of(made)) if made else ()
    if not any(sheet.lines for sheet in mended):
        return ()
    return _marked_sheets(mended, content, frames)


def _marked_sheets(
    sheets: Sequence[Sheet], content: bytes, frames: Mapping[str, Frame]
) -> tuple[Sheet, ...]:
    """The sheets with the marks of their own frames."""
    try:
        paths = worksheet_paths(content)
    except Exception:  # what is damaged there need not be what the other readers look at
        paths = {}
    return tuple(_marked(sheet, frames.get(paths.get(sheet.name, ""))) for sheet in sheets)


def _marked(sheet: Sheet, frame: Frame | None) -> Sheet:
    """The sheet with what shows no text and is no empty cell: errors, formulas not computed."""
    if frame is None or not frame.marks:
        return sheet
    rows = {line.number: [*line.cells] for line in sheet.lines}
    width = max(frame.width, *map(len, rows.values()), 1)
    put_marks(rows, frame.marks, width)
    return replace(sheet, lines=sheet_lines(rows, (), width))


def _check_archive(content: bytes) -> None:
    names = entries_of(content, "xlsx")
    if not any(name.startswith(WORKSHEETS) for name in names):
        raise BadFileError(
            "这个压缩文件不是 xlsx 表格；请把里面的名单另存为 xlsx 或 CSV，再读一次。"
        )


def _sheets(content: bytes, frames: Mapping[str, Frame]) -> Iterator[Sheet]:
    book: Any = openpyxl.load_workbook(
        io.BytesIO(content), read_only=True, data_only=True, keep_links=False
    )
    for sheet in book.worksheets:
        is_hidden = sheet.sheet_state != "visible"
        yield Sheet(sheet.title, _lines(sheet, frames[sheet._worksheet_path]), is_hidden)


def _lines(sheet: Any, frame: Frame) -> tuple[Line, ...]:
    sheet.reset_dimensions()  # what the file says of its size need not be true
    cells = sheet.iter_rows(max_row=frame.last or 1, max_col=frame.width, values_only=True)
    rows: dict[int, list[str]] = {}
    for number, values in enumerate(cells, 1):
        if any(value is not None for value in values):
            rows[number] = [cell_text(value) for value in values]
    put_marks(rows, frame.marks, frame.width)
    return sheet_lines(rows, frame.merged, frame.width)

"""How large the worksheets of an xlsx file are, and what else its readers do not tell.

Every worksheet is walked once before a library loads it: a hostile one ends here. XML entities are
refused.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree  # for the name of its error; defusedxml parses

from defusedxml.ElementTree import iterparse
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from sites.errors import BadFileError
from sites.reading.sheets import MAX_COLUMNS, MAX_LINES

WORKSHEETS = "xl/worksheets/"
_SHARED_TEXTS = "xl/sharedStrings.xml"
NOT_COMPUTED = "#NULL!"  # what Excel itself shows for a formula without a result
_MAX_ROW = 1_048_576  # Excel's own limit
_SAVE_AGAIN = "请用表格软件打开后另存为新的 xlsx，再读一次。"


@dataclass(slots=True)
class Frame:
    """What openpyxl's quick reader does not tell. Rows and columns count from 1.

    width: the last column that is filled. filled: how many rows are; last: the last of them.
    merged: (first column, first row, last column, last row) of each merged range.
    marks: (row, column) → what stands for a cell without a text that is not empty: an error, a
    formula that has no result stored.
    """

    width: int = 1
    filled: int = 0
    last: int = 0
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    marks: dict[tuple[int, int], str] = field(default_factory=dict)


def _frame(source: Any, texts: int) -> Frame:
    """Raises BadFileError for rows out of order, which openpyxl would leave out in silence, and
    as soon as there are more rows or columns than a list has."""
    frame, number = Frame(), 0
    for _, element in iterparse(source):
        kind = element.tag.rpartition("}")[2]
        if kind == "row":
            before, number = number, int(element.get("r", number + 1))
            if not before < number <= _MAX_ROW:
                raise BadFileError(f"xlsx 里的行号乱了；{_SAVE_AGAIN}")
            _measure(element, number, frame, texts)
            element.clear()
        elif kind == "mergeCell":
            left, top, right, bottom = range_boundaries(element.get("ref"))
            frame.merged.append((int(left or 1), int(top or 1), int(right or 1), int(bottom or 1)))
    return frame


def _measure(row: Any, number: int, frame: Frame, texts: int) -> None:
    column = 0
    for cell in row:
        reference = cell.get("r")
        column = coordinate_to_tuple(reference)[1] if reference else column + 1
        if not _is_filled(cell):
            continue
        frame.width = max(frame.width, column)
        if frame.last != number:
            frame.filled, frame.last = frame.filled + 1, number
        mark = _mark_of(cell, texts)
        if mark:
            frame.marks[number, column] = mark
    if frame.width > MAX_COLUMNS or frame.filled > MAX_LINES:
        raise BadFileError(
            f"文件超过 {MAX_LINES} 行或 {MAX_COLUMNS} 列，不像采血点名单；请只留下名单再读。"
        )


def _is_filled(cell: Any) -> bool:
    return any(
        part.tag.endswith(("}f", "}is")) or (part.tag.endswith("}v") and (part.text or "").strip())
        for part in cell
    )


def _mark_of(cell: Any, texts: int) -> str:
    """The cell's error; NOT_COMPUTED for a formula without a stored result (one that is an empty
    text is one: t="str") and for a text that the file has lost; empty for any other cell.

    texts: how many shared ones there are.
    """
    kinds = {part.tag.rpartition("}")[2]: part.text for part in cell}
    value = kinds.get("v") or ""
    if cell.get("t") == "e":
        return value or NOT_COMPUTED
    is_open = "f" in kinds and not value and cell.get("t") != "str"
    is_lost = cell.get("t") == "s" and value.strip().isdecimal() and int(value) >= texts
    return NOT_COMPUTED if is_open or is_lost else ""


def frames_of(content: bytes) -> dict[str, Frame]:
    """Path of each worksheet in the archive → its frame: measured before a library reads it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        texts = _shared_texts(archive)
        paths = [name for name in archive.namelist() if name.startswith(WORKSHEETS)]
        return {path: _frame(archive.open(path), texts) for path in paths if path.endswith(".xml")}


def _shared_texts(archive: zipfile.ZipFile) -> int:
    """How many texts the cells may refer to; those before the place where their list breaks off."""
    count = 0
    try:
        with archive.open(_SHARED_TEXTS) as source:
            for _, element in iterparse(source):
                if element.tag.endswith("}si"):
                    count += 1
                    element.clear()
    except (KeyError, ElementTree.ParseError):  # there is none, or it is cut short
        pass
    return count


def worksheet_paths(content: bytes) -> dict[str, str]:
    """Name of each worksheet → its path in the archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        with archive.open("xl/_rels/workbook.xml.rels") as source:
            targets = {each.get("Id"): each.get("Target", "") for _, each in iterparse(source)}
        with archive.open("xl/workbook.xml") as source:
            sheets = [each for _, each in iterparse(source) if each.tag.endswith("}sheet")]
    named = {each.get("name", ""): each.attrib for each in sheets}
    ids = {
        name: next((v for k, v in about.items() if k.endswith("}id")), "")
        for name, about in named.items()
    }
    return {name: f"xl/{targets.get(key, '').removeprefix('/xl/')}" for name, key in ids.items()}


def put_marks(rows: dict[int, list[str]], marks: Mapping[tuple[int, int], str], width: int) -> None:
    """Put the frame's marks into rows: number from 1 → texts, `width` of them afterwards."""
    for (number, column), text in marks.items():
        cells = rows.setdefault(number, [])
        cells += [""] * (width - len(cells))
        cells[column - 1] = text

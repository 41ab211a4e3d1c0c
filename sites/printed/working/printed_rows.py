"""One table as it was printed → its rows with their places on the page, and what is in no row.

The table reader of `sites.reading` decides what each line is, for pictures as for files; here its
answer is put back to the cells that it came from.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sites.assembling import Rules
from sites.assembling.judging import assemble_row
from sites.reading.sheets import Line, Sheet
from sites.reading.tables.cells import CleanLine
from sites.reading.tables.columns import is_untitled
from sites.reading.tables.layouts import Layout
from sites.reading.tables.table_reading import TableReading, cells_by_line, read_lines
from sites.records import Problem, Row, status_of
from sites.records.scans import Box, Doubt, Leftover, PrintedCell, PrintedLine, PrintedRow

_HIDDEN = "这一行在隐藏的工作表或网页隐藏的部分里，没有读；要读就先取消隐藏。"
_NO_TABLE = "没有认出表头和列，这一行没有读；是采血点就在核对页里补成一行。"


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row, what the readers say of it, and where it stands. box, boxes: None for documents."""

    printed: PrintedRow
    said: tuple[Doubt, ...]
    box: Box | None = None
    boxes: Mapping[str, Box] | None = None


@dataclass(frozen=True, slots=True)
class FoundTable:
    """layout: what its columns hold; None when that was not recognised."""

    rows: tuple[FoundRow, ...]
    leftovers: tuple[Leftover, ...]
    layout: Layout | None


@dataclass(frozen=True, slots=True)
class ReadingStyle:
    """file: what rows call it. keep_names: officers' names go to the notes. inherited: the layout
    of the table before, for one without a header."""

    file: str
    keep_names: bool = False
    inherited: Layout | None = None


def read_document_table(sheet: Sheet, style: ReadingStyle) -> FoundTable:
    """The rows of a table that was text already."""
    reading = (
        None if sheet.is_hidden else _read(numbered(line.cells for line in sheet.lines), style)
    )
    if reading is None:
        return FoundTable((), tuple(_unrecognised(sheet, style.file)), None)
    rows = [
        FoundRow(
            PrintedRow(
                row.cells,
                style.file,
                sheet.lines[row.line - 1].number,
                serial=reading.serials[row.line],
            ),
            said,
        )
        for row, said in with_what_was_said(reading.outcomes)
    ]
    leftovers = [
        Leftover(style.file, other.text, other.kind, other.advice) for other in reading.others
    ]
    return FoundTable(tuple(rows), tuple(leftovers), reading.layout)


def read_printed_table(printed: Sequence[PrintedLine], style: ReadingStyle) -> FoundTable:
    """The rows of a table that was recognised on a picture.

    printed: its lines from top to bottom; the lines of one table may stand on several pictures.
    """
    sheet = numbered(tuple(cell.text for cell in line.cells) for line in printed)
    reading = _read(sheet, style)
    if reading is None:
        return FoundTable((), tuple(_unrecognised_lines(printed)), None)
    second = _second_cells(printed, sheet, reading)
    rows = [
        _found_row(row, said, printed[row.line - 1], _Reading(reading, second))
        for row, said in with_what_was_said(reading.outcomes)
    ]
    leftovers = [
        Leftover(line.picture.name, other.text, other.kind, other.advice, box=line.box)
        for other in reading.others
        for line in [printed[other.number - 1]]
    ]
    return FoundTable(tuple(rows), tuple(leftovers), reading.layout)


def _read(sheet: Sheet, style: ReadingStyle) -> TableReading | None:
    return read_lines(sheet, style.file, keep_names=style.keep_names, inherited=style.inherited)


@dataclass(frozen=True, slots=True)
class _Reading:
    """first: of the table; second: line → cells of the other reading, None without one."""

    first: TableReading
    second: Mapping[int, Mapping[str, str]] | None


def _found_row(row: Row, said: tuple[Doubt, ...], line: PrintedLine, reading: _Reading) -> FoundRow:
    by_role: dict[str, list[PrintedCell]] = {}
    layout = reading.first.layout
    for cell, column in zip(line.cells, layout.columns, strict=False):
        if column.role and (cell.text or cell.second):
            by_role.setdefault(column.role, []).append(cell)
    # A mobile's column ends in our column "phone"; what was read of both is judged together.
    by_role.setdefault("phone", []).extend(by_role.pop("mobile", []))
    second = None if reading.second is None else reading.second.get(row.line, {})
    printed = PrintedRow(
        cells=row.cells,
        picture=line.picture.name,
        picture_row=line.number,
        second=second,
        scores={
            role: min(cell.score for cell in cells) for role, cells in by_role.items() if cells
        },
        carried=frozenset(
            role for role, cells in by_role.items() if any(cell.is_carried for cell in cells)
        ),
        serial=reading.first.serials[row.line],
    )
    boxes = {role: box for role, cells in by_role.items() if (box := _joined_box(cells))}
    return FoundRow(printed, (*_unread(line, layout), *said), line.box, boxes)


def _unread(line: PrintedLine, layout: Layout) -> Iterator[Doubt]:
    """Texts in columns that have no header of their own: a part of another cell, perhaps."""
    for cell, column in zip(line.cells, layout.columns, strict=False):
        if cell.text.strip() and not column.role and is_untitled(column):
            yield Doubt("", f"还有字没有读进任何一格：“{cell.text.strip()}”")


def _joined_box(cells: Iterable[PrintedCell]) -> Box | None:
    joined: Box | None = None
    for cell in cells:
        if cell.box is not None:
            joined = cell.box if joined is None else joined.joined(cell.box)
    return joined


def numbered(lines: Iterable[tuple[str, ...]]) -> Sheet:
    """The lines numbered anew from 1: a picture's own numbers begin again with each picture, and
    tables side by side in a file have the same ones."""
    return Sheet("", tuple(Line(number, cells) for number, cells in enumerate(lines, 1)))


def _second_cells(
    printed: Sequence[PrintedLine], sheet: Sheet, reading: TableReading
) -> Mapping[int, Mapping[str, str]] | None:
    """Line → cells of the other reading, tidied by the same reader; None without another one.

    Only the rows are taken from it: a header read differently must not move the columns.
    """
    if all(cell.second is None for line in printed for cell in line.cells):
        return None
    lines = [
        replace(line, cells=tuple(map(_other_text, printed[line.number - 1].cells)))
        if line.number in reading.serials
        else line
        for line in sheet.lines
    ]
    return cells_by_line(Sheet("", tuple(lines)), reading.layout)


def _other_text(cell: PrintedCell) -> str:
    return cell.text if cell.second is None else cell.second


def with_what_was_said(
    heard: Iterable[Row | Problem],
) -> Iterator[tuple[Row, tuple[Doubt, ...]]]:
    """Each row with the problems of the reader, and with why a load would refuse it."""
    said: dict[int, list[Doubt]] = {}
    rows = []
    for outcome in heard:
        if isinstance(outcome, Row):
            rows.append(outcome)
        else:
            said.setdefault(outcome.line, []).append(Doubt(outcome.column, outcome.advice))
    for row in rows:
        _, problems = assemble_row(_with_status(row), Rules(source_required=False))
        refusals = [Doubt(each.column, each.advice) for each in problems if not each.taken]
        yield row, (*said.get(row.line, ()), *refusals)


def _with_status(row: Row) -> Row:
    status = row.cells.get("status") or status_of(row.cells)
    return replace(row, cells={**row.cells, "status": status})


def _unrecognised(sheet: Sheet, file: str) -> Iterator[Leftover]:
    for line in sheet.lines:
        text = "，".join(filter(None, CleanLine.of(line).texts))
        if text:
            yield Leftover(file, text, "leftover", _HIDDEN if sheet.is_hidden else _NO_TABLE)


def _unrecognised_lines(printed: Iterable[PrintedLine]) -> Iterator[Leftover]:
    for line in printed:
        text = "，".join(filter(None, (cell.text for cell in line.cells)))
        if text:
            yield Leftover(line.picture.name, text, "leftover", _NO_TABLE, box=line.box)

"""A table and what became of each of its lines, for those who know where each line stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from sites.reading.sheets import Sheet
from sites.reading.tables.cells import CleanLine
from sites.reading.tables.headings import heading_of
from sites.reading.tables.judged import JudgedSheet
from sites.reading.tables.layouts import Layout
from sites.reading.tables.table import read_judged
from sites.records import Problem, Row


@dataclass(frozen=True, slots=True)
class OtherLine:
    """A line that became no row. number: of the line; kind: what it is; advice: what to do."""

    number: int
    text: str
    kind: Literal["problem", "header", "heading", "note"]
    advice: str


@dataclass(frozen=True, slots=True)
class TableReading:
    """layout: what the columns hold. outcomes: rows and problems, in the order of lines.

    others: the lines that became no row. serials: line of a row → its running number as printed.
    """

    layout: Layout
    outcomes: tuple[Row | Problem, ...]
    others: tuple[OtherLine, ...]
    serials: Mapping[int, str]


def read_lines(
    sheet: Sheet, file: str, *, keep_names: bool, inherited: Layout | None
) -> TableReading | None:
    """The reading of a sheet whose lines count from 1; None when no table is recognised in it.

    inherited: the layout of the table before, for one without a header of its own.
    """
    judged = JudgedSheet(sheet)
    layout = _layout(judged, inherited)
    if layout is None:
        return None
    outcomes = tuple(read_judged(judged, file, keep_names=keep_names, layout=layout) or ())
    rows = {outcome.line for outcome in outcomes if isinstance(outcome, Row)}
    serials = {
        line.number: _serial(line.cells, layout) for line in sheet.lines if line.number in rows
    }
    others = [line for line in judged.lines if line.number not in rows]
    return TableReading(layout, outcomes, tuple(_told(others, layout, outcomes)), serials)


def cells_by_line(sheet: Sheet, layout: Layout) -> Mapping[int, Mapping[str, str]]:
    """Line → cells of its row, of another reading of a table whose layout is known."""
    outcomes = read_judged(JudgedSheet(sheet), "", keep_names=False, layout=layout) or ()
    return {outcome.line: outcome.cells for outcome in outcomes if isinstance(outcome, Row)}


def _layout(judged: JudgedSheet, inherited: Layout | None) -> Layout | None:
    """By the table's own header, else as the table before, else by what the cells hold."""
    found = judged.layout
    width = max((len(line.texts) for line in judged.lines), default=0)
    has_header = found is not None and found.header_line > 0
    if not has_header and inherited is not None and len(inherited.columns) == width:
        return Layout(inherited.columns)
    return found


def _serial(cells: tuple[str, ...], layout: Layout) -> str:
    return next(iter(layout.texts([text.strip() for text in cells], "serial")), "")


def _told(
    lines: list[CleanLine], layout: Layout, outcomes: tuple[Row | Problem, ...]
) -> Iterator[OtherLine]:
    problems = {outcome.line: outcome for outcome in outcomes if isinstance(outcome, Problem)}
    for line in lines:
        text = "，".join(dict.fromkeys(filter(None, line.texts)))
        problem = problems.get(line.number)
        if problem is not None and not problem.taken:
            yield OtherLine(line.number, text, "problem", problem.advice)
        elif line.number == layout.header_line or layout.is_header(line.texts):
            yield OtherLine(line.number, text, "header", problem.advice if problem else "")
        else:
            yield OtherLine(line.number, text, "heading" if heading_of(text) else "note", "")

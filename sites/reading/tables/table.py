"""The lines of a Sheet → Rows and Problems.

The rule that keeps a list whole: a line is left out only when it is blank, a header, a title or
footer (no number to call, and one text or only labelled ones), a section heading or a total.
Every other line becomes a Row, or a Problem that says why not.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sites.reading.sheets import Sheet
from sites.reading.tables import rows
from sites.reading.tables.cells import CleanLine
from sites.reading.tables.headed import Headings, is_elsewhere
from sites.reading.tables.headings import area_heading_of
from sites.reading.tables.judged import JudgedSheet
from sites.reading.tables.layouts import Layout, filled_columns
from sites.reading.tables.line_kinds import judged_lines, left_out
from sites.reading.tables.signs import PHONE, UNIT
from sites.reading.tables.surplus import mended
from sites.reading.tables.titles import AREAS
from sites.records import COLUMNS, READ_COLUMNS, Problem, Row

# Columns that stand beside every row of a list read from pictures, a stray text too.
_SAY_NO_PLACE = frozenset(READ_COLUMNS) - frozenset(COLUMNS)


def read_table(sheet: Sheet, file: str, *, keep_names: bool) -> Iterator[Row | Problem] | None:
    """The rows and problems of a sheet; None when no table of sites is recognised in it.

    file: what Rows and Problems call the file. keep_names: officers' names go to the notes.
    """
    return read_judged(JudgedSheet(sheet), file, keep_names=keep_names)


def read_judged(
    judged: JudgedSheet, file: str, *, keep_names: bool, layout: Layout | None = None
) -> Iterator[Row | Problem] | None:
    """As read_table. layout: what the columns hold, where another table says it."""
    layout = layout or judged.layout
    if layout is None:
        return None
    return _read(judged.lines, layout, rows.ListStyle(file, keep_names))


def unread_table(judged: JudgedSheet, file: str) -> Iterator[Problem]:
    """What a sheet leaves to say that is hidden or holds no table that is recognised.

    Each line with a number to call counts as a row that was not taken; without any, the sheet
    is named once (taken: nothing is missing).
    """
    sheet, lines = judged.sheet, judged.lines
    if sheet.is_hidden:
        advice = "隐藏的工作表，没有读；要读就先取消隐藏。"
        yield Problem(file, sheet.lines[0].number, "", sheet.name, advice, taken=True)
        return
    advice = "这张工作表里没有认出表头，没有读；请在名单上面写上表头（单位、地址、电话）。"
    strays = [line for line in lines if any(PHONE.search(text) for text in line.texts)]
    for line in strays:
        yield Problem(
            file, line.number, "", rows.short("，".join(filter(None, line.texts))), advice
        )
    if not strays:
        yield Problem(file, lines[0].number, "", sheet.name, advice, taken=True)


@dataclass(slots=True)
class _Above:
    """What the lines above say for the lines below."""

    fills: frozenset[str]
    headings: Headings = field(default_factory=Headings)
    areas: dict[str, str] = field(default_factory=dict)
    row: dict[str, str] = field(default_factory=dict)

    def head(self, name: str) -> None:
        self.headings.head(name)
        self.areas = {}

    def fill(self, cells: dict[str, str]) -> None:
        """Put the areas that a merged cell or a heading above means for this row too."""
        given = [cells.get(role, "") for role in AREAS]
        for place, role in enumerate(AREAS):
            if given[place]:
                wider = {name: self.areas[name] for name in AREAS[:place] if name in self.areas}
                self.areas = wider | {role: given[place]}
            elif role in self.fills and not any(given[:place]) and role in self.areas:
                if is_elsewhere(" ".join(given[place:]).strip(), self.areas[role]):
                    del self.areas[role]
                else:
                    cells[role] = self.areas[role]
        self.headings.put(cells)


def _read(
    lines: Sequence[CleanLine], layout: Layout, style: rows.ListStyle
) -> Iterator[Row | Problem]:
    yield from rows.unread_columns(layout.columns, layout.header_line, style)
    judgements = judged_lines(lines, layout)
    judged = list(zip(lines, judgements, strict=True))
    body = [line.texts for line, judgement in judged if judgement.kind == "row"]
    above = _Above(filled_columns(body, layout))
    for line, judgement in judged:
        if judgement.kind == "heading":
            above.head(judgement.heading)
        elif judgement.kind == "row":
            yield from _read_row(line, layout, style, above)
    yield from rows.left_out(left_out(judged, layout), style)


def _read_row(
    line: CleanLine, layout: Layout, style: rows.ListStyle, above: _Above
) -> Iterator[Row | Problem]:
    way = mended(line, layout.columns)
    if way:
        line = way.line
    problem = rows.misfit(line, layout.columns, style)
    if problem:
        yield problem
        return
    cells, problems = rows.cells_of(line, layout.columns, style, above.row)
    words = _only_words(line, cells)
    if words:
        yield rows.only_words(line, words, style)
        return
    if "address" not in cells and (name := area_heading_of(cells.get("unit", ""))):
        above.head(name)  # 南京市,,025-84420000 above its branches
    above.fill(cells)
    above.row = cells
    if way:
        problems.append(rows.put_together(line, way.role, way.text, style))
    yield from rows.row_of(line, cells, problems, style)


def _only_words(line: CleanLine, cells: Mapping[str, str]) -> str:
    """The text of a line that says one thing only, which is no unit: a sentence in one cell, a unit
    with its number in the same one, or over the whole width with a number to call in it."""
    distinct = {text for text in line.texts if text}
    if len(distinct) == 1 and len(cells) > 1:
        return distinct.pop()
    is_alone = cells.keys() - _SAY_NO_PLACE == {"unit"}
    is_unit = is_alone and UNIT.fullmatch(cells["unit"])
    return cells["unit"] if is_alone and not (is_unit and not _calls(cells["unit"])) else ""


def _calls(text: str) -> bool:
    return PHONE.search(text) is not None

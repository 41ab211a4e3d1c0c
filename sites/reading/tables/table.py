"""The lines of a Sheet → Rows and Problems.

The rule that keeps a list whole: a line is left out only when it is blank, a header, a title or
footer (no number to call, and one text or only labelled ones), a section heading or a total.
Every other line becomes a Row, or a Problem that says why not.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest
from typing import Literal

from sites.reading.sheets import Line, Sheet
from sites.reading.tables import columns, rows
from sites.reading.tables.cells import CleanLine
from sites.reading.tables.columns import Column
from sites.reading.tables.headed import Headings, is_elsewhere
from sites.reading.tables.headings import (
    area_column_of,
    area_heading_of,
    heading_of,
    office_heading_of,
)
from sites.reading.tables.surplus import mended
from sites.records import COLUMNS, READ_COLUMNS, Problem, Row

Kind = Literal["blank", "header", "aside", "heading", "total", "row"]
# A header stands near the top; below that many lines the table has none.
_HEADER_WITHIN_LINES = 40
_SAMPLE_LINES = 300
_COUNT = r"\s?[0-9]*\s?[个处家条名]?"
_TOTAL = re.compile(rf"(?:本页|全省|全市|全国)?(?:合计|总计|小计|共计|总数)[::]?{_COUNT}")
_COUNTED = re.compile(_COUNT)
_LABELLED = re.compile(r"[^:]{1,10}:.*|.{0,6}[0-9]{4}年.{0,10}|第.{1,3}页.*|共.{1,4}页")
FOOTER = re.compile(
    r"(?:注|备注|说明|附注|来源|数据来源|资料来源|制表人?|填表人?|审核人?|更新时间)\s?:.*|附[件表].*"
    r"|截[至止].*[年月日].*|第.{1,4}页.*|共.{1,6}[页个条处家].*"
    r"|(?:[一二三四五六七八九十]+[、.,]|[(\[][一二三四五六七八九十]+[)\]]).*"
)
# What alone fills the column of running numbers; a heading may begin in it too.
_NUMBER = re.compile(r"[\W0-9A-Za-z〇一二三四五六七八九十百]*")
# Columns that stand beside every row of a list read from pictures, a stray text too.
_SAY_NO_PLACE = frozenset(READ_COLUMNS) - frozenset(COLUMNS)
_BAND = 3  # cells with one text: it is merged over the whole width


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column holds what. header_line: number of the header's first line; 0 without one.

    header: the lines of the header, one or two.
    """

    columns: tuple[Column, ...]
    header_line: int = 0
    header: tuple[CleanLine, ...] = ()

    def is_header(self, texts: Sequence[str]) -> bool:
        """Whether a line is one of the header, there or again further down."""
        is_same = any(tuple(texts) == line.texts for line in self.header)
        return is_same or columns.is_header_again(texts, self.columns)

    def texts(self, texts: Sequence[str], role: str) -> list[str]:
        """The filled cells of the columns with this role, in order."""
        return [
            text
            for text, column in zip(texts, self.columns, strict=False)
            if column.role == role and text
        ]


def read_table(
    sheet: Sheet, file: str, *, keep_names: bool, layout: Layout | None = None
) -> Iterator[Row | Problem] | None:
    """The rows and problems of a sheet; None when no table of sites is recognised in it.

    file: what Rows and Problems call the file. keep_names: officers' names go to the notes.
    layout: what the columns hold, where that is known already.
    """
    lines = [CleanLine.of(line) for line in sheet.lines]
    layout = layout or find_layout(lines)
    if layout is None:
        return None
    return _read(lines, layout, rows.ListStyle(file, keep_names))


def unread_table(sheet: Sheet, file: str) -> Iterator[Problem]:
    """What a sheet leaves to say that is hidden or holds no table that is recognised.

    Each line with a number to call counts as a row that was not taken; without any, the sheet
    is named once (taken: nothing is missing).
    """
    if sheet.is_hidden:
        advice = "隐藏的工作表，没有读；要读就先取消隐藏。"
        yield Problem(file, sheet.lines[0].number, "", sheet.name, advice, taken=True)
        return
    advice = "这张工作表里没有认出表头，没有读；请在名单上面写上表头（单位、地址、电话）。"
    lines = [CleanLine.of(line) for line in sheet.lines]
    strays = [line for line in lines if any(columns.PHONE.search(text) for text in line.texts)]
    for line in strays:
        yield Problem(
            file, line.number, "", rows.short("，".join(filter(None, line.texts))), advice
        )
    if not strays:
        yield Problem(file, lines[0].number, "", sheet.name, advice, taken=True)


def has_header(lines: Sequence[Line]) -> bool:
    """Whether one of the lines near the top is a header."""
    top = map(CleanLine.of, lines[:_HEADER_WITHIN_LINES])
    return any(columns.read_header(line.texts) is not None for line in top)


def find_layout(lines: Sequence[CleanLine]) -> Layout | None:
    """The layout by a header line near the top, else by what the cells hold."""
    width = max((len(line.texts) for line in lines), default=0)
    for place, line in enumerate(lines[:_HEADER_WITHIN_LINES]):
        header = columns.read_header(line.texts)
        if header is None:
            continue
        below = None
        if place + 1 < len(lines):
            texts = _padded(lines[place + 1].texts, len(header))
            below = columns.read_lower_header(texts, header)
            header = columns.merged_header(header, below) if below else header
        body = [_padded(each.texts, len(header)) for each in lines[place + 1 :]]
        named = _with_area_column(columns.with_untitled(header, body), body)
        of_header = tuple(lines[place : place + (2 if below else 1)])
        return Layout(columns.with_sources(named), line.number, of_header)
    found = _recognised(lines, width, fewest=3) or _recognised(lines, width, fewest=2)
    return Layout(found) if found else None


def _with_area_column(
    header: Sequence[Column], body: Sequence[Sequence[str]]
) -> tuple[Column, ...]:
    """The header; a column that nobody knows is one of areas where that is what it holds, mostly
    once for many rows: 区域 | 上海, 南京, 杭州."""
    found = list(header)
    for place, column in enumerate(header):
        filled = [texts[place] for texts in body if texts[place]] if not column.role else []
        role = area_column_of(filled[:_SAMPLE_LINES])
        if role and not any(each.role == role for each in found):
            found[place] = replace(column, role=role)
    return tuple(found)


def _recognised(
    lines: Sequence[CleanLine], width: int, *, fewest: int
) -> tuple[Column, ...] | None:
    """The columns by what stands in lines of so many texts. Of two texts one must be a number to
    call: units beside each other look like units and addresses."""
    sample = [line.texts for line in lines if len({*line.texts} - {""}) >= fewest][:_SAMPLE_LINES]
    body = [_padded(texts, width) for texts in sample]
    found = columns.recognised(body)
    if found is None or (fewest < 3 and all(column.role != "phone" for column in found)):
        return None
    return _with_area_column(found, body)


def kind_of(texts: Sequence[str], layout: Layout, *, is_top: bool) -> Kind:
    """What a line is. texts: its tidied cells. is_top: no header and no row came before it."""
    distinct = {text for text in texts if text}
    serials = {text for text in layout.texts(texts, "serial") if _NUMBER.fullmatch(text)}
    if not distinct - serials:
        return "blank"
    if any(columns.PHONE.search(text) for text in distinct):
        return "row"
    if layout.is_header(texts):
        return "header"
    if _heading(texts):
        return "heading"
    return _kind_of_others(texts, distinct, is_top=is_top)


def _kind_of_others(texts: Sequence[str], distinct: set[str], *, is_top: bool) -> Kind:
    """Of a line without a number to call that names no area alone."""
    first, *others = (text for text in texts if text)
    if _TOTAL.fullmatch(first) and all(_COUNTED.fullmatch(text) for text in others):
        return "total"
    if len(distinct) > 1:
        return "aside" if all(_LABELLED.fullmatch(text) for text in distinct) else "row"
    return _kind_of_single(first, texts, is_top=is_top)


def _kind_of_single(text: str, texts: Sequence[str], *, is_top: bool) -> Kind:
    is_band = sum(bool(each) for each in texts) >= _BAND
    if is_top or is_band or FOOTER.fullmatch(text) or _LABELLED.fullmatch(text):
        return "aside"
    return "row"


def _heading(texts: Sequence[str]) -> str | None:
    """The area that a line names, when it says nothing else but a number or a count: 一 | 南京市 |
    3个, or a province and its city in two cells."""
    distinct = list(dict.fromkeys(text for text in texts if text))
    told = [text for text in distinct if not (_NUMBER.fullmatch(text) or _COUNTED.fullmatch(text))]
    if len(told) == 1:
        is_band = sum(text == told[0] for text in texts) >= _BAND
        return office_heading_of(told[0]) if is_band else heading_of(told[0])
    return heading_of("".join(told)) if all(map(heading_of, told)) else None


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
        given = [cells.get(role, "") for role in columns.AREAS]
        for place, role in enumerate(columns.AREAS):
            if given[place]:
                wider = {
                    name: self.areas[name] for name in columns.AREAS[:place] if name in self.areas
                }
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
    kinds = _kinds(lines, layout)
    body = [line.texts for line, kind in zip(lines, kinds, strict=True) if kind == "row"]
    above = _Above(filled_columns(body, layout))
    for line, kind in zip(lines, kinds, strict=True):
        heading = _heading(line.texts) if kind == "heading" else None
        if heading:
            above.head(heading)
        elif kind == "row":
            yield from _read_row(line, layout, style, above)
    yield from rows.left_out(_left_out(lines, kinds, layout), style)


def _left_out(
    lines: Sequence[CleanLine], kinds: Sequence[Kind], layout: Layout
) -> Iterator[tuple[CleanLine, Kind]]:
    """The lines among the rows that are taken for none by their looks alone: a person may see more
    in them. The very header again (a page begins), a total, a footnote and a title over the whole
    width say themselves what they are."""
    is_below = False
    for line, kind in zip(lines, kinds, strict=True):
        is_meant = is_below and kind in ("header", "aside")
        if is_meant and not _says_itself(line.texts, layout):
            yield line, kind
        is_below = is_below or (line == layout.header[-1] if layout.header else kind == "row")


def _says_itself(texts: Sequence[str], layout: Layout) -> bool:
    words = [text for text in texts if text]
    is_band = len({*words}) == 1 and len(words) >= _BAND
    is_very_header = any(texts == each.texts for each in layout.header)
    return is_band or is_very_header or FOOTER.fullmatch(words[0]) is not None


def _kinds(lines: Sequence[CleanLine], layout: Layout) -> list[Kind]:
    kinds: list[Kind] = []
    is_top = True
    for line, below in zip_longest(lines, lines[1:]):
        is_upper = below is not None and below.number == layout.header_line
        if is_upper and _is_upper_header(line.texts, below.texts):
            kinds.append("header")
            continue
        kinds.append(kind_of(line.texts, layout, is_top=is_top))
        is_top = is_top and kinds[-1] not in ("header", "row")
    return kinds


def _is_upper_header(texts: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a line only says what several columns of the header below have in common: some
    title is merged over both lines."""
    is_shared = any(text and text == lower for text, lower in zip(texts, below, strict=False))
    return is_shared and not any(columns.PHONE.search(text) for text in texts)


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
    is_unit = is_alone and columns.UNIT.fullmatch(cells["unit"])
    return cells["unit"] if is_alone and not (is_unit and not _calls(cells["unit"])) else ""


def _calls(text: str) -> bool:
    return columns.PHONE.search(text) is not None


def filled_columns(body: Sequence[Sequence[str]], layout: Layout) -> frozenset[str]:
    """The area columns whose blank cells mean "as above": merged cells, saved as text.

    So it is when the column starts filled, has blanks, and hardly ever repeats the cell above:
    a list that repeats means its blanks. A blank county is never filled: the city's own unit
    has none. body: the tidied cells of the rows.
    """
    found = []
    for role in ("province", "city"):
        if not any(column.role == role for column in layout.columns):
            continue
        column = [next(iter(layout.texts(texts, role)), "") for texts in body]
        blanks = column.count("")
        repeats = sum(bool(above) and above == below for above, below in pairwise(column))
        if column and column[0] and blanks and repeats * 20 <= blanks:
            found.append(role)
    return frozenset(found)


def _padded(texts: Sequence[str], width: int) -> tuple[str, ...]:
    return (*texts[:width], *("" for _ in range(width - len(texts))))

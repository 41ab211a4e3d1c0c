"""Lists without a table: lines of text that are the list themselves → lines of a table.

单位：演示采血点          labelled blocks (the work of `blocks`)
地址：演示路1号
单位　　地址　　电话       columns set apart by blanks or tabs
1. 演示采血点，演示路1号，电话028-00000001          a sentence for each site
"""

import re
from collections.abc import Sequence

from sites.reading.sheets import Line, Sheet
from sites.reading.tables.blocks import blocks_table
from sites.reading.tables.cells import CleanLine, clean
from sites.reading.tables.columns import read_header
from sites.reading.tables.headings import heading_of
from sites.reading.tables.judged import JudgedSheet
from sites.reading.tables.layouts import find_layout
from sites.reading.tables.meaning import kind_of
from sites.reading.tables.plain import plain_line
from sites.reading.tables.signs import PHONE, PROVINCE, UNIT
from sites.reading.tables.unlabelled import unlabelled_lines
from sites.text import squeeze

_GAPS = (re.compile(r"[ \u00a0]{2,}|[\t\u3000]+[ \u00a0]*"), re.compile(r"\s+"))
_ORDINAL = re.compile(r"\s*[(（【]?(\d{1,4})(?:[)）】]\s*[.、．]?|\s*[.、．](?!\d))\s*")
_PARTS = re.compile(r"[，,；;]\s*")
_LABEL = re.compile(
    r"\s*(?:(?:详细|联系|办公|值班|咨询|采血)?(?:地址|电话|手机)(?:号码?)?|位于|地点|单位)[:：为是]?\s*"
)
_SENTENCE_HEADER = ("序号", "单位", "地址", "电话", "备注")
_ENOUGH = 0.3  # of the lines; below that a text only speaks of some numbers
_WHOLE = 0.8  # of the lines, when a single blank sets the columns apart
# A book that speaks of a number here and there is not looked through for a list.
_MANY_LINES, _LONGEST_ENTRY = 2_000, 40
_TOP = 5  # lines among which a header stands
_BAND = 3  # cells with one text: a title over the width

_Found = list[Line]


def unruled_lines(texts: Sequence[Line], *, fewest: int = 1) -> tuple[_Found, list[Line]]:
    """(the lines of the table that the texts are, empty when they are none; the texts left).

    texts: lines of one cell. fewest: rows that make a list. Headings below the list's last row
    are also left, for a table that follows.
    """
    texts = [Line(line.number, (plain_line(line.cells[0]),)) for line in texts]
    texts = [line for line in texts if line.cells[0].strip()]
    calling = [line.number for line in texts if PHONE.search(_text(line))]
    if len(texts) > _MANY_LINES and len(calling) * _LONGEST_ENTRY < len(texts):
        return [], list(texts)
    tables = [found for read in _READERS if len(_rows(found := read(texts))) > fewest]
    if not tables:
        return [], list(texts)
    found = max(tables, key=lambda table: _fit(table, texts))
    last = max([_rows(found)[-1].number, *calling])
    return found, [line for line in texts if line.number > last and heading_of(_text(line))]


def _rows(found: _Found) -> _Found:
    """Its lines with more than one text; the header is one of them."""
    return [line for line in found if len({*line.cells} - {""}) > 1]


def _fit(found: _Found, texts: Sequence[Line]) -> tuple[int, bool, int]:
    """How well a table is what the texts mean: whole rows, then whether its header is printed in
    them (one that a reader put there says nothing), then lines besides."""
    whole, rest = wholeness(JudgedSheet(Sheet("", tuple(found))))
    printed = {squeeze(_text(line)) for line in texts}
    headers = (line.cells for line in found[:_TOP] if read_header(list(map(clean, line.cells))))
    return whole, any(squeeze("".join(cells)) in printed for cells in headers), rest


def wholeness(judged: JudgedSheet) -> tuple[int, int]:
    """(how many rows have a unit, an address and a number that each are nothing else; less how
    many lines are in no such row): what shows that a list was read as it was meant."""
    if judged.layout is None:
        return 0, 0
    roles = [column.role for column in judged.layout.columns]
    rows = [dict(zip(roles, line.texts, strict=False)) for line in judged.lines]
    whole = sum(map(_is_whole, rows))
    return whole, whole - len(judged.lines) if whole else 0


def _is_whole(cells: dict[str, str]) -> bool:
    unit, address, phone = (cells.get(role, "") for role in ("unit", "address", "phone"))
    return (
        bool(unit and address)
        and kind_of(unit) in ("unit", "other")
        and unit[0].isalpha()
        and not PHONE.search(unit + address)
        and kind_of(phone) == "phone"
    )


def is_numbered_sentences(lines: Sequence[str]) -> bool:
    """Whether most lines with a number to call are sentences with a number in front and a stop
    behind that: 1. 单位，地址，电话."""
    calling = [line for line in lines if PHONE.search(clean(line))]
    numbered = sum(bool(_ORDINAL.match(line) and _PARTS.search(line)) for line in calling)
    return numbered > 1 and numbered * 2 > len(calling)


def _text(line: Line) -> str:
    return clean(line.cells[0])


def _blocks(texts: Sequence[Line]) -> _Found:
    lines: list[str] = []
    numbers: list[int] = []
    for line in texts:
        if numbers and line.number > numbers[-1] + 1:
            lines.append("")  # blank lines stood between
            numbers.append(line.number - 1)
        lines.append(line.cells[0])
        numbers.append(line.number)
    sheet = blocks_table(lines) if lines else None
    if sheet is None:
        return []
    return [Line(numbers[max(0, line.number - 1)], line.cells) for line in sheet.lines]


def _sentences(texts: Sequence[Line]) -> _Found:
    rows = {line.number: cells for line in texts if (cells := _sentence(line.cells[0]))}
    if not rows or len(rows) < _ENOUGH * len(texts):
        return []
    first = min(rows)
    lines = [
        Line(line.number, rows.get(line.number) or _beside(line, is_title=line.number < first))
        for line in texts
    ]
    return [Line(texts[0].number, _SENTENCE_HEADER), *lines]


def _beside(line: Line, *, is_title: bool) -> tuple[str, ...]:
    """The cells of a line in no row: a title or a heading over the width; any other text as notes
    alone, so that it is told and can be no site."""
    width = len(_SENTENCE_HEADER)
    if is_title or heading_of(_text(line)):
        return line.cells[:1] * width
    return (*[""] * (width - 1), line.cells[0])


def _sentence(text: str) -> tuple[str, ...] | None:
    """The cells under _SENTENCE_HEADER of a line that begins with a unit and has a number to
    call; None otherwise."""
    match = _ORDINAL.match(text)
    serial, rest = (match[1], text[match.end() :]) if match else ("", text)
    first, colon, behind = rest.partition("：")
    if colon and UNIT.fullmatch(clean(first)) and not _PARTS.search(first):
        rest = f"{first}，{behind}"
    parts = [part.strip().rstrip("。.") for part in _PARTS.split(rest) if part.strip()]
    numbers = [place for place, part in enumerate(parts) if PHONE.search(clean(part))]
    if len(parts) < 2 or not numbers or not numbers[0] or not UNIT.fullmatch(_bare(parts[0])):
        return None
    others = [_bare(part) for place, part in enumerate(parts) if place and place not in numbers]
    before = numbers[0] - 1 or len(others)  # the address stands before the number, else behind it
    phones = "、".join(_bare(parts[place]) for place in numbers)
    address, notes = "，".join(others[:before]), "，".join(others[before:])
    return serial, _bare(parts[0]), address, phones, notes


def _bare(part: str) -> str:
    """The part without a label in front: 地址演示路1号, 电话：028-00000001."""
    match = _LABEL.match(part)
    return part[match.end() :] if match else part


def _columns(texts: Sequence[Line]) -> _Found:
    for gap in _GAPS:
        split = [
            Line(line.number, tuple(gap.split(line.cells[0].strip("\r\n \u00a0"))))
            for line in texts
        ]
        header = next((each for each in split if read_header([*map(clean, each.cells)])), None)
        if header:
            found = _by_header(split, header)
        else:
            found = [line if len(line.cells) > 1 else _band(line) for line in split]
        same = sum(len(line.cells) == len((header or split[0]).cells) for line in found)
        is_certain = gap is _GAPS[0] or (header and same >= _WHOLE * len(split))
        if is_certain and find_layout([CleanLine.of(line) for line in found]):
            return found
    return []


def _by_header(split: Sequence[Line], header: Line) -> _Found:
    roles = [column.role for column in read_header([*map(clean, header.cells)]) or ()]
    return [
        line if line is header else _fitted(line, roles) if len(line.cells) > 1 else _band(line)
        for line in split
    ]


def _fitted(line: Line, roles: Sequence[str]) -> Line:
    """The line with numbers set apart by blanks joined; one that has too few cells and does not
    fit the columns gets a cell too many, so that it is told and not read askew."""
    cells = line.cells
    extra = cells[len(roles) - 1 :]
    if len(extra) > 1 and roles[-1] in ("phone", "mobile") and all(map(PHONE.search, extra)):
        return Line(line.number, (*cells[: len(roles) - 1], " ".join(extra)))
    if len(cells) < len(roles) and not all(map(_fits, cells, roles)):
        return Line(line.number, (*cells, *[""] * (len(roles) - len(cells)), cells[0]))
    return line


def _fits(cell: str, role: str) -> bool:
    text = clean(cell)
    if role == "serial":
        return text.isdigit()
    if role == "province":
        return bool(PROVINCE.fullmatch(text))
    return bool(PHONE.search(text)) == (role in ("phone", "mobile"))


def _band(line: Line) -> Line:
    return Line(line.number, line.cells * _BAND)


_READERS = (_blocks, _sentences, _columns, unlabelled_lines)

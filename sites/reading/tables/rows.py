"""One line of a table → the cells of a Row, or the Problem that keeps it from being one."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sites.reading.garbling import GARBLED
from sites.reading.sheets import MAX_CELL_LENGTH
from sites.reading.tables import names
from sites.reading.tables.cells import ERROR, UNREADABLE, CleanLine, clean_list
from sites.reading.tables.signs import PHONE
from sites.reading.tables.titles import AREAS, Column, datum_named
from sites.records import READ_COLUMNS, Problem, Row

_ROLES_THAT_LIST = {"phone", "mobile", "officer", "notes", "hours"}
_ROLES_THAT_LEAD = {"unit", "address", "phone", "mobile", *AREAS}
_NO_NUMBERS = {"unit", "address", *AREAS}
_LOOKS = {"header": "和表头一样", "aside": "像表外的话"}
_AS_ABOVE = {"同上", "〃", "同左"}
_ONLY_A_NUMBER = re.compile(r"[0-9\-\s()/、,;]{7,}")
_TEXT_LENGTH = 200
# Numbers in the order in which they stand in the phone's cell: the site's own lines, mobiles, and
# those of a column that says what they are (监督电话:…), last, for that word goes on to the end.
_OTHER = "other numbers"
_NUMBERS = ("phone", "mobile", _OTHER)
# Columns that may stand twice; the cells are joined. Of any other the first filled one counts.
_JOINED = {"unit": " ", "address": " ", "hours": "; ", "notes": "; "}


@dataclass(frozen=True, slots=True)
class ListStyle:
    """file: what Rows and Problems call it. keep_names: officers' names go to the notes."""

    file: str
    keep_names: bool


def unread_columns(columns: Sequence[Column], line: int, style: ListStyle) -> Iterator[Problem]:
    """One Problem (taken) for all columns of a header that nobody knows, one for the units' own
    pages."""
    for role, advice in (("", _UNKNOWN), ("website", _WEBSITE)):
        titles = "、".join(each.title for each in columns if each.title and each.role == role)
        if titles:
            yield Problem(style.file, line, titles, titles, advice, taken=True)


_UNKNOWN = "不认识这些列，没有读；要读就把表头改成说明里的列名。"
_WEBSITE = "这一列当作单位自己的网址，没有读；是名单的出处就把表头改成“出处网址”。"


def misfit(line: CleanLine, columns: Sequence[Column], style: ListStyle) -> Problem | None:
    """Why the cells of this line cannot be told apart; None when they can."""
    surplus = [text for text in line.texts[len(columns) :] if text]
    if surplus:
        advice = f"这一行比表头多 {len(surplus)} 格，可能有没加引号的逗号；请改好再读。"
        return _problem(line, columns, style, column="", advice=advice)
    if max(map(len, line.raw), default=0) > MAX_CELL_LENGTH:
        advice = f"有一格超过 {MAX_CELL_LENGTH} 字，可能少了一个引号；请改好再读。"
        return _problem(line, columns, style, column="", advice=advice)
    together = "\n".join(line.raw)  # of most lines one look says that no cell is garbled
    is_sound = not (UNREADABLE.search(together) or GARBLED.search(together))
    for cell, column in () if is_sound else zip(line.raw, columns, strict=False):
        is_garbled = column.role in _ROLES_THAT_LEAD and GARBLED.search(cell)
        if is_garbled or (column.role not in ("", "doubts") and UNREADABLE.search(cell)):
            advice = "有乱码（缺字）；请改正这一格再读。"
            return _problem(line, columns, style, column=column.role, advice=advice)
    return _shifted(line, columns, style)


def _shifted(line: CleanLine, columns: Sequence[Column], style: ListStyle) -> Problem | None:
    for text, column in zip(line.texts, columns, strict=False):
        if text and column.role in _NO_NUMBERS and _ONLY_A_NUMBER.fullmatch(text):
            advice = "这一格像电话号码，可能串了列或少了一格；请对齐表头再读。"
            return _problem(line, columns, style, column=column.role, advice=advice)
    return None


def cells_of(
    line: CleanLine, columns: Sequence[Column], style: ListStyle, above: Mapping[str, str]
) -> tuple[dict[str, str], list[Problem]]:
    """The cells by our column names, and what had to be left out of them (taken).

    above: the cells of the row before, for 同上.
    """
    found: dict[str, list[str]] = {}
    problems: list[Problem] = []
    officers: list[str] = []
    for place, column in enumerate(columns[: len(line.texts)]):
        if not line.raw[place] or column.role in ("", "serial"):
            continue
        text = _meant(line, place, column, above)
        if not text:
            continue
        if ERROR.fullmatch(text):
            problems.append(_left_out(line, column, style, text))
            continue
        if column.role in ("hours", "notes") and _ONLY_A_NUMBER.fullmatch(text):
            problems.append(_stray_number(line, column, style, text))
            if column.role == "hours":
                continue
        role, kept, people = _without_names(text, column)
        officers += people
        found.setdefault(role, []).extend([kept] if kept else [])
    return _joined(found, columns, officers if style.keep_names else []), problems


def row_of(
    line: CleanLine, cells: Mapping[str, str], problems: Sequence[Problem], style: ListStyle
) -> Iterator[Row | Problem]:
    """The Row and what was left out of it; a Problem instead when it cannot be a site."""
    text = short("，".join(cells.values()))
    if "unit" not in cells:
        advice = "没有单位名称；请补上单位，或删去这一行。"
        yield Problem(style.file, line.number, "unit", text, advice)
    else:
        in_order = {name: cells[name] for name in READ_COLUMNS if name in cells}
        yield Row(style.file, line.number, in_order)
        yield from problems


def put_together(line: CleanLine, role: str, text: str, style: ListStyle) -> Problem:
    """The Problem (taken) of a line whose cells were put together for the comma in one of them."""
    advice = f"这一行多一格，把“{short(text)}”当作一格读了（逗号没加引号）；请核对。"
    return Problem(style.file, line.number, role, short(text), advice, taken=True)


def left_out(lines: Iterable[tuple[CleanLine, str]], style: ListStyle) -> Iterator[Problem]:
    """One Problem (taken) for all lines that look like no row, so that none vanishes unseen.

    lines: each with what it looks like: "header" or "aside".
    """
    found = [(line, f"第 {line.number} 行（{_LOOKS[look]}）") for line, look in lines]
    if found:
        first = found[0][0]
        text = short("，".join(filter(None, first.texts)))
        lines_said = "、".join(said for _, said in found)
        advice = f"没有当作采血点：{lines_said}；是采血点就请改好再读。"
        yield Problem(style.file, first.number, "", text, advice, taken=True)


def only_words(line: CleanLine, text: str, style: ListStyle) -> Problem:
    """The Problem of a line that holds one text, which is not the name of a unit."""
    advice = "这一行只有一格文字，不像单位名称；是采血点就补上地址和电话，不是就删去。"
    return Problem(style.file, line.number, "unit", short(text), advice)


def _meant(line: CleanLine, place: int, column: Column, above: Mapping[str, str]) -> str:
    text = line.texts[place]
    if column.role in _ROLES_THAT_LIST and len(line.raw[place].splitlines()) > 1:
        text = clean_list(line.raw[place])
    return above.get(column.role, "") if text in _AS_ABOVE else text


def _without_names(text: str, column: Column) -> tuple[str, str, tuple[str, ...]]:
    """(role, text without names, names) of a cell."""
    role = column.role
    if role == "officer":
        return _officer(text)
    if role in ("phone", "mobile"):
        text, people = names.split_names(text)
        if column.label:
            return _OTHER, f"{column.label}:{text}" if text else "", people
        note = f"({column.note})" if column.note and column.note not in text else ""
        return role, text + note if text else "", people
    text, people = names.without_officers(text)
    return role, text, people


def _officer(text: str) -> tuple[str, str, tuple[str, ...]]:
    """A name's cell may hold the number too; the number is kept."""
    if not PHONE.search(text):
        return "officer", "", (text,)
    text, people = names.split_names(text)
    return "mobile", text, people


def _joined(
    found: Mapping[str, list[str]], columns: Sequence[Column], officers: Sequence[str]
) -> dict[str, str]:
    cells = {
        role: _JOINED[role].join(_distinct(texts)) if role in _JOINED else texts[0]
        for role, texts in found.items()
        if role in READ_COLUMNS and texts
    }
    numbers = _distinct([text for role in _NUMBERS for text in found.get(role, [])])
    if numbers:
        cells["phone"] = "、".join([*found.get("dialling", []), *numbers])
    if officers:
        people = "联系人:" + "、".join(_distinct(officers))
        cells["notes"] = "; ".join(filter(None, (cells.get("notes"), people)))
    _put_coordinates(cells, found.get("coordinates", []), columns)
    return cells


def _put_coordinates(
    cells: dict[str, str], together: Sequence[str], columns: Sequence[Column]
) -> None:
    """Part a cell with both coordinates (in China no latitude is a longitude); name the datum."""
    numbers = re.findall(r"[0-9]+\.[0-9]+", " ".join(together))
    if len(numbers) == 2 and "lat" not in cells:
        cells["lat"], cells["lon"] = sorted(numbers, key=float)
    if "lat" not in cells and "lon" not in cells:
        return
    named = datum_named(cells.get("datum", "")) or next(
        (column.datum for column in columns if column.datum), None
    )
    if named:
        cells["datum"] = named


def _distinct(texts: Sequence[str]) -> list[str]:
    """The texts in order without those that another one holds already."""
    once = list(dict.fromkeys(texts))
    return [text for text in once if not any(text in other and text != other for other in once)]


def _stray_number(line: CleanLine, column: Column, style: ListStyle, text: str) -> Problem:
    advice = "这一格只有一个号码，没有当作电话；是这个单位的电话就移到电话那一格。"
    return Problem(style.file, line.number, column.role, text, advice, taken=True)


def _left_out(line: CleanLine, column: Column, style: ListStyle, text: str) -> Problem:
    advice = "这一格是表格软件的出错标记或没有算出的公式，没有读；请填上文字。"
    return Problem(style.file, line.number, column.role, text, advice, taken=True)


def _problem(
    line: CleanLine, columns: Sequence[Column], style: ListStyle, *, column: str, advice: str
) -> Problem:
    roles = [each.role for each in columns] + [""] * len(line.texts)
    cells = zip(line.texts, roles, strict=False)
    texts = [_for_report(text, role, style) for text, role in cells]
    return Problem(style.file, line.number, column, short("，".join(filter(None, texts))), advice)


def _for_report(text: str, role: str, style: ListStyle) -> str:
    if style.keep_names:
        return text
    if role in ("phone", "mobile"):
        return names.split_names(text)[0]
    return "" if role == "officer" else names.without_officers(text)[0]


def short(text: str) -> str:
    """The text, cut where a report would grow too long."""
    return text if len(text) <= _TEXT_LENGTH else f"{text[:_TEXT_LENGTH]}…"

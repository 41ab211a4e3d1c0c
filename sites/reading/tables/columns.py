"""Which column holds what: by the words of a header line, or by what the cells hold."""

import re
from collections.abc import Sequence
from dataclasses import replace

from sites.reading.tables.signs import ADDRESS, CITY, COUNTY, PHONE, PROVINCE, UNIT
from sites.reading.tables.titles import AREAS, Column, column_titled
from sites.text import squeeze


def read_header(texts: Sequence[str]) -> tuple[Column, ...] | None:
    """The columns a line names, or None when it is no header.

    texts: tidied cells. A header names two known columns or more, among them a unit, an
    address or a phone, and holds no number to call.
    """
    columns = tuple(column_titled(text) for text in texts)
    roles = {column.role for column in columns if column.role}
    if len(roles) < 2 or not roles & {"unit", "address", "phone", "mobile"}:
        return None
    return None if any(PHONE.search(text) for text in texts) else columns


def read_lower_header(texts: Sequence[str], above: Sequence[Column]) -> tuple[Column, ...] | None:
    """As read_header for the line below a header: every filled cell must be a known word, of the
    role that the header says or of another where the header's word stands for several columns;
    some of another, or the line only says the header again."""
    columns = tuple(column_titled(text) for text in texts)
    filled = [place for place, column in enumerate(columns) if column.title]
    if not filled or not all(columns[place].role for place in filled):
        return None
    other = [place for place in filled if above[place].role != columns[place].role]
    return columns if other and all(_is_wide(above, place) for place in other) else None


def _is_wide(header: Sequence[Column], place: int) -> bool:
    """Whether the word over this column may be merged over several: it is missing here, or it is
    missing or the same in the next."""
    title = header[place].title
    beside = [header[other].title for other in (place - 1, place + 1) if 0 <= other < len(header)]
    return not title or title in beside or beside[place > 0 :] == [""]


def is_header_again(texts: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether a line says again what the columns hold, each cell of its own column.

    A row whose address is printed as 单位 and whose phone is 序号 is no header: it is a row.
    """
    filled = [place for place, text in enumerate(texts) if text]
    return bool(filled) and all(
        place < len(columns) and _says_the_same(texts[place], columns[place]) for place in filled
    )


def _says_the_same(text: str, column: Column) -> bool:
    return squeeze(text) == squeeze(column.title) or column_titled(text).role == column.role != ""


def merged_header(upper: Sequence[Column], lower: Sequence[Column]) -> tuple[Column, ...]:
    """One header of two lines: the lower word counts, the upper one where the lower is empty."""
    return tuple(below if below.role else above for above, below in zip(upper, lower, strict=True))


def with_sources(header: Sequence[Column]) -> tuple[Column, ...]:
    """The header, where 网址 beside 来源 is that of the source; alone it is the unit's own page."""
    roles = {column.role for column in header}
    if "source_title" not in roles or "source_url" in roles:
        return tuple(header)
    return tuple(
        replace(column, role="source_url") if column.role == "website" else column
        for column in header
    )


_PLACE_TITLE = re.compile("第 [0-9]+ 列")


def _place_title(place: int) -> str:
    return f"第 {place + 1} 列"


def is_untitled(column: Column) -> bool:
    """Whether the header has no word for this column; with_untitled named it by its place."""
    return not column.title or _PLACE_TITLE.fullmatch(column.title) is not None


def with_untitled(header: Sequence[Column], body: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """The header with columns that have cells but no title: phones where the cells are numbers
    to call (one title over two columns), else named by their place, so that they are reported.

    body: tidied cells of the lines below, as many as the header has columns.
    """
    found = list(header)
    for place, column in enumerate(header):
        filled = [texts[place] for texts in body if texts[place]] if not column.title else []
        if filled:
            share = _share(filled, _A_PHONE, is_sparse=True)
            found[place] = Column("phone" if share >= _ENOUGH else "", _place_title(place))
    for role, sign in _SIGNS:
        if role in _MUST_HAVES and not any(column.role == role for column in found):
            _give_role(role, sign, found, body)
    return tuple(found)


def _give_role(
    role: str, sign: re.Pattern[str], found: list[Column], body: Sequence[Sequence[str]]
) -> None:
    """To the column whose cells fit best, where its title is unknown: a header may be misread
    (公安机关@平). 地区 may head cities or provinces: the cells tell that too."""
    shares = {
        place: _share([texts[place] for texts in body], sign, is_sparse=role == "province")
        for place, column in enumerate(found)
        if not column.role or (role == "province" and column.role == "city")
    }
    best = max(shares, key=lambda place: shares[place], default=0)
    if shares and shares[best] >= _ENOUGH:
        found[best] = replace(found[best], role=role)


def recognised(lines: Sequence[Sequence[str]]) -> tuple[Column, ...] | None:
    """The columns of a table without a header, by what the cells hold.

    lines: tidied cells, all of one width. None unless a unit and an address or a phone show.
    """
    if not lines:
        return None
    columns = list(zip(*lines, strict=True))
    roles = [""] * len(columns)
    for role, sign in _SIGNS:
        shares = {
            place: _share(column, sign, is_sparse=role in AREAS)
            for place, column in enumerate(columns)
            if not roles[place]
        }
        best = max(shares, key=lambda place: shares[place], default=0)
        if shares and shares[best] >= _ENOUGH:
            roles[best] = role
    if "unit" not in roles or not {"address", "phone"} & set(roles):
        return None
    return tuple(Column(role, "") for role in roles)


_ENOUGH = 0.6
_MUST_HAVES = {"phone", "province", "unit", "address"}
_Sign = re.Pattern[str]
_A_PHONE = re.compile(r".*(?:" + PHONE.pattern + r").*", re.DOTALL)
_SIGNS: tuple[tuple[str, _Sign], ...] = (
    ("phone", _A_PHONE),
    ("province", PROVINCE),
    ("serial", re.compile(r"[0-9]{1,5}")),
    ("unit", UNIT),
    ("city", CITY),
    ("county", COUNTY),
    ("address", ADDRESS),
)


def _share(column: Sequence[str], sign: _Sign, *, is_sparse: bool) -> float:
    """The part of the filled cells that fit. A mostly empty column counts only if `is_sparse`:
    merged cells leave the area filled once for many lines."""
    filled = [text for text in column if text]
    if not filled or (len(filled) * 2 < len(column) and not is_sparse):
        return 0.0
    return sum(bool(sign.fullmatch(text)) for text in filled) / len(filled)

"""A list as lines and columns, before it is drawn or written: header words, serials, headings."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from tools.published_lists.rows import ListRow

HEADERS = {
    "serial": ("序号", "编号", "序 号", "No."),
    "province": ("省份", "省（区、市）", "省", "所在省", "地区"),
    "city": ("城市", "市", "地市", "市（州、盟）", "所属市"),
    "unit": ("单位", "单位名称", "采集单位", "采血单位名称", "公安机关", "采血点名称", "机构名称"),
    "address": ("地址", "详细地址", "单位地址", "采集地址", "采血点地址", "办公地址", "具体地址"),
    "phone": ("联系电话", "电话", "咨询电话", "联系方式", "值班电话", "办公电话", "电话号码"),
    "contact": ("联系人", "负责人", "姓名"),
    "notes": ("备注", "说明", "备 注"),
}
_CONTACTS = ("王警官", "李警官", "", "张警官", "欧阳警官", "赵队长")
_NOTES = ("", "工作日", "", "节假日请先预约", "周一至周五")
LABELS = {
    "unit": ("单位", "单位名称", "采血单位", "名称"),
    "address": ("地址", "详细地址", "采血地址"),
    "phone": ("电话", "联系电话", "咨询电话"),
}
TITLES = (
    "各地单位及联系方式一览表",
    "附件1：各地单位名单",
    "单位、地址、电话（按省份排列）",
    "名单公布",
)
FOOTERS = (
    "注：以上信息如有变动，以当地公布为准。",
    "备注：请先打电话联系，再前往。",
    "说明：本名单按行政区划排列。",
)
NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Column:
    """key: what it holds, as in HEADERS; header: its word in this list."""

    key: str
    header: str


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. kind: "header", "row" or "heading" (its text over all columns).

    texts: column key → text; a heading has only "". number: which row of the list, from 0.
    """

    kind: str
    texts: dict[str, str]
    number: int = -1


@dataclass(frozen=True, slots=True)
class Listing:
    """A table: columns and lines; title and footer empty where it has none."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    title: str = ""
    footer: str = ""


def columns(keys: Sequence[str], choose: Random) -> tuple[Column, ...]:
    """Columns with header words by the draw; a header that is in the list once is there once."""
    return tuple(Column(key, choose.choice(HEADERS[key])) for key in keys)


def usual_keys(choose: Random, *, has_city: bool = False) -> tuple[str, ...]:
    """Which columns a list has: mostly a serial number, mostly the province."""
    keys = ["serial"] if choose.random() < 0.8 else []
    if has_city or choose.random() < 0.8:
        keys.append("province")
    return (*keys, *(("city",) if has_city else ()), "unit", "address", "phone")


def table(
    rows: Sequence[ListRow], shown_columns: tuple[Column, ...], *, first: int = 0
) -> tuple[Line, ...]:
    """The header and one line a row. first: the number of the first row, from 0."""
    header = Line("header", {column.key: column.header for column in shown_columns})
    return (header, *(_line(row, first + at) for at, row in enumerate(rows)))


def table_with_headings(
    rows: Sequence[ListRow], shown_columns: tuple[Column, ...], choose: Random
) -> tuple[Line, ...]:
    """As `table`, with the province above its rows, and in some lists the city too."""
    lines = [table((), shown_columns)[0]]
    counts = {row.province: sum(r.province == row.province for r in rows) for row in rows}
    form = choose.choice(("{name}", "{name}（{count}个）", "【{name}】"))
    has_cities = choose.random() < 0.5
    province = city = ""
    for at, row in enumerate(rows):
        if row.province != province:
            province, city = row.province, ""
            text = form.format(name=province, count=counts[province])
            lines.append(Line("heading", {"": text}))
        if has_cities and row.city and row.city not in {city, province}:
            city = row.city
            lines.append(Line("heading", {"": city}))
        lines.append(_line(row, at))
    return tuple(lines)


def title(rows: Sequence[ListRow], choose: Random) -> str:
    """A title of no programme; a made list says that it is one."""
    made = all("演示" in row.unit for row in rows)
    return choose.choice(TITLES) + ("（演示）" if made else "")


def _line(row: ListRow, number: int) -> Line:
    texts = {
        "serial": str(number + 1),
        "province": row.province,
        "city": row.city or row.province,
        "unit": row.unit,
        "address": row.address,
        "phone": row.phone,
        "contact": _CONTACTS[number % len(_CONTACTS)],
        "notes": _NOTES[number % len(_NOTES)],
    }
    return Line("row", texts, number)

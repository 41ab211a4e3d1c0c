"""One row → one site without a point from the gazetteer, or the reason why not."""

import re
from dataclasses import dataclass, replace

from sites.areas import Area, gazetteer
from sites.assembling.area_codes import held_against
from sites.assembling.areas import read_area
from sites.assembling.coordinates import read_coordinates
from sites.assembling.desk import Desk, RefusedError
from sites.assembling.ids import is_usable_id, made_id
from sites.assembling.provenance import read_checked_by, read_spots
from sites.assembling.sources import read_checked_on, read_source, read_status
from sites.geocoding import Listener
from sites.phones.phone_cells import in_order, read_phones
from sites.records import Phone, Problem, Row, Site, Source, Status

_DEMO_NUMBER = re.compile(r"0\d{2,3}-0\d{6,7}")
_LONGEST = {"unit": 80, "address": 200, "hours": 200, "notes": 500}


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for a whole list.

    default_source: the source of every row that brings none; None when there is none.
    source_required: refuse a published row without a source (`load`); `check` only says so.
    """

    default_source: Source | None = None
    source_required: bool = True


def assemble_row(
    row: Row, rules: Rules, listener: Listener | None = None
) -> tuple[Site | None, tuple[Problem, ...]]:
    """The row's site and what was left out of it; no site when a problem is not `taken`.

    listener: keeps what the row's words say of its place; None = for nobody.
    """
    desk = Desk(row)
    try:
        site = _site(desk, rules, listener or Listener())
    except RefusedError:
        return None, tuple(desk.problems)
    return site, tuple(desk.problems)


def _site(desk: Desk, rules: Rules, listener: Listener) -> Site:
    unit = desk.cell("unit")
    if not unit:
        raise desk.refuse("unit", "没有单位名称，请补上。")
    _refuse_overlong(desk)
    status = read_status(desk)
    area = read_area(desk, listener)
    names = gazetteer().names(area.adcode)
    return Site(
        id=_given_id(desk) or made_id(area.adcode, unit),
        unit=unit,
        adcode=area.adcode,
        province=names.province,
        city=names.city,
        county=names.county,
        address=desk.cell("address"),
        phones=_phones(desk, area, status),
        hours=desk.cell("hours"),
        fix=read_coordinates(desk, area.adcode),
        status=status,
        source=_source(desk, rules, status),
        checked_on=read_checked_on(desk),
        notes=desk.cell("notes"),
        checked_by=read_checked_by(desk),
    )


def _refuse_overlong(desk: Desk) -> None:
    for column, longest in _LONGEST.items():
        if len(desk.cell(column)) > longest:
            raise desk.refuse(column, f"超过 {longest} 个字，像是几格并成了一格，请检查。")


def _source(desk: Desk, rules: Rules, status: Status) -> Source | None:
    if status == "demo":
        return None
    source = read_source(desk, rules.default_source, required=rules.source_required)
    return source and replace(source, spots=read_spots(desk))


def _given_id(desk: Desk) -> str:
    """The list's own id, lower case; empty when there is none or it cannot be used."""
    text = desk.cell("site_id").lower()
    if text and not is_usable_id(text):
        desk.note("site_id", "编号只能用 3 到 32 个小写字母、数字和连字符，没有采用；已另编一个。")
        return ""
    return text


def _phones(desk: Desk, area: Area, status: Status) -> tuple[Phone, ...]:
    codes = gazetteer().telephone_codes(area.adcode)
    code = codes[0] if len(codes) == 1 else None
    phones, advice = read_phones(
        desk.cell("phone"), area_code=code, demo=status == "demo", adcode=area.adcode
    )
    strange: tuple[str, ...] = ()
    if status != "demo":
        phones, strange = held_against(phones, area)
    for sentence in (*advice, *strange):
        desk.note("phone", sentence)
    if status == "demo" and not all(_DEMO_NUMBER.fullmatch(phone.text) for phone in phones):
        raise desk.refuse("phone", "演示行的电话必须是不会分配的号码：区号后面以 0 开头。")
    return in_order(phones)

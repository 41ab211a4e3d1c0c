"""Abolished names and codes: what they were and which areas of today hold their ground."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sites.areas.codes import city_of, is_above_counties
from sites.areas.shipped import read_rows
from sites.areas.shortening import short_name

# Words for a side or a part of any town: without 区 they are no name (南市区 → 南市).
_NO_SHORT = frozenset("东南西北中新老城郊市桥江区")
# Names that are everyday words without 区.
_WORDS = frozenset(
    ["公园", "动力", "露天", "先锋", "东风", "红星", "向阳", "小河", "开元", "市区", "矿区"]
)


@dataclass(frozen=True, slots=True)
class OldName:
    """text: the name as it was. year: of the change. note: the change as a sentence."""

    text: str
    year: int
    successors: tuple[str, ...]
    note: str


@dataclass(slots=True)
class History:
    """by_code: every code that is no longer in use → codes of today. names: every old name, and
    its short form where that was another one. cities: 宿州市 and its like, county-level cities
    whose name a whole prefecture's city has today, by that name."""

    by_code: dict[str, tuple[str, ...]] = field(default_factory=dict)
    names: list[OldName] = field(default_factory=list)
    cities: dict[str, OldName] = field(default_factory=dict)


def read_history(names: Mapping[str, str]) -> History:
    """The shipped history; of two areas that had one code the later one counts.

    names: code → name of today's areas.
    """
    history = History()
    rows = list(read_rows("history.tsv.gz"))
    full = {name for _, name, _, _, note in rows if note}
    until: dict[str, int] = {}
    for code, name, year, successors, note in rows:
        codes = tuple(successors.split(","))
        if int(year) >= until.get(code, 0):
            until[code] = int(year)
            history.by_code[code] = codes
        if not is_above_counties(code) and names.get(city_of(codes[0])) == name:
            _add_city(history, OldName(name, int(year), codes, note), names)
        if note:
            history.names.append(OldName(name, int(year), codes, note))
            short = short_name(name)
            is_name = not set(short) <= _NO_SHORT and short not in _WORDS
            if is_name and short not in full:  # 忻县 was a county, and 忻县地区 a prefecture
                history.names.append(OldName(short, int(year), codes, note))
    return history


def _add_city(history: History, old: OldName, names: Mapping[str, str]) -> None:
    """The last one counts; those that were a part of another prefecture too."""
    known = history.cities.get(old.text)
    is_county = not is_above_counties(old.successors[0])
    if is_county and (known is None or known.year <= old.year):
        today = "、".join(f"「{names[code]}」" for code in old.successors)
        note = f"原来的县级「{old.text}」{old.year} 年撤销，今属{today}。"
        history.cities[old.text] = replace(old, note=note)

"""Abolished names and codes: what they were and which areas of today hold their ground."""

from dataclasses import dataclass, field

from sites.areas.shortening import short_name
from sites.areas.tables import read_rows

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
    its short form where that was another one."""

    by_code: dict[str, tuple[str, ...]] = field(default_factory=dict)
    names: list[OldName] = field(default_factory=list)


def read_history() -> History:
    """The shipped history; of two areas that had one code the later one counts."""
    history = History()
    for code, name, year, successors, note in read_rows("history.tsv.gz"):
        codes = tuple(successors.split(","))
        history.by_code[code] = codes
        if note:
            history.names.append(OldName(name, int(year), codes, note))
            short = short_name(name)
            if short != name and not set(short) <= _NO_SHORT and short not in _WORDS:
                history.names.append(OldName(short, int(year), codes, note))
    return history

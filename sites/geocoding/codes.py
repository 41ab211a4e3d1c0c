"""Codes of areas: what holds what, and how areas are named to people."""

from collections.abc import Iterable

from sites.areas import Area, gazetteer

Codes = tuple[str, ...]
_MOST_NAMES = 6


def holds(above: str, code: str) -> bool:
    """Whether the first area is the second or holds it: a code has two digits for the province,
    two for the city, two for the county, three for the township."""
    if len(above) == 9:
        return above == code
    return code.startswith(above.removesuffix("00").removesuffix("00"))


def agree(known: Codes, more: Codes) -> Codes:
    """The finer of each pair of areas of which one holds the other."""
    if not known or not more or known == more:
        return known or more
    finer = [b for a in known for b in more if holds(a, b)]
    coarser = [a for a in known for b in more if a != b and holds(b, a)]
    return tuple(dict.fromkeys(finer + coarser))


def lineage(code: str) -> Codes:
    """The codes from the province down to the area itself."""
    return tuple(area.adcode for area in gazetteer().path(code))


def is_above_counties(code: str) -> bool:
    """Whether the area is a city or a province."""
    return len(code) == 6 and code.endswith("00")


def names(codes: Iterable[str]) -> str:
    """The areas for people: 「江苏省南通市」、「浙江省杭州市」."""
    paths = (gazetteer().path(code) for code in codes)
    return "、".join(f"「{''.join(area.name for area in path)}」" for path in paths)


def why_unclear(codes: Codes, *, disagree: bool = False) -> str:
    """What to do where the words name several areas, or none. disagree: they name different
    places, not one that several areas are called."""
    if not codes:
        return "看不出在哪个省、市、县，请在地址前写上省、市、县。"
    more = "等" if len(codes) > _MOST_NAMES else ""
    if disagree:
        return f"说的不是一个地方：{names(codes[:_MOST_NAMES])}{more}，请改正写错的那个。"
    return f"可能是{names(codes[:_MOST_NAMES])}{more}，请补上省、市。"


def areas_of(codes: Codes) -> tuple[Area, ...]:
    """The areas of known codes."""
    return tuple(area for area in map(gazetteer().get, codes) if area is not None)

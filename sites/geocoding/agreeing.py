"""Whether what was heard of a place agrees, and what is said where it names no single area."""

from sites.areas import gazetteer
from sites.areas.codes import Codes, holds
from sites.areas.naming import quoted_names

_MOST_NAMES = 6


def agree(known: Codes, more: Codes) -> Codes:
    """The finer of each pair of areas of which one holds the other."""
    if not known or not more or known == more:
        return known or more
    finer = [b for a in known for b in more if holds(a, b)]
    coarser = [a for a in known for b in more if a != b and holds(b, a)]
    return tuple(dict.fromkeys(finer + coarser))


def why_unclear(codes: Codes, *, disagree: bool = False) -> str:
    """What to do where the words name several areas, or none. disagree: they name different
    places, not one that several areas are called."""
    if not codes:
        return "看不出在哪个省、市、县，请在地址前写上省、市、县。"
    more = "等" if len(codes) > _MOST_NAMES else ""
    named = quoted_names(gazetteer(), codes[:_MOST_NAMES]) + more
    if disagree:
        return f"说的不是一个地方：{named}，请改正写错的那个。"
    return f"可能是{named}，请补上省、市。"

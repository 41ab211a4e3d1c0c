"""Whether a text names a place outside China: the countries and cities of data/abroad.txt."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("data") / "abroad.txt"


def abroad(pieces: Iterable[str]) -> str:
    """The first place outside China that a piece of a sentence begins with; empty when none does
    (内蒙古 is no 蒙古, and no 海地 is in 沿海地区)."""
    found = next(filter(None, map(_names().match, pieces)), None)
    return found[0] if found else ""


def may_be_abroad(text: str) -> bool:
    """Whether a text has a character that such a name begins with: most have none."""
    return not _first_characters().isdisjoint(text)


@cache
def _first_characters() -> frozenset[str]:
    return frozenset(name[0] for line in _lines() for name in line.split())


@cache
def _names() -> re.Pattern[str]:
    names = "|".join("|".join(line.split()) for line in _lines())
    return re.compile(f"(?:{names}){{1,2}}")


def _lines() -> list[str]:
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]

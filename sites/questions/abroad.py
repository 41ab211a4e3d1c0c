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


@cache
def _names() -> re.Pattern[str]:
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    names = "|".join("|".join(line.split()) for line in lines if not line.startswith("#"))
    return re.compile(f"(?:{names}){{1,2}}")

"""The same spot read again in another way: where the two readings differ."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from sites.doubting.listing import Listing, Placed, Suspicion
from sites.doubting.names import place_names
from sites.scans import Doubt
from sites.text import dashes_to_hyphen, squeeze

COLUMNS = ("unit", "address", "phone", "province", "city", "county", "hours", "notes")
_STRENGTH = 80
# Signs that a reader of pictures sees or misses at will and that change no meaning, but for a
# sign between two digits.
_SIGNS = re.compile(r"(?<![0-9])[^\w\s]+|[^\w\s]+(?![0-9])|_")
_BETWEEN = re.compile(r"(?<=[0-9])[^\w\s]+(?=[0-9])")


def check(listing: Listing) -> Iterator[Suspicion]:
    """Doubts about cells whose two readings differ by more than width, blanks and signs."""
    for place, row in enumerate(listing.rows):
        if row.printed.second is None:
            continue
        for column in COLUMNS:
            one, other = row.cell(column), row.printed.second.get(column, "")[:300]
            if _core(one, column) != _core(other, column):
                yield Suspicion(place, _STRENGTH, _doubt(row, column, other))


def _core(text: str, column: str) -> str:
    core = dashes_to_hyphen(squeeze(text))
    if column == "phone":
        return re.sub(r"[^\w/、,;]|_", "", core)
    return _SIGNS.sub("", _BETWEEN.sub("-", core))


def _doubt(row: Placed, column: str, other: str) -> Doubt:
    one = row.cell(column)
    if not other.strip():
        return Doubt(column, "另一遍没有读出这一格，请对照图片")
    proposal = _proposal(row, column, other)
    shown, seen = _difference(one, other)
    if not seen:
        return Doubt(column, f"另一遍没有读出“{shown}”", proposal)
    return Doubt(column, f"另一遍读成“{seen}”", proposal)


def _difference(one: str, other: str) -> tuple[str, str]:
    """The differing parts of both, with a character on either side, at most 16 characters."""
    blocks = [
        block
        for block in SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
        if block[0] != "equal"
    ]
    if not blocks:
        return one[:16], other[:16]
    first, last = blocks[0], blocks[-1]
    shown = one[max(0, first[1] - 1) : last[2] + 1]
    seen = other[max(0, first[3] - 1) : last[4] + 1]
    return _short(shown), _short(seen)


def _short(text: str) -> str:
    return text if len(text) <= 16 else f"{text[:15]}…"


def _proposal(row: Placed, column: str, other: str) -> str:
    """The other reading, where only that one names a known area at the differing characters."""
    names = place_names()
    if column == "phone" or len(row.cell(column)) != len(other):
        return ""
    one = row.cell(column)
    places = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]

    def covers(text: str) -> bool:
        found = [name for name in names.within(text, row.scope) if name.is_full]
        return bool(places) and all(
            any(name.start <= place < name.end for name in found) for place in places
        )

    return other if covers(other) and not covers(one) else ""

"""The same spot read again in another way: where the two readings differ.

Not every difference is a doubt. Characters of the first reading that make a name known in the
row's own city, or a unit built as most of the list's, are proved by that. A second reading that
only lacks characters of an address says nothing against them where the first was sure of them.
Of numbers every difference is one.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from sites.printed.doubting.divisions import townships_near
from sites.printed.doubting.listing import LONGEST, SURE, Listing, PlacedRow, Suspicion
from sites.printed.doubting.place_names import Name, place_names
from sites.printed.doubting.units import usually_built
from sites.records.scans import Doubt
from sites.text import dashes_to_hyphen, squeeze

COLUMNS = ("unit", "address", "phone", "province", "city", "county", "hours", "notes")
_AREAS = ("province", "city", "county")
_STRENGTH = 80
# Signs that a reader of pictures sees or misses at will and that change no meaning, but for a
# sign between two digits.
_SIGNS = re.compile(r"(?<![0-9])[^\w\s]+|[^\w\s]+(?![0-9])|_")
_BETWEEN = re.compile(r"(?<=[0-9])[^\w\s]+(?=[0-9])")


class _Change(NamedTuple):
    """A part of the first reading, from start up to end, and what the second has instead."""

    start: int
    end: int
    other: str


def check(listing: Listing) -> Iterator[Suspicion]:
    """Doubts about cells whose two readings differ by more than width, blanks and signs."""
    built = usually_built(listing)
    for place, row in enumerate(listing.rows):
        for column in COLUMNS if row.printed.second is not None else ():
            one, other = _core(row.cell(column), column), _core(_second(row, column), column)
            if one == other:
                continue
            if not _are_settled(row, column, (one, _changes(one, other), built[place])):
                yield Suspicion(place, _STRENGTH, _doubt(row, column))


def _second(row: PlacedRow, column: str) -> str:
    return (row.printed.second or {}).get(column, "")[:LONGEST]


def _core(text: str, column: str) -> str:
    core = dashes_to_hyphen(squeeze(text))
    if column == "phone":
        return re.sub(r"[^\w/、,;]|_", "", core)
    return _SIGNS.sub("", _BETWEEN.sub("-", core))


def _changes(one: str, other: str) -> list[_Change]:
    return [
        _Change(start, end, other[other_start:other_end])
        for kind, start, end, other_start, other_end in SequenceMatcher(
            None, one, other, autojunk=False
        ).get_opcodes()
        if kind != "equal"
    ]


def _are_settled(row: PlacedRow, column: str, read: tuple[str, list[_Change], bool]) -> bool:
    """Whether the first reading is proved right, or the second only saw less of it."""
    one, changes, is_built = read
    if not one or column == "phone":
        return False
    if column in _AREAS:
        return bool(place_names().codes(row.cell(column), row.scope))
    scores = row.printed.scores or {}
    is_sure = column == "address" and scores.get(column, 0.0) >= SURE
    proved = _proved(row, column, one, is_built=is_built)
    return all(
        _inside(change, proved, len(one)) or (is_sure and not change.other) for change in changes
    )


def _inside(change: _Change, proved: set[int], length: int) -> bool:
    """Whether all of it is proved; of what only the second has, both neighbours."""
    if change.start == change.end:
        return {max(0, change.start - 1), min(length - 1, change.end)} <= proved
    return set(range(change.start, change.end)) <= proved


def _proved(row: PlacedRow, column: str, text: str, *, is_built: bool) -> set[int]:
    """Places of the names of the row's own city, of its townships, and of a usual unit's body."""
    names = place_names().within(text, row.scope)
    known = {
        place
        for name in names
        if name.is_full and _is_borne_out(row, name, column)
        for place in range(name.start, name.end)
    }
    if column == "unit" and is_built:
        bearing = {place for name in names for place in range(name.start, name.end)}
        known |= set(range(len(text))) - bearing
    if column == "address":
        for town in townships_near(row):
            if len(town) > 2 and (start := text.find(town)) >= 0:
                known.update(range(start, start + len(town)))
    return known


def _is_borne_out(row: PlacedRow, name: Name, column: str) -> bool:
    """Whether the telephone code or the city's cell, or the other cell, says the same place."""
    if row.cities != row.scope:
        return bool(place_names().codes(name.text, row.cities))
    others = row.address if column == "unit" else row.unit
    return any(set(name.codes) & set(other.codes) for other in others)


def _doubt(row: PlacedRow, column: str) -> Doubt:
    one, other = row.cell(column), _second(row, column)
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


def _proposal(row: PlacedRow, column: str, other: str) -> str:
    """The other reading, where only that one names a known area at the differing characters."""
    one = row.cell(column)
    if column == "phone" or len(one) != len(other):
        return ""
    places = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]

    def covers(text: str) -> bool:
        found = [name for name in place_names().within(text, row.scope) if name.is_full]
        return bool(places) and all(
            any(name.start <= place < name.end for name in found) for place in places
        )

    return other if covers(other) and not covers(one) else ""

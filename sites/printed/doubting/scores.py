"""How sure the reader called itself: a hint only, and never taken as a proof of the contrary.

Digits have no names to be held against, so of the phones also those are said of which the reader
was much less sure than of the list's others. Measured on 2,400 numbers drawn 8 to 11 pixels high,
with the score of the least sure character: of 41 misread ones the other checks and this one name
all without a second reading, and this one alone names 0 to 6 % of the right ones.
"""

from collections.abc import Iterator

from sites.printed.doubting.listing import Listing, PlacedRow, Suspicion
from sites.printed.doubting.place_names import place_names
from sites.printed.doubting.units import usually_built
from sites.records.scans import Doubt

_STRENGTH = 20
# Below it a cell is said for its score alone, a unit only where its name or words prove nothing.
_LOW = {"phone": 0.8, "unit": 0.8}
_LOW_ELSEWHERE = 0.7
_SURE = 0.985  # above it no number is said, however sure the reader was of the others
_LOWEST = 0.06  # share of the list's numbers that may be said for their score alone


def check(listing: Listing) -> Iterator[Suspicion]:
    """Doubts about cells that the reader itself was unsure of."""
    least = _least(listing)
    built = usually_built(listing)
    for place, row in enumerate(listing.rows):
        for column, score in (row.printed.scores or {}).items():
            if not row.cell(column) or (column == "unit" and built[place] and _is_named(row)):
                continue
            if score < _LOW.get(column, _LOW_ELSEWHERE):
                yield Suspicion(place, _STRENGTH, Doubt(column, "字迹不清，机器自己也没有把握"))
            elif column == "phone" and score < least:
                yield Suspicion(place, _STRENGTH, Doubt(column, "号码比别的行更不清楚，请对照图片"))


def _is_named(row: PlacedRow) -> bool:
    """Whether the unit bears a name that its city has."""
    return any(
        name.is_full and place_names().codes(name.text, row.cities) for name in row.unit
    ) and all(name.is_full for name in row.unit)


def _least(listing: Listing) -> float:
    """The score below which a phone is said."""
    scores = sorted(
        row.printed.scores["phone"]
        for row in listing.rows
        if row.printed.scores and "phone" in row.printed.scores
    )
    return min(_SURE, scores[int(len(scores) * _LOWEST)]) if scores else 0.0

"""Cells printed once for several rows that contradict what a row itself names."""

from collections.abc import Iterator

from sites.areas.codes import Codes, are_related
from sites.printed.doubting.listing import Listing, PlacedRow, Suspicion
from sites.printed.doubting.place_names import EVERYWHERE, place_names
from sites.records.scans import Doubt

_STRENGTH = 78
_COLUMNS = ("province", "city", "county")


def check(listing: Listing) -> Iterator[Suspicion]:
    """Doubts about a province, city or county that has no area of the name the unit bears."""
    for place, row in enumerate(listing.rows):
        for column in _COLUMNS:
            yield from _contradiction(place, row, column)


def _contradiction(place: int, row: PlacedRow, column: str) -> Iterator[Suspicion]:
    cell = place_names().codes(row.cell(column), EVERYWHERE)
    if not cell:
        return
    named = _named(row)
    if named and not any(are_related(one, code) for code in named for one in cell):
        verb = "沿用的" if column in row.printed.carried else "写的"
        reason = f"{verb}“{row.cell(column)[:10]}”与单位或地址里的地名不合"
        yield Suspicion(place, _STRENGTH, Doubt(column, reason))


def _named(row: PlacedRow) -> Codes:
    """What the unit's (else the address's) full leading name means anywhere in the country."""
    for column in ("unit", "address"):
        name = place_names().at(row.cell(column), 0, EVERYWHERE)
        if name is not None and name.is_full:
            return name.codes
    return ()

"""The same row twice, and one number at two units."""

from collections import defaultdict
from collections.abc import Iterator

from sites.printed.doubting.listing import Listing, PlacedRow, Suspicion
from sites.records.scans import Doubt
from sites.text import squeeze

_STRENGTH = 55


def check(listing: Listing) -> Iterator[Suspicion]:
    """Doubts about rows that stand twice, and about a number that two places have."""
    yield from _rows(listing)
    yield from _numbers(listing)


def _rows(listing: Listing) -> Iterator[Suspicion]:
    """The same unit, address and phone: read twice where two pictures overlap."""
    first: dict[tuple[str, ...], int] = {}
    for place, row in enumerate(listing.rows):
        key = tuple(squeeze(row.cell(column)) for column in ("unit", "address", "phone"))
        if sum(map(bool, key)) < 2:
            continue
        twin = first.setdefault(key, place)
        if twin != place:
            for one, other in ((place, twin), (twin, place)):
                reason = f"与{_where(listing.rows[other])}相同，可能读了两遍"
                yield Suspicion(one, _STRENGTH, Doubt("", reason))


def _numbers(listing: Listing) -> Iterator[Suspicion]:
    """One number at two units with two addresses; a bureau may answer for several of its own."""
    holders: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for place, row in enumerate(listing.rows):
        for number in row.numbers:
            if number.form in ("local", "mobile", "alone") and len(number.digits) > 6:
                key = (squeeze(row.cell("unit")), squeeze(row.cell("address")))
                holders[(number.area or "") + number.digits].setdefault(key, place)
    for rows in holders.values():
        places = [place for (_, _), place in rows.items()]
        if len(places) == 2 and _are_apart(list(rows)):
            one, other = (listing.rows[place] for place in places)
            for place, twin in zip(places, (other, one), strict=True):
                reason = f"号码与{_where(twin)}的相同"
                yield Suspicion(place, _STRENGTH, Doubt("phone", reason))


def _are_apart(holders: list[tuple[str, str]]) -> bool:
    (one_unit, one_address), (other_unit, other_address) = holders
    return one_unit != other_unit and one_address != other_address


def _where(row: PlacedRow) -> str:
    name = row.printed.picture
    shown = name if len(name) <= 14 else f"…{name[-13:]}"
    return f"“{shown}”第{row.printed.picture_row}行"

"""Unit, address and telephone code of a row name the same place, or one of them is wrong."""

from collections.abc import Iterator

from sites.areas import gazetteer
from sites.areas.codes import Codes, are_related, city_of
from sites.printed.doubting.listing import Listing, PlacedRow, Suspicion
from sites.printed.doubting.place_names import county_codes, place_names
from sites.records.scans import Doubt
from sites.understanding.lookalikes import is_lookalike

_STRENGTH, _STRANGER, _TWIN = 75, 45, 35


def check(listing: Listing) -> Iterator[Suspicion]:
    """Doubts about rows whose cells contradict each other about the place."""
    for place, row in enumerate(listing.rows):
        for doubt in (*_unit_and_address(row), *_dialled(row)):
            yield Suspicion(place, _STRENGTH, doubt)
        if row.is_recognised:
            yield from (Suspicion(place, _TWIN, doubt) for doubt in _twin(row))
    yield from _strangers(listing)


def _unit_and_address(row: PlacedRow) -> Iterator[Doubt]:
    unit, address = row.unit_head, row.address_head
    if not unit or not address or _may_agree(unit, address):
        return
    if set(map(city_of, unit)) & set(map(city_of, address)) and not _look_alike(row):
        return  # a bureau of the suburbs often stands in the city's middle
    yield Doubt("unit", f"地址在{_name(address)}，单位却是{_name(unit)}的")
    yield Doubt("address", f"单位是{_name(unit)}的，地址却在{_name(address)}")


def _may_agree(some: Codes, others: Codes) -> bool:
    return any(are_related(one, other) for one in some for other in others)


def _look_alike(row: PlacedRow) -> bool:
    return any(
        is_lookalike(one.text, other.text)
        for one in row.unit
        for other in row.address
        if county_codes(one.codes) and county_codes(other.codes)
    )


def _dialled(row: PlacedRow) -> Iterator[Doubt]:
    """The number's area code is none of the place's."""
    unit, address = _not_dialled(row, row.unit_head), _not_dialled(row, row.address_head)
    if not unit and not address:
        return
    is_certain = bool(unit and address) or not (row.unit_head and row.address_head)
    named = unit or address
    usual = "、".join(gazetteer().telephone_codes(named[0])[:2])
    yield Doubt("phone", f"区号{row.dialling[0]}不是{_name(named)}的（{usual}）")
    if not is_certain or not address:
        column = "unit" if unit else "address"
        yield Doubt(column, f"电话区号{row.dialling[0]}不是{_name(named)}的")


def _twin(row: PlacedRow) -> Iterator[Doubt]:
    """The unit's county has a look-alike (郓城县, 鄄城县) that nothing else in the row excludes."""
    counties = county_codes(row.unit_head)
    if not counties or set(counties) & set(row.address_head):
        return
    for name in row.unit:
        twins = place_names().lookalikes(name.text, row.cities) if name.is_full else []
        if twins and not set(place_names().codes(twins[0], row.scope)) & set(counties):
            yield Doubt("unit", f"“{name.text}”和“{twins[0]}”相像，请对照图片")


def _strangers(listing: Listing) -> Iterator[Suspicion]:
    """Units of a city that neither neighbour belongs to, where both belong to another one: lists
    are sorted. Not where the row's own address or telephone code says the same as its unit."""
    cities = [{_above(code) for code in row.unit_head} for row in listing.rows]
    for place in range(1, len(cities) - 1):
        row, own = listing.rows[place], cities[place]
        around = cities[place - 1] & cities[place + 1]
        if not own or not around or own & (cities[place - 1] | cities[place + 1]):
            continue
        if row.is_recognised and not _is_borne_out(row):
            reason = f"上下两行都是{_name((min(around),))}的，这一行不是"
            yield Suspicion(place, _STRANGER, Doubt("unit", reason))


def _above(code: str) -> str:
    """The city of a county, the province of one that has none; of any other area itself."""
    area = gazetteer().get(code)
    return area.parent if area and area.level == "county" and area.parent else code


def _is_borne_out(row: PlacedRow) -> bool:
    if row.address_head:
        return _may_agree(row.unit_head, row.address_head)
    return bool(row.dialling) and not _not_dialled(row, row.unit_head)


def _not_dialled(row: PlacedRow, codes: Codes) -> Codes:
    """The codes when none of them has any of the printed area codes."""
    usual = {each for code in codes for each in gazetteer().telephone_codes(code)}
    printed = row.dialling_today
    return codes if printed and usual and not usual & printed else ()


def _name(codes: Codes) -> str:
    area = gazetteer().get(codes[0])
    return area.name if area else codes[0]

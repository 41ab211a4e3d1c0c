"""Demonstration rows: a list of the national list's true size that cannot be taken for real.

Each says 「演示」 in its unit, stands on a 演示路 that no town has, and carries a number that no
exchange assigns (a local part beginning with 0). The same count and seed give the same rows.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256

from sites.areas import Area, Gazetteer, gazetteer
from sites.areas.codes import is_on_mainland
from sites.assembling.ids import made_id
from sites.records import DEMO_STREET, DEMO_WORD

DEFAULT_COUNT = 5_260
DEFAULT_SEED = 1
# Taiwan, Hong Kong and Macao: the ministry's list names no collection site there.
# Numbers of a three-digit area code have eight digits; with four digits seven are the rule.
_LOCAL_DIGITS = {3: 8, 4: 7}


def demo_rows(count: int, seed: int) -> Iterator[Mapping[str, str]]:
    """`count` rows as cells by our column names (`records.COLUMNS`), in area order.

    Each county-level area of the mainland gets one before any gets two; the rest goes to areas
    by their number of townships. With a count below the number of areas, some of them go without.
    """
    places = gazetteer()
    numbers: Counter[str] = Counter()
    for area, share in _shares(count, seed):
        townships = _townships(area.adcode, seed)
        code = places.telephone_codes(area.adcode)[0]
        for turn in range(share):
            numbers[code] += 1
            unit = f"{area.name}{DEMO_WORD}采血点{turn + 1}"
            yield {
                "site_id": made_id(area.adcode, unit),
                "unit": unit,
                **_area_cells(places, area),
                "address": _address(area, townships, turn),
                "phone": f"{code}-{numbers[code]:0{_LOCAL_DIGITS[len(code)]}d}",
                "status": "demo",
            }


@cache
def demo_areas() -> tuple[Area, ...]:
    """The mainland's county-level areas in code order, and the cities that have none below."""
    places = gazetteer()
    bare = (city for city in places.all("city") if not _counties(places, city))
    areas = (*places.all("county"), *bare)
    mainland = (area for area in areas if is_on_mainland(area.adcode))
    return tuple(sorted(mainland, key=lambda area: area.adcode))


def _counties(places: Gazetteer, city: Area) -> tuple[Area, ...]:
    return tuple(part for part in places.parts(city.adcode) if part.level == "county")


def _shares(count: int, seed: int) -> Iterator[tuple[Area, int]]:
    """Each area with its number of rows, by the largest remainders; ties fall by the seed."""
    areas = demo_areas()
    spare = count - len(areas)
    if spare < 0:
        chosen = set(sorted(areas, key=lambda area: _draw(area.adcode, seed))[:count])
        yield from ((area, 1) for area in areas if area in chosen)
        return
    weights = [len(_townships(area.adcode, seed)) or 1 for area in areas]
    shares = [spare * weight // sum(weights) for weight in weights]
    left = spare - sum(shares)
    by_remainder = sorted(
        range(len(areas)),
        key=lambda at: (-(spare * weights[at] % sum(weights)), _draw(areas[at].adcode, seed)),
    )
    for at in by_remainder[:left]:
        shares[at] += 1
    yield from ((area, 1 + share) for area, share in zip(areas, shares, strict=True))


@cache
def _townships(adcode: str, seed: int) -> tuple[Area, ...]:
    """The townships in the order they are used: those with a point of their own first."""
    places = gazetteer()

    def order(township: Area) -> tuple[bool, str]:
        fix = places.fix(township.adcode)
        return fix is None or fix.precision != "township", _draw(township.adcode, seed)

    return tuple(sorted(places.parts(adcode), key=order))


def _draw(adcode: str, seed: int) -> str:
    """A place in a shuffled order, the same on every machine and Python."""
    return sha256(f"{seed}:{adcode}".encode()).hexdigest()


def _area_cells(places: Gazetteer, area: Area) -> dict[str, str]:
    names = places.names(area.adcode)
    return {
        "province": names.province,
        "city": names.city or "",
        "county": names.county or "",
    }


def _address(area: Area, townships: tuple[Area, ...], turn: int) -> str:
    township = townships[turn % len(townships)].name if townships else ""
    return f"{area.name}{township}{DEMO_STREET}{turn + 1}号"

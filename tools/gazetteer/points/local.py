"""What lies inside a county by name: its public buildings, roads, estates and villages."""

from collections.abc import Iterator

from sites.areas.shortening import short_name, short_township_name
from tools.gazetteer.points.buildings import Building, Holder, buildings
from tools.gazetteer.points.choosing import Locator
from tools.gazetteer.points.streets import NamedPoint, settled, spots, village_spots

_ELSEWHERE = ("71", "81", "82")  # names there are written and made in another way


def local_buildings(locator: Locator) -> Iterator[Building]:
    """Of every prefecture and county of the mainland."""
    townships = {county.code: county.townships for county in locator.counties}
    for code in locator.divisions.upper:
        if code.endswith("0000") or code.startswith(_ELSEWHERE):
            continue
        holder = Holder(code, locator.names(code), above(locator, code), townships.get(code, []))
        yield from buildings(holder, locator.inside(code)[0])


def local_spots(locator: Locator) -> Iterator[NamedPoint]:
    """Roads, estates and villages of every county, and of every city without counties."""
    for county in locator.counties:
        areas = (*locator.names(county.code).full, *above(locator, county.code))
        yield from spots(county.code, county.pois, areas, county.listed)
        towns = {code: short_township_name(name) for code, name in county.townships}
        yield from village_spots(county.villages, towns)
        yield from settled(county.code, county.places, {*towns.values()}, {*county.listed})


def above(locator: Locator, code: str) -> tuple[str, ...]:
    """What may stand before the name of an office: the city, the province, both; longest first."""
    upper = locator.divisions.upper
    codes = [each for each in (code[:4] + "00", code[:2] + "0000") if each != code]
    names = [[upper[each], short_name(upper[each])] if each in upper else [] for each in codes]
    both = [province + city for province in names[-1] for city in names[0]]
    forms = {*both, *names[0], *names[-1]}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))

"""Area columns, unit and address of a row, heard as three witnesses of one place.

They are read in this order, each inside what the ones before it say. What contradicts is told in
a note and never settled in silence.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from sites.areas import gazetteer
from sites.areas.codes import (
    Codes,
    city_of,
    county_of,
    holds,
    is_above_counties,
    is_province,
    is_township,
    province_of,
)
from sites.areas.naming import quoted_names
from sites.geocoding.agreeing import agree
from sites.geocoding.houses import is_house_elsewhere
from sites.geocoding.listening import Listener
from sites.geocoding.misprints import proposals
from sites.understanding import Understanding, understand

# What lists write in a city or county column where there is none.
_NO_AREA = re.compile(
    "[-/]?|无|市辖[区县]|市区|市直|市本级|郊?县|省直|省本级|直辖市|(?:省|自治区)?直[辖管](?:[县市]|县级|行政单位)?"
    "|(?:省|自治区)?直辖县级行政(?:区划|区|单位)"
)
_KINDS = ("省", "自治区", "市", "区", "县", "州", "盟", "旗")


@dataclass(frozen=True, slots=True)
class PlaceText:
    """What a list says about a place, in its own words; empty where it says nothing."""

    province: str = ""
    city: str = ""
    county: str = ""
    unit: str = ""
    address: str = ""


@dataclass(slots=True)
class Hearing:
    """What was understood so far.

    areas: where the site belongs (unit before address). spot: where it lies (address before
    unit), township if named. Both are codes; several where the words leave it open.
    unit_rest, address_rest: what of the unit and the address names no area. is_misprinted: one
    of these seems to begin with a county's or a township's name that is written wrongly.
    disagree: the several areas are different places, not one name that all of them bear.
    is_told: the notes say already why a text names no area.
    """

    areas: Codes = ()
    spot: Codes = ()
    unit_rest: str = ""
    address_rest: str = ""
    is_misprinted: bool = False
    disagree: bool = False
    is_told: bool = False
    matched: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def keep(self, understood: Understanding) -> Codes:
        """Take over what a text said; returns the codes of its areas."""
        _extend(self.matched, understood.matched)
        _extend(self.notes, understood.notes)
        self.disagree |= understood.is_contradictory
        if understood.seat:
            zone = "".join(understood.matched)
            _extend(
                self.notes,
                (f"「{zone}」跨几个区县，先按{quoted_names(gazetteer(), (understood.seat,))}算。",),
            )
            return (understood.seat,)
        return tuple(area.adcode for area in understood.areas)


def _extend(known: list[str], more: Iterable[str]) -> None:
    for text in more:
        if text not in known:
            known.append(text)


def hear(place: PlaceText, listener: Listener) -> Hearing:
    """Everything the words of a place say together."""
    heard = Hearing()
    _hear_columns(heard, place)
    says_where = not is_house_elsewhere(place.unit, place.address)
    unit, heard.unit_rest = _hear(heard, place.unit, listener) if says_where else ((), place.unit)
    both = agree(heard.areas, unit)
    heard.areas = heard.spot = both or heard.areas
    address, heard.address_rest = _hear(heard, place.address, listener)
    if unit and not both:
        _arbitrate(heard, unit, address)
    else:
        _weigh_address(heard, address)
    _propose(heard)
    return heard


def _hear_columns(heard: Hearing, place: PlaceText) -> None:
    columns = (place.province, place.city, place.county)
    words = tuple(dict.fromkeys(word for word in columns if not _NO_AREA.fullmatch(word.strip())))
    if code := _codes_by_names().get(words):
        heard.areas = (code,)
        heard.matched += words
    elif words:
        text = " ".join(words)
        heard.areas = heard.keep(_columns(text))
        if not heard.areas:
            heard.notes.append(f"地区列的「{text}」不是现在或从前的行政区划，没有采用。")


@cache
def _codes_by_names() -> dict[Codes, str]:
    """Codes by the full names of today from the province down, as most lists write them."""
    places = gazetteer()
    areas = (*places.provinces(), *places.all("city"), *places.all("county"))
    return {tuple(each.name for each in places.path(area.adcode)): area.adcode for area in areas}


@lru_cache(maxsize=4096)
def _columns(text: str) -> Understanding:
    """What area columns say in other words than today's full names; a list repeats its areas."""
    return understand(gazetteer(), text)


def _hear(heard: Hearing, text: str, listener: Listener) -> tuple[Codes, str]:
    """The areas a text names, and what else it says: in the known area if it names any there,
    else around it, else anywhere."""
    for scope in _scopes(heard.areas) if text else ():
        understood = listener.understand(text, scope)
        if understood.areas:
            if _is_by_chance(heard, understood):
                break
            return heard.keep(understood), understood.rest
        if scope is None:
            _extend(heard.notes, understood.notes)
            heard.is_told |= bool(understood.notes)
    return (), text


def _scopes(known: Codes) -> Iterator[str | None]:
    """From the known area up to the province, then everywhere."""
    scope = county_of(known[0]) if len(known) == 1 else None
    while scope is not None:
        yield scope
        area = gazetteer().get(scope)
        scope = area.parent if area else None
    yield None


def _is_by_chance(heard: Hearing, understood: Understanding) -> bool:
    """Whether a single word names a far place where the row is clear down to the county: it is a
    street's or a township's (海门镇 stands in Guangdong, and stood in 海门市)."""
    known, found = heard.areas, [area.adcode for area in understood.areas]
    if len(understood.matched) != 1 or len(known) != 1 or is_province(known[0]):
        return False
    if all(holds(code, known[0]) or city_of(code) == city_of(known[0]) for code in found):
        return False  # 四川省第二人民医院 in 武侯区
    word = understood.matched[0]
    is_town = is_township(found[0])
    if not is_town and is_above_counties(known[0]):
        return False
    if not is_town and word.endswith(_KINDS):
        heard.notes.append(f"文中的「{word}」不在{quoted_names(gazetteer(), known)}，请核对。")
    return True


def _arbitrate(heard: Hearing, unit: Codes, address: Codes) -> None:
    """Columns and unit contradict each other: the address decides, or nobody does."""
    named = heard.areas
    first, second = (quoted_names(gazetteer(), codes) for codes in (named, unit))
    heard.notes.append(f"地区列写的是{first}，单位写的是{second}，请核对。")
    sides = [side for side in (named, unit) if address and agree(side, address)]
    heard.disagree = len(sides) != 1
    heard.areas = heard.spot = named + unit if heard.disagree else agree(sides[0], address)


def _weigh_address(heard: Hearing, address: Codes) -> None:
    """The address makes the area finer, or places a site outside the area it serves."""
    known = heard.areas
    both = agree(known, address)
    if both or not address:
        heard.areas = heard.spot = both
        return
    first, second = (quoted_names(gazetteer(), codes) for codes in (known, address))
    heard.notes.append(f"单位或地区列说的是{first}，地址在{second}，请核对。")
    is_same_province = set(map(province_of, known)) == set(map(province_of, address))
    heard.disagree = not is_same_province
    heard.areas = known if is_same_province else known + address
    heard.spot = address if is_same_province else known + address


def _propose(heard: Hearing) -> None:
    """Where the words lead to no county: the name that one of them may be a misprint of."""
    if len(heard.spot) != 1 or not is_above_counties(heard.spot[0]):
        return
    for rest in (heard.unit_rest, heard.address_rest):
        proposed = proposals(rest, heard.spot[0])
        heard.is_misprinted = heard.is_misprinted or bool(proposed)
        _extend(heard.notes, proposed)

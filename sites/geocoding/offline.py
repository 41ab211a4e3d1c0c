"""Geocoding without a network: the finest area that the words of a place name, and its point.

No package knows Chinese house numbers, and few streets: a fix is most often an area's own point
and says so. Where the area's map has the building, the road or the village that the words name, it
is that (finer.py). docs/geocoding.md has the measured errors.
"""

from dataclasses import dataclass, replace

from sites.areas import Area, gazetteer
from sites.areas.codes import Codes, holds, is_above_counties
from sites.areas.naming import quoted_names
from sites.geocoding.agreeing import why_unclear
from sites.geocoding.districts import leaves_out_the_district, only_district, zone_named
from sites.geocoding.elsewhere import village_elsewhere
from sites.geocoding.finer import finer_fix
from sites.geocoding.listening import Listener
from sites.geocoding.witnesses import Hearing, PlaceText, hear
from sites.records import Fix, Site


@dataclass(frozen=True, slots=True)
class Located:
    """Where a place lies.

    fix: None when the words name no place, or several that have not even a city in common.
    areas: what the words may mean, one when they are clear. notes: sentences for the operator.
    """

    fix: Fix | None
    areas: tuple[Area, ...]
    notes: tuple[str, ...]


def locate(place: PlaceText, listener: Listener | None = None) -> Located:
    """The place's fix: a building or a street that is known in its area, else the point of the
    area, the township's, else the county's, and so on.

    Several areas of one city get the city's point: coarse, but true. listener: who has heard the
    words before; None = nobody has.
    """
    heard = hear(place, listener or Listener())
    spot, fix = _to_only_district(heard), None
    if len(spot) == 1:
        fix = _fix(heard, spot[0])
        fix = fix and _finer(fix, place.unit, place.address, heard)
        _tell_zone(heard, spot[0], fix)
    elif common := _common(spot):
        fix = _fix(heard, common)
        several, one = (quoted_names(gazetteer(), codes) for codes in (spot, (common,)))
        heard.notes.append(f"可能是{several}，先按{one}定位。")
    elif spot or not heard.is_told:
        heard.notes.append(why_unclear(spot, disagree=heard.disagree))
    return Located(fix, gazetteer().known(spot), tuple(heard.notes))


def locate_site(site: Site, listener: Listener | None = None) -> Located:
    """As locate, with the words of a site whose area is known."""
    heard, listener = Hearing(), listener or Listener()
    inside = listener.understand(site.address, site.adcode)
    if len(inside.areas) == 1 and not is_above_counties(inside.areas[0].adcode):
        (code,) = heard.keep(inside)
        heard.address_rest = inside.rest
        fix = _fix(heard, code)
        fix = fix and _finer(fix, site.unit, site.address, heard)
        return Located(fix, inside.areas, tuple(heard.notes))
    return locate(
        PlaceText(site.province, site.city or "", site.county or "", site.unit, site.address),
        listener,
    )


def _to_only_district(heard: Hearing) -> Codes:
    """The spot; of a city with one district that one, where the address goes without saying."""
    is_open = len(heard.spot) == 1 and not heard.is_misprinted
    district = only_district(heard.spot[0]) if is_open else None
    if district is None or not leaves_out_the_district(heard.unit_rest, heard.address_rest):
        return heard.spot
    city = quoted_names(gazetteer(), heard.spot)
    heard.notes.append(f"{city}只有一个区，地址没有写别的县市，按「{district.name}」算。")
    return (district.adcode,)


def _tell_zone(heard: Hearing, adcode: str, fix: Fix | None) -> None:
    """Why the words lead no further than a city, where they name a development zone of it."""
    zone = zone_named(heard.unit_rest, heard.address_rest)
    if zone and fix is not None and fix.is_coarse and is_above_counties(adcode):
        city = quoted_names(gazetteer(), (adcode,))
        heard.notes.append(f"「{zone}」不是区县，不知道它在哪个区县，只算到{city}。")


def _fix(heard: Hearing, adcode: str) -> Fix | None:
    """The point of the area, or of the first above it that has one; adcode stays the area's."""
    fix = gazetteer().fix(adcode)
    if fix is None:
        return None
    return replace(fix, adcode=adcode, matched=" ".join(heard.matched))


def _finer(coarse: Fix, unit: str, address: str, heard: Hearing) -> Fix:
    found, notes = finer_fix(coarse, unit, address, heard.address_rest)
    heard.notes.extend(notes)
    if found is None:
        if note := village_elsewhere(coarse.adcode, heard.address_rest):
            heard.notes.append(note)
        return coarse
    matched = f"{coarse.matched} {found.matched}"
    return replace(found, matched=matched)


def _common(codes: Codes) -> str | None:
    """The finest area that holds all of them; None when only a province does."""
    if not codes:
        return None
    line = gazetteer().lineage(codes[0])
    shared = [above for above in line if all(holds(above, code) for code in codes)]
    return shared[-1] if len(shared) > 1 else None

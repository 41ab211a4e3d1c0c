"""Offices that a deployment brought (docs/places.md): those that a unit or address names whole."""

import re
from collections.abc import Sequence

from sites.areas.area import Area
from sites.areas.codes import county_of
from sites.areas.places_file import KEY_LENGTH, Place, PlacesFile
from sites.geo import great_circle_km

_PARTS = re.compile(r"[\s,，、;；。()（）/:：]+")
ONE_PLACE_KM = 0.6  # as for the shipped buildings: two points farther apart are two places


def office_named(own: PlacesFile, path: Sequence[Area], text: str) -> Place | None:
    """The office of the path's county (or of a city without counties: 东莞市) whose whole name is a
    part of the text, with or without the names of areas before it. None where none is, or several
    lie apart."""
    county = county_of(path[-1].adcode) if path else ""
    for part in _PARTS.split(text):
        name = name_of_its_own(part, path)
        if len(name) < KEY_LENGTH:
            continue
        places = [place for place in own.named(county, name) if place.kind == "office"]
        best = min(map(own.rank, places), default=0)
        places = [place for place in places if own.rank(place) == best]
        if places and all(_is_at(places[0], other) for other in places):
            return places[0]
    return None


def name_of_its_own(text: str, path: Sequence[Area]) -> str:
    """Without the names of the areas that hold it: 江苏省启东市公安局 → 公安局. Its city keeps its
    name, lest the bureau of the city be that of its district: 南通市公安局 in 崇川区."""
    if all(
        area.name[0] != text[:1] for area in path
    ):  # most texts; the rest takes ten times as long
        return text
    above, own = "", county_of(path[-1].adcode)
    for depth, area in enumerate(path, 1):
        # 铁岭县医院 is not 铁岭's.
        is_longer = any(_begins(text, finer.name) for finer in path[depth:])
        names = (area.name,) if is_longer else (area.name, area.short)
        if name := next((each for each in names if _begins(text, each)), ""):
            text = text.removeprefix(name)
            above = "" if county_of(area.adcode) == own else area.name
    return above + text


def _begins(text: str, name: str) -> bool:
    return len(name) > 1 and text.startswith(name)


def _is_at(one: Place, other: Place) -> bool:
    return great_circle_km(one.points[0], other.points[0]) <= ONE_PLACE_KM

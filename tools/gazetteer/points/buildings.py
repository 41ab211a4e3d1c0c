"""Named public buildings of OpenStreetMap (ODbL): police bureaus and stations, governments and
offices of townships, civil-affairs offices, each with the area that it serves.

A name must be the building's own: 「启东市公安局」, 「汇龙派出所」. Units inside or beside one
(交警大队, 家属院) are left out, and so is a name that stands at two places in one county.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sites.areas.office_words import station_name
from tools.gazetteer.points.seats import Names, middle
from tools.gazetteer.sources.osm import Poi
from tools.gazetteer.sources.villages import spread_km

ONE_BUILDING_KM = 0.6
_DETECTIVES = "(?:刑侦|刑警|刑事警察|刑事侦查)(?:大队|支队)"
_OFFICES = (
    ("bureau", "公安(?:局|分局)"),
    ("detectives", f"(?:公安(?:局|分局)?)?{_DETECTIVES}"),
    ("government", "(?:人民)?政府"),
    ("civil", "民政局"),
)
_NO_BUILDINGS = frozenset(("residential", "bicycle_rental", "park"))
_BUILDING = "(?:大楼|办公楼|大院|办公大楼|机关)?$"
_STATION = re.compile("^[^()（）]{1,30}派出所$")
_NOT_OURS = re.compile("旧址|原|铁路|森林|机场|水上|地铁|轨道|法庭")


@dataclass(frozen=True, slots=True)
class Building:
    """area: the code of the area it serves, six digits or a township's nine; of a station the
    county's. kind: "bureau", "detectives" (its
    criminal investigation), "station", "government", "civil". name: of a station, else empty."""

    area: str
    kind: str
    name: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Holder:
    """An area whose offices may stand among the places: its code and names, those of the area
    above, and its townships (adcode, name)."""

    adcode: str
    names: Names
    above: tuple[str, ...]
    townships: list[tuple[str, str]]


def buildings(holder: Holder, pois: list[Poi]) -> Iterator[Building]:
    """The holder's own offices, and those of its townships and its stations."""
    found: dict[tuple[str, str, str], list[tuple[float, float]]] = defaultdict(list)
    patterns = [*_own(holder), *_townships(holder)]
    for poi in pois:
        name = re.sub(r"[\s\-—·]", "", poi.name)
        if _NOT_OURS.search(name) or poi.kind in _NO_BUILDINGS:
            continue
        for area, kind, pattern in patterns:
            if pattern.search(name):
                found[area, kind, ""].append((poi.lat, poi.lon))
        if station := _station(holder, name):
            found[holder.adcode, "station", station].append((poi.lat, poi.lon))
    for (area, kind, short), points in sorted(found.items()):
        point = middle(points)
        if spread_km(point, points) <= ONE_BUILDING_KM:
            yield Building(area, kind, short, *point)


def _station(holder: Holder, name: str) -> str:
    """A station's own name; empty where it is no station, has none, or the holder is a city of
    counties, in which the stations are found."""
    if not _STATION.search(name) or (holder.adcode.endswith("00") and not holder.townships):
        return ""
    short = station_name(name, (*holder.names.full, *holder.above))
    return short if len(short) > 1 else ""


def _own(holder: Holder) -> Iterator[tuple[str, str, re.Pattern[str]]]:
    above = _any_of(holder.above)
    full, short = _any_of(holder.names.full), _any_of(holder.names.short)
    own = f"(?:{full}|(?:{short})[县区市旗州]?)"
    for kind, words in _OFFICES:
        yield holder.adcode, kind, re.compile(f"^(?:{above})?{own}{words}{_BUILDING}")
    if not holder.adcode.endswith("00"):
        branch = f"^(?:{above})公安局{own}(?:公安)?分局"
        yield holder.adcode, "bureau", re.compile(branch + _BUILDING)
        yield holder.adcode, "detectives", re.compile(branch + _DETECTIVES + _BUILDING)
    if holder.adcode.endswith("00") or holder.names.full[0].endswith("区"):
        return
    for kind, words in _OFFICES:  # in a county town nobody writes whose bureau it is
        yield holder.adcode, kind, re.compile(f"^[县市旗]?{words}$")


def _townships(holder: Holder) -> Iterator[tuple[str, str, re.Pattern[str]]]:
    before = _any_of((*holder.names.full, *holder.above))
    for adcode, name in holder.townships:
        office = "(?:人民)?政府|党工委办事处|办事处"
        words = f"^(?:{before})*(?:人民政府)?{re.escape(name)}(?:{office}){_BUILDING}"
        yield adcode, "government", re.compile(words)


def _any_of(names: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, names)) or "\0"


def building_rows(found: Iterable[Building]) -> Iterator[tuple[str, str, str, str, str]]:
    """(area, kind, name, lat, lon), in degrees with five decimals (1 m)."""
    for each in found:
        yield each.area, each.kind, each.name, f"{each.lat:.5f}", f"{each.lon:.5f}"

"""Roads, estates, villages and towns of the past by the words of an address, inside a county.

Points of OpenStreetMap (ODbL) and GeoNames (CC BY), in files of their own (data/README.md), and
those that a deployment brought (docs/places.md), which come first. How near the shipped ones are
was tried on known places (docs/gazetteer.md).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, groupby, product, starmap

from sites.areas.codes import county_of, is_township
from sites.areas.named_point import Kind, NamedPoint
from sites.areas.own_offices import ONE_PLACE_KM, may_be_a_towns
from sites.areas.own_streets import own_points
from sites.areas.places_file import PlacesFile
from sites.areas.shipped import ByCounty
from sites.geo import Point, great_circle_km
from sites.saying import Sentence, mark

METHODS = ("openstreetmap", "geonames")
_SIGNS: dict[str, Kind] = {"e": "estate", "r": "road", "v": "village", "t": "town"}
# The nearest first, by their trials.
_ORDER: tuple[Kind, ...] = ("office", "building", *_SIGNS.values())
_AGREE_KM = 3.0  # what one address names and lies farther apart than this is a homonym
_TOWN_KM = 10.0  # as far as a village may lie from its town of the past
_SHORTEST, _LONGEST = 2, 10  # characters of a name
# A name begins the text, or follows a sign or one of these: 西屏镇|慧明小区, 人民路12号|阳光花园.
_BEGINNING = re.compile(
    "(?:^|(?<=[^㐀-鿿0-9])|(?<=[0-9])(?![0-9])|(?<=[县区市旗镇乡村社号路街巷道口组段与和在近])"
    "|(?<=办事处)|(?<=嘎查))(?=..)"
)
_SEVERAL = mark(
    "「%(name)s」这里有 %(count)s 处，相距 %(km)s 公里，不知道是哪一处，没有采用：请写出乡镇。"
)
_SEVERAL_ROADS = mark("「%(name)s」那条路这里有几条，不知道是哪一条，没有采用：请写出乡镇。")
_PART = mark("「%(name)s」在这里长约 %(km)s 公里，取离地址里别的地方最近的一段。")
_TOO_LONG = mark(
    "「%(name)s」在这里长约 %(km)s 公里，不知道在哪一段，没有采用：请写出门牌、路口或附近的地方。"
)


@dataclass(frozen=True, slots=True)
class Street:
    """What a text names in its area. point: None where it names nothing that is known, or several
    things that lie apart. notes: sentences for people."""

    point: NamedPoint | None
    notes: tuple[str, ...] = ()


class Streets:
    """118,000 points as two texts; only the rows that an address names are read. own: those that
    the deployment brought, asked first; None = none."""

    def __init__(self, own: PlacesFile | None = None) -> None:
        self._own = own
        self._tables = [(method, ByCounty(f"spots_{method}.tsv.gz")) for method in METHODS]

    def all(self, county: str) -> Iterator[NamedPoint]:
        """Every shipped point of a county."""
        for method, table in self._tables:
            yield from (_spot(method, line) for line in table.lines(county))

    def villages(self, name: str) -> Sequence[str]:
        """The codes of the counties (or townships) that have a shipped village of this name."""
        return self._village_areas.get(name, ())

    @cached_property
    def _village_areas(self) -> dict[str, list[str]]:
        """8,000 names in 1 MB, read out of the texts in 15 ms."""
        found: dict[str, list[str]] = {}
        for _, table in self._tables:
            for area, name in table.named("v"):
                found.setdefault(name, []).append(area)
        return found

    def find(self, adcode: str, text: str, near: Point | None = None) -> Street:
        """The point that a text names in a county, or in a township (nine digits): its office or
        house, else its estate, its road, its village, a town of the past. None where it names none,
        or several that lie apart, or by itself a road that is too long to say where. near: the
        township's own point, beside which a long road counts."""
        named = [
            place
            for place in self._named(county_of(adcode), text)
            if not is_township(adcode) or _may_lie_in(place, adcode)
        ]
        if len(named) == 1 and not (named[0].parts or named[0].is_one_of_several):
            return Street(named[0])
        told, notes = _told_apart(named, adcode)
        found = _pinned(told, near)
        notes += [note for road in told if (note := _length_note(road, found))]
        towns = [place for place in found if place.kind == "town"]
        finest = [place for place in found if place.kind != "town"] or towns
        if not (finest and _lie_together(finest) and _lie_together([finest[0], *towns], _TOWN_KM)):
            return Street(None, tuple(notes))
        return Street(min(found, key=lambda place: _ORDER.index(place.kind)), tuple(notes))

    def _named(self, county: str, text: str) -> Iterator[NamedPoint]:
        """The longest names from the left. Behind a name of the deployment's own the next may begin
        at once: 沿江线|新湾村."""
        end = 0
        for beginning in _BEGINNING.finditer(text):
            start = beginning.start()
            while start >= end and (points := self._longest(county, text, start)):
                yield from points
                end = start + len(points[0].name)
                start = end if points[0].origin and end + _SHORTEST <= len(text) else -1

    def _longest(self, county: str, text: str, start: int) -> list[NamedPoint]:
        """The points of the longest name that begins here and may end where it does."""
        beginning = text[start : start + _SHORTEST]
        own = own_points(self._own, county, text[start:]) if self._own else []
        # Where we ship a point of the name it is as good as GeoNames' or better.
        shortest = len(own[0].name) + (own[0].method != "geonames") if own else _SHORTEST
        tables = [each for each in self._tables if each[1].has(county, f"\t{beginning}")]
        ends = range(min(len(text), start + _LONGEST), start + shortest - 1, -1)
        for end in ends if tables else ():
            name = text[start:end]
            lines = ((m, line) for m, table in tables for line in table.lines_with(county, name))
            if points := [p for each in lines if (p := _spot(*each)).may_end(text, end)]:
                return points
        return own


def _spot(method: str, line: str) -> NamedPoint:
    area, name, kind, lat, lon = line.split("\t")
    return NamedPoint(area, name, _SIGNS[kind], Point(float(lat), float(lon)), method)


def _told_apart(named: Sequence[NamedPoint], adcode: str) -> tuple[list[NamedPoint], list[str]]:
    """Without what a deployment brought several of under one name, and a note on each of those: a
    wrong one is worse than none. A house counts as several where its road does, unless it lies in
    the township that was named. Roads are not among them: their parts are told apart by what else
    the text names."""
    kept, notes = [], list[str]()
    for name, same in groupby(
        named, key=lambda place: (place.name, place.kind, bool(place.origin))
    ):
        places = list(same)
        is_there = is_township(adcode) and all(place.area == adcode for place in places)
        if not is_there and any(place.is_one_of_several for place in places):
            notes.append(Sentence(_SEVERAL_ROADS, name=name[0]))
            continue
        if not name[-1] or _lie_together(places, ONE_PLACE_KM):
            kept += places
            continue
        km = max(great_circle_km(places[0].point, other.point) for other in places)
        notes.append(Sentence(_SEVERAL, name=name[0], count=len(places), km=f"{km:.1f}"))
    return kept, notes


def _length_note(road: NamedPoint, found: Sequence[NamedPoint]) -> str:
    """How long a road is, where that matters: which part of it was taken, or that none was."""
    if len(road.parts) < 2 or _middle(road.parts):
        return ""
    is_known = any(place.name == road.name for place in found)
    wording = _PART if is_known else _TOO_LONG
    km = road.length_km or max(starmap(great_circle_km, combinations(road.parts, 2)))
    return Sentence(wording, name=road.name, km=f"{km:.0f}")


def _pinned(found: list[NamedPoint], near: Point | None) -> list[NamedPoint]:
    """Each with one point: of a road the part that lies nearest to what else the text names; where
    it names nothing else, its middle, the part beside the township's own point, or nothing where
    that could be far."""
    fixed = [place for place in found if not place.parts]
    roads = [place for place in found if place.parts]
    if fixed:
        return [place.nearest_to(fixed[0].point) for place in found]
    if len(roads) == 1:
        middle = _middle(roads[0].parts) or near
        part = middle and roads[0].nearest_to(middle)
        is_near = part and middle and great_circle_km(part.point, middle) <= _AGREE_KM
        return [part] if part and is_near else []
    if roads:
        here, _ = min(
            product(roads[0].parts, roads[1].parts), key=lambda pair: great_circle_km(*pair)
        )
        return [place.nearest_to(here) for place in roads]
    return []


def _middle(parts: Sequence[Point]) -> Point | None:
    """None for a road whose parts reach farther from their middle than _AGREE_KM."""
    lats, lons = [part.lat for part in parts], [part.lon for part in parts]
    middle = Point((min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2)
    reach_km = max(great_circle_km(middle, part) for part in parts)
    return middle if reach_km <= _AGREE_KM else None


def _may_lie_in(place: NamedPoint, township: str) -> bool:
    """Of 「汇龙镇人民政府」 the text has 人民政府 alone: the county's is not meant."""
    if place.kind == "office" and may_be_a_towns(place.name):
        return place.area == township
    return place.area in (township, county_of(township))


def _lie_together(points: Iterable[NamedPoint], most_km: float = _AGREE_KM) -> bool:
    first, *others = (place.point for place in points)
    return all(great_circle_km(first, other) <= most_km for other in others)

"""A point for each area, with the source whose licence it falls under.

Provinces: the government's building, else the capital's point. Prefectures and counties: the seat
(seats.py; by hand where the sources know too little), else a point inside the polygon.
Townships: townships.py and township_rules.py.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import shapely
from opencc import OpenCC

from sites.areas.shortening import short_name, short_township_name
from tools.gazetteer.names.divisions import Divisions
from tools.gazetteer.names.history import Abolished
from tools.gazetteer.names.pinyin import Reader
from tools.gazetteer.points.borders import Borders
from tools.gazetteer.points.seats import (
    KM_A_DEGREE,
    Names,
    Proposal,
    choose,
    distance_km,
    propose,
)
from tools.gazetteer.points.seats_by_hand import seats_by_hand
from tools.gazetteer.points.township_rules import County, further_points
from tools.gazetteer.points.townships import known_points
from tools.gazetteer.sources.geonames import Place, read_places
from tools.gazetteer.sources.osm import Poi, read_pois
from tools.gazetteer.sources.villages import place_villages, read_villages

SOURCES = ("openstreetmap", "geonames", "polygon", "hand")
# A seat with less support stands on a handful of places, none of them of the county itself.
TRUSTED_SUPPORT = 1.0
# Where the map's counties differ from today's, a township may lie in another one's polygon.
_ALSO_IN = {"500109": ("500157",), "500157": ("500109",)}
NEAR_BORDER_DEGREES = 0.009  # 1 km: the borders are no sharper
_TRADITIONAL = OpenCC("s2t")  # names of Taiwan, Hong Kong and Macao, as written there

# Seats of the prefectures that are not named like a city: their county, by general knowledge;
# 加格达奇区 has no code of its own and lies on another province's land.
_SEATS_TABLE = """
140700 140702 152200 152201 152500 152502 152900 152921 222400 222401 232700 加格达奇区
422800 422801
433100 433101 513200 513201 513300 513301 513400 513401 522300 522301 522600 522601 522700 522701
532300 532301 532500 532503 532600 532601 532800 532801 532900 532901 533100 533103 533300 533301
533400 533401 542500 542523 622900 622901 623000 623001 632200 632223 632300 632301 632500 632521
632600 632621 632700 632701 632800 632802 652300 652301 652700 652701 652800 652801 652900 652901
653000 653001 653100 653101 653200 653201 654000 654002 654200 654201 654300 654301
"""
_WORDS = _SEATS_TABLE.split()
_SEATS = dict(zip(_WORDS[::2], _WORDS[1::2], strict=True))


@dataclass(frozen=True, slots=True)
class Located:
    """A point of an area. source: one of SOURCES."""

    adcode: str
    lat: float
    lon: float
    source: str


class Locator:
    """Knows what each source has inside each area."""

    def __init__(
        self, divisions: Divisions, borders: Borders, history: list[Abolished], wheels: Path
    ) -> None:
        self.divisions, self.borders = divisions, borders
        self.pois, self.places = read_pois(borders, wheels), read_places(borders, wheels)
        self.reader = Reader(wheels)
        self.by_hand = seats_by_hand(divisions.upper)
        self.villages = read_villages(divisions, history, wheels)
        self.old: dict[str, list[str]] = defaultdict(list)
        for each in history:
            is_own = each.note and len(each.successors) == 1 and not each.became_city
            if is_own and len(each.name) > 2:  # 绥化市政府 is no more 北林区's, once 绥化县
                self.old[each.successors[0]].append(each.name)

    def all(self) -> Iterator[Located]:
        """Provinces, prefectures and counties in code order, then townships."""
        for adcode in self.divisions.upper:
            if located := self.locate(adcode):
                yield located
        for county in self.counties:
            known = known_points(county)
            for adcode, point in (known | dict(further_points(county, known))).items():
                by_hand = point is county.seat and county.code in self.by_hand
                located = _located(adcode, point)
                yield replace(located, source="hand") if by_hand else located

    @cached_property
    def counties(self) -> list[County]:
        """What is known inside each area that has townships, in code order."""
        return list(self._counties())

    def _counties(self) -> Iterator[County]:
        by_county: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for adcode, name in self.divisions.townships.items():
            by_county[adcode[:6]].append((adcode, name))
        for code, townships in by_county.items():
            around = (code, *_ALSO_IN.get(code, ()))
            pois = [poi for each in around for poi in self.pois.get(each, ())]
            places = [place for each in around for place in self.places.get(each, ())]
            listed = self.villages.get(code, {})
            villages = list(place_villages(listed, pois, places))
            name, seat = self.divisions.upper[code], self._own_seat(code)
            yield County(
                code, name, townships, pois, places, listed, villages, seat, self._latin,
                self._upper_names(code), self._area_km2(code),
            )  # fmt: skip

    def _upper_names(self, code: str) -> frozenset[str]:
        """Short names of a county, its city and its province, the county's old ones too."""
        upper = self.divisions.upper
        above = [upper[each] for each in (code[:4] + "00", code[:2] + "0000") if each in upper]
        return frozenset([*self.names(code).short, *map(short_name, above)])

    def _area_km2(self, code: str) -> float:
        """Of its polygon, on a plane; 0 where the map does not have it."""
        polygon = self.borders.by_adcode.get(code)
        if polygon is None:
            return 0.0
        return float(polygon.area) * KM_A_DEGREE**2 * math.cos(math.radians(polygon.centroid.y))

    def _own_seat(self, code: str) -> Proposal | None:
        if code in self.by_hand:
            return Proposal("town", *self.by_hand[code], 1.0)
        seat = None if code.endswith("00") else choose(self.proposals(code))
        located = self.locate(code)
        if seat is None or located is None or seat.weight < TRUSTED_SUPPORT:
            return None
        by_osm = located.source == SOURCES[0]
        return Proposal("town", located.lat, located.lon, 1.0, by_osm)

    def _latin(self, name: str) -> str:
        return "".join(self.reader.syllables(name))

    def locate(self, adcode: str) -> Located | None:
        """None where no source has anything (areas newer than all of them)."""
        if adcode.endswith("0000"):
            return self._province(adcode)
        if adcode.startswith("82"):
            return self._parish(adcode)
        if adcode in self.by_hand:
            return Located(adcode, *self.by_hand[adcode], "hand")
        proposals = self.proposals(adcode)
        if adcode in _SEATS and all(each.kind != "government" for each in proposals):
            return self._seat_elsewhere(adcode, _SEATS[adcode])
        seat = choose(proposals)
        polygon = self.borders.by_adcode.get(adcode)
        if seat is None:
            return None if polygon is None else _inside(adcode, polygon)
        if polygon is not None and not _holds(polygon, seat):  # an average fell into a bay
            middle = seat.point
            seat = min(proposals, key=lambda each: distance_km(each.point, middle))
        return _located(adcode, seat)

    def _seat_elsewhere(self, adcode: str, seat: str) -> Located | None:
        """The point of a prefecture's seat: a county by code, or a place by name."""
        if seat in self.divisions.upper:
            there = self.locate(seat)
            return there and Located(adcode, there.lat, there.lon, there.source)
        for places in self.places.values():
            for place in places:
                if seat in place.names:
                    return Located(adcode, place.lat, place.lon, "geonames")
        return None

    def proposals(self, adcode: str) -> list[Proposal]:
        pois, places = self.inside(adcode)
        return propose(self.names(adcode), pois, places)

    def inside(self, adcode: str) -> tuple[list[Poi], list[Place]]:
        """What lies in an area: of a prefecture or province in all its counties."""
        start = adcode.removesuffix("00").removesuffix("00")
        codes = sorted(code for code in {*self.pois, *self.places} if code.startswith(start))
        pois = [poi for code in codes for poi in self.pois.get(code, ())]
        return pois, [place for code in codes for place in self.places.get(code, ())]

    def names(self, adcode: str) -> Names:
        upper = self.divisions.upper
        full = list(dict.fromkeys([upper[adcode], *self.old[adcode]]))
        short = [each for name in full if (each := short_name(name)) != name] or full[:1]
        latin = frozenset("".join(self.reader.syllables(name)) for name in (*full, *short))
        if adcode.startswith(("71", "81")):  # as written there
            full += [_TRADITIONAL.convert(name) for name in full]
            short += [_TRADITIONAL.convert(name) for name in short]
        city = upper.get(f"{adcode[:4]}00", "") if not adcode.endswith("00") else ""
        return Names(
            tuple(full),
            tuple(dict.fromkeys(short)),
            latin,
            frozenset([city, short_name(city)] if city else []),
            self._seat_towns(adcode),
        )

    def _seat_towns(self, adcode: str) -> dict[str, float]:
        """The township numbered 100 is by custom the town of the seat, except in a district; the
        street numbered 001 is in a district or city."""
        towns = {}
        is_district = self.divisions.upper[adcode].endswith("区")
        for number, weight in (("100", 0.3 if is_district else 1.0), ("001", 1.3)):
            if name := self.divisions.townships.get(adcode + number):
                short = short_township_name(name)
                for form in (name, short, "".join(self.reader.syllables(short))):
                    towns[form] = weight
        return towns

    def _province(self, adcode: str) -> Located | None:
        pois, places = self.inside(adcode)
        names = self.names(adcode)
        only = Names(names.full, ("\0",), frozenset(), frozenset(), {})
        seats = [each for each in propose(only, pois, []) if each.kind == "government"]
        if seats:
            return _located(adcode, seats[0])
        capital = f"{adcode[:2]}0100"
        if capital in self.divisions.upper:
            there = self.locate(capital)
            return there and Located(adcode, there.lat, there.lon, there.source)
        seat = choose(propose(names, pois, places))
        return None if seat is None else _located(adcode, seat)

    def _parish(self, adcode: str) -> Located | None:
        """Macao is one polygon; its parishes are places of GeoNames, written its way."""
        name = self.divisions.upper[adcode]
        forms = {name, _TRADITIONAL.convert(name), *_PARISHES.get(name, ())}
        for place in self.places["820000"]:
            if forms & place.names:
                return Located(adcode, place.lat, place.lon, "geonames")
        return None


_PARISHES = {"嘉模堂区": ("氹仔",), "路氹填海区": ("路氹城",), "圣方济各堂区": ("聖方濟堂區",)}


def _located(adcode: str, point: Proposal) -> Located:
    return Located(adcode, point.lat, point.lon, SOURCES[0] if point.by_osm else SOURCES[1])


def _inside(adcode: str, polygon: shapely.Geometry) -> Located:
    point = polygon.representative_point()
    return Located(adcode, point.y, point.x, "polygon")


def _holds(polygon: shapely.Geometry, seat: Proposal) -> bool:
    return bool(polygon.distance(shapely.Point(seat.lon, seat.lat)) <= NEAR_BORDER_DEGREES)


def point_rows(located: Iterable[Located], source: str) -> Iterator[tuple[str, str, str]]:
    """(adcode, lat, lon) of one source, in degrees with five decimals (1 m)."""
    for each in located:
        if each.source == source:
            yield each.adcode, f"{each.lat:.5f}", f"{each.lon:.5f}"

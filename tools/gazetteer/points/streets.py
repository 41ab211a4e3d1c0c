"""Where roads, estates and villages lie inside a county, by OpenStreetMap's named places (ODbL).

The roads themselves are not in any package; places are named after them: 人民路小学,
新天地(中山路店), 文翰路学林路口自行车租赁点. An estate or a village is a place of its own. A name
that lies at several spots of the county is left out, for nobody could say which is meant.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tools.gazetteer.points.seats import distance_km, is_han, middle
from tools.gazetteer.sources.geonames import Place
from tools.gazetteer.sources.osm import Poi
from tools.gazetteer.sources.villages import Village, core

Pair = tuple[float, float]
ROAD_KM = 3.0  # a road whose places lie farther apart is no point,
CROWD_KM = 1.5  # unless four of five stand this near to their middle
CROWD_SHARE = 0.8
ESTATE_KM = 1.5
_SPLIT = re.compile(
    r"[\s()（）\-—·,，、;；:：/&+|\"“”.]+|银行|酒店|宾馆|超市|药店|药房|医院|支行|肯德基|麦当劳|中国石化|中国石油|加油站|公司|公园"
)
_ROAD = re.compile("([㐀-鿿]{2,6}?(?:大道|大街|路|街(?!道|坊|区)|巷(?!村)|胡同|弄))(?![由演网])")
_NO_ROAD = re.compile(
    "铁路|公路|高速|快速路|之路|道路|线路|步行街|商业街|美食街|小吃街|风情街|文化街|酒吧街|地下街|丝路|思路|水街|回路|专用路"
    "|^大?(?:大街|马路)$"
)
_ESTATE = re.compile("^[㐀-鿿][㐀-鿿0-9]{2,9}$")
_NO_ESTATE = re.compile(
    "^(?:学生|教师|教工|职工|员工)?(?:宿舍|公寓|宿舍区|宿舍楼|家属院|家属区|生活区|住宅区|居民区|住宅小区|小区|别墅区|新村|老街)$"
    "|[镇乡]$|街道$|期$"
)


_TOWN = re.compile("(?:街道办事处|街道|镇|民族乡|乡|苏木)$")
_UPPER = (
    "县",
    "市",
    "区",
    "旗",
    "州",
    "盟",
    "省",
)  # a place named after the county stands at its seat


@dataclass(frozen=True, slots=True)
class NamedPoint:
    """A named spot. area: county, or a village's township. kind: "road", "estate", "village",
    "town" (of the past); the name of the last two is without its kind (村, 镇)."""

    area: str
    name: str
    kind: str
    lat: float
    lon: float
    by_osm: bool = True


def roads(pois: Iterable[Poi], areas: tuple[str, ...]) -> dict[str, list[Poi]]:
    """Road → the places named after it. areas: names that may stand before one."""
    found: dict[str, list[Poi]] = defaultdict(list)
    for poi in pois:
        for road in dict.fromkeys(_roads_in(poi.name, areas)):
            found[road].append(poi)
    return found


def _roads_in(name: str, areas: tuple[str, ...]) -> Iterator[str]:
    for part in _SPLIT.split(name):
        rest = part
        for area in areas:
            rest = rest.removeprefix(area) if len(rest) > len(area) + 2 else rest
        while match := _ROAD.match(rest):
            if not _NO_ROAD.search(match[1]):
                yield match[1]
            rest = rest[match.end() :].lstrip("与和口交")


def road_point(places: list[Poi]) -> Pair | None:
    """The middle of a road's places; None where they lie too far apart."""
    points = [(poi.lat, poi.lon) for poi in places]
    point = middle(points)
    if max(distance_km(one, other) for one in points for other in points) <= ROAD_KM:
        return point
    near = [each for each in points if distance_km(point, each) <= CROWD_KM]
    return middle(near) if len(near) >= CROWD_SHARE * len(points) else None


def estates(pois: Iterable[Poi], villages: dict[str, set[str]]) -> dict[str, Pair]:
    """Estate → its middle, where all places of that name lie together. villages: those of the
    county with the townships that have one of that name."""
    found: dict[str, list[Pair]] = defaultdict(list)
    for poi in pois:
        name = re.sub("[（(].*", "", poi.name).strip()
        is_one = len(villages.get(core(name), ())) < 2
        if poi.kind == "residential" and is_one and _is_estate(name):
            found[name].append((poi.lat, poi.lon))
    return {
        name: middle(points)
        for name, points in found.items()
        if all(distance_km(points[0], each) <= ESTATE_KM for each in points)
    }


def _is_estate(name: str) -> bool:
    return bool(_ESTATE.match(name)) and not _NO_ESTATE.search(name) and not _ROAD.fullmatch(name)


def spots(
    code: str, pois: list[Poi], areas: tuple[str, ...], villages: dict[str, set[str]]
) -> Iterator[NamedPoint]:
    """Roads and estates of a county by name."""
    for road, places in sorted(roads(pois, areas).items()):
        if point := road_point(places):
            yield NamedPoint(code, road, "road", *point)
    for estate, point in sorted(estates(pois, villages).items()):
        yield NamedPoint(code, estate, "estate", *point)


def settled(
    code: str, places: list[Place], towns: set[str], villages: set[str]
) -> Iterator[NamedPoint]:
    """GeoNames' settlements that bear no name of a township of today (`towns`): most were towns
    until they were merged into others. Without a town's kind, the name must be no village's."""
    found: dict[str, list[Pair]] = defaultdict(list)
    for place in places:
        names = {name for name in place.names if is_han(name) and not name.endswith(_UPPER)}
        with_kind = {short for name in names if (short := _TOWN.sub("", name)) != name}
        for short in (with_kind | (names - villages)) - towns:
            if len(short) > 1 and not _TOWN.search(short):
                found[short].append((place.lat, place.lon))
    for name, points in sorted(found.items()):
        if all(distance_km(points[0], each) <= ESTATE_KM for each in points):
            yield NamedPoint(code, name, "town", *middle(points), by_osm=False)


def village_spots(villages: Iterable[Village], towns: dict[str, str]) -> Iterator[NamedPoint]:
    """towns: township → its name without kind; GeoNames' place of that name is the town itself."""
    for each in villages:
        if each.by_osm or towns[each.township] != each.name:
            yield NamedPoint(each.township, each.name, "village", each.lat, each.lon, each.by_osm)


def spot_rows(
    found: Iterable[NamedPoint], *, by_osm: bool
) -> Iterator[tuple[str, str, str, str, str]]:
    """(area, name, kind, lat, lon): kind by its first letter, degrees with four decimals (11 m)."""
    for each in found:
        if each.by_osm == by_osm:
            yield each.area, each.name, each.kind[0], f"{each.lat:.4f}", f"{each.lon:.4f}"

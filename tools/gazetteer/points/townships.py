"""Points of townships: OpenStreetMap's town halls and services, GeoNames' places, by name inside
the right county. The rules of township_rules.py find further ones; others have none: the
boxes that another package ships have no stated licence."""

import re
from collections import defaultdict
from collections.abc import Iterator

from sites.areas.shortening import short_name, short_township_name
from tools.gazetteer.points.seats import Proposal, distance_km, middle
from tools.gazetteer.points.township_rules import MOVED_KM, WIDE_KM2, County, Points
from tools.gazetteer.sources.geonames import SEATS, Place

# Services that stand in the town itself: 千灯镇卫生院, 千灯派出所, 千灯中心小学, 千灯第二中学.
_SERVICES = (
    "(?:镇|乡|街道)?(?:中心)?(?:卫生院|(?:社区)?卫生服务中心|小学|中学|初级中学|高级中学|初中|幼儿园|信用社|农村商业银行|"
    "农贸市场|敬老院|汽车站|客运站|司法所|财政所|邮政所|派出所|供电所|(?:综合)?文化站|"
    "(?:便民|政务|党群)服务中心|(?:人民)?法庭|税务所|市场监督管理所|"
    "(?:第?[一二三四五六七八九十]+|实验|完全)(?:小学|中学|幼儿园)|实验学校)$"
)
_AGREE_KM = 5.0  # a place of GeoNames farther from OpenStreetMap's is a homonym
_APART_KM = 5.0  # two places of one name so far apart: we do not know which


def known_points(county: County) -> Points:
    """The townships that OpenStreetMap or GeoNames has by name."""
    return dict(_points(county))


def _points(county: County) -> Iterator[tuple[str, Proposal]]:
    named: dict[str, dict[int, Place]] = defaultdict(dict)
    for place in county.places:
        for name in place.names:
            named[name][place.id] = place
    words = "\n".join(poi.name for poi in county.pois)
    full = {name for _, name in county.townships}
    for adcode, name in county.townships:
        short = short_township_name(name)
        places = list(named.get(name, {}).values()) or [
            place for place in named.get(short, {}).values() if not place.names & (full - {name})
        ]
        buildings = _buildings(county, name, short) if short in words else []
        point = _agreed(buildings, [(place.lat, place.lon) for place in places])
        if point is not None and not point.by_osm:
            is_whole = any(name in place.names for place in places)
            is_sure = _is_sure(county, adcode, short, is_whole=is_whole)
            point = _or_seat(county, point, places) if is_sure else None
        if point is not None:
            yield adcode, point


def _is_sure(county: County, adcode: str, short: str, *, is_whole: bool) -> bool:
    """Whether GeoNames alone may be believed: not in the widest counties, nor where the place
    may be the village of that name in another township."""
    listed = county.listed.get(short, set())
    is_village = bool(listed - {adcode}) and (adcode in listed or not is_whole)
    return not is_village and county.area_km2 <= WIDE_KM2


def _or_seat(county: County, point: Proposal, places: list[Place]) -> Proposal | None:
    """Of a place that GeoNames marks as a county's seat: the seat itself, which more sources
    chose, where the place lies aside of it; nothing where the two are far apart and it bears the
    county's name. Far away and by another name, it was the seat of another county (万盛)."""
    is_seat = any(place.feature in SEATS for place in places)
    aside = distance_km(point.point, county.seat.point) if is_seat and county.seat else 0.0
    if _APART_KM < aside <= MOVED_KM:
        return county.seat
    own = {county.name, short_name(county.name)}
    is_moved = aside > MOVED_KM and any(place.names & own for place in places)
    return None if is_moved else point


def _buildings(county: County, name: str, short: str) -> list[tuple[float, float]]:
    """Its town hall; without one its services."""
    hall = hall_pattern(name)
    found = [
        (poi.lat, poi.lon)
        for poi in county.pois
        if short in poi.name and hall.search(poi.name) and poi.kind not in ("residential", "park")
    ]
    service = re.compile(f"(?:^|[县区市旗]){re.escape(county.own_name(name))}{_SERVICES}")
    return found or [
        (poi.lat, poi.lon) for poi in county.pois if short in poi.name and service.search(poi.name)
    ]


def hall_pattern(name: str) -> re.Pattern[str]:
    """What a place of the township's government is named."""
    full = re.escape(name)
    return re.compile(
        f"{full}(?:人民)?政府(?:大楼)?$|{full}(?:党工委)?办事处$|{full}党工委|^{full}$"
    )


def _agreed(
    buildings: list[tuple[float, float]], settlements: list[tuple[float, float]]
) -> Proposal | None:
    if buildings:
        point = middle(buildings)
        if len(buildings) > 1 or not settlements:
            return Proposal("town", *point, 1.0, by_osm=True)
        nearest = min(settlements, key=lambda each: distance_km(each, point))
        if distance_km(nearest, point) <= _AGREE_KM:
            return Proposal("town", *point, 1.0, by_osm=True)
    if settlements:
        point = middle(settlements)
        if all(distance_km(point, each) <= _APART_KM for each in settlements):
            return Proposal("town", *point, 1.0)
    return None

"""Points of townships: OpenStreetMap's town halls and services, GeoNames' places, by name inside
the right county. The rules of gazetteer_township_rules.py find further ones; others have none: the
boxes that another package ships have no stated licence."""

import re
from collections import defaultdict
from collections.abc import Iterator

from sites.areas.shortening import short_township_name
from tools.gazetteer.points.seats import Proposal, distance_km, middle
from tools.gazetteer.points.township_rules import County, Points
from tools.gazetteer.sources.geonames import Place
from tools.gazetteer.sources.osm import Poi

# Services that stand in the town itself: 千灯镇卫生院, 千灯派出所, 千灯中心小学.
_SERVICES = (
    "(?:镇|乡|街道)?(?:中心)?(?:卫生院|卫生服务中心|小学|中学|初级中学|高级中学|初中|幼儿园|信用社|农村商业银行|"
    "农贸市场|敬老院|汽车站|客运站|司法所|财政所|邮政所|派出所|供电所|文化站)$"
)
_AGREE_KM = 5.0  # a place of GeoNames farther from OpenStreetMap's is a homonym
_APART_KM = 5.0  # two places of one name so far apart: we do not know which


def known_points(county: County) -> Points:
    """The townships that OpenStreetMap or GeoNames has by name."""
    return dict(_points(county.townships, county.pois, county.places))


def _points(
    townships: list[tuple[str, str]], pois: list[Poi], places: list[Place]
) -> Iterator[tuple[str, Proposal]]:
    named: dict[str, dict[int, Place]] = defaultdict(dict)
    for place in places:
        for name in place.names:
            named[name][place.id] = place
    words = "\n".join(poi.name for poi in pois)
    for adcode, name in townships:
        short = short_township_name(name)
        found = named.get(name, {}) | named.get(short, {})
        settlements = [(place.lat, place.lon) for place in found.values()]
        buildings = _buildings(name, short, pois) if short in words else []
        if point := _agreed(buildings, settlements):
            yield adcode, point


def _buildings(name: str, short: str, pois: list[Poi]) -> list[tuple[float, float]]:
    """Its town hall; without one its services."""
    hall = hall_pattern(name)
    found = [
        (poi.lat, poi.lon)
        for poi in pois
        if hall.search(poi.name) and poi.kind not in ("residential", "park")
    ]
    service = re.compile(f"(?:^|[县区市旗]){re.escape(short)}{_SERVICES}")
    return found or [(poi.lat, poi.lon) for poi in pois if service.search(poi.name)]


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

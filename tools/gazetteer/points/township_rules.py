"""Further points of townships, where neither a town hall nor a place of its name is mapped.

Each rule was tried on townships whose point is known and stands only because it held there
(`python -m tools.gazetteer.judge.trials`, docs/gazetteer.md): median below 2 km, 90 of 100 below
6.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sites.areas.shortening import short_name, short_township_name
from tools.gazetteer.names.pinyin import fold
from tools.gazetteer.points.seats import RURAL, Proposal, densest, distance_km, is_han
from tools.gazetteer.sources.geonames import SEATS, Place
from tools.gazetteer.sources.osm import Poi
from tools.gazetteer.sources.villages import Village

# A place is named after the street or village of that name rather than after the township.
_NOT_AFTER_IT = "(?!(?:[东西南北中一二三])?[村路街道巷桥])"
_TOWN_KIND = "(?:镇|乡|街道|苏木)?"
# Parks, sights and eating houses are named after what is known far and wide (香山公园, 莫高窟).
_SIGHTS = RURAL | frozenset(
    re.split(
        r"\s+",
        """tourist_info museum fort castle artwork golf_course zoo theme_park recreation_ground
        restaurant fast_food cafe bar pub bakery wayside_cross""",
    )
)
_TELLING = (
    "|村|社区|老街|古镇|镇区|街|(?:中心|九年一贯制)?学校|中心校|(?:中心)?医院|超市|加油站|(?:菜|农贸|集贸|综合|批发|图书)?市场|集市|"
    "大集|银行|邮政?局|邮政支局|农商(?:银)?行|信用合作社|供销社|粮[站库]|(?:人民)?法庭|税务所|(?:专职)?消防站|"
    "消防救援站|交警中队|花园|小区|家园|新村|新城|佳苑|嘉园|安置房|公寓|华府"
)
_MOST = 0.7  # of the places that bear a name; the others are namesakes elsewhere
_TAKEN_KM = 4.0  # a town so near to the seat is the seat
MOVED_KM = 15.0  # GeoNames' seat so far from the county's: one of the two is wrong, or old
# In a county so wide a namesake, or a point read off a coarse map, is a day's journey off.
WIDE_KM2 = 15_000.0
_SMALL_KM2 = 300.0  # 17 km across
Points = dict[str, Proposal]
Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class County:
    """What is known inside one county (or one city without counties).

    code, name: of the county itself. townships: (adcode, name) in code order. listed: village →
    the townships that have one of that name. villages: those that have a place. seat: its own
    point, None where that is no seat.
    latin: Chinese name → pinyin without spaces. upper_names: short names of the county and of
    what it lies in, old ones too. area_km2: 0 where the map does not have it.
    """

    code: str
    name: str
    townships: list[tuple[str, str]]
    pois: list[Poi]
    places: list[Place]
    listed: dict[str, set[str]]
    villages: list[Village]
    seat: Proposal | None
    latin: Callable[[str], str]
    upper_names: frozenset[str]
    area_km2: float

    def own_name(self, township: str) -> str:
        """What tells a township's places from those of the county or city whose name it has: its
        short name (千灯), or the whole (景谷镇 in 景谷县)."""
        short = short_township_name(township)
        return township if short in self.upper_names else short


def namesakes(county: County) -> Points:
    """Where most of the places that begin with the township's name stand together, two at least:
    千灯中学, 千灯农贸市场."""
    return _where_most_are(county, lambda name: _named_after(county, name), fewest=2)


def near_namesakes(county: County) -> Points:
    """In a small district even one such place, and a park or a sight: it cannot be far."""
    if not 0 < county.area_km2 <= _SMALL_KM2:
        return {}
    return _where_most_are(county, lambda name: _named_after(county, name, sights=True))


def _where_most_are(county: County, places: Callable[[str], list[Pair]], fewest: int = 1) -> Points:
    """Of each township the place where most of its places stand together."""
    found = {}
    for adcode, name in county.townships:
        points = places(name)
        if len(points) >= fewest:
            point, count = densest(points)
            if count >= max(fewest, len(points) * _MOST):
                found[adcode] = Proposal("town", *point, 1.0, by_osm=True)
    return found


def _named_after(county: County, name: str, *, sights: bool = False) -> list[Pair]:
    """The places that bear the township's name, each name once: one that is mapped as a house
    and as a ground is one witness. Not those of one of its villages (古郊乡锡崖沟小学)."""
    own = county.own_name(name)
    pattern = re.compile(
        f"^(?:.{{2,8}}?[县区市旗州])?{re.escape(own)}{_TOWN_KIND}{_NOT_AFTER_IT}(.*)"
    )
    found: dict[str, Pair] = {}
    for poi in county.pois:
        may_tell = own in poi.name and (sights or poi.kind not in _SIGHTS)
        match = pattern.search(poi.name) if may_tell else None
        if match and not any(match[1][:length] in county.listed for length in (2, 3, 4)):
            found.setdefault(poi.name, (poi.lat, poi.lon))
    return list(found.values())


def lone_namesakes(county: County) -> Points:
    """The place that is named like the township and no more, or is a school, a hospital, a market,
    an estate of the name; of several, where most stand."""
    return _where_most_are(county, lambda name: _named_alone(county, name))


def _named_alone(county: County, name: str) -> list[Pair]:
    own = county.own_name(name)
    pattern = re.compile(f"(?:^|[县区市旗州]){re.escape(own)}{_TOWN_KIND}(?:{_TELLING})$")
    points = {
        poi.name: (poi.lat, poi.lon)
        for poi in county.pois
        if own in poi.name and poi.kind not in _SIGHTS and pattern.search(poi.name)
    }
    return list(points.values())


def seat_towns(county: County) -> Points:
    """The county's seat lies in its town 城关 or of its own name, and in the town numbered 100
    or the street numbered 001 (in a city or district too often not), unless another one is known
    to be there: 兰陵镇 was the seat once, 卞庄街道 is."""
    if county.seat is None:
        return {}
    is_rural = county.name.endswith(("县", "旗"))
    names = {"城关", short_name(county.name)} if not county.name.endswith("区") else set()
    numbers = ("100", "001") if is_rural else ()
    return {
        adcode: county.seat
        for adcode, name in county.townships
        if (adcode.endswith(numbers) or short_township_name(name) in names)
        and not _is_taken(county, county.seat, adcode, name)
    }


def _is_taken(county: County, seat: Proposal, adcode: str, name: str) -> bool:
    """Whether GeoNames marks as the seat a place that bears another township's name. Of a town
    that only has the county's name or the first number, also whether any place near the seat is
    another township's."""
    short = short_township_name(name)
    others = {each for code, each in county.townships if code != adcode}
    shorts = {short_township_name(each) for each in others} - {short}
    forms = (others | shorts) - {short}
    latin = {county.latin(each) for each in shorts}
    named = [place for place in county.places if place.names & forms or fold(place.name) in latin]
    marked = [
        place for place in named if place.feature in SEATS and _is_near(place, seat, MOVED_KM)
    ]
    if marked and not (name.endswith("街道") and _are_streets(county, marked, seat)):
        return True
    if name.endswith("街道") or short == "城关":
        return False
    telling = [form for form in forms if len(form) > 2]  # two characters may be any street's
    return any(_is_near(place, seat, _TAKEN_KM) for place in named) or any(
        _is_near(poi, seat, _TAKEN_KM) and any(form in poi.name for form in telling)
        for poi in county.pois
    )


def _are_streets(county: County, marked: list[Place], seat: Proposal) -> bool:
    """Whether what is marked is another street of the same town (丹西街道 beside 丹东街道)."""
    streets = {name for _, name in county.townships if name.endswith("街道")}
    return all(place.names & streets and _is_near(place, seat, _TAKEN_KM) for place in marked)


def _is_near(place: Place | Poi, seat: Proposal, km: float) -> bool:
    return distance_km((place.lat, place.lon), seat.point) <= km


def latin_namesakes(county: County) -> Points:
    """The one place whose main name is the township's pinyin and that has no Chinese name."""
    named: dict[str, list[Place]] = defaultdict(list)
    for place in county.places:
        if not any(map(is_han, place.names)):
            named[fold(place.name)].append(place)
    latin = {adcode: county.latin(short_township_name(name)) for adcode, name in county.townships}
    times = Counter(latin.values())
    found = {}
    for adcode, name in latin.items():
        places = [place for form in (name, f"{name}zhen") for place in named[form]]
        if times[name] == 1 and len(places) == 1:
            found[adcode] = Proposal("latin", places[0].lat, places[0].lon, 1.0)
    return found


def own_villages(county: County) -> Points:
    """OpenStreetMap's village that bears the township's name, in that township."""
    shorts = {adcode: short_township_name(name) for adcode, name in county.townships}
    return {
        village.township: Proposal("town", *village.point, 1.0, by_osm=True)
        for village in county.villages
        if village.by_osm and shorts.get(village.township) == village.name
    }


# In order of trust, by their trial.
RULES: tuple[Callable[[County], Points], ...] = (
    namesakes,
    own_villages,
    latin_namesakes,
    seat_towns,
    lone_namesakes,
    near_namesakes,
)


def further_points(county: County, known: Points) -> Iterator[tuple[str, Proposal]]:
    """(adcode, point) of townships that are not known, by the first rule that has one."""
    found = [rule(county) for rule in rules_for(county)]
    for adcode, _ in county.townships:
        if adcode not in known:
            point = next((points[adcode] for points in found if adcode in points), None)
            if point is not None:
                yield adcode, point


def rules_for(county: County) -> tuple[Callable[[County], Points], ...]:
    """In the widest counties only what has several witnesses, or a seat that OpenStreetMap has."""
    if county.area_km2 <= WIDE_KM2:
        return RULES
    has_seat = county.seat is not None and county.seat.by_osm
    return (namesakes, own_villages, seat_towns) if has_seat else (namesakes, own_villages)

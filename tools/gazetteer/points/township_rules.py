"""Further points of townships, where neither a town hall nor a place of its name is mapped.

Each rule was tried on townships whose point is known and stands only because it held there
(`python -m tools.gazetteer.judge.trials`, docs/gazetteer.md): median below 2 km, 90 of 100 below
5.5.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sites.areas.shortening import short_name, short_township_name
from tools.gazetteer.names.pinyin import fold
from tools.gazetteer.points.seats import Proposal, densest, is_han, middle
from tools.gazetteer.sources.geonames import Place
from tools.gazetteer.sources.osm import Poi
from tools.gazetteer.sources.villages import Village

# A place is named after the street or village of that name rather than after the township.
_NOT_AFTER_IT = "(?!(?:[东西南北中一二三])?[村路街道巷桥])"
_FEWEST_VILLAGES = 4
Points = dict[str, Proposal]


@dataclass(frozen=True, slots=True)
class County:
    """What is known inside one county (or one city without counties).

    code, name: of the county itself. townships: (adcode, name) in code order. listed: village →
    the townships that have one of that name. villages: those that have a place. seat: its own
    point, None where that is no seat.
    latin: Chinese name → pinyin without spaces.
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


def namesakes(county: County) -> Points:
    """Where at least half of the places that begin with the township's name stand together, two
    at least: 千灯中学, 千灯农贸市场."""
    found = {}
    words = "\n".join(poi.name for poi in county.pois)
    for adcode, name in county.townships:
        short = short_township_name(name)
        if short not in words:
            continue
        pattern = re.compile(f"^(?:.{{2,8}}?[县区市旗州])?{re.escape(short)}{_NOT_AFTER_IT}")
        points = [(poi.lat, poi.lon) for poi in county.pois if pattern.search(poi.name)]
        if len(points) > 1:
            point, count = densest(points)
            if count >= max(2, len(points) / 2):
                found[adcode] = Proposal("town", *point, 1.0, by_osm=True)
    return found


def seat_towns(county: County) -> Points:
    """The county's seat lies in its town 城关 or of its own name, and in the town numbered 100
    or the street numbered 001 (in a city or district too often not)."""
    if county.seat is None:
        return {}
    is_rural = county.name.endswith(("县", "旗"))
    names = {"城关", short_name(county.name)} if not county.name.endswith("区") else set()
    numbers = ("100", "001") if is_rural else ()
    return {
        adcode: county.seat
        for adcode, name in county.townships
        if adcode.endswith(numbers) or short_township_name(name) in names
    }


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
    """The mapped village that bears the township's name, in that township."""
    shorts = {adcode: short_township_name(name) for adcode, name in county.townships}
    return {
        village.township: Proposal("town", *village.point, 1.0, village.by_osm)
        for village in county.villages
        if shorts.get(village.township) == village.name
    }


def among_villages(county: County) -> Points:
    """In the midst of its mapped villages."""
    by_township: dict[str, list[Village]] = defaultdict(list)
    for village in county.villages:
        by_township[village.township].append(village)
    return {
        township: Proposal(
            "town",
            *middle([village.point for village in villages]),
            1.0,
            any(village.by_osm for village in villages),
        )
        for township, villages in by_township.items()
        if len(villages) >= _FEWEST_VILLAGES
    }


# In order of trust, by their trial.
RULES: tuple[Callable[[County], Points], ...] = (
    namesakes,
    own_villages,
    latin_namesakes,
    seat_towns,
    among_villages,
)


def further_points(county: County, known: Points) -> Iterator[tuple[str, Proposal]]:
    """(adcode, point) of townships that are not known, by the first rule that has one."""
    found = [rule(county) for rule in RULES]
    for adcode, _ in county.townships:
        if adcode not in known:
            point = next((points[adcode] for points in found if adcode in points), None)
            if point is not None:
                yield adcode, point

"""Offices that a deployment brought (docs/places.md): those that a unit or address names whole."""

import re
from collections.abc import Iterable, Sequence

from sites.areas.area import Area
from sites.areas.codes import county_of, is_above_counties, prefix
from sites.areas.office_words import PARTS, Around, OfficeKind, OfficeWords, offices_in
from sites.areas.place_rows import KEY_LENGTH, Place
from sites.areas.places_file import PlacesFile
from sites.geo import great_circle_km

# What each town has one of, and no county: without its town's name nobody knows whose it is.
_TOWNS_ALONE = re.compile(
    "(?:中心|初级|第[一二三四五六])*(?:派出所|卫生院|卫生室|卫生所|小学|中学|学校|幼儿园|敬老院)"
    "|司法所|财政所|民政所|民政办|(?:街道)?办事处|村委会|居委会"
)
# What a county has, and a town may have too.
_TOWNS_TOO = re.compile(
    "(?:人民|中心|综合|便民|党群)*(?:政府|医院|法庭|服务中心|服务站|文化站|图书馆|广场|公园)"
    "|(?:农贸|集贸|农副产品)?市场|(?:汽车|客运|火车|长途汽车)?站|(?:汽车)?客运站"
)
_TOWN = re.compile("镇|乡|街道|苏木")
ONE_PLACE_KM = 0.6  # as for the shipped buildings: two points farther apart are two places
_NO_OFFICE = ("号", "路", "街", "巷", "村", "组", "幢", "栋", "弄")
# Under which name the places file has each, behind its city's or town's where it is that one's.
_NAMES: dict[OfficeKind, str] = {
    "station": "{}派出所",
    "bureau": "公安局",
    "detectives": "公安局刑侦大队",
    "government": "人民政府",
    "civil": "民政局",
}


def office_names(path: Sequence[Area], text: str) -> tuple[str, ...]:
    """Under which further names a public office of a county is kept, however its own name is put:
    武侯区公安分局 and 成都市公安局武侯区分局 are both 公安局 of 武侯区."""
    around = Around.of(path)
    return tuple(
        _name(around, office)
        for office in offices_in(around, text)
        if office.area and office.nearness == "inside" and not office.words.endswith("办事处")
    )


def office_of(own: PlacesFile, around: Around, area: str, office: OfficeWords) -> Place | None:
    """The public office of an area that words name; None where the file has none, or several that
    lie apart. area: of a city: it stands in one of its counties."""
    counties = own.counties_in(prefix(area)) if is_above_counties(area) else [county_of(area)]
    places = [place for code in counties for place in own.named(code, _name(around, office))]
    return _only_one(own, places)


def counties_of_station(own: PlacesFile, city: str, station: str) -> list[str]:
    """The counties of a city that have a police station of this name. city: its code."""
    name = _NAMES["station"].format(station)
    return [code for code in own.counties_in(prefix(city)) if any(own.named(code, name))]


def _name(around: Around, office: OfficeWords) -> str:
    above = around.city[1] if around.city and office.area == around.city[0] else ""
    above = around.town if office.area and office.area == around.township else above
    return above + _NAMES[office.kind].format(office.name)


def office_named(own: PlacesFile, path: Sequence[Area], text: str) -> Place | None:
    """The office of the path's county (or of a city without counties: 东莞市) whose whole name is a
    part of the text, with or without the names of areas before it. None where none is, or several
    lie apart."""
    county = county_of(path[-1].adcode) if path else ""
    for part in PARTS.split(text):
        if part.endswith(_NO_OFFICE):  # most addresses; it spares them a look
            continue
        # 启东市医院 is kept whole alone: 医院 is no name.
        for name in dict.fromkeys((name_of_its_own(part, path), part)):
            if len(name) >= KEY_LENGTH and (place := _only_one(own, own.named(county, name))):
                return place
    return None


def _only_one(own: PlacesFile, named: Iterable[Place]) -> Place | None:
    """The office of the best source; None where there is none, or several lie apart."""
    places = [place for place in named if place.kind == "office"]
    best = min(map(own.rank, places), default=0)
    places = [place for place in places if own.rank(place) == best]
    if places and all(_is_at(places[0], other) for other in places):
        return places[0]
    return None


def name_of_its_own(text: str, path: Sequence[Area]) -> str:
    """Without the names of the areas that hold it: 江苏省启东市公安局 → 公安局. Its city keeps its
    name, lest the bureau of the city be that of its district: 南通市公安局 in 崇川区. A town keeps
    its own (汇龙镇人民政府), and what bears a county's short name (丰台派出所, 黄骅镇人民政府)."""
    if all(area.name[0] != text[:1] for area in path):  # most texts, ten times as fast
        return text
    above, own = "", county_of(path[-1].adcode)
    for depth, area in enumerate(path, 1):
        # 铁岭县医院 is not 铁岭's.
        is_longer = any(_begins(text, finer.name) for finer in path[depth:])
        names = (area.name,) if is_longer else (area.name, area.short)
        name = next((each for each in names if _begins(text, each)), "")
        if name and not _belongs(name, text.removeprefix(name), area):
            text = text.removeprefix(name)
            above = "" if county_of(area.adcode) == own else area.name
    return above + text


def _belongs(name: str, rest: str, area: Area) -> bool:
    """Whether the rest is not whole without the area's name."""
    if area.level == "township":
        return may_be_a_towns(rest)
    return name != area.name and (is_a_towns(rest) or _TOWN.match(rest) is not None)


def may_be_a_towns(name: str) -> bool:
    """Whether a town may have an office of just that name: 人民政府, 派出所."""
    return is_a_towns(name) or _TOWNS_TOO.fullmatch(name) is not None


def is_a_towns(name: str) -> bool:
    """Whether each town of a county has an office of just that name: 派出所."""
    return _TOWNS_ALONE.fullmatch(name) is not None


def _begins(text: str, name: str) -> bool:
    return len(name) > 1 and text.startswith(name)


def _is_at(one: Place, other: Place) -> bool:
    return great_circle_km(one.points[0], other.points[0]) <= ONE_PLACE_KM

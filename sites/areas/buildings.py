"""Public buildings by the words of a unit or an address: police bureaus and stations, governments,
civil-affairs offices (OpenStreetMap, ODbL; data/README.md).

Always of a known area: 「公安局」 alone says nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sites.areas.codes import city_of
from sites.areas.shipped import read_rows
from sites.geo import Point

# How much the words say: in the building; beside it; in a unit of it, which may lie elsewhere.
Nearness = Literal["inside", "beside", "unit"]

# What stands before a station's own name: 成都市公安局武侯区分局 (望江路派出所), 南坤镇 (中坤).
_BUREAU_BEFORE = re.compile("^.*(?:公安局|公安分局|分局|公安)")
_TOWN_BEFORE = re.compile("^[^镇乡]{2,4}[镇乡](?=..)")
_STATION_KIND = re.compile("(?:边防|中心)?(?:派出所)?$")
_TOWNSHIP_KIND = re.compile("(?:街道办事处|街道|镇|乡)$")

_PARTS = re.compile(r"[\s,，、;；。()（）/:：]+")
_STATION = re.compile("([㐀-鿿]{2,30})派出所(?!.{0,6}警务)")
_BUREAU = re.compile("([㐀-鿿]*?)公安(局|分局)(?:([㐀-鿿]{1,12}?)(?:公安)?分局)?")
_DETECTIVES = re.compile("^(?:刑侦|刑警|刑事警察|刑事侦查)(?:大队|支队)")
_OFFICE = re.compile("([㐀-鿿]*?)(人民政府|(?<!民)政府|民政局|街道办事处|街道办|办事处)")
_ANY = re.compile("公安|派出所|政府|民政局|办事处|街道办")
_STREET_OFFICE = ("街道办事处", "街道办", "办事处")
_TOWNSHIP = ("镇", "乡", "街道", "苏木")
_BESIDE = re.compile(
    "^(?:正|斜)?(?:旁|对面|隔壁|附近|对过|后面|后院|前面|门前|门口|侧|"
    "[东西南北]{1,2}(?:侧|面|边|邻|临|隔壁|[0-9约]|$))"
)
# A road, an estate or a house of its people that bears its name is not the building.
_NAMESAKE = re.compile("^[东西南北中前后新老]?(?:大?[路街巷道]|小区|新村|家属|宿舍|招待|社区|广场)")
# 县 in 人民路12号县公安局, and nothing before 公安局.
_OWN = re.compile("(?:^|[号路街巷村旁近在楼院])[县区旗]?$")
_OWN_CITY = re.compile("(?:^|[号路街巷村旁近在楼院])[市州盟]$")
_INSIDE = re.compile(
    "^(?:$|内|里|院|大院|大楼|办公|机关|[0-9一二三四五六七八九十]+(?:楼|层|号楼)|大厅|服务)"
)


def may_name_a_building(text: str) -> bool:
    """Whether it has a word of one: a quick look that spares most addresses a slow one."""
    return _ANY.search(text) is not None


def station_name(text: str, areas: Iterable[str] = ()) -> str:
    """What tells a police station from the others of its county.

    启东市公安局汇龙镇中心派出所 → 汇龙. areas: names that may stand before it, longest first.
    Empty when there is no name.
    """
    name = _BUREAU_BEFORE.sub("", _STATION_KIND.sub("", text))
    for area in areas:
        name = name.removeprefix(area)
    name = _TOWN_BEFORE.sub("", _STATION_KIND.sub("", name))
    short = _TOWNSHIP_KIND.sub("", name)
    return short if len(short) > 1 else name


@dataclass(frozen=True, slots=True)
class Around:
    """The area in which a building is looked for. city and county: (code, name, short name);
    None where there is none or it is not known. township: nine digits or empty."""

    city: tuple[str, str, str] | None
    county: tuple[str, str, str] | None
    township: str = ""

    def names(self) -> list[str]:
        """Names that may stand before a building's own, longest first."""
        known = [each for each in (self.city, self.county) if each]
        return [name for each in known for name in each[1:] if len(name) > 1]


@dataclass(frozen=True, slots=True)
class Building:
    """area: the code of the area that the building serves. matched: the words that name it."""

    area: str
    point: Point
    nearness: Nearness
    matched: str


class Buildings:
    """6,000 points by area, kind and name."""

    def __init__(self) -> None:
        self._points = {
            (area, kind, name): Point(float(lat), float(lon))
            for area, kind, name, lat, lon in read_rows("buildings_openstreetmap.tsv.gz")
        }
        self._stations: dict[tuple[str, str], list[str]] = {}
        for area, kind, name in self._points:
            if kind == "station":
                self._stations.setdefault((city_of(area), name), []).append(area)

    def find(self, around: Around, text: str) -> Building | None:
        """The first building that the text names; None where it names none that we know."""
        for part in _PARTS.split(text):
            for building in (
                self._station(around, part),
                self._bureau(around, part),
                self._office(around, part),
            ):
                if building is not None:
                    return building
        return None

    def _station(self, around: Around, part: str) -> Building | None:
        match = _STATION.search(part)
        name = station_name(match[1], around.names()) if match else ""
        if match is None or len(name) < 2:
            return None
        if around.county:
            areas = [around.county[0]]
        else:
            city = city_of(around.city[0]) if around.city else ""
            areas = self._stations.get((city, name), [])
        nearness = how_near(part[match.end() :])
        if len(areas) != 1:
            return None
        return self._building((areas[0], "station", name), nearness, match[0])

    def _bureau(self, around: Around, part: str) -> Building | None:
        match = None if "派出所" in part else _BUREAU.search(part)
        area = _bureau_area(around, match) if match else None
        if match is None or area is None:
            return None
        after = part[match.end() :]
        if detectives := _DETECTIVES.match(after):
            nearness = how_near(after[detectives.end() :])
            own = self._building((area, "detectives", ""), nearness, match[0] + detectives[0])
            if own is not None:
                return own
        nearness = how_near(after)
        return self._building((area, "bureau", ""), nearness, match[0], may_hold_units=True)

    def _office(self, around: Around, part: str) -> Building | None:
        match = _OFFICE.search(part)
        if match is None:
            return None
        before, office = match.groups()
        kind = "civil" if office == "民政局" else "government"
        after = part[match.end() :]
        area = _area(around, before)
        if office in _STREET_OFFICE or before.endswith(_TOWNSHIP):
            # 「西城办事处」 at the end of an address is the area rather than its office.
            is_area = office in _STREET_OFFICE and not after
            area = None if is_area or kind == "civil" else around.township
        return self._building((area or "", kind, ""), how_near(after), match[0])

    def _building(
        self,
        key: tuple[str, str, str],
        nearness: Nearness | None,
        words: str,
        *,
        may_hold_units: bool = False,
    ) -> Building | None:
        point = self._points.get(key)
        if point is None or nearness is None or (nearness == "unit" and not may_hold_units):
            return None
        return Building(key[0], point, nearness, words)


def how_near(after: str) -> Nearness | None:
    """How near a place is to a building that is named before these words; None where they make it
    the name of something else."""
    if _NAMESAKE.match(after):
        return None
    if _BESIDE.match(after):
        return "beside"
    return "inside" if _INSIDE.match(after) else "unit"


def _bureau_area(around: Around, match: re.Match[str]) -> str | None:
    """Whose bureau it is; None for a branch that is no county's (高新分局)."""
    before, kind, branch = match.groups()
    if branch is None and kind == "局":
        return _area(around, before)
    if around.county is None:
        return None
    own = before if branch is None else branch
    is_own = own.endswith(around.county[1:]) or bool(_OWN.search(own))
    return around.county[0] if is_own else None


def _area(around: Around, before: str) -> str | None:
    """The area whose office it is by the words before it: 武侯区, 成都市, 县, 市."""
    county, city = around.county, around.city
    is_bare = bool(_OWN.search(before))
    if county and (is_bare or before.endswith(county[1:])):
        return county[0]
    if city and (before.endswith(city[1:]) or (is_bare and not county)):
        return city[0]
    if _OWN_CITY.search(before):
        return county[0] if county and county[1].endswith("市") else city and city[0]
    return None

"""The words of a unit or an address that name a public building: whose, of what kind, how near.

Always of a known area: 「公安局」 alone says nothing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sites.areas.area import Area
from sites.areas.codes import is_township

# How much the words say: in the building; beside it; in a unit of it, which may lie elsewhere.
Nearness = Literal["inside", "beside", "unit"]
OfficeKind = Literal["station", "bureau", "detectives", "government", "civil"]

# What stands before a station's own name: 成都市公安局武侯区分局 (望江路派出所), 南坤镇 (中坤).
_BUREAU_BEFORE = re.compile("^.*(?:公安局|公安分局|分局|公安)")
_TOWN_BEFORE = re.compile("^[^镇乡]{2,4}[镇乡](?=..)")
_STATION_KIND = re.compile("(?:边防|中心)?(?:派出所)?$")
_TOWNSHIP_KIND = re.compile("(?:街道办事处|街道|镇|乡)$")

PARTS = re.compile(r"[\s,，、;；。()（）/:：]+")
_STATION = re.compile("([㐀-鿿]{2,30})派出所(?!.{0,6}警务)")
_BUREAU = re.compile("([㐀-鿿]*?)公安(局|分局)(?:([㐀-鿿]{1,12}?)(?:公安)?分局)?")
_DETECTIVES = re.compile("^(?:刑侦|刑警|刑事警察|刑事侦查)(?:大队|支队)")
_OFFICE = re.compile("([㐀-鿿]*?)(人民政府|(?<!民)政府|民政局|街道办事处|街道办|办事处)")
# What may stand between an address and a station's name.
_ON_THE_WAY = re.compile("^.*?(?:请到|经由|联系|[经到在由往至])(?=..)")
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
    None where there is none or it is not known. township: nine digits or empty, town its name."""

    city: tuple[str, str, str] | None
    county: tuple[str, str, str] | None
    township: str = ""
    town: str = ""

    @classmethod
    def of(cls, path: Sequence[Area]) -> "Around":
        """Around an area, by its path from the province down."""
        known = {area.level: (area.adcode, area.name, area.short) for area in path}
        province, township = path[0], path[-1]
        is_municipality = "city" not in known and province.name.endswith("市")
        city = known["province"] if is_municipality else known.get("city")
        own = (township.adcode, township.name) if is_township(township.adcode) else ()
        return cls(city, known.get("county"), *own)

    def names(self) -> list[str]:
        """Names that may stand before a building's own, longest first."""
        known = [each for each in (self.city, self.county) if each]
        return [name for each in known for name in each[1:] if len(name) > 1]


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """A public building as words name it. area: whose it is; of a station it is empty where only
    its city is known. name: of a station its own. may_hold_units: what stands behind may be a unit
    of it."""

    area: str
    kind: OfficeKind
    name: str
    nearness: Nearness | None
    words: str
    may_hold_units: bool = False


def offices_in(around: Around, text: str) -> Iterator[OfficeWords]:
    """The public buildings that a text may name, the likelier first."""
    for part in PARTS.split(text):
        yield from _station(around, part)
        yield from _bureau(around, part)
        yield from _office(around, part)


def _station(around: Around, part: str) -> Iterator[OfficeWords]:
    match = _STATION.search(part)
    if match is None:
        return
    nearness = how_near(part[match.end() :])
    area = around.county[0] if around.county else ""
    whole = station_name(match[1], around.names())
    # 请到经长江路派出所: first as it stands, for 经棚派出所 is one.
    for name in dict.fromkeys((whole, station_name(_ON_THE_WAY.sub("", match[1]), around.names()))):
        if len(name) > 1:
            yield OfficeWords(area, "station", name, nearness, match[0])


def _bureau(around: Around, part: str) -> Iterator[OfficeWords]:
    match = None if "派出所" in part else _BUREAU.search(part)
    area = _bureau_area(around, match) if match else None
    if match is None or area is None:
        return
    after = part[match.end() :]
    if detectives := _DETECTIVES.match(after):
        nearness = how_near(after[detectives.end() :])
        yield OfficeWords(area, "detectives", "", nearness, match[0] + detectives[0])
    yield OfficeWords(area, "bureau", "", how_near(after), match[0], may_hold_units=True)


def _office(around: Around, part: str) -> Iterator[OfficeWords]:
    match = _OFFICE.search(part)
    if match is None:
        return
    before, office = match.groups()
    kind: OfficeKind = "civil" if office == "民政局" else "government"
    after = part[match.end() :]
    area = _area(around, before)
    if office in _STREET_OFFICE or before.endswith(_TOWNSHIP):
        # 「西城办事处」 at the end of an address is the area rather than its office.
        is_area = office in _STREET_OFFICE and not after
        area = None if is_area or kind == "civil" else around.township
    if area:
        yield OfficeWords(area, kind, "", how_near(after), match[0])


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

"""A text on its own that heads the rows below it: 一、江苏省(3个), 【杭州】, 江苏省南京市."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from sites.areas import gazetteer
from sites.areas.codes import Codes, is_township
from sites.reading.tables.signs import CITY
from sites.understanding import understand

_ENOUGH = 0.6  # of the cells of a column
_LONGEST = 60  # characters of a heading with all that may stand around its name

_HAN = "\u3400-\u9fff"
_SIGNS = " 【】〔〕[]《》〈〉「」『』<>◆◇■□●○▲△▶►★☆※*#·.-—=~|/:"  # around a heading
_NUMERAL = "[一二三四五六七八九十0-9]{1,3}"
_COUNT = r"(?:共计?|合计|总计)?\s?[0-9]+\s?[个处家条名所]?(?:单位|采血点|采集点)?"
_FRONT = re.compile(
    rf"^(?:[(\[]{_NUMERAL}[)\]][、.,]?|{_NUMERAL}[、.,:]|第{_NUMERAL}(?:部分|章|节|篇|组)[:、.]?"
    rf"|{_NUMERAL}(?=\s)|[0-9]{{1,3}}(?=[{_HAN}]))\s*"
)
_LABEL = re.compile("^(?:所[属在])?(?:省份?|地区|地市|城市|区域|市州|市)\\s?:\\s?")
_TAIL = re.compile(
    rf"[\s:,]*(?:[(\[][^()\[\]]*[)\]]|{_COUNT}|公安机关|公安系统|刑侦部门|(?:免费|DNA)*(?:采血|采集)点)$",
    re.IGNORECASE,
)
_PARTS = re.compile("(?:各?(?:区县|县区|市县|县市|县市区|市县区|区市县)|地区|片区|市区|辖区|区域)$")
_POLICE = re.compile("公安[厅局处]$")
_SPACED_OUT = re.compile(rf"[{_HAN}](?:\s[{_HAN}])+")
_WRAPPED = re.compile(r"^[(\[]([^()\[\]]+)[)\]]$")
_PLAIN = re.compile(rf"[{_HAN}\s·/,、-]{{2,24}}")
# Ends like a city and is none: 华东地区, 全市, 地级市.
_NO_CITY = re.compile(
    "(?:华[东南北中]|东[北南]|西[北南]|中南|[东西南北中]部|沿海|边疆|其[他它余]|各|全|本)地区"
    "|(?:各|全|本|外|其[他它余]|[省县地]|城|地级|县级|直辖|省[辖直]|副省级|计划单列|自治|[市州盟])*[市州盟]"
)
# Of no place: 铁路公安机关 works all over the country.
_NOWHERE = re.compile(
    "(?:全国)?(?:铁路|民航|长江航运|海关缉私|海关|部直?属|公安部)(?:公安)?(?:机关|系统|局|部门|单位)?"
)
_OF_PROVINCE = re.compile("省厅|(?:省|自治区)(?:直|直属|属|级|本级)(?:单位|机关|部门)?")
_OF_CITY = re.compile("市(?:区|辖区|本级|直|直属|属)(?:单位|机关|部门)?|主?城区")
_DIVISION = re.compile("第?[一二三四五六七八九十]{1,2}师")  # of the Xinjiang corps
# Parts that many towns have: a county where the city above has one of that name.
_OF_MANY = re.compile("(?:[东西南北中新老]?城|郊|矿|[东西南北新])区|市中区")


def heading_of(text: str) -> str | None:
    """The name of an area that a text on its own is, without what stands around it: 吉林省 of
    一、吉林省(38个). None when it is none.

    A name that only looks like a city's (a misprint) counts, for the rows below it are not those
    of the city above; so do the parts of a town and what belongs to the province itself (省直).
    """
    return _name(text) if len(text) <= _LONGEST else None


def area_heading_of(text: str) -> str | None:
    """As heading_of, for names of areas of today or the past alone."""
    name = heading_of(text)
    return name if name and areas_anywhere(name) else None


def office_heading_of(text: str) -> str | None:
    """As heading_of for a line over the whole width, which may be the area's office: 南京市公安局
    above its branches."""
    return heading_of(text) or heading_of(_POLICE.sub("", text.strip(_SIGNS)))


@lru_cache(maxsize=4096)
def _name(text: str) -> str | None:
    name = _bare(text)
    for form in (name, _PARTS.sub("", name)):
        if not _PLAIN.fullmatch(form):
            continue
        if wider_level(form) or areas_anywhere(form) or _looks_like_a_city(form):
            return form
    return None


def _bare(text: str) -> str:
    """The text without numbers, signs, counts and what is said of the rows."""
    text = text.strip(_SIGNS)
    if _SPACED_OUT.fullmatch(text):
        return re.sub(r"\s", "", text)
    text = _LABEL.sub("", _unwrapped(text), count=1)
    while (shorter := _TAIL.sub("", text).strip(_SIGNS)) != text:
        text = shorter
    return text


def _unwrapped(text: str) -> str:
    """The text out of brackets around the whole of it, and without numbers in front: 1.1 (南京)."""
    while (inner := _WRAPPED.sub(r"\1", _FRONT.sub("", text, count=1).strip(_SIGNS))) != text:
        text = inner
    return text


def wider_level(name: str) -> Literal["country", "province", "city"] | None:
    """The area above of which a heading speaks that has no name of its own: 省直, 市直, 城区; the
    country for what is of no place (铁路公安机关)."""
    if _NOWHERE.fullmatch(name):
        return "country"
    if _OF_PROVINCE.fullmatch(name):
        return "province"
    return "city" if _OF_CITY.fullmatch(name) or _OF_MANY.fullmatch(name) else None


def _looks_like_a_city(name: str) -> bool:
    return bool(CITY.fullmatch(name)) and not _NO_CITY.fullmatch(name)


@lru_cache(maxsize=8192)
def areas_named(name: str, within: str | None = None) -> Codes:
    """The areas above townships that the whole of a text names; none where it says more."""
    understood = understand(gazetteer(), name, within)
    codes = tuple(area.adcode for area in understood.areas)
    is_whole = not understood.rest and not understood.is_contradictory
    return codes if is_whole and not any(map(is_township, codes)) else ()


def areas_anywhere(name: str) -> Codes:
    """The areas that a heading names when nothing is known of where it stands."""
    if name == "兵团":
        return areas_named(f"新疆{name}")
    return areas_named(f"兵团{name}" if _DIVISION.fullmatch(name) else name)


def area_column_of(cells: Sequence[str]) -> str | None:
    """Which area column it is whose filled cells are these, most of them names of areas: the
    city's where provinces and cities stand mixed (上海, 南京). None when it is none."""
    levels = Counter(level for cell in cells if (level := _level(cell)))
    if not cells or levels.total() < _ENOUGH * len(cells):
        return None
    return "city" if levels["city"] else levels.most_common(1)[0][0]


def _level(cell: str) -> str | None:
    name = heading_of(cell)
    areas = [area for area in map(gazetteer().get, areas_named(name or "")) if area]
    return areas[0].level if areas else None

"""What a provider is asked for a place, or why it is not asked at all.

A provider answers almost anything with a point. So it is asked only what can be checked: the
area must be known down to the city, and the words must name one street, building or unit.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sites.areas import gazetteer
from sites.areas.codes import HONG_KONG, MACAO, MUNICIPALITIES, county_of, is_province, is_township
from sites.areas.naming import full_name
from sites.geocoding.offline import Located
from sites.geocoding.witnesses import PlaceText
from sites.records import DEMO_STREET, DEMO_WORD
from sites.text import tidy
from sites.understanding import understand

# Provinces that are cities: 北京, 天津, 上海, 重庆, 香港, 澳门.
_CITY_PROVINCES = {*MUNICIPALITIES, HONG_KONG, MACAO}
_MOST_CHARACTERS = 60  # of the part after the county; longer is a paragraph, not an address
_PHONE = re.compile(
    r"(?:电话|联系电话|手机|tel)?[:：]?\s*(?<!\d)(?:0\d{2,3}-?\d{7,8}|1[3-9]\d{9})(?!\d)", re.I
)
_STRANGE = re.compile(
    r"[^\u3400-\u9fff\w\s()（）【】「」\[\]\-—~#.．,，、。·:：;；/&+“”\"‘’*№]|[\u0590-\u08ff]|--|[;；]\s*$"
)
_EMPTY_BRACKETS = re.compile(r"[(（]\s*[)）]")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_DOOR = re.compile(
    r"[\u3400-\u9fff]{1,8}(?:路|街|道|巷|村|里|园|镇)(?:东|南|西|北|中)?段?\d+(?:-\d+)?(?:号|弄)"
)


@dataclass(frozen=True, slots=True)
class Query:
    """text: what is asked, and remembered, in words of today: province, city, county, rest.

    adcodes: where an answer must lie, one of them.
    """

    text: str
    adcodes: tuple[str, ...]


def query_of(place: PlaceText, located: Located) -> Query | str:
    """The query for a place that the gazetteer has located; a sentence when it is not asked."""
    if DEMO_STREET in place.address or DEMO_WORD in place.unit:
        return "演示行，不问在线服务。"
    fix = located.fix
    if fix is None:
        return "看不出在哪个省、市、县，答案没法核对，所以不问在线服务。"
    if fix.method == "table" and not fix.is_coarse:
        return "自己的地名表里有这个地方，不问在线服务。"
    # What the words say, not what a finer fix makes of it: that is no witness for itself.
    said = located.areas[0] if len(located.areas) == 1 else None
    county = county_of((said or fix).adcode)
    if is_province(county) and county not in _CITY_PROVINCES:
        return "只看出省份，答案没法核对，所以不问在线服务。"
    words = _words(place, county)
    if why := _why_not(words):
        return why
    names = full_name(gazetteer().path(county))
    adcodes = tuple(area.adcode for area in located.areas)
    return Query(names + words, adcodes or (fix.adcode,))


def _words(place: PlaceText, county: str) -> str:
    """The address below the county; the unit where the address names nothing."""
    text = tidy(place.address)
    understood = understand(gazetteer(), text, county)
    towns = {area.name for area in understood.areas if is_township(area.adcode)}
    rest = _tidied(_without_names(text, [w for w in understood.matched if w not in towns]))
    if len(_CHINESE.findall(rest)) >= 2 and rest not in towns:
        return rest
    return _tidied(place.unit)


def _without_names(text: str, names: Sequence[str]) -> str:
    """The text without the names of areas that it begins with, each once: 武侯 is cut off from
    成都武侯武侯祠大街, and the street keeps its name."""
    taken: list[str] = []
    longest_first = sorted(names, key=len, reverse=True)
    while True:
        text = text.lstrip(" ,，、")
        is_new = (name for name in longest_first if not any(t.startswith(name) for t in taken))
        name = next((name for name in is_new if text.startswith(name)), None)
        if name is None:
            return text
        taken.append(name)
        text = text[len(name) :]


def _tidied(text: str) -> str:
    without = _EMPTY_BRACKETS.sub("", _PHONE.sub("", tidy(text).replace("|", " ")))
    return without.strip(" ,，、。.;；:：-")


def _why_not(words: str) -> str:
    if len(_CHINESE.findall(words)) < 2:
        return "地址里没有街道、楼名或单位，不问在线服务。"
    if len(words) > _MOST_CHARACTERS:
        return f"地址超过 {_MOST_CHARACTERS} 个字，不像一个地址，不问在线服务。"
    if _STRANGE.search(words):
        return "地址里有不像地址的字符，不问在线服务；请改正。"
    if len(_DOOR.findall(words)) > 1:
        return "一格里像有几个地址，不问在线服务；请分成几行。"
    return ""

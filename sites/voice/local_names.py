"""Names of areas, and names and addresses as they were published, in the language that is spoken.

What was published stays Chinese in every language, since it is what people there read: in English
pages the area's name stands beside it in Latin letters, in traditional ones its characters are
changed (by OpenCC, in Taiwan's forms).
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

import opencc
from markupsafe import Markup, escape

from sites.areas import Area, gazetteer
from sites.areas.codes import county_of
from sites.areas.naming import PlaceNames
from sites.records import Site
from sites.saying import Sentence
from sites.voice.language import ENGLISH, TRADITIONAL, say, spoken

# Where OpenCC takes another of several traditional characters than the name has. Every name of a
# province, prefecture and county with such a character was looked at (docs/languages.md).
BY_HAND = {
    "云城区": "雲城區",  # 雲浮's
    "新干县": "新干縣", "新干": "新干",  # 新淦 until 1957
    "凌河区": "凌河區", "凌河": "凌河",
    "岳西": "岳西", "岳塘": "岳塘", "岳池": "岳池", "岳普湖": "岳普湖",  # no 嶽, a holy mountain
    "石拐": "石拐",
    "湖里": "湖里",  # a place, not the inside of a lake
    "广西壮族自治区贺州市钟山县": "廣西壯族自治區賀州市鍾山縣", "钟山县": "鍾山縣",
}  # fmt: skip
_QUOTES = str.maketrans({"「": "“", "」": "”", "、": ", "})
_BY_HAND = re.compile("|".join(sorted(BY_HAND, key=len, reverse=True)))
_CHINESE = re.compile(r"[㐀-鿿](?:[\d\s(),.:，。、：；（）-]*[㐀-鿿，。；）])*")
# An office with something behind it, in both kinds of characters.
_OFFICE = re.compile(r"(?:公安[局厅廳]|分局|[支大][队隊]|派出所)(?=\w{2})")


def place(area: Area) -> str:
    """An area's own name: 武侯区, Wuhou District."""
    language = spoken()
    if language is ENGLISH:
        return gazetteer().english(area.adcode) or area.name
    return traditional(area.name) if language is TRADITIONAL else area.name


def short_place(area: Area) -> str:
    """The name without its kind, for narrow places: 武侯, Wuhou."""
    language = spoken()
    if language is ENGLISH:
        return place(area)
    return traditional(area.short) if language is TRADITIONAL else area.short


def place_path(path: Iterable[Area], gap: str = "") -> str:
    """The names of a path, province first in Chinese, last in English. gap: between Chinese
    names."""
    names = [place(area) for area in path]
    return ", ".join(reversed(names)) if spoken() is ENGLISH else gap.join(names)


def site_area(site: Site) -> str:
    """In English the names of a site's area of today, which its address says in Chinese; empty in
    other languages."""
    if spoken() is not ENGLISH:
        return ""
    areas = gazetteer()
    area = areas.current(site.adcode) or areas.current(county_of(site.adcode))
    path = areas.path(area.adcode) if area else ()
    return place_path(each for each in path if each.level != "township")


def published(text: str) -> str:
    """A name, address or note as it was published, in the characters of the language."""
    return traditional(text) if spoken() is TRADITIONAL else text


def tagged(text: str) -> str:
    """The text as HTML, in which whatever is Chinese in an English sentence is said to be so: a
    reader's voice and the choice of letters go by it."""
    if spoken() is not ENGLISH or not _CHINESE.search(text):
        return text
    return Markup(_CHINESE.sub(r'<span lang="zh-Hans">\g<0></span>', str(escape(text))))  # noqa: S704 - escaped


def in_parts(unit: str) -> str:
    """A unit's name as HTML that may be broken behind the office in it that is nearest to its
    middle: static/site.css lets a line end nowhere else while both parts fit."""
    ends = [office.end() for office in _OFFICE.finditer(unit)]
    if not ends:
        return unit
    middle = min(ends, key=lambda end: abs(2 * end - len(unit)))
    return Markup("{}<wbr>{}").format(unit[:middle], unit[middle:])


def beside(area: Area) -> str:
    """Behind an English name the Chinese one, which people there read; else nothing."""
    if spoken() is not ENGLISH:
        return ""
    return Markup(' <span lang="zh-Hans">{}</span>').format(area.name)


def said(text: str) -> str:
    """A sentence of a room below, in the language that is spoken; another text as it is."""
    if not (text and spoken().is_foreign):  # the catalogue's own head stands under ""
        return text
    return tagged(_said(text))


def _said(text: str) -> str:
    if isinstance(text, Sentence):
        return say(text.wording, **{name: _value(value) for name, value in text.values.items()})
    return _named(text) if isinstance(text, PlaceNames) else say(text)


def _value(value: object) -> object:
    return _said(value) if isinstance(value, Sentence | PlaceNames) else value


def _named(names: PlaceNames) -> str:
    """Names of places in a sentence; in English only those that are known with their areas."""
    if spoken() is not ENGLISH:
        return traditional(names)
    if not names.paths:
        return names.translate(_QUOTES)
    return _listed([f"“{place_path(path)}”" for path in names.paths])


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


@lru_cache(maxsize=8192)
def traditional(text: str) -> str:
    """The text in traditional characters."""
    pieces, start = [], 0
    for found in _BY_HAND.finditer(text):
        pieces += [_converter().convert(text[start : found.start()]), BY_HAND[found[0]]]
        start = found.end()
    return "".join([*pieces, _converter().convert(text[start:])])


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2tw")

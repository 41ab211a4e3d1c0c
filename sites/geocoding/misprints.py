"""A name that is one character away from an area's: proposed in a note, never assumed."""

import re
from collections.abc import Iterator

from sites.areas import Area, gazetteer
from sites.areas.codes import is_above_counties, is_province
from sites.areas.naming import quoted_names
from sites.understanding.lookalikes import is_typed_for

# What stands where the name of a county or a township is due.
_COUNTY = re.compile(r"[㐀-鿿]{2,7}?[区县市旗]")
_TOWNSHIP = re.compile(r"([㐀-鿿]{2,5}?)(?:镇|乡|街道|办事处|街办|办)")
# Parts of a town and zones, which every city may have: 唐山市开发区 is not its 开平区.
_COMMON = re.compile(
    "(?:.?[东西南北中]|[老新旧古主中心东西南北]{1,2}城|城[东西南北中关郊内外]|老市|[东西南北]市|郊|矿|林|港|库|厂|院"
    "|校|片|街|小|社|山|工业|工矿|开发|高新|高教|经开|经济|经贸|技术|产业|商务|商贸|商业|物流|科技|科教|科学|大学"
    "|文教|文化|教育|行政|中心|核心|示范|试验|实验|合作|保税|综保|出口|加工|风景|名胜|旅游|度假|保护|生态|湿地"
    "|生活|家属|住宅|居民|居住|别墅|安置|营业|服务|办公|直属|管理|新港|临港|空港|临空|航空|滨海|港口|农业|农垦"
    "|自治|少数|海滨|海湾|文旅|城[东西南北]新)[区县市旗]"
)
# Behind the kind: 建材市场, 红旗路 and 县道 are no names of areas.
_WORD_GOES_ON = re.compile("市[场民政委区府直属中立级]|旗[帜舰路街镇乡村营山]|县[道级]|区[域间号]")


def proposals(rest: str, known: str) -> list[str]:
    """A note that names the one area of the known city or province that was probably meant; none
    where there is no such area, or more than one.

    rest: what of a unit or an address names no area; only its beginning is looked at. known: code.
    """
    near = [area for area in _counties(known) if _begins_nearly(rest, area.name, known)]
    if len(near) == 1:
        return [_note(known, rest[: len(near[0].name)], near[0])]
    match = None if near or _COUNTY.match(rest) else _TOWNSHIP.match(rest)
    if match is None:
        return []
    near = [area for area in _townships(known) if _is_near(match[1], area.short)]
    return [_note(known, match[1], near[0])] if len(near) == 1 else []


def _note(known: str, word: str, meant: Area) -> str:
    where, what = (quoted_names(gazetteer(), (code,)) for code in (known, meant.adcode))
    return f"{where}没有「{word}」，是不是{what}？请核对。"


def _counties(known: str) -> Iterator[Area]:
    for part in gazetteer().parts(known):
        if part.level == "county":
            yield part
        elif part.level == "city":
            yield from _counties(part.adcode)


def _townships(known: str) -> Iterator[Area]:
    """Those of a city; a province has too many that are alike."""
    if not is_province(known):
        for county in gazetteer().parts(known):
            yield from gazetteer().parts(county.adcode)


def _begins_nearly(rest: str, name: str, known: str) -> bool:
    """Whether the text begins with the name of a county, but for one character.

    Inside a city three characters are enough: a word with a county's kind there is a county, and
    only one of the city's own is so near. Of two characters one is too few to tell a name by, and
    a kind is none, unless the other is known to be typed for it. (Tried with what only looks most
    alike: of 105 words that are no area behind each of 353 cities 49 got a proposal; now none.)
    """
    word = rest[: len(name)]
    pair = _difference(word, name)
    if pair is None or _COMMON.fullmatch(word) or _WORD_GOES_ON.match(rest, len(name) - 1):
        return False
    if word[-1] != name[-1]:
        return is_typed_for(*pair)
    is_city = not is_province(known) or _has_no_cities(known)
    return len(name) > 3 or (len(name) == 3 and is_city) or is_typed_for(*pair)


def _has_no_cities(province: str) -> bool:
    return not any(is_above_counties(part.adcode) for part in gazetteer().parts(province))


def _is_near(word: str, short: str) -> bool:
    """Whether exactly one character differs, and the others are enough to know the name by."""
    pair = _difference(word, short)
    return pair is not None and (len(word) > 3 or is_typed_for(*pair))


def _difference(word: str, name: str) -> frozenset[str] | None:
    """The two characters in which two words of one length differ; None when not just in one."""
    if len(word) != len(name):
        return None
    different = [one + two for one, two in zip(word, name, strict=True) if one != two]
    return frozenset(different[0]) if len(different) == 1 else None

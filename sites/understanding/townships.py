"""From a county to the township that a text names in it."""

import re

from sites.areas.codes import Codes, is_above_counties, is_province
from sites.understanding.chains import Reading
from sites.understanding.name_index import NameIndex
from sites.understanding.vocabulary import NO_COUNTY_AFTER

# A township without its kind, or with a former one: before that kind (灵城镇, today 灵城街道), as
# the name of its police station, or at the end of the text (昆山千灯).
_UNIT = "(?:县城|市区|城区)?(?:公安局|公安分局|分局|公安)?"
_KIND = "镇|乡|街道|地区|办事处|街办|办"
_NAMED = re.compile(rf"{_UNIT}([㐀-鿿]{{2,5}}?)(?:{_KIND})")
_BARE = re.compile(rf"{_UNIT}([㐀-鿿]{{2,5}}?)(?:{_KIND}|(?:中心|边防)?派出所|分局|$|[^㐀-鿿])")
# A city without counties calls its subdistricts districts: 东莞市万江区 is 万江街道.
_DISTRICT = re.compile(r"(([㐀-鿿]{1,3})区)")
# A longer short name alone, where an address goes on from its city (淮南市蔡家岗平山头): not one
# that ends like a street or a station, nor one that what follows makes a street's, a house's or a
# development zone's, which is larger than its township.
_NO_PLACE_END = frozenset("路街巷弄道里村站场园区镇族城")
_NO_TOWNSHIP_AHEAD = re.compile(
    "[㐀-鿿]{0,4}?[路街巷弄道里]|[㐀-鿿]{0,3}胡同|[0-9]|经济|经开|高新|开发|工业|产业|新区|园区"
)
_END = "^[㐀-鿿]{1,4}(?![路街巷弄道号])[㐀-鿿](?:$|[^㐀-鿿])"
_SIGNS = " ,，、/-—·()（）"
_MOST_AREAS = 6  # of an ambiguous name, to look in for a township
_MAY_BE_BARE = re.compile(rf"{_KIND}|区|派出所|分局|{_END}")


def refine(reading: Reading, areas: Codes) -> Codes:
    """The townships of nine digits that the text names in the areas; else the areas themselves.

    Without areas: the townships of that name anywhere. A name that several counties of one
    city have says no more than the city.
    """
    if not areas:
        return _anywhere(reading)
    inside = _named_in(reading, areas)
    if len(inside) == 1 or (inside and len(areas) > 1):
        return inside
    if inside:
        return areas
    bare = [code for area in areas[:_MOST_AREAS] if (code := _bare(reading, area))]
    return tuple(bare) if len(bare) == 1 else areas


def _anywhere(reading: Reading) -> Codes:
    for found, at_edge in reading.townships:
        if at_edge:
            return found.meaning.townships
    return ()


def _named_in(reading: Reading, areas: Codes) -> Codes:
    for found, _ in reading.townships:
        codes = found.meaning.townships
        if inside := tuple(code for area in areas for code in reading.index.inside(codes, area)):
            return inside
    return ()


def _bare(reading: Reading, area: str) -> str | None:
    """The township that follows the area's name without its kind, or with a former kind."""
    if is_province(area):
        return None
    index = reading.index
    tail = reading.text[reading.place_end : reading.place_end + 20].lstrip(_SIGNS)
    if index.has_counties(area):
        match = _NAMED.match(tail)
        named = index.township_by_short(area, match[1]) if match else None
        return named or _leading(index, area, tail)
    if not _MAY_BE_BARE.search(tail):
        return None
    forms = (_BARE, _DISTRICT) if is_above_counties(area) else (_BARE,)
    shorts = [short for form in forms if (match := form.match(tail)) for short in match.groups()]
    return next((code for short in shorts if (code := index.township_by_short(area, short))), None)


def _leading(index: NameIndex, city: str, tail: str) -> str | None:
    """The only township of the city whose short name of three characters or more begins the
    tail: two are as often a word or a part of one."""
    for length in (5, 4, 3):
        short = tail[:length]
        code = index.township_by_short(city, short) if len(short) == length else None
        if code and short[-1] not in _NO_PLACE_END:
            others = (_NO_TOWNSHIP_AHEAD, NO_COUNTY_AFTER)
            return None if any(each.match(tail, length) for each in others) else code
    return None

"""By which names a place is kept: as a person writes it, and without what its county says."""

import re
from collections.abc import Iterable, Iterator, Sequence

from sites.areas import Area
from sites.areas.own_offices import is_a_towns, name_of_its_own, office_names
from sites.areas.place_rows import KEY_LENGTH, Kind
from sites.text import squeeze, tidy
from sites.understanding.texts import simplified

LONGEST_NAME = 30
VILLAGE_END = re.compile("(?:村民委员会|村委会|村|社区居委会|社区|居委会|嘎查|屯)$")
# Chinese characters, and what house numbers and names of schools have between them.
_CHINESE = re.compile("[㐀-鿿〇A-Za-z0-9·-]*[㐀-鿿][㐀-鿿〇A-Za-z0-9·-]*")
_BESIDE_LATIN = re.compile(r"^([㐀-鿿0-9]{2,})[\s/(（]+[A-Za-z][A-Za-z0-9 .,'’()/-]*[)）]?$")
# What a thing is, and no name: 人民路小学 would be found at the school that is called 小学.
_BARE = re.compile(
    "小学|中学|学校|幼儿园|医院|卫生院|卫生室|卫生所|诊所|门诊部?|急诊|公园|广场|市场|菜市场|农贸市场|集市"
    "|超市|商场|图书馆|邮局|停车场|食堂|宿舍|宿舍区|宿舍楼|家属院|家属楼|生活区|住宅|住宅区|住宅楼|居民楼"
    "|小区|公寓|花园|社区|村委会|居委会|办公楼|教学楼|大楼|大门|东门|西门|南门|北门"
    "|马路|公路|大道|大街|小路|土路|水泥路|村道|乡道|县道|省道|国道|辅路|匝道|便道|机耕路|无名路|内部路"
)
# Characters that simplified writing has as well: of 乾安县 the converter makes 干安县.
_EITHER = re.compile("[乾著瞭藉徵夥]")
_SEVERAL = re.compile("[;；]")
# 启东站, 启东火车站 and 火车站 are one; 汽车站 has its own word.
_RAILWAY = re.compile("(?:火?车)?站$")


def chinese_names(values: Iterable[str]) -> tuple[str, ...]:
    """The Chinese names among the values of a place's tags, in simplified characters, each once:
    「中山路;孙文路」 are two, of 「中山路 Zhongshan Road」 the first half; no other script."""
    found: dict[str, None] = {}
    for value in values:
        for part in _SEVERAL.split(value):
            text = tidy(part)
            beside = _BESIDE_LATIN.match(text)
            name = squeeze(beside[1] if beside else text).upper()
            for each in dict.fromkeys((simplified(name), name if _EITHER.search(name) else "")):
                if KEY_LENGTH <= len(each) <= LONGEST_NAME and _CHINESE.fullmatch(each):
                    found[each] = None
    return tuple(found)


def kept_names(names: Iterable[str], kind: Kind, path: Sequence[Area]) -> tuple[str, ...]:
    """Every name under which a place of the path's county is looked for.

    Without the names of areas before it, as an address has it behind them, and whole; a village
    without 村, which the words of an address bring; a police station without its bureau's name. By
    a name that each town has one of (卫生院) none is.
    """
    found: dict[str, None] = {}
    for name in names:
        for each in _variants(name, kind, path):
            if len(each) >= KEY_LENGTH and not _BARE.fullmatch(each):
                found[each] = None
    return tuple(found)


def _variants(name: str, kind: Kind, path: Sequence[Area]) -> Iterator[str]:
    own = name_of_its_own(name, path)
    if kind == "village":
        if not any(name in (area.name, area.short) for area in path):  # a city, whatever it is said
            yield from (VILLAGE_END.sub("", each) for each in (own, name))
        return
    if kind == "office" and is_a_towns(name):
        return
    yield own
    if own:  # a thing with its county's bare name says nothing there
        yield name
    if kind == "office":
        yield from office_names(path, name)


def station_names(name: str) -> tuple[str, ...]:
    """What a railway station is called: 启东 and 启东站 are 启东火车站 too."""
    if name.endswith(("汽车站", "客运站", "地铁站", "公交站")):
        return (name,)
    stem = _RAILWAY.sub("", name)
    if len(stem) < KEY_LENGTH:
        return (name,)
    own = (name,) if name.endswith("站") else ()
    return tuple(dict.fromkeys((*own, f"{stem}站", f"{stem}火车站")))

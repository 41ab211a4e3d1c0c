"""A site's address as a person reads it: from the province down, each place told once."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from sites.areas.shortening import short_name
from sites.records import Site

# Kinds that one name may change among while it goes on meaning the same ground (吴江市 → 吴江区,
# 铜仁地区 → 铜仁市), so that an address printed before the change is recognised. Behind 市 these
# make another word: 中山市场, 新民市民广场.
_PROVINCE_KINDS = "省|市|自治区|特别行政区"
_CITY_KINDS = "市|自治州|州|盟|地区"
_COUNTY_KINDS = "县|市|区|旗|林区|特区"
_ANOTHER_WORD = re.compile("市场|市民[广中]")
_LABEL = re.compile("[一-龥]{1,6}[:：]")
_BETWEEN = " ,，、"
_HOUSE_NUMBER = re.compile(r"[0-9一二三四五六七八九十]+\s*(?:号|弄|栋|幢|楼)|[0-9]$")


@lru_cache(maxsize=8192)  # of all sites of the national list: each page tells twenty
def full_address(site: Site) -> str:
    """The names of the site's area from the province down, then what its printed address says
    beyond them; the area alone without an address.

    Area names at the beginning of the printed address are not told twice, in whatever form they
    stand there: 成都武侯区, 哈市阿城区, 凉山州会理县, 吴江市 of the years before it became a 区.
    """
    names = _names(site)
    label = _LABEL.match(site.address)  # 总站：天津市河东区…
    start = label.end() if label else 0
    return site.address[:start] + "".join(names) + _rest(site.address[start:], names)


def address_to_copy(site: Site) -> str:
    """The full address; with the unit behind it where there is no house number, since a map then
    finds the unit sooner than the street."""
    address = full_address(site)
    if _HOUSE_NUMBER.search(site.address) or site.unit in address:
        return address
    return f"{address} {site.unit}"


def _names(site: Site) -> tuple[str, ...]:
    return tuple(name for name in (site.province, site.city, site.county) if name)


def _rest(address: str, names: Sequence[str]) -> str:
    """The address behind the area names that it begins with.

    A name without its kind counts only before another name (四川成都武侯区); else it may be the
    beginning of a street's (武侯大道) or of a lower area's (辽阳 of 辽阳县).
    """
    rest = kept = address
    is_behind_short = False
    places = tuple(zip(names, _kinds(names), strict=True))
    for level, (name, kinds) in enumerate(places):
        if taken := _with_kind(rest, name, kinds):
            rest = kept = rest[taken:].lstrip(_BETWEEN)
            is_behind_short = False
        elif any(_with_kind(rest, *lower) for lower in places[level + 1 :]):
            continue
        elif rest.startswith(short := short_name(name)):
            kept = rest if is_behind_short else kept
            rest = rest[len(short) :].lstrip(_BETWEEN)
            is_behind_short = True
    return kept


def _kinds(names: Sequence[str]) -> tuple[str, ...]:
    """For each name, the kinds that it may have: province first, the county or city last."""
    below = [_CITY_KINDS, _COUNTY_KINDS] if len(names) > 2 else [f"{_CITY_KINDS}|{_COUNTY_KINDS}"]
    return (_PROVINCE_KINDS, *below)[: len(names)]


def _with_kind(text: str, name: str, kinds: str) -> int:
    """How many characters at the start of the text are the name with a kind, in full, short or
    drawn together (阜蒙县, 阿左旗, 哈市, 巴州); 0 when it begins otherwise."""
    short = short_name(name)
    if text.startswith(name) and not _ANOTHER_WORD.match(text, len(name) - 1):
        return len(name)
    if short[-1] in "县市区旗" and text.startswith(short):  # 赣县 of 赣县区
        return len(short)
    found = _first_with_kind(kinds).match(text)
    if found is None or _ANOTHER_WORD.match(text, found.end() - 1):
        return 0
    stem = found["stem"]
    is_drawn = len(stem) > 1 or found[0] == f"{name[0]}{name[-1]}"
    is_named = stem == short or (is_drawn and _is_drawn_from(stem, name))
    return found.end() if is_named else 0


def _is_drawn_from(stem: str, name: str) -> bool:
    """Whether the stem is the name's first character and others of it, in their order."""
    rest = iter(name)
    return stem[0] == name[0] and all(character in rest for character in stem)


@cache
def _first_with_kind(kinds: str) -> re.Pattern[str]:
    return re.compile(f"(?P<stem>[一-龥]{{1,8}}?)(?:{kinds})")

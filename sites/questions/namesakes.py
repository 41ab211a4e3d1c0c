"""What a name alone may mean besides the one place that was read."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sites.areas import Gazetteer
from sites.areas.codes import holds, is_above_counties
from sites.questions.noise import names_nothing
from sites.understanding import Understanding
from sites.understanding.chains import REMEMBERED_SINCE
from sites.understanding.name_index import name_index

_MOST = 6
# What a township of this kind may have become.
_LATER_KINDS = {"镇": ("街道",), "乡": ("镇", "街道")}


def with_namesakes(gazetteer: Gazetteer, place: Understanding) -> Understanding:
    """The place with what its name alone may mean as well: 吉林 is a province and its city, and
    毛庄镇 is a town and another that became a street."""
    if len(place.areas) != 1 or len(place.matched) != 1 or not names_nothing(place.rest):
        return place
    codes: Iterable[str] = ()
    if place.areas[0].level == "province":
        codes = _its_city(gazetteer, place)
    elif place.areas[0].level == "township":
        codes = _later_kinds(gazetteer, place.matched[0])
    elif place.areas[0].level == "county":
        codes = _lately(gazetteer, place.matched[0])
    more = [area for area in map(gazetteer.get, codes) if area and area not in place.areas]
    return replace(place, areas=(*place.areas, *more[:_MOST])) if more else place


def _its_city(gazetteer: Gazetteer, place: Understanding) -> Iterator[str]:
    meaning = name_index(gazetteer).meaning(place.matched[0])
    for code in meaning.short if meaning else ():
        if is_above_counties(code) and holds(place.areas[0].adcode, code):
            yield code


def _later_kinds(gazetteer: Gazetteer, name: str) -> Iterator[str]:
    for kind in _LATER_KINDS.get(name[-1], ()):
        meaning = name_index(gazetteer).meaning(name[:-1] + kind)
        yield from meaning.townships if meaning else ()


def _lately(gazetteer: Gazetteer, name: str) -> Iterator[str]:
    """江北 is in 宁波, and was in Chongqing until 2025."""
    meaning = name_index(gazetteer).meaning(name)
    for change in meaning.old_short if meaning and meaning.short else ():
        if change.year >= REMEMBERED_SINCE:
            yield from change.areas

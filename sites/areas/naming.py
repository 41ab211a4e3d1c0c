"""An area's whole name, from the province down: for people, for services and for search."""

from collections.abc import Iterable

from sites.areas.area import Area
from sites.areas.gazetteer import Gazetteer


def full_name(path: Iterable[Area]) -> str:
    """四川省成都市武侯区, of the areas of a path or of a part of it; empty without any."""
    return "".join(area.name for area in path)


def short_full_name(path: Iterable[Area]) -> str:
    """四川成都武侯: as full_name, each area by its short name."""
    return "".join(area.short for area in path)


class PlaceNames(str):
    """Names of areas as a Chinese sentence has them, which knows the areas. paths: the path of
    each, province first; empty where only the names are known."""

    paths: tuple[tuple[Area, ...], ...]

    def __new__(cls, text: str, *paths: tuple[Area, ...]) -> "PlaceNames":
        """The text of a sentence, and the paths that it names."""
        made = super().__new__(cls, text)
        made.paths = paths
        return made


def quoted_names(places: Gazetteer, codes: Iterable[str]) -> PlaceNames:
    """The whole names of areas in a sentence: 「江苏省南通市」、「浙江省杭州市」."""
    paths = [places.path(code) for code in codes]
    return PlaceNames("、".join(f"「{full_name(path)}」" for path in paths), *paths)


def quoted(area: Area) -> PlaceNames:
    """An area's own name in a sentence: 「南通市」."""
    return PlaceNames(f"「{area.name}」", (area,))


def in_pinyin(places: Gazetteer, adcode: str) -> str:
    """How an area's whole name is said, in pinyin without tones: chongqingshi; empty for a township
    and an unknown code."""
    return next(iter(places.pinyin(adcode)), "")

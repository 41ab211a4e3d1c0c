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


def quoted_names(places: Gazetteer, codes: Iterable[str]) -> str:
    """The whole names of areas in a sentence: 「江苏省南通市」、「浙江省杭州市」."""
    return "、".join(f"「{full_name(places.path(code))}」" for code in codes)

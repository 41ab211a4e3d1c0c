"""May a provider's point stand for an address? Only in the county that the address names."""

from functools import cache

from sites.areas import gazetteer
from sites.areas.codes import county_of
from sites.areas.naming import quoted_names
from sites.geo import Point

# Two providers nearer to each other than this say the same.
AGREE_KM = 1.0


def is_inside(point: Point, adcodes: tuple[str, ...]) -> bool:
    """Whether the point lies in one of the areas, or within 1 km of its border (borders are no
    sharper, docs/gazetteer.md). adcodes: six or nine digits; a township counts as its county.

    An area whose border nobody has drawn yet counts as the one that holds it.
    """
    grounds = {_ground(adcode) for adcode in adcodes}
    return bool(grounds & _areas_at(point))


def place_words(point: Point) -> str:
    """Where a point lies, for people: 「四川省成都市武侯区」, or 「中国以外」."""
    counties = gazetteer().counties_at(point)
    if not counties:
        return "「中国以外」"
    return quoted_names(gazetteer(), (counties[0].adcode,))


def county_at(point: Point) -> str | None:
    """The code of the one county there; None outside China and within 1 km of a border."""
    counties = gazetteer().counties_at(point)
    return counties[0].adcode if len(counties) == 1 else None


def _areas_at(point: Point) -> set[str]:
    counties = gazetteer().counties_at(point)
    return {code for county in counties for code in gazetteer().lineage(county.adcode)}


@cache
def _ground(adcode: str) -> str:
    """The finest area over the code, its own county first, in which its own point lies."""
    path = gazetteer().path(county_of(adcode))
    for area in reversed(path):
        fix = gazetteer().fix(area.adcode)
        if fix is not None and area.adcode in _areas_at(fix.point):
            return area.adcode
    return path[0].adcode if path else adcode

"""From a county to the township that a text names in it."""

import re
from functools import lru_cache

from sites.areas.gazetteer import Gazetteer
from sites.areas.understanding_names import Codes
from sites.areas.understanding_reading import Reading

# A township without its kind, or with its former one: at the end of the text (昆山千灯), before
# its kind (灵城镇, today 灵城街道), or as the name of its police station.
_BARE = re.compile(
    r"(?:县城|市区|城区)?(?:公安局|公安分局|分局|公安)?([㐀-鿿]{2,5}?)"
    r"(?:镇|乡|街道|地区|(?:中心|边防)?派出所|$|[^㐀-鿿])"
)
_MAY_BE_BARE = re.compile(r"[镇乡]|街道|地区|派出所|^[㐀-鿿]{2,5}(?:$|[^㐀-鿿])")


def refine(reading: Reading, areas: Codes, gazetteer: Gazetteer) -> Codes:
    """The townships of nine digits that the text names in the areas; else the areas themselves.

    Without areas: the townships of that name anywhere. A name that several counties of one
    city have says no more than the city.
    """
    if not areas:
        return _anywhere(reading)
    inside = _named_in(reading, areas)
    if len(inside) == 1 or (inside and len(areas) > 1):
        return inside
    if inside or len(areas) > 1:
        return areas
    bare = _bare(reading, areas[0], gazetteer)
    return (bare,) if bare else areas


def _anywhere(reading: Reading) -> Codes:
    for found, at_edge in reading.townships:
        if at_edge:
            return found.meaning.townships
    return ()


def _named_in(reading: Reading, areas: Codes) -> Codes:
    lineage = reading.index.lineage
    for found, _ in reading.townships:
        inside = tuple(code for code in found.meaning.townships if _is_in(code[:6], areas, lineage))
        if inside:
            return inside
    return ()


def _is_in(county: str, areas: Codes, lineage: dict[str, Codes]) -> bool:
    return any(area in lineage[county] for area in areas)


def _bare(reading: Reading, county: str, gazetteer: Gazetteer) -> str | None:
    tail = reading.text[reading.place_end : reading.place_end + 20]
    if not _MAY_BE_BARE.search(tail) or not (match := _BARE.match(tail)):
        return None
    return parts_by_short(gazetteer, county).get(match[1])


@lru_cache(maxsize=256)
def parts_by_short(gazetteer: Gazetteer, county: str) -> dict[str, str]:
    """Short name → code of the townships of a county, where one has it alone."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for area in gazetteer.parts(county):
        if area.level == "township":
            (
                twice.add(area.short)
                if area.short in found
                else found.setdefault(area.short, area.adcode)
            )
    return {short: code for short, code in found.items() if short not in twice}


def starts_with_part(gazetteer: Gazetteer, county: str, text: str) -> bool:
    """Whether a text begins with the short name of a township of the county."""
    shorts = parts_by_short(gazetteer, county)
    return any(text[:length] in shorts for length in (2, 3, 4, 5))

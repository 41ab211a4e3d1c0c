"""A name that is one character away from an area's: proposed in a note, never assumed."""

import re
from collections.abc import Iterator

from sites.areas import Area, gazetteer
from sites.geocoding.codes import names

# What stands where the name of a county or a township is due.
_COUNTY = re.compile(r"[㐀-鿿]{2,7}?[区县市旗]")
_TOWNSHIP = re.compile(r"([㐀-鿿]{2,5}?)(?:镇|乡|街道|办事处|街办|办)")
# Two characters are too few to tell by one of them, unless the other is taken for it often.
_ALIKE = ("州洲", "颍颖", "丘邱", "岗冈", "浦埔", "峰锋烽", "埠阜", "陵凌菱", "沟构", "塘搪")


def proposals(rest: str, known: str) -> list[str]:
    """A note that names the one area of the known city or province that was probably meant; none
    where there is no such area, or more than one.

    rest: what of a unit or an address names no area; only its beginning is looked at. known: code.
    """
    if match := _COUNTY.match(rest):
        word, near = match[0], _near(match[0], _counties(known), is_short=False)
    elif match := _TOWNSHIP.match(rest):
        word, near = match[1], _near(match[1], _townships(known), is_short=True)
    else:
        return []
    if len(near) != 1:
        return []
    return [f"{names((known,))}没有「{word}」，是不是{names(near)}？请核对。"]


def _counties(known: str) -> Iterator[Area]:
    for part in gazetteer().parts(known):
        if part.level == "county":
            yield part
        elif part.level == "city":
            yield from _counties(part.adcode)


def _townships(known: str) -> Iterator[Area]:
    """Those of a city; a province has too many that are alike."""
    if not known.endswith("0000"):
        for county in gazetteer().parts(known):
            yield from gazetteer().parts(county.adcode)


def _near(word: str, areas: Iterator[Area], *, is_short: bool) -> list[str]:
    return [area.adcode for area in areas if _is_near(word, area.short if is_short else area.name)]


def _is_near(word: str, name: str) -> bool:
    """Whether exactly one character differs, and the others are enough to know the name by."""
    if len(word) != len(name):
        return False
    different = [one + two for one, two in zip(word, name, strict=True) if one != two]
    if len(different) != 1:
        return False
    return len(word) > 3 or any(set(different[0]) <= set(alike) for alike in _ALIKE)

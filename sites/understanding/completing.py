"""Areas whose names go on from what was typed so far: for suggestions while somebody types.

    completions(gazetteer(), "chengduw")  →  武侯区 and 温江区 of 成都市

What was typed is the beginning of a name in characters, pinyin or initials; or a place, with the
beginning of a name in it behind; or else a text in which a place is understood.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple, get_args

from sites.areas import Area, Gazetteer, Level
from sites.areas.codes import Codes, county_of, is_province
from sites.text import tidy
from sites.understanding.latin import spellings_from, toneless
from sites.understanding.name_index import Meaning, name_index
from sites.understanding.texts import simplified, understand

# Characters or letters; 双江拉祜族佤族布朗族傣族自治县 behind its city and province has 21, in
# pinyin it has 43 alone.
LONGEST_TYPED = 60
_LEAST_LETTERS = 2  # one letter begins a hundred names
_BETWEEN = re.compile(r"[\s,，、;；'’·.\-]+")
_TYPED = re.compile(r"[a-z\u3400-\u9fff]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LEVELS = get_args(Level)
# How well an area fits: a name of it was typed to the end; its name of today begins so, or has just
# these initials; only more initials, a further form or a name of the past begin so.
_WHOLE, _BEGUN, _DISTANT = range(3)
Fits = dict[str, int]  # code → how well


class Completion(NamedTuple):
    """An area that may be meant. rank: the likeliest first; equals are equally likely."""

    area: Area
    rank: tuple[int, int]


def completions(gazetteer: Gazetteer, text: str) -> tuple[Completion, ...]:
    """Every area that a half-typed text may become, townships included, the likeliest first.

    Never raises. None for a text with a digit or any sign that no name has, for one letter alone
    and for more than LONGEST_TYPED characters.
    """
    typed = _typed(text)
    fits = _fits(gazetteer, typed)
    if not fits and _HAN.search(typed):
        fits = _fits(gazetteer, simplified(typed))
    if not fits and typed:
        fits = dict.fromkeys(_codes(understand(gazetteer, typed).areas), _BEGUN)
    areas = gazetteer.known(sorted(fits))
    found = (Completion(area, (fits[area.adcode], _LEVELS.index(area.level))) for area in areas)
    return tuple(sorted(found, key=lambda each: each.rank))


def _fits(gazetteer: Gazetteer, typed: str) -> Fits:
    """The areas that fit; distant ones (成都东部新区 for 成都) only where no other does."""
    begun = _begun(gazetteer, typed, has_townships=len(typed) > 1)
    return _near(begun) or _near(inside := _begun_inside(gazetteer, typed)) or begun or inside


def _near(fits: Fits) -> Fits:
    return {code: how for code, how in fits.items() if how != _DISTANT}


def _typed(text: str) -> str:
    """The text without what stands between words and without tones; empty for what is no name."""
    plain = _BETWEEN.sub("", toneless(tidy(text).lower()))
    if len(plain) > LONGEST_TYPED or not _TYPED.fullmatch(plain):
        return ""
    return "" if plain.isascii() and len(plain) < _LEAST_LETTERS else plain


def _begun(gazetteer: Gazetteer, typed: str, *, has_townships: bool) -> Fits:
    """The areas with a name that begins so; townships where they are asked for."""
    if typed.isascii():
        return _spelled(gazetteer, typed)
    return _written(gazetteer, typed, has_townships=has_townships)


def _spelled(gazetteer: Gazetteer, letters: str) -> Fits:
    fits: Fits = {}
    for spelling, codes in spellings_from(gazetteer, letters) if letters else ():
        for area in gazetteer.known(codes):
            name = gazetteer.pinyin(area.adcode)[0]
            is_todays = name.startswith(letters) or name.replace("v", "u").startswith(letters)
            how = _BEGUN if is_todays else _DISTANT
            if spelling == letters:
                # Initials have as many letters as the name has characters: many areas share them.
                how = _BEGUN if len(letters) <= len(area.name) else _WHOLE
            _keep(fits, (area.adcode,), how)
    return fits


def _written(gazetteer: Gazetteer, typed: str, *, has_townships: bool) -> Fits:
    index, fits = name_index(gazetteer), Fits()
    if typed in index.letters:
        _keep(fits, (index.letters[typed],), _WHOLE)
    for word, meaning in index.beginning(typed, townships=has_townships) if typed else ():
        is_whole = word == typed
        for area in gazetteer.known((*meaning.full, *meaning.short)):
            is_todays = area.name.startswith(typed)
            _keep(fits, (area.adcode,), _WHOLE if is_whole else _BEGUN if is_todays else _DISTANT)
        _keep(fits, _of_the_past(meaning), _WHOLE if is_whole else _DISTANT)
        if has_townships:  # those that share their name with a county have it in any case
            _keep(fits, meaning.townships, _WHOLE if is_whole else _BEGUN)
    return fits


def _of_the_past(meaning: Meaning) -> Iterable[str]:
    return (code for change in (*meaning.old, *meaning.old_short) for code in change.areas)


def _keep(fits: Fits, codes: Iterable[str], how: int) -> None:
    for code in codes:
        fits[code] = min(how, fits.get(code, how))


def _begun_inside(gazetteer: Gazetteer, typed: str) -> Fits:
    """The place that the whole text is; else the areas that begin with its end and lie in the
    place before it, which is as long as it can be (成都市武: of 成都市, not of 成都)."""
    lineage = name_index(gazetteer).lineage
    for cut in range(len(typed), 1, -1):
        place = understand(gazetteer, typed[:cut])
        holders = () if place.rest else _codes(place.areas)
        if holders and cut == len(typed):
            return dict.fromkeys(holders, _WHOLE)
        # The townships of a whole province are too many for any of them to be offered.
        has_townships = not all(map(is_province, holders))
        begun = _begun(gazetteer, typed[cut:], has_townships=has_townships) if holders else {}
        inside = {
            code: how
            for code, how in begun.items()
            if code not in holders and not set(holders).isdisjoint(lineage[county_of(code)])
        }
        if inside:
            return inside
    return {}


def _codes(areas: Iterable[Area]) -> Codes:
    return tuple(area.adcode for area in areas)

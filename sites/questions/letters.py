"""Questions in Latin letters: English sentences around a name, and spellings of the post.

A name in pinyin, in any order, is understood by `sites.areas`; here it is freed of its sentence.
"""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

from sites.areas import Gazetteer
from sites.questions.asked_places import Heard
from sites.understanding import Understanding, understand
from sites.understanding.latin import toneless

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_MOST_WORDS = 30
_LONGEST_NAME = 4  # words: xi lin guo le
_LEAST_LETTERS = 5  # of a name beside words that nobody knows
_FOLDER = Path(__file__).with_name("data")
_MOST_SPELLED = 2  # more names than these in a sentence are no names


def hear_letters(gazetteer: Gazetteer, text: str) -> Heard:
    """The places of a text without Chinese characters; none for a text that spells none."""
    words = _WORD.findall(toneless(text.lower()))
    if not words or len(words) > _MOST_WORDS:
        return Heard()
    if (postal := _postal(gazetteer, words)) is not None:
        return Heard(postal)
    names = [word for word in words if word not in _noise()]
    for wording in dict.fromkeys((text, " ".join(names))):
        found = understand(gazetteer, wording)
        if found.areas and not found.rest:
            return Heard(_with_cities(gazetteer, found))
    apart = _each(gazetteer, names)
    return apart if apart.place.areas else Heard(found)


def _with_cities(gazetteer: Gazetteer, found: Understanding) -> Understanding:
    """fuzhou is the capital 福州 and the city 抚州: another city of the same sound is offered
    beside the capital."""
    if len(found.areas) != 1 or found.areas[0].level != "city":
        return found
    spelled = "".join(_WORD.findall(toneless(found.matched[0].lower()))).replace("'", "")
    same = [
        area
        for area in gazetteer.all("city")
        if area != found.areas[0] and spelled in gazetteer.pinyin(area.adcode)
    ]
    return replace(found, areas=(*found.areas, *same)) if same else found


def is_noise(text: str) -> bool:
    """Whether a text in Latin letters holds no word but those of a sentence, and no digit."""
    words = _WORD.findall(text.lower())
    return not re.search(r"\d", text) and all(word in _noise() for word in words)


def _postal(gazetteer: Gazetteer, words: list[str]) -> Understanding | None:
    """The one area that a word spells as the post did, among words of a sentence."""
    codes = {_postal_codes()[word]: word for word in words if word in _postal_codes()}
    others = [word for word in words if word not in _noise() and word not in _postal_codes()]
    if len(codes) != 1 or others:
        return None
    ((code, word),) = codes.items()
    area = gazetteer.get(code)
    return Understanding((area,), (word,), "") if area else None


def _each(gazetteer: Gazetteer, names: list[str]) -> Heard:
    """The names that stand apart in a sentence: one, or several places."""
    found: list[Understanding] = []
    start = 0
    while start < len(names):
        length, place = _longest(gazetteer, names[start:])
        if place is not None:
            found.append(place)
        start += length
    areas = {area.adcode: area for place in found for area in place.areas}
    if not found or len(found) > _MOST_SPELLED:
        return Heard()
    matched = tuple(word for place in found for word in place.matched)
    return Heard(Understanding(tuple(areas.values()), matched, ""), is_several=len(found) > 1)


def _longest(gazetteer: Gazetteer, names: list[str]) -> tuple[int, Understanding | None]:
    """How many of the first words spell one area, and that area; (1, None) when none does."""
    for length in range(min(_LONGEST_NAME, len(names)), 0, -1):
        text = " ".join(names[:length])
        if len(text) >= _LEAST_LETTERS:
            place = understand(gazetteer, text)
            if len(place.areas) == 1 and not place.rest:
                return length, place
            if length == 1 and (postal := _postal(gazetteer, names[:1])):
                return 1, postal
    return 1, None


@cache
def _noise() -> frozenset[str]:
    """The words of the sentence: data/english.txt."""
    return frozenset(word for line in _lines("english.txt") for word in line.split())


@cache
def _postal_codes() -> dict[str, str]:
    """Spellings of the post → the area's code: data/postal.tsv."""
    return dict(line.split() for line in _lines("postal.tsv"))


def _lines(name: str) -> list[str]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]

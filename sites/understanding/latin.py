"""Place names in Latin letters: pinyin in any order ("Chengdu Wuhou"), and initials ("whq")."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from sites.areas import Gazetteer
from sites.areas.naming import quoted
from sites.saying import Sentence, mark
from sites.understanding.choosing import collapse
from sites.understanding.name_index import name_index
from sites.understanding.understood import Understanding

_LETTERS = re.compile(r"[a-z]+")
_OTHER = re.compile(r"[^a-z' ,.\-]")
_LONGEST = 60  # characters; three full names of areas in pinyin have fewer
_MOST_WORDS = 8
# English and pinyin words for kinds of areas, which the spellings hold only joined (wuhouqu).
_KINDS = frozenset((
    "city", "district", "county", "province", "town", "prefecture", "autonomous", "region",
    "municipality", "china", "prc", "shi", "qu", "xian", "sheng", "league", "banner", "new", "area",
    "forestry", "special", "parish",
))  # fmt: skip
_BEHIND_Z = "{"  # in Unicode
_VOWEL = re.compile("[aeiou]")
# Names in use that are no reading of a whole name: 旅顺, of 旅顺口区.
_FURTHER = {"lushun": "210212", "lvshun": "210212"}
_TELLING = 5  # letters of a name that stands beside a word nobody knows
Codes = tuple[str, ...]


@cache
def _codes_by_spelling(gazetteer: Gazetteer) -> dict[str, Codes]:
    spellings: dict[str, list[str]] = {}
    for level in ("province", "city", "county"):
        for area in gazetteer.all(level):
            for spelling in gazetteer.pinyin(area.adcode):
                spellings.setdefault(spelling, []).append(area.adcode)
    for spelling, code in _FURTHER.items():
        spellings.setdefault(spelling, []).append(code)
    return {spelling: tuple(dict.fromkeys(codes)) for spelling, codes in spellings.items()}


@cache
def _codes_by_english(gazetteer: Gazetteer) -> dict[str, Codes]:
    """Names with their kinds, as English pages say them: Nanjing County is not the city."""
    found: dict[str, list[str]] = {}
    for level in ("city", "county"):
        for area in gazetteer.all(level):
            words = _LETTERS.findall(toneless(gazetteer.english(area.adcode).lower()))
            if words[-1] in _KINDS:
                found.setdefault("".join(words), []).append(area.adcode)
    return {name: tuple(codes) for name, codes in found.items()}


@cache
def _spellings(gazetteer: Gazetteer) -> list[str]:
    return sorted(_codes_by_spelling(gazetteer))


def spellings_from(gazetteer: Gazetteer, letters: str) -> Iterator[tuple[str, Codes]]:
    """The spellings that begin with these letters (a to z), each with the areas that have it."""
    spellings = _spellings(gazetteer)
    codes = _codes_by_spelling(gazetteer)
    last = bisect_left(spellings, letters + _BEHIND_Z)
    for spelling in spellings[bisect_left(spellings, letters) : last]:
        yield spelling, codes[spelling]


def understand_latin(gazetteer: Gazetteer, text: str, within: str | None) -> Understanding:
    """The areas that a text of Latin letters spells; nothing for any other text."""
    text = toneless(text.lower())
    if not 2 <= len(text) <= _LONGEST or _OTHER.search(text):
        return Understanding((), (), text)
    words = _LETTERS.findall(text.replace("'", ""))
    names = [word for word in words if word not in _KINDS]
    codes = _codes_by_english(gazetteer).get("".join(words), ())
    codes = codes or _spelled(gazetteer, words) or _spelled(gazetteer, names)
    lineage = name_index(gazetteer).lineage
    unknown = ""
    if not codes:
        codes, unknown = _beside_unknown(gazetteer, names)
    if within is not None:
        codes = tuple(code for code in codes if within in lineage[code])
    if not _are_initials(words):
        codes = collapse(codes, lineage)
    if not codes:
        return Understanding((), (), text)
    areas = gazetteer.known(codes)
    if not unknown:
        return Understanding(areas, (text,), "")
    wording = mark("没有认出「%(word)s」，先按%(area)s算。")
    note = Sentence(wording, word=unknown, area=quoted(areas[0]))
    return Understanding(areas, (text.replace(unknown, "").strip(" ,-"),), unknown, (note,))


def _beside_unknown(gazetteer: Gazetteer, names: list[str]) -> tuple[Codes, str]:
    """The only area that all words but the last or the first spell, and that word: the gazetteer
    has no townships in pinyin (kunshan qiandeng)."""
    for known, unknown in ((names[:-1], names[-1:]), (names[1:], names[:1])):
        if len("".join(known)) >= _TELLING and len(codes := _spelled(gazetteer, known)) == 1:
            return codes, unknown[0]
    return (), ""


def toneless(text: str) -> str:
    """Pinyin without its tone marks (wǔ hóu); ü becomes u, which names are spelled with too."""
    letters = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _are_initials(words: list[str]) -> bool:
    """Two or three letters stand for any name with these initials: the best known of them is no
    likelier to be meant, since who wants it can write it."""
    return len(words) == 1 and len(words[0]) <= 3


def _spelled(gazetteer: Gazetteer, words: list[str]) -> Codes:
    """The areas of the fewest names in a row that hang together."""
    if not 0 < len(words) <= _MOST_WORDS:
        return ()
    spellings = _codes_by_spelling(gazetteer)
    lineage = name_index(gazetteer).lineage
    for names in sorted(_splits(words), key=len):
        areas = [spellings.get(name, ()) for name in names]
        if all(areas) and (chain := _chain(areas, lineage)):
            return chain
    return ()


def _splits(words: list[str]) -> Iterator[list[str]]:
    """Every way to join neighbouring words to at most three names; one word also cut in two."""
    if len(words) == 1:
        word = words[0]
        yield [word]
        least = 3 if _VOWEL.search(word) else 2  # cdwhq are initials
        yield from ([word[:cut], word[cut:]] for cut in range(least, len(word) + 1 - least))
        return
    for first in range(1, len(words) + 1):
        head = "".join(words[:first])
        if first == len(words):
            yield [head]
        for second in range(first + 1, len(words) + 1):
            middle, tail = "".join(words[first:second]), "".join(words[second:])
            yield [head, middle, tail] if tail else [head, middle]


def _chain(names: list[Codes], lineage: dict[str, Codes]) -> Codes:
    """The areas of one name that lie in an area of each of the other names."""
    if len(names) == 1:
        return names[0]
    return tuple(
        code
        for position, codes in enumerate(names)
        for code in codes
        if all(
            any(above in other for above in lineage[code][1:])
            for place, other in enumerate(names)
            if place != position
        )
    )

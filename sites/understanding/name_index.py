"""Every name of every area in one automaton (Aho-Corasick): which words a text holds, and where.

Built once per gazetteer, on the first question. Townships are 30,000 of the 40,000 words, so
their codes lie in one array of integers instead of objects.
"""

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple, get_args

import ahocorasick

from sites.areas import Gazetteer, Level, Spelling
from sites.areas.codes import Codes, city_of, county_of, is_above_counties, province_of
from sites.understanding.vocabulary import (
    COLLOQUIAL,
    COLLOQUIAL_SHORT,
    CORPS,
    NOT_PLACES,
    UNIT_WORDS,
)

XINJIANG, _INNER_MONGOLIA = "650000", "150000"
# 察哈尔右翼前旗 is 察哈尔右翼前, and one of 察哈尔右翼; 达茂联合旗 is 达茂.
_BANNER = re.compile("(?P<stem>(?P<family>.{2,}?)?[左右前中后]|.{2,}?)(?:联合|自治)?旗")
_KINDS = "省市县区旗盟州镇乡"
_TOWNSHIP_KINDS = ("镇", "街道", "乡", "苏木")


@dataclass(frozen=True, slots=True)
class Change:
    """An abolished name: when, which areas of today lie there, the change as a sentence."""

    year: int
    areas: Codes
    note: str


@dataclass(slots=True)
class Meaning:
    """What one word can mean.

    full: areas that bear this name, or an alias as good as it. short: areas whose short name it
    is. old, old_short: the same for abolished names. townships: codes of nine digits.
    is_unit: it ends or begins a name as a space does. A word with none of these is no place.
    is_area: it may mean a province, city or county, of today or abolished.
    """

    full: Codes = ()
    short: Codes = ()
    old: tuple[Change, ...] = ()
    old_short: tuple[Change, ...] = ()
    townships: Codes = ()
    is_unit: bool = False
    is_area: bool = False


class NameMatch(NamedTuple):
    """A word of the gazetteer in a text, from start up to end."""

    start: int
    end: int
    word: str
    meaning: Meaning


class NameIndex:
    """The automaton and what its words mean.

    lineage: six-digit code → itself, its city, its province (the last two where it has them).
    letters: one-letter aliases (沪), which mean their area only as a whole text. zones: alias of
    several areas (雄安新区) → the one that has its seat. former_cities: see Gazetteer.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.lineage = _lineage(gazetteer)
        self._holders = {above for line in self.lineage.values() for above in line[1:]}
        self.letters: dict[str, str] = {}
        self.zones: dict[str, str] = {}
        self.former_cities = gazetteer.former_cities()
        meanings: dict[str, Meaning] = {}
        townships: dict[str, list[int]] = {}
        for adcode, name in gazetteer.township_names():
            townships.setdefault(name, []).append(int(adcode))
        for spelling in gazetteer.spellings(townships=False):
            if len(spelling.text) == 1:
                self.letters[spelling.text] = spelling.adcode
            else:
                _add(meanings, spelling)
            if spelling.kind == "alias" and len(spelling.successors) > 1:
                self.zones[spelling.text] = spelling.adcode
        _add_own_words(meanings, gazetteer)
        self._fill(meanings, townships)

    def _fill(self, meanings: dict[str, Meaning], townships: dict[str, list[int]]) -> None:
        """Words with a Meaning of their own get the first numbers, townships the rest."""
        self._meanings = list(meanings.values())
        for meaning in self._meanings:
            named = meaning.full or meaning.short or meaning.old or meaning.old_short
            meaning.is_area = bool(named)
        for word in meanings.keys() & townships.keys():
            meanings[word].townships = tuple(map(str, sorted(townships.pop(word))))
        self._codes, self._starts = array("L"), array("L", [0])
        for codes in townships.values():
            self._codes.extend(sorted(codes))
            self._starts.append(len(self._codes))
        words = [*meanings, *townships]
        self._lengths = array("B", map(len, words))
        self._automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        for number, word in enumerate(words):
            self._automaton.add_word(word, number)
        self._automaton.make_automaton()
        self._begin_with_kind: dict[str, list[int]] = {}
        for word in sorted(meanings, key=len, reverse=True):
            if word[0] in _KINDS and (meanings[word].full or meanings[word].short):
                self._begin_with_kind.setdefault(word[:2], []).append(len(word))

    def find(self, text: str) -> list[NameMatch]:
        """The longest words from the left, none overlapping another."""
        found: list[NameMatch] = []
        is_doubtful = False
        lengths, begin_with_kind = self._lengths, self._begin_with_kind
        for last, number in self._automaton.iter_long(text):
            start, end = last + 1 - lengths[number], last + 1
            found.append(NameMatch(start, end, text[start:end], self._meaning(number)))
            is_doubtful = is_doubtful or text[last : last + 2] in begin_with_kind
        return self._split_kinds(text, found) if is_doubtful else found

    def meaning(self, word: str) -> Meaning | None:
        """What a whole word means; None for a word that is no name."""
        number = self._automaton.get(word, None)
        return None if number is None else self._meaning(number)

    def areas(self, word: str) -> Codes:
        """Every area of today that a whole word may mean, abolished names included."""
        meaning = self.meaning(word)
        if meaning is None or not meaning.is_area:
            return ()
        changes = (*meaning.old, *meaning.old_short)
        abolished = (code for change in changes for code in change.areas)
        return tuple(dict.fromkeys((*meaning.full, *meaning.short, *abolished)))

    def names(self) -> Iterator[tuple[str, bool]]:
        """Every word that may mean a province, city or county; whether it is a name with its kind
        (郯城县, not 郯城), of today or abolished."""
        for word, number in self._automaton.items():
            meaning = self._meanings[number] if number < len(self._meanings) else Meaning()
            if meaning.is_area:
                yield word, word[-1] in _KINDS and bool(meaning.full or meaning.old)

    def beginning(self, start: str, *, townships: bool) -> Iterator[tuple[str, Meaning]]:
        """Every word that begins so, and what it means; start is not empty. townships: also the
        words that mean nothing else."""
        for word, number in self._automaton.items(start):
            if townships or number < len(self._meanings):
                yield word, self._meaning(number)

    def inside(self, townships: Codes, area: str) -> Codes:
        """Those of the townships that lie in the area."""
        if is_above_counties(area):
            lineage = self.lineage
            return tuple(code for code in townships if area in lineage[county_of(code)])
        return tuple(code for code in townships if code.startswith(area))

    def township_by_short(self, area: str, short: str) -> str | None:
        """The only township of the area with this short name; None when none or several have it."""
        found: Codes = ()
        for kind in _TOWNSHIP_KINDS:
            if (meaning := self.meaning(short + kind)) is not None:
                found += self.inside(meaning.townships, area)
        return found[0] if len(found) == 1 else None

    def starts_with_township(self, area: str, text: str) -> bool:
        """Whether a text begins with the short name of a township of the area."""
        return any(self.township_by_short(area, text[:length]) for length in (2, 3, 4, 5))

    def zone(self, word: str) -> str | None:
        """Of a zone that lies in several areas the one that has its seat; None for other words."""
        return self.zones.get(COLLOQUIAL_SHORT.get(word, word))

    def has_counties(self, area: str) -> bool:
        """Whether there are counties below (not in 东莞市)."""
        return area in self._holders

    def _meaning(self, number: int) -> Meaning:
        position = number - len(self._meanings)
        if position < 0:
            return self._meanings[number]
        codes = self._codes[self._starts[position] : self._starts[position + 1]]
        return Meaning(townships=tuple(map(str, codes)))

    def _split_kinds(self, text: str, found: list[NameMatch]) -> list[NameMatch]:
        """济南市中区 is 济南 and 市中区, 南阳镇平县 is 南阳 and 镇平县: the first character of the
        second name served the first one as its kind."""
        split: list[NameMatch] = []
        for each in found:
            if split and each.start < split[-1].end:
                continue
            second = self._second_name(text, each)
            if second is not None:
                first = self.meaning(each.word[:-1]) or Meaning()
                split.append(NameMatch(each.start, each.end - 1, each.word[:-1], first))
            split.append(second or each)
        return split

    def _second_name(self, text: str, found: NameMatch) -> NameMatch | None:
        start = found.end - 1
        lengths = self._begin_with_kind.get(text[start : start + 2], ())
        first = self.meaning(found.word[:-1]) if lengths else None
        for length in lengths if first else ():
            word = text[start : start + length]
            second = self.meaning(word)
            if first and second and found.meaning.full and start + length < len(text):
                second = replace(second, short=())  # 青岛市南京路 has no 市南, 青岛市南 is it
            if first and second and self.holds(first.full + first.short, second):
                return NameMatch(start, start + length, word, second)
        return None

    def holds(self, areas: Codes, name: Meaning) -> bool:
        """Whether one of the areas holds one that the name means today."""
        parts = name.full + name.short
        return any(area in self.lineage[part][1:] for area in areas for part in parts)


@cache
def name_index(gazetteer: Gazetteer) -> NameIndex:
    """The index of a gazetteer, built on the first call."""
    return NameIndex(gazetteer)


def _lineage(gazetteer: Gazetteer) -> dict[str, Codes]:
    return {
        area.adcode: (area.adcode, *_above(gazetteer, area.parent))
        for level in get_args(Level)[:3]
        for area in gazetteer.all(level)
    }


def _above(gazetteer: Gazetteer, parent: str | None) -> Iterator[str]:
    while parent is not None:
        yield parent
        area = gazetteer.get(parent)
        parent = area.parent if area else None


def _add(meanings: dict[str, Meaning], spelling: Spelling) -> None:
    meaning = meanings.setdefault(spelling.text, Meaning())
    areas = spelling.successors or (spelling.adcode,)
    if spelling.kind == "short":
        meaning.short = _with(meaning.short, areas)
    elif spelling.kind == "old":
        _add_old(meaning, spelling, areas)
    else:
        meaning.full = _with(meaning.full, areas)


def _add_old(meaning: Meaning, spelling: Spelling, areas: Codes) -> None:
    """Of a city's areas that bore the name one after the other, the last is meant."""
    is_whole = spelling.note.startswith(f"「{spelling.text}」") or spelling.text[-1] in _KINDS
    change = Change(spelling.year, areas, spelling.note)
    changes = meaning.old if is_whole else meaning.old_short
    same = [each for each in changes if city_of(each.areas[0]) == city_of(areas[0])]
    if any(each.year > change.year for each in same):
        return
    kept = tuple(each for each in changes if each not in same or each.year == change.year)
    if is_whole:
        meaning.old = (*kept, change)
    else:
        meaning.old_short = (*kept, change)


def _with(known: Codes, more: Iterable[str]) -> Codes:
    return known + tuple(each for each in more if each not in known)


def _add_own_words(meanings: dict[str, Meaning], gazetteer: Gazetteer) -> None:
    for word in UNIT_WORDS:
        meaning = meanings.setdefault(word, Meaning())
        meaning.is_unit = True
        meaning.short = ()  # 公安 is not 公安县
    for word in NOT_PLACES:
        meanings.setdefault(word, Meaning())
    meanings["市中分局"] = Meaning(full=meanings["市中区"].full)  # 市中 alone is no name
    aliases = dict.fromkeys(CORPS, XINJIANG) | COLLOQUIAL
    for word, code in aliases.items():
        meaning = meanings.setdefault(word, Meaning())
        meaning.full = _with(meaning.full, filter(gazetteer.get, (code,)))
    for word, of in COLLOQUIAL_SHORT.items():
        meanings.setdefault(word, Meaning()).short = meanings[of].full
    _add_banners(meanings)


def _add_banners(meanings: dict[str, Meaning]) -> None:
    """Banners without their kind (察右前, 巴林右, 鄂托克前), and what several of a family share
    (察右: three of them). Without these words a name that begins them (鄂托克, 科尔沁) would lead
    to another county. Never a word that is a name already (科尔沁, 阿拉善)."""
    known = {word for word, meaning in meanings.items() if meaning.full or meaning.short}
    stems: dict[str, Codes] = {}
    for word in known:
        match = _BANNER.fullmatch(word)
        if match and (banners := tuple(filter(_is_in_inner_mongolia, meanings[word].full))):
            for stem in {match["stem"], match["family"] or ""} - known:
                stems[stem] = _with(stems.get(stem, ()), banners)
    for stem, banners in stems.items():
        if len(stem) > 1:
            codes = tuple(sorted(banners))
            meanings.setdefault(stem, Meaning()).short = codes
            for kind in "旗县":  # 科尔沁左翼旗, 察右前县: neither is one
                meanings.setdefault(stem + kind, Meaning(full=codes))


def _is_in_inner_mongolia(code: str) -> bool:
    return province_of(code) == _INNER_MONGOLIA

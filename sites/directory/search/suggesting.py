"""Names that differ from a word by one character or by their spelling: offered, never assumed."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice, product
from typing import NamedTuple

import numpy as np

from sites.areas import Area, Gazetteer
from sites.directory.search.index import SubstringIndex
from sites.directory.search.search_texts import squeezed
from sites.understanding.lookalikes import is_typed_for, likest_to
from sites.understanding.sounds import blurred, dictionary

_SYLLABLE = re.compile(r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?[aeiouv]{1,3}(?:ng|n|r)?")
_LONGEST_SYLLABLE = 6  # zhuang
_MOST_READINGS = 8
_LEVELS = ("province", "city", "county")


# (how unlikely the mistake is, how unlike the characters are, how low its level is (a unit comes
# last), length): least first. Of sound and look more people mistake a city than a county.
Rank = tuple[int, int, int, int]


class _Form(NamedTuple):
    """One way to write a name. level: 0 for a province to 2 for a county, 3 for a unit.
    is_sound: the form is pinyin."""

    text: str
    name: str
    level: int
    is_sound: bool


class _Areas:
    """What is the same for every directory: the forms of all areas, and how characters sound."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        areas = [area for level in ("province", "city", "county") for area in gazetteer.all(level)]
        self.forms = [form for area in areas for form in _forms(area, gazetteer)]
        self.syllables = dictionary() | _syllables(areas, gazetteer)
        self.by_sound: dict[str, list[_Form]] = {}
        for form in self.forms:
            if form.is_sound:
                self.by_sound.setdefault(form.text, []).append(form)


@cache
def _areas(gazetteer: Gazetteer) -> _Areas:
    return _Areas(gazetteer)


class Similar:
    """All names that may be suggested: every area of China, and the units of the directory."""

    def __init__(self, units: Iterable[str], gazetteer: Gazetteer) -> None:
        areas = _areas(gazetteer)
        named = (_Form(squeezed(unit), unit, len(_LEVELS), False) for unit in units)
        self._forms = list(dict.fromkeys((*areas.forms, *named)))
        self._index = SubstringIndex([form.text for form in self._forms])
        self._lengths = np.array([len(form.text) for form in self._forms])
        self._syllables, self._by_sound = areas.syllables, areas.by_sound

    def to(self, text: str) -> Iterator[tuple[Rank, str]]:
        """Names that differ from a squeezed text by one character or only in spelling."""
        for form in self._sounding_like(text):
            yield (0, 1, form.level, 0), form.name
        for form in self._near(text):
            rank = self._rank(text, form)
            if rank is not None:
                yield rank, form.name

    def _sounding_like(self, text: str) -> Iterator[_Form]:
        """Areas whose every character sounds like the text's (五后区 → 武侯区)."""
        readings = [self._syllables.get(character, ()) for character in text]
        for sound in islice(product(*readings), _MOST_READINGS):
            yield from self._by_sound.get("".join(sound), ())

    def _near(self, text: str) -> Iterator[_Form]:
        """The forms that one edit may lead to: it leaves one half of the text as it is, unless
        it swaps the two characters in the middle."""
        if len(text) < 2:
            return
        half = len(text) // 2
        swapped = text[: half - 1] + text[half] + text[half - 1] + text[half + 1 :]
        numbers = np.concatenate(
            [self._index.holders(piece) for piece in (text[:half], text[half:], swapped)]
        )
        numbers = np.unique(numbers)
        fitting = np.abs(self._lengths[numbers] - len(text)) <= 1
        yield from (self._forms[i] for i in numbers[fitting].tolist())

    def _rank(self, text: str, form: _Form) -> Rank | None:
        """How unlikely the mistake is; None when it is none, more than one, or half of a text of
        two characters that are neither sounded nor shaped alike."""
        change = _change(text, form.text)
        if change is None:
            return None
        wrong, right = change
        last = (form.level, len(form.text))
        if len(wrong) == 2:
            return 0, 0, *last
        if len(wrong) != len(right) or form.is_sound:
            return 1, 0, *last
        if is_typed_for(right, wrong):
            return 0, 0, *last
        if (unlike := self._unlikeness(wrong, right)) is not None:
            return 0, unlike, *last
        # Unicode orders characters by radical and strokes, so likeness is nearness there.
        return (1, abs(ord(wrong) - ord(right)), *last) if len(text) > 2 else None

    def _unlikeness(self, wrong: str, right: str) -> int | None:
        """1 where two characters are read alike, 2 where many take one sound for the other, 3 where
        they look most alike in print; None where none of it is so."""
        sounds, others = self._syllables.get(wrong, ()), self._syllables.get(right, ())
        if set(sounds) & set(others):
            return 1
        if blurred(sounds) & blurred(others):
            return 2
        return 3 if wrong in likest_to(right) else None


def similar_names(
    whole: str, pieces: Iterable[str], similar: Similar, limit: int
) -> tuple[str, ...]:
    """At most `limit` names similar to a text, the likeliest first; names similar to pieces of
    it stand among them unless the whole has a likely one."""
    found = list(similar.to(whole))
    if all(rank[0] for rank, _ in found):
        found += [near for piece in pieces for near in similar.to(piece)]
    names = dict.fromkeys(name for _, name in sorted(found))
    return tuple(islice((name for name in names if squeezed(name) != whole), limit))


def _forms(area: Area, gazetteer: Gazetteer) -> Iterator[_Form]:
    level = _LEVELS.index(area.level)
    for text in dict.fromkeys((area.name, area.short)):
        yield _Form(text, area.name, level, False)
    for sound in gazetteer.pinyin(area.adcode):
        if len(sound) > len(area.name):  # initials are too short to be mended
            yield _Form(sound, area.name, level, True)


def _change(text: str, form: str) -> tuple[str, str] | None:
    """(what stands in the text, what in the form) when one edit leads from one to the other."""
    if text == form or abs(len(text) - len(form)) > 1:
        return None
    shorter = min(len(text), len(form))
    start = next((i for i in range(shorter) if text[i] != form[i]), shorter)
    end = next((i for i in range(shorter - start) if text[-1 - i] != form[-1 - i]), shorter - start)
    wrong, right = text[start : len(text) - end], form[start : len(form) - end]
    if len(wrong) <= 1 and len(right) <= 1:
        return wrong, right
    return (wrong, right) if len(wrong) == 2 and wrong == right[::-1] else None


def _syllables(areas: Iterable[Area], gazetteer: Gazetteer) -> dict[str, tuple[str, ...]]:
    """How each character of the areas' names sounds there, from their pinyin."""
    found: dict[str, dict[str, None]] = {}
    for area in areas:
        spellings = gazetteer.pinyin(area.adcode)
        for character, syllable in zip(area.name, _divided(area.name, spellings), strict=False):
            found.setdefault(character, {})[syllable] = None
    return {character: tuple(sounds) for character, sounds in found.items()}


def _divided(name: str, spellings: tuple[str, ...]) -> list[str]:
    """The full name's pinyin, which comes first, in syllables; nothing when its initials, which
    stand among the spellings, allow of no way or of several."""
    ways = [
        syllables
        for syllables in _divisions(spellings[0], len(name))
        if "".join(syllable[0] for syllable in syllables) in spellings
    ]
    return ways[0] if len(ways) == 1 else []


def _divisions(pinyin: str, count: int) -> Iterator[list[str]]:
    if count == 0:
        if not pinyin:
            yield []
        return
    for end in range(1, min(len(pinyin), _LONGEST_SYLLABLE) + 1):
        if _SYLLABLE.fullmatch(pinyin, 0, end):
            yield from ([pinyin[:end], *rest] for rest in _divisions(pinyin[end:], count - 1))

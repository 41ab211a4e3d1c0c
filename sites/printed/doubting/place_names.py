"""Names of divisions by where they lie: is a word a name there, what looks like it.

A scope is a tuple of beginnings of codes: ("37",) is 山东省, ("3713", "3715") two of its cities,
("",) the whole country.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from sites.areas import gazetteer
from sites.areas.codes import Codes, is_above_counties
from sites.understanding.lookalikes import is_lookalike, likest_to
from sites.understanding.name_index import name_index
from sites.understanding.vocabulary import MISSPELT

Scope = tuple[str, ...]
EVERYWHERE: Scope = ("",)
# Characters on which a full name ends; a short name stands only before other words of a name.
KINDS = "省市县区旗盟州镇乡"
_COUNTY_KINDS = ("县", "市", "区")
_LONGEST = 15
_TOWNSHIP_KINDS = ("镇", "乡", "街道", "街道办事处", "街道办", "办事处")


@dataclass(frozen=True, slots=True)
class Name:
    """A known name in a text, from start up to end. codes: areas of today that it may mean."""

    start: int
    end: int
    text: str
    codes: Codes
    is_full: bool


class PlaceNames:
    """The names of provinces, cities and counties, as the index of all names has them, but for
    those that are known to be misspelt."""

    def __init__(self) -> None:
        self._index = name_index(gazetteer())
        named = {word: full for word, full in self._index.names() if _is_name(word)}
        self._full = {word for word, is_full in named.items() if is_full}
        self._longest = min(_LONGEST, max(map(len, named)))
        self._alike: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for text in self._full:
            for key in _keys(text):
                self._alike[key].append(text)

    def codes(self, word: str, scope: Scope) -> Codes:
        """The areas in the scope that a whole word means; none for a word that is no name."""
        areas = self._index.areas(word) if _is_name(word) else ()
        return tuple(sorted(code for code in areas if code.startswith(scope)))

    def is_full(self, word: str) -> bool:
        """Whether the word is a name with its kind (郯城县, not 郯城)."""
        return word in self._full

    def within(self, text: str, scope: Scope) -> list[Name]:
        """The longest names from the left, none overlapping another."""
        found: list[Name] = []
        position = 0
        while position < len(text) - 1:
            name = self.at(text, position, scope)
            if name is not None:
                found.append(name)
            position = name.end if name else position + 1
        return found

    def at(self, text: str, start: int, scope: Scope) -> Name | None:
        """The longest name that begins at a place of the text; None where none begins."""
        for end in range(min(len(text), start + self._longest), start + 1, -1):
            word = text[start:end]
            if codes := self.codes(word, scope):
                return self._with_kind(Name(start, end, word, codes, word in self._full), text)
        return None

    def _with_kind(self, name: Name, text: str) -> Name:
        """禄丰县, a 市 of today, is written with the kind it had: no misreading."""
        counties = county_codes(name.codes)
        if name.is_full or not counties or text[name.end : name.end + 1] not in _COUNTY_KINDS:
            return name
        return Name(name.start, name.end + 1, text[name.start : name.end + 1], counties, True)

    def lookalikes(self, word: str, scope: Scope) -> list[str]:
        """The full names in the scope from which the word differs in one look-alike character.

        Of two characters (南县) one is all there is to know the name by: only the likest count.
        """
        near = {name for key in _keys(word) for name in self._alike.get(key, ()) if name != word}
        return sorted(
            name
            for name in near
            if self.codes(name, scope)
            and is_lookalike(word, name)
            and (len(word) > 2 or word[0] == name[0] or name[0] in likest_to(word[0]))
        )

    def ending_in(self, word: str, scope: Scope) -> list[str]:
        """The full names in the scope of which the word is the end (城县 of 郯城县)."""
        return sorted(
            name
            for name in self._full
            if len(name) > len(word) > 1 and name.endswith(word) and self.codes(name, scope)
        )


def _is_name(word: str) -> bool:
    return len(word) > 1 and word not in MISSPELT


def _keys(word: str) -> Iterator[tuple[str, str, str]]:
    """The word without one of its characters, for each of them."""
    for place in range(len(word)):
        yield word[:place], "", word[place + 1 :]


@cache
def place_names() -> PlaceNames:
    """The index of the shipped gazetteer, built once per process."""
    return PlaceNames()


@cache
def townships(area: str) -> frozenset[str]:
    """Names of a county's or a city's townships, full, short and as their offices."""
    names: set[str] = set()
    for part in gazetteer().parts(area):
        if part.level == "township":
            names.update((part.name, part.short))
            names.update(part.short + kind for kind in _TOWNSHIP_KINDS)
        elif part.level == "county":
            names.update(townships(part.adcode))
    return frozenset(name for name in names if len(name) > 1)


def county_codes(codes: Iterable[str]) -> Codes:
    """Those of the codes that are counties."""
    return tuple(code for code in codes if not is_above_counties(code))

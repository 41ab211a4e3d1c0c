"""Search over the sites of one release."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from sites.areas import Gazetteer
from sites.directory.search.index import SubstringIndex
from sites.directory.search.search_texts import (
    area_names,
    area_spellings,
    beginning,
    names_of,
    number,
    site_text,
    squeezed,
)
from sites.directory.search.splitting import LEAST_LETTERS, parts
from sites.directory.search.suggesting import Similar, similar_names
from sites.errors import BadQuestionError
from sites.records import Site
from sites.saying import Sentence
from sites.text import tidy

How = Literal["exact", "words"]
Mask = NDArray[np.bool_]
# The longest full address with its unit has about 60 characters.
LONGEST_QUESTION = 100
_LONGEST_CHARACTER = 18  # ﷺ, as it is compared
_COUNTRY_CODES = ("+86", "0086")
# A question with more words and parts than these has more than one mistake.
_MOST_PIECES = 12
# A word has a letter, a digit or a Chinese character.
_WORD = re.compile(r"[^\W_]")
# From here on characters may be Chinese.
_HAN = "\u3400"


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """The sites that a text finds.

    positions: rising indexes into the sites of the Search. how: "exact" = each word stands
    letter by letter in a text of each site; "words" = only the parts of a run-together word do,
    in any order, or a usual short form of them; say so. words: what was looked for, in
    simplified characters.
    """

    positions: NDArray[np.intp]
    how: How
    words: tuple[str, ...]


class Search:
    """Finds sites by unit, area (Chinese, pinyin, initials), address, phone digits and id.

    Immutable; safe to share between threads.
    """

    def __init__(self, sites: Sequence[Site], gazetteer: Gazetteer) -> None:
        adcodes = list(dict.fromkeys(site.adcode for site in sites))
        names = {adcode: names_of(adcode, gazetteer) for adcode in adcodes}
        documents = [site_text(site, names[site.adcode]) for site in sites]
        self._area_documents = _add_areas(documents, adcodes, gazetteer)
        numbers = {adcode: i for i, adcode in enumerate(adcodes)}
        self._area_of_site = np.array([numbers[site.adcode] for site in sites], dtype=np.intp)
        self._index = SubstringIndex(documents)
        self._document_count = len(documents)
        self._simple_characters: dict[str, str] = {}  # no larger than Unicode
        self._sites = sites
        self._gazetteer = gazetteer

    def find(self, text: str) -> Matches:
        """The sites that hold every word of the text; nothing for a text without a word.

        Raises BadQuestionError for a text of more than LONGEST_QUESTION characters.
        """
        words, found = self._exact(text)
        how: How = "exact"
        if words and not found.any():
            found = self._holding_parts(words)
            how = "words" if found.any() else "exact"
        return Matches(np.flatnonzero(found), how, words)

    def in_parts(self, text: str) -> NDArray[np.intp]:
        """The positions of `find` by the parts of the words alone."""
        return np.flatnonzero(self._holding_parts(self._simplified(_words(text))))

    def exactly(self, text: str) -> NDArray[np.intp]:
        """The positions of `find` where each word stands letter by letter; else none.

        Raises BadQuestionError for a text of more than LONGEST_QUESTION characters.
        """
        return np.flatnonzero(self._exact(text)[1])

    def _exact(self, text: str) -> tuple[tuple[str, ...], Mask]:
        """The words that were looked for, and which sites hold all of them."""
        words = _words(text)
        found = self._holding_all(words)
        if words and not found.any():
            simplified = self._simplified(words)
            if simplified != words:
                words, found = simplified, self._holding_all(simplified)
        return words, found

    def check(self, text: str) -> None:
        """Raises BadQuestionError for a text that is too long to be searched for."""
        _words(text)

    def beginning(self, code: str) -> NDArray[np.intp]:
        """Rising positions of the sites with a number that begins with these digits (028)."""
        return np.unique(self._index.holders(beginning(code))).astype(np.intp)

    def suggest(self, text: str, limit: int = 5) -> tuple[str, ...]:
        """Names of areas and units that the text may have meant, the likeliest first.

        They differ from it, or from a word of it, by one character (wrong, missing, too much or
        swapped with its neighbour) or by the spelling of the same sound. Empty for a text that
        cannot be searched.
        """
        try:
            words = self._simplified(_words(text))
        except BadQuestionError:
            return ()
        pieces = dict.fromkeys((*words, *(part for word in words for part, *_ in parts(word))))
        lost = [piece for piece in islice(pieces, _MOST_PIECES) if not self._holding(piece).any()]
        return similar_names("".join(words), lost, self._similar, limit)

    def warm(self) -> None:
        """Read now what the first suggestion needs (0.2 s), so that no family waits for it."""
        self.suggest("武候")

    @cached_property
    def _similar(self) -> Similar:
        return Similar((site.unit for site in self._sites), self._gazetteer)

    def _holding_all(self, words: Iterable[str]) -> Mask:
        """Which sites hold every word; none when there is no word."""
        masks = [self._holding(word) for word in words]
        return np.logical_and.reduce(masks) if masks else np.zeros(len(self._sites), dtype=np.bool_)

    def _holding(self, word: str) -> Mask:
        """Which sites hold the word in a text of their own or of their area."""
        held = np.zeros(self._document_count, dtype=np.bool_)
        held[self._index.holders(word)] = True
        digits = number(word)
        if digits is not None:
            held[self._index.holders(digits)] = True
        found = held[: len(self._sites)]
        if not held[len(self._sites) :].any():
            return found
        by_area: Mask = np.logical_or.reduce(held[self._area_documents])
        return found | by_area[self._area_of_site]

    def _holding_parts(self, words: Iterable[str]) -> Mask:
        """Which sites hold, for each word, the word itself or every part of it."""
        masks = []
        for word in words:
            alternatives = parts(word)
            if alternatives:
                found = np.logical_and.reduce([self._holding_any(part) for part in alternatives])
                masks.append(found | self._holding(word))
        none = np.zeros(len(self._sites), dtype=np.bool_)
        return np.logical_and.reduce(masks) if masks else none

    def _holding_any(self, alternatives: Sequence[str]) -> Mask:
        found: Mask = np.logical_or.reduce([self._holding(word) for word in alternatives])
        return found if found.any() else self._holding_cut(alternatives[0])

    def _holding_cut(self, word: str) -> Mask:
        """Which sites hold a word cut in two (长春朝阳区 → 长春 · 朝阳区), the first piece as
        long as it can be. A number is not cut."""
        found = np.zeros(len(self._sites), dtype=np.bool_)
        least = 2 if word >= _HAN else LEAST_LETTERS
        for cut in range(least, len(word) - least + 1 if number(word) is None else 0):
            head = self._holding(word[:cut])
            if not head.any():
                break
            both = head & self._holding(word[cut:])
            found = both if both.any() else found
        return found

    def _simplified(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The words with each character that no text holds made a simplified one.

        By character, and only those: a text as a whole would turn 乾安县 into 干安县.
        """
        return tuple("".join(map(self._simple, word)) for word in words)

    def _simple(self, character: str) -> str:
        """A character that no text holds simplified, any other as it is; asked once for each."""
        simple = self._simple_characters.get(character)
        if simple is None:
            is_held = character < _HAN or bool(self._index.holders(character).size)
            simple = character if is_held else _simplified_character(character)
            self._simple_characters[character] = simple
        return simple


def _add_areas(
    documents: list[str], adcodes: Sequence[str], gazetteer: Gazetteer
) -> NDArray[np.intp]:
    """Add the texts of the areas to the documents; a column for each code tells its own.

    A name in Latin letters is one document for all areas below it. The last document is empty:
    what stands where an area has fewer above it than others.
    """
    paths = [gazetteer.path(adcode) for adcode in adcodes]
    spelled = list(dict.fromkeys(area.adcode for path in paths for area in path))
    first = len(documents)
    documents += [area_names(path) for path in paths]
    number_of = {adcode: len(documents) + i for i, adcode in enumerate(spelled)}
    documents += [area_spellings(adcode, gazetteer) for adcode in spelled]
    documents.append("")
    deepest = max(map(len, paths), default=0)
    table = np.full((1 + deepest, len(paths)), len(documents) - 1, dtype=np.intp)
    for column, path in enumerate(paths):
        table[0, column] = first + column
        table[1 : 1 + len(path), column] = [number_of[area.adcode] for area in path]
    return table


def _words(text: str) -> tuple[str, ...]:
    """The words of a question, ready for comparing; none of a text that is short only as it is
    written (㍿ is compared as four characters, ﷺ as eighteen), which no name is."""
    if len(text) * _LONGEST_CHARACTER > LONGEST_QUESTION and len(tidy(text)) > LONGEST_QUESTION:
        if len(text.strip()) <= LONGEST_QUESTION:
            return ()
        raise BadQuestionError(
            Sentence(
                "写得太长了，最多 %(most)s 个字。请只写地名、单位名或电话号码。",
                most=LONGEST_QUESTION,
            ),
            "q",
        )
    words = map(squeezed, text.split())
    return tuple(word for word in words if word not in _COUNTRY_CODES and _WORD.search(word))


@cache
def _converter() -> Any:
    import opencc  # noqa: PLC0415  # weight: 12 ms, and few questions need it

    return opencc.OpenCC("t2s")


def _simplified_character(character: str) -> str:
    return str(_converter().convert(character))

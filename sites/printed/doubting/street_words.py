"""Characters of an address that stand beside each other in no known place name, nor in the list.

Known are the names of 118,000 roads, estates and villages and of all townships (sites/areas).
A character that may stand beside neither of its neighbours, where one that looks like it often
does (民致局: 民政局), is probably a misreading; one that no place name holds may be.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from sites.areas import gazetteer
from sites.areas.shipped import read_text
from sites.printed.doubting.divisions import townships_near
from sites.printed.doubting.listing import Listing, PlacedRow, Suspicion
from sites.records.scans import Doubt
from sites.text import tidy
from sites.understanding.lookalikes import likest_to

_PROPOSED, _ODD, _UNSEEN = 58, 48, 46
_FILES = ("spots_openstreetmap", "spots_geonames", "townships", "buildings_openstreetmap")
_EDGE = "\t"
_SEEN = 2  # so often a character stands in names of places, or it is said to be rare there
_OFTEN = 4  # so often two characters must stand together before they are proposed
_ALSO_SEEN = 3  # so many of the list's own addresses prove a character or a pair
_HAN = re.compile("[㐀-鿿]")
_DIGITS = re.compile("[0-9]+")
_TWO_LAST = re.compile("[㐀-鿿]{2}(?=\t|$)", re.MULTILINE)
_LETTERS = re.compile("[A-Za-z]+")


def check(listing: Listing) -> Iterator[Suspicion]:
    """Doubts about one character of an address, with the likelier one where only one is."""
    texts = {row.cell("address") for row in listing.rows if row.is_recognised}
    own_pairs = Counter(pair for text in texts for pair in set(_pairs(_plain(text))))
    own_characters = Counter(character for text in texts for character in set(text))
    for place, row in enumerate(listing.rows):
        if row.is_recognised and row.cell("address"):
            doubts = _unlikely(row, own_pairs) or _unseen(row, own_characters)
            if row.is_sure("address"):
                doubts = [each for each in doubts if each[1].proposal]
            yield from (Suspicion(place, strength, doubt) for strength, doubt in doubts)


def _plain(text: str) -> str:
    """The address for pairing: each number as 0, each run of letters as A, edges marked."""
    return _EDGE + _LETTERS.sub("A", _DIGITS.sub("0", tidy(text))) + _EDGE


def _pairs(text: str) -> list[str]:
    return [text[place : place + 2] for place in range(len(text) - 1)]


def _unlikely(row: PlacedRow, own: Counter[str]) -> list[tuple[int, Doubt]]:
    text = tidy(row.cell("address"))
    plain = _plain(text)
    known = _Pairs(own)
    covered = _covered(row, text)
    for place in range(1, len(plain) - 1):
        character, trio = plain[place], plain[place - 1 : place + 2]
        if not _HAN.match(character) or known.count(trio[:2]) or known.count(trio[1:]):
            continue
        likelier = [
            each
            for each in likest_to(character)
            if known.count(trio[0] + each) >= _OFTEN and known.count(each + trio[2]) >= _OFTEN
        ]
        at = text.find(trio.strip(_EDGE + "0A"))
        at = text.find(character) if at < 0 else at + trio.strip(_EDGE + "0A").find(character)
        if likelier and at >= 0 and at not in covered:
            return [_proposed(text, at, likelier)]
    return []


def _covered(row: PlacedRow, text: str) -> set[int]:
    """Where names of divisions stand, and of the townships of those."""
    covered = {place for name in row.address for place in range(name.start, name.end)}
    for name in townships_near(row):
        start = text.find(name)
        covered.update(range(start, start + len(name)) if start >= 0 else ())
    return covered


class _Pairs:
    """How often two characters stand together in known names, or in the list's other rows."""

    def __init__(self, own: Counter[str]) -> None:
        self._own = own

    def count(self, pair: str) -> int:
        own = self._own[pair] - 1
        return _known_pairs()[pair] + (own if own >= _ALSO_SEEN else 0)


def _proposed(text: str, at: int, likelier: list[str]) -> tuple[int, Doubt]:
    word = text[max(0, at - 1) : at + 2]
    if len(likelier) > 1:
        shown = "、".join(likelier[:4])
        return _ODD, Doubt("address", f"“{word}”不像地名，“{text[at]}”会不会是{shown}")
    now = text[:at] + likelier[0] + text[at + 1 :]
    return _PROPOSED, Doubt("address", f"“{word}”不像地名，是不是“{likelier[0]}”", now)


def _unseen(row: PlacedRow, own: Counter[str]) -> list[tuple[int, Doubt]]:
    text = tidy(row.cell("address"))
    covered = _covered(row, text)
    odd = [
        character
        for place, character in enumerate(text)
        if _HAN.match(character)
        and place not in covered
        and own[character] < _ALSO_SEEN
        and character not in _division_characters()
        and _known_characters()[character] < _SEEN
    ]
    shown = "".join(dict.fromkeys(odd))[:6]
    return [(_UNSEEN, Doubt("address", f"地名里很少有“{shown}”，请对照图片"))] if odd else []


@cache
def _texts() -> str:
    return "\n".join(read_text(f"{name}.tsv.gz") for name in _FILES)


@cache
def _known_characters() -> Counter[str]:
    return Counter(_texts())


@cache
def _known_pairs() -> Counter[str]:
    """Pairs of Chinese characters, and of one with an edge or a number."""
    plain = _DIGITS.sub("0", _texts()).replace("\n", _EDGE)
    counted = Counter(map("".join, pairwise(plain)))
    return Counter({pair: count for pair, count in counted.items() if _HAN.search(pair)})


@cache
def ends_of_names() -> Counter[str]:
    """How many names of places end in each two characters."""
    return Counter(_TWO_LAST.findall(_texts()))


@cache
def _division_characters() -> frozenset[str]:
    return frozenset(
        character for each in gazetteer().spellings(townships=False) for character in each.text
    )

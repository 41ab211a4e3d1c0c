"""A sentence as its pieces: the names with what belongs to them, noise left out.

A name of the gazetteer is found before any noise, so 家 is none in 张家界 and 来 none in 来宾; the
pieces begin and end where a place may, and reading them (`sites.areas`) needs nothing else.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from sites.areas.codes import MUNICIPALITIES, is_above_counties, is_province
from sites.questions.noise import everyday, is_after, is_before, noise_spans
from sites.understanding.name_index import NameIndex, NameMatch
from sites.understanding.vocabulary import (
    NO_AREA_AFTER,
    NO_COUNTY_AFTER,
    STREET_AHEAD,
)

# A school or hospital that bears a city's name stands in it; one that bears a person's, anywhere.
_SCHOOL = re.compile(
    "[东西南北中]?(?:交通|师范|医科|理工|科技|农业|工业|工程|财经|民族|中医药|职业|技术|大学|学院|医学)"
    "|(?:[东西南北]方|第一|附属)?(?:人民)?医院"
)
_OF_PERSONS = frozenset(("中山", "朝阳", "长安"))
_LEAST_BOLD = 4  # characters of a text in which a county's name may stand among unknown ones
_LONGEST_OVERLAP = 6  # characters of a full name that begins inside a short one
_BREAKS = " ,，、;；。/|"
_SIGNS = " ,，、;；:：·/-。.!！?？()（）【】[]“”\"'<>《》~"


class Piece(NamedTuple):
    """A part of a text from start up to end, without signs around it."""

    start: int
    end: int
    text: str


Boldness = Literal["", "cities", "counties"]


def pieces(text: str, index: NameIndex, *, bold: Boldness = "") -> list[Piece]:
    """The pieces of a sentence in their order.

    bold: these names may also begin and end beside characters that are no known noise
    ("counties": cities too). For texts that name nothing otherwise.
    """
    names = [_fuller(text, found, index) for found in index.find(text) if _is_place(found)]
    inside = bytearray(len(text))
    for found in names:
        inside[found.start : found.end] = b"\1" * (found.end - found.start)
    blanks = bytearray(len(text))
    breaks: set[int] = set()
    end = 0
    for found in names:
        _blank_gap(text, end, found.start, blanks)
        if end < found.start:
            _blank_before(text, end, found.start, blanks)
        end = found.end
    _blank_gap(text, end, len(text), blanks)
    for found in names:
        if found.end < len(text) and not inside[found.end]:
            _blank_after(text, found, blanks)
        if bold:
            breaks.update(_bold_breaks(text, found, bold))
    return list(_cut(text, blanks, breaks))


def _is_place(found: NameMatch) -> bool:
    """Whether it may be a place. 市区 and 公安 are none, though some place bears the name."""
    meaning = found.meaning
    return not meaning.is_unit and (meaning.is_area or bool(meaning.townships))


def _blank_gap(text: str, start: int, end: int, blanks: bytearray) -> None:
    for first, last in noise_spans(text, start, end):
        blanks[first:last] = b"\1" * (last - first)


def _blank_before(text: str, start: int, name: int, blanks: bytearray) -> None:
    """Blank the words of one character that touch a name from the left."""
    position = name - 1
    while position >= start and not blanks[position] and is_before(text[position]):
        blanks[position] = 1
        position -= 1


def _blank_after(text: str, found: NameMatch, blanks: bytearray) -> None:
    """Blank the word of one character that touches a name from the right, unless it belongs to
    a longer one (人民路, 和平路)."""
    position = found.end
    if blanks[position] or not is_after(text[position]):
        return
    if text.startswith("人民", position) or STREET_AHEAD.match(text, position):
        return
    blanks[position] = 1


def _bold_breaks(text: str, found: NameMatch, bold: Boldness) -> Iterator[int]:
    meaning = found.meaning
    codes = (*meaning.full, *meaning.short)
    is_city = any(map(is_above_counties, codes))
    if found.word in everyday() or not codes or not (is_city or bold == "counties"):
        return
    if not is_city and (meaning.full or len(text) < _LEAST_BOLD):
        return  # 剡成县 is a slip and no 成县
    if _SCHOOL.match(text, found.end):
        if not is_city or found.word in _OF_PERSONS or _is_province(codes):
            return
    elif (NO_AREA_AFTER if is_city else NO_COUNTY_AFTER).match(text, found.end):
        return
    yield from (found.start, found.end)


def _fuller(text: str, found: NameMatch, index: NameIndex) -> NameMatch:
    """从江宁区 is 从 and 江宁区, no 从江: a full name that begins inside a short one."""
    if len(found.word) != 2 or not is_before(found.word[0]) or found.meaning.full:
        return found
    start = found.start + 1
    for end in range(min(len(text), start + _LONGEST_OVERLAP), found.end, -1):
        meaning = index.meaning(text[start:end])
        if meaning is not None and meaning.full:
            return NameMatch(start, end, text[start:end], meaning)
    return found


def _is_province(codes: tuple[str, ...]) -> bool:
    """四川大学 stands somewhere in its province; 重庆大学 in its city."""
    return any(is_province(code) and code not in MUNICIPALITIES for code in codes)


def _cut(text: str, blanks: bytearray, breaks: set[int]) -> Iterator[Piece]:
    start = 0
    for position in range(len(text) + 1):
        is_end = position == len(text) or blanks[position] or text[position] in _BREAKS
        if is_end or position in breaks:
            yield from _stripped(text, start, position)
            start = position + 1 if is_end else position


def _stripped(text: str, start: int, end: int) -> Iterator[Piece]:
    while start < end and text[start] in _SIGNS:
        start += 1
    while start < end and text[end - 1] in _SIGNS:
        end -= 1
    if start < end:
        yield Piece(start, end, text[start:end])

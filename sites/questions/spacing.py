"""A sentence as its pieces: the names with what belongs to them, noise left out.

A name of the gazetteer is found before any noise, so 家 is none in 张家界 and 来 none in 来宾; the
pieces begin and end where a place may, and reading them (`sites.areas`) needs nothing else.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sites.areas.understanding_names import Found, NameIndex
from sites.areas.understanding_words import (
    EVERYDAY,
    MUNICIPALITIES,
    NO_AREA_AFTER,
    NO_COUNTY_AFTER,
    STREET_AHEAD,
)
from sites.questions.noise import is_after, is_before, noise_spans

# Cities' short names that are words besides: in the middle of a sentence they are no place.
_WORDS_TOO = frozenset(("安康", "来宾", "日照", "白银", "大同", "长治", "通化", "保定", "定西"))
# A school or hospital that bears a city's name stands in it; one that bears a person's, anywhere.
_SCHOOL = re.compile(
    "[东西南北中]?(?:交通|师范|医科|理工|科技|农业|工业|工程|财经|民族|中医药|职业|技术|大学|学院|医学)"
    "|(?:[东西南北]方|第一|附属)?(?:人民)?医院"
)
_OF_PERSONS = frozenset(("中山", "朝阳", "长安"))
_SIGNS = " ,，、;；:：·/-。.!！?？()（）【】[]“”\"'<>《》~"


class Piece(NamedTuple):
    """A part of a text from start up to end, without signs around it."""

    start: int
    end: int
    text: str


def pieces(text: str, index: NameIndex, *, is_bold: bool = False) -> list[Piece]:
    """The pieces of a sentence in their order.

    is_bold: a name may also begin and end beside characters that are no known noise. For texts
    that name nothing otherwise.
    """
    names = [found for found in index.find(text) if _is_place(found)]
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
        _blank_after(text, found, blanks)
        if is_bold:
            breaks.update(_bold_breaks(text, found))
    return list(_cut(text, blanks, breaks))


def _is_place(found: Found) -> bool:
    return found.meaning.is_area or bool(found.meaning.townships)


def _blank_gap(text: str, start: int, end: int, blanks: bytearray) -> None:
    for first, last in noise_spans(text, start, end):
        blanks[first:last] = b"\1" * (last - first)


def _blank_before(text: str, start: int, name: int, blanks: bytearray) -> None:
    """Blank the words of one character that touch a name from the left."""
    position = name - 1
    while position >= start and not blanks[position] and is_before(text[position]):
        blanks[position] = 1
        position -= 1


def _blank_after(text: str, found: Found, blanks: bytearray) -> None:
    """Blank the word of one character that touches a name from the right, unless it belongs to
    a longer one (人民路, 和平路)."""
    position = found.end
    if position >= len(text) or blanks[position] or not is_after(text[position]):
        return
    if text.startswith("人民", position) or STREET_AHEAD.match(text, position):
        return
    blanks[position] = 1


def _bold_breaks(text: str, found: Found) -> Iterator[int]:
    meaning = found.meaning
    codes = (*meaning.full, *meaning.short)
    is_city = any(code.endswith("00") for code in codes)
    if found.word in EVERYDAY or found.word in _WORDS_TOO or not codes:
        return
    if _SCHOOL.match(text, found.end):
        is_city = is_city and found.word not in _OF_PERSONS and not _is_province(codes)
        if not is_city:
            return
    elif (NO_AREA_AFTER if is_city else NO_COUNTY_AFTER).match(text, found.end):
        return
    if is_city or len(found.word) > 2:
        yield found.start
    if found.start == 0 or is_city:
        yield found.end


def _is_province(codes: tuple[str, ...]) -> bool:
    """四川大学 stands somewhere in its province; 重庆大学 in its city."""
    return any(code.endswith("0000") and code[:2] not in MUNICIPALITIES for code in codes)


def _cut(text: str, blanks: bytearray, breaks: set[int]) -> Iterator[Piece]:
    start = 0
    for position in range(len(text) + 1):
        is_end = position == len(text) or blanks[position] or text[position] == " "
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

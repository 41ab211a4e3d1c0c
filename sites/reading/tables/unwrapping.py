"""Lines of a text that were only too long for their page → one line each.

A paragraph whose lines are all as long as the page was wide is one line; any other is put together
only where a line breaks off in a number, or in a name that the next one ends.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sites.reading.sheets import Line
from sites.reading.tables.meaning import kind_of
from sites.reading.tables.pieces import pieces_of

_WRAPPED_WIDTH = 30  # half characters: narrower pages there are none
_RAGGED = 4  # by so many, wrapped lines may differ
_SHORTEST_WRAPPED = 12
_STOPS = re.compile("[，,；;。]")
_BROKEN_NUMBER = re.compile(r"(?<!\d)(?:(?:010|02\d)-?\d{1,7}|0[3-9]\d{2}-?\d{1,6}|1[3-9]\d{1,8})$")
_REST_OF_A_NUMBER = re.compile(r"\d{1,8}(?![\d.、．)）])")
_WHOLE_NUMBER = re.compile(r"(?:010|02\d)\d{8}|0[3-9]\d{9,10}|1[3-9]\d{9}")
_REST_OF_A_UNIT = re.compile("[局队所]|分局|[大支中总]队|派出所")
_ENDS = re.compile(r"[。；;！!？?：:]\s*$")


def unwrapped(texts: Sequence[Line]) -> list[Line]:
    """The lines, those put together that were only too long for a page."""
    found: list[Line] = []
    for paragraph in _paragraphs(texts):
        if _is_wrapped(paragraph):
            found.append(replace(paragraph[0], cells=("".join(map(_text, paragraph)),)))
            continue
        for place, line in enumerate(paragraph):
            if place and _is_one(found[-1].cells[0], line.cells[0]):
                found[-1] = replace(found[-1], cells=(_text(found[-1]) + _text(line),))
            else:
                found.append(line)
    return found


def _text(line: Line) -> str:
    return line.cells[0].strip()


def _paragraphs(texts: Sequence[Line]) -> Iterator[list[Line]]:
    paragraph: list[Line] = []
    for line in texts:
        if paragraph and line.number > paragraph[-1].number + 1:
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _is_wrapped(paragraph: Sequence[Line]) -> bool:
    """Whether all lines but the last are as long as the page was wide, stops stand within, and
    few of them begin as a row does."""
    texts = [*map(_text, paragraph)]
    heads = (piece for text in texts[1:] for piece in pieces_of(text)[:1])
    begin_rows = sum(piece.kind in ("unit", "serial") for piece in heads)
    if len(texts) < 3 or begin_rows * 2 >= len(texts) or len(_STOPS.findall("".join(texts))) < 2:
        return False
    return any(_is_even([*map(measure, texts)]) for measure in (_width, len))


def _is_even(widths: Sequence[int]) -> bool:
    widest = max(widths)
    return widest >= _WRAPPED_WIDTH // 2 and min(widths[:-1]) >= widest - _RAGGED


def _is_one(above: str, below: str) -> bool:
    """Whether a line breaks off in a number, or in a word that its next one ends."""
    broken, rest = _BROKEN_NUMBER.search(above), _REST_OF_A_NUMBER.match(below)
    if broken and rest:
        return bool(_WHOLE_NUMBER.fullmatch(re.sub(r"\D", "", broken[0] + rest[0])))
    if _ENDS.search(above) or _width(above) < _SHORTEST_WRAPPED:
        return False
    last, first = pieces_of(above)[-1:], pieces_of(below)[:1]
    if not last or not first or last[0].kind not in ("other", "address"):
        return False
    whole = kind_of(last[0].text + first[0].text)
    if last[0].kind == "address" or first[0].kind == "unit":
        return whole == "unit" and bool(_REST_OF_A_UNIT.match(first[0].text))
    return first[0].kind in ("other", "address") and whole in ("unit", "address")


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)

"""A line with more cells than its header: a comma that nobody put in quotation marks.

甲市公安局,演示路1号,2楼,0571-00000001 under 单位,地址,电话: where one way alone to put neighbours
together lets every cell be what its column says, that is how the line was meant.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sites.reading.tables.cells import CleanLine
from sites.reading.tables.signs import ADDRESS, PHONE, UNIT
from sites.reading.tables.titles import AREAS, Column

_ONLY_A_NUMBER = re.compile(r"[0-9\-\s()/、,;转+]{7,}")
_NUMBER_TOO = re.compile(
    r"(?:转|分机)?[0-9\-\s()/、;转分机]{3,}(?:\(.*\))?"
)  # behind a whole number
_AREA = re.compile(r"[\u3400-\u9fff]{2,14}")
_DATE = re.compile(r"[0-9年月日./-]+")
_DEGREES = re.compile(r"[0-9.]+")
_SIGNS = {
    **dict.fromkeys(AREAS, _AREA),
    "unit": UNIT,
    "address": ADDRESS,
    "serial": re.compile(r"[0-9]{1,5}"),
    "lat": _DEGREES,
    "lon": _DEGREES,
    "source_url": re.compile(r"https?:.*"),
    "published_on": _DATE,
    "checked_on": _DATE,
}
_NUMBERS = ("phone", "mobile")


@dataclass(frozen=True, slots=True)
class Mended:
    """line: with as many cells as the header. role, text: of the cell that was put together."""

    line: CleanLine
    role: str
    text: str


def mended(line: CleanLine, columns: Sequence[Column]) -> Mended | None:
    """The line as it was meant; None when it has no cell too many, or no way alone fits.

    Empty cells at its end count too: a line that ends in commas was as long as the others before
    its own comma parted a cell.
    """
    surplus = len(line.texts) - len(columns)
    if surplus < 1 or (not any(line.texts[len(columns) :]) and _fit(line.texts, columns)):
        return None
    found = (_joined(line, columns, place, surplus) for place in range(len(columns)))
    ways = [way for way in found if way]
    return ways[0] if len(ways) == 1 else None


def _fit(texts: Sequence[str], columns: Sequence[Column]) -> bool:
    return all(_fits(text, column.role) for text, column in zip(texts, columns, strict=False))


def _joined(line: CleanLine, columns: Sequence[Column], place: int, surplus: int) -> Mended | None:
    role = columns[place].role
    pieces = line.texts[place : place + surplus + 1]
    if not all(pieces) or not _go_together(pieces, role):
        return None
    sign = "、" if role in _NUMBERS else "，"
    raw, texts = (
        (
            *cells[:place],
            sign.join(cells[place : place + surplus + 1]),
            *cells[place + surplus + 1 :],
        )
        for cells in (line.raw, line.texts)
    )
    whole = CleanLine(line.number, raw, texts)
    return Mended(whole, role, texts[place]) if _fit(texts, columns) else None


def _go_together(pieces: Sequence[str], role: str) -> bool:
    if role in _NUMBERS:
        return bool(PHONE.search(pieces[0])) and all(
            PHONE.search(piece) or _NUMBER_TOO.fullmatch(piece) for piece in pieces[1:]
        )
    return not any(_ONLY_A_NUMBER.fullmatch(piece) for piece in pieces)


def _fits(text: str, role: str) -> bool:
    if not text or role in ("", "doubts"):
        return not _ONLY_A_NUMBER.fullmatch(text)
    if role in _NUMBERS:
        return bool(PHONE.search(text) or _NUMBER_TOO.fullmatch(text))
    sign = _SIGNS.get(role)
    if role in ("unit", "address", *AREAS, "hours", "notes") and PHONE.search(text):
        return False
    return sign is None or bool(sign.fullmatch(text))

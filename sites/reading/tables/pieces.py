"""The pieces of a line that has no labels, each with what it says by itself.

甲分局刑侦大队（演示路1号，028-00000001） → unit, address, phone
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from sites.reading.tables.cells import clean
from sites.reading.tables.meaning import NUMBER_WORDS, Kind, kind_of
from sites.reading.tables.signs import PHONE
from sites.reading.tables.titles import header_roles

_HAN = "\u3400-\u9fff"
_SERIAL = re.compile(
    r"\s*(?:第?[(（【\[]\s?(\d{1,4})\s?[)）】\]](?!\s*[-—]?\d)\s*[.、．,，]?|(\d{1,4})\s*[.、．)）](?!\d)"
    rf"|(\d{{1,4}})\s+(?=[{_HAN}(（【])|(?!1(?:10|19|20|22)\s*$)(\d{{1,3}})\s*$)\s*"
)
# 甲分局刑侦大队（演示路1号，028-00000001）: brackets that hold what belongs beside the unit.
_IN_BRACKETS = re.compile(
    r"^(.{3,40}?)[(（]((?:[^()（）]|[(（][^()（）]*[)）])+)[)）]\s*[。.；;]?\s*$"
)
_STOPS = re.compile(
    r"[，,；;。|｜\t\u3000]\s*|\s[/—–-]\s|(?<!\d)\s+|\s+(?!\d)"
    r"|\s+(?=0\d{2,3}-?\d{7}|1[3-9]\d{9}|[48]00-?\d)"  # a whole number, not a group of one
)
_TITLED = re.compile(rf"^\s*([{_HAN}A-Za-z]{{1,40}})\s*[:：]\s*(?=\S)")
_PLACED = re.compile(
    r"(?:的采血点)?(?:的?(?:地址|地点))?(?:位于|设在|设于|坐落于|地址[在是为]?|地点[在是为]?)[:：]?"
)
# Words that say no more than that a number follows; 传真 and 监督 say whose it is, and stay.
_PLAIN_NUMBER_WORD = re.compile(
    r"(?:联系|咨询|办公|值班|采血|采集|固定|移动|服务|预约|热线|单位|工作|免费)*"
    r"(?:电话|手机|座机|热线|号码|方式)(?:号码)?"
)
_PLAIN_NUMBER_WORDS = re.compile(rf"^{_PLAIN_NUMBER_WORD.pattern}\s*[:：为是]?\s*(?=[\d(（+])")
# A number in groups parted by blanks, which are no stops: 0574 8703 1232, 138 0013 8000.
_IN_GROUPS = re.compile(
    r"(?<![0-9])(0[0-9]{2,3}|[48]00|1[3-9][0-9])\s([0-9]{3,4})\s([0-9]{3,4})(?![0-9])"
)
_AROUND_A_NUMBER = re.compile(r"(.+)[(（]([^()（）]*)[)）]")


@dataclass(frozen=True, slots=True)
class Piece:
    """text: as it came, without its label. is_first: whether its line begins with it."""

    kind: Kind
    text: str
    is_first: bool = False


@lru_cache(maxsize=32_768)
def pieces_of(text: str) -> tuple[Piece, ...]:
    """The pieces of a line in order; neighbours of one kind are one."""
    found: list[Piece] = []
    serial = _SERIAL.match(text)
    if serial:
        found.append(Piece("serial", next(filter(None, serial.groups())), is_first=True))
        text = text[serial.end() :]
    for part in _parts(_opened(text)):
        for piece in _of_part(part):
            _add(found, piece)
    return tuple(replace(each, is_first=not place) for place, each in enumerate(found))


def _opened(text: str) -> str:
    """The line with a comma for the brackets that hold a place or a number."""
    match = _IN_BRACKETS.match(text) if text.rstrip("。.；; ").endswith((")", "）")) else None
    if match is None or kind_of(match[1]) != "unit":
        return text
    holds = {piece.kind for part in _parts(match[2]) for piece in _of_part(part)}
    is_beside = "phone" in holds and holds <= {
        "phone",
        "address",
        "heading",
        "hours",
        "person",
        "note",
    }
    return f"{match[1]}，{match[2]}" if is_beside else text


def _parts(text: str) -> Iterator[str]:
    text = _IN_GROUPS.sub(r"\1-\2-\3", re.sub(r"([:：])\s+", r"\1", text))
    yield from (part for part in _STOPS.split(text) if part and part.strip())


def _of_part(part: str) -> Iterator[Piece]:
    titled = _TITLED.match(part)
    role = header_roles([titled[1]])[0] if titled else ""
    behind = part[titled.end() :] if titled else ""
    if titled and kind_of(behind) == "phone" and kind_of(titled[1]) != "unit":
        yield Piece("phone", behind if _PLAIN_NUMBER_WORD.fullmatch(titled[1]) else part)
        return
    if titled and role in _KIND_OF_ROLE:
        yield Piece(_KIND_OF_ROLE[role], behind)
        return
    if titled and not PHONE.search(clean(titled[1])):
        before = kind_of(titled[1])
        if before == "unit" or kind_of(behind) in ("unit", "address"):
            yield Piece("note" if before == "other" else before, titled[1])
            part = behind
    yield from _unglued(part)


_KIND_OF_ROLE: dict[str, Kind] = {
    "unit": "unit",
    "address": "address",
    "phone": "phone",
    "mobile": "phone",
    "hours": "hours",
    "officer": "person",
    "notes": "note",
}


def _unglued(part: str) -> Iterator[Piece]:
    """Parts that no stop parts: 甲分局位于演示路1号, 演示路1号028-00000001."""
    placed = _PLACED.search(part)
    if placed and kind_of(part[: placed.start()]) == "unit":
        yield Piece("unit", part[: placed.start()])
        part = part[placed.end() :]
    around = _AROUND_A_NUMBER.fullmatch(part)
    if around and kind_of(around[1]) in ("unit", "address") and kind_of(around[2]) == "phone":
        yield Piece(kind_of(around[1]), around[1])
        yield Piece("phone", around[2])
        return
    start = _number_starts(part)
    if start > 3 and kind_of(part[:start]) in ("unit", "address"):
        yield Piece(kind_of(part[:start]), part[:start].rstrip("、/ "))
        part = part[start:]
    kind = kind_of(part)
    yield Piece(kind, _PLAIN_NUMBER_WORDS.sub("", part) if kind == "phone" else part)


def _number_starts(part: str) -> int:
    """Where a number begins, its words too; 0 when none does."""
    number = PHONE.search(clean(part))
    if number is None:
        return 0
    words = NUMBER_WORDS.search(part)
    return words.start() if words else max(0, part.find(number[0]))


_JOINED = {"phone": "、", "address": "，", "unit": " ", "hours": "，", "note": "，", "other": "，"}


def _add(found: list[Piece], piece: Piece) -> None:
    above = found[-1] if found else None
    if above and above.kind == "heading" and piece.kind in ("unit", "address"):
        found[-1] = Piece(piece.kind, f"{above.text} {piece.text}")
    elif above and above.kind == piece.kind and piece.kind in _JOINED:
        sign = _JOINED[piece.kind]
        if piece.kind == "phone" and re.fullmatch(r"0\d{2,3}", above.text):
            sign = "-"  # the area code stood apart
        elif piece.kind == "phone" and re.match("转|分机", piece.text):
            sign = " "
        found[-1] = Piece(piece.kind, f"{above.text}{sign}{piece.text}")
    else:
        found.append(piece)

"""A cell of phone numbers → the numbers printed in it, each with the words that belong to it.

A number that is set apart by dots, blanks, dashes or brackets is taken whole or not at all: digits
that go on behind it, and make no number of their own, leave the whole run `broken`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sites.phones.tidying import normal
from sites.phones.wording import Words, has_words, inherits, own_words, words_of

__all__ = ["AREA", "Number", "normal", "numbers"]

AREA = r"0(?:10|2[0-9]|[3-9][0-9]{2})"
_GAP = r"[-\s.()]{1,3}"
_G = rf"(?:{_GAP})?"
# Numbers that mean something by themselves, of three to six digits.
_SHORT = r"(?:1(?:10|19|20|22)|1[02][0-9]{3}|95[0-9]{3}|96[0-9]{3,4})(?![0-9])"
_TOLL = r"[48]00[0-9]{7}(?![0-9])"
_MOBILE = rf"1[3-9][0-9](?:{_G}[0-9]){{8}}"
# Five digits or more in one piece, or seven to eight in pieces of which the first has two or more.
_LOCAL = rf"(?:[0-9]{{5,}}|1(?:10|19|20|22)|(?=[0-9]{{2,6}}{_GAP})[0-9](?:{_G}[0-9]){{6,7}})"
_BEHIND_AREA = r"[-\s.()/]{0,4}"
# Without an area code: in one piece, as 822 0000, or in pieces by dots or dashes; not a piece of
# a 400 number.
_ALONE = (
    rf"(?![48]00[0-9]{{0,4}}{_GAP}[0-9]|[48]00(?:[-\s.()/、,;|~]{{0,3}}[0-9]){{7}}(?![0-9]))"
    rf"(?:[2-8][0-9]{{6,7}}|[2-8][0-9]{{2,3}}{_GAP}[0-9]{{4}}"
    r"|(?=(?:[-.]?[0-9]){7,8}(?![-.]?[0-9]))[2-8][0-9]{1,3}(?:[-.][0-9]{2,4}){1,3})"
)
_FOREIGN = (
    rf"(?:\+\s?|(?<![0-9])(?<![0-9][-\s.(])00)(?!86|0)[1-9][0-9]{{0,2}}(?:(?!\s(?:{AREA}|1[3-9][0-9]{{2}}))[-\s.()]{{0,3}}[0-9])"
    r"{6,12}"
)
_STRONG = rf"(?:{_TOLL}|0?{_MOBILE}(?![0-9])|{AREA}{_BEHIND_AREA}{_LOCAL}(?![0-9]))"
_LONG = rf"(?:{_STRONG}|{_ALONE}(?![0-9])|{_FOREIGN})"
_WHOLE = rf"(?:{_LONG}|{_SHORT})"
_ORDINAL = r"\s?[、,;]?\s?(?:\([0-9]{1,2}\)|[0-9]{1,2}\s?[.、)])\s?"
# What may stand behind a number: nothing that goes on with digits; other whole numbers, with or
# without their place in the list before them; and, behind seven digits in one piece, a blank and a
# word of digits. Where no blank parts them the others must be whole to the end.
_TIGHT = r"[-.()]{1,2}"
_END = (
    rf"(?![0-9])(?:(?!{_GAP}[0-9])|(?=\(?[-.()]?\s[-.()]?{_WHOLE})|(?={_ORDINAL}{_WHOLE})"
    rf"|(?=(?:{_TIGHT}{_LONG}(?![0-9])){{1,4}}(?:-[0-9]{{1,5}}(?![0-9]))?(?!{_GAP}[0-9]))"
    r"|(?<=[0-9]{7})(?=\s[0-9]{3}))"
)
_NO_EMERGENCY = r"(?!1(?:10|19|20|22)(?![0-9]))"
_CALL = r"(?:转接?[到至]?|分机号?码?|内线|ext(?:ension|\.)?|x|\#|\*)"
_EXTENSION = (
    rf"(?:(?:\s*[,(]?\s*{_CALL}(?:\s*[:(]?\s*{_CALL})*\s*[:(]?\s*|\s?-\s?(?!{AREA}[-\s]?[0-9]{{5}}))"
    rf"{_NO_EMERGENCY}(?P<extension>[0-9]{{1,5}}(?![0-9])"
    rf"(?:\s?(?:[、,/或和及]|或转)\s?{_NO_EMERGENCY}[0-9]{{1,4}}(?![0-9-]))*)(?:\s*分机)?\)?"
    rf"|\s?\(\s?{_NO_EMERGENCY}(?P<bracketed>[0-9]{{3,4}})\s?\))"
)
# 88880000/1/2, 88880000~3, 88880000、1: the last digits of further numbers.
_TAIL = (
    rf"(?P<tail>(?:\s?(?:[/|\\~或和及至到]|[、,;](?![0-9]{{1,2}}\s?[.、,):]\s?{_WHOLE}))\s?"
    rf"{_NO_EMERGENCY}[0-9]{{1,4}}(?![0-9])(?!-[0-9])(?!\s?[条门部人名]))+)"
)
_LINES = r"(?P<lines>\s?\(?\s?[0-9一二三四五六七八九十两]{1,2}\s?条?线\s?\)?|\s?\([0-9]{1,2}\))"
_NUMBER = re.compile(
    rf"""
    (?P<science>(?<![0-9.])[0-9](?:\.[0-9]+)?e\+?[0-9]{{1,2}}(?![0-9]))
    | (?: (?P<foreign>{_FOREIGN})
        | (?P<toll>{_TOLL})
        | 0?(?P<mobile>{_MOBILE})
        | (?P<area>{AREA}){_BEHIND_AREA}(?P<local>{_LOCAL})
        | (?P<bare_area>[1-9][0-9]{{1,2}})-(?P<bare_local>[2-8][0-9]{{6,7}})
        | (?P<alone>{_ALONE})
      )
      (?![0-9]) {_EXTENSION}? {_TAIL}? {_LINES}? {_END}
    | (?P<loose>{_SHORT}(?=\s{_WHOLE})|(?:0[1-9]|[1-9][0-9]?)(?=(?:\s?[.、)]\s?|\s){_STRONG})
        |1?[1-9](?=\)\s?{_ALONE}(?![0-9]))
        |[0-9]+(?:(?![-.()]?\s[-.()]?{_STRONG}){_GAP}[0-9]+)*)
    """,
    re.VERBOSE,
)
_FORMS = ("science", "foreign", "toll", "mobile", "local", "bare_local", "alone", "loose")
_START = re.compile(r"\+\s?(?=[1-9])|[0-9]")
JOINED = "\u205e"  # stands where numbers were printed together


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed (raw).

    form: science (4.3E+11), foreign (+852 …), toll (400…), mobile, local (behind an area code),
    bare_local (behind one without its 0), alone (without one), broken (pieces that make no
    number), loose (any other digits).
    area: the area code printed with it. digits: without area code and extension.
    note: when it answers. other: what it is instead of a site's own number (传真 …), or empty.
    tail: the signs and last digits of further numbers. lines: words on lines behind it.
    is_joined: printed together with its neighbour.
    """

    form: str
    area: str | None
    digits: str
    raw: str
    extension: str = ""
    note: str = ""
    other: str = ""
    tail: str = ""
    lines: str = ""
    is_joined: bool = False


def numbers(cell: str) -> Iterator[Number]:
    """The numbers of a cell (of `normal`) in printed order, each with its words understood."""
    found = list(_found(cell))
    edges = [0, *(edge for match in found for edge in match.span()), len(cell)]
    gaps = [cell[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    above = Words()
    for place, match in enumerate(found):
        words = words_of(own_words(gaps, place))
        if inherits(words, above, gaps[place], gaps[place + 1]):
            words = replace(words, other=above.other, leads=True)
        above = words
        is_joined = JOINED in gaps[place] + gaps[place + 1]
        form = "broken" if _is_piece(found, gaps, place) else _form(match)
        yield replace(_as_number(match, form), note=words.note, other=words.other,
                      is_joined=is_joined)  # fmt: skip


def _found(cell: str) -> Iterator[re.Match[str]]:
    at = 0
    while start := _START.search(cell, at):
        match = _NUMBER.match(cell, start.start())
        if match is None:  # a plus sign before digits that are no number abroad
            at = start.end() if start[0].startswith("+") else start.start() + 1
            continue
        if match["loose"] is None or _is_long(match["loose"]):
            yield match
        at = match.end()


def _is_long(digits: str) -> bool:
    """Not the 3 of a list, nor 1-5."""
    return bool(re.search("[0-9]{3}", digits)) or len(re.sub("[^0-9]", "", digits)) > 4


def _form(match: re.Match[str]) -> str:
    form = next(name for name in _FORMS if match[name] is not None)
    if form == "loose" and not match[form].isdigit():
        return "broken"
    if form == "local" and re.search(r"[^0-9]1[3-9][0-9]{9}$", match[0]):
        return "mobile"  # an area code before a mobile says nothing
    return form


def _is_piece(found: Sequence[re.Match[str]], gaps: Sequence[str], place: int) -> bool:
    """Whether loose digits stand beside others without a word between: 8640/12345."""
    if not found[place]["loose"]:
        return False
    beside = [
        found[other]
        for other, gap in ((place - 1, gaps[place]), (place + 1, gaps[place + 1]))
        if 0 <= other < len(found) and not has_words(gap)
    ]
    return any(
        match["loose"] and not re.fullmatch(rf"{_SHORT}|{AREA}", match["loose"]) for match in beside
    )


def _as_number(match: re.Match[str], form: str) -> Number:
    printed = next(match[name] for name in _FORMS if match[name] is not None)
    digits = re.sub(r"[^0-9]", "", printed)
    area = match["area"] or (f"0{match['bare_area']}" if match["bare_area"] else None)
    if form == "loose" and re.fullmatch(AREA, digits):
        area = digits
    extension = "、".join(re.findall(r"[0-9]+", match["extension"] or match["bracketed"] or ""))
    return Number(
        form,
        area,
        digits,
        match[0].strip(),
        extension,
        tail=match["tail"] or "",
        lines=(match["lines"] or "").strip(),
    )

"""A cell of phone numbers → the numbers printed in it, each with the words that belong to it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sites.phones.dialling_codes import AREA
from sites.phones.patterns import NUMBER, SHORT
from sites.phones.tidying import normal
from sites.phones.wording import Words, has_words, inherits, own_words, words_of

__all__ = ["Number", "normal", "numbers"]

_FORMS = ("science", "foreign", "toll", "mobile", "local", "bare_local", "alone", "loose")
_START = re.compile(r"\+\s?(?=[1-9])|[0-9]")
_SIGNS, _DIGITS, _THREE_DIGITS = map(re.compile, ("[^0-9]", "[0-9]+", "[0-9]{3}"))
_AREA, _SHORT_OR_AREA = re.compile(AREA), re.compile(rf"{SHORT}|{AREA}")
_ENDS_IN_MOBILE = re.compile(r"[^0-9]1[3-9][0-9]{9}$")
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
        yield _as_number(match, form, words, is_joined=is_joined)


def _found(cell: str) -> Iterator[re.Match[str]]:
    at = 0
    while start := _START.search(cell, at):
        match = NUMBER.match(cell, start.start())
        if match is None:  # a plus sign before digits that are no number abroad
            at = start.end() if start[0].startswith("+") else start.start() + 1
            continue
        if match["loose"] is None or _is_long(match["loose"]):
            yield match
        at = match.end()


def _is_long(digits: str) -> bool:
    """Not the 3 of a list, nor 1-5."""
    return bool(_THREE_DIGITS.search(digits)) or len(_SIGNS.sub("", digits)) > 4


def _form(match: re.Match[str]) -> str:
    form = next(name for name in _FORMS if match[name] is not None)
    if form == "loose" and not match[form].isdigit():
        return "broken"
    if form == "local" and _ENDS_IN_MOBILE.search(match[0]):
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
    return any(match["loose"] and not _SHORT_OR_AREA.fullmatch(match["loose"]) for match in beside)


def _as_number(match: re.Match[str], form: str, words: Words, *, is_joined: bool) -> Number:
    printed = next(match[name] for name in _FORMS if match[name] is not None)
    digits = _SIGNS.sub("", printed)
    area = match["area"] or (f"0{match['bare_area']}" if match["bare_area"] else None)
    if form == "loose" and _AREA.fullmatch(digits):
        area = digits
    extension = "、".join(_DIGITS.findall(match["extension"] or match["bracketed"] or ""))
    return Number(
        form,
        area,
        digits,
        match[0].strip(),
        extension,
        note=words.note,
        other=words.other,
        tail=match["tail"] or "",
        lines=(match["lines"] or "").strip(),
        is_joined=is_joined,
    )

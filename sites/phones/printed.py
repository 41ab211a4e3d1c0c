"""A cell of phone numbers → the numbers printed in it, each with the words that belong to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sites.text import dashes_to_hyphen, tidy

AREA = r"0(?:10|2[0-9]|[3-9][0-9]{2})"
_D = "[0-9]"  # not \d, which also means the digits of other scripts
_GAP = r"[-\s]"
_EXTENSION = (
    r"(?:\s*[,(]?\s*(?:转|分机号?|内线|ext\.?|x|\#)\s*[:(]?\s*|\s?-\s?)"
    rf"(?!{AREA}{_GAP}?[0-9]{{5}})"
    r"(?P<extension>[0-9]{1,5}(?![0-9])"
    r"(?:\s?[、,/]\s?(?!1(?:10|19|2[02])(?![0-9]))[0-9]{1,4}(?![0-9-]))*)"
    r"(?:\s*分机)?\)?"
)
_NUMBER = re.compile(
    rf"""
    (?P<science>(?<![0-9.]){_D}(?:\.{_D}+)?e\+?{_D}{{1,2}}(?![0-9]))
    | (?<![0-9])
      (?: (?P<toll>[48]00{_GAP}?(?:{_D}{{7}}|{_D}{{3}}{_GAP}{_D}{{4}}|{_D}{{4}}{_GAP}{_D}{{3}}))
        | 0?(?P<mobile>1[3-9]{_D}(?:{_D}{{8}}|{_GAP}{_D}{{4}}{_GAP}?{_D}{{4}}
              |{_D}{_GAP}{_D}{{3}}{_GAP}{_D}{{4}}|{_D}{{4}}{_GAP}{_D}{{4}}))
        | (?P<area>{AREA})[-\s()]*
          (?P<local>{_D}{{4}}{_GAP}{_D}{{4}}|{_D}{{3}}{_GAP}{_D}{{4}}|{_D}{{5,}})
        | (?P<bare_area>[1-9]{_D}{{1,2}})-(?P<bare_local>[2-8]{_D}{{6,7}})
        | (?P<alone>[2-8](?:{_D}{{6,7}}|{_D}{{2,3}}{_GAP}{_D}{{4}}))
      )
      (?![0-9]) (?:{_EXTENSION})?
    | (?P<loose>{_D}+)
    """,
    re.VERBOSE,
)
_FORMS = ("science", "toll", "mobile", "local", "bare_local", "alone", "loose")
_COUNTRY = re.compile(
    r"(?:\+\s?86|\(\s?\+?\s?86\s?\)|(?<![0-9])0086|(?<![0-9-])86(?=-[1-9]|-0[1-9])"
    r"|(?<![0-9])86(?=1[3-9][0-9]{9}(?![0-9])))[-\s]*(?:\(0\)\s?)?"
    r"(?=\(?[0-9](?:[-\s()]{0,2}[0-9]){6})"
)
_FLOAT_TAIL = re.compile(r"(?<![0-9.])([0-9]{7,12})\.0+(?![0-9])")
# Times and dates, which are not numbers to call.
_TIMES = re.compile(
    r"(?<![0-9])[0-9]{1,2}[:.时点][0-9]{0,2}分?\s?[-~至到]\s?(?:次日)?[0-9]{1,2}[:.时点][0-9]{0,2}分?"
    r"|(?<![0-9])[0-9]{1,2}:[0-9]{2}(?![0-9])"
    r"|(?<![0-9])(?:19|20)[0-9]{2}\s?年(?:\s?[0-9]{1,2}\s?月)?"
)
_WHEN = (
    ("24小时", re.compile(r"小时|全天")),
    ("工作日", re.compile(r"工作日|工作时间|上班时间")),
    ("节假日", re.compile(r"节假日|休息日|双休日|周末")),
    ("白天", re.compile(r"白|昼|(?<![周节假休末次作息])日(?!期)")),
    ("夜间", re.compile(r"夜|晚")),
)
_ALWAYS = {"白天", "夜间"}
_SHARED_FAX = re.compile(
    r"电话\s?[/、和及(]?\s?传真|传真\s?[/、和及]?\s?电话|[兼带]\s?传真|电传", re.IGNORECASE
)
_FAX = re.compile(r"传真|\bfax\b")
_LISTED = re.compile(r"[、,;/|]")
_BRACKETS = re.compile(r"\s?[(\[][^)\]]*[)\]]")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed (raw).

    form: science (4.3E+11), toll (400…), mobile, local (behind an area code), bare_local (behind
    one without its 0), alone (without one), loose (any other digits).
    area: the area code printed with it. digits: without area code and extension.
    note: when it answers. is_fax: a machine answers.
    """

    form: str
    area: str | None
    digits: str
    raw: str
    extension: str
    note: str
    is_fax: bool


def normal(text: str) -> str:
    """The cell tidied, in lower case, +86 taken off, line breaks as commas (、)."""
    lines = re.sub(r"[\r\n\v\f\u2028\u2029]+", "、", text)
    cell = dashes_to_hyphen(tidy(lines)).lower()
    cell = _SHARED_FAX.sub("电话", _FLOAT_TAIL.sub(r"\1", cell))
    return _COUNTRY.sub(_without_country, cell)


def _without_country(prefix: re.Match[str]) -> str:
    """A number after +86 lacks its 0, unless it is a mobile or a 400 number."""
    rest = prefix.string[prefix.end() :]
    is_whole = not rest[:1].isdigit() or re.match(r"0|1[3-9][0-9]|[48]00", rest)
    return " " if is_whole else " 0"


def numbers(cell: str) -> Iterator[Number]:
    """The numbers in printed order, each with the words that belong to it understood.

    Words in brackets belong to the number before them, words with a colon to the one behind.
    Other words stand before each number or behind each; the ends of the cell tell which.
    """
    times = {place for time in _TIMES.finditer(cell) for place in range(*time.span())}
    found = [
        match
        for match in _NUMBER.finditer(cell)
        if match["loose"] is None or (len(match[0]) > 2 and match.start() not in times)
    ]
    edges = [0, *(edge for match in found for edge in match.span()), len(cell)]
    gaps = [cell[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    ends = _Ends(_is_mark(gaps[0]), _is_mark(gaps[-1]))
    for match, before, after in zip(found, gaps, gaps[1:], strict=False):
        yield _as_number(match, _own_words(before, after, ends))


class _Ends(NamedTuple):
    """Whether words for a number stand at the start and at the end of the cell."""

    marked_first: bool
    marked_last: bool


def _own_words(before: str, after: str, ends: _Ends) -> str:
    """The words that belong to the number between these two gaps."""
    lead = _LISTED.split(before)[-1].strip()
    if ends.marked_first:
        return lead
    behind = _BRACKETS.match(after)
    if behind and _is_mark(behind[0]):
        return behind[0]
    lead, tail = _BRACKETS.sub("", lead), _LISTED.split(after)[0].strip()
    is_apart = lead != before.strip() or not ends.marked_last
    if lead.endswith(":") or (is_apart and _is_mark(lead)):
        return lead
    is_apart = tail != after.strip() or ends.marked_last
    return tail if is_apart and not tail.endswith(":") else ""


def _is_mark(words: str) -> bool:
    return bool(_FAX.search(words) or any(pattern.search(words) for _, pattern in _WHEN))


def _as_number(match: re.Match[str], words: str) -> Number:
    form = next(name for name in _FORMS if match[name] is not None)
    digits = re.sub(r"[^0-9]", "", match[form])
    area = match["area"] or (f"0{match['bare_area']}" if match["bare_area"] else None)
    if form == "loose" and re.fullmatch(AREA, digits):
        area = digits
    if form == "local" and re.search(r"[^0-9]1[3-9][0-9]{9}$", match[0]):
        form = "mobile"  # an area code before a mobile says nothing
    extension = "、".join(re.findall(r"[0-9]+", match["extension"] or ""))
    return Number(
        form, area, digits, match[0].strip(), extension, _when(words), bool(_FAX.search(words))
    )


def _when(words: str) -> str:
    found = [note for note, pattern in _WHEN if pattern.search(words)]
    if "24小时" in found:
        return "24小时"
    return "".join(note for note in found if not (set(found) >= _ALWAYS and note in _ALWAYS))

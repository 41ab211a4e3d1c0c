"""A cell of phone numbers as people write it → Phones (the home of phonenumbers).

Nothing is dropped in silence: each number of a cell becomes a Phone, or a sentence in Chinese
that says why it did not. What is doubtful is published as printed and said to be doubtful;
a number is never guessed. Mainland numbers only: 0 + area code + 7 or 8 digits, mobiles of
11 digits, 400 and 800 numbers, and short ones that mean something only in their own city.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

import phonenumbers

from sites.records import Phone, PhoneKind
from sites.text import dashes_to_hyphen, tidy

# Area codes that are no more: (the code of today, the digit that was put before the old
# seven-digit number, or "" when no source at hand gives it). Sources: Liaoning's notice on
# 024 (28 Aug 2011, Benxi 24 May 2014); Henan Daily, 26 Oct 2013, on 0378; the operators'
# table of lengthened numbers for Hunan (28 June 2009) and Chaohu (8 Dec 2012); the metadata of
# phonenumbers 9.0, in which none of these codes is valid any more.
_RETIRED_CODES = {
    "0410": ("024", "7"),
    "0413": ("024", "5"),
    "0414": ("024", ""),
    "0378": ("0371", "2"),
    "0565": ("0551、0553 或 0555", ""),
    "0732": ("0731", "5"),
    "0733": ("0731", "2"),
    "0852": ("0851", ""),
    "0853": ("0851", ""),
    "0910": ("029", ""),
}
# All of 0851 has eight digits since Guiyang, Zunyi and Anshun share it (December 2014);
# phonenumbers still accepts seven.
_EIGHT_DIGITS = frozenset({"0851"})

_AREA = r"0(?:10|2[0-9]|[3-9][0-9]{2})"
_D = "[0-9]"  # not \d, which also means the digits of other scripts
_GAP = r"[-\s]"
_EXTENSION = (
    r"(?:\s*[,(]?\s*(?:转|分机号?|内线|ext\.?|x|\#)\s*[:(]?\s*|\s?-\s?)"
    rf"(?!{_AREA}{_GAP}?[0-9]{{5}})"
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
        | (?P<area>{_AREA})[-\s()]*
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
_NOTHING = re.compile(r"[\s\-/、,;.。:()无暂没有未知公布空]*")


def read_phones(
    text: str, *, area_code: str | None, demo: bool = False
) -> tuple[tuple[Phone, ...], tuple[str, ...]]:
    """The numbers of one cell, office lines before mobiles, and advice in Chinese.

    area_code: of the place ("028"), put before a number that has none; None when not known.
    demo: the numbers of a demonstration site: never dialled (`tel` is None), no advice.
    Each advice quotes the part it is about: a number that was left out, or one that was taken
    but is doubtful. Raises nothing, whatever the text.
    """
    cell = _normal(text)
    phones: list[Phone] = []
    advice: list[str] = []
    code, unused = None, ""
    for number in _numbers(cell):
        code = number.area or code
        phone, said = _understand(number, code, area_code)
        if number.area or (phone and code and phone.text.startswith(code)):
            unused = number.raw if number.digits == number.area else ""
        phones.extend([phone] if phone else [])
        advice.extend([said] if said else [])
    if demo:
        return _joined(replace(phone, tel=None, kind="landline") for phone in phones), ()
    if unused:
        advice.append(f"“{unused}”只是区号，后面没有号码；请补上。")
    elif not phones and not advice and not _NOTHING.fullmatch(cell):
        advice.append(f"“{_short(cell)}”里没有电话号码；请补上。")
    return _joined(phones), tuple(advice)


@dataclass(frozen=True, slots=True)
class _Number:
    """What the pattern found. area: printed with it. digits: without area code. raw: as printed.

    note: when it answers. is_fax: a machine answers.
    """

    form: str
    area: str | None
    digits: str
    raw: str
    extension: str
    note: str
    is_fax: bool


def _normal(text: str) -> str:
    lines = re.sub(r"[\r\n\v\f\u2028\u2029]+", "、", text)
    cell = dashes_to_hyphen(tidy(lines)).lower()
    cell = _SHARED_FAX.sub("电话", _FLOAT_TAIL.sub(r"\1", cell))
    return _COUNTRY.sub(_without_country, cell)


def _without_country(prefix: re.Match[str]) -> str:
    """A number after +86 lacks its 0, unless it is a mobile or a 400 number."""
    rest = prefix.string[prefix.end() :]
    is_whole = not rest[:1].isdigit() or re.match(r"0|1[3-9][0-9]|[48]00", rest)
    return " " if is_whole else " 0"


def _numbers(cell: str) -> Iterator[_Number]:
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


def _as_number(match: re.Match[str], words: str) -> _Number:
    form = next(name for name in _FORMS if match[name] is not None)
    digits = re.sub(r"[^0-9]", "", match[form])
    area = match["area"] or (f"0{match['bare_area']}" if match["bare_area"] else None)
    if form == "loose" and re.fullmatch(_AREA, digits):
        area = digits
    if form == "local" and re.search(r"[^0-9]1[3-9][0-9]{9}$", match[0]):
        form = "mobile"  # an area code before a mobile says nothing
    extension = "、".join(re.findall(r"[0-9]+", match["extension"] or ""))
    return _Number(
        form, area, digits, match[0].strip(), extension, _when(words), bool(_FAX.search(words))
    )


def _when(words: str) -> str:
    found = [note for note, pattern in _WHEN if pattern.search(words)]
    if "24小时" in found:
        return "24小时"
    return "".join(note for note in found if not (set(found) >= _ALWAYS and note in _ALWAYS))


_Understood = tuple[Phone | None, str]


def _understand(number: _Number, code: str | None, place: str | None) -> _Understood:
    """The phone, or None, and what is to be said about it, or "".

    code: the area code printed last in this cell; place: the one of the place.
    """
    if number.is_fax:
        return None, f"“{number.raw}”是传真，没有当作电话收。"
    if number.form == "science":
        return None, (
            f"“{number.raw.upper()}”是科学记数法，号码的位数已经丢了；请在原表里把这一列设为文本，重新填写。"
        )
    if number.form in ("toll", "mobile"):
        return _countrywide(number)
    if number.form == "bare_local":
        return _without_zero(number, f"0{number.raw}".split("-")[0], place)
    if number.form == "loose":
        return _loose(number, code, place)
    return _local(number, code, place)


def _countrywide(number: _Number) -> _Understood:
    """A mobile or a 400/800 number: dialled as it stands from anywhere."""
    kind: PhoneKind = "mobile" if number.form == "mobile" else "service"
    phone = Phone(_with_extension(number.digits, number), number.digits, kind, number.note)
    if _is_valid(number.digits):
        return phone, ""
    return phone, f"“{number.raw}”不在已知的号段里；请核对。"


def _local(number: _Number, code: str | None, place: str | None) -> _Understood:
    area = number.area or code or place
    if area is None:
        phone = Phone(_with_extension(number.digits, number), None, "landline", number.note)
        return phone, f"“{number.raw}”没有区号，也不知道所在地的区号，不能拨打；请补上区号。"
    phone, doubt = _landline(number, area)
    if number.area is None and code is None:
        doubt = f"“{number.raw}”没有区号，按所在地补为 {phone.text}。" + doubt
    return phone, doubt


def _landline(number: _Number, area: str) -> tuple[Phone, str]:
    digits = number.digits
    printed, doubt = f"{area}-{digits}", _doubt(area, digits)
    exists = bool(_lengths(area)) or area in _RETIRED_CODES
    can_dial = exists and digits[0] != "0" and len(digits) <= 8
    phone = Phone(
        _with_extension(printed, number),
        area + digits if can_dial else None,
        _local_kind(digits),
        number.note,
    )
    return phone, f"“{printed}”{doubt}；请核对。" if doubt else ""


def _local_kind(digits: str) -> PhoneKind:
    if digits[0] in "19" and len(digits) <= 6:
        return "short"
    return "service" if re.fullmatch(r"95[0-9]{6}", digits) else "landline"


def _doubt(area: str, digits: str) -> str:
    """Why this number may reach nobody, or ""."""
    if area in _RETIRED_CODES:
        now, digit = _RETIRED_CODES[area]
        put = f"，原来的 7 位号码前加了 {digit}" if digit and len(digits) == 7 else ""
        return f"的区号 {area} 已经停用，现为 {now}{put}"
    lengths = _lengths(area)
    if not lengths:
        return f"：没有 {area} 这个区号"
    if digits[0] == "0":
        return "：本地号码不会以 0 开头"
    if _is_valid(area + digits) and not (len(digits) == 7 and 7 not in lengths):
        return ""
    if len(digits) not in lengths:
        right = "或".join(str(length) for length in sorted(lengths))
        return f"有 {len(digits)} 位，{area} 的号码是 {right} 位，可能已经升位或写错"
    return "不像可以打通的号码"


def _without_zero(number: _Number, area: str, place: str | None) -> _Understood:
    """A number whose first 0 a spreadsheet may have eaten: taken only when the place agrees."""
    if area != place:
        return None, f"“{number.raw}”前面可能少了 0，区号与所在地对不上，没有收；请核对。"
    phone, doubt = _landline(number, area)
    return phone, f"“{number.raw}”开头的 0 丢了，补为 {phone.text}。{doubt}"


def _loose(number: _Number, code: str | None, place: str | None) -> _Understood:
    digits = number.digits
    if number.area:
        return None, ""  # an area code on its own, for the numbers that follow
    if place and re.fullmatch(rf"{place}[2-8][0-9]{{6,7}}", f"0{digits}"):
        whole = replace(number, digits=f"0{digits}".removeprefix(place))
        return _without_zero(whole, place, place)
    if re.fullmatch(r"96[0-9]{3,4}", digits) or (place and re.fullmatch(r"123[0-9]{2}", digits)):
        return _local(number, code, place)  # another city answers without the area code
    if re.fullmatch(r"9510[0-9]{4}", digits) or _is_short(digits):
        return Phone(digits, digits, "service", number.note), ""
    return None, f"“{number.raw}”不像完整的电话号码，没有收；请核对。"


def _with_extension(printed: str, number: _Number) -> str:
    return f"{printed} 转 {number.extension}" if number.extension else printed


def _joined(phones: Iterable[Phone]) -> tuple[Phone, ...]:
    """Each number once (a note that is not on both goes), mobiles last, else in printed order."""
    by_text: dict[str, Phone] = {}
    for phone in phones:
        first = by_text.setdefault(phone.text, phone)
        if first.note != phone.note:
            by_text[phone.text] = replace(first, note="")
    return tuple(sorted(by_text.values(), key=lambda phone: phone.kind == "mobile"))


def _short(cell: str) -> str:
    return cell if len(cell) <= 40 else f"{cell[:40]}…"


def _parsed(tel: str) -> phonenumbers.PhoneNumber:
    return phonenumbers.PhoneNumber(country_code=86, national_number=int(tel.removeprefix("0")))


def _is_valid(tel: str) -> bool:
    return phonenumbers.is_valid_number_for_region(_parsed(tel), "CN")


def _is_short(digits: str) -> bool:
    """110, 12345, 10086, 95598 …: dialled without area code anywhere in the country."""
    return 3 <= len(digits) <= 6 and phonenumbers.is_valid_short_number_for_region(
        phonenumbers.PhoneNumber(country_code=86, national_number=int(digits)), "CN"
    )


@cache
def _lengths(area: str) -> frozenset[int]:
    """How many digits local numbers have there; empty when there is no such area code."""
    if area in _EIGHT_DIGITS:
        return frozenset({8})
    return frozenset(length for length in (7, 8) if _is_valid(area + "6" * length))

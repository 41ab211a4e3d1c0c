"""Questions of digits: codes of areas, beginnings of telephone numbers, identity cards.

An identity card's number begins with the code of the county that issued the first one; nothing
more of it is ever kept, shown or looked for.
"""

import re
from functools import cache

from sites.areas import Area, Gazetteer

# GB 11643: six digits of the county, the day of birth, three digits, a check (18); before 1999
# the year had two digits and there was no check (15). People write blanks and hyphens between.
_DAY = r"(?:0[1-9]|1[0-2])[ -]?(?:0[1-9]|[12]\d|3[01])"
_IDENTITY = re.compile(
    rf"(?<!\d)([1-9]\d{{5}})[ -]?"
    rf"(?:(?:18|19|20)\d{{2}}[ -]?{_DAY}[ -]?\d{{3}}[ -]?[\dXx]|\d{{2}}{_DAY}\d{{3}})(?![\dXx])"
)
_LONG = re.compile(r"(?<!\d)([1-9]\d{5})\d{11,13}[Xx]?(?![\dXx])")  # one digit lost or too many
_ABOUT_AREAS = (
    "(?:我|我的|他的|她的|孩子的)?(?:身份证|证件|行政区划|区划|地区)?"
    "(?:号码|号|代码|编码|前六位|前6位)*"
)
_AREA_CODE = re.compile(
    rf"{_ABOUT_AREAS}(?:是|为|[:：])?\s*([1-8]\d{{5}})(?:开头|打头|是哪里|是哪儿|哪里)?的?[?？]?"
)
_TELEPHONE = re.compile(
    r"(?:电话)?(?:区号)?(?:是)?[:：]?\s*\(?(0(?:10|2\d|[3-9]\d{2}))\)?(?:开头|区号|是哪里|是哪儿|哪里)?的?(?:电话)?[?？]?"
)
_NUMBER = re.compile(r"(?:\+|00)?[(\d][\d ()\-]{5,}\d")
_COUNTRY = re.compile(r"^(?:\+|00)?86[ -]*(?=[(01-9])")
_LEAST_DIGITS = 7


def without_identity(text: str) -> str:
    """The text with the first six digits of an identity card's number in place of the number."""
    return _LONG.sub(r"\1", _IDENTITY.sub(r"\1", text))


def area_by_code(gazetteer: Gazetteer, text: str) -> Area | None:
    """The area of a text that is a six-digit code of today or of the past, perhaps with a word
    that says what it is; None for any other text."""
    found = _AREA_CODE.fullmatch(text)
    return gazetteer.current(found[1]) if found else None


def telephone_code(gazetteer: Gazetteer, text: str) -> tuple[str, tuple[Area, ...]]:
    """An area code (028) with the cities that have it, where the text is one; else empty."""
    found = _TELEPHONE.fullmatch(text)
    areas = _cities_by_code(gazetteer).get(found[1], ()) if found else ()
    return (found[1], areas) if found and areas else ("", ())


def telephone_number(text: str) -> str:
    """The only telephone number in a text, without the country's code; empty when there is none
    or are several."""
    found = _NUMBER.findall(text)
    if len(found) != 1:
        return ""
    number = _COUNTRY.sub("", found[0].strip())
    return number if sum(map(str.isdigit, number)) >= _LEAST_DIGITS else ""


@cache
def _cities_by_code(gazetteer: Gazetteer) -> dict[str, tuple[Area, ...]]:
    """Area code → the cities whose own it is, and the counties and provinces without a city."""
    cities: dict[str, list[Area]] = {}
    areas = (
        *(area for area in gazetteer.provinces() if area.name.endswith("市")),
        *gazetteer.all("city"),
        *(area for area in gazetteer.all("county") if area.adcode[2:4] == "90"),
    )
    for area in areas:
        for code in gazetteer.telephone_codes(area.adcode)[:1]:
            cities.setdefault(code, []).append(area)
    return {code: tuple(found) for code, found in cities.items()}

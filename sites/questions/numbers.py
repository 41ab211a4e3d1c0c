"""Questions of digits: codes of areas, beginnings of telephone numbers, identity cards.

An identity card's number begins with the code of the county that issued the first one; nothing
more of it is ever kept, shown or looked for.
"""

import re
from functools import cache

from sites.areas import Area, Gazetteer
from sites.areas.codes import is_directly_governed
from sites.questions.noise import bare, plain

# GB 11643: six digits of the county, the day of birth, three digits, a check (18); before 1999
# the year had two digits and there was no check (15). People write blanks and hyphens between.
_DAY = r"(?:0[1-9]|1[0-2])[ -]?(?:0[1-9]|[12]\d|3[01])"
_IDENTITY = re.compile(
    rf"(?<!\d)([1-9]\d{{5}})[ -]?"
    rf"(?:(?:18|19|20)\d{{2}}[ -]?{_DAY}[ -]?\d{{3}}[ -]?[\dXx]|\d{{2}}{_DAY}\d{{3}})(?![\dXx])"
)
_LONG = re.compile(r"(?<!\d)([1-9]\d{5})\d{11,13}[Xx]?(?![\dXx])")  # one digit lost or too many
_AREA_CODE = re.compile("(?:行政区划|区划|证件|代码|前六位|前6位|号|的|是|为)*([1-8][0-9]{5})")
# The first two or four digits of an identity card: its province, its city.
_PAPERS = re.compile("身份证|证件|区划")
_BEGINNING = re.compile("(?:证件|前四位|前两位|前4位|前2位|号|的|是|为)*([1-8][0-9](?:[0-9]{2})?)")
_TELEPHONE = re.compile("(?:区号)?[(]?(0(?:10|2[0-9]|[3-9][0-9]{2}))[)]?(?:区号)?")
_NUMBER = re.compile(r"(?:\+|00)?[(\d][\d ()\-]{5,}\d")
_COUNTRY = re.compile(r"^(?:\+|00)?86[ -]*(?=[(01-9])")
_LEAST_DIGITS = 7


def without_identity(text: str) -> str:
    """The text with the first six digits of an identity card's number in place of the number."""
    return _LONG.sub(r"\1", _IDENTITY.sub(r"\1", text))


def areas_by_code(gazetteer: Gazetteer, text: str) -> tuple[Area, ...]:
    """The areas of a text that says nothing but an area's code, of today or of the past, or the
    beginning of an identity card's number; empty for any other text."""
    said = _said(text)
    if found := _AREA_CODE.fullmatch(said):
        return gazetteer.successors(found[1])
    found = _BEGINNING.fullmatch(said) if _PAPERS.search(text) else None
    return gazetteer.successors(found[1].ljust(6, "0")) if found else ()


def telephone_code(gazetteer: Gazetteer, text: str) -> tuple[str, tuple[Area, ...]]:
    """An area code (028) with the cities that have it, where the text says nothing else; else
    empty."""
    found = _TELEPHONE.fullmatch(_said(text))
    areas = _cities_by_code(gazetteer).get(found[1], ()) if found else ()
    return (found[1], areas) if found and areas else ("", ())


def _said(text: str) -> str:
    """What a text says, without noise."""
    return "".join(map(bare, plain(text)))


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
        *(area for area in gazetteer.all("county") if is_directly_governed(area.adcode)),
    )
    for area in areas:
        for code in gazetteer.telephone_codes(area.adcode)[:1]:
            cities.setdefault(code, []).append(area)
    return {code: tuple(found) for code, found in cities.items()}

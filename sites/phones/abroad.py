"""Numbers abroad, and those of Hong Kong, Macao and Taiwan in a cell of a site there."""

import re
from types import ModuleType
from typing import Any

from sites.areas.codes import HONG_KONG, MACAO, TAIWAN, province_of
from sites.phones.deriving import tel_of
from sites.records import Phone

_REGIONS = {HONG_KONG: "HK", MACAO: "MO", TAIWAN: "TW"}
_FROM_CHINA = re.compile(r"(?<![0-9])00(?=852|853|886)")  # +852 as it is dialled on the mainland


def regional(cell: str, adcode: str) -> tuple[tuple[Phone, ...], tuple[str, ...], str]:
    """The phones of the site's own region, what is to be said of them, and the rest of the cell.

    adcode: of the site's area; on the mainland, and where it is empty, the whole cell is the rest.
    """
    region = _REGIONS.get(province_of(adcode))
    if region is None:
        return (), (), cell
    phones: list[Phone] = []
    advice: list[str] = []
    rest = cell = _FROM_CHINA.sub("+", cell)
    for match in _numbering().PhoneNumberMatcher(cell, region):
        phone = Phone(_written(match.number), None, "landline")
        if tel_of(phone.text, adcode, demo=False) is None:
            continue
        phones.append(phone)
        rest = rest[: match.start] + "、" * (match.end - match.start) + rest[match.end :]
        if not _has_country_code(match):
            advice.append(f"“{match.raw_string}”按所在地补为 {phone.text}。")
    return tuple(phones), tuple(advice), rest


def _has_country_code(match: Any) -> bool:
    """Whether the code is printed before the number; inside it 852 may stand too (2852 5267)."""
    digits, number = re.sub(r"[^0-9]", "", match.raw_string), match.number
    printed = rf"0*{number.country_code}0*{number.national_number}"
    return re.match(printed, digits) is not None


def international(digits: str) -> str:
    """+852 2345 6701 for a country code and what is behind it, 00 before them or not; empty where
    no country has such a number."""
    try:
        parsed = _numbering().parse("+" + digits.removeprefix("00"), None)
    except _numbering().NumberParseException:
        return ""
    return _written(parsed)


def _written(number: Any) -> str:
    form = _numbering().PhoneNumberFormat.INTERNATIONAL
    return str(_numbering().format_number(number, form))


def _numbering() -> ModuleType:
    import phonenumbers  # noqa: PLC0415  # weight: phonenumbers, 0.02 s, for few pages

    return phonenumbers

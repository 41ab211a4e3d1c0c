"""A printed number → the phone, and what is doubtful about it (home of phonenumbers).

No phone gets its `tel` here: deriving.py makes it from the text.
"""

import re
from dataclasses import replace
from functools import cache

import phonenumbers

from sites.phones.codes import RETIRED_CODES
from sites.phones.printed import Number
from sites.records import Phone, PhoneKind

# All of 0851 has eight digits since Guiyang, Zunyi and Anshun share it (December 2014);
# phonenumbers still accepts seven.
_EIGHT_DIGITS = frozenset({"0851"})

Understood = tuple[Phone | None, str]


def codes_today(area: str) -> tuple[str, ...]:
    """The area codes that serve where a retired one did; of any other code itself."""
    today = RETIRED_CODES.get(area)
    return tuple(re.findall("[0-9]+", today[0])) if today else (area,)


def understand(number: Number, code: str | None, place: str | None) -> Understood:
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


def _countrywide(number: Number) -> Understood:
    """A mobile or a 400/800 number: dialled as it stands from anywhere."""
    kind: PhoneKind = "mobile" if number.form == "mobile" else "service"
    phone = Phone(_with_extension(number.digits, number), None, kind, number.note)
    if _is_valid(number.digits):
        return phone, ""
    return replace(phone, is_doubtful=True), f"“{number.raw}”不在已知的号段里；请核对。"


def _local(number: Number, code: str | None, place: str | None) -> Understood:
    area = number.area or code or place
    if area is None:
        phone = Phone(_with_extension(number.digits, number), None, "landline", number.note)
        return phone, f"“{number.raw}”没有区号，也不知道所在地的区号，不能拨打；请补上区号。"
    phone, doubt = _landline(number, area)
    if number.area is None and code is None:
        doubt = f"“{number.raw}”没有区号，按所在地补为 {phone.text}。" + doubt
    return phone, doubt


def _landline(number: Number, area: str) -> tuple[Phone, str]:
    digits = number.digits
    printed, doubt = f"{area}-{digits}", _doubt(area, digits)
    phone = Phone(
        _with_extension(printed, number),
        None,
        _local_kind(digits),
        number.note,
        is_doubtful=bool(doubt),
    )
    return phone, f"“{printed}”{doubt}；请核对。" if doubt else ""


def _local_kind(digits: str) -> PhoneKind:
    if digits[0] in "19" and len(digits) <= 6:
        return "short"
    return "service" if re.fullmatch(r"95[0-9]{6}", digits) else "landline"


def _doubt(area: str, digits: str) -> str:
    """Why this number may reach nobody, or ""."""
    if area in RETIRED_CODES:
        now, digit = RETIRED_CODES[area]
        put = f"，原来的 7 位号码前加了 {digit}" if digit and len(digits) == 7 else ""
        return f"的区号 {area} 已经停用，现为 {now}{put}"
    lengths = local_lengths(area)
    if not lengths:
        return f"：没有 {area} 这个区号"
    if digits[0] == "0":
        return "：本地号码不会以 0 开头"
    if len(digits) in lengths or len(digits) <= 6 or digits.startswith("95"):
        return "" if len(digits) <= 8 and _is_valid(area + digits) else "不像可以打通的号码"
    right = "或".join(str(length) for length in sorted(lengths))
    return f"有 {len(digits)} 位，{area} 的号码是 {right} 位，可能已经升位或写错"


def _without_zero(number: Number, area: str, place: str | None) -> Understood:
    """A number whose first 0 a spreadsheet may have eaten: taken only when the place agrees."""
    if area != place:
        return None, f"“{number.raw}”前面可能少了 0，区号与所在地对不上，没有收；请核对。"
    phone, doubt = _landline(number, area)
    return phone, f"“{number.raw}”开头的 0 丢了，补为 {phone.text}。{doubt}"


def _loose(number: Number, code: str | None, place: str | None) -> Understood:
    digits = number.digits
    if number.area:
        return None, ""  # an area code on its own, for the numbers that follow
    if place and re.fullmatch(rf"{place}[2-8][0-9]{{6,7}}", f"0{digits}"):
        whole = replace(number, digits=f"0{digits}".removeprefix(place))
        return _without_zero(whole, place, place)
    if re.fullmatch(r"96[0-9]{3,4}", digits) or (place and re.fullmatch(r"123[0-9]{2}", digits)):
        return _local(number, code, place)  # another city answers without the area code
    if re.fullmatch(r"9510[0-9]{4}", digits) or _is_short(digits):
        return Phone(digits, None, "service", number.note), ""
    return None, f"“{number.raw}”不像完整的电话号码，没有收；请核对。"


def _with_extension(printed: str, number: Number) -> str:
    return f"{printed} 转 {number.extension}" if number.extension else printed


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
def local_lengths(area: str) -> frozenset[int]:
    """How many digits local numbers have there; empty when there is no such area code."""
    if area in _EIGHT_DIGITS:
        return frozenset({8})
    return frozenset(length for length in (7, 8) if _is_valid(area + "6" * length))

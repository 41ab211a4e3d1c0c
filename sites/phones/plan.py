"""What the numbering plan says of a number (home of phonenumbers, beside abroad.py)."""

import re
from functools import cache

import phonenumbers

from sites.phones.dialling_codes import RETIRED_CODES

# All of 0851 has eight digits since Guiyang, Zunyi and Anshun share it (December 2014);
# phonenumbers still accepts seven.
_EIGHT_DIGITS = frozenset({"0851"})
_HOTLINE = re.compile("1[02][0-9]{3}|9[56][0-9]{3}|96[0-9]{4}|9510[0-9]{4}")
_OLD_LENGTH = 7  # digits of every local number when the codes that are no more were in use


def why_doubtful(area: str, digits: str) -> str:
    """Why this number may reach nobody, or ""."""
    if area in RETIRED_CODES:
        return _retired(area, len(digits))
    lengths = local_lengths(area)
    if not lengths:
        return f"：没有 {area} 这个区号"
    if _HOTLINE.fullmatch(digits):
        return ""
    if digits[0] in "019":
        return f"：本地号码不会以 {digits[0]} 开头，不能拨打"
    if len(digits) in lengths:
        return "" if _is_valid(area + digits) else "不像可以打通的号码"
    right = "或".join(str(length) for length in sorted(lengths))
    return f"有 {len(digits)} 位，{area} 的号码是 {right} 位，可能已经升位或写错"


def _retired(area: str, length: int) -> str:
    retired = RETIRED_CODES[area]
    now = " 或 ".join(filter(None, ("、".join(retired.now[:-1]), retired.now[-1])))
    digit = retired.digits[0] if len(retired.now) == 1 and length == _OLD_LENGTH else ""
    put = f"，原来的 7 位号码前加了 {digit}" if digit else ""
    return f"的区号 {area} 已经停用，现为 {now}{put}"


def _is_valid(tel: str) -> bool:
    parsed = phonenumbers.PhoneNumber(country_code=86, national_number=int(tel.removeprefix("0")))
    return phonenumbers.is_valid_number_for_region(parsed, "CN")


def is_short(digits: str) -> bool:
    """12345, 10086, 95598 …: dialled without area code anywhere in the country."""
    return phonenumbers.is_valid_short_number_for_region(
        phonenumbers.PhoneNumber(country_code=86, national_number=int(digits)), "CN"
    )


@cache
def local_lengths(area: str) -> frozenset[int]:
    """How many digits local numbers have there; empty when there is no such area code."""
    if area in _EIGHT_DIGITS:
        return frozenset({8})
    return frozenset(length for length in (7, 8) if _is_valid(area + "6" * length))

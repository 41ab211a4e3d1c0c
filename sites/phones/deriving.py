"""A phone's printed text → the digits that are dialled: the only place where a `tel` is made.

`tel` is never kept: a list that is loaded and a release that is read from the store both get it
here, from the text that people read, so that what is dialled is what is printed. Dialled is what
is listed here as a range of the numbering plan; everything else is shown and not dialled.
"""

import re

from sites.areas.codes import HONG_KONG, MACAO, TAIWAN, province_of
from sites.phones.dialling_codes import AREA, RETIRED_CODES, is_in_use

_EXTENSION = re.compile(r" 转 [0-9、]+")
# Behind an area code: local numbers, which begin with 2 to 8; hotlines of the city (12345, 96110,
# 962101); businesses of 9510, dialled so from another city. Not 96812345 nor 16812345: paid lines.
_LANDLINE = re.compile(
    rf"(?P<area>{AREA})-"
    r"(?P<local>[2-8][0-9]{6,7}|1[02][0-9]{3}|9[56][0-9]{3}|96[0-9]{4}|9510[0-9]{4})"
)
# Dialled as they stand from anywhere: mobiles, 400 and 800, 9510 5105, 95598, 12345, 10086. Of
# the mobile ranges of phonenumbers 9.0 without 14 (data cards and things), 172 (things), the
# satellites' 1349 and 174, and 1610, of which no source says what it serves; a test holds it so.
_MOBILE = (
    r"1(?:3(?:[0-35-9][0-9]|4[0-8])|5[0-35-9][0-9]|6[25-7][0-9]|7[0135-8][0-9]|8[0-9]{2}"
    r"|9[0-35-9][0-9])[0-9]{7}"
)
_WHOLE = re.compile(rf"{_MOBILE}|[48]00[0-9]{{7}}|9510[0-9]{{4}}|95[0-9]{{3}}|1[02][0-9]{{3}}")
# For an emergency, or for a complaint about the police: never a site's own number.
EMERGENCY = frozenset(("110", "119", "120", "122", "12110", "12119", "12120"))
COMPLAINTS = frozenset(("12337", "12380", "12388", "12389"))
_NOT_A_SITES = EMERGENCY | COMPLAINTS
# Numbers of Hong Kong, Macao and Taiwan, each for the sites of its own area only.
_ABROAD = {
    HONG_KONG: r"\+852 ?[2-9][0-9]{7}",
    MACAO: r"\+853 ?[268][0-9]{7}",
    TAIWAN: r"\+886 ?[2-9][0-9]{7,8}",
}


def tel_of(text: str, adcode: str, *, demo: bool) -> str | None:
    """The digits to dial for a phone's printed text; None when it must not or cannot be dialled.

    text: as in Phone ("028-86400000 转 802"); an extension is not dialled. adcode: the site's
    area; demo: a demonstration site's number is never dialled. Raises nothing.
    """
    if demo:
        return None
    number = _EXTENSION.sub("", text)
    if found := _LANDLINE.fullmatch(number):
        return _of_landline(found["area"], found["local"])
    if _WHOLE.fullmatch(number):
        return None if number in _NOT_A_SITES else number
    return _of_region(number, adcode)


def _of_landline(area: str, local: str) -> str | None:
    exists = is_in_use(area) or area in RETIRED_CODES
    return area + local if exists and local not in _NOT_A_SITES else None


def _of_region(number: str, adcode: str) -> str | None:
    """+852 2345 6789 for a site of Hong Kong: dialled with the + in front."""
    own = _ABROAD.get(province_of(adcode))
    if own is None or not re.fullmatch(r"\+[0-9]+(?:[ -][0-9]+)*", number):
        return None
    dialled = "+" + re.sub(r"[^0-9]", "", number)
    return dialled if re.fullmatch(own, dialled) else None

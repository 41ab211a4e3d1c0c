"""A phone's printed text → the digits that are dialled: the only place where a `tel` is made.

`tel` is never kept: a list that is loaded and a release that is read from the store both get it
here, from the text that people read, so that what is dialled is what is printed.
"""

import re

from sites.phones.codes import RETIRED_CODES, is_in_use
from sites.phones.printed import AREA

_EXTENSION = re.compile(r" 转 [0-9、]+")
_LANDLINE = re.compile(rf"(?P<area>{AREA})-(?P<local>[1-9][0-9]{{2,7}})")
# Dialled as they stand from anywhere: mobiles, 400 and 800, 9510 5105, 95598, 12345, 114.
_WHOLE = re.compile(r"1[3-9][0-9]{9}|[48]00[0-9]{7}|9510[0-9]{4}|95[0-9]{3,4}|1[0-9]{4}|1[0-9]{2}")
# Police, fire, ambulance, traffic police: for an emergency, never a site's own number.
_EMERGENCY = frozenset(("110", "119", "120", "122"))
# Numbers of Hong Kong, Macao and Taiwan, each for the sites of its own area only.
_ABROAD = {"810000": r"\+852", "820000": r"\+853", "710000": r"\+886"}


def tel_of(text: str, adcode: str, *, demo: bool) -> str | None:
    """The digits to dial for a phone's printed text; None when it must not or cannot be dialled.

    text: as in Phone ("028-86400000 转 802"); an extension is not dialled. adcode: the site's
    area; demo: a demonstration site's number is never dialled. Raises nothing.
    """
    number = _EXTENSION.sub("", text)
    if demo:
        return None
    if found := _LANDLINE.fullmatch(number):
        return _of_landline(found["area"], found["local"])
    if _WHOLE.fullmatch(number):
        return None if number in _EMERGENCY else number
    return _of_region(number, adcode)


def _of_landline(area: str, local: str) -> str | None:
    exists = is_in_use(area) or area in RETIRED_CODES
    return area + local if exists and local not in _EMERGENCY else None


def _of_region(number: str, adcode: str) -> str | None:
    """+852 2345 6789 for a site of Hong Kong: dialled with the + in front."""
    code = _ABROAD.get(f"{adcode[:2]}0000")
    if code is None or not re.fullmatch(rf"{code}[ -]?[0-9][0-9 -]{{5,10}}[0-9]", number):
        return None
    return "+" + re.sub(r"[^0-9]", "", number)

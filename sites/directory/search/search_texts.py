"""What is searched: the texts of a site, and those of its area, ready for comparing."""

import re
from collections.abc import Iterator, Sequence

from sites.areas import Area, Gazetteer
from sites.areas.naming import full_name, short_full_name
from sites.directory.search.index import SEPARATOR
from sites.records import Phone, Site
from sites.text import dashes_to_hyphen, squeeze

AreaNames = tuple[str, str | None, str | None]

# Such a text is what `squeeze` would make of it, and most are such; asking is ten times cheaper.
_SQUEEZED = re.compile(r"[\u4e00-\u9fff0-9a-z()]*(?:-[\u4e00-\u9fff0-9a-z()]+)*")
_NO_DIGIT = re.compile(r"[^0-9]+")
# The digits of phone numbers stand in private characters, which `tidy` lets nobody type: so
# digits may be looked for in numbers alone, whatever stands between them on paper.
_DIALLED = {ord("0") + digit: 0xE000 + digit for digit in range(10)}
_NUMBER = re.compile(r"\+?[0-9()\-]+")
_COUNTRY = re.compile(r"^\(?(?:\+|00)86\)?")
# 0431-85: fewer digits than this, with a hyphen, are a house number and not a part of a phone's.
_LEAST_DIGITS = 4


def site_text(site: Site, names_of_today: AreaNames | None) -> str:
    """All that is searched of a site itself. names_of_today: what the gazetteer calls its area;
    the site's own names for it are searched only where they differ."""
    fields = [squeezed(site.unit), squeezed(site.address), squeezed(site.id)]
    named = (site.province, site.city, site.county)
    if named != names_of_today:
        fields.append(squeezed("".join(name or "" for name in named)))
    for phone in site.phones:
        fields += _phone_texts(phone)
    return SEPARATOR.join(fields)


def names_of(adcode: str, gazetteer: Gazetteer) -> AreaNames | None:
    """(province, city, county) as the gazetteer has them; None for an unknown code."""
    try:
        names = gazetteer.names(adcode)
    except LookupError:
        return None
    return names.province, names.city, names.county


def area_names(path: Sequence[Area]) -> str:
    """The names from the province down to an area, together: 四川省成都市武侯区, 四川成都武侯."""
    names = (full_name(path), short_full_name(path))
    return SEPARATOR.join(squeezed(name) for name in names)


def area_spellings(adcode: str, gazetteer: Gazetteer) -> str:
    """The spellings of one area's names in Latin letters: wuhouqu, wuhou, whq …"""
    return SEPARATOR.join(gazetteer.pinyin(adcode))


def squeezed(text: str) -> str:
    """`sites.text.squeeze`, quick for a text that needs none but for its brackets; every dash one
    hyphen."""
    if "（" in text:
        text = text.replace("（", "(").replace("）", ")")
    if _SQUEEZED.fullmatch(text):
        return text
    return dashes_to_hyphen(squeeze(text))


def number(word: str) -> str | None:
    """The word as the digits of a phone number, to be looked for in numbers; None if it is none.

    Punctuation and the country's code are left out: 0431-8508, (0431)8508, +86-431-8508.
    """
    if not _NUMBER.fullmatch(word):
        return None
    digits = _NO_DIGIT.sub("", _COUNTRY.sub("", word))
    return _dialled(digits) if digits == word or len(digits) >= _LEAST_DIGITS else None


def beginning(digits: str) -> str:
    """What stands in a site's text where one of its numbers begins with the digits. A number is
    never the first of a site's texts, so a separator stands before it."""
    return SEPARATOR + _dialled(digits)


def _phone_texts(phone: Phone) -> Iterator[str]:
    text = squeezed(phone.text)
    digits = _NO_DIGIT.sub("", text)
    yield text
    yield _dialled(digits)
    if phone.tel is not None and (tel := _NO_DIGIT.sub("", phone.tel)) not in digits:
        yield _dialled(tel)


def _dialled(digits: str) -> str:
    return digits.translate(_DIALLED)

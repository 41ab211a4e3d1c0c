"""The area code of a number held against those that are due where the site is."""

import re
from dataclasses import replace

from sites.areas import Area, gazetteer
from sites.phones.dialling_codes import codes_today
from sites.records import Phone

_CODED = re.compile(r"(0[0-9]{2,3})-[0-9]")
_FEW = 3  # codes that a sentence names; a province has a dozen


def due_codes(adcode: str) -> tuple[str, ...]:
    """Area codes in use in an area, the likelier first; of a province those of all its parts.

    None in Hong Kong, Macao and Taiwan, where no area code of the mainland is due.
    """
    places = gazetteer()
    if codes := places.telephone_codes(adcode):
        return codes
    parts = (code for part in places.parts(adcode) for code in places.telephone_codes(part.adcode))
    return tuple(dict.fromkeys(parts))


def held_against(
    phones: tuple[Phone, ...], area: Area
) -> tuple[tuple[Phone, ...], tuple[str, ...]]:
    """The phones, doubtful where their area code is another place's, and a sentence for each such.

    A retired code counts as those that serve in its stead.
    """
    due = due_codes(area.adcode)
    strange = {phone.text for phone in phones if due and _is_strange(phone, due)}
    held = tuple(
        replace(phone, is_doubtful=True, doubt="place") if phone.text in strange else phone
        for phone in phones
    )
    words = _due_words(area, due)
    return held, tuple(
        f"“{phone.text}”的区号不是{words}；请核对。" for phone in held if phone.text in strange
    )


def _is_strange(phone: Phone, due: tuple[str, ...]) -> bool:
    coded = _CODED.match(phone.text)
    return coded is not None and not set(codes_today(coded[1])) & set(due)


def _due_words(area: Area, due: tuple[str, ...]) -> str:
    """「眉山市的，眉山市的区号是 028」: of the widest area above that has the same code."""
    path = gazetteer().path(area.adcode)
    name = next((each for each in path if due_codes(each.adcode) == due), area).name
    told = "、".join(due[:_FEW]) + (" 等" if len(due) > _FEW else "")
    return f"{name}的，{name}的区号是 {told}"

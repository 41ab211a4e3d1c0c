"""A cell of phone numbers as people write it → Phones .

Nothing is dropped in silence: each number of a cell becomes a Phone, or a sentence in Chinese
that says why it did not. What is doubtful is published as printed and said to be doubtful;
a number is never guessed. Mainland numbers only: 0 + area code + 7 or 8 digits, mobiles of
11 digits, 400 and 800 numbers, and short ones that mean something only in their own city.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from sites.phones.deriving import tel_of
from sites.phones.dialling import understand
from sites.phones.printed import AREA, normal, numbers
from sites.records import Phone

__all__ = ["read_phones", "tel_of"]

_NOTHING = re.compile(r"[\s\-/、,;.。:()无暂没有未知公布空]*")


def read_phones(
    text: str, *, area_code: str | None, demo: bool = False, adcode: str = ""
) -> tuple[tuple[Phone, ...], tuple[str, ...]]:
    """The numbers of one cell, office lines before mobiles, and advice in Chinese.

    area_code: of the place ("028"), put before a number that has none; None when not known.
    demo: the numbers of a demonstration site: never dialled (`tel` is None), no advice.
    adcode: of the site's area, empty when not known; see tel_of.
    Each advice quotes the part it is about: a number that was left out, or one that was taken
    but is doubtful. Raises nothing, whatever the text.
    """
    cell = normal(text)
    place = area_code if area_code and re.fullmatch(AREA, area_code) else None
    phones: list[Phone] = []
    advice: list[str] = []
    code, unused = None, ""
    for number in numbers(cell):
        code = number.area or code
        phone, said = understand(number, code, place)
        if number.area or (phone and code and phone.text.startswith(code)):
            unused = number.raw if number.digits == number.area else ""
        phones.extend([_with_tel(phone, adcode)] if phone else [])
        advice.extend([said] if said else [])
    if demo:
        return _joined(
            replace(phone, tel=None, kind="landline", is_doubtful=False) for phone in phones
        ), ()
    if unused:
        advice.append(f"“{unused}”只是区号，后面没有号码；请补上。")
    elif not phones and not advice and not _NOTHING.fullmatch(cell):
        advice.append(f"“{_short(cell)}”里没有电话号码；请补上。")
    return _joined(phones), tuple(advice)


def _with_tel(phone: Phone, adcode: str) -> Phone:
    return replace(phone, tel=tel_of(phone.text, adcode, demo=False))


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

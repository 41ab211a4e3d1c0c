"""A cell of phone numbers as people write it → Phones .

Nothing is dropped in silence: each number of a cell becomes a Phone, or a sentence in Chinese
that says why it did not. What is doubtful is published as printed and said to be doubtful;
a number is never guessed. Mainland numbers: 0 + area code + 7 or 8 digits, mobiles of
11 digits, 400 and 800 numbers, and short ones that mean something only in their own city; for a
site in Hong Kong, Macao or Taiwan those of its own region.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sites.phones.abroad import regional
from sites.phones.deriving import tel_of
from sites.phones.dialling import Around, understand
from sites.phones.dialling_codes import AREA
from sites.phones.parting import parted
from sites.phones.printed import Number, normal, numbers
from sites.phones.tidying import mail_in
from sites.records import Phone

_AREA = re.compile(AREA)
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
    place = area_code if area_code and _AREA.fullmatch(area_code) else None
    own, said, rest = regional(text, adcode)
    cell, runs = parted(normal(rest), place)
    phones, advice = list(own), list(said)
    advice += [f"“{run}”里几个号码连在一起印，已经拆开；请核对。" for run in runs]
    advice += [f"“{address}”是邮箱或网址，没有当作电话收。" for address in mail_in(rest)]
    found = tuple(numbers(cell))
    for number, around in _with_codes(found, Around(None, place, adcode)):
        understood, told = understand(number, around)
        phones.extend(understood)
        advice.extend(told)
    if demo:
        return _joined(Phone(each.text, None, "landline", each.note) for each in phones), ()
    if not phones:
        advice.extend(_nothing_found(cell, found, has_advice=bool(advice)))
    elif (last := found[-1:]) and _is_only_code(last[0]):
        advice.append(f"“{last[0].raw}”只是区号，后面没有号码；请补上。")
    return _joined(_with_tel(phone, adcode) for phone in phones), tuple(advice)


def _with_codes(found: Iterable[Number], around: Around) -> Iterator[tuple[Number, Around]]:
    """Each number with the area code that was printed last before it, or with it."""
    for number in found:
        around = Around(number.area or around.code, around.place, around.adcode)
        yield number, around


def _is_only_code(number: Number) -> bool:
    return number.digits == number.area


def _nothing_found(cell: str, found: tuple[Number, ...], *, has_advice: bool) -> Iterator[str]:
    """What is to be said of a cell without a phone."""
    codes = [number.raw for number in found if _is_only_code(number)]
    if codes:
        yield f"“{codes[-1]}”只是区号，后面没有号码；请补上。"
    elif not has_advice and not _NOTHING.fullmatch(cell):
        yield f"“{_short(cell)}”里没有电话号码；请补上。"
    elif any(number.other for number in found):
        yield "这一格没有采血点自己的电话；请补上。"


def _with_tel(phone: Phone, adcode: str) -> Phone:
    return replace(phone, tel=tel_of(phone.text, adcode, demo=False))


def in_order(phones: Iterable[Phone]) -> tuple[Phone, ...]:
    """Those that can be dialled first; of them office lines before mobiles, and of each kind the
    doubtful ones last; else as they come."""
    return tuple(sorted(phones, key=_rank))


def _rank(phone: Phone) -> tuple[bool, bool, bool]:
    return phone.tel is None, phone.kind == "mobile", phone.is_doubtful


def _joined(phones: Iterable[Phone]) -> tuple[Phone, ...]:
    """Each number once, in order; a note that is not on both goes."""
    by_text: dict[str, Phone] = {}
    for phone in phones:
        first = by_text.setdefault(phone.text, phone)
        if first.note != phone.note:
            by_text[phone.text] = replace(first, note="")
    return in_order(by_text.values())


def _short(cell: str) -> str:
    return cell if len(cell) <= 40 else f"{cell[:40]}…"

"""A printed number → its phones, and what is doubtful about them.

No phone gets its `tel` here: deriving.py makes it from the text.
"""

import re
from dataclasses import dataclass, replace

from sites.phones.abroad import international
from sites.phones.deriving import COMPLAINTS, EMERGENCY, tel_of
from sites.phones.dialling_codes import successor
from sites.phones.plan import is_short, why_doubtful
from sites.phones.printed import Number
from sites.phones.tails import further
from sites.records import Phone, PhoneDoubt, PhoneKind

_LAST_DIGIT, _BUSINESS = re.compile(r"-\s?[0-9]$"), re.compile("95[0-9]{6}")
Understood = tuple[tuple[Phone, ...], tuple[str, ...]]
_One = tuple[Phone | None, str]


@dataclass(frozen=True, slots=True)
class Around:
    """What a number's cell and row say of it.

    code: the area code printed last in this cell; place: the one of the place. None: not known.
    adcode: of the site's area, or empty.
    """

    code: str | None = None
    place: str | None = None
    adcode: str = ""


def understand(number: Number, around: Around) -> Understood:
    """The phones of one printed number, with those of its tail, and what is to be said."""
    if number.other:
        return (), (f"“{number.raw}”是{number.other}，没有当作采血点的电话收。",)
    first, said = _one(number, around)
    if first is None:
        return (), (said,) if said else ()
    if number.is_joined:
        first = _doubted(first, "joined")
    phones, advice = _renewed(first, around), [said] if said else []
    if number.tail:
        more, told = _of_tail(number, around)
        phones, advice = (*phones, *more), [*advice, told]
    if len(number.extension) == 1 and _LAST_DIGIT.search(number.raw):
        advice.append(f"“{number.raw}”的末位当作分机 {number.extension}；是另一个号码就写全。")
    if number.lines:
        advice.append(f"“{number.raw}”里的“{number.lines}”不是号码，没有收。")
    return phones, tuple(advice)


def _one(number: Number, around: Around) -> _One:
    if refusal := _refusal(number):
        return None, refusal
    if number.form == "foreign":
        return _foreign(number, around.adcode)
    if number.form in ("toll", "mobile"):
        return _countrywide(number)
    if number.form == "bare_local":
        return _without_zero(number, number.area or "", around.place)
    if number.form in ("loose", "broken"):
        return _loose(number, around)
    return _local(number, around)


def _refusal(number: Number) -> str:
    """Why these digits are no number of any site, whatever the plan says; or empty."""
    raw = number.raw
    if number.form == "science":
        advice = "号码的位数已经丢了；请在原表里把这一列设为文本，重新填写。"
        return f"“{raw.upper()}”是科学记数法，{advice}"
    if number.digits in EMERGENCY:
        return f"“{raw}”是报警、急救一类的号码，没有当作采血点的电话收。"
    if number.digits in COMPLAINTS:
        return f"“{raw}”是监督、投诉电话，没有当作采血点的电话收。"
    return ""


def _doubted(phone: Phone, doubt: PhoneDoubt) -> Phone:
    return replace(phone, is_doubtful=True, doubt=doubt)


def _foreign(number: Number, adcode: str) -> _One:
    """A number of another country code, in the form that is printed abroad."""
    phone = Phone(international(number.digits) or number.raw, None, "landline", number.note)
    if tel_of(phone.text, adcode, demo=False):
        return phone, ""
    return _doubted(phone, "range"), f"“{number.raw}”是境外的号码，不能直接拨打；请核对。"


def _countrywide(number: Number) -> _One:
    """A mobile or a 400/800 number: dialled as it stands from anywhere."""
    kind: PhoneKind = "mobile" if number.form == "mobile" else "service"
    phone = Phone(_with_extension(number.digits, number), None, kind, number.note)
    if tel_of(number.digits, "", demo=False):
        return phone, ""
    return _doubted(phone, "range"), f"“{number.raw}”不在能拨打的号段里；请核对。"


def _local(number: Number, around: Around) -> _One:
    area = number.area or around.code or around.place
    if area is None:
        phone = Phone(_with_extension(number.digits, number), None, "landline", number.note)
        return phone, f"“{number.raw}”没有区号，也不知道所在地的区号，不能拨打；请补上区号。"
    phone, doubt = _landline(number, area)
    if number.area is None and around.code is None:
        doubt = f"“{number.raw}”没有区号，按所在地补为 {phone.text}。" + doubt
    return phone, doubt


def _landline(number: Number, area: str) -> tuple[Phone, str]:
    digits = number.digits
    printed, doubt = f"{area}-{digits}", why_doubtful(area, digits)
    text = _with_extension(printed, number)
    kind = _local_kind(digits)
    if not doubt:
        return Phone(text, None, kind, number.note), ""
    why: PhoneDoubt = "old" if tel_of(printed, "", demo=False) else "range"
    phone = Phone(text, None, kind, number.note, is_doubtful=True, doubt=why)
    return phone, f"“{printed}”{doubt}；请核对。"


def _local_kind(digits: str) -> PhoneKind:
    if digits[0] in "19" and len(digits) <= 6:
        return "short"
    return "service" if _BUSINESS.fullmatch(digits) else "landline"


def _renewed(phone: Phone, around: Around) -> tuple[Phone, ...]:
    """Before a number with a retired area code the one of today, where a source gives it."""
    number, _, extension = phone.text.partition(" ")
    area, _, local = number.partition("-")
    today = successor(area, local, around.place)
    if today is None:
        return (phone,)
    text = " ".join(filter(None, ("-".join(today), extension)))
    return _doubted(replace(phone, text=text), "renewed"), phone


def _of_tail(number: Number, around: Around) -> tuple[tuple[Phone, ...], str]:
    """Phones for the last digits that are printed behind a number: 88880000/1/2."""
    found = None if number.form == "mobile" else further(number.digits, number.tail)
    if found is None:
        return (), f"“{number.raw}”后面的“{number.tail}”不像同一号码的尾数，没有收；请把号码写全。"
    each = (replace(number, digits=digits, extension="") for digits in found)
    phones = [phone for one in each if (phone := _one(one, around)[0])]
    advice = f"“{number.raw}”的“{number.tail}”当作尾数补全，共 {1 + len(phones)} 个号码；请核对。"
    return tuple(_doubted(phone, "tail") for phone in phones), advice


def _without_zero(number: Number, area: str, place: str | None) -> _One:
    """A number whose first 0 a spreadsheet may have eaten: taken only when the place agrees."""
    if area != place:
        return None, f"“{number.raw}”前面可能少了 0，区号与所在地对不上，没有收；请核对。"
    phone, doubt = _landline(number, area)
    return phone, f"“{number.raw}”开头的 0 丢了，补为 {phone.text}。{doubt}"


def _loose(number: Number, around: Around) -> _One:
    digits, place = number.digits, around.place
    if number.area:
        return None, ""  # an area code on its own, for the numbers that follow
    if number.form == "loose":
        if place and re.fullmatch(rf"{place}[2-8][0-9]{{6,7}}", f"0{digits}"):
            whole = replace(number, digits=f"0{digits}".removeprefix(place))
            return _without_zero(whole, place, place)
        if re.fullmatch("96[0-9]{3,4}" + ("|123[0-9]{2}" if place else ""), digits):
            return _local(number, around)  # another city answers without the area code
        if tel_of(digits, "", demo=False) and (len(digits) > 5 or is_short(digits)):
            return Phone(digits, None, "service", number.note), ""
    return None, f"“{number.raw}”不像完整的电话号码，没有收；请核对。"


def _with_extension(printed: str, number: Number) -> str:
    return f"{printed} 转 {number.extension}" if number.extension else printed

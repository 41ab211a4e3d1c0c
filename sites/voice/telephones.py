"""A site's numbers as a person sees them: what the button says, and what is doubtful about them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sites.areas.codes import is_on_mainland
from sites.phones.abroad import international
from sites.records import Phone, PhoneDoubt, Site
from sites.voice import words
from sites.voice.language import mark, say, spoken
from sites.voice.local_names import published

# (a mobile telephone, there is something to say about the number) → what the button says.
_CALLS = {
    (True, False): mark("打手机"),
    (True, True): mark("打手机（%(about)s）"),
    (False, False): mark("打电话"),
    (False, True): mark("打电话（%(about)s）"),
}
_WITHOUT_BORDER = ("mobile", "landline")
# How sites.phones writes an extension behind the number that is dialled.
_EXTENSION = re.compile(r" 转 (?P<digits>[0-9、]+)$")
_OLD = mark("号码可能旧了")
# What the button says of a doubtful number; a release from before the reasons were noted has old
# numbers only. "range" has no button.
_DOUBTS: dict[PhoneDoubt, str] = {
    "place": mark("区号可能不对"),
    "joined": mark("号码可能拆错了"),
    "tail": mark("末尾几位是补的"),
    "renewed": mark("按新区号推算的"),
}
_HINTS = {
    _OLD: mark(
        "写着「号码可能旧了」的号码，"
        "位数或区号和现在的不一样，是照原来公布的写的。打不通就打 110 问。"
    ),
    "区号可能不对": mark(
        "写着「区号可能不对」的号码，区号不是这个地方的，是照原来公布的写的。打不通就打 110 问。"
    ),
    "号码可能拆错了": mark(
        "写着「号码可能拆错了」的号码，原文里和别的号码连在一起，是我们分开的。打不通就打 110 问。"
    ),
    "末尾几位是补的": mark(
        "写着「末尾几位是补的」的号码，原文只写了末尾几位，是我们补全的。打不通就打 110 问。"
    ),
    "按新区号推算的": mark(
        "写着「按新区号推算的」的号码，"
        "原来公布的区号已经停用，是照升位的规定写出的。打不通就打 110 问。"
    ),
}


@dataclass(frozen=True, slots=True)
class PhoneView:
    """text: grouped for reading aloud; an extension stands in the label of a number that can be
    dialled. tel: digits of the link; None = not to be dialled, and label says why. whole: the
    number with its extension, for where no label stands beside it: copied, on paper."""

    text: str
    tel: str | None
    label: str
    whole: str


def phone_view(phone: Phone, site: Site) -> PhoneView:
    """The number with the words of its button."""
    whole = words.phone_words(phone)
    if site.is_demo:
        return PhoneView(whole, None, say("演示号码，不能拨打"), whole)
    if phone.tel is None:
        if phone.doubt == "range":
            return PhoneView(whole, None, say("这个号码不能直接拨打，请先打 110 问"), whole)
        return PhoneView(whole, None, say("这个号码不完整，请先打 110 问"), whole)
    text, extension = whole, ""
    if found := _EXTENSION.search(text):
        either = f" {spoken().either.strip()} "
        text, extension = text[: found.start()], found["digits"].replace("、", either)
    doubt = _doubt_words(phone)
    about = say("，").join(filter(None, (published(phone.note), doubt and say(doubt))))
    label = say(_CALLS[phone.kind == "mobile", bool(about)], about=about)
    if extension:
        label = say("%(label)s，接通后按 %(extension)s", label=label, extension=extension)
    return PhoneView(text, phone.tel, label, whole)


def from_abroad(site: Site) -> str:
    """The first number as it is dialled outside the mainland: +86 28 8640 7110, of a site whose
    readers may live there; empty for the source language, and for a number that ends at the border
    (400, five digits)."""
    numbers = [phone.tel for phone in site.phones if phone.tel and phone.kind in _WITHOUT_BORDER]
    if not (numbers and spoken().is_foreign) or site.is_demo or not is_on_mainland(site.adcode):
        return ""
    return international("86" + numbers[0].removeprefix("0"))


def doubt_hints(phones: Iterable[Phone]) -> Iterator[str]:
    """A sentence for each reason why a number with a button is doubtful."""
    labels = dict.fromkeys(_doubt_words(phone) for phone in phones if phone.tel)
    for label in filter(None, labels):
        yield say(_HINTS[label])


def passed_on(phones: Iterable[Phone]) -> Iterator[str]:
    """Lines for a text that is passed on; without the numbers that must not be dialled."""
    for phone in phones:
        if phone.tel or phone.doubt != "range":
            yield say("电话 %(number)s", number=words.phone_words(phone))


def _doubt_words(phone: Phone) -> str:
    return _DOUBTS.get(phone.doubt, _OLD) if phone.is_doubtful else ""

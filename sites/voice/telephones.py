"""A site's numbers as a person sees them: what the button says, and what is doubtful about them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sites.records import Phone, PhoneDoubt, Site
from sites.voice import words

_CALL_LABELS = {"mobile": "打手机", "short": "打电话", "service": "打电话", "landline": "打电话"}
# How sites.phones writes an extension behind the number that is dialled.
_EXTENSION = re.compile(r" 转 (?P<digits>[0-9、]+)$")
_OLD = "号码可能旧了"
# What the button says of a doubtful number; a release from before the reasons were noted has old
# numbers only. "range" has no button.
_DOUBTS: dict[PhoneDoubt, str] = {
    "place": "区号可能不对",
    "joined": "号码可能拆错了",
    "tail": "末尾几位是补的",
    "renewed": "按新区号推算的",
}
_HINTS = {
    _OLD: "位数或区号和现在的不一样，是照原来公布的写的",
    "区号可能不对": "区号不是这个地方的，是照原来公布的写的",
    "号码可能拆错了": "原文里和别的号码连在一起，是我们分开的",
    "末尾几位是补的": "原文只写了末尾几位，是我们补全的",
    "按新区号推算的": "原来公布的区号已经停用，是照升位的规定写出的",
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
        return PhoneView(whole, None, "演示号码，不能拨打", whole)
    if phone.tel is None:
        reason = "不能直接拨打" if phone.doubt == "range" else "不完整"
        return PhoneView(whole, None, f"这个号码{reason}，请先打 110 问", whole)
    text, extension = whole, ""
    if found := _EXTENSION.search(text):
        text, extension = text[: found.start()], found["digits"].replace("、", " 或 ")
    said = "，".join(filter(None, (phone.note, _doubt_words(phone))))
    label = _CALL_LABELS[phone.kind] + (f"（{said}）" if said else "")
    if extension:
        label = f"{label}，接通后按 {extension}"
    return PhoneView(text, phone.tel, label, whole)


def doubt_hints(phones: Iterable[Phone]) -> Iterator[str]:
    """A sentence for each reason why a number with a button is doubtful."""
    labels = dict.fromkeys(_doubt_words(phone) for phone in phones if phone.tel)
    for label in filter(None, labels):
        yield f"写着「{label}」的号码，{_HINTS[label]}。打不通就打 110 问。"


def passed_on(phones: Iterable[Phone]) -> Iterator[str]:
    """Lines for a text that is passed on; without the numbers that must not be dialled."""
    for phone in phones:
        if phone.tel or phone.doubt != "range":
            yield f"电话 {words.phone_words(phone)}"


def _doubt_words(phone: Phone) -> str:
    return _DOUBTS.get(phone.doubt, _OLD) if phone.is_doubtful else ""

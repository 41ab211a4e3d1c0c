"""Words beside a number: when it answers, and whether it is a site's own number at all.

Words in brackets belong to the number before them, words with a colon to the one behind. Other
words stand before each number or behind each; the ends of the cell tell which.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_WHEN = (
    ("24小时", re.compile(r"小时|全天|24\s?h\b")),
    ("工作日", re.compile(r"工作日|工作时间|上班时间")),
    ("节假日", re.compile(r"节假日|休息日|双休日|周末")),
    ("白天", re.compile(r"白|昼|(?<![周节假休末次作息期])日(?!期)")),
    ("夜间", re.compile(r"夜|晚")),
)
_ALWAYS = {"白天", "夜间"}
# 节假日除外, and the hours of the office (办公时间：周一至周五…): no word on this number.
_NOT_WHEN = re.compile(
    r"(?:法定)?(?:节假日|双休日|休息日|周末)[^,;、()]{0,2}?(?:除外|休息|放假|暂停|不|无|照常|正常)[^,;、()]*"
    r"|[\u4e00-\u9fff]{0,6}时间\s?(?:[:为是]|(?=\0|周|星期|每)).*?"
    r"(?=[\u4e00-\u9fff]{0,6}(?:电话|热线|传真|手机)|$)"
)
_WATCHING = "监督、投诉电话"
# What a number is instead of a site's own, by the words beside it.
_OTHER = (
    ("传真", re.compile(r"传真|\bfax\b")),
    (
        _WATCHING,
        re.compile("监督|投诉|举报|检举|控告|信访|纪检|纪委|监察|督察|督查|廉政|违纪|违法"),
    ),
    ("邮编", re.compile(r"邮编|邮政编码|邮码|\bzip\b")),
    ("QQ、微信或邮箱", re.compile(r"qq|微信|wechat|weixin|\bvx\b|公众号|抖音|微博|邮箱|e-?mail")),
    (
        "证件、门牌一类的号码",
        re.compile(
            "身份证|证件|证号|警号|工号|门牌|房号|房间|编号|卡号|[账帐]号|税号|信用代码|车牌|文号"
        ),
    ),
)
_MARKS = (*_OTHER, *_WHEN)  # letters stand in each
_MANY = {"传真", _WATCHING}  # of these there may be several behind one word
_OWN = re.compile("电话|咨询|联系|办公|值班|热线|手机|座机")
_LISTED = re.compile(r"[、,;/|]")
_BRACKETS = re.compile(r"\s?\([^)]*\)")
_LETTER = re.compile(r"[a-z\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Words:
    """note: when a number answers. other: what it is instead of a site's own; both may be empty.

    leads: the words stand before the number, and may hold for those that follow.
    """

    note: str = ""
    other: str = ""
    leads: bool = False


def has_words(gap: str) -> bool:
    """Whether letters stand between two numbers, and not signs alone."""
    return bool(_LETTER.search(gap))


def own_words(gaps: Sequence[str], place: int) -> tuple[str, bool]:
    """The words of the number at `place`, and whether they stand before it.

    gaps: what stands before, between and behind the numbers of a cell.
    """
    before, after = gaps[place], gaps[place + 1]
    lead = _LISTED.split(before)[-1].strip()
    if _is_mark(gaps[0]):
        return lead, True
    behind = _BRACKETS.match(after)
    if behind and _is_mark(behind[0]):
        return behind[0], False
    lead, tail = _BRACKETS.sub("", lead), _LISTED.split(after)[0].strip()
    marked_last = _is_mark(gaps[-1]) or (has_words(gaps[-1]) and not has_words(gaps[0]))
    is_apart = lead != before.strip() or not marked_last
    if lead.endswith(":") or (is_apart and _is_mark(lead)):
        return lead, True
    is_apart = tail != after.strip() or marked_last
    return (tail if is_apart and not tail.endswith(":") else ""), False


def words_of(words: tuple[str, bool]) -> Words:
    """What the words of a number say; words: as own_words gives them."""
    text, leads = words
    if not has_words(text):
        return Words(leads=leads)
    other = next((name for name, pattern in _OTHER if pattern.search(text)), "")
    return Words(_when(_NOT_WHEN.sub("", text)), other, leads)


def inherits(words: Words, above: Words, before: str, after: str) -> bool:
    """Whether the word before the number above holds for this one too: 传真：…、…"""
    behind = _BRACKETS.match(after)
    is_own = bool(behind and _OWN.search(behind[0]))
    return (
        not words.other
        and above.leads
        and above.other in _MANY
        and not has_words(before)
        and not is_own
    )


def _is_mark(words: str) -> bool:
    return has_words(words) and any(pattern.search(words) for _, pattern in _MARKS)


def _when(words: str) -> str:
    found = [note for note, pattern in _WHEN if pattern.search(words)]
    if "24小时" in found:
        return "24小时"
    return "".join(note for note in found if not (set(found) >= _ALWAYS and note in _ALWAYS))

"""What a text says by itself: that it is a unit, a place, a number, hours, an area, or nothing that
a list is made of.

Errs to "other": what is none for sure is in no row, and is told.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

from sites.reading.tables.cells import clean
from sites.reading.tables.headings import heading_of
from sites.reading.tables.signs import ADDRESS, PHONE, UNIT
from sites.reading.tables.titles import header_roles

Kind = Literal[
    "unit", "address", "phone", "hours", "person", "note", "heading", "serial", "label", "other"
]

_HAN = "\u3400-\u9fff"
NUMBER_WORDS = re.compile(
    r"(?:联系|咨询|办公|值班|报警|采血|固定|移动|服务|预约|热线|单位|工作|24小时|免费|值班室|办公室)*"
    r"(?:电话|手机|座机|热线|号码|专线|方式|传真|总机|转|分机|内线)(?:号码)?"
)
_ONLY_DIGITS = re.compile(r"(?:0\d{2,3}[-\s])?\d{5,8}|0\d{2,3}|[\d\-—()（）\s、/转]{7,}")
_HOURS = re.compile(
    r"周[一二三四五六日天末]|星期|礼拜|工作日|节假日|双休|全天|24小时|[上下]午|"
    r"\d{1,2}[:：]\d{2}\s*[-—–~～至到]+\s*\d{1,2}[:：]\d{2}"
)
_PERSON = re.compile(
    rf"(?:联系人[:：]?)?[{_HAN}·]{{1,4}}(?:警官|同志|先生|女士|民警|法医|大队长|队长|所长|主任)"
)
_OF_A_UNIT = re.compile(
    r"公安|警|派出所|刑[侦技]|分局|[支大中总]队|采血|采集|采样|dna|法医|鉴定|检验|打拐|医院|卫生|救助"
    r"|服务|办证|政务|户政|中心",
    re.IGNORECASE,
)
_DOOR = re.compile(
    r"(?:\d+\s*[-—]?\d*|[一二三四五六七八九十]+)\s*[号幢栋弄室楼层]|[路街道巷弄](?:\d|[东西南北中]?[段侧口])|交叉口|对面|附近|旁边?$|[内侧]$"
)
_TALK = re.compile(
    r"请|应当|应该|可以|携带|欢迎|扫码|二维码|关注|点击|微信|公众号|阅读|原文|来源|编辑|记者|转发|点赞|在看(?!守)|"
    r"如有|如下|以下|公布|名单|一览|通知|公告|发布|家属(?![楼院区大小])|亲人|失踪|血样|责任(?!区)"
)
IN_AN_AREA = re.compile(rf"[{_HAN}]{{2,10}}?(?:[省市县区旗州盟镇乡]|街道)(?=[{_HAN}]{{2}})")
_LONGEST = 60
_LONGEST_LABEL = 12


@lru_cache(maxsize=32_768)
def kind_of(text: str) -> Kind:
    """What a text says by itself."""
    text = clean(text).strip("，,。;； ")
    if not text or len(text) > _LONGEST:
        return "other"
    return next((kind for kind, is_kind in _KINDS if is_kind(text)), "other")


def _is_number(text: str) -> bool:
    if _ONLY_DIGITS.fullmatch(text):
        return True
    if not PHONE.search(text):
        return False
    rest = re.sub(r"\([^()]*\)", "", NUMBER_WORDS.sub("", text))
    return len(re.findall(f"[{_HAN}]", rest)) <= 6


def _is_hours(text: str) -> bool:
    return bool(_HOURS.search(text)) and not PHONE.search(text)


def _is_unit(text: str) -> bool:
    if (
        PHONE.search(text)
        or _TALK.search(_PURPOSE.sub("", text))
        or _DOOR.search(_TAIL_BRACKETS.sub("", text))
    ):
        return False
    return bool((UNIT.fullmatch(text) or _MORE_UNITS.fullmatch(text)) and _OF_A_UNIT.search(text))


def _is_address(text: str) -> bool:
    if len(text) < 2 or _TALK.search(text):
        return False
    return bool(ADDRESS.fullmatch(text) or IN_AN_AREA.match(text))


def is_whole_address(text: str) -> bool:
    """Whether it ends at a door, so that no next line goes on with it."""
    return bool(_DOOR.search(text))


_MORE_UNITS = re.compile(".{2,}(?:窗口|警务区|岗亭|驿站)")
_PURPOSE = re.compile("(?:免费|打拐|寻亲|失踪人员|家属|dna|血样)+采?(?=[采集])", re.IGNORECASE)
_TAIL_BRACKETS = re.compile(r"\([^()]*\)$")
_KINDS: tuple[tuple[Kind, Callable[[str], object]], ...] = (
    ("heading", heading_of),
    ("person", _PERSON.fullmatch),
    ("phone", _is_number),
    ("label", lambda text: len(text) <= _LONGEST_LABEL and any(header_roles([text]))),
    ("hours", _is_hours),
    ("unit", _is_unit),
    ("address", _is_address),
)

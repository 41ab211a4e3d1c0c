"""Officers' names, which a public list of sites does not need, taken out of cells.

Without a list of all names this errs to the safe side: a short word beside a number that is
no word of the telephone or of an office is taken for a name.
"""

import re

_PERSON = (
    "(?:警官|同志|先生|女士|民警|辅警|警长|法医|老师|队长|所长|局长|科长|处长|主任"
    "|教导员|指导员|政委|干事)"
)
_PHONE_WORDS = re.compile(
    "办公室|办公|值班室|值班|电话|座机|固话|手机|移动|号码|传真|总机|分机|内线|热线|专线|直拨|咨询|联系|方式|联系人"
    "|工作日|工作时间|上班时间|节假日|双休日|休息日|周末|全天|小时|白天|白班|日间|夜间|夜班|夜里|晚上|晚间|区号"
    "|暂无|没有|未公布|同上|转接|接转|电传|法定|除外|休息|放假|不办公|不上班|暂停|上午|下午|中午|早上|星期|礼拜|时间"
    "|接听|人工|服务|受理|接待|办理|报警|业务|监督|投诉|举报|检举|控告|信访|纪检|纪委|监察|督察|督查|廉政|违纪|违法"
    "|邮编|邮政编码|微信|同号|身份证|证件|警号|工号|门牌|编号|卡号|[账帐]号"
)
_NOT_OWN = re.compile("传真|监督|投诉|举报|检举|信访|纪检")
_POLICE_WORDS = re.compile("(?:刑侦|刑警|刑技|技术|户政|户籍|治安|打拐|寻亲|采血|服务|公安|团圆)+")
_PHONE_SIGNS = re.compile(r"[白夜日晚昼转或和及与至到周一二三四五六七年月时分兼带无号线条接按]+")
_OFFICE = r"(?:局|队|所|室|科|处|站|中心|办|厅|院|部|组|委|会|点|岗|台|署)"
_PERSON_BEHIND_OFFICE = re.compile(rf"(.*?{_OFFICE})?([\u3400-\u9fff·]{{1,3}}{_PERSON})")
_NAME_BEHIND_OFFICE = re.compile(rf"(.{{2,}}{_OFFICE})([\u3400-\u9fff]{{2,3}})")
_WORD = re.compile(r"[\u3400-\u9fff][\u3400-\u9fff·]*")
_LONGEST_NAME = 4
_LABEL = re.compile(r"(?:联系人|负责人|责任人|联络人|经办人|填表人|制表人|审核人|姓名)\s?:?\s?")
_LABELLED = re.compile(
    _LABEL.pattern + rf"[\u3400-\u9fff·]{{2,4}}?(?:{_PERSON})?(?=$|[^\u3400-\u9fff·])"
)
_MAY_NAME = re.compile(r"人|姓名|[(\[]")
_BRACKETED = re.compile(rf"[(\[][\u3400-\u9fff]{{1,3}}{_PERSON}[)\]]")


def split_names(phone: str) -> tuple[str, tuple[str, ...]]:
    """A tidied phone cell without the names in it, and the names.

    Words of the telephone (白天, 值班室, 转) and offices (刑侦大队) stay. Where another number of
    the cell is a fax or the like, 联系 stands for a name, lest that word holds for its number too.
    """
    names: list[str] = []
    stand_in = "联系" if _NOT_OWN.search(phone) else ""

    def kept(match: re.Match[str]) -> str:
        word, name = _split(match[0])
        if name:
            names.append(name)
            return word or stand_in
        return word

    text = _WORD.sub(kept, phone)
    return _without_empty(text) if names else phone, tuple(names)


def without_officers(text: str) -> tuple[str, tuple[str, ...]]:
    """A tidied cell of another column without a named contact: 联系人:…, or (…警官)."""
    if not _MAY_NAME.search(text):  # nearly every cell, in a tenth of the time
        return text, ()
    found = (*_LABELLED.finditer(text), *_BRACKETED.finditer(text))
    names = [_LABEL.sub("", match[0].strip("()[]")) for match in found]
    if not names:
        return text, ()
    return _without_empty(_BRACKETED.sub("", _LABELLED.sub("", text))), tuple(names)


def _split(word: str) -> tuple[str, str]:
    """(what stays, the name) of one run of Chinese characters."""
    rest = _PHONE_WORDS.sub("", word)
    person = _PERSON_BEHIND_OFFICE.fullmatch(rest)
    if person is None and _stays(rest):
        return word, ""
    person = person or _NAME_BEHIND_OFFICE.fullmatch(rest)
    known = "".join(_PHONE_WORDS.findall(word))
    if person:
        return known + (person[1] or ""), person[2]
    return (known, rest) if len(rest) <= _LONGEST_NAME or "·" in rest else (word, "")


def _stays(rest: str) -> bool:
    """Whether what the words of the telephone leave of a run is no name."""
    return not rest or bool(
        _PHONE_SIGNS.fullmatch(rest) or _POLICE_WORDS.fullmatch(rest) or _is_office(rest)
    )


def _is_office(word: str) -> bool:
    """刑侦大队 is one; 张队, 王大队 are persons."""
    if len(word) <= 2 or re.fullmatch(r".(?:大队|中队|支队)", word):
        return False
    return bool(re.fullmatch(rf".{{2,}}{_OFFICE}", word))


def _without_empty(text: str) -> str:
    """The text without the brackets, colons and separators that a removed name leaves behind."""
    text = re.sub(r"[(\[]\s*[)\]]", "", text)
    text = re.sub(r"(^|[、,;/])[\s::]+", r"\1", text)
    text = re.sub(r"([、,;/])\s*(?=[、,;/])", "", text)
    return text.strip(" 、,;/:：")

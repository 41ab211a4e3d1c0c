"""A cell of phone numbers in one spelling: dashes, dots, brackets, +86, times and dates."""

import re

from sites.phones.dialling_codes import AREA
from sites.text import dashes_to_hyphen, tidy

# How most cells are written: area code, hyphen, number, and the next one. Nothing below is in them.
_USUAL = re.compile(rf"{AREA}-[0-9]{{7,8}}(?:[、,;]{AREA}-[0-9]{{7,8}})*")
_LINE_BREAKS = re.compile(r"[\r\n\v\f\u2028\u2029]+")
_COUNTRY = re.compile(
    r"(?:\+\s?86|\(\s?\+?\s?86\s?\)|(?<![0-9])0086|(?<![0-9-])86(?=-[1-9]|-0[1-9])"
    r"|(?<![-0-9])86(?=\s\(?(?:1[3-9][0-9]|0?[1-9][0-9]{1,2}[-\s)]{1,2}[2-8])[-\s0-9]{6})"
    r"|(?<![0-9])86(?=1[3-9][0-9]{9}(?![0-9])))[-\s]*(?:\(0\)\s?)?"
    r"(\(?)(?=[0-9](?:[-\s()]{0,2}[0-9]){6})"
)
_FLOAT_TAIL = re.compile(r"(?<![0-9.])([0-9]{7,12})\.0{1,2}(?![-.\s]?[0-9])")
_DOT = re.compile(r"(?<=[0-9)])\s?[·•∙‧・｡。⋅․﹒]\s?(?=[0-9(])")
# The Chinese one, an underscore and other signs that are set for a dash between digits.
_DASH = re.compile(r"(?<=[0-9)])\s?[一_⁃➖˗⸺⸻=]+\s?(?=[0-9(])")
_BRACKETS = str.maketrans("[]{}〔〕【】〈〉《》", "()" * 6)
_HOUR, _MINUTE = "(?:2[0-4]|[01]?[0-9])", "(?:[0-5][0-9])"
_CLOCK = rf"{_HOUR}(?:[:.]{_MINUTE}|[时点]{_MINUTE}?分?半?)"
# Times, dates, and counts of things that are no numbers to call.
_TIMES = re.compile(
    rf"(?<![0-9]){_CLOCK}\s?[-~至到]\s?(?:次日|下午|晚上?|第二天)?{_CLOCK}(?![0-9])"
    rf"|(?<![0-9]){_HOUR}:{_MINUTE}(?![0-9])"
    r"|(?<![0-9])(?:19|20)[0-9]{2}\s?年(?:\s?[0-9]{1,2}\s?月)?(?:\s?[0-9]{1,2}\s?[日号])?"
    r"|(?<![0-9])(?:19|20)[0-9]{2}([-./])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12][0-9]|3[01])(?![0-9])"
    r"|(?<![0-9])(?<![0-9][-.])[0-9]{1,3}(?=\s?(?:小时|h\b|[号楼层室栋幢人名月日年天点时分岁米元]))"
    r"|(?<=[路街巷道弄村])[0-9]{1,4}(?=\s?(?:号|弄|巷))"
)
_BLANK = "\0"  # in the place of a time: no digit, no sign, no word
_SHARED_FAX = re.compile(
    r"电话\s?[/、和及(]?\s?传真|传真\s?[/、和及]?\s?电话|[兼带]\s?传真|电传|传真同号?|同传真"
)
_OWN = r"(?:咨询|联系|服务|办公|值班|办事)(?:电话)?"
_NOT_OWN = "(?:监督|投诉|举报|信访|监督投诉|投诉举报)"
_SHARED_WATCH = re.compile(
    rf"{_OWN}\s?(?:[/、和及与兼暨(]|以及)\s?{_NOT_OWN}|{_NOT_OWN}\s?[/、和及与兼]\s?{_OWN}"
    r"|咨询(?=监督|投诉|举报)(?:监督|投诉|举报)+"
)
_SHARED_CHAT = re.compile(r"微信同(?:号|步)|同微信|(?:手机|电话)号?\s?[/、(兼]\s?微信\)?")
_MAIL = re.compile(
    r"(?<![a-z0-9_.+-])[a-z0-9_.+-]{1,64}@[a-z0-9.-]{1,80}|https?://[^\s\u3400-\u9fff]+|www\.[^\s\u3400-\u9fff]+"
)
# A 400 number in pieces, whatever stands between them.
_TOLL = re.compile(r"(?<![0-9.])[48]00[0-9]{0,3}(?:[-\s/、,;.|()\\]{1,3}[0-9]{1,7}){1,5}(?![0-9])")
_TOLL_DIGITS = 10


def normal(text: str) -> str:
    """The cell tidied, in lower case, +86 taken off, line breaks as commas (、), a 400 number in
    one piece, times and addresses of mail left blank."""
    if _USUAL.fullmatch(text):
        return text
    cell = dashes_to_hyphen(tidy(_LINE_BREAKS.sub("、", text))).lower().translate(_BRACKETS)
    cell = _DASH.sub("-", _DOT.sub(".", _FLOAT_TAIL.sub(r"\1", cell)))
    cell = _SHARED_FAX.sub("电话", _SHARED_WATCH.sub("咨询", _SHARED_CHAT.sub("电话", cell)))
    cell = _MAIL.sub(_blank, _TIMES.sub(_blank, cell))
    return _TOLL.sub(_in_one_piece, _COUNTRY.sub(_without_country, cell))


def mail_in(text: str) -> tuple[str, ...]:
    """Addresses of mail in a cell that hold digits: left out, to be said."""
    if _USUAL.fullmatch(text):
        return ()
    found = (match[0] for match in _MAIL.finditer(tidy(text).lower()))
    return tuple(address for address in found if re.search("[0-9]{3}", address))


def _blank(match: re.Match[str]) -> str:
    return _BLANK * len(match[0])


def _without_country(prefix: re.Match[str]) -> str:
    """A number after +86 lacks its 0, also in brackets, unless it is a mobile or a 400 number."""
    rest = prefix.string[prefix.end() :]
    is_whole = re.match(r"0|1[3-9][0-9]|[48]00", rest)
    return f" {prefix[1]}" if is_whole else f" {prefix[1]}0"


def _in_one_piece(match: re.Match[str]) -> str:
    """The digits together, when the first pieces make just the ten of such a number."""
    digits = ""
    for piece in re.finditer("[0-9]+", match[0]):
        digits += piece[0]
        if len(digits) >= _TOLL_DIGITS:
            rest = match[0][piece.end() :]
            is_whole = len(digits) == _TOLL_DIGITS
            return digits + _TOLL.sub(_in_one_piece, rest) if is_whole else match[0]
    return match[0]

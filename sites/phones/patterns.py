"""How numbers are printed, as one pattern: each form, its extension and tail, and where it ends.

A number that is set apart by dots, blanks, dashes or brackets is matched to its end: no digits may
go on behind it that make no number of their own. Only [0-9] are digits here, not those of other
scripts. Group names are those of `printed.Number`.
"""

import re

from sites.phones.dialling_codes import AREA

_GAP = r"[-\s.()]{1,3}"
_G = rf"(?:{_GAP})?"
# Numbers that mean something by themselves, of three to six digits.
SHORT = r"(?:1(?:10|19|20|22)|1[02][0-9]{3}|95[0-9]{3}|96[0-9]{3,4})(?![0-9])"
_TOLL = r"[48]00[0-9]{7}(?![0-9])"
_MOBILE = rf"1[3-9][0-9](?:{_G}[0-9]){{8}}"
# Five digits or more in one piece, or seven to eight in pieces of which the first has two or more.
_LOCAL = rf"(?:[0-9]{{5,}}|1(?:10|19|20|22)|(?=[0-9]{{2,6}}{_GAP})[0-9](?:{_G}[0-9]){{6,7}})"
_BEHIND_AREA = r"[-\s.()/]{0,4}"
# Without an area code: in one piece, as 822 0000, or in pieces by dots or dashes; not a piece of
# a 400 number.
_ALONE = (
    rf"(?![48]00[0-9]{{0,3}}{_GAP}[0-9]|[48]00(?:[-\s.()/、,;|~]{{0,3}}[0-9]){{7}}(?![0-9]))"
    r"(?:[2-8][0-9]{6,7}|(?![0-9]{3}[-\s.]{1,3}[0-9]{4}[-.][0-9]{4}(?![0-9]))"
    r"[2-8][0-9]{2,3}[-\s.]{1,3}[0-9]{4}"
    r"|(?=(?:[-.]?[0-9]){7,8}(?![-.]?[0-9]))[2-8][0-9]{1,3}(?:[-.][0-9]{2,4}){1,3})"
)
_FOREIGN = (
    r"(?:\+\s?|(?<![0-9])(?<![0-9][-\s.(])00)(?!86|0)[1-9][0-9]{0,2}"
    rf"(?:(?!\s(?:{AREA}|1[3-9][0-9]{{2}}))[-\s.()]{{0,3}}[0-9]){{6,12}}"
)
_STRONG = rf"(?:{_TOLL}|0?{_MOBILE}(?![0-9])|{AREA}{_BEHIND_AREA}{_LOCAL}(?![0-9]))"
_LONG = rf"(?:{_STRONG}|{_ALONE}(?![0-9])|{_FOREIGN})"
_WHOLE = rf"(?:{_LONG}|{SHORT})"
_ORDINAL = r"\s?[、,;]?\s?(?:\([0-9]{1,2}\)|[0-9]{1,2}\s?[.、)])\s?"
# What may stand behind a number: nothing that goes on with digits; other whole numbers, with or
# without their place in the list before them; and, behind seven digits in one piece, a blank and a
# word of digits. Where no blank parts them the others must be whole to the end.
_TIGHT = r"[-.()]{1,2}"
_END = (
    rf"(?![0-9])(?:(?!{_GAP}[0-9])|(?=\s?\(\s?[0-9]{{1,2}}\s?[\u3400-\u9fff])"
    rf"|(?=\(?[-.()]?\s[-.()]?{_WHOLE})|(?={_ORDINAL}{_WHOLE})"
    rf"|(?=(?:{_TIGHT}{_LONG}(?![0-9])){{1,4}}(?:-[0-9]{{1,5}}(?![0-9]))?(?!{_GAP}[0-9]))"
    rf"|(?=\s?\({SHORT})|(?<=[0-9]{{7}})(?=\s[0-9]{{3}}))"
)
_NO_EMERGENCY = r"(?!1(?:10|19|20|22)(?![0-9]))"
_CALL = r"(?:转接?[到至]?|分机号?码?|内线|按|ext(?:ension|\.)?|x|\#|\*)"
_EXTENSION = (
    rf"(?:(?:\s*[,(]?\s*{_CALL}(?:\s*[:(]?\s*{_CALL})*\s*[:(]?\s*|\s?-\s?(?!{AREA}[-\s]?[0-9]{{5}}))"
    rf"{_NO_EMERGENCY}(?P<extension>[0-9]{{1,5}}(?![0-9])"
    rf"(?:\s?(?:[、,/~-]|[或和及至]转?|转|分机)\s?{_NO_EMERGENCY}(?!{AREA}-)[0-9]{{1,4}}(?![0-9]))*)"
    r"(?:\s*分机)?\)?"
    rf"|\s?\(\s?{_NO_EMERGENCY}(?P<bracketed>[0-9]{{3,4}}(?:\s?[、,/-]\s?[0-9]{{3,4}})*)\s?\))"
)
# 88880000/1/2, 88880000~3, 88880000、1: the last digits of further numbers.
_TAIL = (
    rf"(?P<tail>(?:\s?(?:[/|\\~或和及至到]|[、,;](?![0-9]{{1,2}}\s?[.、,):]\s?{_WHOLE}))\s?"
    rf"{_NO_EMERGENCY}[0-9]{{1,4}}(?![0-9])(?!-[0-9])(?!\s?[条门部人名]))+)"
)
_LINES = (
    r"(?P<lines>\s?\(?\s?[0-9一二三四五六七八九十两]{1,2}\s?(?:条?线|部|门|台)\s?\)?"
    r"|\s?\([0-9]{1,2}\))"
)
NUMBER = re.compile(
    rf"""
    (?P<science>(?<![0-9.])[0-9](?:\.[0-9]+)?e\+?[0-9]{{1,2}}(?![0-9]))
    | (?: (?P<foreign>{_FOREIGN})
        | (?P<toll>{_TOLL})
        | 0?(?P<mobile>{_MOBILE})
        | (?P<area>{AREA}){_BEHIND_AREA}(?P<local>{_LOCAL})
        | (?P<bare_area>10|2[0-9]|[3-9][0-9]{{2}})[-\s.)]{{1,2}}
          (?P<bare_local>[2-8][0-9]{{6,7}}|[2-8][0-9]{{2,3}}[-\s.][0-9]{{4}})
        | (?P<alone>{_ALONE})
      )
      (?![0-9]) {_EXTENSION}? {_TAIL}? {_LINES}? {_END}
    | (?P<loose>{SHORT}(?=\s{_WHOLE})|(?:0[1-9]|[1-9][0-9]?)(?=(?:\s?[.、)]\s?|\s){_STRONG})
        |1?[1-9](?=\)\s?{_ALONE}(?![0-9]))
        |[0-9]+(?:(?![-.()]?\s[-.()]?{_STRONG}){_GAP}[0-9]+)*)
    """,
    re.VERBOSE,
)

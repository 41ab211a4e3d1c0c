"""One way to clean a text, used by everything that compares texts; dates and web addresses."""

import re
import unicodedata
from datetime import date
from urllib.parse import urlsplit

_SPACES = re.compile(r"\s+")
# Nearly every cell: signs of ASCII and of the first Chinese block, of which nothing below changes
# any but double blanks.
_PLAIN = re.compile(r"[ -~\u4e00-\u9fff、。《》]*")
# The dashes that lists use between digits and numbers of a house.
_DASHES = re.compile(r"[‐‑‒–—―−－﹣ー─━]+")
_HYPHENS = re.compile("-{2,}")
# 2022, 2022-07, 2022/7/5, 2022.7.5, 2022年7月5日, and a spreadsheet's 2022-07-05 00:00:00.
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?)?[年月日]?(?:[ T][\d:.]+)?")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
# PDF programs write the radical that looks like a letter for it: ⻓⻄ for 长西. NFKC maps those of
# U+2F00 on; these are the others that are letters too (Unicode, EquivalentUnifiedIdeograph.txt),
# and ⼾, of which NFKC makes the traditional 戶.
_RADICAL = re.compile("[\u2e80-\u2ef2\u2f3e]")
_LETTERS = str.maketrans(
    "⺌⺍⺎⺐⺒⺓⺛⺜⺝⺠⺧⺩⺪⺫⺬⺮⺶⺷⺸⺻⺼⺽⻁⻃⻄⻅⻆⻉⻊⻋⻏⻑⻓⻔⻗⻘⻙⻚"
    "⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⼾",
    "小小兀尢巳幺旡日月民牛王疋目示竹羊羊羊聿肉臼虎覀西见角贝足车邑長长门雨青韦页"
    "风飞食马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀户",
)
# Numbers in circles, and small ones raised or lowered behind a digit (a footnote): in brackets,
# lest NFKC makes them digits of the number beside them.
_SET_APART = re.compile("[①-⑳㉑-㉟㊱-㊿]|(?<=[0-9０-９])[⁰¹²³⁴-⁹₀-₉]+")


def tidy(text: str) -> str:
    """The text as a person would retype it: one space for any run of white space, no invisible
    or control characters, full-width letters, digits and punctuation of ASCII in half width,
    letters for the radicals that look like them, (1) for ① and for a footnote behind a digit.

    Chinese punctuation that has no ASCII twin （、。《》） stays.
    """
    if "  " not in text and _PLAIN.fullmatch(text):
        return text.strip()
    if _RADICAL.search(text):
        text = text.translate(_LETTERS)
    if not text.isascii():
        text = _SET_APART.sub(r"(\g<0>)", text)
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    text = _SPACES.sub(" ", text)
    if text.isprintable():  # nearly every text; a look at each character costs ten times as much
        return text.strip()
    shown = "".join(c for c in text if unicodedata.category(c)[0] != "C")
    return _SPACES.sub(" ", shown).strip()  # two blanks met where a control character was


def dashes_to_hyphen(text: str) -> str:
    """Every kind of dash, also doubled, as one hyphen-minus."""
    return _HYPHENS.sub("-", _DASHES.sub("-", text))


def squeeze(text: str) -> str:
    """The text for comparing: tidied, lower case, without any white space."""
    return tidy(text).lower().replace(" ", "")


def tidy_date(text: str) -> str | None:
    """A day, month or year as ISO 8601 ("2022-07-05", "2022-07", "2022"); None if it is none."""
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        full = date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    if full.year < 1980:
        return None
    return full.isoformat()[: 10 if day else 7 if month else 4]


def is_web_address(text: str) -> bool:
    """Whether the text is an http or https address with a host and nothing that hides where it
    leads: no user name, no blank, no sign that does not show."""
    try:
        parts = urlsplit(text)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets or a port that are none
        return False
    # urlsplit itself drops line breaks and tabs: a browser that does not would see another host.
    is_plain = text.isprintable() and " " not in text and not {"@", "\\"} & set(parts.netloc)
    return is_web and is_plain

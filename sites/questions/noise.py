"""The sentence around a place: words that people say and that name no place.

data/noise.txt is the one table of them and says how they were chosen.
"""

import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("data")
# Single characters mean nothing only where they touch a name: 找曹县, 成都的, 离宣威, 周口人.
_BEFORE = (
    "找查问在去到从由至往住来是离给回想要求搜说叫看替为把被让于和跟与及或还有没的了个将"
    "家人娃崽妈爸哥姐弟妹儿女孩爹娘搁喺係嚟响蹲嫁拐卖丢送就也都那这好好里㧣过得能"
)
_AFTER = (
    "的人吗呢啊呀吧哪咋在有能去那这丢走被拐采抽验离怎是和跟与及或还可要想啥哩嘛噻不来了好边里到"
    "住嫁打卖得没冇咩呗哈喔喽咯伐么呐会应"
)
# What is said of the office and names none: with nothing else it is no question for one.
_OFFICE = re.compile(
    "刑事科学技术|刑事侦查|刑事技术|公安分局|公安机关|公安厅|公安处|[省市县区州旗]?公安局|公安|分局|市局|县局|区局|省厅|派出所|"
    "警务站|警务室|警察局|警察|民警|刑警队|刑警|刑侦|总队|支队|大队|中队|队|法医|技术室|"
    "救助管理站|救助站|民政局|滴血认亲|血库|基因库|数据库|网站|火车站|汽车站|高铁站|客运站|地铁站|车站|机场|第?[一二三]?(?:人民|中心|中)医院|医院|学校|超市|人民政府|政府|县城|城里|镇上|乡下|农村|中国|全国|国内|市区|城区|本地|当地|外地|办公室|办|站|点|所|局"
)
_SIGNS = re.compile(r"[\W_]+")
_SIGNS_AROUND = re.compile(r"^[\W_]+|[\W_]+$")


def without_noise(text: str) -> str:
    """The text with a blank for each noise word."""
    kept, end = [], 0
    for start, stop in noise_spans(text, 0, len(text)):
        kept.append(text[end:start])
        end = stop
    return " ".join((*kept, text[end:]))


def noise_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """(start, end) of the noise words in a part of a text that holds no name: from the left, the
    longest at each place."""
    spans, position, words = [], start, _words()
    while position < end:
        length = 1
        for word in words.get(text[position], ()):
            if text.startswith(word, position, end):
                length = len(word)
                spans.append((position, position + length))
                break
        position += length
    return spans


def is_before(character: str) -> bool:
    """Whether a name may begin behind this character, which is a word of its own there."""
    return character in _BEFORE


def is_after(character: str) -> bool:
    """Whether a name ends before this character, which is a word of its own there."""
    return character in _AFTER


@cache
def everyday() -> frozenset[str]:
    """Short names that are words of every day: data/everyday.txt."""
    return frozenset(_table("everyday.txt"))


def names_nothing(text: str) -> bool:
    """Whether nothing is left of a text but words of the subject, of offices and single
    characters that are words of their own."""
    left = _SIGNS.sub("", _OFFICE.sub("", without_noise(text)))
    return all(character in _BEFORE or character in _AFTER for character in left)


def plain(text: str) -> tuple[str, ...]:
    """What is left of a text without noise, piece by piece; single characters say nothing."""
    found = map(_without_signs, without_noise(text).split())
    return tuple(piece for piece in found if len(piece) > 1)


def begun(piece: str) -> str:
    """A piece without the single characters before it that are words of their own."""
    return piece.lstrip(_BEFORE)


def bare(piece: str) -> str:
    """A piece without the single characters around it that are words of their own."""
    return begun(piece).rstrip(_AFTER)


def _without_signs(piece: str) -> str:
    return _SIGNS_AROUND.sub("", piece)


@cache
def _words() -> dict[str, tuple[str, ...]]:
    """The noise words by their first character, the longest first."""
    words: dict[str, list[str]] = {}
    for word in sorted(_table("noise.txt"), key=lambda word: (-len(word), word)):
        words.setdefault(word[0], []).append(word)
    return {first: tuple(rest) for first, rest in words.items()}


def _table(name: str) -> set[str]:
    """The words of a table, without its remarks."""
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return {word for line in lines if not line.startswith("#") for word in line.split()}

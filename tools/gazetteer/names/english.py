"""Names of areas as English sentences say them: Wuhou District, Xi'an, Hohhot.

Made of the same readings and English forms as the spellings that the search knows (pinyin.py), so
that whatever a page says can be typed: a test holds it. The readings are written as China's own
rules for place names write them (GB/T 28039): a name of one syllable keeps its kind (Yuxian
County), an apostrophe parts vowels (Xi'an).
"""

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from sites.areas.codes import city_of, province_of
from sites.areas.shortening import short_name
from tools.gazetteer.names.pinyin import Reader

_HAND = json.loads(Path(__file__).with_name("pinyin_readings.json").read_text(encoding="utf-8"))
# The first English form of these is one of the past, or says more than the name.
_BY_READING = {
    "110000", "440100", "350200", "440500", "370200", "320100", "650402", "650502", "632802",
    "152921",
}  # fmt: skip
_WHOLE = {"820000": "Macao"}
# Words of their own in the names of banners and mining districts: Ke'erqin Zuoyi Zhongqi.
_WORDS = ("左翼", "右翼", "左旗", "右旗", "前旗", "中旗", "后旗", "联合旗", "矿区")
# Kinds by the end of the Chinese name, the longest first; of prefectures only what is no city,
# of provinces none.
_KINDS = (
    ("自治县", "Autonomous County"), ("自治旗", "Autonomous Banner"), ("自治州", "Prefecture"),
    ("林区", "Forestry District"), ("特区", "Special District"), ("新区", "New Area"),
    ("堂区", "Parish"), ("地区", "Prefecture"), ("盟", "League"), ("县", "County"),
    ("旗", "Banner"), ("区", "District"), ("市", "City"),
)  # fmt: skip
_WITHOUT_KIND = ("路氹填海区", "北区")  # land without a parish; North District says its own


def english_rows(upper: dict[str, str], wheels: Path) -> Iterator[tuple[str, str, str]]:
    """(adcode, name, kind) of each area; the kind is empty for provinces and cities of a
    prefecture's rank, which English sentences name without one."""
    reader = Reader(wheels)
    for code, name in upper.items():
        yield code, _WHOLE.get(code) or _name(code, name, reader), _kind(code, name)


def _name(code: str, name: str, reader: Reader) -> str:
    forms: list[str] = _HAND["known"].get(code, "").split("|")
    if forms[0] and code not in _BY_READING:
        return forms[0]
    short = short_name(name)
    starts = [at for at in range(2, len(short)) if short.startswith(_WORDS, at)]
    syllables = [each.replace("v", "ü") for each in reader.syllables(name)[: len(short)]]
    edges = pairwise([0, *starts, len(short)])
    return " ".join(_word(syllables[start:end]) for start, end in edges)


def _word(syllables: list[str]) -> str:
    """The syllables as one word, an apostrophe before an a, e or o inside it."""
    first, *others = syllables
    parted = (f"'{each}" if each[0] in "aoe" else each for each in others)
    return first.capitalize() + "".join(parted)


def _kind(code: str, name: str) -> str:
    if code == province_of(code) or name in _WITHOUT_KIND:
        return ""
    short = short_name(name)
    said = name.removeprefix(short) or name  # 碑林区 is no 林区, 清新区 no 新区
    kind = next((english for end, english in _KINDS if said.endswith(end)), "")
    is_said_alone = code == city_of(code) and kind == "City"
    return "" if is_said_alone else kind

"""Characters that Chinese names, addresses and numbers do not hold."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from sites.areas import gazetteer
from sites.printed.doubting.listing import Listing, Suspicion
from sites.records.scans import Doubt
from sites.text import tidy

_RARE, _LATIN, _SIGN = 50, 45, 30
_COLUMNS = ("unit", "address", "province", "city", "county")
_HAN = re.compile(r"[㐀-鿿\U00020000-\U0003ffff]")
# A letter O or l between digits, or a letter in the middle of Chinese words (A座, B区 are none).
_MIXED = re.compile(
    r"(?<=[0-9])[OolI|](?=[0-9号])|(?<=[㐀-鿿])[a-z|](?=[㐀-鿿])|[OolI](?=[0-9]+号)"
)
_LETTERS = re.compile(r"(?<=[㐀-鿿])[A-Za-z]{1,2}(?=[㐀-鿿])")
_AFTER_LETTER = re.compile("[座栋幢区段楼馆口号室型单出层馆线门厅]")
_ISOLATED = re.compile(r"^[^\w(（\[【“《#]|[、,，;；:：/·\-—“《(（]$|[,，、;；:：。.]{2,}")


def check(listing: Listing) -> Iterator[Suspicion]:
    """Doubts about rare characters, letters inside words, and signs that stand alone."""
    for place, row in enumerate(listing.rows):
        for column in _COLUMNS:
            text = tidy(row.cell(column))
            yield from (
                Suspicion(place, strength, Doubt(column, reason)) for strength, reason in _odd(text)
            )


def _odd(text: str) -> Iterator[tuple[int, str]]:
    rare = [character for character in text if _is_strange(character)]
    if rare:
        shown = "".join(dict.fromkeys(rare))[:6]
        yield _RARE, f"“{shown}”很少见，请对照图片"
    if _MIXED.search(text) or _has_letter(text):
        yield _LATIN, "字母和汉字、数字混在一起，请对照图片"
    if _ISOLATED.search(text):
        yield _SIGN, "开头或结尾有孤零零的标点"


def _has_letter(text: str) -> bool:
    return any(not _AFTER_LETTER.match(text, match.end()) for match in _LETTERS.finditer(text))


def _is_strange(character: str) -> bool:
    if character.isascii():
        return False
    if _HAN.match(character):
        return character not in _known()
    return unicodedata.category(character)[0] in "CSM" or unicodedata.category(character) == "Lo"


@cache
def _known() -> frozenset[str]:
    """The characters of GB 2312, and those of the names of divisions."""
    pairs = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    common = (pair.decode("gb2312", "ignore") for pair in pairs)
    named = (character for each in gazetteer().spellings() for character in each.text)
    return frozenset((*common, *named))

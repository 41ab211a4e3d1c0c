"""Words of a watermark that were read as the end of a cell: they come back in row after row.

What comes back makes every other check believe that it is usual, so it is looked for by itself:
signs that no unit or address holds, blanks between words, and the words that stand behind them.
"""

import re
from collections import Counter
from collections.abc import Iterator

from sites.printed.doubting.listing import Listing, PlacedRow, Suspicion
from sites.records.scans import Doubt
from sites.text import tidy

_STRENGTH = 72
_COLUMNS = ("unit", "address")
_SIGN = re.compile(r"[@$%^*=+<>{}\\|~©®]")
_BLANK = re.compile(r"[㐀-鿿0-9）)] +[㐀-鿿]")
_BEHIND = re.compile(r"(?:[@©®] *| )([㐀-鿿]{2,8})$")
_AGAIN = 3  # rows that must have the same words behind a sign or a blank
_MOST = 0.5  # share of rows with a blank from which it is the list's own way of writing


def check(listing: Listing) -> Iterator[Suspicion]:
    """Doubts about cells that hold a watermark's words, alien signs or a blank between words."""
    words = _words(listing)
    for column in _COLUMNS:
        with_blank = sum(bool(_BLANK.search(row.cell(column))) for row in listing.rows)
        is_style = with_blank > _MOST * len(listing.rows)
        for place, row in enumerate(listing.rows):
            if row.is_recognised and (
                reason := _reason(tidy(row.cell(column)), words, is_style=is_style)
            ):
                yield Suspicion(place, _STRENGTH, Doubt(column, reason))


def _words(listing: Listing) -> list[str]:
    """What stands behind a sign or a blank at the end of several cells."""
    behind: Counter[str] = Counter()
    for row in listing.rows:
        behind.update(_ends(row))
    return [word for word, count in behind.items() if count >= _AGAIN]


def _ends(row: PlacedRow) -> set[str]:
    found = (_BEHIND.search(tidy(row.cell(column))) for column in _COLUMNS)
    return {match[1] for match in found if match}


def _reason(text: str, words: list[str], *, is_style: bool) -> str:
    if sign := _SIGN.search(text):
        return f"有“{sign[0]}”，可能混进了水印"
    for length in (4, 3, 2):
        end = text[-length:]
        if len(text) > length and any(end in word for word in words):
            return f"“{end}”在好几行里出现，像是水印"
    return "中间有空格，可能混进了别的字" if not is_style and _BLANK.search(text) else ""

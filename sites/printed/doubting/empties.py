"""Cells without a text where the list's other rows have one, and brackets without a partner."""

from collections.abc import Iterator

from sites.printed.doubting.listing import Listing, PlacedRow, Suspicion
from sites.records import COLUMN_WORDS
from sites.records.scans import Doubt
from sites.text import tidy

_EMPTY, _BRACKET = 65, 40
_COLUMNS = ("address", "phone")
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ("《", "》"), ("【", "】"))


def check(listing: Listing) -> Iterator[Suspicion]:
    """Doubts about empty addresses and phones, and about brackets that are lost or doubled."""
    for place, row in enumerate(listing.rows):
        for column in _COLUMNS:
            if not row.cell(column) and listing.is_usual(column):
                missing = f"没有{COLUMN_WORDS[column]}"
                reason = f"{missing}，请对照图片" if row.is_recognised else missing
                yield Suspicion(place, _EMPTY, Doubt(column, reason))
        for column in ("unit", "address", "phone"):
            if sign := _lonely(row, column):
                reason = f"“{sign}”没有另一半，请对照图片"
                yield Suspicion(place, _BRACKET, Doubt(column, reason))


def _lonely(row: PlacedRow, column: str) -> str:
    text = tidy(row.cell(column))
    for left, right in _PAIRS:
        if text.count(left) != text.count(right):
            return left if text.count(left) > text.count(right) else right
        if left + right in text:
            return left + right
    return ""

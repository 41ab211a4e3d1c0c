"""Cells that were cut off: units without a body, addresses that end in the middle of a word.

A box that is too narrow cuts both readings alike, so only what is left can tell.
"""

import re
from collections import Counter
from collections.abc import Iterator

from sites.printed.doubting.listing import Listing, PlacedRow, Suspicion
from sites.printed.doubting.place_names import Name
from sites.printed.doubting.street_words import ends_of_names
from sites.records.scans import Doubt
from sites.text import tidy

_CUT = 72
_USUAL = 3  # so many of the list's cells may end alike without having been cut
_RARE = 0.1  # share of the list's units that may all have been cut, or gone on, at one place
_FEW = 0.05  # share of the list's addresses that may end in a number where that is no sign
_SEEN = 2  # so many known places' names end in two characters that may end an address
_BODIES = re.compile(
    r"(?:[站队局所室处厅院科点办组部屯库校区街会心台社房]|支队|中心|[0-9A-Za-z号层楼）)」”])$"
)
_PLACES = re.compile(
    r"[号路街巷弄内村楼段局区组镇乡侧旁道院处城口栋厦层室站队校场门边面对座段米外里首近幢圩河庄沟湖坡社屯甲邻元顶岭坪滩山桥河江寺庙园）)」”。、；;]$"
)
_LED = re.compile(r"^(?:[市县区镇乡村路街号省旗]|[)）」”、，。,.;；:：·])(?![区县镇民政公直])")
_ROOM = re.compile("[0-9][-—~至][0-9]+$")
_COLUMNS = ("unit", "address")


def check(listing: Listing) -> Iterator[Suspicion]:
    """Doubts about cells that begin or end as no cell of the list does."""
    rows = [row for row in listing.rows if row.is_recognised]
    ends = {column: _ends(rows, column) for column in _COLUMNS}
    for place, row in enumerate(listing.rows):
        if not row.is_recognised:
            continue
        for strength, doubt in (*_unit(row, ends["unit"]), *_address(row, ends["address"])):
            yield Suspicion(place, strength, doubt)


def _ends(rows: list[PlacedRow], column: str) -> Counter[str]:
    """How many cells end in each character; all numbers are one."""
    return Counter(_last(row.cell(column)) for row in rows)


def _last(text: str) -> str:
    last = tidy(text)[-1:]
    return "0" if last.isdigit() else last


def _unit(row: PlacedRow, ends: Counter[str]) -> Iterator[tuple[int, Doubt]]:
    text = tidy(row.cell("unit"))
    if not text:
        return
    if _is_only_names(row.unit, text):
        yield _CUT, Doubt("unit", "只有地名，可能没有读完")
    elif not _BODIES.search(text) and ends[_last(text)] < max(_USUAL, _RARE * ends.total()):
        yield _CUT, Doubt("unit", f"以“{text[-2:]}”结尾，可能没有读完")
    if _LED.search(text) and not (row.unit and row.unit[0].start == 0):
        yield _CUT, Doubt("unit", "开头可能少读了字")


def _is_only_names(names: tuple[Name, ...], text: str) -> bool:
    return sum(name.end - name.start for name in names) == len(text)


def _address(row: PlacedRow, ends: Counter[str]) -> Iterator[tuple[int, Doubt]]:
    text = tidy(row.cell("address"))
    if not text:
        return
    if _LED.search(text) and not (row.address and row.address[0].start == 0):
        yield _CUT, Doubt("address", "开头可能少读了字")
    if text[-1].isdigit():
        if not _ROOM.search(text) and ends["0"] < _FEW * ends.total() + 1:
            yield _CUT, Doubt("address", "以数字结尾，后面可能少读了字")
    elif _ends_oddly(row, text):
        yield _CUT, Doubt("address", f"以“{text[-2:]}”结尾，可能没有读完")


def _ends_oddly(row: PlacedRow, text: str) -> bool:
    """In a division's name without its kind, or in a character that ends no name of a place."""
    if row.address and row.address[-1].end == len(text):
        return not row.address[-1].is_full
    return not _PLACES.search(text) and ends_of_names()[text[-2:]] < _SEEN

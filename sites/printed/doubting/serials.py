"""Running numbers: where one is missing, a row may be lost."""

import re
from collections.abc import Iterator
from itertools import groupby

from sites.printed.doubting.listing import Listing, Suspicion
from sites.records.scans import Doubt

_STRENGTH = 90
_LEAST_NUMBERED = 0.5  # share of a table's rows that must bear a number


def check(listing: Listing) -> Iterator[Suspicion]:
    """Doubts about the rows on both sides of a gap, a repeat or a step back."""
    numbered = list(enumerate(listing.rows))
    for _, rows in groupby(numbered, key=lambda each: each[1].printed.table):
        serials = [(place, _number(row.printed.serial)) for place, row in rows]
        if sum(number is not None for _, number in serials) >= _LEAST_NUMBERED * len(serials):
            yield from _in_series(serials)


def _number(serial: str) -> int | None:
    match = re.fullmatch(r"\D{0,2}([0-9]{1,5})\D{0,2}", serial.strip())
    return int(match[1]) if match else None


def _in_series(serials: list[tuple[int, int | None]]) -> Iterator[Suspicion]:
    """A number that only itself is off (9 read as 6) is none: its neighbours prove the row."""
    offsets = _smoothed(
        [None if number is None else number - order for order, (_, number) in enumerate(serials)]
    )
    last: tuple[int, int] | None = None
    for order, ((place, _), offset) in enumerate(zip(serials, offsets, strict=True)):
        if offset is None:
            continue
        if last is not None and offset != last[1]:
            yield from _gap(serials[last[0]][0], place, _numbers(order, offset, last))
        last = (order, offset)


def _numbers(order: int, offset: int, last: tuple[int, int]) -> tuple[int, int]:
    return last[0] + last[1], order + offset


def _smoothed(offsets: list[int | None]) -> list[int | None]:
    """Offsets without those that stand alone between two equal ones."""
    smooth = list(offsets)
    for place in range(1, len(offsets) - 1):
        before, after = smooth[place - 1], offsets[place + 1]
        if before == after and before is not None:
            smooth[place] = before
    return smooth


def _gap(above: int, below: int, numbers: tuple[int, int]) -> Iterator[Suspicion]:
    before, after = numbers
    if after == 1 and before > 1:
        return  # a new count begins
    if after > before + 1:
        words = f"序号从{before}跳到{after}，中间可能漏了行"
    elif after == before:
        words = f"序号{after}出现两次，可能重了一行"
    else:
        words = f"序号在{before}之后是{after}，可能重了或乱了"
    for place in dict.fromkeys((above, below)):
        yield Suspicion(place, _STRENGTH, Doubt("", words))

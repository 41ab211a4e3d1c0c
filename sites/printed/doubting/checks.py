"""Every check over every row, and what they say put in order."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from sites.printed.doubting import (
    area_dialling,
    carried,
    characters,
    divisions,
    empties,
    endings,
    places_agree,
    repeats,
    scores,
    second_reading,
    serials,
    street_words,
    units,
    watermarks,
)
from sites.printed.doubting.listing import Listing, Suspicion
from sites.records.scans import Doubt, PrintedRow

_LONGEST_REASON = 40  # characters: read at a glance
Check = Callable[[Listing], Iterator[Suspicion]]
# The first are about every list, the others only about rows that were read from a picture.
CHECKS: tuple[Check, ...] = (
    carried.check, divisions.check, empties.check, places_agree.check, repeats.check,
    serials.check, area_dialling.check, units.check,
)  # fmt: skip
PICTURE_CHECKS: tuple[Check, ...] = (
    characters.check, endings.check, scores.check, second_reading.check, street_words.check,
    watermarks.check,
)  # fmt: skip


def find_doubts(rows: Sequence[PrintedRow]) -> tuple[tuple[Doubt, ...], ...]:
    """What may be wrong in each row, in the rows' order; per row the strongest doubt first.

    Of a row that was not read from a picture (second is None) only what a typed list may have
    wrong. Raises nothing, whatever the rows hold.
    """
    listing = Listing(rows)
    found: dict[int, list[Suspicion]] = defaultdict(list)
    for check in CHECKS:
        for suspicion in check(listing):
            found[suspicion.row].append(suspicion)
    for check in PICTURE_CHECKS:
        for suspicion in check(listing):
            is_recognised = listing.rows[suspicion.row].is_recognised
            if is_recognised and not _is_said_above(rows, suspicion):
                found[suspicion.row].append(suspicion)
    return tuple(_ordered(found[place]) for place in range(len(rows)))


def _is_said_above(rows: Sequence[PrintedRow], suspicion: Suspicion) -> bool:
    """A merged cell is read once: what is odd about its print belongs to the first of its rows."""
    row, column = rows[suspicion.row], suspicion.doubt.column
    if column not in row.carried or not suspicion.row:
        return False
    above = rows[suspicion.row - 1]
    return above.table == row.table and above.cells.get(column) == row.cells.get(column)


def _ordered(suspicions: list[Suspicion]) -> tuple[Doubt, ...]:
    """Each doubt once; two different proposals for one cell are none."""
    suspicions = sorted(suspicions, key=lambda each: -each.strength)
    proposals: dict[str, set[str]] = defaultdict(set)
    for each in suspicions:
        if each.doubt.proposal:
            proposals[each.doubt.column].add(each.doubt.proposal)
    doubts = (
        Doubt(
            each.doubt.column,
            _short(each.doubt.reason),
            each.doubt.proposal if len(proposals[each.doubt.column]) == 1 else "",
        )
        for each in suspicions
    )
    return tuple(dict.fromkeys(doubts))


def _short(reason: str) -> str:
    return reason if len(reason) <= _LONGEST_REASON else f"{reason[: _LONGEST_REASON - 1]}…"

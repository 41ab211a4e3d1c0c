"""Every check over every row, and what they say put in order."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from sites.doubting import (
    carried,
    characters,
    divisions,
    empties,
    places_agree,
    repeats,
    scores,
    second_reading,
    serials,
    street_words,
    telephones,
    units,
)
from sites.doubting.listing import Listing, Suspicion
from sites.scans import Doubt, PrintedRow

Check = Callable[[Listing], Iterator[Suspicion]]
# The first are about every list, the others only about rows that were read from a picture.
CHECKS: tuple[Check, ...] = (
    carried.check, divisions.check, empties.check, places_agree.check, repeats.check,
    serials.check, telephones.check, units.check,
)  # fmt: skip
PICTURE_CHECKS: tuple[Check, ...] = (
    characters.check, scores.check, second_reading.check, street_words.check,
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
            if listing.rows[suspicion.row].is_recognised:
                found[suspicion.row].append(suspicion)
    return tuple(_ordered(found[place]) for place in range(len(rows)))


def _ordered(suspicions: list[Suspicion]) -> tuple[Doubt, ...]:
    """Each doubt once; two different proposals for one cell are none."""
    suspicions = sorted(suspicions, key=lambda each: -each.strength)
    proposals: dict[str, set[str]] = defaultdict(set)
    for each in suspicions:
        if each.doubt.proposal:
            proposals[each.doubt.column].add(each.doubt.proposal)
    doubts = [
        each.doubt
        if len(proposals[each.doubt.column]) < 2
        else Doubt(each.doubt.column, each.doubt.reason)
        for each in suspicions
    ]
    return tuple(dict.fromkeys(doubts))

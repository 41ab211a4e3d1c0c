"""How sure the reader called itself: a hint only, and never taken as a proof of the contrary."""

from collections.abc import Iterator

from sites.doubting.listing import Listing, Suspicion
from sites.scans import Doubt

_STRENGTH = 20
_LOW = 0.8


def check(listing: Listing) -> Iterator[Suspicion]:
    """Doubts about cells that the reader itself was unsure of."""
    for place, row in enumerate(listing.rows):
        for column, score in (row.printed.scores or {}).items():
            if score < _LOW and row.cell(column):
                yield Suspicion(place, _STRENGTH, Doubt(column, "字迹不清，机器自己也没有把握"))

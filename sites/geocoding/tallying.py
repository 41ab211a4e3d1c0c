"""How a run came out: counted by precision, method, province and doubt."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from sites.areas.codes import province_of
from sites.records import Fix


@dataclass(slots=True)
class FixTally:
    """provinces: code of the province → how many of each precision lie there.

    doubts: "guarded", "disagreeing", "unasked" (docs/providers.md). missing: without a place.
    """

    precisions: Counter[str] = field(default_factory=Counter)
    methods: Counter[str] = field(default_factory=Counter)
    provinces: dict[str, Counter[str]] = field(default_factory=dict)
    doubts: Counter[str] = field(default_factory=Counter)
    missing: int = 0

    @property
    def total(self) -> int:
        return self.precisions.total() + self.missing

    def add(self, fix: Fix | None, doubts: Iterable[str] = ()) -> None:
        """Count one place; None has no place."""
        self.doubts.update(doubts)
        if fix is None:
            self.missing += 1
            return
        self.precisions[fix.precision] += 1
        self.methods[fix.method] += 1
        province = province_of(fix.adcode)
        self.provinces.setdefault(province, Counter())[fix.precision] += 1

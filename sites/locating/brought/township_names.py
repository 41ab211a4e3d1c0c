"""Townships by the names that maps give them."""

from collections import Counter
from functools import lru_cache

from sites.areas import Gazetteer


class TownshipNames:
    """The townships of a county by their whole names, and by their short ones where only one bears
    it: 汇龙镇, 汇龙."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._of = lru_cache(maxsize=64)(self._known)

    def find(self, county: str, name: str) -> tuple[str, str] | None:
        """(name of today, nine digits); None where the county has no such township."""
        return self._of(county).get(name)

    def _known(self, county: str) -> dict[str, tuple[str, str]]:
        parts = [area for area in self._gazetteer.parts(county) if area.level == "township"]
        bearers = Counter(area.short for area in parts)
        short = {area.short: (area.name, area.adcode) for area in parts if bearers[area.short] == 1}
        return short | {area.name: (area.name, area.adcode) for area in parts}

"""Look-ups in the shipped gazetteer. (interface; being filled in)"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from sites.geo import Point
from sites.records import Fix

Level = Literal["province", "city", "county", "township"]


@dataclass(frozen=True, slots=True)
class Area:
    """An administrative division of today.

    adcode: six digits (GB/T 2260), nine for a township. parent: adcode of the division above;
    None for a province. short: the name without its kind (武侯, 恩施), for people and search.
    A municipality's districts and a province's directly governed counties have the province as
    parent: there is no city between.
    """

    adcode: str
    name: str
    level: Level
    parent: str | None
    short: str


@dataclass(frozen=True, slots=True)
class Names:
    """The three names of an area; None where the division has none."""

    province: str
    city: str | None
    county: str | None


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a text says about a place.

    areas: one = understood; several = the words mean any of these (朝阳区); none = not a place.
    matched: the words that were used; rest: what remains (street, house number, unit words).
    notes: sentences for people, such as 「密云县」2015 年改为「密云区」.
    """

    areas: tuple[Area, ...]
    matched: tuple[str, ...]
    rest: str
    notes: tuple[str, ...] = ()


class Gazetteer:
    def get(self, adcode: str) -> Area | None:
        """The area of today with this code (six or nine digits); None when there is none."""
        raise NotImplementedError

    def current(self, adcode: str) -> Area | None:
        """As get, but an abolished code leads to the area that holds its ground today."""
        raise NotImplementedError

    def provinces(self) -> tuple[Area, ...]:
        raise NotImplementedError

    def parts(self, adcode: str) -> tuple[Area, ...]:
        """The areas directly below, in code order."""
        raise NotImplementedError

    def path(self, adcode: str) -> tuple[Area, ...]:
        """From the province down to the area itself."""
        raise NotImplementedError

    def names(self, adcode: str) -> Names:
        raise NotImplementedError

    def all(self, level: Level) -> tuple[Area, ...]:
        raise NotImplementedError

    def fix(self, adcode: str) -> Fix | None:
        """The area's own point (its seat where known) with precision by level, and method."""
        raise NotImplementedError

    def telephone_codes(self, adcode: str) -> tuple[str, ...]:
        """Area codes in use there, with the leading 0 ("028"); usually one."""
        raise NotImplementedError

    def counties_at(self, point: Point) -> tuple[Area, ...]:
        """The county that holds the point, then every other county within 1 km of it
        (the borders are no sharper than that). Empty outside China."""
        raise NotImplementedError

    def pinyin(self, adcode: str) -> tuple[str, ...]:
        """Spellings for search, lower case, no spaces or tones: full name, short name,
        initials (wuhouqu, wuhou, whq, wh)."""
        raise NotImplementedError

    def understand(self, text: str, within: str | None = None) -> Understanding:
        """What place an address, unit or question names (Chinese names current, short and old,
        pinyin, initials). `within`: adcode that the place must lie in, when known."""
        raise NotImplementedError


@cache
def gazetteer() -> Gazetteer:
    """The shipped gazetteer, read once per process."""
    return Gazetteer()

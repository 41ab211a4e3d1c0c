"""An area of China, its names, and the ways to write them."""

from dataclasses import dataclass
from typing import Literal

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


SpellingKind = Literal["current", "short", "old", "alias"]


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write an area's name.

    adcode: the area of today that it means; of several successors the first. kind: "short" is the
    name without its kind, "alias" any further form in use (沪, 恩施州, 阿左旗, 雄安新区), "old" a
    name that was abolished. A single-letter alias (沪) means its area only when it stands alone.
    For an old name: year of the change (0 where no record has it), note (the change as a sentence),
    successors (all areas of today on that ground, in code order; also of an alias that is a zone).
    """

    text: str
    adcode: str
    kind: SpellingKind
    year: int = 0
    note: str = ""
    successors: tuple[str, ...] = ()

"""What a text says about a place."""

from dataclasses import dataclass

from sites.areas import Area

# An address has fewer than 100 characters; what is longer is a text, not a place.
LONGEST_TEXT = 300


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a text says about a place.

    areas: one = understood; several = the words mean any of these (朝阳区); none = not a place.
    matched: the words that were used; rest: what remains (street, house number, unit words).
    notes: sentences for people, such as 「密云县」2015 年改为「密云区」; without areas, why there
    are none where more can be said than that no name stands there.
    is_contradictory: the several areas come from names that do not hang together.
    is_divided: there are names that do not hang together, whether one area was chosen or several.
    seat: code of that of several areas which has the seat of the zone that lies in them (雄安新区).
    """

    areas: tuple[Area, ...]
    matched: tuple[str, ...]
    rest: str
    notes: tuple[str, ...] = ()
    is_contradictory: bool = False
    is_divided: bool = False
    seat: str | None = None

"""One area of all that was heard of a place, or what the operator is told where there is none."""

from dataclasses import dataclass

from sites.areas import Area, gazetteer
from sites.areas.codes import county_of
from sites.geocoding.agreeing import why_unclear
from sites.geocoding.listening import Listener
from sites.geocoding.witnesses import PlaceText, hear


@dataclass(frozen=True, slots=True)
class Resolved:
    """The area a row belongs to.

    area: six digits; None when the words say none or several. candidates: the several.
    notes: sentences for the operator: why there is none, what does not agree, old names.
    """

    area: Area | None
    candidates: tuple[Area, ...]
    notes: tuple[str, ...]


def resolve_area(place: PlaceText, listener: Listener | None = None) -> Resolved:
    """The six-digit area a row belongs to; a unit's own county counts before its address.

    listener: keeps what it understood for the point of the row's site; None = for nobody.
    """
    heard = hear(place, listener or Listener())
    codes = tuple(dict.fromkeys(map(county_of, heard.areas)))
    candidates = gazetteer().known(codes)
    if len(candidates) == 1:
        return Resolved(candidates[0], candidates, tuple(heard.notes))
    if not codes and heard.is_told:
        return Resolved(None, (), tuple(heard.notes))
    why = why_unclear(codes, disagree=heard.disagree)
    return Resolved(None, candidates, (*heard.notes, why))

"""Townships that a deployment brought (docs/places.md): their points, and which one a position is
in."""

from functools import lru_cache

from sites.areas.area import Area
from sites.areas.codes import county_of
from sites.areas.filing import Rings
from sites.areas.places_file import PlacesFile
from sites.geo import Point
from sites.records import Fix

# Counties whose rings stay in memory, some 0.1 MB each: a visitor's neighbours ask for the same.
_COUNTIES = 64


class OwnTownships:
    """The townships of one file. Safe to share between threads; it remembers counties, never
    positions."""

    def __init__(self, own: PlacesFile) -> None:
        self._own = own
        self._rings = lru_cache(maxsize=_COUNTIES)(self._rings_of)

    def fix(self, township: Area) -> Fix | None:
        """Where its government or its middle is, by the best source; None where nobody says."""
        own, code = self._own, township.adcode
        named = own.named(county_of(code), township.name)
        places = [each for each in named if each.kind == "township" and each.township == code]
        place = min(places, key=own.rank, default=None)
        if place is None:
            return None
        point, method, origin = place.points[0], own.method(place), own.origin(place)
        return Fix(point, "township", method, code, origin=origin)

    def at(self, county: str, point: Point) -> str:
        """The nine digits of the township in a county whose boundary holds the point (WGS-84);
        empty where none does, several do, or the file has no boundaries there."""
        return self._rings(county).township(point)

    def _rings_of(self, county: str) -> Rings:
        return Rings((place.township, place.points) for place in self._own.boundaries(county))

"""Roads, estates, villages and towns of the past by the words of an address, inside a county.

Points of OpenStreetMap (ODbL) and GeoNames (CC BY), in files of their own (data/README.md). How
near they are was tried on known places (docs/gazetteer.md).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from sites.areas.codes import county_of, is_township
from sites.areas.shipped import ByCounty
from sites.geo import Point, great_circle_km

METHODS = ("openstreetmap", "geonames")
Kind = Literal["estate", "road", "village", "town"]
_KINDS: dict[str, Kind] = {"e": "estate", "r": "road", "v": "village", "t": "town"}
_ORDER = tuple(_KINDS.values())  # the nearest first, by their trials
_AGREE_KM = 3.0  # what one address names and lies farther apart than this is a homonym
_TOWN_KM = 10.0  # as far as a village may lie from its town of the past
_SHORTEST, _LONGEST = 2, 10  # characters of a name
# A name begins the text, or follows a sign or one of these: 西屏镇|慧明小区, 人民路12号|阳光花园.
_BEGINNING = re.compile(
    "(?:^|(?<=[^㐀-鿿0-9])|(?<=[0-9])(?![0-9])|(?<=[县区市旗镇乡村社号路街巷道口组段与和在近])"
    "|(?<=办事处)|(?<=嘎查))(?=..)"
)
_AFTER: dict[Kind, re.Pattern[str]] = {
    "estate": re.compile("(?![街道]|派出所)"),
    "road": re.compile("(?!街道|[镇乡村]|社区|派出所)"),
    # A village's name alone may be a word of something else.
    "village": re.compile("(?:村|社区|嘎查|居委|屯)(?![路街巷道大])"),
    "town": re.compile("(?:镇|乡|街道|办事处|苏木)(?![路街巷道大])"),
}


@dataclass(frozen=True, slots=True)
class NamedPoint:
    """A point with a name. area: its county, or a village's township. method: whose point it is."""

    area: str
    name: str
    kind: Kind
    point: Point
    method: str

    def may_end(self, text: str, end: int) -> bool:
        """Whether a text that names it up to `end` may go on as it does."""
        return _AFTER[self.kind].match(text, end) is not None


class Streets:
    """118,000 points as two texts; only the rows that an address names are read."""

    def __init__(self) -> None:
        self._tables = [(method, ByCounty(f"spots_{method}.tsv.gz")) for method in METHODS]

    def all(self, county: str) -> Iterator[NamedPoint]:
        """Every named point of a county."""
        for method, table in self._tables:
            yield from (_spot(method, line) for line in table.lines(county))

    def find(self, adcode: str, text: str) -> NamedPoint | None:
        """The point that a text names in a county, or in a township (nine digits): its estate, else
        its road, else its village, else a town of the past. None where it names none, or several
        that lie apart."""
        found = [
            place
            for place in self._named(county_of(adcode), text)
            if not is_township(adcode) or _may_lie_in(place, adcode)
        ]
        towns = [place for place in found if place.kind == "town"]
        finest = [place for place in found if place.kind != "town"] or towns
        if not (finest and _lie_together(finest) and _lie_together([finest[0], *towns], _TOWN_KM)):
            return None
        return min(found, key=lambda place: _ORDER.index(place.kind))

    def _named(self, county: str, text: str) -> Iterator[NamedPoint]:
        """The longest names from the left."""
        end = 0
        for beginning in _BEGINNING.finditer(text):
            start = beginning.start()
            if start >= end and (points := self._longest(county, text, start)):
                yield from points
                end = start + len(points[0].name)

    def _longest(self, county: str, text: str, start: int) -> list[NamedPoint]:
        """The points of the longest name that begins here and may end where it does."""
        beginning = "\t" + text[start : start + _SHORTEST]
        tables = [each for each in self._tables if each[1].has(county, beginning)]
        ends = range(min(len(text), start + _LONGEST), start + _SHORTEST - 1, -1)
        for end in ends if tables else ():
            name = text[start:end]
            lines = ((m, line) for m, table in tables for line in table.lines_with(county, name))
            points = [place for each in lines if (place := _spot(*each)).may_end(text, end)]
            if points:
                return points
        return []


def _spot(method: str, line: str) -> NamedPoint:
    area, name, kind, lat, lon = line.split("\t")
    return NamedPoint(area, name, _KINDS[kind], Point(float(lat), float(lon)), method)


def _may_lie_in(place: NamedPoint, township: str) -> bool:
    return place.area in (township, county_of(township))


def _lie_together(points: Iterable[NamedPoint], most_km: float = _AGREE_KM) -> bool:
    first, *others = (place.point for place in points)
    return all(great_circle_km(first, other) <= most_km for other in others)

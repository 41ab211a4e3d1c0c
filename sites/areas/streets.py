"""Roads, estates, villages and towns of the past by the words of an address, inside a county.

Points of OpenStreetMap (ODbL) and GeoNames (CC BY), in files of their own (data/README.md), and
those that a deployment brought (docs/places.md), which come first. How near the shipped ones are
was tried on known places (docs/gazetteer.md).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from functools import partial
from itertools import product
from typing import Literal

from sites.areas.buildings import how_near
from sites.areas.codes import county_of, is_township
from sites.areas.places_file import Place, PlacesFile
from sites.areas.shipped import ByCounty
from sites.geo import Point, great_circle_km

METHODS = ("openstreetmap", "geonames")
Kind = Literal["office", "estate", "road", "village", "town"]
_KINDS: dict[str, Kind] = {"e": "estate", "r": "road", "v": "village", "t": "town"}
_ORDER: tuple[Kind, ...] = ("office", *_KINDS.values())  # the nearest first, by their trials
_AGREE_KM = 3.0  # what one address names and lies farther apart than this is a homonym
_TOWN_KM = 10.0  # as far as a village may lie from its town of the past
_SHORTEST, _LONGEST = 2, 10  # characters of a name
_LONGEST_BROUGHT = 30  # a deployment's offices bear their whole names
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
    """A point with a name. area: its county, or a village's township. method: whose point it is.

    parts: a road that a deployment brought has a point for each of its parts; else the point alone.
    is_inside: an office that the words name by itself, not as what is beside it.
    """

    area: str
    name: str
    kind: Kind
    point: Point
    method: str
    parts: tuple[Point, ...] = ()
    is_inside: bool = False

    def may_end(self, text: str, end: int) -> bool:
        """Whether a text that names it up to `end` may go on as it does."""
        if self.kind == "office":
            return how_near(text[end:]) in ("inside", "beside")
        return _AFTER[self.kind].match(text, end) is not None

    def nearest_to(self, there: Point) -> "NamedPoint":
        """With the part of it that lies nearest."""
        if not self.parts:
            return self
        return replace(self, point=min(self.parts, key=partial(great_circle_km, there)), parts=())


class Streets:
    """118,000 points as two texts; only the rows that an address names are read. own: those that
    the deployment brought, asked first; None = none."""

    def __init__(self, own: PlacesFile | None = None) -> None:
        self._own = own
        self._tables = [(method, ByCounty(f"spots_{method}.tsv.gz")) for method in METHODS]

    def all(self, county: str) -> Iterator[NamedPoint]:
        """Every shipped point of a county."""
        for method, table in self._tables:
            yield from (_spot(method, line) for line in table.lines(county))

    def find(self, adcode: str, text: str) -> NamedPoint | None:
        """The point that a text names in a county, or in a township (nine digits): its office or
        estate, else its road, else its village, else a town of the past. None where it names none,
        or several that lie apart, or by itself a road that is too long to say where."""
        found = [
            place
            for place in self._named(county_of(adcode), text)
            if not is_township(adcode) or _may_lie_in(place, adcode)
        ]
        found = _pinned(found)
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
        beginning = text[start : start + _SHORTEST]
        own = self._own if self._own and self._own.has(county, beginning) else None
        tables = [each for each in self._tables if each[1].has(county, f"\t{beginning}")]
        longest = _LONGEST_BROUGHT if own else _LONGEST
        ends = range(min(len(text), start + longest), start + _SHORTEST - 1, -1)
        for end in ends if own or tables else ():
            name = text[start:end]
            points = [*_brought(own, county, name, text[end:])] if own else []
            lines = ((m, line) for m, table in tables for line in table.lines_with(county, name))
            points = points or [
                place for each in lines if (place := _spot(*each)).may_end(text, end)
            ]
            if points:
                return points
        return []


def _spot(method: str, line: str) -> NamedPoint:
    area, name, kind, lat, lon = line.split("\t")
    return NamedPoint(area, name, _KINDS[kind], Point(float(lat), float(lon)), method)


def _brought(own: PlacesFile, county: str, name: str, after: str) -> Iterator[NamedPoint]:
    """The deployment's places of that name, those of its best source alone, that may be followed
    by these words."""
    places = list(own.named(county, name))
    best = min((own.rank(place) for place in places), default=0)
    for place in places:
        point = _own_point(place, own.method(place))
        if own.rank(place) == best and point.may_end(name + after, len(name)):
            yield replace(point, is_inside=place.kind == "office" and how_near(after) == "inside")


def _own_point(place: Place, method: str) -> NamedPoint:
    first, parts = place.points[0], place.points if len(place.points) > 1 else ()
    return NamedPoint(place.county, place.name, place.kind, first, method, parts)


def _pinned(found: list[NamedPoint]) -> list[NamedPoint]:
    """Each with one point: of a road the part that lies nearest to what else the text names; where
    it names nothing else, its middle, or nothing where that could be far."""
    fixed = [place for place in found if not place.parts]
    roads = [place for place in found if place.parts]
    if fixed:
        return [place.nearest_to(fixed[0].point) for place in found]
    if len(roads) == 1:
        middle = _middle(roads[0].parts)
        return [roads[0].nearest_to(middle)] if middle else []
    if roads:
        here, _ = min(
            product(roads[0].parts, roads[1].parts), key=lambda pair: great_circle_km(*pair)
        )
        return [place.nearest_to(here) for place in roads]
    return []


def _middle(parts: Sequence[Point]) -> Point | None:
    """None for a road whose parts reach farther from their middle than _AGREE_KM."""
    lats, lons = (sorted(values) for values in zip(*map(astuple, parts), strict=True))
    middle = Point((lats[0] + lats[-1]) / 2, (lons[0] + lons[-1]) / 2)
    reach_km = max(great_circle_km(middle, part) for part in parts)
    return middle if reach_km <= _AGREE_KM else None


def _may_lie_in(place: NamedPoint, township: str) -> bool:
    return place.area in (township, county_of(township))


def _lie_together(points: Iterable[NamedPoint], most_km: float = _AGREE_KM) -> bool:
    first, *others = (place.point for place in points)
    return all(great_circle_km(first, other) <= most_km for other in others)

"""Roads, house numbers, estates, villages and offices that a deployment brought, by a name that an
address has (docs/places.md)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, combinations, product

from sites.areas.codes import county_of
from sites.areas.named_point import Kind, NamedPoint
from sites.areas.office_words import how_near
from sites.areas.place_rows import Place
from sites.areas.places_file import PlacesFile
from sites.geo import great_circle_km

_KINDS: dict[str, Kind] = {
    kind: kind for kind in ("office", "building", "estate", "road", "village")
}
_LONGEST = 30  # characters of a name: offices bear their whole ones
_NUMBER = re.compile("([0-9]{1,5})(?:号|$)")
_HOUSE = re.compile("(?:甲|乙|丙|丁|[0-9]+-)?[0-9]+(?:-[0-9]+)?号$")
# Two roads of one name that come no nearer than this are not one with a gap.
_OTHER_ROAD_KM = 3.0
# A house whose number is not known stands near those whose numbers differ by so much; the same side
# of the road first.
_NEAR_NUMBERS = (*range(2, 21, 2), *range(1, 20, 2))
# 李家庄 needs no 村 behind it, but something that no longer name of something else begins with.
_WHOLE_VILLAGE = 3
_VILLAGE_ENDS = re.compile("$|[^㐀-鿿]|[一二三四五六七八九十]{1,3}[组号队社]|第|组|自然村")


def own_points(own: PlacesFile, county: str, text: str) -> list[NamedPoint]:
    """The deployment's places of the longest name with which a text begins and that may end where
    it does; none where there is none."""
    for places in own.beginning(county, text[:_LONGEST]):
        if points := _named(own, places, text[len(places[0].name) :]):
            return points
    return []


def _named(own: PlacesFile, places: Sequence[Place], after: str) -> list[NamedPoint]:
    """Of places of one name those of the best source alone, that may be followed by these words.
    The parts of roads are together."""
    known = [place for place in places if place.kind in _KINDS]
    best = min(map(own.rank, known), default=0)
    points = [
        point
        for place in _roads_joined([place for place in known if own.rank(place) == best])
        if _may_end(point := _point(own, place, after), place.name + after)
    ]
    return [_with_number(own, point, after) for point in points]


def _with_number(own: PlacesFile, point: NamedPoint, after: str) -> NamedPoint:
    """Of a road the house whose number follows; of a house whether it may be another road's."""
    if point.kind not in ("road", "building"):
        return point
    county, road = county_of(point.area), _HOUSE.sub("", point.name)
    if _are_several(own.several_roads(county, road)):
        return replace(point, is_one_of_several=point.kind == "building")
    return _by_number(own, point, after) if point.kind == "road" else point


def _are_several(roads: Sequence[Place]) -> bool:
    """Whether they lie apart: which is meant only a township can tell, or what else is named."""
    return any(
        min(great_circle_km(*pair) for pair in product(one.points, other.points)) > _OTHER_ROAD_KM
        for one, other in combinations(roads, 2)
    )


def _roads_joined(places: Sequence[Place]) -> Iterator[Place]:
    roads = [place for place in places if place.kind == "road"]
    if len(roads) == 1:
        yield roads[0]
    elif roads:
        points = tuple(chain.from_iterable(place.points for place in roads))
        yield replace(roads[0], points=points, length_km=sum(place.length_km for place in roads))
    yield from (place for place in places if place.kind != "road")


def _point(own: PlacesFile, place: Place, after: str = "") -> NamedPoint:
    return NamedPoint(
        place.township or place.county,
        place.name,
        _KINDS[place.kind],
        place.points[0],
        own.method(place),
        parts=place.points if len(place.points) > 1 else (),
        length_km=place.length_km,
        is_inside=place.kind == "office" and how_near(after) == "inside",
        origin=own.origin(place),
    )


def _may_end(point: NamedPoint, text: str) -> bool:
    end = len(point.name)
    if point.kind == "village" and end >= _WHOLE_VILLAGE and _VILLAGE_ENDS.match(text, end):
        return True
    return point.may_end(text, end)


def _by_number(own: PlacesFile, road: NamedPoint, after: str) -> NamedPoint:
    """The house whose number follows the road's name; where it is not known the road, at the house
    whose number is nearest."""
    match = _NUMBER.match(after)
    if match is None:
        return road
    number = int(match[1])
    for near in (number, *(number + step * side for step in _NEAR_NUMBERS for side in (-1, 1))):
        houses = _houses(own, road, near)
        if near == number and houses:
            return _point(own, houses[0]) if len(houses) == 1 else road
        if len(houses) == 1:
            return replace(road, point=houses[0].points[0], parts=())
    return road


def _houses(own: PlacesFile, road: NamedPoint, number: int) -> list[Place]:
    houses = own.named(county_of(road.area), f"{road.name}{number}号")
    return [house for house in houses if house.kind == "building"]

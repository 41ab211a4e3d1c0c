"""The operator's own table: a list of names with points → places (docs/places.md)."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path

from sites.areas import gazetteer
from sites.areas.codes import county_of, is_township
from sites.areas.own_offices import ONE_PLACE_KM, name_of_its_own
from sites.areas.place_rows import KEY_LENGTH, Kind, Place
from sites.assembling.judging import Rules, assemble_row
from sites.geo import great_circle_km
from sites.geocoding import Listener
from sites.locating.brought.naming_places import VILLAGE_END
from sites.reading import read_list
from sites.records import Problem, Row, Site

_ENDINGS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("village", VILLAGE_END),
    ("road", re.compile("(?:大道|大街|公路|路|街|巷|(?<!街)道|胡同)$")),
    ("estate", re.compile("(?:小区|花园|家园|新村|公寓|苑|里|庄园)$")),
)
_APART_KM: dict[Kind, float] = {
    "office": ONE_PLACE_KM,
    "estate": ONE_PLACE_KM,
    "village": 3.0,
    "township": 5.0,
}
_NO_POINT = "没有可用的经纬度，不能当作地名：请写 lat、lon 和 datum 三列。"
_NO_NAME = "去掉省市县以后没有名字了：请写这个地方自己的名字。"
_APART = "和第 {line} 行同名，相距 {km:.1f} 公里，不知道是哪一处，都没有采用：请写出各自的全名。"


@dataclass(frozen=True, slots=True)
class Brought:
    """What a table brought. places: taken, in order of their counties; problems: of rows that were
    not, or not whole."""

    places: tuple[Place, ...]
    problems: tuple[Problem, ...]


def places_of(table: Path) -> Brought:
    """The places of a table: name in the unit's column, area, lat, lon, datum, as in any list.

    A name ends with its kind (…路, …村, …小区); any other is an office. A road may stand in several
    rows, one for each part of it. Raises BadFileError.
    """
    problems: list[Problem] = []
    found: dict[tuple[str, str, Kind], list[tuple[Place, Row]]] = defaultdict(list)
    listener = Listener()
    for row in read_list(table):
        if isinstance(row, Problem):
            problems.append(row)
            continue
        site, told = assemble_row(row, Rules(source_required=False), listener)
        problems += told
        place = _place(site, row) if site else None
        if isinstance(place, Problem):
            problems.append(place)
        elif place:
            found[place.county, place.name, place.kind].append((place, row))
    places = tuple(place for same in found.values() for place in _one(same, problems))
    return Brought(tuple(sorted(places, key=attrgetter("county"))), tuple(problems))


def _place(site: Site, row: Row) -> Place | Problem:
    if site.fix is None:
        return _problem(row, "lat", _NO_POINT)
    county = county_of(site.fix.adcode)  # where the row names a city alone, the point tells it
    if township := _township(county, site.unit):  # before 卓资 is taken off 卓资山镇
        return Place(county, site.unit, "township", (site.fix.point,), 0, str(row.line), township)
    name = name_of_its_own(site.unit, gazetteer().path(county))
    kind = _kind(name)
    if kind == "village":  # the words of an address bring its kind
        name = VILLAGE_END.sub("", name)
    if len(name) < KEY_LENGTH:
        return _problem(row, "unit", _NO_NAME)
    township = _township(county, name) if kind == "office" else ""
    kind = "township" if township else kind
    return Place(county, name, kind, (site.fix.point,), 0, str(row.line), township)


def _township(county: str, name: str) -> str:
    """The nine digits of the county's township of this whole name; empty where it has none."""
    parts = gazetteer().parts(county)
    return next(
        (each.adcode for each in parts if is_township(each.adcode) and each.name == name), ""
    )


def _kind(name: str) -> Kind:
    return next((kind for kind, ending in _ENDINGS if ending.search(name)), "office")


def _one(same: Sequence[tuple[Place, Row]], problems: list[Problem]) -> Iterator[Place]:
    """One place of the rows of one name: a road's parts together; of others the first, or none
    where they lie apart."""
    first, row = same[0]
    if first.kind == "road":
        yield replace(first, points=tuple(place.points[0] for place, _ in same))
        return
    for place, other in same[1:]:
        km = great_circle_km(first.points[0], place.points[0])
        if km > _APART_KM[first.kind]:
            problems += [
                _problem(each, "unit", _APART.format(line=twin.line, km=km))
                for each, twin in ((row, other), (other, row))
            ]
            return
    yield first


def _problem(row: Row, column: str, advice: str) -> Problem:
    return Problem(row.file, row.line, column, row.cells.get(column, ""), advice)

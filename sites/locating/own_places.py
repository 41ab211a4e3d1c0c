"""The deployment's own places: a list of names with points → the file that the gazetteer asks
first (docs/places.md)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sites.areas import gazetteer
from sites.areas.codes import county_of
from sites.areas.own_offices import ONE_PLACE_KM, name_of_its_own
from sites.areas.places_file import (
    KEY_LENGTH,
    Kind,
    Place,
    PlacesFile,
    PlaceSource,
    write_places,
)
from sites.assembling.judging import Rules, assemble_row
from sites.errors import NotFoundError
from sites.geo import great_circle_km
from sites.geocoding import Listener
from sites.reading import read_list
from sites.records import Problem, Row, Site

_ENDINGS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("village", re.compile("(?:村民委员会|村委会|村|社区居委会|社区|居委会|嘎查|屯)$")),
    ("road", re.compile("(?:大道|大街|公路|路|街|巷|道|胡同)$")),
    ("estate", re.compile("(?:小区|花园|家园|新村|公寓|苑|里|庄园)$")),
)
_APART_KM: dict[Kind, float] = {"office": ONE_PLACE_KM, "estate": ONE_PLACE_KM, "village": 3.0}
_NO_POINT = "没有可用的经纬度，不能当作地名：请写 lat、lon 和 datum 三列。"
_NO_NAME = "去掉省市县以后没有名字了：请写这个地方自己的名字。"
_APART = "和第 {line} 行同名，相距 {km:.1f} 公里，不知道是哪一处，都没有采用：请写出各自的全名。"


@dataclass(frozen=True, slots=True)
class Brought:
    """What a table brought. places: taken; problems: of rows that were not, or not whole."""

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
    return Brought(places, tuple(problems))


def opened(path: Path) -> PlacesFile | None:
    """The places file; None where there is none. Raises BadFileError."""
    return PlacesFile(path) if path.exists() else None


def sources_of(path: Path) -> tuple[PlaceSource, ...]:
    """The sources of a places file; none where there is no file. Raises BadFileError."""
    file = opened(path)
    return file.sources if file else ()


def add(path: Path, source: PlaceSource, places: Iterable[Place]) -> PlaceSource:
    """Write the places into the file; an earlier source of the same name is replaced. The file
    stands as it did until the new one is whole. Raises BadFileError, OSError."""
    sources, kept = _without(path, source.name)
    own = [replace(place, source=len(sources)) for place in places]
    counted = replace(source, count=len(own))
    _write(path, [*sources, counted], [*kept, *own])
    return counted


def remove(path: Path, name: str) -> None:
    """Take a source out; with the last one the file goes. Raises NotFoundError, BadFileError."""
    if name not in [source.name for source in sources_of(path)]:
        raise NotFoundError(f"没有叫「{name}」的来源：用 flask sites places list 看有哪些。")
    sources, kept = _without(path, name)
    if sources:
        _write(path, sources, kept)
    else:
        path.unlink()


def _without(path: Path, name: str) -> tuple[list[PlaceSource], list[Place]]:
    """The other sources of the file and their places, numbered anew."""
    file = opened(path)
    if file is None:
        return [], []
    stays = [source.name != name for source in file.sources]
    numbers = [sum(stays[:at]) for at in range(len(stays))]
    kept = [
        replace(place, source=numbers[place.source]) for place in file.all() if stays[place.source]
    ]
    return [source for source in file.sources if source.name != name], kept


def _write(path: Path, sources: Sequence[PlaceSource], places: Iterable[Place]) -> None:
    write_places(path, sources, sorted(places, key=lambda place: place.county))


def _place(site: Site, row: Row) -> Place | Problem:
    if site.fix is None:
        return _problem(row, "lat", _NO_POINT)
    county = county_of(site.fix.adcode)  # where the row names a city alone, the point tells it
    name = name_of_its_own(site.unit, gazetteer().path(county))
    kind = _kind(name)
    if kind == "village":  # the words of an address bring its kind
        name = dict(_ENDINGS)[kind].sub("", name)
    if len(name) < KEY_LENGTH:
        return _problem(row, "unit", _NO_NAME)
    return Place(county, name, kind, (site.fix.point,), 0, str(row.line))


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

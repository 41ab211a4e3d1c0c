"""What a door found, in any order and of any number → places county by county, in little memory.

Rows wait in a file of SQLite beside the places file, which sorts them on disk.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, islice
from operator import attrgetter, itemgetter
from pathlib import Path

import numpy as np

from sites.areas import Gazetteer
from sites.areas.filing import Rings
from sites.areas.place_rows import Kind, Place
from sites.errors import SitesError
from sites.geo import Point
from sites.locating.brought.naming_places import kept_names
from sites.locating.brought.same_names import Waiting, merged
from sites.locating.brought.township_names import TownshipNames

_TOGETHER = 20_000  # things whose counties are looked for at once
_OF_TOWNSHIPS: tuple[Kind, ...] = ("boundary", "township")
_SETTINGS = ("journal_mode = off", "synchronous = off", "cache_size = -64000", "temp_store = file")
_TABLE = "create table waiting (county, name, kind, id, township, local, km real, points)"
_KEEP = "insert into waiting values (?, ?, ?, ?, ?, ?, ?, ?)"
_NO_ROOM = (
    "整理地名时写不下（{why}）：请让「{folder}」那里空出几 GB，再加一次；原来的地名没有改动。"
)
_SORTED = """
    select * from waiting order by county, kind = 'boundary' desc, kind, name, id, points
"""
_NO_ROOM = (
    "「{folder}」里放不下读到的地名（{why}）：腾出地方（一般是原文件的三倍），再加一次；"
    "原来的地名没有改动。"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A thing with names, as a door finds it. points: (lat, lon) in degrees, WGS-84, of a road
    along it, of a boundary its closed ring, else one. id: in its source. km: a road's length.
    local: its name in the region's own script. inside: a point within the boundary."""

    names: tuple[str, ...]
    kind: Kind
    id: str
    points: Sequence[tuple[float, float]]
    km: float = 0.0
    local: str = ""
    inside: tuple[float, float] | None = None

    @property
    def filed_by(self) -> Sequence[tuple[float, float]]:
        """The points that say under which county it is filed: of a road each says so for itself."""
        if self.kind == "road":
            return self.points
        return (self.inside or self.points[0],)


class Collection:
    """Takes what a door finds, gives it back county by county. Not safe between threads."""

    def __init__(self, gazetteer: Gazetteer, rows: sqlite3.Connection) -> None:
        self._gazetteer, self._rows = gazetteer, rows
        self._filing = gazetteer.filing()
        self._townships = TownshipNames(gazetteer)

    def take(self, things: Iterable[Found]) -> None:
        """Keep all of them."""
        left = iter(things)
        while some := list(islice(left, _TOGETHER)):
            self._rows.executemany(_KEEP, self._filed(some))

    def places(self, tell: Callable[[int], None]) -> Iterator[Place]:
        """The places, those of one county together, counties in code order; source 0. tell: called
        now and then with the percent that were done since."""
        (count,) = self._rows.execute("select count(*) from waiting").fetchone()
        rows = map(Waiting._make, self._rows.execute(_SORTED))
        counted = _telling(rows, count, tell)
        for _, own in groupby(counted, key=itemgetter(0)):
            yield from _of_county(own)

    def _filed(self, things: Sequence[Found]) -> Iterator[Waiting]:
        """Each under its county by each of its names; a road in parts, one for each county."""
        degrees = np.array([point for thing in things for point in thing.filed_by])
        if not len(degrees):
            return
        codes = iter(self._filing.counties(degrees[:, 0], degrees[:, 1]))
        for thing in things:
            own = list(islice(codes, len(thing.filed_by)))
            for county in dict.fromkeys(filter(None, own)):
                yield from self._of_one(thing, county, own)

    def _of_one(self, thing: Found, county: str, codes: Sequence[str]) -> Iterator[Waiting]:
        points = thing.points
        if thing.kind == "road":
            points = [p for p, code in zip(points, codes, strict=True) if code == county]
        km = thing.km * len(points) / len(thing.points)
        text = json.dumps([(round(lat, 5), round(lon, 5)) for lat, lon in points])
        county = self._claimed(thing, county)
        for name, code in self._names(thing, county):
            yield Waiting(county, name, thing.kind, thing.id, code, thing.local, km, text)

    def _names(self, thing: Found, county: str) -> Iterable[tuple[str, str]]:
        """(name, township's code or nothing) for each name under which it is looked for."""
        if thing.kind in _OF_TOWNSHIPS:
            return {found for name in thing.names if (found := self._townships.find(county, name))}
        path = self._gazetteer.path(county)
        return ((name, "") for name in kept_names(thing.names, thing.kind, path))

    def _claimed(self, thing: Found, county: str) -> str:
        """The county that an office's own name says, where the border with it is near (the map's
        borders are generalised); else the one that holds the point."""
        if thing.kind != "office" or not self._names_another(thing, county):
            return county
        for area in self._gazetteer.counties_at(Point(*thing.points[0])):
            if any(name.startswith(area.name) for name in thing.names):
                return area.adcode
        return county

    def _names_another(self, thing: Found, county: str) -> bool:
        begun = {name[:length] for name in thing.names for length in (2, 3, 4, 5)}
        own = {area.name for area in self._gazetteer.path(county)}
        return bool(begun & self._counties - own)

    @cached_property
    def _counties(self) -> frozenset[str]:
        return frozenset(area.name for area in self._gazetteer.all("county"))


def _telling(rows: Iterator[Waiting], count: int, tell: Callable[[int], None]) -> Iterator[Waiting]:
    """The rows, each percent of them told."""
    told = 0
    for number, row in enumerate(rows, 1):
        yield row
        if (percent := 100 * number // count) > told:
            tell(percent - told)
            told = percent


def _of_county(rows: Iterator[Waiting]) -> Iterator[Place]:
    """Boundaries stand first: they tell in which township the others lie."""
    rings: list[tuple[str, Sequence[Point]]] = []
    inside = Rings(())
    for (kind, _), same in groupby(rows, key=attrgetter("kind", "name")):
        if kind != "boundary" and rings:
            inside, rings = Rings(rings), []
        for place in merged(list(same), inside):
            if kind == "boundary":
                rings.append((place.township, place.points))
            yield place


@contextmanager
def collecting(gazetteer: Gazetteer, beside: Path) -> Iterator[Collection]:
    """A place to keep what a door finds. beside: the places file; what a killed run left there is
    removed. Raises OSError, SitesError where the disk is full."""
    path = beside.with_name(beside.name + ".collecting")
    path.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as rows:
            for setting in _SETTINGS:
                rows.execute(f"pragma {setting}")
            rows.execute(_TABLE)
            yield Collection(gazetteer, rows)
    except sqlite3.Error as error:
        raise SitesError(_NO_ROOM.format(why=error, folder=path.parent)) from error
    finally:
        with suppress(OSError):
            path.unlink(missing_ok=True)

"""A deployment's own places in one file, mapped into memory: docs/places.md.

Little-endian: eight bytes that name the format, the length of a head (uint64), the head (JSON: the
sources, the county of each run of rows), a key for each row (uint32, of its name's first two
characters, in order within a county), where each row begins (uint32), the rows (UTF-8, a line
each). Only the head is read when the file is opened, and of the rows what a question touches.
"""

import json
import mmap
import os
import struct
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, Literal

from sites.errors import BadFileError
from sites.geo import Point

Kind = Literal["road", "estate", "village", "office"]
KINDS: tuple[Kind, ...] = ("road", "estate", "village", "office")
# Whose points they are; the first wins where two know a name.
SourceKind = Literal["table", "openstreetmap", "geonames"]
RANKS: tuple[SourceKind, ...] = ("table", "openstreetmap", "geonames")
# A name has at least two characters: its first two are its key.
KEY_LENGTH = 2

_KIND = {kind[0]: kind for kind in KINDS}
_MAGIC = b"PLACES\x00\x01"
_LENGTH = struct.Struct("<Q")
_ALIGNED = 8
_MAX_HEAD_BYTES = 16_000_000
_AGAIN = "请用 flask sites places 重新加入地名文件；在那以前用程序自带的地名。"


@dataclass(frozen=True, slots=True)
class PlaceSource:
    """Where places come from. date: of the data, as its maker says it (YYYY-MM-DD), else empty.
    count: places that were taken from it."""

    kind: SourceKind
    name: str
    date: str
    credit: str
    count: int


@dataclass(frozen=True, slots=True)
class Place:
    """A place with a name inside a county (six digits). points: WGS-84; a road has one for each
    part of it, in no order. source: its number among the file's sources. id: in its source."""

    county: str
    name: str
    kind: Kind
    points: tuple[Point, ...]
    source: int
    id: str


class PlacesFile:
    """The places of one file. Look-ups of a county that it does not have find nothing.

    Raises BadFileError when the file is none of ours, of another version, or cut off.
    """

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            head, start = _head(self._bytes)
            count, self._runs = head["count"], head["counties"]
            self.sources = tuple(PlaceSource(**source) for source in head["sources"])
            keys, begins = start + 4 * count, start + 8 * count
            if begins + head["bytes"] != len(self._bytes):
                raise ValueError("cut off")
        except (OSError, ValueError, KeyError, TypeError, struct.error) as error:
            raise BadFileError(f"地名文件 {path.name} 不完整或不是本程序写的。{_AGAIN}") from error
        view = memoryview(self._bytes)
        self._keys = view[start:keys].cast("I")
        self._begins = view[keys:begins].cast("I")
        self._rows = begins

    def has(self, county: str, beginning: str) -> bool:
        """Whether a name in the county begins with these two characters (or, rarely, others)."""
        at, end = self._first(county, beginning)
        return at < end and self._keys[at] == _key(beginning)

    def named(self, county: str, name: str) -> Iterator[Place]:
        """The county's places of exactly this name."""
        return (place for place in self._beginning(county, name) if place.name == name)

    def of(self, county: str) -> Iterator[Place]:
        """All places of a county, those of one beginning together."""
        start, end = self._runs.get(county, (0, 0))
        return (self._place(county, at) for at in range(start, end))

    def method(self, place: Place) -> SourceKind:
        """Whose point it is."""
        return self.sources[place.source].kind

    def rank(self, place: Place) -> int:
        """Where two know a name the lower one wins."""
        return RANKS.index(self.method(place))

    def counties(self) -> Sequence[str]:
        """The counties that have places, in code order."""
        return tuple(self._runs)

    def all(self) -> Iterator[Place]:
        """Every place, county by county."""
        for county in self._runs:
            yield from self.of(county)

    def _first(self, county: str, beginning: str) -> tuple[int, int]:
        """The first row whose key is not lower, and the end of the county's rows."""
        start, end = self._runs.get(county, (0, 0))
        return bisect_left(self._keys, _key(beginning), start, end), end

    def _beginning(self, county: str, name: str) -> Iterator[Place]:
        at, end = self._first(county, name)
        while at < end and self._keys[at] == _key(name):
            yield self._place(county, at)
            at += 1

    def _place(self, county: str, at: int) -> Place:
        start = self._rows + self._begins[at]
        line = self._bytes[start : self._bytes.find(b"\n", start)].decode()
        name, kind, source, own_id, points = line.split("\t")
        return Place(county, name, _KIND[kind], _points(points), int(source), own_id)


def write_places(path: Path, sources: Sequence[PlaceSource], places: Iterable[Place]) -> None:
    """Write the file anew; the old one stays until the new one is whole. Raises OSError.

    places: those of one county together, counties in code order; at least two characters a name.
    """
    unfinished = path.with_name(path.name + ".tmp")
    try:
        with unfinished.open("wb") as file:
            file.writelines(_pieces(sources, places))
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _pieces(sources: Sequence[PlaceSource], places: Iterable[Place]) -> Iterator[bytes | bytearray]:
    counties: dict[str, tuple[int, int]] = {}
    keys, begins, lines = bytearray(), bytearray(), bytearray()
    count = 0
    for county, own in groupby(places, attrgetter("county")):
        rows = sorted((_key(place.name), _line(place)) for place in own)
        counties[county] = (count, count + len(rows))
        count += len(rows)
        for key, line in rows:
            keys += struct.pack("<I", key)
            begins += struct.pack("<I", len(lines))
            lines += line
    head = {
        "sources": [asdict(source) for source in sources],
        "counties": counties,
        "count": count,
        "bytes": len(lines),
    }
    text = json.dumps(head, ensure_ascii=False).encode()
    text += b" " * (-(len(_MAGIC) + _LENGTH.size + len(text)) % _ALIGNED)
    yield from (_MAGIC, _LENGTH.pack(len(text)), text, keys, begins, lines)


def _head(content: mmap.mmap) -> tuple[dict[str, Any], int]:
    """What the head says, and where it ends. Raises ValueError for a file that is not ours."""
    start = len(_MAGIC) + _LENGTH.size
    if content[: len(_MAGIC)] != _MAGIC:
        raise ValueError("another format or version")
    (length,) = _LENGTH.unpack(content[len(_MAGIC) : start])
    if length > min(_MAX_HEAD_BYTES, len(content) - start):
        raise ValueError("cut off")
    return json.loads(content[start : start + length]), start + length


def _key(name: str) -> int:
    """32 bits of the first two characters. Two beginnings may share one: names decide."""
    return (ord(name[0]) * 0x10001 + ord(name[1])) & 0xFFFFFFFF


def _line(place: Place) -> bytes:
    points = " ".join(f"{point.lat:.5f},{point.lon:.5f}" for point in place.points)
    cells = (place.name, place.kind[0], str(place.source), place.id, points)
    return "\t".join(cells).encode() + b"\n"


def _points(text: str) -> tuple[Point, ...]:
    pairs = (pair.split(",") for pair in text.split(" "))
    return tuple(Point(float(lat), float(lon)) for lat, lon in pairs)

"""A deployment's own places in one file, mapped into memory: docs/places.md.

Little-endian: eight bytes that name the format, where the head begins (uint64), the rows (UTF-8, a
line each), a key for each row (uint32, of its name's first two characters, in order within a
county), where each row begins (uint32), the villages of all counties by a sum of their names
(uint32 each: sums in order, then their rows), the head (JSON: the sources, the county of each run
of rows). Only the head is read when the file is opened, and of the rest what a question touches.
"""

import json
import mmap
import os
import struct
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import groupby, pairwise
from operator import attrgetter
from pathlib import Path
from typing import IO, Any, Literal
from zlib import crc32

import polyline

from sites.errors import BadFileError
from sites.geo import Point

# building: a house number of a road. boundary: the ring around a township.
Kind = Literal["road", "building", "estate", "village", "office", "township", "boundary"]
KINDS: tuple[Kind, ...] = (
    "road",
    "building",
    "estate",
    "village",
    "office",
    "township",
    "boundary",
)
# Whose points they are; the first wins where two know a name.
SourceKind = Literal["table", "openstreetmap", "geonames"]
RANKS: tuple[SourceKind, ...] = ("table", "openstreetmap", "geonames")
# A name has at least two characters: its first two are its key.
KEY_LENGTH = 2

_SIGNS: dict[Kind, str] = dict(zip(KINDS, "rbevotg", strict=True))
_KINDS = {sign: kind for kind, sign in _SIGNS.items()}
_MAGIC = b"PLACES\x00\x02"
_WHERE = struct.Struct("<Q")
_ALIGNED = 8
_DEGREE = 100_000  # a place is known to a metre
_FEW = 32  # rows are read through; more are bisected for each length that a name may have
_MAX_HEAD_BYTES = 16_000_000
_TOWNSHIP_DIGITS = 3  # behind the county's six
_AGAIN = "请用 flask sites places 重新加入地名文件；在那以前用程序自带的地名。"
_TOO_LARGE = "地名太多，一个文件放不下（上限 4 GB）：请分省加入，只加要用的省。"


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
    part of it, in no order; a boundary is a closed ring. source: its number among the file's
    sources. id: in its source. township: nine digits, empty where it is not known. length_km: of a
    road inside the county, 0 where nobody measured it. local: its name in the region's own script,
    else empty."""

    county: str
    name: str
    kind: Kind
    points: tuple[Point, ...]
    source: int
    id: str
    township: str = ""
    length_km: float = 0.0
    local: str = ""


class PlacesFile:
    """The places of one file. Look-ups of a county that it does not have find nothing.

    Raises BadFileError when the file is none of ours, of another version, or cut off.
    """

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
                written = os.fstat(file.fileno()).st_mtime_ns
            head, end = _head(self._bytes)
            # Another file has another mark, for whoever keeps an answer.
            self.mark = f"{crc32(self._bytes[end:], written & 0xFFFFFFFF):08x}"
            self._runs, self._rings = head["counties"], head["boundaries"]
            self.sources = tuple(PlaceSource(**source) for source in head["sources"])
            self._counties = sorted({*self._runs, *self._rings})
            self._origins = [f"{each.name} {each.date}".rstrip() for each in self.sources]
            self._kinds = [each.kind for each in self.sources]
            self._ranks = [RANKS.index(kind) for kind in self._kinds]
            count, villages = head["count"], head["villages"]
            ends = [end - 8 * (count + villages)]
            for length in (count, count, villages, villages):
                ends.append(ends[-1] + 4 * length)
            if ends[0] < _rows_start() or ends[0] % _ALIGNED:
                raise ValueError("cut off")
        except (OSError, ValueError, KeyError, TypeError, struct.error) as error:
            raise BadFileError(f"地名文件 {path.name} 不完整或不是本程序写的。{_AGAIN}") from error
        view = memoryview(self._bytes)
        self._keys, self._begins, self._sums, self._villages = (
            view[start:end].cast("I") for start, end in pairwise(ends)
        )
        self._codes: tuple[str, ...] = tuple(self._runs)
        self._starts = [start for start, _ in self._runs.values()]

    def beginning(self, county: str, text: str) -> Iterator[list[Place]]:
        """The county's places with whose names a text begins, those of one name together, the
        longest name first; boundaries are not among them."""
        start, end = self._same_key(county, text)
        if end - start > _FEW:  # the house numbers of a road
            for length in range(len(text), KEY_LENGTH - 1, -1):
                if places := list(self._named(county, text[:length], start, end)):
                    yield places
            return
        if start == end:
            return
        wanted, found = text.encode(), dict[bytes, list[bytes]]()
        for line in self._lines(start, end):
            if wanted.startswith(name := line[: line.index(b"\t")]):
                found.setdefault(name, []).append(line)
        for name in sorted(found, key=len, reverse=True):
            yield [_place(county, line) for line in found[name]]

    def named(self, county: str, name: str) -> Iterator[Place]:
        """The county's places of exactly this name; boundaries are not among them."""
        return self._named(county, name, *self._same_key(county, name))

    def of(self, county: str) -> Iterator[Place]:
        """All places of a county but boundaries, those of one beginning together."""
        return (_place(county, self._line(at)) for at in range(*self._runs.get(county, (0, 0))))

    def boundaries(self, county: str) -> Iterator[Place]:
        """The rings around townships of a county; a township may have several."""
        return (_place(county, self._line(at)) for at in range(*self._rings.get(county, (0, 0))))

    def villages(self, name: str) -> Iterator[Place]:
        """The villages of exactly this name in all counties. name: without 村 and its like."""
        wanted = crc32(name.encode())
        at = bisect_left(self._sums, wanted)
        while at < len(self._sums) and self._sums[at] == wanted:
            row = self._villages[at]
            place = _place(self._county_of(row), self._line(row))
            if place.name == name:
                yield place
            at += 1

    def method(self, place: Place) -> SourceKind:
        """Whose point it is."""
        return self._kinds[place.source]

    def origin(self, place: Place) -> str:
        """File, date of its data and id in it, for people."""
        return f"{self._origins[place.source]} {place.id}".rstrip()

    def rank(self, place: Place) -> int:
        """Where two know a name the lower one wins."""
        return self._ranks[place.source]

    def counties(self) -> Sequence[str]:
        """The counties that have places or boundaries, in code order."""
        return self._counties

    def counties_in(self, start: str) -> Sequence[str]:
        """Those of them whose codes begin so."""
        at = bisect_left(self._counties, start)
        end = bisect_left(self._counties, start + ":", at)  # the sign behind the digits
        return self._counties[at:end]

    def all(self) -> Iterator[Place]:
        """Every place, county by county."""
        for county in self.counties():
            yield from self.of(county)
            yield from self.boundaries(county)

    def _same_key(self, county: str, beginning: str) -> tuple[int, int]:
        """The county's rows whose names begin with these two characters (or, rarely, others)."""
        start, end = self._runs.get(county, (0, 0))
        key = _key(beginning)
        at = bisect_left(self._keys, key, start, end)
        return at, bisect_right(self._keys, key, at, end)

    def _named(self, county: str, name: str, start: int, end: int) -> Iterator[Place]:
        """The places of a name among rows of one key, which stand in the order of their names."""
        wanted = f"{name}\t".encode()
        at = bisect_left(range(end), wanted, start, end, key=self._line)
        while at < end and (line := self._line(at)).startswith(wanted):
            yield _place(county, line)
            at += 1

    def _county_of(self, row: int) -> str:
        return self._codes[bisect_right(self._starts, row) - 1]

    def _lines(self, start: int, end: int) -> list[bytes]:
        """As _line for rows that follow each other, in one go."""
        first, last = (_rows_start() + self._begins[at] for at in (start, end - 1))
        return self._bytes[first : self._bytes.find(b"\n", last)].split(b"\n")

    def _line(self, at: int) -> bytes:
        start: int = _rows_start() + self._begins[at]
        return bytes(self._bytes[start : self._bytes.find(b"\n", start)])


def write_places(path: Path, sources: Sequence[PlaceSource], places: Iterable[Place]) -> None:
    """Write the file anew; the old one stays until the new one is whole. Raises OSError, and
    BadFileError for more than 4 GB of rows.

    places: those of one county together, counties in code order; at least two characters a name.
    The sources' counts are written as they come.
    """
    unfinished = path.with_name(path.name + ".tmp")
    try:
        with unfinished.open("wb") as file:
            file.write(_MAGIC + _WHERE.pack(0))
            rows = _Rows(file)
            for county, own in groupby(places, attrgetter("county")):
                rows.write(county, own)
            rows.finish(sources)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        with suppress(OSError):  # what went wrong with the file itself is the error to be told
            unfinished.unlink(missing_ok=True)


class _Rows:
    """Rows on their way into a file: only their keys and beginnings stay in memory."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._length = file, 0
        self._keys, self._begins = array("I"), array("I")
        self._villages: list[tuple[int, int]] = []
        self._counts: Counter[int] = Counter()
        self._counties: dict[str, tuple[int, int]] = {}
        self._boundaries: dict[str, tuple[int, int]] = {}

    def write(self, county: str, places: Iterable[Place]) -> None:
        """All places of one county, its boundaries behind the others."""
        rows = []
        for place in places:
            self._counts[place.source] += 1
            rows.append((place.kind == "boundary", _key(place.name), _line(place)))
        rows.sort()
        for runs, is_ring in ((self._counties, False), (self._boundaries, True)):
            start = len(self._keys)
            for at_ring, key, line in rows:
                if at_ring == is_ring:
                    self._keep(key, line)
            if len(self._keys) > start:
                runs[county] = (start, len(self._keys))

    def _keep(self, key: int, line: bytes) -> None:
        name, _, rest = line.partition(b"\t")
        if rest.startswith(_SIGNS["village"].encode()):
            self._villages.append((crc32(name), len(self._keys)))
        self._keys.append(key)
        try:
            self._begins.append(self._length)
        except OverflowError as error:
            raise BadFileError(_TOO_LARGE) from error
        self._length += self._file.write(line)

    def finish(self, sources: Sequence[PlaceSource]) -> None:
        """The indexes and the head, and at the beginning where that is."""
        self._villages.sort()
        head = {
            "sources": [
                asdict(source) | {"count": self._counts[number]}
                for number, source in enumerate(sources)
            ],
            "counties": self._counties,
            "boundaries": self._boundaries,
            "count": len(self._keys),
            "villages": len(self._villages),
        }
        self._file.write(b"\n" * (-self._file.tell() % _ALIGNED))
        sums, villages = (array("I", [pair[at] for pair in self._villages]) for at in (0, 1))
        for numbers in (self._keys, self._begins, sums, villages):
            numbers.tofile(self._file)
        where = self._file.tell()
        self._file.write(json.dumps(head, ensure_ascii=False).encode())
        self._file.seek(len(_MAGIC))
        self._file.write(_WHERE.pack(where))


def _rows_start() -> int:
    return len(_MAGIC) + _WHERE.size


def _head(content: mmap.mmap) -> tuple[dict[str, Any], int]:
    """What the head says, and where it begins. Raises ValueError for a file that is not ours."""
    if content[: len(_MAGIC)] != _MAGIC:
        raise ValueError("another format or version")
    (where,) = _WHERE.unpack(content[len(_MAGIC) : _rows_start()])
    if not _rows_start() <= where < len(content) <= where + _MAX_HEAD_BYTES:
        raise ValueError("cut off")
    return json.loads(content[where:]), where


def _key(name: str) -> int:
    """32 bits of the first two characters. Two beginnings may share one: names decide."""
    return (ord(name[0]) * 0x10001 + ord(name[1])) & 0xFFFFFFFF


def _line(place: Place) -> bytes:
    township = place.township[-_TOWNSHIP_DIGITS:]
    length = f"{place.length_km:.1f}" if place.length_km else ""
    points = _encoded(place.points)
    sign = f"{_SIGNS[place.kind]}{place.source}"
    cells = (place.name, sign, place.id, township, length, points, place.local)
    return "\t".join(cells).encode() + b"\n"


def _place(county: str, line: bytes) -> Place:
    name, sign, own_id, township, length, points, local = line.decode().split("\t")
    return Place(
        county,
        name,
        _KINDS[sign[0]],
        _decoded(points),
        int(sign[1:]),
        own_id,
        county + township if township else "",
        float(length or 0),
        local,
    )


def _encoded(points: Sequence[Point]) -> str:
    """Of one point its degrees in hundred-thousandths, "lat,lon": that is read ten times as fast.
    Of several a polyline, which has no comma."""
    if len(points) > 1:
        return str(polyline.encode([(point.lat, point.lon) for point in points]))
    (point,) = points
    return f"{round(point.lat * _DEGREE)},{round(point.lon * _DEGREE)}"


def _decoded(text: str) -> tuple[Point, ...]:
    lat, comma, lon = text.partition(",")
    if comma:
        return (Point(int(lat) / _DEGREE, int(lon) / _DEGREE),)
    return tuple(Point(*degrees) for degrees in polyline.decode(text))

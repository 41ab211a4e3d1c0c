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
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any
from zlib import crc32

from sites.areas.place_rows import (
    KEY_LENGTH,
    RANKS,
    Place,
    PlaceSource,
    SourceKind,
    key_of,
    kind_of_line,
    place_of,
)
from sites.errors import BadFileError

MAGIC = b"PLACES\x00\x02"
WHERE = struct.Struct("<Q")
ALIGNED = 8

_FEW = 32  # rows are read through; more are bisected for each length that a name may have
_MAX_HEAD_BYTES = 16_000_000
_AGAIN = "请用 flask sites places 重新加入地名文件；在那以前用程序自带的地名。"


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
            if ends[0] < _rows_start() or ends[0] % ALIGNED:
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
            yield [place_of(county, line) for line in found[name]]

    def named(self, county: str, name: str) -> Iterator[Place]:
        """The county's places of exactly this name; boundaries are not among them."""
        return self._named(county, name, *self._same_key(county, name))

    def several_roads(self, county: str, name: str) -> list[Place]:
        """The roads of exactly this name that lie apart; none where there is one alone, whose
        points need not be read."""
        lines = self._lines_named(name, *self._same_key(county, name))
        roads = [line for line in lines if kind_of_line(line) == "road"]
        return [place_of(county, line) for line in roads] if len(roads) > 1 else []

    def of(self, county: str) -> Iterator[Place]:
        """All places of a county but boundaries, those of one beginning together."""
        return (place_of(county, self._line(at)) for at in range(*self._runs.get(county, (0, 0))))

    def boundaries(self, county: str) -> Iterator[Place]:
        """The rings around townships of a county; a township may have several."""
        return (place_of(county, self._line(at)) for at in range(*self._rings.get(county, (0, 0))))

    def villages(self, name: str, start: str = "") -> Iterator[Place]:
        """The villages of exactly this name in the counties whose codes begin so. name: without 村
        and its like."""
        wanted = crc32(name.encode())
        at = bisect_left(self._sums, wanted)
        rows = self._villages[at : bisect_right(self._sums, wanted, at)]
        for row, county in ((row, self._county_of(row)) for row in rows):
            if county.startswith(start):
                place = place_of(county, self._line(row))
                if place.name == name:
                    yield place

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
        key = key_of(beginning)
        at = bisect_left(self._keys, key, start, end)
        return at, bisect_right(self._keys, key, at, end)

    def _named(self, county: str, name: str, start: int, end: int) -> Iterator[Place]:
        return (place_of(county, line) for line in self._lines_named(name, start, end))

    def _lines_named(self, name: str, start: int, end: int) -> Iterator[bytes]:
        """Of rows of one key, which stand in the order of their names, those of a name."""
        wanted = f"{name}\t".encode()
        at = bisect_left(range(end), wanted, start, end, key=self._line)
        while at < end and (line := self._line(at)).startswith(wanted):
            yield line
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


def _rows_start() -> int:
    return len(MAGIC) + WHERE.size


def _head(content: mmap.mmap) -> tuple[dict[str, Any], int]:
    """What the head says, and where it begins. Raises ValueError for a file that is not ours."""
    if content[: len(MAGIC)] != MAGIC:
        raise ValueError("another format or version")
    (where,) = WHERE.unpack(content[len(MAGIC) : _rows_start()])
    if not _rows_start() <= where < len(content) <= where + _MAX_HEAD_BYTES:
        raise ValueError("cut off")
    return json.loads(content[where:]), where

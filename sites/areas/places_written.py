"""Writing the places file: rows stream through, only their indexes stand in memory."""

import json
import os
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import IO
from zlib import crc32

from sites.areas.place_rows import SIGNS, Place, PlaceSource, key_of, line_of
from sites.areas.places_file import ALIGNED, MAGIC, WHERE
from sites.errors import BadFileError

_TOO_LARGE = "地名太多，一个文件放不下（上限 4 GB）：请分省加入，只加要用的省。"


def write_places(path: Path, sources: Sequence[PlaceSource], places: Iterable[Place]) -> None:
    """Write the file anew; the old one stays until the new one is whole. Raises OSError, and
    BadFileError for more than 4 GB of rows.

    places: those of one county together, counties in code order; at least two characters a name.
    The sources' counts are written as they come.
    """
    unfinished = path.with_name(path.name + ".tmp")
    try:
        with unfinished.open("wb") as file:
            file.write(MAGIC + WHERE.pack(0))
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
            rows.append((place.kind == "boundary", key_of(place.name), line_of(place)))
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
        if rest.startswith(SIGNS["village"].encode()):
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
        self._file.write(b"\n" * (-self._file.tell() % ALIGNED))
        sums, villages = (array("I", [pair[at] for pair in self._villages]) for at in (0, 1))
        for numbers in (self._keys, self._begins, sums, villages):
            numbers.tofile(self._file)
        where = self._file.tell()
        self._file.write(json.dumps(head, ensure_ascii=False).encode())
        self._file.seek(len(MAGIC))
        self._file.write(WHERE.pack(where))

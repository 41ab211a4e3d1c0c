"""Through which door a file of places comes in, and what it does there."""

import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Protocol

from sites.areas import gazetteer
from sites.areas.place_rows import PlaceSource, SourceKind
from sites.errors import BadFileError, SitesError
from sites.locating.brought import geonames, operator_table, places_kept
from sites.locating.brought.collecting import Found, collecting
from sites.locating.brought.dump_rows import is_dump_row
from sites.records import Problem

_FIRST_BYTES = 65_536
_OFFICE_FILE = "[Content_Types].xml"  # an xlsx or docx file, whatever its name says
_EXTRACTS = (".pbf", ".osm", ".osm.gz", ".osm.bz2")
_NOTHING = (
    "「{name}」里没有在中国、又有中文名字的地方：请用中国的文件"
    "（CN.zip、china-latest.osm.pbf 或各省的）；原来的地名没有改动。"
)
_NO_OSMIUM = "读 OpenStreetMap 的文件要先装 osmium：在程序文件夹里运行 make places，再加一次。"
# Reading is a hundred of it, putting together what was read another, which takes as long.
WORK = 200


def door_of(path: Path) -> SourceKind:
    """What a file is, by its name and beginning. What is no file is a table: reading says so."""
    if not path.is_file():
        return "table"
    suffix = path.suffix.lower()
    if path.name.lower().endswith(_EXTRACTS):
        return "openstreetmap"
    if suffix == ".zip":
        return "table" if _is_office_file(path) else "geonames"
    if suffix in (".txt", ".tsv") and is_dump_row(_first_line(path)):
        return "geonames"
    return "table"


def _is_office_file(path: Path) -> bool:
    with suppress(Exception), zipfile.ZipFile(path) as archive:  # the door says what is wrong
        return _OFFICE_FILE in archive.namelist()
    return False


def _first_line(path: Path) -> bytes:
    with suppress(OSError), path.open("rb") as file:
        return file.readline(_FIRST_BYTES)
    return b""


class _Door(Protocol):
    """What reads the files of one maker."""

    def date_of(self, path: Path) -> str:
        """Of its data, YYYY-MM-DD or empty."""

    def things_of(self, path: Path, tell: Callable[[int], None]) -> Iterator[Found]:
        """Everything in it that an address may name."""


def _door(kind: SourceKind) -> _Door:
    if kind == "geonames":
        return geonames
    try:
        from sites.locating.brought import openstreetmap  # noqa: PLC0415  # weight: extra `places`
    except ImportError as error:
        raise SitesError(_NO_OSMIUM) from error
    return openstreetmap


def date_of(path: Path, kind: SourceKind) -> str:
    """Of its data (YYYY-MM-DD): as the file says it, of a table when it was last changed; empty
    where nobody knows. Raises BadFileError, OSError."""
    if kind != "table":
        return _door(kind).date_of(path)
    if not path.exists():  # reading says so
        return ""
    return f"{datetime.fromtimestamp(path.stat().st_mtime, UTC):%Y-%m-%d}"


def bring(
    path: Path, places: Path, source: PlaceSource, tell: Callable[[int], None]
) -> tuple[PlaceSource, tuple[Problem, ...]]:
    """Put what the file has into the places file: (the source as it stands there, problems).

    tell: called now and then with how much was done since, of WORK. Raises BadFileError, OSError,
    SitesError; the places file stands as it did until the new one is whole.
    """
    if source.kind == "table":
        brought = operator_table.places_of(path)
        if brought.places:
            source = places_kept.add(places, source, brought.places)
        return source, brought.problems
    with collecting(gazetteer(), places) as found:
        found.take(_door(source.kind).things_of(path, tell))
        own = found.places(tell)
        if (first := next(own, None)) is None:
            raise BadFileError(_NOTHING.format(name=path.name))
        return places_kept.add(places, source, chain([first], own)), ()

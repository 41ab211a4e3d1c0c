"""A place with a name, and how the places file writes it as a row (docs/places.md)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import polyline

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

SIGNS: dict[Kind, str] = dict(zip(KINDS, "rbevotg", strict=True))
_KINDS = {sign: kind for kind, sign in SIGNS.items()}
_DEGREE = 100_000  # a place is known to a metre
_TOWNSHIP_DIGITS = 3  # behind the county's six


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


def key_of(name: str) -> int:
    """32 bits of the first two characters. Two beginnings may share one: names decide."""
    return (ord(name[0]) * 0x10001 + ord(name[1])) & 0xFFFFFFFF


def line_of(place: Place) -> bytes:
    """Its row, with the line feed."""
    township = place.township[-_TOWNSHIP_DIGITS:]
    length = f"{place.length_km:.1f}" if place.length_km else ""
    points = _encoded(place.points)
    sign = f"{SIGNS[place.kind]}{place.source}"
    cells = (place.name, sign, place.id, township, length, points, place.local)
    return "\t".join(cells).encode() + b"\n"


def kind_of_line(line: bytes) -> Kind:
    """What the place of a row is, without reading the rest of it."""
    return _KINDS[chr(line[line.index(b"\t") + 1])]


def place_of(county: str, line: bytes) -> Place:
    """The place of a county that a row, without its line feed, is."""
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

"""An OpenStreetMap extract → the things in it that an address may name.

The extract of China has some 150 million points, of which a tenth is asked for: what ways need is
gathered first (ways are read twice), then looked for (map_points.py).
"""

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import osmium
from osmium.filter import IdFilter, KeyFilter
from osmium.osm import NODE, NOTHING, RELATION, WAY

from sites.areas.filing import closed_rings
from sites.areas.place_rows import Kind
from sites.errors import BadFileError
from sites.geo import Point, great_circle_km
from sites.locating.brought.collecting import Found
from sites.locating.brought.map_points import MapPoints
from sites.locating.brought.map_tags import (
    NAMING_KEYS,
    house_names,
    kind_of,
    local_name,
    names_of,
)

# What share of the time each step of a reading takes, in percent, measured (docs/places.md).
STEPS = (2, 10, 11, 22, 55)

_ROAD_STEP = 4  # of a road's points each fourth is asked for, the first and the last
_OUTLINE_POINTS = 4  # of an outline: their middle is the thing's point
_PART_KM = 0.8  # a road has a point at least each so often
_MOST_KM = 50.0  # no road goes so far without a bend: it is no road, or its points are wrong
_MOST_MISSING = 0.2  # more of the points that ways need are missing where a file was cut off

_BROKEN = (
    "「{name}」读不完：文件不完整，或者不是 OpenStreetMap 的 .osm.pbf（{why}）。"
    "请重新下载，核对下载页上的 MD5，再加一次；原来的地名没有改动。"
)
_CUT_OFF = (
    "「{name}」里的路缺了 {share:.0%} 的点：文件大概没有下载完，或者裁剪时没有带全。"
    "请重新下载，再加一次；原来的地名没有改动。"
)

_Degrees = tuple[float, float]
_Tags = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Whole:
    """A relation that is one thing, and the ways around it. has_centre: a point stands for it."""

    id: str
    kind: Kind
    tags: _Tags
    ways: Sequence[int]
    has_centre: bool


def date_of(path: Path) -> str:
    """Of the extract's data, as its maker says it (YYYY-MM-DD); empty where the file does not.

    Raises BadFileError when it is no such file.
    """
    with _reading(path):
        header = osmium.io.Reader(path, NOTHING).header()
        return str(header.get("osmosis_replication_timestamp") or "")[:10]


def things_of(path: Path, tell: Callable[[int], None]) -> Iterator[Found]:
    """Everything with a Chinese name that an address may name, in no order. tell: called after each
    step with its share of STEPS. Raises BadFileError when it is damaged or was cut off."""
    with _reading(path):
        wholes = [whole for each in _read(path, RELATION, "name") if (whole := _whole(each))]
        tell(STEPS[0])
        outlines = _outlines(path, wholes)
        wanted = _wanted(path, outlines)
        tell(STEPS[1])
        points = MapPoints(path, wanted)
        del wanted  # a hundred megabytes of the country's
        if points.missing_share > _MOST_MISSING:
            raise BadFileError(_CUT_OFF.format(name=path.name, share=points.missing_share))
        tell(STEPS[2])
        yield from chain.from_iterable(
            _of_way(way, points) for way in _read(path, WAY, *NAMING_KEYS)
        )
        yield from chain.from_iterable(_of_whole(whole, outlines, points) for whole in wholes)
        tell(STEPS[3])
        yield from chain.from_iterable(map(_of_node, _read(path, NODE, *NAMING_KEYS)))
        tell(STEPS[4])


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """osmium says what it cannot read as a RuntimeError; of texts that are no UTF-8 and of numbers
    out of their range Python says it."""
    try:
        yield
    except (RuntimeError, ValueError, OverflowError) as error:
        raise BadFileError(_BROKEN.format(name=path.name, why=error)) from error


def _read(path: Path, what: Any, *keys: str) -> Iterator[Any]:
    """The objects of a kind that have one of these tags."""
    return iter(osmium.FileProcessor(path, what).with_filter(KeyFilter(*keys)))


def _whole(relation: Any) -> _Whole | None:
    tags = dict(relation.tags)
    kind = kind_of(tags)
    if kind is None or kind == "road" or not names_of(tags):
        return None
    ways = [each.ref for each in relation.members if each.type == "w" and each.role != "inner"]
    has_centre = any(each.type == "n" for each in relation.members)
    return _Whole(
        f"r{relation.id}", kind, tags, ways if kind == "boundary" else ways[:1], has_centre
    )


def _outlines(path: Path, wholes: Sequence[_Whole]) -> "dict[int, array[int]]":
    """The points of the ways around things, by the way's id."""
    ways = {way for whole in wholes for way in whole.ways}
    if not ways:
        return {}
    read: Iterator[Any] = iter(osmium.FileProcessor(path, WAY).with_filter(IdFilter(ways)))
    return {way.id: array("q", (node.ref for node in way.nodes)) for way in read}


def _wanted(path: Path, outlines: "Mapping[int, array[int]]") -> "array[int]":
    """The points that ways need, some several times."""
    wanted = array("q", chain.from_iterable(outlines.values()))
    for way in _read(path, WAY, *NAMING_KEYS):
        wanted.extend(_asked(way, dict(way.tags)))
    return wanted


def _asked(way: Any, tags: _Tags) -> Sequence[int]:
    """Which of a way's points are looked for."""
    kind = kind_of(tags)
    if kind is None and "addr:housenumber" not in tags:
        return ()
    refs = [node.ref for node in way.nodes]
    if kind == "boundary":
        return refs
    if kind == "road":
        return [*refs[:-1:_ROAD_STEP], *refs[-1:]]
    return refs[:: max(1, len(refs) // _OUTLINE_POINTS)][:_OUTLINE_POINTS]


def _of_way(way: Any, points: MapPoints) -> Iterator[Found]:
    tags = dict(way.tags)
    line = [point for ref in _asked(way, tags) if (point := points.at(ref))]
    if not line:
        return
    kind, own_id = kind_of(tags), f"w{way.id}"
    if kind == "road":
        along = _along(line)
        km = sum(great_circle_km(Point(*a), Point(*b)) for a, b in pairwise(along))
        if names := names_of(tags):
            yield Found(names, kind, own_id, along, km, local_name(tags))
        return
    yield from _of_boundary(tags, own_id, [line]) if kind == "boundary" else ()
    yield from _of_spot(tags, own_id, _middle(line))


def _of_whole(
    whole: _Whole, outlines: "Mapping[int, array[int]]", points: MapPoints
) -> Iterator[Found]:
    lines = [
        [point for ref in outlines.get(way, ()) if (point := points.at(ref))] for way in whole.ways
    ]
    lines = [line for line in lines if len(line) > 1]
    if whole.kind == "boundary":
        yield from _of_boundary(whole.tags, whole.id, lines, has_centre=whole.has_centre)
    elif lines:
        yield from _of_spot(whole.tags, whole.id, _middle(lines[0]))


def _of_node(node: Any) -> Iterator[Found]:
    if node.location.valid():
        yield from _of_spot(dict(node.tags), f"n{node.id}", (node.location.lat, node.location.lon))


def _of_boundary(
    tags: _Tags, own_id: str, lines: Sequence[Sequence[_Degrees]], *, has_centre: bool = False
) -> Iterator[Found]:
    """The rings around a township; the township in its middle where no point stands for it."""
    names = names_of(tags)
    for ring, inside in closed_rings(lines) if names else ():
        yield Found(names, "boundary", own_id, ring, inside=inside)
        if not has_centre:
            yield Found(names, "township", own_id, [inside], local=local_name(tags))


def _of_spot(tags: _Tags, own_id: str, point: _Degrees) -> Iterator[Found]:
    """What stands at a point: a thing with a name, a house with a number, or both."""
    kind, local = kind_of(tags), local_name(tags)
    if kind not in (None, "road", "boundary") and (names := names_of(tags)):
        yield Found(names, kind, own_id, [point], local=local)
    for house in house_names(tags):
        yield Found((house,), "building", own_id, [point])


def _along(line: Sequence[_Degrees]) -> list[_Degrees]:
    """The line with points between those that lie far apart."""
    found = list(line[:1])
    for start, end in pairwise(line):
        km = great_circle_km(Point(*start), Point(*end))
        parts = int(km / _PART_KM) + 1 if km <= _MOST_KM else 1
        (lat, lon), (north, east) = start, (end[0] - start[0], end[1] - start[1])
        found += [(lat + north * at / parts, lon + east * at / parts) for at in range(1, parts + 1)]
    return found


def _middle(line: Sequence[_Degrees]) -> _Degrees:
    return sum(lat for lat, _ in line) / len(line), sum(lon for _, lon in line) / len(line)

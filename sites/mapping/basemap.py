"""The shipped base map (static/basemap), read back for what is drawn on the server; docs/map.md
describes the files. No line is simplified here."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from sites.mapping.encoding import line
from sites.mapping.mercator import Box, World, world

# Provinces whose lines are kept: those of one visitor and of the next few.
_MOST_PROVINCES = 8


@dataclass(frozen=True, slots=True)
class Line:
    """places: on the Mercator square. box: round them."""

    places: tuple[World, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class Label:
    """A name where it has most room. room: to the border of its area, in degrees of latitude."""

    text: str
    lat: float
    lon: float
    room: float


@dataclass(frozen=True, slots=True)
class Country:
    """source: who made the map, with its review number. land: closed rings, each island one,
    joined of outline and open. outline, provinces, open: the borders of China, those between
    provinces, and the one not yet defined. dashes, sea: lines that are no area's border. boxes:
    of each province's counties."""

    source: str
    land: tuple[Line, ...]
    outline: tuple[Line, ...]
    provinces: tuple[Line, ...]
    open: tuple[Line, ...]
    dashes: tuple[Line, ...]
    sea: tuple[Line, ...]
    boxes: dict[str, Box]


@dataclass(frozen=True, slots=True)
class Province:
    """The lines between a province's prefectures and counties, those at sea, and its names."""

    cities: tuple[Line, ...]
    counties: tuple[Line, ...]
    sea: tuple[Line, ...]
    labels: tuple[Label, ...]


@cache
def country(folder: Path) -> Country:
    """The whole country, read once for each process (0.1 s, 5 MB)."""
    file = _read(folder / "china.json")
    arcs = [_line(text) for text in file["arcs"]]
    uses = [0] * len(arcs)
    for number in (number for _, area in file["areas"] for ring in area for number in ring):
        uses[max(number, ~number)] += 1
    undefined = set(file["undefined"])
    return Country(
        source=file["source"],
        land=tuple(_rings([arc for at, arc in enumerate(arcs) if uses[at] == 1])),
        outline=tuple(arc for at, arc in enumerate(arcs) if uses[at] == 1 and at not in undefined),
        provinces=tuple(arc for at, arc in enumerate(arcs) if uses[at] > 1),
        open=tuple(arcs[at] for at in file["undefined"]),
        dashes=tuple(map(_line, file["lines"]["dashes"])),
        sea=tuple(map(_line, file["lines"]["sea"])),
        boxes={
            code: Box.round((world(south, west), world(north, east)))
            for code, (south, west, north, east, _) in file["files"]["counties"].items()
        },
    )


@lru_cache(maxsize=_MOST_PROVINCES)
def province(folder: Path, code: str) -> Province:
    """What lies inside a province. code: its first two digits, one of Country.boxes."""
    file = _read(folder / "counties" / f"{code}.json")
    return Province(
        cities=tuple(map(_line, file["cities"])),
        counties=tuple(map(_line, file["counties"])),
        sea=tuple(map(_line, file.get("sea", []))),
        labels=tuple(Label(*label) for label in file["labels"]),
    )


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _line(text: str) -> Line:
    places = tuple(world(lat, lon) for lat, lon in line(text))
    return Line(places, Box.round(places))


def _rings(arcs: list[Line]) -> Iterator[Line]:
    """Arcs joined end to end until each ring is closed. Raises KeyError where an end is loose."""
    ends: dict[World, list[Line]] = {}
    for arc in arcs:
        for end in {arc.places[0], arc.places[-1]}:
            ends.setdefault(end, []).append(arc)
    used: set[int] = set()
    for arc in arcs:
        if id(arc) in used:
            continue
        used.add(id(arc))
        ring = list(arc.places)
        while ring[-1] != ring[0]:
            onward = next(each for each in ends[ring[-1]] if id(each) not in used)
            used.add(id(onward))
            is_forward = onward.places[0] == ring[-1]
            ring += (onward.places if is_forward else onward.places[::-1])[1:]
        yield Line(tuple(ring), Box.round(ring))

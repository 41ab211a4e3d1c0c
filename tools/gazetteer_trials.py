"""Try the rules for points on places whose point is known. Prints the tables of the docs.

Run: python tools/gazetteer_trials.py --wheels FOLDER
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from gazetteer_borders import read_borders
from gazetteer_divisions import read_divisions
from gazetteer_history import read_history
from gazetteer_points import Locator
from gazetteer_seats import Proposal, distance_km
from gazetteer_township_rules import RULES, County, Points
from gazetteer_townships import hall_pattern, known_points

HEADER = "| tried | n | median km | p75 | p90 | p99 |"


def line(words: str, km: list[float]) -> str:
    """One row of a table: number, median and three shares of a hundred."""
    km = sorted(km)
    cells = [f"{km[int(len(km) * part)]:.2f}" for part in (0.5, 0.75, 0.9, 0.99)] if km else []
    return f"| {words} | {len(km)} | {' | '.join(cells)} |"


def township_tables(locator: Locator) -> Iterator[str]:
    """Each rule against town halls and, where it stands on OpenStreetMap or the seat, GeoNames."""
    off: dict[tuple[str, str], list[float]] = defaultdict(list)
    further: dict[str, int] = defaultdict(int)
    for county in locator.counties():
        blind = replace(county, pois=_without_halls(county))
        known, settled = known_points(county), known_points(replace(county, pois=[]))
        halls = {
            code: point for code, point in known.items() if point.by_osm and _has_hall(county, code)
        }
        taken = set(known)
        for rule in RULES:
            tried = rule(blind)
            for truth, points in (("town hall", halls), ("GeoNames", settled)):
                off[rule.__name__, truth] += _distances(tried, points, truth)
            new = set(rule(county)) - taken
            further[rule.__name__] += len(new)
            taken |= new
    yield HEADER
    for (rule_name, truth), km in off.items():
        yield line(f"{rule_name} ({further[rule_name]} new) against {truth}", km)


def _without_halls(county: County) -> list:
    patterns = [hall_pattern(name) for _, name in county.townships]
    return [
        poi
        for poi in county.pois
        if not any(pattern.search(poi.name) for pattern in patterns if poi.kind != "school")
    ]


def _has_hall(county: County, code: str) -> bool:
    pattern = hall_pattern(dict(county.townships)[code])
    return any(pattern.search(poi.name) for poi in county.pois)


def _distances(tried: Points, truth: dict[str, Proposal], kind: str) -> Iterator[float]:
    for code, point in tried.items():
        if code in truth and (kind != "GeoNames" or point.by_osm):
            yield distance_km(point.point, truth[code].point)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheels", type=Path, default=Path("build/wheels"))
    wheels = parser.parse_args().wheels
    divisions = read_divisions(wheels)
    upper = divisions.upper
    locator = Locator(divisions, read_borders(upper, wheels), read_history(upper, wheels), wheels)
    print(*township_tables(locator), sep="\n")


if __name__ == "__main__":
    main()

"""Try the rules for points on places whose point is known. Prints the tables of the docs.

Run: python -m tools.gazetteer.judge.trials --wheels FOLDER
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sites.areas.shortening import short_township_name
from tools.gazetteer.names.divisions import read_divisions
from tools.gazetteer.names.history import read_history
from tools.gazetteer.points.borders import read_borders
from tools.gazetteer.points.choosing import Locator
from tools.gazetteer.points.local import above, local_buildings
from tools.gazetteer.points.seats import Proposal, distance_km
from tools.gazetteer.points.streets import estates, road_point, roads, settled
from tools.gazetteer.points.township_rules import RULES, County, Points, namesakes
from tools.gazetteer.points.townships import hall_pattern, known_points
from tools.gazetteer.sources.geonames import Place
from tools.gazetteer.sources.osm import Poi
from tools.gazetteer.sources.villages import place_villages

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
    for county in locator.counties:
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


def _without_halls(county: County) -> list[Poi]:
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


def local_tables(locator: Locator) -> Iterator[str]:
    """Roads, estates, villages and buildings against other places that bear their name."""
    off: dict[str, list[float]] = defaultdict(list)
    for county in locator.counties:
        located = locator.locate(county.code)
        if located is None or county.code.startswith(("71", "81", "82")):
            continue
        seat = located.lat, located.lon
        areas = (*locator.names(county.code).full, *above(locator, county.code))
        for words, point, there in _pairs(county, areas):
            off[words].append(distance_km(point, there))
            off[f"… the county's point instead ({words})"].append(distance_km(seat, there))
    yield HEADER
    for words in sorted(off, key=lambda each: (each.split("(")[-1].rstrip(")"), each)):
        yield line(words, off[words])


Pair = tuple[float, float]
Places = tuple[list[Poi], list[Place]]  # of OpenStreetMap, of GeoNames
Tried = Iterator[tuple[str, Pair, Pair]]  # what was tried, our point, that of an uninvolved place


def _pairs(county: County, areas: tuple[str, ...]) -> Tried:
    yield from _roads(county, areas)
    yield from _estates(county)
    yield from _villages(county)
    yield from _towns(county)


def _roads(county: County, areas: tuple[str, ...]) -> Tried:
    """Each of a road's places by the others."""
    for places in roads(county.pois, areas).values():
        names = {poi.name: poi for poi in places}
        for name, poi in list(names.items())[:8]:  # a road with many places speaks no louder
            others = [each for other, each in names.items() if other != name]
            point = road_point(others) if others else None
            if point:
                number = "one place" if len(others) == 1 else "several places"
                yield f"road by {number}", point, (poi.lat, poi.lon)


def _estates(county: County) -> Tried:
    known = estates(county.pois, county.listed)
    for poi in county.pois:
        if poi.kind != "residential" and (name := _begins(known, poi.name)):
            yield "estate", known[name], (poi.lat, poi.lon)


def _villages(county: County) -> Tried:
    """By the houses and by the school or committee; by GeoNames and by OpenStreetMap."""
    houses, others = ([poi for poi in county.pois if (poi.kind == "residential") == is_houses]
                      for is_houses in (True, False))  # fmt: skip
    tried: tuple[tuple[str, Places, Places], ...] = (
        ("village of OpenStreetMap", (houses, []), (others, [])),
        ("village of GeoNames", ([], county.places), (county.pois, [])),
    )
    for words, one, other in tried:
        there = {each.name: each.point for each in place_villages(county.listed, *other)}
        for each in place_villages(county.listed, *one):
            if each.name in there:
                yield words, each.point, there[each.name]


def _towns(county: County) -> Tried:
    """Towns of the past by the places that still bear their names."""
    today = {short_township_name(name) for _, name in county.townships}
    found = settled(county.code, county.places, today, set())
    towns = [each for each in found if each.kind == "town"]
    names = [f"{each.name}镇" for each in towns]
    services = namesakes(replace(county, townships=[(name, name) for name in names]))
    for each in towns:
        if point := services.get(f"{each.name}镇"):
            yield "town of the past", (each.lat, each.lon), point.point


def _begins(known: dict[str, tuple[float, float]], name: str) -> str:
    """The longest estate with which a place's name begins, and does not end."""
    forms = (name[:length] for length in range(min(10, len(name) - 1), 2, -1))
    return next((form for form in forms if form in known), "")


def unit_table(locator: Locator) -> Iterator[str]:
    """How far a bureau's criminal investigation lies from the bureau and from the area's point."""
    points = {(each.area, each.kind): each for each in local_buildings(locator)}
    pairs = []
    for (area, kind), each in points.items():
        bureau = points.get((area, "bureau"))
        if kind == "detectives" and bureau and (seat := locator.locate(area)):
            there = each.lat, each.lon
            pairs.append(
                (
                    distance_km((bureau.lat, bureau.lon), there),
                    distance_km((seat.lat, seat.lon), there),
                )
            )
    yield HEADER
    yield line("bureau for its criminal investigation", [pair[0] for pair in pairs])
    yield line("… the area's point instead", [pair[1] for pair in pairs])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheels", type=Path, default=Path("build/wheels"))
    wheels = parser.parse_args().wheels
    divisions = read_divisions(wheels)
    upper = divisions.upper
    locator = Locator(divisions, read_borders(upper, wheels), read_history(upper, wheels), wheels)
    for table in (township_tables, local_tables, unit_table):
        print(*table(locator), sep="\n", end="\n\n")


if __name__ == "__main__":
    main()

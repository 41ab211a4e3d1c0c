"""From the file to the live release, what geocoding costs in it, and what the gazetteer costs."""

import time

from benchmarks.product import SITES, command, in_fresh_process, scratch_store
from benchmarks.table import Line, at_least, at_most, number
from sites.geocoding import locate_site
from sites.store import Store

_TURNS = 3
_GAZETTEER = """
from sites.areas import gazetteer
from sites.geo import Point
from sites.understanding import understand
before, start = mb(), time.perf_counter()
areas = gazetteer()
understand(areas, "四川省成都市武侯区人民南路")
spoken = time.perf_counter() - start, mb() - before
areas.counties_at(Point(30.642, 104.0434))
print(*spoken, time.perf_counter() - start, mb() - before)
"""


def lines() -> list[Line]:
    """Load, geocoding and gazetteer."""
    with scratch_store() as store:
        runs = [command(store, "load", str(SITES))]
        kept = Store(store)
        live = kept.live()
        sites = kept.sites(live.number) if live else []
    for _ in range(_TURNS - 1):
        with scratch_store() as store:
            runs.append(command(store, "load", str(SITES)))
    best = min(runs, key=lambda run: run.wall_s)
    start = time.perf_counter()
    for site in sites:
        locate_site(site)
    rate = len(sites) / (time.perf_counter() - start)
    return [
        at_most(
            f"load {len(sites):,} rows, file → live, whole command",
            best.wall_s,
            3.0,
            "s",
            f"{number(best.cpu_s)} s of processor time; best of {_TURNS}",
        ),
        at_least("geocode offline: addresses a second", rate, 10_000, "/s", "unit, areas, address"),
        _gazetteer(),
    ]


def _gazetteer() -> Line:
    spoken_s, spoken_mb, all_s, all_mb = in_fresh_process(_GAZETTEER)
    return Line(
        "gazetteer: first question, then with borders",
        f"{number(spoken_s)} s, {number(spoken_mb)} MB; {number(all_s)} s, {number(all_mb)} MB",
    )

"""How long a slow phone waits for the maps: `python -m benchmarks.slow_map [--write] [--turns 5]`.

The phone is that of benchmarks/first_view: cold, 400 kbit/s, 400 ms, six times slower.
"""

import argparse
import statistics

from playwright.sync_api import Browser

from benchmarks.first_view.watching import NARROW, phone, slowed
from benchmarks.product import HOME, SITES, Server, command, scratch_store, server
from benchmarks.table import Line, as_markdown, at_most, number, write_into

_PAGE = HOME / "docs" / "map.md"
_MARK = "slow-map"
_PINS_S, _COUNTY_KB = 4.0, 20
_COUNTY = "/map?area=510107"
# Seconds from the start until it stands there, was painted, and the page answers again.
_WAIT = """selector => new Promise(done => {
    const look = () => document.querySelector(selector)
        ? requestAnimationFrame(() => setTimeout(() => done(performance.now() / 1000)))
        : setTimeout(look, 20);
    look();
})"""
# The base map is drawn when the names of provinces are written.
_PINS, _BASE_MAP, _SIGNS = ".has-pins .leaflet-marker-icon", ".map-province", "a.sign"


def main() -> None:
    """Visit both maps in turns, print or write the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"into docs/{_PAGE.name}")
    parser.add_argument("--turns", type=int, default=5)
    options = parser.parse_args()
    with scratch_store() as store, phone() as browser:
        command(store, "load", str(SITES))
        with server(store) as running:
            table = as_markdown(_lines(browser, running, options.turns))
    print(table)
    if options.write:
        write_into(_PAGE, table, _MARK)


def _lines(browser: Browser, running: Server, turns: int) -> list[Line]:
    large, county = [], []
    for _ in range(turns):
        large.append(_visit(browser, running.address + "/map", _PINS, _BASE_MAP))
        county.append(_visit(browser, running.address + _COUNTY, _SIGNS))
    pins_s, basemap_s = (statistics.median(each) for each in zip(*large, strict=True))
    signs_s = statistics.median(each[0] for each in county)
    return [
        at_most(
            "map of 5,200: all pins usable",
            pins_s,
            _PINS_S,
            "s",
            f"base map drawn after {number(basemap_s)} s",
        ),
        Line("map of a county: all signs usable", f"{number(signs_s)} s"),
        at_most(
            "map of a county: page, style sheet and script",
            _county_kb(running),
            _COUNTY_KB,
            "KB",
            "beside site.js, which every page has",
        ),
    ]


def _visit(browser: Browser, url: str, *selectors: str) -> list[float]:
    page = browser.new_context(**NARROW).new_page()
    slowed(page)
    page.goto(url, wait_until="commit", timeout=60_000)
    found = [float(page.evaluate(_WAIT, selector)) for selector in selectors]
    page.context.close()
    return found


def _county_kb(running: Server) -> float:
    paths = (_COUNTY, "/static/map.css", "/static/area_map.js")
    return sum(len(running.ask(path).sent) for path in paths) / 1000


if __name__ == "__main__":
    main()

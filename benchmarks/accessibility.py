"""`python -m benchmarks.accessibility [--write]`: does axe find anything on any page?

Each kind of page in each language, with a script and without, narrow and wide, light, dark and in
forced colours: WCAG 2.2 A and AA, the contrast and the targets of AAA, and axe's own good habits.
"""

import argparse
import itertools
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Geolocation, Page

from benchmarks.first_view.pages import page_paths
from benchmarks.first_view.watching import phone
from benchmarks.product import HOME, SITES, Server, command, scratch_store, server
from benchmarks.table import write_into

_PAGE = HOME / "docs" / "pages.md"
_LANGUAGES: Mapping[str, str] = {"": "简体", "/zh-hant": "繁體", "/en": "English"}
_WIDTHS = {360: 740, 1280: 800}
_COLOURS: Mapping[str, Mapping[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
}
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "wcag2aaa", "best-practice"]
# Off by default in axe, and part of AAA and of 2.2 AA.
_EXTRA_RULES = ("color-contrast-enhanced", "target-size")
_CONTRAST = ("color-contrast", "color-contrast-enhanced")
_TARGET_PX = 48  # WCAG 2.2 AAA (2.5.5) wants 44; MIIT's design rules for old people 48
# What is tapped and is smaller, but for links in a sentence and pins, which stand where they stand
# (both are excepted in 2.5.5), and what no eye sees until it is reached by key.
_SMALL = """least => [...document.querySelectorAll('a[href], button, input, select, summary')]
    .map(tag => [tag, (tag.closest('label') || tag).getBoundingClientRect()])
    .filter(([tag, box]) => tag.checkVisibility({visibilityProperty: true, opacityProperty: true})
        && box.width > 1 && box.right > 0 && box.bottom + scrollY > 0
        && getComputedStyle(tag).display !== 'inline'
        && !tag.closest('.leaflet-marker-pane, a.sign')
        && (box.width < least - 0.5 || box.height < least - 0.5))
    .map(([tag, box]) => `${tag.outerHTML.slice(0, 80)} ${box.width}×${box.height}`)"""
_CHENGDU: Geolocation = {"latitude": 30.642, "longitude": 104.0434}
_FROM_POSITION = "nearest, from a position"


def main() -> None:
    """Visit each page in each way, print what was found, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"into docs/{_PAGE.name}")
    options = parser.parse_args()
    found: dict[str, list[str]] = {}
    visits: Counter[str] = Counter()
    with scratch_store() as store, phone(whole=False) as browser:
        command(store, "load", str(SITES))
        with server(store) as running:
            for name, findings in _visits(browser, running):
                visits[name] += 1
                found.setdefault(name, []).extend(findings)
                print("".join(f"{name}: {each}\n" for each in findings), end="", flush=True)
    table = _table(visits, Counter({name: len(each) for name, each in found.items()}))
    print(table)
    if options.write:
        write_into(_PAGE, table, "accessibility")
    sys.exit(any(found.values()))


def _visits(browser: Browser, running: Server) -> Iterator[tuple[str, list[str]]]:
    """Each kind of page in each way, with what was found on it."""
    paths = _paths(running)
    ways = itertools.product(_LANGUAGES, (False, True), _WIDTHS, _COLOURS)
    for prefix, has_script, width, colours in ways:
        way = f"{_LANGUAGES[prefix]}, {'' if has_script else 'no '}script, {width} px, {colours}"
        print(f"… {way}", file=sys.stderr, flush=True)
        context = browser.new_context(
            viewport={"width": width, "height": _WIDTHS[width]},
            geolocation=_CHENGDU,
            permissions=["geolocation"],
            service_workers="block",
            **_COLOURS[colours],
        )
        for name, page in _opened(context, running.address + prefix, paths, has_script=has_script):
            findings = axe_findings(page, colours=colours) + small_targets(page)
            yield name, [f"{finding} ({way})" for finding in findings]
        context.close()


def _opened(
    context: BrowserContext, home: str, paths: Mapping[str, str], *, has_script: bool
) -> Iterator[tuple[str, Page]]:
    page = context.new_page()
    wire = context.new_cdp_session(page)
    for name, path in paths.items():
        wire.send("Emulation.setScriptExecutionDisabled", {"value": not has_script})
        page.goto(home + path, wait_until="networkidle" if "/map" in path else "load")
        # axe is a script itself; those of a page that is loaded do not run any more.
        wire.send("Emulation.setScriptExecutionDisabled", {"value": False})
        yield name, page
    if has_script:
        page.goto(home + "/")
        page.locator("[data-locate] button").first.click()
        page.wait_for_url("**/nearest")
        yield _FROM_POSITION, page


def axe_findings(page: Page, *, colours: str = "light") -> list[str]:
    """What axe finds on a page, but for the distance between pins: where a pin stands is what it
    says (WCAG 2.2, 2.5.8, exception "essential"), and every site has its entry in a list.

    colours: one of light, dark, forced colours. In forced colours the system chooses them, and
    axe 4 reads those that the page had wanted: contrast is left out there.
    """
    has_own_colours = colours != "forced colours"
    rules = {rule: {"enabled": True} for rule in _EXTRA_RULES}
    rules |= {} if has_own_colours else {rule: {"enabled": False} for rule in _CONTRAST}
    options = {"runOnly": {"type": "tag", "values": _TAGS}, "rules": rules}
    return [
        f"{rule['id']}: {node['html'][:80]} {node['failureSummary']}"
        for rule in Axe().run(page, options=options).response["violations"]
        for node in rule["nodes"]
        if not (rule["id"] == "target-size" and "leaflet-marker-icon" in node["html"])
    ]


def small_targets(page: Page) -> list[str]:
    """What is tapped and is narrower or lower than 48 CSS pixels; links in a sentence and pins
    excepted."""
    found: list[str] = page.evaluate(_SMALL, _TARGET_PX)
    return [f"target under {_TARGET_PX} px: {small}" for small in found]


def _paths(running: Server) -> dict[str, str]:
    listed = running.ask("/areas/510107", encoding="identity").text()
    demo = listed.partition('href="/sites/')[2].partition('"')[0]
    return page_paths(running) | {
        "search with choices": f"/search?q={quote('朝阳')}",
        "search without an answer": "/search?q=qqqqzzzz",
        "province": "/areas/510000",
        "city": "/areas/510100",
        "demonstration site": f"/sites/{demo}",
        "map of all": "/map",
        "about": "/about",
        "notice": "/areas/510107/notice",
        "no such page": "/nowhere",
    }


def _table(visits: Counter[str], found: Counter[str]) -> str:
    lines = ["| page | looked at | found |", "| --- | ---: | ---: |"]
    lines += [f"| {page} | {count} | {found[page]} |" for page, count in visits.items()]
    lines += [f"| **all** | **{visits.total()}** | **{found.total()}** |"]
    return "\n".join(lines)


if __name__ == "__main__":
    main()

"""Nothing jumps: what a page is at its first paint it still is when the last file has come."""

import pytest
from flask import Flask
from playwright.sync_api import Page, Route

from tests.browser import PHONE, Visit, Visits

CHENGDU = (30.6420, 104.0434)
MOST_SHIFT = 0.01  # Web Vitals call 0.1 good; ours are still pages
SIZES = [
    pytest.param("", id="18 px"),
    pytest.param("l", id="22 px"),
    pytest.param("xl", id="26 px"),
]
KINDS = {
    "home": "/",
    "search": "/search?q=武侯",
    "area": "/areas/510107",
    "province": "/areas/510000",
    "map": "/map?area=510107",
    "guide": "/guide",
    "no such page": "/nowhere",
}
# Sums what moved without a tap; read after the page has come to rest.
WATCH = """
    window.shifted = 0;
    new PerformanceObserver(list => {
        for (const entry of list.getEntries())
            if (!entry.hadRecentInput) window.shifted += entry.value;
    }).observe({type: 'layout-shift', buffered: true});
"""
TWO_FRAMES = "() => new Promise(go => requestAnimationFrame(() => requestAnimationFrame(go)))"


def _chose(visitor: Visit, size: str) -> None:
    """The visitor chose this size of letters at an earlier visit."""
    visitor.page.add_init_script(
        f"try {{ localStorage.setItem('size', '{size}') }} catch (no) {{}}"
    )


def _shift(page: Page) -> float:
    page.evaluate(TWO_FRAMES)
    return float(page.evaluate("window.shifted"))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", [*KINDS, "site"])
def test_nothing_moves_when_the_script_comes_late(
    app: Flask, visit: Visits, kind: str, size: str
) -> None:
    sites = app.extensions["sites"].live.current().sites
    path = KINDS.get(kind) or f"/sites/{next(site.id for site in sites if not site.is_demo)}"
    visitor = visit(app, size=PHONE, at=CHENGDU)
    visitor.page.add_init_script(WATCH)
    _chose(visitor, size)

    def after_the_first_paint(route: Route) -> None:
        visitor.page.wait_for_function(
            "() => performance.getEntriesByName('first-contentful-paint').length"
        )
        route.continue_()

    visitor.page.route("**/static/site.js*", after_the_first_paint)
    page = visitor.open(path)
    assert _shift(page) <= MOST_SHIFT


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_a_button_that_needs_the_script_is_there_only_with_it(
    app: Flask, visit: Visits, javascript: bool
) -> None:
    page = visit(app, javascript=javascript).open("/")
    assert page.get_by_role("button", name="我的位置").count() == javascript
    assert page.get_by_role("button", name="大字").count() == javascript
    assert page.locator("a[href^='/areas/']").count() == 34


def test_the_size_of_letters_goes_round_and_is_remembered(app: Flask, visit: Visits) -> None:
    page = visit(app).open("/")
    steps = (("大字", "l", 22), ("更大", "xl", 26), ("最大", "xxl", 30), ("正常", "", 18))
    for name, size, pixels in steps:
        shown = f"{pixels}px"
        page.get_by_role("button", name=name).tap()
        assert page.evaluate("localStorage.getItem('size')") == size
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == shown
        page.reload()
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == shown

"""Nothing jumps: what a page is at its first paint it still is when the last file has come."""

import json

import pytest
from flask import Flask
from playwright.sync_api import Page, Route

from sites.records import Site
from tests.browser import PHONE, Visit, Visits, held_in

CHENGDU = (30.6420, 104.0434)
MOST_SHIFT = 0.01  # Web Vitals call 0.1 good; ours are still pages
SIZES = [
    pytest.param("", id="18 px"),
    pytest.param("l", id="22 px"),
    pytest.param("xl", id="26 px"),
    pytest.param("xxl", id="30 px"),
]
KINDS = {
    "home": "/",
    "search": "/search?q=武侯",
    "area": "/areas/510107",
    "province": "/areas/510000",
    "map": "/map?area=510107",
    "guide": "/guide",
    "link to the answer": "/nearest",
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
# Far later than any first paint, on any network that still is one.
LATE_MS = 3000
# A phone that says late that it speaks Chinese: window.speak().
VOICES = """
    const voices = [];
    let changed = () => {};
    speechSynthesis.getVoices = () => voices;
    Object.defineProperty(speechSynthesis, 'onvoiceschanged', {set: told => changed = told});
    window.speak = () => { voices.push({localService: true, lang: 'zh-CN'}); changed(); };
"""
LONG_NAME = "双江拉祜族佤族布朗族傣族自治县"
PAINTED = "() => performance.getEntriesByName('first-contentful-paint').length"
TWO_FRAMES = "() => new Promise(go => requestAnimationFrame(() => requestAnimationFrame(go)))"


def _chose(visitor: Visit, size: str) -> None:
    """The visitor chose this size of letters at an earlier visit."""
    visitor.page.add_init_script(
        f"try {{ localStorage.setItem('size', '{size}') }} catch (no) {{}}"
    )


def _kept(county: dict[str, str]) -> str:
    """A script: this county was looked at before."""
    return f"localStorage.setItem('county', JSON.stringify({json.dumps(county)}))"


def _sites(app: Flask) -> tuple[Site, ...]:
    sites: tuple[Site, ...] = app.extensions["sites"].live.current().sites
    return sites


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
        visitor.page.wait_for_function(PAINTED)
        route.continue_()

    visitor.page.route("**/static/site.js*", after_the_first_paint)
    page = visitor.open(path)
    assert _shift(page) <= MOST_SHIFT


@pytest.mark.parametrize("path", ["/", "/areas/220112", "/search?q=长春", "/nearest", "site"])
def test_nothing_moves_in_three_seconds_without_the_script(
    office_app: Flask, visit: Visits, path: str
) -> None:
    """With the largest letters, numbers to dial, a county to offer and a phone that speaks; what
    the script is waited for with stands in its place."""
    site = next(each for each in _sites(office_app) if each.is_callable)
    visitor = visit(office_app, size=PHONE, at=CHENGDU)
    for script in (WATCH, VOICES, _kept({"code": "530925", "name": LONG_NAME})):
        visitor.page.add_init_script(script)
    _chose(visitor, "xxl")
    held: list[Route] = []
    visitor.page.route("**/static/site.js*", held_in(held))
    page = visitor.page
    page.goto(visitor.home + (f"/sites/{site.id}" if path == "site" else path), wait_until="commit")
    page.wait_for_timeout(LATE_MS)
    forms = page.locator(".locate")
    before = [form.bounding_box() for form in forms.all()]
    assert path == "site" or all(before), "the form for the position has no place yet"
    assert len(before) == (path != "site")
    held[0].continue_()
    page.wait_for_load_state("networkidle")
    page.evaluate("window.speak()")
    assert _shift(page) <= MOST_SHIFT
    assert [form.bounding_box() for form in forms.all()] == before


@pytest.mark.parametrize("name", ["武侯区", LONG_NAME])
@pytest.mark.parametrize("size", SIZES)
def test_the_county_that_is_offered_moves_nothing(
    app: Flask, visit: Visits, size: str, name: str
) -> None:
    visitor = visit(app, size=PHONE, at=CHENGDU)
    visitor.page.add_init_script(_kept({"code": "510107", "name": name}))
    _chose(visitor, size)
    held: list[Route] = []
    visitor.page.route("**/static/site.js*", held_in(held))
    page = visitor.page
    page.goto(visitor.home + "/", wait_until="commit")
    page.wait_for_function(PAINTED)
    below = page.locator("#provinces")
    before = below.bounding_box()
    held[0].continue_()
    page.get_by_role("link", name=name).wait_for()
    assert below.bounding_box() == before


@pytest.mark.parametrize("kept", ["x", "{}", '{"code":"//evil.example","name":"<b>"}'])
def test_no_room_is_kept_for_a_county_that_is_none(app: Flask, visit: Visits, kept: str) -> None:
    visitor = visit(app)
    visitor.page.add_init_script(f"localStorage.setItem('county', {json.dumps(kept)})")
    visitor.page.route("**/static/site.js*", lambda route: route.abort())
    assert visitor.open("/").locator(".last-county").is_hidden()


def test_a_phone_that_speaks_is_offered_to_read_aloud(office_app: Flask, visit: Visits) -> None:
    visitor = visit(office_app)
    visitor.page.add_init_script(VOICES)
    page = visitor.open(f"/sites/{_sites(office_app)[0].id}")
    button = page.locator("[data-read-aloud]")
    assert button.is_hidden()
    page.evaluate("window.speak()")
    page.evaluate("() => { speechSynthesis.speak = words => { window.spoken = words.text; }; }")
    page.get_by_role("button", name="读给我听").tap()
    assert page.evaluate("window.spoken") == button.get_attribute("data-read-aloud")


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

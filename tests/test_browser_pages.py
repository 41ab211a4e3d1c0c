"""Every kind of page in a real Chromium: phone and desk, with JavaScript and without."""

import pytest
from flask import Flask
from playwright.sync_api import Page, ViewportSize

from benchmarks.accessibility import axe_findings, small_targets
from tests.browser import DESKTOP, PHONE, Visit, Visits

CHENGDU = (30.6420, 104.0434)
KINDS = {
    "home": "/",
    "search for an area": "/search?q=武侯",
    "search with a choice": "/search?q=朝阳",
    "search without an answer": "/search?q=qqqqzzzz",
    "province": "/areas/510000",
    "city": "/areas/510100",
    "county": "/areas/510107",
    "map": "/map",
    "map of an area": "/map?area=510107",
    "guide": "/guide",
    "about": "/about",
    "notice": "/areas/510107/notice",
    "no such page": "/nowhere",
    "no such site": "/sites/nowhere",
    "bad page number": "/search?q=武侯&page=x",
}
SIZES = [pytest.param(PHONE, id="phone"), pytest.param(DESKTOP, id="desk")]


@pytest.fixture(scope="session")
def kinds(app: Flask) -> dict[str, str]:
    """Kind of page → its path, those of a real and of a demonstration site among them."""
    sites = app.extensions["sites"].live.current().sites
    demo = next(site for site in sites if site.is_demo)
    real = next(site for site in sites if not site.is_demo)
    return KINDS | {"demo site": f"/sites/{demo.id}", "real site": f"/sites/{real.id}"}


ALL_KINDS = [*KINDS, "demo site", "real site"]


def _wider_than_the_screen(page: Page) -> list[str]:
    """What sticks out to the right; empty when nobody has to scroll sideways."""
    found: list[str] = page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            return [...document.body.querySelectorAll('*')]
                .filter(tag => tag.getBoundingClientRect().right > width + 1)
                .map(tag => `${tag.tagName}.${tag.className}`);
        }"""
    )
    return found


def _small_words(page: Page) -> list[str]:
    """Texts that are seen in letters under 18 px, but for those of a map."""
    found: list[str] = page.evaluate(
        """() => [...document.body.querySelectorAll('*')]
            .filter(tag => [...tag.childNodes].some(at => at.nodeType === 3 && at.data.trim())
                && !tag.closest('noscript, script, svg, .leaflet-container')
                && tag.checkVisibility() && parseFloat(getComputedStyle(tag).fontSize) < 17.95)
            .map(tag => `${tag.className}: ${tag.textContent.slice(0, 20)}`)"""
    )
    return found


def _complaints(visitor: Visit) -> list[str]:
    """Console messages, without Chromium's own note that an error page has an error status."""
    return [
        text for text in visitor.errors if "the server responded with a status of 4" not in text
    ]


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", ALL_KINDS)
def test_page_stands_alone_and_fits(
    app: Flask,
    visit: Visits,
    kinds: dict[str, str],
    kind: str,
    size: ViewportSize,
    javascript: bool,
) -> None:
    visitor = visit(app, size=size, javascript=javascript)
    page = visitor.open(kinds[kind])
    assert page.locator("h1").is_visible()
    assert page.locator("body > .demo").is_visible(), "the banner is not seen"
    assert _complaints(visitor) == []
    assert visitor.foreign() == []
    assert _wider_than_the_screen(page) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", ALL_KINDS)
def test_page_breaks_no_rule_of_accessibility(
    app: Flask, visit: Visits, kinds: dict[str, str], kind: str, size: ViewportSize
) -> None:
    assert axe_findings(visit(app, size=size).open(kinds[kind])) == []


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_page_fits_a_small_screen_with_large_letters(
    app: Flask, visit: Visits, kinds: dict[str, str], kind: str
) -> None:
    page = visit(app, size={"width": 320, "height": 640}).open(kinds[kind])
    assert _wider_than_the_screen(page) == [], "at 320 px"
    # As WeChat does it for a person who chose the largest letters but one.
    page.evaluate(
        """() => {
            const root = document.documentElement;
            root.style.fontSize = parseFloat(getComputedStyle(root).fontSize) * 1.6 + 'px';
        }"""
    )
    assert _wider_than_the_screen(page) == [], "at 320 px and 160 %"


@pytest.mark.parametrize("kind", [kind for kind in ALL_KINDS if not kind.startswith("map")])
def test_first_view_is_light(app: Flask, visit: Visits, kinds: dict[str, str], kind: str) -> None:
    visitor = visit(app)
    visitor.open(kinds[kind])
    fetched = visitor.fetched_bytes()
    html = next(iter(fetched.values()))
    assert html <= 12 * 1024, f"HTML of {html} bytes"
    # A notice has a style sheet of its own beside that of every page.
    assert len(fetched) <= (5 if kind == "notice" else 4), list(fetched)
    assert sum(fetched.values()) <= 25 * 1024, fetched


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_what_is_tapped_and_read_is_large_enough(
    app: Flask, visit: Visits, kinds: dict[str, str], kind: str
) -> None:
    """48 px for what is tapped, 60 px for calling (MIIT's design rules for old people); words of
    18 px or more."""
    page = visit(app).open(kinds[kind])
    assert small_targets(page) == []
    calls = [box for tag in page.locator("main a.call").all() if (box := tag.bounding_box())]
    assert [box for box in calls if box["height"] < 59.5] == []
    assert _small_words(page) == []


def test_position_refused_leads_on(app: Flask, visit: Visits) -> None:
    page = visit(app).open("/")
    page.get_by_role("button", name="我的位置").click()
    words = page.get_by_role("status")
    words.get_by_text("没关系").wait_for()
    assert page.locator("a[href^='/areas/']").count() >= 31


def test_position_is_in_no_address(app: Flask, visit: Visits) -> None:
    visitor = visit(app, at=CHENGDU)
    page = visitor.open("/")
    page.get_by_role("button", name="我的位置").click()
    page.wait_for_url("**/nearest")
    assert "武侯区" in page.locator("main").inner_text()
    assert [request.url for request in visitor.requests if "104." in request.url] == []
    assert _complaints(visitor) == []
    assert axe_findings(page) == []
    assert _wider_than_the_screen(page) == []


def test_the_last_county_is_offered_until_it_is_forgotten(app: Flask, visit: Visits) -> None:
    visitor = visit(app)
    page = visitor.open("/")
    offer = page.locator("[data-last-county]")
    assert offer.is_hidden()
    visitor.open("/areas/510000")
    assert visitor.open("/").locator("[data-last-county]").is_hidden(), "a province is no county"
    visitor.open("/areas/510107")
    visitor.open("/")
    link = offer.get_by_role("link", name="上次看的：武侯区")
    assert str(link.get_attribute("href")) == "/areas/510107"
    offer.get_by_role("button", name="忘掉").click()
    assert offer.is_hidden()
    page.reload()
    assert offer.is_hidden()
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("kept", ["x", "null", "{}", '{"code":"//evil.example","name":"<b>"}'])
def test_a_county_that_is_none_is_not_offered(app: Flask, visit: Visits, kept: str) -> None:
    visitor = visit(app)
    page = visitor.open("/")
    page.evaluate("kept => localStorage.setItem('county', kept)", kept)
    visitor.open("/")
    assert page.locator("[data-last-county]").is_hidden()
    assert visitor.errors == []


def test_after_a_call_the_page_asks_how_it_went(office_app: Flask, visit: Visits) -> None:
    visitor = visit(office_app)
    page = visitor.open("/areas/220112")
    page.evaluate("document.addEventListener('click', event => event.preventDefault())")
    card = page.locator(".card").first
    card.locator("a.call").click()
    page.evaluate("dispatchEvent(new Event('focus'))")
    link = card.get_by_role("link", name="打通了吗？")
    link.wait_for()
    visitor.open(str(link.get_attribute("href")))
    assert page.get_by_text("空号，或者打错了").is_visible()
    assert page.get_by_role("link", name="打 110").is_visible()

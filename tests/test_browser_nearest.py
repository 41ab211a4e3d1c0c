"""The answer to a position is a safe place: for going back, reloading, opening again, passing on;
and whatever the phone says of the position, or does not, a button or a list leads on."""

from urllib.parse import urlsplit

import pytest
from flask import Flask, request
from playwright.sync_api import Locator, Page, Route, ViewportSize

from tests.browser import DESKTOP, PHONE, Visit, Visits

CHENGDU = (30.6420, 104.0434)
SIZES = [pytest.param(PHONE, id="phone"), pytest.param(DESKTOP, id="desk")]
MEMORIES = [pytest.param(True, id="kept in memory"), pytest.param(False, id="not kept")]
WAIT_MS = 8000  # as static/site.js
# A phone that never says where it is, nor that it will not; `say` is its late answer.
SILENT = """navigator.geolocation.getCurrentPosition = (found, failed) => {
    window.say = (latitude, longitude) => found({coords: {latitude, longitude}});
    window.refuse = code => failed(code ? {code} : undefined);
};"""


def _find(visitor: Visit) -> Page:
    """From the home page to the nearest sites."""
    page = visitor.open("/")
    page.get_by_role("button", name="我的位置").click()
    page.wait_for_url("**/nearest")
    page.locator(".card").first.wait_for()
    return page


def _back(page: Page, path: str) -> None:
    """As the phone's key does it. page.go_back waits for a load that a kept page does not have."""
    page.evaluate("void setTimeout(() => history.back())")
    page.wait_for_url("**" + path, wait_until="commit")


def _is_answer(page: Page) -> bool:
    page.locator(".card").first.wait_for()
    return "武侯区" in page.locator("main").inner_text() and page.locator(".card").count() == 10


@pytest.mark.parametrize("remembers", MEMORIES)
@pytest.mark.parametrize("size", SIZES)
def test_the_answer_is_there_after_back_reload_and_opening_again(
    app: Flask, visit: Visits, size: ViewportSize, remembers: bool
) -> None:
    visitor = visit(app, size=size, at=CHENGDU, remembers=remembers)
    page = _find(visitor)
    page.evaluate("window.isKept = true")
    page.locator(".card a").first.click()
    page.wait_for_url("**/sites/*")
    _back(page, "/nearest")
    assert page.evaluate("Boolean(window.isKept)") == remembers, "the wrong browser"
    assert _is_answer(page)
    page.reload()
    assert _is_answer(page)
    assert "的位置）" in page.locator("main").inner_text(), "an old position is not told as such"
    page.goto(visitor.home + "/guide")
    page.goto(visitor.home + "/nearest")
    assert _is_answer(page)
    _back(page, "/guide")
    _back(page, "/nearest")
    assert _is_answer(page)
    assert [error for error in visitor.errors if "failed: " not in error] == []
    urls = [each.url for each in visitor.requests]
    assert [url for url in urls if "104." in url or "30.6" in url] == []


def test_the_answer_of_another_day_says_so(app: Flask, visit: Visits) -> None:
    page = _find(visit(app, at=CHENGDU))
    page.evaluate("history.replaceState({position: {lat: 30.642, lon: 104.043, when: 0}}, '')")
    page.reload()
    assert _is_answer(page)
    assert "1 月 1 日" in page.locator("main").inner_text()


def test_each_answer_keeps_its_own_position(app: Flask, visit: Visits) -> None:
    visitor = visit(app)
    visitor.page.add_init_script(SILENT)
    page = visitor.open("/")
    for lat, lon, area in ((30.642, 104.0434, "武侯区"), (43.8868, 125.3245, "长春市")):
        page.locator("[data-locate] button").click()
        page.evaluate(f"window.say({lat}, {lon})")
        page.get_by_text(area).first.wait_for()
    _back(page, "/nearest")
    assert _is_answer(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
@pytest.mark.parametrize("size", SIZES)
def test_a_link_to_the_answer_says_what_it_is_and_leads_on(
    app: Flask, visit: Visits, size: ViewportSize, javascript: bool
) -> None:
    visitor = visit(app, size=size, javascript=javascript)
    page = visitor.open("/nearest")
    assert "您自己的位置" in page.locator("main").inner_text()
    assert page.get_by_role("button", name="我的位置").count() == javascript
    assert page.get_by_text("这里拿不到手机的位置").is_visible() != javascript
    assert page.locator("#provinces + ul a[href^='/areas/']").count() == 34
    assert visitor.errors == []


@pytest.mark.parametrize("size", SIZES)
def test_without_script_every_step_goes_back(app: Flask, visit: Visits, size: ViewportSize) -> None:
    page = visit(app, size=size, javascript=False).open("/nearest")
    for selector in ("#provinces + ul a", ".grid a", ".card a"):
        page.locator(selector).first.click()
    for _ in range(3):
        page.go_back()
        assert page.locator("h1").is_visible()
        page.reload()
        assert page.locator("h1").is_visible()
    assert urlsplit(page.url).path == "/nearest"


def test_a_form_without_a_position_can_be_left_and_come_back_to(app: Flask, visit: Visits) -> None:
    """The button was pressed before the script came."""
    visitor = visit(app)
    visitor.page.route("**/static/site.js*", lambda route: route.abort())
    page = visitor.open("/")
    page.get_by_role("button", name="我的位置").tap()
    page.get_by_text("没有收到您的位置").wait_for()
    page.locator("#provinces + ul a").first.tap()
    page.wait_for_url("**/areas/*")
    page.go_back()
    assert page.get_by_text("没有收到您的位置").is_visible()


def test_asking_again_without_a_network_says_so(app: Flask, visit: Visits) -> None:
    page = _find(visit(app, at=CHENGDU))

    def only_pages(route: Route) -> None:
        route.abort() if route.request.method == "POST" else route.continue_()

    page.route("**/nearest", only_pages)
    page.reload()
    page.get_by_text("没能再找一次").wait_for()
    assert page.locator("#provinces + ul a").count() == 34


# ---- what the phone says, or does not -----------------------------------------------------------

PAGES = {
    "home": "/",
    "area": "/areas/510107",
    "search": "/search?q=武侯",
    "search without an answer": "/search?q=qqqqzzzz",
    "no such page": "/nowhere",
    "link to the answer": "/nearest",
}


def _words(page: Page) -> Locator:
    return page.locator("[data-locate-words]")


def _leads_on(page: Page, words: str) -> bool:
    """What the words name is there: the list below the button, or the link to it."""
    if "下面选省" in words:
        below = page.locator("#provinces + ul a").first.bounding_box()
        button = page.locator("[data-locate] button").bounding_box()
        return bool(below and button and below["y"] > button["y"])
    page.get_by_role("link", name="按省找").click()
    page.wait_for_url("**/#provinces")
    return page.locator("#provinces + ul a").first.is_visible()


@pytest.mark.parametrize("kind, size", [*((kind, PHONE) for kind in PAGES), ("home", DESKTOP)])
def test_a_phone_that_never_answers_leaves_no_dead_button(
    app: Flask, visit: Visits, kind: str, size: ViewportSize
) -> None:
    visitor = visit(app, size=size, at=CHENGDU)
    visitor.page.add_init_script(SILENT)
    visitor.page.clock.install()
    page = visitor.open(PAGES[kind])
    button = page.locator("[data-locate] button")
    button.click()
    page.clock.run_for(WAIT_MS - 3000)  # the clock runs on meanwhile
    assert button.is_disabled()
    page.clock.run_for(3200)
    assert button.is_enabled()
    words = _words(page).inner_text()
    assert "等了 8 秒" in words
    assert page.locator("input[name=q]").is_visible()
    assert _leads_on(page, words)


@pytest.mark.parametrize(
    "code, said",
    [
        pytest.param(1, "手机没有给位置", id="refused"),
        pytest.param(2, "手机现在定不了位", id="unavailable"),
        pytest.param(3, "等了 8 秒", id="the browser's own limit"),
        pytest.param(9, "手机没有给位置", id="a code of its own"),
        pytest.param(0, "手机没有给位置", id="without a reason"),
    ],
)
@pytest.mark.parametrize("kind", ["home", "area"])
def test_a_refusal_is_said_and_leads_on(
    app: Flask, visit: Visits, kind: str, code: int, said: str
) -> None:
    visitor = visit(app)
    visitor.page.add_init_script(SILENT)
    page = visitor.open(PAGES[kind])
    page.locator("[data-locate] button").click()
    page.evaluate(f"window.refuse({code})")
    assert page.locator("[data-locate] button").is_enabled()
    assert said in _words(page).inner_text()
    assert _leads_on(page, _words(page).inner_text())


def test_a_phone_that_cannot_tell_leads_on(app: Flask, visit: Visits) -> None:
    visitor = visit(app, at=CHENGDU)
    visitor.page.context.set_geolocation(None)
    page = visitor.open("/areas/510107")
    page.locator("[data-locate] button").click()
    _words(page).get_by_text("手机现在定不了位").wait_for()
    assert _leads_on(page, _words(page).inner_text())


def test_a_browser_that_throws_leads_on(app: Flask, visit: Visits) -> None:
    visitor = visit(app)
    visitor.page.add_init_script(
        "navigator.geolocation.getCurrentPosition = () => { throw new Error('policy') };"
    )
    page = visitor.open("/")
    page.locator("[data-locate] button").click()
    assert page.locator("[data-locate] button").is_enabled()
    assert "没关系" in _words(page).inner_text()


def test_an_answer_that_is_no_position_is_a_failure(app: Flask, visit: Visits) -> None:
    visitor = visit(app)
    visitor.page.add_init_script(SILENT)
    page = visitor.open("/")
    page.locator("[data-locate] button").click()
    page.evaluate("window.say(NaN, undefined)")
    assert page.locator("[data-locate] button").is_enabled()
    assert "手机现在定不了位" in _words(page).inner_text()


@pytest.mark.parametrize("kind", PAGES)
def test_without_geolocation_the_way_by_province_stands(
    app: Flask, visit: Visits, kind: str
) -> None:
    visitor = visit(app)
    visitor.page.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'geolocation', {get: () => undefined});"
    )
    page = visitor.open(PAGES[kind])
    assert page.get_by_role("button", name="我的位置").count() == 0
    assert page.locator("a[href='/#provinces'], #provinces + ul").first.is_visible()


def test_at_an_insecure_address_the_way_by_province_stands(app: Flask, visit: Visits) -> None:
    visitor = visit(app, at=CHENGDU)
    visitor.home = visitor.home.replace("127.0.0.1", "plain.local")
    page = visitor.open("/nearest")
    assert page.evaluate("window.isSecureContext") is False
    assert page.get_by_role("button", name="我的位置").count() == 0
    assert page.get_by_text("这里拿不到手机的位置").is_visible()
    assert page.locator("#provinces + ul a").count() == 34


def test_a_late_answer_is_used_while_the_person_waits(app: Flask, visit: Visits) -> None:
    """They read the phone's question for longer than eight seconds, then allowed it."""
    visitor = visit(app)
    visitor.page.add_init_script(SILENT)
    visitor.page.clock.install()
    page = visitor.open("/")
    page.locator("[data-locate] button").click()
    page.clock.run_for(WAIT_MS + 4000)
    page.evaluate("window.say(30.642, 104.0434)")
    page.wait_for_url("**/nearest")
    assert _is_answer(page)


def test_an_answer_of_ours_that_does_not_come_leaves_the_button(app: Flask, visit: Visits) -> None:
    visitor = visit(app)
    visitor.page.add_init_script(SILENT)
    visitor.page.clock.install()
    page = visitor.open("/")
    page.route("**/nearest", lambda route: route.abort("aborted"))  # given up on the way
    page.locator("[data-locate] button").click()
    page.evaluate("window.say(30.642, 104.0434)")
    page.clock.run_for(WAIT_MS + 4000)
    assert page.locator("[data-locate] button").is_enabled()
    assert "位置拿到了" in _words(page).inner_text()


def test_a_late_answer_pulls_no_page_from_under_a_finger(app: Flask, visit: Visits) -> None:
    visitor = visit(app)
    visitor.page.add_init_script(SILENT)
    visitor.page.clock.install()
    page = visitor.open("/")
    page.locator("[data-locate] button").click()
    page.clock.run_for(WAIT_MS + 4000)
    page.locator("input[name=q]").fill("武")
    page.locator("input[name=q]").press("End")
    page.evaluate("window.say(30.642, 104.0434)")
    assert "位置拿到了" in _words(page).inner_text()
    assert urlsplit(page.url).path == "/"
    page.locator("[data-locate] button").click()
    page.wait_for_url("**/nearest")
    assert _is_answer(page)


def test_the_position_reaches_the_server_in_bodies_only(app: Flask, visit: Visits) -> None:
    """No address, no header, no referrer carries it."""
    seen = []

    def look() -> None:
        seen.append((request.method, request.full_path, str(request.headers)))

    app.before_request_funcs.setdefault(None, []).append(look)
    try:
        page = _find(visit(app, at=CHENGDU))
        page.reload()
        assert _is_answer(page)
    finally:
        app.before_request_funcs[None].remove(look)
    asked = [method for method, path, _ in seen if path.startswith("/nearest")]
    assert asked == ["POST", "GET", "POST"]
    assert [each for each in seen if "104.0" in str(each) or "30.64" in str(each)] == []

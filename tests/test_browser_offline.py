"""A real Chromium without network: what one visit leaves on a phone, and when it goes."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from flask import Flask, request
from playwright.sync_api import Page, ViewportSize

from sites.areas import gazetteer
from sites.areas.neighbours import nearest_counties
from tests.browser import DESKTOP, PHONE, Visit, Visits
from tests.conftest import MakeApp
from tests.pages import HARD_WORDS
from tests.test_languages import left

COUNTY = "220112"  # of tests/cases/printed_offices.csv, with a number that can be called
CHANGCHUN = (43.8868, 125.3245)
MOST_BYTES = 100_000
SIZES = [pytest.param(PHONE, id="phone"), pytest.param(DESKTOP, id="desk")]
IS_KEPT = "address => caches.match(address).then(Boolean)"
IS_GONE = "address => caches.match(address).then(found => !found)"
# Everything in the phone's caches: [cache, address, text].
EVERYTHING = """async () => {
    const found = [];
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys())
            found.push([name, request.url, await (await cache.match(request)).text()]);
    }
    return found;
}"""
BYTES = """async () => {
    let bytes = 0;
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys())
            bytes += (await (await cache.match(request)).blob()).size;
    }
    return bytes;
}"""
# As if everything had been kept so many days earlier.
AGE = """async days => {
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            const kept = await cache.match(request), headers = new Headers(kept.headers);
            if (!headers.has('Kept-At')) continue;
            headers.set('Kept-At', Date.now() - days * 24 * 3600 * 1000);
            await cache.put(request, new Response(await kept.text(), {headers}));
        }
    }
}"""
TELL = "message => navigator.serviceWorker.ready.then(found => found.active.postMessage(message))"
ROWS = """单位,省份,城市,区县,地址,电话
武侯测试分局,四川省,成都市,武侯区,测试路2号,028-80000002
青羊测试分局,四川省,成都市,青羊区,测试路3号,028-80000004
"""


def _until(page: Page, condition: str, arg: object = None, *, s: float = 45.0) -> None:
    """Wait for a promise to come true; playwright's own waiting takes any promise for truth."""
    end = time.monotonic() + s
    while not page.evaluate(condition, arg):
        assert time.monotonic() < end, f"never came true: {condition} {arg}"
        page.wait_for_timeout(100)


def _keep(visitor: Visit, county: str = COUNTY, language: str = "") -> Page:
    """The visitor looks at a county and rests until the phone has kept it. language: /en."""
    page = visitor.open(f"{language}/areas/{county}")
    _until(page, IS_KEPT, f"{language}/offline/{county}")
    return page


def _without_network(visitor: Visit, path: str) -> Page:
    visitor.page.context.set_offline(True)
    visitor.page.goto(visitor.home + path)
    return visitor.page


def _main(page: Page) -> str:
    return page.locator("main").inner_text()


def _site_in(app: Flask, county: str) -> str:
    return str(app.extensions["sites"].live.current().sites_in(county)[0].id)


@pytest.mark.parametrize("size", SIZES)
def test_one_visit_to_a_county_is_enough(
    office_app: Flask, visit: Visits, size: ViewportSize
) -> None:
    visitor = visit(office_app, size=size)
    _keep(visitor)
    page = _without_network(visitor, f"/areas/{COUNTY}")
    assert "现在连不上。" in page.locator(".offline").inner_text()
    assert "月" in page.locator(".offline").inner_text()
    assert page.locator("a.call").first.get_attribute("href") == "tel:043188880011"
    assert page.title() == "长春市双阳区寻亲免费采血"
    assert page.evaluate("getComputedStyle(document.querySelector('a.call')).minHeight") == "60px"

    _without_network(visitor, f"/sites/{_site_in(office_app, COUNTY)}")
    assert page.locator("h1").inner_text() == "长春市公安局双阳区分局测试采血点"
    assert page.locator("a.call").first.is_visible()

    for neighbour in nearest_counties(gazetteer(), COUNTY, limit=5):
        _without_network(visitor, f"/areas/{neighbour.adcode}")
        assert page.locator("h1").inner_text() == neighbour.name
        assert page.locator(".card").count() > 0

    _without_network(visitor, "/guide")
    assert page.locator("h1").inner_text() == "寻亲免费采血须知"
    assert page.locator("main section").count() >= 5
    assert page.locator(".offline").is_visible()

    _without_network(visitor, "/")
    assert page.locator("h1").inner_text() == "没有网络的时候"
    page.get_by_role("link", name="双阳区").click()
    page.get_by_role("heading", name="双阳区", exact=True).wait_for()
    assert page.evaluate(BYTES) <= MOST_BYTES


# In each: the county's name, how a kept page begins, the page for what was not kept, the guide.
IN_OTHERS = {
    "/en": ("Shuangyang District", "No connection now. This was kept on", "Without network",
            "Finding family by DNA: what to know"),
    "/zh-hant": ("雙陽區", "現在連不上。這是", "沒有網路的時候", "尋親免費採血須知"),
}  # fmt: skip


@pytest.mark.parametrize("language", IN_OTHERS, ids=["English", "traditional"])
def test_who_reads_another_language_finds_the_county_in_it(
    office_app: Flask, visit: Visits, language: str
) -> None:
    place, said, alone, guide = IN_OTHERS[language]
    visitor = visit(office_app)
    _keep(visitor, language=language)
    page = _without_network(visitor, f"{language}/areas/{COUNTY}")
    assert said in page.locator(".offline").inner_text()
    assert page.locator("h1").inner_text().startswith(place)
    assert page.locator("a.call").first.get_attribute("href") == "tel:043188880011"
    assert Axe().run(page).response["violations"] == []
    assert _left(page) == []

    _without_network(visitor, f"{language}/sites/{_site_in(office_app, COUNTY)}")
    assert page.locator("a.call").first.is_visible()
    assert _left(page) == []
    _without_network(visitor, f"{language}/guide")
    assert page.locator("h1").inner_text() == guide
    assert page.locator(".offline").is_visible()
    _without_network(visitor, f"{language}/map")
    assert page.locator("h1").inner_text() == alone
    assert _left(page) == []
    page.locator("ul.choices a").filter(has_text=place).click()
    page.locator("a.call").first.wait_for()
    assert page.url == f"{visitor.home}{language}/areas/{COUNTY}"
    assert page.evaluate(BYTES) <= MOST_BYTES
    assert [each for each in visitor.errors if "ERR_INTERNET_DISCONNECTED" not in each] == []


def _left(page: Page) -> list[str]:
    """What the page says in a language that is not its own."""
    return left(BeautifulSoup(page.content(), "html5lib"))


def test_a_county_is_kept_in_the_language_it_was_read_in(app: Flask, visit: Visits) -> None:
    visitor = visit(app)
    page = _keep(visitor, "510107")
    _keep(visitor, "650102", "/en")
    assert page.evaluate(IS_KEPT, "/offline/510107"), "both have room"
    _keep(visitor, "441900", "/zh-hant")
    page.wait_for_timeout(1000)
    assert page.evaluate(BYTES) <= MOST_BYTES
    assert page.evaluate(IS_KEPT, "/zh-hant/offline/441900"), "the last one stays"
    for county in ("440305", "110101", "320106"):
        _keep(visitor, county, "/en")
    page.wait_for_timeout(1000)
    assert page.evaluate(BYTES) <= MOST_BYTES
    kept = {urlsplit(url).path for _, url, _ in page.evaluate(EVERYTHING)}
    frames = {path for path in kept if "offline" in path and not path[-6:].isdigit()}
    assert frames - {"/offline/newest", "/offline/chosen"} == {"/en/offline", "/en/offline/guide"}


def test_a_site_that_was_passed_on_keeps_its_county(office_app: Flask, visit: Visits) -> None:
    visitor = visit(office_app)
    page = visitor.open(f"/sites/{_site_in(office_app, COUNTY)}")
    _until(page, IS_KEPT, f"/offline/{COUNTY}")
    _without_network(visitor, f"/areas/{COUNTY}?from=groupmessage")
    assert page.locator("a.call").count() > 0


def test_what_was_not_kept_says_so_and_what_to_do(office_app: Flask, visit: Visits) -> None:
    visitor = visit(office_app)
    _keep(visitor)
    for path in ("/areas/510107", "/search?q=成都", "/map", "/about", "/nearest"):
        page = _without_network(visitor, path)
        assert "这一页打不开" in page.locator(".offline").inner_text()
        assert page.get_by_role("link", name="打 110").is_visible()
        assert page.get_by_role("main").get_by_role("link", name="采血须知").is_visible()
        assert page.get_by_role("link", name="双阳区").is_visible()
    visitor.page.context.set_offline(False)
    page.get_by_role("link", name="再试一次").click()
    page.get_by_text("找离您最近的").first.wait_for()


@pytest.mark.parametrize("size", [{"width": 320, "height": 640}, PHONE, DESKTOP])
def test_kept_pages_fit_and_can_be_read(
    office_app: Flask, visit: Visits, size: ViewportSize
) -> None:
    visitor = visit(office_app, size=size)
    _keep(visitor)
    site = f"/sites/{_site_in(office_app, COUNTY)}"
    for path in (f"/areas/{COUNTY}", site, "/guide", "/"):
        page = _without_network(visitor, path)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        found = Axe().run(page).response["violations"]
        assert [(path, each["id"], each["nodes"][0]["html"]) for each in found] == []
        assert not HARD_WORDS.search(_main(page))
    assert [each for each in visitor.errors if "ERR_INTERNET_DISCONNECTED" not in each] == []


# ---- age ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "days, said", [(0.9, "不到一天"), (1.1, "已经 1 天"), (3.5, "已经 3 天"), (6.9, "已经 6 天")]
)
def test_the_age_is_said(office_app: Flask, visit: Visits, days: float, said: str) -> None:
    visitor = visit(office_app)
    _keep(visitor).evaluate(AGE, days)
    page = _without_network(visitor, f"/areas/{COUNTY}")
    assert said in page.locator(".offline").inner_text()
    assert page.locator("a.call").first.is_visible()


@pytest.mark.parametrize(
    "days", [pytest.param(7.01, id="too old"), pytest.param(-1, id="a clock that was set back")]
)
def test_after_seven_days_nothing_is_shown_and_nothing_stays(
    office_app: Flask, visit: Visits, days: float
) -> None:
    visitor = visit(office_app)
    _keep(visitor).evaluate(AGE, days)
    for path in (f"/areas/{COUNTY}", "/guide", f"/sites/{_site_in(office_app, COUNTY)}"):
        page = _without_network(visitor, path)
        assert "这一页打不开" in page.locator(".offline").inner_text()
        assert "8888" not in page.content()
        assert page.get_by_role("link", name="打 110").is_visible()
        assert page.get_by_text("手机上存着的").is_hidden()
    assert [url for _, url, text in page.evaluate(EVERYTHING) if "8888" in text] == []


def test_a_visit_makes_what_is_kept_young_again(office_app: Flask, visit: Visits) -> None:
    visitor = visit(office_app)
    page = _keep(visitor)
    page.evaluate(AGE, 5)
    visitor.open("/about")
    _until(
        page,
        "address => caches.match(address).then(found => found && "
        "Date.now() - found.headers.get('Kept-At') < 60000)",
        f"/offline/{COUNTY}",
    )


# ---- releases -----------------------------------------------------------------------------------


@pytest.fixture
def offices(make_app: MakeApp, tmp_path: Path) -> Flask:
    """Two invented offices that count as real; a newer release is live at once."""
    return make_app(*_list(tmp_path, ROWS), SITES_REFRESH_S="0")


def _list(folder: Path, rows: str) -> tuple[str, ...]:
    (folder / "offices.csv").write_text(rows, encoding="utf-8")
    source = ("--source-title", "名单", "--source-url", "https://example.org/1")
    return (str(folder / "offices.csv"), *source, "--published-on", "2022-07")


def _withdraw(app: Flask, folder: Path) -> None:
    """The next release is without the office of 武侯区."""
    rows = "".join(line for line in ROWS.splitlines(keepends=True) if "武侯" not in line)
    load = ["sites", "load", *_list(folder, rows), "--allow-loss"]
    done = app.test_cli_runner().invoke(args=load)
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(
    "language, said", [("", "这一页打不开"), ("/en", "this page cannot be opened")]
)
def test_a_number_that_is_withdrawn_is_gone_with_the_next_answer(
    offices: Flask, visit: Visits, tmp_path: Path, language: str, said: str
) -> None:
    visitor = visit(offices)
    page = _keep(visitor, "510107", language)
    assert "02880000002" in _without_network(visitor, f"{language}/areas/510107").content()
    page.context.set_offline(False)
    _withdraw(offices, tmp_path)
    page.goto(visitor.home + "/guide")
    _until(page, IS_GONE, f"{language}/offline/510107", s=2.5)  # site.js rests for 3 s
    assert [url for _, url, text in page.evaluate(EVERYTHING) if "0000002" in text] == []
    page = _without_network(visitor, f"{language}/areas/510107")
    assert said in page.locator(".offline").inner_text()


def test_the_county_comes_back_as_the_next_release_has_it(
    offices: Flask, visit: Visits, tmp_path: Path
) -> None:
    visitor = visit(offices)
    page = _keep(visitor, "510107")
    _withdraw(offices, tmp_path)
    page.goto(visitor.home + "/guide")
    _until(page, IS_GONE, "/offline/510107")
    _until(page, IS_KEPT, "/offline/510107")
    page = _without_network(visitor, "/areas/510107")
    assert "青羊测试分局" in _main(page)
    assert "武侯测试分局" not in page.content()
    assert "0000002" not in page.content()


def test_the_answer_to_a_position_tells_of_the_release_too(
    offices: Flask, visit: Visits, tmp_path: Path
) -> None:
    """What is posted does not pass through the worker: the page tells it."""
    visitor = visit(offices, at=(30.642, 104.0434))
    page = _keep(visitor, "510107")
    visitor.open("/")
    _withdraw(offices, tmp_path)
    page.get_by_role("button", name="我的位置").click()
    page.wait_for_url("**/nearest")
    _until(
        page,
        "() => caches.match('/offline/510107').then(found => found ? found.text() : '')"
        ".then(text => text && !text.includes('0000002'))",
    )


def test_a_server_that_lags_behind_brings_nothing_back(office_app: Flask, visit: Visits) -> None:
    visitor = visit(office_app)
    page = _keep(visitor)
    page.evaluate(TELL, {"frame": "/offline", "release": "1-1-0123456789abcdefd"})
    page.evaluate(TELL, {"frame": "/offline", "county": "510107"})
    _until(page, IS_KEPT, "/offline/510107")
    assert page.evaluate(IS_KEPT, f"/offline/{COUNTY}")
    # Of a release that this server does not have yet, nothing can be fetched here.
    page.evaluate(TELL, {"frame": "/offline", "release": "9999999999-9-0123456789abcdefd"})
    _until(page, IS_GONE, f"/offline/{COUNTY}")
    page.evaluate(TELL, {"frame": "/offline", "county": COUNTY})
    page.wait_for_timeout(1500)
    assert not page.evaluate(IS_KEPT, f"/offline/{COUNTY}")


# ---- how much, and what not ---------------------------------------------------------------------


def test_the_last_counties_are_kept_within_the_bounds(app: Flask, visit: Visits) -> None:
    visitor = visit(app)
    counties = ["510107", "110101", "441900", "650102"]
    for county in counties:
        page = _keep(visitor, county)
    _until(page, IS_GONE, f"/offline/{counties[0]}")
    assert page.evaluate(BYTES) <= MOST_BYTES
    for county in counties[-2:]:  # the third where it has room
        assert page.evaluate(IS_KEPT, f"/offline/{county}"), county


def test_no_position_and_no_question_is_kept(office_app: Flask, visit: Visits) -> None:
    visitor = visit(office_app, at=CHANGCHUN)
    _keep(visitor)
    page = visitor.open("/")
    page.get_by_role("button", name="我的位置").click()
    page.wait_for_url("**/nearest")
    page.locator(".card").first.wait_for()
    visitor.open("/search?q=找张三丰")
    page.wait_for_timeout(4500)  # site.js rests for 3 s
    everything = page.evaluate(EVERYTHING)
    assert len(everything) > 5
    paths = {urlsplit(url).path for _, url, _ in everything}
    static = {path for path in paths if path.startswith("/static/")}
    assert paths - static <= {
        "/offline", "/offline/guide", f"/offline/{COUNTY}", "/offline/newest", "/offline/chosen",
    }  # fmt: skip
    for _, url, text in everything:
        for hidden in ("43.88", "125.32", "张三丰", "%E5%BC%A0"):
            assert hidden not in url + text


def test_forgetting_the_county_forgets_what_was_kept(office_app: Flask, visit: Visits) -> None:
    visitor = visit(office_app)
    page = _keep(visitor)
    visitor.open("/")
    page.get_by_role("button", name="忘掉").click()
    _until(page, IS_GONE, f"/offline/{COUNTY}")
    page.wait_for_timeout(4500)
    assert COUNTY not in str(page.evaluate(EVERYTHING))


def test_a_province_is_not_kept(app: Flask, visit: Visits) -> None:
    visitor = visit(app)
    page = visitor.open("/areas/510000")
    _until(page, IS_KEPT, "/offline/guide")
    page.wait_for_timeout(500)
    assert "510000" not in str([url for _, url, _ in page.evaluate(EVERYTHING)])


# ---- with the network, and without what it needs ------------------------------------------------


@pytest.fixture
def down(office_app: Flask) -> Iterator[list[int]]:
    """While a status stands in it, a proxy answers with that for the program."""
    told: list[int] = []

    def answer() -> tuple[str, int] | None:
        return ("Bad Gateway", told[0]) if told else None

    office_app.before_request_funcs.setdefault(None, []).append(answer)
    yield told
    office_app.before_request_funcs[None].remove(answer)


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_site_that_is_down_is_as_no_network(
    office_app: Flask, visit: Visits, down: list[int], status: int
) -> None:
    visitor = visit(office_app)
    page = _keep(visitor)
    down.append(status)
    page.goto(visitor.home + f"/areas/{COUNTY}")
    assert "现在连不上。" in page.locator(".offline").inner_text()
    assert page.locator("a.call").count() > 0
    page.goto(visitor.home + "/areas/510107")
    assert "Bad Gateway" in page.content()


def test_an_error_of_ours_is_shown(office_app: Flask, visit: Visits, down: list[int]) -> None:
    visitor = visit(office_app)
    page = _keep(visitor)
    down.append(500)
    page.goto(visitor.home + f"/areas/{COUNTY}")
    assert "Bad Gateway" in page.content()


@pytest.fixture
def slow(office_app: Flask) -> Iterator[dict[str, float]]:
    """Seconds that a page takes from now on."""
    pause = {"s": 0.0}

    def wait() -> None:
        if request.path.startswith("/areas/"):
            time.sleep(pause["s"])

    office_app.before_request_funcs.setdefault(None, []).append(wait)
    yield pause
    office_app.before_request_funcs[None].remove(wait)


def test_a_network_that_does_not_answer_is_waited_for_eight_seconds(
    office_app: Flask, visit: Visits, slow: dict[str, float]
) -> None:
    visitor = visit(office_app)
    page = _keep(visitor)
    slow["s"] = 11.0
    start = time.monotonic()
    page.goto(visitor.home + f"/areas/{COUNTY}")
    assert 7.5 <= time.monotonic() - start <= 12.0
    assert page.locator(".offline").is_visible()
    slow["s"] = 2.0
    page.wait_for_timeout(4000)  # until the first answer came: the browser asks once at a time
    page.goto(visitor.home + f"/areas/{COUNTY}")
    assert page.locator(".offline").count() == 0


def test_without_service_workers_nothing_changes(office_app: Flask, visit: Visits) -> None:
    visitor = visit(office_app)
    visitor.page.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'serviceWorker', {get: () => undefined});"
    )
    page = visitor.open(f"/areas/{COUNTY}")
    page.wait_for_timeout(4000)
    assert visitor.errors == []
    assert page.evaluate("caches.keys()") == []
    assert [each for each in visitor.requests if "offline" in each.url] == []


def test_a_phone_that_refuses_storage_shows_its_pages(office_app: Flask, visit: Visits) -> None:
    visitor = visit(office_app)
    visitor.page.add_init_script(
        "navigator.serviceWorker.register = () => Promise.reject(new Error('refused'));"
    )
    visitor.open(f"/areas/{COUNTY}")
    visitor.page.wait_for_timeout(4000)
    assert visitor.errors == []


def test_new_code_takes_over_and_knows_the_county(
    office_app: Flask, visit: Visits, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = visit(office_app)
    page = _keep(visitor)
    before = page.evaluate("caches.keys()")
    monkeypatch.setitem(office_app.extensions, "sites.code", "0123456789")
    visitor.open("/about")
    _until(page, "caches.keys().then(names => names.join() === 'kept-0123456789')")
    visitor.open("/guide")
    _until(page, IS_KEPT, f"/offline/{COUNTY}")
    assert before != page.evaluate("caches.keys()") == ["kept-0123456789"]
    assert "双阳区" in _main(_without_network(visitor, f"/areas/{COUNTY}"))


def test_where_it_is_switched_off_phones_lose_what_they_have(
    office_app: Flask, visit: Visits, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = visit(office_app)
    page = _keep(visitor)
    parts = office_app.extensions["sites"]
    off = replace(parts, settings=replace(parts.settings, offline=False))
    monkeypatch.setitem(office_app.extensions, "sites", off)
    visitor.open("/guide")
    _until(page, "caches.keys().then(names => names.length === 0)")
    _until(page, "navigator.serviceWorker.getRegistrations().then(found => found.length === 0)")
    visitor.open("/guide")
    page.wait_for_timeout(4000)
    assert page.evaluate("caches.keys()") == []
    assert visitor.errors == []

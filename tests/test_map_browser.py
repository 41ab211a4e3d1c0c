"""The map in a real Chromium: pins, cards, keyboard, failures, weight."""

import base64
import itertools
import math
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from playwright.sync_api import FloatRect, Page, ViewportSize

from sites.geo import Point, great_circle_km
from tests.browser import DESKTOP, PHONE, Visit, Visits
from tests.conftest import HOME, LIST_SOURCE, PRINTED_OFFICES, MakeApp

SIZES = [pytest.param(PHONE, id="phone"), pytest.param(DESKTOP, id="desk")]
NOTE = "底图数据：天地图 审图号 GS(2024)0650号"
PIN, CLUSTER, CARD = ".leaflet-marker-icon.pin", ".leaflet-marker-icon.cluster", ".site-card"


@pytest.fixture(scope="session")
def crowded_app(make_app: MakeApp, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Thirty demonstration sites on one point."""
    rows = "\n".join(
        f"武侯区演示采血点{n},四川省,成都市,武侯区,演示路{n}号,028-{n:08d},30.642,104.043,wgs84,demo"
        for n in range(1, 31)
    )
    path = tmp_path_factory.mktemp("lists") / "crowded.csv"
    header = "unit,province,city,county,address,phone,lat,lon,datum,status"
    path.write_text(f"{header}\n{rows}\n", encoding="utf-8")
    return make_app(str(path))


@pytest.fixture(scope="session")
def callable_app(make_app: MakeApp, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The offices of 长春, whose numbers can be called, and no others beside them."""
    header, *rows = PRINTED_OFFICES.read_text(encoding="utf-8").splitlines(keepends=True)
    path = tmp_path_factory.mktemp("lists") / "callable.csv"
    path.write_text(header + "".join(row for row in rows if ",0431-" in row), encoding="utf-8")
    return make_app(str(path), *LIST_SOURCE)


def _open_map(visitor: Visit, path: str = "/map") -> Page:
    page = visitor.open(path)
    page.wait_for_selector(".has-pins")
    return page


def _label(page: Page) -> str:
    """The accessible name of what has the focus."""
    return str(page.evaluate("document.activeElement.getAttribute('aria-label') || ''"))


def _zoom(page: Page) -> float:
    return float(page.evaluate("map_sites.getZoom()"))


def _look_at(page: Page, lat: float, lon: float, zoom: float) -> None:
    # `void`: the map would be handed over whole as the answer, which takes a minute.
    page.evaluate(f"void map_sites.setView([{lat}, {lon}], {zoom}, {{animate: false}})")
    page.wait_for_load_state("networkidle")


def _open_by_key(page: Page) -> None:
    """From the first cluster to a card with Enter alone."""
    page.locator(f"{CLUSTER}, {PIN}").first.focus()
    for _ in range(12):
        page.evaluate("() => { window.before = document.activeElement; }")
        page.keyboard.press("Enter")
        page.wait_for_function(
            """() => document.querySelector('.site-card h2')
                || (document.activeElement !== window.before
                    && document.activeElement.classList.contains('leaflet-marker-icon'))"""
        )
        if page.locator(f"{CARD} h2").count():
            return
    pytest.fail("Twelve times Enter opened no card.")


def _painted_colours(page: Page) -> int:
    """How many colours the base map's tiles show: one means that nothing was drawn."""
    return int(
        page.evaluate(
            """() => {
                const seen = new Set();
                for (const tile of document.querySelectorAll('canvas.leaflet-tile')) {
                    const dots = tile.getContext('2d')
                        .getImageData(0, 0, tile.width, tile.height).data;
                    for (let at = 0; at < dots.length; at += 4 * 97) {
                        seen.add(dots[at] << 24 | dots[at + 1] << 16 | dots[at + 2] << 8
                            | dots[at + 3]);
                    }
                }
                return seen.size;
            }"""
        )
    )


@pytest.mark.parametrize("size", SIZES)
def test_the_map_shows_every_pin_and_names_its_source(
    app: Flask, visit: Visits, size: ViewportSize
) -> None:
    visitor = visit(app, size=size)
    page = _open_map(visitor)
    assert page.get_by_text(NOTE).is_visible()
    placed = sum(site.fix is not None for site in app.extensions["sites"].live.current().sites)
    assert page.evaluate("marker_cluster_sites.getLayers().length") == placed
    assert _painted_colours(page) > 3
    assert page.locator("[data-map-words]").is_hidden()
    assert visitor.errors == []
    assert visitor.foreign() == []


@pytest.mark.parametrize(
    ("area", "lat", "lon"),
    [
        pytest.param("510100", 30.64, 104.04, id="city"),
        pytest.param("440000", 23.3, 113.3, id="province"),
    ],
)
@pytest.mark.parametrize("size", SIZES)
def test_an_area_is_shown_at_once(
    app: Flask, visit: Visits, size: ViewportSize, area: str, lat: float, lon: float
) -> None:
    page = _open_map(visit(app, size=size), f"/map?area={area}")
    assert page.evaluate(f"map_sites.getBounds().contains([{lat}, {lon}])")
    assert page.evaluate("map_sites.getBounds().getNorth() - map_sites.getBounds().getSouth()") < 16


@pytest.mark.parametrize("size", SIZES)
def test_a_card_of_a_demonstration_says_so_and_cannot_be_called(
    app: Flask, visit: Visits, size: ViewportSize
) -> None:
    visitor = visit(app, size=size)
    page = _open_map(visitor, "/map?area=510100")
    _open_by_key(page)
    card = page.locator(CARD)
    assert "演示" in card.locator("h2").inner_text()
    assert "演示，不是真实采血点" in card.inner_text()
    assert card.locator('a[href^="tel:"]').count() == 0
    assert card.locator(".nocall").is_visible()
    assert card.locator('a[href^="/sites/"]').is_visible()
    assert visitor.errors == []


def test_a_card_of_a_real_office_can_be_called(callable_app: Flask, visit: Visits) -> None:
    visitor = visit(callable_app)
    page = _open_map(visitor, "/map?area=220100")
    _open_by_key(page)
    call = page.locator(f"{CARD} a.call")
    box = call.bounding_box()
    assert box is not None
    assert box["height"] >= 60
    assert str(call.get_attribute("href")).startswith("tel:")
    call.tap(trial=True)  # nothing lies over it
    assert visitor.errors == []


def test_focus_goes_into_the_card_and_back_to_its_pin(app: Flask, visit: Visits) -> None:
    page = _open_map(visit(app, size=DESKTOP), "/map?area=510100")
    _open_by_key(page)
    assert page.evaluate("document.activeElement.className") == "site-card"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("/sites/")
    page.keyboard.press("Escape")
    page.wait_for_selector(CARD, state="detached")
    assert "采血点" in _label(page)
    page.keyboard.press(" ")
    page.wait_for_selector(f"{CARD} h2")


def test_pins_on_one_spot_open_in_a_ring_wide_enough_for_fingers(
    crowded_app: Flask, visit: Visits
) -> None:
    visitor = visit(crowded_app)
    visitor.page.emulate_media(reduced_motion="reduce")  # the pins stand at once
    page = _open_map(visitor)
    count = 30
    _look_at(page, 30.642, 104.043, 13)
    page.locator(CLUSTER).first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(
        "() => (document.activeElement.getAttribute('aria-label') || '').includes('第 1 处')"
    )
    boxes = [pin.bounding_box() for pin in page.locator(PIN).all()]
    centres = [(b["x"] + b["width"] / 2, b["y"] + b["height"] / 2) for b in boxes if b]
    assert len(centres) == count
    apart = min(math.dist(one, other) for at, one in enumerate(centres) for other in centres[:at])
    assert apart >= 44
    names = set()
    for pin in page.locator(PIN).all():
        pin.focus()
        page.keyboard.press("Enter")
        names.add(page.locator(f"{CARD} h2").inner_text())
        page.keyboard.press("Escape")
        page.wait_for_selector(CARD, state="detached")
    assert len(names) == count, "a pin could not be opened"


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        pytest.param("**/pins.json", "采血点没有取到", id="pins"),
        pytest.param("**/china.json*", "底图没有取到", id="base map"),
        pytest.param("**/map/*/map.js", "地图没有打开", id="folium's script"),
        pytest.param("**/static/map.js*", "看下面的列表", id="Leaflet and our script"),
    ],
)
def test_a_file_that_does_not_come_leaves_a_sentence(
    app: Flask, visit: Visits, lost: str, said: str
) -> None:
    visitor = visit(app)
    visitor.page.route(lost, lambda route: route.abort())
    page = visitor.open("/map")
    words = page.locator("[data-map-words]")
    words.get_by_text(said).wait_for()
    assert page.locator("#list").is_visible()
    assert page.locator('main a[href^="/areas/"]').count() >= 31


def test_a_card_that_does_not_come_offers_to_try_again(app: Flask, visit: Visits) -> None:
    page = _open_map(visit(app), "/map?area=510100")
    page.route("**/map/cards/*", lambda route: route.abort(), times=1)
    page.evaluate(
        "void marker_cluster_sites.fire('click', {layer: marker_cluster_sites.getLayers()[0]})"
    )
    page.get_by_text("没有取到这个采血点的资料").wait_for()
    # The map moves the card into view, by 160 px: a click meanwhile ends beside the button.
    page.wait_for_selector(".leaflet-map-pane:not(.leaflet-pan-anim)", state="attached")
    page.get_by_role("button", name="再试一次").click()
    page.wait_for_selector(f"{CARD} h2")


def test_the_first_view_of_the_map_asks_for_no_county_lines(app: Flask, visit: Visits) -> None:
    visitor = visit(app)
    page = _open_map(visitor)
    assert not any("/counties/" in path for path in visitor.fetched_bytes())
    _look_at(page, 30.65, 104.05, 9)
    asked = [request.url for request in visitor.requests if "/counties/" in request.url]
    assert [url.split("/counties/")[1][:7] for url in asked] == ["51.json"]
    page.wait_for_function("() => document.querySelectorAll('.map-county').length > 3")


def test_going_back_to_the_map_finds_it_as_it_was(app: Flask, visit: Visits) -> None:
    visitor = visit(app)
    page = _open_map(visitor)
    _look_at(page, 30.65, 104.05, 9)
    visitor.open("/guide")
    page.go_back()
    page.wait_for_selector(".has-pins")
    assert _zoom(page) == 9
    assert page.evaluate("map_sites.getBounds().contains([30.65, 104.05])")
    assert "104" not in page.url


def test_less_motion_is_respected(app: Flask, visit: Visits) -> None:
    visitor = visit(app)
    visitor.page.emulate_media(reduced_motion="reduce")
    page = _open_map(visitor)
    assert page.evaluate("map_sites.options.zoomAnimation") is False
    assert page.evaluate("marker_cluster_sites.options.animate") is False


def test_targets_are_wide_enough(app: Flask, visit: Visits) -> None:
    page = _open_map(visit(app), "/map?area=510000")
    small = [
        box
        for tag in page.locator(f"{PIN}, {CLUSTER}, [data-zoom]").all()
        if (box := tag.bounding_box()) and min(box["width"], box["height"]) < 48
    ]
    assert small == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_base_map_takes_the_colours_of_the_page(app: Flask, visit: Visits, scheme: Any) -> None:
    visitor = visit(app)
    visitor.page.emulate_media(color_scheme=scheme)
    page = _open_map(visitor)
    land = page.evaluate(
        "getComputedStyle(document.querySelector('[data-map]')).getPropertyValue('--map-land')"
    )
    wanted = [int(land.strip()[at : at + 2], 16) for at in (1, 3, 5)]
    _look_at(page, 31.0, 102.0, 7)
    middle = page.evaluate(
        """() => {
            const tile = document.querySelector('canvas.leaflet-tile');
            const dots = tile.getContext('2d').getImageData(0, 0, tile.width, tile.height).data;
            const counts = {};
            for (let at = 0; at < dots.length; at += 4) {
                const dot = dots[at] + ',' + dots[at + 1] + ',' + dots[at + 2];
                counts[dot] = (counts[dot] || 0) + 1;
            }
            return Object.entries(counts).sort((a, b) => b[1] - a[1])[0][0];
        }"""
    )
    assert middle == ",".join(map(str, wanted))


# ---- fingers ------------------------------------------------------------------------------------


def _drag(page: Page, *fingers: tuple[float, float], by: tuple[float, float]) -> None:
    """Real touches: so many fingers go down, move together in ten steps, and come up."""
    touch = page.context.new_cdp_session(page)

    def send(kind: str, share: float) -> None:
        points = [{"x": x + by[0] * share, "y": y + by[1] * share} for x, y in fingers]
        touch.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [] if kind == "touchEnd" else points},
        )

    send("touchStart", 0)
    for step in range(1, 11):
        send("touchMove", step / 10)
    send("touchEnd", 1)


def _centre(page: Page) -> tuple[float, float]:
    at = page.evaluate("(() => { const c = map_sites.getCenter(); return [c.lat, c.lng]; })()")
    return (round(at[0], 3), round(at[1], 3))


def _map_box(page: Page) -> FloatRect:
    box = page.locator("[data-map]").bounding_box()
    assert box is not None
    return box


@pytest.mark.parametrize("on_a_cluster", [False, True], ids=["on the paper", "on a cluster"])
def test_one_finger_on_the_map_scrolls_the_page(
    app: Flask, visit: Visits, on_a_cluster: bool
) -> None:
    page = _open_map(visit(app))
    before, box = _centre(page), _map_box(page)
    start = (box["x"] + 30, box["y"] + box["height"] - 60)
    if on_a_cluster:
        pin = page.locator(CLUSTER).first.bounding_box()
        assert pin is not None
        start = (pin["x"] + pin["width"] / 2, pin["y"] + pin["height"] / 2)
    _drag(page, start, by=(0, -180))
    page.wait_for_function("() => window.scrollY > 100")
    assert _centre(page) == before


def test_two_fingers_move_the_map_and_not_the_page(app: Flask, visit: Visits) -> None:
    page = _open_map(visit(app), "/map?area=510000")
    before, box = _centre(page), _map_box(page)
    middle = box["y"] + box["height"] / 2
    _drag(page, (box["x"] + 120, middle), (box["x"] + 220, middle), by=(0, -120))
    page.wait_for_function(
        f"() => Math.abs(map_sites.getCenter().lat - {before[0]}) > 0.2", timeout=5000
    )
    assert page.evaluate("window.scrollY") == 0


def test_a_tap_still_opens_and_a_mouse_still_drags(app: Flask, visit: Visits) -> None:
    page = _open_map(visit(app, size=DESKTOP), "/map?area=510000")
    before, box = _centre(page), _map_box(page)
    x, y = box["x"] + 40, box["y"] + box["height"] - 60
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 90, y - 60, steps=5)
    page.mouse.up()
    assert _centre(page) != before
    touched = _open_map(visit(app), "/map?area=510000")
    zoom = _zoom(touched)
    size = _map_box(touched)
    boxes = [tag.bounding_box() for tag in touched.locator(CLUSTER).all()]
    seen = [
        b
        for b in boxes
        if b and 60 < b["y"] - size["y"] < size["height"] - 90 and 20 < b["x"] < 300
    ]
    touched.touchscreen.tap(seen[0]["x"] + 20, seen[0]["y"] + 20)
    touched.wait_for_function(f"() => map_sites.getZoom() > {zoom}")


@pytest.mark.parametrize("size", SIZES)
def test_the_zoom_buttons_lie_on_nothing_and_say_when_there_is_no_more(
    app: Flask, visit: Visits, size: ViewportSize
) -> None:
    visitor = visit(app, size=size)
    visitor.page.emulate_media(reduced_motion="reduce")
    page = _open_map(visitor)
    nearer, farther = (page.get_by_role("button", name=name) for name in ("放大", "缩小"))
    below = _map_box(page)["y"] + _map_box(page)["height"]
    for button in (nearer, farther):
        box = button.bounding_box()
        assert box is not None
        assert box["y"] >= below
        assert box["height"] >= 48
    zoom = _zoom(page)
    nearer.click()
    page.wait_for_function(f"() => map_sites.getZoom() === {zoom + 1}")
    farther.click()
    page.wait_for_function(f"() => map_sites.getZoom() === {zoom}")
    for end, button in (("maxZoom", nearer), ("minZoom", farther)):
        page.evaluate(f"""() => {{
            map_sites.options.{end} = map_sites.getZoom();
            map_sites.fire('zoomend');
        }}""")
        assert button.is_disabled()
    note = page.get_by_text(NOTE).bounding_box()
    assert note is not None
    assert note["y"] >= below
    assert page.locator(".leaflet-control").count() == 0, "a control lies over the map"
    sizes = page.evaluate(
        "() => [...document.querySelectorAll('.map-name, .cluster span, .pin text')].map(text =>"
        " parseFloat(getComputedStyle(text).fontSize))"
    )
    assert min(sizes) >= 14


# ---- the list in step, names for the ear --------------------------------------------------------


def _listed(page: Page) -> list[str]:
    page.wait_for_function(
        "() => !document.querySelector('[data-list]').textContent.includes('正在取名字')"
    )
    return [link.inner_text() for link in page.locator("[data-list] a").all()]


def test_the_list_has_the_nearest_to_the_middle_in_their_order(app: Flask, visit: Visits) -> None:
    page = _open_map(visit(app), "/map?area=510000")
    _look_at(page, 30.65, 104.05, 9)
    sites = app.extensions["sites"].live.current().sites
    away = {
        site.unit: (site.is_demo, great_circle_km(Point(30.65, 104.05), site.fix.point))
        for site in sites
        if site.fix is not None
    }
    listed = _listed(page)
    assert len(listed) == 10
    # Pins stand on whole steps of 11 m; sites on one dot have no order.
    told = [(away[unit][0], round(away[unit][1], 1)) for unit in listed]
    assert told == sorted(told)
    inside = page.evaluate(
        """() => marker_cluster_sites.getLayers().filter(
            pin => map_sites.getBounds().contains(pin.getLatLng())).length"""
    )
    assert f"地图上有 {inside} 处" in page.locator("[data-list-words]").inner_text()
    href = page.locator("[data-list] a").first.get_attribute("href") or ""
    assert app.test_client().get(href).status_code == 200


def test_the_whole_country_is_no_list(app: Flask, visit: Visits) -> None:
    visitor = visit(app)
    page = _open_map(visitor)
    assert page.locator("[data-list] li").count() == 0
    assert "放大地图" in page.locator("[data-list-words]").inner_text()


def test_a_pin_is_called_by_its_unit(app: Flask, visit: Visits) -> None:
    page = _open_map(visit(app, size=DESKTOP), "/map?area=510100")
    _look_at(page, 30.98, 103.65, 12)
    page.wait_for_function(
        f"() => [...document.querySelectorAll('{PIN}')].some(pin =>"
        " (pin.getAttribute('aria-label') || '').includes('演示采血点'))"
    )
    labels = page.locator(PIN).evaluate_all("pins => pins.map(p => p.getAttribute('aria-label'))")
    units = {site.unit for site in app.extensions["sites"].live.current().sites}
    assert labels
    assert all(label.split("，")[0] in units for label in labels), labels


def test_tab_goes_through_what_is_in_view_the_middle_first(app: Flask, visit: Visits) -> None:
    page = _open_map(visit(app, size=DESKTOP), "/map?area=510100")
    page.wait_for_timeout(600)
    box = _map_box(page)
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.locator(".folium-map").focus()
    away = []
    for _ in range(page.locator('.leaflet-marker-icon[tabindex="0"]').count()):
        page.keyboard.press("Tab")
        at = page.evaluate(
            "() => { const b = document.activeElement.getBoundingClientRect();"
            " return [b.left + b.width / 2, b.top + b.height / 2,"
            " document.activeElement.classList.contains('leaflet-marker-icon')]; }"
        )
        assert at[2], "the focus left the map before its last mark"
        assert box["x"] - 30 <= at[0] <= box["x"] + box["width"] + 30
        assert box["y"] - 30 <= at[1] <= box["y"] + box["height"] + 50
        away.append(math.dist(middle, at[:2]))
    assert len(away) > 3
    # A drop's place is its point, half its height below its middle.
    assert all(one <= other + 50 for one, other in itertools.pairwise(away))


def test_the_ear_hears_what_became_of_the_map(app: Flask, visit: Visits) -> None:
    page = _open_map(visit(app), "/map?area=510000")
    page.get_by_role("button", name="放大").click()
    page.wait_for_function(
        "() => /^地图放大了，现在看得到 \\d+ 处采血点/.test("
        "document.querySelector('[data-map-said]').textContent)"
    )
    assert page.locator("[data-map-said]").get_attribute("role") == "status"


# ---- the visitor's own place --------------------------------------------------------------------


def test_my_place_tells_nobody_where_i_am(app: Flask, visit: Visits) -> None:
    visitor = visit(app, at=(30.642, 104.043))
    page = _open_map(visitor)
    page.wait_for_load_state("networkidle")
    visitor.requests.clear()
    page.get_by_role("button", name="我的位置").click()
    page.get_by_text("它只画在这张图上，没有发出去").wait_for()
    page.locator(".my-dot").wait_for()
    page.wait_for_function("() => document.querySelectorAll('[data-list] .meta').length > 2")
    page.wait_for_load_state("networkidle")
    _listed(page)  # while names are on their way, the list says so
    assert page.evaluate("map_sites.getBounds().contains([30.642, 104.043])")
    assert "离您" in page.locator("[data-list] li").first.inner_text()
    asked = [urlsplit(request.url).path.rsplit("/", 1)[1] for request in visitor.requests]
    assert set(asked) <= {"all.json", "prefectures.json"}, "these are the same for everybody"
    assert not any(request.post_data for request in visitor.requests)
    kept = page.evaluate(
        "JSON.stringify([location.href, document.cookie, history.state,"
        " Object.entries(localStorage), Object.entries(sessionStorage)])"
    )
    assert "30.6" not in kept
    assert "104.0" not in kept
    page.get_by_role("button", name="不看我的位置").click()
    assert page.locator(".my-dot").count() == 0


def test_pins_come_before_the_base_map(app: Flask, visit: Visits) -> None:
    visitor = visit(app)
    visitor.page.add_init_script(
        """new MutationObserver(() => {
            if (document.querySelector('.has-pins') && window.pinsAt === undefined)
                window.pinsAt = performance.now();
        }).observe(document, {subtree: true, attributes: true, childList: true});"""
    )
    page = _open_map(visitor)
    page.wait_for_load_state("networkidle")
    asked = page.evaluate(
        "performance.getEntriesByType('resource')"
        ".find(each => each.name.includes('china.json')).startTime"
    )
    assert asked >= page.evaluate("window.pinsAt") - 1
    loaded = [urlsplit(request.url).path for request in visitor.requests]
    assert sum(path.endswith("pins.json") for path in loaded) == 1, "the preload was of no use"


# ---- streets ------------------------------------------------------------------------------------


class _Tiles(BaseHTTPRequestHandler):
    """A server of tiles on loopback, as Tianditu's answers: one green pixel."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.send_header("Content-Length", str(len(_GREEN)))
        self.end_headers()
        self.wfile.write(_GREEN)

    def log_message(self, *_: object) -> None:
        pass


_GREEN = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M/wHwAEBgIApD5fRAAAAABJRU5ErkJggg=="
)


@pytest.fixture
def tiles() -> Iterator[str]:
    _Tiles.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Tiles)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def street_app(make_app: MakeApp) -> Flask:
    """With a key; each test says where the tiles are."""
    return make_app(str(HOME / "data" / "sites.csv"))


def _with_streets(app: Flask, url: str) -> Flask:
    parts = app.extensions["sites"]
    app.extensions["sites"] = replace(
        parts,
        settings=replace(
            parts.settings,
            tianditu_map_key="browserkey",
            tianditu_map_note="GS(2024)0650号",
            tianditu_map_url=url,
        ),
    )
    return app


def test_streets_come_after_a_tap_and_go_with_the_next(
    street_app: Flask, visit: Visits, tiles: str
) -> None:
    visitor = visit(_with_streets(street_app, tiles), at=(30.642, 104.043))
    page = _open_map(visitor, "/map?area=510000")
    _look_at(page, 30.65, 104.05, 9)
    assert _Tiles.asked == [], "somebody else was asked before the tap"
    page.get_by_role("button", name="看街道").click()
    page.wait_for_function("() => document.querySelectorAll('img.leaflet-tile-loaded').length >= 8")
    asked = {
        (urlsplit(path).path, parse_qs(urlsplit(path).query)["LAYER"][0]) for path in _Tiles.asked
    }
    assert asked == {("/vec_w/wmts", "vec"), ("/cva_w/wmts", "cva")}
    query = parse_qs(urlsplit(_Tiles.asked[0]).query)
    assert query["tk"] == ["browserkey"]
    assert query["TILEMATRIXSET"] == ["w"]
    # The tile that holds 30.65 N 104.05 E at zoom 9, by the rule of every web map.
    rows = {parse_qs(urlsplit(path).query)["TILEROW"][0] for path in _Tiles.asked}
    columns = {parse_qs(urlsplit(path).query)["TILECOL"][0] for path in _Tiles.asked}
    assert "210" in rows
    assert "403" in columns
    assert page.get_by_text("街道图：天地图 审图号 GS(2024)0650号").is_visible()
    assert visitor.errors == []
    page.evaluate("void map_sites.setZoom(16, {animate: false})")
    assert page.evaluate("marker_cluster_sites.getLayers().length") > 5000
    page.get_by_role("button", name="不看街道").click()
    assert page.locator("img.leaflet-tile").count() == 0
    assert _zoom(page) <= 13
    assert page.get_by_text(NOTE).is_visible()
    count = len(_Tiles.asked)
    page.get_by_role("button", name="看街道").click()
    page.wait_for_function("() => document.querySelectorAll('img.leaflet-tile-loaded').length > 0")
    page.get_by_role("button", name="我的位置").click()
    page.locator(".my-dot").wait_for()
    assert page.locator("img.leaflet-tile").count() == 0, "the tiles would tell where I am"
    assert len(_Tiles.asked) >= count


def test_without_a_key_there_are_no_streets(app: Flask, visit: Visits) -> None:
    page = _open_map(visit(app))
    assert page.get_by_role("button", name="看街道").count() == 0

"""The light map of a county in a real Chromium: fingers, keys, the list, one's own place."""

import itertools
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import FloatRect, Page, ViewportSize

from tests.browser import DESKTOP, PHONE, Visit, Visits
from tests.conftest import MakeApp

SIZES = [pytest.param(PHONE, id="phone"), pytest.param(DESKTOP, id="desk")]
PATH = "/map?area=510107"
SIGN = ".area-map a.sign"


@pytest.fixture(scope="session")
def spread_app(make_app: MakeApp, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Four demonstration sites in one county: two close together, one alone, one on the edge."""
    spots = [(30.642, 104.043), (30.643, 104.044), (30.60, 104.00), (30.575, 103.96)]
    rows = "\n".join(
        f"武侯区演示采血点{n},四川省,成都市,武侯区,演示路{n}号,028-{n:08d},{lat},{lon},wgs84,demo"
        for n, (lat, lon) in enumerate(spots, start=1)
    )
    path = tmp_path_factory.mktemp("lists") / "spread.csv"
    header = "unit,province,city,county,address,phone,lat,lon,datum,status"
    path.write_text(f"{header}\n{rows}\n", encoding="utf-8")
    return make_app(str(path))


def _open(visitor: Visit) -> Page:
    page = visitor.open(PATH)
    page.locator(SIGN).first.wait_for()
    return page


def _view(page: Page) -> list[float]:
    text = page.locator(".paper").get_attribute("viewBox") or ""
    return [float(number) for number in text.split()]


def _rest(page: Page) -> None:
    """Until the signs were drawn anew after the last move."""
    page.wait_for_function(
        "() => document.querySelector('[data-map-said]').textContent.includes('看得到')"
    )
    page.wait_for_timeout(250)


def _box(page: Page) -> FloatRect:
    box = page.locator("[data-map]").bounding_box()
    assert box is not None
    return box


def _touch(page: Page, *steps: list[tuple[float, float]]) -> None:
    """Real touches: the fingers of the first step go down, move to those of the next, come up."""
    touch = page.context.new_cdp_session(page)

    def send(kind: str, points: list[tuple[float, float]]) -> None:
        touch.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]},
        )

    send("touchStart", steps[0])
    for one, other in itertools.pairwise(steps):
        for share in range(1, 9):
            between = [
                (ax + (bx - ax) * share / 8, ay + (by - ay) * share / 8)
                for (ax, ay), (bx, by) in zip(one, other, strict=True)
            ]
            send("touchMove", between)
    send("touchEnd", [])


def _entries(page: Page) -> list[str]:
    return [
        entry.locator("a").first.inner_text()
        for entry in page.locator("[data-list] > li").all()
        if entry.is_visible()
    ]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_signs_stand_on_the_map_at_once(
    app: Flask, visit: Visits, size: ViewportSize, javascript: bool
) -> None:
    visitor = visit(app, size=size, javascript=javascript)
    page = _open(visitor)
    box = _box(page)
    signs = [each for each in page.locator(f"{SIGN} .touch").all() if each.is_visible()]
    assert signs
    for sign in signs:
        at = sign.bounding_box()
        assert at is not None
        assert at["width"] >= 47.5
        assert box["x"] <= at["x"] + 24 <= box["x"] + box["width"]
        assert box["y"] <= at["y"] + 24 <= box["y"] + box["height"]
    assert visitor.errors == []
    assert visitor.foreign() == []


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_a_tap_on_a_sign_leads_to_its_entry(
    spread_app: Flask, visit: Visits, javascript: bool
) -> None:
    page = _open(visit(spread_app, javascript=javascript))
    page.locator(f'{SIGN}[aria-label^="武侯区演示采血点3"] .touch').tap()
    entry = page.locator("li:target")
    entry.wait_for()
    assert "武侯区演示采血点3" in entry.inner_text()
    box = entry.bounding_box()
    assert box is not None
    assert -1 <= box["y"] < PHONE["height"] - 60, "it is not in view"


def test_one_finger_scrolls_the_page(spread_app: Flask, visit: Visits) -> None:
    page = _open(visit(spread_app))
    before, box = _view(page), _box(page)
    x, y = box["x"] + 180, box["y"] + box["height"] - 40
    _touch(page, [(x, y)], [(x, y - 200)])
    page.wait_for_function("() => window.scrollY > 100")
    assert _view(page) == before


def test_two_fingers_move_the_map_and_not_the_page(spread_app: Flask, visit: Visits) -> None:
    page = _open(visit(spread_app))
    before, box = _view(page), _box(page)
    y = box["y"] + 150
    _touch(page, [(120, y), (220, y)], [(120, y - 90), (220, y - 90)])
    _rest(page)
    after = _view(page)
    moved = (after[1] - before[1]) / before[2] * box["width"]
    assert moved == pytest.approx(90, abs=3), "the map goes with the fingers"
    assert after[2] == pytest.approx(before[2])
    assert page.evaluate("window.scrollY") == 0
    assert page.evaluate("window.visualViewport.scale") == 1


def test_two_fingers_zoom_round_what_lies_between_them(spread_app: Flask, visit: Visits) -> None:
    page = _open(visit(spread_app))
    before, box = _view(page), _box(page)
    x, y = box["x"] + 180, box["y"] + 120
    _touch(page, [(x - 40, y), (x + 40, y)], [(x - 80, y), (x + 80, y)])
    _rest(page)
    after = _view(page)
    assert after[2] == pytest.approx(before[2] / 2, rel=0.03)

    def under(view: list[float]) -> tuple[float, float]:
        scale = view[2] / box["width"]
        return view[0] + (x - box["x"]) * scale, view[1] + (y - box["y"]) * scale

    assert under(after) == pytest.approx(under(before), abs=20)
    assert page.evaluate("window.visualViewport.scale") == 1


def test_a_mouse_drags_without_opening_what_lies_under_it(spread_app: Flask, visit: Visits) -> None:
    page = _open(visit(spread_app, size=DESKTOP))
    before = _view(page)
    sign = page.locator(f"{SIGN} .touch").last.bounding_box()
    assert sign is not None
    x, y = sign["x"] + 24, sign["y"] + 24
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 70, y + 40, steps=5)
    page.mouse.up()
    assert _view(page)[:2] != before[:2]
    assert "#" not in page.url


def test_the_map_ends_where_its_sheet_ends(spread_app: Flask, visit: Visits) -> None:
    page = _open(visit(spread_app))
    farther = page.get_by_role("button", name="缩小")
    for _ in range(8):
        if farther.is_disabled():
            break
        farther.click()
    assert farther.is_disabled()
    side = float((page.locator("[data-map]").get_attribute("data-chart") or "").split(",")[0])
    assert _view(page) == pytest.approx([0, 0, side, side])
    nearer = page.get_by_role("button", name="放大")
    for _ in range(12):
        if nearer.is_disabled():
            break
        nearer.click()
    assert nearer.is_disabled()
    assert farther.is_enabled()


def test_close_sites_come_apart_when_tapped(spread_app: Flask, visit: Visits) -> None:
    page = _open(visit(spread_app))
    several = page.locator(f'{SIGN}[aria-label^="2 处"]')
    assert "武侯区演示采血点1、武侯区演示采血点2，演示" in (
        several.get_attribute("aria-label") or ""
    )
    several.locator(".touch").tap()
    _rest(page)
    labels = [str(sign.get_attribute("aria-label")) for sign in page.locator(SIGN).all()]
    assert sorted(labels) == ["武侯区演示采血点1，演示", "武侯区演示采血点2，演示"]


def test_the_list_has_what_is_seen_nearest_to_the_middle_first(
    spread_app: Flask, visit: Visits
) -> None:
    page = _open(visit(spread_app))
    assert len(_entries(page)) == 4
    page.locator(f'{SIGN}[aria-label^="2 处"]').locator(".touch").tap()
    _rest(page)
    assert sorted(_entries(page)) == ["武侯区演示采血点1", "武侯区演示采血点2"]
    assert "地图上有 2 处" in page.locator("[data-list-words]").inner_text()
    page.get_by_role("button", name="缩小").click()
    page.get_by_role("button", name="缩小").click()
    page.get_by_role("button", name="缩小").click()
    _rest(page)
    view = _view(page)
    middle = view[0] + view[2] / 2, view[1] + view[2] / 2
    away = [
        ((float(x) - middle[0]) ** 2 + (float(y) - middle[1]) ** 2) ** 0.5
        for entry in page.locator("[data-list] > li").all()
        for x, y, _ in [str(entry.get_attribute("data-at")).split(",")]
    ]
    assert away == sorted(away)


def test_nobody_stands_before_an_empty_list(spread_app: Flask, visit: Visits) -> None:
    page = _open(visit(spread_app))
    for _ in range(3):
        page.get_by_role("button", name="放大").click()
    page.locator(".map-page").focus()
    for _ in range(6):
        page.keyboard.press("ArrowDown")
    _rest(page)
    assert page.locator(SIGN).count() == 0
    assert len(_entries(page)) == 4
    assert "现在没有采血点" in page.locator("[data-list-words]").inner_text()


def test_keys_move_and_zoom_and_the_ear_is_told(spread_app: Flask, visit: Visits) -> None:
    page = _open(visit(spread_app, size=DESKTOP))
    page.locator(".map-page").focus()
    before = _view(page)
    page.keyboard.press("+")
    _rest(page)
    said = page.locator("[data-map-said]")
    assert re.match(r"地图放大了，现在看得到 \d+ 处采血点。", said.inner_text())
    assert said.get_attribute("role") == "status"
    assert _view(page)[2] == pytest.approx(before[2] / 2)
    page.keyboard.press("ArrowLeft")
    page.wait_for_function(
        "() => document.querySelector('[data-map-said]').textContent.startsWith('地图移动了')"
    )
    page.keyboard.press("-")
    page.wait_for_function(
        "() => document.querySelector('[data-map-said]').textContent.startsWith('地图缩小了')"
    )


def test_tab_goes_from_the_map_through_its_signs_to_the_buttons(
    spread_app: Flask, visit: Visits
) -> None:
    page = _open(visit(spread_app, size=DESKTOP))
    page.locator(".map-page").focus()
    names = []
    for _ in range(page.locator(SIGN).count()):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert all("武侯区演示采血点" in str(name) for name in names), names
    page.keyboard.press("Tab")
    assert "放大" in page.evaluate("document.activeElement.textContent")


def test_the_focus_stays_with_its_site(spread_app: Flask, visit: Visits) -> None:
    page = _open(visit(spread_app, size=DESKTOP))
    page.locator(f'{SIGN}[aria-label^="武侯区演示采血点3"]').focus()
    page.keyboard.press("Enter")
    assert "武侯区演示采血点3" in page.locator("li:target").inner_text()
    page.locator(f'{SIGN}[aria-label^="武侯区演示采血点3"]').focus()
    page.evaluate("void document.querySelector('[data-zoom=\"2\"]').click()")
    _rest(page)
    label = page.evaluate("document.activeElement.getAttribute('aria-label') || ''")
    shown = page.locator(f'{SIGN}[aria-label^="武侯区演示采血点3"]').count()
    assert (label.startswith("武侯区演示采血点3")) == bool(shown)


ME = (30.605, 104.005)


@pytest.mark.parametrize("size", SIZES)
def test_my_place_is_drawn_and_nothing_of_it_leaves_the_page(
    spread_app: Flask, visit: Visits, size: ViewportSize
) -> None:
    visitor = visit(spread_app, size=size, at=ME)
    page = _open(visitor)
    visitor.requests.clear()
    page.get_by_role("button", name="我的位置").click()
    page.get_by_text("它只画在这张图上，没有发出去").wait_for()
    _rest(page)
    dot = page.locator(".my-dot .body").bounding_box()
    box = _box(page)
    assert dot is not None
    assert dot["x"] + dot["width"] / 2 == pytest.approx(box["x"] + box["width"] / 2, abs=3)
    assert _entries(page)[0] == "武侯区演示采血点3"
    assert "离您" in page.locator("[data-list] > li").first.inner_text()
    assert visitor.requests == []
    kept: Any = page.evaluate(
        "JSON.stringify([location.href, document.cookie, history.state,"
        " Object.entries(localStorage), Object.entries(sessionStorage)])"
    )
    assert "30.6" not in kept
    assert "104.0" not in kept
    page.get_by_role("button", name="不看我的位置").click()
    assert page.locator(".my-dot").count() == 0
    assert page.locator(".from-me").count() == 0


def test_a_place_far_away_says_so(spread_app: Flask, visit: Visits) -> None:
    page = _open(visit(spread_app, at=(39.9, 116.4)))
    page.get_by_role("button", name="我的位置").click()
    page.get_by_text("您的位置不在这张图上").wait_for()
    _rest(page)
    assert "离您约 15" in page.locator("[data-list] > li").first.inner_text(), "1,520 km"


def test_a_place_that_is_refused_leads_on(spread_app: Flask, visit: Visits) -> None:
    page = _open(visit(spread_app))
    page.get_by_role("button", name="我的位置").click()
    page.get_by_text("没关系").wait_for()
    assert page.get_by_role("button", name="我的位置").is_enabled()


@pytest.mark.parametrize("size", ["", "xxl"], ids=["18 px", "30 px"])
def test_nothing_lies_on_the_map_and_its_letters_are_large_enough(
    app: Flask, visit: Visits, size: str
) -> None:
    visitor = visit(app)
    visitor.page.add_init_script(f"localStorage.setItem('size', '{size}')")
    page = _open(visitor)
    box = _box(page)
    for text in ("审图号", "放大", "缩小"):
        over = page.get_by_text(text).first.bounding_box()
        assert over is not None
        assert over["y"] >= box["y"] + box["height"], f"{text} lies over the map"
    sizes = page.evaluate(
        "() => [...document.querySelectorAll('.area-map text')].map(text =>"
        " parseFloat(getComputedStyle(text).fontSize))"
    )
    assert min(sizes) >= 14


def test_the_shipped_script_is_used(app: Flask, visit: Visits) -> None:
    visitor = visit(app)
    _open(visitor)
    paths = [Path(path).name for path in visitor.fetched_bytes()]
    assert "area_map.js" in paths
    assert "map.js" not in paths
    assert not any("basemap" in path or "pins" in path for path in visitor.fetched_bytes())

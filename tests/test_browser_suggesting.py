"""Suggestions while typing, in a real Chromium: calm, by finger, keyboard and ear; late answers are
dropped, nothing blocks the search, and no number leaves the phone."""

import json
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, Route, ViewportSize

from benchmarks.accessibility import axe_findings
from tests.browser import DESKTOP, PHONE, Visit, Visits, held_in
from tests.test_browser_first_paint import MOST_SHIFT, TWO_FRAMES, WATCH
from tests.test_browser_pages import _wider_than_the_screen

SIZES = [pytest.param(PHONE, id="phone"), pytest.param(DESKTOP, id="desk")]
PAGES = ["/", "/areas/510107", "/search?q=绵阳", "/nearest"]
PAUSE_MS = 150  # as static/suggest.js
QUIET_MS = 600  # longer than the script waits between two letters, and an answer takes


def _never(_route: Route) -> None:
    """No answer ever comes."""


def _box(page: Page) -> Locator:
    return page.locator("input[name=q]")


def _rows(page: Page) -> Locator:
    return page.get_by_role("option")


def _asked(visitor: Visit) -> list[str]:
    """What was sent to be completed, in order."""
    urls = [urlsplit(each.url) for each in visitor.requests]
    return [parse_qs(url.query)["q"][0] for url in urls if url.path == "/suggest"]


def _type(visitor: Visit, text: str, path: str = "/") -> Page:
    """Open a page and put a text into its box at once, as an input method does."""
    page = visitor.open(path)
    box = _box(page)
    box.fill("")
    box.focus()
    page.wait_for_function("() => document.querySelector('input[role=combobox]')")
    page.keyboard.insert_text(text)
    return page


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("size", SIZES)
def test_what_is_typed_is_offered_with_its_province_and_its_sites(
    app: Flask, visit: Visits, size: ViewportSize, path: str
) -> None:
    visitor = visit(app, size=size)
    page = _type(visitor, "武侯", path)
    _rows(page).first.wait_for()
    count = app.extensions["sites"].live.current().counts("510107").total
    assert _rows(page).all_inner_texts()[0].split() == [
        "武侯区",
        "四川省",
        "成都市",
        str(count),
        "处",
    ]
    assert visitor.errors == []


def test_its_files_come_when_the_box_is_used_and_not_before(app: Flask, visit: Visits) -> None:
    visitor = visit(app)
    page = visitor.open("/")
    assert [path for path in visitor.fetched_bytes() if "suggest" in path] == []
    assert _box(page).get_attribute("role") is None
    _box(page).tap()
    page.wait_for_function("() => document.querySelector('input[role=combobox]')")
    page.wait_for_load_state("networkidle")
    fetched = {path: size for path, size in visitor.fetched_bytes().items() if "suggest" in path}
    assert set(fetched) == {"/static/suggest.js", "/static/suggest.css"}
    assert sum(fetched.values()) <= 3 * 1024


def test_without_script_the_box_is_what_it_was(app: Flask, visit: Visits) -> None:
    visitor = visit(app, javascript=False)
    page = visitor.open("/")
    _box(page).fill("武侯")
    _box(page).press("Enter")
    page.wait_for_url("**/search?q=*")
    assert _asked(visitor) == []
    assert page.locator(".offers").count() == 0


def test_an_area_that_is_tapped_opens(app: Flask, visit: Visits) -> None:
    page = _type(visit(app), "三台")
    _rows(page).first.tap()
    page.wait_for_url("**/areas/510722")


def test_a_township_that_is_tapped_is_searched_for(app: Flask, visit: Visits) -> None:
    page = _type(visit(app), "千灯")
    _rows(page).first.tap()
    page.wait_for_url("**/search?q=*")
    assert unquote(page.url).endswith("江苏省苏州市昆山市千灯镇")


def _active(page: Page) -> Any:
    return page.evaluate(
        """() => {
            const box = document.querySelector('input[name=q]');
            const row = document.getElementById(box.getAttribute('aria-activedescendant'));
            const marked = [...document.querySelectorAll('[role=option][aria-selected=true]')];
            return [row && [...row.parentNode.children].indexOf(row), marked.length,
                marked[0] === (row || undefined), document.activeElement === box];
        }"""
    )


def test_keys_walk_through_the_list_and_back_into_the_box(app: Flask, visit: Visits) -> None:
    visitor = visit(app, size=DESKTOP)
    page = _type(visitor, "朝阳")
    _rows(page).first.wait_for()
    assert _rows(page).count() == 4
    assert _active(page) == [None, 0, True, True]
    for key, at in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0)):
        page.keyboard.press(key)
        assert _active(page) == [at, 1, True, True]
    page.keyboard.press("ArrowUp")
    assert _active(page) == [None, 0, True, True]
    page.keyboard.press("ArrowUp")
    assert _active(page) == [3, 1, True, True]
    chosen = _rows(page).nth(3).inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/areas/*")
    assert chosen.split()[0] in page.locator("h1").inner_text()


def test_escape_and_leaving_close_the_list_and_down_opens_it_again(
    app: Flask, visit: Visits
) -> None:
    page = _type(visit(app, size=DESKTOP), "朝阳")
    _rows(page).first.wait_for()
    page.keyboard.press("Escape")
    assert page.locator(".offers").is_hidden()
    assert _box(page).get_attribute("aria-expanded") == "false"
    assert _box(page).input_value() == "朝阳"
    page.keyboard.press("ArrowDown")
    _rows(page).first.wait_for()
    page.keyboard.press("Tab")
    assert page.locator(".offers").is_hidden()


def test_a_screen_reader_hears_a_box_with_a_list_and_how_long_it_is(
    app: Flask, visit: Visits
) -> None:
    page = _type(visit(app), "朝阳")
    _rows(page).first.wait_for()
    box = page.get_by_role("combobox", name="县区", expanded=True)
    assert box.get_attribute("aria-autocomplete") == "list"
    listbox = page.get_by_role("listbox", name="可以选的地方")
    assert box.get_attribute("aria-controls") == listbox.get_attribute("id")
    said = page.locator(".find [role=status]")
    assert said.inner_text() == "可以选的地方：4"
    assert page.get_by_role("option", name="朝阳区 北京市").count() == 1
    page.keyboard.press("Escape")
    assert said.inner_text() == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_an_open_list_breaks_no_rule_of_accessibility(
    app: Flask, visit: Visits, size: ViewportSize, scheme: Any
) -> None:
    visitor = visit(app, size=size)
    visitor.page.emulate_media(color_scheme=scheme)
    page = _type(visitor, "朝阳")
    _rows(page).first.wait_for()
    page.keyboard.press("ArrowDown")
    assert axe_findings(page) == []


@pytest.mark.parametrize("letters", ["", "xxl"])
def test_five_rows_that_a_finger_can_hit_fit_the_screen(
    app: Flask, visit: Visits, letters: str
) -> None:
    visitor = visit(app)
    visitor.page.add_init_script(f"localStorage.setItem('size', '{letters}')")
    page = _type(visitor, "新疆")
    _rows(page).first.wait_for()
    assert 1 <= _rows(page).count() <= 5
    for box in (row.bounding_box() for row in _rows(page).all()):
        assert box is not None
        assert box["height"] >= 48
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
    assert _wider_than_the_screen(page) == []
    assert (
        page.evaluate(
            "Math.min(...[...document.querySelectorAll('.offers li *')]"
            ".map(tag => parseFloat(getComputedStyle(tag).fontSize)))"
        )
        >= 18
    )


def test_the_list_is_seen_above_a_keyboard(app: Flask, visit: Visits) -> None:
    """A phone of 360 by 740 px whose keyboard leaves 400."""
    page = _type(visit(app, size={"width": 360, "height": 400}), "cy")
    _rows(page).nth(4).wait_for()
    last, box = _rows(page).nth(4).bounding_box(), _box(page).bounding_box()
    assert last is not None
    assert box is not None
    assert box["y"] >= 0
    assert last["y"] + last["height"] <= 400


def test_the_list_moves_nothing(app: Flask, visit: Visits) -> None:
    """The answer comes so late that what moved would count as a jump, not as typed."""
    visitor = visit(app)
    visitor.page.add_init_script(WATCH)
    held: list[Route] = []
    visitor.page.route("**/suggest?*", held_in(held))
    page = _type(visitor, "朝阳")
    page.wait_for_timeout(1000)
    before = page.evaluate("window.shifted")
    for route in held:
        route.continue_()
    _rows(page).first.wait_for()
    page.evaluate(TWO_FRAMES)
    assert page.evaluate("window.shifted") - before <= MOST_SHIFT


# ---- what is asked, and when --------------------------------------------------------------------


def test_who_types_on_is_not_asked_for_each_letter(app: Flask, visit: Visits) -> None:
    visitor = visit(app)
    page = _type(visitor, "")
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now() + 1000"))
    for letter in "chengdu":
        page.keyboard.type(letter)
        page.clock.run_for(PAUSE_MS - 50)
    assert _asked(visitor) == []
    page.clock.run_for(PAUSE_MS)
    _rows(page).first.wait_for()
    assert _asked(visitor) == ["chengdu"]


def test_what_was_asked_before_is_not_asked_again(app: Flask, visit: Visits) -> None:
    visitor = visit(app)
    page = _type(visitor, "wuhou")
    _rows(page).first.wait_for()
    page.keyboard.insert_text("qqqq")
    page.locator(".offers").wait_for(state="hidden")
    _box(page).fill("wuhou")
    _rows(page).first.wait_for()
    page.wait_for_timeout(QUIET_MS)
    assert _asked(visitor) == ["wuhou", "wuhouqqqq"]


def test_a_composition_is_asked_for_when_it_is_done(app: Flask, visit: Visits) -> None:
    """As an input method of pinyin does it: letters first, then characters."""
    visitor = visit(app)
    page = _type(visitor, "")
    keyboard = page.context.new_cdp_session(page)
    for text in ("w", "wu", "wu h", "wu hou"):
        keyboard.send(
            "Input.imeSetComposition",
            {"text": text, "selectionStart": len(text), "selectionEnd": len(text)},
        )
        page.wait_for_timeout(QUIET_MS / 2)
    assert _box(page).input_value() == "wu hou"
    assert _asked(visitor) == []
    keyboard.send("Input.insertText", {"text": "武侯"})
    _rows(page).first.wait_for()
    assert _box(page).input_value() == "武侯"
    assert _asked(visitor) == ["武侯"]


@pytest.mark.parametrize(
    "text",
    [
        "510107",
        "510107199001011234",
        "身份证510107",
        "028-8640",
        "武侯区6",
        "１３８",
        "a",
        " ",
        "x" * 61,
    ],
)
def test_of_a_number_nothing_leaves_the_phone(app: Flask, visit: Visits, text: str) -> None:
    visitor = visit(app)
    page = _type(visitor, "")
    page.keyboard.insert_text(text)
    page.wait_for_timeout(QUIET_MS)
    assert _asked(visitor) == []
    assert page.locator(".offers").is_hidden()


def test_no_beginning_of_a_number_leaves_the_phone_either(app: Flask, visit: Visits) -> None:
    visitor = visit(app)
    page = _type(visitor, "")
    page.keyboard.type("510107199", delay=QUIET_MS / 2)
    page.wait_for_timeout(QUIET_MS)
    assert _asked(visitor) == []


def test_a_number_behind_a_name_closes_the_list(app: Flask, visit: Visits) -> None:
    visitor = visit(app)
    page = _type(visitor, "武侯")
    _rows(page).first.wait_for()
    page.keyboard.type("6")
    assert page.locator(".offers").is_hidden()
    page.wait_for_timeout(QUIET_MS)
    assert _asked(visitor) == ["武侯"]


# ---- a slow network, and none -------------------------------------------------------------------


def test_while_no_answer_comes_the_search_is_not_held_up(app: Flask, visit: Visits) -> None:
    visitor = visit(app)
    visitor.page.route("**/suggest?*", _never)
    page = _type(visitor, "武侯")
    page.wait_for_timeout(QUIET_MS)
    assert _asked(visitor) == ["武侯"]
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    assert "武侯" in page.locator("h1").inner_text()


def test_without_its_files_the_search_works(app: Flask, visit: Visits) -> None:
    visitor = visit(app)
    visitor.page.route("**/static/suggest.*", lambda route: route.abort())
    page = visitor.open("/")
    _box(page).tap()
    page.keyboard.type("武侯")
    page.wait_for_timeout(QUIET_MS)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")


def test_until_its_style_sheet_is_there_no_bare_list_is_shown(app: Flask, visit: Visits) -> None:
    visitor = visit(app)
    held: list[Route] = []
    visitor.page.route("**/static/suggest.css*", held_in(held))
    page = _type(visitor, "武侯")
    page.wait_for_timeout(QUIET_MS)
    assert _asked(visitor) == ["武侯"]
    assert page.locator(".offers").is_hidden()
    held[0].continue_()
    _rows(page).first.wait_for()
    assert _asked(visitor) == ["武侯"]


def test_a_late_answer_is_dropped(app: Flask, visit: Visits) -> None:
    visitor = visit(app)
    held: list[Route] = []

    def later(route: Route) -> None:
        if "q=wu&" in route.request.url + "&":
            held.append(route)
        else:
            route.continue_()

    # A browser that cannot take a question back: its answer comes, after that to the next one.
    visitor.page.add_init_script("XMLHttpRequest.prototype.abort = () => {}")
    visitor.page.route("**/suggest?*", later)
    page = _type(visitor, "wu")
    page.wait_for_timeout(QUIET_MS)
    page.keyboard.insert_text("houqu")
    _rows(page).first.wait_for()
    shown = _rows(page).all_inner_texts()
    with page.expect_response("**/suggest?q=wu"):
        held[0].continue_()
    page.wait_for_timeout(QUIET_MS)
    assert _rows(page).all_inner_texts() == shown
    assert shown[0].startswith("武侯区")


def test_a_question_that_is_no_longer_wanted_is_taken_back(app: Flask, visit: Visits) -> None:
    visitor = visit(app)
    visitor.page.route("**/suggest?q=wu", _never)
    page = _type(visitor, "wu")
    page.wait_for_timeout(QUIET_MS)
    with page.expect_event("requestfailed", lambda request: request.url.endswith("?q=wu")):
        page.keyboard.type("h")


@pytest.mark.parametrize(
    "body",
    ["<html>Log in to the network of this hotel</html>", "", "{}", "null", '"x"', "[]"],
)
def test_an_answer_that_is_none_shows_nothing(app: Flask, visit: Visits, body: str) -> None:
    visitor = visit(app)
    visitor.page.route("**/suggest?*", lambda route: route.fulfill(body=body))
    page = _type(visitor, "武侯")
    page.wait_for_timeout(QUIET_MS)
    assert _asked(visitor) == ["武侯"]
    assert page.locator(".offers").is_hidden()
    assert visitor.errors == []


def test_a_name_is_shown_as_text(app: Flask, visit: Visits) -> None:
    visitor = visit(app)
    name = "<img src=x onerror=alert(1)>"
    entry = {"name": name, "path": name, "adcode": "javascript:alert(1)", "sites": 1, "words": name}
    visitor.page.route("**/suggest?*", lambda route: route.fulfill(body=json.dumps([entry])))
    page = _type(visitor, "武侯")
    _rows(page).first.wait_for()
    assert name in _rows(page).first.inner_text()
    assert page.locator(".offers img").count() == 0
    _rows(page).first.click()
    page.wait_for_url("**/search?q=*")

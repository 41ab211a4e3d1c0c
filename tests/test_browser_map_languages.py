"""The maps of other languages in a real Chromium: what their scripts write and say."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Page

from sites.voice.language import ENGLISH, TRADITIONAL, Language
from sites.voice.local_names import traditional
from tests.browser import DESKTOP, Visits

_READ_AND_HEARD = """() => [...document.querySelectorAll('main, main *')].flatMap(tag => {
    const language = tag.closest('[lang]').getAttribute('lang');
    const own = [...tag.childNodes].filter(each => each.nodeType === 3).map(each => each.data);
    return [...own, tag.getAttribute('aria-label') || ''].map(text => [language, text.trim()]);
})"""


def _left(page: Page, language: Language) -> list[str]:
    """What a page, as its scripts made it, says in another language without telling so. A card is
    called by its unit, which no attribute can tell to be Chinese."""
    unit = "".join(page.locator(".site-card h2").all_inner_texts())  # a card may be closing
    told = page.evaluate(_READ_AND_HEARD)
    said = [text for tag, text in told if tag == language.tag and text != unit]
    assert said
    if language is TRADITIONAL:
        assert traditional(unit) == unit
        return [text for text in said if traditional(text) != text]
    return [text for text in said if re.search("[㐀-鿿，。、：；（）]", text)]


# What a map says: after a zoom, of the visitor's own position, of a file that did not come.
_ON_MAPS = {
    ENGLISH: (r"Zoomed in, \d+ sites? in view\.", "The blue dot is your position",
              "from you", "The details of this site did not arrive"),
    TRADITIONAL: (r"地圖放大了，現在看得到 \d+ 處採血點。", "藍點是您的位置", "離您",
                  "沒有取到這個採血點的資料"),
}  # fmt: skip
MAPS = pytest.mark.parametrize("language", _ON_MAPS, ids=[each.code for each in _ON_MAPS])


def _zoom_in(page: Page, said: str) -> None:
    page.locator("[data-zoom]").first.click()
    page.wait_for_function(
        "said => new RegExp(said).test(document.querySelector('[data-map-said]').textContent)",
        arg=said,
    )


def _show_my_place(page: Page, said: str, from_me: str) -> None:
    page.locator("[data-my-place]").click()
    page.get_by_text(said).wait_for()
    page.locator("[data-list] .meta").filter(has_text=from_me).first.wait_for()


@MAPS
def test_the_large_map_speaks_the_language_of_its_page(
    app: Flask, visit: Visits, language: Language
) -> None:
    zoomed, placed, from_me, lost = _ON_MAPS[language]
    visitor = visit(app, size=DESKTOP, at=(30.642, 104.043))
    page = visitor.open(f"/{language.code}/map?area=510100")
    page.wait_for_selector(".has-pins")
    _zoom_in(page, zoomed)
    page.locator("[data-list] a").first.wait_for()
    assert _left(page, language) == []
    assert visitor.errors == []
    page.evaluate("void map_sites.setView([30.98, 103.65], 12, {animate: false})")
    page.route("**/map/cards/*", lambda route: route.abort())
    page.locator(".leaflet-marker-icon.pin").first.focus()
    page.keyboard.press("Enter")
    page.get_by_text(lost).wait_for()
    assert _left(page, language) == []
    page.unroute("**/map/cards/*")
    page.locator(".site-card button").click()
    page.locator(".site-card h2").wait_for()
    assert _left(page, language) == []
    page.keyboard.press("Escape")
    _show_my_place(page, placed, from_me)
    page.wait_for_load_state("networkidle")
    assert _left(page, language) == []


@MAPS
def test_a_mark_is_called_by_its_unit_and_what_care_it_wants(
    app: Flask, visit: Visits, language: Language
) -> None:
    page = visit(app, size=DESKTOP).open(f"/{language.code}/map?area=510107")
    page.locator("[data-zoom]").first.click()
    page.locator("[data-map-said]").filter(
        has_text="。" if language is TRADITIONAL else "."
    ).wait_for(state="attached")
    labels = page.locator("a.sign").evaluate_all(
        "signs => signs.map(sign => sign.getAttribute('aria-label'))"
    )
    assert labels
    for label in labels:
        assert traditional(label) == label if language is TRADITIONAL else "，" not in label
        assert label.rpartition("，" if language is TRADITIONAL else ", ")[2] in (
            "演示", "位置不太準", "Demonstration", "Location not exact"
        )  # fmt: skip


@MAPS
def test_the_map_of_a_county_speaks_the_language_of_its_page(
    app: Flask, visit: Visits, language: Language
) -> None:
    zoomed, placed, from_me, _ = _ON_MAPS[language]
    visitor = visit(app, at=(30.642, 104.043))
    page = visitor.open(f"/{language.code}/map?area=510107")
    _zoom_in(page, zoomed)
    assert _left(page, language) == []
    _show_my_place(page, placed, from_me)
    page.wait_for_timeout(300)  # the map comes to rest
    assert _left(page, language) == []
    assert visitor.errors == []

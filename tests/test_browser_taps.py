"""From a cold home page to the call button of the nearest site, on a list of offices."""

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, ViewportSize

from tests.browser import DESKTOP, PHONE, Visits

CHANGCHUN = (43.8868, 125.3245)


def _nearest_tels(app: Flask, at: tuple[float, float]) -> list[str]:
    answer = app.test_client().post("/api/v1/nearest", json={"lat": at[0], "lon": at[1]}).get_json()
    return [phone["tel"] for phone in answer["sites"][0]["phones"] if phone["tel"]]


def _first_call(page: Page) -> Locator:
    return page.locator('main a[href^="tel:"]').first


def _tel(button: Locator) -> str:
    return str(button.get_attribute("href")).removeprefix("tel:")


def test_two_taps_with_javascript(office_app: Flask, visit: Visits) -> None:
    page = visit(office_app, at=CHANGCHUN).open("/")
    page.get_by_role("button", name="我的位置").tap()  # one
    page.wait_for_url("**/nearest")
    button = _first_call(page)
    box = button.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= PHONE["height"], "the button is below the first view"
    assert _tel(button) in _nearest_tels(office_app, CHANGCHUN)
    button.tap(trial=True)  # two: it can be tapped, nothing lies over it


def test_three_taps_without_javascript(office_app: Flask, visit: Visits) -> None:
    page = visit(office_app, javascript=False).open("/")
    page.locator('a[href="/areas/220000"]').tap()  # one: 吉林
    page.locator('a[href="/areas/220100"]').tap()  # two: 长春市
    button = _first_call(page)
    assert _tel(button).startswith("0431")
    button.tap(trial=True)  # three


@pytest.mark.parametrize(
    "size", [pytest.param(PHONE, id="phone"), pytest.param(DESKTOP, id="desk")]
)
def test_call_is_the_first_and_largest_button_of_a_site(
    office_app: Flask, visit: Visits, size: ViewportSize
) -> None:
    sites = office_app.extensions["sites"].live.current().sites
    site = next(site for site in sites if site.phones and site.phones[0].tel)
    page = visit(office_app, size=size).open(f"/sites/{site.id}")
    buttons = [
        (tag, tag.bounding_box()) for tag in page.locator("main :is(button, a.btn, .three a)").all()
    ]
    seen = [(tag, box) for tag, box in buttons if box is not None]
    first, first_box = seen[0]
    assert _tel(first) == site.phones[0].tel
    assert first_box["y"] + first_box["height"] <= size["height"]
    areas = [box["width"] * box["height"] for _, box in seen]
    assert areas[0] == max(areas)

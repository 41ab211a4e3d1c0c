"""An administrator's first day in a real Chromium, without JavaScript, on a desk and on a phone."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser import DESKTOP, PHONE, Visits
from tests.making import make_site
from tests.workbench import PASSWORD, Bench

_WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = Bench(f"sqlite:///{tmp_path / 'sites.db'}")
    bench.hire("administrator-with-a-long-name", "administrator")
    bench.hire("小赵")
    bench.parts.releases.load([make_site("a1")], files=["免费采血点名单（第二批）2026-11.xlsx"])
    return bench


# A browser that leaves a page while its style sheet is on the way hangs up on the test's server,
# which then closes the file late.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["1280", "360"])
def test_a_first_day_without_a_script(
    bench: Bench, visit: Visits, size: ViewportSize, language: str, tmp_path: Path
) -> None:
    person = visit(bench.app, size=size, javascript=False)
    page = person.open(f"{language}/")
    boss = "administrator-with-a-long-name"
    _look(page, tmp_path / "1-sign-in.png")
    page.fill("#name", boss)
    page.fill("#password", "wrong but long")
    _send(page)
    _look(page, tmp_path / "2-wrong.png")
    assert page.locator("[role=alert]").is_visible()
    page.fill("#password", PASSWORD)
    _send(page)
    _look(page, tmp_path / "3-code.png")
    page.fill("#code", bench.code(boss))
    _send(page)
    _look(page, tmp_path / "4-start.png")
    page.locator(".desk a").first.click()
    _look(page, tmp_path / "5-account.png")
    for at, path in enumerate(("password", "codes", "telephone"), start=6):
        page.goto(f"{person.home}{language}/account/{path}")
        _look(page, tmp_path / f"{at}-{path}.png")
    page.goto(f"{person.home}{language}/people")
    _look(page, tmp_path / "9-people.png")
    card = page.locator(".people li").filter(has_text="小赵")
    card.locator("select").select_option("approver")
    card.locator("button").first.click()
    assert bench.account("小赵").role == "approver"
    assert page.locator("[role=status]").is_visible()
    page.locator(".desk button").click()
    assert page.url.endswith(f"{language}/sign-in")
    refused = [each for each in person.errors if "403" not in each and "422" not in each]
    assert (refused, person.foreign()) == ([], [])


def _send(page: Page) -> None:
    page.locator("main button[type=submit]").first.click()


def _look(page: Page, picture: Path) -> None:
    """No page is wider than its screen, and everything that is pressed is large enough."""
    page.screenshot(path=picture, full_page=True)
    assert page.evaluate(_WIDER) <= 0, picture.name
    small = [
        box
        for each in page.locator("button:visible, input:visible, select:visible").all()
        if (box := each.bounding_box()) and box["height"] < 44
    ]
    assert small == [], picture.name

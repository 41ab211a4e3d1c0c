"""A release outlives the gazetteer that placed it: its sites have their pages all the same."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sites.areas import gazetteer
from sites.areas.shipped import read_rows
from sites.geo import Point
from sites.store import Store
from tests.conftest import STORE_URL, GetPage, MakeApp
from tests.making import DEFAULT, make_demo, make_site

EVERY_CODE_THAT_WAS = sorted({row[0] for row in read_rows("history.tsv.gz")})
NEVER = {
    "000000": "zeros", "999999": "nines", "830000": "no province", "510000000": "zeros behind",
    "510199": "no county of 成都", "519900": "no city of 四川", "510107999": "no township of 武侯",
    "5101": "four digits", "51010700100": "eleven digits", "x": "a letter", "5101o7": "a letter o",
    "５１０１０７": "full width", "51010７": "one full width", "-10107": "a sign",
}  # fmt: skip
# code → the area to which its page leads (decided by the ministry's list of today).
LEADS_TO = {
    "110228": ("密云区", "110118"),  # 密云县, a district since 2015
    "110103": ("东城区", "110101"),  # 崇文区, joined in 2010
    "371202": ("莱芜区", "370116"),  # 莱城区, since 2019 in 济南
    "510107": ("武侯区", "510107"),
    "510107001": ("武侯区", "510107"),  # 浆洗街街道
    "510107999": ("武侯区", "510107"),
    "441900": ("东莞市", "441900"),
    "441900003": ("东莞市", "441900"),  # 东城街道, of a city without counties
    "710000": ("台湾省", "710000"),
}


@pytest.fixture(scope="module")
def old_app(make_app: MakeApp) -> Flask:
    """A live release with a site for every code that was, that is none or is a township's; the
    release before it had other ids for them."""
    app = make_app()
    store = Store(app.config[STORE_URL])
    store.migrate()
    codes = {*EVERY_CODE_THAT_WAS, *NEVER, *LEADS_TO}
    at = Point(30.642, 104.0434)
    # Each in a town of its own: else the former ones would be looked for among all of today.
    for prefix, unit in (("former", "旧分局"), ("site", DEFAULT.unit)):
        real = [
            make_site(f"{prefix}-{code}", adcode=code, at=at, unit=unit, city=f"{prefix}{code}市")
            for code in codes
        ]
        demo = [make_demo(f"{prefix}-demo-{code}", adcode=code) for code in NEVER]
        store.load([*real, *demo], allow_loss=True)
    return app


@pytest.fixture
def visitor(old_app: Flask) -> FlaskClient:
    return old_app.test_client()


def test_a_site_of_every_code_that_ever_was_has_its_page(visitor: FlaskClient) -> None:
    failed = [
        code
        for code in EVERY_CODE_THAT_WAS
        if visitor.get(f"/sites/site-{code}").status_code != 200
    ]
    assert len(EVERY_CODE_THAT_WAS) > 3_500
    assert failed == []


def test_a_former_site_of_an_old_code_is_told_as_such(visitor: FlaskClient) -> None:
    codes = [*EVERY_CODE_THAT_WAS[::20], *NEVER]
    failed = [code for code in codes if visitor.get(f"/sites/former-{code}").status_code != 410]
    assert failed == []


@pytest.mark.parametrize(("code", "name", "today"), [(c, *to) for c, to in LEADS_TO.items()])
def test_the_page_leads_to_the_area_of_today(
    old_app: Flask, get_page: GetPage, code: str, name: str, today: str
) -> None:
    for path, status in ((f"/sites/site-{code}", 200), (f"/sites/former-{code}", 410)):
        page = get_page(path, of=old_app, status=status)
        assert page.main is not None
        assert page.main.find("a", string=lambda text: text and name in text)
        assert page.select(f'main a[href="/areas/{today}"]')


@pytest.mark.parametrize("code", [pytest.param(code, id=name) for code, name in NEVER.items()])
def test_a_code_that_never_was_takes_nothing_down(
    old_app: Flask, get_page: GetPage, code: str
) -> None:
    page = get_page(f"/sites/site-{code}", of=old_app)
    assert page.select("main .call")
    assert page.select("main .crumb a"), "the way up"
    get_page(f"/sites/site-demo-{code}", of=old_app)
    get_page(f"/sites/former-{code}", of=old_app, status=410)
    visitor = old_app.test_client()
    assert visitor.get(f"/map/cards/site-{code}").status_code == 200
    answer = visitor.get(f"/api/v1/sites/site-{code}")
    assert answer.get_json()["area"]["adcode"] == code
    assert visitor.get(f"/areas/{code}").status_code in (302, 404)
    assert visitor.get(f"/api/v1/areas/{code}").status_code == 404
    assert visitor.get(f"/map?area={code}").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/", "/search?q=site", "/search?q=测试县公安局", "/search?q=密云县", "/search?q=999999",
     "/areas/510000", "/areas/110118", "/map", "/sites.csv", "/sites.geojson", "/about",
     "/api/v1/sites", "/api/v1/sites?q=测试", "/api/v1/release", "/api/v1/areas/110118", "/readyz"],
)  # fmt: skip
def test_every_list_of_such_a_release_stands(visitor: FlaskClient, path: str) -> None:
    assert visitor.get(path).status_code == 200


def test_such_sites_are_found_from_a_position(visitor: FlaskClient) -> None:
    form = {"lat": "30.642", "lon": "104.0434"}
    assert visitor.post("/nearest", data=form).status_code == 200
    answer = visitor.post("/api/v1/nearest", json={"lat": 30.642, "lon": 104.0434, "limit": 50})
    assert len(answer.get_json()["sites"]) == 50


def test_an_abolished_area_leads_to_its_successor() -> None:
    places = gazetteer()
    lost = [code for code in EVERY_CODE_THAT_WAS if places.current(code) is None]
    assert lost == []

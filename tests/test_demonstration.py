"""Demonstration rows: never dialled, never driven to, always said; never served by a deployment."""

import pytest
from flask import Flask

from tests.conftest import DEPLOYMENT, STORE_URL, GetPage

MAP_LINKS = 'a[href*="amap.com"], a[href*="map.baidu.com"], a[href*="map.qq.com"]'
PATHS = ["/", "/areas/510000", "/areas/510100", "/areas/510107", "/search?q=武侯", "/map", "/guide",
         "/about", "/search?q=qqqqzzzz"]  # fmt: skip


def _ids(app: Flask, *, demo: bool) -> list[str]:
    sites = app.extensions["sites"].live.current().sites
    return [site.id for site in sites if site.is_demo is demo]


def test_a_demonstration_site_cannot_be_called_or_driven_to(app: Flask, get_page: GetPage) -> None:
    for site_id in _ids(app, demo=True)[::500]:
        page = get_page(f"/sites/{site_id}")
        assert page.select('main a[href^="tel:"]') == []
        assert page.select(MAP_LINKS) == []
        assert page.select('script[type="application/ld+json"]') == []
        assert page.h1 is not None
        assert "演示" in page.h1.get_text()


def test_a_demonstration_site_in_json_says_so_and_has_no_number_to_dial(app: Flask) -> None:
    visitor = app.test_client()
    for site_id in _ids(app, demo=True)[::500]:
        site = visitor.get(f"/api/v1/sites/{site_id}").get_json()
        assert site["status"] == "demo"
        assert [phone["tel"] for phone in site["phones"]] == [None] * len(site["phones"])


@pytest.mark.parametrize("path", PATHS)
def test_a_banner_stands_on_every_page(get_page: GetPage, path: str) -> None:
    banner = get_page(path).select_one("body > .demo")
    assert banner is not None
    assert "演示" in banner.get_text()


def test_a_deployment_serves_no_demonstration_site(app: Flask, public_app: Flask) -> None:
    visitor = public_app.test_client()
    counts = visitor.get("/api/v1/release").get_json()["sites"]
    assert counts["demo"] == 0
    assert counts["published"] == counts["total"] == len(_ids(app, demo=False)) > 0
    for path in ("/sites.csv", "/sites.geojson"):
        assert "演示单位" not in visitor.get(path).text
    assert visitor.get(f"/sites/{_ids(app, demo=True)[0]}").status_code in (404, 410)


@pytest.mark.parametrize("path", PATHS)
def test_a_deployment_has_no_banner(public_app: Flask, get_page: GetPage, path: str) -> None:
    page = get_page(path, of=public_app)
    assert page.select_one("body > .demo") is None
    assert "演示" not in page.get_text()


def test_a_deployment_has_no_dead_end(public_app: Flask, get_page: GetPage) -> None:
    """Every area leads on: to its parts, to the nearest sites, to what to do when none is near."""
    gazetteer = public_app.extensions["sites"].gazetteer()
    areas = [
        *gazetteer.all("province"),
        *gazetteer.all("city")[::10],
        *gazetteer.all("county")[::60],
    ]
    for area in areas:
        page = get_page(f"/areas/{area.adcode}", of=public_app)
        assert page.select(".card"), f"{area.name}: no site, not even the nearest"
        near = page.select('.card a[href^="tel:"], .card .nophone, .todo a')
        assert near, f"{area.name}: nothing to call and no word on what to do"


def test_a_deployment_drops_demonstration_rows_of_a_release_that_has_them(app: Flask) -> None:
    from app import create_app  # noqa: PLC0415  # as in conftest

    served = create_app({"SITES_DATABASE_URL": app.config[STORE_URL], **DEPLOYMENT})
    counts = served.test_client().get("/api/v1/release").get_json()["sites"]
    assert counts["demo"] == 0
    assert counts["published"] > 0

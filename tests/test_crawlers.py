"""What search engines read: robots.txt, site maps, schema.org, icons."""

import json
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from sites.geo import Point
from sites.records import Fix, Phone, Precision
from sites.voice.structured import site_data
from tests.conftest import DEPLOYMENT, GetPage, MakeApp
from tests.making import make_site
from tests.pages import check_page

_HEAD = "unit,province,city,county,address,phone,source_title,source_url,published_on,lat,lon,datum"
_BRACKETS = '某分局<刑侦>"大队"</script>'


def _locations(client: FlaskClient, path: str) -> list[str]:
    answer = client.get(path)
    assert answer.mimetype == "application/xml"
    tree = ElementTree.fromstring(answer.text)  # noqa: S314  # of our own program
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
    return [str(element.text) for element in tree.iter(name)]


def _paths(client: FlaskClient) -> list[str]:
    home = DEPLOYMENT["SITES_PUBLIC_URL"]
    maps = _locations(client, "/sitemap.xml")
    assert all(each.startswith(home + "/sitemaps/") for each in maps)
    pages = [each for one in maps for each in _locations(client, one.removeprefix(home))]
    assert all(each.startswith(home) for each in pages)
    return [each.removeprefix(home) for each in pages]


def test_each_page_of_a_site_map_answers_and_holds_a_real_site(
    public_app: Flask, get_page: GetPage
) -> None:
    paths = _paths(public_app.test_client())
    assert len(paths) == len(set(paths))
    assert {"/", "/guide", "/about", "/map"} < set(paths)
    for path in paths:
        page = get_page(path, of=public_app)
        if path.startswith("/areas/"):
            assert page.select(".cards .call, .cards .nocall, .cards .nophone, .grid a:not(.none)")


def test_every_real_site_stands_in_the_map_of_its_province(public_app: Flask) -> None:
    client = public_app.test_client()
    answer = client.get("/api/v1/sites?limit=100").get_json()
    listed = {f"/sites/{each['id']}" for each in answer["sites"]}
    assert answer["total"] == len(listed) > 0
    assert {path for path in _paths(client) if path.startswith("/sites/")} == listed


def test_no_demonstration_stands_in_a_site_map(client: FlaskClient, app: Flask) -> None:
    home = "http://localhost"
    maps = _locations(client, "/sitemap.xml")
    pages = [each for one in maps for each in _locations(client, one.removeprefix(home))]
    sites = [each.rpartition("/")[2] for each in pages if "/sites/" in each]
    told = [client.get(f"/api/v1/sites/{each}").get_json()["status"] for each in sites]
    assert told
    assert set(told) == {"published"}


@pytest.mark.parametrize("name", ["999999", "510100", "510107", "中", "pages.xml", "..%2fpages"])
def test_what_is_no_province_has_no_site_map(client: FlaskClient, name: str) -> None:
    assert client.get(f"/sitemaps/{name}.xml").status_code == 404


def test_what_programs_ask_is_closed_to_crawlers(public_app: Flask) -> None:
    answer = public_app.test_client().get("/robots.txt")
    assert answer.mimetype == "text/plain"
    assert answer.text.splitlines() == [
        "User-agent: *",
        "Disallow: /api/",
        "Disallow: /suggest",
        "",
        "Sitemap: https://caixue.example/sitemap.xml",
    ]


@pytest.mark.parametrize(
    ("text", "is_closed"),
    [
        ("启东", False),
        ("朝阳", False),
        ("汇龙镇中心派出所", False),
        ("王小明", True),
        ("13800138000", True),
    ],
)
def test_only_a_search_that_found_nothing_asks_not_to_be_indexed(
    public_app: Flask, get_page: GetPage, text: str, is_closed: bool
) -> None:
    page = get_page(f"/search?q={text}", of=public_app)
    assert bool(page.select('meta[name=robots][content="noindex"]')) is is_closed


def test_without_a_release_the_site_map_says_that_the_list_is_being_prepared(
    make_app: MakeApp,
) -> None:
    client = make_app().test_client()
    assert client.get("/sitemap.xml").status_code == 503
    assert client.get("/robots.txt").status_code == 200


# ---- schema.org ---------------------------------------------------------------------


def test_a_site_is_told_as_an_office_of_the_government() -> None:
    site = make_site(
        unit="某分局刑侦大队",
        address="人民南路1号",
        phones=(Phone("028-86407110", "02886407110", "landline"),),
        fix=Fix(Point(30.642, 104.0434), "exact", "given", "510107"),
    )
    data = site_data(site, "https://caixue.example/sites/a")
    assert data is not None
    assert data["@type"] == "GovernmentOffice"
    assert data["name"] == "某分局刑侦大队"
    assert data["url"] == "https://caixue.example/sites/a"
    assert data["telephone"] == ["+862886407110"]
    assert data["geo"] == {"@type": "GeoCoordinates", "latitude": 30.642, "longitude": 104.0434}


@pytest.mark.parametrize("precision", ["building", "street", "township", "county", "city"])
def test_a_place_that_was_reckoned_has_no_coordinates(precision: Precision) -> None:
    site = make_site(fix=Fix(Point(30.6, 104.0), precision, "seat", "510107"))
    assert "geo" not in (site_data(site, "https://a.example") or {})


@pytest.mark.parametrize(
    ("phone", "told"),
    [
        pytest.param(Phone("13800138000", "13800138000", "mobile"),
                     ["+8613800138000"], id="mobile"),
        pytest.param(Phone("4008880003", "4008880003", "service"),
                     ["4008880003"], id="inside the country only"),
        pytest.param(Phone("0431-8508", None, "landline"), None, id="not to be dialled"),
        pytest.param(Phone("028-8640711", "0288640711", "landline", is_doubtful=True), None,
                     id="doubtful"),
    ],
)  # fmt: skip
def test_only_sure_numbers_are_told(phone: Phone, told: list[str] | None) -> None:
    data = site_data(make_site(phones=(phone,)), "https://a.example")
    assert (data or {}).get("telephone") == told


def test_a_demonstration_is_no_office(client: FlaskClient, get_page: GetPage) -> None:
    shown = {True: 0, False: 0}
    for each in (
        client.get("/api/v1/sites?area=510107&limit=5").get_json()["sites"]
        + (client.get("/api/v1/sites?area=320681&limit=5").get_json()["sites"])
    ):
        page = get_page(f"/sites/{each['id']}")
        is_demo = each["status"] == "demo"
        assert bool(page.select('script[type="application/ld+json"]')) is not is_demo
        shown[is_demo] += 1
    assert min(shown.values()) > 0


def test_a_hostile_unit_stays_inside_its_data(make_app: MakeApp, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    unit = _BRACKETS.replace('"', '""')
    file.write_text(
        f'{_HEAD}\n"{unit}",四川省,成都市,武侯区,人民南路1号,028-86407110,名单,'
        "https://example.org/a,2012,,,\n",
        encoding="utf-8",
    )
    app = make_app(str(file))
    client = app.test_client()
    (site,) = client.get("/api/v1/sites").get_json()["sites"]
    answer = client.get(f"/sites/{site['id']}")
    page = check_page(answer, app)
    (data,) = page.select('script[type="application/ld+json"]')
    assert json.loads(str(data.string))["name"] == site["unit"]


# ---- icons ---------------------------------------------------------------------


def test_the_icons_are_those_that_browsers_ask_for(client: FlaskClient, get_page: GetPage) -> None:
    with client.get("/favicon.ico") as answer:
        icon = Image.open(BytesIO(answer.data))
    assert icon.format == "ICO"
    assert icon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    (link,) = get_page("/").select("link[rel=apple-touch-icon]")
    with client.get(str(link["href"])) as answer:
        touch = Image.open(BytesIO(answer.data)).convert("RGB")
    assert touch.size == (180, 180)
    assert touch.getpixel((72, 58)) == (0x86, 0x29, 0x1C)
    assert touch.getpixel((2, 2)) == (0xFB, 0xF6, 0xEE)

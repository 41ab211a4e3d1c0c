"""Every hand-off link is parsed back as the provider reads it: datum, order, delimiters."""

import math
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from sites.areas import Area
from sites.geo import DATUMS, Datum, Point, from_wgs84, to_wgs84
from sites.records import Fix, Precision, Site
from sites.voice.links import APP, collection_searches, map_links
from tests.conftest import MakeApp
from tests.making import make_demo, make_site


def parsed(url: str) -> tuple[str, Point, Datum]:
    """(host, point as sent, datum) of a pin link, read by the provider's documented grammar."""
    parts = urlsplit(url)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    host = parts.netloc
    if host == "uri.amap.com":
        lon, lat = query["position"].split(",")
        assert query["coordinate"] == "gaode"
    elif host == "api.map.baidu.com":
        lat, lon = query["location"].split(",")
        assert query["coord_type"] == "gcj02"
    elif host == "maps.apple.com":
        lat, lon = query["ll"].split(",")
    else:
        marker = dict(field.split(":", 1) for field in query["marker"].split(";"))
        assert set(marker) == {"coord", "title", "addr"}
        lat, lon = marker["coord"].split(",")
        assert query["coord_type"] == "2"
    return host, Point(float(lat), float(lon)), "gcj02"


def metres_between(one: Point, other: Point) -> float:
    east = (one.lon - other.lon) * math.cos(math.radians(one.lat))
    return math.hypot(one.lat - other.lat, east) * 111_320


@given(point=st.builds(Point, st.floats(18.2, 53.5), st.floats(73.6, 134.7)))
def test_every_pin_leads_back_to_its_site_within_a_metre(point: Point) -> None:
    links = map_links(make_site(at=point), "四川省成都市武侯区测试路 1 号")
    hosts = []
    for link in links:
        host, sent, datum = parsed(link.url)
        hosts.append(host)
        assert metres_between(to_wgs84(sent, datum), point) < 1
    assert hosts == ["uri.amap.com", "api.map.baidu.com", "apis.map.qq.com", "maps.apple.com"]


@given(unit=st.text(min_size=1, max_size=60), address=st.text(max_size=90))
def test_no_name_can_break_out_of_its_field(unit: str, address: str) -> None:
    try:
        unit.encode(), address.encode()
    except UnicodeEncodeError:
        return  # lone surrogates never pass reading
    for link in map_links(make_site(unit=unit), address):
        parsed(link.url)
        assert len(link.url) < 2000


@pytest.mark.parametrize("precision", ["township", "county", "city", "province"])
def test_a_coarse_point_gets_a_search_and_never_a_pin(precision: Precision) -> None:
    fix = Fix(Point(30.6, 104.0), precision, "seat", "510107")
    links = map_links(make_site(fix=fix), "武侯区")
    assert [urlsplit(link.url).path for link in links] == [
        "/search",
        "/place/search",
        "/uri/v1/search",
    ]
    assert not any("104." in link.url or "30.6" in link.url for link in links)


def test_a_site_without_a_point_gets_a_search_by_its_unit() -> None:
    amap, baidu, tencent = map_links(make_site(fix=None), "武侯区")
    assert parse_qs(urlsplit(baidu.url).query)["query"] == ["测试县公安局刑侦大队"]
    assert parse_qs(urlsplit(amap.url).query)["city"] == ["510107"]
    assert parse_qs(urlsplit(tencent.url).query)["keyword"] == ["测试县公安局刑侦大队"]


def test_each_pin_has_the_name_and_the_address_of_its_site() -> None:
    urls = [urlsplit(link.url) for link in map_links(make_site(), "四川省成都市武侯区测试路 1 号")]
    amap, baidu, tencent, apple = (parse_qs(url.query) for url in urls)
    unit, address = "测试县公安局刑侦大队", "四川省成都市武侯区测试路 1 号"
    assert amap["name"] == baidu["title"] == apple["q"] == [unit]
    assert baidu["content"] == [address]
    assert tencent["marker"][0].endswith(f";title:{unit};addr:{address}")


def test_each_link_says_which_programme_it_opens_and_who_sends_it() -> None:
    pins = map_links(make_site(), "测试路 1 号")
    searches = map_links(make_site(fix=None), "测试路 1 号")
    names = ("高德地图", "百度地图", "腾讯地图")
    assert [link.words for link in pins[:3]] == [f"用{name}找路" for name in names]
    assert [link.words for link in searches] == [f"在{name}里搜" for name in names]
    assert [(link.words, link.on_apple) for link in pins[3:]] == [("用苹果地图找路", True)]
    for link in (*pins[:3], *searches):
        parts = urlsplit(link.url)
        sender = parse_qs(parts.query)
        assert parts.scheme == "https"
        assert APP in (sender.get("src") or sender["referer"])[0].split(".")


@pytest.mark.parametrize(("length", "sent"), [(30, 30), (31, 30)])
def test_a_name_is_cut_at_what_the_map_apps_take(length: int, sent: int) -> None:
    amap, *_ = map_links(make_site(unit="长" * length), "测试路 1 号")
    assert parse_qs(urlsplit(amap.url).query)["name"] == ["长" * sent]


@pytest.mark.parametrize(("length", "sent"), [(50, 50), (51, 50)])
def test_an_address_is_cut_at_what_the_map_apps_take(length: int, sent: int) -> None:
    _, baidu, *_ = map_links(make_site(), "路" * length)
    assert parse_qs(urlsplit(baidu.url).query)["content"] == ["路" * sent]


@pytest.mark.parametrize(("city", "region"), [("成都市", "成都市"), (None, "四川省")])
def test_a_search_is_in_the_city_else_in_the_province(city: str | None, region: str) -> None:
    _, baidu, tencent = map_links(make_site(fix=None, city=city), "武侯区")
    assert parse_qs(urlsplit(baidu.url).query)["region"] == [region]
    assert parse_qs(urlsplit(tencent.url).query)["region"] == [region]


@pytest.mark.parametrize("site", [make_demo(), make_demo(fix=None)])
def test_a_demonstration_has_no_map_link(site: Site) -> None:
    assert map_links(site, "演示路") == ()


def test_a_search_names_the_county_of_a_township() -> None:
    amap, *_ = map_links(make_site(fix=None, adcode="510107001"), "测试路 1 号")
    assert parse_qs(urlsplit(amap.url).query)["city"] == ["510107"]


def test_the_collection_search_names_the_city() -> None:
    path = (
        Area("510000", "四川省", "province", None, "四川"),
        Area("510100", "成都市", "city", "510000", "成都"),
        Area("510107", "武侯区", "county", "510100", "武侯"),
    )
    link = collection_searches(path)[0]
    assert link.words == "在高德地图里找「DNA采集点」"
    query = parse_qs(urlsplit(link.url).query)
    assert (query["keyword"], query["city"]) == (["DNA采集点"], ["510100"])
    province = parse_qs(urlsplit(collection_searches(path[:1])[0].url).query)
    assert province["city"] == ["510000"]


def checked_links(app: Flask) -> dict[str, int]:
    """How many sites have pins, and how many searches, once each leads back to its site: a pin
    within a metre of its fix, a search by its unit and area."""
    visitor = app.test_client()
    counts = {"pins": 0, "searches": 0}
    for site in app.extensions["sites"].live.current().sites:
        page = visitor.get(f"/sites/{site.id}").text
        _, _, behind = page.partition('<div class="three">')  # the whole page takes 10 ms to parse
        part = BeautifulSoup(behind.partition("</div>")[0], "html.parser")
        urls = [str(tag["href"]) for tag in part.select("a")]
        assert urls
        if site.fix is not None and not site.fix.is_coarse:
            counts["pins"] += 1
            for url in urls:
                _, sent, datum = parsed(url)
                assert metres_between(to_wgs84(sent, datum), site.fix.point) < 1
        else:
            counts["searches"] += 1
            amap, baidu, tencent = (parse_qs(urlsplit(url).query) for url in urls)
            assert amap["keyword"] == baidu["query"] == tencent["keyword"] == [site.unit[:30]]
            assert amap["city"] == [site.adcode]
            assert tencent["region"] == [site.city or site.province]
    return counts


def test_every_link_of_a_printed_list_leads_back_to_its_site(office_app: Flask) -> None:
    assert checked_links(office_app) == {"pins": 28, "searches": 329}


def test_given_coordinates_of_any_datum_reach_the_map_apps_right(
    make_app: MakeApp, tmp_path: Path
) -> None:
    """A confirmed point in each datum, through loading, store and page, to the three apps."""
    point = Point(30.642, 104.0434)
    rows = [
        "unit,province,city,county,address,phone,lat,lon,datum,source_title,source_url,published_on"
    ]
    for datum in DATUMS:
        given = from_wgs84(point, datum)
        rows.append(
            f"{datum}测试单位,四川省,成都市,武侯区,测试路1号,028-80000000,"
            f"{given.lat:.7f},{given.lon:.7f},{datum},名单,https://example.org/list,2022-07"
        )
    path = tmp_path / "given.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    app = make_app(str(path))
    for site in app.extensions["sites"].live.current().sites:
        page = BeautifulSoup(app.test_client().get(f"/sites/{site.id}").text, "html.parser")
        urls = [str(tag["href"]) for tag in page.select(".three a")]
        assert len(urls) == 4
        for url in urls:
            _, sent, sent_datum = parsed(url)
            assert metres_between(to_wgs84(sent, sent_datum), point) < 1

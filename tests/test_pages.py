"""Every page as a family gets it, without JavaScript; get_page checks what holds for all."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape

from sites.finding import MOST_CHOICES
from sites.questions.guidance import STATEMENTS
from sites.voice.local_names import in_parts
from tests.conftest import HOME, GetPage, MakeApp

PAGES = ["/", "/guide", "/about", "/map", "/areas/510000", "/areas/510100", "/areas/510107"]


def search_path(text: str, page: int = 1) -> str:
    return f"/search?q={quote(text)}&page={page}"


def text_of(page: BeautifulSoup) -> str:
    assert page.main is not None
    return re.sub(r"\s+", " ", page.main.get_text())


def hrefs(page: BeautifulSoup) -> list[str]:
    return [str(tag["href"]) for tag in page.select("main a[href]")]


def any_demo_id(app: Flask) -> str:
    directory = app.extensions["sites"].live.current()
    site_id: str = next(site.id for site in directory.sites if site.is_demo)
    return site_id


def any_real_id(app: Flask) -> str:
    directory = app.extensions["sites"].live.current()
    site_id: str = next(site.id for site in directory.sites if not site.is_demo)
    return site_id


def callable_id(app: Flask) -> str:
    directory = app.extensions["sites"].live.current()
    site_id: str = next(site.id for site in directory.sites if site.phones and site.phones[0].tel)
    return site_id


@pytest.mark.parametrize("path", PAGES)
def test_every_page_stands(get_page: GetPage, path: str) -> None:
    get_page(path)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_stands_in_public_and_shows_no_demonstration(
    get_page: GetPage, public_app: Flask, path: str
) -> None:
    page = get_page(path, of=public_app)
    assert "演示" not in page.get_text()


def test_home_leads_to_every_province(get_page: GetPage) -> None:
    page = get_page("/")
    assert len([path for path in hrefs(page) if path.startswith("/areas/")]) == 34
    assert page.select_one("form[action='/search'] input[name=q]")


def test_three_taps_without_typing_lead_to_a_site(get_page: GetPage) -> None:
    assert "/areas/510000" in hrefs(get_page("/"))
    assert "/areas/510100" in hrefs(get_page("/areas/510000"))
    assert "/areas/510107" in hrefs(get_page("/areas/510100"))
    assert get_page("/areas/510107").select(".cards .btn")


def test_a_demonstration_site_cannot_be_dialled_or_navigated_to(
    app: Flask, get_page: GetPage
) -> None:
    page = get_page(f"/sites/{any_demo_id(app)}")
    assert "这是演示，不是真实的寻亲采血点" in text_of(page)
    assert not page.select('a[href^="tel:"]')
    assert not [path for path in hrefs(page) if path.startswith("http")]
    assert page.select_one(".btn.nocall")


def test_a_real_site_names_its_source_and_what_is_not_known(app: Flask, get_page: GetPage) -> None:
    page = get_page(f"/sites/{any_real_id(app)}")
    text = text_of(page)
    assert "来源" in text
    assert "公布以后还没有人核对过" in text
    assert "请先打" in text


PRINTED_LIST = (
    "unit,province,city,county,address,source_title,source_url,published_on,"
    "picture,picture_row,picture_box,checked_by,checked_on\n"
    "测试区公安分局,四川省,成都市,武侯区,测试路1号,一份名单,https://example.org/list,2022-07,"
    '名单/03.png,12,"40,120,980,160",ZXM,2026-11-24\n'
)


def test_a_site_read_from_a_picture_names_its_row_and_who_checked_it(
    make_app: MakeApp, get_page: GetPage, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(PRINTED_LIST, encoding="utf-8")
    made = make_app(str(path))
    site_id = any_real_id(made)
    text = text_of(get_page(f"/sites/{site_id}", of=made))
    assert "一份名单，2022 年 7 月公布" in text
    assert "原文图片 名单/03.png 第 12 行" in text
    assert "2026 年 11 月 24 日照原文核对过文字（ZXM）" in text
    assert "很久没有核对" in text, "the print is old, however well it was read"
    answer = made.test_client().get(f"/api/v1/sites/{site_id}").get_json()
    assert answer["source"]["place"] == "图片 名单/03.png 第 12 行"
    assert answer["source"]["spots"] == [
        {"picture": "名单/03.png", "row": 12, "box": [40, 120, 980, 160]}
    ]
    assert answer["checked_by"] == "ZXM"


def test_a_real_site_can_be_called_and_reached(office_app: Flask, get_page: GetPage) -> None:
    page = get_page(f"/sites/{callable_id(office_app)}", of=office_app)
    call = page.select_one("main .btn.call")
    assert call is not None
    assert re.fullmatch(r"tel:\d{7,12}", str(call["href"]))
    assert {"在高德地图里搜", "在百度地图里搜", "在腾讯地图里搜"} <= {
        tag.get_text() for tag in page.select(".three a")
    }
    address = page.select_one("[data-copy-source=address]")
    assert address is not None
    assert address.get_text()


# Invented, with round numbers: read by tests only.
INVENTED_OFFICES = """单位,地址,电话
测试县公安局刑侦大队,四川省成都市武侯区测试路1号,028-86400000、13800138000
测试市公安局刑侦支队,吉林省长春市双阳区测试路2号,0431-84220000转802
测试区公安分局,四川省绵阳市三台县测试路3号,0816-5220000（夜间）
"""


def test_each_number_of_an_office_is_dialled_as_it_is_printed(
    make_app: MakeApp, get_page: GetPage, tmp_path: Path
) -> None:
    path = tmp_path / "offices.csv"
    path.write_text(INVENTED_OFFICES, encoding="utf-8")
    source = ("--source-title", "名单", "--source-url", "https://example.org/1")
    made = make_app(str(path), *source, "--published-on", "2022-07")
    called = {}
    for site in made.extensions["sites"].live.current().sites:
        page = get_page(f"/sites/{site.id}", of=made)
        numbers = page.select("a.call")
        called[site.unit] = [link["href"] for link in numbers if not link.find_parent("details")]
    assert called == {
        "测试县公安局刑侦大队": ["tel:02886400000", "tel:13800138000"],
        "测试市公安局刑侦支队": ["tel:043184220000"],
        "测试区公安分局": ["tel:08165220000"],
    }
    first = get_page("/areas/220112", of=made).select_one("main .btn")
    assert first is not None
    assert str(first["href"]) == "tel:043184220000"


def test_a_copied_number_keeps_its_extension(
    make_app: MakeApp, get_page: GetPage, tmp_path: Path
) -> None:
    path = tmp_path / "offices.csv"
    path.write_text(INVENTED_OFFICES, encoding="utf-8")
    source = ("--source-title", "名单", "--source-url", "https://example.org/1")
    made = make_app(str(path), *source, "--published-on", "2022-07")
    sites = made.extensions["sites"].live.current().sites
    site_id = next(site.id for site in sites if "转" in site.phones[0].text)
    page = get_page(f"/sites/{site_id}", of=made)
    copied = page.select_one("[data-copy-source=phone]")
    assert copied is not None
    assert copied.get_text() == "0431-8422 0000 转 802"
    button = page.select_one("a.call")
    assert button is not None
    assert button.get_text(" ", strip=True) == "打电话，接通后按 802 0431-8422 0000"


def test_call_buttons_are_the_first_buttons_of_an_area(
    office_app: Flask, get_page: GetPage
) -> None:
    page = get_page("/areas/220112", of=office_app)
    first = page.select_one("main .btn")
    assert first is not None
    assert str(first["href"]) == "tel:043188880011"


@pytest.mark.parametrize("path", ["/areas/220112", "/search?q=双阳区", "/areas/220100"])
def test_what_to_say_is_told_once_on_a_page(
    office_app: Flask, get_page: GetPage, path: str
) -> None:
    assert len(get_page(path, of=office_app).select("main .say")) == 1


def test_a_site_without_a_number_offers_the_police_before_others(
    app: Flask, get_page: GetPage
) -> None:
    sites = app.extensions["sites"].live.current().sites
    site = next(site for site in sites if not site.phones and not site.is_demo)
    calls = get_page(f"/sites/{site.id}").select("main a[href^='tel:']")
    assert [str(call["href"]) for call in calls].count("tel:110") == 1
    assert calls[0]["href"] == "tel:110"


@pytest.mark.parametrize(
    ("unit", "shown"),
    [
        ("武侯区分局刑侦大队技术中队", "武侯区分局<wbr>刑侦大队技术中队"),
        ("启东市公安局汇龙镇中心派出所", "启东市公安局<wbr>汇龙镇中心派出所"),
        ("武漢市公安局刑偵支隊", "武漢市公安局<wbr>刑偵支隊"),
        ("海安市公安局", "海安市公安局"),
        ("<b>公安局甲乙", "&lt;b&gt;公安局<wbr>甲乙"),
    ],
)
def test_a_long_name_is_broken_behind_an_office(unit: str, shown: str) -> None:
    assert str(escape(in_parts(unit))) == shown


def test_the_way_up_leads_to_what_is_above(get_page: GetPage) -> None:
    ways = {
        path: [link.get_text() for link in get_page(path).select(".crumb a")]
        for path in ("/areas/510000", "/areas/510100", "/areas/510107")
    }
    assert list(ways.values()) == [["全国"], ["全国", "四川省"], ["四川省", "成都市"]]


@pytest.mark.parametrize(
    ("path", "heading"), [("/areas/510000", "选市、县"), ("/areas/500000", "选县、区")]
)
def test_a_chooser_names_what_it_has(get_page: GetPage, path: str, heading: str) -> None:
    assert heading in text_of(get_page(path))


def test_a_printed_page_says_where_it_comes_from(get_page: GetPage) -> None:
    address = get_page("/areas/510107").select_one("footer .own-address")
    assert address is not None
    assert address.get_text().endswith("/areas/510107")


@pytest.mark.parametrize("path", ["/", "/areas/510107", "/map", "/guide", "/about", "/nearest"])
def test_the_first_sentences_say_that_families_are_sought(get_page: GetPage, path: str) -> None:
    assert "寻亲" in text_of(get_page(path))[:60]


def test_search_offers_the_places_of_an_ambiguous_name(get_page: GetPage) -> None:
    page = get_page(search_path("朝阳"))
    choices = {tag.get_text(" ", strip=True) for tag in page.select(".choices a")}
    assert len(choices) == 4
    assert any("朝阳区" in choice and "北京市" in choice for choice in choices)
    assert any("朝阳区" in choice and "长春市" in choice for choice in choices)


def test_a_township_of_many_namesakes_is_chosen_by_its_county(get_page: GetPage) -> None:
    page = get_page(search_path("城关镇"))
    assert len(page.select(".choices a")) == MOST_CHOICES
    assert "个同名的地方" in text_of(page)
    chosen = get_page(str(page.select(".choices a")[0]["href"]))
    assert "的中心算起，是直线距离" in text_of(chosen)
    assert chosen.select(".cards .meta b")


def test_search_says_how_exactly_the_place_was_understood(get_page: GetPage) -> None:
    page = get_page(search_path("四川省成都市武侯区武科西一路6号"))
    assert "距离从四川省成都市武侯区的中心算起，是直线距离" in text_of(page)
    assert page.select(".cards .meta b")


def test_search_for_nothing_known_leads_on(get_page: GetPage) -> None:
    page = get_page(search_path("火星市月球区"))
    assert "没有找到" in text_of(page)
    assert len(page.select(".grid a")) == 34


def test_search_pages_lead_to_each_other(get_page: GetPage) -> None:
    first = get_page(search_path("四川"))
    following = first.select_one("a[rel=next]")
    assert following is not None
    second = get_page(str(following["href"]))
    one = {tag["href"] for tag in first.select(".card h3 a")}
    other = {tag["href"] for tag in second.select(".card h3 a")}
    assert len(one) == 20
    assert not one & other


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "${alert(1)}",
        '" onmouseover="alert(1)',
        "{{7*7}}",
        "'; DROP TABLE sites; --",
        "\u202e反\u202c",
        "😀" * 50,
    ],
)
def test_hostile_text_stays_text(get_page: GetPage, text: str) -> None:
    page = get_page(search_path(text))
    assert not page.select("main script")
    assert "49" not in (page.h1.get_text() if page.h1 else "")


def test_a_text_too_long_gets_a_sentence(get_page: GetPage) -> None:
    page = get_page(search_path("武" * 10_000), status=400)
    assert "太长" in text_of(page)


@pytest.mark.parametrize("page", ["0", "-1", "x", "999999999999"])
def test_a_bad_page_number_gets_a_sentence(get_page: GetPage, page: str) -> None:
    assert "没有这一页结果" in text_of(get_page(f"/search?q=a&page={page}", status=400))


def test_an_empty_search_leads_home(client: FlaskClient) -> None:
    answer = client.get("/search?q=%20")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


def test_a_posted_position_is_answered_and_kept_nowhere(app: Flask, get_page: GetPage) -> None:
    page = get_page("/nearest", form={"lat": "30.642", "lon": "104.043"})
    assert "四川省成都市武侯区" in text_of(page)
    assert len(page.select(".card")) == 10
    assert "30.642" not in str(page)
    for form in ({"lat": "30.642", "lon": "104.043"}, {}):
        answer = app.test_client().post("/nearest", data=form)
        # Kept by this browser, else it could not go back there; by nobody in between.
        assert answer.headers["Cache-Control"] == "private, no-cache"
        assert "ETag" not in answer.headers


@pytest.mark.parametrize(
    "form",
    [
        pytest.param({"lat": "0", "lon": "0"}, id="zero is a place"),
        pytest.param({"lat": "90", "lon": "0"}, id="pole"),
        pytest.param({"lat": "1", "lon": "-180"}, id="date line"),
    ],
)
def test_a_position_outside_china_is_said_and_answered(
    get_page: GetPage, form: dict[str, str]
) -> None:
    page = get_page("/nearest", form=form)
    assert "不在中国" in text_of(page)
    assert len(page.select(".card")) == 10


@pytest.mark.parametrize(
    "form",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"lat": "30"}, id="half"),
        pytest.param({"lat": "", "lon": ""}, id="empty"),
        pytest.param({"lat": "91", "lon": "0"}, id="off the earth"),
        pytest.param({"lat": "nan", "lon": "0"}, id="not a number"),
        pytest.param({"lat": "三十", "lon": "一百"}, id="words"),
    ],
)
def test_a_bad_position_gets_a_sentence_and_the_way_on(
    get_page: GetPage, form: dict[str, str]
) -> None:
    page = get_page("/nearest", form=form, status=400)
    assert "请再点一次「用我的位置」" in text_of(page)
    assert len(page.select(".grid a")) == 34


def test_every_area_has_its_page(app: Flask, client: FlaskClient) -> None:
    gazetteer = app.extensions["sites"].gazetteer()
    areas = [*gazetteer.all("province"), *gazetteer.all("city"), *gazetteer.all("county")]
    bad = [area.adcode for area in areas if client.get(f"/areas/{area.adcode}").status_code != 200]
    assert len(areas) > 3200
    assert bad == []


def test_an_old_code_leads_to_the_area_of_today(client: FlaskClient) -> None:
    answer = client.get("/areas/110228")  # 密云县 until 2015
    assert (answer.status_code, answer.headers["Location"]) == (301, "/areas/110118")


def test_where_no_real_site_is_near_another_service_is_named(get_page: GetPage) -> None:
    page = get_page("/areas/510107")
    found = [path for path in hrefs(page) if path.startswith("https://uri.amap.com/search")]
    assert [parse_qs(urlsplit(path).query)["keyword"] for path in found] == [
        ["DNA采集点"],
        ["滴血寻亲"],
    ]
    assert all("city=510100" in path for path in found)
    assert "会离开本站" in text_of(page)


def test_public_areas_without_a_site_lead_on(public_app: Flask, get_page: GetPage) -> None:
    page = get_page("/areas/510107", of=public_app)
    assert "这里还没有已知的采血点" in text_of(page)
    assert page.select(".cards .card")
    assert "派出所" in text_of(page)


def test_an_id_of_an_earlier_release_says_that_the_site_is_gone(
    make_app: MakeApp, get_page: GetPage, tmp_path: object
) -> None:
    app = make_app()
    store = app.extensions["sites_cli"].store
    from tests.making import make_site  # noqa: PLC0415

    store.migrate()
    store.load([make_site("oldplace"), make_site("newplace", unit="另一单位")])
    store.load([make_site("newplace", unit="另一单位")], allow_loss=True)
    page = get_page("/sites/oldplace", of=app, status=410)
    assert "已经不在现在的名单里" in text_of(page)
    assert "/areas/510107" in hrefs(page)


@pytest.mark.parametrize("path", ["/nothing", "/sites/nobody", "/areas/999999", "/sites/../../x"])
def test_an_unknown_address_leads_on(get_page: GetPage, path: str) -> None:
    page = get_page(path, status=404)
    assert len(page.select(".grid a")) == 34


def test_an_empty_store_says_so_on_every_page(make_app: MakeApp, get_page: GetPage) -> None:
    app = make_app()
    for path in ("/", "/areas/510107", "/search?q=a", "/sites/a", "/map"):
        page = get_page(path, of=app, status=503)
        assert "名单正在准备" in text_of(page)
        assert page.select('main a[href="/guide"]')
    assert app.test_client().get("/healthz").status_code == 200
    assert app.test_client().get("/readyz").status_code == 503


def test_what_needs_no_release_is_answered_without_one(
    make_app: MakeApp, get_page: GetPage
) -> None:
    app = make_app()
    guide = get_page("/guide", of=app)
    assert len(guide.select("section")) == len(STATEMENTS)
    about = get_page("/about", of=app)
    assert "名单正在准备，请过一会儿再来。" in text_of(about)
    assert "审图号 GS(2024)0650号" in text_of(about)
    assert not about.select(".hash")
    visitor = app.test_client()
    for path in ("/openapi.json", "/static/site.css", "/healthz"):
        with visitor.get(path) as answer:
            assert answer.status_code == 200
    assert visitor.get("/areas/110228").status_code == 301


def test_a_page_is_another_on_another_day(make_app: MakeApp) -> None:
    """A record grows old at midnight: a phone must not keep yesterday's page as today's."""
    app = make_app(str(HOME / "data" / "sites.csv"))
    parts = app.extensions["sites"]
    tags = []
    for day in (date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 2)):
        app.extensions["sites"] = replace(parts, today=lambda day=day: day)
        tags.append(app.test_client().get("/areas/510107").headers["ETag"])
    assert tags[0] != tags[1] == tags[2]


def test_every_statement_of_the_guide_names_its_source(get_page: GetPage) -> None:
    page = get_page("/guide")
    sources = page.select("section .hint")
    assert len(sources) == len(STATEMENTS)
    assert all(re.search(r"\d{4} 年", source.get_text()) for source in sources)


def test_a_page_is_sent_again_only_when_something_changed(client: FlaskClient) -> None:
    first = client.get("/areas/510107")
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get("/areas/510107", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_pages_come_compressed(client: FlaskClient) -> None:
    answer = client.get("/areas/510100", headers={"Accept-Encoding": "br"})
    assert answer.headers["Content-Encoding"] == "br"
    assert len(answer.data) <= 12 * 1024


@pytest.mark.parametrize(
    ("path", "status"), [("/nothing", 404), ("/sites/nothing", 404), ("/search?q=a&page=0", 400)]
)
def test_pages_of_errors_come_compressed_too(client: FlaskClient, path: str, status: int) -> None:
    answer = client.get(path, headers={"Accept-Encoding": "br"})
    assert (answer.status_code, answer.headers["Content-Encoding"]) == (status, "br")
    assert len(answer.data) <= 12 * 1024
    assert client.get(path, headers={"Accept-Encoding": "identity"}).status_code == status


def test_static_files_are_kept_by_their_content(client: FlaskClient, get_page: GetPage) -> None:
    (script,) = get_page("/").select("script[src]")
    with client.get(str(script["src"])) as answer:
        assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/", "/nothing", "/api/v1/release", "/static/site.css"])
def test_security_headers_stand_on_every_answer(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        headers = answer.headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert headers["Referrer-Policy"] == "strict-origin"
    assert headers["Permissions-Policy"].startswith("geolocation=(self)")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in headers


def test_the_filing_number_and_operator_are_shown_only_when_set(
    make_app: MakeApp, get_page: GetPage
) -> None:
    page = get_page(
        "/", of=make_app(SITES_ICP="演示ICP备00000000号", SITES_OPERATOR="某某会"), status=503
    )
    assert "演示ICP备00000000号" in page.get_text()
    assert "某某会" in page.get_text()

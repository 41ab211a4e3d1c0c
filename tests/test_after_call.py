"""No call is the last one: whom to call next, from the page of a site."""

from pathlib import Path

import pytest
from flask import Flask

from sites.finding import Finder
from tests.conftest import GetPage, MakeApp

# Invented, with round numbers: read by tests only.
ROWS = """单位,省份,城市,区县,地址,电话,时间,lat,lon,datum
测试市公安局刑侦支队,四川省,成都市,,测试路1号,028-80000001,,30.66,104.06,wgs84
武侯测试分局,四川省,成都市,武侯区,测试路2号,028-80000002、028-80000003,工作日,30.642,104.043,wgs84
青羊测试分局,四川省,成都市,青羊区,测试路3号,028-80000004,,30.674,104.062,wgs84
锦江测试分局,四川省,成都市,锦江区,测试路4号,,,30.656,104.083,wgs84
双流测试分局,四川省,成都市,双流区,测试路5号,028-80000005,,30.574,103.924,wgs84
拉萨测试支队,西藏自治区,拉萨市,城关区,测试路6号,0891-6000006,,29.65,91.13,wgs84
"""


@pytest.fixture(scope="module")
def offices(make_app: MakeApp, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    path: Path = tmp_path_factory.mktemp("lists") / "offices.csv"
    path.write_text(ROWS, encoding="utf-8")
    source = ("--source-title", "名单", "--source-url", "https://example.org/1")
    return make_app(str(path), *source, "--published-on", "2022-07")


def _finder(app: Flask) -> Finder:
    parts = app.extensions["sites"]
    return Finder(parts.live.current(), parts.gazetteer())


def _id(app: Flask, unit: str) -> str:
    sites = app.extensions["sites"].live.current().sites
    return str(next(site.id for site in sites if site.unit == unit))


@pytest.mark.parametrize(
    ("unit", "others", "bureau"),
    [
        pytest.param(
            "武侯测试分局",
            ["测试市公安局刑侦支队", "青羊测试分局"],
            None,
            id="the city's bureau is one of the nearest",
        ),
        pytest.param(
            "双流测试分局",
            ["武侯测试分局", "测试市公安局刑侦支队"],
            None,
            id="nearest first",
        ),
        pytest.param("测试市公安局刑侦支队", ["青羊测试分局", "武侯测试分局"], None, id="itself"),
        pytest.param("拉萨测试支队", [], None, id="nobody within 200 km"),
    ],
)
def test_the_nearest_that_can_be_called_come_next(
    offices: Flask, unit: str, others: list[str], bureau: str | None
) -> None:
    finder = _finder(offices)
    following = finder.next_calls(finder.site(_id(offices, unit)))
    assert [each.site.unit for each in following.others] == others
    assert (following.bureau.unit if following.bureau else None) == bureau


def test_the_bureau_of_the_city_is_named_where_others_are_nearer(
    make_app: MakeApp, tmp_path: Path
) -> None:
    more = "邛崃测试分局,四川省,成都市,邛崃市,测试路7号,028-80000007,,30.41,103.46,wgs84\n"
    near = more.replace("邛崃测试分局", "邛崃第二分局").replace("80000007", "80000008")
    third = more.replace("邛崃测试分局", "邛崃第三分局").replace("80000007", "80000009")
    path = tmp_path / "offices.csv"
    path.write_text(ROWS + more + near + third, encoding="utf-8")
    source = ("--source-title", "名单", "--source-url", "https://example.org/1")
    app = make_app(str(path), *source, "--published-on", "2022-07")
    finder = _finder(app)
    following = finder.next_calls(finder.site(_id(app, "邛崃测试分局")))
    assert {each.site.unit for each in following.others} == {"邛崃第二分局", "邛崃第三分局"}
    assert following.bureau is not None
    assert following.bureau.unit == "测试市公安局刑侦支队"


def test_a_page_asks_how_the_call_went_and_goes_on(offices: Flask, get_page: GetPage) -> None:
    page = get_page(f"/sites/{_id(offices, '武侯测试分局')}", of=offices)
    after = page.select_one("details[data-after-call]")
    assert after is not None
    said = [tag.get_text() for tag in after.select("summary")]
    assert said == ["打通了吗？", "打通了", "没人接", "空号，或者打错了"]
    assert "带身份证" in after.get_text()
    assert "工作日" in after.get_text()
    assert "上面的另一个号码" in after.get_text()
    numbers = [str(link["href"]) for link in after.select("a[href^=tel]")]
    assert numbers == ["tel:02880000001", "tel:02880000004", "tel:110"]
    assert page.select_one("#called") in after.select("details")


def test_a_site_without_a_number_names_the_next_ones_at_once(
    offices: Flask, get_page: GetPage
) -> None:
    page = get_page(f"/sites/{_id(offices, '锦江测试分局')}", of=offices)
    assert page.select_one("details[data-after-call]") is None
    numbers = [str(link["href"]) for link in page.select("main a[href^=tel]")]
    assert numbers[0] == "tel:110"  # which the sentence above it names
    assert numbers[1].startswith("tel:028")


def test_a_demonstration_leads_to_no_number(app: Flask, get_page: GetPage) -> None:
    sites = app.extensions["sites"].live.current().sites
    demo = next(site for site in sites if site.is_demo)
    page = get_page(f"/sites/{demo.id}")
    assert page.select("main a[href^=tel]") == []
    assert page.select_one("[data-after-call]") is None


def test_each_entry_with_a_number_leads_to_what_follows(offices: Flask, get_page: GetPage) -> None:
    page = get_page("/areas/510107", of=offices)
    link = page.select_one(".card [data-after-call] a")
    assert link is not None
    assert str(link["href"]) == f"/sites/{_id(offices, '武侯测试分局')}#called"

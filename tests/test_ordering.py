"""The order of an answer: a number to call first, sure distances before vague places."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from geographiclib.geodesic import Geodesic

from sites.directory.ordering import AnswerSite
from sites.finding import Finder
from sites.geo import Point
from sites.records import Fix, Phone, Precision, Site
from tests.conftest import MakeApp
from tests.making import make_demo, make_site
from tests.test_finding import finder_of

CALL = (Phone("0316-2331234", "03162331234", "landline"),)
NO_CALL = (Phone("2331234", None, "landline"),)
AREAS = {
    "120101": ("天津市", None, "和平区", Point(39.117, 117.215)),
    "131002": ("河北省", "廊坊市", "安次区", Point(39.52, 116.70)),
    "131003": ("河北省", "廊坊市", "广阳区", Point(39.523, 116.71)),
    "131000": ("河北省", "廊坊市", None, Point(39.538, 116.684)),
    "130600": ("河北省", "保定市", None, Point(38.874, 115.465)),
    "370202": ("山东省", "青岛市", "市南区", Point(36.075, 120.412)),
    "510107": ("四川省", "成都市", "武侯区", Point(30.642, 104.043)),
    "510722": ("四川省", "绵阳市", "三台县", Point(31.09, 105.09)),
    "500152": ("重庆市", None, "潼南区", Point(30.19, 105.84)),
    "441900": ("广东省", "东莞市", None, Point(23.02, 113.75)),
    "540102": ("西藏自治区", "拉萨市", "城关区", Point(29.65, 91.12)),
    "540100": ("西藏自治区", "拉萨市", None, Point(29.652, 91.172)),
    "632801": ("青海省", "海西蒙古族藏族自治州", "格尔木市", Point(36.41, 94.90)),
}


def north_of(point: Point, km: float) -> Point:
    """As far due north, along the ellipsoid."""
    end = Geodesic.WGS84.Direct(point.lat, point.lon, 0.0, 1000 * km)
    return Point(end["lat2"], end["lon2"])


def at(
    site_id: str,
    adcode: str,
    precision: Precision = "street",
    km_north: float = 0.0,
    **changes: Any,
) -> Site:
    province, city, county, point = AREAS[adcode]
    there = north_of(point, km_north)
    names = {"adcode": adcode, "province": province, "city": city, "county": county}
    fix = {"fix": Fix(there, precision, "given", adcode)}
    return make_site(site_id, **({"unit": f"甲{site_id}", "phones": CALL} | names | fix | changes))


def demo_at(site_id: str, adcode: str) -> Site:
    site = at(site_id, adcode)
    return make_demo(
        site_id,
        adcode=adcode,
        province=site.province,
        city=site.city,
        county=site.county,
        fix=site.fix,
    )


def told(found: Sequence[AnswerSite]) -> list[tuple[str, str]]:
    return [(each.site.id, each.group) for each in found]


def ids(sites: Sequence[Site]) -> list[str]:
    return [site.id for site in sites]


HOME = AREAS["131003"][3]


def test_an_own_county_comes_before_a_nearer_one_across_the_border() -> None:
    finder = finder_of([at("across", "131002", km_north=0.2), at("own", "131003", km_north=6.0)])
    answer = finder.nearest(HOME)
    assert told(answer.found) == [("own", "own"), ("across", "here")]
    assert ids([each.site for each in finder.nearest_sites(HOME)]) == ["across", "own"]


def test_a_site_known_to_its_city_only_comes_after_sure_distances() -> None:
    finder = finder_of([at("vague", "131000", "city"), at("far", "120101")])
    answer = finder.nearest(HOME)
    assert told(answer.found) == [("far", "here"), ("vague", "vague")]
    assert [each.distance_km is None for each in answer.found] == [False, True]
    assert told(finder.search("廊坊市").found) == [("vague", "vague")]


def test_a_vague_place_counts_where_everything_sure_is_farther_still() -> None:
    finder = finder_of([at("lhasa", "540100", "city"), at("golmud", "632801")])
    answer = finder.nearest(Point(29.65, 94.36))  # 林芝, 310 km from one, 750 from the other
    assert told(answer.found) == [("lhasa", "here"), ("golmud", "here")]


HEBEI = Fix(Point(38.04, 114.51), "province", "seat", "130000")


@pytest.mark.parametrize(
    ("vague", "km", "order"),
    [
        pytest.param(AREAS["131000"], 149.6, ["sure", "vague"], id="city, nearer"),
        pytest.param(AREAS["131000"], 150.4, ["vague", "sure"], id="city, farther"),
        pytest.param(HEBEI, 599.6, ["sure", "vague"], id="province, nearer"),
        pytest.param(HEBEI, 600.4, ["vague", "sure"], id="province, farther"),
    ],
)
def test_a_vague_place_counts_as_far_away_as_its_city_or_province_reaches(
    vague: tuple[str, str, str, Point] | Fix, km: float, order: list[str]
) -> None:
    """150 km for a city, 600 km for a province (docs/finding.md)."""
    fix = vague if isinstance(vague, Fix) else Fix(vague[3], "city", "seat", "131000")
    unsure = at("vague", "131000", fix=fix)
    sure = at("sure", "120101", fix=Fix(north_of(fix.point, km), "exact", "given", "120101"))
    found = finder_of([unsure, sure]).nearest_sites(fix.point)
    assert [each.site.id for each in found] == order


def test_a_city_without_counties_is_as_sure_as_a_county() -> None:
    finder = finder_of([at("dongguan", "441900", "city")])
    (found,) = finder.nearest(Point(23.03, 113.76)).found
    assert (found.group, found.is_vague) == ("own", False)
    assert found.distance_km == pytest.approx(1.5, abs=0.5)


def test_what_can_be_called_comes_first_whatever_is_nearer() -> None:
    finder = finder_of(
        [
            demo_at("demo", "131003"),
            at("silent", "131003", phones=NO_CALL),
            at("nobody", "131003", phones=()),
            at("callable", "131003", km_north=9.0),
        ]
    )
    order = [("callable", "own"), ("nobody", "silent"), ("silent", "silent"), ("demo", "demo")]
    assert told(finder.nearest(HOME).found) == order
    assert ids(finder.area("131003").own) == ["callable", "nobody", "silent", "demo"]
    searched = told(finder.search("广阳区").found)
    assert searched == [("callable", "here"), *order[1:]]


def test_a_number_beyond_the_ten_nearest_joins_them_when_none_of_them_has_one() -> None:
    silent = [at(f"silent{i}", "131002", phones=(), km_north=i) for i in range(12)]
    finder = finder_of([*silent, at("callable", "120101")])
    found = finder.nearest(HOME).found
    assert told(found)[:2] == [("callable", "here"), ("silent0", "silent")]
    assert len(found) == 11


@pytest.mark.parametrize(("km", "joins"), [(199.6, True), (200.4, False)])
def test_a_number_up_to_a_day_away_joins(km: float, joins: bool) -> None:
    silent = [at(f"silent{i}", "131002", phones=(), km_north=i) for i in range(12)]
    there = Fix(north_of(HOME, km), "exact", "given", "370202")
    found = finder_of([*silent, at("callable", "370202", fix=there)]).nearest(HOME).found
    assert found[joins].site.id == "silent0"
    assert ("callable" in [each.site.id for each in found]) is joins


def test_no_more_than_three_numbers_join() -> None:
    silent = [at(f"silent{i}", "131002", phones=(), km_north=i) for i in range(12)]
    callable_ones = [at(f"callable{i}", "120101", km_north=i) for i in range(5)]
    found = finder_of([*silent, *callable_ones]).nearest(HOME).found
    assert [each.site.is_callable for each in found] == [True] * 3 + [False] * 10
    found = finder_of([*silent[:8], at("near", "131002"), *callable_ones]).nearest(HOME).found
    assert sum(each.site.is_callable for each in found) == 3


@pytest.mark.parametrize(("own", "beyond"), [(1, 2), (2, 2), (3, 0)])
def test_beyond_a_place_is_told_until_three_of_its_own_can_be_called(own: int, beyond: int) -> None:
    here = [at(f"own{i}", "131003", km_north=i) for i in range(own)]
    there = [at(f"beyond{i}", "131002", km_north=i) for i in range(2)]
    finder = finder_of([*here, *there])
    assert len(finder.search("广阳区").beyond) == beyond
    assert finder.area("131003").is_served is (not beyond)


def test_a_street_named_after_a_city_comes_after_the_citys_nearest() -> None:
    finder = finder_of([at("tianjinlu", "370202", address="天津路3号"), at("langfang", "131003")])
    answer = finder.search("天津")
    assert [each.site.id for each in answer.beyond] == ["langfang"]
    assert told(answer.found) == [("tianjinlu", "elsewhere")]
    assert answer.own_total == 0


def test_a_place_comes_before_its_letters_elsewhere_and_is_counted_alone() -> None:
    finder = finder_of(
        [
            at("baodinglu", "120101", address="保定路1号"),
            at("baoding", "130600", "street", address="复兴路2号"),
        ]
    )
    answer = finder.search("保定")
    assert told(answer.found) == [("baoding", "here"), ("baodinglu", "elsewhere")]
    assert answer.counts["here"] == answer.choices[0].counts.total == 1


def test_a_text_that_says_more_than_a_place_finds_what_says_it() -> None:
    finder = finder_of(
        [
            at("desk", "131002", unit="安次区采样室"),
            at("other", "131002", unit="安次区分局"),
            at("namesake", "131003", unit="驻安次区采样室"),
        ]
    )
    answer = finder.search("安次区采样室")
    assert told(answer.found) == [("desk", "here"), ("namesake", "elsewhere")]


def test_a_province_with_sites_shows_its_own_before_another_provinces() -> None:
    sichuan = [at(f"s{i}", "510722", km_north=i) for i in range(3)]
    finder = finder_of([*sichuan, at("tongnan", "500152")])
    answer = finder.area("510000")
    assert ids(answer.own) == ["s0", "s1", "s2"]
    assert answer.is_served
    assert not finder.area("500152").is_served


def test_distances_of_an_answer_rise_within_each_group() -> None:
    sites = [at(f"s{i:02}", "131002", km_north=(i * 7) % 11) for i in range(11)]
    finder = finder_of([*sites, at("own", "131003", km_north=30)])
    found = finder.nearest(HOME).found
    distances_km = [each.distance_km for each in found if each.group == "here"]
    assert found[0].group == "own"
    assert len(distances_km) == 9
    assert distances_km == sorted(distances_km, key=lambda km: km if km is not None else -1.0)
    api = [each.distance_km for each in finder.nearest_sites(HOME, limit=50)]
    assert api == sorted(km for km in api if km is not None)


@pytest.mark.parametrize(
    ("origin", "real_near"),
    [
        pytest.param(HOME, True, id="there"),
        pytest.param(north_of(HOME, 49.6), True, id="49.6 km"),
        pytest.param(north_of(HOME, 50.4), False, id="50.4 km"),
    ],
)
def test_a_real_site_is_near_up_to_fifty_kilometres(origin: Point, real_near: bool) -> None:
    finder = finder_of([at("a", "131003"), demo_at("b", "131002")])
    answer = finder.nearest(origin)
    assert answer.real_near is real_near
    assert answer.nearest_real_km is not None


def test_the_nearest_real_site_is_the_nearest_of_all() -> None:
    finder = finder_of([at("far", "510107"), at("near", "131003"), demo_at("demo", "131002")])
    assert finder.nearest(HOME).nearest_real_km == 0.0


def test_in_a_municipality_its_vague_sites_are_told() -> None:
    whole = Fix(Point(39.1, 117.2), "province", "seat", "120000")
    vague = replace(at("vague", "120101"), adcode="120000", county=None, fix=whole)
    finder = finder_of([at("own", "120101"), vague])
    found = finder.nearest(AREAS["120101"][3]).found
    assert told(found) == [("own", "own"), ("vague", "vague")]


def test_where_no_real_site_is_known_none_is_near() -> None:
    finder: Finder = finder_of([demo_at("b", "131002")])
    assert finder.nearest(HOME).nearest_real_km is None
    assert not finder.area("131002").real_near


def test_a_page_counts_a_places_sites_once(make_app: MakeApp, tmp_path: Path) -> None:
    lines = [
        "单位,地址,电话",
        "广阳分局刑警大队,河北省廊坊市广阳区爱民道1号,0316-2331234",
        "市局刑警支队,河北省廊坊市,0316-2331235",
        "市局分队,河北省廊坊市安次区光明道2号,",
    ]
    path = tmp_path / "list.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    source = ("--source-title", "名单", "--source-url", "https://example.org/1")
    app = make_app(str(path), *source, "--published-on", "2022-07")
    page = BeautifulSoup(app.test_client().get("/search?q=廊坊").text, "html.parser")
    heads = [title.get_text(" ", strip=True) for title in page.select("main h2")]
    assert heads[:3] == ["找到的采血点 3 处", "也在廊坊市，位置说不准 1 处", "没有公布电话的 1 处"]
    assert page.main is not None
    assert "廊坊市 ：3 处寻亲采血点" in page.main.get_text(" ", strip=True)

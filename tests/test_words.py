from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sites.areas import Area
from sites.geo import Point
from sites.records import Fix, Phone, Precision, Source, Spot
from sites.voice import fixes, words
from tests.making import make_demo, make_site


@pytest.mark.parametrize(
    ("distance_km", "said"),
    [
        (None, ""),
        (0.0, "约 100 米"),
        (0.34, "约 300 米"),
        (0.94, "约 900 米"),
        (0.96, "约 1.0 公里"),
        (0.02, "约 100 米"),
        (1.24, "约 1.2 公里"),
        (9.94, "约 9.9 公里"),
        (9.96, "约 10 公里"),
        (123.4, "约 123 公里"),
    ],
)
def test_distances_are_said_as_people_say_them(distance_km: float | None, said: str) -> None:
    assert words.distance_words(distance_km) == said


@pytest.mark.parametrize(
    ("precision", "distance_km", "said"),
    [
        ("county", None, ""),
        ("county", 0.0, "几公里内"),
        ("township", 4.9, "几公里内"),
        ("county", 5.0, "约 5 公里"),
        ("county", 5.4, "约 5 公里"),
        ("county", 123.4, "约 123 公里"),
        ("city", 0.2, "几公里内"),
        ("building", 0.2, "约 200 米"),
    ],
)
def test_a_distance_is_no_more_exact_than_the_place(
    precision: Precision, distance_km: float | None, said: str
) -> None:
    fix = Fix(Point(28, 101), precision, "seat", "513422")
    assert words.distance_words(distance_km, fix) == said


@pytest.mark.parametrize(
    ("distance_km", "bearing", "precision", "said"),
    [
        pytest.param(12.3, 44.0, "building", "东北方向，约 12 公里", id="north-east"),
        pytest.param(12.3, 337.4, "building", "西北方向，约 12 公里", id="just north-west"),
        pytest.param(12.3, 337.6, "building", "北边，约 12 公里", id="just north"),
        pytest.param(12.3, 90.0, "building", "东边，约 12 公里", id="east"),
        pytest.param(12.3, 270.0, "building", "西边，约 12 公里", id="west"),
        pytest.param(0.5, 44.0, "building", "约 500 米", id="round the corner"),
        pytest.param(3.0, 44.0, "county", "几公里内", id="as vague as its place"),
        pytest.param(12.3, 180.0, "county", "南边，约 12 公里", id="far enough"),
        pytest.param(12.3, None, "building", "约 12 公里", id="from nowhere"),
        pytest.param(None, None, "building", "", id="no origin"),
    ],
)
def test_the_way_is_said_with_its_direction(
    distance_km: float | None, bearing: float | None, precision: Precision, said: str
) -> None:
    fix = Fix(Point(28, 101), precision, "seat", "513422")
    assert words.way_words(distance_km, bearing, fix) == said


@pytest.mark.parametrize(
    ("published_on", "checked_on", "said"),
    [
        pytest.param("2022-07-04", "", "2022 年 7 月的资料", id="old"),
        pytest.param("2021", "", "2021 年的资料", id="only a year"),
        pytest.param("2022-07", "2026-10-03", "", id="checked last month"),
        pytest.param("", "", "资料日期不清楚", id="no date"),
        pytest.param("去年夏天", "", "资料日期不清楚", id="a date nobody can place"),
    ],
)
def test_an_old_entry_says_from_when_it_is(published_on: str, checked_on: str, said: str) -> None:
    source = Source("名单", "https://example.org", published_on)
    site = make_site(source=source, checked_on=checked_on)
    assert words.age_tag(site, date(2026, 11, 24)) == said
    assert words.age_tag(make_demo(), date(2026, 11, 24)) == ""


@pytest.mark.parametrize(
    ("precision", "said"),
    [
        ("exact", ""),
        ("building", ""),
        ("street", ""),
        ("township", "位置不太准"),
        ("county", "位置不太准"),
        ("city", "位置不清楚"),
        ("province", "位置不清楚"),
    ],
)
def test_a_coarse_place_is_tagged(precision: Precision, said: str) -> None:
    assert fixes.coarse_tag(Fix(Point(28, 101), precision, "seat", "513422")) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2022-07-04", "2022 年 7 月 4 日"),
        ("2022-07", "2022 年 7 月"),
        ("2021", "2021 年"),
        ("去年", "去年"),
        ("", ""),
    ],
)
def test_partial_dates_are_said_as_far_as_they_are_known(text: str, said: str) -> None:
    assert words.date_words(text) == said


@pytest.mark.parametrize(
    ("published_on", "checked_on", "stale"),
    [
        pytest.param("2022-07", "", True, id="old publication"),
        pytest.param("2022-07", "2026-10-03", False, id="checked last month"),
        pytest.param("2025-12-01", "", False, id="published within a year"),
        pytest.param("2025", "", False, id="a year means its last day"),
        pytest.param("", "", True, id="no date counts as old"),
        pytest.param("2024-13-40", "", True, id="no such day"),
        pytest.param("2026-13", "", True, id="no such month"),
        pytest.param("0000", "", True, id="no such year"),
        pytest.param("2025-11-24", "", False, id="365 days ago"),
        pytest.param("2025-11-23", "", True, id="366 days ago"),
        pytest.param("2025-11", "", False, id="a month means its last day"),
        pytest.param("2025-10", "", True, id="the month before"),
        pytest.param("2024", "", True, id="a year that is over"),
    ],
)
def test_a_site_nobody_checked_for_a_year_is_stale(
    published_on: str, checked_on: str, stale: bool
) -> None:
    site = make_site(
        source=Source("名单", "https://example.org", published_on), checked_on=checked_on
    )
    assert words.is_stale(site, date(2026, 11, 24)) is stale


@pytest.mark.parametrize(("today", "stale"), [((2027, 1, 31), False), ((2027, 2, 1), True)])
def test_a_list_of_january_is_fresh_until_the_next_january_ends(
    today: tuple[int, int, int], stale: bool
) -> None:
    site = make_site(source=Source("名单", "https://example.org", "2026-01"))
    assert words.is_stale(site, date(*today)) is stale


def test_a_site_without_a_source_is_as_old_as_its_check() -> None:
    site = make_site(source=None, checked_on="2026-01")
    assert not words.is_stale(site, date(2026, 11, 24))
    assert words.is_stale(replace(site, checked_on=""), date(2026, 11, 24))


def test_a_comparison_with_the_print_makes_an_old_list_no_fresher() -> None:
    source = Source("名单", "https://example.org", "2022-07", (Spot("03.png", 12),))
    site = make_site(source=source, checked_on="2026-11-20", checked_by="ZXM")
    assert words.is_stale(site, date(2026, 11, 24))
    assert not words.is_stale(replace(site, checked_by=""), date(2026, 11, 24))


@pytest.mark.parametrize(
    ("spots", "said"),
    [
        pytest.param((), "", id="not said"),
        pytest.param((Spot("03.png", 12),), "图片 03.png 第 12 行", id="picture"),
        pytest.param((Spot("03.JPG"),), "图片 03.JPG", id="picture without a row"),
        pytest.param((Spot("名单.pdf 第 2 页", 7),), "名单.pdf 第 2 页 第 7 行", id="page"),
        pytest.param(
            (Spot("03.png", 12), Spot("03.png", 13), Spot("04.png", 1)),
            "图片 03.png 第 12、13 行；图片 04.png 第 1 行",
            id="joined rows",
        ),
    ],
)
def test_a_spot_is_said_so_that_a_person_finds_it(spots: tuple[Spot, ...], said: str) -> None:
    assert words.spot_words(spots) == said


@pytest.mark.parametrize(
    ("checked_on", "checked_by", "said"),
    [
        ("", "", ""),
        ("2026-11-24", "", "2026 年 11 月 24 日"),
        ("2026-11-24", "ZXM", "2026 年 11 月 24 日（ZXM）"),
        ("", "ZXM", "核对过（ZXM）"),
    ],
)
def test_a_check_is_said_with_its_day_and_initials(
    checked_on: str, checked_by: str, said: str
) -> None:
    site = make_site(checked_on=checked_on, checked_by=checked_by)
    assert words.check_words(site) == said


def test_a_comparison_with_the_print_is_said_to_be_no_more() -> None:
    source = Source("名单", "https://example.org", "2022-07", (Spot("03.png", 12),))
    site = make_site(source=source, checked_on="2026-11-20", checked_by="ZXM")
    assert words.check_words(site) == "2026 年 11 月 20 日照原文核对过文字（ZXM）"


def test_a_demonstration_never_grows_stale() -> None:
    assert not words.is_stale(make_demo(), date(2036, 1, 1))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("028-86407110", "028-8640 7110"),
        ("86407110", "8640 7110"),
        ("5224957", "522 4957"),
        ("4008880003", "400 888 0003"),
        ("0431-5224957", "0431-522 4957"),
        ("13000000000", "130 0000 0000"),
        ("028-86407110 转 802", "028-8640 7110 转 802"),
        ("028-96009", "028-96009"),
        ("110", "110"),
    ],
)
def test_numbers_are_grouped_for_reading_aloud(text: str, said: str) -> None:
    assert words.phone_words(Phone(text, "0", "landline")) == said


SICHUAN = Area("510000", "四川省", "province", None, "四川")
LIANGSHAN = Area("513400", "凉山彝族自治州", "city", "510000", "凉山")
MULI = Area("513422", "木里藏族自治县", "county", "513400", "木里")
XINJIANG = Area("650000", "新疆维吾尔自治区", "province", None, "新疆")
KIZILSU = Area("653000", "克孜勒苏柯尔克孜自治州", "city", "650000", "克孜勒苏")
AKQI = Area("653023", "阿合奇县", "county", "653000", "阿合奇")
BAYINGOLIN = Area("652800", "巴音郭楞蒙古自治州", "city", "650000", "巴音郭楞")
YANQI = Area("652826", "焉耆回族自治县", "county", "652800", "焉耆")


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ((SICHUAN,), "四川省寻亲免费采血"),
        ((SICHUAN, LIANGSHAN), "凉山彝族自治州寻亲免费采血"),
        ((SICHUAN, LIANGSHAN, MULI), "凉山彝族自治州木里藏族自治县寻亲免费采血"),
        ((XINJIANG, KIZILSU, AKQI), "阿合奇县寻亲免费采血"),
        ((XINJIANG, BAYINGOLIN, YANQI), "焉耆回族自治县寻亲免费采血"),
    ],
)
def test_a_title_has_the_place_first_and_twenty_characters(
    path: tuple[Area, ...], title: str
) -> None:
    assert words.area_title(path) == title
    assert len(title) <= 20


@pytest.mark.parametrize(
    ("precision", "said"),
    [
        ("exact", ""),
        ("building", ""),
        ("street", ""),
        ("township", "的中心"),
        ("county", "的中心"),
        ("city", "的市中心"),
        ("province", "的省会"),
    ],
)
def test_the_place_that_distances_are_counted_from_says_how_exact_it_is(
    precision: Precision, said: str
) -> None:
    fix = Fix(Point(28, 101), precision, "geonames", "513422")
    told = fixes.origin_words((SICHUAN, LIANGSHAN, MULI), fix)
    assert told == f"距离从四川省凉山彝族自治州木里藏族自治县{said}算起，是直线距离。"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ((SICHUAN,), "四川省"),
        ((SICHUAN, LIANGSHAN), "凉山彝族自治州"),
        ((SICHUAN, LIANGSHAN, MULI), "凉山彝族自治州"),
    ],
)
def test_an_area_without_a_city_is_called_by_its_province(
    path: tuple[Area, ...], said: str
) -> None:
    assert words.city_words(path) == said


@pytest.mark.parametrize(
    ("can_call", "said"),
    [(True, "时间没有公布，请先打电话问"), (False, "时间没有公布，请先打 110 问")],
)
def test_hours_that_nobody_published_are_asked_for(can_call: bool, said: str) -> None:
    assert words.no_hours_words(can_call=can_call) == said


@pytest.mark.parametrize(
    ("precision", "said"),
    [
        ("exact", "位置已确认"),
        ("building", "准确到单位"),
        ("street", "准确到街道"),
        ("township", "只知道在哪个乡镇、街道"),
        ("county", "只知道在哪个县、区"),
        ("city", "只知道在哪个市"),
        ("province", "只知道在哪个省"),
    ],
)
def test_a_page_says_how_exactly_its_place_is_known(precision: Precision, said: str) -> None:
    assert fixes.precision_words(Fix(Point(28, 101), precision, "seat", "513422")) == said


def test_a_place_that_is_not_known_is_said_to_be_unknown() -> None:
    assert fixes.precision_words(None) == "地图上的位置还不知道"
    assert fixes.coarse_tag(None) == "位置不清楚"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("上海市", "的市中心"),
        ("四川省", "的省会"),
        ("西藏自治区", "的首府"),
        ("香港特别行政区", "的中心"),
        ("台湾省", "的台北"),
    ],
)
def test_the_seat_of_a_province_is_called_what_it_is(name: str, said: str) -> None:
    province = Area("310000", name, "province", None, name[:2])
    fix = Fix(Point(31, 121), "province", "seat", "310000")
    assert fixes.origin_words((province,), fix) == f"距离从{name}{said}算起，是直线距离。"


@pytest.mark.parametrize(
    ("nearest_real_km", "said"),
    [
        (None, "还没有已知的真实采血点"),
        (87.2, "最近的真实采血点在约 87 公里外"),
        (1204.0, "最近的真实采血点在约 1204 公里外"),
    ],
)
def test_where_no_real_site_is_near_it_is_said_how_far_one_is(
    nearest_real_km: float | None, said: str
) -> None:
    assert words.real_near_words(nearest_real_km) == said


@pytest.mark.parametrize(
    ("length", "suffix"),
    [
        pytest.param(14, "寻亲免费采血", id="as many as a share card shows"),
        pytest.param(15, "寻亲采血", id="one more"),
    ],
)
def test_a_long_title_of_a_site_still_says_that_families_are_sought(
    length: int, suffix: str
) -> None:
    unit = "武侯区公安分局".ljust(length, "处")
    assert words.site_title(make_site(unit=unit)) == unit + suffix


@pytest.mark.parametrize(
    ("places", "title"),
    [
        ({"county": None}, "成都市城南派出所寻亲免费采血"),
        ({"county": None, "city": None}, "四川省城南派出所寻亲免费采血"),
        ({"county": "城区"}, "城区城南派出所寻亲免费采血"),
    ],
)
def test_a_unit_is_named_behind_the_nearest_place_that_is_known(
    places: dict[str, Any], title: str
) -> None:
    assert words.site_title(make_site(unit="城南派出所", **places)) == title


@pytest.mark.parametrize(
    ("unit", "title"),
    [
        ("武侯区公安分局", "武侯区公安分局寻亲免费采血"),
        ("成都市公安局武侯分局", "成都市公安局武侯分局寻亲免费采血"),
        ("城南派出所", "武侯区城南派出所寻亲免费采血"),
        (
            "成都市公安局武侯区分局刑事侦查大队技术中队",
            "成都市公安局武侯区分局刑事侦查大队技术中队寻亲采血",
        ),
    ],
)
def test_the_title_of_a_site_names_its_place_first(unit: str, title: str) -> None:
    assert words.site_title(make_site(unit=unit)) == title


def test_a_number_is_spoken_digit_by_digit() -> None:
    phone = Phone("028-86400110 转 802", "02886400110", "landline")
    paid = Phone("16812345678", None, "mobile", "", True, "range")
    said = words.spoken_words(make_site(phones=(phone, paid)), "测试路 1 号")
    assert said.startswith(
        "测试县公安局刑侦大队。测试路 1 号。电话 零 二 八 ， 八 六 四 零 零 幺 幺 零"
    )
    assert said.count("电话") == 1
    assert words.spoken_words(make_demo(), "演示路").startswith("这是演示")

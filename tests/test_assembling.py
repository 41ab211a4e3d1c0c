"""Rows become sites or problems: each row accounted for, nothing taken that is in doubt."""

from collections.abc import Mapping
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sites.assembling import Rules, assemble, keep_points
from sites.assembling.ids import is_usable_id, made_id
from sites.geo import Point, from_wgs84
from sites.records import READ_COLUMNS, Assembly, Fix, Problem, Row, Site, Source, Spot
from sites.records.scans import Box
from sites.text import tidy_date
from tests.making import make_site

SOURCE = Source("公安部名单", "https://example.org/list", "2022-07")
WITH_SOURCE = Rules(default_source=SOURCE)
PLAIN = {"unit": "武侯区公安分局", "province": "四川省", "city": "成都市", "county": "武侯区"}
DEMO = PLAIN | {
    "unit": "武侯区演示采血点1",
    "address": "武侯区演示路1号",
    "phone": "028-00000001",
    "status": "demo",
}
WUHOU = Point(30.642, 104.0434)


def assembled(*rows: Mapping[str, str], rules: Rules = WITH_SOURCE) -> Assembly:
    return assemble((Row("list.csv", line, cells) for line, cells in enumerate(rows, 2)), rules)


def one(rules: Rules = WITH_SOURCE, /, **cells: str) -> Site:
    (site,) = assembled(PLAIN | cells, rules=rules).sites
    return site


def refused(cells: Mapping[str, str], rules: Rules = WITH_SOURCE) -> Problem:
    found = assembled(cells, rules=rules)
    assert found.sites == ()
    (problem,) = [problem for problem in found.problems if not problem.taken]
    assert found.rows == found.refused == 1
    return problem


def noted(**cells: str) -> list[str]:
    """Columns of the problems of a row that is taken all the same."""
    found = assembled(PLAIN | cells)
    assert len(found.sites) == 1
    assert all(problem.taken for problem in found.problems)
    return [problem.column for problem in found.problems]


# ---------------------------------------------------------------- one row


@pytest.mark.parametrize(
    ("phone", "word"),
    [
        pytest.param("5566", "不像完整", id="left over"),
        pytest.param("0833-2430000", "成都市的区号是 028", id="another place's code"),
        pytest.param("监督电话：028-86407110", "没有采血点自己的电话", id="no number of its own"),
    ],
)
def test_what_is_wrong_with_a_number_is_told(phone: str, word: str) -> None:
    assert set(noted(phone=phone)) == {"phone"}
    said = [problem.advice for problem in assembled(PLAIN | {"phone": phone}).problems]
    assert any(word in each for each in said)


def test_a_site_in_hong_kong_keeps_its_own_number_and_another_has_none_to_dial() -> None:
    (site,) = assembled(
        {"unit": "警务处", "province": "香港特别行政区", "phone": "2345 6701"}
    ).sites
    assert [(each.text, each.tel) for each in site.phones] == [("+852 2345 6701", "+85223456701")]
    (phone,) = one(phone="+852 2345 6701").phones
    assert (phone.text, phone.tel, phone.doubt) == ("+852 2345 6701", None, "range")


def test_row_becomes_a_site_with_the_names_of_today() -> None:
    site = one(address="武科西一路6号", phone="86407110", hours="工作日", notes="三楼")
    assert (site.adcode, site.province, site.city, site.county) == (
        "510107", "四川省", "成都市", "武侯区",
    )  # fmt: skip
    assert (site.address, site.hours, site.notes) == ("武科西一路6号", "工作日", "三楼")
    assert site.phones[0].text == "028-86407110"
    assert (site.status, site.source, site.fix) == ("published", SOURCE, None)


def test_old_name_leads_to_the_area_of_today_and_the_printed_address_stays() -> None:
    cells = {"unit": "密云县公安局", "province": "北京市", "address": "密云县新南路1号"}
    found = assembled(cells)
    (site,) = found.sites
    assert (site.adcode, site.county) == ("110118", "密云区")
    assert (site.unit, site.address) == ("密云县公安局", "密云县新南路1号")
    assert any("密云" in problem.advice for problem in found.problems)


def test_area_is_found_in_the_unit_when_there_are_no_area_columns() -> None:
    (site,) = assembled({"unit": "成都市武侯区公安分局", "address": "武科西一路6号"}).sites
    assert site.adcode == "510107"


def test_municipality_has_no_city() -> None:
    (site,) = assembled({"unit": "北京市公安局朝阳分局刑侦支队"}).sites
    assert (site.adcode, site.province, site.city, site.county) == (
        "110105", "北京市", None, "朝阳区",
    )  # fmt: skip


def test_lone_date_of_a_row_is_told_and_the_source_is_that_of_the_list() -> None:
    found = assembled(PLAIN | {"published_on": "2021"})
    assert [site.source for site in found.sites] == [SOURCE]
    assert [(each.column, each.taken) for each in found.problems] == [("published_on", True)]


@pytest.mark.parametrize(
    "cells, column",
    [
        pytest.param({"unit": "火星派出所", "address": "环形山"}, "address", id="no such place"),
        pytest.param({"unit": "朝阳区公安分局"}, "unit", id="several places"),
        pytest.param({"province": "四川省", "address": "武科西一路6号"}, "unit", id="no unit"),
        pytest.param(PLAIN | {"unit": "武侯区" * 30}, "unit", id="a paragraph as unit"),
        pytest.param(PLAIN | {"status": "maybe"}, "status", id="unknown status"),
        pytest.param(PLAIN | {"source_title": "名单"}, "source_url", id="half a source"),
    ],
)  # fmt: skip
def test_row_that_cannot_be_a_site_says_where_and_what_to_do(
    cells: Mapping[str, str], column: str
) -> None:
    problem = refused(cells)
    assert (problem.file, problem.line, problem.column) == ("list.csv", 2, column)
    assert problem.text == cells.get(column, "")
    assert problem.advice.endswith(("。", "！"))


# ---------------------------------------------------------------- source and status


def test_published_row_without_a_source_is_refused_by_load() -> None:
    assert refused(PLAIN, Rules()).column == "source_title"


def test_check_says_once_per_file_that_the_source_is_missing() -> None:
    lines = [("a", 2), ("a", 3), ("b", 2), ("b", 3)]
    rows = [Row(file, line, PLAIN | {"unit": f"武侯区{file}{line}所"}) for file, line in lines]
    found = assemble(rows, Rules(source_required=False))
    told = [(problem.file, problem.line, problem.taken) for problem in found.problems]
    assert told == [("a", 2, True), ("b", 2, True)]


def test_row_keeps_its_own_source() -> None:
    site = one(source_title="甲", source_url="http://a.example/1", published_on="2021年7月5日")
    assert site.source == Source("甲", "http://a.example/1", "2021-07-05")


@pytest.mark.parametrize(
    "text, day",
    [
        ("2022", "2022"),
        ("2022-7", "2022-07"),
        ("2022年7月", "2022-07"),
        ("2022/7/5", "2022-07-05"),
        ("2022.07.05", "2022-07-05"),
        ("2022年7月5日", "2022-07-05"),
        ("2022-07-05 00:00:00", "2022-07-05"),
        ("2022-07-05T08:30:00", "2022-07-05"),
        ("2022-02-30", None),
        ("2022-13", None),
        ("22-7-5", None),
        ("0001-01-01", None),
        ("昨天", None),
    ],
)
def test_dates_of_lists_become_iso_dates(text: str, day: str | None) -> None:
    assert tidy_date(text) == day


@pytest.mark.parametrize(
    "url", ["example.org/x", "ftp://example.org", "http://", "https://a b/", "javascript:alert(1)"]
)
def test_source_must_be_a_web_address(url: str) -> None:
    cells = {"source_title": "甲", "source_url": url, "published_on": "2022"}
    assert refused(PLAIN | cells).column == "source_url"


@pytest.mark.parametrize(
    ("column", "title"),
    [("source_title", "出处标题"), ("source_url", "出处网址"), ("published_on", "公布日期")],
)
def test_a_source_without_a_part_is_told_which(column: str, title: str) -> None:
    source = {"source_title": "名单", "source_url": "http://a.example/1", "published_on": "2021"}
    problem = refused(PLAIN | source | {column: ""})
    assert (problem.column, problem.advice) == (column, f"出处不全，缺{title}，请补上。")


def test_unreadable_day_of_checking_is_left_out() -> None:
    assert noted(checked_on="不久前") == ["checked_on"]
    assert one(checked_on="2024/1/2").checked_on == "2024-01-02"


# ---------------------------------------------------------------- where it is printed


BOX = Box(40, 120, 980, 160)


def spots(**cells: str) -> tuple[Spot, ...]:
    source = one(**cells).source
    assert source is not None
    return source.spots


@pytest.mark.parametrize(
    "cells, spot",
    [
        pytest.param(("a/3.png", "12", "40,120,980,160"), Spot("a/3.png", 12, BOX), id="whole"),
        pytest.param(("03.png", "12", "40, 120, 980, 160"), Spot("03.png", 12, BOX), id="blanks"),
        pytest.param(("名单.docx", "12", ""), Spot("名单.docx", 12), id="text without a box"),
        pytest.param(("03.png", "", ""), Spot("03.png"), id="picture alone"),
        pytest.param(("a;b.png", "12", ""), Spot("a b.png", 12), id="separator in a name"),
        pytest.param(("C:\\Users\\王\\03.png", "1", ""), Spot("03.png", 1), id="path of Windows"),
        pytest.param(("/照片/名单/03.png", "1", ""), Spot("03.png", 1), id="path of Linux"),
    ],
)  # fmt: skip
def test_source_says_where_the_row_is_printed(cells: tuple[str, ...], spot: Spot) -> None:
    names = ("picture", "picture_row", "picture_box")
    given_cells = dict(zip(names, cells, strict=True))
    assert spots(**given_cells) == (spot,)
    assert noted(**given_cells) == []


def test_source_of_the_whole_list_takes_each_rows_own_spot() -> None:
    assert spots() == ()
    source = {"source_title": "甲", "source_url": "http://a.example/1", "published_on": "2021"}
    assert spots(picture="03.png", **source) == (Spot("03.png"),)


@pytest.mark.parametrize(
    "column, text",
    [
        ("picture_row", "十二"), ("picture_row", "0"), ("picture_row", "1234567"),
        ("picture_box", "1,2,3"), ("picture_box", "9,1,3,4"), ("picture_box", "1,4,3,4"),
        ("picture_box", "140120980160"), ("picture", "长" * 121),
    ],
)  # fmt: skip
def test_spot_that_cannot_be_read_is_told_and_the_row_taken(column: str, text: str) -> None:
    assert noted(**{"picture": "03.png", column: text}) == [column]


@pytest.mark.parametrize("text", ["ZXM", "z.x.m.", "李A", "王", "志愿者3", "A 2", "Z-X_M"])
def test_initials_of_who_checked_are_kept(text: str) -> None:
    assert one(checked_by=text, checked_on="2026-11-24").checked_by == text
    assert noted(checked_by=text) == []


@pytest.mark.parametrize(
    "text", ["张小三", "张三", "13800000000", "A86407110", "ZXM:0288640", "abcdefghijklm", "<b>"]
)
def test_name_or_number_of_who_checked_is_left_out_and_told(text: str) -> None:
    assert one(checked_by=text).checked_by == ""
    assert noted(checked_by=text) == ["checked_by"]


def test_rows_in_doubt_that_nobody_checked_are_counted_once_a_file() -> None:
    doubtful = {"doubts": "县名要看原图"}
    cells = [
        {},
        doubtful,
        doubtful | {"checked_by": "ZXM"},
        doubtful | {"checked_by": "张三"},
        doubtful,
    ]
    rows = [PLAIN | {"unit": f"武侯区{turn}所"} | each for turn, each in enumerate(cells)]
    told = [each for each in assembled(*rows).problems if each.column == "doubts"]
    assert [(each.line, each.taken) for each in told] == [(3, True)]
    assert "有 2 行有疑问，还没有人核对" in told[0].advice


# ---------------------------------------------------------------- demonstration rows


def test_demonstration_row_is_taken_without_a_source_or_a_number_to_dial() -> None:
    (site,) = assembled(DEMO, rules=Rules()).sites
    assert site.is_demo
    assert site.source is None
    assert [(phone.text, phone.tel) for phone in site.phones] == [("028-00000001", None)]


@pytest.mark.parametrize(
    "change, column",
    [
        pytest.param({"unit": "武侯区公安分局"}, "unit", id="unit like a real one"),
        pytest.param({"address": "武科西一路6号"}, "address", id="address like a real one"),
        pytest.param({"phone": "028-86407110"}, "phone", id="number that somebody has"),
        pytest.param({"phone": "13800000000"}, "phone", id="mobile"),
        pytest.param({"status": "published"}, "unit", id="status says real"),
        pytest.param({"status": ""}, "unit", id="status says nothing"),
        pytest.param({"status": "", "address": "武科西一路6号"}, "unit", id="the unit says so"),
        pytest.param({"status": "", "unit": "武侯区公安分局"}, "unit", id="the street says so"),
    ],
)
def test_demonstration_that_could_be_taken_for_real_is_refused(
    change: dict[str, str], column: str
) -> None:
    assert refused(DEMO | change).column == column


# ---------------------------------------------------------------- coordinates


@pytest.mark.parametrize(
    "word, datum",
    [
        ("wgs84", "wgs84"), ("WGS-84", "wgs84"), ("CGCS2000", "wgs84"), ("gcj02", "gcj02"),
        ("GCJ-02", "gcj02"), ("高德", "gcj02"), ("bd09", "bd09"), ("BD09", "bd09"),
        ("百度", "bd09"), ("epsg4326", "wgs84"), ("EPSG:4326", "wgs84"), ("gps", "wgs84"),
        ("GPS坐标系", "wgs84"), ("天地图", "wgs84"), ("cgcs_2000", "wgs84"), ("火星", "gcj02"),
        ("火星坐标", "gcj02"), ("火星坐标系", "gcj02"), ("腾讯", "gcj02"), ("高德坐标系", "gcj02"),
        ("bd09ll", "bd09"), ("百度坐标系", "bd09"),
    ],
)  # fmt: skip
def test_given_coordinates_win_in_every_datum(word: str, datum: Any) -> None:
    printed = from_wgs84(WUHOU, datum)
    site = one(lat=f"{printed.lat:.7f}", lon=f"{printed.lon:.7f}", datum=word)
    assert site.fix is not None
    assert (site.fix.precision, site.fix.method, site.fix.adcode) == ("exact", "given", "510107")
    assert site.fix.point.lat == pytest.approx(WUHOU.lat, abs=2e-6)
    assert site.fix.point.lon == pytest.approx(WUHOU.lon, abs=2e-6)


def test_swapped_coordinates_are_put_right_and_told() -> None:
    swapped = {"lat": "104.0434", "lon": "30.642", "datum": "wgs84"}
    assert noted(**swapped) == ["lat"]
    site = one(**swapped)
    assert site.fix is not None
    assert site.fix.point == WUHOU


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        pytest.param("104.0", "2.9", id="too far south"),
        pytest.param("104.0", "54.1", id="too far north"),
        pytest.param("72.9", "30.6", id="too far west"),
        pytest.param("136.1", "30.6", id="too far east"),
    ],
)
def test_what_lies_outside_china_either_way_is_not_called_swapped(lat: str, lon: str) -> None:
    assert noted(lat=lat, lon=lon, datum="wgs84") == ["lat"]


@pytest.mark.parametrize(
    "lat, lon, datum, column",
    [
        pytest.param("30.642", "104.0434", "", "datum", id="no datum"),
        pytest.param("30.642", "104.0434", "beijing54", "datum", id="unknown datum"),
        pytest.param("30.642", "", "wgs84", "lon", id="half a point"),
        pytest.param("", "104.0434", "wgs84", "lat", id="the other half"),
        pytest.param("北纬30", "104.0434", "wgs84", "lat", id="not a number"),
        pytest.param("nan", "104.0434", "wgs84", "lat", id="not a number, for computers"),
        pytest.param("0", "0", "wgs84", "lat", id="zero is a place outside China"),
        pytest.param("48.85", "2.35", "wgs84", "lat", id="Paris"),
        pytest.param("37.5665", "126.978", "wgs84", "lat", id="Seoul"),
        pytest.param("30.9", "103.5", "wgs84", "lat", id="another county"),
        pytest.param("39.9", "116.4", "wgs84", "lat", id="another province"),
    ],
)
def test_doubtful_coordinates_are_not_used_and_the_row_is_taken(
    lat: str, lon: str, datum: str, column: str
) -> None:
    cells = {"lat": lat, "lon": lon, "datum": datum}
    assert noted(**cells) == [column]
    assert one(**cells).fix is None


def test_point_just_over_the_border_is_used() -> None:
    """30.6567, 104.0386 lies in 青羊区, some hundred metres from 武侯区."""
    site = one(lat="30.6570", lon="104.0386", datum="wgs84")
    assert site.fix is not None


def test_geocoded_point_of_an_export_is_not_taken_for_a_given_one() -> None:
    cells = {"lat": "30.642", "lon": "104.0434", "datum": "wgs84", "precision": "county"}
    assert noted(**cells) == []
    assert one(**cells).fix is None


def test_given_point_stays_while_the_address_stands() -> None:
    known = make_site("a", at=WUHOU, address="武科西一路 6 号")
    now = make_site("a", fix=None, address="武科西一路6号")
    assert [site.fix for site in keep_points([now], [known])] == [known.fix]


@pytest.mark.parametrize("fix", [None, Fix(WUHOU, "exact", "given", "510107")], ids=["no", "new"])
def test_coordinates_of_the_new_list_win_over_those_of_before(fix: Fix | None) -> None:
    known = make_site("a", at=Point(30.7, 104.1), address="武科西一路6号")
    now = make_site("a", fix=fix, address="武科西一路6号")
    (kept,) = keep_points([now], [known])
    assert kept.fix == (fix or known.fix)


def test_a_point_that_was_found_before_is_not_kept() -> None:
    found = Fix(WUHOU, "county", "seat", "510107")
    (kept,) = keep_points([make_site("a", fix=None)], [make_site("a", fix=found)])
    assert kept.fix is None


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"address": "武科西二路1号"}, id="address changed"),
        pytest.param({"adcode": "510108"}, id="area changed"),
    ],
)
def test_given_point_falls_when_the_place_changes(change: dict[str, str]) -> None:
    known = make_site("a", at=WUHOU, address="武科西一路6号")
    changes: dict[str, Any] = {"fix": None, "address": "武科西一路6号"} | change
    now = make_site("a", **changes)
    assert [site.fix for site in keep_points([now], [known])] == [None]


# ---------------------------------------------------------------- ids


def test_id_is_made_of_unit_and_area_and_stays() -> None:
    assert one().id == made_id("510107", "武侯区公安分局") == one(address="别处").id
    assert made_id("510107", " 武侯区 公安分局") == made_id("510107", "武侯区公安分局")
    assert made_id("510107", "甲所") != made_id("510108", "甲所")


@given(st.text(), st.text())
def test_made_id_can_always_be_used(adcode: str, unit: str) -> None:
    assert is_usable_id(made_id(adcode, unit))
    assert len(made_id(adcode, unit)) == 8
    assert not set(made_id(adcode, unit)) & set("ilou")


@pytest.mark.parametrize("text", ["ab", "-abc", "abc-", "a b c", "武侯", "a" * 33, "a/b", "a.b"])
def test_unusable_id_of_a_list_is_replaced_and_told(text: str) -> None:
    assert noted(site_id=text) == ["site_id"]
    assert one(site_id=text).id == made_id("510107", "武侯区公安分局")


def test_ids_that_stand_in_print_are_made_as_ever() -> None:
    """Each of these is on somebody's notice: a change here makes dead links."""
    unit = "武侯区公安分局"
    assert made_id("510107", unit) == "4cs7caxx"
    assert made_id("510107", unit, "武侯祠大街1号") == "2n32gkmm"
    assert made_id("510107", unit, " 武侯祠大街 １号") == "2n32gkmm"


@pytest.mark.parametrize("text", ["5566", "028-8640", "见官网"])
def test_a_number_that_was_left_out_is_told(text: str) -> None:
    assert noted(phone=text) == ["phone"]


def test_usable_id_of_a_list_is_kept() -> None:
    assert one(site_id="PS001").id == "ps001"


def test_one_id_for_two_sites_is_told_and_mended() -> None:
    found = assembled(PLAIN | {"site_id": "one"}, PLAIN | {"site_id": "one", "unit": "武侯区二所"})
    assert [site.id for site in found.sites] == ["one", made_id("510107", "武侯区二所")]
    assert [(problem.line, problem.column, problem.taken) for problem in found.problems] == [
        (3, "site_id", True)
    ]
    assert found.problems[0].advice == "编号和第 2 行重复，已另编一个；请改正。"


# ---------------------------------------------------------------- rows that are one site

DOOR = PLAIN | {"address": "武科西一路6号", "phone": "028-86407110"}


def test_two_numbers_of_one_unit_are_joined() -> None:
    found = assembled(DOOR, DOOR | {"phone": "028-86407111", "hours": "夜间"})
    (site,) = found.sites
    assert [phone.text for phone in site.phones] == ["028-86407110", "028-86407111"]
    assert site.hours == "夜间"
    (problem,) = found.problems
    assert (problem.line, problem.taken, problem.joined_to) == (3, False, 2)
    assert problem.advice == "和第 2 行是同一处，已并到那一处，电话都保留。"
    assert (found.rows, found.joined, found.refused) == (2, 1, 0)


def test_joined_rows_of_one_source_keep_both_spots() -> None:
    found = assembled(
        DOOR | {"picture": "03.png", "picture_row": "12"},
        DOOR | {"picture": "03.png", "picture_row": "13", "phone": "028-86407111"},
    )
    assert found.sites[0].source is not None
    assert found.sites[0].source.spots == (Spot("03.png", 12), Spot("03.png", 13))


def test_joined_rows_keep_the_newer_source_with_its_own_spot() -> None:
    older = {"source_title": "甲", "source_url": "http://a.example/1", "published_on": "2021"}
    found = assembled(DOOR | older | {"picture": "old.png"}, DOOR | {"picture": "03.png"})
    assert found.sites[0].source is not None
    assert found.sites[0].source.spots == (Spot("03.png"),)


def test_joined_rows_keep_the_newer_check_with_its_own_initials() -> None:
    (site,) = assembled(
        DOOR | {"checked_on": "2026-01-02", "checked_by": "ZXM"},
        DOOR | {"checked_on": "2026-11-24", "checked_by": "AB"},
    ).sites
    assert (site.checked_on, site.checked_by) == ("2026-11-24", "AB")


def test_office_line_stands_before_a_mobile_of_an_earlier_row() -> None:
    found = assembled(DOOR | {"phone": "13800000000"}, DOOR)
    assert [phone.text for phone in found.sites[0].phones] == ["028-86407110", "13800000000"]


def test_longer_name_of_the_same_door_is_kept() -> None:
    found = assembled(DOOR, DOOR | {"unit": "成都市武侯区公安分局"})
    (site,) = found.sites
    assert site.unit == "成都市武侯区公安分局"
    assert site.id == made_id("510107", "成都市武侯区公安分局")


SAME_UNIT = "单位相同，但地址、时间或坐标不同；两行都保留，请核对。"
SAME_DOOR = "电话、地址相同，单位不同；两行都保留，请核对是不是同一处。"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param({"address": "另一条路1号"}, SAME_UNIT, id="same unit, another address"),
        pytest.param({"unit": "武侯区看守所"}, SAME_DOOR, id="same door, another unit"),
        pytest.param({"hours": "周末", "phone": "028-86407119"}, SAME_UNIT, id="other hours"),
    ],
)
def test_rows_that_contradict_are_both_kept_and_told(change: dict[str, str], said: str) -> None:
    found = assembled(DOOR | {"hours": "工作日"}, DOOR | {"hours": "工作日"} | change)
    assert len({site.id for site in found.sites}) == 2
    assert [(problem.line, problem.taken) for problem in found.problems] == [(3, True)]
    assert found.problems[0].advice == f"和第 2 行{said}"


NORTH = DOOR | {"address": "科华北路9号", "phone": "028-86400009"}
NOWHERE = PLAIN | {"phone": "028-86400033"}


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_a_row_that_may_be_of_two_places_is_joined_to_neither(order: tuple[int, ...]) -> None:
    rows = [DOOR, NORTH, NOWHERE]
    found = assembled(*(rows[place] for place in order))
    assert {(site.address, site.phones[0].text) for site in found.sites} == {
        (row.get("address", ""), row["phone"]) for row in rows
    }
    lines = [order.index(place) + 2 for place in (0, 1)]
    told = next(each for each in found.problems if each.column == "address")
    assert (told.line, told.taken) == (order.index(2) + 2, True)
    assert told.advice == (
        f"可能是第 {min(lines)} 行、第 {max(lines)} 行中的一处，"
        "说不准是哪一处，没有合并，单独保留；请补上地址。"
    )
    assert len({site.id for site in found.sites}) == 3


@pytest.mark.parametrize(
    ("cells", "to"),
    [
        pytest.param({"phone": NORTH["phone"]}, 1, id="a number says which"),
        pytest.param({"site_id": "kh-9"}, 1, id="the list's own id says which"),
        pytest.param({"hours": "工作日"}, None, id="hours do not say which"),
        pytest.param({"notes": "三楼"}, None, id="notes do not say which"),
        pytest.param({"phone": f"{DOOR['phone']}、{NORTH['phone']}"}, None, id="both numbers"),
    ],
)
def test_a_row_without_an_address_is_joined_where_something_says_which(
    cells: dict[str, str], to: int | None
) -> None:
    places = [DOOR | {"hours": "工作日"}, NORTH | {"site_id": "kh-9"}]
    found = assembled(*places, NOWHERE | cells)
    assert found.joined == (to is not None)
    assert [problem.joined_to for problem in found.problems if not problem.taken] == (
        [] if to is None else [to + 2]
    )


def test_a_row_without_an_address_is_joined_to_the_only_place_of_its_unit() -> None:
    for rows in ([DOOR, NOWHERE], [NOWHERE, DOOR]):
        (site,) = assembled(*rows).sites
        assert site.address == DOOR["address"]
        assert {phone.text for phone in site.phones} == {DOOR["phone"], NOWHERE["phone"]}


def test_a_row_without_hours_is_not_joined_to_one_of_two_rows_that_differ_in_them() -> None:
    found = assembled(DOOR | {"hours": "白天"}, DOOR | {"hours": "夜间"}, DOOR)
    assert [site.hours for site in found.sites] == ["白天", "夜间", ""]
    assert "第 2 行、第 3 行" in found.problems[-1].advice


def test_rows_of_one_unit_and_address_with_other_numbers_and_notes_are_one_site() -> None:
    found = assembled(
        DOOR | {"notes": "三楼"},
        DOOR | {"phone": "028-86400044", "notes": "四楼", "address": "武科西一路 6 号"},
    )
    (site,) = found.sites
    assert [phone.text for phone in site.phones] == ["028-86407110", "028-86400044"]
    assert site.notes == "三楼；四楼"


def test_one_door_in_two_counties_is_two_sites_and_told() -> None:
    found = assembled(DOOR, DOOR | {"county": "青羊区", "unit": "青羊区公安分局"})
    assert [site.county for site in found.sites] == ["武侯区", "青羊区"]
    assert [problem.taken for problem in found.problems] == [True]


def test_other_file_is_named() -> None:
    found = assemble([Row("a.csv", 2, DOOR), Row("b.csv", 2, DOOR)], WITH_SOURCE)
    assert "a.csv 第 2 行" in found.problems[0].advice


AT_DOOR = {"lat": "30.642", "lon": "104.0434", "datum": "wgs84"}


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        pytest.param(AT_DOOR, AT_DOOR, 1, id="the same coordinates"),
        pytest.param(AT_DOOR, {}, 1, id="coordinates on one"),
        pytest.param({}, AT_DOOR, 1, id="coordinates on the other"),
        pytest.param(AT_DOOR, AT_DOOR | {"lat": "30.643"}, 2, id="other coordinates"),
        pytest.param({"county": ""}, {}, 1, id="the county on one"),
        pytest.param({"site_id": "a-1"}, {"site_id": "a-2"}, 2, id="other ids"),
        pytest.param({"site_id": "a-1"}, {}, 1, id="an id on one"),
    ],
)
def test_rows_of_one_door_are_one_site_unless_they_say_otherwise(
    first: dict[str, str], second: dict[str, str], count: int
) -> None:
    found = assembled(DOOR | first, DOOR | second)
    assert len(found.sites) == count
    if count == 1:
        (site,) = found.sites
        assert (site.county, site.address) == ("武侯区", DOOR["address"])
        assert (site.fix is not None) == bool(AT_DOOR.items() <= (first | second).items())
        assert site.id == (first | second).get("site_id", made_id("510107", DOOR["unit"]))


def test_a_joined_row_brings_the_address_that_the_first_has_not() -> None:
    (site,) = assembled(DOOR | {"address": ""}, DOOR).sites
    assert site.address == DOOR["address"]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"county": "锦江区"}, id="another county"),
        pytest.param({"city": "绵阳市", "county": "涪城区"}, id="another city"),
    ],
)
def test_rows_with_one_id_in_two_areas_are_two_sites(change: dict[str, str]) -> None:
    """Neither unit nor address says that they differ; only the columns of the area do."""
    plain = {**PLAIN, "unit": "刑侦支队", "address": "人民路1号", "phone": "028-86407110"}
    found = assembled(plain, plain | change)
    assert [site.county for site in found.sites] == ["武侯区", change["county"]]


def test_a_note_on_both_rows_stands_once() -> None:
    (site,) = assembled(DOOR | {"notes": "三楼"}, DOOR | {"notes": "三楼"}).sites
    assert site.notes == "三楼"


def test_same_unit_name_in_two_counties_is_two_sites() -> None:
    second = PLAIN | {"unit": "城关派出所", "county": "锦江区"}
    found = assembled(PLAIN | {"unit": "城关派出所"}, second)
    assert len(found.sites) == 2
    assert found.problems == ()


# ---------------------------------------------------------------- any row at all


def test_problem_of_reading_is_passed_on_and_counted() -> None:
    problem = Problem("list.csv", 7, "unit", "？？", "请检查。")
    found = assemble([problem, Row("list.csv", 8, PLAIN)], WITH_SOURCE)
    assert found.problems == (problem,)
    assert (found.rows, len(found.sites), found.refused) == (2, 1, 1)


CELL = st.one_of(
    st.text(max_size=40),
    st.sampled_from([*PLAIN.values(), "朝阳区", "30.642", "104.0434", "wgs84", "demo", "2022"]),
)


@settings(max_examples=300)
@given(st.lists(st.dictionaries(st.sampled_from(READ_COLUMNS), CELL), max_size=5))
def test_every_row_is_accounted_for(rows: list[dict[str, str]]) -> None:
    found = assembled(*rows)
    assert len(rows) == len(found.sites) + found.joined + found.refused
    assert len({site.id for site in found.sites}) == len(found.sites)
    assert all(is_usable_id(site.id) and site.unit for site in found.sites)
    assert all(problem.advice for problem in found.problems)

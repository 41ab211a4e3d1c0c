"""A deployment's own places: a table of names with points, and what is found by it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from sites.areas import gazetteer
from sites.areas.own_offices import name_of_its_own
from sites.areas.place_rows import KINDS, Place, PlaceSource
from sites.areas.places_file import PlacesFile
from sites.areas.places_written import write_places
from sites.errors import BadFileError
from sites.geo import Point, great_circle_km
from sites.geocoding import PlaceText, locate
from sites.geocoding.queries import query_of
from sites.locating.brought import operator_table, places_kept
from sites.records import Fix, Site
from tests.conftest import LIST_SOURCE, MakeApp

HEADER = "单位,省份,城市,区县,lat,lon,datum\n"
QIDONG = "江苏省,南通市,启东市"  # 320681; its seat lies at 31.81, 121.66
STATION, BUREAU = "启东汽车站", "江苏省启东市公安局刑事科学技术室"
ROWS = f"""{STATION},{QIDONG},31.8250,121.6550,wgs84
{BUREAU},{QIDONG},31.8105,121.6580,wgs84
测试家园小区,{QIDONG},31.8200,121.6700,wgs84
测试湾村,{QIDONG},31.8400,121.7000,wgs84
测试大道,{QIDONG},31.80,121.60,wgs84
测试大道,{QIDONG},31.82,121.67,wgs84
测试大道,{QIDONG},31.84,121.74,wgs84
横穿路,{QIDONG},31.86,121.74,wgs84
横穿路,{QIDONG},31.842,121.741,wgs84
"""
SOURCE = PlaceSource("table", "own.csv", "2026-01-02", "部分位置：测试用。", 0)
Bring = Callable[[str], operator_table.Brought]


@pytest.fixture
def bring(tmp_path: Path, places: Path) -> Bring:
    """bring(rows): what a table with these rows brought; the gazetteer asks it from now on."""

    def bringing(rows: str) -> operator_table.Brought:
        table = tmp_path / "own.csv"
        table.write_text(HEADER + rows, encoding="utf-8")
        brought = operator_table.places_of(table)
        if brought.places:
            places_kept.add(places, SOURCE, brought.places)
        gazetteer().bring(places_kept.opened(places))
        return brought

    return bringing


def fix_of(address: str, unit: str = "") -> Fix:
    fix = locate(PlaceText("江苏省", "南通市", "启东市", unit, address)).fix
    assert fix is not None
    return fix


@pytest.mark.parametrize(
    ("unit", "address", "precision", "lat", "lon"),
    [
        ("", "汽车站内", "building", 31.8250, 121.6550),
        ("", "启东汽车站对面", "street", 31.8250, 121.6550),
        ("启东市公安局刑事科学技术室", "", "building", 31.8105, 121.6580),
        ("启东市公安局刑事科学技术室", "无人知道的路8号", "building", 31.8105, 121.6580),
        ("", "测试家园小区3幢", "street", 31.8200, 121.6700),
        ("", "测试湾村七组", "street", 31.8400, 121.7000),
        # Of a road the part that lies nearest to what else the words name.
        ("", "测试大道测试家园小区", "street", 31.8200, 121.6700),
        ("", "测试大道与横穿路口", "street", 31.84, 121.74),
    ],
)
def test_a_place_of_our_own_is_found(
    bring: Bring, unit: str, address: str, precision: str, lat: float, lon: float
) -> None:
    assert bring(ROWS).problems == ()
    fix = fix_of(address, unit)
    assert (fix.precision, fix.method, fix.adcode) == (precision, "table", "320681")
    assert great_circle_km(fix.point, Point(lat, lon)) < 0.4


def test_an_offices_own_name_is_what_its_areas_do_not_say() -> None:
    for code, text, own in (
        ("320681", "江苏省启东市公安局", "公安局"),
        ("320681", "南通启东医院", "医院"),
        ("320613", "南通市公安局", "南通市公安局"),  # the city's, not its district's
        ("320613", "江苏省公安厅", "江苏省公安厅"),
        ("211221", "铁岭县医院", "医院"),
        ("152922", "阿拉善右旗小学", "小学"),
        ("441900", "东莞市公安局", "公安局"),
    ):
        assert name_of_its_own(text, gazetteer().path(code)) == own, text


@pytest.mark.parametrize(
    "address",
    [
        "测试大道188号",  # 15 km long: its middle says little
        "汽车站路5号",  # a road with the station's name
        "汽车站新村",
        "测试家园小区派出所",
        "测试湾路3号",
    ],
)
def test_a_name_of_something_else_is_not_our_place(bring: Bring, address: str) -> None:
    bring(ROWS)
    assert fix_of(address).method != "table"


def test_a_place_counts_in_its_own_county_alone(bring: Bring) -> None:
    bring(ROWS)
    there = locate(PlaceText("江苏省", "南通市", "如皋市", "", "汽车站内")).fix
    assert there is not None
    assert there.method != "table"


def test_a_datum_is_brought_to_wgs84(bring: Bring) -> None:
    (place,) = bring(f"{STATION},{QIDONG},31.8229,121.6594,gcj02\n").places
    assert great_circle_km(place.points[0], Point(31.8250, 121.6550)) < 0.05


def test_a_long_name_is_found_inside_an_address(bring: Bring) -> None:
    bring(f"测试中心医院采血检验第二分院区,{QIDONG},31.8250,121.6550,wgs84\n")
    fix = fix_of("测试中心医院采血检验第二分院区对面")
    assert (fix.method, fix.precision) == ("table", "street")


def test_a_city_without_counties_has_places_too(bring: Bring) -> None:
    assert bring("东莞市公安局刑事技术室,广东省,东莞市,,23.02,113.75,wgs84\n").places
    fix = locate(PlaceText("广东省", "东莞市", "", "东莞市公安局刑事技术室", "")).fix
    assert fix is not None
    assert (fix.method, fix.precision) == ("table", "building")


def test_a_point_tells_the_county_that_a_row_leaves_out(bring: Bring) -> None:
    (place,) = bring("通州汽车站,江苏省,南通市,,32.07,121.07,wgs84\n").places
    assert (place.county, place.name) == ("320612", "汽车站")


def test_each_row_that_is_no_place_is_told(bring: Bring) -> None:
    rows = f"""远处车站,{QIDONG},31.0,120.0,wgs84
没有点,{QIDONG},,,
没有坐标系,{QIDONG},31.82,121.66,
启东市站,{QIDONG},31.82,121.66,wgs84
两处车站,{QIDONG},31.82,121.66,wgs84
两处车站,{QIDONG},31.84,121.70,wgs84
好车站,{QIDONG},31.82,121.66,wgs84
"""
    brought = bring(rows)
    assert [place.name for place in brought.places] == ["好车站"]
    refused = [problem for problem in brought.problems if not problem.taken]
    assert [problem.line for problem in refused] == [2, 3, 4, 5, 6, 7]
    assert "第 7 行同名" in refused[-2].advice
    assert "第 6 行同名" in refused[-1].advice


def test_a_provider_is_not_asked_for_what_our_own_table_has(bring: Bring) -> None:
    bring(ROWS)
    place = PlaceText("江苏省", "南通市", "启东市", "", "启东市汽车站内")
    assert query_of(place, locate(place)) == "自己的地名表里有这个地方，不问在线服务。"


def test_commands_add_list_and_remove(make_app: MakeApp, places: Path, tmp_path: Path) -> None:
    table = tmp_path / "地名.csv"
    table.write_text(HEADER + ROWS, encoding="gb18030")
    app = make_app(SITES_PLACES=str(places))
    run = app.test_cli_runner().invoke
    assert "还没有自己的地名" in run(args=["sites", "places", "list"]).output
    for _ in range(2):  # the second time replaces the first
        added = run(args=["sites", "places", "add", str(table), "--credit", "某市测绘院，许可使用"])
        assert added.exit_code == 0, added.output
        assert "加入 6 个地名" in added.output
    listed = run(args=["sites", "places", "list"]).output
    assert listed.count("地名.csv") == 1
    assert "某市测绘院，许可使用" in listed
    assert run(args=["sites", "places", "remove", "没有.csv"]).exit_code == 1
    assert run(args=["sites", "places", "remove", "地名.csv"]).exit_code == 0
    assert not places.exists()


def test_two_sources_stand_side_by_side(places: Path) -> None:
    places_of = [
        Place("320681", f"地方{n}", "office", (Point(31.8, 121.6),), 0, "") for n in (1, 2)
    ]
    for name, place in zip(("one.csv", "two.csv"), places_of, strict=True):
        places_kept.add(places, PlaceSource("table", name, "", name, 0), [place])
    places_kept.remove(places, "one.csv")
    file = PlacesFile(places)
    assert [(source.name, source.count) for source in file.sources] == [("two.csv", 1)]
    assert [(place.name, place.source) for place in file.all()] == [("地方2", 0)]


def test_a_load_places_sites_by_our_own_table(
    make_app: MakeApp, places: Path, tmp_path: Path
) -> None:
    table, sites = tmp_path / "own.csv", tmp_path / "list.csv"
    table.write_text(HEADER + ROWS, encoding="utf-8")
    sites.write_text(
        "单位,地址,联系电话\n启东市公安局测试室,江苏省启东市汽车站内,0513-00000001\n",
        encoding="utf-8",
    )
    app = make_app(SITES_PLACES=str(places))
    run = app.test_cli_runner().invoke
    run(args=["sites", "places", "add", str(table)])
    again = make_app(str(sites), *LIST_SOURCE, SITES_PLACES=str(places))
    (site,) = _sites(again)
    assert site.fix is not None
    assert (site.fix.method, site.fix.precision) == ("table", "building")
    assert "部分位置：own.csv。" in again.test_client().get("/about").text


def _sites(app: Flask) -> list[Site]:
    return list(app.extensions["sites"].live.current().sites)


@pytest.mark.parametrize("content", [b"", b"PLACES\x00\x02" + bytes(100), b"%PDF-1.7"])
def test_a_file_that_is_not_ours_does_not_stop_the_start(
    make_app: MakeApp, places: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    places.write_bytes(content)
    app = make_app(SITES_PLACES=str(places))
    assert "地名文件 places.bin" in caplog.text
    assert app.test_client().get("/guide").status_code == 200
    listed = app.test_cli_runner().invoke(args=["sites", "places", "list"])
    assert listed.exit_code == 1
    assert "重新加入" in listed.output


NAMES = st.text("中文字路村县区ab𠀀é", min_size=2, max_size=5)
POINTS = st.builds(
    Point,
    st.floats(3, 54).map(lambda lat: round(lat, 5)),
    st.floats(73, 136).map(lambda lon: round(lon, 5)),
)
PLACES = st.builds(
    Place,
    st.sampled_from(["110101", "320681", "659012"]),
    NAMES,
    st.sampled_from(KINDS),
    st.lists(POINTS, min_size=1, max_size=3).map(tuple),
    st.just(0),
    st.text("0123456789", max_size=5),
    township=st.just(""),
    length_km=st.sampled_from([0.0, 0.3, 12.5]),
    local=st.sampled_from(["", "ئۈرۈمچى"]),
)


@settings(deadline=None)
@given(st.lists(PLACES, max_size=30))
def test_what_is_written_is_found_by_its_name(
    tmp_path_factory: pytest.TempPathFactory, places: list[Place]
) -> None:
    path = tmp_path_factory.mktemp("places") / "places.bin"
    write_places(path, [SOURCE], sorted(places, key=lambda place: place.county))
    file = PlacesFile(path)
    for place in places:
        if place.kind == "boundary":
            assert place in list(file.boundaries(place.county))
            continue
        (longest, *_) = file.beginning(place.county, place.name)
        assert place in longest
        assert place in list(file.named(place.county, place.name))
        assert (place in list(file.villages(place.name))) == (place.kind == "village")
    assert sorted(file.all(), key=repr) == sorted(places, key=repr)
    assert list(file.beginning("440304", "地方")) == []


def test_a_file_that_was_cut_off_is_refused_at_any_length(places: Path) -> None:
    place = Place("320681", "地方", "office", (Point(31.8, 121.6),), 0, "1")
    write_places(places, [SOURCE], [place])
    whole = places.read_bytes()
    for length in range(len(whole)):
        places.write_bytes(whole[:length])
        with pytest.raises(BadFileError, match="不完整"):
            PlacesFile(places)

"""A better source of places: what moves and when, who is said to have won, who is credited."""

from pathlib import Path
from urllib.parse import unquote

import pytest

from sites.areas import gazetteer
from sites.areas.place_rows import Kind, Place, PlaceSource, SourceKind
from sites.areas.places_file import PlacesFile
from sites.areas.places_written import write_places
from sites.geo import Point
from sites.geocoding import PlaceText, locate
from sites.geocoding.explaining import explain
from sites.geocoding.queries import query_of
from sites.loading import load
from sites.locating.brought import operator_table
from sites.locating.surveying import survey
from sites.store import Store
from sites.voice.explanations import explanation_lines
from sites.voice.place_reports import source_lines
from sites.voice.winners import Given
from tests.conftest import LIST_SOURCE, MakeApp
from tests.test_loading import RULES

HEADER = "单位,省份,城市,区县,地址,电话,来源,来源网址,公布日期\n"
WUHOU = "四川省,成都市,武侯区"
LIST = f"""{HEADER}武侯区公安分局刑侦大队,{WUHOU},试验路8号,028-86407111,演示名单,https://example.org/a,2022-07-04
锦江区公安分局刑侦大队,四川省,成都市,锦江区,人民路1号,028-86407112,演示名单,https://example.org/a,2022-07-04
"""
THERE = Point(30.6400, 104.0400)
TOWN = "510107001"


def bring(path: Path, kind: SourceKind, *things: tuple[str, Kind, str]) -> None:
    """things: (name, kind, township) of 武侯区, all of them at THERE."""
    source = PlaceSource(kind, f"my.{kind}", "2026-11-01", f"测试{kind}的地名", 0)
    places = [Place("510107", name, sort, (THERE,), 0, "n7", town) for name, sort, town in things]
    write_places(path, [source], places)
    gazetteer().bring(PlacesFile(path))


def said(address: str, given: Given | None = None) -> list[str]:
    told = explain(PlaceText(address=address))
    lines = list(explanation_lines(told, None, given or Given()))
    return [line.strip() for line in lines[lines.index("结论") + 1 :]]


def test_a_better_source_moves_points_in_a_new_release_alone(places: Path, tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'sites.db'}")
    store.migrate()
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    load([path], store, RULES)
    before = store.sites(1)
    bring(places, "table", ("试验路", "road", ""))
    assert store.sites(1) == before
    report = load([path], store, RULES)
    (change,) = report.difference.changed
    assert (report.release.number, change.fields, change.after.county) == (2, ("fix",), "武侯区")
    assert change.before.fix is not None
    assert change.after.fix is not None
    assert (change.before.fix.precision, change.after.fix.point) == ("county", THERE)
    assert store.sites(1) == before


def test_explain_says_which_file_has_won_and_why_not_another(places: Path) -> None:
    bring(places, "openstreetmap", ("试验路", "road", ""), ("试验路8号", "building", ""))
    lines = said("成都市武侯区试验路8号")
    assert lines[:4] == [
        "1 名单自己的坐标：没有写。",
        "2 自己的地名表：没有加入（flask sites places）。",
        "3 在线服务：没有设置。",
        "4 加入的地图资料：采用。出处：my.openstreetmap 2026-11-01 n7。",
    ]
    bring(places, "table", ("试验路", "road", ""))
    assert (
        said("成都市武侯区试验路8号")[1] == "2 自己的地名表：采用。出处：my.table 2026-11-01 n7。"
    )


def test_explain_names_the_shipped_places_and_the_areas_own_point() -> None:
    assert "5 程序自带的地名：采用。" in " ".join(said("西安市莲湖区北大街"))
    assert said("成都市武侯区")[5].startswith("6 地区自己的位置：采用。没有更细的")
    assert said("没有这种地方") == ["没有位置。"]


def test_explain_takes_the_point_of_the_list_first(make_app: MakeApp) -> None:
    run = make_app().test_cli_runner()
    words = ["sites", "explain", "成都市武侯区试验路8号", "--lat", "30.64", "--datum", "wgs84"]
    near = run.invoke(args=[*words, "--lon", "104.04"]).output
    assert "1 名单自己的坐标：采用。" in near
    far = run.invoke(args=[*words, "--lon", "114.3"]).output
    assert "1 名单自己的坐标：坐标落在" in far
    assert "6 地区自己的位置：采用。" in far


def test_a_township_has_the_point_of_the_own_table_before_the_shipped(places: Path) -> None:
    town = gazetteer().get(TOWN)
    assert town is not None
    shipped = gazetteer().fix(TOWN)
    bring(places, "openstreetmap", (town.name, "township", TOWN))
    brought = gazetteer().fix(TOWN)
    assert brought is not None
    assert shipped is not None
    assert (brought.point == THERE) == (shipped.precision == "county")
    bring(places, "table", (town.name, "township", TOWN))
    fix = gazetteer().fix(TOWN)
    assert fix is not None
    assert (fix.point, fix.precision, fix.method) == (THERE, "township", "table")


def test_a_township_in_the_own_table_is_its_point(tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text(
        "单位,省份,城市,区县,lat,lon,datum\n汇龙镇,江苏省,南通市,启东市,31.81,121.66,wgs84\n",
        encoding="utf-8",
    )
    (place,) = operator_table.places_of(table).places
    assert (place.kind, place.name, place.township) == ("township", "汇龙镇", "320681100")


def test_services_are_asked_for_a_street_of_such_a_township(places: Path) -> None:
    town = gazetteer().get(TOWN)
    assert town is not None
    bring(places, "table", (town.name, "township", TOWN))
    place = PlaceText("四川省", "成都市", "武侯区", "", f"{town.name}试验路8号")
    assert not isinstance(query_of(place, locate(place)), str)


def test_rows_of_which_only_the_city_is_known_say_what_settles_them(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "单位,地址\n甲,长春市西安大路6560号\n乙,嘉峪关市试验路1号\n丙,启东市汇龙镇\n", "utf-8"
    )
    rows = {row.unit: row for row in survey(path).doubtful}
    (doubt,) = rows["甲"].doubts
    assert doubt.kind == "wide"
    assert doubt.words.startswith("只知道在「吉林省长春市」：写出区县")
    assert all(word in doubt.words for word in ("lat、lon、datum", "6560号", "密钥"))
    assert "写出乡镇、街道" in rows["乙"].doubts[0].words
    assert [doubt.kind for doubt in rows["丙"].doubts] == ["coarse"]


def test_downloads_credit_the_sources_that_gave_points(
    places: Path, tmp_path: Path, make_app: MakeApp
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    bring(places, "table", ("试验路", "road", ""))
    client = make_app(str(path), *LIST_SOURCE, SITES_PLACES=str(places)).test_client()
    geojson, csv = client.get("/sites.geojson"), client.get("/sites.csv")
    assert geojson.get_json()["licence"].endswith("测试table的地名")
    assert unquote(csv.headers["X-Data-Credits"]) == "UTF-8''测试table的地名"
    assert "测试table的地名" in client.get("/about").get_data(as_text=True)


def test_downloads_credit_nobody_whose_places_gave_no_point(
    places: Path, tmp_path: Path, make_app: MakeApp
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    bring(places, "table", ("别的路", "road", ""))
    client = make_app(str(path), *LIST_SOURCE, SITES_PLACES=str(places)).test_client()
    assert "X-Data-Credits" not in client.get("/sites.csv").headers


@pytest.mark.parametrize(
    ("kind", "credit", "said"),
    [
        ("openstreetmap", "我们", "我们　开放数据库许可 ODbL 1.0"),
        ("openstreetmap", "我们，开放数据库许可 ODbL 1.0", "我们，开放数据库许可 ODbL 1.0"),
        ("geonames", "GeoNames", "GeoNames　知识共享署名许可 CC BY 4.0"),
        ("table", "我们自己", "我们自己"),
    ],
)
def test_the_list_of_sources_says_under_which_licence(
    kind: SourceKind, credit: str, said: str
) -> None:
    (line,) = source_lines([PlaceSource(kind, "x", "2026-11-01", credit, 7)])
    assert line.endswith(f"2026-11-01　{said}")

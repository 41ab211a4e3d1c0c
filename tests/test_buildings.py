"""Public buildings, roads, estates and villages that a text names, inside a known county."""

import pytest

from sites.areas import Gazetteer, gazetteer
from sites.areas.buildings import Buildings
from sites.areas.office_words import Around, station_name
from sites.records import Precision
from sites.understanding import understand

WUHOU = Around(("510100", "成都市", "成都"), ("510107", "武侯区", "武侯"))


@pytest.fixture(scope="module")
def areas() -> Gazetteer:
    return gazetteer()


@pytest.fixture(scope="module")
def buildings() -> Buildings:
    return Buildings()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("启东市公安局汇龙镇中心派出所", "汇龙", id="town and 中心"),
        pytest.param("成都市公安局武侯区分局望江路派出所", "望江路", id="branch of a city"),
        pytest.param("城关派出所", "城关", id="alone"),
        pytest.param("南坤镇中坤派出所", "中坤", id="in a town"),
        pytest.param("下营边防派出所", "下营", id="frontier"),
        pytest.param("派出所", "", id="no name"),
    ],
)
def test_a_station_is_told_apart_by_its_own_name(text: str, name: str) -> None:
    assert station_name(text) == name


@pytest.mark.parametrize(
    ("text", "nearness"),
    [
        pytest.param("成都市公安局武侯区分局", "inside", id="the unit itself"),
        pytest.param("武侯公安分局", "inside", id="short"),
        pytest.param("人民路1号区公安分局院内", "inside", id="in its yard, without a name"),
        pytest.param("武侯区公安分局3楼", "inside", id="a floor"),
        pytest.param("武侯区公安分局对面", "beside", id="opposite"),
        pytest.param("武侯区公安分局刑侦大队", "unit", id="a unit may lie elsewhere"),
        pytest.param("武侯区公安分局家属院", None, id="houses of its people"),
        pytest.param("青羊区公安分局", None, id="another district's"),
        pytest.param("成都市公安局高新分局", None, id="a zone's branch"),
        pytest.param("成都市公安局武侯区分局不存在派出所", None, id="a station is no bureau"),
        pytest.param("公安县", None, id="a county of that name"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_words_say_how_near_a_bureau_is(
    buildings: Buildings, text: str, nearness: str | None
) -> None:
    found = buildings.find(WUHOU, text)
    assert (found and found.nearness) == nearness
    assert found is None or found.area == "510107"


def test_a_building_named_in_its_own_county_is_exact_and_in_another_unknown(
    areas: Gazetteer,
) -> None:
    fix = areas.building("510107", "成都市公安局武侯区分局")
    assert fix is not None
    assert (fix.precision, fix.method, fix.adcode) == ("building", "openstreetmap", "510107")
    assert areas.building("510105", "成都市公安局武侯区分局") is None


def test_a_unit_of_a_bureau_is_no_finer_than_its_county(areas: Gazetteer) -> None:
    fix = areas.building("510107", "武侯区公安分局刑侦大队")
    assert fix is not None
    assert fix.precision == "county"


def test_beside_a_building_is_a_street(areas: Gazetteer) -> None:
    fix = areas.building("510107", "武侯区公安分局旁边")
    assert fix is not None
    assert fix.precision == "street"


GOVERNMENTS = [
    ("510107", "武侯区人民政府", "building", "武侯区人民政府"),
    ("510107", "武侯区政府旁", "street", "武侯区政府"),
    ("110108", "区政府", "building", "区政府"),
    ("510185", "市政府", "building", "市政府"),  # 简阳市, a county
    ("510107", "民政府", None, None),
    ("510104", "锦江区人民政府", None, None),  # not known
    ("130104", "桥西区民政局", "building", "桥西区民政局"),
    ("130104", "民政局对面", "street", "民政局"),
    ("130104", "城镇民政局", None, None),  # a town has none
    ("510116111", "黄龙溪镇人民政府", "building", "黄龙溪镇人民政府"),
    ("510116111", "黄龙溪镇政府旁边", "street", "黄龙溪镇政府"),
    ("510116", "黄龙溪镇人民政府", None, None),  # which town it is nobody said
    ("110105021", "南磨房乡政府", "building", "南磨房乡政府"),
    ("150421204", "巴拉奇如德苏木政府", "building", "巴拉奇如德苏木政府"),
    ("110101011", "前门街道政府", "building", "前门街道政府"),
    ("110101011", "前门街道办事处院内", "building", "前门街道办事处"),
    ("110101011", "前门街道办2楼", "building", "前门街道办"),
    ("110101011", "前门办事处旁", "street", "前门办事处"),
    ("110101011", "前门街道办事处", None, None),  # the subdistrict as often as its office
    ("110101011", "前门街道办", None, None),
    ("110101011", "前门办事处", None, None),
]
STATIONS = [
    ("510107", "红牌楼派出所", "building", "红牌楼派出所"),
    ("510107", "武侯区公安分局红牌楼派出所旁", "street", "武侯区公安分局红牌楼派出所"),
    ("510107", "红牌楼派出所户籍科", None, None),
    ("510107", "红牌楼派出所警务室", None, None),
    ("510106", "红牌楼派出所", None, None),  # another district's
    ("510100", "成都市公安局双流车站派出所", "building", "成都市公安局双流车站派出所"),
    ("510000", "红牌楼派出所", None, None),
]
BUREAUS = [
    ("330102", "上城区公安分局刑警大队2楼", "building", "上城区公安分局刑警大队"),
    ("130224", "滦南县公安局刑警大队旁", "street", "滦南县公安局刑警大队"),
    ("130224", "县公安局", None, None),  # only its detectives are known
    ("321300", "市公安局刑侦支队", "building", "市公安局刑侦支队"),
    ("130100", "石家庄市公安局", "building", "石家庄市公安局"),
    ("130100", "市公安局刑侦支队", "city", "市公安局"),
    ("130104", "石家庄市公安局", "building", "石家庄市公安局"),  # where it stands
    ("130104", "市公安局", "building", "市公安局"),
    ("130102", "石家庄市公安局", None, None),  # it stands in another district
    ("510185", "市公安局", "building", "市公安局"),
    ("510107", "区公安局", "building", "区公安局"),
    ("510107", "成都市公安局武侯分局", "building", "成都市公安局武侯分局"),
    ("510107", "四川省公安厅", None, None),
    ("510000", "四川省公安局", None, None),
    ("510107", "武科西一路6号，武侯区公安分局", "building", "武侯区公安分局"),
]


@pytest.mark.parametrize(
    ("adcode", "text", "precision", "matched"), GOVERNMENTS + STATIONS + BUREAUS
)
def test_a_building_is_known_by_whose_it_is_and_what_is_said_of_it(
    areas: Gazetteer, adcode: str, text: str, precision: str | None, matched: str | None
) -> None:
    fix = areas.building(adcode, text)
    assert (fix and fix.precision, fix and fix.matched) == (precision, matched)
    assert fix is None or fix.adcode == adcode


@pytest.mark.parametrize(
    ("after", "nearness"),
    [
        ("正对面", "beside"), ("东侧", "beside"), ("北50米", "beside"), ("西邻", "beside"),
        ("大楼", "inside"), ("一楼", "inside"), ("办公楼", "inside"), ("大厅", "inside"),
        ("大门", "unit"), ("北路", None), ("路口", None), ("小区", None), ("老家属院", None),
    ],
)  # fmt: skip
def test_what_follows_says_whether_it_is_inside_or_beside(
    buildings: Buildings, after: str, nearness: str | None
) -> None:
    found = buildings.find(WUHOU, f"武侯区公安分局{after}")
    assert (found and found.nearness) == nearness


def test_every_building_stands_in_the_area_that_it_serves(
    areas: Gazetteer, buildings: Buildings
) -> None:
    """Within 1 km of its border, as far as the borders are sharp; every 20th is looked at."""
    strays = []
    for (code, kind, name), point in list(buildings._points.items())[::20]:
        if code.endswith("00"):
            inside = any(area.adcode[:4] == code[:4] for area in areas.counties_at(point))
        else:
            inside = areas.get(code[:6]) in areas.counties_at(point)
        if not inside:
            strays.append((code, kind, name))
    assert strays == []


@pytest.mark.parametrize(
    ("county", "text", "matched"),
    [
        pytest.param("440105", "赤岗西路28号", "赤岗西路", id="road and number"),
        pytest.param("330106", "古荡街道文一路", "文一路", id="road behind a street office"),
        pytest.param("330106", "新文一路", None, id="another road that ends alike"),
        pytest.param("330106", "文一路派出所", None, id="a station that bears a road's name"),
        pytest.param("510107", "没有这条路1号", None, id="unknown"),
        pytest.param("510107", "", None, id="nothing"),
        pytest.param("999999", "文一路", None, id="unknown county"),
        pytest.param("330106", "🙂<b>文一路</b>", "文一路", id="signs around it"),
    ],
)
def test_a_road_is_found_inside_its_county_only(
    areas: Gazetteer, county: str, text: str, matched: str | None
) -> None:
    fix, _ = areas.street(county, text)
    assert (fix and fix.matched) == matched
    assert fix is None or (fix.precision, fix.adcode) == ("street", county)


@pytest.mark.parametrize(
    ("adcode", "text", "matched"),
    [
        pytest.param("330106", "万福里小区3幢", "万福里小区", id="estate"),
        pytest.param("330106", "万福里小区派出所", None, id="an estate's police station"),
        pytest.param("330106", "文一路1号翠苑四区", "翠苑四区", id="an estate before its road"),
        pytest.param("330106", "翠苑四区文一路", "翠苑四区", id="in any order"),
        pytest.param("330106", "文一路1号文化新村", "文化新村", id="2.6 km apart"),
        pytest.param("330106", "文一路1号灵山村", None, id="20 km apart"),
        pytest.param("360112", "现代米罗恒茂世纪花园3幢", "现代米罗恒茂世纪花园", id="the longest"),
        pytest.param("330106", "庆丰村1组", "庆丰", id="village"),
        pytest.param("330106", "庆丰社区", "庆丰", id="village, as a community"),
        pytest.param("330106", "庆丰", None, id="a word that is a village's name"),
        pytest.param("330106", "庆丰村路", None, id="road that bears a village's name"),
        pytest.param("330106003", "庆丰村", "庆丰", id="village in its township"),
        pytest.param("330106005", "庆丰村", None, id="village of another township"),
    ],
)
def test_the_finest_that_an_address_names_is_its_place(
    areas: Gazetteer, adcode: str, text: str, matched: str | None
) -> None:
    fix, _ = areas.street(adcode, text)
    assert (fix and fix.matched) == matched
    assert fix is None or (fix.precision, fix.adcode) == ("street", adcode)


@pytest.mark.parametrize(
    ("county", "text", "precision"),
    [
        pytest.param("410421", "杨庄镇", "township", id="a town that was merged since"),
        pytest.param("410421", "杨庄", None, id="without its kind it may be any village"),
        pytest.param("410421", "杨庄镇路5号", None, id="a road that bears its name"),
    ],
)
def test_a_town_of_the_past_is_found_by_its_name_with_a_kind(
    areas: Gazetteer, county: str, text: str, precision: Precision | None
) -> None:
    fix, _ = areas.street(county, text)
    assert (fix and fix.precision) == precision


def test_nothing_of_it_is_read_before_it_is_asked_for() -> None:
    """A web worker looks up areas and borders; the spots are 10 MB that it does without."""
    fresh = Gazetteer()
    understand(fresh, "成都市武侯区")
    wuhou = fresh.fix("510107")
    assert wuhou is not None
    fresh.counties_at(wuhou.point)
    assert not {"_streets", "_buildings"} & vars(fresh).keys()


def test_names_that_lie_apart_contradict_each_other(areas: Gazetteer) -> None:
    """Two roads of one county whose points lie farther apart than an address can mean."""
    roads = [spot for spot in areas._streets.all("330106") if spot.kind == "road"]
    first = next(road for road in roads if road.name == "文一路")
    far = next(road for road in roads if abs(road.point.lon - first.point.lon) > 0.05)
    assert areas.street("330106", f"文一路{far.name}") == (None, ())


def test_every_spot_lies_in_its_county(areas: Gazetteer) -> None:
    """Every 400th; within 1 km of the border counts."""
    strays = [
        (county.name, spot.name)
        for county in areas.all("county")[::40]
        for spot in list(areas._streets.all(county.adcode))[::10]
        if county not in areas.counties_at(spot.point)
    ]
    assert strays == []

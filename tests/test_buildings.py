"""Public buildings, roads, estates and villages that a text names, inside a known county."""

import pytest

from sites.areas import Gazetteer, gazetteer
from sites.areas.buildings import Around, Buildings, station_name
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
def test_a_station_is_told_apart_by_its_own_name(text, name):
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
def test_words_say_how_near_a_bureau_is(buildings, text, nearness):
    found = buildings.find(WUHOU, text)
    assert (found and found.nearness) == nearness
    assert found is None or found.area == "510107"


def test_a_building_named_in_its_own_county_is_exact_and_in_another_unknown(areas):
    fix = areas.building("510107", "成都市公安局武侯区分局")
    assert (fix.precision, fix.method, fix.adcode) == ("building", "openstreetmap", "510107")
    assert areas.building("510105", "成都市公安局武侯区分局") is None


def test_a_unit_of_a_bureau_is_no_finer_than_its_county(areas):
    assert areas.building("510107", "武侯区公安分局刑侦大队").precision == "county"


def test_beside_a_building_is_a_street(areas):
    assert areas.building("510107", "武侯区公安分局旁边").precision == "street"


def test_every_building_stands_in_the_area_that_it_serves(areas, buildings):
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
def test_a_road_is_found_inside_its_county_only(areas, county, text, matched):
    fix = areas.street(county, text)
    assert (fix and fix.matched) == matched
    assert fix is None or (fix.precision, fix.adcode) == ("street", county)


@pytest.mark.parametrize(
    ("county", "text", "precision"),
    [
        pytest.param("410421", "杨庄镇", "township", id="a town that was merged since"),
        pytest.param("410421", "杨庄", None, id="without its kind it may be any village"),
        pytest.param("410421", "杨庄镇路5号", None, id="a road that bears its name"),
    ],
)
def test_a_town_of_the_past_is_found_by_its_name_with_a_kind(areas, county, text, precision):
    fix = areas.street(county, text)
    assert (fix and fix.precision) == precision


def test_nothing_of_it_is_read_before_it_is_asked_for():
    """A web worker looks up areas and borders; the spots are 10 MB that it does without."""
    fresh = Gazetteer()
    understand(fresh, "成都市武侯区")
    fresh.counties_at(fresh.fix("510107").point)
    assert not {"_streets", "_buildings"} & vars(fresh).keys()


def test_names_that_lie_apart_contradict_each_other(areas):
    """Two roads of one county whose points lie farther apart than an address can mean."""
    roads = [spot for spot in areas._streets.all("330106") if spot.kind == "road"]
    first = next(road for road in roads if road.name == "文一路")
    far = next(road for road in roads if abs(road.point.lon - first.point.lon) > 0.05)
    assert areas.street("330106", f"文一路{far.name}") is None


def test_every_spot_lies_in_its_county(areas):
    """Every 400th; within 1 km of the border counts."""
    strays = [
        (county.name, spot.name)
        for county in areas.all("county")[::40]
        for spot in list(areas._streets.all(county.adcode))[::10]
        if county not in areas.counties_at(spot.point)
    ]
    assert strays == []

"""The gazetteer: what stands in it, held against the ministry's counts and known cases."""

import pytest

from sites.areas import Gazetteer, gazetteer


@pytest.fixture(scope="module")
def areas() -> Gazetteer:
    return gazetteer()


@pytest.mark.parametrize(
    ("level", "count"),
    [
        pytest.param("province", 34, id="33 of the ministry and Taiwan"),
        pytest.param("city", 333 + 20, id="333 of the ministry and 20 in Taiwan"),
        pytest.param("county", 2845 + 18 + 8, id="2,845 of the ministry, Hong Kong, Macao"),
        pytest.param("township", 38723, id="38,723 of the ministry"),
    ],
)
def test_every_area_of_the_ministry_is_there(areas, level, count):
    assert len(areas.all(level)) == count


def test_every_parent_exists_and_lists_its_parts(areas):
    for level in ("city", "county", "township"):
        for area in areas.all(level):
            assert areas.get(area.parent) is not None
    assert [part.adcode for part in areas.parts("510107")][:2] == ["510107001", "510107002"]


def test_a_municipality_has_no_city_between(areas):
    assert [area.name for area in areas.path("110118")] == ["北京市", "密云区"]
    assert areas.names("110118").city is None


def test_a_city_without_counties_has_townships(areas):
    assert {part.level for part in areas.parts("441900")} == {"township"}


def test_an_unknown_code_is_nothing(areas):
    assert areas.get("999999") is None
    assert areas.path("999999") == ()
    with pytest.raises(LookupError, match="999999"):
        areas.names("999999")


@pytest.mark.parametrize(
    ("adcode", "short"),
    [
        pytest.param("510107", "武侯", id="district"),
        pytest.param("422800", "恩施", id="peoples' names go"),
        pytest.param("130726", "蔚县", id="one character is no name"),
        pytest.param("140109", "万柏林", id="林区 is no kind here"),
        pytest.param("429021", "神农架", id="林区 is the kind here"),
        pytest.param("441803", "清新", id="新区 is no kind here"),
        pytest.param("310115", "浦东", id="新区 is the kind here"),
        pytest.param("511002", "市中区", id="no name without 区"),
        pytest.param("130107", "井陉矿区", id="井陉 is another county"),
        pytest.param("152921", "阿拉善左旗", id="left banner"),
        pytest.param("150724", "鄂温克", id="only a people's name"),
        pytest.param("810000", "香港", id="special region"),
    ],
)
def test_short_names_are_what_people_say(areas, adcode, short):
    assert areas.get(adcode).short == short

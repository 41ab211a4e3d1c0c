"""Which counties are at a point: inside, near a border, on the coast, outside China."""

import pytest

from sites.areas import Gazetteer, gazetteer
from sites.geo import Point

# Counties whose point the map puts more than 1 km outside their own polygon, with the reason.
OUTSIDE: dict[str, str] = {}


@pytest.fixture(scope="module")
def areas() -> Gazetteer:
    return gazetteer()


def names_at(areas: Gazetteer, lat: float, lon: float) -> list[str]:
    return [area.name for area in areas.counties_at(Point(lat, lon))]


@pytest.mark.parametrize(
    ("lat", "lon", "name"),
    [
        pytest.param(30.6420, 104.0434, "武侯区", id="district of a city"),
        pytest.param(39.9087, 116.3975, "东城区", id="district of a municipality"),
        pytest.param(22.5200, 113.3900, "中山市", id="city without counties"),
        pytest.param(22.1900, 113.5500, "澳门特别行政区", id="Macao is one area"),
        pytest.param(25.0400, 121.5100, "台北市", id="Taiwan"),
        pytest.param(22.2850, 114.1500, "中西区", id="Hong Kong"),
        pytest.param(27.5860, 91.8600, "错那市", id="southern Tibet"),
        pytest.param(35.3000, 79.5000, "和田县", id="Aksai Chin (和安县 is newer than the map)"),
        pytest.param(16.8330, 112.3400, "西沙区", id="an island far out, and a code that changed"),
        pytest.param(37.8500, 95.3600, "海西蒙古族藏族自治州", id="land under no county"),
        pytest.param(29.7200, 106.6300, "两江新区", id="two counties of the map are one today"),
    ],
)
def test_the_county_that_holds_the_point_comes_first(
    areas: Gazetteer, lat: float, lon: float, name: str | None
) -> None:
    assert names_at(areas, lat, lon)[0] == name


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        pytest.param(90, 0, id="north pole"),
        pytest.param(-90, 0, id="south pole"),
        pytest.param(0, 0, id="zero"),
        pytest.param(35, 180, id="date line from the west"),
        pytest.param(35, -180, id="date line from the east"),
        pytest.param(37.57, 126.98, id="Seoul"),
        pytest.param(55.75, 37.62, id="Moscow"),
        pytest.param(30.0, 125.0, id="open sea inside the bounds"),
    ],
)
def test_outside_china_there_is_no_county(areas: Gazetteer, lat: float, lon: float) -> None:
    assert areas.counties_at(Point(lat, lon)) == ()


def test_on_both_sides_of_a_border_both_counties_are_named_the_holder_first(
    areas: Gazetteer,
) -> None:
    lat, lon = 30.6420, 104.0434
    first = areas.counties_at(Point(lat, lon))[0]
    while areas.counties_at(Point(lat, lon))[0] == first:  # eastward to the border
        lon += 0.001  # 96 m
    west, east = areas.counties_at(Point(lat, lon - 0.001)), areas.counties_at(Point(lat, lon))
    assert west[0] == first
    assert east[0] != first
    assert set(west[:2]) == set(east[:2])
    assert len(set(west)) == len(west)


def test_a_kilometre_and_a_half_inside_only_the_holder_is_named(areas: Gazetteer) -> None:
    assert names_at(areas, 30.6420, 104.0434) == ["武侯区"]


def test_just_off_the_coast_the_county_is_named_and_far_off_none(areas: Gazetteer) -> None:
    lat, lon = 24.445, 118.10  # the south shore of 厦门岛
    while (
        areas.counties_at(Point(lat, lon)) and areas.counties_at(Point(lat, lon))[0].short == "思明"
    ):
        lat -= 0.001
    assert areas.counties_at(Point(lat + 0.002, lon))[0].name == "思明区"


def test_every_county_has_land_and_its_point_lies_on_it(areas: Gazetteer) -> None:
    mainland = [area for area in areas.all("county") if not area.adcode.startswith("82")]
    outside = {}
    for area in mainland:
        fix = areas.fix(area.adcode)
        assert fix is not None
        if fix.adcode == area.adcode and area not in areas.counties_at(fix.point):
            outside[area.adcode] = area.name
    assert outside == OUTSIDE

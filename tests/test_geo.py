"""Points and datums, judged by published vectors, round trips and the edges of the Earth."""

import math

import pytest
from geopy.distance import great_circle
from hypothesis import given
from hypothesis import strategies as st

from sites.geo import Datum, Point, bearing_deg, from_wgs84, great_circle_km, is_shifted, to_wgs84

METRES_PER_DEGREE = 111_320.0


def metres_between(one: Point, other: Point) -> float:
    north = (one.lat - other.lat) * METRES_PER_DEGREE
    east = (one.lon - other.lon) * METRES_PER_DEGREE * math.cos(math.radians(one.lat))
    return math.hypot(north, east)


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        pytest.param(90.1, 0, id="north of the pole"),
        pytest.param(-91, 0, id="south of the pole"),
        pytest.param(0, 180.5, id="past the date line"),
        pytest.param(math.nan, 0, id="not a number"),
        pytest.param(0, math.inf, id="infinite"),
    ],
)
def test_a_point_off_the_earth_cannot_exist(lat: float, lon: float) -> None:
    with pytest.raises(ValueError, match="must lie between"):
        Point(lat, lon)


@pytest.mark.parametrize("point", [Point(0, 0), Point(90, 180), Point(-90, -180)])
def test_the_edges_of_the_earth_are_points_and_are_not_shifted(point: Point) -> None:
    assert not is_shifted(point)
    assert from_wgs84(point, "gcj02") == point


# Shift of WGS-84 to GCJ-02 as measured with other implementations (docs/geocoding.md).
@pytest.mark.parametrize(
    ("city", "point", "shift_m"),
    [
        ("北京", Point(39.9042, 116.4074), 555),
        ("上海", Point(31.2304, 121.4737), 481),
        ("广州", Point(23.1291, 113.2644), 621),
        ("成都", Point(30.5728, 104.0668), 363),
        ("乌鲁木齐", Point(43.8256, 87.6168), 265),
    ],
)
def test_gcj02_is_shifted_as_far_as_others_measured(
    city: str, point: Point, shift_m: float
) -> None:
    assert metres_between(point, from_wgs84(point, "gcj02")) == pytest.approx(shift_m, abs=8)


def test_the_published_vector_of_gcj02_holds() -> None:
    # The vector that eviltransform's own tests print for Shanghai.
    there = from_wgs84(Point(31.1774276, 121.5272106), "gcj02")
    assert there.lat == pytest.approx(31.17530398364597, abs=1e-7)
    assert there.lon == pytest.approx(121.531541859215, abs=1e-7)


IN_CHINA = st.builds(Point, st.floats(18, 53), st.floats(74, 134.5))


@given(point=IN_CHINA, datum=st.sampled_from(["gcj02", "bd09"]))
def test_there_and_back_is_exact_to_a_millimetre(point: Point, datum: Datum) -> None:
    assert metres_between(point, to_wgs84(from_wgs84(point, datum), datum)) < 0.001


@given(point=IN_CHINA)
def test_baidu_lies_farther_off_than_gcj02(point: Point) -> None:
    assert 600 < metres_between(point, from_wgs84(point, "bd09")) < 1600


def test_wgs84_stays_as_it_is() -> None:
    point = Point(30.642, 104.0434)
    assert to_wgs84(point, "wgs84") is point
    assert from_wgs84(point, "wgs84") is point


@pytest.mark.parametrize(
    ("other", "km"),
    [
        pytest.param(Point(30, 104), 0.0, id="the same"),
        pytest.param(Point(31, 104), 111.195, id="a degree of latitude"),
        pytest.param(Point(-30, -76), 20015.115, id="the other side of the Earth"),
    ],
)
def test_a_great_circle_has_its_length_in_kilometres(other: Point, km: float) -> None:
    assert great_circle_km(Point(30, 104), other) == pytest.approx(km, abs=0.001)


@given(*(st.floats(-limit, limit) for limit in (90, 180, 90, 180)))
def test_a_great_circle_is_as_long_as_that_of_geopy(
    lat: float, lon: float, other_lat: float, other_lon: float
) -> None:
    theirs = great_circle((lat, lon), (other_lat, other_lon)).kilometers
    # Near the antipode a sine tells angles apart to a few centimetres only.
    assert great_circle_km(Point(lat, lon), Point(other_lat, other_lon)) == pytest.approx(
        theirs, rel=1e-9, abs=1e-3
    )


@pytest.mark.parametrize(
    ("lat", "lon", "deg"),
    [
        pytest.param(31.0, 104.0, 0.0, id="north"),
        pytest.param(30.0, 105.0, 90.0, id="east"),
        pytest.param(29.0, 104.0, 180.0, id="south"),
        pytest.param(30.0, 103.0, 270.0, id="west"),
        pytest.param(31.0, 105.155, 45.0, id="north-east: a degree of longitude is shorter"),
    ],
)
def test_a_bearing_turns_clockwise_from_north(lat: float, lon: float, deg: float) -> None:
    assert bearing_deg(Point(30.0, 104.0), Point(lat, lon)) == pytest.approx(deg, abs=0.6)

"""Nearest sites, judged by a plain loop over true geodesics (geographiclib, geopy)."""

import math
from collections.abc import Iterable, Sequence
from random import Random

import numpy as np
import numpy.typing as npt
import pytest
from geographiclib.geodesic import Geodesic
from geopy.distance import geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from sites.directory.nearest import Nearest, ranking
from sites.directory.nearest.geodesic import (
    centre_km,
    earth_centred_km,
    geodesics_km,
    longest_km,
    shortest_km,
)
from sites.geo import Point
from sites.records import NearbySite, Site
from tests.making import make_site

CHENGDU, BEIJING, NULL_ISLAND = Point(30.642, 104.0434), Point(39.9042, 116.4074), Point(0.0, 0.0)
NORTH_POLE, SOUTH_POLE = Point(90.0, 0.0), Point(-90.0, 0.0)

EDGES = (-90.0, -45.0, 0.0, 45.0, 90.0)
# A coarse grid, poles and both names of the date line among it: worlds of it are full of ties.
grid_points = st.builds(
    Point,
    st.one_of(st.sampled_from(EDGES), st.integers(-90, 90).map(float)),
    st.one_of(st.sampled_from((-180.0, 0.0, 180.0)), st.integers(-180, 180).map(float)),
)
any_points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
chinese_points = st.builds(Point, st.floats(18, 54), st.floats(73, 136))


def true_m(origin: Point, there: Point) -> float:
    """Metres, with one spelling for a pole and for the date line, as both are one place."""
    lon = 0.0 if abs(there.lat) == 90 else 180.0 if there.lon == -180 else there.lon
    line = Geodesic.WGS84.Inverse(origin.lat, origin.lon, there.lat, lon, Geodesic.DISTANCE)
    return float(line["s12"])


def in_a_plain_loop(sites: Iterable[Site], origin: Point, limit: int) -> list[str]:
    placed = [(true_m(origin, site.fix.point), site.id) for site in sites if site.fix is not None]
    return [site_id for _, site_id in sorted(placed)[:limit]]


def ids(answer: Sequence[NearbySite]) -> list[str]:
    return [nearby.site.id for nearby in answer]


def sites_at(*points: Point) -> list[Site]:
    """Sites whose id order is the reverse of the order given, so that order is no accident."""
    return [make_site(f"s{len(points) - i:05}", at=point) for i, point in enumerate(points)]


@pytest.fixture(params=["scanned", "by tree"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Small worlds too go through the tree, which only large ones need."""
    if request.param == "by tree":
        monkeypatch.setattr(ranking, "_SCANNED_PLACES", 1)
    return str(request.param)


@pytest.mark.parametrize(
    "origin, points",
    [
        pytest.param(CHENGDU, [BEIJING, CHENGDU, Point(30.7, 104.1)], id="ordinary"),
        pytest.param(NULL_ISLAND, [Point(0, 1), Point(0.9, 0), Point(-1, 0)], id="zero, zero"),
        pytest.param(NORTH_POLE, [Point(89, 10), Point(88, -170), Point(90, 77)], id="pole"),
        pytest.param(Point(89.9, 0), [Point(89.8, 180), Point(89, 0)], id="across the pole"),
        pytest.param(Point(10, 179.9), [Point(10, 179), Point(10, -179.9)], id="date line"),
        pytest.param(
            Point(-30.642, -75.9566), [CHENGDU, BEIJING, Point(20, 110)], id="from the antipode"
        ),
        pytest.param(
            NULL_ISLAND, [Point(0.2, 179.7), Point(-0.3, -179.6), Point(0, 179.9), Point(0, -179)],
            id="near the antipode",
        ),
        pytest.param(SOUTH_POLE, [BEIJING, CHENGDU, NORTH_POLE], id="other pole"),
    ],
)  # fmt: skip
def test_the_order_is_that_of_a_plain_loop_over_geodesics(
    either_way: str, origin: Point, points: list[Point]
) -> None:
    sites = sites_at(*points)
    answer = Nearest(sites).nearest(origin)
    assert ids(answer) == in_a_plain_loop(sites, origin, 10)
    for nearby in answer:
        assert nearby.site.fix is not None
        there = nearby.site.fix.point
        judged_km = geodesic((origin.lat, origin.lon), (there.lat, there.lon)).km
        assert nearby.distance_km == pytest.approx(judged_km, rel=1e-6, abs=1e-9)


@settings(max_examples=150, deadline=None)
@given(st.lists(grid_points, max_size=40), grid_points, st.integers(1, 45))
def test_ties_and_edges_of_random_worlds_are_in_the_order_of_a_plain_loop(
    points: list[Point], origin: Point, limit: int
) -> None:
    sites = sites_at(*points)
    assert ids(Nearest(sites).nearest(origin, limit=limit)) == in_a_plain_loop(sites, origin, limit)


@settings(max_examples=60, deadline=None)
@given(st.lists(any_points, min_size=1, max_size=40), any_points, st.integers(1, 12))
def test_random_worlds_by_tree_are_in_the_order_of_a_plain_loop(
    points: list[Point], origin: Point, limit: int
) -> None:
    sites = sites_at(*points)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ranking, "_SCANNED_PLACES", 1)
        answer = Nearest(sites).nearest(origin, limit=limit)
    assert ids(answer) == in_a_plain_loop(sites, origin, limit)


def counties(count: int, seats: int) -> list[Site]:
    """As the real list: many sites stand on the seat of their county."""
    draw = Random(7)  # noqa: S311
    at = [Point(draw.uniform(18, 53), draw.uniform(74, 135)) for _ in range(seats)]
    sites = [make_site(f"s{draw.getrandbits(40):010x}", at=at[i % seats]) for i in range(count)]
    draw.shuffle(sites)
    return sites


@pytest.mark.parametrize(
    "origin",
    [
        CHENGDU, BEIJING, Point(46.0, 90.0), Point(18.3, 109.5), Point(35.68, 139.69),
        Point(51.5, -0.12), Point(-33.9, 151.2), Point(40.7, -74.0), Point(-34.6, -58.4),
    ],
    ids=[
        "Chengdu", "Beijing", "desert", "Sanya", "Tokyo", "London", "Sydney", "New York",
        "Buenos Aires",
    ],
)  # fmt: skip
def test_ten_of_5200_are_those_of_a_plain_loop(either_way: str, origin: Point) -> None:
    sites = counties(5200, seats=700)
    assert ids(Nearest(sites).nearest(origin)) == in_a_plain_loop(sites, origin, 10)


@pytest.mark.parametrize("limit", range(1, 7))
def test_equal_distances_come_in_id_order_also_where_the_list_ends(
    either_way: str, limit: int
) -> None:
    tied = [Point(0, 1), Point(0, -1), Point(0, 1)]
    sites = sites_at(*tied, Point(0, 0.5), Point(0, 2))
    expected = ["s00002", "s00003", "s00004", "s00005", "s00001"][:limit]
    assert ids(Nearest(sites).nearest(NULL_ISLAND, limit=limit)) == expected


@pytest.mark.parametrize(
    "points",
    [
        pytest.param([Point(90, 0), Point(90, 120), Point(90, -77)], id="a pole has one point"),
        pytest.param([Point(12, 180), Point(12, -180)], id="the date line has one side"),
        pytest.param([Point(0.0, 5), Point(-0.0, 5)], id="minus zero is zero"),
    ],
)
def test_one_place_under_several_names_is_a_tie(points: list[Point]) -> None:
    sites = sites_at(*points)
    answer = Nearest(sites).nearest(Point(3, 4))
    assert ids(answer) == sorted(site.id for site in sites)
    assert len({nearby.distance_km for nearby in answer}) == 1


@pytest.mark.parametrize("there", [Point(31, 100), Point(30, 101), Point(31, 101)], ids=str)
def test_places_that_share_a_degree_of_latitude_or_longitude_are_two(there: Point) -> None:
    """One degree apart, and sorted next to each other."""
    here = Point(30, 100)
    near, far = Nearest(sites_at(here, there)).nearest(here)
    assert near.distance_km == 0.0
    assert far.distance_km == pytest.approx(true_m(here, there) / 1000)


@pytest.mark.parametrize("as_mask", [True, False], ids=["mask", "set"])
@pytest.mark.parametrize("limit", [1, 3, 10, 400])
def test_only_sites_of_where_are_answered(either_way: str, as_mask: bool, limit: int) -> None:
    sites = counties(400, seats=90)
    chosen = set(range(5, 400, 7))
    mask = np.array([position in chosen for position in range(400)])
    answer = Nearest(sites).nearest(CHENGDU, limit=limit, where=mask if as_mask else chosen)
    assert ids(answer) == in_a_plain_loop([sites[i] for i in sorted(chosen)], CHENGDU, limit)


def test_where_may_leave_out_the_nearest_thousand(either_way: str) -> None:
    sites = sites_at(*(Point(30, 100 + i / 1000) for i in range(1200)))
    far = set(range(1000, 1200))
    assert ids(Nearest(sites).nearest(Point(30, 100), limit=2, where=far)) == ["s00200", "s00199"]


@pytest.mark.parametrize("where", [set(), np.zeros(3, dtype=np.bool_)], ids=["set", "mask"])
def test_where_nothing_is_allowed_nothing_is_found(where: set[int] | npt.NDArray[np.bool_]) -> None:
    assert Nearest(sites_at(CHENGDU, BEIJING, NULL_ISLAND)).nearest(CHENGDU, where=where) == ()


def test_a_site_without_a_fix_is_left_out() -> None:
    nowhere, somewhere = make_site("a", fix=None), make_site("b", at=BEIJING)
    nearest = Nearest([nowhere, somewhere])
    assert ids(nearest.nearest(CHENGDU)) == ["b"]
    assert nearest.nearest(CHENGDU, where={0}) == ()
    assert [math.isnan(km) for km in nearest.distances_km(CHENGDU)] == [True, False]


def test_distances_of_some_positions_come_in_their_order() -> None:
    sites = [*counties(30, seats=9), make_site("nowhere", fix=None)]
    nearest, positions = Nearest(sites), np.array([30, 7, 2, 7])
    expected_km = nearest.distances_km(CHENGDU)[positions]
    assert np.array_equal(nearest.distances_km(CHENGDU, positions), expected_km, equal_nan=True)
    assert nearest.distances_km(CHENGDU, np.array([], dtype=np.intp)).size == 0


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_below_one_finds_nothing(limit: int) -> None:
    assert Nearest(sites_at(CHENGDU)).nearest(CHENGDU, limit=limit) == ()


@pytest.mark.parametrize(
    "sites", [[], [make_site(fix=None)]], ids=["no site", "no site with a fix"]
)
def test_an_empty_world_answers_nothing(sites: list[Site]) -> None:
    nearest = Nearest(sites)
    assert nearest.nearest(CHENGDU) == ()
    assert nearest.nearest(CHENGDU, where=set()) == ()
    assert len(nearest.distances_km(CHENGDU)) == len(sites)


@settings(max_examples=200, deadline=None)
@given(chinese_points, st.lists(chinese_points, min_size=1, max_size=20))
def test_distances_within_china_agree_with_geopy_to_the_metre(
    origin: Point, points: list[Point]
) -> None:
    found_km = Nearest(sites_at(*points)).distances_km(origin)
    judged_km = [geodesic((origin.lat, origin.lon), (each.lat, each.lon)).km for each in points]
    assert found_km == pytest.approx(judged_km, abs=0.001, rel=0)


@settings(max_examples=200, deadline=None)
@given(st.one_of(any_points, grid_points), st.one_of(any_points, grid_points))
def test_distances_anywhere_agree_to_a_millionth(origin: Point, there: Point) -> None:
    nearest = Nearest(sites_at(there))
    expected_km = pytest.approx(true_m(origin, there) / 1000, rel=1e-6, abs=1e-8)
    assert nearest.distances_km(origin)[0] == expected_km
    assert nearest.nearest(origin)[0].distance_km == expected_km


@settings(max_examples=300, deadline=None)
@given(st.one_of(any_points, grid_points), st.one_of(any_points, grid_points))
def test_a_geodesic_lies_within_the_bounds_of_its_chord(one: Point, other: Point) -> None:
    there = earth_centred_km(np.array([other.lat]), np.array([other.lon]))[0]
    chord_km = math.dist(centre_km(one), there)
    assert shortest_km(chord_km) <= true_m(one, other) / 1000 <= longest_km(chord_km)


def test_the_bounds_hold_where_the_ellipsoid_is_most_and_least_curved() -> None:
    for step_m in (1.0, 1e3, 1e5, 1e6, 5e6, 1.9e7):
        for lat, azimuth in ((0.0, 0.0), (0.0, 90.0), (89.999, 0.0), (45.0, 45.0)):
            end = Geodesic.WGS84.Direct(lat, 0.0, azimuth, step_m)
            there = earth_centred_km(np.array([end["lat2"]]), np.array([end["lon2"]]))[0]
            chord_km = math.dist(centre_km(Point(lat, 0.0)), there)
            true_km = true_m(Point(lat, 0.0), Point(end["lat2"], end["lon2"])) / 1000
            assert shortest_km(chord_km) <= true_km <= longest_km(chord_km)


def test_no_two_points_are_farther_apart_than_the_poles() -> None:
    """So the bound for the longest chords is half a meridian, to the millimetre."""
    pole_to_pole_km = true_m(NORTH_POLE, SOUTH_POLE) / 1000
    assert longest_km(12_713.5) == pytest.approx(pole_to_pole_km, abs=1e-3)


def test_the_series_keeps_its_margin_at_every_distance() -> None:
    draw = Random(3)  # noqa: S311
    for _ in range(40):
        origin = Point(draw.uniform(-90, 90), draw.uniform(-180, 180))
        ends = [
            Geodesic.WGS84.Direct(origin.lat, origin.lon, draw.uniform(0, 360), 10**exponent)
            for exponent in (0.5, 2, 3.5, 5, 6, 6.5, 6.9, 7.1, 7.2, 7.25, 7.3)
        ]
        lat, lon = (np.array([end[name] for end in ends]) for name in ("lat2", "lon2"))
        kms, margins_km = geodesics_km(origin, lat, lon)
        true_km = [true_m(origin, Point(*pair)) / 1000 for pair in zip(lat, lon, strict=True)]
        assert (np.abs(kms - true_km) <= margins_km).all()

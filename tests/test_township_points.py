"""The rules that give a township its point, on counties made for it."""

from dataclasses import replace

import pytest

from tools.gazetteer.points.seats import Proposal
from tools.gazetteer.points.township_rules import (
    County,
    further_points,
    lone_namesakes,
    namesakes,
    near_namesakes,
    own_villages,
    seat_towns,
)
from tools.gazetteer.points.townships import known_points
from tools.gazetteer.sources.geonames import Place
from tools.gazetteer.sources.osm import Poi
from tools.gazetteer.sources.villages import Village

HERE, THERE = (30.0, 110.0), (30.0, 110.3)  # 29 km apart
TOWNS = [("100001100", "甲山镇"), ("100001101", "乙水镇"), ("100001102", "丙河县镇")]
SEAT = Proposal("town", *HERE, 1.0, by_osm=True)


def county(**parts: object) -> County:
    bare = County("100001", "丙河县", TOWNS, [], [], {}, [], SEAT, str, frozenset(["丙河"]), 1500.0)
    return replace(bare, **parts)  # type: ignore[arg-type]


def poi(name: str, kind: str = "building", at: tuple[float, float] = HERE) -> Poi:
    return Poi(name, kind, *at)


def place(*names: str, feature: str = "", at: tuple[float, float] = HERE) -> Place:
    return Place(1, names[0], frozenset(names), *at, 0, feature)


@pytest.mark.parametrize(
    "pois",
    [
        pytest.param([poi("甲山石刻馆"), poi("甲山石刻馆", "hotel")], id="one place mapped twice"),
        pytest.param([poi("甲山公园", "park"), poi("甲山寺", "attraction")], id="sights"),
        pytest.param([poi("甲山镇东沟小学"), poi("甲山镇东沟卫生室")], id="of a village"),
        pytest.param([poi("甲山中学"), poi("甲山商店", at=THERE)], id="far apart"),
        pytest.param([poi("甲山中学"), poi("甲山路小学")], id="of a street"),
    ],
)
def test_places_that_only_look_like_a_townships_give_no_point(pois: list[Poi]) -> None:
    assert not namesakes(county(pois=pois, listed={"东沟": {"100001101"}}))


def test_two_places_of_its_name_give_a_township_its_point() -> None:
    found = namesakes(county(pois=[poi("甲山中学"), poi("丙河县甲山商店")]))
    assert found["100001100"].point == HERE


def test_the_countys_own_name_is_not_the_townships() -> None:
    towns = [("100001103", "丙河镇")]
    services = [poi("丙河中学"), poi("丙河派出所")]
    assert not known_points(county(townships=towns, pois=services))
    assert not namesakes(county(townships=towns, pois=services))
    assert known_points(county(townships=towns, pois=[poi("丙河镇中心小学")]))


def test_a_park_places_a_township_in_a_small_district_only() -> None:
    park = [poi("甲山公园", "park")]
    assert near_namesakes(county(pois=park, area_km2=100.0))
    assert not near_namesakes(county(pois=park))
    assert not near_namesakes(county(pois=park, area_km2=0.0)), "not known how small"


def test_one_school_or_estate_of_the_name_places_a_township_no_shop_does() -> None:
    assert lone_namesakes(county(pois=[poi("甲山中心学校")]))
    assert lone_namesakes(county(pois=[poi("甲山花园", "residential")]))
    assert lone_namesakes(county(pois=[poi("甲山图书市场", "retail")]))
    assert not lone_namesakes(county(pois=[poi("甲山牛肉面")]))


@pytest.mark.parametrize(
    "name", ["甲山派出所", "丙河县甲山镇社区卫生服务中心", "甲山第二中学", "甲山镇便民服务中心"]
)
def test_a_service_that_bears_its_name_gives_a_township_its_point(name: str) -> None:
    assert known_points(county(pois=[poi(name, at=THERE)]))["100001100"].point == THERE


def test_only_openstreetmaps_village_places_its_township() -> None:
    village = Village("100001100", "甲山", *THERE, by_osm=True)
    assert own_villages(county(villages=[village]))["100001100"].point == THERE
    assert not own_villages(county(villages=[replace(village, by_osm=False)]))


@pytest.mark.parametrize(
    ("parts", "is_there"),
    [
        pytest.param({}, True, id="nothing against it"),
        pytest.param({"seat": None}, False, id="no seat"),
        pytest.param({"places": [place("乙水", feature="PPLA3")]}, False, id="GeoNames' seat"),
        pytest.param({"places": [place("乙水")]}, False, id="another town"),
        pytest.param({"places": [place("乙水", at=THERE)]}, True, id="another town far away"),
    ],
)
def test_the_town_numbered_100_is_the_seat_unless_another_one_is(
    parts: dict[str, object], is_there: bool
) -> None:
    assert ("100001100" in seat_towns(county(**parts))) is is_there


def test_two_streets_share_the_town_of_the_seat() -> None:
    streets = [("100001001", "甲东街道"), ("100001002", "甲西街道")]
    seat = place("丙河", "甲西街道", feature="PPLA3")
    assert "100001001" in seat_towns(county(townships=streets, places=[seat]))
    streets = [("100001001", "甲东街道"), ("100001100", "甲西镇")]
    seat = place("丙河", "甲西镇", feature="PPLA3")
    assert "100001001" not in seat_towns(county(townships=streets, places=[seat]))


@pytest.mark.parametrize(
    ("parts", "is_there"),
    [
        pytest.param({}, True, id="alone"),
        pytest.param({"listed": {"甲山": {"100001101"}}}, False, id="another one's village"),
        pytest.param({"listed": {"甲山": {"100001100"}}}, True, id="its own village"),
        pytest.param(
            {"places": [place("甲山", "乙水镇")]}, False, id="another town's by full name"
        ),
        pytest.param({"area_km2": 40_000.0}, False, id="a county as wide as a province"),
    ],
)
def test_geonames_short_name_is_believed_where_nothing_speaks_against_it(
    parts: dict[str, object], is_there: bool
) -> None:
    found = known_points(county(**{"places": [place("甲山")], **parts}))
    assert ("100001100" in found) is is_there


@pytest.mark.parametrize(
    ("at", "expected"),
    [((30.0, 110.03), (30.0, 110.03)), ((30.0, 110.1), HERE), (THERE, None)],
    ids=["beside the seat", "aside of it", "far from it"],
)
def test_geonames_seat_and_the_countys_must_agree(
    at: tuple[float, float], expected: tuple[float, float] | None
) -> None:
    found = known_points(county(places=[place("甲山镇", "丙河", feature="PPLA3", at=at)]))
    assert (found["100001100"].point if found else None) == expected


def test_the_seat_of_a_county_of_the_past_is_its_towns_point() -> None:
    found = known_points(county(places=[place("甲山镇", "甲山区", feature="PPLA3", at=THERE)]))
    assert found["100001100"].point == THERE


def test_in_the_widest_counties_one_witness_is_not_enough() -> None:
    wide = county(area_km2=40_000.0, pois=[poi("乙水超市")])
    assert "100001101" not in dict(further_points(wide, {}))
    assert "100001101" in dict(further_points(replace(wide, area_km2=1500.0), {}))
    alone = replace(wide, pois=[])
    by_geonames = replace(alone, seat=replace(SEAT, by_osm=False))
    assert "100001100" in dict(further_points(alone, {}))
    assert "100001100" not in dict(further_points(by_geonames, {}))

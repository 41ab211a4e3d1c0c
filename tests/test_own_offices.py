"""Offices of a deployment's own whose names say little: whose is it?"""

from pathlib import Path

import pytest

from sites.areas import gazetteer
from sites.areas.own_offices import name_of_its_own
from sites.areas.place_rows import Place, PlaceSource
from sites.areas.places_file import PlacesFile
from sites.areas.places_written import write_places
from sites.geo import Point
from sites.geocoding import PlaceText, locate
from sites.locating.brought.naming_places import kept_names
from sites.locating.brought.operator_table import places_of
from sites.records import Fix

COUNTY, TOWN, HOSPITAL = Point(31.81, 121.66), Point(31.80, 121.65), Point(31.82, 121.64)
PLACES = [
    Place("320681", "人民政府", "office", (COUNTY,), 0, "1"),
    Place("320681", "汇龙镇人民政府", "office", (TOWN,), 0, "2"),
    Place("320681", "启东派出所", "office", (TOWN,), 0, "3"),
    Place("320681", "试验医院", "office", (HOSPITAL,), 0, "4"),
]


@pytest.fixture(autouse=True)
def _brought(places: Path) -> None:
    """The gazetteer asks the offices until the test ends."""
    write_places(places, [PlaceSource("table", "x.csv", "", "", 0)], PLACES)
    gazetteer().bring(PlacesFile(places))


def fix_of(unit: str, address: str = "") -> Fix:
    fix = locate(PlaceText("江苏省", "南通市", "启东市", unit, address)).fix
    assert fix is not None
    return fix


@pytest.mark.parametrize(
    ("unit", "point"),
    [
        ("启东市人民政府", COUNTY),
        ("江苏省启东市人民政府", COUNTY),
        ("汇龙镇人民政府", TOWN),
        ("启东市汇龙镇人民政府", TOWN),
        ("汇龙镇政府", TOWN),
        ("启东派出所", TOWN),
        ("启东市汇龙镇试验医院", HOSPITAL),
    ],
)
def test_an_office_is_its_own_areas(unit: str, point: Point) -> None:
    fix = fix_of(unit)
    assert (fix.point, fix.precision, fix.method) == (point, "building", "table")


@pytest.mark.parametrize("unit", ["南阳镇人民政府", "南阳镇派出所", "南阳派出所"])
def test_a_towns_office_is_not_the_countys(unit: str) -> None:
    """No place is known for these: that of the county would be the wrong one."""
    assert fix_of(unit).method != "table"
    assert fix_of("", f"{unit}内").method != "table"


@pytest.mark.parametrize(
    ("adcode", "text", "own"),
    [
        ("110106", "丰台派出所", "丰台派出所"),
        ("130983", "黄骅镇人民政府", "黄骅镇人民政府"),
        ("130983", "黄骅市人民政府", "人民政府"),
        ("320681", "启东汽车站", "汽车站"),
        ("320681", "启东中学", "启东中学"),
    ],
)
def test_a_short_name_stays_before_what_each_town_has(adcode: str, text: str, own: str) -> None:
    assert name_of_its_own(text, gazetteer().path(adcode)) == own


@pytest.mark.parametrize("name", ["卫生院", "派出所", "中心小学"])
def test_a_name_that_each_town_has_names_nothing(name: str) -> None:
    assert kept_names([name], "office", gazetteer().path("320681")) == ()


def test_a_township_twice_in_a_table_is_told(tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    area = "江苏省,南通市,启东市"
    rows = (f"汇龙镇,{area},31.81,121.65,wgs84", f"汇龙镇,{area},31.70,121.80,wgs84")
    table.write_text("\n".join(("单位,省份,城市,区县,lat,lon,datum", *rows)), encoding="utf-8")
    brought = places_of(table)
    assert brought.places == ()
    assert ["相距 1" in problem.advice for problem in brought.problems if not problem.taken] == [
        True,
        True,
    ]


def test_a_street_office_in_a_table_is_no_road(tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    row = "澄江街道,江苏省,无锡市,江阴市,31.9068,120.2629,wgs84"
    table.write_text(f"单位,省份,城市,区县,lat,lon,datum\n{row}\n", encoding="utf-8")
    (place,) = places_of(table).places
    assert (place.kind, place.township) == ("township", "320281001")

"""Which counties lie around an area."""

import pytest

from sites.areas import gazetteer
from sites.areas.neighbours import is_county, nearest_counties
from sites.geo import great_circle_km


@pytest.mark.parametrize("adcode", ["510107", "510100", "441900", "820000", "540102", "460302"])
def test_the_neighbours_are_the_nearest_of_all_counties(adcode: str) -> None:
    places = gazetteer()
    known = [area for level in ("province", "city", "county") for area in places.all(level)]
    here = places.fix(adcode)
    assert here is not None
    km = {
        area.adcode: great_circle_km(here.point, fix.point)
        for area in known
        if area.adcode != adcode
        and is_county(places, area.adcode)
        and (fix := places.fix(area.adcode))
    }
    nearest = sorted(km, key=lambda code: km[code])[:5]
    found = [area.adcode for area in nearest_counties(places, adcode, limit=5)]
    assert [round(km[code], 3) for code in found] == [round(km[code], 3) for code in nearest]


@pytest.mark.parametrize(
    "adcode, expected",
    [
        pytest.param("510107", True, id="a district"),
        pytest.param("441900", True, id="a city without counties"),
        pytest.param("510100", False, id="a city with counties"),
        pytest.param("510000", False, id="a province"),
        pytest.param("340123100", False, id="a township"),
        pytest.param("999999", False, id="no area"),
    ],
)
def test_what_is_a_county(adcode: str, expected: bool) -> None:
    assert is_county(gazetteer(), adcode) == expected


def test_an_area_that_never_was_has_no_neighbours() -> None:
    assert nearest_counties(gazetteer(), "999999", limit=5) == ()

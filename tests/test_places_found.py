"""A question that names a place finds the sites of that place, and no other's as its own."""

import pytest

from tests.making import make_site
from tests.test_finding import PLACES, finder_of, ids, site_in


def test_a_county_called_like_a_bureau_finds_its_own_site_alone() -> None:
    """公安 stands in every unit's name; 公安县公安局 is one county's."""
    answer = finder_of([site_in(adcode) for adcode in PLACES]).search("公安县公安局")
    assert ids(answer.found) == ["site421022"]
    assert answer.total == 1


@pytest.mark.parametrize("text", ["昆山千灯镇", "千灯镇", "江苏省苏州市昆山市千灯镇少卿路"])
def test_a_townships_name_finds_the_sites_of_its_county(text: str) -> None:
    there = make_site(
        "kunshan",
        adcode="320583",
        province="江苏省",
        city="苏州市",
        county="昆山市",
        unit="昆山市公安局刑侦大队",
    )
    answer = finder_of([there, *map(site_in, PLACES)]).search(text)
    assert ids(answer.found) == ["kunshan"]


@pytest.mark.parametrize(
    ("text", "adcode"),
    [
        pytest.param("杨凌采血", "610403", id="a zone"),
        pytest.param("禄丰县", "532302", id="an old name"),
        pytest.param("哈尔滨太平区", "230104", id="a district merged into another"),
    ],
)
def test_zones_and_old_names_lead_to_the_area_of_today(text: str, adcode: str) -> None:
    answer = finder_of([site_in(each) for each in PLACES]).search(text)
    assert answer.origin is not None
    assert answer.origin.adcode == adcode

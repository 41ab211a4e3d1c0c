"""A question becomes an answer: judged on a small directory with the real gazetteer."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from sites.areas import gazetteer
from sites.directory import Directory
from sites.errors import NotFoundError
from sites.finding import Finder
from sites.geo import Point
from sites.records import Fix, Release, Site, SiteCounts
from sites.understanding import understand
from tests.making import make_demo, make_site

PLACES = {
    "510107": ("四川省", "成都市", "武侯区", Point(30.642, 104.043)),
    "510104": ("四川省", "成都市", "锦江区", Point(30.657, 104.081)),
    "510722": ("四川省", "绵阳市", "三台县", Point(31.09, 105.09)),
    "110105": ("北京市", None, "朝阳区", Point(39.921, 116.443)),
    "220104": ("吉林省", "长春市", "朝阳区", Point(43.833, 125.288)),
    "110118": ("北京市", None, "密云区", Point(40.376, 116.843)),
    "421022": ("湖北省", "荆州市", "公安县", Point(30.058, 112.23)),
}


def site_in(adcode: str, *, demo: bool = False, unit: str = "") -> Site:
    province, city, county, point = PLACES[adcode]
    make = make_demo if demo else make_site
    return make(
        f"site{adcode}",
        unit=unit or f"{county}公安分局刑侦大队{'演示' if demo else ''}",
        adcode=adcode,
        province=province,
        city=city,
        county=county,
        at=point,
    )


def finder_of(sites: Sequence[Site]) -> Finder:
    demo = sum(site.is_demo for site in sites)
    counts = SiteCounts(len(sites), len(sites) - demo, demo)
    now = datetime(2026, 11, 24, tzinfo=UTC)
    release = Release(1, "live", now, now, counts, "0" * 64, ())
    return Finder(Directory(release, sites, gazetteer=gazetteer(), former_sites={}), gazetteer())


@pytest.fixture(scope="module")
def finder() -> Finder:
    return finder_of([site_in(adcode) for adcode in PLACES])


def ids(found: Sequence[Any]) -> list[str]:
    return [each.site.id for each in found]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        pytest.param("武侯", "site510107", id="short name"),
        pytest.param("武侯区", "site510107", id="name"),
        pytest.param("四川省成都市武侯区武科西一路6号", "site510107", id="address"),
        pytest.param("密云县", "site110118", id="old name"),
        pytest.param("公安县公安局", "site421022", id="the county called 公安"),
        pytest.param("santai", "site510722", id="pinyin"),
        pytest.param("  武侯　区 ", "site510107", id="spaces"),
        pytest.param("長春市朝陽區", "site220104", id="traditional characters"),
    ],
)
def test_a_place_in_any_wording_leads_to_its_site_first(
    finder: Finder, text: str, first: str
) -> None:
    answer = finder.search(text)
    assert answer.origin is not None
    assert ids(answer.found)[:1] == [first]


def test_an_ambiguous_name_offers_its_places_and_assumes_none(finder: Finder) -> None:
    answer = finder.search("朝阳区")
    assert {choice.area.adcode for choice in answer.choices} == {"110105", "220104"}
    assert answer.origin is None
    assert all(found.distance_km is None for found in answer.found)
    assert set(ids(answer.found)) == {"site110105", "site220104"}


def test_an_old_name_says_when_it_changed(finder: Finder) -> None:
    (note,) = finder.search("密云县").notes
    assert "2015" in note
    assert "密云区" in note


def test_a_place_without_a_site_gets_the_nearest_with_distances(finder: Finder) -> None:
    answer = finder.search("德阳市")
    assert answer.total == 0
    assert len(answer.beyond) == 5
    distances_km = [near.distance_km for near in answer.beyond if near.distance_km is not None]
    assert len(distances_km) == len(answer.beyond)
    assert distances_km == sorted(distances_km)
    assert 30 < distances_km[0] < 120


def test_found_sites_stand_nearest_first_from_the_place(finder: Finder) -> None:
    answer = finder.search("成都市")
    assert set(ids(answer.found)) == {"site510107", "site510104"}
    distances_km = [found.distance_km for found in answer.found]
    assert [distance_km and round(distance_km, 1) for distance_km in distances_km] == [2.3, 3.1]


def test_found_sites_stand_nearest_first_whatever_their_ids() -> None:
    far, near = Point(30.9, 104.07), Point(30.67, 104.07)
    sites = [
        replace(site_in("510107"), id=site_id, fix=Fix(at, "exact", "given", "510107"))
        for site_id, at in (("a-far", far), ("b-near", near))
    ]
    answer = finder_of(sites).search("成都市")
    assert ids(answer.found) == ["b-near", "a-far"]
    assert [round(found.distance_km or 0) for found in answer.found] == [1, 26]


def test_words_of_a_place_find_nothing_at_the_other_end_of_the_country(finder: Finder) -> None:
    answer = finder.search("公安县公安局")
    assert (ids(answer.found), answer.total, answer.counts) == (["site421022"], 1, {"here": 1})


def test_a_township_leads_to_the_sites_of_its_county(finder: Finder) -> None:
    answer = finder.search("簇桥街道")
    assert [choice.area.adcode for choice in answer.choices] == ["510107003"]
    assert (ids(answer.found), answer.counts) == (["site510107"], {"here": 1})
    assert answer.nearest_real_km == 0.0
    assert not answer.is_narrowed


def test_a_site_near_the_place_counts_where_the_place_has_none(finder: Finder) -> None:
    answer = finder.search("德阳市")
    assert answer.nearest_real_km is not None
    assert round(answer.nearest_real_km) == 60
    assert not answer.real_near
    assert answer.nearest_real_km == finder.area("510600").nearest_real_km


def test_nothing_is_said_of_near_sites_where_no_place_is_named(finder: Finder) -> None:
    answer = finder.search("朝阳区")
    assert answer.nearest_real_km is None
    assert answer.real_near
    assert not answer.is_narrowed


def test_a_question_that_says_more_than_its_place_is_narrowed() -> None:
    other = replace(site_in("510107"), id="other", unit="武侯区人民医院")
    answer = finder_of([site_in("510107"), other]).search("武侯区人民医院")
    assert ids(answer.found) == ["other"]
    assert answer.is_narrowed


def test_digits_of_a_number_find_their_sites(finder: Finder) -> None:
    assert finder.search("02886400000").total == len(PLACES)


def test_a_word_left_out_is_said_to_be_so() -> None:
    finder = finder_of([site_in("110105", unit="北京市公安局朝阳分局刑事侦查支队")])
    answer = finder.search("北京市朝阳分局刑侦支队")
    assert ids(answer.found) == ["site110105"]
    assert answer.in_words


@pytest.mark.parametrize(
    "text", ["asdfqwer", "火星市月球区", "？？？", "😀", "<script>", "' OR 1=1"]
)
def test_nonsense_is_answered_with_nothing_assumed(finder: Finder, text: str) -> None:
    answer = finder.search(text)
    assert (answer.choices, answer.total, answer.beyond) == ((), 0, ())


def test_a_wrong_character_is_suggested_and_not_assumed(finder: Finder) -> None:
    answer = finder.search("武候区")
    assert answer.origin is None
    assert "武侯区" in [each.name for each in answer.suggestions]


def test_a_question_that_leads_nowhere_is_told_whom_to_ask_and_only_such_a_one(
    finder: Finder,
) -> None:
    nowhere = finder.search("能不能刷医保")
    assert [each.heading for each in nowhere.statements] == ["别的问题", "去以前做什么"]
    for text in ("武候区怎么样吗", "武候区吗"):
        answer = finder.search(text)
        assert "武侯区" in [each.name for each in answer.suggestions]
        assert answer.statements == ()


def test_a_wrong_character_after_a_known_city_is_suggested_inside_it(finder: Finder) -> None:
    answer = finder.search("成都市武候区")
    assert [choice.area.adcode for choice in answer.choices] == ["510100"]
    assert [each.text for each in answer.suggestions] == ["四川省成都市武侯区"]


@pytest.mark.parametrize("text", ["成都市", "武侯区", "成都市武侯区武科西一路6号", "朝阳区"])
def test_what_is_understood_gets_no_suggestion(finder: Finder, text: str) -> None:
    assert finder.search(text).suggestions == ()


def test_pages_of_an_answer_follow_each_other(finder: Finder) -> None:
    whole = ids(finder.search("公安", limit=20).found)
    pages = [ids(finder.search("公安", offset=start, limit=3).found) for start in (0, 3, 6, 9)]
    assert [each for page in pages for each in page] == whole


def test_a_page_of_an_answer_begins_with_its_first_and_has_twenty() -> None:
    sites = [replace(site_in("510107"), id=f"s{number:02}") for number in range(30)]
    answer = finder_of(sites).search("武侯区")
    assert (ids(answer.found), answer.total) == ([f"s{number:02}" for number in range(20)], 30)
    assert len(finder_of(sites).nearest_sites(PLACES["510107"][3])) == 10


def test_of_a_name_that_very_many_places_bear_two_dozen_are_offered(finder: Finder) -> None:
    answer = finder.search("城关镇")
    named = understand(gazetteer(), "城关镇").areas
    assert len(named) > 24
    assert len(answer.choices) == 24
    assert answer.more_choices == len(named) - 24
    assert finder.search("朝阳区").more_choices == 0


@pytest.mark.parametrize(
    ("origin", "own"),
    [
        pytest.param(Point(30.642, 104.0434), "510107", id="武侯区"),
        pytest.param(Point(0, 0), None, id="Gulf of Guinea"),
        pytest.param(Point(90, 0), None, id="north pole"),
        pytest.param(Point(-90, 0), None, id="south pole"),
        pytest.param(Point(10, 180), None, id="date line"),
        pytest.param(Point(35.68, 139.77), None, id="Tokyo"),
    ],
)
def test_every_origin_on_earth_gets_the_nearest_sites(
    finder: Finder, origin: Point, own: str | None
) -> None:
    answer = finder.nearest(origin)
    assert len(finder.nearest_sites(origin)) == len(PLACES)
    assert [area.adcode for area in answer.areas[:1]] == ([own] if own else [])


def test_a_county_has_its_sites_and_the_nearest_beyond(finder: Finder) -> None:
    answer = finder.area("510107")
    assert ids_of(answer.own) == ["site510107"]
    assert answer.beyond[0].site.id == "site510104"
    assert answer.real_near
    assert [area.adcode for area in answer.choice.path] == ["510000", "510100", "510107"]


def ids_of(sites: Sequence[Site]) -> list[str]:
    return [site.id for site in sites]


def test_a_province_has_its_parts_with_counts(finder: Finder) -> None:
    answer = finder.area("510000")
    counts = {part.area.adcode: part.counts.total for part in answer.parts}
    assert (counts["510100"], counts["510700"], counts["513400"]) == (2, 1, 0)
    assert ids_of(answer.own) == ["site510104", "site510107", "site510722"]


def test_where_only_demonstrations_are_near_no_real_site_is_near() -> None:
    finder = finder_of([site_in("510107", demo=True), site_in("110105")])
    assert not finder.area("510107").real_near
    assert not finder.search("武侯区").real_near
    assert not finder.nearest(Point(30.642, 104.043)).real_near
    assert finder.area("110105").real_near


@pytest.mark.parametrize("adcode", ["", "999999", "51", "abc", "510107001", "' --"])
def test_an_unknown_area_is_said_to_be_unknown(finder: Finder, adcode: str) -> None:
    with pytest.raises(NotFoundError, match="没有这个地区"):
        finder.area(adcode)


def test_a_city_has_the_sites_of_all_its_parts(finder: Finder) -> None:
    assert ids_of(finder.area("510100").own) == ["site510104", "site510107"]


def test_a_site_of_the_province_itself_stands_among_its_own() -> None:
    office = make_site("office", adcode="510000", city=None, county=None, unit="省厅")
    answer = finder_of([office, site_in("510107")]).area("510000")
    assert ids_of(answer.own) == ["office", "site510107"]


def test_a_site_is_given_by_its_id(finder: Finder) -> None:
    assert finder.site("site510107") == site_in("510107")


def test_an_unknown_site_is_said_to_be_unknown(finder: Finder) -> None:
    with pytest.raises(NotFoundError, match="不在现在的名单里"):
        finder.site("nobody")


def test_an_empty_directory_answers_without_a_dead_end() -> None:
    finder = finder_of([])
    assert finder.area("510107").beyond == ()
    assert finder.nearest_sites(Point(30, 104)) == ()
    assert finder.search("武侯").choices


def test_api_and_page_find_the_same_sites(finder: Finder) -> None:
    for text in ("武侯", "朝阳", "公安", "密云县"):
        page = finder.search(text)
        answer = finder.sites(text, area="", offset=0, limit=20)
        assert (ids(answer.found), answer.total) == (ids(page.found), page.total)


def test_an_area_narrows_a_search(finder: Finder) -> None:
    answer = finder.sites("朝阳", area="220000", offset=0, limit=20)
    assert ids(answer.found) == ["site220104"]


def test_a_place_outside_the_area_gives_what_is_nearest_to_it_inside(finder: Finder) -> None:
    answer = finder.sites("三台县", area="510100", offset=0, limit=20)
    assert (ids(answer.found), answer.total) == (["site510104", "site510107"], 2)
    distances_km = [round(found.distance_km or 0) for found in answer.found]
    assert distances_km == [107, 111]
    second = finder.sites("三台县", area="510100", offset=1, limit=1)
    assert (ids(second.found), second.total) == (["site510107"], 2)


def test_all_sites_are_listed_in_their_fixed_order(finder: Finder) -> None:
    answer = finder.sites("", area="", offset=0, limit=100)
    assert ids(answer.found) == [f"site{adcode}" for adcode in sorted(PLACES)]

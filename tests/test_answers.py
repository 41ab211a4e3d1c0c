"""Records as programmes get them: every key of the public contract, and the order of a point."""

from datetime import UTC, datetime
from typing import Any

import pytest

from sites.areas import gazetteer
from sites.records import Phone, Release, SiteCounts, Source, Spot
from sites.records.scans import Box
from sites.voice import answers
from tests.making import make_demo, make_site

PUBLISHED_AT = datetime(2026, 11, 24, 3, 5, tzinfo=UTC)
RELEASE = Release(7, "live", PUBLISHED_AT, PUBLISHED_AT, SiteCounts(12, 9, 3), "abc", ("甲.csv",),
                  root="def")  # fmt: skip
TOLD: dict[str, Any] = {
    "id": "testsite",
    "unit": "测试县公安局刑侦大队",
    "area": {"adcode": "510107", "province": "四川省", "city": "成都市", "county": "武侯区"},
    "address": "测试路 1 号",
    "phones": [{"text": "028-86400000", "tel": "02886400000", "kind": "landline"}],
    "hours": None,
    "lat": 30.642,
    "lon": 104.0434,
    "precision": "exact",
    "status": "published",
    "source": {
        "title": "演示名单（测试用）",
        "url": "https://example.org/list",
        "published_on": "2022-07-04",
        "place": None,
        "spots": [],
    },
    "checked_on": None,
    "checked_by": None,
}


def test_a_site_has_every_key_of_the_contract() -> None:
    assert answers.site_json(make_site()) == TOLD


def test_what_is_known_of_a_site_is_told_and_what_is_not_is_null() -> None:
    spots = (Spot("03.png", 12, Box(140, 120, 980, 160)), Spot("04.png"))
    source = Source("名单", "javascript:alert(1)", "2022", spots)
    told = answers.site_json(
        make_site(
            fix=None, hours="工作日", checked_on="2026-11-24", checked_by="ZXM", source=source
        )
    )
    assert told == TOLD | {
        "lat": None,
        "lon": None,
        "precision": None,
        "hours": "工作日",
        "checked_on": "2026-11-24",
        "checked_by": "ZXM",
        "source": {
            "title": "名单",
            "url": None,
            "published_on": "2022",
            "place": "图片 03.png 第 12 行；图片 04.png",
            "spots": [
                {"picture": "03.png", "row": 12, "box": [140, 120, 980, 160]},
                {"picture": "04.png", "row": None, "box": None},
            ],
        },
    }


def test_a_demonstration_has_no_number_to_dial_and_no_source() -> None:
    told = answers.site_json(make_demo(phones=(Phone("028-86407110", "02886407110", "landline"),)))
    assert told["phones"] == [{"text": "028-86407110", "tel": None, "kind": "landline"}]
    assert (told["status"], told["source"]) == ("demo", None)


@pytest.mark.parametrize(("distance_km", "told"), [(None, None), (1.23456, 1.235), (0.0, 0.0)])
def test_a_site_near_a_place_has_its_distance_to_the_metre(
    distance_km: float | None, told: float | None
) -> None:
    near = answers.site_json(make_site(), distance_km=distance_km, near=True)
    assert near == TOLD | {"distance_km": told}


@pytest.mark.parametrize(
    ("adcode", "names"),
    [
        ("510107", ("四川省", "成都市", "武侯区")),
        ("510100", ("四川省", "成都市", None)),
        ("510000", ("四川省", None, None)),
    ],
)
def test_an_area_has_its_code_and_three_names(
    adcode: str, names: tuple[str | None, str | None, str | None]
) -> None:
    places = gazetteer()
    area = places.get(adcode)
    assert area is not None
    told = answers.area_json(area, places.names(adcode))
    province, city, county = names
    assert told == {"adcode": adcode, "province": province, "city": city, "county": county}


def test_a_release_tells_its_number_time_counts_and_hash() -> None:
    assert answers.release_json(RELEASE) == {
        "number": 7,
        "created_at": "2026-11-24T03:05:00.000000+00:00",
        "published_at": "2026-11-24T03:05:00+00:00",
        "sites": {"total": 12, "published": 9, "demo": 3},
        "sha256": "abc",
        "root": "def",
        "signature": None,
    }


def test_a_download_has_points_as_longitude_latitude_and_names_what_it_rests_on() -> None:
    told = answers.geojson([make_site(), make_site("b", fix=None)], RELEASE)
    features = told.pop("features")
    licence = told.pop("licence")
    assert told == {"type": "FeatureCollection", "release": 7, "sha256": "abc", "root": "def"}
    assert "OpenStreetMap (ODbL 1.0)" in licence
    assert "GeoNames (CC BY 4.0)" in licence
    assert "not real sites" in licence
    assert features[0] == {
        "type": "Feature",
        "id": "testsite",
        "geometry": {"type": "Point", "coordinates": [104.0434, 30.642]},
        "properties": TOLD,
    }
    assert (features[1]["id"], features[1]["geometry"]) == ("b", None)


def test_an_error_has_one_shape() -> None:
    assert answers.error_json("bad_text", "文字太长。", "q") == {
        "error": {"code": "bad_text", "message": "文字太长。", "field": "q"}
    }
    assert answers.error_json("gone", "没有了。")["error"]["field"] is None

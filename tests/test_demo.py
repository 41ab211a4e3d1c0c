"""Demonstration rows: enough of them, everywhere, and never to be taken for real."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from sites.areas import gazetteer
from sites.assembling.demo import DEFAULT_COUNT, DEFAULT_SEED, demo_areas, demo_rows
from sites.exporting import table_csv
from sites.phones.phone_cells import read_phones
from sites.records import COLUMNS
from sites.understanding import understand
from tools.make_sites_csv import SITES, rows

ROWS = tuple(demo_rows(DEFAULT_COUNT, DEFAULT_SEED))


def test_no_row_can_be_taken_for_real() -> None:
    for row in ROWS:
        assert "演示" in row["unit"]
        assert re.search(r"演示路\d+号$", row["address"])
        assert re.fullmatch(r"0(?:10|2\d)-0\d{7}|0[3-9]\d\d-0\d{6}", row["phone"])
        assert row["status"] == "demo"
        assert not row.keys() & {"lat", "lon", "source_title", "source_url", "published_on"}


def test_every_county_of_the_mainland_has_one() -> None:
    there = {(row["province"], row["city"], row["county"]) for row in ROWS}
    for area in gazetteer().all("county"):
        if not area.adcode.startswith(("71", "81", "82")):
            names = gazetteer().names(area.adcode)
            assert (names.province, names.city or "", names.county) in there


@pytest.mark.parametrize("city", ["东莞市", "中山市", "儋州市", "嘉峪关市"])
def test_city_without_counties_has_some(city: str) -> None:
    assert [row for row in ROWS if row["city"] == city and not row["county"]]


@pytest.mark.parametrize("county", ["石河子市", "白杨市", "西沙区", "南沙区", "神农架林区"])
def test_unusual_county_has_one(county: str) -> None:
    assert [row for row in ROWS if row["county"] == county]


@pytest.mark.parametrize("place", ["香港特别行政区", "澳门特别行政区", "台湾省"])
def test_where_the_ministry_names_none_there_is_none(place: str) -> None:
    assert place not in {row["province"] for row in ROWS}


def test_area_with_more_townships_has_more_rows() -> None:
    count = Counter((row["province"], row["city"], row["county"]) for row in ROWS)
    large, small = count["四川省", "成都市", "简阳市"], count["四川省", "成都市", "青羊区"]
    assert large > small >= 1


def test_ids_phones_and_addresses_are_each_used_once() -> None:
    for column in ("site_id", "phone"):
        assert len({row[column] for row in ROWS}) == len(ROWS)
    doors = {(row["province"], row["city"], row["county"], row["address"]) for row in ROWS}
    assert len(doors) == len(ROWS)


def test_address_names_a_township_of_its_own_county() -> None:
    for row in ROWS[::97]:
        area = understand(gazetteer(), f"{row['province']}{row['city']}{row['address']}").areas[0]
        names = gazetteer().names(area.adcode)
        assert (names.city or "", names.county or "") == (row["city"], row["county"])


def test_every_row_has_a_phone_that_is_not_dialled() -> None:
    for row in ROWS:
        phones, said = read_phones(row["phone"], area_code=None, demo=True)
        assert phones
        assert not any(phone.tel for phone in phones)
        assert said == ()


def test_same_seed_gives_the_same_rows_and_another_seed_others() -> None:
    assert tuple(demo_rows(300, 7)) == tuple(demo_rows(300, 7))
    assert tuple(demo_rows(300, 7)) != tuple(demo_rows(300, 8))


@pytest.mark.parametrize("count", [1, 100, len(demo_areas()), len(demo_areas()) + 1, 9_001])
def test_count_is_kept(count: int) -> None:
    assert sum(1 for _ in demo_rows(count, 1)) == count


def test_committed_list_is_what_the_tool_writes() -> None:
    assert SITES.read_text(encoding="utf-8") == "".join(table_csv(COLUMNS, rows())).replace(
        "\r\n", "\n"
    )


def test_committed_real_rows_stand_first_with_their_sources() -> None:
    with Path(SITES).open(encoding="utf-8-sig", newline="") as file:
        real = [row for row in csv.DictReader(file) if row["status"] == "published"]
    assert [row["unit"] for row in real][:2] == ["启东市公安局汇龙镇中心派出所", "南通市公安局"]
    assert len(real) == 8
    assert all(row["source_title"] and row["published_on"] for row in real)

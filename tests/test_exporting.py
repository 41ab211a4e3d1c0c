"""Sites as CSV: what a spreadsheet shows, and what comes back when the file is read again."""

import csv
import io
from dataclasses import replace
from hashlib import sha256

import pytest

from sites.exporting import BYTE_ORDER_MARK, guarded, site_cells, sites_csv
from sites.geo import Point
from sites.records import COLUMNS, EXPORT_COLUMNS, RELEASE_COLUMNS, Fix, Phone, Site, Source, Spot
from sites.records.scans import Box
from sites.store.fingerprint import COVERED, fingerprint

SITE = Site(
    id="wuhou-1",
    unit="武侯区公安分局刑侦大队",
    adcode="510107",
    province="四川省",
    city="成都市",
    county="武侯区",
    address="武科西一路6号",
    phones=(
        Phone("028-86407110", "02886407110", "landline", "白天"),
        Phone("13800000000", "13800000000", "mobile"),
    ),
    hours="工作日 9:00-17:00",
    fix=Fix(Point(30.642, 104.0434), "exact", "given", "510107"),
    status="published",
    source=Source("名单", "https://example.org/list", "2022-07-05"),
    checked_on="2026-01-02",
    notes="",
)


def table(*sites: Site) -> list[dict[str, str]]:
    text = "".join(sites_csv(sites)).removeprefix(BYTE_ORDER_MARK)
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_columns_are_those_of_the_list_and_what_an_export_adds() -> None:
    more = ("precision", "picture", "picture_row", "picture_box", "checked_by")
    proof = ("adcode", "phone_kinds", "method", "fix_adcode", "matched")
    assert (*COLUMNS, *more) == EXPORT_COLUMNS
    assert (*EXPORT_COLUMNS, *proof) == RELEASE_COLUMNS
    assert tuple(table(SITE)[0]) == RELEASE_COLUMNS


def test_text_begins_with_the_mark_by_which_excel_knows_utf8() -> None:
    assert "".join(sites_csv([])).encode().startswith(b"\xef\xbb\xbfsite_id,")


def test_every_cell_stands_in_its_column() -> None:
    (row,) = table(SITE)
    assert row["site_id"] == "wuhou-1"
    assert row["phone"] == "028-86407110（白天）、13800000000"
    assert (row["lat"], row["lon"], row["datum"]) == ("30.642000", "104.043400", "wgs84")
    assert (row["precision"], row["published_on"]) == ("exact", "2022-07-05")


def test_what_is_not_known_is_an_empty_cell() -> None:
    (row,) = table(replace(SITE, city=None, county=None, fix=None, source=None, phones=()))
    empty = ("city", "county", "lat", "lon", "datum", "precision", "source_title", "phone")
    assert [row[column] for column in empty] == [""] * len(empty)


def test_spots_stand_in_three_columns_side_by_side() -> None:
    assert SITE.source is not None
    spots = (Spot("03.png", 12, Box(140, 120, 980, 160)), Spot("04.png"))
    (row,) = table(replace(SITE, source=replace(SITE.source, spots=spots), checked_by="ZXM"))
    assert (row["picture"], row["picture_row"]) == ("03.png;04.png", "12;")
    assert row["picture_box"] == "140, 120, 980, 160;"
    assert row["checked_by"] == "ZXM"


def test_zero_is_a_place() -> None:
    fix = Fix(Point(0.0, 0.0), "exact", "given", "510107")
    assert site_cells(replace(SITE, fix=fix))["lat"] == "0.000000"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\0"])
def test_cell_that_a_spreadsheet_would_run_is_guarded(start: str) -> None:
    assert guarded(f"{start}1+1") == f"'{start}1+1"
    (row,) = table(replace(SITE, unit=f"{start}HYPERLINK()"))
    assert row["unit"].startswith("'")


@pytest.mark.parametrize("text", ["", "武侯区", "028-86407110", "1-2", "a=b"])
def test_ordinary_cell_is_left_alone(text: str) -> None:
    assert guarded(text) == text


def test_long_release_comes_in_pieces_and_whole() -> None:
    sites = [replace(SITE, id=f"site-{number}") for number in range(1203)]
    assert len(list(sites_csv(sites))) > 2
    assert [row["site_id"] for row in table(*sites)] == [site.id for site in sites]


def test_anyone_can_compute_the_release_hash_from_the_export() -> None:
    sites = [SITE, replace(SITE, id="b", fix=None, phones=(), unit="=另一处", city=None)]
    rows = table(*sites)
    for row in rows:
        row["unit"] = row["unit"].removeprefix("'")
    lines = sorted("\t".join(row[column] for column in COVERED) + "\n" for row in rows)
    assert sha256("".join(lines).encode()).hexdigest() == fingerprint(sites)

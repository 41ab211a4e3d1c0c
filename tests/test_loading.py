"""Story 1: a file becomes a release, whole or not at all."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sites.assembling import Rules
from sites.errors import BadFileError, LossError
from sites.exporting import sites_csv, table_csv
from sites.geocoding.placing import place_sites
from sites.geocoding.tallying import FixTally
from sites.loading import LoadReport, LoadRules, check, load
from sites.reading import read_list
from sites.records import COLUMNS, Row, Site, Source
from sites.store import Store
from tests.making import make_site

SOURCE = Source("名单", "https://example.org/list", "2022-07")
LoadRows = Callable[..., LoadReport]
RULES = LoadRules(Rules(SOURCE))
COUNTIES = (
    "锦江区",
    "青羊区",
    "金牛区",
    "武侯区",
    "成华区",
    "龙泉驿区",
    "青白江区",
    "新都区",
    "温江区",
    "双流区",
)


def row(county: str = "武侯区", **cells: str) -> dict[str, str]:
    area = {"province": "四川省", "city": "成都市", "county": county}
    return area | {"unit": f"{county}公安分局", "address": f"{county}人民路1号"} | cells


def demo_row() -> dict[str, str]:
    words = {"unit": "武侯区演示采血点1", "address": "武侯区演示路1号", "phone": "028-00000001"}
    return row(**words, status="demo")


REAL = [row(county, phone=f"028-8640711{at}") for at, county in enumerate(COUNTIES)]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(f"sqlite:///{tmp_path / 'sites.db'}")
    store.migrate()
    return store


@pytest.fixture
def load_rows(store: Store, tmp_path: Path) -> LoadRows:
    """load_rows(rows, rules): writes the list and loads it."""

    def load_them(rows: Sequence[Mapping[str, str]], rules: LoadRules = RULES) -> LoadReport:
        path = tmp_path / "list.csv"
        path.write_text("".join(table_csv(COLUMNS, rows)), encoding="utf-8", newline="")
        return load([path], store, rules)

    return load_them


def live(store: Store) -> list[Site]:
    release = store.live()
    return store.sites(release.number) if release else []


def test_list_becomes_the_live_release(load_rows: LoadRows, store: Store) -> None:
    report = load_rows(REAL)
    assert (report.release.number, report.release.state) == (1, "live")
    assert report.release.files == ("list.csv",)
    assert {site.county for site in live(store)} == set(COUNTIES)
    assert all(site.fix is not None and site.source == SOURCE for site in live(store))
    assert (len(report.difference.added), report.difference.live_number) == (10, None)


def test_same_list_again_changes_nothing(load_rows: LoadRows, store: Store) -> None:
    load_rows(REAL)
    again = load_rows(REAL)
    assert again.is_unchanged
    difference = again.difference
    assert (difference.added, difference.removed, difference.changed) == ((), (), ())
    assert [release.number for release in store.releases()] == [1]


def test_changed_row_is_a_new_release_that_says_what_changed(
    load_rows: LoadRows, store: Store
) -> None:
    load_rows(REAL)
    report = load_rows([*REAL[:9], REAL[9] | {"phone": "028-86407199"}])
    assert report.release.number == 2
    (change,) = report.difference.changed
    assert (change.after.county, change.fields) == ("双流区", ("phones",))


def test_good_rows_are_kept_beside_a_bad_one(load_rows: LoadRows, store: Store) -> None:
    report = load_rows([*REAL, {"unit": "火星派出所", "address": "环形山"}])
    assert (report.assembly.refused, len(live(store))) == (1, 10)


def test_several_files_are_one_release(store: Store, tmp_path: Path) -> None:
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for path, rows in zip(paths, (REAL[:5], REAL[5:]), strict=True):
        path.write_text("".join(table_csv(COLUMNS, rows)), encoding="utf-8")
    report = load(paths, store, RULES)
    assert report.release.files == ("a.csv", "b.csv")
    assert len(live(store)) == 10


def test_loss_of_more_than_a_tenth_is_refused_and_the_live_release_stays(
    load_rows: LoadRows, store: Store
) -> None:
    load_rows(REAL)
    with pytest.raises(LossError):
        load_rows(REAL[:8])
    assert len(live(store)) == 10
    report = load_rows(REAL[:8], LoadRules(Rules(SOURCE), allow_loss=True))
    assert (report.release.number, len(live(store))) == (2, 8)


def test_staged_release_is_not_live(load_rows: LoadRows, store: Store) -> None:
    load_rows(REAL)
    report = load_rows(REAL[:9], LoadRules(Rules(SOURCE), stage_only=True))
    assert report.release.state == "staged"
    assert len(report.difference.removed) == 1
    assert len(live(store)) == 10


def test_list_without_a_usable_row_is_refused_and_the_live_release_stays(
    load_rows: LoadRows, store: Store
) -> None:
    load_rows(REAL)
    with pytest.raises(BadFileError):
        load_rows(REAL, LoadRules(Rules()))  # no row brings a source
    assert len(live(store)) == 10


def test_file_that_is_no_list_is_refused(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    with pytest.raises(BadFileError):
        load([path], store, RULES)
    assert store.live() is None


# ---------------------------------------------------------------- demonstration rows


def test_deployment_drops_demonstration_rows_and_counts_them(
    load_rows: LoadRows, store: Store
) -> None:
    report = load_rows([*REAL, demo_row()], LoadRules(Rules(SOURCE), public=True))
    assert report.dropped_demo == 1
    assert not any(site.is_demo for site in live(store))


def test_deployment_refuses_a_list_of_nothing_but_demonstration_rows(
    load_rows: LoadRows, store: Store
) -> None:
    load_rows(REAL)
    with pytest.raises(BadFileError, match="SITES_PUBLIC"):
        load_rows([demo_row()], LoadRules(Rules(SOURCE), public=True))
    assert len(live(store)) == 10


def test_elsewhere_demonstration_rows_are_loaded(load_rows: LoadRows, store: Store) -> None:
    report = load_rows([*REAL, demo_row()])
    assert report.dropped_demo == 0
    assert report.release.sites.demo == 1


# ---------------------------------------------------------------- coordinates

GIVEN = {"lat": "30.642", "lon": "104.0434", "datum": "wgs84"}


def methods(store: Store) -> list[str | None]:
    return [site.fix.method if site.fix else None for site in live(store)]


def test_given_coordinates_win_over_geocoding(load_rows: LoadRows, store: Store) -> None:
    load_rows([row(**GIVEN)])
    assert methods(store) == ["given"]


def test_given_coordinates_survive_a_later_list_without_them(
    load_rows: LoadRows, store: Store
) -> None:
    load_rows([row(**GIVEN)])
    report = load_rows([row(hours="工作日")])
    assert methods(store) == ["given"]
    assert [change.fields for change in report.difference.changed] == [("hours",)]


def test_given_coordinates_fall_when_the_address_changes(load_rows: LoadRows, store: Store) -> None:
    load_rows([row(**GIVEN)])
    load_rows([row(address="武侯区另一条路9号")])
    (method,) = methods(store)
    assert method not in ("given", None)


def test_geocoded_site_says_how_coarse_it_is() -> None:
    bare = make_site(fix=None, address="武侯区武科西一路6号")
    (site,) = place_sites([bare], None, FixTally())
    assert site.fix is not None
    assert site.fix.is_coarse
    assert site.fix.adcode.startswith("510107")


# ---------------------------------------------------------------- there and back

EXPORTED = [
    *REAL[:3],
    row(**GIVEN, notes="三楼; 有电梯", hours="工作日 9:00-17:00", checked_on="2026-01-02"),
    row("成华区", phone="028-86407110(白天)、13800000000、028-86407119转802", site_id="cd-1"),
    row("金牛区", address="=1+1号", notes="@here", unit="+金牛区公安分局"),
    demo_row(),
]  # fmt: skip


def test_exported_release_can_be_loaded_again_and_is_the_same(
    load_rows: LoadRows, store: Store, tmp_path: Path
) -> None:
    load_rows(EXPORTED)
    path = tmp_path / "export.csv"
    path.write_text("".join(sites_csv(live(store))), encoding="utf-8", newline="")
    again = load([path], store, LoadRules(Rules()))
    assert again.assembly.problems == ()
    assert again.is_unchanged


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Co")), max_size=30)
FILE_NAME = st.one_of(
    WORDS,
    st.sampled_from(["名单/03.png", "a;b.png", "=1.png", "'x.png", "/照片/b.jpg", "C:\\a.png"]),
)
PRINTED = st.fixed_dictionaries(
    {"picture": FILE_NAME},
    optional={
        "picture_row": st.integers(-1, 2_000_000).map(str),
        "picture_box": st.tuples(*[st.integers(0, 60_000)] * 4).map(
            lambda box: ",".join(map(str, box))
        ),
        "checked_by": st.one_of(WORDS, st.sampled_from(["ZXM", "张小三", "李A"])),
        "checked_on": st.sampled_from(["2026-11-24", "2026", "昨天"]),
        "doubts": WORDS,
    },
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PRINTED, min_size=1, max_size=6))
def test_whatever_a_list_says_of_its_print_comes_back_from_an_export(
    cells: list[dict[str, str]],
) -> None:
    # Two rows of each county, so that some are joined and their spots with them.
    rows = [row(COUNTIES[turn // 2], **each) for turn, each in enumerate(cells)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "list.csv")
        columns = (*COLUMNS, "picture", "picture_row", "picture_box", "checked_by", "doubts")
        path.write_text("".join(table_csv(columns, rows)), encoding="utf-8", newline="")
        first = check([path], Rules(SOURCE)).sites
        path.write_text("".join(sites_csv(first)), encoding="utf-8", newline="")
        again = check([path], Rules())
    assert again.sites == first
    assert again.problems == ()


def test_check_stores_nothing_and_counts_every_row(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    rows = [*REAL, {"unit": "火星派出所", "address": "环形山"}]
    path.write_text("".join(table_csv(COLUMNS, rows)), encoding="utf-8")
    found = check([path], Rules(source_required=False))
    assert (found.rows, len(found.sites), found.refused) == (11, 10, 1)


HOSTILE = (
    "单位", "地址", "电话", "序号", "武侯区公安分局", "四川省", "成都市", "武侯区", "科华北路9号",
    "028-86400009", "13800138000", "同上", "#N/A", "合计", "甲：乙", "\t", "=1", "演示", "?", "",
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(HOSTILE), min_size=6, max_size=6), max_size=8))
def test_every_row_that_is_read_is_a_site_joined_or_refused(lines: list[list[str]]) -> None:
    columns = ("province", "city", "county", "unit", "address", "phone")
    rows = [dict(zip(columns, line, strict=True)) for line in lines]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "list.csv")
        path.write_text("".join(table_csv(columns, [*rows, REAL[0]])), encoding="utf-8")
        found = check([path], Rules(SOURCE))
        in_order = list(read_list(path))
    read = sum(isinstance(each, Row) or not each.taken for each in in_order)
    assert read == found.rows == len(found.sites) + found.joined + found.refused
    assert len({site.id for site in found.sites}) == len(found.sites)

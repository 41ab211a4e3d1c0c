"""The store keeps releases whole, on SQLite and on PostgreSQL alike."""

import csv
import io
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, TypedDict, Unpack

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sites.errors import LossError, MismatchError, NotFoundError, SettingError, StoreError
from sites.exporting import sites_csv
from sites.geo import Point
from sites.records import Fix, Phone, Site, Source, Spot, Status
from sites.records.scans import Box
from sites.store import Difference, Store, compare, fingerprint
from sites.store.database import Database
from sites.store.fingerprint import COVERED
from sites.store.leaves import root_of
from sites.store.schema import NEWEST
from sites.store.tables import metadata, publications, releases, sites
from sites.store.upgrading import upgrade
from tests.postgres import postgres_server, store_url, unused_port

__all__ = ["postgres_server", "store_url", "unused_port"]

# 0/0 is a place; a null column must not swallow it.
PLAIN = Site(
    id="a1",
    unit="某县公安局（演示）",
    adcode="510107",
    province="四川省",
    city="成都市",
    county="武侯区",
    address="演示路1号",
    phones=(
        Phone("028-00000001", None, "landline", "白天"),
        Phone("13800138000", "13800138000", "mobile"),
    ),
    hours="",
    fix=Fix(Point(0.0, 0.0), "county", "seat", "510107", "武侯区"),
    status="published",
    source=Source("一份名单", "https://example.org/list", "2022-07"),
    checked_on="2026",
    notes="",
)
DEMO = replace(PLAIN, status="demo", source=None, phones=PLAIN.phones[:1])

PRINTED = Source(
    "一份名单",
    "https://example.org/list",
    "2022-07",
    (Spot("03.png", 12, Box(0, 40, 980, 80)), Spot("名单.docx", None)),
)


Rows = dict[str, list[dict[str, Any]]]  # by table, as JSON keeps them


class Changes(TypedDict, total=False):
    """What tests change of PLAIN."""

    unit: str
    adcode: str
    status: Status
    source: Source | None


def some(*ids: str, **changed: Unpack[Changes]) -> list[Site]:
    return [replace(PLAIN, id=id_, **changed) for id_ in ids]


def former(store: Store) -> Mapping[str, Site]:
    serving = store.serving()
    return serving.former if serving else {}


def numbered(count: int, **changed: Unpack[Changes]) -> list[Site]:
    return some(*(f"s{each:03}" for each in range(count)), **changed)


@pytest.fixture
def store(store_url: str) -> Store:
    store = Store(store_url)
    store.migrate()
    return store


def connected(url: str) -> sa.Connection:
    """A way to the tables that goes around the store; the caller closes it."""
    return Database(url, wait_s=1.0)._engine.connect()


# Sites


@pytest.mark.parametrize(
    "site",
    [
        pytest.param(PLAIN, id="with everything"),
        pytest.param(replace(PLAIN, fix=None), id="without a place"),
        pytest.param(replace(PLAIN, city=None), id="in a municipality"),
        pytest.param(replace(PLAIN, city=None, county=None), id="of a province"),
        pytest.param(DEMO, id="demonstration"),
        pytest.param(replace(PLAIN, phones=()), id="without a phone"),
        pytest.param(replace(PLAIN, source=PRINTED, checked_by="ZXM"), id="read from pictures"),
        pytest.param(replace(PLAIN, notes="'; DROP TABLE sites; --\n“㐂𠮷”%s{}"), id="odd words"),
        pytest.param(
            replace(PLAIN, fix=Fix(Point(0.1 + 0.2, -179.99999999999997), "exact", "given", "51")),
            id="all digits of a point",
        ),
    ],
)  # fmt: skip
def test_a_site_comes_back_as_it_was_stored(store: Store, site: Site) -> None:
    release = store.load([site])
    assert store.sites(release.number) == [site]


def test_sites_come_in_the_order_of_area_then_id(store: Store) -> None:
    given_order = [
        replace(PLAIN, id="b", adcode="510107"),
        replace(PLAIN, id="a", adcode="620102"),
        replace(PLAIN, id="a-1", adcode="510107"),
        replace(PLAIN, id="B", adcode="510107"),
    ]
    number = store.load(given_order).number
    assert [(site.adcode, site.id) for site in store.sites(number)] == [
        ("510107", "B"),
        ("510107", "a-1"),
        ("510107", "b"),
        ("620102", "a"),
    ]


def test_two_sites_under_one_id_are_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="a1"):
        store.load([PLAIN, replace(PLAIN, address="演示路2号")])
    assert store.releases() == []


def test_an_empty_list_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="一个采血点也没有"):
        store.load([])


# Releases


def test_nothing_is_live_in_a_new_store(store: Store) -> None:
    assert (store.live(), store.live_number(), store.releases()) == (None, None, [])
    assert former(store) == {}


def test_a_release_says_what_it_is(store: Store) -> None:
    before = datetime.now(UTC)
    release = store.load([*some("a", "b"), *some("c", status="demo")], files=["名单.csv"])
    assert (release.number, release.state, release.files) == (1, "live", ("名单.csv",))
    assert (release.sites.total, release.sites.published, release.sites.demo) == (3, 2, 1)
    assert release.published_at is not None
    assert before <= release.created_at <= release.published_at
    assert release.published_at - before < timedelta(minutes=5)
    assert release.published_at.utcoffset() == timedelta(0)
    assert store.live() == release
    assert store.releases() == [release]


def test_a_staged_release_is_not_live(store: Store) -> None:
    release = store.stage(some("a"))
    assert (release.state, release.published_at) == ("staged", None)
    assert store.live() is None
    assert store.publish(release.number).state == "live"


def test_the_same_sites_again_change_nothing(store: Store) -> None:
    first = store.load(some("a", "b"), files=["one.csv"])
    again = store.load(some("b", "a"), files=["two.csv"])
    assert (again, store.releases()) == (first, [first])


def test_a_change_of_the_way_to_a_point_is_a_new_release(store: Store) -> None:
    first = store.load(some("a"))
    better = replace(PLAIN, id="a", fix=Fix(Point(0.0, 0.0), "county", "geonames", "510107"))
    second = store.load([better])
    assert first.sha256 != second.sha256
    assert (second.number, store.sites(second.number)) == (2, [better])


def test_publishing_the_live_release_changes_nothing(store: Store) -> None:
    release = store.load(some("a"))
    assert store.publish(release.number) == release


def test_rollback_goes_back_the_way_that_was_taken(store: Store) -> None:
    for id_ in "abc":
        store.load(some(id_), allow_loss=True)
    assert store.rollback().number == 2
    store.load(some("d"), allow_loss=True)
    # Not 3: that one had been withdrawn when 4 was published.
    assert [store.rollback().number for _ in range(2)] == [2, 1]
    with pytest.raises(NotFoundError, match="没有更早的发布版"):
        store.rollback()
    assert store.live_number() == 1
    assert [release.state for release in store.releases()] == ["retired"] * 3 + ["live"]


def test_a_retired_release_can_be_published_again(store: Store) -> None:
    store.load(some("a"))
    store.load(some("a", "b"))
    store.publish(1, allow_loss=True)
    assert store.live_number() == 1
    assert [store.rollback().number for _ in range(2)] == [2, 1]


@pytest.mark.parametrize("ask", ["publish", "sites", "difference"])
def test_an_unknown_release_is_not_found(store: Store, ask: str) -> None:
    with pytest.raises(NotFoundError, match="第 7 版"):
        getattr(store, ask)(7)


# Losses


@pytest.mark.parametrize(
    "kept, refused",
    [
        pytest.param(numbered(20), False, id="none"),
        pytest.param(numbered(18), False, id="exactly a tenth"),
        pytest.param(numbered(17), True, id="more than a tenth"),
        pytest.param(some("x"), True, id="all, with a new one"),
        pytest.param(
            [*numbered(17), *(replace(site, status="demo") for site in numbered(20)[17:])],
            True,
            id="turned into demonstrations",
        ),
    ],
)
def test_losing_more_than_a_tenth_of_the_real_sites_is_refused(
    store: Store, kept: list[Site], refused: bool
) -> None:
    live = store.load([*numbered(20), *some("d1", "d2", "d3", status="demo")])
    if not refused:
        assert store.load(kept).state == "live"
        return
    with pytest.raises(LossError, match=r"20 个真实采血点.*--allow-loss"):
        store.load(kept)
    assert store.releases() == [live], "a refused load leaves nothing behind"
    assert store.load(kept, allow_loss=True).number == 2


def test_the_refusal_names_the_numbers(store: Store) -> None:
    store.load(numbered(20))
    staged = store.stage(numbered(15))
    with pytest.raises(LossError, match=r"20 个真实采血点会少掉 5 个（25%）"):
        store.publish(staged.number)
    assert store.live_number() == 1


def test_demonstration_sites_may_go_without_asking(store: Store) -> None:
    store.load([*some("a"), *numbered(50, status="demo", source=None)])
    assert store.load(some("a")).sites.total == 1


# Differences


def test_a_difference_names_what_came_went_and_changed(store: Store) -> None:
    store.load(numbered(4))
    _, same, moved, called = numbered(4)
    moved = replace(moved, address="演示路9号", fix=None)
    called = replace(called, phones=PLAIN.phones[:1])
    staged = store.stage([same, moved, called, *some("new")])
    difference = store.difference(staged.number)
    assert (difference.number, difference.live_number) == (2, 1)
    assert [site.id for site in difference.added] == ["new"]
    assert [site.id for site in difference.removed] == ["s000"]
    assert [(change.after.id, change.fields) for change in difference.changed] == [
        ("s002", ("address", "fix")),
        ("s003", ("phones",)),
    ]
    assert difference.unchanged == 1
    assert (difference.loss.before, difference.loss.lost, difference.loss.share) == (4, 1, 0.25)


def test_before_the_first_publication_everything_is_new(store: Store) -> None:
    staged = store.stage(some("a", "b"))
    difference = store.difference(staged.number)
    assert difference.live_number is None
    assert len(difference.added) == 2
    assert not difference.loss.is_too_much


def test_the_live_release_does_not_differ_from_itself(store: Store) -> None:
    store.load(some("a"))
    assert parts_of(store.difference(1)) == (0, 0, 0, 1)


def test_what_differs_stands_in_the_order_of_ids_whatever_the_order_of_the_lists() -> None:
    ids = [f"s{number:03}" for number in range(40)]
    gone, stayed, come = ids[:10], ids[10:20], ids[20:]
    before, after = some(*reversed(gone + stayed)), some(*reversed(stayed + come))
    after = [replace(site, hours="全天") for site in after]
    found = compare(before, after, number=2, live_number=1)
    assert [site.id for site in found.added] == come
    assert [site.id for site in found.removed] == gone
    assert [change.after.id for change in found.changed] == stayed


def parts_of(found: Difference) -> tuple[int, int, int, int]:
    """How many were added, removed, changed, left as they were."""
    return len(found.added), len(found.removed), len(found.changed), found.unchanged


A_REAL, A_DEMO = some("a")[0], replace(DEMO, id="d")


@pytest.mark.parametrize(
    ("after", "counts"),
    [
        pytest.param([A_REAL, A_DEMO], (0, 0, 0, 2), id="the same"),
        pytest.param([A_DEMO, A_REAL], (0, 0, 0, 2), id="other order"),
        pytest.param([A_REAL, A_DEMO, *some("b")], (1, 0, 0, 2), id="one more"),
        pytest.param([A_REAL], (0, 1, 0, 1), id="one less"),
        pytest.param([A_REAL, replace(A_DEMO, hours="全天")], (0, 0, 1, 1), id="changed"),
    ],
)
def test_a_difference_counts_what_differs_and_nothing_else(
    after: list[Site], counts: tuple[int, int, int, int]
) -> None:
    found = compare([A_REAL, A_DEMO], after, number=2, live_number=1)
    assert parts_of(found) == counts
    assert (found.loss.before, found.loss.lost) == (1, 0), "a demonstration is no loss"


@pytest.mark.parametrize(
    ("status", "lost"), [("published", 0), ("demo", 1)], ids=["stays real", "turns demonstration"]
)
def test_a_loss_is_of_real_sites_only(status: Status, lost: int) -> None:
    after = [replace(A_REAL, status=status), A_DEMO]
    found = compare([A_REAL, A_DEMO], after, number=2, live_number=1)
    assert (found.loss.before, found.loss.lost, found.loss.share) == (1, lost, float(lost))


# Former sites


def test_a_former_site_is_known_as_it_last_was(store: Store) -> None:
    store.load([*some("gone", unit="旧名"), *some("stays"), replace(DEMO, id="demo")])
    store.load([*some("gone", unit="新名", adcode="510104"), *some("stays")])
    store.load(some("stays"), allow_loss=True)
    assert former(store) == {
        "gone": replace(PLAIN, id="gone", unit="新名", adcode="510104"),
        "demo": replace(DEMO, id="demo"),
    }


def test_a_site_that_was_only_staged_was_never_on_the_list(store: Store) -> None:
    store.load(some("a"))
    store.stage(some("secret"))
    assert former(store) == {}


def test_a_site_of_a_withdrawn_release_is_a_former_one(store: Store) -> None:
    store.load(some("a"))
    store.load(some("a", "wrong"))
    store.rollback()
    assert set(former(store)) == {"wrong"}


# Fingerprint


def test_the_fingerprint_does_not_depend_on_the_order_of_sites() -> None:
    assert fingerprint(some("a", "b", "c")) == fingerprint(some("c", "a", "b"))


# Any: each value is of its own field's type, which replace() of one field by name cannot know.
CHANGED: dict[str, Any] = {
    "id": "a2",
    "unit": "别的",
    "province": "甘肃省",
    "city": None,
    "county": None,
    "address": "演示路2号",
    "adcode": "510104",
    "phones": (Phone("028-00000001", None, "landline"), PLAIN.phones[1]),
    "hours": "9:00",
    "fix": Fix(Point(0.0, 0.000001), "county", "seat", "510107"),
    "status": "demo",
    "source": Source("一份名单", "https://example.org/list", "2022-08"),
    "checked_on": "2025",
    "notes": "见",
    "checked_by": "ZXM",
}


@pytest.mark.parametrize("name", CHANGED)
def test_the_fingerprint_covers(name: str) -> None:
    assert fingerprint([replace(PLAIN, **{name: CHANGED[name]})]) != fingerprint([PLAIN])


@pytest.mark.parametrize(
    "spot", [Spot("03.png"), Spot("03.png", 12), Spot("03.png", 12, Box(0, 40, 980, 80))]
)
def test_the_fingerprint_covers_where_a_site_is_printed(spot: Spot) -> None:
    assert PLAIN.source is not None
    printed = replace(PLAIN, source=replace(PLAIN.source, spots=(spot,)))
    others = [PLAIN, replace(PLAIN, source=PRINTED)]
    assert fingerprint([printed]) not in {fingerprint([other]) for other in others}


def test_every_field_has_its_case_above() -> None:
    assert {field.name for field in fields(Site)} == set(CHANGED)


def test_anybody_can_compute_the_fingerprint_from_the_published_csv(store: Store) -> None:
    """The program of docs/store.md."""
    unusual = replace(PLAIN, id="b", unit='=1+1,"x"', fix=None, city=None, address="-11号")
    printed = replace(PLAIN, id="c", source=PRINTED, checked_by="ZXM")
    number = store.load([PLAIN, unusual, printed]).number
    text = "".join(sites_csv(reversed(store.sites(number))))
    code = (Path(__file__).parents[1] / "docs" / "store.md").read_text().split("```python\n")[1]
    names: dict[str, object] = {"text": text}
    exec(code.split("```")[0], names)  # noqa: S102 (our own documentation)
    assert names["fingerprint"] == store.releases()[0].sha256


def test_the_fingerprint_of_a_known_site_never_changes() -> None:
    """Stored hashes must stay true: a change here needs a new column, not a new expectation."""
    rows = csv.reader(io.StringIO("".join(sites_csv([PLAIN]))[1:]))
    cells = dict(zip(*rows, strict=True))
    line = "\t".join(cells[name] for name in COVERED) + "\n"
    assert fingerprint([PLAIN]) == sha256(line.encode()).hexdigest()
    assert fingerprint([PLAIN])[:16] == "2551b1adae563c44"


def test_how_a_printed_site_is_stored_and_hashed_never_changes(
    store: Store, store_url: str
) -> None:
    """The bytes themselves: a release of before must be read and proven as it was written."""
    printed = replace(PLAIN, source=PRINTED, checked_by="ZXM")
    store.load([printed])
    with connected(store_url) as connection:
        stored = connection.execute(sa.select(sites.c.spots)).scalar_one()
    assert json.dumps(stored, ensure_ascii=False) == (
        '[{"picture": "03.png", "row": 12, "box": [0, 40, 980, 80]}, '
        '{"picture": "名单.docx", "row": null, "box": null}]'
    )
    assert fingerprint([printed])[:16] == "b2874d53cd2d3bb6"


# The database itself


def test_the_database_refuses_a_second_live_release(store: Store, store_url: str) -> None:
    store.load(some("a"))
    staged = store.stage(some("b"))
    with connected(store_url) as connection, pytest.raises(sa.exc.IntegrityError):
        connection.execute(
            sa.update(releases).where(releases.c.number == staged.number).values(state="live")
        )


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"release": 9}, id="release that is not there"),
        pytest.param({"status": "real"}, id="unknown status"),
        pytest.param({"lat": None}, id="half a point"),
        pytest.param({"source_title": None}, id="real without a source"),
        pytest.param({"id": "a"}, id="id taken"),
    ],
)
def test_the_database_refuses_a_site_with_a(
    store: Store, store_url: str, wrong: dict[str, object]
) -> None:
    store.load(some("a"))
    with connected(store_url) as connection:
        row = dict(connection.execute(sa.select(sites)).mappings().one())
        with pytest.raises(sa.exc.IntegrityError):
            connection.execute(sa.insert(sites), row | {"id": "b"} | wrong)


def test_the_tables_are_those_of_the_newest_migration(store: Store, store_url: str) -> None:
    with connected(store_url) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert context.get_current_revision() == NEWEST
        assert compare_metadata(context, metadata) == []


OLD = Path(__file__).parent / "lists" / "store_of_0003.json"


@pytest.fixture
def old_store(store_url: str) -> Callable[..., Store]:
    """old_store(change): a store with the tables and the rows of migration 0003, as the program
    of that time wrote them; change(rows by table) alters them first."""

    def make(change: Callable[[Rows], object] = lambda _: None) -> Store:
        rows = json.loads(OLD.read_text(encoding="utf-8"))
        change(rows)
        with Database(store_url, wait_s=1.0).writing() as connection:
            config = Config()
            config.set_main_option("script_location", "sites:store/migrations")
            config.set_main_option("path_separator", "os")
            config.attributes["connection"] = connection
            command.upgrade(config, "0003")
            for table in (releases, publications, sites):
                connection.execute(sa.insert(table), [_typed(row) for row in rows[table.name]])
        return Store(store_url)

    return make


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    """Its moments as such; the day of a source is a text."""
    names = [name for name in ("created_at", "published_at", "withdrawn_at") if row.get(name)]
    return row | {name: datetime.fromisoformat(row[name]).replace(tzinfo=UTC) for name in names}


def test_a_store_of_before_goes_on_under_the_fingerprints_of_today(
    old_store: Callable[..., Store],
) -> None:
    store = old_store()
    store.migrate()
    serving = store.serving()
    assert serving is not None
    assert (serving.release.number, [site.id for site in serving.sites]) == (2, ["a1", "b2"])
    assert set(serving.former) == {"d3"}
    for number in (1, 2, 3):
        assert fingerprint(store.sites(number)) == store.release(number).sha256
    first, second = serving.sites
    assert [phone.tel for phone in first.phones] == ["02886400000", "13800138000"]
    assert second.phones[0].is_doubtful
    assert store.load(serving.sites).number == 2, "the same list changes nothing"
    assert serving.release.root == root_of(serving.sites)
    assert store.rollback().number == 1


def _dial_another(rows: Rows) -> None:
    for row in rows["sites"]:
        row["phones"][0]["tel"] = "13900000000"


def test_what_a_store_of_before_would_have_dialled_is_derived_anew(
    old_store: Callable[..., Store],
) -> None:
    store = old_store(_dial_another)
    store.migrate()
    assert [phone.tel for phone in store.sites(2)[0].phones] == ["02886400000", "13800138000"]


def _forget_doubts(rows: Rows) -> None:
    for row in rows["sites"]:
        for phone in row["phones"]:
            del phone["is_doubtful"]


def test_a_number_stored_before_doubts_were_kept_is_not_doubtful(
    old_store: Callable[..., Store],
) -> None:
    store = old_store(_forget_doubts)
    store.migrate()
    phones = [phone for site in store.sites(2) for phone in site.phones]
    assert [phone.is_doubtful for phone in phones] == [False] * 3


def _move_in_release_2(rows: Rows) -> None:
    next(row for row in rows["sites"] if row["release"] == 2)["address"] = "测试路99号"


def test_a_release_that_was_altered_before_the_upgrade_is_not_made_good_by_it(
    old_store: Callable[..., Store],
) -> None:
    store = old_store(_move_in_release_2)
    store.migrate()
    with pytest.raises(MismatchError, match="第 2 版"):
        store.serving()
    assert store.sites(1), "the others are brought forward"
    assert store.publish(1).state == "live"
    assert store.serving() is not None


def test_migrating_again_does_nothing_and_needs_no_alembic(store: Store, store_url: str) -> None:
    store.load(some("a"))
    program = (
        "import sys; from sites.store import Store; store = Store(sys.argv[1]); store.migrate();"
        "print(store.live_number(), 'alembic' in sys.modules, 'psycopg' in sys.modules)"
    )
    out = subprocess.run(
        [sys.executable, "-c", program, store_url], capture_output=True, text=True, check=True
    )
    assert out.stdout.split() == ["1", "False", str(store_url.startswith("postgresql"))]


def test_workers_that_start_at_once_on_an_empty_database_make_it_once(store_url: str) -> None:
    program = "import sys; from sites.store import Store; Store(sys.argv[1]).migrate()"
    starts = [
        subprocess.Popen([sys.executable, "-c", program, store_url], stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    errors = [start.communicate()[1] for start in starts]
    assert errors == [b""] * 3
    assert Store(store_url).releases() == []


def test_a_migration_that_is_broken_off_leaves_nothing(store_url: str) -> None:
    with pytest.raises(KeyboardInterrupt), Database(store_url, wait_s=1.0).writing() as connection:
        upgrade(connection, "here")
        raise KeyboardInterrupt
    with connected(store_url) as connection:
        assert sa.inspect(connection).get_table_names() == []


def test_a_database_of_a_newer_program_is_left_alone(store: Store, store_url: str) -> None:
    with connected(store_url) as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
        connection.commit()
    with pytest.raises(StoreError, match=r"9999.*请更新程序"):
        store.migrate()


def test_a_database_without_our_tables_is_named(store_url: str) -> None:
    with pytest.raises(StoreError, match="没有本程序的表"):
        Store(store_url).live()


def test_a_database_of_an_older_program_is_named(store: Store, store_url: str) -> None:
    with connected(store_url) as connection:
        connection.execute(sa.text("ALTER TABLE sites DROP COLUMN notes"))
        connection.commit()
    with pytest.raises(StoreError, match="旧版程序"):
        store.load(some("a"))


def test_a_writer_that_must_wait_too_long_is_told_so(store: Store, store_url: str) -> None:
    store.load(some("a"))
    database = Database(store_url, wait_s=1.0)
    with database.writing(), pytest.raises(StoreError, match="另一个导入或发布正在进行"):
        Store(store_url, wait_s=0.0).load(some("a", "b"))
    assert store.load(some("a", "b")).number == 2


def test_readers_go_on_while_a_list_is_loaded(store: Store, store_url: str) -> None:
    store.load(some("a"))
    seen: list[int | None] = []
    reader = Store(store_url, wait_s=0.0)

    def read(*execution: Any) -> None:
        if execution[2].startswith("INSERT INTO sites"):
            seen.append(reader.live_number())

    sa.event.listen(sa.Engine, "after_cursor_execute", read)
    try:
        store.load(numbered(2000), allow_loss=True)
    finally:
        sa.event.remove(sa.Engine, "after_cursor_execute", read)
    assert seen == [1] * 4, "500 sites are written at once"
    assert reader.live_number() == 2


def test_the_database_is_closed_after_each_piece_of_work(store: Store, tmp_path: Path) -> None:
    store.load(some("a"))
    if (tmp_path / "sites.db").exists():
        assert [path.name for path in tmp_path.iterdir()] == ["sites.db"], "no -wal left behind"


# Addresses and failures


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_a_postgresql_address_works(postgres_server: str, scheme: str) -> None:
    url = postgres_server.replace("postgresql", scheme, 1) + "/postgres"
    with pytest.raises(StoreError, match="没有本程序的表"):
        Store(url).live()


@pytest.mark.parametrize(
    "url",
    ["", "sites.db", "sqlite://", "sqlite:///:memory:", "mysql://u:geheim@h/d", "http://h/d"],
)
def test_another_kind_of_address_is_refused_without_being_shown(url: str) -> None:
    with pytest.raises(SettingError, match="SITES_DATABASE_URL") as caught:
        Store(url)
    assert "geheim" not in str(caught.value)


def test_a_server_that_is_not_there_is_named_without_the_password(unused_port: int) -> None:
    store = Store(f"postgresql://visitor:geheim@127.0.0.1:{unused_port}/sites")
    with pytest.raises(StoreError, match=f"连不上数据库.*127.0.0.1:{unused_port}/sites") as caught:
        store.live()
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    "user, name",
    [
        pytest.param("sites", "nowhere", id="database"),
        pytest.param("stranger", "postgres", id="user"),
    ],
)
def test_what_the_server_does_not_know_is_named(postgres_server: str, user: str, name: str) -> None:
    url = postgres_server.replace("sites@", f"{user}@") + f"/{name}"
    with pytest.raises(StoreError, match=r"连不上数据库.*(nowhere|stranger).*SITES_DATABASE_URL"):
        Store(url).migrate()


@pytest.mark.parametrize(
    "content, said",
    [
        pytest.param(b"long enough to be told apart" * 50, "不是 SQLite", id="text"),
        pytest.param(None, "打不开数据库文件", id="folder missing"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_named(
    tmp_path: Path, content: bytes | None, said: str
) -> None:
    path = tmp_path / "sites.db" if content else tmp_path / "missing" / "sites.db"
    if content:
        path.write_bytes(content)
    with pytest.raises(StoreError, match=said) as caught:
        Store(f"sqlite:///{path}").migrate()
    assert str(path) in str(caught.value)


def test_a_truncated_file_is_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / "sites.db"
    store = Store(f"sqlite:///{path}")
    store.migrate()
    store.load(numbered(2000))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(StoreError, match="已损坏"):
        store.sites(1)


def test_a_read_only_store_still_answers_and_refuses_changes(tmp_path: Path) -> None:
    path = tmp_path / "sites.db"
    store = Store(f"sqlite:///{path}")
    store.migrate()
    store.load(some("a"))
    reader = Store(f"sqlite:///file:{path}?mode=ro&uri=true")
    reader.migrate()
    assert reader.live_number() == 1
    with pytest.raises(StoreError, match="只读"):
        reader.load(some("a", "b"))
    assert store.live_number() == 1


def test_a_full_disk_leaves_the_live_release(tmp_path: Path) -> None:
    path = tmp_path / "sites.db"
    store = Store(f"sqlite:///{path}")
    store.migrate()
    store.load(some("a"))
    sa.event.listen(store._database._engine, "connect", _allow_few_pages)
    with pytest.raises(StoreError, match="磁盘满了"):
        store.load(numbered(5000), allow_loss=True)
    assert (store.live_number(), store.sites(1)) == (1, some("a"))


def _allow_few_pages(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA max_page_count = 60")


# Any sequence of changes

_steps = st.lists(
    st.one_of(
        st.tuples(st.just("load"), st.integers(0, 4)),
        st.tuples(st.just("stage"), st.integers(0, 4)),
        st.tuples(st.just("publish"), st.integers(1, 6)),
        st.tuples(st.just("rollback"), st.just(0)),
    ),
    max_size=12,
)


class Model:
    """What the store should hold: contents by number, and the stack of publications."""

    def __init__(self) -> None:
        self.contents: list[int] = []
        self.published: list[int] = []

    def stage(self, content: int) -> int:
        if self.published and self.contents[self.published[-1] - 1] == content:
            return self.published[-1]
        self.contents.append(content)
        return len(self.contents)

    def publish(self, number: int) -> int | None:
        if number > len(self.contents):
            return None
        if self.published[-1:] != [number]:
            self.published.append(number)
        return number

    def rollback(self, _nothing: int) -> int | None:
        if len(self.published) < 2:
            return None
        self.published.pop()
        return self.published[-1]

    def load(self, content: int) -> int | None:
        return self.publish(self.stage(content))


def _do(store: Store, step: str, argument: int) -> int | None:
    sites_of = numbered(10 + argument)
    try:
        match step:
            case "load":
                return store.load(sites_of, allow_loss=True).number
            case "stage":
                return store.stage(sites_of).number
            case "publish":
                return store.publish(argument, allow_loss=True).number
            case _:
                return store.rollback().number
    except NotFoundError:
        return None


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=_steps)
def test_any_sequence_of_changes_keeps_one_live_release_and_its_history(
    store: Store, store_url: str, steps: list[tuple[str, int]]
) -> None:
    with connected(store_url) as connection:
        for table in (sites, publications, releases):
            connection.execute(sa.delete(table))
        connection.commit()
    model = Model()
    for step, argument in steps:
        assert _do(store, step, argument) == getattr(model, step)(argument)
        known = {release.number: release for release in store.releases()}
        live = [number for number, release in known.items() if release.state == "live"]
        assert live == model.published[-1:]
        assert sorted(known) == list(range(1, len(model.contents) + 1))
    for number, content in enumerate(model.contents, start=1):
        assert store.sites(number) == numbered(10 + content)

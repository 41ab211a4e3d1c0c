"""Whatever is changed in the store by hand, nothing false is served."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app import create_app
from sites.errors import MismatchError, StoreError
from sites.geo import Point
from sites.records import Fix, Phone, Reply, Source, Spot
from sites.records.scans import Box
from sites.store import Serving, Store, keys, tables
from sites.store.tables import sites
from tests.making import make_demo, make_site

SOURCE = Source(
    "名单", "https://example.org/list", "2022-07", (Spot("03.png", 12, Box(0, 4, 9, 8)),)
)
FULL = make_site(
    "full",
    phones=(Phone("028-86400000 转 802", "02886400000", "landline", "白天", is_doubtful=True),),
    hours="工作日",
    fix=Fix(Point(30.642, 104.0434), "county", "seat", "510107", "武侯区"),
    source=SOURCE,
    checked_on="2026",
    checked_by="ZXM",
    notes="三楼",
)
PAIR = keys.new_pair()
PUBLIC = keys.public_key(PAIR.public)
GONE = make_site("gone", unit="旧县公安局", address="旧路1号")
BARE = make_site("bare", fix=None, unit="青羊县公安局", adcode="510105", county="青羊区")
WRONG: dict[str, Any] = {
    "null": None,
    "another text": "别的",
    "empty": "",
    "bytes": b"\xff\xfe",
    "number": 7,
    "huge number": 10**18,
    "half": 0.5,
    "infinite": float("inf"),
    "JSON of another form": '{"text": 1}',
    "JSON that is deep": "[" * 100_000,
    "JSON with a huge number": f"[{'9' * 5000}]",
    "no code": "999999",
    "code of another area": "510104",
    "another day": "2020-01-01 00:00:00.000000",
    "script": "javascript:alert(1)",
    "another kind": "demo",
    "another precision": "exact",
    "live": "live",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store: release 1 with a site that is gone in release 2, the live one; both signed."""
    path = tmp_path / "sites.db"
    store = Store(f"sqlite:///{path}")
    store.migrate()
    store.load([FULL, BARE, GONE, make_demo("demo")], files=["a.csv"])
    store.load([FULL, replace(BARE, hours="全天"), make_demo("demo")], allow_loss=True)
    for number in (1, 2):
        store.sign(number, keys.signed(store.statement(number), PAIR.private), PUBLIC)
    store.remember([Reply("amap", "某路", datetime.now(UTC), Point(30, 104), precision="street")])
    with by_hand(path):  # leaves one file, without a log beside it
        pass
    return path


@contextmanager
def by_hand(path: Path) -> Iterator[sqlite3.Connection]:
    """The database without any of its guards."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        yield connection
        connection.commit()


def store_at(path: Path, public_key: str = "") -> Store:
    return Store(f"sqlite:///{path}", public_key=public_key)


# Not those of the operators' accounts: nothing of them is served.
TABLES = [each for each in vars(tables).values() if isinstance(each, sa.Table)]
COLUMNS = [column for table in TABLES for column in table.columns]
# What a signature stands in, or is of, beside the sites: also where one is asked for.
SIGNED = [column for column in COLUMNS if column.table.name in ("signatures", "releases")]
CASES = [
    *(pytest.param(column, "", id=str(column)) for column in COLUMNS),
    *(pytest.param(column, PUBLIC, id=f"{column} where it is signed") for column in SIGNED),
]


@pytest.mark.parametrize(("column", "key"), CASES)
def test_no_column_can_be_changed_alone_so_that_something_false_is_served(
    path: Path, column: Any, key: str
) -> None:
    before, whole = served(path, key), path.read_bytes()
    assert before is not None
    with by_hand(path) as connection:
        # The first row and the last: of a former release and of the live one.
        rows = connection.execute(f"SELECT min(rowid), max(rowid) FROM {column.table}").fetchone()  # noqa: S608
    assert None not in rows
    for rowid, (name, wrong) in product(set(rows), WRONG.items()):
        try:
            with by_hand(path) as connection:
                statement = f"UPDATE {column.table} SET {column.name} = ? WHERE rowid = ?"  # noqa: S608
                connection.execute(statement, (wrong, rowid))
        except sqlite3.IntegrityError:
            continue  # the database itself refuses it
        now = served(path, key)
        assert now is None or says_nothing_new(now, before), (rowid, name)
        path.write_bytes(whole)


def served(path: Path, public_key: str = "") -> Serving | None:
    """What a worker would serve; None when it refuses with a sentence."""
    try:
        return store_at(path, public_key).serving()
    except StoreError as error:
        assert re.fullmatch(r"数据库.*：请.*。", str(error))
        return None


def says_nothing_new(now: Serving, before: Serving) -> bool:
    """An old id may be forgotten; all else stands as it was."""
    return (now.release, now.sites) == (before.release, before.sites) and (
        now.former.items() <= before.former.items()
    )


def test_the_number_that_is_dialled_cannot_be_changed_in_the_store(path: Path) -> None:
    cells = [{"text": "028-86400000 转 802", "tel": "13900000000", "kind": "landline",
              "note": "白天", "is_doubtful": True}]  # fmt: skip
    with by_hand(path) as connection:
        connection.execute("UPDATE sites SET phones = ? WHERE id = 'full'", (json.dumps(cells),))
    now = served(path)
    assert now is not None
    (site,) = (site for site in now.sites if site.id == "full")
    assert [phone.tel for phone in site.phones] == ["02886400000"]


@pytest.mark.parametrize("doubt", ["place", "", None, "unknown", 7])
def test_the_reason_of_a_doubt_cannot_be_changed_in_the_store(tmp_path: Path, doubt: Any) -> None:
    phone = Phone("0833-2430000", "08332430000", "landline", "", True, "joined")
    path = tmp_path / "sites.db"
    store = Store(f"sqlite:///{path}")
    store.migrate()
    store.load([replace(FULL, phones=(phone,))])
    kept = served(path)
    assert kept is not None
    assert kept.sites[0].phones == (phone,)
    cells = {"text": phone.text, "kind": "landline", "note": "", "is_doubtful": True}
    changed = [cells | ({} if doubt is None else {"doubt": doubt})]
    with by_hand(path) as connection:
        connection.execute("UPDATE sites SET phones = ?", (json.dumps(changed),))
    assert served(path) is None


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//example.org/", "名单"]
)
def test_a_source_that_is_no_web_address_is_refused_whatever_the_hash_says(
    tmp_path: Path, url: str
) -> None:
    store = Store(f"sqlite:///{tmp_path / 'sites.db'}")
    store.migrate()
    with pytest.raises(MismatchError, match="有一行读不懂"):
        store.load([replace(FULL, source=Source("名单", url, "2022"))])
    assert store.serving() is None


@pytest.mark.parametrize("row", [{"id": "added"}, None], ids=["added", "taken away"])
def test_a_row_more_or_less_is_refused(path: Path, row: dict[str, str] | None) -> None:
    with by_hand(path) as connection:
        if row is None:
            connection.execute("DELETE FROM sites WHERE release = 2 AND id = 'bare'")
        else:
            names = ", ".join(column.name for column in sites.columns if column.name != "id")
            connection.execute(
                f"INSERT INTO sites (id, {names}) SELECT 'added', {names} FROM sites"  # noqa: S608
                " WHERE release = 2 AND id = 'bare'"
            )
    with pytest.raises(MismatchError, match="采血点和校验值对不上"):
        store_at(path).serving()


def test_a_former_site_that_was_altered_is_forgotten_and_the_others_are_not(path: Path) -> None:
    store = store_at(path)
    store.load([FULL, make_demo("demo")], allow_loss=True)
    with by_hand(path) as connection:
        connection.execute("UPDATE sites SET unit = '别处公安局' WHERE id = 'gone'")
    serving = store.serving()
    assert serving is not None
    assert set(serving.former) == {"bare"}
    known = store.known_sites()
    assert (set(known.live), set(known.former)) == ({"full", "demo"}, {"bare"})


# What an operator sees and does


def spoil(path: Path, release: int = 2) -> None:
    with by_hand(path) as connection:
        connection.execute(
            "UPDATE sites SET address = '别处1号' WHERE release = ? AND id = 'full'", (release,)
        )


def app_at(path: Path, **settings: str) -> Flask:
    return create_app({"SITES_DATABASE_URL": f"sqlite:///{path}"} | settings, warm=True)


def run(path: Path, *words: str) -> tuple[int, str]:
    done = app_at(path).test_cli_runner().invoke(args=["sites", *words])
    return done.exit_code, done.output


def test_releases_says_which_one_does_not_match(path: Path) -> None:
    spoil(path)
    code, said = run(path, "releases")
    first, second = said.splitlines()
    assert code == 1
    assert second.startswith("第 1 版 ")
    assert "第 2 版被改动过或损坏了" in first


@pytest.mark.parametrize(
    ("words", "spoilt"),
    [
        pytest.param(("export",), 2, id="export"),
        pytest.param(("export", "--release", "1"), 1, id="export of an older one"),
        pytest.param(("publish", "1"), 1, id="publish"),
        pytest.param(("publish", "2"), 2, id="publish the live one"),
        pytest.param(("rollback",), 1, id="rollback"),
    ],
)
def test_a_release_that_does_not_match_is_neither_published_nor_written(
    path: Path, words: tuple[str, ...], spoilt: int
) -> None:
    spoil(path, spoilt)
    code, said = run(path, *words)
    assert code == 1
    assert f"第 {spoilt} 版被改动过或损坏了" in said
    assert store_at(path).live_number() == 2


def test_the_ways_out_of_a_release_that_does_not_match_are_open(path: Path, tmp_path: Path) -> None:
    spoil(path)
    store = store_at(path)
    assert store.publish(1, allow_loss=True).number == 1
    spoil(path, 1)
    again = store.load([FULL, BARE], allow_loss=True)
    assert (again.number, again.state) == (3, "live")
    assert served(path) is not None


def test_a_store_that_lost_its_identity_is_refused_until_something_is_published(path: Path) -> None:
    with by_hand(path) as connection:
        connection.execute("DELETE FROM identity")
    assert served(path) is None
    store_at(path).publish(2)
    assert served(path) is not None


# Workers


def test_a_worker_keeps_the_release_it_has_and_readyz_says_why(path: Path) -> None:
    app = app_at(path, SITES_REFRESH_S="0")
    client = app.test_client()
    assert client.get("/readyz").get_json() == {"status": "ready", "release": 2, "sites": 3}
    store_at(path).load([FULL], allow_loss=True)
    spoil(path, 3)
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert (answer.get_json()["status"], answer.get_json()["release"]) == ("stale", 2)
    assert "第 3 版被改动过或损坏了" in answer.get_json()["reason"]
    assert client.get("/sites/bare").status_code == 200


def test_a_worker_that_finds_only_a_spoilt_release_starts_and_says_so(path: Path) -> None:
    spoil(path)
    client = app_at(path, SITES_REFRESH_S="0").test_client()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "第 2 版被改动过或损坏了" in answer.get_json()["error"]["message"]
    assert client.get("/healthz").status_code == 200
    page = client.get("/sites/full")
    assert page.status_code == 503
    assert "名单正在准备" in page.get_data(as_text=True)
    store_at(path).publish(1, allow_loss=True)
    assert client.get("/readyz").get_json()["release"] == 1


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _make_newer(path: Path) -> None:
    with by_hand(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.execute("ALTER TABLE sites RENAME COLUMN notes TO remarks")


def _half_migrate(path: Path) -> None:
    with by_hand(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0003'")
        connection.execute("DROP TABLE identity")


@pytest.mark.parametrize(
    ("break_it", "status"),
    [
        pytest.param(_cut, "stale", id="cut in half"),
        pytest.param(lambda path: path.write_bytes(b"no database" * 99), "stale", id="no database"),
        pytest.param(lambda path: path.write_bytes(b""), "stale", id="empty"),
        # Whether something else is live can still be asked, and nothing is.
        pytest.param(_make_newer, "ready", id="of a newer program"),
        pytest.param(_half_migrate, "ready", id="half migrated"),
    ],
)
def test_a_worker_outlives_a_store_that_is(
    path: Path, break_it: Callable[[Path], object], status: str
) -> None:
    running = app_at(path, SITES_REFRESH_S="0").test_client()
    break_it(path)
    answer = running.get("/readyz")
    assert (answer.status_code, answer.get_json()["status"]) == (200, status)
    assert str(path) not in answer.get_data(as_text=True)
    assert running.get("/sites/full").status_code == 200
    started = app_at(path).test_client()
    assert started.get("/readyz").status_code == 503
    assert started.get("/").status_code == 503


def test_a_worker_starts_while_another_program_writes(path: Path) -> None:
    with by_hand(path) as connection:
        connection.execute("BEGIN IMMEDIATE")
        assert app_at(path).test_client().get("/readyz").status_code == 200


def test_pages_tags_and_map_addresses_follow_a_store_that_was_made_again(path: Path) -> None:
    client = app_at(path, SITES_REFRESH_S="0").test_client()
    before = client.get("/sites/full")
    script = re.search(r"/map/2-\w+/map.js", client.get("/map").get_data(as_text=True))
    assert script is not None
    path.unlink()
    store = store_at(path)
    store.migrate()
    right = replace(FULL, phones=(Phone("028-86400009", "02886400009", "landline"),))
    store.load([FULL, BARE])
    store.load([right, BARE])
    after = client.get("/sites/full", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert "tel:02886400009" in after.get_data(as_text=True)
    assert script[0] not in client.get("/map").get_data(as_text=True)
    assert client.get(script[0]).headers["Cache-Control"] == "no-store"

"""The audit: every change is told, and nobody takes one back unseen."""

import json
import os
import pwd
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import Result
from sqlalchemy.exc import DBAPIError

from app import create_app
from sites.errors import LossError, StoreError
from sites.store import Store, keys
from sites.store.audit_copy import Departure
from sites.store.auditing import Actor, Break, Entry, plain
from sites.store.database import Database
from sites.store.tables import audit
from tests.making import make_site
from tests.postgres import postgres_server, store_url

__all__ = ["postgres_server", "store_url"]

LIST = [make_site(each, unit=f"测试{each}县公安局") for each in ("aaa", "bbb", "ccc")]
OTHER = [replace(LIST[0], hours="全天"), *LIST[1:]]
ME = pwd.getpwuid(os.getuid()).pw_name


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return tmp_path / "elsewhere" / "audit.jsonl"


@pytest.fixture
def store(store_url: str, copied: Path) -> Store:
    """A store after three changes: release 1, release 2, back to release 1."""
    store = Store(store_url, audit_file=copied).asked_by(Actor("陈", "更正号码"))
    store.migrate()
    store.load(LIST, files=["名单.csv"])
    store.load(OTHER)
    store.rollback()
    return store


def told(store: Store) -> list[tuple[int, str, str, str]]:
    """number, what, and the releases before and after."""
    return [
        (each.number, each.what, each.before.split(",")[0], each.after.split(",")[0])
        for each in store.audit.entries()
    ]


def unguarded(url: str, *statements: str) -> None:
    """As somebody who owns the database and took its guards away."""
    with Database(url, wait_s=1.0).writing() as connection:
        if connection.dialect.name == "sqlite":
            for name in ("update", "delete", "insert"):
                connection.execute(sa.text(f"DROP TRIGGER IF EXISTS audit_{name}"))
        else:
            connection.execute(sa.text("ALTER TABLE audit DISABLE TRIGGER ALL"))
        for statement in statements:
            connection.execute(sa.text(statement))


# What is written


def test_each_change_of_a_release_is_told_with_who_and_why(store: Store) -> None:
    assert told(store) == [
        (1, "load", "", "release 1"),
        (2, "load", "release 1", "release 2"),
        (3, "rollback", "release 2", "release 1"),
    ]
    first = store.audit.entries()[0]
    assert (first.who, first.why) == (f"陈 ({ME})", "更正号码")
    live = store.live()
    assert live is not None
    assert first.after == f"release 1, root {live.root}, sites 3, files 名单.csv"
    assert first.at.endswith("+00:00")


def test_rules_that_were_passed_over_and_signatures_are_told(store: Store) -> None:
    pair = keys.new_pair()
    public = keys.public_key(pair.public)
    store.publish(2, allow_loss=True, allow_id_change=True)
    store.sign(2, keys.signed(store.statement(2), pair.private), public)
    store.stage(LIST[:2])
    published, signed, staged = store.audit.entries()[3:]
    assert published.after.endswith(", allow-loss, allow-id-change")
    assert (signed.what, signed.after.endswith(f", key {public}")) == ("sign", True)
    assert (staged.what, staged.before) == ("stage", "")


def test_what_changed_nothing_or_was_refused_is_not_told(store: Store) -> None:
    before = told(store)
    store.load(LIST)
    store.publish(1)
    with pytest.raises(LossError):
        store.load(LIST[:1])
    assert told(store) == before


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("陈\n2　2026", r"陈\u000a2\u30002026", id="line feed"),
        pytest.param("\x1b[2J陈", r"\u001b[2J陈", id="a terminal's command"),
        pytest.param("\u202eabc", r"\u202eabc", id="right to left"),
        pytest.param("陈\u200b", r"陈\u200b", id="without width"),
        pytest.param("\x00\ud800", r"\u0000\ud800", id="no text"),
        pytest.param("长" * 600, "长" * 499 + "…", id="long"),
        pytest.param("'); DROP TABLE audit; --", "'); DROP TABLE audit; --", id="SQL"),
    ],
)
def test_a_hostile_name_stands_in_one_line_and_can_be_seen(
    store: Store, text: str, shown: str
) -> None:
    assert plain(text, 500) == shown
    theirs = store.asked_by(Actor(text, text))
    theirs.load(OTHER)
    entry = store.audit.entries()[-1]
    assert entry.why == shown
    assert len(entry.who) <= 100 + len(f" ({ME})")
    assert entry.line.isprintable()
    assert store.audit.faults() == (None, None)


def test_the_user_is_the_systems_and_not_a_variables(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("USER", "LOGNAME", "SUDO_USER"):
        monkeypatch.setenv(name, "someone")
    store.asked_by(Actor()).load(OTHER)
    assert store.audit.entries()[-1].who == ME


# What is refused, and what is found


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET who = 'nobody' WHERE number = 2",
        "DELETE FROM audit WHERE number = 3",
        "DELETE FROM audit",
        "TRUNCATE audit",
        "INSERT OR REPLACE INTO audit SELECT number, at, 'nobody', what, before, after, why,"
        " previous, hash FROM audit WHERE number = 2",
    ],
)
def test_the_database_itself_refuses_to_change_or_shorten_the_audit(
    store: Store, store_url: str, statement: str
) -> None:
    is_sqlite = store_url.startswith("sqlite")
    if is_sqlite == statement.startswith("TRUNCATE") or (
        not is_sqlite and statement.startswith("INSERT OR")
    ):
        return  # the other kind of database has no such words
    before = store.audit.entries()
    with (
        pytest.raises((DBAPIError, StoreError)),
        Database(store_url, wait_s=1.0).writing() as connection,
    ):
        connection.execute(sa.text(statement))
    assert store.audit.entries() == before


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        pytest.param(["UPDATE audit SET who = 'nobody' WHERE number = 2"],
                     (Break(2, "altered"), Departure(2, "other")), id="an edit"),
        pytest.param(["UPDATE audit SET hash = previous WHERE number = 2"],
                     (Break(2, "altered"), None), id="a hash"),
        pytest.param(["DELETE FROM audit WHERE number = 2"],
                     (Break(2, "gap"), Departure(2, "other")), id="a gap"),
        pytest.param(["DELETE FROM audit WHERE number = 1"],
                     (Break(1, "gap"), Departure(1, "other")), id="the first gone"),
        pytest.param(["UPDATE audit SET number = 9 WHERE number = 1",
                      "UPDATE audit SET number = 1 WHERE number = 2",
                      "UPDATE audit SET number = 2 WHERE number = 9"],
                     (Break(1, "altered"), Departure(1, "other")), id="two swapped"),
        pytest.param(["DELETE FROM audit WHERE number = 3"],
                     (None, Departure(3, "store")), id="the last gone"),
        pytest.param(["DELETE FROM audit"], (None, Departure(1, "store")), id="all gone"),
    ],
)  # fmt: skip
def test_whoever_takes_the_guards_away_is_still_found(
    store: Store, store_url: str, statements: list[str], found: object
) -> None:
    unguarded(store_url, *statements)
    assert store.audit.faults() == found


def test_an_entry_made_anew_with_its_hash_breaks_the_next_one(store: Store, store_url: str) -> None:
    second = store.audit.entries()[1]
    forged = replace(second, who="nobody")
    unguarded(store_url)
    with Database(store_url, wait_s=1.0).writing() as connection:
        row = sa.update(audit).where(audit.c.number == 2)
        connection.execute(row.values(who=forged.who, hash=forged.hash))
    assert store.audit.faults() == (Break(3, "order"), Departure(2, "other"))


def rewritten(entries: list[Entry]) -> list[Entry]:
    """All of them with the second one's author changed, and every hash made anew."""
    made: list[Entry] = []
    for entry in entries:
        who = "nobody" if entry.number == 2 else entry.who
        previous = made[-1].hash if made else entry.previous
        made.append(replace(entry, who=who, previous=previous))
    return made


def test_a_chain_made_anew_from_one_entry_on_is_found_by_the_copy_only(
    store: Store, store_url: str
) -> None:
    forged = rewritten(store.audit.entries())
    unguarded(store_url)
    with Database(store_url, wait_s=1.0).writing() as connection:
        for each in forged:
            values = {"who": each.who, "previous": each.previous, "hash": each.hash}
            connection.execute(
                sa.update(audit).where(audit.c.number == each.number).values(**values)
            )
    assert store.audit.faults() == (None, Departure(2, "other"))


# The copy


def test_the_copy_has_a_line_of_json_for_each_entry(store: Store, copied: Path) -> None:
    lines = copied.read_text(encoding="utf-8").splitlines()
    assert lines == [entry.line for entry in store.audit.entries()]
    assert [json.loads(line)["what"] for line in lines] == ["load", "load", "rollback"]


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        pytest.param(lambda lines: lines[:2], Departure(3, "copy"), id="its end gone"),
        pytest.param(lambda lines: lines[1:], Departure(1, "other"), id="its beginning gone"),
        pytest.param(lambda lines: lines[::-1], Departure(1, "other"), id="another order"),
        pytest.param(lambda lines: [*lines, b"{}\n"], Departure(4, "store"), id="a line more"),
        pytest.param(lambda lines: [*lines[:2], lines[2][:-1]], Departure(3, "other"), id="cut"),
        pytest.param(lambda _: [b"\xff\x00" * 99], Departure(1, "other"), id="no text"),
    ],
)
def test_a_copy_that_was_changed_is_told(
    store: Store, copied: Path, spoil: Callable[[list[bytes]], list[bytes]], found: Departure
) -> None:
    copied.write_bytes(b"".join(spoil(copied.read_bytes().splitlines(keepends=True))))
    assert store.audit.faults() == (None, found)


@pytest.mark.parametrize("kept", [0, 1, 200, -1])
def test_a_copy_that_a_killed_program_left_short_is_completed_by_the_next_change(
    store: Store, copied: Path, kept: int
) -> None:
    copied.write_bytes(copied.read_bytes()[:kept])
    store.load(OTHER)
    assert store.audit.faults() == (None, None)


def test_a_copy_that_cannot_be_written_is_told_and_the_change_stands(
    store_url: str, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    store = Store(store_url, audit_file=tmp_path / "folder")
    store.migrate()
    with pytest.raises(StoreError, match=r"改动已经完成，但审计文件.*没有写成"):
        store.load(LIST)
    assert store.live_number() == 1


def test_changes_of_several_programs_at_once_make_one_chain(
    store: Store, store_url: str, copied: Path
) -> None:
    program = (
        "import sys; from pathlib import Path; from sites.store import Store\n"
        "store = Store(sys.argv[1], audit_file=Path(sys.argv[2]))\n"
        "for each in range(5): store.audit.note_other('test', before='', after=str(each))"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", program, store_url, copied]) for _ in range(3)
    ]
    assert [each.wait() for each in started] == [0, 0, 0]
    assert len(store.audit.entries()) == 18
    assert store.audit.faults() == (None, None)


# Commands

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def do(*words: str | Path) -> Result:
        settings = {
            "SITES_DATABASE_URL": f"sqlite:///{tmp_path / 'sites.db'}",
            "SITES_PLACES": str(tmp_path / "places.bin"),
            "SITES_AUDIT_FILE": str(tmp_path / "audit.jsonl"),
        }
        return create_app(settings).test_cli_runner().invoke(args=["sites", *map(str, words)])

    return do


PLACES = (
    "unit,province,city,county,lat,lon,datum\n测试医院,四川省,成都市,武侯区,30.64,104.04,wgs84\n"
)


def test_commands_write_into_the_audit_and_it_is_listed_and_verified(
    run: Run, tmp_path: Path
) -> None:
    assert "审计里还没有记录" in run("audit", "list").output
    store = Store(f"sqlite:///{tmp_path / 'sites.db'}")
    store.migrate()
    store.stage(LIST)
    (tmp_path / "own.csv").write_text(PLACES, encoding="utf-8")
    for words in (
        ("publish", "1", "--by", "陈", "--why", "核对过"),
        ("places", "add", tmp_path / "own.csv", "--by", "李"),
        ("places", "remove", "own.csv"),
    ):
        done = run(*words)
        assert done.exit_code == 0, done.output
    listed = run("audit", "list").output.splitlines()
    assert [line.split("　")[2:4] for line in listed] == [
        [ME, "stage"], [f"陈 ({ME})", "publish"], [f"李 ({ME})", "places add"],
        [ME, "places remove"],
    ]  # fmt: skip
    assert listed[1].endswith("　原因：核对过")
    assert "table own.csv, 1 places" in listed[2]
    verified = run("audit", "verify")
    assert (verified.exit_code, "审计记录完好：4 条，和审计文件一致" in verified.output) == (
        0,
        True,
    )


def test_verify_names_what_does_not_hold_and_ends_with_1(run: Run, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'sites.db'}"
    store = Store(url, audit_file=tmp_path / "audit.jsonl")
    store.migrate()
    store.load(LIST)
    store.load(OTHER)
    unguarded(url, "DELETE FROM audit WHERE number = 2")
    done = run("audit", "verify")
    assert done.exit_code == 1
    assert "审计文件里有第 2 条，数据库里没有" in done.output
    unguarded(url, "UPDATE audit SET why = '别的'")
    assert "第 1 条被改动过" in run("audit", "verify").output

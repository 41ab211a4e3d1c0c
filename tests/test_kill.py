"""A load that is killed leaves the old release live and whole; two at once never mix.

Run as a program, this file is the load that gets killed.
"""

import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from sites.geo import Point
from sites.records import Fix, Phone, Site
from sites.store import Store, fingerprint
from tests.postgres import postgres_server, store_url

__all__ = ["postgres_server", "store_url"]

COUNT = 5_200
ROOT = Path(__file__).parents[1]


def demo_sites(street: str, count: int = COUNT) -> list[Site]:
    """As many sites as the national list has, all different, all demonstrations."""
    return [
        Site(
            id=f"d{number:05}",
            unit=f"演示采血点{number}",
            adcode="510107",
            province="四川省",
            city="成都市",
            county="武侯区",
            address=f"{street}{number}号",
            phones=(Phone(f"028-0{number:07}", None, "landline"),),
            hours="",
            fix=Fix(Point(30 + number / 10_000, 104.0), "county", "seat", "510107"),
            status="demo",
            source=None,
            checked_on="",
            notes="",
        )
        for number in range(count)
    ]


def load_when_told(url: str, street: str, kill_at: int) -> None:
    """Load as soon as a line comes in; kill_at: die after so many sites, 0 = never."""

    written = 0

    def die(*execution: Any) -> None:
        nonlocal written
        statement, rows = execution[2:4]
        if statement.startswith("INSERT INTO sites"):
            written += len(rows)
            if written == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sa.event.listen(sa.Engine, "after_cursor_execute", die)
    new_sites = demo_sites(street)
    store = Store(url)
    store.live()  # Everything is imported and warm when the clock starts.
    print("ready", flush=True)  # noqa: T201
    sys.stdin.readline()
    store.load(new_sites)
    print("done", flush=True)  # noqa: T201


@pytest.fixture
def store(store_url: str) -> Store:
    store = Store(store_url)
    store.migrate()
    store.load(demo_sites("演示一路"))
    return store


def started(url: str, street: str = "演示二路", kill_at: int = 0) -> subprocess.Popen[str]:
    """A load in another process, ready and waiting for its line."""
    load = subprocess.Popen(
        [sys.executable, __file__, url, street, str(kill_at)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert load.stdout is not None
    assert load.stdout.readline() == "ready\n"
    return load


def tell(load: subprocess.Popen[str]) -> None:
    assert load.stdin is not None
    load.stdin.write("go\n")
    load.stdin.flush()


def duration_s(url: str) -> float:
    """How long a load takes that nobody kills."""
    with started(url) as load:
        before = time.perf_counter()
        tell(load)
        assert load.stdout is not None
        assert load.stdout.readline() == "done\n"
        return time.perf_counter() - before


def killed_after(load: subprocess.Popen[str], moment_s: float) -> None:
    with load:
        tell(load)
        try:
            load.wait(timeout=moment_s)
        except subprocess.TimeoutExpired:
            load.kill()


def assert_all_whole(store: Store) -> None:
    for release in store.releases():
        assert release.state != "staged", "a load never leaves a release half way"
        sites = store.sites(release.number)
        assert (len(sites), fingerprint(sites)) == (COUNT, release.sha256)


def test_a_load_killed_at_ten_random_moments_never_leaves_a_half(
    store: Store, store_url: str
) -> None:
    whole_s = duration_s(store_url)
    store.rollback()
    chance = random.Random(20220701)  # noqa: S311 (the same moments in every run)
    interrupted = 0
    for tenth in range(10):
        killed_after(started(store_url), whole_s * (tenth + chance.random()) / 10)
        live = store.live()
        assert live is not None
        assert_all_whole(store)
        if live.number == 1:
            interrupted += 1
        else:
            # It was done before it was killed: then it is live, and whole. Begin again.
            assert store.rollback().number == 1
    assert interrupted > 0
    assert store.load(demo_sites("演示三路")).state == "live"


@pytest.mark.parametrize(
    "kill_at",
    [
        pytest.param(500, id="after the first rows"),
        pytest.param(2_500, id="half way"),
        pytest.param(COUNT, id="with all rows written"),
    ],
)
def test_a_load_killed_before_its_end_changes_nothing(
    store: Store, store_url: str, kill_at: int
) -> None:
    before = store.releases()
    with started(store_url, kill_at=kill_at) as load:
        tell(load)
    assert load.returncode == -signal.SIGKILL
    assert store.releases() == before
    assert_all_whole(store)
    assert store.load(demo_sites("演示三路")).number == 2


def test_two_loads_at_once_follow_one_another(store: Store, store_url: str) -> None:
    with started(store_url, "演示四路") as one, started(store_url, "演示五路") as other:
        tell(one)
        tell(other)
        assert (one.communicate()[0], other.communicate()[0]) == ("done\n", "done\n")
    assert (one.returncode, other.returncode) == (0, 0)
    assert [release.state for release in store.releases()] == ["live", "retired", "retired"]
    assert_all_whole(store)
    assert [store.rollback().number for _ in range(2)] == [2, 1]


def test_publications_at_once_leave_one_live_release(store: Store) -> None:
    numbers = [store.stage(demo_sites(f"演示{each}路", 10)).number for each in range(6)]
    with ThreadPoolExecutor(len(numbers)) as pool:
        published = list(pool.map(store.publish, numbers))
    assert [release.number for release in published] == numbers
    states = [release.state for release in store.releases()]
    assert (states.count("live"), states.count("retired"), len(states)) == (1, 6, 7)


if __name__ == "__main__":
    load_when_told(sys.argv[1], sys.argv[2], int(sys.argv[3]))

"""One release in memory: its areas, its ids, and the change to another one."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from typing import cast

import pytest

from sites.areas import Gazetteer, gazetteer
from sites.directory import Directory, FormerSite, LiveDirectory, build_directory
from sites.errors import NotReadyError, StoreError
from sites.geo import Point
from sites.records import Phone, Site, SiteCounts
from sites.store import Serving, Store, fingerprint
from sites.store.leaves import root_of
from tests.making import make_demo, make_site
from tests.postgres import postgres_server, store_url

__all__ = ["postgres_server", "store_url"]

CHENGDU, WUHOU, SICHUAN = "510100", "510107", "510000"
XIANTAO, HUBEI = "429004", "420000"
DONGGUAN, GUANGDONG = "441900", "440000"
DONGCHENG, BEIJING = "110101", "110000"


def places() -> Gazetteer:
    return gazetteer()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(_url_in(tmp_path))
    store.migrate()
    return store


def _url_in(folder: Path) -> str:
    return f"sqlite:///{folder / 'sites.db'}"


def directory_of(store: Store, *sites: Site, public: bool = False) -> Directory:
    store.load(sites, allow_loss=True)
    return build_directory(store, places(), public=public)


# Areas


@pytest.mark.parametrize(
    "site_at, areas, not_in",
    [
        pytest.param(WUHOU, [WUHOU, CHENGDU, SICHUAN], ["510104", "510000000"], id="district"),
        pytest.param(CHENGDU, [CHENGDU, SICHUAN], [WUHOU], id="city as a whole"),
        pytest.param(XIANTAO, [XIANTAO, HUBEI], ["429000", "420100"], id="county of a province"),
        pytest.param(DONGGUAN, [DONGGUAN, GUANGDONG], ["440100"], id="city without counties"),
        pytest.param(DONGCHENG, [DONGCHENG, BEIJING], ["120000"], id="municipality"),
    ],
)
def test_a_site_is_in_its_area_and_in_all_above(
    store: Store, site_at: str, areas: list[str], not_in: list[str]
) -> None:
    site = make_site(adcode=site_at)
    directory = directory_of(store, site, make_site("elsewhere", adcode="620102"))
    for adcode in areas:
        assert directory.sites_in(adcode) == (site,)
        assert directory.counts(adcode) == SiteCounts(total=1, published=1, demo=0)
    for adcode in not_in:
        assert directory.sites_in(adcode) == ()
        assert directory.counts(adcode) == SiteCounts(total=0, published=0, demo=0)


def test_an_abolished_code_stands_for_the_area_of_today(store: Store) -> None:
    miyun_county, miyun_district = "110228", "110118"
    sites = make_site("old", adcode=miyun_county), make_site("new", adcode=miyun_district)
    directory = directory_of(store, *sites)
    for adcode in (miyun_county, miyun_district, BEIJING):
        assert set(directory.sites_in(adcode)) == set(sites)


def test_an_unknown_code_has_no_sites(store: Store) -> None:
    assert directory_of(store, make_site()).positions_in("999999").tolist() == []


def test_sites_stand_in_the_order_of_area_then_id(store: Store) -> None:
    wanted = [make_site("b", adcode=XIANTAO), make_site("a"), make_site("c"), make_site("d")]
    directory = directory_of(store, *reversed(wanted))
    assert list(directory.sites) == wanted
    assert directory.positions_in(SICHUAN).tolist() == [1, 2, 3]


def test_an_area_counts_real_sites_and_demonstrations_apart(store: Store) -> None:
    directory = directory_of(store, make_site("a"), make_demo("b"), make_demo("c", adcode="510104"))
    assert directory.counts(CHENGDU) == SiteCounts(total=3, published=1, demo=2)
    assert directory.counts(WUHOU) == SiteCounts(total=2, published=1, demo=1)
    assert directory.has_demo
    assert [bool(real) for real in directory.is_published] == [False, True, False]


def test_every_site_is_counted_in_exactly_one_province(store: Store) -> None:
    counties = places().all("county")
    directory = directory_of(
        store, *(make_site(f"s{area.adcode}", adcode=area.adcode) for area in counties)
    )
    provinces = [directory.positions_in(area.adcode) for area in places().provinces()]
    assert sorted(position for each in provinces for position in each) == list(range(len(counties)))


# Ids


def test_a_site_is_found_by_its_id(store: Store) -> None:
    site = make_site("a")
    directory = directory_of(store, site)
    assert directory.site("a") == site
    assert directory.site("b") is None
    assert directory.former("a") is None


def test_an_old_id_still_says_which_unit_it_was(store: Store) -> None:
    store.load([make_site("old", unit="旧分局", address="旧路1号"), make_site("new")])
    directory = directory_of(store, make_site("new"))
    assert directory.site("old") is None
    assert directory.former("old") == FormerSite("旧分局", WUHOU, is_demo=False)
    assert directory.former("never") is None


def test_an_old_id_of_a_site_that_got_another_leads_to_it(store: Store) -> None:
    old, kept = make_site("old"), make_site("kept", address="别处2号", phones=())
    store.load([old, kept, make_demo("demo")])
    now = replace(old, id="new", address="四川省成都市武侯区测试路1号", hours="全天")
    directory = directory_of(store, now, kept, make_demo("newdemo"))
    assert directory.site("old") == directory.site("new") == now
    assert directory.former("old") is None
    assert directory.site("demo") == directory.site("newdemo")


def test_an_old_id_does_not_lead_to_another_unit_behind_the_same_door(store: Store) -> None:
    other = make_site("other", unit="另一单位")
    store.load([make_site("old"), other])
    directory = directory_of(store, other)
    assert directory.site("old") is None
    assert directory.former("old") is not None


def test_an_old_id_that_could_be_two_sites_of_today_leads_to_neither(store: Store) -> None:
    store.load([make_site("old")])
    directory = directory_of(store, make_site("a", hours="白天"), make_site("b", hours="夜间"))
    assert directory.site("old") is None
    assert directory.former("old") is not None


# Search and nearest


def test_search_and_nearest_know_the_sites(store: Store) -> None:
    far, close = make_site("far", at=Point(31, 104)), make_site("close", at=Point(30.1, 104))
    directory = directory_of(store, far, close, make_site("nowhere", fix=None))
    found = directory.nearest.nearest(Point(30, 104), limit=5)
    assert [nearby.site.id for nearby in found] == ["close", "far"]
    assert len(directory.search.find("武侯").positions) == 3


# Without demonstration sites


def test_a_public_directory_leaves_demonstrations_out(store: Store) -> None:
    real = make_site("real")
    directory = directory_of(store, real, make_demo("demo"), public=True)
    assert directory.sites == (real,)
    assert directory.site("demo") is None
    assert directory.former("demo") is None
    assert not directory.has_demo
    assert directory.counts(WUHOU).total == 1


def test_a_public_release_counts_and_proves_what_it_serves(store: Store) -> None:
    real = make_site("real")
    release = directory_of(store, real, make_demo("demo"), public=True).release
    assert release.number == 1
    assert release.sites == SiteCounts(total=1, published=1, demo=0)
    assert release.sha256 == fingerprint([real])


def test_a_public_release_without_demonstrations_is_that_of_the_store(store: Store) -> None:
    assert directory_of(store, make_site(), public=True).release == store.live()


def test_a_former_demonstration_is_not_told_to_the_public(store: Store) -> None:
    store.load([make_demo("demo"), make_site("old", address="旧路1号"), make_site("real")])
    directory = directory_of(store, make_site("real"), public=True)
    assert directory.former("demo") is None
    assert directory.former("old") is not None


def test_a_public_directory_of_demonstrations_only_is_empty(store: Store) -> None:
    directory = directory_of(store, make_demo(), public=True)
    assert directory.sites == ()
    assert not directory.has_demo
    assert directory.nearest.nearest(Point(0, 0)) == ()
    assert directory.search.find("武侯").positions.tolist() == []


# The live one


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


class Away(Store):
    """The same store over a line of its own, which `is_away` cuts."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.is_away = False
        self.looks = 0

    def live_seal(self) -> str | None:
        self.looks += 1
        self._reach()
        return super().live_seal()

    def serving(self) -> Serving | None:
        self._reach()
        return super().serving()

    def _reach(self) -> None:
        if self.is_away:
            raise StoreError("连不上数据库")


def _unbuildable(store: Store) -> Serving:
    """Its release with a hole where a site should be, which the types forbid."""
    serving = store.serving()
    assert serving is not None
    return replace(serving, sites=(cast(Site, None),))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def line(store: Store, tmp_path: Path) -> Away:
    return Away(_url_in(tmp_path))


@pytest.fixture
def live(line: Away, clock: Clock) -> LiveDirectory:
    return LiveDirectory(line, places, public=False, refresh_s=5.0, clock=clock)


def test_nothing_live_is_not_ready(live: LiveDirectory) -> None:
    with pytest.raises(NotReadyError, match="flask sites load"):
        live.current()


def test_the_first_publication_is_seen_after_the_pause(
    store: Store, live: LiveDirectory, clock: Clock
) -> None:
    with pytest.raises(NotReadyError):
        live.current()
    store.load([make_site()])
    with pytest.raises(NotReadyError):
        live.current()
    clock.now_s = 5.0
    assert live.current().release.number == 1


def test_the_store_is_asked_once_in_a_pause(
    store: Store, live: LiveDirectory, line: Away, clock: Clock
) -> None:
    store.load([make_site()])
    first = live.current()
    for clock.now_s in (0.0, 1.0, 4.9):
        assert live.current() is first
    assert line.looks == 0
    for clock.now_s in (5.0, 5.1, 9.9):
        assert live.current() is first
    assert line.looks == 1


def test_a_newer_release_and_a_rollback_are_followed(
    store: Store, live: LiveDirectory, clock: Clock
) -> None:
    store.load([make_site("a")])
    old = live.current()
    store.load([make_site("a"), make_site("b", address="别处2号")])
    assert live.current() is old
    clock.now_s = 5.0
    assert live.current().release.number == 2
    assert old.site("b") is None, "a request that began with the old one keeps it"
    store.rollback()
    clock.now_s = 10.0
    assert live.current().release.number == 1
    assert live.current().former("b") is not None


def test_without_the_store_the_old_directory_stays_and_the_log_says_so_once(
    store: Store, live: LiveDirectory, line: Away, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    store.load([make_site("a")])
    first = live.current()
    store.load([make_site("a"), make_site("b")])
    line.is_away = True
    for clock.now_s in (5.0, 40.0, 80.0, 120.0):
        assert live.current() is first
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "连不上数据库" in caplog.text
    line.is_away = False
    clock.now_s = 160.0
    assert live.current().release.number == 2
    assert "release 2 is live" in caplog.text
    assert len(caplog.records) == 2


def test_an_absent_store_is_asked_less_often(
    store: Store, live: LiveDirectory, line: Away, clock: Clock
) -> None:
    store.load([make_site()])
    live.current()
    line.is_away = True
    for clock.now_s in (5.0, 10.0, 34.9, 35.0):
        live.current()
    assert line.looks == 2


def test_without_the_store_at_the_start_the_reason_is_told(
    store: Store, live: LiveDirectory, line: Away, clock: Clock
) -> None:
    store.load([make_site()])
    line.is_away = True
    for _ in range(2):
        with pytest.raises(StoreError, match="连不上数据库"):
            live.current()
    line.is_away = False
    clock.now_s = 5.0
    assert live.current().release.number == 1


def test_an_emptied_store_does_not_take_the_directory_away(
    store: Store,
    live: LiveDirectory,
    line: Away,
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store.load([make_site()])
    first = live.current()
    monkeypatch.setattr(line, "live_seal", lambda: None)
    monkeypatch.setattr(line, "serving", lambda: None)
    clock.now_s = 5.0
    assert live.current() is first
    assert "Release 1 stays in use" in caplog.text


def test_a_release_that_cannot_be_built_does_not_take_the_directory_away(
    store: Store,
    live: LiveDirectory,
    line: Away,
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store.load([make_site()])
    first = live.current()
    store.load([make_site(), make_site("b")])
    monkeypatch.setattr(line, "serving", lambda: _unbuildable(store))
    clock.now_s = 5.0
    assert live.current() is first
    assert "cannot be built" in caplog.text


def test_what_cannot_be_built_at_the_start_does_not_end_the_worker(
    store: Store, live: LiveDirectory, line: Away, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.load([make_site()])
    monkeypatch.setattr(line, "serving", lambda: _unbuildable(store))
    with pytest.raises(NotReadyError, match="装不起来"):
        live.current()
    monkeypatch.setattr(line, "serving", store.serving)
    clock.now_s = 5.0
    assert live.current().release.number == 1
    assert live.trouble is None


WRONG, RIGHT = (
    make_site("a", phones=(Phone(text, text.replace("-", ""), "landline"),))
    for text in ("028-86400001", "028-86400002")
)


def _anew(store: Store, path: Path) -> None:
    for each in path.parent.glob(f"{path.name}*"):
        each.unlink()
    store.migrate()
    store.load([RIGHT], allow_loss=True)


def _back(store: Store, path: Path) -> None:
    path.write_bytes(path.with_suffix(".backup").read_bytes())
    store.load([RIGHT], allow_loss=True)


def _far_back(store: Store, path: Path) -> None:
    path.write_bytes(path.with_suffix(".empty").read_bytes())
    store.load([RIGHT], allow_loss=True)


@pytest.mark.parametrize(
    ("change", "number"),
    [
        pytest.param(_anew, 1, id="made again under the same number"),
        pytest.param(_far_back, 1, id="brought back empty and loaded under the same number"),
        pytest.param(_back, 2, id="brought back from a backup and loaded under a lower number"),
    ],
)
def test_another_release_is_noticed_though_its_number_is_known(
    tmp_path: Path, change: Callable[[Store, Path], None], number: int
) -> None:
    path = tmp_path / "sites.db"
    store = Store(f"sqlite:///{path}")
    store.migrate()
    path.with_suffix(".empty").write_bytes(path.read_bytes())
    store.load([make_site("a"), make_site("b")])
    path.with_suffix(".backup").write_bytes(path.read_bytes())
    for site in (WRONG, replace(WRONG, hours="全天"))[:number]:
        store.load([site], allow_loss=True)
    live = LiveDirectory(store, places, public=False, refresh_s=0.0)
    before = live.current()
    found = before.site("a")
    assert found is not None
    assert found.phones == WRONG.phones
    change(store, path)
    after = live.current()
    assert (after.release.number, after.sites) == (number, (RIGHT,))
    assert after.release.seal != before.release.seal


def test_a_backup_brought_back_with_nothing_loaded_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "sites.db"
    store = Store(f"sqlite:///{path}")
    store.migrate()
    store.load([WRONG])
    backup = path.read_bytes()
    store.load([RIGHT])
    live = LiveDirectory(store, places, public=False, refresh_s=0.0)
    assert live.current().release.number == 2
    path.write_bytes(backup)
    assert live.current().release.number == 1


def test_the_same_list_in_two_stores_has_one_fingerprint_and_two_seals(tmp_path: Path) -> None:
    releases = []
    for name in ("one.db", "two.db"):
        store = Store(f"sqlite:///{tmp_path / name}")
        store.migrate()
        releases.append(store.load([RIGHT]))
    assert releases[0].sha256 == releases[1].sha256
    assert releases[0].seal != releases[1].seal


@pytest.fixture
def slow(line: Away, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Event, Event]]:
    """(begun, go on): reading the release says that it has begun and waits to be told to go on."""
    begun, go_on = Event(), Event()
    read = line.serving

    def wait_and_read() -> Serving | None:
        begun.set()
        assert go_on.wait(timeout=30)
        return read()

    monkeypatch.setattr(line, "serving", wait_and_read)
    yield begun, go_on
    go_on.set()


def test_while_one_builds_the_others_go_on_with_the_old(
    store: Store, live: LiveDirectory, clock: Clock, slow: tuple[Event, Event]
) -> None:
    begun, go_on = slow
    go_on.set()
    store.load([make_site("a")])
    old = live.current()
    store.load([make_site("a"), make_site("b")])
    begun.clear()
    go_on.clear()
    clock.now_s = 5.0
    seen: list[int] = []
    builder = Thread(target=lambda: seen.append(live.current().release.number))
    builder.start()
    assert begun.wait(timeout=30)
    assert live.current() is old
    go_on.set()
    builder.join()
    assert seen == [2]
    assert live.current().release.number == 2


def test_at_the_start_all_wait_for_one_that_builds(
    store: Store, live: LiveDirectory, line: Away, slow: tuple[Event, Event]
) -> None:
    begun, go_on = slow
    store.load([make_site("a")])
    seen: list[Directory] = []
    threads = [Thread(target=lambda: seen.append(live.current())) for _ in range(4)]
    for thread in threads:
        thread.start()
    assert begun.wait(timeout=30)
    go_on.set()
    for thread in threads:
        thread.join()
    assert len({id(directory) for directory in seen}) == 1
    assert len(seen) == 4


def test_the_directory_comes_from_either_database(store_url: str) -> None:
    store = Store(store_url)
    store.migrate()
    sites = [make_site("a"), make_demo("b"), make_site("c", adcode=XIANTAO, fix=None)]
    directory = directory_of(store, *sites)
    assert directory.sites == (sites[2], sites[0], sites[1])
    live = LiveDirectory(store, places, public=True, refresh_s=0.0)
    real = [sites[0], sites[2]]
    assert live.current().release == replace(
        directory.release,
        sites=SiteCounts(2, 2, 0),
        sha256=fingerprint(real),
        root=root_of(real),
    )
    store.load([sites[0]], allow_loss=True)
    assert live.current().release.number == 2

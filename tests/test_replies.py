"""The store's memory of what providers of the network said."""

from datetime import UTC, datetime

import pytest

from sites.errors import StoreError
from sites.geo import Point
from sites.records import Reply
from sites.store import Store
from tests.postgres import postgres_server, store_url

__all__ = ["postgres_server", "store_url"]

FOUND = Reply(
    provider="amap",
    query="四川省成都市武侯区演示路1号",
    asked_at=datetime(2026, 11, 24, 8, 30, tzinfo=UTC),
    point=Point(30.5, 104.0),
    datum="gcj02",
    precision="building",
    level="门牌号",
    address="四川省成都市武侯区演示路1号",
    adcode="510107",
)
ABSENT = Reply("amap", "四川省成都市武侯区演示路2号", FOUND.asked_at)


@pytest.fixture
def store(store_url: str) -> Store:
    store = Store(store_url)
    store.migrate()
    return store


def test_a_reply_comes_back_as_it_was(store: Store) -> None:
    store.remember([FOUND, ABSENT])
    assert store.recall("amap", [FOUND.query, ABSENT.query]) == {
        FOUND.query: FOUND,
        ABSENT.query: ABSENT,
    }


def test_a_query_never_asked_is_no_query_without_a_place(store: Store) -> None:
    store.remember([ABSENT])
    assert store.recall("amap", ["演示路3号"]) == {}
    assert store.recall("amap", [ABSENT.query])[ABSENT.query].point is None


def test_each_provider_has_a_memory_of_its_own(store: Store) -> None:
    store.remember([FOUND])
    assert store.recall("baidu", [FOUND.query]) == {}


def test_a_later_reply_takes_the_place_of_an_earlier_one(store: Store) -> None:
    later = Reply("amap", FOUND.query, datetime(2027, 1, 1, tzinfo=UTC))
    store.remember([FOUND])
    store.remember([later])
    assert store.recall("amap", [FOUND.query]) == {FOUND.query: later}


def test_a_point_on_the_equator_is_a_point(store: Store) -> None:
    zero = Reply(
        "baidu", "零", FOUND.asked_at, point=Point(0.0, 0.0), datum="bd09", precision="city"
    )
    store.remember([zero])
    assert store.recall("baidu", ["零"])["零"].point == Point(0.0, 0.0)


def test_half_a_reply_is_refused(store: Store) -> None:
    half = Reply("amap", "半", FOUND.asked_at, point=Point(1.0, 2.0))  # no precision
    with pytest.raises(StoreError):
        store.remember([ABSENT, half])
    assert store.recall("amap", [ABSENT.query]) == {}, "kept whole or not at all"


def test_thousands_of_queries_are_recalled_at_once(store: Store) -> None:
    many = [Reply("amap", f"{number}号", FOUND.asked_at) for number in range(1_200)]
    store.remember(many)
    assert len(store.recall("amap", [reply.query for reply in many])) == len(many)


def test_old_replies_of_one_provider_are_forgotten(store: Store) -> None:
    later = Reply("amap", "后来", datetime(2027, 1, 1, tzinfo=UTC))
    other = Reply("baidu", FOUND.query, FOUND.asked_at)
    store.remember([FOUND, ABSENT, later, other])
    assert store.forget("amap", before=datetime(2026, 12, 1, tzinfo=UTC)) == 2
    assert store.recall("amap", [FOUND.query, ABSENT.query, "后来"]) == {"后来": later}
    assert store.recall("baidu", [FOUND.query]) == {FOUND.query: other}
    assert store.forget(None, before=datetime(2028, 1, 1, tzinfo=UTC)) == 2

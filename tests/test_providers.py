"""The four providers against a real HTTP server that plays every answer and every failure."""

import logging
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderQuotaExceeded,
    GeocoderRateLimited,
    GeocoderServiceError,
    GeocoderTimedOut,
    GeocoderUnavailable,
)
from geopy.location import Location
from hypothesis import given, settings
from hypothesis import strategies as st

from sites.geo import Datum, Point, from_wgs84
from sites.geocoding.providers import PROVIDERS, BusyError, Provider
from sites.geocoding.providers.amap import Amap
from sites.geocoding.providers.transport import CutOffError
from sites.records import PRECISIONS, Precision, Reply
from tests.postgres import unused_port
from tests.providers_server import KEY, PARTS, Play, good_answer, playing

__all__ = ["unused_port"]

NOW = datetime(2026, 11, 24, tzinfo=UTC)
DOOR = Point(30.641234, 104.047657)
NAMES = tuple(PROVIDERS)
by_name = pytest.mark.parametrize("name", NAMES)


@pytest.fixture
def play() -> Iterator[Play]:
    with playing() as play:
        play.locate = lambda query: None if "没有" in query else DOOR
        yield play


def provider(play: Play, name: str, *, timeout: float = 5.0) -> Provider:
    return PROVIDERS[name](KEY, url=play.url(name), timeout=timeout, now=lambda: NOW)


@by_name
def test_a_found_place_is_wgs84_with_level_datum_and_date(play: Play, name: str) -> None:
    place = provider(play, name).geocode("成都市武侯区演示路1号")
    assert isinstance(place, Location)
    reply = place.raw
    assert isinstance(reply, Reply)
    assert reply.point is not None
    assert reply.point.lat == pytest.approx(DOOR.lat, abs=2e-6)
    assert reply.point.lon == pytest.approx(DOOR.lon, abs=2e-6)
    assert (place.latitude, place.longitude) == (reply.point.lat, reply.point.lon)
    datums = {"tianditu": "wgs84", "amap": "gcj02", "tencent": "gcj02", "baidu": "bd09"}
    assert (reply.provider, reply.datum, reply.asked_at) == (name, datums[name], NOW)
    assert reply.level.startswith(("门址", "门牌号"))
    assert reply.precision == "building"


@by_name
def test_the_key_is_sent_and_a_list_is_given_when_wanted(play: Play, name: str) -> None:
    places = provider(play, name).geocode("演示路1号", exactly_one=False)
    assert isinstance(places, list)
    assert len(places) == 1
    assert [asked.key for asked in play.asked] == [KEY]


@by_name
def test_no_such_place_is_a_reply_without_a_point(play: Play, name: str) -> None:
    asked = provider(play, name)
    assert asked.geocode("没有这条路") is None
    (reply,) = asked.ask(["没有这条路"])
    assert (reply.point, reply.precision, reply.query) == (None, None, "没有这条路")


FAILURES: dict[str, type[Exception]] = {
    "key": GeocoderAuthenticationFailure,
    "quota": GeocoderQuotaExceeded,
    "rate": GeocoderRateLimited,
    "too many": GeocoderRateLimited,
    "busy": BusyError,
    "500": BusyError,
    "503": BusyError,
    "404": GeocoderServiceError,
    "unknown": GeocoderServiceError,
    "elsewhere": GeocoderServiceError,
    "slow": GeocoderTimedOut,
    "drip": GeocoderTimedOut,
    "cut": CutOffError,
    "reset": CutOffError,
    "huge": GeocoderParseError,
    "no HTTP": GeocoderParseError,
    "html": GeocoderParseError,
    "bytes": GeocoderParseError,
    "list": GeocoderParseError,
    "nothing": GeocoderParseError,
    "half": GeocoderParseError,
    "deep": GeocoderParseError,
    "pole": GeocoderParseError,
    "echo": GeocoderServiceError,
}


def test_every_part_of_the_server_is_tried() -> None:
    assert set(PARTS) == {*FAILURES, "well"}


@by_name
@pytest.mark.parametrize("part", FAILURES)
def test_different_failures_stay_different(play: Play, name: str, part: str) -> None:
    play.parts[name] = part
    asked = provider(play, name, timeout=0.3 if part in ("slow", "drip") else 5.0)
    with pytest.raises(FAILURES[part]) as caught:
        asked.geocode("成都市武侯区演示路1号")
    kinds = (FAILURES[part], GeocoderAuthenticationFailure)
    assert type(caught.value) in (kinds if part == "echo" else kinds[:1])
    assert str(caught.value).startswith(asked.title), "the sentence says who failed"
    assert len(play.asked) == 1, "a failed question is not repeated behind our back"


@by_name
def test_how_long_to_wait_is_told(play: Play, name: str) -> None:
    play.parts[name] = "too many"
    with pytest.raises(GeocoderRateLimited) as caught:
        provider(play, name).geocode("演示路1号")
    assert caught.value.retry_after == 7


@by_name
def test_nobody_there_is_unavailable(name: str, unused_port: int) -> None:
    asked = PROVIDERS[name](KEY, url=f"http://127.0.0.1:{unused_port}")
    with pytest.raises(GeocoderUnavailable, match="连不上"):
        asked.geocode("演示路1号")


@by_name
def test_a_server_without_a_certificate_is_no_https_server(play: Play, name: str) -> None:
    asked = PROVIDERS[name](KEY, url=play.url(name).replace("http:", "https:"))
    with pytest.raises(GeocoderUnavailable, match="安全连接"):
        asked.geocode("演示路1号")


@by_name
@pytest.mark.parametrize("part", PARTS)
def test_the_key_is_in_no_log_and_no_error(
    play: Play, name: str, part: str, caplog: pytest.LogCaptureFixture
) -> None:
    play.parts[name] = part
    asked = provider(play, name, timeout=0.3 if part in ("slow", "drip") else 5.0)
    shown = repr(asked)
    for logged in [None, *logging.Logger.manager.loggerDict]:
        caplog.set_level(logging.DEBUG, logged)
    try:
        asked.geocode("成都市武侯区演示路1号")
    except GeocoderServiceError as error:
        shown += "".join(traceback.format_exception(error)) + repr(error)
    assert KEY not in shown
    assert KEY not in caplog.text
    assert all(KEY not in repr(record.__dict__) for record in caplog.records)


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("a&key=x&address=别处", id="parameters"),
        pytest.param('"}&tk=x', id="out of the JSON"),
        pytest.param("#%00\r\nHost: elsewhere", id="header"),
        pytest.param("路" * 41, id="long"),
        pytest.param("../../../etc/passwd?x", id="path"),
        pytest.param("😀 ع \u202e", id="not Chinese"),
    ],
)
@by_name
def test_a_query_stays_a_query(play: Play, name: str, query: str) -> None:
    provider(play, name).ask([query])
    assert [(asked.queries, asked.key) for asked in play.asked] == [((query,), KEY)]


def test_baidu_is_not_asked_what_it_would_cut_short(play: Play) -> None:
    with pytest.raises(GeocoderQueryError, match="太长"):
        provider(play, "baidu").ask(["路" * 43])
    assert play.asked == []


def test_amap_answers_ten_addresses_at_once_in_their_order(play: Play) -> None:
    queries = [f"{'没有' if number % 3 == 0 else ''}演示路{number}号" for number in range(10)]
    replies = provider(play, "amap").ask(queries)
    assert [reply.query for reply in replies] == queries
    assert [reply.point is None for reply in replies] == [n % 3 == 0 for n in range(10)]
    assert [asked.queries for asked in play.asked] == [tuple(queries)]


class _Told(Amap):
    """AMap, with the answer given by the test."""

    def __init__(self, *places: dict[str, object]) -> None:
        super().__init__(KEY, now=lambda: NOW)
        self._places = places

    def ask(self, queries, **_):  # type: ignore[no-untyped-def]
        return self._read({"status": "1", "geocodes": list(self._places)}, queries)


def amap_place(point: Point, level: str = "门牌号") -> dict[str, object]:
    there = from_wgs84(point, "gcj02")
    return {"location": f"{there.lon},{there.lat}", "level": level, "formatted_address": []}


def test_amap_with_fewer_answers_than_questions_is_not_understood() -> None:
    with pytest.raises(GeocoderParseError, match="个数"):
        _Told(amap_place(DOOR)).ask(["演示路1号", "演示路2号"])


def test_several_places_far_apart_claim_no_door() -> None:
    far = Point(DOOR.lat + 0.05, DOOR.lon)
    (reply,) = _Told(amap_place(DOOR), amap_place(far)).ask(["演示路1号"])
    assert reply.precision == "county"
    near = Point(DOOR.lat + 0.001, DOOR.lon)
    (reply,) = _Told(amap_place(DOOR), amap_place(near)).ask(["演示路1号"])
    assert reply.precision == "building"


LEVELS: list[tuple[str, object, Precision]] = [
    ("tianditu", "兴趣点", "building"),
    ("tianditu", "地名地址", "street"),
    ("tianditu", "社区村落", "township"),
    ("tianditu", "从没见过", "county"),
    ("amap", "兴趣点", "building"),
    ("amap", "道路", "street"),
    ("amap", "村庄", "township"),
    ("amap", "区县", "county"),
    ("amap", "市", "city"),
    ("amap", "省", "province"),
    ("amap", "未知", "county"),
    ("tencent", 11, "building"),
    ("tencent", 7, "street"),
    ("tencent", 3, "township"),
    ("tencent", 2, "county"),
    ("tencent", 1, "city"),
    ("tencent", 99, "county"),
    ("baidu", "政府机构", "building"),
    ("baidu", "道路", "street"),
    ("baidu", "村庄", "township"),
    ("baidu", "UNKNOWN", "county"),
]


@pytest.mark.parametrize(("name", "level", "precision"), LEVELS)
def test_a_level_is_worth_what_its_table_says(
    play: Play, name: str, level: object, precision: Precision
) -> None:
    play.levels[name] = level
    (reply,) = provider(play, name).ask(["演示路1号"])
    assert reply.precision == precision


@by_name
def test_no_level_claims_more_than_a_building(name: str) -> None:
    levels = PROVIDERS[name].levels  # type: ignore[attr-defined]
    assert set(levels.values()) <= set(PRECISIONS) - {"exact"}


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        pytest.param(
            "tianditu",
            {"status": "0", "location": {"lat": 30, "lon": 104, "level": "门址", "score": 40}},
            id="Tianditu's score",
        ),
        pytest.param(
            "tencent",
            {
                "status": 0,
                "result": {"location": {"lat": 30, "lng": 104}, "level": 11, "reliability": 5},
            },
            id="Tencent's reliability",
        ),
        pytest.param(
            "baidu",
            {
                "status": 0,
                "result": {"location": {"lat": 30, "lng": 104}, "level": "门址", "confidence": 20},
            },
            id="Baidu's confidence",
        ),
    ],
)
def test_a_place_that_its_provider_doubts_claims_no_door(
    name: str, answer: dict[str, object]
) -> None:
    (reply,) = PROVIDERS[name](KEY)._read(answer, ["演示路1号"])
    assert reply.precision == "county"
    assert "分" in reply.level or "可信度" in reply.level


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.sampled_from(["0", "1", "101", "347", "10044", "", "104.04,30.64", "a,b", "nan", [], {}]),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.sampled_from(["lat", "lng", "lon", "location", "level"]), st.floats()),
)


def parts_of(answer: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to each part of an answer, and to the whole."""
    yield path
    inner = answer.items() if isinstance(answer, dict) else ()
    for key, value in enumerate(answer) if isinstance(answer, list) else inner:
        yield from parts_of(value, (*path, key))


def broken(answer: Any, path: tuple[str | int, ...], value: object) -> Any:
    """The answer with another value in that place."""
    if not path:
        return value
    copy = dict(answer) if isinstance(answer, dict) else list(answer)
    copy[path[0]] = broken(copy[path[0]], path[1:], value)
    return copy


@by_name
@settings(max_examples=250, deadline=None)
@given(st.data())
def test_any_answer_is_a_reply_or_one_of_geopy_s_errors(name: str, data: st.DataObject) -> None:
    queries = ["演示路1号", "演示路2号"][: 2 if name == "amap" else 1]
    answer = good_answer(name, tuple(queries))
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(list(parts_of(answer))))
        answer = broken(answer, path, data.draw(VALUES))
    try:
        replies = PROVIDERS[name](KEY)._read(answer, queries)
    except GeocoderServiceError as error:
        assert str(error).startswith(PROVIDERS[name].title)  # type: ignore[attr-defined]
        return
    assert [reply.query for reply in replies] == queries
    for reply in replies:
        assert (reply.point is None) == (reply.precision is None)


@by_name
def test_its_own_address_is_asked_by_https(name: str) -> None:
    assert PROVIDERS[name](KEY).url.startswith("https://")


@by_name
def test_a_point_is_converted_once(name: str) -> None:
    """The shift between the datums is 500 m or so: twice or never would show."""
    datum: Datum = PROVIDERS[name].datum  # type: ignore[attr-defined]
    there = from_wgs84(DOOR, datum)
    reply = PROVIDERS[name](KEY)._found("演示路1号", there, "门址")
    assert reply.point == Point(round(DOOR.lat, 6), round(DOOR.lon, 6))

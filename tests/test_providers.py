"""The four providers against a real HTTP server that plays every answer and every failure."""

import logging
import traceback
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
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


def told(queries: Sequence[str], *places: dict[str, object]) -> list[Reply]:
    """What is read from AMap's answer with these places."""
    amap = Amap(KEY, now=lambda: NOW)
    return amap._read({"status": "1", "geocodes": list(places)}, queries)


def amap_place(point: Point, level: str = "门牌号") -> dict[str, object]:
    there = from_wgs84(point, "gcj02")
    return {"location": f"{there.lon},{there.lat}", "level": level, "formatted_address": []}


def test_amap_with_fewer_answers_than_questions_is_not_understood() -> None:
    with pytest.raises(GeocoderParseError, match="个数"):
        told(["演示路1号", "演示路2号"], amap_place(DOOR))


def test_several_places_far_apart_claim_no_door() -> None:
    far = Point(DOOR.lat + 0.05, DOOR.lon)
    (reply,) = told(["演示路1号"], amap_place(DOOR), amap_place(far))
    assert reply.precision == "county"
    near = Point(DOOR.lat + 0.001, DOOR.lon)
    (reply,) = told(["演示路1号"], amap_place(DOOR), amap_place(near))
    assert reply.precision == "building"


# As each service's page names them, and what a point of that level may claim.
_LEVEL_NAMES: dict[str, dict[Precision, str]] = {
    "tianditu": {
        "building": "门址 门牌 门牌号 兴趣点",
        "street": "地名地址 道路 交叉路口",
        "township": "社区村落 村庄 乡镇 乡镇街道",
        "county": "区县 从没见过",
        "city": "市",
        "province": "省",
    },
    "amap": {
        "building": "单元号 门牌号 门址 兴趣点",
        "street": "住宅区 公交站台、地铁站 公交地铁站点 道路 道路交叉路口 道路交叉口",
        "township": "热点商圈 村庄 乡镇",
        "county": "开发区 区县 未知",
        "city": "市",
        "province": "省 国家",
    },
    "tencent": {
        "building": "9 10 11",
        "street": "7 8",
        "township": "3 4 6",
        "county": "2 5 99",
        "city": "1",
    },
    "baidu": {
        "building": "门址 地产小区 商务大厦 政府机构 休闲娱乐 生活服务 餐饮 宾馆 购物 金融 教育 "
        "医疗 旅游景点 汽车服务 公司企业 火车站 长途汽车站 飞机场 机场 加油站",
        "street": "道路 交叉路口 桥 收费处/收费站",
        "township": "商圈 村庄 乡镇 绿地",
        "county": "工业园区 区县 UNKNOWN",
        "city": "城市",
        "province": "省 国家",
    },
}
LEVELS: list[tuple[str, object, Precision]] = [
    (name, int(level) if level.isdigit() else level, precision)
    for name, levels in _LEVEL_NAMES.items()
    for precision, words in levels.items()
    for level in words.split()
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
    levels = PROVIDERS[name].levels
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


def answered(name: str, level: object, surety: float) -> dict[str, object]:
    """A door, and how sure of it the service is, each in its own words and scale."""
    place = {"location": {"lat": 30, "lng": 104}, "level": level}
    told: dict[str, dict[str, object]] = {
        "tianditu": {
            "status": "0",
            "location": {"lat": 30, "lon": 104, "level": level, "score": surety},
        },
        "tencent": {"status": 0, "result": {**place, "reliability": surety}},
        "baidu": {"status": 0, "result": {**place, "confidence": surety}},
    }
    return told[name]


@pytest.mark.parametrize(
    ("name", "level", "surety", "precision"),
    [
        ("tianditu", "门址", 100, "building"),
        ("tianditu", "门址", 60, "building"),
        ("tianditu", "门址", 59.5, "county"),
        ("tencent", 9, 10, "building"),
        ("tencent", 9, 7, "building"),
        ("tencent", 9, 6, "county"),
        ("baidu", "门址", 80, "building"),
        ("baidu", "门址", 79, "street"),
        ("baidu", "门址", 50, "street"),
        ("baidu", "门址", 49, "township"),
        ("baidu", "门址", 30, "township"),
        ("baidu", "门址", 29, "county"),
        ("baidu", "门址", 0, "county"),
        ("baidu", "城市", 80, "city"),
        ("tencent", 1, 1, "city"),
        ("tianditu", "市", 1, "city"),
    ],
)
def test_a_place_claims_as_much_as_its_provider_is_sure_of(
    name: str, level: object, surety: float, precision: Precision
) -> None:
    (reply,) = PROVIDERS[name](KEY)._read(answered(name, level, surety), ["演示路1号"])
    assert reply.precision == precision
    assert reply.level.split(" ", 1)[1] == (
        f"{surety:g} 分" if name == "tianditu" else f"可信度 {surety}"
    )


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (1, "城市"),
        (2, "区县"),
        (3, "乡镇、街道"),
        (4, "村、社区"),
        (5, "开发区"),
        (6, "商圈"),
        (7, "道路"),
        (8, "路口、出入口"),
        (9, "门址"),
        (10, "小区、大厦"),
        (11, "兴趣点"),
        (12, ""),
    ],
)
def test_tencent_s_levels_are_told_by_their_names(number: int, name: str) -> None:
    (reply,) = PROVIDERS["tencent"](KEY)._read(answered("tencent", number, 9), ["演示路1号"])
    assert reply.level == f"{name} 可信度 9"


def test_tianditu_is_believed_where_it_gives_no_score() -> None:
    answer = {"status": "0", "location": {"lat": 30, "lon": 104, "level": "门址"}}
    (reply,) = PROVIDERS["tianditu"](KEY)._read(answer, ["演示路1号"])
    assert (reply.precision, reply.level) == ("building", "门址 100 分")


@pytest.mark.parametrize(
    ("name", "address", "adcode"),
    [
        ("tianditu", "演示路1号", ""),
        ("amap", "演示路1号", "510107"),
        ("tencent", "演示路1号", "510107"),
        ("baidu", "", ""),
    ],
)
def test_a_reply_has_the_address_and_the_area_that_its_provider_tells(
    name: str, address: str, adcode: str
) -> None:
    (reply,) = PROVIDERS[name](KEY)._read(good_answer(name, ("演示路1号",)), ["演示路1号"])
    assert (reply.address, reply.adcode) == (address, adcode)


# Codes of each service's page, and of published error reports, by what they mean.
_REFUSALS: dict[str, dict[type[Exception], str]] = {
    "amap": {
        GeocoderAuthenticationFailure: "10001 10007 10008 10013",
        GeocoderInsufficientPrivileges: "10002 10005 10006 10009 10011 10012 10041",
        GeocoderQuotaExceeded: "10003 10010 10044 40000 40002",
        GeocoderRateLimited: "10004 10014 10019 10020 10021 10029",
        BusyError: "10015 10016 10017 20003",
        GeocoderQueryError: "10026 20000 20001 20002 20012 30000 30001 31000 32999",
        GeocoderServiceError: "99999 33000 300000",
    },
    "tencent": {
        GeocoderAuthenticationFailure: "190 301 311",
        GeocoderInsufficientPrivileges: "110 111 112 113 123 199",
        GeocoderQuotaExceeded: "121",
        GeocoderRateLimited: "120 122",
        GeocoderQueryError: "300 306 310 320 348 365 366 395 396",
        BusyError: "500 510 520 530 600",
        GeocoderServiceError: "777",
    },
    "baidu": {
        BusyError: "1",
        GeocoderQueryError: "2",
        GeocoderInsufficientPrivileges: "3 102 210 211 220 230 240 260 261",
        GeocoderQuotaExceeded: "4 301 302",
        GeocoderAuthenticationFailure: "5 101 200 201 202 203 250 251 252",
        GeocoderRateLimited: "401 402",
        GeocoderServiceError: "777",
    },
    "tianditu": {
        BusyError: "404",
        GeocoderInsufficientPrivileges: "301001 301999",
        GeocoderServiceError: "777",
    },
}


def refusal(name: str, code: str, words: str = "") -> dict[str, object]:
    """How the service refuses with a code."""
    told: dict[str, dict[str, object]] = {
        "amap": {"status": "0", "infocode": code, "info": words},
        "tencent": {"status": int(code), "message": words},
        "baidu": {"status": int(code), "message": words},
        "tianditu": {"code": int(code), "msg": words},
    }
    return told[name]


@pytest.mark.parametrize(
    ("name", "code", "error"),
    [
        (name, code, error)
        for name, refusals in _REFUSALS.items()
        for error, codes in refusals.items()
        for code in codes.split()
    ],
)
def test_a_code_is_the_error_that_its_table_says(
    name: str, code: str, error: type[Exception]
) -> None:
    with pytest.raises(GeocoderServiceError, match=code) as caught:
        PROVIDERS[name](KEY)._read(refusal(name, code), ["演示路1号"])
    assert type(caught.value) is error


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("配额不足", GeocoderQuotaExceeded),
        ("访问次数超过上限", GeocoderQuotaExceeded),
        ("流量超限", GeocoderQuotaExceeded),
        ("今日次数用尽", GeocoderQuotaExceeded),
        ("访问过于频繁", GeocoderRateLimited),
        ("频率太高", GeocoderRateLimited),
        ("请求过快", GeocoderRateLimited),
        ("并发太多", GeocoderRateLimited),
        ("权限类型错误", GeocoderInsufficientPrivileges),
        ("不在白名单", GeocoderInsufficientPrivileges),
        ("IP 不对", GeocoderInsufficientPrivileges),
        ("非法Key", GeocoderAuthenticationFailure),
        ("密钥已停用", GeocoderAuthenticationFailure),
        ("tk 不对", GeocoderAuthenticationFailure),
        ("?", GeocoderServiceError),
    ],
)
def test_tianditu_s_refusal_without_a_known_code_is_told_by_its_words(
    words: str, error: type[Exception]
) -> None:
    with pytest.raises(GeocoderServiceError) as caught:
        PROVIDERS["tianditu"](KEY)._read(refusal("tianditu", "777", words), ["演示路1号"])
    assert type(caught.value) is error
    assert words in str(caught.value)


@pytest.mark.parametrize("words", ["无相关结果", "Internal Service Error: No Result"])
def test_baidu_says_no_such_place_as_a_fault_with_words(words: str) -> None:
    (reply,) = PROVIDERS["baidu"](KEY)._read(refusal("baidu", "1", words), ["演示路1号"])
    assert reply.point is None


def test_baidu_says_no_such_place_as_an_empty_result() -> None:
    (reply,) = PROVIDERS["baidu"](KEY)._read({"status": 0, "result": []}, ["演示路1号"])
    assert reply.point is None


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
    parts = answer.items() if isinstance(answer, dict) else enumerate(answer)
    copy = [(key, broken(part, path[1:], value) if key == path[0] else part) for key, part in parts]
    return dict(copy) if isinstance(answer, dict) else [part for _, part in copy]


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
        assert str(error).startswith(PROVIDERS[name].title)
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
    datum: Datum = PROVIDERS[name].datum
    there = from_wgs84(DOOR, datum)
    reply = PROVIDERS[name](KEY)._found("演示路1号", there, "门址")
    assert reply.point == Point(round(DOOR.lat, 6), round(DOOR.lon, 6))

"""A real HTTP server on loopback that plays the four geocoding services.

Each service has a folder (/amap/…), so that its setting is `server.url("amap")`. What it answers
is a part of `PARTS`, one for each provider, and may change while it runs. Every question is kept.
"""

import json
import socket
import struct
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from sites.geo import Datum, Point, from_wgs84

KEY = "0123456789abcdef0123456789abcdef"
Locate = Callable[[str], Point | None]

_DATUMS: dict[str, Datum] = {
    "tianditu": "wgs84",
    "amap": "gcj02",
    "tencent": "gcj02",
    "baidu": "bd09",
}
_PATHS = {
    "tianditu": "/geocoder",
    "amap": "/v3/geocode/geo",
    "tencent": "/ws/geocoder/v1/",
    "baidu": "/geocoding/v3/",
}
# A door in each service's own words.
DOORS: dict[str, Any] = {"tianditu": "门址", "amap": "门牌号", "tencent": 9, "baidu": "门址"}
_REFUSALS: dict[str, dict[str, Any]] = {
    "tianditu": {
        "key": {"msg": "非法Key", "resolve": "请重新申请Key", "code": 301001},
        "quota": {"msg": "访问次数超过上限", "code": 301005},
        "rate": {"msg": "访问过于频繁", "code": 301006},
        "busy": {"msg": "error", "status": "404"},
        "unknown": {"msg": "?", "status": "777"},
    },
    "amap": {
        "key": {"status": "0", "info": "INVALID_USER_KEY", "infocode": "10001"},
        "quota": {"status": "0", "info": "USER_DAILY_QUERY_OVER_LIMIT", "infocode": "10044"},
        "rate": {"status": "0", "info": "CUQPS_HAS_EXCEEDED_THE_LIMIT", "infocode": "10021"},
        "busy": {"status": "0", "info": "SERVER_IS_BUSY", "infocode": "10016"},
        "unknown": {"status": "0", "info": "SOMETHING_NEW", "infocode": "99999"},
    },
    "tencent": {
        "key": {"status": 311, "message": "key格式错误"},
        "quota": {"status": 121, "message": "此key每日调用量已达到上限"},
        "rate": {"status": 120, "message": "此key每秒请求量已达到上限"},
        "busy": {"status": 500, "message": "后端超时"},
        "unknown": {"status": 777, "message": "?"},
    },
    "baidu": {
        "key": {"status": 200, "message": "APP不存在，AK有误请检查再重试"},
        "quota": {"status": 302, "message": "天配额超限，限制访问"},
        "rate": {"status": 401, "message": "当前并发量已经超过约定并发配额"},
        "busy": {"status": 1, "message": "服务器内部错误"},
        "unknown": {"status": 777, "message": "?"},
    },
}


def nowhere(_query: str) -> Point | None:
    return None


@dataclass(slots=True)
class Asked:
    """One question as it came. is_answered: a success or "no such place" was sent for it."""

    provider: str
    queries: tuple[str, ...]
    key: str
    part: str
    is_answered: bool = False


@dataclass(slots=True)
class Play:
    """What the services answer. parts: provider → the part it plays ("well" unless told).

    locate: a query → its point in WGS-84, or None for "no such place". levels: the level given.
    """

    locate: Locate = nowhere
    parts: dict[str, str] = field(default_factory=dict)
    levels: dict[str, Any] = field(default_factory=lambda: dict(DOORS))
    asked: list[Asked] = field(default_factory=list)
    after: Callable[[Asked], None] = lambda _: None
    lock: threading.Lock = field(default_factory=threading.Lock)
    is_over: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    def url(self, provider: str) -> str:
        return f"http://127.0.0.1:{self.port}/{provider}"

    def settings(self, *providers: str) -> dict[str, str]:
        """What a deployment would set, so that these providers are asked here, without pause."""
        named = {f"SITES_{name.upper()}_KEY": KEY for name in providers}
        there = {f"SITES_{name.upper()}_URL": self.url(name) for name in providers}
        order = {"SITES_GEOCODERS": ",".join(providers), "SITES_GEOCODER_PAUSE_S": "0"}
        return {**named, **there, **order}

    def answers(self, provider: str) -> Counter[str]:
        """How often each query was answered."""
        told = (each for each in self.asked if each.provider == provider and each.is_answered)
        return Counter(query for each in told for query in each.queries)

    def questions(self, provider: str) -> Counter[str]:
        """How often each query was asked, answered or not."""
        told = (each for each in self.asked if each.provider == provider)
        return Counter(query for each in told for query in each.queries)


@contextmanager
def playing() -> Iterator[Play]:
    """The server while it runs."""
    play = Play()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(play))
    server.daemon_threads = True
    play.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield play
    finally:
        play.is_over.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(play: Play) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            provider = parts.path.split("/")[1]
            assert parts.path == f"/{provider}{_PATHS[provider]}", parts.path
            asked = _question(provider, {k: v[0] for k, v in parse_qs(parts.query).items()})
            with play.lock:
                asked.part = play.parts.get(provider, "well")
                play.asked.append(asked)
            with suppress(OSError):  # the other side may have hung up
                _PARTS[asked.part](self, play, asked)
            play.after(asked)

        def log_message(self, *_: Any) -> None:
            pass

    return Handler


def _question(provider: str, parts: Mapping[str, str]) -> Asked:
    if provider == "tianditu":
        return Asked(provider, (json.loads(parts["ds"])["keyWord"],), parts["tk"], "")
    key = parts["ak"] if provider == "baidu" else parts["key"]
    queries = parts["address"].split("|") if parts.get("batch") == "true" else [parts["address"]]
    return Asked(provider, tuple(queries), key, "")


def _send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **more: str) -> None:
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(body)))
    for name, text in more.items():
        handler.send_header(name.replace("_", "-"), text)
    handler.end_headers()
    handler.wfile.write(body)


def _send_json(handler: BaseHTTPRequestHandler, answer: Any, status: int = 200) -> None:
    _send(handler, json.dumps(answer, ensure_ascii=False).encode(), status)


def _well(handler: BaseHTTPRequestHandler, play: Play, asked: Asked) -> None:
    asked.is_answered = True
    _send_json(handler, _ANSWERS[asked.provider](play, asked))


def _place(play: Play, provider: str, query: str) -> Point | None:
    there = play.locate(query)
    return None if there is None else from_wgs84(there, _DATUMS[provider])


def _tianditu(play: Play, asked: Asked) -> Any:
    place = _place(play, "tianditu", asked.queries[0])
    if place is None:
        return {"msg": "无结果", "status": "101", "searchVersion": "7.5.0V"}
    location = {
        "score": 100,
        "level": play.levels["tianditu"],
        "lon": f"{place.lon:.6f}",
        "lat": f"{place.lat:.6f}",
        "keyWord": asked.queries[0],
    }
    return {"msg": "ok", "location": location, "searchVersion": "7.5.0V", "status": "0"}


def _amap(play: Play, asked: Asked) -> Any:
    places = [_place(play, "amap", query) for query in asked.queries]
    if len(places) == 1 and places[0] is None:
        return {"status": "1", "info": "OK", "infocode": "10000", "count": "0", "geocodes": []}
    geocodes = [
        {"formatted_address": [], "adcode": [], "location": [], "level": []}
        if place is None
        else {
            "formatted_address": query,
            "adcode": "510107",
            "location": f"{place.lon:.6f},{place.lat:.6f}",
            "level": play.levels["amap"],
        }
        for query, place in zip(asked.queries, places, strict=True)
    ]
    count = str(len(geocodes))
    return {
        "status": "1",
        "info": "OK",
        "infocode": "10000",
        "count": count,
        "geocodes": geocodes,
    }


def _tencent(play: Play, asked: Asked) -> Any:
    place = _place(play, "tencent", asked.queries[0])
    if place is None:
        return {"status": 347, "message": "查询无结果"}
    result = {
        "title": asked.queries[0],
        "location": {"lng": round(place.lon, 6), "lat": round(place.lat, 6)},
        "ad_info": {"adcode": "510107"},
        "reliability": 9,
        "level": play.levels["tencent"],
    }
    return {"status": 0, "message": "query ok", "result": result}


def _baidu(play: Play, asked: Asked) -> Any:
    place = _place(play, "baidu", asked.queries[0])
    if place is None:
        return {"status": 1, "msg": "Internal Service Error:无相关结果", "results": []}
    result = {
        "location": {"lng": place.lon, "lat": place.lat},
        "precise": 1,
        "confidence": 80,
        "comprehension": 100,
        "level": play.levels["baidu"],
    }
    return {"status": 0, "result": result}


_ANSWERS = {"tianditu": _tianditu, "amap": _amap, "tencent": _tencent, "baidu": _baidu}


def good_answer(provider: str, queries: tuple[str, ...]) -> Any:
    """What a service says of queries that it finds, as JSON is read."""
    play = Play(locate=lambda _: Point(30.64, 104.04))
    return json.loads(json.dumps(_ANSWERS[provider](play, Asked(provider, queries, KEY, "well"))))


def _refusing(kind: str) -> Callable[[BaseHTTPRequestHandler, Play, Asked], None]:
    def refuse(handler: BaseHTTPRequestHandler, _play: Play, asked: Asked) -> None:
        status = 403 if asked.provider == "tianditu" and kind in ("key", "quota", "rate") else 200
        _send_json(handler, _REFUSALS[asked.provider][kind], status)

    return refuse


def _slow(handler: BaseHTTPRequestHandler, play: Play, _asked: Asked) -> None:
    play.is_over.wait(20)


def _drip(handler: BaseHTTPRequestHandler, play: Play, _asked: Asked) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Drip: ")
    while not play.is_over.wait(0.02):
        handler.wfile.write(b"x")


def _cut(handler: BaseHTTPRequestHandler, _play: Play, _asked: Asked) -> None:
    handler.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n{"status": "0", "loc')
    handler.close_connection = True


def _reset(handler: BaseHTTPRequestHandler, _play: Play, _asked: Asked) -> None:
    """Hang up at once, before a single byte."""
    now = struct.pack("ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, now)
    handler.connection.close()
    handler.close_connection = True


def _huge(handler: BaseHTTPRequestHandler, _play: Play, _asked: Asked) -> None:
    _send(handler, b'{"status": "0", "x": "' + b"x" * 1_000_000 + b'"}')


def _echo(handler: BaseHTTPRequestHandler, _play: Play, asked: Asked) -> None:
    """A refusal that quotes the key, as some services do."""
    words = f"key {asked.key} in {handler.path}"
    _send_json(
        handler,
        {"status": "777", "info": words, "infocode": "777", "msg": words, "message": words},
        403,
    )


def _success(asked: Asked) -> str:
    return "1" if asked.provider == "amap" else "0"


_PARTS: dict[str, Callable[[BaseHTTPRequestHandler, Play, Asked], None]] = {
    "well": _well,
    **{kind: _refusing(kind) for kind in ("key", "quota", "rate", "busy", "unknown")},
    "too many": lambda handler, *_: _send(handler, b"slow down", 429, Retry_After="7"),
    "500": lambda handler, *_: _send(handler, b"<html>oops</html>", 500),
    "503": lambda handler, *_: _send(handler, b"", 503),
    "404": lambda handler, *_: _send(handler, b"<html>where?</html>", 404),
    "elsewhere": lambda handler, *_: _send(handler, b"", 302, Location="http://192.0.2.1/"),
    "slow": _slow,
    "drip": _drip,
    "cut": _cut,
    "reset": _reset,
    "huge": _huge,
    "echo": _echo,
    "no HTTP": lambda handler, *_: handler.wfile.write(b"\x16\x03\x01 what?\r\n\r\n"),
    "html": lambda handler, *_: _send(handler, b"<html><body>Login</body></html>"),
    "bytes": lambda handler, *_: _send(handler, b"\xff\xfe{}\x80"),
    "list": lambda handler, *_: _send_json(handler, [1, 2]),
    "nothing": lambda handler, *_: _send(handler, b""),
    "half": lambda handler, _play, asked: _send_json(
        handler,
        {"status": _success(asked), "result": {"location": {}}, "location": {"lon": "x"}},
    ),
    "deep": lambda handler, *_: _send(handler, b"[" * 100_000 + b"]" * 100_000),
    "pole": lambda handler, _play, asked: _send_json(
        handler,
        {
            "status": _success(asked),
            "geocodes": [{"location": "104,1000", "level": "门牌号"}],
            "location": {"lon": 104, "lat": 1e9},
            "result": {"location": {"lng": 104, "lat": 1e9}, "level": 9, "reliability": 9},
        },
    ),
}
PARTS = tuple(_PARTS)

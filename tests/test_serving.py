"""What only a real gunicorn shows: raw addresses, broken requests, and what stands in its log."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sites.finding import Finder
from tests.conftest import HOME, STORE_URL
from tests.served import Gunicorn, gunicorn

TYPED = "成都走失的孩子"
PLACE = "30.64217"
LOCAL_CONFIG = ("--config", str(HOME / "tools" / "gunicorn_local.py"))


@pytest.fixture(scope="module")
def at_home(app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gunicorn]:
    """gunicorn as `make run` starts it."""
    log = tmp_path_factory.mktemp("home") / "log"
    url = app.config[STORE_URL]
    program = ("app:create_app()",)
    with gunicorn(log, *LOCAL_CONFIG, program=program, SITES_DATABASE_URL=url) as server:
        yield server


@pytest.fixture(params=["served", "at_home"])
def either(request: pytest.FixtureRequest) -> Any:
    """A deployment's server, and that of `make run`."""
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize(
    ("raw", "escaped"),
    [
        pytest.param("/search?q=成都", "/search?q=%E6%88%90%E9%83%BD", id="a city"),
        pytest.param("/search?q=武侯%20公安&page=1", "/search?q=%E6%AD%A6%E4%BE%AF%20"
                     "%E5%85%AC%E5%AE%89&page=1", id="half escaped"),
        pytest.param("/search?q=臺北", "/search?q=%E8%87%BA%E5%8C%97", id="traditional"),
        pytest.param("/search?q=ü", "/search?q=%C3%BC", id="Latin"),
        pytest.param("/search?q=𠮷", "/search?q=%F0%A0%AE%B7", id="four bytes"),
        pytest.param("/api/v1/sites?q=密云县", "/api/v1/sites?q=%E5%AF%86%E4%BA%91%E5%8E%BF",
                     id="a program"),
        pytest.param("/areas/成都", "/areas/%E6%88%90%E9%83%BD", id="in the path"),
        pytest.param("http://127.0.0.1/search?q=成都", "/search?q=%E6%88%90%E9%83%BD",
                     id="in a whole address"),
    ],
)  # fmt: skip
def test_an_address_works_as_people_paste_it(either: Gunicorn, raw: str, escaped: str) -> None:
    pasted, sent = either.ask(raw), either.ask(escaped)
    assert pasted.status == sent.status == (404 if raw.startswith("/areas") else 200)
    assert pasted.body == sent.body


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(f"GET /search?q={TYPED} x HTTP/1.1\r\n\r\n", id="a blank"),
        pytest.param(f"GET /search?q={TYPED}\t HTTP/1.1\r\n\r\n", id="a tab"),
        pytest.param(f"GET /search?q={TYPED}\x00 HTTP/1.1\r\n\r\n", id="NUL"),
        pytest.param(f"GET /search?q={TYPED}\x1b[31m HTTP/1.1\r\n\r\n", id="a colour"),
        pytest.param(f"GET /search?q={TYPED}\n HTTP/1.1\r\n\r\n", id="a line feed"),
        pytest.param(f"GET {TYPED} HTTP/1.1\r\n\r\n", id="no path"),
        pytest.param(f"{TYPED}\r\n\r\n", id="no request"),
        pytest.param(f"GET /?q={TYPED} HTTP/9.9\r\n\r\n", id="a version to come"),
        pytest.param(f"GET /?q={TYPED} HTTP/1.1\r\nHost: a\r\n{TYPED}: b\r\n\r\n", id="a header"),
        pytest.param(f"GET /?q={TYPED} HTTP/1.1\r\nHost: a\r\nX: {TYPED}\x00\r\n\r\n", id="value"),
        pytest.param(f"GET /?q={'长' * 5000} HTTP/1.1\r\nHost: a\r\n\r\n", id="15,000 bytes"),
        pytest.param("GET / HTTP/1.1\r\n" + f"X: {TYPED}\r\n" * 200 + "\r\n", id="200 headers"),
        pytest.param(f"GET / HTTP/1.1\r\nExpect: {TYPED}\r\n\r\n", id="an expectation"),
        pytest.param(f"POST /nearest HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: {TYPED}\r\n\r\n",
                     id="a transfer encoding"),
        pytest.param(f"POST /nearest HTTP/1.1\r\nHost: a\r\nContent-Length: {PLACE}\r\n\r\n",
                     id="a length"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_gets_one_sentence_and_is_not_repeated(
    either: Gunicorn, content: str
) -> None:
    before = either.said()
    answer = either.send(content.encode())
    assert 400 <= answer.status < 500
    assert answer.text == "这个网址打不开。请检查网址，再从首页重新开始。\n"
    said = either.said().removeprefix(before)
    assert "Refused a request from 127.0.0.1: " in said
    assert len(said.splitlines()) == 1
    assert TYPED not in said
    assert repr(TYPED.encode())[2:-1] not in said
    assert PLACE not in said


@pytest.mark.parametrize("program", ["falls", "breaks_off", "fails_after()"])
@pytest.mark.parametrize("path", ["/search", "/api/v1/nearest", "/x%0a[CRITICAL]%20forged"])
def test_an_error_leaves_no_words_in_the_log(
    app: Flask, tmp_path: Path, program: str, path: str
) -> None:
    url, start = app.config[STORE_URL], (f"tests.broken:{program}",)
    with gunicorn(tmp_path / "log", program=start, SITES_DATABASE_URL=url) as server:
        body = f"lat={PLACE}&lon=104".encode()
        kind = "Content-Type: application/x-www-form-urlencoded"
        answer = server.ask(f"{path}?q={TYPED}", kind, method="POST", body=body)
        said = server.said()
    assert answer.status == (200 if program == "breaks_off" else 500)
    assert "这一页出错了" in answer.text or program == "breaks_off"
    assert ("KeyError < " if program.startswith("fails") else "ValueError < ") in said
    assert "tests/broken.py" in said
    assert "Traceback" not in said
    for word in (TYPED, PLACE, "%E6%88%90", "forged"):
        assert word not in said
        assert word not in answer.text


def test_the_longest_log_has_no_words_either(app: Flask, tmp_path: Path) -> None:
    options, url = ("--log-level", "debug"), app.config[STORE_URL]
    with gunicorn(tmp_path / "log", *options, SITES_DATABASE_URL=url) as server:
        asked = f"/search?q={TYPED}"
        server.ask(asked)
        server.ask(f"/suggest?q={TYPED}")
        server.send(f"GET {asked} HTTP/1.1\r\nHost: localh".encode(), ends=True)
        server.send(f"POST /nearest HTTP/1.1\r\n\r\nlat={PLACE}".encode(), ends=True)
        said = server.said()
    assert "Ignored premature client disconnection. NoMoreData" in said
    for word in (TYPED, PLACE, "%E6%88%90", repr(TYPED.encode())[2:-1]):
        assert word not in said


def test_an_access_log_shows_paths_only(app: Flask, tmp_path: Path) -> None:
    shown = "%(h)s %(r)s %(U)s %(q)s %(f)s %({raw_uri}e)s %({query_string}e)s"
    options = ("--access-logfile", "-", "--access-logformat", shown)
    with gunicorn(tmp_path / "log", *options, SITES_DATABASE_URL=app.config[STORE_URL]) as server:
        server.ask(f"/search?q={TYPED}", f"Referer: http://127.0.0.1/search?q={TYPED}")
        server.ask(f"/suggest?q={TYPED}")
        server.ask("/x%0a%1b[31mforged%e2%80%ae?q=1")
        said = server.said()
    assert "127.0.0.1 GET /search HTTP/1.1 /search  http://127.0.0.1/search /search \n" in said
    assert "127.0.0.1 GET /suggest HTTP/1.1 /suggest  - /suggest \n" in said
    assert r"GET /x%0a%1b[31mforged%e2%80%ae HTTP/1.1 /x\n\x1b[31mforged" in said
    assert TYPED not in said
    assert "%E6%88%90" not in said


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda c: c.get(f"/search?q={TYPED}"), id="search"),
        pytest.param(lambda c: c.get(f"/suggest?q={TYPED}"), id="suggestions"),
        pytest.param(lambda c: c.get(f"/api/v1/sites?q={TYPED}"), id="api"),
        pytest.param(lambda c: c.post("/nearest", data={"lat": PLACE, "lon": 104}), id="form"),
        pytest.param(lambda c: c.post("/api/v1/nearest", json={"lat": float(PLACE), "lon": 104}),
                     id="body"),
    ],
)  # fmt: skip
def test_a_failing_page_leaves_no_words_in_the_log(
    client: FlaskClient,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    ask: Callable[[FlaskClient], Any],
) -> None:
    def fail(self: Finder, *asked: object, **more: object) -> None:
        raise ValueError(*asked)

    for story in ("search", "complete", "sites", "nearest", "nearest_sites"):
        monkeypatch.setattr(Finder, story, fail)
    answer = ask(client)
    assert answer.status_code == 500
    assert "这一页出错了" in answer.text
    assert re.search(r"ValueError < \S*tests/test_serving.py", caplog.text)
    for word in (TYPED, PLACE):
        assert word not in caplog.text
        assert word not in answer.text

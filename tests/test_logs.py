"""What reaches a log: one line for each message, nothing that a visitor typed."""

import logging
from threading import Thread
from urllib.request import urlopen

import pytest
from flask import Flask
from werkzeug.serving import make_server

from sites.web.logs import OneLine, escaped, trace


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("/areas/510107", "/areas/510107", id="plain"),
        pytest.param("武侯", "武侯", id="Chinese"),
        pytest.param("a\nb", r"a\nb", id="line feed"),
        pytest.param("a\rb", r"a\rb", id="carriage return"),
        pytest.param("a\x0bb\x0cc\x85d", r"a\x0bb\x0cc\x85d", id="other ends of lines"),
        pytest.param("a\u2028b\u2029", r"a\u2028b\u2029", id="line and paragraph separators"),
        pytest.param("\x1b[31mred", r"\x1b[31mred", id="colour of a terminal"),
        pytest.param("\x9b31m", r"\x9b31m", id="the same in one byte"),
        pytest.param("\u202egpj", r"\u202egpj", id="turned direction"),
        pytest.param("\u2066a\u2069", r"\u2066a\u2069", id="isolated direction"),
        pytest.param("a\u200bb", r"a\u200bb", id="nothing to see"),
        pytest.param("\ud800", r"\ud800", id="half a surrogate pair"),
        pytest.param("\x00\x08\x7f", r"\x00\x08\x7f", id="NUL, backspace, delete"),
        pytest.param("\U000e0041", r"\U000e0041", id="a tag"),
    ],
)
def test_what_could_forge_a_line_is_escaped(text: str, written: str) -> None:
    record = logging.makeLogRecord({"msg": "asked: %s", "args": (text,)})
    assert escaped(text) == written
    assert OneLine().format(record) == f"asked: {written}"


def _fail_at_the_third_step(typed: str) -> None:
    known: dict[str, str] = {}
    try:
        known[typed]
    except KeyError:
        float(typed)


def test_an_error_is_told_by_kind_and_place_and_not_by_its_text() -> None:
    with pytest.raises(ValueError, match="成都") as caught:
        _fail_at_the_third_step("成都 30.642")
    told = trace(caught.value)
    assert told.startswith("ValueError < ")
    assert "tests/test_logs.py:" in told
    assert "_fail_at_the_third_step" in told
    assert "after KeyError" in told
    assert "成都" not in told
    assert "30.642" not in told
    error = (ValueError, caught.value, caught.value.__traceback__)
    record = logging.makeLogRecord({"msg": "Failed", "exc_info": error})
    assert OneLine().format(record) == f"Failed: {told}"


def test_an_error_that_goes_round_in_a_circle_is_told_once() -> None:
    first, second = ValueError(), KeyError()
    first.__context__, second.__context__ = second, first
    assert trace(first) == "ValueError, after KeyError"


def test_every_part_of_the_program_writes_one_line(
    app: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        float("成都")
    except ValueError:
        logging.getLogger("sites.directory").exception("a\nb %s", "\x1b[31m")
    said = capsys.readouterr().err
    assert said.startswith("a\\nb \\x1b[31m: ValueError < ")
    assert said.count("\n") == 1
    assert "成都" not in said


def test_the_server_for_trying_out_logs_no_query(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    """`flask run`: werkzeug's own server."""
    caplog.set_level(logging.INFO, "werkzeug")
    server = make_server("127.0.0.1", 0, app)
    asking = Thread(target=urlopen, args=[f"http://127.0.0.1:{server.port}/search?q=whq%20a"])
    asking.start()
    server.handle_request()
    asking.join()
    server.server_close()
    assert "GET /search? HTTP/1.1" in caplog.text
    assert "whq" not in caplog.text

"""Static files and their squeezed twins (tools/squeeze_static.py)."""

import sys
from pathlib import Path

import brotli
import pytest
from flask.testing import FlaskClient

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME / "tools"))
from squeeze_static import STATIC, squeezable, twin  # noqa: E402  # a tool, not a package

FILES = [path.relative_to(STATIC).as_posix() for path in squeezable(STATIC)]


def test_every_twin_says_what_its_file_says() -> None:
    forgotten = [
        name
        for name in FILES
        if not twin(STATIC / name).exists()
        or brotli.decompress(twin(STATIC / name).read_bytes()) != (STATIC / name).read_bytes()
    ]
    assert forgotten == [], "run: .venv/bin/python tools/squeeze_static.py"


def test_no_twin_outlives_its_file() -> None:
    assert set(STATIC.rglob("*.br")) == {twin(STATIC / name) for name in FILES}


@pytest.mark.parametrize("accepted", ["br", "gzip, deflate, br", "gzip", "identity"])
def test_a_file_comes_as_the_browser_can_read_it(client: FlaskClient, accepted: str) -> None:
    with client.get("/static/site.css", headers={"Accept-Encoding": accepted}) as answer:
        encoding = answer.headers.get("Content-Encoding")
        assert encoding == ("br" if "br" in accepted else "gzip" if "gzip" in accepted else None)
        assert "Accept-Encoding" in answer.headers["Vary"]
        if encoding == "br":
            assert brotli.decompress(answer.data) == (STATIC / "site.css").read_bytes()


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/none.css"])
def test_no_other_file_is_served(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404

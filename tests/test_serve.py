"""`make run`: what it says before it serves."""

import socket
import subprocess
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import HOME, MakeApp
from tools import serve


@pytest.mark.parametrize("text", ["0", "65536", "-1", "8o8o", "", "5000 ", "٥٠٠٠"])
def test_a_port_that_is_none_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(SystemExit, match="PORT must be a number"):
        serve.read_port(text)


def test_a_port_is_read() -> None:
    assert [serve.read_port(text) for text in ("1", "5000", "65535")] == [1, 5000, 65535]


def test_a_busy_port_is_refused_with_a_sentence() -> None:
    with socket.socket() as other:
        other.bind((serve.HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SystemExit, match=f"端口 {port} 用不了，请换一个：make run PORT=8000"):
            serve.refuse_busy(port)
    serve.refuse_busy(port)


def test_a_list_that_somebody_loaded_is_not_replaced(
    make_app: MakeApp, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (HOME / "data" / "sites.csv").read_text(encoding="utf-8").splitlines()
    own = tmp_path / "own.csv"
    own.write_text("\n".join(lines[:5]), encoding="utf-8")
    application = make_app(str(own))
    serve.load(application)
    assert "own.csv" in capsys.readouterr().out
    assert _count(application) == 4


def test_the_shipped_list_is_loaded_into_an_empty_store(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def note(command: list[str], check: bool) -> object:
        asked.append(command)
        return type("Done", (), {"returncode": 0})

    monkeypatch.setattr(subprocess, "run", note)
    serve.load(make_app())
    assert [command[1:] for command in asked] == [["sites", "load", "data/sites.csv"]]


def _count(application: Flask) -> int:
    total: int = application.test_client().get("/api/v1/release").get_json()["sites"]["total"]
    return total

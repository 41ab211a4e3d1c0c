"""Runs the three walks in the house of the present folder and writes every call between modules.

    PYTHONPATH=. python -P FOLDER/tools/plan/tracing.py INPUTS OUT.json

Started by `walks` in a process of its own, in the folder of the house that is walked: so that it
imports nothing of ours but `sites` and `app` of that folder, which may be those of an older commit.
"""

import importlib
import json
import pkgutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

# caller's module, caller's function, called module, called function; "" = nothing of sites/ calls.
Call = tuple[str, str, str, str]

_LEFT_OUT = ("migrations", "gunicorn")  # what does things when it is imported


class Tracer:
    """The calls between two modules of sites/, in order, each caller and called module once."""

    def __init__(self, home: Path) -> None:
        self.calls: dict[tuple[str, str, str], Call] = {}
        self._start = f"{home / 'sites'}/"
        self._names: dict[CodeType, str] = {}

    def __call__(self, frame: FrameType, event: str, _argument: object) -> None:
        """What sys.setprofile calls."""
        code = frame.f_code
        called = self._module(code) if event == "call" else ""
        if not called or code.co_name == "<module>":
            return
        caller = self._caller(frame)
        module, function = caller or ("", "")
        if function != "<module>" and module != called:
            call = (module, function, called, code.co_qualname)
            self.calls.setdefault(call[:3], call)

    def _caller(self, frame: FrameType) -> tuple[str, str] | None:
        """The nearest function of sites/ below on the stack, through Python's own and others'."""
        below = frame.f_back
        while below is not None:
            if module := self._module(below.f_code):
                return module, below.f_code.co_qualname
            below = below.f_back
        return None

    def _module(self, code: CodeType) -> str:
        if code not in self._names:
            path = code.co_filename
            inside = path.startswith(self._start)
            name = path[len(self._start) : -len(".py")].replace("/", ".") if inside else ""
            self._names[code] = name.removesuffix(".__init__")
        return self._names[code]


def main() -> None:
    """Walk the house once to warm it with another row, picture and question; then trace."""
    inputs, out, home = Path(sys.argv[1]), Path(sys.argv[2]), Path.cwd()
    _import_everything()
    with tempfile.TemporaryDirectory() as folder:
        walks = _walks(inputs, Path(folder), home)
        for warm, _ in walks.values():
            warm()
        calls = {name: _traced(walk, home) for name, (_, walk) in walks.items()}
    out.write_text(json.dumps(calls), encoding="utf-8")


def _import_everything() -> None:
    sites = importlib.import_module("sites")
    for module in pkgutil.walk_packages(sites.__path__, "sites."):
        if not any(word in module.name for word in _LEFT_OUT):
            importlib.import_module(module.name)


def _walks(
    inputs: Path, folder: Path, home: Path
) -> dict[str, tuple[Callable[[], None], Callable[[], None]]]:
    """Name of the walk → its warming and itself."""
    app = importlib.import_module("app")
    reading, asking = (
        app.create_app({"SITES_DATABASE_URL": f"sqlite:///{folder / name}.db"})
        for name in ("reading", "asking")
    )
    _command(asking, "load", str(home / "data" / "sites.csv"))
    ask = asking.test_client().get
    return {
        "picture": (
            lambda: _command(
                reading, "read", str(inputs / "warm.png"), "--out", str(folder / "warm.csv")
            ),
            lambda: _command(
                reading, "read", str(inputs / "walk.png"), "--out", str(folder / "walk.csv")
            ),
        ),
        "row": (
            lambda: _command(reading, "load", str(inputs / "warm.csv")),
            lambda: _command(reading, "load", str(inputs / "walk.csv")),
        ),
        "question": (
            lambda: _seen(ask("/search?q=杭州市西湖区")),
            lambda: _seen(ask("/search?q=成都市武侯区")),
        ),
    }


def _command(app: Any, *words: str) -> None:
    done = app.test_cli_runner().invoke(args=["sites", *words])
    if done.exit_code:
        raise SystemExit(done.output)


def _seen(response: Any) -> None:
    if response.status_code != 200:
        raise SystemExit(f"The question was answered with {response.status_code}.")


def _traced(walk: Callable[[], None], home: Path) -> list[Call]:
    tracer = Tracer(home)
    sys.setprofile(tracer)
    try:
        walk()
    finally:
        sys.setprofile(None)
    return list(tracer.calls.values())


if __name__ == "__main__":
    main()

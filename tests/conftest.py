"""What every test may use: no outside network, loaded stores, the application, checked pages."""

import ipaddress
import os
import socket
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from sites.areas import gazetteer
from tests.pages import check_page
from tests.served import Gunicorn, gunicorn

HOME = Path(__file__).resolve().parent.parent
# A list as offices print it, invented: 区划代码 is the area that each row is of. Areas, towns and
# roads have their real names, from the gazetteer; units and numbers are made up. Nine offices,
# all in 长春, have numbers that can be called, so that a call can be tried.
PRINTED_OFFICES = Path(__file__).with_name("cases") / "printed_offices.csv"

pytest_plugins = ("tests.browser",)  # its fixtures are used by several files and made once

DEPLOYMENT = {"SITES_PUBLIC": "1", "SITES_PUBLIC_URL": "https://caixue.example"}
STORE_URL = "STORE_URL_OF_THIS_TEST"
NO_PLACES = HOME / "tests" / "no_places.bin"  # a deployment that brought no places of its own
# What rows that name no source are loaded with.
LIST_SOURCE = (
    "--source-title",
    "测试用名单",
    "--source-url",
    "https://example.org/offices",
    "--published-on",
    "2012",
)

GetPage = Callable[..., BeautifulSoup]
MakeApp = Callable[..., Flask]


def pytest_addoption(parser: pytest.Parser) -> None:
    """--real-list PATH runs the tests of tests/test_real_list.py too."""
    parser.addoption(
        "--real-list",
        type=Path,
        metavar="PATH",
        help="run the tests over the published list of 977 rescue stations, which is not shipped",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without --real-list its tests are deselected, not skipped: the clone lacks nothing."""
    if config.getoption("--real-list") is not None:
        return
    left_out = [each for each in items if each.get_closest_marker("real_list")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [each for each in items if each not in left_out]


def _is_loopback(address: Any) -> bool:
    if not isinstance(address, tuple):  # a path: a socket of this machine
        return True
    host = str(address[0])
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host in ("localhost", "")


@pytest.fixture
def places(tmp_path: Path) -> Iterator[Path]:
    """Where a deployment's own places stand; the gazetteer has forgotten them afterwards."""
    yield tmp_path / "places.bin"
    gazetteer().bring(None)


@pytest.fixture(autouse=True)
def no_outside_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches for another machine fails, whatever the code makes of the error."""

    def guarded(name: str) -> Callable[[socket.socket, Any], Any]:
        original = getattr(socket.socket, name)

        def connect(self: socket.socket, address: Any) -> Any:
            if not _is_loopback(address):
                pytest.fail(f"The test reached for {address}: no test may leave this machine.")
            return original(self, address)

        return connect

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, guarded(name))


@pytest.fixture(scope="session")
def make_app(tmp_path_factory: pytest.TempPathFactory) -> MakeApp:
    """make_app("list.csv", "--option", …, SITES_PUBLIC="1"): the application on a store of its
    own, after `flask sites load list.csv --option …`; without a list, on an empty store."""

    from app import create_app  # noqa: PLC0415  # the tests of one part need not read the others

    def make(*load: str, **settings: str) -> Flask:
        store = tmp_path_factory.mktemp("store") / "sites.db"
        url = f"sqlite:///{store}"
        app = create_app({"SITES_DATABASE_URL": url} | settings)
        app.config[STORE_URL] = url
        if load:
            done = app.test_cli_runner().invoke(args=["sites", "load", *load])
            assert done.exit_code == 0, done.output
        return app

    return make


@pytest.fixture(scope="session")
def app(make_app: MakeApp) -> Flask:
    """The application with data/sites.csv live, demonstration rows and all."""
    return make_app(str(HOME / "data" / "sites.csv"))


@pytest.fixture(scope="session")
def public_app(make_app: MakeApp) -> Flask:
    """What a deployment serves of data/sites.csv: no demonstration row."""
    return make_app(str(HOME / "data" / "sites.csv"), **DEPLOYMENT)


@pytest.fixture(scope="session")
def office_app(make_app: MakeApp) -> Flask:
    """The application with PRINTED_OFFICES: they count as real, and some can be called."""
    return make_app(str(PRINTED_OFFICES), *LIST_SOURCE)


@pytest.fixture(scope="session")
def served(app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gunicorn]:
    """`app` as a real gunicorn serves it, for what only a real server shows."""
    log = tmp_path_factory.mktemp("served") / "log"
    with gunicorn(log, SITES_DATABASE_URL=app.config[STORE_URL]) as server:
        yield server


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def get_page(app: Flask) -> GetPage:
    """get_page(path, …): the page, parsed, once it has passed what every page must pass.

    of: another application; status: when it is not 200; form: posts these fields.
    """

    def get(
        path: str,
        *,
        of: Flask = app,
        status: int = 200,
        form: Mapping[str, str] | None = None,
    ) -> BeautifulSoup:
        visitor = of.test_client()
        answer = visitor.get(path) if form is None else visitor.post(path, data=form)
        assert answer.status_code == status, f"{path} answers {answer.status}"
        return check_page(answer, of)

    return get


@pytest.fixture(scope="session", autouse=True)
def settings_of_this_shell_stay_out() -> Iterator[None]:
    """A SITES_… variable of the person who runs the tests changes no test."""
    kept = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("SITES_")}
    yield
    os.environ.update(kept)

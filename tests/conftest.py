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

from tests.pages import check_page
from tests.served import Gunicorn, gunicorn

HOME = Path(__file__).resolve().parent.parent
RESCUE_LIST = HOME.parent / "shared" / "data" / "real_lists" / "rescue_stations.csv"

pytest_plugins = ("tests.browser",)  # its fixtures are used by several files and made once

DEPLOYMENT = {"SITES_PUBLIC": "1", "SITES_PUBLIC_URL": "https://caixue.example"}
STORE_URL = "STORE_URL_OF_THIS_TEST"

GetPage = Callable[..., BeautifulSoup]
MakeApp = Callable[..., Flask]


def _is_loopback(address: Any) -> bool:
    if not isinstance(address, tuple):  # a path: a socket of this machine
        return True
    host = str(address[0])
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host in ("localhost", "")


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
def rescue_app(make_app: MakeApp) -> Flask:
    """The application with 977 real public offices, whose numbers can be called."""
    if not RESCUE_LIST.is_file():
        pytest.skip(f"{RESCUE_LIST.name} is not beside this clone: the list is not ours to ship")
    source = {
        "--source-title": "测试用：救助管理站名单",
        "--source-url": "https://example.org/rescue-stations",
        "--published-on": "2012",
    }
    options = [text for option in source.items() for text in option]
    return make_app(str(RESCUE_LIST), *options)


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

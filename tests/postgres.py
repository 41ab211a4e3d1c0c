"""A real PostgreSQL server for the tests: its own, on loopback, gone at the end of the session.

`store_url` gives a test an empty database of each kind; import both to use it:
`from postgres import postgres_server, store_url`.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

ABSENT = "PostgreSQL is absent: install the Debian package postgresql to run its half of the tests."
_OPTIONS = (
    "-c listen_addresses=127.0.0.1 -c unix_socket_directories='' "
    # Our tests kill the client, never the server: nothing needs to survive a power cut.
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
)


@pytest.fixture(scope="session")
def postgres_server(request: pytest.FixtureRequest) -> str:
    """The server's URL without a database; skips the test (fails it when CI=true) if absent."""
    found = _binaries()
    if found is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(ABSENT)
    server = _start(found)
    request.config.add_cleanup(server.stop)
    return server.url


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database of the test's own."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'sites.db'}"
        return
    server = request.getfixturevalue("postgres_server")
    name = f"sites_{uuid4().hex}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield f"{server}/{name}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def unused_port() -> int:
    """A port of loopback at which nobody listens."""
    return _free_port()


class _Server:
    def __init__(self, binaries: Path) -> None:
        self._binaries = binaries
        self._folder = Path(tempfile.mkdtemp(prefix="sites-postgres-"))
        self._user = _other_user(self._folder)
        port = _free_port()
        self.url = f"postgresql://sites@127.0.0.1:{port}"
        cluster = self._folder / "cluster"
        self._run("initdb", "-D", cluster, "-U", "sites", "-A", "trust", "-E", "UTF8", "-N")
        self._run("pg_ctl", "-D", cluster, "-w", "-l", self._folder / "log",
                  "-o", f"-p {port} {_OPTIONS}", "start")  # fmt: skip

    def stop(self) -> None:
        if self._folder.exists():
            self._run("pg_ctl", "-D", self._folder / "cluster", "-m", "immediate", "-w", "stop")
            shutil.rmtree(self._folder)
        _start.cache_clear()

    def _run(self, name: str, *arguments: object) -> None:
        command = [str(self._binaries / name), *map(str, arguments)]
        # Output to a file: the server would inherit a pipe and keep it open for ever.
        with (self._folder / f"{name}.out").open("w+") as out:
            done = subprocess.run(
                command, user=self._user, stdout=out, stderr=out, cwd=self._folder, check=False
            )
            out.seek(0)
            assert done.returncode == 0, f"{name} failed: {out.read()}"


@cache
def _start(binaries: Path) -> _Server:
    """One server for all modules that import the fixture."""
    return _Server(binaries)


def _binaries() -> Path | None:
    """Debian keeps each version's programs in a folder of its own; the newest wins."""
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda path: int(path.parts[-3]), default=None)
    on_path = shutil.which("initdb")
    found = newest or (Path(on_path) if on_path else None)
    return found.parent if found else None


def _other_user(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root: then its own user runs it, and owns the folder."""
    if os.geteuid() != 0:
        return None
    user = "postgres"
    os.chown(folder, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
    return user


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

"""The program as people run it: its commands and its server, on a store of their own."""

import http.client
import os
import re
import resource
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tools.serve import ALLOCATOR

HOME = Path(__file__).resolve().parent.parent
SITES = HOME / "data" / "sites.csv"
HOST = "127.0.0.1"
BIN = Path(sys.executable).parent
_READY_TIMEOUT_S = 30.0


@dataclass(frozen=True, slots=True)
class Run:
    """How long a command took, by the clock and by the processor, in seconds."""

    wall_s: float
    cpu_s: float


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it came over the wire. sent: the compressed body."""

    status: int
    headers: Mapping[str, str]
    sent: bytes

    def text(self) -> str:
        """The body as text; it must not have been compressed."""
        return self.sent.decode("utf-8")


@contextmanager
def scratch_store() -> Iterator[str]:
    """The URL of an empty SQLite store that goes away afterwards."""
    folder = tempfile.mkdtemp(prefix="sites-benchmark-")
    try:
        yield f"sqlite:///{folder}/sites.db"
    finally:
        shutil.rmtree(folder)


def on_one_core() -> None:
    """Keep this process to one core, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def command(store: str, *words: str) -> Run:
    """`flask sites …` on one core, as a process of its own, from start to end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(
        [BIN / "flask", "sites", *words],
        cwd=HOME,
        env=environment(store),
        check=False,  # 1 says that a row was not taken; what was loaded is looked at later
        stdout=subprocess.DEVNULL,
        preexec_fn=on_one_core,
    )
    wall_s = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return Run(wall_s, cpu_s)


# Megabytes that a process holds, 0 where the system does not say.
_MEASURING = r"""
import re, time
from pathlib import Path
def mb():
    status = Path("/proc/self/status")
    found = re.search(r"VmRSS:\s+(\d+)", status.read_text()) if status.exists() else None
    return int(found[1]) / 1024 if found else 0.0
"""


def in_fresh_process(program: str) -> tuple[float, ...]:
    """The numbers that a program prints in a process that has imported nothing of ours; it may
    use `time` and `mb()`."""
    printed = subprocess.run(
        [sys.executable, "-c", _MEASURING + program],
        cwd=HOME, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    return tuple(map(float, printed.split()))


class Server:
    """One gunicorn worker, as `make run` starts it, with TLS where a certificate (PEM, its key in
    the same file) is given. ready_s: from its start to a first /readyz. Without TLS only it can be
    asked from here."""

    def __init__(
        self, store: str, certificate: Path | None = None, *, is_public: bool = False
    ) -> None:
        self.port = free_port()
        self.address = f"http{'s' if certificate else ''}://{HOST}:{self.port}"
        self._certificate = certificate
        tls = ("--certfile", certificate, "--keyfile", certificate) if certificate else ()
        settings = {"SITES_PUBLIC": "1", "SITES_PUBLIC_URL": self.address} if is_public else {}
        start = time.perf_counter()
        self._process = subprocess.Popen(
            [
                BIN / "gunicorn", "--config", HOME / "tools" / "gunicorn_local.py",
                "--bind", f"{HOST}:{self.port}", *tls, "app:create_app()",
            ],
            cwd=HOME, env=environment(store) | settings | ALLOCATOR,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        self._wait_until_ready(start + _READY_TIMEOUT_S)
        self.ready_s = time.perf_counter() - start
        self._connection = http.client.HTTPConnection(HOST, self.port, timeout=30)

    def stop(self) -> None:
        """End the server and wait for it."""
        self._process.terminate()
        self._process.wait()

    def ask(self, path: str, *, form: str | None = None, encoding: str = "br, gzip") -> Reply:
        """GET the path, or POST the form, over one connection that stays open."""
        headers = {"Accept-Encoding": encoding}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request("GET" if form is None else "POST", path, form, headers)
        answer = self._connection.getresponse()
        return Reply(answer.status, dict(answer.getheaders()), answer.read())

    def worker_mb(self) -> tuple[float, float]:
        """(RSS, PSS) of the one worker in MB; zeros where the system does not say."""
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        if not children.exists():
            return 0.0, 0.0
        (worker,) = children.read_text(encoding="ascii").split()
        rollup = Path(f"/proc/{worker}/smaps_rollup").read_text(encoding="ascii")
        sizes = {
            name: int(kilobytes) / 1024 for name, kilobytes in re.findall(r"(\w+):\s+(\d+)", rollup)
        }
        return sizes["Rss"], sizes["Pss"]

    def _wait_until_ready(self, deadline: float) -> None:
        while time.perf_counter() < deadline:
            if self._process.poll() is not None:
                stderr = self._process.stderr
                sys.exit(f"gunicorn ended: {stderr.read().decode() if stderr else ''}")
            if answers(f"{self.address}/readyz", self._certificate):
                return
            time.sleep(0.01)
        self.stop()
        sys.exit(f"The server was not ready within {_READY_TIMEOUT_S} s.")


@contextmanager
def server(
    store: str, certificate: Path | None = None, *, is_public: bool = False
) -> Iterator[Server]:
    """A server on a loaded store that is stopped afterwards. is_public: as a
    deployment serves it, without demonstration rows."""
    running = Server(store, certificate, is_public=is_public)
    try:
        yield running
    finally:
        running.stop()


def is_local(url: str) -> bool:
    """Whether an address in a page leads to the page's own host."""
    return not urlsplit(url).netloc


def environment(store: str) -> dict[str, str]:
    """This process's environment with that store and no other setting of the program."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("SITES_")}
    return kept | {"SITES_DATABASE_URL": store}


def answers(url: str, certificate: Path | None = None) -> bool:
    """Whether an address of loopback gives a page now. certificate: its own, for https."""
    at = urlsplit(url)
    connection = http.client.HTTPConnection(HOST, at.port, timeout=5)
    if certificate:
        context = ssl.create_default_context(cafile=certificate)
        connection = http.client.HTTPSConnection(HOST, at.port, timeout=5, context=context)
    try:
        connection.request("GET", at.path)
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])

"""The program behind gunicorn, started as docs/settings.md says, and asked byte by byte."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
DEPLOYED = ("app:create_app(warm=True)",)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it came. status: 0 when none came; headers: names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


@dataclass(frozen=True, slots=True)
class Gunicorn:
    """A running server. log: the file of what it said, on the screen and in its error log."""

    port: int
    log: Path

    def said(self) -> str:
        """Everything in its log so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def ask(
        self,
        target: str | bytes,
        *headers: str | bytes,
        method: str = "GET",
        body: bytes = b"",
        host: str | bytes | None = "127.0.0.1",
    ) -> Reply:
        """Send a request exactly as written: no part of it is escaped or completed."""
        lines = [f"{method} ".encode() + _bytes(target) + b" HTTP/1.1", b"Connection: close"]
        lines += [] if host is None else [b"Host: " + _bytes(host)]
        lines += [b"Content-Length: %d" % len(body)] if body else []
        lines += [_bytes(header) for header in headers]
        return self.send(b"\r\n".join([*lines, b"", body]))

    def send(self, content: bytes, *, ends: bool = False) -> Reply:
        """Send these bytes and read until the server hangs up. ends: tell it that no more come."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            connection.sendall(content)
            if ends:
                connection.shutdown(socket.SHUT_WR)
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
        head, _, rest = answer.partition(b"\r\n\r\n")
        first, *others = head.decode("latin-1").split("\r\n")
        status = re.match(r"HTTP/1\.[01] (\d{3})", first)
        pairs = (line.partition(": ") for line in others)
        headers = {name.lower(): value for name, _, value in pairs}
        return Reply(int(status[1]) if status else 0, headers, rest)


@contextmanager
def gunicorn(
    log: Path, *options: str, program: Sequence[str] = DEPLOYED, **settings: str
) -> Iterator[Gunicorn]:
    """The server until the block ends. settings: SITES_… texts of its environment."""
    environment = {name: text for name, text in os.environ.items() if name[:6] != "SITES_"}
    with socket.create_server(("127.0.0.1", 0)) as door, log.open("wb") as file:
        server = Gunicorn(door.getsockname()[1], log)
        running = subprocess.Popen(
            [BIN / "gunicorn", "--bind", f"fd://{door.fileno()}", *options, *program],
            cwd=HOME,
            env=environment | settings,
            pass_fds=[door.fileno()],
            stdout=file,
            stderr=file,
        )
    try:
        # The port listens already: whoever knocks waits until a worker is there.
        assert server.ask("/healthz").status == 200, server.said()
        yield server
    finally:
        running.terminate()
        running.wait()


def _bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text

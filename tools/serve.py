"""Load data/sites.csv where it changed, then serve the program on this machine: `make run`.

The address is 127.0.0.1 and the port PORT, 5000 unless told otherwise.
"""

import os
import socket
import subprocess
import sys
from pathlib import Path

from flask import Flask

HOME = Path(__file__).resolve().parent.parent

from app import create_app  # noqa: E402  # the program stands beside this folder
from sites.errors import SitesError  # noqa: E402

SHIPPED = Path("data/sites.csv")
HOST = "127.0.0.1"
BIN = Path(sys.executable).parent


def main() -> None:
    os.chdir(HOME)
    port = read_port(os.environ.get("PORT", "") or "5000")
    refuse_busy(port)
    load(create_app())
    serve(port)


def read_port(text: str) -> int:
    """The port in `text`; ends the program with a sentence when it is none."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        sys.exit(f"PORT must be a number from 1 to 65535, not {text!r}: make run PORT=8000")
    return int(text)


def refuse_busy(port: int) -> None:
    """End the program with a sentence when nobody can listen on `port`."""
    with socket.socket() as probe:
        # As gunicorn does: a port whose last connections are still closing is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            sys.exit(
                f"端口 {port} 用不了，请换一个：make run PORT=8000\n"
                f"Port {port} cannot be used ({error.strerror}); "
                "choose another: make run PORT=8000"
            )


def load(application: Flask) -> None:
    """Load the list that came with the program; ends the program when that fails.

    A list that somebody loaded instead is not touched.
    """
    try:
        release = application.extensions["sites_cli"].open_store().live()
    except SitesError as error:
        sys.exit(str(error))
    if release is not None and release.files != (SHIPPED.name,):
        print(f"现在公布的是 {'、'.join(release.files)}，不换成 {SHIPPED}。")
        print(f"The live release comes from {', '.join(release.files)}; {SHIPPED} is not loaded.")
        return
    command = [str(BIN / "flask"), "sites", "load", str(SHIPPED)]
    if subprocess.run(command, check=False).returncode:
        sys.exit(f"{SHIPPED} was not loaded: read the lines above, mend it and try again.")


# glibc keeps what a start needed for a moment, and each thread its own; told to share and to give
# back, a worker holds some MB less. The megabyte that compressing a page takes must not go back
# each time: fetched anew from the system, it made compressing take 0.9 ms instead of 0.3
# (measured). Other systems ignore the names.
ALLOCATOR = {
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": "2097152",
    "MALLOC_TRIM_THRESHOLD_": "4194304",
}


def serve(port: int) -> None:
    """Become gunicorn."""
    sys.stdout.flush()
    os.environ.update(ALLOCATOR)
    settings = str(HOME / "tools" / "gunicorn_local.py")
    command = [str(BIN / "gunicorn"), "--config", settings, "--bind", f"{HOST}:{port}"]
    os.execv(command[0], [*command, "app:create_app()"])  # noqa: S606  # no shell wanted


if __name__ == "__main__":
    main()

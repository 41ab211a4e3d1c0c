"""Programs that read foreign files in a process of their own (the home of subprocess here).

What a hostile file makes of them stays there: memory, time and what they write are bounded, the
whole group of processes is ended, and they get none of this process's environment.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_SCRIPT = Path(__file__).with_name("confined.py")


@dataclass(frozen=True, slots=True)
class Limits:
    """memory_bytes: of address space. seconds: of processor time, and half as much again by the
    clock. output_bytes: of what the program says that is read."""

    memory_bytes: int
    seconds: int
    output_bytes: int = 0


def run_confined(command: Sequence[str], folder: Path, limits: Limits) -> bytes | None:
    """What the program says on its standard output; None when it failed, or said too much.

    command: the program's whole path and its arguments; no shell sees them. folder: an empty one
    of its own, where it works and finds its home.
    """
    said = folder / "said"
    ceilings = [str(limits.memory_bytes), str(limits.seconds)]
    with said.open("wb") as output:
        running = subprocess.Popen(  # noqa: S603 - a list of words, the program's path is ours
            [sys.executable, "-I", str(_SCRIPT), *ceilings, *command],
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        is_done = _has_ended_well(running, limits.seconds * 1.5)
    if not is_done or said.stat().st_size > limits.output_bytes:
        return None
    return said.read_bytes()


def _has_ended_well(running: "subprocess.Popen[bytes]", timeout_s: float) -> bool:
    try:
        return running.wait(timeout_s) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        with suppress(ProcessLookupError, PermissionError):  # nobody of the group is left
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def _environment(folder: Path) -> dict[str, str]:
    """A home of its own; proxies that lead nowhere, for systems that cannot take the network."""
    nowhere = "http://127.0.0.1:9"  # the discard port
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), nowhere)
    return {
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        **proxies,
    }

"""The last step before a program that reads foreign files: it gives up what it must not have.

Run by `confining` as a script, so it imports nothing of this project:
`python -I confined.py BYTES SECONDS PROGRAM ARGUMENT…` becomes that program (the same process) with
at most so much memory, processor time and file size, no core dump and, where the system lets it
(Linux), no network: a name space of its own has no way out.
"""

import ctypes
import os
import resource
import sys

_NEW_NETWORK = 0x40000000  # CLONE_NEWNET, linux/sched.h
_NEW_USER = 0x10000000  # CLONE_NEWUSER: whoever is not root may make a network only with it
_MAX_WRITTEN_BYTES = 500_000_000


def _limit(kind: int, most: int) -> None:
    """A system that knows no such limit (macOS: memory) is left as it is."""
    try:
        _, hard = resource.getrlimit(kind)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))
    except (OSError, ValueError):
        pass


def _leave_network() -> None:
    if sys.platform == "linux":
        unshare = ctypes.CDLL(None).unshare
        if unshare(_NEW_NETWORK):
            unshare(_NEW_USER | _NEW_NETWORK)


if __name__ == "__main__":
    memory_bytes, seconds, *command = sys.argv[1:]
    _leave_network()
    _limit(resource.RLIMIT_AS, int(memory_bytes))
    _limit(resource.RLIMIT_CPU, int(seconds))
    _limit(resource.RLIMIT_FSIZE, _MAX_WRITTEN_BYTES)
    _limit(resource.RLIMIT_CORE, 0)
    os.execv(command[0], command)  # noqa: S606 - no shell: that is the point

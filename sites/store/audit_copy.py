"""A copy of the audit in a file, a line for each entry: where it lies elsewhere, it shows what was
taken from the end of the store's own, and what was made anew."""

import fcntl
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import BinaryIO, Literal

from sites.errors import StoreError
from sites.store.auditing import Entry

_FAILED = (
    "改动已经完成，但审计文件 {path} 没有写成（{why}）：请检查它的路径、权限和磁盘空间；"
    "下一次改动会把缺的补上。"
)


@dataclass(frozen=True, slots=True)
class Departure:
    """Where the copy and the store part: at which entry.

    other: they differ; store: the store has no such entry any more; copy: the copy has none.
    """

    number: int
    kind: Literal["other", "store", "copy"]


def complete(path: Path, entries: Iterable[Entry]) -> None:
    """Write behind the copy what it lacks. entries: all of the store, the oldest first.

    Only ever adds: the file may be one that its system lets nobody shorten. A line that a killed
    program began is ended. Raises StoreError; the change itself stands.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            _complete(file, entries)
    except OSError as error:
        raise StoreError(_FAILED.format(path=path, why=error.strerror)) from error


def _complete(file: BinaryIO, entries: Iterable[Entry]) -> None:
    file.seek(0)
    whole, begun = 0, b""
    for line in file:
        whole, begun = (whole + 1, b"") if line.endswith(b"\n") else (whole, line)
    lacking = "".join(f"{entry.line}\n" for entry in entries if entry.number > whole).encode()
    # What was begun and is not ours stays: the next look says so.
    file.write(lacking[len(begun) :] if lacking.startswith(begun) else b"\n" + lacking)


def departure(path: Path, entries: Iterable[Entry]) -> Departure | None:
    """The first entry at which the copy is not the store's own; None when they are the same.

    Raises OSError when there is no such file.
    """
    with path.open("rb") as file:
        ours = (f"{entry.line}\n".encode() for entry in entries)
        for number, (own, copied) in enumerate(_side_by_side(ours, file), start=1):
            if own is None:
                return Departure(number, "store")
            if copied is None:
                return Departure(number, "copy")
            if own != copied:
                return Departure(number, "other")
    return None


def _side_by_side(
    ours: Iterable[bytes], theirs: Iterable[bytes]
) -> Iterator[tuple[bytes | None, bytes | None]]:
    return zip_longest(ours, theirs)

"""Writing the shipped files so that a rebuild gives the same bytes."""

import gzip
from collections.abc import Iterable
from pathlib import Path

TARGET = Path(__file__).resolve().parents[3] / "sites" / "areas" / "data"


def write_table(path: Path, header: str, rows: Iterable[Iterable[object]]) -> int:
    """A gzipped tab-separated table, rows sorted; the number of rows.

    No time and no file name stand in the gzip header, or two builds would differ.
    """
    lines = sorted("\t".join(map(str, row)) for row in rows)
    text = "\n".join([header.replace(" ", "\t"), *lines]) + "\n"
    write_bytes(path, text.encode())
    return len(lines)


def write_bytes(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(content, compresslevel=9, mtime=0))

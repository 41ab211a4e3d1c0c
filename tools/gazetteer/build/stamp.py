"""Which tools made the shipped files, and what is in them: `stamp.json` beside this module.

A rebuild takes minutes (`make rebuild`); the stamp tells in a moment that one is due.
"""

import gzip
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from tools.gazetteer.build.files import TARGET

_TOOLS = Path(__file__).resolve().parent.parent
STAMP = Path(__file__).with_name("stamp.json")


def stamp(shipped: Path = TARGET) -> Mapping[str, object]:
    """Hashes (SHA-256) of the tools' text and of what each file holds, whatever zlib made of it."""
    return {"made_by": _tools(), "files": contents(shipped)}


def contents(folder: Path) -> Mapping[str, str]:
    """File name → hash of what it holds: lines of a table, arrays of borders."""
    tables = {
        path.name: hashlib.sha256(gzip.decompress(path.read_bytes())).hexdigest()
        for path in sorted(folder.glob("*.tsv.gz"))
    }
    digest = hashlib.sha256()
    with np.load(folder / "borders.npz") as borders:
        for name in sorted(borders.files):
            digest.update(name.encode() + borders[name].tobytes())
    return tables | {"borders.npz": digest.hexdigest()}


def write() -> None:
    """After a rebuild of the shipped files."""
    STAMP.write_text(json.dumps(stamp(), indent=1) + "\n", encoding="utf-8")


def _tools() -> str:
    """Of all that builds; what judges the result may change without a rebuild."""
    digest = hashlib.sha256()
    for path in sorted(_TOOLS.rglob("*")):
        if path.suffix in (".py", ".json") and path != STAMP and "judge" not in path.parts:
            digest.update(path.relative_to(_TOOLS).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()

"""What was recognised so far, kept beside the list, so that a reading that was killed goes on.

One page = one JSON file with its texts and one upright picture, named by what they were made of.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sites.scans import Box, Page, Picture, PrintedText, Rule

# Counts up whenever the recognition changes: what an older program kept is then read anew.
_EDITION = 1
_CHUNK_BYTES = 1 << 20


def key_of(paths: Iterable[Path], part: str = "") -> str:
    """The name under which the page of these files is kept: by their contents. part: of a file."""
    digest = hashlib.sha256(f"{_EDITION} {part}".encode())
    for path in paths:
        digest.update(path.name.encode("utf-8", "surrogateescape") + b"\0")
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                digest.update(chunk)
    return digest.hexdigest()[:24]


class WorkFolder:
    """The folder beside the list. Pages of 60,000 pixels are kept as files, never all in memory."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def contents(self, key: str) -> list[str] | None:
        """The keys of the pages of a piece of work; None unless all of it was read and is whole."""
        try:
            keys = json.loads(self._texts(key).read_text(encoding="utf-8"))["pages"]
            for each in keys:
                self.page(each)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return [str(each) for each in keys]

    def keep_contents(self, key: str, keys: Sequence[str]) -> None:
        """Keep that a piece of work was read whole, and what its pages are."""
        self._write(key, {"pages": list(keys)})

    def page(self, key: str) -> Page:
        """What was kept under this key. Raises OSError, ValueError, KeyError or TypeError when
        nothing whole was."""
        return _page(json.loads(self._texts(key).read_text(encoding="utf-8")))

    def picture(self, key: str) -> bytes:
        """The upright picture of a kept page. Raises OSError when it is gone."""
        return self._picture(key).read_bytes()

    def keep(self, key: str, page: Page, picture: bytes) -> None:
        """Keep the page. The texts come last, whole: a page without them was not read."""
        self.path.mkdir(parents=True, exist_ok=True)
        self._picture(key).write_bytes(picture)
        self._write(key, asdict(page))

    def _write(self, key: str, content: Mapping[str, Any]) -> None:
        unfinished = self._texts(key).with_suffix(".tmp")
        unfinished.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        unfinished.replace(self._texts(key))

    def _texts(self, key: str) -> Path:
        return self.path / f"{key}.json"

    def _picture(self, key: str) -> Path:
        return self.path / f"{key}.picture"


def _page(kept: Mapping[str, Any]) -> Page:
    return Page(
        tuple(Picture(**picture) for picture in kept["pictures"]),
        kept["width"],
        kept["height"],
        tuple(
            PrintedText(**{**text, "box": Box(**text["box"]), "lefts": tuple(text["lefts"])})
            for text in kept["texts"]
        ),
        tuple(Rule(**rule) for rule in kept["rules"]),
        tuple(kept["warnings"]),
    )

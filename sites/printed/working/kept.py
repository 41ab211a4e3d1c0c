"""What was recognised so far, kept beside the list, so that a reading that was killed goes on.

One page = one JSON file with its texts and one upright picture, named by what they were made of.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sites.records.scans import Box, Page, Picture, PrintedText, Rule

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

    def page(self, key: str) -> Page | None:
        """What was kept under this key; None when nothing whole was."""
        try:
            return _page(json.loads(self._texts(key).read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def picture(self, key: str) -> bytes:
        """The upright picture of a kept page. Raises OSError when it is gone."""
        return self._picture(key).read_bytes()

    def keep(self, key: str, page: Page, picture: bytes) -> None:
        """Keep the page. The texts come last, whole: a page without them was not read."""
        self.path.mkdir(parents=True, exist_ok=True)
        self._picture(key).write_bytes(picture)
        unfinished = self._texts(key).with_suffix(".tmp")
        unfinished.write_text(json.dumps(asdict(page), ensure_ascii=False), encoding="utf-8")
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

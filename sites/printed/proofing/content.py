"""What the review page is told of a Transcript, as plain values for JSON."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sites.exporting import FORMULA_GUARD, FORMULA_STARTS
from sites.printed.proofing.own_columns import (
    FIELDS,
    LIST_COLUMNS,
    WHOLE_ROW,
    list_cells,
)
from sites.records import COLUMN_WORDS, DEMO_STREET, DEMO_WORD
from sites.records.scans import Box, Leftover, Provenance, ReadRow, Transcript

Value = Any  # of JSON


def page_content(transcript: Transcript) -> dict[str, Value]:
    """name → value. A row's key stays the same when the list is read again with the same text."""
    sources = _sources(transcript)
    places = {name: place for place, source in enumerate(sources) for name in source.pictures}
    return {
        "rules": _rules(),
        "sources": [_source(source) for source in sources],
        "rows": list(_rows(transcript.rows, places)),
        "leftovers": list(_leftovers(transcript.leftovers, places)),
        "refused": [list(pair) for pair in transcript.refused],
        "warnings": [list(pair) for pair in transcript.warnings],
    }


def _rules() -> dict[str, Value]:
    """What the page must do as the rest of the program does it."""
    return {
        "columns": list(LIST_COLUMNS),
        "words": {column: COLUMN_WORDS[column] for column in FIELDS},
        "whole_row": WHOLE_ROW,
        "formula_starts": list(FORMULA_STARTS),
        "formula_guard": FORMULA_GUARD,
        "demo_word": DEMO_WORD,
        "demo_street": DEMO_STREET,
    }


@dataclass(frozen=True, slots=True)
class _Source:
    """Pictures published together. A provenance that lacks something is asked for by a person."""

    provenance: Provenance
    pictures: tuple[str, ...]


def _sources(transcript: Transcript) -> list[_Source]:
    """Each provenance with its pictures; those without a whole one parted by folder or document."""
    groups: dict[tuple[Provenance, str], dict[str, None]] = {}
    known: dict[str, None] = {}
    for row in transcript.rows:
        part = "" if _is_whole(row.provenance) else _document(row.picture)
        groups.setdefault((row.provenance, part), {})[row.picture] = None
        known[row.picture] = None
    for leftover in transcript.leftovers:
        if leftover.picture not in known:
            part = _document(leftover.picture)
            groups.setdefault((_provenance_of(groups, part), part), {})[leftover.picture] = None
    return [_Source(provenance, tuple(names)) for (provenance, _), names in groups.items()]


def _provenance_of(groups: Iterable[tuple[Provenance, str]], part: str) -> Provenance:
    """The provenance that the pictures of the same folder or document have; else an empty one."""
    return next((provenance for provenance, other in groups if other == part), Provenance())


def _is_whole(provenance: Provenance) -> bool:
    return bool(provenance.title and provenance.url and provenance.published_on)


def _document(picture: str) -> str:
    """The folder of 「名单/03.png」 (a list is a series of pictures); for the rest the file itself:
    「名单.pdf」 of 「名单.pdf 第 2 页」."""
    name, has_page, _ = picture.rpartition(" 第 ")
    file = name if has_page else picture
    is_picture = file.lower().endswith(_PICTURE_ENDINGS)
    return file.rpartition("/")[0] if is_picture else file


def _source(source: _Source) -> dict[str, Value]:
    provenance = source.provenance
    return {
        "key": _key(provenance.title, provenance.url, provenance.published_on, *source.pictures),
        "title": provenance.title,
        "url": provenance.url,
        "published_on": provenance.published_on,
        "pictures": list(source.pictures),
    }


def _rows(rows: Iterable[ReadRow], places: dict[str, int]) -> Iterator[dict[str, Value]]:
    used: dict[str, int] = {}
    for row in rows:
        listed = list_cells(row)
        cells = {column: listed[column] for column in _KEPT if listed[column]}
        key = _once(
            _key(row.picture, str(row.picture_row), json.dumps(cells, sort_keys=True)), used
        )
        yield {
            "key": key,
            "picture": listed["picture"],
            "picture_row": row.picture_row,
            "source": places[row.picture],
            "cells": cells,
            "doubts": [[doubt.column, doubt.reason, doubt.proposal] for doubt in row.doubts],
            "doubts_text": listed["doubts"],
            "box": _sides(row.box),
            "boxes": {column: _sides(box) for column, box in (row.boxes or {}).items()},
        }


_PICTURE_ENDINGS = (
    ".png",
    ".jpg",
    ".jpeg",
    ".webp",
    ".heic",
    ".heif",
    ".bmp",
    ".tif",
    ".tiff",
    ".gif",
)
# The columns of the list that say nothing of source, status or check.
_KEPT = tuple(
    column
    for column in LIST_COLUMNS[: LIST_COLUMNS.index("picture")]
    if column not in ("status", "source_title", "source_url", "published_on")
)


def _leftovers(leftovers: Iterable[Leftover], places: dict[str, int]) -> Iterator[dict[str, Value]]:
    used: dict[str, int] = {}
    for leftover in leftovers:
        where = leftover.box.text if leftover.box else ""
        yield {
            "key": _once(_key(leftover.picture, where, leftover.text), used),
            "picture": leftover.picture,
            "source": places[leftover.picture],
            "text": leftover.text,
            "kind": leftover.kind,
            "advice": leftover.advice,
            "box": _sides(leftover.box),
        }


def _sides(box: Box | None) -> list[int] | None:
    return list(box.sides) if box else None


def _key(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8", "replace")).hexdigest()[:12]


def _once(key: str, used: dict[str, int]) -> str:
    """The key, told apart from the same one before it."""
    used[key] = used.get(key, 0) + 1
    return key if used[key] == 1 else f"{key}-{used[key]}"

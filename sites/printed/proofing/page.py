"""A Transcript → the review page: one HTML file that opens from a disk and asks nobody.

What was read goes in as JSON and as base64 texts in script elements that no browser runs; the
page's own script puts it on the screen as text. The policy of the page allows the one script
and the one style that stand in it (by their hash) and no request at all.
"""

import base64
import hashlib
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from sites.exporting import disk_page, text_beside
from sites.printed.proofing.content import page_content
from sites.printed.proofing.pictured import CutOut, as_row, picture_kind
from sites.records.scans import Transcript

# One script of several files: each says what it is for; they share their names.
SCRIPTS = (
    "review_marks.js", "review_state.js", "review_saving.js",
    "review_card.js", "review_doubts.js", "review_editing.js", "review_cut_outs.js",
    "review_lists.js", "review_counts.js", "review_sources.js", "review_leftovers.js",
    "review_moving.js", "review_reviewer.js", "review.js",
)  # fmt: skip
_STYLE = "review.css"
_PAGE = "review.html"


class _Picture(NamedTuple):
    """name: r or l with the number of its row or leftover. text: base64."""

    name: str
    kind: str
    text: str


def review_page(transcript: Transcript, cut_out: CutOut) -> Iterator[str]:
    """The page in pieces, one cut-out at a time in memory.

    cut_out: the bytes of a row's picture, or None; it is also asked for each leftover's.
    """
    script = "\n".join(text_beside(__package__, name) for name in SCRIPTS)
    style = text_beside(__package__, _STYLE)
    return disk_page(
        __package__,
        _PAGE,
        script=script,
        style=style,
        script_hash=_hash(script),
        style_hash=_hash(style),
        content={name: _json(value) for name, value in page_content(transcript).items()},
        pictures=_pictures(transcript, cut_out),
    )


def _pictures(transcript: Transcript, cut_out: CutOut) -> Iterator[_Picture]:
    rows = [(f"r{number}", row) for number, row in enumerate(transcript.rows)]
    leftovers = map(as_row, transcript.leftovers)
    rows += [(f"l{number}", row) for number, row in enumerate(leftovers) if row.box is not None]
    for name, row in rows:
        content = cut_out(row)
        if content and (kind := picture_kind(content)):
            yield _Picture(name, kind, base64.b64encode(content).decode("ascii"))


def _hash(text: str) -> str:
    """The hash source of CSP 3 for an inline element with exactly this text."""
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest())
    return f"sha256-{digest.decode('ascii')}"


def _json(value: Any) -> str:
    # Without "<" no text can end the element that holds it or open a comment in it.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode("utf-8").replace("<", "\\u003c")

"""A Transcript → the review page: one HTML file that opens from a disk and asks nobody.

What was read goes in as JSON and as base64 texts in script elements that no browser runs; the
page's own script puts it on the screen as text. The policy of the page allows the one script
and the one style that stand in it (by their hash) and no request at all.
"""

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from string import Template
from typing import Any

from sites.printed.proofing.content import page_content
from sites.printed.proofing.pictured import CutOut, as_row, picture_kind
from sites.records.scans import ReadRow, Transcript

# One script of several files: each says what it is for; they share their names.
SCRIPTS = (
    "review_marks.js", "review_state.js", "review_saving.js",
    "review_card.js", "review_lists.js", "review.js",
)  # fmt: skip
_STYLE = "review.css"
_PAGE = "review.html"


def review_page(transcript: Transcript, cut_out: CutOut) -> Iterator[str]:
    """The page in pieces, one cut-out at a time in memory.

    cut_out: the bytes of a row's picture, or None; it is also asked for each leftover's.
    """
    head, end = _frame().split("<!-- content -->")
    yield head
    for name, value in page_content(transcript).items():
        yield _block(f"read-{name}", value)
    for number, row in enumerate(transcript.rows):
        yield from _picture(f"r{number}", cut_out(row))
    for number, leftover in enumerate(transcript.leftovers):
        yield from _picture(f"l{number}", _cut_leftover(cut_out, as_row(leftover)))
    yield end


def _cut_leftover(cut_out: CutOut, row: ReadRow) -> bytes | None:
    return cut_out(row) if row.box is not None else None


def _frame() -> str:
    script = "\n".join(map(_own_text, SCRIPTS))
    style = _own_text(_STYLE)
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
    parts: Mapping[str, str] = {"policy": policy, "script": script, "style": style}
    return Template(_own_text(_PAGE)).substitute(parts)


def _own_text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """The hash source of CSP 3 for an inline element with exactly this text."""
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest())
    return f"sha256-{digest.decode('ascii')}"


def _block(name: str, value: Any) -> str:
    # Without "<" no text can end the element or open a comment in it.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    text = text.encode("utf-8", "replace").decode("utf-8").replace("<", "\\u003c")
    return f'<script type="application/json" id="{name}">{text}</script>\n'


def _picture(name: str, content: bytes | None) -> Iterator[str]:
    kind = picture_kind(content) if content else None
    if content and kind:
        text = base64.b64encode(content).decode("ascii")
        yield f'<script type="text/plain" id="{name}">data:{kind};base64,{text}</script>\n'

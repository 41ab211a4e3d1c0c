"""What the cut-out of a row is: the bytes of a small picture, or None when there is none."""

from collections.abc import Callable

from sites.records.scans import Leftover, Provenance, ReadRow

# Gives the part of the page inside the row's box as a PNG, JPEG, WebP or GIF file, at any scale;
# None when the row was text or its picture cannot be had. A margin of up to 8 pixels does no harm.
CutOut = Callable[[ReadRow], bytes | None]

_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
)


def picture_kind(content: bytes) -> str | None:
    """The media type by the first bytes; None for what no browser shows as a picture."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in _KINDS if content.startswith(start)), None)


def as_row(leftover: Leftover) -> ReadRow:
    """The leftover as a row without cells, so that its place can be cut out too."""
    return ReadRow(
        number=0,
        cells={},
        picture=leftover.picture,
        picture_row=0,
        provenance=Provenance(),
        page=leftover.page,
        box=leftover.box,
    )

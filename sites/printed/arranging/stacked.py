"""Tables of other columns right below each other, where no drawn grid parts them: by headers."""

from collections.abc import Sequence

from sites.printed.arranging.drafts import Draft, texts_of
from sites.printed.arranging.page_texts import Piece, strips
from sites.reading.tables.headings import heading_of
from sites.reading.tables.signs import PHONE
from sites.reading.tables.titles import header_roles
from sites.text import tidy

_MOSTLY = 0.6  # of the texts of a header are words of one
_APART = 1.5  # em: columns that begin so far from each other are others
_LARGER = 1.25  # than the print of a header: a title
_HEADER_WITHIN_LINES = 8


def parted_at_headers(pieces: Sequence[Piece], em: float) -> list[list[Piece]]:
    """The texts of each table, from the top: a header of other words, or in other places, begins
    one, with the titles that stand closer to it than to what is above them."""
    bands = strips(pieces)
    starts = [0]
    before: list[Piece] = []
    for place, band in enumerate(bands):
        if not _is_header(band):
            continue
        if before and not _are_alike(before, band, em):
            starts.append(_first_title(bands, place, least=starts[-1] + 1))
        before = list(band)
    ends = [*starts[1:], len(bands)]
    return [
        [piece for band in bands[start:end] for piece in band]
        for start, end in zip(starts, ends, strict=True)
    ]


def have_other_columns(upper: Draft, lower: Draft) -> bool:
    """Whether both tables have headers, and these name other columns."""
    roles = _header(upper), _header(lower)
    return bool(roles[0] and roles[1] and roles[0] != roles[1])


def _header(draft: Draft) -> list[str]:
    for line in draft.lines[:_HEADER_WITHIN_LINES]:
        texts = [tidy(text) for text in texts_of(line)]
        roles = header_roles(texts)
        if sum(map(bool, roles)) >= 2 and not any(PHONE.search(text) for text in texts):
            return roles
    return []


def _is_header(band: Sequence[Piece]) -> bool:
    words = [tidy(piece.text.text) for piece in band]
    named = sum(map(bool, header_roles(words)))
    is_named = named >= 2 and named >= _MOSTLY * len(words)
    return is_named and not any(PHONE.search(word) for word in words)


def _are_alike(one: Sequence[Piece], other: Sequence[Piece], em: float) -> bool:
    """Whether two headers have the same words in the same places."""
    return len(one) == len(other) and all(
        upper.text.text == lower.text.text and abs(upper.middle_x - lower.middle_x) < _APART * em
        for upper, lower in zip(one, other, strict=True)
    )


def _first_title(bands: Sequence[Sequence[Piece]], header: int, *, least: int) -> int:
    """The first of the lines right above a header that belong to it; the header's own place where
    there is none. A cell's last line stands closer to the line above it."""
    place = header
    while place - 1 > least and len(bands[place - 1]) == 1:
        is_closer = _gap(bands[place - 1], bands[place]) <= _gap(bands[place - 2], bands[place - 1])
        if not is_closer and not _is_title(bands[place - 1][0], bands[header]):
            break
        place -= 1
    return place


def _is_title(piece: Piece, header: Sequence[Piece]) -> bool:
    """Whether it names an area, or is larger than the words of the header."""
    largest = max(each.height for each in header)
    return piece.height >= _LARGER * largest or heading_of(tidy(piece.text.text)) is not None


def _gap(upper: Sequence[Piece], lower: Sequence[Piece]) -> float:
    return min(piece.top for piece in lower) - max(piece.bottom for piece in upper)

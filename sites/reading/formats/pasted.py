"""A text file that may be no delimited table: pasted from an article, a chat, a document."""

from collections.abc import Sequence

from sites.reading.formats.delimited import decoded
from sites.reading.tables.blocks import find_blocks
from sites.reading.tables.flow import sheets_of
from sites.reading.tables.judged import JudgedSheet
from sites.reading.tables.unruled import is_numbered_sentences, wholeness

_LONGEST_PARAGRAPH = 20_000  # characters: some 400 sites in one sentence


def read_text(content: bytes, table: JudgedSheet) -> tuple[JudgedSheet, ...]:
    """The Sheets of a text file whose lines have no header.

    table: what its commas or tabs make of it. Raises BadFileError when it is far too long.
    """
    text = decoded(content)
    found = tuple(map(JudgedSheet, sheets_of([text])))
    is_table = table.layout and not _is_no_table(text.splitlines()) and not _is_better(found, table)
    return (table,) if is_table or not _is_list(found) else found


def read_paragraph(content: bytes) -> tuple[JudgedSheet, ...]:
    """The Sheets of a paragraph with more commas than a table has columns; empty for other text.

    Raises BadFileError when it is not text or far too long.
    """
    lines = decoded(content).splitlines()
    if max(map(len, lines), default=0) > _LONGEST_PARAGRAPH:
        return ()
    found = tuple(map(JudgedSheet, sheets_of(lines)))
    return found if _is_list(found) else ()


def _is_list(sheets: Sequence[JudgedSheet]) -> bool:
    return any(judged.layout for judged in sheets)


def _is_better(found: Sequence[JudgedSheet], table: JudgedSheet) -> bool:
    """Whether the text gives more whole rows than cells between commas do, or as many and fewer
    lines besides."""
    own = [wholeness(judged) for judged in found]
    return (sum(whole for whole, _ in own), sum(rest for _, rest in own)) > wholeness(table)


def _is_no_table(lines: list[str]) -> bool:
    """Whether the commas belong to the text of the list, though cells could be made of them."""
    return is_numbered_sentences(lines) or find_blocks(lines) is not None

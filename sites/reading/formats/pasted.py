"""A text file that may be no delimited table: pasted from an article, a chat, a document."""

from collections.abc import Sequence

from sites.errors import BadFileError
from sites.reading.formats.delimited import decoded, read_delimited
from sites.reading.sheets import Sheet
from sites.reading.tables.blocks import find_blocks
from sites.reading.tables.cells import CleanLine
from sites.reading.tables.flow import sheets_of
from sites.reading.tables.table import find_layout
from sites.reading.tables.unruled import is_numbered_sentences, wholeness

_LONGEST_PARAGRAPH = 20_000  # characters: some 400 sites in one sentence


def read_text(content: bytes) -> tuple[Sheet, ...]:
    """The Sheets of a text file whose lines have no header.

    Raises BadFileError when it is not text or far too long.
    """
    try:
        delimited = read_delimited(content)
    except BadFileError:
        found = _running_text(content)
        if found:
            return found
        raise
    layout = find_layout([CleanLine.of(line) for line in delimited.lines])
    text = decoded(content)
    found = sheets_of([text])
    is_table = layout and not _is_no_table(text.splitlines()) and not _is_better(found, delimited)
    return (delimited,) if is_table or not _is_list(found) else found


def _running_text(content: bytes) -> tuple[Sheet, ...]:
    """The Sheets of a paragraph with more commas than a table has columns; empty for other text."""
    lines = decoded(content).splitlines()
    if max(map(len, lines), default=0) > _LONGEST_PARAGRAPH:
        return ()
    found = sheets_of(lines)
    return found if _is_list(found) else ()


def _is_list(sheets: Sequence[Sheet]) -> bool:
    return any(find_layout([CleanLine.of(line) for line in sheet.lines]) for sheet in sheets)


def _is_better(found: Sequence[Sheet], delimited: Sheet) -> bool:
    """Whether the text gives more whole rows than cells between commas do, or as many and fewer
    lines besides."""
    own = [wholeness(sheet.lines) for sheet in found]
    return (sum(whole for whole, _ in own), sum(rest for _, rest in own)) > wholeness(
        delimited.lines
    )


def _is_no_table(lines: list[str]) -> bool:
    """Whether the commas belong to the text of the list, though cells could be made of them."""
    return is_numbered_sentences(lines) or find_blocks(lines) is not None

"""A text file that may be no delimited table: pasted from an article, a chat, a document."""

from sites.reading.blocks import find_blocks
from sites.reading.cells import CleanLine
from sites.reading.delimited import decoded, read_delimited
from sites.reading.flow import sheets_of
from sites.reading.sheets import Sheet
from sites.reading.table import find_layout
from sites.reading.unruled import is_numbered_sentences


def read_text(content: bytes) -> tuple[Sheet, ...]:
    """The Sheets of a text file. What has a header and delimiters is read as such a table.

    Raises BadFileError when it is not text or far too long.
    """
    delimited = read_delimited(content)
    layout = find_layout([CleanLine.of(line) for line in delimited.lines])
    if layout and layout.header_line:
        return (delimited,)
    text = decoded(content)
    found = sheets_of([text])
    is_list = any(find_layout([CleanLine.of(line) for line in sheet.lines]) for sheet in found)
    return (
        found if is_list and (layout is None or _is_no_table(text.splitlines())) else (delimited,)
    )


def _is_no_table(lines: list[str]) -> bool:
    """Whether the commas belong to the text of the list, though cells could be made of them."""
    return is_numbered_sentences(lines) or find_blocks(lines) is not None

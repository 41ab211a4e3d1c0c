"""The rows of a Transcript in our own columns, for `flask sites load` and for a person's eye."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from sites.errors import BadFileError
from sites.exporting import BYTE_ORDER_MARK, table_csv
from sites.reading import read_list
from sites.records import COLUMN_WORDS, COLUMNS, Row, status_of
from sites.records.scans import Doubt, ReadRow, Transcript

# picture, picture_row, picture_box: where the row was printed. doubts: why it may be wrong, in
# words; nobody reads it back. checked_by: initials of the person who confirmed the row.
LIST_COLUMNS = (*COLUMNS, "picture", "picture_row", "doubts", "picture_box", "checked_by")

# What a person may change, in the order of the eye.
FIELDS = ("unit", "province", "city", "county", "address", "phone", "hours", "notes")
WHOLE_ROW = "整行"


def list_csv(transcript: Transcript) -> Iterator[str]:
    """The list as CSV text, in pieces, the byte-order mark first. No row of it is confirmed."""
    yield BYTE_ORDER_MARK
    yield from table_csv(LIST_COLUMNS, [list_cells(row) for row in transcript.rows])


def checked_rows(path: Path) -> int:
    """How many rows of the list a person has confirmed; 0 when no list stands there."""
    try:
        rows = [row for row in read_list(path) if isinstance(row, Row)] if path.exists() else []
    except BadFileError:
        return 0
    return sum(bool(row.cells.get("checked_by")) for row in rows)


def list_cells(row: ReadRow) -> dict[str, str]:
    """The row's cells by the names of LIST_COLUMNS, texts as printed, line breaks as spaces."""
    cells = {column: one_line(row.cells.get(column, "")) for column in COLUMNS}
    return cells | {
        "status": status_of(cells),
        "source_title": one_line(row.provenance.title),
        "source_url": one_line(row.provenance.url),
        "published_on": one_line(row.provenance.published_on),
        "picture": one_line(row.picture),
        "picture_row": str(row.picture_row),
        "doubts": doubts_text(row.doubts),
        "picture_box": row.box.text if row.box else "",
        "checked_by": "",
    }


def doubts_text(doubts: Iterable[Doubt]) -> str:
    """The doubts as one text: 「电话：另一遍读成…；区县：…，可能是“郯城县”」. Empty without any."""
    return "；".join(map(_doubt_text, doubts))


def _doubt_text(doubt: Doubt) -> str:
    where = COLUMN_WORDS.get(doubt.column, doubt.column or WHOLE_ROW)
    reason = one_line(doubt.reason).rstrip("。；")
    proposal = f"，可能是“{one_line(doubt.proposal)}”" if doubt.proposal else ""
    return f"{where}：{reason}{proposal}"


def one_line(text: str) -> str:
    """The text with each run of white space as one space."""
    return " ".join(text.split())

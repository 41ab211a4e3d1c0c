"""What a reading has read so far: its rows numbered as they come, and what is in no row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sites.printed.working.jobs import KeptPage
from sites.printed.working.printed_rows import FoundRow, FoundTable
from sites.reading.tables.layouts import Layout
from sites.records.scans import (
    Doubt,
    Leftover,
    Page,
    PrintedRow,
    PrintedText,
    Provenance,
    ReadRow,
    Transcript,
)

_LEFT_OVER = "不在表格里；是采血点的内容就补进去。"
_NO_LIST = "这张图上没有认出名单；请看一看是不是放错了图片。"


@dataclass(slots=True)
class ReadSoFar:
    """layout: of the last table that had a header, for one that has none; None in a new document.

    pages: those that were recognised; rows count in them from 0.
    """

    pages: list[KeptPage] = field(default_factory=list)
    layout: Layout | None = None
    _rows: list[tuple[FoundRow, Provenance, int | None]] = field(default_factory=list)
    _leftovers: list[Leftover] = field(default_factory=list)
    _refused: list[tuple[str, str]] = field(default_factory=list)
    _warnings: list[tuple[str, str]] = field(default_factory=list)
    _table: int = 0

    @property
    def printed_rows(self) -> list[PrintedRow]:
        return [row.printed for row, _, _ in self._rows]

    def refuse(self, name: str, reason: str) -> None:
        """Note that a file, or a piece of it, was not read."""
        self._refused.append((name, reason))

    def add(self, found: FoundTable, provenance: Provenance) -> None:
        """Add the rows of a document's table and what is in none of them."""
        self._add(found, provenance, page=None)

    def add_page(
        self,
        kept: KeptPage,
        page: Page,
        found: Iterable[FoundTable],
        outside: Sequence[PrintedText],
        provenance: Provenance,
    ) -> None:
        """Add a page with its tables. outside: its texts that stand in none of them.

        found is asked for one table after the other: each may go on with the layout of the last.
        """
        number, rows_before = len(self.pages), len(self._rows)
        self.pages.append(kept)
        for table in found:
            self._add(table, provenance, page=number)
        self._leftovers += [_left_over(text, page, number) for text in outside]
        self._warnings += [(kept.name, warning) for warning in page.warnings]
        if len(self._rows) == rows_before:
            self._warnings.append((kept.name, _NO_LIST))

    def transcript(self, doubts: Iterable[tuple[Doubt, ...]]) -> Transcript:
        """All that was read, each row with its doubts, which come in the order of printed_rows."""
        rows = tuple(
            _read_row(number, *entry, found)
            for number, (entry, found) in enumerate(zip(self._rows, doubts, strict=True), 1)
        )
        return Transcript(rows, tuple(self._leftovers), tuple(self._refused), tuple(self._warnings))

    def _add(self, found: FoundTable, provenance: Provenance, *, page: int | None) -> None:
        if found.layout is not None and found.layout.header_line:
            self.layout = found.layout
            self._table += 1
        for row in found.rows:
            # Numbered only now: a table without a header goes on with the numbers of the one above.
            printed = replace(row.printed, table=self._table)
            self._rows.append((replace(row, printed=printed), provenance, page))
        self._leftovers += [replace(leftover, page=page) for leftover in found.leftovers]


def without_marks(page: Page) -> tuple[Page, list[PrintedText]]:
    """The page's print, and its watermarks and stamps."""
    marks = [text for text in page.texts if text.is_mark]
    return replace(page, texts=tuple(text for text in page.texts if not text.is_mark)), marks


def _left_over(text: PrintedText, page: Page, number: int) -> Leftover:
    name = page.picture_at(text.box.middle_y).name
    return Leftover(name, text.text, "leftover", _LEFT_OVER, page=number, box=text.box)


def _read_row(
    number: int, row: FoundRow, provenance: Provenance, page: int | None, doubts: tuple[Doubt, ...]
) -> ReadRow:
    return ReadRow(
        number=number,
        cells=row.printed.cells,
        picture=row.printed.picture,
        picture_row=row.printed.picture_row,
        provenance=_own_provenance(row.printed.cells, provenance),
        doubts=(*row.said, *doubts),
        page=page,
        box=row.box,
        boxes=row.boxes,
    )


def _own_provenance(cells: Mapping[str, str], otherwise: Provenance) -> Provenance:
    """Where the row itself says that it was published, else the list; a lone date says nothing
    where the list says more."""
    parts = [cells.get(column, "") for column in ("source_title", "source_url", "published_on")]
    is_own = any(parts[:2]) or (any(parts) and not otherwise.title)
    return Provenance(*parts) if is_own else otherwise

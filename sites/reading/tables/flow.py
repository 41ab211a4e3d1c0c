"""What a document gives in reading order, texts and tables, → its Sheets.

A table that goes on after a page, a note or a heading stays one Sheet; the texts between are
lines of it, so that a province named above a table holds for its rows. A text that is no heading
stands over the whole width, as a merged title does in a workbook: it is seen, and is no row.
Texts that are a list themselves (labelled blocks, numbered sentences) become a Sheet of their own.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sites.errors import BadFileError
from sites.reading.sheets import MAX_CELL_LENGTH, MAX_LINES, Line, Sheet, checked_lines
from sites.reading.tables.beside import unfolded
from sites.reading.tables.cells import CleanLine, clean
from sites.reading.tables.columns import read_header
from sites.reading.tables.headed import Headings
from sites.reading.tables.headings import heading_of
from sites.reading.tables.layouts import find_layout
from sites.reading.tables.signs import PHONE
from sites.reading.tables.titles import header_roles
from sites.reading.tables.unruled import unruled_lines

Cells = tuple[str, ...]
_MIN_BAND = 3  # the table reader takes one text in three cells for a title over the width
_HEADER_WITHIN = 5
# A title of another list: what was headed above it holds no longer.
_NEW_TITLE = re.compile(r"附[件表录].*|.{2,40}(?:名单|一览表|统计表|汇总表|目录|名录|列表|情况表)")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a document. lines: its rows, merged cells filled; a row may be shorter."""

    lines: tuple[Cells, ...]


Part = str | Grid


def plain_text(parts: Iterable[Part]) -> str:
    """The parts of a cell as its text, a line for each; a table within gives one for each row."""
    texts = [
        part if isinstance(part, str) else "\n".join("　".join(cells) for cells in part.lines)
        for part in parts
    ]
    return "\n".join(text.strip() for text in texts if text.strip())


def table_parts(grid: Grid, contents: Sequence[Sequence[Part]]) -> Iterator[Part]:
    """The table; what its cells hold, one after the other, when it only sets things side by side
    (tables within it, and no header of its own). contents: of each cell, in reading order."""
    is_nested = any(isinstance(part, Grid) for parts in contents for part in parts)
    if is_nested and not any(read_header([clean(cell) for cell in line]) for line in grid.lines):
        for parts in contents:
            yield from parts
    else:
        yield grid


def sheets_of(parts: Iterable[Part]) -> tuple[Sheet, ...]:
    """The Sheets of a document; lines count from 1 over all of it, texts and rows alike.

    Raises BadFileError when there are more lines or columns than a list has.
    """
    flow = _Flow()
    for part in parts:
        if isinstance(part, Grid):
            flow.put_grid(part)
        else:
            flow.put_text(part)
    return flow.sheets()


@dataclass(slots=True)
class _Flow:
    """texts: those since the last table. lines: of the table that may still go on.

    width, header: of that table; the header is its roles, empty when none was found.
    headings: those that stood above a table and still hold; bands: column → the line of each.
    """

    number: int = 0
    done: list[list[Line]] = field(default_factory=list)
    texts: list[Line] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    width: int = 0
    header: tuple[str, ...] = ()
    headings: Headings = field(default_factory=Headings)
    bands: dict[str, Line] = field(default_factory=dict)

    def put_text(self, text: str) -> None:
        for line in text.splitlines() or [""]:
            number = self._next()
            if clean(line):
                self.texts.append(Line(number, (line.strip(),)))

    def put_grid(self, grid: Grid) -> None:
        rows = [cells for _, cells in unfolded(_squared(grid))]
        width = len(rows[0]) if rows else 0
        header = _header(rows)
        goes_on = bool(self.lines) and width == self.width and header in ((), self.header)
        if width < 2 or not (goes_on or _is_table(rows)):
            self._put_cells(rows)
            return
        above = self._listed()
        self._note_headings(above)
        if not goes_on:
            carried = [line for line in dict.fromkeys(self.bands.values()) if line not in above]
            self._end()
            self.width, self.header = width, header
            above = [*carried, *above]
        self.lines += [_band(line, width) for line in above]
        added = [Line(self._next(), cells) for cells in rows]
        self._note_headings(added)
        self.lines += added

    def sheets(self) -> tuple[Sheet, ...]:
        left = self._listed()
        if self.lines:
            left = [_band(line, self.width) for line in left]
        self.lines += left
        self._end()
        self.done.sort(key=lambda lines: lines[0].number)
        names = [f"表 {place}" for place in range(1, len(self.done) + 1)]
        return tuple(
            Sheet(name if len(names) > 1 else "", checked_lines(lines))
            for name, lines in zip(names, self.done, strict=True)
        )

    def _next(self) -> int:
        self.number += 1
        if self.number > MAX_LINES:
            raise BadFileError(f"文件超过 {MAX_LINES} 行，不像采血点名单；请只留下名单再读。")
        return self.number

    def _put_cells(self, rows: Sequence[Cells]) -> None:
        """A table that only sets texts side by side: its cells, one after the other."""
        for cells in rows:
            distinct = list(dict.fromkeys(cell for cell in cells if cell.strip()))
            if len(distinct) == 2 and any(header_roles([clean(distinct[0])])):
                distinct = ["：".join(text.strip().strip("：:") for text in distinct)]
            elif any(PHONE.search(clean(text)) for text in distinct) and not _is_set_out(distinct):
                distinct = ["　".join(distinct)]  # a row all the same, told as one
            for text in distinct:
                self.put_text(text)

    def _listed(self) -> list[Line]:
        """The waiting texts, without those that are a list themselves: these are put away."""
        texts, self.texts = self.texts, []
        listed, left = unruled_lines(texts, fewest=2 if self.width else 1)
        if listed:
            self.done.append(listed)
        return left

    def _note_headings(self, lines: Sequence[Line]) -> None:
        for line in lines:
            distinct = {clean(cell) for cell in line.cells} - {""}
            text = distinct.pop() if len(distinct) == 1 else ""
            if name := heading_of(text):
                before = self.headings.in_force
                self.headings.head(name)
                self.bands = {
                    role: self.bands[role] if before.get(role) == named else line
                    for role, named in self.headings.in_force.items()
                }
            elif _NEW_TITLE.fullmatch(text):
                self.headings, self.bands = Headings(), {}

    def _end(self) -> None:
        if self.lines:
            self.done.append(self.lines)
        self.lines = []


def _is_set_out(texts: Sequence[str]) -> bool:
    return any("\n" in text.strip() for text in texts)


def _band(line: Line, width: int) -> Line:
    distinct = {cell for cell in line.cells if cell.strip()}
    return Line(line.number, (distinct.pop(),) * max(width, _MIN_BAND))


def _squared(grid: Grid) -> list[Cells]:
    width = max((len(cells) for cells in grid.lines), default=0)
    cut = [tuple(cell[: MAX_CELL_LENGTH + 1] for cell in cells) for cells in grid.lines]
    return [
        (*cells, *("",) * (width - len(cells)))
        for cells in cut
        if any(cell.strip() for cell in cells)
    ]


def _header(rows: Sequence[Cells]) -> tuple[str, ...]:
    for cells in rows[:_HEADER_WITHIN]:
        header = read_header([clean(cell) for cell in cells])
        if header:
            return tuple(column.role for column in header)
    return ()


def _is_table(rows: Sequence[Cells]) -> bool:
    lines = [CleanLine.of(Line(number, cells)) for number, cells in enumerate(rows, 1)]
    return find_layout(lines) is not None

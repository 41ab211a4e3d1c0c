"""Running text on a picture → rows: sentences that wrap, a unit and its number in a line.

What is no table is read as pasted text is, with the same reader; every row of it is doubted as a
whole, for where one part ends and the next begins is told by words alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sites.printed.working.printed_rows import (
    FoundRow,
    FoundTable,
    ReadingStyle,
    numbered,
    with_what_was_said,
)
from sites.reading.tables.flow import sheets_of
from sites.reading.tables.headings import heading_of
from sites.reading.tables.table import read_table
from sites.reading.tables.titles import header_roles
from sites.records import Row
from sites.records.scans import Doubt, Leftover, PrintedLine, PrintedRow
from sites.text import dashes_to_hyphen, squeeze

_BY_WORDS = Doubt("", "这一行是从成句的文字里分出来的；请对着原图看单位、地址、电话分得对不对。")
_IN_NO_ROW = "这一行字没有读进名单；是采血点的内容就补进去。"
_SIGNS = re.compile(r"[\s，,。.；;：:、（）()【】|/]+")


@dataclass(frozen=True, slots=True)
class _Heard:
    """A row as the text reader found it. line: where its text begins, from 0."""

    row: Row
    said: tuple[Doubt, ...]
    line: int


def read_running_text(printed: Sequence[PrintedLine], style: ReadingStyle) -> FoundTable | None:
    """The rows of lines that are no table; None where they are no list either.

    Each line that does not stand in a row with all its words is left over.
    """
    if any(sum(bool(cell.text) for cell in line.cells) > 1 for line in printed):
        return None
    heard = list(_heard([_text(line) for line in printed], style))
    if not heard:
        return None
    again = list(_heard([_second(line) for line in printed], style))
    rows = [
        _found_row(each, again[at].row if len(again) == len(heard) else None, printed[each.line])
        for at, each in enumerate(heard)
    ]
    return FoundTable(tuple(rows), tuple(_left_over(printed, heard)), None)


def _heard(texts: Sequence[str], style: ReadingStyle) -> Iterator[_Heard]:
    for sheet in sheets_of(["\n".join(text.replace("\n", " ") for text in texts)]):
        lines = numbered(line.cells for line in sheet.lines)
        outcomes = read_table(lines, style.file, keep_names=style.keep_names) or ()
        for row, said in with_what_was_said(outcomes):
            yield _Heard(row, said, max(0, sheet.lines[row.line - 1].number - 1))


def _found_row(heard: _Heard, other: Row | None, line: PrintedLine) -> FoundRow:
    printed = PrintedRow(
        cells=heard.row.cells,
        picture=line.picture.name,
        picture_row=line.number,
        second=other.cells if other else {},
        scores={"unit": min(cell.score for cell in line.cells)},
    )
    return FoundRow(printed, (_BY_WORDS, *heard.said), line.box, {})


def _left_over(printed: Sequence[PrintedLine], heard: Sequence[_Heard]) -> Iterator[Leftover]:
    """The lines with a word that no row holds."""
    words = _plain("|".join(text for each in heard for text in each.row.cells.values()))
    for line in printed:
        text = _text(line)
        parts = [part for part in map(_plain, _SIGNS.split(text)) if part]
        is_held = all(part in words or header_roles([part])[0] for part in parts)
        if heading_of(text):
            yield Leftover(line.picture.name, text, "heading", box=line.box)
        elif not is_held:
            yield Leftover(line.picture.name, text, "leftover", _IN_NO_ROW, box=line.box)


def _plain(text: str) -> str:
    return dashes_to_hyphen(squeeze(text))


def _text(line: PrintedLine) -> str:
    return "".join(cell.text for cell in line.cells)


def _second(line: PrintedLine) -> str:
    return "".join(cell.text if cell.second is None else cell.second for cell in line.cells)

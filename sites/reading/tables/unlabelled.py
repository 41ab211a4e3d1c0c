"""Lists whose texts say by themselves what they are → lines of a table.

甲分局刑侦大队                     one below the other, or
演示路1号                          甲分局刑侦大队 演示路1号 028-00000001, or
028-00000001                       甲分局刑侦大队（演示路1号，028-00000001）

A row begins with a unit. A line that is in no row stays a line of its own, which the table reader
tells; nothing is put in that no line says.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sites.reading.sheets import Line
from sites.reading.tables.celled import cell_by_cell
from sites.reading.tables.cells import clean
from sites.reading.tables.headings import heading_of, office_heading_of
from sites.reading.tables.meaning import IN_AN_AREA, is_whole_address
from sites.reading.tables.pieces import Piece, pieces_of
from sites.reading.tables.signs import PHONE
from sites.reading.tables.unwrapping import unwrapped

HEADER = ("序号", "单位", "地址", "电话", "办公时间", "备注")
_ENOUGH = 0.5  # of the numbers stand in rows; below that a text only speaks of some
_GAPS_EVERYWHERE = 0.6  # of the lines: then a blank line parts nothing
_HAS_OFFICES = re.compile("(?:局|厅|处|医院|支队|总队)$")
_POLICE = re.compile("派出所|公安局.*队$")
_IS_AN_OFFICE = re.compile("(?<!分)[局厅]$")


def unlabelled_lines(texts: Sequence[Line]) -> list[Line]:
    """The lines of the table that the texts are; empty when they are none.

    texts: lines of one cell; a step in their numbers is a blank line.
    """
    table = cell_by_cell(texts)
    if table:
        return table
    lines = [*_with_gaps(unwrapped(texts))]
    for is_place_last in (False, True):
        walk = _Walk(is_place_last=is_place_last)
        for line, after_gap in lines:
            walk.take(line, after_gap=after_gap)
        walk.close()
        if _is_list(walk.found):
            return _below_header(walk.found)
    return []


def _below_header(found: Sequence[Line]) -> list[Line]:
    """The lines with the header below the titles, above headings, rows and units without a row."""
    start = next(
        place
        for place, line in enumerate(found)
        if _is_row(line) or heading_of(clean(line.cells[-1])) or _POLICE.search(line.cells[-1])
    )
    return [*found[:start], Line(0, HEADER), *found[start:]]


def _is_row(line: Line) -> bool:
    return bool(line.cells[2] or line.cells[3])


def _is_list(found: Sequence[Line]) -> bool:
    rows = [line for line in found if _is_row(line) and len({*line.cells}) > 1]
    told = [line for line in found if not _is_row(line) and _has_number(line)]
    whole = sum(bool(line.cells[2] and line.cells[3]) for line in rows)
    numbers = sum(bool(line.cells[3]) for line in rows)
    return bool(rows) and whole * 3 >= len(rows) and numbers >= _ENOUGH * (numbers + len(told))


def _has_number(line: Line) -> bool:
    return any(PHONE.search(clean(cell)) for cell in line.cells)


def _with_gaps(texts: Sequence[Line]) -> Iterator[tuple[Line, bool]]:
    """Each line, and whether a blank one that means something stands above it."""
    steps = [below.number - above.number for above, below in pairwise(texts)]
    means = sum(step > 1 for step in steps) < _GAPS_EVERYWHERE * len(steps)
    yield from zip(texts, (False, *(means and step > 1 for step in steps)), strict=False)


@dataclass(slots=True)
class _Row:
    """A row while its pieces come in. line: number of its first line."""

    line: int
    serial: str = ""
    parts: dict[str, list[str]] = field(default_factory=dict)

    def has(self, *kinds: str) -> bool:
        return any(self.parts.get(kind) for kind in kinds)

    def add(self, kind: str, text: str) -> None:
        self.parts.setdefault(kind, []).append(text.strip())

    def cells(self) -> tuple[str, ...]:
        unit, address = ("".join(self.parts.get(kind, [])) for kind in ("unit", "address"))
        phone = "、".join(self.parts.get("phone", []))
        hours, notes = ("，".join(self.parts.get(kind, [])) for kind in ("hours", "other"))
        return self.serial, unit, address, phone, hours, notes


@dataclass(slots=True)
class _Walk:
    """The walk over the lines. row: the one that may still go on. serial: of the row to come.
    is_place_last: whether addresses stand below their numbers.

    A number is given to no unit but the one that it surely belongs to: what stands between, and is
    not understood, ends the row (it may be the next unit).
    """

    is_place_last: bool = False
    found: list[Line] = field(default_factory=list)
    row: _Row | None = None
    serial: str = ""
    after_gap: bool = False

    def take(self, line: Line, *, after_gap: bool) -> None:
        pieces = pieces_of(line.cells[0])
        kinds = [piece.kind for piece in pieces if piece.kind not in ("serial", "note")]
        self.after_gap = after_gap
        if kinds and "unit" not in kinds and (kinds[0] == "other" or self._is_beside(kinds, line)):
            self._end_at(line.number, line.cells[0])
            return
        for piece in pieces:
            self._take_piece(piece, line.number)
            self.after_gap = False

    def close(self) -> None:
        row, self.row = self.row, None
        if row is None:
            return
        unit = row.cells()[1]
        if row.has("address", "phone", "hours"):
            self.found.append(Line(row.line, row.cells()))
        elif office_heading_of(unit):
            self.found.append(Line(row.line, (unit,) * len(HEADER)))
        else:
            self._tell(row.line, unit)

    def _is_beside(self, kinds: Sequence[str], line: Line) -> bool:
        """Whether a line begins with a place that is not that of the row above."""
        if kinds[0] not in ("address", "heading") or self.row is None:
            return kinds[0] == "address"
        if kinds[0] == "heading" and not self._lacks_a_place():
            return False
        above = self.row.parts.get("address", [])
        if not above:
            return self.row.has("phone") and not self.is_place_last
        is_new = bool(IN_AN_AREA.match(line.cells[0])) or is_whole_address(above[-1])
        return is_new or self.row.has("phone")

    def _end_at(self, number: int, text: str) -> None:
        if self.row and self.row.has("address", "phone"):
            self.close()
        self._tell(number, text)

    def _take_piece(self, piece: Piece, number: int) -> None:
        if piece.kind == "serial":
            self.close()
            self.serial = piece.text
        elif piece.kind == "unit":
            self._take_unit(piece, number)
        elif piece.kind == "heading" and not self._lacks_a_place():
            self.close()
            self._tell(number, piece.text)
        elif piece.kind != "label":
            self._add(piece, number)

    def _lacks_a_place(self) -> bool:
        """Whether an area's name belongs to the row: its place begins with it."""
        if self.row is None or self.after_gap:
            return False
        return not self.row.has("address", "phone")

    def _take_unit(self, piece: Piece, number: int) -> None:
        if self.row and self._goes_on(self.row, piece.text):
            self.row.add("unit", piece.text)
            return
        self.close()
        self.row = _Row(number, self.serial)
        self.serial = ""
        self.row.add("unit", piece.text)

    def _goes_on(self, row: _Row, text: str) -> bool:
        """Whether a unit is the second half of the one above it, which is its wider office."""
        if self.after_gap or row.has("address", "phone", "hours"):
            return False
        above = row.cells()[1]
        is_wider = _HAS_OFFICES.search(above) and not _IS_AN_OFFICE.search(text)
        return bool(is_wider) and not ("公安" in above and "公安" in text)

    def _add(self, piece: Piece, number: int) -> None:
        if self.row is None or self._is_behind_its_end(piece, self.row):
            self._end_at(number, piece.text)
        else:
            self.row.add(_COLUMN_OF.get(piece.kind, piece.kind), piece.text)

    def _is_behind_its_end(self, piece: Piece, row: _Row) -> bool:
        if piece.kind == "other":
            return row.has("phone")
        is_next = self.is_place_last and piece.is_first and row.has("address")
        return piece.kind == "phone" and is_next and row.has("phone")

    def _tell(self, number: int, text: str) -> None:
        """As a line of notes alone, which can be no site whatever it looks like."""
        self.found.append(Line(number, (*[""] * (len(HEADER) - 1), text.strip())))


# A name goes to the numbers, where names are taken out of.
_COLUMN_OF = {"heading": "address", "person": "phone", "note": "other"}

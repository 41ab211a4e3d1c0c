"""Tables of page after page → the parts of one document.

A row that the border of a page cuts is put together, and so is a merged cell: printers set its
text on one of the pages only.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sites.reading.formats.pdfcolumns import Region
from sites.reading.formats.pdfrows import quality
from sites.reading.formats.pdftables import Cell, PrintedGrid
from sites.reading.tables.cells import clean
from sites.reading.tables.columns import read_header, recognised
from sites.reading.tables.flow import Grid, Part
from sites.reading.tables.wrapping import join_wrapped

_Row = Sequence[Cell]


def parts_of(pages: Iterable[Sequence[Region]]) -> Iterator[Part]:
    """The texts and tables of all pages in order."""
    all_pages = [list(page) for page in pages]
    seams = _seams(all_pages)
    for seam in seams:
        _join_cut_row(seam)
    for seam in [*seams, *reversed(seams)]:
        _share_merged(seam)
    for page in all_pages:
        for region in page:
            if isinstance(region, str):
                yield region
            elif region.lines:
                yield Grid(tuple(tuple(cell.text for cell in line) for line in region.lines))


@dataclass(frozen=True, slots=True)
class _Seam:
    """Where a table may go on over a border of pages. roles: of its columns, if known."""

    above: PrintedGrid
    below: PrintedGrid
    roles: tuple[str, ...]

    @property
    def rows(self) -> tuple[_Row, _Row] | None:
        """The last row above and the first row below that is no header."""
        first = _first(self.below)
        return (self.above.lines[-1], first) if first and self.above.lines else None


def _seams(pages: Sequence[Sequence[Region]]) -> list[_Seam]:
    roles: dict[int, tuple[str, ...]] = {}  # width → of the last header
    found = []
    above: PrintedGrid | None = None
    for page in pages:
        grids = [region for region in page if isinstance(region, PrintedGrid) and region.lines]
        below = next(filter(_first, grids), None)
        for grid in grids:
            roles |= _header_roles(grid)
            roles = _recognised_roles(grid) | roles
        if above and below and len(above.lines[-1]) == len(below.lines[0]):
            found.append(_Seam(above, below, roles.get(len(below.lines[0]), ())))
        above = grids[-1] if grids else None
    return found


def _header_roles(grid: PrintedGrid) -> dict[int, tuple[str, ...]]:
    headers = (read_header(_texts(line)) for line in grid.lines[:3])
    header = next(filter(None, headers), None)
    return {len(header): tuple(column.role for column in header)} if header else {}


def _recognised_roles(grid: PrintedGrid) -> dict[int, tuple[str, ...]]:
    found = recognised([_texts(line) for line in grid.lines])
    return {len(found): tuple(column.role for column in found)} if found else {}


def _first(grid: PrintedGrid) -> _Row | None:
    """The first row below the header."""
    rows = (line for line in grid.lines if read_header(_texts(line)) is None)
    return next(rows, None)


def _texts(line: _Row) -> list[str]:
    return [clean(cell.text) for cell in line]


def _join_cut_row(seam: _Seam) -> None:
    if seam.rows is None or not _is_rest(*seam.rows, seam.roles):
        return
    cut, rest = seam.rows
    for upper, lower in zip(cut, rest, strict=True):
        if upper.rows == 1 or not upper.text:
            upper.text = join_wrapped([text for text in (upper.text, lower.text) if text])
    seam.below.lines.remove(list(rest))


def _is_rest(cut: _Row, rest: _Row, roles: Sequence[str]) -> bool:
    """Whether a row is only the end of the one that the page's border cut."""
    parts = [_by_role(row, roles) for row in (cut, rest)]
    if not any(parts[0].get("unit", ())):
        return False
    whole = {role: [*parts[0][role], *parts[1][role]] for role in parts[0]}
    return quality(whole) > sum(map(quality, parts))


def _by_role(row: _Row, roles: Sequence[str]) -> dict[str, list[str]]:
    """role → the texts of its cells."""
    texts: dict[str, list[str]] = {role: [] for role in roles}
    for cell, role in zip(row, roles, strict=False):
        texts[role] += [cell.text] if cell.text else []
    return texts


def _share_merged(seam: _Seam) -> None:
    """Give the part of a merged cell that is on one page the text that is on the other."""
    if seam.rows is None:
        return
    for place, (upper, lower) in enumerate(zip(*seam.rows, strict=True)):
        is_province = place < len(seam.roles) and seam.roles[place] == "province"
        if upper.text and not lower.text and (is_province or max(upper.rows, lower.rows) > 1):
            lower.text = upper.text
        elif lower.text and not upper.text and (is_province or upper.rows > 1):
            upper.text = lower.text

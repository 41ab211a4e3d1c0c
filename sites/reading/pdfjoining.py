"""Tables of page after page → the parts of one document.

A row that the border of a page cuts is put together, and so is a merged cell: printers set its
text on one of the pages only.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from sites.reading.cells import clean
from sites.reading.columns import PHONE, UNIT, Column, read_header
from sites.reading.flow import Grid, Part
from sites.reading.pdfcolumns import Region
from sites.reading.pdftables import Cell, PrintedGrid
from sites.reading.wrapping import join_wrapped

_Row = Sequence[Cell]


def parts_of(pages: Iterable[Sequence[Region]]) -> Iterator[Part]:
    """The texts and tables of all pages in order."""
    all_pages = [list(page) for page in pages]
    seams = [seam for pair in pairwise(all_pages) if (seam := _seam(*pair))]
    for above, below in seams:
        _join_cut_row(above, below)
    for above, below in [*seams, *reversed(seams)]:
        _share_merged(above, below)
    for page in all_pages:
        for region in page:
            if isinstance(region, str):
                yield region
            elif region.lines:
                yield Grid(tuple(tuple(cell.text for cell in line) for line in region.lines))


def _seam(
    above: Sequence[Region], below: Sequence[Region]
) -> tuple[PrintedGrid, PrintedGrid] | None:
    """The last table of a page and the first of the next, when it may go on there."""
    upper = next((each for each in reversed(above) if isinstance(each, PrintedGrid)), None)
    lower = next((each for each in below if isinstance(each, PrintedGrid) and _first(each)), None)
    if upper is None or lower is None or not upper.lines or not _first(lower):
        return None
    return (upper, lower) if len(upper.lines[-1]) == len(lower.lines[0]) else None


def _first(grid: PrintedGrid) -> _Row | None:
    """The first row below the header."""
    rows = (line for line in grid.lines if read_header(_texts(line)) is None)
    return next(rows, None)


def _roles(*grids: PrintedGrid) -> list[str]:
    """What the columns hold, by the header of one of the tables; else nothing is known."""
    headers = (read_header(_texts(line)) for grid in grids for line in grid.lines[:3])
    header: Sequence[Column] | None = next(filter(None, headers), None)
    return [column.role for column in header] if header else []


def _texts(line: _Row) -> list[str]:
    return [clean(cell.text) for cell in line]


def _join_cut_row(above: PrintedGrid, below: PrintedGrid) -> None:
    cut, rest = above.lines[-1], _first(below)
    roles = _roles(below, above)
    if rest is None or not _is_rest(cut, rest, roles):
        return
    for upper, lower in zip(cut, rest, strict=True):
        if upper.rows == 1 or not upper.text:
            upper.text = join_wrapped([text for text in (upper.text, lower.text) if text])
    below.lines.remove(list(rest))


def _is_rest(cut: _Row, rest: _Row, roles: Sequence[str]) -> bool:
    """Whether a row is only the end of the one that the page's border cut."""
    unit = _cell(cut, roles, "unit")
    more = _cell(rest, roles, "unit")
    if not roles or _cell(rest, roles, "serial") or any(map(PHONE.search, _texts(rest))):
        return False
    if _cell(cut, roles, "serial") and not more:
        return True
    if not more:
        return bool(unit)
    return not UNIT.fullmatch(unit) and bool(UNIT.fullmatch(unit + more))


def _cell(line: _Row, roles: Sequence[str], role: str) -> str:
    texts = (text for text, own in zip(_texts(line), roles, strict=False) if own == role)
    return next(filter(None, texts), "")


def _share_merged(above: PrintedGrid, below: PrintedGrid) -> None:
    """Give the part of a merged cell that is on one page the text that is on the other."""
    first = _first(below)
    if first is None:
        return
    roles = _roles(below, above)
    for place, (upper, lower) in enumerate(zip(above.lines[-1], first, strict=True)):
        is_province = place < len(roles) and roles[place] == "province"
        if upper.text and not lower.text and (is_province or max(upper.rows, lower.rows) > 1):
            lower.text = upper.text
        elif lower.text and not upper.text and (is_province or upper.rows > 1):
            upper.text = lower.text

"""Texts without a drawn grid → the lines of a table: columns by gaps, rows by what they hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from sites.arranging.drafts import Draft, DraftCell, DraftLine, alone
from sites.arranging.edges import column_edges, column_of, is_across, split_at_edges
from sites.arranging.merging import groups_by_symmetry, marks_of
from sites.arranging.pieces import Piece, strips
from sites.arranging.rowing import (
    Columns,
    Style,
    bands_of,
    better_aligned,
    rows_of,
    style_of,
)
from sites.arranging.sides import sides_of
from sites.reading.columns import header_roles


@dataclass(frozen=True, slots=True)
class Borders:
    """Drawn rules that are no grid. walls: x between columns; floors: y between rows."""

    walls: tuple[float, ...] = ()
    floors: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Unlined:
    """left: texts whose row cannot be told."""

    draft: Draft
    left: tuple[Piece, ...]


def unlined_table(pieces: Sequence[Piece], em: float, borders: Borders) -> Unlined:
    """The lines of a table, or of what stands around one, from texts alone."""
    bands = strips(pieces)
    edges = borders.walls or column_edges(bands, em)
    bands = split_at_edges(bands, edges, em)
    width = len(edges) + 1
    sides = sides_of([_cells(band, edges) for band in bands if len(band) > 1], width)
    sections = _sections(bands, edges, em)
    style = [_style([s for s in sections if not s.is_alone], side, edges, em) for side in sides]
    lines: list[DraftLine] = []
    left: list[Piece] = []
    for section in sections:
        if section.is_alone:
            lines.append(alone(section.pieces, len(sides[0])))
            continue
        for side, side_style in zip(sides, style, strict=True):
            columns = _columns(section.pieces, side, edges)
            found, unknown = _lines(columns, side_style, borders.floors)
            lines += found
            left += unknown
    return Unlined(Draft(tuple(lines), tuple(edges)), tuple(left))


def _cells(band: Sequence[Piece], edges: Sequence[float]) -> tuple[str, ...]:
    cells = [""] * (len(edges) + 1)
    for piece in band:
        cells[column_of(piece, edges)] += piece.text.text
    return tuple(cells)


@dataclass(frozen=True, slots=True)
class _Section:
    """is_alone: one line over the whole width, else strips of a table."""

    pieces: tuple[Piece, ...]
    is_alone: bool


def _sections(
    bands: Sequence[Sequence[Piece]], edges: Sequence[float], em: float
) -> list[_Section]:
    found: list[_Section] = []
    for band in bands:
        is_alone = not edges or (len(band) == 1 and is_across(band[0], edges, em))
        if is_alone or not found or found[-1].is_alone:
            found.append(_Section(tuple(band), is_alone))
        else:
            found[-1] = _Section((*found[-1].pieces, *band), is_alone=False)
    return found


def _columns(
    pieces: Sequence[Piece], side: range, edges: Sequence[float]
) -> dict[int, list[Piece]]:
    """The pieces of the columns of one side, counted from 0 there."""
    columns: dict[int, list[Piece]] = {}
    for piece in pieces:
        column = column_of(piece, edges)
        if column in side:
            columns.setdefault(column - side.start, []).append(piece)
    return columns


def _style(sections: Sequence[_Section], side: range, edges: Sequence[float], em: float) -> Style:
    pieces = [piece for section in sections for piece in section.pieces]
    columns = _columns(pieces, side, edges)
    style = style_of(columns, len(side), em)
    bands = bands_of(_without_areas(columns, style), style)
    return better_aligned(bands, style)


def _is_merged(column: int, pieces: Sequence[Piece], columns: Columns, style: Style) -> bool:
    """Whether a column of areas has far fewer texts than there are rows."""
    most = max(
        (len(others) for other, others in columns.items() if style.is_main[other]), default=0
    )
    return style.kinds[column] == "area" and len(pieces) <= 0.75 * most


def _without_areas(columns: Columns, style: Style) -> dict[int, Sequence[Piece]]:
    return {
        column: pieces
        for column, pieces in columns.items()
        if not _is_merged(column, pieces, columns, style)
    }


def _lines(
    columns: Columns, style: Style, floors: Sequence[float]
) -> tuple[list[DraftLine], list[Piece]]:
    firm = _without_areas(columns, style)
    rows = [dict(row) for row in rows_of(firm, style, floors)]
    cells = [
        [DraftCell(tuple(row.get(column, ()))) for column in range(len(style.kinds))]
        for row in rows
    ]
    left: list[Piece] = []
    for column in columns.keys() - firm.keys():
        left += _put_merged(cells, column, columns[column], style)
    return [tuple(line) for line in cells], left


def _put_merged(
    cells: list[list[DraftCell]], column: int, pieces: Sequence[Piece], style: Style
) -> list[Piece]:
    """Put the texts of a column of merged cells into its rows; those whose rows nobody can tell
    are given back."""
    marks = marks_of(pieces, style.em)
    for mark in [mark for mark in marks if header_roles([_text(mark)])[0]]:
        nearest = min(cells, key=lambda line: abs(_middle(_extent(line)) - _middle_of(mark)))
        nearest[column] = DraftCell((*nearest[column].pieces, *mark))
        marks = [other for other in marks if other is not mark]
    left: list[Piece] = []
    runs = _runs(cells)
    for number, run in enumerate(runs):
        end = _extent(run[-1])[1] if number + 1 < len(runs) else float("inf")
        here = [mark for mark in marks if _middle_of(mark) <= end]
        marks = marks[len(here) :]
        left += _put_into_run(run, column, here, style.em)
    return left + [piece for mark in marks for piece in mark]


def _put_into_run(
    run: Sequence[list[DraftCell]], column: int, marks: Sequence[Sequence[Piece]], em: float
) -> list[Piece]:
    extents = [_extent(line) for line in run]
    groups = groups_by_symmetry(marks, extents, em)
    if groups is None:
        return _put_level(run, column, marks, em)
    for mark, group in zip(marks, groups, strict=True):
        for row in group:
            run[row][column] = DraftCell(tuple(mark), is_carried=row != group[0])
    return []


def _put_level(
    run: Sequence[list[DraftCell]], column: int, marks: Sequence[Sequence[Piece]], em: float
) -> list[Piece]:
    """Each text into the first of its rows, where the print has them all level with a row and
    the first with the first row; the others stay blank, and the table reader fills them."""
    places = []
    for mark in marks:
        offsets = [abs(_first_middle(line) - mark[0].middle_y) for line in run]
        least = min(offsets)
        if least > 0.4 * em:
            return [piece for mark in marks for piece in mark]
        places.append(offsets.index(least))
    if not places or places[0] != 0 or len(set(places)) < len(places):
        return [piece for mark in marks for piece in mark]
    for place, mark in zip(places, marks, strict=True):
        run[place][column] = DraftCell(tuple(mark))
    return []


def _runs(cells: Sequence[list[DraftCell]]) -> list[list[list[DraftCell]]]:
    """Rows that follow each other without a header, a heading or a note between them."""
    runs: list[list[list[DraftCell]]] = [[]]
    for line in cells:
        filled = [cell.text for cell in line if cell.pieces]
        if len(filled) > 1 and sum(bool(role) for role in header_roles(filled)) < 2:
            runs[-1].append(line)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _extent(line: Sequence[DraftCell]) -> tuple[float, float]:
    pieces = [piece for cell in line if not cell.is_carried for piece in cell.pieces]
    return min(piece.top for piece in pieces), max(piece.bottom for piece in pieces)


def _middle(extent: tuple[float, float]) -> float:
    return sum(extent) / 2


def _middle_of(mark: Sequence[Piece]) -> float:
    return (min(piece.top for piece in mark) + max(piece.bottom for piece in mark)) / 2


def _first_middle(line: Sequence[DraftCell]) -> float:
    firsts = [cell.pieces[0].middle_y for cell in line if cell.pieces and not cell.is_carried]
    return min(firsts)


def _text(mark: Sequence[Piece]) -> str:
    return "".join(piece.text.text for piece in mark)

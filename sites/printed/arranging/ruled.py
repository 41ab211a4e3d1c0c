"""A drawn grid and the texts in it → the lines of a table."""

from collections.abc import Sequence
from itertools import pairwise

from sites.printed.arranging.drafts import (
    EMPTY,
    Draft,
    DraftCell,
    DraftLine,
    alone,
    texts_of,
    widened,
)
from sites.printed.arranging.grids import Grid
from sites.printed.arranging.mending import without_wrong_rules
from sites.printed.arranging.missing_rules import settled
from sites.printed.arranging.page_texts import Piece, part
from sites.printed.arranging.sides import sides_of

# em, the width of a Chinese character, on both sides of a border: a text that reaches so far was
# read across it. Chosen by eye, not measured.
_OVER_EM = 0.6


def inside(grid: Grid, piece: Piece) -> bool:
    """Whether the middle of a text lies within the frame."""
    return (
        grid.xs[0] <= piece.middle_x <= grid.xs[-1] and grid.ys[0] <= piece.middle_y <= grid.ys[-1]
    )


def parted(grid: Grid, pieces: Sequence[Piece], em: float) -> list[Piece]:
    """The texts, those cut that a reader took across a drawn border."""
    return [each for piece in pieces for each in _parts(grid, piece, em)]


def _parts(grid: Grid, piece: Piece, em: float) -> list[Piece]:
    row = grid.row_at(piece.middle_y)
    edges = [
        grid.xs[border]
        for border in range(1, grid.columns)
        if piece.left + _OVER_EM * em < grid.xs[border] < piece.right - _OVER_EM * em
        and grid.has_wall(row, border)
    ]
    return part(piece, edges, em) if edges else [piece]


def ruled_table(grid: Grid, pieces: Sequence[Piece], em: float) -> Draft:
    """The lines of a grid; of several tables side by side in it the left one's first.

    Lines over the whole width part the sides into sections.
    """
    draft = _table(grid, pieces, em)
    sides = sides_of([texts_of(line) for line in draft.lines], draft.width)
    if len(sides) == 1 or draft.width != grid.columns:
        return draft
    lines: list[DraftLine] = []
    for rows in _sections(grid, pieces):
        inside_rows = [p for p in pieces if grid.row_at(p.middle_y) in rows]
        if len(rows) == 1:
            lines.append(alone(inside_rows))
            continue
        for side in sides:
            part = grid.part(side, rows)
            own = [each for each in parted(grid, inside_rows, em) if inside(part, each)]
            lines += _table(part, own, em, keeps_columns=True).lines
    width = len(sides[0])
    return Draft(tuple(widened(line, width) for line in lines), grid.xs)


def _sections(grid: Grid, pieces: Sequence[Piece]) -> list[range]:
    """Stretches of rows between those that have no border of columns at all, and those."""
    filled = {grid.row_at(piece.middle_y) for piece in pieces}
    bands = [
        row
        for row in filled
        if not any(grid.has_wall(row, border) for border in range(1, grid.columns))
    ]
    edges = sorted({0, grid.rows, *bands, *(row + 1 for row in bands)})
    return [range(start, end) for start, end in pairwise(edges)]


def _table(grid: Grid, pieces: Sequence[Piece], em: float, *, keeps_columns: bool = False) -> Draft:
    """The lines of a grid: each text in the cell that holds its middle.

    A cell that was merged over several rows stands in the first of them and is carried to the
    others; one merged over several columns stands in the first.
    """
    cells: dict[tuple[int, int], DraftCell] = {}
    found = settled(grid, parted(grid, pieces, em), em)
    for cell in found:
        place = cell.region.top, cell.region.left
        before = cells.get(place, EMPTY).pieces
        cells[place] = DraftCell((*before, *cell.pieces))
    for cell in found:
        for row in range(cell.region.top + 1, cell.region.bottom + 1):
            carried = DraftCell(cell.pieces, is_carried=True)
            cells.setdefault((row, cell.region.left), carried)
    lines = [
        tuple(cells.get((row, column), EMPTY) for column in range(grid.columns))
        for row in range(grid.rows)
    ]
    lines = [line for line in lines if any(cell.pieces and not cell.is_carried for cell in line)]
    whole = [each for line in lines for each in without_wrong_rules(line, em)]
    draft = Draft(tuple(whole), grid.xs)
    return draft if keeps_columns else _without_unused_columns(draft)


def _without_unused_columns(draft: Draft) -> Draft:
    """Columns that never hold a text of their own: a stray rule, a border drawn twice."""
    used = [
        column for column in range(draft.width) if any(line[column].pieces for line in draft.lines)
    ]
    lines: list[DraftLine] = [tuple(line[column] for column in used) for line in draft.lines]
    return Draft(tuple(lines), tuple(draft.edges[column] for column in used))

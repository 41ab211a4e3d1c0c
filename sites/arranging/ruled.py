"""A drawn grid and the texts in it → the lines of a table."""

from collections.abc import Sequence

from sites.arranging.drafts import EMPTY, Draft, DraftCell, DraftLine
from sites.arranging.grids import Grid
from sites.arranging.pieces import Piece, part
from sites.arranging.settling import settled


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
        if piece.left + 0.6 * em < grid.xs[border] < piece.right - 0.6 * em
        and grid.has_wall(row, border)
    ]
    return part(piece, edges, em) if edges else [piece]


def ruled_table(grid: Grid, pieces: Sequence[Piece], em: float) -> Draft:
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
    return _without_unused_columns(Draft(tuple(lines), grid.xs))


def _without_unused_columns(draft: Draft) -> Draft:
    """Columns that never hold a text of their own: a stray rule, a border drawn twice."""
    used = [
        column for column in range(draft.width) if any(line[column].pieces for line in draft.lines)
    ]
    lines: list[DraftLine] = [tuple(line[column] for column in used) for line in draft.lines]
    return Draft(tuple(lines), tuple(draft.edges[column] for column in used))

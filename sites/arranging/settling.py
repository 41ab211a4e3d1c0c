"""Where a rule is missing in a grid: a merged cell, or a rule that was not seen?

The texts tell. A merged cell has one text, in its middle or across the missing border; where
each side has a text of its own in its own middle, the border was there.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from sites.arranging.grids import Grid, Region
from sites.arranging.merging import groups_by_symmetry
from sites.arranging.pieces import Piece, text_lines

_USUALLY_DRAWN = 0.6  # of the rows, for a border of columns that belongs to the whole table
_OFTEN_MERGED = 0.15  # of the borders between rows are missing in a column with merged cells
_WIDE = 3  # columns: a text alone in so many is a heading


@dataclass(frozen=True, slots=True)
class Settled:
    """One cell with the texts in it."""

    region: Region
    pieces: tuple[Piece, ...]


def settled(grid: Grid, region: Region, pieces: Sequence[Piece], em: float) -> list[Settled]:
    """The cells of a region that no drawn rule parts: one, or more when rules were not seen."""
    found: list[Settled] = []
    for part in _by_columns(grid, region, em, pieces):
        inside = [
            piece for piece in pieces if part.left <= grid.column_at(piece.middle_x) <= part.right
        ]
        for run in _drawn_runs(grid, part):
            own = [p for p in inside if run.top <= grid.row_at(p.middle_y) <= run.bottom]
            if own:
                found += _by_rows(grid, run, own, em)
    return found


def _by_columns(grid: Grid, region: Region, em: float, pieces: Sequence[Piece]) -> list[Region]:
    borders = range(region.left + 1, region.right + 1)
    if not borders or _is_one_across(grid, region, em, pieces):
        return [region]
    cuts = [
        border
        for border in borders
        if _is_usual(grid, border)
        and not any(_reaches_over(piece, grid.xs[border], em) for piece in pieces)
    ]
    edges = [region.left, *cuts, region.right + 1]
    return [
        Region(region.top, left, region.bottom, right - 1)
        for left, right in itertools.pairwise(edges)
    ]


def _is_one_across(grid: Grid, region: Region, em: float, pieces: Sequence[Piece]) -> bool:
    """Whether one text (of one line or more) is meant for all columns of the region."""
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    columns = {grid.column_at(piece.middle_x) for piece in pieces}
    if region.right - region.left + 1 >= _WIDE and len(columns) == 1:
        return True
    middle = (grid.xs[region.left] + grid.xs[region.right + 1]) / 2
    return len(text_lines(pieces)) == len(pieces) and abs((left + right) / 2 - middle) <= 0.6 * em


def _reaches_over(piece: Piece, edge: float, em: float) -> bool:
    return piece.left + 0.4 * em < edge < piece.right - 0.4 * em


def _is_usual(grid: Grid, border: int) -> bool:
    drawn = sum(grid.has_wall(row, border) for row in range(grid.rows))
    return drawn >= _USUALLY_DRAWN * grid.rows


def _drawn_runs(grid: Grid, region: Region) -> list[Region]:
    """A region of one column (or some merged ones), cut at the levels that are drawn in it."""
    columns = range(region.left, region.right + 1)
    cuts = [
        border
        for border in range(region.top + 1, region.bottom + 1)
        if all(grid.has_floor(border, column) for column in columns)
    ]
    edges = [region.top, *cuts, region.bottom + 1]
    return [
        Region(top, region.left, bottom - 1, region.right)
        for top, bottom in itertools.pairwise(edges)
    ]


def _by_rows(grid: Grid, region: Region, pieces: Sequence[Piece], em: float) -> list[Settled]:
    whole = [Settled(region, tuple(pieces))]
    rows = range(region.top, region.bottom + 1)
    if len(rows) == 1:
        return whole
    marks = _marks(pieces)
    groups = groups_by_symmetry(marks, [(grid.ys[row], grid.ys[row + 1]) for row in rows], em)
    if groups is not None:
        return [
            Settled(Region(rows[group[0]], region.left, rows[group[-1]], region.right), tuple(mark))
            for mark, group in zip(marks, groups, strict=True)
        ]
    own = {row: [p for p in pieces if grid.row_at(p.middle_y) == row] for row in rows}
    is_crossed = any(
        piece.top + 0.3 * piece.height < grid.ys[row] < piece.bottom - 0.3 * piece.height
        for piece in pieces
        for row in rows[1:]
    )
    if is_crossed or (len(marks) == 1 and _often_merged(grid, region.left)):
        return whole
    return [
        Settled(Region(row, region.left, row, region.right), tuple(members))
        for row, members in own.items()
        if members
    ]


def _often_merged(grid: Grid, column: int) -> bool:
    missing = sum(not grid.has_floor(border, column) for border in range(1, grid.rows))
    return missing >= _OFTEN_MERGED * max(1, grid.rows - 1)


def _marks(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Lines of print that follow each other as closely as in one cell, together."""
    found: list[list[Piece]] = []
    for line in text_lines(pieces):
        if found and line[0].top - found[-1][-1].bottom < 0.4 * line[0].height:
            found[-1].extend(line)
        else:
            found.append(list(line))
    return found

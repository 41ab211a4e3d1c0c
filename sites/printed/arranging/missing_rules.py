"""Where a rule is missing in a grid: a merged cell, or a rule that was not seen?

The texts tell. A merged cell has one text, in its middle or across the missing border; where
each side has a text of its own in its own middle, the border was there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sites.printed.arranging.grids import Grid, Region
from sites.printed.arranging.merging import groups_by_symmetry
from sites.printed.arranging.page_texts import Piece, text_lines

# em is the width of a Chinese character. All were chosen by eye, not measured; they are held by
# the merged cells of tests/test_arranging.py.
_USUALLY_DRAWN = 0.6  # of the rows, for a border of columns that belongs to the whole table
_OFTEN_MERGED = 0.15  # of the borders between rows are missing in a column with merged cells
_WIDE = 3  # columns: a text alone in so many is a heading
_OFF_MIDDLE_EM = 0.6  # em by which a text meant for several columns is off their middle at most
_OVER_EM = 0.4  # em on both sides of a border: a text that reaches so far runs over it
_OVER = 0.3  # of a text's height on both sides of a border between rows: as above
_PITCH_EM = 1.6  # em from line to line of one text at most
_PITCH = 0.85  # of the lowest row: as above, where rows are low


@dataclass(frozen=True, slots=True)
class Settled:
    """One cell with the texts in it."""

    region: Region
    pieces: tuple[Piece, ...]


def settled(grid: Grid, pieces: Sequence[Piece], em: float) -> list[Settled]:
    """The cells of a grid that hold a text; each text in the one that holds its middle."""
    spans: dict[tuple[int, range], list[Piece]] = {}
    for (row, reach), members in _row_stretches(grid, pieces).items():
        for columns, some in _by_columns(grid, reach, members, em):
            spans.setdefault((row, columns), []).extend(some)
    regions: dict[Region, list[Piece]] = {}
    for (row, columns), members in spans.items():
        top, bottom = grid.reach_down(row, columns)
        region = Region(top, columns.start, bottom, columns.stop - 1)
        regions.setdefault(region, []).extend(members)
    return [
        cell for region, members in regions.items() for cell in _by_rows(grid, region, members, em)
    ]


def _row_stretches(grid: Grid, pieces: Sequence[Piece]) -> dict[tuple[int, range], list[Piece]]:
    """The pieces of each row, by the columns that no drawn border parts."""
    found: dict[tuple[int, range], list[Piece]] = {}
    for piece in pieces:
        row = grid.row_at(piece.middle_y)
        left, right = grid.reach_in_row(row, grid.column_at(piece.middle_x))
        found.setdefault((row, range(left, right + 1)), []).append(piece)
    return found


def _by_columns(
    grid: Grid, reach: range, pieces: Sequence[Piece], em: float
) -> list[tuple[range, list[Piece]]]:
    """The columns of a stretch of a row, parted where a border was not seen, and its pieces."""
    if len(reach) == 1 or _is_one_across(grid, reach, pieces, em):
        return [(reach, list(pieces))]
    cuts = [
        border
        for border in reach[1:]
        if _is_usual(grid, border)
        and not any(_reaches_over(piece, grid.xs[border], em) for piece in pieces)
    ]
    edges = [reach.start, *cuts, reach.stop]
    parts = [range(left, right) for left, right in pairwise(edges)]
    return [
        (part, [piece for piece in pieces if grid.column_at(piece.middle_x) in part])
        for part in parts
    ]


def _is_one_across(grid: Grid, reach: range, pieces: Sequence[Piece], em: float) -> bool:
    """Whether one text (of one line or more) is meant for all columns of a stretch."""
    columns = {grid.column_at(piece.middle_x) for piece in pieces}
    if len(reach) >= _WIDE and len(columns) == 1:
        return True
    middle = (grid.xs[reach.start] + grid.xs[reach.stop]) / 2
    return all(abs(piece.middle_x - middle) <= _OFF_MIDDLE_EM * em for piece in pieces)


def _reaches_over(piece: Piece, edge: float, em: float) -> bool:
    return piece.left + _OVER_EM * em < edge < piece.right - _OVER_EM * em


def _is_usual(grid: Grid, border: int) -> bool:
    """Whether most rows that have any border of columns have this one."""
    inner = range(1, grid.columns)
    parted = [row for row in range(grid.rows) if any(grid.has_wall(row, each) for each in inner)]
    return sum(grid.has_wall(row, border) for row in parted) >= _USUALLY_DRAWN * len(parted) > 0


def _by_rows(grid: Grid, region: Region, pieces: Sequence[Piece], em: float) -> list[Settled]:
    whole = [Settled(region, tuple(pieces))]
    rows = range(region.top, region.bottom + 1)
    if len(rows) == 1:
        return whole
    lowest = min(grid.ys[row + 1] - grid.ys[row] for row in rows)
    marks = _marks(pieces, min(_PITCH_EM * em, _PITCH * lowest))
    groups = groups_by_symmetry(marks, [(grid.ys[row], grid.ys[row + 1]) for row in rows], em)
    known = [(rows[group.start], rows[group.stop - 1]) for group in groups if group is not None]
    if len(known) == len(groups):
        return [
            Settled(Region(top, region.left, bottom, region.right), tuple(mark))
            for mark, (top, bottom) in zip(marks, known, strict=True)
        ]
    own = {row: [p for p in pieces if grid.row_at(p.middle_y) == row] for row in rows}
    is_crossed = any(
        piece.top + _OVER * piece.height < grid.ys[row] < piece.bottom - _OVER * piece.height
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


def _marks(pieces: Sequence[Piece], pitch: float) -> list[list[Piece]]:
    """Lines of print that follow each other closer than rows could, together."""
    found: list[list[Piece]] = []
    for line in text_lines(pieces):
        if found and line[0].middle_y - found[-1][-1].middle_y < pitch:
            found[-1].extend(line)
        else:
            found.append(list(line))
    return found

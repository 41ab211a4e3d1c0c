"""Texts without a drawn grid → the lines of a table: columns by gaps, rows by what they hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from sites.printed.arranging.drafts import Draft, DraftLine, alone
from sites.printed.arranging.edges import column_edges, column_of, is_across, split_at_edges
from sites.printed.arranging.grids import Ruling
from sites.printed.arranging.merging import OpenRow, put_merged
from sites.printed.arranging.page_texts import Piece, overlap, strips, text_lines
from sites.printed.arranging.rowing import bands_of, better_aligned, rows_of
from sites.printed.arranging.sides import sides_of
from sites.printed.arranging.table_setting import Columns, Setting, style_of

_LONG = 0.5  # of the width of a table
_TOUCHING = 0.5  # em: a cell's margins are wider, both together
_BESIDE = 0.5  # of a line's height
_CELL = 3.0  # em behind a border in which its cells' texts begin
_FEWEST_CUT = 3


@dataclass(frozen=True, slots=True)
class Borders:
    """Drawn rules that are no grid. walls: x between columns; floors: level rules."""

    walls: tuple[float, ...] = ()
    floors: tuple[Ruling, ...] = ()

    def floors_below(self, columns: Columns) -> tuple[float, ...]:
        """The y of the level rules that reach along most of the texts of these columns."""
        pieces = [piece for column in columns.values() for piece in column]
        left = min((piece.left for piece in pieces), default=0.0)
        right = max((piece.right for piece in pieces), default=0.0)
        return tuple(sorted(rule.at for rule in self.floors if rule.drawn(left, right) >= _LONG))


@dataclass(frozen=True, slots=True)
class Unlined:
    """left: texts whose row cannot be told."""

    draft: Draft
    left: tuple[Piece, ...]


def unlined_table(pieces: Sequence[Piece], em: float, borders: Borders) -> Unlined:
    """The lines of a table, or of what stands around one, from texts alone."""
    bands = strips(pieces)
    walls = [wall for wall in borders.walls if not _cuts_texts(wall, pieces, em)]
    edges = _with_walls(column_edges(bands, em), walls, bands)
    bands = split_at_edges(bands, edges, em)
    sides = _sides(bands, edges)
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
            if not columns:
                continue
            found, unknown = _lines(columns, side_style, borders.floors_below(columns))
            lines += found
            left += unknown
    return Unlined(Draft(tuple(lines), tuple(edges)), tuple(left))


def _cuts_texts(wall: float, pieces: Sequence[Piece], em: float) -> bool:
    """Whether texts mostly run across an upright rule, or end and begin right at it, as they
    never do at a border of columns: it is the side of a frame that was closed in thought (of the
    paper's edges in a photograph), or strokes below each other, such as the hyphens of numbers."""
    near = _TOUCHING * em
    before = [piece for piece in pieces if abs(piece.right - wall) < near < piece.width]
    after = [piece for piece in pieces if abs(piece.left - wall) < near < piece.width]
    cut = sum(
        any(overlap(left, right) > _BESIDE and right.left - left.right < near for left in before)
        for right in after
    )
    passed = sum(piece.left < wall - near and piece.right > wall + near for piece in pieces)
    beside = [piece for piece in pieces if wall <= piece.left < wall + _CELL * em]
    return cut + passed >= _FEWEST_CUT and 2 * (cut + passed) > len(beside)


def _with_walls(
    edges: Sequence[float], walls: Sequence[float], bands: Sequence[Sequence[Piece]]
) -> tuple[float, ...]:
    """The edges that were found by gaps, and the drawn ones, which are surer; of those with no
    text between them one."""
    middles = sorted(piece.middle_x for band in bands if len(band) > 1 for piece in band)
    kept: list[float] = []
    for edge in sorted([*edges, *walls]):
        before = kept[-1] if kept else float("-inf")
        if any(before < middle < edge for middle in middles):
            kept.append(edge)
        elif kept and edge in walls:
            kept[-1] = edge
    if kept and not any(middle > kept[-1] for middle in middles):
        kept.pop()
    return tuple(kept)


def _sides(bands: Sequence[Sequence[Piece]], edges: Sequence[float]) -> list[range]:
    """By the strips; where the rows of the sides are not level, so that strips run together, by
    the lines of each column."""
    beside = [band for band in bands if len(band) > 1]
    sides = sides_of([_cells(band, edges) for band in beside], len(edges) + 1)
    if len(sides) > 1:
        return sides
    columns: list[list[Piece]] = [[] for _ in range(len(edges) + 1)]
    for band in beside:
        for piece in band:
            columns[column_of(piece, edges)].append(piece)
    texts = [
        ["".join(piece.text.text for piece in line) for line in text_lines(column)]
        for column in columns
    ]
    return sides_of(list(zip_longest(*texts, fillvalue="")), len(columns))


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


def _style(sections: Sequence[_Section], side: range, edges: Sequence[float], em: float) -> Setting:
    pieces = [piece for section in sections for piece in section.pieces]
    columns = _columns(pieces, side, edges)
    style = style_of(columns, len(side), em)
    bands = bands_of(_without_areas(columns, style), style)
    return better_aligned(bands, style)


def _is_merged(column: int, pieces: Sequence[Piece], columns: Columns, style: Setting) -> bool:
    """Whether a column of areas has fewer texts than there are rows: some are for several."""
    most = max(
        (len(others) for other, others in columns.items() if style.is_main[other]), default=0
    )
    return style.kinds[column] == "area" and len(pieces) < most


def _without_areas(columns: Columns, style: Setting) -> dict[int, Sequence[Piece]]:
    return {
        column: pieces
        for column, pieces in columns.items()
        if not _is_merged(column, pieces, columns, style)
    }


def _lines(
    columns: Columns, style: Setting, floors: Sequence[float]
) -> tuple[list[DraftLine], list[Piece]]:
    firm = _without_areas(columns, style)
    rows = [OpenRow.of(row, len(style.kinds)) for row in rows_of(firm, style, floors)]
    left: list[Piece] = []
    for column in sorted(columns.keys() - firm.keys()):
        left += put_merged(rows, column, columns[column], style.em)
    return [tuple(row.cells) for row in rows], left

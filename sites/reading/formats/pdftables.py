"""Words and drawn lines of a PDF page → tables with lines, and the words outside of them.

A row that the border of the page cuts has no line there: the ends of the upright lines close it.
A table without lines at its sides is closed by the ends of its level ones.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells

from sites.reading.formats.pdfpage import Edge, PdfPage, Word
from sites.reading.tables.wrapping import join_wrapped

_TOLERANCE = 3.0
_MAX_CELLS = 4_000  # of one page
_Box = tuple[float, float, float, float]


@dataclass(slots=True, eq=False)
class Cell:
    """One printed cell; a merged one stands in several places. rows: how many it covers."""

    text: str = ""
    rows: int = 1


@dataclass(slots=True)
class PrintedGrid:
    """lines: rows of as many cells each. top, bottom: where it stands on its page."""

    lines: list[list[Cell]]
    top: float
    bottom: float
    left: float = 0.0
    right: float = 0.0


def ruled_tables(page: PdfPage) -> tuple[list[PrintedGrid], list[Word]]:
    """The tables with lines, from the top, and the words that stand in none."""
    boxes = _cells([edge for edge in page.edges if edge.end - edge.start >= _TOLERANCE])
    words = list(page.words)
    tables = []
    for table in cells_to_tables(boxes):
        if len({box[0] for box in table}) < 2:  # a frame around text, not a table
            continue
        grid, words = _grid(table, words)
        if grid.lines:
            tables.append(grid)
    return sorted(tables, key=lambda table: table.top), words


def text_of(words: Iterable[Word]) -> str:
    """The text of a cell: its lines from top to bottom, wrapped ones joined."""
    return join_wrapped([line_text(line) for line in text_lines(words)])


def text_lines(words: Iterable[Word]) -> list[list[Word]]:
    """The words of each line from left to right, lines from top to bottom."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda each: each.y):
        if lines and word.y < max(lines[-1][0].bottom, lines[-1][0].y) - 0.2 * word.em:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda each: each.left) for line in lines]


def line_text(words: Sequence[Word], *, gap_em: float = 0.0) -> str:
    """The words side by side. gap_em: a gap of so many letters becomes two blanks; 0: none."""
    text = ""
    before: Word | None = None
    for word in words:
        if before is not None:
            is_far = gap_em and word.left - before.right > gap_em * word.em
            is_blank = word.is_spaced or f"{before.text[-1]}{word.text[0]}".isascii()
            text += "  " if is_far else " " if is_blank else ""
        text += word.text
        before = word
    return text


def _cells(edges: Sequence[Edge]) -> list[_Box]:
    uprights = [edge for edge in edges if edge.is_upright]
    levels = [edge for edge in edges if not edge.is_upright]
    if len(uprights) < 2 or not levels:
        return []
    levels += _closing(uprights, levels)
    uprights += _closing(levels, uprights)
    crossings = edges_to_intersections(
        [*map(_as_pdfplumber, uprights), *map(_as_pdfplumber, levels)], _TOLERANCE, _TOLERANCE
    )
    return intersections_to_cells(crossings) if len(crossings) <= _MAX_CELLS else []


def _closing(edges: Sequence[Edge], across: Sequence[Edge]) -> list[Edge]:
    """Lines between common ends of `edges` where no line of `across` is."""
    ends: dict[int, list[tuple[float, Edge]]] = defaultdict(list)
    for edge in edges:
        for end in (edge.start, edge.end):
            near = next(
                (key for key in (round(end / 3) + d for d in (0, -1, 1)) if key in ends), None
            )
            ends[round(end / 3) if near is None else near].append((end, edge))
    return [
        Edge(not open_ends[0][1].is_upright, open_ends[0][0], start, end)
        for open_ends in ends.values()
        if len(open_ends) > 2
        for start, end in pairwise(sorted(edge.at for _, edge in open_ends))
        if _is_open(across, open_ends[0][0], (start + end) / 2)
    ]


def _is_open(across: Sequence[Edge], at: float, place: float) -> bool:
    """Whether no line runs over the place at `at`, though one does elsewhere: else the place is
    between two tables."""
    over = [line for line in across if line.start <= place <= line.end]
    return bool(over) and not any(abs(line.at - at) <= 2 * _TOLERANCE for line in over)


def _as_pdfplumber(edge: Edge) -> dict[str, Any]:
    along, across = ("top", "x0") if edge.is_upright else ("x0", "top")
    other, same = ("bottom", "x1") if edge.is_upright else ("x1", "bottom")
    return {
        "orientation": "v" if edge.is_upright else "h",
        along: edge.start, other: edge.end, across: edge.at, same: edge.at,
    }  # fmt: skip


@dataclass(slots=True)
class _Places:
    """Numbers that stand for one place each: column borders, row borders."""

    values: list[float] = field(default_factory=list)

    def of(self, value: float) -> int:
        return min(range(len(self.values)), key=lambda place: abs(self.values[place] - value))


def _grid(table: Sequence[_Box], words: Sequence[Word]) -> tuple[PrintedGrid, list[Word]]:
    """The table as rows of cells, and the words outside of it."""
    xs = _Places(_borders(value for box in table for value in (box[0], box[2])))
    ys = _Places(_borders(value for box in table for value in (box[1], box[3])))
    top, bottom, left, right = ys.values[0], ys.values[-1], xs.values[0], xs.values[-1]
    inside = [w for w in words if top <= w.y <= bottom and left <= w.x <= right]
    lines = [[Cell() for _ in xs.values[1:]] for _ in ys.values[1:]]
    taken: set[int] = set()
    for box in table:
        held = [w for w in inside if box[0] <= w.x < box[2] and box[1] <= w.y < box[3]]
        taken.update(map(id, held))
        first, last = ys.of(box[1]), ys.of(box[3])
        cell = Cell(text_of(held), max(1, last - first))
        for row in lines[first:last]:
            for column in range(xs.of(box[0]), xs.of(box[2])):
                row[column] = cell
    filled = [row for row in lines if any(cell.text for cell in row)]
    return PrintedGrid(filled, top, bottom, left, right), [w for w in words if id(w) not in taken]


def _borders(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _TOLERANCE:
            found.append(value)
    return found

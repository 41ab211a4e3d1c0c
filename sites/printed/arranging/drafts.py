"""Tables while they are being made: cells that hold pieces, and how they become printed lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from sites.printed.arranging.page_texts import Piece, text_lines
from sites.reading.tables.wrapping import join_wrapped
from sites.records.scans import Box, Page, PrintedCell, PrintedLine, PrintedTable

# Of a text's height: so far apart, a blank stood between two pieces. Chosen by eye, not measured.
_BLANK = 0.6


@dataclass(frozen=True, slots=True)
class DraftCell:
    """pieces: what stands in the cell. labels: pieces that only say what the cell holds.

    is_carried: the pieces stand in another row's cell, which was printed for this row too.
    title: what the cell says instead of its pieces: the header of a list that has none.
    """

    pieces: tuple[Piece, ...] = ()
    labels: tuple[Piece, ...] = ()
    is_carried: bool = False
    title: str = ""

    @property
    def text(self) -> str:
        return self.title or _joined(self.pieces, second=False)


EMPTY = DraftCell()
DraftLine = tuple[DraftCell, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """The lines of a table, from top to bottom, all of one width.

    edges: the x of the borders between its columns, where they are known.
    """

    lines: tuple[DraftLine, ...]
    edges: tuple[float, ...] = ()

    @property
    def width(self) -> int:
        return max((len(line) for line in self.lines), default=0)


def alone(pieces: Sequence[Piece], width: int = 1) -> DraftLine:
    """A line whose pieces stand together in one filled cell: a title, a heading, a note."""
    return (DraftCell(tuple(pieces)), *[EMPTY] * (width - 1))


def texts_of(line: DraftLine) -> tuple[str, ...]:
    """The cells' texts."""
    return tuple(cell.text for cell in line)


def widened(line: DraftLine, width: int) -> DraftLine:
    """The line with empty cells at its end."""
    return (*line, *[EMPTY] * (width - len(line)))


def printed(drafts: Sequence[Draft], page: Page) -> tuple[PrintedTable, ...]:
    """The tables, their lines numbered within each picture."""
    numbers: dict[str, int] = {}
    tables = []
    for draft in drafts:
        lines = [
            _printed_line(widened(line, draft.width), page, numbers)
            for line in draft.lines
            if any(cell.pieces or cell.labels for cell in line)
        ]
        if lines:
            tables.append(PrintedTable(tuple(lines)))
    return tuple(tables)


def _printed_line(line: DraftLine, page: Page, numbers: dict[str, int]) -> PrintedLine:
    cells = tuple(_printed_cell(cell) for cell in line)
    own = [cell.box for cell in cells if cell.box and not cell.is_carried]
    box = _around(own or [cell.box for cell in cells if cell.box])
    picture = page.picture_at(box.middle_y)
    number = numbers[picture.name] = numbers.get(picture.name, 0) + 1
    return PrintedLine(number, cells, box, picture)


def _printed_cell(cell: DraftCell) -> PrintedCell:
    if not cell.pieces and not cell.labels:
        return PrintedCell("")
    in_order = [piece.text for line in text_lines(cell.pieces) for piece in line]
    texts = (*(piece.text for piece in cell.labels), *in_order)
    counted = in_order or list(texts)
    has_second = any(text.second is not None for text in in_order)
    return PrintedCell(
        text=cell.text,
        second=_second(cell) if has_second else None,
        score=min(text.score for text in counted),
        box=_around([text.box for text in counted]),
        texts=() if cell.is_carried else texts,
        is_carried=cell.is_carried,
    )


def _second(cell: DraftCell) -> str:
    return cell.title or _joined(cell.pieces, second=True)


def _around(boxes: Sequence[Box]) -> Box:
    whole = boxes[0]
    for box in boxes[1:]:
        whole = whole.joined(box)
    return whole


def _joined(pieces: Sequence[Piece], *, second: bool) -> str:
    return join_wrapped([_line_text(line, second=second) for line in text_lines(pieces)]).strip()


def _line_text(line: Sequence[Piece], *, second: bool) -> str:
    """Pieces side by side: with a blank where a character would fit between them."""
    text = ""
    for place, piece in enumerate(line):
        read = piece.text.text if not second or piece.text.second is None else piece.text.second
        if place and piece.left - line[place - 1].right >= _BLANK * piece.height:
            text += " "
        text += read
    return text.strip()

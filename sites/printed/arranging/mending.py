"""Lines of a drawn grid where a rule is missing or a stroke was taken for one."""

from collections.abc import Sequence
from itertools import pairwise

from sites.printed.arranging.drafts import DraftCell, DraftLine, alone
from sites.printed.arranging.merging import is_area
from sites.printed.arranging.page_texts import Piece, text_lines
from sites.reading.tables.headings import heading_of
from sites.reading.tables.signs import PHONE
from sites.reading.tables.titles import header_roles
from sites.text import tidy

_MOSTLY = 0.6  # of the cells of a header name a column
_NEAR = 1.0  # em between the parts of a name that a stroke parted


def without_wrong_rules(line: DraftLine, em: float) -> list[DraftLine]:
    """The line as it was printed: a heading that an upright rule seems to cut is one text again;
    a header without a rule below it stands apart from the first row."""
    if _is_cut_heading(line, em):
        return [alone([piece for cell in line for piece in cell.pieces], len(line))]
    return _header_and_row(line) or [line]


def _is_cut_heading(line: DraftLine, em: float) -> bool:
    """Whether the cells are parts of one area's name, close to each other, and not each a name
    itself: the stroke of a character stood in one line with a border."""
    own = [cell for cell in line if cell.pieces]
    if len(own) < 2 or any(cell.is_carried or len(cell.pieces) > 1 for cell in own):
        return False
    pieces = [cell.pieces[0] for cell in own]
    gaps = [right.left - left.right for left, right in pairwise(pieces)]
    texts = [tidy(cell.text) for cell in own]
    is_one = max(gaps) < _NEAR * em and not all(map(is_area, texts))
    return is_one and heading_of("".join(texts)) is not None


def _header_and_row(line: DraftLine) -> list[DraftLine]:
    """A header and the row that was taken into its cells; empty where the line is none such."""
    lines = [text_lines(cell.pieces) for cell in line if cell.pieces]
    first = header_roles([_text(each[0]) for each in lines])
    rest = [_text(each) for cell in lines for each in cell[1:]]
    named = sum(map(bool, first))
    if named < 2 or named < _MOSTLY * len(first) or not any(map(PHONE.search, rest)):
        return []
    upper, lower = zip(*(_parted(cell) for cell in line), strict=True)
    return [upper, lower]


def _parted(cell: DraftCell) -> tuple[DraftCell, DraftCell]:
    """The first line of print of a cell, and the others."""
    if not cell.pieces:
        return cell, cell
    first, *others = text_lines(cell.pieces)
    return DraftCell(tuple(first)), DraftCell(tuple(piece for line in others for piece in line))


def _text(line: Sequence[Piece]) -> str:
    return tidy("".join(piece.text.text for piece in line))

"""Labelled blocks on a page → a table whose header is made of their labels."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sites.printed.arranging.drafts import EMPTY, Draft, DraftCell, DraftLine, alone
from sites.printed.arranging.edges import column_edges, column_of, is_across
from sites.printed.arranging.page_texts import Piece, cut, strips
from sites.reading.tables.block_walk import SERIAL_TITLE, UNIT_TITLE, Block
from sites.reading.tables.blocks import Blocks, find_blocks
from sites.reading.tables.labels import Span

# Both chosen by eye, not measured.
_GAP = 0.9  # of a line's height between two lines: a gap between blocks
_BLANK = 0.5  # of a text's height between two pieces: a blank stood there


def blocks_table(pieces: Sequence[Piece], em: float) -> Draft | None:
    """The table of blocks of labelled lines; None when the texts are no such list."""
    bands = strips(pieces)
    for lines in (_by_columns(bands, em), [_line(band) for band in _with_gaps(bands)]):
        found = find_blocks([line.text for line in lines]) if lines else None
        if found:
            return _draft(found, lines, em)
    return None


@dataclass(frozen=True, slots=True)
class _Line:
    """pieces of one line of print; starts: where each begins in the text; empty for a gap."""

    text: str
    pieces: tuple[Piece, ...] = ()
    starts: tuple[int, ...] = ()


def _line(band: Sequence[Piece]) -> _Line:
    text, starts = "", []
    for place, piece in enumerate(band):
        if place and piece.left - band[place - 1].right >= _BLANK * piece.height:
            text += " "
        starts.append(len(text))
        text += piece.text.text
    return _Line(text, tuple(band), tuple(starts))


def _with_gaps(bands: Sequence[Sequence[Piece]]) -> list[Sequence[Piece]]:
    """The strips, with an empty one where there is a gap between blocks."""
    found: list[Sequence[Piece]] = []
    for place, band in enumerate(bands):
        above = bands[place - 1] if place else band
        gap = min(piece.top for piece in band) - max(piece.bottom for piece in above)
        if gap > _GAP * min(piece.height for piece in band):
            found.append(())
        found.append(band)
    return found


def _by_columns(bands: Sequence[Sequence[Piece]], em: float) -> list[_Line]:
    """The lines of blocks that stand in columns beside each other, column after column, each
    of which is a list of blocks; none where they do not."""
    edges = column_edges(bands, em)
    titles = [band for band in bands if len(band) == 1 and is_across(band[0], edges, em)]
    rest = [piece for band in bands if band not in titles for piece in band]
    lines = [_line(band) for band in titles]
    for column in range(len(edges) + 1):
        own = [piece for piece in rest if column_of(piece, edges) == column]
        its_lines = [_line(band) for band in _with_gaps(strips(own))]
        if not edges or find_blocks([line.text for line in its_lines]) is None:
            return []
        lines += its_lines
    return lines


def _draft(found: Blocks, lines: Sequence[_Line], em: float) -> Draft:
    texts = [line.text for line in lines]
    width = len(found.titles)
    rows: list[DraftLine] = []
    for block in found.blocks:
        if block.fields:
            rows.append(_row(block, found.titles, lines, em))
        else:
            rows.append(alone(lines[block.line].pieces, width))
    place = found.header_place(texts)
    header = _header(found, rows)
    return Draft((*rows[:place], header, *rows[place:]))


def _header(found: Blocks, rows: Sequence[DraftLine]) -> DraftLine:
    """The labels as a line of their own; each stands where the first of its kind is printed."""
    cells = []
    for column, title in enumerate(found.titles):
        first = next(
            row[column]
            for row, block in zip(rows, found.blocks, strict=True)
            if block.fields and title in block.fields
        )
        is_printed = title not in (SERIAL_TITLE, UNIT_TITLE) and first.labels
        shown = first.labels[:1] if is_printed else first.pieces[:1] or first.labels[:1]
        cells.append(DraftCell(shown, is_carried=True, title=title))
    return tuple(cells)


def _row(block: Block, titles: Sequence[str], lines: Sequence[_Line], em: float) -> DraftLine:
    """The cells of a block. What no field holds (labels, marks) goes to the next field."""
    cells = {title: ([], []) for title in titles}  # type: dict[str, tuple[list[Piece], list[Piece]]]
    order = [(span, title) for title, spans in block.fields.items() for span in spans]
    order.sort(key=lambda each: (each[0].line, each[0].start))
    title = order[0][1]
    for place in block.lines:
        here = [(span, owner) for span, owner in order if span.line == place]
        for part, start in _parts(lines[place], [span for span, _ in here], em):
            owner = next((own for span, own in here if span.start <= start < span.end), None)
            after = next((own for span, own in here if span.start > start), None)
            title = owner or after or title
            cells[title][0 if owner else 1].append(part)
    return tuple(
        DraftCell(tuple(pieces), tuple(labels)) if pieces or labels else EMPTY
        for pieces, labels in cells.values()
    )


def _parts(line: _Line, spans: Sequence[Span], em: float) -> list[tuple[Piece, int]]:
    """The pieces of a line cut where a field begins or ends: (part, where it begins)."""
    found = []
    borders = sorted({edge for span in spans for edge in (span.start, span.end)})
    for piece, start in zip(line.pieces, line.starts, strict=True):
        rest, at = piece, start
        for border in borders:
            if at < border < start + len(piece.text.text):
                first, second = cut(rest.text, border - at, em)
                found.append((replace(rest, text=first), at))
                rest, at = replace(rest, text=second), border
        found.append((rest, at))
    return found

"""Words of a PDF page that stand in columns without drawn lines → tables.

The words of the header say how many columns there are; where between two of them hardly any word
stands is the border. Rows are told apart by the space between them: that of wrapped lines is
smaller, and of all ways to part the lines the one with most whole rows is right.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sites.reading.cells import clean
from sites.reading.columns import Column, read_header
from sites.reading.headings import heading_of
from sites.reading.pdfbands import Band, bands_of, spread_over
from sites.reading.pdfpage import Word
from sites.reading.pdftables import Cell, PrintedGrid, line_text, text_lines, text_of

_GAPS_EM = (0.5, 1.0, 1.5, 0.3, 2.5)  # between the words of a header, likely ones first
_KEYS = ("unit", "address", "phone", "mobile")
_SPREAD = ("province", "city")  # printed once for many rows
_MAX_STEPS = 12


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a page. borders: x between them, one less than there are titles."""

    header: tuple[Column, ...]
    titles: tuple[str, ...]
    borders: tuple[float, ...]

    def place(self, word: Word) -> int:
        """Which column the word stands in, from 0."""
        return sum(word.x >= border for border in self.borders)

    def crosses(self, word: Word) -> bool:
        """Whether the word reaches over a border, as a title does."""
        return any(
            word.left < border - 0.3 * word.em and word.right > border + 0.3 * word.em
            for border in self.borders
        )


Region = PrintedGrid | str


def columned_tables(
    words: Sequence[Word], known: Columns | None
) -> tuple[list[tuple[float, Region]], Columns | None]:
    """(top, table or line of text) in order, and the columns for the page that goes on.

    known: of the page before, used when this one has no header of its own.
    """
    lines = text_lines(words)
    found: list[tuple[float, Region]] = []
    body: list[list[Word]] = []
    columns = known
    while lines:
        line = lines.pop(0)
        groups = _header_groups(line)
        if groups is None:
            body.append(line)
            continue
        groups = _with_wrapped(groups, [body, lines])
        found += _read(body, columns)
        columns, body = _columns(groups, lines), []
        grid = [[Cell(title) for title in columns.titles]]
        found.append((line[0].top, PrintedGrid(grid, line[0].top, line[0].bottom)))
    found += _read(body, columns)
    return found, columns


_Groups = list[list[Word]]


def _header_groups(line: Sequence[Word]) -> _Groups | None:
    """The words of each title when the line is a header."""
    best: tuple[tuple[int, int], _Groups] | None = None
    for gap in _GAPS_EM:
        groups = _groups(line, gap)
        header = read_header([clean(line_text(group)) for group in groups])
        if header and (best is None or _known(header) > best[0]):
            best = _known(header), groups
    return best[1] if best else None


def _with_wrapped(groups: _Groups, around: Sequence[_Groups]) -> _Groups:
    """The groups with the titles that stand in two lines beside them (序 above 号): words at the
    height of the header with none of it above or below. They are taken out of `around`."""
    top = min(word.top for group in groups for word in group)
    bottom = max(word.bottom for group in groups for word in group)
    wrapped: _Groups = []
    for lines in around:
        for line in list(lines[-1:] if lines is around[0] else lines[:1]):
            is_beside = all(word.top < bottom and word.bottom > top for word in line)
            if is_beside and not any(_meets(word, group) for word in line for group in groups):
                lines.remove(line)
                for word in line:
                    own = next((group for group in wrapped if _meets(word, group)), None)
                    if own is None:
                        wrapped.append([word])
                    else:
                        own.append(word)
    return sorted([*groups, *wrapped], key=lambda group: group[0].left)


def _meets(word: Word, group: Sequence[Word]) -> bool:
    return any(word.left < other.right and other.left < word.right for other in group)


def _columns(groups: _Groups, below: Sequence[Sequence[Word]]) -> Columns:
    titles = tuple(text_of(group) for group in groups)
    header = read_header([clean(title) for title in titles]) or ()
    borders = [_border(left, right, below) for left, right in pairwise(groups)]
    return Columns(header, titles, tuple(borders))


def _known(header: Sequence[Column]) -> tuple[int, int]:
    """(fewer unknown columns, more known ones) is better."""
    named = sum(bool(column.role) for column in header)
    return named - len(header), named


def _groups(line: Sequence[Word], gap_em: float) -> list[list[Word]]:
    groups = [[line[0]]]
    for before, word in pairwise(line):
        if word.left - before.right > gap_em * word.em:
            groups.append([])
        groups[-1].append(word)
    return groups


def _border(left: Sequence[Word], right: Sequence[Word], below: Sequence[Sequence[Word]]) -> float:
    """The x between two header words where fewest words of the lines below stand."""
    (a, b), (c, d) = (
        (min(word.left for word in group), max(word.right for word in group))
        for group in (left, right)
    )
    start, end, middle = (a + b) / 2, (c + d) / 2, (b + c) / 2
    spans = [(a, b), (c, d)]
    spans += [(w.left, w.right) for line in below for w in line if w.right > start and w.left < end]
    edges = sorted({start, end, *(x for span in spans for x in span if start <= x <= end)})
    middles = [((x0 + x1) / 2, x1 - x0) for x0, x1 in pairwise(edges) if x1 - x0 > 0.1]

    def cost(place: tuple[float, float]) -> tuple[int, float, float]:
        x, width = place
        return sum(left < x < right for left, right in spans), -width, abs(x - middle)

    return min(middles, key=cost, default=(middle, 0.0))[0]


def _read(lines: Sequence[Sequence[Word]], columns: Columns | None) -> list[tuple[float, Region]]:
    if columns is None:
        return [(line[0].top, line_text(line, gap_em=1.0)) for line in lines]
    found: list[tuple[float, Region]] = []
    body: list[Word] = []
    for place, line in enumerate(lines):
        beside = [*lines[place - 1 : place], *lines[place + 1 : place + 2]]
        if _is_text(line, columns, beside):
            found += _table(body, columns)
            body = []
            found.append((line[0].top, line_text(line, gap_em=1.0)))
        else:
            body += line
    return found + _table(body, columns)


def _is_text(line: Sequence[Word], columns: Columns, beside: Sequence[Sequence[Word]]) -> bool:
    """A title, a heading, a footer: not a line of the table. beside: the lines above and below."""
    in_columns = {columns.place(word) for word in line}
    if any(columns.crosses(word) for word in line) and len(in_columns) < 3:
        return True
    if in_columns != {0} or columns.header[0].role in _SPREAD:
        return False
    top, bottom = min(word.top for word in line), max(word.bottom for word in line)
    is_alone = not any(w.top < bottom and w.bottom > top for other in beside for w in other)
    return is_alone and heading_of(clean(line_text(line))) is not None


def _table(words: Sequence[Word], columns: Columns) -> list[tuple[float, Region]]:
    if not words:
        return []
    spread = _spread_columns(words, columns)
    bands = bands_of([word for word in words if columns.place(word) not in spread])
    if not bands:
        return [(line[0].top, line_text(line, gap_em=1.0)) for line in text_lines(words)]
    rows = _whole(_parted(bands, columns), columns)
    lines = [_cells(row, columns) for row in rows]
    top, bottom = min(word.top for word in words), max(word.bottom for word in words)
    found: list[tuple[float, Region]] = [(top, PrintedGrid(lines, top, bottom))]
    for column in spread:
        texts = bands_of([w for w in words if columns.place(w) == column])
        if texts and not spread_over(texts, rows, lines, column):
            names = "、".join(text_of(text.words) for text in texts)
            found.append((bottom, f"{columns.titles[column]}：{names}"))
    return found


def _spread_columns(words: Sequence[Word], columns: Columns) -> list[int]:
    """Area columns that are filled for less than half of the lines of the fullest column."""
    filled = [0] * len(columns.titles)
    for line in text_lines(words):
        for place in {columns.place(word) for word in line}:
            filled[place] += 1
    return [
        place
        for place, column in enumerate(columns.header)
        if column.role in _SPREAD and filled[place] * 2 < max(filled)
    ]


def _parted(bands: Sequence[Band], columns: Columns) -> list[Band]:
    """The bands joined to rows at whichever space gives most whole rows."""
    spaces = [below.top - above.bottom for above, below in pairwise(bands)]
    steps = sorted({round(space * 2) / 2 for space in spaces})[:_MAX_STEPS]
    ways = [_joined(bands, spaces, step) for step in (-1.0, *steps)]
    return max(ways, key=lambda rows: _wholeness(rows, columns))


def _joined(bands: Sequence[Band], spaces: Sequence[float], widest: float) -> list[Band]:
    """Bands no further apart than `widest` are one row."""
    rows = [bands[0]]
    for space, band in zip(spaces, bands[1:], strict=True):
        if space <= widest + 0.26:
            rows[-1] = rows[-1].joined(band)
        else:
            rows.append(band)
    return rows


def _wholeness(rows: Sequence[Band], columns: Columns) -> int:
    whole = sum(_is_whole(row, columns) for row in rows)
    return 2 * whole - len(rows)


def _is_whole(row: Band, columns: Columns) -> bool:
    filled = {columns.header[columns.place(word)].role for word in row.words}
    wanted = {column.role for column in columns.header} & {*_KEYS}
    return wanted <= filled if len(wanted) < 3 else len(wanted - filled) < 2 and "unit" in filled


def _whole(rows: Sequence[Band], columns: Columns) -> list[Band]:
    """Rows with the fragments that stand below or above them: no unit and no number of its own."""
    found: list[Band] = []
    for place, row in enumerate(rows):
        if found and _is_fragment(row, columns):
            below = rows[place + 1].top - row.bottom if place + 1 < len(rows) else 1e9
            if row.top - found[-1].bottom <= below + 0.5:
                found[-1] = found[-1].joined(row)
                continue
        found.append(row)
    return found


def _is_fragment(row: Band, columns: Columns) -> bool:
    roles = {columns.header[columns.place(word)].role for word in row.words}
    return not roles & {"unit", "phone", "serial"}


def _cells(row: Band, columns: Columns) -> list[Cell]:
    held: list[list[Word]] = [[] for _ in columns.titles]
    for word in row.words:
        held[columns.place(word)].append(word)
    return [Cell(text_of(words)) for words in held]

"""Words of a PDF page that stand in columns without drawn lines → tables.

The words of the header say how many columns there are; where between two of them hardly any word
stands is the border. Rows are told apart by the space between them: that of wrapped lines is
smaller, and of all ways to part the lines the one with most whole rows is right.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, reduce
from itertools import pairwise

from sites.reading.cells import clean
from sites.reading.columns import PHONE, Column, read_header, recognised
from sites.reading.headings import heading_of
from sites.reading.pdfbands import Band, bands_of, gutters, spread_over
from sites.reading.pdfpage import Word
from sites.reading.pdfrows import (
    Alignment,
    Extent,
    Setting,
    alignment_quality,
    quality,
)
from sites.reading.pdftables import Cell, PrintedGrid, line_text, text_lines, text_of

_GAPS_EM = (0.5, 1.0, 1.5, 0.3, 2.5)  # between the words of a header, likely ones first
_IN_EVERY_ROW = ("unit", "phone", "mobile")
_FEWEST_LINES = 5  # of a table without a header
_CLOSE_EM = 0.8  # between the lines of one title
_LONGEST_END = 2
_SPREAD = ("province", "city")  # printed once for many rows


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
    words: Sequence[Word], known: Columns | None, setting: Setting
) -> tuple[list[tuple[float, Region]], Columns | None]:
    """(top, table or line of text) in order, and the columns for the page that goes on.

    known: of the page before, used when this one has no header of its own. setting: how the
    document sets its rows; what is seen of that is noted in it.
    """
    lines = text_lines(words)
    found: list[tuple[float, Region]] = []
    body: list[list[Word]] = []
    columns = known or _unheaded(lines)
    setting.seen.extend(lines)
    around = setting.lines or tuple(lines)
    while lines:
        line = lines.pop(0)
        groups = _header_groups(line)
        if groups is None:
            body.append(line)
            continue
        groups = _with_wrapped(groups, [body, lines])
        groups = _with_ends(groups, lines)
        found += _read(body, columns, setting)
        columns, body = _columns(groups, around), []
        grid = [[Cell(title) for title in columns.titles]]
        found.append((line[0].top, PrintedGrid(grid, line[0].top, line[0].bottom)))
    found += _read(body, columns, setting)
    return found, columns


def _unheaded(lines: Sequence[Sequence[Word]]) -> Columns | None:
    """The columns of a page without a header: what no line but a title or two crosses is between
    them, and the cells say what they hold. None where they do not, or where a header stands."""
    if len(lines) < _FEWEST_LINES or any(map(_header_groups, lines)):
        return None
    borders = gutters([[(word.left, word.right) for word in line] for line in lines])
    columns = Columns((), ("",) * (len(borders) + 1), borders)
    filled = [len({columns.place(word) for word in line}) for line in lines]
    firsts = [at for at, count in enumerate(filled) if count == max(filled)]
    lasts = [at + 1 for at in firsts]
    ways = (range(len(lines) + 1), [*firsts, len(lines)], [0, *lasts])
    for starts in ways:  # each line a row; rows that begin, or end, with a line in all columns
        rows = [Band([w for line in lines[a:b] for w in line]) for a, b in pairwise(starts)]
        cells = [[clean(cell.text) for cell in _cells(row, columns)] for row in rows]
        header = recognised([row for row in cells if len({*row} - {""}) > 1])
        if header:
            return replace(columns, header=header)
    return None


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


def _with_ends(groups: _Groups, lines: _Groups) -> _Groups:
    """The groups with the ends of titles that are too long for their columns (联系电 above 话):
    a line close below that says nothing but such ends. It is taken out of `lines`."""
    if not lines:
        return groups
    bottom = max(word.bottom for group in groups for word in group)
    is_close = lines[0][0].top - bottom < _CLOSE_EM * lines[0][0].em
    are_ends = all(len(word.text) <= _LONGEST_END and word.text.isalpha() for word in lines[0])
    owners = [[group for group in groups if _meets(word, group)] for word in lines[0]]
    if not (is_close and are_ends and all(len(owner) == 1 for owner in owners)):
        return groups
    longer = [
        [*group, *(word for word, owner in zip(lines[0], owners, strict=True) if owner[0] is group)]
        for group in groups
    ]
    if _named(longer) < _named(groups):
        return groups
    lines.pop(0)
    return longer


def _named(groups: _Groups) -> int:
    """How many of the titles are known words; 0 when they are no header."""
    header = read_header([clean(text_of(group)) for group in groups])
    return sum(bool(column.role) for column in header or ())


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


def _read(
    lines: Sequence[Sequence[Word]], columns: Columns | None, setting: Setting
) -> list[tuple[float, Region]]:
    if columns is None:
        return [(line[0].top, line_text(line, gap_em=1.0)) for line in lines]
    found: list[tuple[float, Region]] = []
    body: list[Word] = []
    for place, line in enumerate(lines):
        beside = [*lines[place - 1 : place], *lines[place + 1 : place + 2]]
        if _is_text(line, columns, beside):
            found += _table(body, columns, setting)
            body = []
            found.append((line[0].top, line_text(line, gap_em=1.0)))
        else:
            body += line
    return found + _table(body, columns, setting)


def _is_text(line: Sequence[Word], columns: Columns, beside: Sequence[Sequence[Word]]) -> bool:
    """A title, a heading, a footer: not a line of the table. beside: the lines above and below."""
    in_columns = {columns.place(word) for word in line}
    if any(PHONE.search(clean(word.text)) for word in line) and len(in_columns) > 1:
        return False
    if any(columns.crosses(word) for word in line) and len(in_columns) < 3:
        return True
    if in_columns != {0} or columns.header[0].role in _SPREAD:
        return False
    top, bottom = min(word.top for word in line), max(word.bottom for word in line)
    is_alone = not any(w.top < bottom and w.bottom > top for other in beside for w in other)
    return is_alone and heading_of(clean(line_text(line))) is not None


def _table(words: Sequence[Word], columns: Columns, setting: Setting) -> list[tuple[float, Region]]:
    if not words:
        return []
    spread = _spread_columns(words, columns)
    bands = bands_of([word for word in words if columns.place(word) not in spread])
    if not bands:
        return [(line[0].top, line_text(line, gap_em=1.0)) for line in text_lines(words)]
    rows = _whole(_parted(bands, columns, setting), columns)
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
    """Area columns that are filled for less than half of the lines that a column with something
    in every row has."""
    filled = [0] * len(columns.titles)
    for line in text_lines(words):
        for place in {columns.place(word) for word in line}:
            filled[place] += 1
    pairs = list(zip(columns.header, filled, strict=True))
    rows = min((count for column, count in pairs if column.role in _IN_EVERY_ROW), default=0)
    return [
        place
        for place, (column, count) in enumerate(pairs)
        if column.role in _SPREAD and count * 2 < rows
    ]


def _parted(bands: Sequence[Band], columns: Columns, setting: Setting) -> list[Band]:
    """The bands joined to rows, in the best of all ways."""

    @cache
    def row(start: int, end: int) -> tuple[float, list[Extent]]:
        held = _held(_merged(bands[start:end]), columns)
        return quality(_texts(held, columns)), [Extent.of(words) for words in held if words]

    def worth(alignment: Alignment, start: int, end: int) -> float:
        value, extents = row(start, end)
        return value + alignment_quality(extents, alignment)

    starts = setting.best(len(bands), worth)
    return [_merged(bands[start:end]) for start, end in pairwise([*starts, len(bands)])]


def _merged(bands: Sequence[Band]) -> Band:
    return reduce(Band.joined, bands)


def _texts(held: Sequence[Sequence[Word]], columns: Columns) -> dict[str, list[str]]:
    """role → the lines that stand in the columns of that role."""
    texts: dict[str, list[str]] = {}
    for column, words in zip(columns.header, held, strict=True):
        texts.setdefault(column.role, []).extend(map(line_text, text_lines(words)))
    return texts


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
    return [Cell(text_of(words)) for words in _held(row, columns)]


def _held(row: Band, columns: Columns) -> list[list[Word]]:
    """The words of each column."""
    held: list[list[Word]] = [[] for _ in columns.titles]
    for word in row.words:
        held[columns.place(word)].append(word)
    return held

"""Words of a PDF page that stand in columns without drawn lines → tables.

`pdfheaders` says which columns there are, `pdfrows` which of all ways to part the lines into rows
is the best.
"""

from collections.abc import Sequence
from functools import cache, reduce
from itertools import pairwise

from sites.reading.formats.pdfbands import Band, bands_of, spread_over
from sites.reading.formats.pdfheaders import (
    Columns,
    columns_under,
    header_groups,
    unheaded,
    whole_titles,
)
from sites.reading.formats.pdfpage import Word
from sites.reading.formats.pdfrows import (
    Alignment,
    Extent,
    Setting,
    alignment_quality,
    quality,
)
from sites.reading.formats.pdftables import Cell, PrintedGrid, line_text, text_lines, text_of
from sites.reading.tables.cells import clean
from sites.reading.tables.headings import heading_of
from sites.reading.tables.line_kinds import FOOTER
from sites.reading.tables.signs import PHONE

_IN_EVERY_ROW = ("unit", "phone", "mobile")
_SPREAD = ("province", "city")  # printed once for many rows


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
    columns = known or unheaded(lines)
    setting.seen.extend(lines)
    around = setting.lines or tuple(lines)
    while lines:
        line = lines.pop(0)
        groups = header_groups(line)
        if groups is None:
            body.append(line)
            continue
        groups = whole_titles(groups, body, lines)
        found += _read(body, columns, setting)
        columns, body = columns_under(groups, around), []
        grid = [[Cell(title) for title in columns.titles]]
        found.append((line[0].top, PrintedGrid(grid, line[0].top, line[0].bottom)))
    found += _read(body, columns, setting)
    return found, columns


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
    top, bottom = min(word.top for word in line), max(word.bottom for word in line)
    if any(w.top < bottom and w.bottom > top for other in beside for w in other):
        return False
    text = clean(line_text(line))
    if len(in_columns) == 1 and FOOTER.fullmatch(text):
        return True
    return in_columns == {0} and columns.header[0].role not in _SPREAD and bool(heading_of(text))


def _table(words: Sequence[Word], columns: Columns, setting: Setting) -> list[tuple[float, Region]]:
    if not words:
        return []
    spread = _spread_columns(words, columns)
    bands = bands_of([word for word in words if columns.place(word) not in spread])
    if not bands:
        return [(line[0].top, line_text(line, gap_em=1.0)) for line in text_lines(words)]
    rows = _whole(_parted(bands, columns, setting), columns)
    lines = [columns.cells(row.words) for row in rows]
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
        held = columns.held(_merged(bands[start:end]).words)
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

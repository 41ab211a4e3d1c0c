"""Tables side by side, as printers save paper: the header's words come again to the right.

单位 | 电话 | 单位 | 电话              单位 | 电话
甲   | 1    | 丙   | 3         →      甲, 乙, then 单位 | 电话 again, 丙, 丁
乙   | 2    | 丁   | 4
"""

from collections.abc import Sequence
from dataclasses import replace

from sites.reading.sheets import Line, Sheet
from sites.reading.tables.cells import clean
from sites.reading.tables.columns import read_header
from sites.text import squeeze

_HEADER_WITHIN_LINES = 20
_MOST_BESIDE = 4
_Cells = tuple[str, ...]


def unfolded_sheet(sheet: Sheet) -> Sheet:
    """The sheet with such tables below each other; lines keep the number that they have."""
    rows = unfolded([line.cells for line in sheet.lines])
    if len(rows) == len(sheet.lines):
        return sheet
    return replace(
        sheet, lines=tuple(Line(sheet.lines[place].number, cells) for place, cells in rows)
    )


def unfolded(rows: Sequence[_Cells]) -> list[tuple[int, _Cells]]:
    """(place of the row from 0, cells) of each row of one table; left ones come first."""
    sides = _sides(rows)
    if len(sides) < 2:
        return list(enumerate(rows))
    found: list[tuple[int, _Cells]] = []
    waiting: list[list[tuple[int, _Cells]]] = [[] for _ in sides]
    for place, row in enumerate(rows):
        parts = [tuple(row[column] for column in side if column < len(row)) for side in sides]
        if len({cell for cell in row if cell.strip()}) == 1 and any(map(str.strip, parts[0])):
            found += [entry for side in waiting for entry in side]
            waiting = [[] for _ in sides]
            found.append((place, parts[0]))
            continue
        for side, part in zip(waiting, parts, strict=True):
            if any(map(str.strip, part)):
                side.append((place, part))
    return found + [entry for side in waiting for entry in side]


def _sides(rows: Sequence[_Cells]) -> list[list[int]]:
    """The columns of each table; columns without a text are between them."""
    width = max(map(len, rows), default=0)
    filled = [
        column
        for column in range(width)
        if any(column < len(row) and row[column].strip() for row in rows)
    ]
    for row in rows[:_HEADER_WITHIN_LINES]:
        titles = [squeeze(row[column]) if column < len(row) else "" for column in filled]
        for count in range(2, _MOST_BESIDE + 1):
            size, rest = divmod(len(titles), count)
            is_repeated = not rest and size > 1 and titles[:size] * count == titles
            if is_repeated and read_header([clean(title) for title in titles[:size]]):
                return [filled[size * side : size * (side + 1)] for side in range(count)]
    return []

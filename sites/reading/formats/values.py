"""The values of a worksheet's cells → its Lines, each merged cell filled.

What any reader of spreadsheets needs, whatever it is that opens the file.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, time

from sites.errors import BadFileError
from sites.reading.sheets import Line, checked_lines

Range = tuple[int, int, int, int]

_MAX_MERGED_CELLS = 2_000_000
_CARRIAGE_RETURN = re.compile(r"_x000[dD]_")


def sheet_lines(
    rows: dict[int, list[str]], merged: Iterable[Range], width: int
) -> tuple[Line, ...]:
    """The Lines of a worksheet. rows: number from 1 → `width` texts; merged cells are filled in it.

    merged: (first column, first row, last column, last row) of each range, from 1.
    Raises BadFileError when there is more than a list has.
    """
    _fill_merged(rows, merged, width)
    filled = (number for number in sorted(rows) if any(cell.strip() for cell in rows[number]))
    return checked_lines([Line(number, tuple(rows[number])) for number in filled])


def _fill_merged(rows: dict[int, list[str]], merged: Iterable[Range], width: int) -> None:
    """Each cell of a merged range gets the text of its first: the list means it for all."""
    filled = 0
    last = max(rows, default=0)
    for left, top, far_right, far_bottom in merged:
        text = rows.get(top, [""] * width)[left - 1] if left <= width else ""
        right, bottom = min(far_right, width), min(far_bottom, last)
        filled += max(0, right - left + 1) * max(0, bottom - top + 1)
        if filled > _MAX_MERGED_CELLS:
            raise BadFileError("合并的单元格太多；请取消合并，另存为新的 xlsx，再读一次。")
        if not text.strip():
            continue
        for number in range(top, bottom + 1):
            cells = rows.get(number)
            for column in range(left - 1, right if cells else 0):
                cells[column] = cells[column] or text  # type: ignore[index]


def cell_text(value: object) -> str:
    """A cell's value as a person reads it: 43100000001.0 as digits, a date as ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date | time):
        return value.isoformat()
    return _CARRIAGE_RETURN.sub("", str(value))

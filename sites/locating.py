"""A table with addresses → the same table with five more columns: where each address lies.

Line by line, in the table's order, with a constant amount of memory.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sites.exporting import BYTE_ORDER_MARK, lines_csv
from sites.geocoding import Located, PlaceText, locate
from sites.reading.anytable import AnyTable, open_table

ADDED_COLUMNS = ("lat", "lon", "precision", "adcode", "method")
_SHOWN_MISSES = 20


@dataclass(slots=True)
class Tally:
    """What came out so far. misses: (number of the row below the header, its words, why)."""

    precisions: Counter[str] = field(default_factory=Counter)
    missing: int = 0
    misses: list[tuple[int, str, str]] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return self.precisions.total() + self.missing


def located_csv(path: Path, tally: Tally) -> Iterator[str]:
    """The table as CSV text in pieces, each row with ADDED_COLUMNS; the tally fills meanwhile.

    lat, lon: WGS-84 with six decimals. All five are empty where the words name no one place.
    An earlier output is located anew: its five last columns are replaced.
    Raises BadFileError when the file is no table or has no address column.
    """
    with open_table(path) as table:
        if table.has_mark:
            yield BYTE_ORDER_MARK
        yield from lines_csv(_lines(table, tally))


def _lines(table: AnyTable, tally: Tally) -> Iterator[Sequence[str]]:
    is_own = table.header[-len(ADDED_COLUMNS) :] == ADDED_COLUMNS
    width = len(table.header) - (len(ADDED_COLUMNS) if is_own else 0)
    yield from table.titles
    yield (*table.header[:width], *ADDED_COLUMNS)
    for cells in table.lines:
        words = table.words(cells)
        located = locate(PlaceText(**words))
        _count(tally, located, "".join(words.values()))
        kept = cells[:width] + ("",) * (width - len(cells))
        surplus = () if is_own else cells[width:]
        yield (*kept, *_fix_cells(located), *surplus)


def _count(tally: Tally, located: Located, words: str) -> None:
    if located.fix is not None:
        tally.precisions[located.fix.precision] += 1
        return
    tally.missing += 1
    if len(tally.misses) < _SHOWN_MISSES:
        tally.misses.append((tally.rows, words, "".join(located.notes)))


def _fix_cells(located: Located) -> tuple[str, ...]:
    fix = located.fix
    if fix is None:
        return ("",) * len(ADDED_COLUMNS)
    point = fix.point
    return f"{point.lat:.6f}", f"{point.lon:.6f}", fix.precision, fix.adcode, fix.method

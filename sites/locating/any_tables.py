"""A table with addresses → the same table with five more columns: where each address lies.

Line by line, in the table's order, with a constant amount of memory.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sites.exporting import BYTE_ORDER_MARK, lines_csv
from sites.geocoding import Located, PlaceText, locate
from sites.geocoding.tallying import FixTally
from sites.reading.any_table import AnyTable, Cells, open_table
from sites.records import Fix

if TYPE_CHECKING:  # reads the providers in, which a run without a key never needs
    from sites.geocoding.chain import Chain

ADDED_COLUMNS = ("lat", "lon", "precision", "adcode", "method")
_SHOWN_MISSES = 20


@dataclass(slots=True)
class Tally(FixTally):
    """What came out so far. misses: (number of the row below the header, its words, why).

    on_row: called once for each row, as a progress bar wants it.
    """

    misses: list[tuple[int, str, str]] = field(default_factory=list)
    on_row: Callable[[], object] = lambda: None


def row_count(path: Path) -> int:
    """How many rows the table has below its header. Raises BadFileError as located_csv does."""
    with open_table(path) as table:
        return sum(1 for _ in table.lines)


def located_csv(path: Path, tally: Tally, chain: "Chain | None" = None) -> Iterator[str]:
    """The table as CSV text in pieces, each row with ADDED_COLUMNS; the tally fills meanwhile.

    lat, lon: WGS-84 with six decimals. All five are empty where the words name no one place.
    An earlier output is located anew: its five last columns are replaced.
    chain: the providers of the network to ask; None = the gazetteer alone.
    Raises BadFileError when the file is no table or has no address column.
    """
    with open_table(path) as table:
        if table.has_mark:
            yield BYTE_ORDER_MARK
        yield from lines_csv(_lines(table, tally, chain))


def _lines(table: AnyTable, tally: Tally, chain: "Chain | None") -> Iterator[Sequence[str]]:
    is_own = table.header[-len(ADDED_COLUMNS) :] == ADDED_COLUMNS
    width = len(table.header) - (len(ADDED_COLUMNS) if is_own else 0)
    yield from table.titles
    yield (*table.header[:width], *ADDED_COLUMNS)
    found = _offline(table, tally) if chain is None else _online(table, tally, chain)
    for cells, fix in found:
        tally.on_row()
        kept = cells[:width] + ("",) * (width - len(cells))
        surplus = () if is_own else cells[width:]
        yield (*kept, *_fix_cells(fix), *surplus)


def _offline(table: AnyTable, tally: Tally) -> Iterator[tuple[Cells, Fix | None]]:
    for cells in table.lines:
        words = table.words(cells)
        located = locate(PlaceText(**words))
        tally.add(located.fix)
        if located.fix is None:
            _miss(tally, words.values(), located.notes)
        yield cells, located.fix


def _online(table: AnyTable, tally: Tally, chain: "Chain") -> Iterator[tuple[Cells, Fix | None]]:
    def things() -> Iterator[tuple[Cells, PlaceText, Located]]:
        for cells in table.lines:
            place = PlaceText(**table.words(cells))
            yield cells, place, locate(place)

    for cells, placed in chain.follow_things(things()):
        tally.add(placed.fix, placed.doubts)
        if placed.fix is None:
            _miss(tally, table.words(cells).values(), placed.notes)
        yield cells, placed.fix


def _miss(tally: Tally, words: Iterable[str], notes: Sequence[str]) -> None:
    if len(tally.misses) < _SHOWN_MISSES:
        tally.misses.append((tally.total, "".join(words), "".join(notes)))


def _fix_cells(fix: Fix | None) -> tuple[str, ...]:
    if fix is None:
        return ("",) * len(ADDED_COLUMNS)
    point = fix.point
    return f"{point.lat:.6f}", f"{point.lon:.6f}", fix.precision, fix.adcode, fix.method

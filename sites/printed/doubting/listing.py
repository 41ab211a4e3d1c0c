"""A whole list with what each of its rows says about where it is: what every check looks at."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from sites.areas import Level, gazetteer
from sites.areas.codes import Codes, prefix, province_of
from sites.phones.dialling_codes import codes_today
from sites.phones.printed import Number, normal, numbers
from sites.printed.doubting.place_names import EVERYWHERE, Name, Scope, place_names
from sites.records.scans import Doubt, PrintedRow
from sites.text import squeeze

LONGEST = 300  # characters of a cell that are looked at; no unit or address has more
SURE = 0.97  # score of its least sure character from which a reading is believed
_LEVELS: tuple[Level, ...] = ("province", "city", "county")


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A doubt about one row. strength: the higher, the sooner it is to be looked at."""

    row: int
    strength: int
    doubt: Doubt


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row and where its cells say it is.

    scope: beginnings of the codes of the province (or provinces). cities: the same of the cities
    where the telephone codes and the city's cell agree on any, else the scope. unit, address:
    names in those cells. phone: the phone cell in one spelling; numbers: of it; dialling: area
    codes printed with them; dialling_today: what these are now.
    """

    printed: PrintedRow
    scope: Scope
    cities: Scope
    unit: tuple[Name, ...]
    address: tuple[Name, ...]
    phone: str
    numbers: tuple[Number, ...]
    dialling: tuple[str, ...]
    dialling_today: frozenset[str]

    def cell(self, column: str) -> str:
        """The text of a column, at most LONGEST characters; empty when there is none."""
        return self.printed.cells.get(column, "")[:LONGEST]

    @property
    def is_recognised(self) -> bool:
        """Whether the row was read from a picture."""
        return self.printed.second is not None

    def is_sure(self, column: str) -> bool:
        """Whether both readings say the same and the first was sure of every character."""
        scores, second = self.printed.scores or {}, self.printed.second or {}
        return scores.get(column, 0.0) >= SURE and squeeze(second.get(column, "")) == squeeze(
            self.printed.cells.get(column, "")
        )

    @property
    def unit_head(self) -> Codes:
        """The areas that the unit's last leading name means."""
        return _head(self.unit)

    @property
    def address_head(self) -> Codes:
        """The areas that the address's last leading name means."""
        return _head(self.address)


class Listing:
    """The rows of a list in order, placed."""

    def __init__(self, rows: Sequence[PrintedRow]) -> None:
        provinces = _provinces(rows)
        self.rows = tuple(map(_placed, rows, provinces))

    @cached_property
    def filled(self) -> Counter[str]:
        """How many rows have something in each column."""
        return Counter(
            column for row in self.rows for column, text in row.printed.cells.items() if text
        )

    def is_usual(self, column: str) -> bool:
        """Whether more than half of the rows have something in the column."""
        return 2 * self.filled[column] > len(self.rows)


def _head(names: tuple[Name, ...]) -> Codes:
    """The codes of the last of the names that follow each other from the beginning."""
    head: Codes = ()
    end = 0
    for name in names:
        if name.start != end:
            break
        lower = tuple(c for c in name.codes if any(c.startswith(prefix(h)) for h in head))
        if head and not lower:
            break
        head, end = lower or name.codes, name.end
    return head


def _provinces(rows: Sequence[PrintedRow]) -> list[Scope]:
    """The province of each row: of its cell, else as its texts begin; else that of the row above
    where its texts begin with a name of that, else that of its telephone code."""
    scopes: list[Scope] = []
    above: Scope = EVERYWHERE
    for row in rows:
        above = _own_province(row) or _still(row, above) or _dialled_province(row) or above
        scopes.append(above)
    return scopes


def _still(row: PrintedRow, above: Scope) -> Scope:
    names = place_names()
    texts = (row.cells.get(column, "")[:LONGEST] for column in ("unit", "address"))
    return above if any(names.at(text, 0, above) for text in texts) else ()


def _dialled_province(row: PrintedRow) -> Scope:
    found = numbers(normal(row.cells.get("phone", "")[:LONGEST]))
    return tuple(
        {
            prefix(province_of(area))
            for each in found
            if each.area
            for area in areas_dialled(each.area)
        }
    )


def _own_province(row: PrintedRow) -> Scope:
    names = place_names()
    for column in ("province", "address", "unit"):
        name = names.at(row.cells.get(column, "")[:LONGEST], 0, EVERYWHERE)
        provinces = {prefix(province_of(code)) for code in name.codes} if name else set()
        if len(provinces) == 1 and (column == "province" or (name and name.is_full)):
            return tuple(provinces)
    return ()


def _placed(row: PrintedRow, scope: Scope) -> PlacedRow:
    names = place_names()
    unit, address, cell = (row.cells.get(c, "")[:LONGEST] for c in ("unit", "address", "phone"))
    phone = normal(cell)
    found = tuple(numbers(phone))
    dialling = tuple(dict.fromkeys(number.area for number in found if number.area))
    return PlacedRow(
        row,
        scope,
        _cities(row, scope, dialling),
        tuple(names.within(unit, scope)),
        tuple(names.within(address, scope)),
        phone,
        found,
        dialling,
        frozenset(today for code in dialling for today in codes_today(code)),
    )


def _cities(row: PrintedRow, scope: Scope, dialling: tuple[str, ...]) -> Scope:
    """The cities of the city's cell, else of the telephone codes."""
    written = place_names().codes(row.cells.get("city", ""), scope)
    if written:
        return tuple(dict.fromkeys(map(prefix, written)))
    dialled = {
        prefix for code in dialling for prefix in areas_dialled(code) if prefix.startswith(scope)
    }
    return tuple(sorted(dialled)) or scope


def areas_dialled(code: str) -> tuple[str, ...]:
    """Beginnings of the codes of the cities and counties that a telephone code reaches."""
    return _dialled().get(code, ())


@cache
def _dialled() -> dict[str, tuple[str, ...]]:
    reached: dict[str, set[str]] = {}
    for level in _LEVELS:
        for area in gazetteer().all(level):
            for code in gazetteer().telephone_codes(area.adcode):
                reached.setdefault(code, set()).add(prefix(area.adcode))
    return {code: tuple(sorted(areas)) for code, areas in reached.items()}

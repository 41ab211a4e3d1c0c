"""A list → its rows that want a person's eye, each with the reasons: what geocode-report shows.

Nothing is stored but what providers answer. A row is doubtful when nobody knows where it lies,
when sources contradict each other, when its point is coarse, or when another row has the same.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from sites.areas.codes import county_of
from sites.assembling.coordinates import read_coordinates
from sites.assembling.desk import Desk
from sites.errors import BadFileError
from sites.geo import Point
from sites.geocoding import Located, PlaceText, locate
from sites.geocoding.tallying import FixTally
from sites.locating.what_settles import what_settles
from sites.reading import read_list
from sites.reading.any_table import open_table
from sites.reading.tables.cells import clean
from sites.reading.tables.titles import datum_named, header_roles
from sites.records import Fix, Problem, Row
from sites.text import squeeze

if TYPE_CHECKING:  # reads the providers in, which a run without a key never needs
    from sites.geocoding.chain import Chain, Outage
    from sites.geocoding.settling import SettledFix

# The gravest first.
DoubtKind = Literal[
    "unread",
    "nowhere",
    "outside",
    "disagreeing",
    "guarded",
    "unasked",
    "duplicate",
    "wide",
    "coarse",
]
DOUBT_KINDS: tuple[DoubtKind, ...] = get_args(DoubtKind)
_PLACE_COLUMNS = ("province", "city", "county", "unit", "address")
_GIVEN_COLUMNS = ("lat", "lon", "datum", "precision")
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class PlaceDoubt:
    kind: DoubtKind
    words: str


@dataclass(slots=True)
class SurveyedRow:
    """line: as the file counts. fix: None when nobody knows."""

    file: str
    line: int
    unit: str
    address: str
    fix: Fix | None = None
    doubts: list[PlaceDoubt] = field(default_factory=list)

    @property
    def gravest(self) -> int:
        """Place in DOUBT_KINDS; after all of them for a row without doubt."""
        places = (DOUBT_KINDS.index(doubt.kind) for doubt in self.doubts)
        return min(places, default=len(DOUBT_KINDS))


@dataclass(frozen=True, slots=True)
class Survey:
    """doubtful: the gravest first, then in the file's order. rows: all that were read."""

    rows: int
    doubtful: tuple[SurveyedRow, ...]
    tally: FixTally
    outages: tuple["Outage", ...] = ()


_Waiting = tuple[SurveyedRow, PlaceText, Located]
_Watched = Callable[[Sequence[_Waiting]], Iterable[_Waiting]]


def survey(
    path: Path, chain: "Chain | None" = None, *, watched: _Watched = lambda waiting: waiting
) -> Survey:
    """Every row located as a load would, and looked at. chain: None = offline only.

    watched: passes the rows through while they are located, as a progress bar does.

    Raises BadFileError when the file is no list, StoreError when the memory fails.
    """
    tally = FixTally()
    surveyed, waiting = _read(_rows(path))
    _locate(watched(waiting), chain, tally)
    for row in surveyed:
        _mark_place(row, tally, may_ask=chain is not None)
    _mark_duplicates(surveyed)
    doubtful = sorted((row for row in surveyed if row.doubts), key=lambda row: row.gravest)
    outages = tuple(chain.outages()) if chain is not None else ()
    return Survey(len(surveyed), tuple(doubtful), tally, outages)


def _rows(path: Path) -> Iterable[Row | Problem]:
    """The rows of a list of sites, else of any table with an address column."""
    try:
        rows = list(read_list(path))
    except BadFileError:
        return _any_rows(path)
    return rows if any(isinstance(row, Row) for row in rows) else _any_rows(path)


def _any_rows(path: Path) -> Iterator[Row]:
    with open_table(path) as table:
        roles = header_roles([clean(cell) for cell in table.header])
        datum = next(filter(None, map(datum_named, table.header)), "")
        places = {role: roles.index(role) for role in _GIVEN_COLUMNS if role in roles}
        first = len(table.titles) + 2
        for line, cells in enumerate(table.lines, start=first):
            given = {role: clean(cells[at]) for role, at in places.items() if at < len(cells)}
            yield Row(path.name, line, {"datum": datum, **given, **table.words(cells)})


def _read(rows: Iterable[Row | Problem]) -> tuple[list[SurveyedRow], list[_Waiting]]:
    """All rows, and those of them that bring no point of their own."""
    surveyed: list[SurveyedRow] = []
    waiting: list[_Waiting] = []
    for row in rows:
        if isinstance(row, Problem):
            surveyed.extend(_unread(row))
            continue
        looked = _looked_at(row)
        surveyed.append(looked[0])
        if looked[0].fix is None:
            waiting.append(looked)
    return surveyed, waiting


def _unread(problem: Problem) -> Iterator[SurveyedRow]:
    if not problem.taken and problem.joined_to is None:
        doubt = PlaceDoubt("unread", f"没有读：{problem.advice}")
        yield SurveyedRow(problem.file, problem.line, problem.text, "", doubts=[doubt])


def _looked_at(row: Row) -> _Waiting:
    """The row with its given point, if it brings one that can be trusted."""
    words = {name: row.cells.get(name, "") for name in _PLACE_COLUMNS}
    place = PlaceText(**words)
    located = locate(place)
    surveyed = SurveyedRow(row.file, row.line, words["unit"], words["address"])
    desk = Desk(row)
    surveyed.fix = read_coordinates(desk, county_of(located.fix.adcode) if located.fix else "")
    surveyed.doubts += (PlaceDoubt("outside", problem.advice) for problem in desk.problems)
    return surveyed, place, located


def _locate(waiting: Iterable[_Waiting], chain: "Chain | None", tally: FixTally) -> None:
    if chain is None:
        for row, _, located in waiting:
            row.fix = located.fix
            if located.fix is None:
                row.doubts.append(PlaceDoubt("nowhere", "".join(located.notes)))
        return
    for row, placed in chain.follow_things(waiting):
        row.fix = placed.fix
        row.doubts += _chain_doubts(placed)
        tally.doubts.update(placed.doubts)


def _chain_doubts(placed: "SettledFix") -> Iterator[PlaceDoubt]:
    kinds: dict[str, DoubtKind] = {"refused": "guarded", "unasked": "unasked"}
    for each in placed.hearsay:
        if each.verdict in kinds:
            yield PlaceDoubt(kinds[each.verdict], each.words)
    if placed.disagreement:
        yield PlaceDoubt("disagreeing", placed.disagreement)
    if placed.fix is None:
        yield PlaceDoubt("nowhere", "".join(placed.located.notes))


def _mark_place(row: SurveyedRow, tally: FixTally, *, may_ask: bool) -> None:
    if any(doubt.kind == "unread" for doubt in row.doubts):
        return
    tally.add(row.fix)
    if row.fix is not None and row.fix.precision in ("city", "province"):
        words = what_settles(row.fix, row.unit, row.address, may_ask=may_ask)
        row.doubts.append(PlaceDoubt("wide", words))
    elif row.fix is not None and row.fix.is_coarse:
        row.doubts.append(PlaceDoubt("coarse", "位置不太准，代表整个地方，不是门口。"))


def _mark_duplicates(rows: Iterable[SurveyedRow]) -> None:
    """Rows with one street or door for different addresses, or for the same one twice."""
    by_point: dict[Point, list[SurveyedRow]] = {}
    for row in rows:
        if row.fix is not None and not row.fix.is_coarse:
            by_point.setdefault(row.fix.point, []).append(row)
    for same in by_point.values():
        for row in same if len(same) > 1 else ():
            others = [each for each in same if each is not row]
            lines = "、".join(str(each.line) for each in others[:_MOST_NAMED])
            more = "等" if len(others) > _MOST_NAMED else ""
            is_one = all(squeeze(each.address) == squeeze(row.address) for each in others)
            why = "地址相同" if is_one else "地址却不同"
            row.doubts.append(PlaceDoubt("duplicate", f"和第 {lines} 行{more}在同一点，{why}。"))

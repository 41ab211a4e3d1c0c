"""The nouns of the program. Frozen: a changed thing is a new thing.

Words are those of the README: site, unit, area, row, problem, fix, release. Distances are in
kilometres, points are WGS-84 with latitude before longitude, dates are ISO 8601 texts that may
be partial ("2022-07", "2021") because the published lists are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args

from sites.geo import Datum, Point
from sites.records.scans import Box

Status = Literal["published", "demo"]
PhoneKind = Literal["landline", "mobile", "service", "short"]
# Why a number may reach nobody, or somebody else: by today's plan; by its area code; because it was
# printed together with another, completed from its last digits, or put behind a new area code;
# because no such number is dialled. Empty where nothing is doubtful, or nobody noted why.
PhoneDoubt = Literal["", "old", "place", "joined", "tail", "renewed", "range"]
Precision = Literal["exact", "building", "street", "township", "county", "city", "province"]
PRECISIONS: tuple[Precision, ...] = get_args(Precision)  # finest first
COARSE: frozenset[Precision] = frozenset(("township", "county", "city", "province"))

# What a demonstration site's unit and address must say, so that neither can be taken for real.
DEMO_WORD = "演示"
DEMO_STREET = "演示路"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list as it came. `line` counts from 1, the header included.

    cells: our column name → tidied text; absent when the list has no such column or the cell
    is empty.
    """

    file: str
    line: int
    cells: Mapping[str, str]


def status_of(cells: Mapping[str, str]) -> Status:
    """The status of a row that brings none: "demo" when both unit and address say so of
    themselves, else "published". cells: by our column names."""
    is_demo = DEMO_WORD in cells.get("unit", "") and DEMO_STREET in cells.get("address", "")
    return "demo" if is_demo else "published"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row, or a part of it, was not taken. `advice` says what to do.

    taken: True when the row became a site all the same and only a part of it was left out.
    joined_to: the line whose site this row was joined to (nothing of it is lost), else None.
    """

    file: str
    line: int
    column: str
    text: str
    advice: str
    taken: bool = False
    joined_to: int | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in its source a site is printed.

    picture: the picture's (or document's) name, as a person finds it again. row: the line in it,
    from 1; None = not said. box: in pixels of the upright page; None where the document was text.
    """

    picture: str
    row: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a site was published; a demonstration site has none.

    spots: where in it the site is printed; several when rows were joined, none when the list
    does not say.
    """

    title: str
    url: str
    published_on: str
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class Phone:
    """One number. `text` is what a person reads, area code and extension included.

    tel: the digits to dial; None when it must not or cannot be dialled (a demonstration
    number, an area code that is not known).
    note: when it answers (「白天」「夜间」), or empty.
    is_doubtful: printed so, but it may reach nobody, or somebody else (a retired area code, a digit
    too few, another place's code); the visitor is told. doubt: which of these, see PhoneDoubt.
    """

    text: str
    tel: str | None
    kind: PhoneKind
    note: str = ""
    is_doubtful: bool = False
    doubt: PhoneDoubt = ""


@dataclass(frozen=True, slots=True)
class Fix:
    """A geocoding result.

    method: who says so: "given" (the list), "seat", "geonames", "polygon" …
    adcode: the finest area that was understood. matched: the words of the text that led there.
    origin: file, date and id of a point that the deployment brought, for who asks why; no release
    keeps it.
    """

    point: Point
    precision: Precision
    method: str
    adcode: str
    matched: str = ""
    origin: str = field(default="", compare=False)

    @property
    def is_coarse(self) -> bool:
        """Whether the point stands for a whole area, not for a door or a street."""
        return self.precision in COARSE


@dataclass(frozen=True, slots=True)
class Reply:
    """What a provider of the network said to one query, and when.

    provider: "tianditu", "amap", "tencent" or "baidu". query: the text as it was sent.
    point: WGS-84; None = "no such place". datum: in which the provider gave it.
    precision: what its level is worth to us; None without a point. level: its own word for that
    (「门牌号」). address: how it writes the place, adcode: its code; empty when it says none.
    """

    provider: str
    query: str
    asked_at: datetime
    point: Point | None = None
    datum: Datum = "wgs84"
    precision: Precision | None = None
    level: str = ""
    address: str = ""
    adcode: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """One collection site: a unit at an address with phones.

    adcode: six digits of the finest of province, city, county; city and county are None where
    the division has none (a municipality has no city) or the list does not say.
    hours, checked_on, notes: empty when not known. fix: None when no place is known.
    phones: an office line stands before a mobile.
    source: None only for a demonstration site.
    checked_by: initials of whoever checked it on `checked_on`; empty when the list does not say.
    """

    id: str
    unit: str
    adcode: str
    province: str
    city: str | None
    county: str | None
    address: str
    phones: tuple[Phone, ...]
    hours: str
    fix: Fix | None
    status: Status
    source: Source | None
    checked_on: str
    notes: str
    checked_by: str = ""

    def __hash__(self) -> int:
        """Of the id alone: hashing all cells costs a page of twenty sites a twentieth."""
        return hash(self.id)

    @property
    def is_demo(self) -> bool:
        return self.status == "demo"

    @property
    def is_callable(self) -> bool:
        """Whether a family can call it: a real site with a number that may be dialled."""
        return not self.is_demo and any(phone.tel for phone in self.phones)

    @property
    def is_compared(self) -> bool:
        """Whether the check was one against the print. It shows that the row was read rightly,
        not that the site is still there."""
        return bool(self.checked_by and self.source and self.source.spots)


@dataclass(frozen=True, slots=True)
class Assembly:
    """What became of a list: each row is a site or one problem that is not `taken`.

    given_ids: the ids that the list itself brings.
    """

    sites: tuple[Site, ...]
    problems: tuple[Problem, ...]
    given_ids: frozenset[str] = frozenset()

    @property
    def joined(self) -> int:
        """Rows whose site another row had already brought; their numbers stand there."""
        return sum(problem.joined_to is not None for problem in self.problems)

    @property
    def refused(self) -> int:
        """Rows of which nothing was taken."""
        return sum(not problem.taken for problem in self.problems) - self.joined

    @property
    def rows(self) -> int:
        return len(self.sites) + self.joined + self.refused


@dataclass(frozen=True, slots=True)
class NearbySite:
    """A site and its geodesic distance (WGS-84) from an origin, in kilometres."""

    site: Site
    distance_km: float


@dataclass(frozen=True, slots=True)
class SiteCounts:
    total: int
    published: int
    demo: int


ReleaseState = Literal["staged", "live", "retired"]


@dataclass(frozen=True, slots=True)
class Release:
    """One numbered, immutable, complete set of sites; exactly one is live.

    published_at: UTC; None while staged. sha256, root: of the release's sites, hexadecimal, by the
    recipes of store.fingerprint and store.leaves; root is empty in a record of before it was kept.
    signature: of the root by the deployment's key, hexadecimal; empty where none was proved.
    seal: of its publication, with the store's identity and the times; empty while staged. Two
    releases with one seal are the same in all that is shown.
    """

    number: int
    state: ReleaseState
    created_at: datetime
    published_at: datetime | None
    sites: SiteCounts
    sha256: str
    files: tuple[str, ...]
    seal: str = ""
    root: str = ""
    signature: str = ""

"""records ↔ rows of the tables, column by column."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

from sqlalchemy import RowMapping

from sites.geo import Point
from sites.phones.deriving import tel_of
from sites.records import (
    PRECISIONS,
    Fix,
    Phone,
    PhoneDoubt,
    PhoneKind,
    Release,
    Site,
    SiteCounts,
    Source,
    Spot,
    Status,
)
from sites.records.scans import Box
from sites.text import is_web_address

_STATUSES: frozenset[str] = frozenset(get_args(Status))
_KINDS: frozenset[str] = frozenset(get_args(PhoneKind))
_DOUBTS: frozenset[str] = frozenset(get_args(PhoneDoubt))
_PRECISIONS: frozenset[str] = frozenset(PRECISIONS)


# What reading a row raises that no release of ours has: a text that is no JSON, a missing key,
# another type, a number beyond all bounds, brackets without end.
UNREADABLE = (
    ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError,
)  # fmt: skip


def counts(sites: Iterable[Site]) -> SiteCounts:
    """How many there are, and how many of them are real."""
    demos = [site.is_demo for site in sites]
    return SiteCounts(total=len(demos), published=demos.count(False), demo=demos.count(True))


def release_of(row: RowMapping, publication: RowMapping | None) -> Release:
    """The release of a row of `releases`, and the row of its publication; None while staged."""
    return Release(
        number=row["number"],
        state=row["state"],
        created_at=row["created_at"],
        published_at=None if publication is None else publication["published_at"],
        sites=SiteCounts(total=row["total"], published=row["published"], demo=row["demo"]),
        sha256=row["sha256"],
        files=tuple(row["files"]),
        seal="" if publication is None else publication["seal"],
        root=row.get("root", ""),
    )


def row_of(site: Site, release: int, sha256: str) -> dict[str, Any]:
    """The row of `sites` for the site in that release. sha256: the site's own fingerprint."""
    return {
        "release": release,
        "id": site.id,
        "unit": site.unit,
        "adcode": site.adcode,
        "province": site.province,
        "city": site.city,
        "county": site.county,
        "address": site.address,
        "phones": [_phone_cells(phone) for phone in site.phones],
        "hours": site.hours,
        **_fix_cells(site.fix),
        "status": site.status,
        **_source_cells(site.source),
        "checked_on": site.checked_on,
        "notes": site.notes,
        "spots": _spot_cells(site.source),
        "checked_by": site.checked_by,
        "sha256": sha256,
    }


def _phone_cells(phone: Phone) -> dict[str, str | bool]:
    return {
        "text": phone.text,
        "kind": phone.kind,
        "note": phone.note,
        "is_doubtful": phone.is_doubtful,
        "doubt": phone.doubt,
    }


def _fix_cells(fix: Fix | None) -> Mapping[str, float | str | None]:
    if fix is None:
        names = ("lat", "lon", "precision", "method", "fix_adcode", "matched")
        return dict.fromkeys(names)
    return {
        "lat": fix.point.lat,
        "lon": fix.point.lon,
        "precision": fix.precision,
        "method": fix.method,
        "fix_adcode": fix.adcode,
        "matched": fix.matched,
    }


def _source_cells(source: Source | None) -> Mapping[str, str | None]:
    if source is None:
        return dict.fromkeys(("source_title", "source_url", "published_on"))
    return {
        "source_title": source.title,
        "source_url": source.url,
        "published_on": source.published_on,
    }


def _spot_cells(source: Source | None) -> list[Mapping[str, Any]] | None:
    """None when the list does not say: nothing but a null in the table."""
    if source is None or not source.spots:
        return None
    return [
        {"picture": spot.picture, "row": spot.row, "box": spot.box and list(spot.box.sides)}
        for spot in source.spots
    ]


class SiteReader:
    """Rows of `sites`, in the table's column order → Sites, with equal parts held once.

    5,200 sites name 31 provinces and a handful of sources; one copy of each saves megabytes.
    """

    def __init__(self) -> None:
        self._sources: dict[Source, Source] = {}

    def site(self, row: Sequence[Any]) -> Site:
        """The site of one row; what is dialled comes from the printed number.

        Raises ValueError, TypeError or LookupError for cells that no site has.
        """
        _release, id_, unit, adcode, province, city, county, address, phones, hours = row[:10]
        status, title, url, published_on, checked_on, notes, spots, checked_by = row[16:24]
        return Site(
            id=_text(id_),
            unit=_text(unit),
            adcode=_text(adcode),
            province=_text(province),
            city=None if city is None else _text(city),
            county=None if county is None else _text(county),
            address=_text(address),
            phones=tuple(_phone(cells, adcode, demo=status == "demo") for cells in phones),
            hours=_text(hours),
            fix=_fix(row[10:16]),
            status=_one_of(_STATUSES, status),
            source=None if title is None else self._source(title, url, published_on, spots),
            checked_on=_text(checked_on),
            notes=_text(notes),
            checked_by=_text(checked_by),
        )

    def _source(self, title: str, url: str, published_on: str, spots: Any) -> Source:
        bare = Source(_text(title), _web_address(url), _text(published_on))
        source = self._sources.setdefault(bare, bare)
        if not spots:
            return source
        return Source(source.title, source.url, source.published_on, tuple(map(_spot, spots)))


def _text(cell: Any) -> str:
    if type(cell) is not str:
        raise TypeError(f"A text is stored as {type(cell).__name__}.")
    return sys.intern(cell)


def _one_of(known: frozenset[str], cell: Any) -> Any:
    """One of the words of a Literal of records."""
    if cell not in known:
        raise ValueError("A word is stored that the program does not know.")
    return sys.intern(cell)


def _web_address(cell: Any) -> str:
    if not is_web_address(_text(cell)):
        raise ValueError("A source is stored whose address is none of the web.")
    return sys.intern(cell)


def _whole(cell: Any) -> int:
    if type(cell) is not int:
        raise TypeError(f"A whole number is stored as {type(cell).__name__}.")
    return cell


def _spot(cells: Mapping[str, Any]) -> Spot:
    row, box = cells["row"], cells["box"]
    return Spot(
        _text(cells["picture"]),
        None if row is None else _whole(row),
        Box(*map(_whole, box)) if box else None,
    )


def _phone(cells: Mapping[str, Any], adcode: str, *, demo: bool) -> Phone:
    text = _text(cells["text"])
    return Phone(
        text,
        tel_of(text, adcode, demo=demo),
        _one_of(_KINDS, cells["kind"]),
        _text(cells["note"]),
        cells.get("is_doubtful", False) is True,  # a release stored before the mark has none
        _one_of(_DOUBTS, cells.get("doubt", "")),
    )


def _fix(cells: Sequence[Any]) -> Fix | None:
    lat, lon, precision, method, adcode, matched = cells
    if lat is None and lon is None:
        return None
    words = _one_of(_PRECISIONS, precision), _text(method), _text(adcode), _text(matched)
    return Fix(Point(lat, lon), *words)

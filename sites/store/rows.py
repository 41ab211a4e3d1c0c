"""records ↔ rows of the tables, column by column."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping

from sites.geo import Point
from sites.records import Fix, Phone, Release, Site, SiteCounts, Source, Spot

# Typed for the literals of records; the table's checks hold their values.
_one_copy: Callable[[Any], Any] = sys.intern


@dataclass(frozen=True, slots=True)
class FormerSite:
    """What is still said about a site that was once published and is not live now."""

    unit: str
    adcode: str
    is_demo: bool


def counts(sites: Iterable[Site]) -> SiteCounts:
    """How many there are, and how many of them are real."""
    demos = [site.is_demo for site in sites]
    return SiteCounts(total=len(demos), published=demos.count(False), demo=demos.count(True))


def release_of(row: RowMapping) -> Release:
    """The release of a row of `releases` that also brings `published_at`."""
    return Release(
        number=row["number"],
        state=row["state"],
        created_at=row["created_at"],
        published_at=row["published_at"],
        sites=SiteCounts(total=row["total"], published=row["published"], demo=row["demo"]),
        sha256=row["sha256"],
        files=tuple(row["files"]),
    )


def row_of(site: Site, release: int) -> dict[str, Any]:
    """The row of `sites` for the site in that release."""
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
    }


def _phone_cells(phone: Phone) -> dict[str, str | bool | None]:
    return {
        "text": phone.text,
        "tel": phone.tel,
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
        {"picture": spot.picture, "row": spot.row, "box": spot.box and list(spot.box)}
        for spot in source.spots
    ]


class SiteReader:
    """Rows of `sites`, in the table's column order → Sites, with equal parts held once.

    5,200 sites name 31 provinces and a handful of sources; one copy of each saves megabytes.
    """

    def __init__(self) -> None:
        self._sources: dict[Source, Source] = {}

    def site(self, row: Sequence[Any]) -> Site:
        """The site of one row."""
        _release, id_, unit, adcode, province, city, county, address, phones, hours = row[:10]
        status, title, url, published_on, checked_on, notes, spots, checked_by = row[16:]
        return Site(
            id=id_,
            unit=unit,
            adcode=_one_copy(adcode),
            province=_one_copy(province),
            city=None if city is None else _one_copy(city),
            county=None if county is None else _one_copy(county),
            address=address,
            phones=tuple(_phone(cells) for cells in phones),
            hours=_one_copy(hours),
            fix=_fix(row[10:16]),
            status=_one_copy(status),
            source=None if title is None else self._source(title, url, published_on, spots),
            checked_on=_one_copy(checked_on),
            notes=_one_copy(notes),
            checked_by=_one_copy(checked_by),
        )

    def _source(self, title: str, url: str, published_on: str, spots: Any) -> Source:
        bare = Source(title, url, published_on)
        source = self._sources.setdefault(bare, bare)
        if not spots:
            return source
        return Source(source.title, source.url, source.published_on, tuple(map(_spot, spots)))


def _spot(cells: Mapping[str, Any]) -> Spot:
    box = cells["box"]
    return Spot(_one_copy(cells["picture"]), cells["row"], tuple(box) if box else None)


def _phone(cells: Mapping[str, Any]) -> Phone:
    return Phone(
        cells["text"],
        cells["tel"],
        _one_copy(cells["kind"]),
        _one_copy(cells["note"]),
        cells.get("is_doubtful", False),  # a release stored before the mark existed
        cells.get("doubt", ""),
    )


def _fix(cells: Sequence[Any]) -> Fix | None:
    lat, lon, precision, method, adcode, matched = cells
    if lat is None or lon is None:
        return None
    return Fix(Point(lat, lon), _one_copy(precision), _one_copy(method), adcode, matched)

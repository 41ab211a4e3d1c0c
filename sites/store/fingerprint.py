"""SHA-256 of a site, of a release and of a publication: whatever is shown or dialled.

The recipe of a release (docs/store.md gives it as a program that starts from /sites.csv): for each
site the cells of COVERED, joined by tabs, as one line; the lines sorted by code point, each ended
by a line feed; UTF-8; SHA-256. `tel` is no cell: it is derived from the printed text, by a rule
that may grow better without making a stored release false.
This is the store's own definition, apart from the CSV's layout, so that another order of rows or
another quoting there leaves the fingerprints of old releases true.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from sites.records import Phone, Release, Site, Spot

COVERED = (
    "site_id", "unit", "province", "city", "county", "address", "phone", "hours", "lat", "lon",
    "status", "source_title", "source_url", "published_on", "checked_on", "notes", "precision",
    "picture", "picture_row", "picture_box", "checked_by", "adcode", "phone_kinds", "method",
    "fix_adcode", "matched",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Publication:
    """A release put before the public. store: the identity of the store that did it."""

    store: str
    number: int
    published_at: datetime


def fingerprint(sites: Iterable[Site]) -> str:
    """The hexadecimal SHA-256 of a release's sites, whatever their order."""
    return fingerprint_of(map(line_of, sites))


def fingerprint_of(lines: Iterable[str]) -> str:
    """The same of their lines, where somebody has them already."""
    return sha256("".join(f"{line}\n" for line in sorted(lines)).encode()).hexdigest()


def site_fingerprint(site: Site) -> str:
    """The hexadecimal SHA-256 of one site's line: a former site is proved by it alone."""
    return line_fingerprint(line_of(site))


def line_fingerprint(line: str) -> str:
    """The same of its line."""
    return sha256(line.encode()).hexdigest()


def seal(release: Release, publication: Publication) -> str:
    """The hexadecimal SHA-256 of what a publication says of its release beside the sites.

    Two releases of one number, of a store that was made again or brought back from a backup,
    have different seals: the store, the times and the sites' fingerprint are in it.
    """
    counts = release.sites
    said = [
        publication.store, publication.number, _moment(publication.published_at),
        release.number, _moment(release.created_at), release.sha256, list(release.files),
        counts.total, counts.published, counts.demo,
    ]  # fmt: skip
    return sha256(json.dumps(said).encode()).hexdigest()


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def line_of(site: Site) -> str:
    """The cells of COVERED, joined by tabs."""
    return "\t".join(_cells(site))


def _cells(site: Site) -> tuple[str, ...]:
    """The site's cells in the order of COVERED; empty where nothing is known."""
    return (
        site.id,
        site.unit,
        site.province,
        site.city or "",
        site.county or "",
        site.address,
        "、".join(_phone_cell(phone) for phone in site.phones),
        site.hours,
        *_point_cells(site),
        site.status,
        *_source_cells(site),
        site.checked_on,
        site.notes,
        site.fix.precision if site.fix else "",
        *_spot_cells(site.source.spots if site.source else ()),
        site.checked_by,
        site.adcode,
        "、".join(_kind_cell(phone) for phone in site.phones),
        *_method_cells(site),
    )


def _phone_cell(phone: Phone) -> str:
    return f"{phone.text}（{phone.note}）" if phone.note else phone.text


def _kind_cell(phone: Phone) -> str:
    return f"{phone.kind}{'?' if phone.is_doubtful else ''}{phone.doubt}"


def _point_cells(site: Site) -> tuple[str, str]:
    """lat, lon: WGS-84, six decimals (0.1 m)."""
    if site.fix is None:
        return "", ""
    return f"{site.fix.point.lat:.6f}", f"{site.fix.point.lon:.6f}"


def _method_cells(site: Site) -> tuple[str, str, str]:
    if site.fix is None:
        return "", "", ""
    return site.fix.method, site.fix.adcode, site.fix.matched


def _spot_cells(spots: tuple[Spot, ...]) -> tuple[str, str, str]:
    if not spots:
        return "", "", ""
    return (
        ";".join(spot.picture for spot in spots),
        ";".join(str(spot.row or "") for spot in spots),
        ";".join(spot.box.text if spot.box else "" for spot in spots),
    )


def _source_cells(site: Site) -> tuple[str, str, str]:
    if site.source is None:
        return "", "", ""
    return site.source.title, site.source.url, site.source.published_on

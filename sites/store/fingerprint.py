"""The SHA-256 of a set of sites: what a third party computes again from /sites.csv.

The recipe (docs/store.md gives it as a program): for each site the cells of COVERED, joined by
tabs, as one line, those of ADDED behind them when one of these is filled; the lines sorted by
code point, each ended by a line feed; UTF-8; SHA-256.
This is the store's own definition, apart from the CSV's layout, so that a new column, another
order of rows or another quoting there leaves the fingerprints of old releases true.
"""

from collections.abc import Iterable
from hashlib import sha256

from sites.records import Phone, Site, Spot

COVERED = (
    "site_id", "unit", "province", "city", "county", "address", "phone", "hours", "lat", "lon",
    "precision", "status", "source_title", "source_url", "published_on", "checked_on", "notes",
)  # fmt: skip
# Columns of a later day. A site that says nothing in them has the line it always had, so that
# the fingerprints of releases from before stay true.
ADDED = ("picture", "picture_row", "picture_box", "checked_by")


def fingerprint(sites: Iterable[Site]) -> str:
    """The hexadecimal SHA-256 of the sites' public cells, whatever their order."""
    lines = sorted("\t".join(_cells(site)) + "\n" for site in sites)
    return sha256("".join(lines).encode()).hexdigest()


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
        *_fix_cells(site),
        site.status,
        *_source_cells(site),
        site.checked_on,
        site.notes,
        *_added_cells(site),
    )


def _added_cells(site: Site) -> tuple[str, ...]:
    """The cells of ADDED; none at all when each would be empty."""
    spots = site.source.spots if site.source else ()
    if not spots and not site.checked_by:
        return ()
    return (
        ";".join(spot.picture for spot in spots),
        ";".join(str(spot.row or "") for spot in spots),
        ";".join(_box_cell(spot) for spot in spots),
        site.checked_by,
    )


def _box_cell(spot: Spot) -> str:
    return ", ".join(map(str, spot.box)) if spot.box else ""


def _phone_cell(phone: Phone) -> str:
    return f"{phone.text}（{phone.note}）" if phone.note else phone.text


def _fix_cells(site: Site) -> tuple[str, str, str]:
    """lat, lon (WGS-84, six decimals: 0.1 m) and precision."""
    if site.fix is None:
        return "", "", ""
    return f"{site.fix.point.lat:.6f}", f"{site.fix.point.lon:.6f}", site.fix.precision


def _source_cells(site: Site) -> tuple[str, str, str]:
    if site.source is None:
        return "", "", ""
    return site.source.title, site.source.url, site.source.published_on

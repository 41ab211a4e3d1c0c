"""What goes out as a file: sites as CSV in our own columns, safe to open in a spreadsheet and to
load again; pages that open from a disk.

Layout: records.RELEASE_COLUMNS. A release is UTF-8 with a byte-order mark, because Excel reads
Chinese wrongly without one.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import chain

from jinja2 import Environment, StrictUndefined

from sites.records import RELEASE_COLUMNS, Phone, Site

BYTE_ORDER_MARK = "\ufeff"
# A spreadsheet runs a cell that begins with one of these as a formula (OWASP ASVS 5.0, 1.2.10).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0")
FORMULA_GUARD = "'"
_FLUSH_LINES = 500


def sites_csv(sites: Iterable[Site]) -> Iterator[str]:
    """The release as CSV text, in pieces, the byte-order mark first."""
    yield BYTE_ORDER_MARK
    yield from table_csv(RELEASE_COLUMNS, (site_cells(site) for site in sites))


def table_csv(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """A CSV text in pieces: the header, then each row's cells in the order of `columns`.

    A missing cell is empty; a cell that a spreadsheet would run is guarded with an apostrophe.
    """
    lines = ([guarded(cells.get(column, "")) for column in columns] for cells in rows)
    return lines_csv(chain([columns], lines))


def lines_csv(lines: Iterable[Sequence[str]]) -> Iterator[str]:
    """Lines of cells as CSV text, in pieces, as they are (RFC 4180: lines end with CR LF)."""
    pieces = io.StringIO()
    writer = csv.writer(pieces)
    for number, cells in enumerate(lines, start=1):
        writer.writerow(cells)
        if number % _FLUSH_LINES == 0:
            yield pieces.getvalue()
            pieces.seek(0)
            pieces.truncate()
    yield pieces.getvalue()


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it."""
    return FORMULA_GUARD + text if text.startswith(FORMULA_STARTS) else text


def site_cells(site: Site) -> dict[str, str]:
    """The site's cells by column name. lat, lon: WGS-84 with six decimals (0.1 m), or empty."""
    cells = {
        "site_id": site.id,
        "unit": site.unit,
        "province": site.province,
        "city": site.city or "",
        "county": site.county or "",
        "address": site.address,
        "phone": "、".join(_phone_text(phone) for phone in site.phones),
        "hours": site.hours,
        "status": site.status,
        "checked_on": site.checked_on,
        "notes": site.notes,
        "checked_by": site.checked_by,
        "adcode": site.adcode,
        "phone_kinds": "、".join(_kind_text(phone) for phone in site.phones),
    }
    return cells | _source_cells(site) | _fix_cells(site)


def _phone_text(phone: Phone) -> str:
    return f"{phone.text}（{phone.note}）" if phone.note else phone.text


def _kind_text(phone: Phone) -> str:
    """The kind, with a question mark when the number is doubtful."""
    return f"{phone.kind}{'?' if phone.is_doubtful else ''}{phone.doubt}"


def _source_cells(site: Site) -> dict[str, str]:
    if site.source is None:
        return {}
    return {
        "source_title": site.source.title,
        "source_url": site.source.url,
        "published_on": site.source.published_on,
        "picture": ";".join(spot.picture for spot in site.source.spots),
        "picture_row": ";".join(str(spot.row or "") for spot in site.source.spots),
        "picture_box": ";".join(spot.box.text if spot.box else "" for spot in site.source.spots),
    }


def _fix_cells(site: Site) -> dict[str, str]:
    if site.fix is None:
        return {}
    return {
        "lat": f"{site.fix.point.lat:.6f}",
        "lon": f"{site.fix.point.lon:.6f}",
        "datum": "wgs84",
        "precision": site.fix.precision,
        "method": site.fix.method,
        "fix_adcode": site.fix.adcode,
        "matched": site.fix.matched,
    }


def text_beside(package: str, name: str) -> str:
    """A file that lies in the package: a template, a style sheet, a script."""
    return files(package).joinpath(name).read_text(encoding="utf-8")


def disk_page(package: str, template: str, **values: object) -> Iterator[str]:
    """An HTML page for a disk, in pieces, of a Jinja template in the package.

    No value becomes markup: what is markup is marked so in the template.
    """
    environment = Environment(
        autoescape=True, trim_blocks=True, keep_trailing_newline=True, undefined=StrictUndefined
    )
    return environment.from_string(text_beside(package, template)).generate(**values)

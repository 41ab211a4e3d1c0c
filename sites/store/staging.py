"""Writing a complete set of sites as a new release, inside the caller's transaction."""

from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa

from sites.errors import StoreError
from sites.records import Release, Site
from sites.store import history, proving
from sites.store.converting import counts, row_of
from sites.store.fingerprint import fingerprint_of, line_fingerprint, line_of
from sites.store.leaves import root_of
from sites.store.tables import releases, sites

_ROWS_AT_ONCE = 500


def stage(
    connection: sa.Connection,
    new_sites: Sequence[Site],
    *,
    files: Sequence[str],
) -> Release:
    """The new release; the live one, unchanged, when it holds these very sites already.

    Raises StoreError for no sites at all and for two under one id.
    """
    _check(new_sites)
    lines = list(map(line_of, new_sites))
    sha256 = fingerprint_of(lines)
    live_number = history.live_number(connection)
    if live_number is not None:
        live = history.release(connection, live_number)
        if live.sha256 == sha256 and set(proving.live_sites(connection)) == set(new_sites):
            return live
    number = history.next_number(connection)
    count = counts(new_sites)
    row = {
        "number": number,
        "state": "staged",
        "created_at": datetime.now(UTC),
        "total": count.total,
        "published": count.published,
        "demo": count.demo,
        "sha256": sha256,
        "root": root_of(new_sites),
        "files": list(files),
    }
    connection.execute(sa.insert(releases), row)
    _write(connection, new_sites, lines, number)
    return history.release(connection, number)


def _check(new_sites: Sequence[Site]) -> None:
    if not new_sites:
        raise StoreError("名单里一个采血点也没有，没有导入：请检查文件。")
    seen: set[str] = set()
    for site in new_sites:
        if site.id in seen:
            raise StoreError(f"两个采血点用了同一个编号 {site.id}，没有导入：请改正其中一个。")
        seen.add(site.id)


def _write(
    connection: sa.Connection, new_sites: Sequence[Site], lines: Sequence[str], number: int
) -> None:
    for start in range(0, len(new_sites), _ROWS_AT_ONCE):
        at_once = slice(start, start + _ROWS_AT_ONCE)
        some = zip(new_sites[at_once], lines[at_once], strict=True)
        rows = [row_of(site, number, line_fingerprint(line)) for site, line in some]
        connection.execute(sa.insert(sites), rows)

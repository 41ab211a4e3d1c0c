"""Stored rows → sites that are proved to be those which were published.

A release is proved as a whole by its fingerprint, a former site by its own, a publication by its
seal. Whoever may write to the database can make all three anew; what they hold off is a change
by hand, half a restore, a disk that lies and a program that errs.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from sites.errors import MismatchError
from sites.records import Release, Site
from sites.store import history
from sites.store.converting import UNREADABLE, SiteReader, counts
from sites.store.fingerprint import fingerprint, site_fingerprint
from sites.store.tables import publications, sites


@dataclass(frozen=True, slots=True)
class Known:
    """The sites of the live release and those published before it, each by its id."""

    live: dict[str, Site]
    former: dict[str, Site]


_log = logging.getLogger(__name__)


def proved_sites(connection: sa.Connection, release: Release) -> list[Site]:
    """The release's sites in the order of area code, then id.

    Raises MismatchError when a row cannot be read or all of them together are not those that
    the release's fingerprint and counts are of.
    """
    reader = SiteReader()
    rows = connection.execute(sa.select(sites).where(sites.c.release == release.number))
    try:
        # Sorted here, not there: PostgreSQL would sort ids by its own locale.
        found = sorted(map(reader.site, rows), key=lambda site: (site.adcode, site.id))
        matches = fingerprint(found) == release.sha256
    except UNREADABLE as error:
        raise history.mismatch(release.number, "有一行读不懂") from error
    if not matches or counts(found) != release.sites:
        raise history.mismatch(release.number, "采血点和校验值对不上")
    return found


def prove(connection: sa.Connection, release: Release) -> list[Site]:
    """The release's sites. Raises MismatchError, also when a live one's publication is another."""
    if release.state == "live":
        history.require_seal(connection, release)
    return proved_sites(connection, release)


def live_sites(connection: sa.Connection) -> list[Site]:
    """The live release's sites; none when nothing is live or it is not what was published."""
    number = history.live_number(connection)
    try:
        return [] if number is None else prove(connection, history.release(connection, number))
    except MismatchError:
        return []


def is_sealed(connection: sa.Connection, release: Release) -> bool:
    """Whether the live release is the one that was published last, as it was then."""
    try:
        history.require_seal(connection, release)
    except MismatchError:
        return False
    return True


def known_sites(connection: sa.Connection) -> Known:
    """Every site that was ever published, as it last was; each row proved by itself."""
    live = sa.select(sites).where(sites.c.release == history.live_number(connection))
    return Known(_by_id(connection.execute(live)), former_sites(connection))


def former_sites(connection: sa.Connection) -> dict[str, Site]:
    """Sites once published and not live now, by id, as they last were; each proved by itself."""
    live = sa.select(sites.c.id).where(sites.c.release == history.live_number(connection))
    last = (
        sa.select(sites.c.id, sa.func.max(sites.c.release).label("release"))
        .where(sites.c.release.in_(sa.select(publications.c.release)))
        .where(sites.c.id.not_in(live))
        .group_by(sites.c.id)
        .subquery()
    )
    same = (sites.c.id == last.c.id) & (sites.c.release == last.c.release)
    return _by_id(connection.execute(sa.select(sites).join(last, same)))


def _by_id(rows: Iterable[Any]) -> dict[str, Site]:
    found = list(_proved_alone(rows))
    if wrong := found.count(None):
        _log.warning("%d stored rows are not as they were published: left out.", wrong)
    return {site.id: site for site in found if site is not None}


def _proved_alone(rows: Iterable[Any]) -> Iterator[Site | None]:
    """Each row's site; None where the row cannot be read or its own fingerprint does not hold."""
    reader, left = SiteReader(), iter(rows)
    while True:
        try:
            row = next(left)
            site = reader.site(row)
            yield site if site_fingerprint(site) == row.sha256 else None
        except StopIteration:
            return
        except UNREADABLE:
            yield None

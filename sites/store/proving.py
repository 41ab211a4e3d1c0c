"""Stored rows → sites that are proved to be those which were published.

A release is proved as a whole by its root, a former site by its own fingerprint, a publication by
its seal. Whoever may write to the database can make all three anew; what they hold off is a change
by hand, half a restore, a disk that lies and a program that errs. What holds off the database's
owner too is a signature by a key that is elsewhere.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from sites.errors import MismatchError
from sites.records import Release, Site
from sites.store import history, signatures
from sites.store.converting import UNREADABLE, SiteReader, counts
from sites.store.fingerprint import fingerprint, site_fingerprint
from sites.store.leaves import root_of
from sites.store.tables import publications, sites


@dataclass(frozen=True, slots=True)
class Known:
    """The sites of the live release and those published before it, each by its id."""

    live: dict[str, Site]
    former: dict[str, Site]


@dataclass(frozen=True, slots=True)
class Proved:
    """A release with its sites, in the order of area code, then id. root: that of these sites."""

    release: Release
    sites: list[Site]


_log = logging.getLogger(__name__)


def proved(connection: sa.Connection, release: Release) -> Proved:
    """The release with its sites.

    Raises MismatchError when a row cannot be read or all of them together are not those that
    the release's root and counts are of. A release of before roots were kept is proved by its
    fingerprint; so is one whose numbers are dialled otherwise by a better rule than that of its
    day, for a `tel` is no part of the fingerprint: it is always made of the text (docs/store.md).
    """
    reader = SiteReader()
    rows = connection.execute(sa.select(sites).where(sites.c.release == release.number))
    try:
        # Sorted here, not there: PostgreSQL would sort ids by its own locale.
        found = sorted(map(reader.site, rows), key=lambda site: (site.adcode, site.id))
        root = root_of(found)
        matches = root == release.root or fingerprint(found) == release.sha256
    except UNREADABLE as error:
        raise history.mismatch(release.number, "有一行读不懂") from error
    if not matches or counts(found) != release.sites:
        raise history.mismatch(release.number, "采血点和校验值对不上")
    return Proved(replace(release, root=root), found)


def prove(connection: sa.Connection, release: Release, public_key: str = "") -> Proved:
    """The release with its sites; where it is live, with its signature by the key, if one is asked.

    Raises MismatchError, also when a live one's publication is another, and UnsignedError.
    """
    if release.state != "live":
        return proved(connection, release)
    history.require_seal(connection, release)
    found = proved(connection, release)
    return Proved(signed(connection, release, found.release, public_key), found.sites)


def signed(connection: sa.Connection, stored: Release, now: Release, public_key: str) -> Release:
    """`now`, the release as it was proved, with its signature where that is of what is served.

    stored: the same as its record has it. Raises UnsignedError where a signature by the key is
    asked for and the record bears none.
    """
    was_signed = signatures.require(connection, stored if stored.root else now, public_key)
    # Numbers that are dialled otherwise by today's rule were not what was signed.
    return replace(now, signature=was_signed.signature if was_signed.root == now.root else "")


def live_sites(connection: sa.Connection) -> list[Site]:
    """The live release's sites; none when nothing is live or it is not what was published."""
    number = history.live_number(connection)
    try:
        if number is None:
            return []
        return prove(connection, history.release(connection, number)).sites
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

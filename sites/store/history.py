"""The history of releases: their rows, their numbers, and which one is live.

Every function works inside the caller's transaction. `releases.state` says what is live (the
database allows one); `publications` says by which way it came to be.
"""

from datetime import datetime

import sqlalchemy as sa

from sites.errors import NotFoundError
from sites.records import Release
from sites.store.rows import release_of
from sites.store.tables import publications, releases

_last_published = (
    sa.select(publications.c.release, sa.func.max(publications.c.published_at).label("at"))
    .group_by(publications.c.release)
    .subquery()
)
_with_publication = sa.select(
    releases,
    sa.type_coerce(_last_published.c.at, publications.c.published_at.type).label("published_at"),
).outerjoin(_last_published, _last_published.c.release == releases.c.number)


def live_number(connection: sa.Connection) -> int | None:
    """The live release's number; None before the first publication."""
    return connection.scalar(sa.select(releases.c.number).where(releases.c.state == "live"))


def next_number(connection: sa.Connection) -> int:
    """One more than the highest; safe inside a writing transaction, which has no rival."""
    return (connection.scalar(sa.select(sa.func.max(releases.c.number))) or 0) + 1


def release(connection: sa.Connection, number: int) -> Release:
    """The release with this number. Raises NotFoundError."""
    found = connection.execute(_with_publication.where(releases.c.number == number))
    row = found.mappings().one_or_none()
    if row is None:
        raise NotFoundError(f"没有第 {number} 版：请用 flask sites releases 看看有哪些。")
    return release_of(row)


def releases_newest_first(connection: sa.Connection) -> list[Release]:
    """All releases."""
    rows = connection.execute(_with_publication.order_by(releases.c.number.desc()))
    return [release_of(row) for row in rows.mappings()]


def publish(connection: sa.Connection, number: int, moment: datetime) -> Release:
    """Make the release live in place of the one that is, and write it down."""
    count = connection.scalar(sa.select(sa.func.max(publications.c.number))) or 0
    row = {"number": count + 1, "release": number, "published_at": moment}
    connection.execute(sa.insert(publications), row)
    _make_live(connection, number)
    return release(connection, number)


def withdraw(connection: sa.Connection, moment: datetime) -> Release:
    """Take the last publication back; the release of the one before is live again.

    Raises NotFoundError when there is none before.
    """
    standing = (
        sa.select(publications.c.number, publications.c.release)
        .where(publications.c.withdrawn_at.is_(None))
        .order_by(publications.c.number.desc())
        .limit(2)
    )
    found = connection.execute(standing).all()
    if len(found) < 2:
        raise NotFoundError("没有更早的发布版可以退回，什么也没有改动：请用 load 导入名单。")
    (last, _), (_, before) = found
    taken_back = sa.update(publications).where(publications.c.number == last)
    connection.execute(taken_back.values(withdrawn_at=moment))
    _make_live(connection, before)
    return release(connection, before)


def _make_live(connection: sa.Connection, number: int) -> None:
    # In this order: at no moment may two be live, or the index refuses.
    retire = sa.update(releases).where(releases.c.state == "live")
    connection.execute(retire.values(state="retired"))
    raise_up = sa.update(releases).where(releases.c.number == number)
    connection.execute(raise_up.values(state="live"))

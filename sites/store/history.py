"""The history of releases: their rows, their numbers, and which one is live.

Every function works inside the caller's transaction. `releases.state` says what is live (the
database allows one); `publications` says by which way it came to be.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy import RowMapping

from sites.errors import MismatchError, NotFoundError
from sites.records import Release
from sites.store.converting import UNREADABLE, release_of
from sites.store.fingerprint import Publication, seal
from sites.store.tables import identity, publications, releases


@dataclass(frozen=True, slots=True)
class Standing:
    """The last publication that was not withdrawn, and the number of its release."""

    publication: Publication
    release: int


def live_number(connection: sa.Connection) -> int | None:
    """The live release's number; None before the first publication."""
    return connection.scalar(sa.select(releases.c.number).where(releases.c.state == "live"))


def known_live(connection: sa.Connection) -> Release | None:
    """The live release's record; None when nothing is live, or when it cannot be read."""
    number = live_number(connection)
    try:
        return None if number is None else release(connection, number)
    except MismatchError:
        return None


def live_seal(connection: sa.Connection) -> str | None:
    """The seal of the live release's publication; None when nothing is live."""
    number = live_number(connection)
    of_live = publications.c.seal, publications.c.release == number
    return None if number is None else connection.scalar(_last(*of_live))


def next_number(connection: sa.Connection) -> int:
    """One more than the highest; safe inside a writing transaction, which has no rival."""
    return (connection.scalar(sa.select(sa.func.max(releases.c.number))) or 0) + 1


def numbers_newest_first(connection: sa.Connection) -> list[int]:
    """The numbers of all releases."""
    return list(connection.scalars(sa.select(releases.c.number).order_by(releases.c.number.desc())))


def release(connection: sa.Connection, number: int) -> Release:
    """The release with this number.

    Raises NotFoundError, and MismatchError when its record cannot be read.
    """
    try:
        row = _one(connection, sa.select(releases).where(releases.c.number == number))
        if row is not None:
            last = _one(connection, _last(publications, publications.c.release == number))
            return release_of(row, last)
    except UNREADABLE as error:
        raise mismatch(number, "它的记录读不懂") from error
    raise NotFoundError(f"没有第 {number} 版：请用 flask sites releases 看看有哪些。")


def mismatch(number: int, why: str) -> MismatchError:
    """The error that says what does not match in which release, and what to do."""
    return MismatchError(
        f"数据库里的第 {number} 版被改动过或损坏了（{why}），没有采用："
        "请用 flask sites releases 看看各版，再用 publish 公布一个完好的，或者重新导入名单。"
    )


def require_seal(connection: sa.Connection, live: Release) -> None:
    """Raises MismatchError unless the release is the one that this very store published last,
    and its record says what it said then."""
    try:
        stands = _standing(connection)
        matches = stands is not None and seal(live, stands.publication) == live.seal
    except UNREADABLE as error:
        raise mismatch(live.number, "公布的记录读不懂") from error
    if stands is None or stands.release != live.number:
        raise mismatch(live.number, "最后一次公布的不是它")
    if not matches:
        raise mismatch(live.number, "公布的记录和校验值对不上")


def _standing(connection: sa.Connection) -> Standing | None:
    """What was published last; None when nothing was, or the store has lost its identity."""
    last = _one(connection, _last(publications, publications.c.withdrawn_at.is_(None)))
    store = connection.scalar(sa.select(identity.c.id))
    if last is None or store is None:
        return None
    return Standing(Publication(store, last["number"], last["published_at"]), last["release"])


def keep_root(connection: sa.Connection, known: Release) -> None:
    """Write down the release's root. known: the release as it was proved."""
    of_release = releases.c.number == known.number
    connection.execute(sa.update(releases).where(of_release).values(root=known.root))


def publish(connection: sa.Connection, number: int, moment: datetime) -> Release:
    """Make the release live in place of the one that is, and write it down under a seal."""
    count = connection.scalar(sa.select(sa.func.max(publications.c.number))) or 0
    publication = Publication(_identity(connection), count + 1, moment)
    row = {
        "number": publication.number,
        "release": number,
        "published_at": moment,
        "seal": seal(release(connection, number), publication),
    }
    connection.execute(sa.insert(publications), row)
    _make_live(connection, number)
    return release(connection, number)


def withdraw(connection: sa.Connection, moment: datetime) -> Release:
    """Take the last publication back; the release of the one before is live again.

    Raises NotFoundError when there is none before.
    """
    standing_ones = (
        sa.select(publications.c.number, publications.c.release)
        .where(publications.c.withdrawn_at.is_(None))
        .order_by(publications.c.number.desc())
        .limit(2)
    )
    found = connection.execute(standing_ones).all()
    if len(found) < 2:
        raise NotFoundError("没有更早的发布版可以退回，什么也没有改动：请用 load 导入名单。")
    (last, _), (_, before) = found
    taken_back = sa.update(publications).where(publications.c.number == last)
    connection.execute(taken_back.values(withdrawn_at=moment))
    _make_live(connection, before)
    return release(connection, before)


def _last(wanted: sa.Table | sa.Column[str], condition: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """The newest publication that fits; one that stands comes before one that was withdrawn."""
    order = publications.c.withdrawn_at.is_(None).desc(), publications.c.number.desc()
    return sa.select(wanted).where(condition).order_by(*order).limit(1)


def _one(connection: sa.Connection, select: sa.Select[Any]) -> RowMapping | None:
    return connection.execute(select).mappings().one_or_none()


def _identity(connection: sa.Connection) -> str:
    """The store's own; made anew where it was lost."""
    known = connection.scalar(sa.select(identity.c.id))
    if known is not None:
        return str(known)
    new = uuid4().hex
    connection.execute(sa.insert(identity), {"id": new, "made_at": datetime.now(UTC)})
    return new


def _make_live(connection: sa.Connection, number: int) -> None:
    # In this order: at no moment may two be live, or the index refuses.
    retire = sa.update(releases).where(releases.c.state == "live")
    connection.execute(retire.values(state="retired"))
    raise_up = sa.update(releases).where(releases.c.number == number)
    connection.execute(raise_up.values(state="live"))

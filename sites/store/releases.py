"""The store: stage a complete set of sites, compare it, publish it, go back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from sites.errors import LossError, MismatchError, StoreError
from sites.records import Release, Reply, Site
from sites.store import history, proving, replies, schema
from sites.store.comparing import Difference, Loss, compare, loss_between
from sites.store.database import Database
from sites.store.fingerprint import fingerprint
from sites.store.rows import counts, row_of
from sites.store.tables import releases, sites

Progress = Callable[[int, int], None]
"""Called with (sites written so far, sites in all) while a release is staged."""

_ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Serving:
    """The live release with its sites, and the sites of before by id, as they last were."""

    release: Release
    sites: tuple[Site, ...]
    former: Mapping[str, Site]


class Store:
    """All releases of one database, and what providers of the network have said.

    Each method is one transaction and raises StoreError.
    url: SQLAlchemy URL, sqlite:///FILE or postgresql://…; anything else raises SettingError.
    wait_s: how long a change waits for another program's change to end.
    Safe to share between threads and forked workers: it keeps no connection open.
    """

    def __init__(self, url: str, *, wait_s: float = 10.0) -> None:
        self._database = Database(url, wait_s=wait_s)

    def migrate(self) -> None:
        """Create the tables or bring them forward; quick when there is nothing to do."""
        schema.migrate(self._database)

    def load(
        self,
        new_sites: Sequence[Site],
        *,
        files: Sequence[str] = (),
        allow_loss: bool = False,
        progress: Progress | None = None,
    ) -> Release:
        """Stage the sites and publish them, in one transaction: all of it or nothing.

        Gives the live release, unchanged, when it holds these very sites already.
        Raises LossError as publish does; then nothing is kept.
        """
        with self._database.writing() as connection:
            staged = _stage(connection, new_sites, files=files, progress=progress)
            return _publish(connection, staged.number, allow_loss=allow_loss)

    def stage(
        self,
        new_sites: Sequence[Site],
        *,
        files: Sequence[str] = (),
        progress: Progress | None = None,
    ) -> Release:
        """Keep the sites as a new release that is not live yet.

        Gives the live release, unchanged, when it holds these very sites already.
        files: names of the files they came from, for the record.
        """
        with self._database.writing() as connection:
            return _stage(connection, new_sites, files=files, progress=progress)

    def difference(self, number: int) -> Difference:
        """What publishing that release would change; a live one that does not match counts as none.

        Raises NotFoundError, and MismatchError when that release is not as it was stored.
        """
        with self._database.reading() as connection:
            after = proving.proved_sites(connection, history.release(connection, number))
            live_number = history.live_number(connection)
            before = _live_sites(connection)
        return compare(before, after, number=number, live_number=live_number)

    def publish(self, number: int, *, allow_loss: bool = False) -> Release:
        """Make that release, staged or retired, the live one; no change when it is already.

        Raises NotFoundError; MismatchError when it is not as it was stored; LossError when more
        than a tenth of the live release's real sites would be gone and allow_loss is False.
        """
        with self._database.writing() as connection:
            return _publish(connection, number, allow_loss=allow_loss)

    def rollback(self) -> Release:
        """Withdraw the last publication: the release that was live before it is live again.

        Done again, it goes one publication further back. Raises NotFoundError when the first
        publication is reached, and MismatchError when that release is not as it was published.
        Asks nothing about losses: it is the way out of a mistake.
        """
        with self._database.writing() as connection:
            release = history.withdraw(connection, _now())
            _prove(connection, release)
            return release

    def live(self) -> Release | None:
        """The release that the public sees; None before the first publication."""
        with self._database.reading() as connection:
            number = history.live_number(connection)
            return None if number is None else history.release(connection, number)

    def live_number(self) -> int | None:
        """The live release's number only: one indexed look."""
        with self._database.reading() as connection:
            return history.live_number(connection)

    def live_seal(self) -> str | None:
        """The seal of the live release, for workers that ask often: another one means that
        something else is live, also when its number is the same. None when nothing is live."""
        with self._database.reading() as connection:
            return history.live_seal(connection)

    def serving(self) -> Serving | None:
        """What the public is to see, proved; None before the first publication.

        Raises MismatchError when it is not what was published.
        """
        with self._database.reading() as connection:
            number = history.live_number(connection)
            if number is None:
                return None
            release = history.release(connection, number)
            found = _prove(connection, release)
            return Serving(release, tuple(found), proving.former_sites(connection))

    def numbers(self) -> list[int]:
        """The numbers of all releases, the newest first. None is ever deleted."""
        with self._database.reading() as connection:
            return history.numbers_newest_first(connection)

    def releases(self) -> list[Release]:
        """All releases, the newest first. Raises MismatchError when a record cannot be read."""
        with self._database.reading() as connection:
            numbers = history.numbers_newest_first(connection)
            return [history.release(connection, number) for number in numbers]

    def release(self, number: int) -> Release:
        """That release. Raises NotFoundError, and MismatchError when its record, its sites or,
        where it is live, its publication are not what they were."""
        with self._database.reading() as connection:
            release = history.release(connection, number)
            _prove(connection, release)
            return release

    def sites(self, number: int) -> list[Site]:
        """The release's sites in the order of area code, then id.

        Raises NotFoundError, and MismatchError when they are not those that were stored.
        """
        with self._database.reading() as connection:
            return proving.proved_sites(connection, history.release(connection, number))

    def live_sites(self) -> list[Site]:
        """The live release's sites; none when nothing is live, and none when they are not what
        was published: a load goes on without them, for it is the way out."""
        with self._database.reading() as connection:
            return _live_sites(connection)

    def known_sites(self) -> Mapping[str, Site]:
        """Each id that was ever published → the site as it last was. A release that was staged
        and never published has no part in it; a row that was altered is left out."""
        with self._database.reading() as connection:
            return proving.known_sites(connection)

    def recall(self, provider: str, queries: Sequence[str]) -> Mapping[str, Reply]:
        """What the provider of the network has said to these queries, by query."""
        with self._database.reading() as connection:
            return replies.recall(connection, provider, queries)

    def remember(self, new: Sequence[Reply]) -> None:
        """Keep what providers said, at once: a killed program need not ask again."""
        with self._database.writing() as connection:
            replies.remember(connection, new)

    def forget(self, provider: str | None, *, before: datetime) -> int:
        """Drop what one provider, or all (None), said before that moment, so that it is asked
        again; returns how many replies that was."""
        with self._database.writing() as connection:
            return replies.forget(connection, provider, before)


def _now() -> datetime:
    return datetime.now(UTC)


def _stage(
    connection: sa.Connection,
    new_sites: Sequence[Site],
    *,
    files: Sequence[str],
    progress: Progress | None,
) -> Release:
    _check(new_sites)
    sha256 = fingerprint(new_sites)
    live_number = history.live_number(connection)
    if live_number is not None and set(_live_sites(connection)) == set(new_sites):
        return history.release(connection, live_number)
    number = history.next_number(connection)
    count = counts(new_sites)
    row = {
        "number": number,
        "state": "staged",
        "created_at": _now(),
        "total": count.total,
        "published": count.published,
        "demo": count.demo,
        "sha256": sha256,
        "files": list(files),
    }
    connection.execute(sa.insert(releases), row)
    _write(connection, new_sites, number=number, progress=progress)
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
    connection: sa.Connection,
    new_sites: Sequence[Site],
    *,
    number: int,
    progress: Progress | None,
) -> None:
    for start in range(0, len(new_sites), _ROWS_AT_ONCE):
        some = new_sites[start : start + _ROWS_AT_ONCE]
        connection.execute(sa.insert(sites), [row_of(site, number) for site in some])
        if progress is not None:
            progress(start + len(some), len(new_sites))


def _publish(connection: sa.Connection, number: int, *, allow_loss: bool) -> Release:
    release = history.release(connection, number)
    proving.proved_sites(connection, release)
    if release.state == "live" and _is_sealed(connection, release):
        return release
    loss = _loss(connection, number)
    if loss.is_too_much and not allow_loss:
        raise LossError(
            f"现在公布的 {loss.before} 个真实采血点会少掉 {loss.lost} 个（{loss.share:.0%}），"
            "超过十分之一，没有发布：请先核对名单；确实要去掉它们，就加上 --allow-loss 再来一次。"
        )
    return history.publish(connection, number, _now())


def _loss(connection: sa.Connection, number: int) -> Loss:
    live_number = history.live_number(connection)
    before = set() if live_number is None else _real_ids(connection, live_number)
    return loss_between(before, _real_ids(connection, number))


def _real_ids(connection: sa.Connection, number: int) -> set[str]:
    of_release = (sites.c.release == number) & (sites.c.status == "published")
    return set(connection.scalars(sa.select(sites.c.id).where(of_release)))


def _prove(connection: sa.Connection, release: Release) -> list[Site]:
    """The release's sites. Raises MismatchError, also when a live one's publication is another."""
    if release.state == "live":
        history.require_seal(connection, release)
    return proving.proved_sites(connection, release)


def _live_sites(connection: sa.Connection) -> list[Site]:
    """The live release's sites; none when nothing is live or it is not what was published."""
    number = history.live_number(connection)
    try:
        return [] if number is None else _prove(connection, history.release(connection, number))
    except MismatchError:
        return []


def _is_sealed(connection: sa.Connection, release: Release) -> bool:
    try:
        history.require_seal(connection, release)
    except MismatchError:
        return False
    return True

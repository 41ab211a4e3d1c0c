"""The store: stage a complete set of sites, compare it, publish it, go back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

import sqlalchemy as sa

from sites.errors import LossError, StoreError
from sites.records import Release, Reply, Site
from sites.store import history, replies, schema
from sites.store.comparing import Difference, Loss, compare, loss_between
from sites.store.database import Database
from sites.store.fingerprint import fingerprint
from sites.store.rows import FormerSite, SiteReader, counts, row_of
from sites.store.tables import publications, releases, sites

Progress = Callable[[int, int], None]
"""Called with (sites written so far, sites in all) while a release is staged."""

_ROWS_AT_ONCE = 500


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
        """What publishing that release would change. Raises NotFoundError."""
        with self._database.reading() as connection:
            history.release(connection, number)
            live_number = history.live_number(connection)
            before = [] if live_number is None else _sites(connection, live_number)
            after = _sites(connection, number)
        return compare(before, after, number=number, live_number=live_number)

    def publish(self, number: int, *, allow_loss: bool = False) -> Release:
        """Make that release, staged or retired, the live one; no change when it is already.

        Raises NotFoundError; LossError when more than a tenth of the live release's real sites
        would be gone and allow_loss is False.
        """
        with self._database.writing() as connection:
            return _publish(connection, number, allow_loss=allow_loss)

    def rollback(self) -> Release:
        """Withdraw the last publication: the release that was live before it is live again.

        Done again, it goes one publication further back. Raises NotFoundError when the first
        publication is reached. Asks nothing about losses: it is the way out of a mistake.
        """
        with self._database.writing() as connection:
            return history.withdraw(connection, _now())

    def live(self) -> Release | None:
        """The release that the public sees; None before the first publication."""
        with self._database.reading() as connection:
            number = history.live_number(connection)
            return None if number is None else history.release(connection, number)

    def live_number(self) -> int | None:
        """The live release's number only: one indexed look, for workers that ask often."""
        with self._database.reading() as connection:
            return history.live_number(connection)

    def releases(self) -> list[Release]:
        """All releases, the newest first. None is ever deleted."""
        with self._database.reading() as connection:
            return history.releases_newest_first(connection)

    def sites(self, number: int) -> list[Site]:
        """The release's sites in the order of area code, then id. Raises NotFoundError."""
        with self._database.reading() as connection:
            history.release(connection, number)
            return _sites(connection, number)

    def former_sites(self) -> Mapping[str, FormerSite]:
        """Sites once published and not live now, by id, as they last were.

        A release that was staged and never published has no part in it.
        """
        with self._database.reading() as connection:
            return _former_sites(connection)

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
    if live_number is not None:
        live = history.release(connection, live_number)
        if live.sha256 == sha256 and set(_sites(connection, live_number)) == set(new_sites):
            return live
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
    if release.state == "live":
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


def _sites(connection: sa.Connection, number: int) -> list[Site]:
    reader = SiteReader()
    rows = connection.execute(sa.select(sites).where(sites.c.release == number))
    # Sorted here, not there: PostgreSQL would sort ids by its own locale.
    return sorted(map(reader.site, rows), key=lambda site: (site.adcode, site.id))


def _former_sites(connection: sa.Connection) -> Mapping[str, FormerSite]:
    live = sa.select(sites.c.id).where(sites.c.release == history.live_number(connection))
    last = (
        sa.select(sites.c.id, sa.func.max(sites.c.release).label("release"))
        .where(sites.c.release.in_(sa.select(publications.c.release)))
        .where(sites.c.id.not_in(live))
        .group_by(sites.c.id)
        .subquery()
    )
    same = (sites.c.id == last.c.id) & (sites.c.release == last.c.release)
    columns = (sites.c.id, sites.c.unit, sites.c.adcode, sites.c.status)
    rows = connection.execute(sa.select(*columns).join(last, same))
    return {id_: FormerSite(unit, adcode, status == "demo") for id_, unit, adcode, status in rows}

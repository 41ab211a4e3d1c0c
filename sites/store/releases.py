"""The store: stage a complete set of sites, compare it, publish it, go back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sites.records import Release, Reply, Site
from sites.store import history, proving, publishing, replies, schema, staging
from sites.store.comparing import Difference, compare
from sites.store.database import Database
from sites.store.proving import Known


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
        allow_id_change: bool = False,
    ) -> Release:
        """Stage the sites and publish them, in one transaction: all of it or nothing.

        Gives the live release, unchanged, when it holds these very sites already.
        Raises LossError and IdChangeError as publish does; then nothing is kept.
        """
        with self._database.writing() as connection:
            staged = staging.stage(connection, new_sites, files=files)
            return publishing.publish(
                connection, staged.number, allow_loss=allow_loss, allow_id_change=allow_id_change
            )

    def stage(
        self,
        new_sites: Sequence[Site],
        *,
        files: Sequence[str] = (),
    ) -> Release:
        """Keep the sites as a new release that is not live yet.

        Gives the live release, unchanged, when it holds these very sites already.
        files: names of the files they came from, for the record.
        """
        with self._database.writing() as connection:
            return staging.stage(connection, new_sites, files=files)

    def difference(self, number: int) -> Difference:
        """What publishing that release would change; a live one that does not match counts as none.

        Raises NotFoundError, and MismatchError when that release is not as it was stored.
        """
        with self._database.reading() as connection:
            after = proving.proved_sites(connection, history.release(connection, number))
            live_number = history.live_number(connection)
            before = proving.live_sites(connection)
        return compare(before, after, number=number, live_number=live_number)

    def publish(
        self, number: int, *, allow_loss: bool = False, allow_id_change: bool = False
    ) -> Release:
        """Make that release, staged or retired, the live one; no change when it is already.

        Raises NotFoundError; MismatchError when it is not as it was stored; unless it is allowed,
        LossError when more than a tenth of the live release's real sites would be gone, and
        IdChangeError when an id would mean another site than it last did.
        """
        with self._database.writing() as connection:
            return publishing.publish(
                connection, number, allow_loss=allow_loss, allow_id_change=allow_id_change
            )

    def rollback(self) -> Release:
        """Withdraw the last publication: the release that was live before it is live again.

        Done again, it goes one publication further back. Raises NotFoundError when the first
        publication is reached, and MismatchError when that release is not as it was published.
        Asks nothing about losses: it is the way out of a mistake.
        """
        with self._database.writing() as connection:
            release = history.withdraw(connection, datetime.now(UTC))
            proving.prove(connection, release)
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
            found = proving.prove(connection, release)
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
            proving.prove(connection, release)
            return release

    def sites(self, number: int) -> list[Site]:
        """The release's sites in the order of area code, then id.

        Raises NotFoundError, and MismatchError when they are not those that were stored.
        """
        with self._database.reading() as connection:
            return proving.proved_sites(connection, history.release(connection, number))

    def known_sites(self) -> Known:
        """Every site that was ever published, as it last was. A release that was staged and never
        published has no part in it. A row that was altered is left out: a load goes on without
        it, for it is the way out of a store that does not match."""
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

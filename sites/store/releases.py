"""The store: stage a complete set of sites, compare it, publish it, go back."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from sites.errors import UnsignedError
from sites.records import Release, Reply, Site
from sites.store import history, proving, publishing, replies, schema, signatures, staging
from sites.store.audited import Audit, more_of
from sites.store.auditing import Actor
from sites.store.comparing import Difference, compare
from sites.store.database import Database
from sites.store.fingerprint import fingerprint
from sites.store.operator_store import OperatorStore
from sites.store.proving import Known, Proved
from sites.store.statements import statement_of


@dataclass(frozen=True, slots=True)
class Serving:
    """The live release with its sites, and the sites of before by id, as they last were."""

    release: Release
    sites: tuple[Site, ...]
    former: Mapping[str, Site]


_STAGE_FIRST = (
    "设置了 SITES_SIGNING_PUBLIC_KEY，没有签名的名单不公布，什么也没有改变："
    "请加上 --stage-only 再导入，然后用 flask sites sign 签名，用 flask sites publish 发布。"
)


class Store:
    """All releases of one database, and what providers of the network have said.

    Each method is one transaction and raises StoreError.
    url: SQLAlchemy URL, sqlite:///FILE or postgresql://…; anything else raises SettingError.
    wait_s: how long a change waits for another program's change to end.
    public_key: the Ed25519 key, hexadecimal, by which a release has to be signed before it is
    published or served; empty = none has to be.
    audit_file: where a copy of the audit is kept; None = nowhere else.
    audit: who changed what; each change writes into it.
    Safe to share between threads and forked workers: it keeps no connection open.
    """

    def __init__(
        self,
        url: str,
        *,
        wait_s: float = 10.0,
        public_key: str = "",
        audit_file: Path | None = None,
    ) -> None:
        self._database = Database(url, wait_s=wait_s)
        self._public_key = public_key
        self.audit = Audit(self._database, audit_file)

    def asked_by(self, actor: Actor) -> "Store":
        """The same store for somebody whose name and reason stand in its audit."""
        theirs = copy(self)
        theirs.audit = self.audit.of(actor)
        return theirs

    @property
    def operators(self) -> OperatorStore:
        return OperatorStore(self._database, self.audit)

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
        Raises LossError and IdChangeError as publish does, and UnsignedError where releases have
        to be signed: then nothing is kept.
        """
        with self.audit.changing() as connection:
            before = history.known_live(connection)
            staged = staging.stage(connection, new_sites, files=files)
            if self._public_key and staged.state == "staged":
                raise UnsignedError(_STAGE_FIRST)
            release = publishing.publish(
                connection,
                staged.number,
                allow_loss=allow_loss,
                allow_id_change=allow_id_change,
                public_key=self._public_key,
            )
            more = more_of(files, allow_loss=allow_loss, allow_id_change=allow_id_change)
            self.audit.note(connection, "load", before, release, more)
            return release

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
        with self.audit.changing() as connection:
            staged = staging.stage(connection, new_sites, files=files)
            if staged.state == "staged":
                self.audit.note(connection, "stage", None, staged, more_of(files))
            return staged

    def difference(self, number: int) -> Difference:
        """What publishing that release would change; a live one that does not match counts as none.

        Raises NotFoundError, and MismatchError when that release is not as it was stored.
        """
        with self._database.reading() as connection:
            after = proving.proved(connection, history.release(connection, number)).sites
            live_number = history.live_number(connection)
            before = proving.live_sites(connection)
        return compare(before, after, number=number, live_number=live_number)

    def publish(
        self, number: int, *, allow_loss: bool = False, allow_id_change: bool = False
    ) -> Release:
        """Make that release, staged or retired, the live one; no change when it is already.

        Raises NotFoundError; MismatchError when it is not as it was stored; UnsignedError when it
        has to be signed and is not; unless it is allowed,
        LossError when more than a tenth of the live release's real sites would be gone, and
        IdChangeError when an id would mean another site than it last did.
        """
        with self.audit.changing() as connection:
            before = history.known_live(connection)
            release = publishing.publish(
                connection,
                number,
                allow_loss=allow_loss,
                allow_id_change=allow_id_change,
                public_key=self._public_key,
            )
            more = more_of(allow_loss=allow_loss, allow_id_change=allow_id_change)
            self.audit.note(connection, "publish", before, release, more)
            return release

    def statement(self, number: int) -> str:
        """What is to be signed of that release (statements.py), once it was proved.

        Raises NotFoundError and MismatchError.
        """
        with self._database.reading() as connection:
            return statement_of(_to_be_signed(connection, number).release).text

    def sign(self, number: int, signature: str, public_key: str) -> Release:
        """Keep a signature of that release's statement by the key, both hexadecimal.

        Raises NotFoundError, MismatchError, and BadKeyError when the key did not sign it.
        """
        with self.audit.changing() as connection:
            release = _to_be_signed(connection, number).release
            history.keep_root(connection, release)
            signatures.keep(connection, release, signature, public_key)
            self.audit.note(connection, "sign", None, release, f"key {public_key}")
            return release

    def rollback(self) -> Release:
        """Withdraw the last publication: the release that was live before it is live again.

        Done again, it goes one publication further back. Raises NotFoundError when the first
        publication is reached, MismatchError when that release is not as it was published, and
        UnsignedError when it has to be signed and is not.
        Asks nothing about losses: it is the way out of a mistake.
        """
        with self.audit.changing() as connection:
            before = history.known_live(connection)
            release = history.withdraw(connection, datetime.now(UTC))
            proving.prove(connection, release, self._public_key)
            self.audit.note(connection, "rollback", before, release, "")
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

        Raises MismatchError when it is not what was published, UnsignedError when it has to be
        signed and is not.
        """
        with self._database.reading() as connection:
            number = history.live_number(connection)
            if number is None:
                return None
            release = history.release(connection, number)
            found = proving.prove(connection, release, self._public_key)
            return Serving(found.release, tuple(found.sites), proving.former_sites(connection))

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
        where it is live, its publication are not what they were; UnsignedError when that has to
        be signed and is not."""
        with self._database.reading() as connection:
            release = history.release(connection, number)
            proving.prove(connection, release, self._public_key)
            return release

    def sites(self, number: int) -> list[Site]:
        """The release's sites in the order of area code, then id.

        Raises NotFoundError, and MismatchError when they are not those that were stored.
        """
        with self._database.reading() as connection:
            return proving.proved(connection, history.release(connection, number)).sites

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


def _to_be_signed(connection: sa.Connection, number: int) -> Proved:
    """The release, its fingerprint proved too: it is signed together with the root."""
    found = proving.proved(connection, history.release(connection, number))
    if fingerprint(found.sites) != found.release.sha256:
        raise history.mismatch(number, "采血点和校验值对不上")
    return found

"""Changes that an audit tells of: one transaction for both, then the copy in a file."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from sites.records import Release
from sites.store import audit_copy, auditing
from sites.store.audit_copy import Departure
from sites.store.auditing import Actor, Break, Entry
from sites.store.database import Database


class Audit:
    """The audit of one store, for one who asks for changes. copied: the file that has a copy of
    it; None = there is none."""

    def __init__(self, database: Database, copied: Path | None, actor: Actor = Actor()) -> None:  # noqa: B008 - frozen
        self._database, self._copied, self._actor = database, copied, actor

    def of(self, actor: Actor) -> "Audit":
        """The same audit for somebody else."""
        return Audit(self._database, self._copied, actor)

    @contextmanager
    def changing(self) -> Iterator[sa.Connection]:
        """A transaction that changes what the audit tells of. Raises StoreError."""
        with self._database.writing() as connection:
            yield connection
        if self._copied is not None:
            audit_copy.complete(self._copied, self.entries())

    def note(
        self,
        connection: sa.Connection,
        what: str,
        before: Release | None,
        after: Release,
        more: str,
    ) -> None:
        """Write, inside the change, from which release to which it led, if it led anywhere."""
        if before is not None and (before.number, before.seal) == (after.number, after.seal):
            return
        told = f"{auditing.state_of(after)}{more and ', '}{more}"
        auditing.note(connection, self._actor, what, before=auditing.state_of(before), after=told)

    def note_other(self, what: str, *, before: str, after: str) -> None:
        """Write of a change that is none of releases. Raises StoreError."""
        with self.changing() as connection:
            self.note_in(connection, what, before=before, after=after)

    def note_in(self, connection: sa.Connection, what: str, *, before: str, after: str) -> None:
        """Write, inside the change, of one that is none of releases."""
        auditing.note(connection, self._actor, what, before=before, after=after)

    def entries(self) -> list[Entry]:
        """All entries as they stand there, the oldest first. Raises StoreError."""
        with self._database.reading() as connection:
            return [entry for entry, _ in auditing.entries(connection)]

    def faults(self) -> tuple[Break | None, Departure | None]:
        """Where the chain does not hold, and where the copy is another; None = nowhere.

        Raises StoreError, and OSError when the copy cannot be read.
        """
        with self._database.reading() as connection:
            written = list(auditing.entries(connection))
        if self._copied is None:
            return auditing.broken(written), None
        entries = [entry for entry, _ in written]
        return auditing.broken(written), audit_copy.departure(self._copied, entries)


def more_of(
    files: Sequence[str] = (), *, allow_loss: bool = False, allow_id_change: bool = False
) -> str:
    """What the audit says beside the two releases: rules that were passed over, then files."""
    passed_over = (("allow-loss", allow_loss), ("allow-id-change", allow_id_change))
    named = f"files {'、'.join(files)}" if files else ""
    return ", ".join(filter(None, [*(name for name, is_so in passed_over if is_so), named]))

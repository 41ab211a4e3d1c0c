"""Vain attempts to sign in, counted by name and by address."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from sites.records.operators import Failures
from sites.store.database import Database
from sites.store.operator_tables import signin_failures

FORGOTTEN_AFTER = timedelta(hours=24)
_columns = signin_failures.c


class FailuresKept:
    """Each method is one transaction and raises StoreError. A subject: "name:…" or "address:…"."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, subjects: Sequence[str], at: datetime) -> dict[str, Failures]:
        """Those of the last 24 hours, by subject."""
        recent = _columns.subject.in_(subjects) & (_columns.last_at > at - FORGOTTEN_AFTER)
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(signin_failures).where(recent)).mappings()
            return {row["subject"]: Failures(row["count"], row["last_at"]) for row in rows}

    def count(self, subjects: Sequence[str], at: datetime) -> None:
        """One more of each; old ones are thrown away by the way."""
        with self._database.writing() as connection:
            old = _columns.last_at <= at - FORGOTTEN_AFTER
            connection.execute(sa.delete(signin_failures).where(old))
            for subject in subjects:
                more = sa.update(signin_failures).where(_columns.subject == subject)
                if not connection.execute(
                    more.values(count=_columns.count + 1, last_at=at)
                ).rowcount:
                    first = {"subject": subject, "count": 1, "last_at": at}
                    connection.execute(sa.insert(signin_failures), first)

    def forget(self, subjects: Sequence[str]) -> None:
        """These may try again at once."""
        with self._database.writing() as connection:
            connection.execute(sa.delete(signin_failures).where(_columns.subject.in_(subjects)))

    def forget_all(self) -> None:
        """Everybody may try again at once."""
        with self._database.writing() as connection:
            connection.execute(sa.delete(signin_failures))

"""Sessions of the operators in the store, by the hash of what the browser's cookie holds.

Nothing is ever kept over a session that has ended: a request that was on its way while its person
signed out brings nothing back.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa

from sites.records.operators import OperatorSession
from sites.store.database import Database
from sites.store.operator_tables import operator_sessions

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
_COLUMNS = operator_sessions.c


class Sessions:
    """Each method is one transaction and raises StoreError. sha256: of the cookie's number."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, sha256: str, at: datetime) -> OperatorSession | None:
        """The session, unless it was idle for 30 minutes or is older than 12 hours."""
        with self._database.reading() as connection:
            this = sa.select(operator_sessions).where(_COLUMNS.sha256 == sha256, _is_alive(at))
            row = connection.execute(this).mappings().one_or_none()
            return None if row is None else _session_of(row)

    def of(self, account: int, at: datetime) -> list[OperatorSession]:
        """Those of an account that are alive, the latest seen first."""
        theirs = _COLUMNS.account == account
        with self._database.reading() as connection:
            found = sa.select(operator_sessions).where(theirs, _is_alive(at))
            rows = connection.execute(found.order_by(_COLUMNS.seen_at.desc()))
            return [_session_of(row) for row in rows.mappings()]

    def open(self, sha256: str, session: OperatorSession, *, after: str = "") -> None:
        """Keep a new session. after: the hash of that in whose place it comes; empty for none.
        What has run out is thrown away by the way."""
        with self._database.writing() as connection:
            gone = (_COLUMNS.sha256 == after) | sa.not_(_is_alive(session.seen_at))
            connection.execute(sa.delete(operator_sessions).where(gone))
            kept = sa.insert(operator_sessions).values(
                sha256=sha256,
                account=session.account,
                created_at=session.created_at,
                seen_at=session.seen_at,
                content=session.content,
                agent=session.agent,
            )
            connection.execute(kept)

    def keep(self, sha256: str, content: Mapping[str, object]) -> None:
        """What the pages remember now; nothing when the session has ended meanwhile."""
        self._update(sha256, content=dict(content))

    def touch(self, sha256: str, at: datetime) -> None:
        """The session was seen."""
        self._update(sha256, seen_at=at)

    def end(self, sha256: str) -> None:
        """Forget one session."""
        self._delete(_COLUMNS.sha256 == sha256)

    def end_others(self, account: int, spare: str) -> None:
        """Forget every session of an account but the one with this hash."""
        self._delete((_COLUMNS.account == account) & (_COLUMNS.sha256 != spare))

    def _update(self, sha256: str, **values: object) -> None:
        with self._database.writing() as connection:
            this = sa.update(operator_sessions).where(_COLUMNS.sha256 == sha256)
            connection.execute(this.values(**values))

    def _delete(self, which: sa.ColumnElement[bool]) -> None:
        with self._database.writing() as connection:
            connection.execute(sa.delete(operator_sessions).where(which))


def _is_alive(at: datetime) -> sa.ColumnElement[bool]:
    return (_COLUMNS.seen_at > at - IDLE) & (_COLUMNS.created_at > at - LONGEST)


def _session_of(row: sa.RowMapping) -> OperatorSession:
    content = row["content"] if isinstance(row["content"], dict) else {}
    return OperatorSession(row["account"], row["created_at"], row["seen_at"], content, row["agent"])

"""One database: its address, its connections, its two kinds of transaction.

A connection is opened for each piece of work and closed after it: the store is asked a few
times a minute, so nothing is gained by keeping one, and none can go stale after a restart of
the server or be shared by accident between forked workers.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool

from sites.errors import SettingError, StoreError
from sites.store.sentences import sentence

# How long an unreachable PostgreSQL server may hold up a start or a look for a new release.
_CONNECT_TIMEOUT_S = 5
# Any number will do, as long as all programs that write to the database use the same one.
_WRITERS_LOCK = 0x51735
_POSTGRESQL_NAMES = ("postgres", "postgresql", "postgresql+psycopg")


class Database:
    """wait_s: how long a writer waits for another writer before it gives up."""

    def __init__(self, url: str, *, wait_s: float) -> None:
        self._url = _read_url(url)
        self._wait_s = wait_s
        self.is_sqlite = self._url.get_backend_name() == "sqlite"
        self.where = (
            str(self._url.database)
            if self.is_sqlite
            else self._url.set(query={}).render_as_string(hide_password=True)
        )
        options = self._connect_options()
        self._engine = sa.create_engine(self._url, poolclass=NullPool, connect_args=options)
        if self.is_sqlite:
            sa.event.listen(self._engine, "connect", _prepare_sqlite)
            sa.event.listen(self._engine, "begin", _begin_sqlite)

    def _connect_options(self) -> Mapping[str, Any]:
        if self.is_sqlite:
            return {"timeout": self._wait_s}
        given = "connect_timeout" in self._url.query
        return {} if given else {"connect_timeout": _CONNECT_TIMEOUT_S}

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that only reads. Raises StoreError."""
        with self._speaking(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that no other writer overlaps: kept whole, or not at all.

        Raises StoreError, also when another writer is not done within wait_s.
        """
        with self._speaking(), self._engine.connect() as connection:
            connection.execution_options(sites_writes=True)
            with connection.begin():
                if not self.is_sqlite:
                    self._lock_out_writers(connection)
                yield connection

    def _lock_out_writers(self, connection: sa.Connection) -> None:
        # A timeout of 0 would mean "for ever" to PostgreSQL.
        wait_ms = max(1, round(self._wait_s * 1000))
        connection.execute(sa.select(sa.func.set_config("lock_timeout", f"{wait_ms}ms", True)))
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_WRITERS_LOCK)))

    def use_write_ahead_log(self) -> None:
        """On SQLite, readers go on undisturbed while a list is loaded (kept in the file)."""
        if not self.is_sqlite:
            return
        with self._speaking(), self._engine.connect() as connection:
            # A PRAGMA of this kind is refused inside a transaction, so go below SQLAlchemy's.
            cursor = connection.connection.cursor()
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.close()

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise StoreError(sentence(error, self.where)) from error


def _read_url(text: str) -> sa.URL:
    """Raises SettingError unless it is a file of SQLite or a database of PostgreSQL."""
    try:
        url = sa.make_url(text)
    except ArgumentError:
        url = sa.URL.create("nothing")
    if url.drivername in _POSTGRESQL_NAMES:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername == "sqlite" and url.database not in (None, "", ":memory:"):
        return url
    raise SettingError(  # The text itself may hold a password: it is not shown.
        "SITES_DATABASE_URL must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE."
    )


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # Leave BEGIN to _begin_sqlite: the driver's own comes too late, after the first SELECT.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: sa.Connection) -> None:
    # IMMEDIATE: a writer waits for its turn here, before it has read what another may change.
    writes = connection.get_execution_options().get("sites_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

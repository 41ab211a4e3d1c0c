"""Brings the tables to the shape this program needs; Alembic is imported only when it must."""

import sqlalchemy as sa

from sites.store.database import Database

# The newest migration in sites/store/migrations/versions (a test holds the two together).
NEWEST = "0007"

_version = sa.table("alembic_version", sa.column("version_num"))


def migrate(database: Database) -> None:
    """Create or bring forward the tables, unless they are as they should be already.

    One transaction, so that several workers may start at once and a killed one leaves no half.
    Raises StoreError, also for tables of a newer program.
    """
    with database.reading() as connection:
        if _version_in(connection) == NEWEST:
            return
    database.use_write_ahead_log()
    with database.writing() as connection:
        from sites.store.upgrading import upgrade  # noqa: PLC0415  # weight: Alembic, 0.1 s, 11 MB, seldom needed

        upgrade(connection, database.where)


def _version_in(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table(_version.name):
        return None
    return connection.scalar(sa.select(_version.c.version_num))

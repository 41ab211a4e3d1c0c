"""The tables, as the newest migration leaves them (a test compares the two)."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An aware datetime in UTC, also on SQLite, which keeps no time zone."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:  # noqa: ARG002
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Json(sa.types.TypeDecorator[Any]):
    """JSON; what is none any more comes back as None, so that one cell takes no other with it."""

    impl = sa.JSON
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """As the database's own, but for a text that is no JSON."""
        inner = super().result_processor(dialect, coltype)

        def read(cell: Any) -> Any:
            try:
                return inner(cell) if inner else cell
            except (ValueError, TypeError, RecursionError):
                return None

        return read


metadata = sa.MetaData()

releases = sa.Table(
    "releases",
    metadata,
    # The store counts by itself, under its lock: a number is never used twice, none is left out.
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("total", sa.Integer, nullable=False),
    sa.Column("published", sa.Integer, nullable=False),
    sa.Column("demo", sa.Integer, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("files", Json, nullable=False),
    # leaves.root_of; empty in a release of before this column until it is published or signed.
    sa.Column("root", sa.Text, nullable=False, server_default=""),
    sa.CheckConstraint("state IN ('staged', 'live', 'retired')", name="releases_state"),
    sa.CheckConstraint("total = published + demo", name="releases_counts"),
)
# Only migrations make tables. What this index is on PostgreSQL stands there: named here too, it
# would have every worker on SQLite read that dialect in (20 ms, 4 MB).
sa.Index(
    "releases_one_live", releases.c.state, unique=True, sqlite_where=releases.c.state == "live"
)

# What was put before the public, and when; never deleted. The live release is that of the last
# publication not withdrawn, so that a rollback leads back the way that was really taken.
publications = sa.Table(
    "publications",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("release", sa.Integer, sa.ForeignKey("releases.number"), nullable=False),
    sa.Column("published_at", UtcDateTime, nullable=False),
    sa.Column("withdrawn_at", UtcDateTime),
    # fingerprint.seal: ties times, counts and files to the release and to this very store.
    sa.Column("seal", sa.Text, nullable=False, server_default=""),
)

# Who signed what: key and signature hexadecimal (keys.py), of the release's statement.
signatures = sa.Table(
    "signatures",
    metadata,
    sa.Column("release", sa.Integer, sa.ForeignKey("releases.number"), primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("signature", sa.Text, nullable=False),
    sa.Column("signed_at", UtcDateTime, nullable=False),
)

# Who changed what; never changed and never deleted: triggers of migration 0007 see to it. The hash
# is of the other columns (auditing.Entry), the one of the entry before among them.
audit = sa.Table(
    "audit",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("before", sa.Text, nullable=False),
    sa.Column("after", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("previous", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
)

# What tells this store from any other, one made in its place or brought back included: one row,
# made with the tables.
identity = sa.Table(
    "identity",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("made_at", UtcDateTime, nullable=False),
)

# One row per site and release. Texts as records.Site, None where it says so.
sites = sa.Table(
    "sites",
    metadata,
    sa.Column("release", sa.Integer, sa.ForeignKey("releases.number"), primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("adcode", sa.Text, nullable=False),
    sa.Column("province", sa.Text, nullable=False),
    sa.Column("city", sa.Text),
    sa.Column("county", sa.Text),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("phones", Json, nullable=False),
    sa.Column("hours", sa.Text, nullable=False),
    # The fix; all null when no place is known. WGS-84, decimal degrees.
    sa.Column("lat", sa.Double),
    sa.Column("lon", sa.Double),
    sa.Column("precision", sa.Text),
    sa.Column("method", sa.Text),
    sa.Column("fix_adcode", sa.Text),
    sa.Column("matched", sa.Text),
    sa.Column("status", sa.Text, nullable=False),
    # The source; all null only for a demonstration site.
    sa.Column("source_title", sa.Text),
    sa.Column("source_url", sa.Text),
    sa.Column("published_on", sa.Text),
    sa.Column("checked_on", sa.Text, nullable=False),
    sa.Column("notes", sa.Text, nullable=False),
    # Where in the source the site is printed (null: not said), and who checked it. Releases of
    # before these columns stay as they were.
    sa.Column("spots", Json(none_as_null=True)),
    sa.Column("checked_by", sa.Text, nullable=False, server_default=""),
    # fingerprint.site_fingerprint: proves a former site without its whole release.
    sa.Column("sha256", sa.Text, nullable=False, server_default=""),
    sa.CheckConstraint("status IN ('published', 'demo')", name="sites_status"),
    sa.CheckConstraint("(lat IS NULL) = (lon IS NULL)", name="sites_point"),
    sa.CheckConstraint("status = 'demo' OR source_title IS NOT NULL", name="sites_source"),
)
# For former_sites(): which ids earlier releases had, without reading their rows.
sa.Index("sites_by_id", sites.c.id, sites.c.release)

# What providers of the network said, so that nothing is asked twice. One row per provider and
# query; a row without a point is "no such place". Texts as records.Reply; WGS-84.
replies = sa.Table(
    "replies",
    metadata,
    sa.Column("provider", sa.Text, primary_key=True),
    sa.Column("query", sa.Text, primary_key=True),
    sa.Column("asked_at", UtcDateTime, nullable=False),
    sa.Column("lat", sa.Double),
    sa.Column("lon", sa.Double),
    sa.Column("datum", sa.Text, nullable=False),
    sa.Column("precision", sa.Text),
    sa.Column("level", sa.Text, nullable=False),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("adcode", sa.Text, nullable=False),
    sa.CheckConstraint("(lat IS NULL) = (lon IS NULL)", name="replies_point"),
    sa.CheckConstraint("(lat IS NULL) = (precision IS NULL)", name="replies_precision"),
)

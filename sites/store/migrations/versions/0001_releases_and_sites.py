"""Releases, their sites, and the record of what was published when."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_releases()
    _create_publications()
    _create_sites()


def _create_releases() -> None:
    op.create_table(
        "releases",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("published", sa.Integer, nullable=False),
        sa.Column("demo", sa.Integer, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("files", sa.JSON, nullable=False),
        sa.CheckConstraint("state IN ('staged', 'live', 'retired')", name="releases_state"),
        sa.CheckConstraint("total = published + demo", name="releases_counts"),
    )
    only_live = sa.text("state = 'live'")
    op.create_index(
        "releases_one_live",
        "releases",
        ["state"],
        unique=True,
        sqlite_where=only_live,
        postgresql_where=only_live,
    )


def _create_publications() -> None:
    op.create_table(
        "publications",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("release", sa.Integer, sa.ForeignKey("releases.number"), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
    )


def _create_sites() -> None:
    op.create_table(
        "sites",
        sa.Column("release", sa.Integer, sa.ForeignKey("releases.number"), primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("adcode", sa.Text, nullable=False),
        sa.Column("province", sa.Text, nullable=False),
        sa.Column("city", sa.Text),
        sa.Column("county", sa.Text),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("phones", sa.JSON, nullable=False),
        sa.Column("hours", sa.Text, nullable=False),
        sa.Column("lat", sa.Double),
        sa.Column("lon", sa.Double),
        sa.Column("precision", sa.Text),
        sa.Column("method", sa.Text),
        sa.Column("fix_adcode", sa.Text),
        sa.Column("matched", sa.Text),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("source_title", sa.Text),
        sa.Column("source_url", sa.Text),
        sa.Column("published_on", sa.Text),
        sa.Column("checked_on", sa.Text, nullable=False),
        sa.Column("notes", sa.Text, nullable=False),
        sa.CheckConstraint("status IN ('published', 'demo')", name="sites_status"),
        sa.CheckConstraint("(lat IS NULL) = (lon IS NULL)", name="sites_point"),
        sa.CheckConstraint("status = 'demo' OR source_title IS NOT NULL", name="sites_source"),
    )
    op.create_index("sites_by_id", "sites", ["id", "release"])

"""What providers of the network said to which query."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "replies",
        sa.Column("provider", sa.Text, primary_key=True),
        sa.Column("query", sa.Text, primary_key=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
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

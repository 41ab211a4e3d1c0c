"""The root of a release, and who signed it.

A release of before has no root yet: it is proved by its fingerprint until it is published or
signed again, which writes the root down.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    root = sa.Column("root", sa.Text, nullable=False, server_default="")
    op.add_column("releases", root)
    op.create_table(
        "signatures",
        sa.Column("release", sa.Integer, sa.ForeignKey("releases.number"), primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("signature", sa.Text, nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
    )

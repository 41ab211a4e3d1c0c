"""Where in its source each site is printed, and who compared the two."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sites", sa.Column("spots", sa.JSON))
    checked_by = sa.Column("checked_by", sa.Text, nullable=False, server_default="")
    op.add_column("sites", checked_by)

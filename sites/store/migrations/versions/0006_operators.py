"""Accounts of the operators, their recovery codes, sessions, vain attempts to enter."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("totp_secret", sa.Text, nullable=False),
        sa.Column("totp_step", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("disabled", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.CheckConstraint(
            "role IN ('reader', 'editor', 'approver', 'administrator')", name="accounts_role"
        ),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("account", sa.Integer, sa.ForeignKey("accounts.id"), primary_key=True),
        sa.Column("sha256", sa.Text, primary_key=True),
        sa.Column("used_at", _MOMENT),
    )
    op.create_table(
        "operator_sessions",
        sa.Column("sha256", sa.Text, primary_key=True),
        sa.Column("account", sa.Integer, sa.ForeignKey("accounts.id")),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("seen_at", _MOMENT, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("agent", sa.Text, nullable=False),
    )
    op.create_index("operator_sessions_by_account", "operator_sessions", ["account"])
    op.create_table(
        "signin_failures",
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("last_at", _MOMENT, nullable=False),
    )

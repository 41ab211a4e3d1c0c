"""The tables of the operators: accounts, their recovery codes, sessions, vain attempts to enter.

As the newest migration leaves them (a test compares the two); apart from those of releases, which
hold nothing of a person.
"""

import sqlalchemy as sa

from sites.store.tables import Json, UtcDateTime, metadata

accounts = sa.Table(
    "accounts",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("password_hash", sa.Text, nullable=False),
    sa.Column("totp_secret", sa.Text, nullable=False),
    sa.Column("totp_step", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("disabled", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("changed_at", UtcDateTime, nullable=False),
    sa.CheckConstraint(
        "role IN ('reader', 'editor', 'approver', 'administrator')", name="accounts_role"
    ),
)

# Each opens the door once, in the place of a code of the telephone.
recovery_codes = sa.Table(
    "recovery_codes",
    metadata,
    sa.Column("account", sa.Integer, sa.ForeignKey("accounts.id"), primary_key=True),
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("used_at", UtcDateTime),
)

# The cookie is a random number; who reads the store learns only its hash and can use none.
operator_sessions = sa.Table(
    "operator_sessions",
    metadata,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("account", sa.Integer, sa.ForeignKey("accounts.id")),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("seen_at", UtcDateTime, nullable=False),
    sa.Column("content", Json, nullable=False),
    sa.Column("agent", sa.Text, nullable=False),
)
sa.Index("operator_sessions_by_account", operator_sessions.c.account)

# subject: "name:…", whether or not anybody is called so, or "address:…".
signin_failures = sa.Table(
    "signin_failures",
    metadata,
    sa.Column("subject", sa.Text, primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("last_at", UtcDateTime, nullable=False),
)

"""Accounts in the store. What takes or changes a right ends the sessions that rest on it, in the
same transaction."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from sites.errors import AccountError
from sites.records.operators import Account, Role
from sites.saying import mark
from sites.store.audited import Audit
from sites.store.database import Database
from sites.store.operator_tables import accounts, operator_sessions, recovery_codes

_TAKEN = mark("已经有人用这个名字了：请换一个。")
_LAST = mark("这是最后一个能用的管理员账号：先让另一个人做管理员，再改这一个。")
_COLUMNS = [accounts.c[field.name] for field in fields(Account)]


class Accounts:
    """Each method is one transaction and raises StoreError; each change stands in the audit, but
    for what a sign-in uses up."""

    def __init__(self, database: Database, audit: Audit) -> None:
        self._database, self._audit = database, audit

    def named(self, name: str) -> Account | None:
        """The account with exactly this name."""
        return self._one(accounts.c.name == name)

    def numbered(self, account: int) -> Account | None:
        """The account with this id."""
        return self._one(accounts.c.id == account)

    def all(self) -> list[Account]:
        """Every account, disabled ones too, in the order of names."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(*_COLUMNS).order_by(accounts.c.name))
            return [Account(**row) for row in rows.mappings()]

    def add(  # noqa: PLR0913 - the account's own columns
        self,
        name: str,
        role: Role,
        *,
        password_hash: str,
        totp_secret: str,
        recovery: Iterable[str],
        at: datetime,
    ) -> Account:
        """Make an account. recovery: sha256 of its codes. Raises AccountError when the name is
        taken."""
        with self._audit.changing() as connection:
            if connection.scalar(sa.select(accounts.c.id).where(accounts.c.name == name)):
                raise AccountError(_TAKEN)
            row = {"name": name, "role": role, "created_at": at, "changed_at": at}
            row |= {"password_hash": password_hash, "totp_secret": totp_secret}
            done = connection.execute(sa.insert(accounts).values(**row).returning(accounts.c.id))
            made: int = done.scalar_one()
            _replace_codes(connection, made, recovery)
            self._note(connection, "account add", made, after=role)
        return Account(
            made, name, role, password_hash, totp_secret, totp_step=0, disabled=False,
            created_at=at, changed_at=at,
        )  # fmt: skip

    def set_password(
        self, account: int, password_hash: str, at: datetime, *, spare: str = ""
    ) -> None:
        """Another password: every session ends but that with the hash `spare`."""
        self._change("password", account, at, spare=spare, password_hash=password_hash)

    def rehash(self, account: int, password_hash: str) -> None:
        """The same password under other parameters: nothing else changes."""
        with self._database.writing() as connection:
            this = sa.update(accounts).where(accounts.c.id == account)
            connection.execute(this.values(password_hash=password_hash))

    def set_second_factor(
        self, account: int, totp_secret: str, step: int, at: datetime, *, spare: str = ""
    ) -> None:
        """Another secret, whose code of `step` was taken already."""
        self._change("telephone", account, at, spare=spare, totp_secret=totp_secret, totp_step=step)

    def set_role(self, account: int, role: Role, at: datetime) -> None:
        """Another role; its person signs in anew. AccountError for the last administrator."""
        self._change("role", account, at, role=role)

    def set_disabled(self, account: int, at: datetime, *, disabled: bool) -> None:
        """Shut the account, or open it again. Raises AccountError for the last administrator."""
        self._change("disable" if disabled else "enable", account, at, disabled=disabled)

    def take_step(self, account: int, step: int) -> bool:
        """Use up the code of that step; False when it, or a later one, was used already."""
        newer = (accounts.c.id == account) & (accounts.c.totp_step < step)
        with self._database.writing() as connection:
            done = connection.execute(sa.update(accounts).where(newer).values(totp_step=step))
            return done.rowcount == 1

    def replace_codes(self, account: int, recovery: Iterable[str]) -> None:
        """Other recovery codes (their sha256); the old ones open nothing any more."""
        with self._audit.changing() as connection:
            _replace_codes(connection, account, recovery)
            self._note(connection, "account codes", account)

    def take_code(self, account: int, sha256: str, at: datetime) -> bool:
        """Use up that recovery code; False when there is none or it was used already."""
        this = (recovery_codes.c.account == account) & (recovery_codes.c.sha256 == sha256)
        unused = this & recovery_codes.c.used_at.is_(None)
        with self._database.writing() as connection:
            done = connection.execute(sa.update(recovery_codes).where(unused).values(used_at=at))
            return done.rowcount == 1

    def codes_left(self, account: int) -> int:
        """How many recovery codes are unused."""
        left = (recovery_codes.c.account == account) & recovery_codes.c.used_at.is_(None)
        with self._database.reading() as connection:
            counted = sa.select(sa.func.count()).select_from(recovery_codes).where(left)
            return connection.scalar(counted) or 0

    def _one(self, which: sa.ColumnElement[bool]) -> Account | None:
        with self._database.reading() as connection:
            row = connection.execute(sa.select(*_COLUMNS).where(which)).mappings().one_or_none()
            return None if row is None else Account(**row)

    def _change(
        self, what: str, account: int, at: datetime, *, spare: str = "", **values: Any
    ) -> None:
        with self._audit.changing() as connection:
            was = self._role(connection, account) if "role" in values else ""
            self._note(connection, f"account {what}", account, was, values.get("role", ""))
            this = sa.update(accounts).where(accounts.c.id == account)
            connection.execute(this.values(changed_at=at, **values))
            if values.keys() & {"role", "disabled"} and not _has_administrator(connection):
                raise AccountError(_LAST)  # and the transaction keeps nothing
            theirs = operator_sessions.c.account == account
            ended = theirs & (operator_sessions.c.sha256 != spare)
            connection.execute(sa.delete(operator_sessions).where(ended))

    def _note(
        self, connection: sa.Connection, what: str, account: int, before: str = "", after: str = ""
    ) -> None:
        """Whose account, and its role where that is what changed; never a secret."""
        name = connection.scalar(sa.select(accounts.c.name).where(accounts.c.id == account))
        was, now = (f"{name}, {role}" if role else "" for role in (before, after))
        self._audit.note_in(connection, what, before=was, after=now or str(name))

    def _role(self, connection: sa.Connection, account: int) -> str:
        return str(connection.scalar(sa.select(accounts.c.role).where(accounts.c.id == account)))


def _has_administrator(connection: sa.Connection) -> bool:
    """One who can let others in is left."""
    able = (accounts.c.role == "administrator") & accounts.c.disabled.is_(False)
    return connection.scalar(sa.select(accounts.c.id).where(able).limit(1)) is not None


def _replace_codes(connection: sa.Connection, account: int, recovery: Iterable[str]) -> None:
    connection.execute(sa.delete(recovery_codes).where(recovery_codes.c.account == account))
    rows = [{"account": account, "sha256": each} for each in recovery]
    connection.execute(sa.insert(recovery_codes), rows)

"""Those who keep the list: their accounts and what each may do."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

# What each may do, and all that stand before it may too.
Role = Literal["reader", "editor", "approver", "administrator"]
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True)
class Account:
    """Of one person; never deleted, since what was done stays theirs.

    password_hash: argon2id, in its own encoding. totp_secret: base32. totp_step: the last step of
    30 s since 1970 whose code was taken; an earlier one, or the same, is refused.
    """

    id: int
    name: str
    role: Role
    password_hash: str
    totp_secret: str
    totp_step: int
    disabled: bool
    created_at: datetime
    changed_at: datetime

    def may(self, role: Role) -> bool:
        """Whether this account may do what that role may."""
        return not self.disabled and ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class OperatorSession:
    """One sign-in in one browser. account: the id; None before the sign-in is complete. content:
    what the pages remember, fit for JSON. agent: what the browser calls itself."""

    account: int | None
    created_at: datetime
    seen_at: datetime
    content: dict[str, object]
    agent: str


@dataclass(frozen=True, slots=True)
class Failures:
    """Vain attempts of one subject (an account's name, an address); the last one when."""

    count: int
    last_at: datetime

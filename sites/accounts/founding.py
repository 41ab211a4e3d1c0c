"""Accounts are made and given back to their person: what is told once, and kept as hashes."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from sites.accounts.passwords import hashed, objection
from sites.accounts.recovery import hashed_code, new_codes
from sites.accounts.telephone_codes import enrolment, new_secret
from sites.errors import AccountError
from sites.records.operators import Account, Role
from sites.saying import mark
from sites.store import OperatorStore

# Letters of one kind only: no two names look alike.
_NAME = re.compile(r"[a-z0-9一-鿿][a-z0-9一-鿿._-]{1,31}")
_BAD_NAME = mark("账号的名字用 2 到 32 个汉字、小写字母、数字、点或短横。")
_NO_ACCOUNT = mark("没有这个账号：flask sites accounts list 列出全部。")


@dataclass(frozen=True, slots=True)
class Handed:
    """What its person must be given now, since only hashes are kept. enrolment: the otpauth://
    address for the telephone. codes: the recovery codes."""

    account: Account
    enrolment: str
    codes: tuple[str, ...]


def read_name(text: str) -> str:
    """A name as it is kept, however it was typed: no capitals, no wide letters."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def found(store: OperatorStore, name: str, role: Role, password: str, at: datetime) -> Handed:
    """Make an account. Raises AccountError for a name or password that cannot be, or a name that is
    taken."""
    name = checked_name(name)
    if wrong := objection(password, name):
        raise AccountError(wrong)
    secret, codes = new_secret(), new_codes()
    account = store.accounts.add(
        name, role, password_hash=hashed(password), totp_secret=secret,
        recovery=map(hashed_code, codes), at=at,
    )  # fmt: skip
    return Handed(account, enrolment(secret, name), codes)


def reset(store: OperatorStore, name: str, password: str, at: datetime) -> Handed:
    """Another password, telephone and recovery codes for who lost them; the old ones, every session
    and every wait end. Raises AccountError for an unknown name or a password that cannot be."""
    account = called(store, name)
    if wrong := objection(password, account.name):
        raise AccountError(wrong)
    secret, codes = new_secret(), new_codes()
    store.accounts.set_password(account.id, hashed(password), at)
    store.accounts.set_second_factor(account.id, secret, 0, at)
    store.accounts.replace_codes(account.id, map(hashed_code, codes))
    store.failures.forget([f"name:{account.name}"])
    return Handed(account, enrolment(secret, account.name), codes)


def checked_name(text: str) -> str:
    """A name that an account may have. Raises AccountError."""
    name = read_name(text)
    if not _NAME.fullmatch(name):
        raise AccountError(_BAD_NAME)
    return name


def called(store: OperatorStore, name: str) -> Account:
    """The account of that name. Raises AccountError when there is none."""
    account = store.accounts.named(read_name(name))
    if account is None:
        raise AccountError(_NO_ACCOUNT)
    return account

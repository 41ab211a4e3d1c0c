"""The gate: who is let in, by password and a code of the telephone, or by password and a recovery
code. Every refusal says the same words, whatever was wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sites.accounts.passwords import hashed, is_outdated, is_right
from sites.accounts.recovery import hashed_code
from sites.accounts.telephone_codes import step_of
from sites.accounts.waiting import subjects_of, wait_of
from sites.records.operators import Account
from sites.store import OperatorStore


@dataclass(frozen=True, slots=True)
class Attempt:
    """What somebody typed, where from (an address of the network), and when."""

    name: str
    password: str
    address: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Verdict:
    """account: who is let in, or through to the second factor; None for nobody. wait: how long
    to wait before anything is looked at; zero when it was."""

    account: Account | None = None
    wait: timedelta = timedelta()


class Gate:
    """Every method raises StoreError."""

    def __init__(self, store: OperatorStore) -> None:
        self._store = store

    def by_password(self, attempt: Attempt) -> Verdict:
        """The first step: who it may be. Counts the failures, but forgets none yet: a password
        that is known must not buy guesses at the code."""
        subjects = subjects_of(attempt.name, attempt.address)
        if wait := self._wait(subjects, attempt.at):
            return Verdict(wait=wait)
        account = self._holder(attempt)
        if account is None:
            self._store.failures.count(subjects, attempt.at)
        return Verdict(account)

    def by_code(self, account: Account, code: str, address: str, at: datetime) -> Verdict:
        """The second step: the code of the telephone, each good once."""
        subjects = subjects_of(account.name, address)
        if wait := self._wait(subjects, at):
            return Verdict(wait=wait)
        step = step_of(code, account.totp_secret, at)
        taken = step is not None and self._store.accounts.take_step(account.id, step)
        return self._judged(account if taken else None, subjects, at)

    def by_recovery(self, attempt: Attempt, code: str) -> Verdict:
        """Password and recovery code in one step: the way back also for a name that somebody
        else's attempts have shut, so that only the address waits."""
        subjects = subjects_of(attempt.name, attempt.address)
        if wait := self._wait(subjects[1:], attempt.at):
            return Verdict(wait=wait)
        account = self._holder(attempt)
        used = account is not None and self._store.accounts.take_code(
            account.id, hashed_code(code), attempt.at
        )
        return self._judged(account if used else None, subjects, attempt.at)

    def confirm(self, account: Account, attempt: Attempt, code: str) -> Verdict:
        """Somebody who is in shows again that it is they: password and code."""
        first = self.by_password(attempt)
        if first.account is None or first.account.id != account.id:
            return Verdict(wait=first.wait)
        return self.by_code(first.account, code, attempt.address, attempt.at)

    def _holder(self, attempt: Attempt) -> Account | None:
        """The account that this password opens; as much work when there is none."""
        account = self._store.accounts.named(attempt.name)
        right = is_right(attempt.password, account.password_hash if account else None)
        if account is None or not right or account.disabled:
            return None
        if is_outdated(account.password_hash):
            self._store.accounts.rehash(account.id, hashed(attempt.password))
        return account

    def _judged(self, account: Account | None, subjects: Sequence[str], at: datetime) -> Verdict:
        """Let in, the account's failures are forgotten, not those of the address: one account of
        an attacker's own must not buy guesses at others."""
        if account is None:
            self._store.failures.count(subjects, at)
        else:
            self._store.failures.forget(subjects[:1])
        return Verdict(account)

    def _wait(self, subjects: Sequence[str], at: datetime) -> timedelta:
        found = self._store.failures.of(subjects, at)
        waits = (wait_of(subject, failures, at) for subject, failures in found.items())
        return max(waits, default=timedelta())

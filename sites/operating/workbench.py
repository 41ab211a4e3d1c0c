"""What every view of the workbench works with."""

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import current_app, request
from flask_login import current_user

from sites.accounts.gate import Gate
from sites.records.operators import Account
from sites.settings import Settings
from sites.store import OperatorStore, Store
from sites.store.auditing import Actor

_NEIGHBOURS = 64  # bits: who has one address of IPv6 has the whole network of it


@dataclass(frozen=True, slots=True)
class Workbench:
    """Joined by app.py. releases: what the public sees. now: the time, with its zone, given so that
    tests can move it."""

    settings: Settings
    store: OperatorStore
    releases: Store
    now: Callable[[], datetime]

    @property
    def gate(self) -> Gate:
        return Gate(self.store)

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach it by https."""
        return self.settings.operator_url.startswith("https://")


def workbench() -> Workbench:
    """That of the application that answers this request."""
    return cast(Workbench, current_app.extensions["operating"])


def account() -> Account:
    """Whose request this is; only behind the guard."""
    return cast(Account, current_user.account)


def own_store() -> OperatorStore:
    """The store for changes that this account answers for in the audit."""
    return workbench().releases.asked_by(Actor(account().name)).operators


def address() -> str:
    """Where the request comes from, as failures are counted: an address, or a network of IPv6."""
    text = request.remote_addr or ""
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return text
    if found.version == 4:
        return text
    return str(ipaddress.ip_network((text, _NEIGHBOURS), strict=False))

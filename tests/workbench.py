"""The operators' workbench for tests: people with accounts, a clock that can be moved, browsers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_operator_app
from sites.accounts.founding import Handed, found
from sites.accounts.telephone_codes import code_at
from sites.operating.workbench import Workbench
from sites.records.operators import Account, Role
from sites.store import OperatorStore
from tests.pages import check_form

PASSWORD = "石榴 steamboat 三七"  # noqa: S105 - of nobody
COOKIE = "operators"


@dataclass
class Clock:
    """The time of a workbench, moved by hand."""

    now: datetime = field(default_factory=lambda: datetime(2026, 11, 27, 8, 0, 5, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def go(self, **by: float) -> None:
        """Later by so many minutes=, hours=, seconds=."""
        self.now += timedelta(**by)


class Bench:
    """A workbench on a store of its own."""

    def __init__(self, store_url: str, **settings: str) -> None:
        self.clock = Clock()
        self.app: Flask = create_operator_app(
            {"SITES_DATABASE_URL": store_url} | settings, now=self.clock
        )
        self.parts: Workbench = self.app.extensions["operating"]
        self.store: OperatorStore = self.parts.store

    def hire(self, name: str, role: Role = "editor") -> Handed:
        """An account with PASSWORD."""
        return found(self.store, name, role, PASSWORD, self.clock.now)

    def account(self, name: str) -> Account:
        """As it stands now."""
        account = self.store.accounts.named(name)
        assert account is not None
        return account

    def code(self, name: str) -> str:
        """What this person's telephone shows, a minute later, so that it is a new one."""
        self.clock.go(minutes=1)
        return code_at(self.account(name).totp_secret, self.clock.now)

    def browser(self, address: str = "192.0.2.7") -> "Browser":
        """Somebody's browser, without a session."""
        client = self.app.test_client()
        client.environ_base["REMOTE_ADDR"] = address
        return Browser(self, client)

    def signed_in(self, name: str) -> "Browser":
        """The browser of a person who has signed in."""
        browser = self.browser()
        browser.give_password(name)
        answer = browser.post("/second-factor", code=self.code(name))
        assert answer.location == "/", answer.text
        return browser


@dataclass
class Browser:
    """What a person does: opens pages, sends their forms."""

    bench: Bench
    client: FlaskClient
    answer: TestResponse | None = None

    def open(self, path: str) -> BeautifulSoup:
        """A page that has to come, checked as every page is."""
        self.answer = self.client.get(path)
        assert self.answer.status_code == 200, (
            f"{path}: {self.answer.status} {self.answer.location}"
        )
        return check_form(self.answer)

    def post(self, path: str, page: str = "", **form: str) -> TestResponse:
        """Send a form as a page holds it (that of the same address, else `page`)."""
        shown = self.client.get(page or path)
        token = re.search(r'name="csrf_token" value="([^"]+)"', shown.text)
        fields: Mapping[str, str] = {"csrf_token": token[1] if token else ""} | form
        return self.client.post(path, data=fields)

    def give_password(self, name: str, password: str = PASSWORD) -> TestResponse:
        """The first step."""
        return self.post("/sign-in", name=name, password=password)

    @property
    def cookie(self) -> str:
        """The number of the session; empty without one."""
        found = self.client.get_cookie(COOKIE)
        return found.value if found else ""

    def is_in(self) -> bool:
        """Whether the start page is shown."""
        return self.client.get("/").status_code == 200

"""A real Chromium that visits the program on loopback and remembers what it met.

conftest.py makes the fixtures known to every test.
"""

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Error,
    Page,
    Playwright,
    Request,
    Route,
    ViewportSize,
    sync_playwright,
)
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from tools.chromium import ABSENT, find_chromium

PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
FLAGS = [
    "--no-sandbox",  # the tests may run as root, where the sandbox refuses to start
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP plain.local 127.0.0.1",  # our server, not by https
]
_NO_MEMORY = "--disable-back-forward-cache"  # playwright starts every Chromium with it
TIMEOUT_MS = 30_000

Serve = Callable[[Flask], str]
Visits = Callable[..., "Visit"]


@dataclass
class Visit:
    """One person with one phone or computer. errors: what the console said and what failed."""

    page: Page
    home: str
    errors: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to the page and wait until nothing more is on its way.

        A map goes on asking after it was loaded; any other page does not, and half a second of
        quiet on each is minutes over all tests.
        """
        self.requests.clear()
        asks_on = "/map" in path
        self.page.goto(self.home + path, wait_until="networkidle" if asks_on else "load")
        return self.page

    def foreign(self) -> list[str]:
        """Requests to any other host than ours."""
        ours = urlsplit(self.home).netloc
        urls = [request.url for request in self.requests]
        return [url for url in urls if urlsplit(url).netloc not in (ours, "")]

    def fetched_bytes(self) -> dict[str, int]:
        """Path → bytes of the body as it travelled, compressed."""
        return {
            urlsplit(request.url).path: request.sizes()["responseBodySize"]
            for request in self.requests
            if request.url.startswith(self.home)
        }


def _executable(*, whole: bool = False) -> str:
    """The machine's own Chromium; skips the test (fails it when CI=true) if there is none."""
    found = find_chromium(whole=whole)
    if found is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(ABSENT)
    return found


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Chromium as playwright starts it: a page that was left is not kept in memory."""
    browser = playwright.chromium.launch(executable_path=_executable(), args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def remembering_chromium(playwright: Playwright) -> Iterator[Browser]:
    """Chromium as people have it: going back shows the page that was kept in memory."""
    browser = playwright.chromium.launch(
        executable_path=_executable(whole=True), args=FLAGS, ignore_default_args=[_NO_MEMORY]
    )
    yield browser
    browser.close()


class _Quiet(WSGIRequestHandler):
    """Keeps connections open as a real server does; prints nothing."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002  # werkzeug's name
        pass


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """serve(app): the address at which the application now answers on loopback."""
    running: dict[int, BaseWSGIServer] = {}

    def start(app: Flask) -> str:
        if id(app) not in running:
            server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            running[id(app)] = server
        return f"http://127.0.0.1:{running[id(app)].server_port}"

    yield start
    for server in running.values():
        server.shutdown()
        server.server_close()


@pytest.fixture
def visit(chromium: Browser, serve: Serve, request: pytest.FixtureRequest) -> Iterator[Visits]:
    """visit(app, size=…, javascript=…, at=(lat, lon)): a new visitor with an empty cache.

    at: where the phone says it is, permission granted; None: permission refused.
    remembers: the browser keeps the pages that were left in memory. agent: how it names itself.
    """
    contexts = []

    def come(
        app: Flask,
        *,
        size: ViewportSize | None = None,
        javascript: bool = True,
        at: tuple[float, float] | None = None,
        remembers: bool = False,
        agent: str | None = None,
    ) -> Visit:
        size = size or PHONE
        browser = request.getfixturevalue("remembering_chromium") if remembers else chromium
        context = browser.new_context(
            viewport=size,
            java_script_enabled=javascript,
            has_touch=size is PHONE,
            locale="zh-CN",
            user_agent=agent,
            geolocation={"latitude": at[0], "longitude": at[1]} if at else None,
            permissions=["geolocation"] if at else [],
        )
        contexts.append(context)
        context.set_default_timeout(TIMEOUT_MS)
        arrived = Visit(context.new_page(), serve(app))
        _listen(arrived)
        return arrived

    yield come
    for context in contexts:
        context.close()


def held_in(held: list[Route]) -> Callable[[Route], None]:
    """For page.route: an answer waits there until the test lets it go."""

    def hold(route: Route) -> None:
        held.append(route)

    return hold


def _listen(arrived: Visit) -> None:
    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            arrived.errors.append(message.text)

    def asked(request: Request) -> None:
        arrived.requests.append(request)

    def crashed(error: Error) -> None:
        arrived.errors.append(str(error))

    def lost(request: Request) -> None:
        # A browser fetches the mark of a tab when it has time, or not when the page is left.
        if not (request.failure == "net::ERR_ABORTED" and "/icon.svg" in request.url):
            arrived.errors.append(f"failed: {request.url}")

    arrived.page.on("console", heard)
    arrived.page.on("request", asked)
    arrived.page.on("pageerror", crashed)
    arrived.page.on("requestfailed", lost)

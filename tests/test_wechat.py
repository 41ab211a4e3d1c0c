"""The way to WeChat's own card and map: signature, tickets, pages with and without the keys."""

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Route

from sites.errors import SettingError
from sites.settings import read_settings
from sites.wechat import Tickets, signature, signed
from tests.browser import TIMEOUT_MS, Visits
from tests.conftest import LIST_SOURCE, PRINTED_OFFICES, GetPage, MakeApp

APP_ID, SECRET = "wx0123456789abcdef", "0123456789abcdef0123456789abcdef"
TOKEN, TICKET = "token-of-this-test", "ticket-of-this-test"
# A page's own bridge exists inside WeChat only: this remembers what the page would ask of it.
BRIDGE = """window.asked = [];
window.wx = {};
['config', 'updateAppMessageShareData', 'updateTimelineShareData', 'openLocation'].forEach(name => {
    window.wx[name] = (given) => window.asked.push([name, JSON.parse(JSON.stringify(given))]);
});
window.wx.ready = (act) => act();"""
WECHAT = "Mozilla/5.0 (Linux; Android 10) Chrome/116.0.0.0 Mobile MicroMessenger/8.0"


@dataclass
class WeChat:
    """Plays api.weixin.qq.com. answers: path → what it says now; asked: paths and queries."""

    address: str = ""
    asked: list[tuple[str, dict[str, list[str]]]] = field(default_factory=list)
    answers: dict[str, object] = field(default_factory=dict)


@pytest.fixture
def wechat() -> Iterator[WeChat]:
    played = WeChat(
        answers={
            "/cgi-bin/token": {"access_token": TOKEN, "expires_in": 7200},
            "/cgi-bin/ticket/getticket": {
                "errcode": 0, "errmsg": "ok", "ticket": TICKET, "expires_in": 7200,
            },
        }
    )  # fmt: skip

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            played.asked.append((parts.path, parse_qs(parts.query)))
            body = json.dumps(played.answers[parts.path]).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    played.address = f"http://127.0.0.1:{server.server_port}"
    yield played
    server.shutdown()
    server.server_close()


def _until_ticket(tickets: Tickets) -> str:
    end = time.monotonic() + 10
    while not tickets.current() and time.monotonic() < end:
        time.sleep(0.01)
    return tickets.current()


def test_the_signature_is_that_of_wechats_own_example() -> None:
    ticket = (
        "sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg"
    )
    given = signature(
        ticket, "Wm3WZYTPz0wzccnW", 1414587457, "http://mp.weixin.qq.com?params=value"
    )
    assert given == "0f9de62fce790f9a083d5c99e95740ceb90c27ed"


def test_a_ticket_is_fetched_once_and_kept(wechat: WeChat) -> None:
    tickets = Tickets(APP_ID, SECRET, wechat.address)
    assert tickets.current() == "", "a visitor waited for WeChat"
    assert _until_ticket(tickets) == TICKET
    assert [tickets.current() for _ in range(5)] == [TICKET] * 5
    (path, query), (second, with_token) = wechat.asked
    assert path == "/cgi-bin/token"
    assert query == {
        "grant_type": ["client_credential"], "appid": [APP_ID], "secret": [SECRET],
    }  # fmt: skip
    assert second == "/cgi-bin/ticket/getticket"
    assert with_token == {"access_token": [TOKEN], "type": ["jsapi"]}


def test_a_ticket_is_renewed_before_it_ends_and_never_used_after(wechat: WeChat) -> None:
    now = [0.0]
    tickets = Tickets(APP_ID, SECRET, wechat.address, clock=lambda: now[0])
    assert _until_ticket(tickets) == TICKET
    now[0] = 6899.0
    tickets.current()
    assert len(wechat.asked) == 2
    wechat.answers["/cgi-bin/token"] = {"errcode": 40001, "errmsg": "invalid credential"}
    now[0] = 6901.0
    assert tickets.current() == TICKET
    end = time.monotonic() + 10
    while len(wechat.asked) < 3 and time.monotonic() < end:
        time.sleep(0.01)
    now[0] = 7200.0
    assert tickets.current() == ""


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        pytest.param("/cgi-bin/token", {"errcode": 40164, "errmsg": SECRET}, id="refused"),
        pytest.param("/cgi-bin/token", [], id="a list"),
        pytest.param("/cgi-bin/token", {"access_token": 1, "expires_in": 7200}, id="a number"),
        pytest.param("/cgi-bin/ticket/getticket", {"errcode": 42001}, id="no ticket"),
        pytest.param("/cgi-bin/ticket/getticket", {"ticket": TICKET}, id="no end"),
    ],
)
def test_a_refusal_is_logged_without_secrets_and_asked_again_after_a_minute(
    wechat: WeChat, caplog: pytest.LogCaptureFixture, path: str, answer: object
) -> None:
    wechat.answers[path] = answer
    now = [100.0]
    tickets = Tickets(APP_ID, SECRET, wechat.address, clock=lambda: now[0])
    tickets.current()
    end = time.monotonic() + 10
    while "WeChat gave no ticket" not in caplog.text and time.monotonic() < end:
        time.sleep(0.01)
    assert "WeChat gave no ticket" in caplog.text
    assert SECRET not in caplog.text
    assert TOKEN not in caplog.text
    count = len(wechat.asked)
    assert [tickets.current() for _ in range(3)] == ["", "", ""]
    assert len(wechat.asked) == count
    wechat.answers["/cgi-bin/token"] = {"access_token": TOKEN, "expires_in": 7200}
    wechat.answers["/cgi-bin/ticket/getticket"] = {"ticket": TICKET, "expires_in": 7200}
    now[0] = 161.0
    assert _until_ticket(tickets) == TICKET


def test_a_page_is_signed_for_its_own_address(wechat: WeChat) -> None:
    tickets = Tickets(APP_ID, SECRET, wechat.address)
    assert signed(tickets, "https://caixue.example/") is None
    _until_ticket(tickets)
    given = signed(tickets, "https://caixue.example/areas/510107")
    assert given is not None
    assert given["appId"] == APP_ID
    assert given["signature"] == signature(
        TICKET, str(given["nonceStr"]), int(str(given["timestamp"])),
        "https://caixue.example/areas/510107",
    )  # fmt: skip
    assert SECRET not in str(given)
    again = signed(tickets, "https://caixue.example/areas/510107")
    assert again is not None
    assert again["nonceStr"] != given["nonceStr"]


# ---- pages --------------------------------------------------------------------------------------


@pytest.fixture
def with_keys(make_app: MakeApp, wechat: WeChat) -> Flask:
    return make_app(
        str(PRINTED_OFFICES), *LIST_SOURCE,
        SITES_WECHAT_APP_ID=APP_ID, SITES_WECHAT_SECRET=SECRET, SITES_WECHAT_URL=wechat.address,
    )  # fmt: skip


def test_without_keys_nothing_of_wechat_is_there(app: Flask, get_page: GetPage) -> None:
    client = app.test_client()
    assert client.get("/wechat/signature?url=http://localhost/").status_code == 404
    assert "qq.com" not in client.get("/").headers["Content-Security-Policy"]
    assert not get_page("/").select('script[src*="wechat"]')


@pytest.mark.parametrize(
    "url",
    ["", "https://example.org/", "http://localhost.example.org/", "http://localhost/#a",
     "http://localhost/" + "a" * 1000, "//localhost/", "javascript:alert(1)"],
)  # fmt: skip
def test_no_other_site_is_signed(with_keys: Flask, url: str) -> None:
    answer = with_keys.test_client().get(f"/wechat/signature?url={quote(url, safe='')}")
    assert answer.status_code == 400


def test_one_setting_without_the_other_stops_the_start() -> None:
    with pytest.raises(SettingError, match="belong together"):
        read_settings({"SITES_WECHAT_APP_ID": APP_ID})


def test_inside_wechat_a_page_gives_its_card_and_offers_the_map(
    with_keys: Flask, visit: Visits
) -> None:
    found = with_keys.test_client().get("/api/v1/sites?limit=100").get_json()["sites"]
    site = next(each for each in found if each["precision"] in ("building", "street", "exact"))
    visitor = visit(with_keys, agent=WECHAT)
    page = visitor.page

    def play(route: Route) -> None:
        route.fulfill(body=BRIDGE, content_type="text/javascript")

    page.route("https://res.wx.qq.com/open/js/jweixin-1.6.0.js", play)
    client = with_keys.test_client()
    end = time.monotonic() + 10
    url = quote(f"{visitor.home}/", safe="")
    while time.monotonic() < end:  # until the program has its ticket
        answer = client.get(f"/wechat/signature?url={url}", base_url=visitor.home)
        if answer.status_code == 200:
            break
        time.sleep(0.05)
    visitor.open(f"/sites/{site['id']}")
    button = page.locator("[data-wechat-map]")
    button.wait_for(state="visible", timeout=TIMEOUT_MS)
    button.click()
    asked = dict(page.evaluate("window.asked"))
    assert asked["config"]["appId"] == APP_ID
    assert site["unit"] in asked["updateAppMessageShareData"]["title"]
    assert asked["updateAppMessageShareData"]["link"] == f"{visitor.home}/sites/{site['id']}"
    assert asked["updateAppMessageShareData"]["imgUrl"].endswith("/share.png")
    assert asked["openLocation"]["name"] == site["unit"]
    # GCJ-02: some hundred metres from the point of the API, which is WGS-84.
    assert 0 < abs(asked["openLocation"]["latitude"] - site["lat"]) < 0.02
    assert visitor.errors == []


def test_outside_wechat_nothing_is_asked_of_it(with_keys: Flask, visit: Visits) -> None:
    visitor = visit(with_keys)
    visitor.open("/")
    assert visitor.foreign() == []
    assert not [each for each in visitor.requests if "/wechat/signature" in each.url]

"""Whose host is asked for: ours and the own network's are let in, nobody else's is."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import DEPLOYMENT, HOME, STORE_URL, MakeApp
from tests.served import Gunicorn, gunicorn

LOCAL = [
    "localhost", "localhost:5000", "LocalHost", "localhost.", "box.localhost", "mybox.local:8000",
    "127.0.0.1", "127.0.0.1:5000", "127.8.9.10", "0.0.0.0:5000", "10.1.2.3", "172.16.0.9:8000",
    "172.31.255.254", "192.168.1.7", "169.254.3.4", "100.64.0.1", "[::1]", "[::1]:5000",
    "[fd12:3456::1]", "[fe80::1]:80",
]  # fmt: skip
FOREIGN = [
    pytest.param("evil.example", id="another name"),
    pytest.param("evil.example:5000", id="with a port"),
    pytest.param("localhost.evil.example", id="ours in front"),
    pytest.param("evil-localhost", id="ours behind"),
    pytest.param("127.0.0.1.evil.example", id="an address in front"),
    pytest.param("local", id="a top level alone"),
    pytest.param("8.8.8.8", id="an address of the internet"),
    pytest.param("172.32.0.1", id="just beyond a private network"),
    pytest.param("[2606:4700::1]", id="IPv6 of the internet"),
    pytest.param("a" * 64 + ".local", id="a label of 64"),
    pytest.param(".".join(["a" * 60] * 5), id="a name of 304"),
    pytest.param("a" * 300, id="300 letters"),
    pytest.param("", id="empty"),
    pytest.param(".", id="a dot"),
    pytest.param("..", id="dots"),
    pytest.param("localhost..", id="two final dots"),
    pytest.param("-x.local", id="hyphen first"),
    pytest.param("x-.local", id="hyphen last"),
    pytest.param("a_b.local", id="underscore"),
    pytest.param("a b.local", id="blank"),
    pytest.param("localhost\t", id="tab"),
    pytest.param("user@localhost", id="user name"),
    pytest.param("localhost/../x", id="path"),
    pytest.param("localhost#", id="fragment"),
    pytest.param('"><script>alert(1)</script>', id="markup"),
    pytest.param("localhost,evil.example", id="a list"),
    pytest.param("localhost:", id="no port"),
    pytest.param("localhost:0", id="port 0"),
    pytest.param("localhost:65536", id="port too high"),
    pytest.param("localhost:80:80", id="two ports"),
    pytest.param("localhost:٨٠", id="port in other digits"),
    pytest.param("[::1", id="half a bracket"),
    pytest.param("::1", id="no bracket"),
    pytest.param("[::1]x", id="behind the bracket"),
    pytest.param("[fe80::1%25eth0]", id="zone"),
    pytest.param("[localhost]", id="a name in brackets"),
    pytest.param("[::ffff:8.8.8.8]", id="IPv4 in IPv6"),
    pytest.param("2130706433", id="an address as one number"),
    pytest.param("0x7f.1", id="an address in hexadecimal"),
    pytest.param("127.1", id="a short address"),
    pytest.param("采血点.local", id="Chinese letters"),
    pytest.param("xn--fiq228c.example", id="another name in Chinese"),
    pytest.param("ｌocalhost", id="full-width letters"),
]


@pytest.mark.parametrize("host", LOCAL)
def test_the_own_machine_and_network_need_no_setting(client: FlaskClient, host: str) -> None:
    page = client.get("/areas/510107", headers={"Host": host})
    assert page.status_code == 200
    said = host.lower().removesuffix(":80")
    assert f'property="og:url" content="http://{said}/areas/510107"' in page.text


@pytest.mark.parametrize("host", FOREIGN)
@pytest.mark.parametrize("of", ["app", "public_app"])
def test_another_host_gets_one_plain_answer(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture, of: str, host: str
) -> None:
    visitor = request.getfixturevalue(of).test_client()
    for path in ("/", "/areas/510107", "/static/site.css", "/no/such/page", "/healthz"):
        answer = visitor.get(path, headers={"Host": host.encode().decode("latin-1")})
        assert answer.status_code == 400
        assert len(host) < 3 or host not in answer.text
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Content-Security-Policy"]
        assert "Location" not in answer.headers
    assert caplog.text == ""


@pytest.mark.parametrize(
    "path", ["/x%0aforged", "/.//forged.example", "/%22%3E%3Cforged", "/forged"]
)
def test_a_page_that_is_none_repeats_no_address(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "forged" not in answer.text


def test_a_refusal_is_chinese_for_people_and_json_for_programs(client: FlaskClient) -> None:
    elsewhere = {"Host": "evil.example"}
    page = client.get("/search?q=武侯", headers=elsewhere)
    assert page.mimetype == "text/html"
    assert "这个网址不是本站的" in page.text
    assert "武侯" not in page.text
    answer = client.post("/api/v1/nearest", json={"lat": 30.642, "lon": 104.043}, headers=elsewhere)
    assert answer.status_code == 400
    assert answer.get_json() == {
        "error": {
            "code": "bad_host",
            "message": "这个网址不是本站的。请看看网址有没有写错，再从正确的网址进来。",
            "field": None,
        }
    }


@pytest.mark.parametrize(
    ("public_url", "host"),
    [
        pytest.param("https://caixue.example", "caixue.example", id="as it is"),
        pytest.param("https://caixue.example", "CaiXue.Example.", id="another spelling"),
        pytest.param("https://caixue.example", "caixue.example:443", id="its usual port"),
        pytest.param("https://caixue.example", "caixue.example:80", id="the port of a proxy"),
        pytest.param("https://caixue.example:8443", "caixue.example:8443", id="its own port"),
        pytest.param("https://caixue.example:8443", "caixue.example", id="the port left out"),
        pytest.param("https://采血.example", "xn--6m2a18q.example", id="a Chinese name"),
        pytest.param("https://[2001:db8::7]", "[2001:DB8::7]", id="IPv6"),
        pytest.param("https://[2001:db8::7]:8443", "[2001:db8::7]:8443", id="IPv6 with a port"),
        pytest.param("https://203.0.113.9", "203.0.113.9", id="IPv4"),
        pytest.param("https://caixue.example", "127.0.0.1:8000", id="a proxy on this machine"),
        pytest.param("https://caixue.example", "10.0.0.5:8000", id="a proxy of this network"),
    ],
)
def test_pages_name_the_deployment_whatever_they_were_asked_for(
    make_app: MakeApp, app: Flask, public_url: str, host: str
) -> None:
    settings = {"SITES_PUBLIC_URL": public_url, "SITES_DATABASE_URL": app.config[STORE_URL]}
    visitor = make_app(**settings).test_client()
    forged = {"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example",
              "X-Forwarded-Server": "evil.example", "X-Original-URL": "/evil.example",
              "X-Forwarded-Prefix": "/evil.example", "X-Host": "evil.example"}  # fmt: skip
    page = visitor.get("/areas/510107", headers={"Host": host} | forged)
    assert page.status_code == 200
    assert f'property="og:url" content="{public_url}/areas/510107"' in page.text
    assert "evil" not in page.text
    assert not re.search(r"(127\.0\.0\.1|10\.0\.0\.5):8000", page.text)


@pytest.mark.parametrize("host", ["caixue.example:8080", "www.caixue.example", "caixue.example.cn"])
def test_a_host_nearly_ours_is_another(public_app: Flask, host: str) -> None:
    assert public_app.test_client().get("/", headers={"Host": host}).status_code == 400


@pytest.fixture(scope="module")
def deployed(app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gunicorn]:
    """A deployment as docs/settings.md starts it."""
    log = tmp_path_factory.mktemp("deployed") / "log"
    with gunicorn(log, SITES_DATABASE_URL=app.config[STORE_URL], **DEPLOYMENT) as server:
        yield server


@pytest.mark.parametrize(
    "path",
    ["/", "/areas/510107", "/areas/510100/", "/areas/330103", "/static//site.css", "/search?q=",
     "/nearest", "//evil.example", "//evil.example/areas/510107", "/%2f%2fevil.example/..",
     "/.//evil.example", "/map", "/openapi.json", "/sites.csv", "/sites.geojson", "/about",
     "/api/v1/release", "/no/such/page"],
)  # fmt: skip
def test_no_address_leads_to_another_host(deployed: Gunicorn, path: str) -> None:
    """Neither redirects, share addresses and descriptions nor anything else in an answer."""
    forged = ("X-Forwarded-Host: evil.example", "SCRIPT_NAME: //evil.example",
              "PATH_INFO: //evil.example", "X-Forwarded-Prefix: //evil.example")  # fmt: skip
    answer = deployed.ask(path, *forged, host="caixue.example")
    assert answer.status < 500
    place = answer.headers.get("location", "/")
    assert re.match(r"https://caixue\.example/|/(?![/\\])", place), place
    addresses = re.findall(r'(?:href|src|content|action)="((?:https?:)?//[^"]*)', answer.text)
    assert [url for url in addresses if re.match(r"(?:https?:)?//evil", url)] == []
    if path == "/openapi.json":
        assert json.loads(answer.body)["servers"] == [{"url": "/"}]


@pytest.mark.parametrize(
    ("target", "host", "status"),
    [
        pytest.param("/", None, 400, id="no host"),
        pytest.param("http://caixue.example/areas/510107", "caixue.example", 200, id="ours twice"),
        pytest.param("http://evil.example/", "caixue.example", 400, id="another in the address"),
        pytest.param("http://caixue.example/", "evil.example", 400, id="another beside ours"),
        pytest.param("http://caixue.example@evil.example/", "caixue.example", 400, id="user name"),
        pytest.param("HTTPS://EVIL.example/", "caixue.example", 400, id="capitals"),
        pytest.param("gopher://evil.example/", "caixue.example", 400, id="another scheme"),
        pytest.param("http:///areas/510107", "caixue.example", 400, id="nobody"),
    ],
)
def test_every_host_of_a_request_must_be_ours(
    deployed: Gunicorn, target: str, host: str | None, status: int
) -> None:
    assert deployed.ask(target, host=host).status == status


def test_two_hosts_are_refused_in_our_words(deployed: Gunicorn) -> None:
    page = deployed.ask("/", "Host: caixue.example", host="caixue.example")
    assert (page.status, page.text[:9]) == (400, "这个网址打不开。请")
    answer = deployed.ask("/api/v1/release", "Host: evil.example", host="caixue.example")
    assert answer.status == 400
    assert json.loads(answer.body)["error"]["code"] == "http_400"


def test_an_old_client_that_names_no_host_is_answered(deployed: Gunicorn) -> None:
    """HTTP/1.0, as some watchers of /healthz speak."""
    answer = deployed.send(b"GET /areas/510107 HTTP/1.0\r\n\r\n")
    assert answer.status == 200
    assert "https://caixue.example/areas/510107" in answer.text


def test_a_public_site_without_an_address_does_not_start(app: Flask, tmp_path: Path) -> None:
    log = tmp_path / "log"
    url = app.config[STORE_URL]
    with (
        pytest.raises((AssertionError, OSError)),
        gunicorn(log, SITES_PUBLIC="1", SITES_DATABASE_URL=url),
    ):
        pass
    assert "SITES_PUBLIC=1 needs SITES_PUBLIC_URL" in log.read_text(encoding="utf-8")


def test_the_documented_start_is_the_one_that_is_tested() -> None:
    page = (HOME / "docs" / "settings.md").read_text(encoding="utf-8")
    start = "SITES_PUBLIC=1 SITES_PUBLIC_URL=https://… .venv/bin/gunicorn"
    assert f'{start} "app:create_app(warm=True)"' in page

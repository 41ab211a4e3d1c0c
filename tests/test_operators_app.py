"""The workbench is an application of its own: routes, headers, hosts, pages, commands, serving."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from app import create_app
from sites.accounts.founding import read_name
from sites.records.operators import ROLES
from sites.store import Store
from tests.conftest import HOME, STORE_URL, MakeApp
from tests.making import make_demo, make_site
from tests.postgres import postgres_server, store_url
from tests.served import gunicorn
from tests.workbench import PASSWORD, Bench

__all__ = ["postgres_server", "store_url"]
EXTRA = ("argon2", "flask_login", "flask_wtf", "pyotp", "wtforms")
HTTPS = {"SITES_OPERATOR_URL": "https://desk.example"}
PAGES = ("/", "/account", "/account/password", "/account/codes", "/account/telephone", "/people")


@pytest.fixture
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(f"sqlite:///{tmp_path_factory.mktemp('store') / 'sites.db'}")


def addresses(app: Flask) -> set[str]:
    return {rule.rule for rule in app.url_map.iter_rules()}


def test_the_two_applications_share_no_address_but_files_and_the_first_page(
    bench: Bench, make_app: MakeApp
) -> None:
    keys = {"SITES_WECHAT_APP_ID": "wx0123456789abcdef", "SITES_WECHAT_SECRET": "0" * 16}
    shared = addresses(bench.app) & addresses(make_app(**keys))
    assert shared == {"/", "/healthz", "/static/<path:filename>"}


def test_the_public_application_writes_nothing_and_knows_no_operator(
    bench: Bench, make_app: MakeApp
) -> None:
    public = make_app()
    posts = {rule.rule for rule in public.url_map.iter_rules() if "POST" in (rule.methods or ())}
    assert posts == {"/nearest", "/api/v1/nearest"}
    for path in addresses(bench.app) - addresses(public):
        plain = re.sub(r"<[^>]+>", "1", path)
        assert public.test_client().get(plain).status_code == 404
    assert "Set-Cookie" not in public.test_client().get("/").headers


def test_the_public_application_does_without_the_workbenchs_packages(tmp_path: Path) -> None:
    """A server that only shows the list need not carry them."""
    absent = "import sys; sys.modules.update(dict.fromkeys(" + repr(EXTRA) + "))\n"
    program = "from app import create_app; create_app(warm=True).test_client().get('/')"
    store = f"sqlite:///{tmp_path / 'sites.db'}"
    command = [sys.executable, "-c", absent + program]
    subprocess.run(command, check=True, cwd=HOME, env=os.environ | {"SITES_DATABASE_URL": store})
    words = (
        "from app import create_app; create_app().cli.main(['sites', 'accounts', 'disable', 'w'])"
    )
    command = [sys.executable, "-c", absent + words]
    done = subprocess.run(
        command,
        check=False,
        cwd=HOME,
        env=os.environ | {"SITES_DATABASE_URL": store},
        capture_output=True,
        text=True,
    )
    assert "make operate" in done.stderr


def test_every_page_is_shut_to_who_is_not_in(bench: Bench) -> None:
    client = bench.app.test_client()
    rules = {re.sub(r"<any[^>]+>", "disable", each) for each in addresses(bench.app)}
    paths = {re.sub(r"<[^>]+>", "1", each) for each in rules} - {"/static/1"}
    open_ones = {
        path for path in paths if client.get(path).location not in ("/sign-in", None)
        or client.get(path).status_code == 200
    }  # fmt: skip
    assert open_ones == {"/sign-in", "/recovery", "/healthz"}


@pytest.mark.parametrize("path", [*PAGES, "/confirm", "/sign-in", "/recovery", "/nowhere"])
def test_every_answer_is_armoured_and_kept_nowhere(bench: Bench, path: str) -> None:
    bench.hire("boss", "administrator")
    browser = bench.browser() if path in ("/sign-in", "/recovery") else bench.signed_in("boss")
    headers = browser.client.get(path).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self';")
    assert "script" not in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_the_cookie_is_for_the_browser_and_this_site_alone(bench: Bench) -> None:
    cookie = bench.browser().client.get("/sign-in").headers["Set-Cookie"]
    assert re.fullmatch(r"operators=[\w-]{43}; HttpOnly; Path=/; SameSite=Strict", cookie)


def test_by_https_the_cookie_is_bound_to_the_host(tmp_path_factory: pytest.TempPathFactory) -> None:
    store = tmp_path_factory.mktemp("store") / "sites.db"
    client = Bench(f"sqlite:///{store}", **HTTPS).app.test_client()
    cookie = client.get("/sign-in", base_url="https://desk.example").headers["Set-Cookie"]
    pattern = r"__Host-operators=[\w-]{43}; Secure; HttpOnly; Path=/; SameSite=Strict"
    assert re.fullmatch(pattern, cookie)


@pytest.mark.parametrize(
    ("host", "status"),
    [("127.0.0.1:5001", 200), ("localhost", 200), ("evil.example", 400), ("desk.example", 400)],
)
def test_only_its_own_hosts_are_answered(bench: Bench, host: str, status: int) -> None:
    answer = bench.browser().client.get("/sign-in", base_url=f"http://{host}")
    assert answer.status_code == status


@pytest.mark.parametrize("language", ["", "/en", "/zh-hant"])
def test_every_page_is_whole_in_every_language(bench: Bench, language: str) -> None:
    bench.hire("boss", "administrator")
    bench.hire("小赵")
    boss = bench.signed_in("boss")
    for path in (*PAGES, "/confirm"):
        page = boss.open(language + path)
        if language == "/en":
            page.find("footer").decompose()  # type: ignore[union-attr]  # names of languages
            text = page.get_text().replace("小赵", "")
            assert re.findall("[一-龥]+", text) == [], path
    for path in ("/sign-in", "/recovery"):
        bench.browser().open(language + path)


def test_the_start_page_says_what_is_live(bench: Bench) -> None:
    bench.hire("wang")
    browser = bench.signed_in("wang")
    assert "还没有公布过名单" in browser.open("/").get_text()
    sites = [make_site("a1"), make_site("a2"), make_demo("d1")]
    bench.parts.releases.load(sites, files=["一.csv"])
    text = browser.open("/").get_text(" ", strip=True)
    live = bench.parts.releases.live()
    assert live is not None
    day = f"{live.published_at:%Y-%m-%d %H:%M}"
    said = f"版本 第 1 版 公布时间 {day} UTC 真实采血点 2 演示数据 1 文件 一.csv 校验值 {live.root}"
    assert said in text


def test_a_store_that_is_gone_is_a_page_and_not_an_open_door(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.hire("wang")
    browser = bench.signed_in("wang")
    monkeypatch.setattr(
        bench.parts.store.sessions, "_database", Store("sqlite:////nowhere/x.db")._database
    )
    answer = browser.client.get("/account")
    assert answer.status_code == 503
    assert "nowhere" not in answer.text


def test_a_large_form_is_refused(bench: Bench) -> None:
    form = {"name": "wang", "password": "x" * 20_000, "csrf_token": "x"}
    assert bench.browser().client.post("/sign-in", data=form).status_code == 413


# Commands


@pytest.fixture
def runner(store_url: str) -> FlaskCliRunner:
    return create_app({"SITES_DATABASE_URL": store_url}).test_cli_runner()


def ask(runner: FlaskCliRunner, *words: str, typed: str = "") -> tuple[int, str]:
    done = runner.invoke(args=["sites", "accounts", *words], input=typed)
    return done.exit_code, done.output


def test_the_first_account_is_made_by_command_and_lets_in(
    runner: FlaskCliRunner, store_url: str
) -> None:
    typed = f"{PASSWORD}\n{PASSWORD}\n"
    code, said = ask(runner, "add", "Wang", "--role", "administrator", typed=typed)
    assert code == 0
    assert PASSWORD not in said
    assert len(re.findall(r"^  (?:\w{4}-){3}\w{4}$", said, re.M)) == 10
    secret = re.search(r"^otpauth://totp/\S+:wang\?secret=(\w{32})&", said, re.M)
    bench = Bench(store_url)
    assert secret is not None
    assert bench.account("wang").totp_secret == secret[1]
    bench.clock.now = bench.account("wang").created_at  # the command has the real time
    assert bench.signed_in("wang").open("/people")


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("w", "", "2 到 32"),
        ("wаng", "", "2 到 32"),  # with a Cyrillic а
        ("li", "x", "12"),
        ("wang", PASSWORD, "已经有人"),
    ],
)
def test_an_account_that_cannot_be_is_refused(
    runner: FlaskCliRunner, name: str, typed: str, words: str
) -> None:
    ask(runner, "add", "wang", "--role", "reader", typed=f"{PASSWORD}\n{PASSWORD}\n")
    code, said = ask(runner, "add", name, "--role", "reader", typed=f"{typed}\n{typed}\n")
    assert code == 1
    assert words in said


def test_a_reset_account_has_new_keys_and_the_old_open_nothing(
    runner: FlaskCliRunner, store_url: str
) -> None:
    bench = Bench(store_url)
    old, browser = bench.hire("wang"), bench.signed_in("wang")
    for at in range(9):
        bench.browser(f"198.51.100.{at}").give_password("wang", "wrong but long")
    code, said = ask(runner, "reset", "wang", typed="一个全新 umbrella\n一个全新 umbrella\n")
    assert (code, "恢复码" in said) == (0, True)
    assert not browser.is_in()
    assert bench.account("wang").totp_secret != old.account.totp_secret
    form = {"name": "wang", "password": "一个全新 umbrella", "code": old.codes[0]}
    assert bench.browser().post("/recovery", **form).status_code == 403
    assert bench.browser().give_password("wang", "一个全新 umbrella").location == "/second-factor"


def test_commands_list_shut_and_open_accounts(runner: FlaskCliRunner, store_url: str) -> None:
    assert "还没有账号" in ask(runner, "list")[1]
    bench = Bench(store_url)
    bench.hire("boss", "administrator")
    bench.hire("wang")
    assert ask(runner, "disable", "wang") == (0, "账号 wang 停用了，已经登录的都退出了。\n")
    assert re.search(r"^wang  核对  [\d-]{10} 开的  停用$", ask(runner, "list")[1], re.M)
    assert bench.browser().give_password("wang").status_code == 403
    assert ask(runner, "enable", "WANG")[0] == 0
    assert bench.browser().give_password("wang").location == "/second-factor"
    assert ask(runner, "disable", "boss")[0] == 1
    assert ask(runner, "disable", "nobody")[0] == 1


def test_unlock_ends_every_wait(runner: FlaskCliRunner, store_url: str) -> None:
    bench = Bench(store_url)
    bench.hire("wang")
    for _ in range(30):
        bench.browser().give_password("wang", "wrong but long")
    assert bench.browser().give_password("wang").status_code == 429
    assert ask(runner, "unlock")[0] == 0
    assert bench.browser().give_password("wang").location == "/second-factor"


def test_a_name_is_the_same_however_it_is_typed() -> None:
    assert {read_name(text) for text in ("Wang", " wang ", "ＷＡＮＧ")} == {"wang"}


def test_each_role_may_do_what_stands_before_it(bench: Bench) -> None:
    for role in ROLES:
        account = bench.hire(f"the-{role}", role).account
        assert [each for each in ROLES if account.may(each)] == list(ROLES[: ROLES.index(role) + 1])


def test_gunicorn_serves_it_by_itself(app: Flask, tmp_path_factory: pytest.TempPathFactory) -> None:
    log = tmp_path_factory.mktemp("served") / "log"
    program = ("app:create_operator_app()",)
    with gunicorn(log, program=program, SITES_DATABASE_URL=app.config[STORE_URL]) as server:
        assert server.ask("/").headers["location"] == "/sign-in"
        assert server.ask("/search?q=x").status == 404
        assert "csrf_token" in server.ask("/sign-in").text

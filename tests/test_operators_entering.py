"""Who is let into the workbench and who is not: through HTTP, on SQLite and on PostgreSQL."""

import re
from unittest.mock import patch

import pytest
from argon2 import PasswordHasher
from flask_login.utils import encode_cookie

from sites.accounts import passwords
from tests.postgres import postgres_server, store_url
from tests.workbench import COOKIE, PASSWORD, Bench

__all__ = ["postgres_server", "store_url"]


@pytest.fixture
def bench(store_url: str) -> Bench:
    return Bench(store_url)


def test_password_and_code_open_the_start_page(bench: Bench) -> None:
    bench.hire("wang")
    browser = bench.browser()
    assert browser.give_password(" WANG ").location == "/second-factor"
    assert not browser.is_in(), "a password alone opens nothing"
    assert browser.post("/second-factor", code=bench.code("wang")).location == "/"
    assert browser.open("/").select_one(".desk a[href='/account']")


@pytest.mark.parametrize("path", ["/", "/account", "/account/password", "/people", "/confirm"])
def test_nothing_is_shown_to_who_is_not_in(bench: Bench, path: str) -> None:
    answer = bench.browser().client.get(path)
    assert (answer.status_code, answer.location) == (303, "/sign-in")


def test_a_wrong_name_and_a_wrong_password_are_told_alike(bench: Bench) -> None:
    bench.hire("wang")
    bench.hire("zhao")
    bench.hire("boss", "administrator")
    bench.store.accounts.set_disabled(bench.account("zhao").id, bench.clock.now, disabled=True)
    tries = (("wang", "wrong"), ("nobody", PASSWORD), ("zhao", PASSWORD))
    answers = [bench.browser().give_password(*each) for each in tries]
    assert {answer.status_code for answer in answers} == {403}
    told = {re.sub(r'(value|content)="[^"]*"', "", answer.text) for answer in answers}
    assert len(told) == 1


def test_an_unknown_name_takes_the_same_work(bench: Bench) -> None:
    bench.hire("wang")
    work = {}
    for name in ("wang", "nobody"):
        with patch.object(passwords, "_HASHER", wraps=passwords._HASHER) as hasher:
            passwords._of_nobody()  # made once for the life of the program
            hasher.reset_mock()
            bench.browser().give_password(name, "wrong but long")
            kept = [call.args[0] for call in hasher.verify.call_args_list]
            work[name] = [re.sub(r"\$[^$]+\$[^$]+$", "", each) for each in kept]
    assert work["wang"] == work["nobody"] == ["$argon2id$v=19$m=19456,t=2,p=1"]


def test_a_code_is_good_once(bench: Bench) -> None:
    bench.hire("wang")
    code = bench.code("wang")
    first, second = bench.browser(), bench.browser()
    for browser in (first, second):
        browser.give_password("wang")
    assert first.post("/second-factor", code=code).location == "/"
    assert second.post("/second-factor", code=code).status_code == 403
    assert not second.is_in()


@pytest.mark.parametrize(("seconds", "is_in"), [(30, True), (-30, True), (90, False), (-90, False)])
def test_a_clock_may_be_wrong_by_one_step(bench: Bench, seconds: int, is_in: bool) -> None:
    bench.hire("wang")
    browser = bench.browser()
    browser.give_password("wang")
    code = bench.code("wang")
    bench.clock.go(seconds=seconds)
    browser.post("/second-factor", code=code)
    assert browser.is_in() is is_in


def test_a_password_waits_five_minutes_for_its_code(bench: Bench) -> None:
    bench.hire("wang")
    browser = bench.browser()
    browser.give_password("wang")
    bench.clock.go(minutes=5)
    browser.open("/second-factor")
    bench.clock.go(seconds=1)
    assert browser.client.get("/second-factor").location == "/sign-in"


def test_a_password_that_was_changed_meanwhile_waits_for_no_code(bench: Bench) -> None:
    account = bench.hire("wang").account
    browser = bench.browser()
    browser.give_password("wang")
    bench.clock.go(seconds=1)
    bench.store.accounts.set_password(account.id, passwords.hashed("another one"), bench.clock.now)
    assert browser.client.get("/second-factor").location == "/sign-in"


@pytest.mark.parametrize("name", ["wang", "nobody"])
def test_a_name_is_shut_after_vain_attempts_and_longer_each_time(bench: Bench, name: str) -> None:
    bench.hire("wang")
    waits = []
    for at in range(8):
        answer = bench.browser(f"198.51.100.{at}").give_password(name, "wrong but long")
        while answer.status_code == 429:
            waits.append(int(answer.headers["Retry-After"]))
            bench.clock.go(seconds=waits[-1])
            answer = bench.browser(f"198.51.100.{at}").give_password(name, "wrong but long")
    assert waits == [31, 61, 121]


def test_a_shut_name_refuses_the_right_password(bench: Bench) -> None:
    bench.hire("wang")
    for at in range(5):
        bench.browser(f"198.51.100.{at}").give_password("wang", "wrong but long")
    answer = bench.browser().give_password("wang")
    assert answer.status_code == 429
    assert "1 分钟" in answer.text


def test_a_recovery_code_is_the_way_back_into_a_shut_name(bench: Bench) -> None:
    handed = bench.hire("wang")
    for at in range(9):
        bench.browser(f"198.51.100.{at}").give_password("wang", "wrong but long")
    browser = bench.browser()
    typed = handed.codes[3].lower().replace("-", " ")
    answer = browser.post("/recovery", name="wang", password=PASSWORD, code=typed)
    assert answer.location == "/account"
    assert browser.is_in()
    assert bench.browser().give_password("wang").location == "/second-factor"


def test_a_recovery_code_is_good_once(bench: Bench) -> None:
    code = bench.hire("wang").codes[0]
    for location in ("/account", None):
        answer = bench.browser().post("/recovery", name="wang", password=PASSWORD, code=code)
        assert answer.location == location
    assert bench.store.accounts.codes_left(bench.account("wang").id) == 9


def test_a_recovery_code_needs_the_password_and_its_own_account(bench: Bench) -> None:
    handed = bench.hire("wang")
    bench.hire("zhao")
    for name, password in (("wang", "wrong but long"), ("zhao", PASSWORD), ("nobody", PASSWORD)):
        form = {"name": name, "password": password, "code": handed.codes[0]}
        assert bench.browser().post("/recovery", **form).status_code == 403
    assert bench.store.accounts.codes_left(handed.account.id) == 10


def test_an_address_is_shut_whatever_the_names(bench: Bench) -> None:
    bench.hire("wang")
    for at in range(20):
        bench.browser("2001:db8::1").give_password(f"nobody{at}", "wrong but long")
    assert bench.browser("2001:db8::ffff").give_password("wang").status_code == 429
    assert bench.browser("2001:db8:0:1::1").give_password("wang").location == "/second-factor"


def test_guesses_at_the_code_shut_the_name(bench: Bench) -> None:
    bench.hire("wang")
    for at in range(5):
        browser = bench.browser(f"198.51.100.{at}")
        assert browser.give_password("wang").location == "/second-factor"
        assert browser.post("/second-factor", code="000000").status_code == 403
    assert bench.browser().give_password("wang").status_code == 429


def test_attempts_are_forgotten_after_a_day(bench: Bench) -> None:
    bench.hire("wang")
    for at in range(12):
        bench.browser(f"198.51.100.{at}").give_password("wang", "wrong but long")
    bench.clock.go(hours=24)
    assert bench.browser().give_password("wang").location == "/second-factor"


def test_a_hash_of_before_is_made_anew(bench: Bench) -> None:
    account = bench.hire("wang").account
    old = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    bench.store.accounts.rehash(account.id, old)
    assert bench.browser().give_password("wang").location == "/second-factor"
    assert bench.account("wang").password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert bench.browser().give_password("wang").location == "/second-factor"


@pytest.mark.parametrize("path", ["/sign-in", "/recovery"])
def test_a_form_without_its_token_changes_nothing(bench: Bench, path: str) -> None:
    code = bench.hire("wang").codes[0]
    form = {"name": "wang", "password": PASSWORD, "code": code, "csrf_token": "forged"}
    browser = bench.browser()
    assert browser.client.post(path, data=form).status_code == 400
    assert not browser.is_in()
    assert bench.store.accounts.codes_left(bench.account("wang").id) == 10


def test_no_cookie_but_that_of_a_session_lets_in(bench: Bench) -> None:
    """Flask-Login would take a cookie that remembers a person beyond the session."""
    account = bench.hire("wang").account
    browser = bench.browser()
    with bench.app.test_request_context():
        remembered = encode_cookie(str(account.id))
    browser.client.set_cookie("remember_token", remembered)
    browser.client.set_cookie("session", remembered)
    browser.client.set_cookie(COOKIE, remembered)
    assert not browser.is_in()

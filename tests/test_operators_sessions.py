"""Sessions of the workbench: fixed, stolen, replayed, expired; ended by what takes a right."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from sites.accounts.telephone_codes import code_at
from sites.errors import StoreError
from sites.operating.stored_sessions import hash_of
from sites.records.operators import OperatorSession
from sites.store.database import Database
from sites.store.operator_tables import accounts, operator_sessions
from tests.pages import check_form
from tests.postgres import postgres_server, store_url
from tests.workbench import COOKIE, PASSWORD, Bench, Browser

__all__ = ["postgres_server", "store_url"]
ANOTHER = "另一个 harmonica 密码"


@pytest.fixture
def bench(store_url: str) -> Bench:
    bench = Bench(store_url)
    bench.hire("boss", "administrator")
    bench.hire("wang")
    return bench


def with_cookie(bench: Bench, number: str) -> Browser:
    browser = bench.browser()
    browser.client.set_cookie(COOKIE, number)
    return browser


def test_a_fixed_number_is_never_taken_over(bench: Bench) -> None:
    browser = with_cookie(bench, "chosen-by-somebody-else")
    browser.give_password("wang")
    assert browser.cookie != "chosen-by-somebody-else"
    browser.post("/second-factor", code=bench.code("wang"))
    assert browser.is_in()
    assert not with_cookie(bench, "chosen-by-somebody-else").is_in()


def test_each_step_gives_another_number_and_the_old_one_opens_nothing(bench: Bench) -> None:
    browser = bench.browser()
    browser.client.get("/sign-in")
    numbers = [browser.cookie]
    browser.give_password("wang")
    numbers.append(browser.cookie)
    browser.post("/second-factor", code=bench.code("wang"))
    numbers.append(browser.cookie)
    assert len(set(numbers)) == 3
    assert [with_cookie(bench, number).is_in() for number in numbers] == [False, False, True]
    old = with_cookie(bench, numbers[1])
    assert old.client.get("/second-factor").location == "/sign-in"


def test_a_number_is_dead_after_sign_out(bench: Bench) -> None:
    browser = bench.signed_in("wang")
    number = browser.cookie
    assert browser.post("/sign-out", page="/").location == "/sign-in"
    assert browser.cookie == ""
    assert not with_cookie(bench, number).is_in()


def test_a_request_on_its_way_brings_no_session_back(bench: Bench) -> None:
    """Kept by a slower request after the sign-out of a faster one."""
    browser = bench.signed_in("wang")
    number, kept = browser.cookie, bench.store.sessions
    browser.post("/sign-out", page="/")
    kept.keep(hash_of(number), {"_user_id": "1", "_fresh": True})
    assert not with_cookie(bench, number).is_in()


def test_a_session_ends_after_thirty_idle_minutes(bench: Bench) -> None:
    browser = bench.signed_in("wang")
    for _ in range(3):
        bench.clock.go(minutes=29)
        assert browser.is_in()
    bench.clock.go(minutes=30)
    assert not browser.is_in()


def test_a_session_ends_after_twelve_hours_however_busy(bench: Bench) -> None:
    browser = bench.signed_in("wang")
    for _ in range(24):
        bench.clock.go(minutes=29)
        assert browser.is_in()
    bench.clock.go(minutes=24)
    assert not browser.is_in()


def test_another_number_makes_no_session_younger(bench: Bench) -> None:
    browser = bench.signed_in("wang")
    (began,) = [each.created_at for each in _sessions(bench, "wang")]
    bench.clock.go(minutes=5)
    browser.post("/account/password", password=ANOTHER, again=ANOTHER)
    assert [each.created_at for each in _sessions(bench, "wang")] == [began]


def test_what_ran_out_is_thrown_away(bench: Bench, store_url: str) -> None:
    bench.signed_in("wang")
    bench.clock.go(hours=13)
    bench.signed_in("wang")
    with Database(store_url, wait_s=1).reading() as connection:
        oldest = connection.scalar(sa.select(sa.func.min(operator_sessions.c.created_at)))
    assert oldest is not None
    assert bench.clock.now - oldest < timedelta(hours=1)


def test_the_store_holds_no_number_that_a_cookie_could_use(bench: Bench, store_url: str) -> None:
    browser = bench.signed_in("wang")
    with Database(store_url, wait_s=1).reading() as connection:
        kept = str(connection.execute(sa.select(operator_sessions)).all())
    assert browser.cookie
    assert browser.cookie not in kept


def test_another_password_ends_the_sessions_elsewhere(bench: Bench) -> None:
    here, there = bench.signed_in("wang"), bench.signed_in("wang")
    old = here.cookie
    answer = here.post("/account/password", password=ANOTHER, again=ANOTHER)
    assert answer.location == "/account"
    assert (here.is_in(), there.is_in(), with_cookie(bench, old).is_in()) == (True, False, False)
    assert bench.browser().give_password("wang").status_code == 403
    assert bench.browser().give_password("wang", ANOTHER).location == "/second-factor"


def test_signing_out_elsewhere_leaves_this_one(bench: Bench) -> None:
    here, there = bench.signed_in("wang"), bench.signed_in("wang")
    boss = bench.signed_in("boss")
    assert here.post("/account/elsewhere", page="/account").location == "/account"
    assert (here.is_in(), there.is_in(), boss.is_in()) == (True, False, True)


def test_a_disabled_account_is_out_at_once(bench: Bench) -> None:
    browser, boss = bench.signed_in("wang"), bench.signed_in("boss")
    number = bench.account("wang").id
    assert boss.post(f"/people/{number}/disable", page="/people").location == "/people"
    assert not browser.is_in()
    assert bench.browser().give_password("wang").status_code == 403
    boss.post(f"/people/{number}/enable", page="/people")
    assert bench.signed_in("wang").is_in()


def test_another_role_wants_another_sign_in(bench: Bench) -> None:
    browser, boss = bench.signed_in("wang"), bench.signed_in("boss")
    number = bench.account("wang").id
    boss.post(f"/people/{number}/role", page="/people", role="approver")
    assert bench.account("wang").role == "approver"
    assert not browser.is_in()


def test_a_role_raised_by_hand_is_refused(bench: Bench) -> None:
    browser = bench.signed_in("wang")
    for name in ("wang", "boss"):
        number = bench.account(name).id
        for what in ("role", "disable", "unlock"):
            where = f"/people/{number}/{what}"
            answer = browser.post(where, page="/account", role="administrator")
            assert answer.status_code == 403
    assert browser.client.get("/people").status_code == 403
    assert (bench.account("wang").role, bench.account("boss").disabled) == ("editor", False)


@pytest.mark.parametrize("what", ["role", "disable"])
def test_the_last_administrator_cannot_be_taken_away(bench: Bench, what: str) -> None:
    boss = bench.signed_in("boss")
    number = bench.account("boss").id
    boss.post(f"/people/{number}/{what}", page="/people", role="reader")
    assert (bench.account("boss").role, bench.account("boss").disabled) == ("administrator", False)
    assert "最后一个" in boss.open("/people").get_text()


def test_no_role_but_the_four_is_taken(bench: Bench) -> None:
    boss, number = bench.signed_in("boss"), bench.account("wang").id
    answer = boss.post(f"/people/{number}/role", page="/people", role="god")
    assert (answer.status_code, bench.account("wang").role) == (400, "editor")
    assert boss.post("/people/999/disable", page="/people").status_code == 404


@pytest.mark.parametrize("path", ["/account/password", "/account/codes", "/account/telephone"])
def test_a_dangerous_page_wants_password_and_code_again(bench: Bench, path: str) -> None:
    browser = bench.signed_in("wang")
    browser.open(path)
    bench.clock.go(minutes=10)
    assert browser.client.get(path).location == "/confirm"
    vain = browser.post("/confirm", password=ANOTHER, code=bench.code("wang"))
    assert vain.status_code == 403
    number = browser.cookie
    answer = browser.post("/confirm", password=PASSWORD, code=bench.code("wang"))
    assert answer.location == path
    browser.open(path)
    assert browser.cookie != number


def test_a_stolen_number_opens_no_dangerous_page_elsewhere(bench: Bench) -> None:
    thief = with_cookie(bench, bench.signed_in("boss").cookie)
    thief.client.environ_base["REMOTE_ADDR"] = "198.51.100.9"
    for path in ("/account/password", "/account/codes", "/account/telephone", "/people"):
        assert thief.client.get(path).location == "/confirm"


def test_the_database_takes_no_role_but_the_four(bench: Bench, store_url: str) -> None:
    raised = sa.update(accounts).values(role="god")
    with pytest.raises(StoreError), Database(store_url, wait_s=1).writing() as connection:
        connection.execute(raised)
    assert bench.account("wang").role == "editor"


def test_a_dangerous_form_sent_late_changes_nothing(bench: Bench) -> None:
    browser = bench.signed_in("wang")
    bench.clock.go(minutes=10)
    answer = browser.post("/account/password", page="/account", password=ANOTHER, again=ANOTHER)
    assert answer.location == "/confirm"
    assert bench.browser().give_password("wang").location == "/second-factor"


def test_a_form_without_its_token_changes_nothing(bench: Bench) -> None:
    browser = bench.signed_in("wang")
    theirs = bench.signed_in("boss").open("/account").select_one("input[name=csrf_token]")
    assert theirs is not None
    for token in ("", str(theirs["value"])):
        form = {"password": ANOTHER, "again": ANOTHER, "csrf_token": token}
        assert browser.client.post("/account/password", data=form).status_code == 400
        assert browser.client.post("/sign-out", data={"csrf_token": token}).status_code == 400
    assert browser.is_in()
    assert bench.browser().give_password("wang").location == "/second-factor"


@pytest.mark.parametrize(
    ("password", "again", "words"),
    [
        ("short", "short", "12"),
        (ANOTHER, ANOTHER + "!", "不一样"),
        ("aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", "容易猜"),
        ("my name is wang ok", "my name is wang ok", "容易猜"),
        ("x1y2z" * 30, "x1y2z" * 30, "128"),
    ],
)
def test_a_password_that_cannot_be_is_refused(
    bench: Bench, password: str, again: str, words: str
) -> None:
    answer = bench.signed_in("wang").post("/account/password", password=password, again=again)
    assert answer.status_code == 422
    assert words in answer.text
    assert password not in answer.text


def test_new_recovery_codes_take_the_place_of_the_old(bench: Bench) -> None:
    old = bench.hire("zhao").codes[0]
    browser = bench.signed_in("zhao")
    answer = browser.post("/account/codes")
    codes = [line.get_text() for line in check_form(answer).select(".codes li")]
    assert len(codes) == 10
    tries = [{"name": "zhao", "password": PASSWORD, "code": code} for code in (old, codes[0])]
    locations = [bench.browser().post("/recovery", **form).location for form in tries]
    assert locations == [None, "/account"]


def test_another_telephone_counts_once_its_code_has_come_back(bench: Bench) -> None:
    here, there = bench.signed_in("wang"), bench.signed_in("wang")
    before = bench.account("wang").totp_secret
    shown = here.open("/account/telephone").select_one(".hash")
    assert shown is not None
    secret = shown.get_text()
    assert here.post("/account/telephone", code=bench.code("wang")).status_code == 422
    assert bench.account("wang").totp_secret == before
    code = code_at(secret, bench.clock.now)
    assert here.post("/account/telephone", code=code).location == "/account"
    assert (here.is_in(), there.is_in()) == (True, False)
    assert bench.account("wang").totp_secret == secret != before
    again = bench.browser()
    again.give_password("wang")
    assert again.post("/second-factor", code=code).status_code == 403, "that code is used up"


def _sessions(bench: Bench, name: str) -> list[OperatorSession]:
    return bench.store.sessions.of(bench.account(name).id, bench.clock.now)


def test_the_audit_names_who_signed_in_and_who_changed_whose_account(bench: Bench) -> None:
    wang, boss = bench.signed_in("wang"), bench.signed_in("boss")
    number = bench.account("wang").id
    boss.post(f"/people/{number}/role", page="/people", role="approver")
    boss.post(f"/people/{bench.account('boss').id}/disable", page="/people")  # refused
    boss.post(f"/people/{number}/disable", page="/people")
    boss.post("/account/password", password=ANOTHER, again=ANOTHER)
    boss.post("/account/codes")
    told = [
        (each.who.partition(" (")[0], each.what, each.before, each.after)
        for each in bench.parts.releases.audit.entries()
    ]
    assert not wang.is_in()
    assert told[0][1:] == ("account add", "", "boss, administrator")
    assert told[2:] == [
        ("wang", "sign-in", "", "wang"),
        ("boss", "sign-in", "", "boss"),
        ("boss", "account role", "wang, editor", "wang, approver"),
        ("boss", "account disable", "", "wang"),
        ("boss", "account password", "", "boss"),
        ("boss", "account codes", "", "boss"),
    ]
    assert bench.parts.releases.audit.faults() == (None, None)

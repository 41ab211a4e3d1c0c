"""Coming in and going out: sign-in, second factor, recovery, confirmation, sign-out."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, render_template
from flask_login import current_user, logout_user

from sites.accounts.founding import read_name
from sites.accounts.gate import Attempt, Verdict
from sites.operating.fields import CodeForm, ConfirmForm, RecoveryForm, SignInForm
from sites.operating.guards import Answer, go, let_in
from sites.operating.stored_sessions import session
from sites.operating.workbench import account, address, workbench
from sites.records.operators import Account
from sites.saying import mark
from sites.store.auditing import Actor
from sites.voice.language import say, say_count

blueprint = Blueprint("entering", __name__)

_PENDING_FOR = timedelta(minutes=5)
_WRONG = mark("没有进去：名字、密码或者验证码不对。")


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Answer:
    """Name and password: the first of two steps."""
    form = SignInForm()
    if not form.validate_on_submit():
        return go("start.page") if current_user.is_authenticated else _page("sign_in", form)
    verdict = workbench().gate.by_password(_attempt(form.name.data, form.password.data))
    if verdict.account is None:
        return _refused("sign_in", form, verdict)
    session().clear()
    session().turn()
    session()["pending"] = [verdict.account.id, workbench().now().timestamp()]
    return go("entering.second_factor")


@blueprint.route("/second-factor", methods=["GET", "POST"])
def second_factor() -> Answer:
    """The code of the telephone: the second step, for five minutes after the first."""
    pending, form = _pending(), CodeForm()
    if pending is None:
        return go("entering.sign_in")
    if not form.validate_on_submit():
        return _page("second_factor", form)
    now = workbench().now()
    verdict = workbench().gate.by_code(pending, form.code.data, address(), now)
    if verdict.account is None:
        return _refused("second_factor", form, verdict)
    _enter(verdict.account, "sign-in")
    return go("start.page")


@blueprint.route("/recovery", methods=["GET", "POST"])
def recovery() -> Answer:
    """The way back without the telephone, or when others' attempts have shut the name."""
    form = RecoveryForm()
    if not form.validate_on_submit():
        return _page("recovery", form)
    attempt = _attempt(form.name.data, form.password.data)
    verdict = workbench().gate.by_recovery(attempt, form.code.data)
    if verdict.account is None:
        return _refused("recovery", form, verdict)
    _enter(verdict.account, "sign-in by recovery code")
    return go("own_account.page")


@blueprint.route("/confirm", methods=["GET", "POST"])
def confirm() -> Answer:
    """Who is in shows again who it is, before something dangerous."""
    form = ConfirmForm()
    if not form.validate_on_submit():
        return _page("confirm", form)
    attempt = _attempt(account().name, form.password.data)
    verdict = workbench().gate.confirm(account(), attempt, form.code.data)
    if verdict.account is None:
        return _refused("confirm", form, verdict)
    then = session().get("then", "start.page")
    let_in(verdict.account)
    return go(then)


@blueprint.post("/sign-out")
def sign_out() -> Answer:
    """End this session, in the browser and in the store."""
    logout_user()
    session().leave()
    return go("entering.sign_in")


def _enter(its: Account, what: str) -> None:
    let_in(its)
    store = workbench().releases.asked_by(Actor(its.name))
    store.audit.note_other(what, before="", after=its.name)


def _attempt(name: str, password: str) -> Attempt:
    return Attempt(read_name(name), password, address(), workbench().now())


def _pending() -> Account | None:
    """Who has given a password in this session, not longer ago than five minutes."""
    number, at = session().get("pending", (0, 0))
    if workbench().now().timestamp() - at > _PENDING_FOR.total_seconds():
        return None
    found = workbench().store.accounts.numbered(number)
    if found is None or found.disabled or found.changed_at.timestamp() > at:
        return None  # what was given may be no password of theirs any more
    return found


def _page(name: str, form: Any, message: str = "") -> str:
    return render_template(f"operators/{name}.html", form=form, message=message)


def _refused(name: str, form: Any, verdict: Verdict) -> Answer:
    """The same words whatever was wrong; when one has to wait, how long."""
    if not verdict.wait:
        return _page(name, form, say(_WRONG)), 403
    seconds = int(verdict.wait.total_seconds()) + 1
    words = say_count("试错太多次了，请等 %(n)s 分钟再试。", -(-seconds // 60))
    return _page(name, form, words), 429, {"Retry-After": str(seconds)}

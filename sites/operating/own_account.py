"""One's own account: password, telephone, recovery codes, where one is signed in."""

from flask import Blueprint, flash, render_template
from markupsafe import Markup

from sites.accounts.passwords import hashed, objection
from sites.accounts.recovery import hashed_code, new_codes
from sites.accounts.telephone_codes import enrolment, new_secret, step_of
from sites.leaflets.qr_code import qr_svg
from sites.operating.fields import CodeForm, NewPasswordForm, TokenForm
from sites.operating.guards import Answer, confirmed, go
from sites.operating.stored_sessions import session
from sites.operating.workbench import account, own_store, workbench
from sites.saying import Sentence, mark
from sites.voice.language import say

blueprint = Blueprint("own_account", __name__, url_prefix="/account")

_NOT_TWICE = mark("两次写的密码不一样。")
_NOT_ITS_CODE = mark("验证码不对：请用手机刚扫的这一项，看一个新的码。")
_PASSWORD_SET = mark("密码换好了。在别处的登录都退出了。")
_DEVICE_SET = mark("手机验证换好了。旧的不再有用，在别处的登录都退出了。")
_OTHERS_OUT = mark("在别处的登录都退出了。")


@blueprint.get("")
def page() -> Answer:
    """Who one is, and where one is signed in."""
    accounts, sessions = workbench().store.accounts, workbench().store.sessions
    return render_template(
        "operators/account.html",
        account=account(),
        codes_left=accounts.codes_left(account().id),
        sessions=sessions.of(account().id, workbench().now()),
        form=TokenForm(),
    )


@blueprint.post("/elsewhere")
def elsewhere() -> Answer:
    """Sign out everywhere else."""
    workbench().store.sessions.end_others(account().id, session().hashed)
    flash(_OTHERS_OUT)
    return go("own_account.page")


@blueprint.route("/password", methods=["GET", "POST"])
@confirmed("own_account.password")
def password() -> Answer:
    """Another password; sessions elsewhere end, this one gets another number."""
    form = NewPasswordForm()
    if not form.validate_on_submit():
        return render_template("operators/password.html", form=form)
    wrong = objection(form.password.data, account().name)
    if form.password.data != form.again.data:
        wrong = Sentence(_NOT_TWICE)
    if wrong:
        message = say(wrong.wording, **wrong.values)
        return render_template("operators/password.html", form=form, message=message), 422
    kept, own = hashed(form.password.data), session().hashed
    own_store().accounts.set_password(account().id, kept, workbench().now(), spare=own)
    session().turn()
    flash(_PASSWORD_SET)
    return go("own_account.page")


@blueprint.route("/codes", methods=["GET", "POST"])
@confirmed("own_account.codes")
def codes() -> Answer:
    """Ten new recovery codes, shown this once; the old ones open nothing any more."""
    form, made = TokenForm(), tuple[str, ...]()
    if form.validate_on_submit():
        made = new_codes()
        own_store().accounts.replace_codes(account().id, map(hashed_code, made))
    return render_template("operators/codes.html", form=form, codes=made)


@blueprint.route("/telephone", methods=["GET", "POST"])
@confirmed("own_account.telephone")
def telephone() -> Answer:
    """Another telephone: the new secret counts once its first code has come back."""
    form, now = CodeForm(), workbench().now()
    secret = session().setdefault("new_secret", new_secret())
    if not form.validate_on_submit():
        return _telephone_page(form, secret), 200
    step = step_of(form.code.data, secret, now)
    if step is None:
        return _telephone_page(form, secret, say(_NOT_ITS_CODE)), 422
    own, accounts = session().hashed, own_store().accounts
    accounts.set_second_factor(account().id, secret, step, now, spare=own)
    del session()["new_secret"]
    session().turn()
    flash(_DEVICE_SET)
    return go("own_account.page")


def _telephone_page(form: CodeForm, secret: str, message: str = "") -> str:
    uri = enrolment(secret, account().name)
    picture = Markup(qr_svg(uri))  # noqa: S704 - our own drawing
    return render_template(
        "operators/telephone.html", form=form, message=message, secret=secret, picture=picture
    )

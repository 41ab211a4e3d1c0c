"""The people of the workbench, for administrators: roles, shutting an account, opening it again."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, render_template

from sites.errors import AccountError
from sites.operating.fields import RoleForm, TokenForm
from sites.operating.guards import Answer, confirmed, go, needs
from sites.operating.workbench import own_store, workbench
from sites.records.operators import ROLES, Account
from sites.saying import mark

blueprint = Blueprint("people", __name__, url_prefix="/people")

_CHANGED = mark("改好了。这个人要重新登录。")
_MAY_TRY = mark("这个人马上可以再试。")


@blueprint.get("")
@needs("administrator")
@confirmed("people.page")
def page() -> Answer:
    """Everybody, with what can be changed."""
    everybody = workbench().store.accounts.all()
    return render_template("operators/people.html", people=everybody, roles=ROLES, form=TokenForm())


@blueprint.post("/<int:number>/role")
@needs("administrator")
@confirmed("people.page")
def role(number: int) -> Answer:
    """Another role for one account."""
    form = RoleForm()
    if not form.validate_on_submit():
        abort(400)
    accounts, now = own_store().accounts, workbench().now()
    return _change(number, lambda its: accounts.set_role(its.id, form.role.data, now))


@blueprint.post("/<int:number>/<any(disable, enable):what>")
@needs("administrator")
@confirmed("people.page")
def standing(number: int, what: str) -> Answer:
    """Shut one account, or open it again."""
    accounts, now, shut = own_store().accounts, workbench().now(), what == "disable"
    return _change(number, lambda its: accounts.set_disabled(its.id, now, disabled=shut))


@blueprint.post("/<int:number>/unlock")
@needs("administrator")
@confirmed("people.page")
def unlock(number: int) -> Answer:
    """Forget the vain attempts at one name."""
    workbench().store.failures.forget([f"name:{_known(number).name}"])
    flash(_MAY_TRY)
    return go("people.page")


def _change(number: int, change: Callable[[Account], None]) -> Answer:
    try:
        change(_known(number))
    except AccountError as error:
        flash(str(error))
    else:
        flash(_CHANGED)
    return go("people.page")


def _known(number: int) -> Account:
    found = workbench().store.accounts.numbered(number)
    return abort(404) if found is None else found

"""Who may see what: everything is shut unless it says otherwise."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import ParamSpec

from flask import Flask, Response, abort, redirect, request, url_for
from flask_login import LoginManager, UserMixin, current_user, login_user

from sites.operating.stored_sessions import STORE_ERROR, begin, session
from sites.operating.workbench import account, workbench
from sites.records.operators import Account, Role

# What is open before anybody has signed in.
_OPEN = {
    "entering.sign_in", "entering.second_factor", "entering.recovery", "static", "start.healthz",
}  # fmt: skip
# Dangerous pages want to be shown again who asks, when that is longer ago.
CONFIRMED_FOR = timedelta(minutes=10)
_SEE_OTHER = 303

Answer = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]
_Asked = ParamSpec("_Asked")
_View = Callable[_Asked, Answer]


class User(UserMixin):  # type: ignore[misc]  # it comes without types
    """An account as Flask-Login wants it."""

    def __init__(self, its: Account) -> None:
        self.account, self.id = its, str(its.id)


class _Manager(LoginManager):  # type: ignore[misc]
    def _load_user_from_remember_cookie(self, cookie: str) -> None:  # noqa: ARG002
        """Nobody is remembered beyond a session, whatever a browser shows."""
        return


def register(app: Flask) -> None:
    """Shut every page of the app but those of entering."""
    manager = _Manager(app)
    manager.session_protection = "basic"
    manager.user_loader(_user)
    app.before_request(_guard)
    app.jinja_env.globals.update(may=_may)


def let_in(its: Account) -> None:
    """Sign in: under a new number, with nothing left of what stood in the session before."""
    begin()
    login_user(User(its))


def needs(role: Role) -> Callable[[_View[_Asked]], _View[_Asked]]:
    """The view is for accounts that may do what that role may; others are told so (403)."""

    def guarded(view: _View[_Asked]) -> _View[_Asked]:
        @wraps(view)
        def guard(*args: _Asked.args, **kwargs: _Asked.kwargs) -> Answer:
            return view(*args, **kwargs) if _may(role) else abort(403)

        return guard

    return guarded


def confirmed(page: str) -> Callable[[_View[_Asked]], _View[_Asked]]:
    """The view wants password and code again when the last time is ten minutes ago; page: the
    endpoint to which that leads back. Never an address that the request names."""

    def guarded(view: _View[_Asked]) -> _View[_Asked]:
        @wraps(view)
        def guard(*args: _Asked.args, **kwargs: _Asked.kwargs) -> Answer:
            if is_confirmed():
                return view(*args, **kwargs)
            session()["then"] = page
            return go("entering.confirm")

        return guard

    return guarded


def is_confirmed() -> bool:
    """Whether who asks has shown within ten minutes who it is, from the same place."""
    since = workbench().now().timestamp() - float(session().get("confirmed", 0))
    return bool(session().get("_fresh")) and since < CONFIRMED_FOR.total_seconds()


def go(endpoint: str) -> Response:
    """To that page, asked for with GET."""
    answer: Response = redirect(url_for(endpoint), _SEE_OTHER)  # type: ignore[assignment]
    return answer


def _user(number: str) -> User | None:
    its = workbench().store.accounts.numbered(int(number))
    return None if its is None or its.disabled else User(its)


def _may(role: Role) -> bool:
    return bool(current_user.is_authenticated) and account().may(role)


def _guard() -> Response | None:
    if error := request.environ.get(STORE_ERROR):
        raise error
    shut = request.endpoint is not None and request.endpoint not in _OPEN
    return go("entering.sign_in") if shut and not current_user.is_authenticated else None

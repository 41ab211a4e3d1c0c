"""Sessions that live in the store: the browser holds a random number, the store its hash.

A number that the store does not know opens nothing and is never taken over, so that none can be
fixed beforehand. A session gets another number whenever its rights change.
"""

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Any, cast

from flask import Flask, Request, Response, request
from flask import session as session_of_request
from flask.sessions import SessionInterface, SessionMixin
from werkzeug.datastructures import CallbackDict

from sites.errors import StoreError
from sites.operating.workbench import Workbench, workbench
from sites.records.operators import OperatorSession

STORE_ERROR = "sites.store_error"  # in the request's environment
_SEEN_EVERY = timedelta(seconds=60)
_MOST_AGENT = 200
_WITHOUT = ("/static/", "/healthz")
_USER = "_user_id"  # Flask-Login's own


class Session(CallbackDict[str, Any], SessionMixin):
    """number: what the browser's cookie holds; empty for one that is not kept yet."""

    def __init__(self, number: str = "", kept: OperatorSession | None = None) -> None:
        super().__init__(kept.content if kept else None, _notice)
        self.number, self.kept = number, kept
        self.modified = self.turned = self.ended = False

    @property
    def hashed(self) -> str:
        """What the store knows it by; empty for one that is not kept yet."""
        return hash_of(self.number) if self.number else ""

    def turn(self) -> None:
        """Go on under another number: the old one opens nothing any more."""
        self.turned = True

    def leave(self) -> None:
        """End with this answer."""
        self.clear()
        self.ended = True


def hash_of(number: str) -> str:
    """By which the store knows a cookie's number."""
    return sha256(number.encode()).hexdigest()


def session() -> Session:
    """That of this request."""
    return cast(Session, session_of_request._get_current_object())  # type: ignore[attr-defined]


def begin() -> None:
    """Forget all that stood in the session before, and its number; who asks has just shown who it
    is."""
    session().clear()
    session().turn()
    session()["confirmed"] = workbench().now().timestamp()


class StoredSessions(SessionInterface):
    """As Flask asks for sessions."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self.cookie = "__Host-operators" if bench.is_secure else "operators"

    def open_session(self, app: Flask, request: Request) -> SessionMixin | None:
        """The session of the cookie; an empty one where there is none. Files need none."""
        number = request.cookies.get(self.cookie, "")
        if not number or request.path.startswith(_WITHOUT):
            return Session()
        try:
            return self._found(number)
        except StoreError as error:  # told by the guard, where a page can be made of it
            request.environ[STORE_ERROR] = error
            return self.make_null_session(app)

    def _found(self, number: str) -> Session:
        now, sessions = self._bench.now(), self._bench.store.sessions
        kept = sessions.find(hash_of(number), now)
        if kept is None:
            return Session()
        if now - kept.seen_at > _SEEN_EVERY:
            sessions.touch(hash_of(number), now)
        return Session(number, kept)

    def save_session(
        self,
        app: Flask,  # noqa: ARG002 - as Flask calls it
        session: SessionMixin,
        response: Response,
    ) -> None:
        """Keep what changed, and give the browser its number."""
        if not isinstance(session, Session):
            return
        if session.ended:
            self._bench.store.sessions.end(session.hashed)
            response.delete_cookie(self.cookie, path="/", secure=self._bench.is_secure)
        elif session.turned or (session and not session.number):
            self._open(session, response)
        elif session.modified:
            self._bench.store.sessions.keep(session.hashed, session)

    def _open(self, session: Session, response: Response) -> None:
        """Under a new number; the age counts on where nobody signed in anew."""
        now, number = self._bench.now(), secrets.token_urlsafe(32)
        account = int(session[_USER]) if _USER in session else None
        goes_on = session.kept if session.kept and session.kept.account == account else None
        made = OperatorSession(
            account=account,
            created_at=goes_on.created_at if goes_on else now,
            seen_at=now,
            content=dict(session),
            agent=request.headers.get("User-Agent", "")[:_MOST_AGENT],
        )
        self._bench.store.sessions.open(hash_of(number), made, after=session.hashed)
        response.set_cookie(
            self.cookie, number, path="/", httponly=True, samesite="Strict",
            secure=self._bench.is_secure,
        )  # fmt: skip


def _notice(session: Session) -> None:
    session.modified = True

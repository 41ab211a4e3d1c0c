"""Headers and keys of the workbench: as strict as the public pages', and nothing is kept."""

import secrets
from hashlib import sha256

from flask import Flask, Response, request

from sites.web.headers import HEADERS, StaticAddresses

# No script at all; the style sheets are files.
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_OWN = {
    "Content-Security-Policy": _POLICY,
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
_MOST_BYTES = 16 * 1024  # the largest form


def lock(app: Flask, store: str) -> None:
    """Keys and limits. store: what tells the store from others.

    Sessions live in the store and nothing is signed for the browser, so the program's key is new
    at each start. The token of a form is compared with the one in the session; what wraps it only
    has to be the same for all workers.
    """
    app.config.update(
        SECRET_KEY=secrets.token_hex(32),
        WTF_CSRF_SECRET_KEY=sha256(f"forms of {store}".encode()).hexdigest(),
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session
        MAX_CONTENT_LENGTH=_MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=_MOST_BYTES,
    )


def register(app: Flask) -> None:
    """Put the headers on every answer."""
    app.jinja_env.globals.update(static=StaticAddresses(app))
    app.after_request(_finish)


def _finish(response: Response) -> Response:
    for name, text in (HEADERS | _OWN).items():
        response.headers[name] = text
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response

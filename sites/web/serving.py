"""What gunicorn does with a request before and beside the program: reads it, refuses it, logs it.

gunicorn.conf.py puts these in place. The program itself never imports this module.
"""

import json
import re
import sys
from http import HTTPStatus
from ssl import SSLError
from typing import Any

from gunicorn import util
from gunicorn.glogging import Logger
from gunicorn.http.errors import (
    ExpectationFailed,
    InvalidResponseHeader,
    InvalidResponseHeaderName,
    LimitRequestHeaders,
    LimitRequestLine,
    ParseException,
)
from gunicorn.http.message import Request
from gunicorn.workers.base import Worker

from sites.web.logs import escaped, trace

_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_STATUS = {
    LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
    LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    ExpectationFailed: HTTPStatus.EXPECTATION_FAILED,
}
_NOT_READ = "这个网址打不开。请检查网址，再从首页重新开始。"
_FAILED = "这一页出错了，不是您的问题。请过一会儿再试，或者从首页重新开始。"


class LenientRequest(Request):  # type: ignore[misc]  # gunicorn comes without types
    """Takes an address as people paste it: /search?q=成都.

    A browser writes %E6… for letters beyond ASCII; what a person pastes into a program, or a chat
    makes a link of, often comes as the bytes themselves, which gunicorn refuses with a page in
    English (RFC 9112 wants it so of senders). Escaped here, they are the same address.
    """

    def parse_request_line(self, line: bytes) -> None:
        """Bytes beyond ASCII, whatever they mean, are escaped before gunicorn looks."""
        super().parse_request_line(_BEYOND_ASCII.sub(lambda byte: b"%%%02X" % byte[0][0], line))


class QuietLogger(Logger):  # type: ignore[misc]
    """gunicorn's log without what visitors typed: no query, no referrer, no text of an error."""

    def exception(self, msg: str, *args: object, **kwargs: object) -> None:
        """An error in a request by its kind and place; any other, as at the start, in full."""
        if not msg.startswith("Error handling request"):
            super().exception(msg, *args, **kwargs)
        elif error := sys.exc_info()[1]:
            self.error("Error handling a request: %s", trace(error))

    def debug(self, msg: str, *args: object, **kwargs: object) -> None:
        """An error among the words by its kind: it may repeat what arrived of a request."""
        kinds = (type(arg).__name__ if isinstance(arg, BaseException) else arg for arg in args)
        super().debug(msg, *kinds, **kwargs)

    def atoms(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> Any:
        """What --access-logfile may show of a request: its path, escaped."""
        known = environ | {"RAW_URI": environ["RAW_URI"].split("?")[0], "QUERY_STRING": ""}
        known["HTTP_REFERER"] = environ.get("HTTP_REFERER", "-").split("?")[0]
        atoms = super().atoms(resp, req, known, request_time)
        return {name: escaped(v) if isinstance(v, str) else v for name, v in atoms.items()}


def refuse(worker: Worker, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
    """In the place of gunicorn's own answer to what it cannot read, or the program let fall: one
    plain sentence, which repeats nothing; the log has the kind of the error alone."""
    status = _status(exc)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        worker.log.error("Error handling a request: %s", trace(exc))
    else:
        ip = addr[0] if addr else "a socket"
        worker.log.warning("Refused a request from %s: %s", ip, type(exc).__name__)
    uri = getattr(req or getattr(exc, "req", None), "uri", None) or ""
    try:
        util.write_nonblock(client, _answer(status, is_api=uri.startswith("/api/")))
    except OSError:
        worker.log.debug("Whoever sent the request is gone.")


def _status(error: BaseException) -> HTTPStatus:
    is_ours = isinstance(error, InvalidResponseHeader | InvalidResponseHeaderName)
    if is_ours or not isinstance(error, ParseException | SSLError):
        return HTTPStatus.INTERNAL_SERVER_ERROR
    return _STATUS.get(type(error), HTTPStatus.BAD_REQUEST)


def _answer(status: HTTPStatus, *, is_api: bool) -> bytes:
    words = _FAILED if status >= HTTPStatus.INTERNAL_SERVER_ERROR else _NOT_READ
    body, kind = f"{words}\n", "text/plain; charset=utf-8"
    if is_api:
        error = {"code": f"http_{status.value}", "message": words, "field": None}
        body, kind = json.dumps({"error": error}, ensure_ascii=False) + "\n", "application/json"
    content = body.encode("utf-8")
    head = (
        f"HTTP/1.1 {status.value} {status.phrase}", f"Content-Type: {kind}",
        f"Content-Length: {len(content)}", "Cache-Control: no-store",
        "X-Content-Type-Options: nosniff", "Connection: close", "", "",
    )  # fmt: skip
    return "\r\n".join(head).encode("ascii") + content

"""The door: whose host is asked for, before anything of a request is read, logged or answered.

A page says its own address, to be passed on; taken from the request, that would be whatever a
stranger wrote there. So only the deployment's own host and hosts of the own network are let in,
and where the deployment's address is known, nothing behind this door sees another.
"""

import json
import re
from collections.abc import Iterable
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.wrappers import Response

from sites.settings.hosts import in_ascii, is_local, read_host
from sites.voice.answers import error_json
from sites.web.error_pages import is_for_programs
from sites.web.headers import HEADERS

# `GET http://example.org/ HTTP/1.1`: then this, not Host, is what was asked for (RFC 9112, 3.2.2).
_AUTHORITY = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://([^/?#]*)")
_USUAL_PORTS = (80, 443)  # a proxy may name its own
_OTHER_HOST = "这个网址不是本站的。请看看网址有没有写错，再从正确的网址进来。"
_FOR_OPERATORS = "Operators: SITES_PUBLIC_URL says at which address this site is reached."
_ALONE = {"Content-Security-Policy": "default-src 'none'", "Cache-Control": "no-store"}
_PAGE = (
    '<!doctype html>\n<html lang="zh-Hans"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    "<title>网址不对</title><h1>网址不对</h1><p>{words}</p>\n<!-- {note} -->\n"
)


class Door:
    """Lets requests for this site in; every other gets one plain 400.

    public_url: address of the deployment; empty = only hosts of the own network.
    """

    def __init__(self, application: WSGIApplication, public_url: str) -> None:
        self._application = application
        url = urlsplit(public_url)
        self._scheme, self._port = url.scheme, url.port
        self._host = in_ascii(url.hostname) if url.hostname else ""
        bracketed = f"[{self._host}]" if ":" in self._host else self._host
        self._address = bracketed if url.port is None else f"{bracketed}:{url.port}"

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """As WSGI wants it (PEP 3333)."""
        if not all(map(self._is_ours, _hosts(environ))):
            return _refusal(environ.get("PATH_INFO", ""))(environ, start_response)
        if self._host:
            environ["HTTP_HOST"], environ["wsgi.url_scheme"] = self._address, self._scheme
        return self._application(environ, start_response)

    def _is_ours(self, text: str) -> bool:
        host = read_host(text)
        if host is None:
            return False
        name, port = host
        return is_local(name) or (name == self._host and port in (None, self._port, *_USUAL_PORTS))


def _hosts(environ: WSGIEnvironment) -> Iterable[str]:
    """Each host that the request names. HTTP/1.0 need not name one; the later ones must."""
    if "HTTP_HOST" not in environ and environ.get("SERVER_PROTOCOL") == "HTTP/1.0":
        environ["HTTP_HOST"] = "localhost"
    yield environ.get("HTTP_HOST", "")
    if absolute := _AUTHORITY.match(environ.get("RAW_URI", "")):
        yield absolute[1]


def _refusal(path: str) -> Response:
    if is_for_programs(path):
        error = error_json("bad_host", _OTHER_HOST)
        body, mimetype = json.dumps(error, ensure_ascii=False) + "\n", "application/json"
    else:
        body, mimetype = _PAGE.format(words=_OTHER_HOST, note=_FOR_OPERATORS), "text/html"
    return Response(body, 400, HEADERS | _ALONE, mimetype=mimetype)

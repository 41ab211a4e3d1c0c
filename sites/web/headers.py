"""Security and caching headers, the same for every page; compression."""

import hashlib
import os
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import partial
from http import HTTPStatus
from pathlib import Path

from flask import Flask, Response, current_app, g, request, url_for
from flask_compress import Compress

from sites.voice.language import spoken
from sites.web.parts import parts, release_mark

# Sources: OWASP ASVS 5.0 chapter 3; a strict-origin referrer because Tianditu's browser keys
# check the referring domain and the origin alone tells nothing about the visitor.
_POLICY = (
    "default-src 'none'; script-src 'self' 'sha256-{first}'{others}; "
    "style-src 'self' 'sha256-{style}'; "
    "img-src 'self' data:{pictures}; connect-src 'self'; worker-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
# A picture or a script that is opened by itself; in a page the page's policy holds.
_POLICY_OF_FILES = "default-src 'none'; frame-ancestors 'none'"
HEADERS = {
    "Referrer-Policy": "strict-origin",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=()",
    "X-Content-Type-Options": "nosniff",
    "Strict-Transport-Security": "max-age=31536000",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_WECHAT = "https://res.wx.qq.com"  # where WeChat's own script comes from
_YEAR_S = 31_536_000
_TWIN = ".br"
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# What an answer of the same release is made of.
_SHOWN = (".html", ".xml", ".txt", ".css", ".js", ".py", ".svg", ".otf", ".mo")
_COMPRESSED_TYPES = [
    "text/html", "text/css", "text/csv", "text/plain", "text/javascript",
    "application/javascript", "application/json", "application/geo+json", "application/xml",
    "image/svg+xml",
]  # fmt: skip


def register(app: Flask) -> None:
    """Add compression, headers, ETags and the addresses of static files to the app."""
    # Flask-Compress registers first, so it runs last: the ETag is judged on the plain answer.
    app.config.update(
        COMPRESS_MIMETYPES=_COMPRESSED_TYPES,
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_ALGORITHM_STREAMING=["br", "gzip"],  # static files
        COMPRESS_BR_LEVEL=5,
    )
    _Compress(app)
    app.after_request(_SqueezedTwins(Path(app.static_folder or "")))
    app.after_request(_finish)
    style = _style_sheet(app)
    app.jinja_env.globals.update(static=StaticAddresses(app), style=style)
    app.extensions["sites.code"] = _code_hash(app)
    first = app.jinja_env.get_template("first.js").render()
    app.extensions["sites.policy"] = partial(
        _POLICY.format,
        first=_hash(first),
        style=_hash(style),
        others=f" {_WECHAT}" if app.extensions["sites"].settings.wechat_app_id else "",
    )


class _Compress(Compress):
    """Squeezes error pages too, which Flask-Compress leaves: with the style sheet inside they would
    be longer than what a network sends at once."""

    def after_request(self, response: Response | None) -> Response:
        """As Flask calls it; the status is that of the answer again afterwards."""
        if response is None:
            return super().after_request(response)
        status = response.status
        if response.status_code >= HTTPStatus.BAD_REQUEST:
            response.status_code = HTTPStatus.OK
        response = super().after_request(response)
        response.status = status
        return response


def allow_pictures(response: Response, hosts: Iterable[str]) -> None:
    """Let this page show pictures of other hosts (origins, checked by the settings)."""
    policy = current_app.extensions["sites.policy"](pictures="".join(f" {each}" for each in hosts))
    response.headers["Content-Security-Policy"] = policy


class StaticAddresses:
    """static('site.css') → /static/site.css?v=<hash of its content>, which may be kept a year."""

    def __init__(self, app: Flask) -> None:
        self._folder = Path(app.static_folder or "")
        self._addresses: dict[tuple[str, str], str] = {}

    def __call__(self, name: str) -> str:
        where = (name, request.script_root)
        if where not in self._addresses:
            content = (self._folder / name).read_bytes()
            version = hashlib.sha256(content).hexdigest()[:10]
            self._addresses[where] = url_for("static", filename=name, v=version)
        return self._addresses[where]


def _style_sheet(app: Flask) -> str:
    """static/site.css without comments and indents, as it stands in every page: fetched as a file
    of its own it keeps the first view waiting for one more turn of a slow network."""
    text = (Path(app.static_folder or "") / "site.css").read_text(encoding="utf-8")
    lines = (line.strip() for line in _CSS_COMMENT.sub("", text).splitlines())
    return "\n".join(line for line in lines if line)


def _hash(text: str) -> str:
    """Of what stands in the page itself, exactly as base.html writes it, for the policy."""
    return b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _code_hash(app: Flask) -> str:
    """Changes whenever a page of the same release may look different: with the templates, the
    static files they name, the program itself, and the font of its pictures."""
    digest = hashlib.sha256()
    root = Path(app.root_path)
    names = ("templates", "translations", "sites")
    folders = [Path(app.static_folder or ""), *(root / name for name in names)]
    for path in sorted(file for folder in folders for file in _shown_files(folder)):
        digest.update(Path(path).read_bytes())
    return digest.hexdigest()[:10]


def _shown_files(folder: Path) -> Iterator[str]:
    # At each start of a worker: a thousand objects of pathlib would take longer than the reading.
    for where, _, names in os.walk(folder):
        yield from (os.path.join(where, name) for name in names if name.endswith(_SHOWN))  # noqa: PTH118


class _SqueezedTwins:
    """The twins in brotli that tools/squeeze_static.py wrote, by the name of their file.

    Listed once, at the start: what a request calls a file is looked up here, never on the disk.
    """

    def __init__(self, folder: Path) -> None:
        twins = folder.rglob(f"*{_TWIN}")
        self._twins = {
            path.relative_to(folder).as_posix().removesuffix(_TWIN): path for path in twins
        }

    def __call__(self, response: Response) -> Response:
        """The twin in the answer's place, where the visitor can read it."""
        if request.endpoint != "static" or request.method not in ("GET", "HEAD"):
            return response
        twin = self._twins.get((request.view_args or {})["filename"])
        if twin is None or response.status_code != 200:
            return response
        response.vary.add("Accept-Encoding")
        if request.accept_encodings["br"]:
            response.direct_passthrough = False
            response.set_data(twin.read_bytes())
            response.headers["Content-Encoding"] = "br"
        return response


def _finish(response: Response) -> Response:
    for name, text in (HEADERS | {"Content-Security-Policy": _policy(response)}).items():
        response.headers.setdefault(name, text)
    if request.endpoint == "static":
        # Flask-Compress puts its own pieces in the file's place and would leave it open.
        response.call_on_close(getattr(response.response, "close", lambda: None))
        if "v" in request.args:
            response.headers["Cache-Control"] = f"public, max-age={_YEAR_S}, immutable"
        return response
    if "directory" in g and (mark := release_mark()):
        # What a phone keeps of an older release goes when it sees this (templates/worker.js).
        response.headers["Sites-Release"] = mark
    if request.endpoint == "pages.nearest":
        # What is not stored a browser cannot go back to: after a posted form it shows an error
        # of its own, and it keeps no such page in memory. `private` binds every proxy.
        response.headers["Cache-Control"] = "private, no-cache"
        return response
    if request.method not in ("GET", "HEAD") or response.status_code != 200:
        response.headers["Cache-Control"] = "no-store"
        return response
    if "Cache-Control" not in response.headers:
        # Asked for again each time, answered with 304 while nothing changed: a number that was
        # withdrawn must not live on in a phone's memory.
        response.headers["Cache-Control"] = "no-cache"
    return _by_release(response)


def _policy(response: Response) -> str:
    """A page's, also that of a file that is not there; a file's own allows nothing."""
    if request.endpoint == "static" and response.mimetype != "text/html":
        return _POLICY_OF_FILES
    policy: str = current_app.extensions["sites.policy"](pictures="")
    return policy


def _by_release(response: Response) -> Response:
    """An ETag from release, code, own places and day (a record grows old at midnight), weak because
    the same page may come compressed. The seal tells two releases of one number apart."""
    if "directory" not in g:
        return response
    release = g.directory.release
    code = current_app.extensions["sites.code"] + parts().gazetteer().brought_mark
    public = "p" if parts().settings.public else "d"
    tag = f"{release.number}-{release.seal[:16]}-{code}-{public}-{parts().today():%y%m%d}"
    tag += f"-{spoken().code}" if spoken().is_foreign else ""
    response.set_etag(tag, weak=True)
    response.make_conditional(request)
    return response

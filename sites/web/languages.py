"""The language of a page stands in its address (/en/guide), nowhere else: such an address can be
passed on and cached; no cookie and no header of the browser decides.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, current_app, has_request_context, request

from sites.voice.language import (
    LANGUAGES,
    SOURCE,
    Language,
    catalogue,
    speaking,
    spoken,
    take,
)
from sites.web.parts import absolute
from sites.web.sameness import Same
from sites.web.translating import Translating

# Shown beside the source language: those whose catalogue is complete. Without any there is no
# switch, and /en answers 404.
SHOWN = LANGUAGES[1:]
_BY_CODE = {language.code: language for language in SHOWN}
# What is the same in all languages has one address, without a language: for programs, and the
# pictures, whose font has simplified characters only.
_PLAIN_PATH = re.compile(
    r"/(?:static/|api/|healthz|readyz|openapi\.json|sites\.|sw\.js|robots\.txt|sitemap"
    r"|favicon\.ico|wechat/|map/(?!cards/|[^/]+/units/))"
    r"|/.*/(?:card\.png|share\.png)$"
)
_ROOT = "sites.root"


class LanguageDoor:
    """Takes the language off a request's path and puts it where WSGI keeps what stands before it
    (SCRIPT_NAME), so that every address the program makes has it too."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """As WSGI wants it (PEP 3333). The answer is whole before this returns."""
        language, rest = _parted(environ.get("PATH_INFO", ""))
        root = environ[_ROOT] = environ.get("SCRIPT_NAME", "")
        if language is SOURCE:
            return self._application(environ, start_response)
        environ["SCRIPT_NAME"], environ["PATH_INFO"] = f"{root}/{language.code}", rest
        with speaking(language):
            return self._application(environ, start_response)


def _parted(path: str) -> tuple[Language, str]:
    """The language of a path and the rest of it; the source language and the path itself where
    there is none, or where the rest has no language."""
    _, code, *rest = [*path.split("/", 2), ""][:3]
    behind = f"/{rest[0]}"
    if code not in _BY_CODE or _PLAIN_PATH.match(behind):
        return SOURCE, path
    return _BY_CODE[code], behind


def plain_url(url: str) -> str:
    """An address of the program, without the language where it has none."""
    if spoken() is SOURCE or not has_request_context():
        return url
    root = request.script_root
    if not url.startswith(f"{root}/"):
        return url
    behind = url.removeprefix(root)
    return _plain_root() + behind if _PLAIN_PATH.match(behind.partition("?")[0]) else url


def alternates(address: str) -> Iterator[tuple[str, str]]:
    """(hreflang, absolute address) of one page in each language, for search engines; x-default is
    the source. address: of the page in the language that is spoken, with its query."""
    if SHOWN:
        host = absolute("")
        (_, default), *_ = addresses = list(_everywhere(address))
        yield from ((language.tag, host + each) for language, each in addresses)
        yield "x-default", host + default


def switch(address: str | None) -> Iterator[tuple[Language, str]]:
    """(language, address) of the same page in each language, for people; a page that exists only
    as an answer leads to the first page. Nothing where there is but one language."""
    if SHOWN:
        yield from _everywhere(address or request.script_root + "/")


def register(app: Flask) -> None:
    """Let templates speak the language of the address, from the catalogues in translations/."""
    app.jinja_env.add_extension(Translating)
    app.jinja_env.add_extension(Same)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # by the extension
        _looked_up,
        _looked_up_count,
        newstyle=True,
    )
    app.jinja_env.globals.update(
        foreign=_Foreign(), language=_Spoken(), alternates=alternates, switch=switch
    )
    app.before_request(_take_catalogue)
    app.wsgi_app = LanguageDoor(app.wsgi_app)  # type: ignore[method-assign]  # as Flask documents


class _Foreign:
    """True in templates while sentences must be looked up: asked for each of them."""

    def __bool__(self) -> bool:
        return spoken() is not SOURCE


class _Spoken:
    """The language that is spoken, for templates: they are compiled once for all."""

    def __getattr__(self, name: str) -> Any:
        return getattr(spoken(), name)


def read_catalogues(app: Flask) -> Any:
    """What flask_babel holds of an app: read in when another language is spoken first."""
    from flask_babel import Babel  # noqa: PLC0415  # weight: flask_babel, 0.02 s

    if "babel" not in app.extensions:
        Babel(
            app,
            default_locale=SOURCE.locale,
            locale_selector=lambda: spoken().locale,
            configure_jinja=False,
        )
    return app.extensions["babel"]


def _take_catalogue() -> None:
    if spoken().is_foreign:
        from flask_babel import get_translations  # noqa: PLC0415  # weight: as above

        read_catalogues(current_app)
        take(get_translations())


def _looked_up(text: str) -> str:
    found = catalogue()
    return found.gettext(text) if found else text


def _looked_up_count(one: str, many: str, number: int) -> str:
    found = catalogue()
    return found.ngettext(one, many, number) if found else one


def _plain_root() -> str:
    root: str = request.environ.get(_ROOT, "")
    return root


def _everywhere(address: str) -> Iterator[tuple[Language, str]]:
    """The address of a page in each language, the source first."""
    root, own = _plain_root(), spoken().code
    behind = address.removeprefix(f"{root}/{own}" if own else root)
    for language in LANGUAGES:
        yield language, f"{root}/{language.code}{behind}" if language.code else root + behind

"""Every failure becomes a sentence: a page for people, JSON for programs, the right status."""

from types import TracebackType
from typing import Any

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from sites.errors import (
    BadQuestionError,
    MismatchError,
    NotFoundError,
    NotReadyError,
    SitesError,
    StoreError,
)
from sites.saying import mark
from sites.voice.answers import error_json
from sites.web.languages import plain_url
from sites.web.logs import trace
from sites.web.parts import directory_or_none, finder

_ExcInfo = tuple[type, BaseException, TracebackType] | tuple[None, None, None]
_STATUS: dict[type[SitesError], tuple[int, str]] = {
    BadQuestionError: (400, "bad_question"),
    NotFoundError: (404, "not_found"),
    NotReadyError: (503, "not_ready"),
    StoreError: (503, "not_ready"),
    MismatchError: (503, "not_ready"),
}
_HTTP_WORDS = {
    404: mark("没有这一页。请从省开始选，或者搜地名。"),
    405: mark("这个地址不接受这种请求。请从首页开始。"),
    413: mark("发来的内容太大。"),
    415: "请用 JSON 发送（Content-Type: application/json）。",
}
_FOR_PROGRAMS = (
    "/api/", "/suggest", "/healthz", "/readyz", "/openapi.json", "/sites.", "/map/", "/offline/",
)  # fmt: skip
# What a family reads in place of a sentence for programs, by the field that is wrong.
_LOST_POSITION = mark("没有收到您的位置。请再点一次「用我的位置」，或者从省开始选。")
_FOR_PEOPLE = {
    "lat": _LOST_POSITION,
    "lon": _LOST_POSITION,
    "page": mark("没有这一页结果。请写上地名再找，或者从省开始选。"),
}
_NOT_READY = mark("名单正在准备，请过一会儿再来。急事请打 110，或者问最近的派出所。")
_FAILED = mark("这一页出错了，不是您的问题。请过一会儿再试，或者从首页重新开始。")


class App(Flask):
    """Flask, but no failure writes the address that was asked for into the log."""

    def log_exception(self, exc_info: _ExcInfo) -> None:
        """What failed where no view was at work."""
        error = exc_info[1]
        self.logger.error("Failed outside a page: %s", trace(error) if error else "no error")

    def url_for(self, endpoint: str, **values: Any) -> str:
        """As Flask's; what is the same in all languages stands at one address."""
        return plain_url(super().url_for(endpoint, **values))


def register(app: Flask) -> None:
    """Answer every failure of the app with a sentence."""
    app.register_error_handler(SitesError, _ours)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _ours(error: SitesError) -> Response:
    """What the operator must know goes to the log, not to a family."""
    status, code = _STATUS.get(type(error), (500, "failed"))
    if status >= 500:
        current_app.logger.error("%s", error)
        return _answer(status, code, _NOT_READY if status == 503 else _FAILED)
    # Not str(error): that would be the Chinese alone, which no other language can be made of.
    return _answer(status, code, error.args[0], getattr(error, "field", None))


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400:
        return make_response(error.get_response())
    answer = _answer(status, f"http_{status}", _HTTP_WORDS.get(status, _FAILED))
    allowed = getattr(error, "valid_methods", None)
    if allowed:
        answer.headers["Allow"] = ", ".join(sorted(allowed))
    return answer


def _unexpected(error: Exception) -> Response:
    # Without the request's text or body: a position or an address must not reach the log.
    current_app.logger.error("Failed at %s: %s", request.endpoint, trace(error))
    return _answer(500, "failed", _FAILED)


def is_for_programs(path: str) -> bool:
    """Whether JSON is the answer there, not a page."""
    return path.startswith(_FOR_PROGRAMS)


def _answer(status: int, code: str, message: str, field: str | None = None) -> Response:
    if is_for_programs(request.path):
        response = jsonify(error_json(code, message, field))
    else:
        response = make_response(_page(status, _FOR_PEOPLE.get(field or "", message)))
    response.status_code = status
    return response


def _page(status: int, message: str) -> str:
    """The sentence with the way on; the list of provinces where a release is live."""
    provinces = finder().provinces() if directory_or_none() else ()
    return render_template("error.html", status=status, message=message, provinces=provinces)

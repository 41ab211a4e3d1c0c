"""Every failure of the workbench becomes a sentence on a page, with the right status."""

from flask import Flask, current_app, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from sites.errors import SitesError
from sites.operating.guards import Answer
from sites.saying import mark
from sites.voice.language import say
from sites.web.logs import trace

_WORDS = {
    403: mark("这一页要别的角色才能看。请找管理员。"),
    404: mark("没有这一页。"),
    405: mark("这个地址不接受这种请求。"),
    413: mark("发来的内容太大。"),
}
_FORGED = mark("这一页放得太久，或者不是从这里打开的，什么也没有改动。请回到上一页，刷新后再试。")
_FAILED = mark("这一页出错了，不是您的问题。请过一会儿再试。")


def register(app: Flask) -> None:
    """Answer every failure of the app with a sentence; what is flashed is said in the language of
    the page that shows it."""
    app.jinja_env.filters["said"] = say
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(SitesError, _ours)
    app.register_error_handler(Exception, _unexpected)


def _forged(_error: CSRFError) -> Answer:
    return _page(_FORGED, 400)


def _http(error: HTTPException) -> Answer:
    status = error.code or 500
    if status < 400:
        return error.get_response()  # type: ignore[return-value]
    return _page(_WORDS.get(status, _FAILED), status)


def _ours(error: SitesError) -> Answer:
    """What the store says goes to the log: it names files and hosts."""
    current_app.logger.error("%s", error)
    return _page(_FAILED, 503)


def _unexpected(error: Exception) -> Answer:
    current_app.logger.error("Failed at %s: %s", request.endpoint, trace(error))
    return _page(_FAILED, 500)


def _page(words: str, status: int) -> Answer:
    return render_template("operators/refused.html", message=say(words)), status

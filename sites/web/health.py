"""Alive; ready with which release."""

from collections.abc import Mapping

from flask import Blueprint, Response, current_app, jsonify

from sites.errors import MismatchError, NotReadyError, SitesError
from sites.voice.answers import error_json
from sites.web.parts import directory, parts

blueprint = Blueprint("health", __name__)
# Their sentences name no path, host or user.
_SHOWN = (MismatchError, NotReadyError)


@blueprint.get("/healthz")
def alive() -> Response:
    """The process answers; says nothing about the release."""
    response = jsonify(status="ok")
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/readyz")
def ready() -> Response:
    """The directory is in memory: "ready", or "stale" with the reason when the live release could
    not be taken and the one of before goes on. 503 with the reason when there is none."""
    try:
        here, trouble = directory(), parts().live.trouble
    except SitesError as error:
        current_app.logger.error("%s", error)
        return _answer(error_json("not_ready", _reason(error)), 503)
    state = {"status": "stale", "reason": _reason(trouble)} if trouble else {"status": "ready"}
    return _answer({**state, "release": here.release.number, "sites": len(here.sites)}, 200)


def _answer(content: Mapping[str, object], status: int) -> Response:
    response = jsonify(content)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response


def _reason(trouble: SitesError) -> str:
    """The sentence for an operator; of a store that does not answer, without where it is."""
    return str(trouble) if isinstance(trouble, _SHOWN) else "数据库现在不能用，原因写在日志里。"

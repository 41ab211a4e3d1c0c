"""Alive; ready with which release."""

from flask import Blueprint, Response, jsonify

from sites.web.parts import directory

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def alive() -> Response:
    """The process answers; says nothing about the release."""
    response = jsonify(status="ok")
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/readyz")
def ready() -> Response:
    """The directory is in memory. Raises NotReadyError (503) when no release is live."""
    here = directory()
    response = jsonify(status="ready", release=here.release.number, sites=len(here.sites))
    response.headers["Cache-Control"] = "no-store"
    return response

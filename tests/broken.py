"""Programs that fail with a visitor's words in their error, for gunicorn to serve."""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask, Response, request

from app import create_app


def falls(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """A program that lets an error through to the server; alive at /healthz."""
    if environ["PATH_INFO"] != "/healthz":
        raise ValueError(environ["QUERY_STRING"], environ["wsgi.input"].read())
    start_response("200 OK", [])
    return [b""]


def breaks_off(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """As falls, but in the middle of its answer."""
    start_response("200 OK", [])
    yield b"half "
    if environ["PATH_INFO"] != "/healthz":
        raise ValueError(environ["QUERY_STRING"])


def fails_after() -> Flask:
    """Our program, none of whose answers can be finished."""
    app = create_app()

    @app.after_request
    def fail(response: Response) -> Response:
        if request.path != "/healthz":
            raise KeyError(request.args["q"])
        return response

    return app

"""Logs of the web process: one line for each message, without what visitors typed."""

import logging
import re
from typing import TextIO, cast

from flask import Flask
from flask.logging import wsgi_errors_stream

from sites.web.logs import OneLine

_QUERY = re.compile(r"\?\S*")


def register(app: Flask) -> None:
    """Set up what the app and every part of the program write; of the parts only warnings."""
    for output in app.logger.handlers:
        output.setFormatter(OneLine("[%(asctime)s] %(levelname)s in %(module)s: %(message)s"))
    rest = logging.getLogger("sites")
    if not rest.handlers:
        stream = logging.StreamHandler(cast(TextIO, wsgi_errors_stream))
        stream.setLevel(logging.WARNING)
        stream.setFormatter(OneLine())
        rest.addHandler(stream)
    logging.getLogger("werkzeug").addFilter(_without_query)


def _without_query(record: logging.LogRecord) -> bool:
    """The line that `flask run` writes of a request, without what was typed."""
    if isinstance(record.args, tuple):
        record.args = tuple(
            _QUERY.sub("?", each) if isinstance(each, str) else each for each in record.args
        )
    return True

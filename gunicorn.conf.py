"""How gunicorn serves the program: read by itself when it is started in this folder.

Whatever is set here holds for `make run` too, whose settings begin with these.
"""

import os
import sys
from functools import partial
from typing import Any

from gunicorn.http.parser import RequestParser

from sites.errors import SettingError
from sites.settings import read_settings
from sites.web import serving

logger_class = serving.QuietLogger
# The parser in C, where somebody installs it, would refuse an address with raw letters.
http_parser = "python"
RequestParser.mesg_class = serving.LenientRequest
# No header of a request sets where the program lives: by default SCRIPT_NAME, from a proxy that
# passes it on, would stand in front of every link.
forwarder_headers = ""
# Nothing steers this server from outside; no socket file in anyone's home.
control_socket_disable = True


def on_starting(_server: Any) -> None:
    """A setting that cannot be used ends the start; a worker would be started again for ever."""
    try:
        read_settings(os.environ)
    except SettingError as error:
        sys.exit(str(error))


def post_fork(_server: Any, worker: Any) -> None:
    """Each worker answers in our words what it cannot read."""
    worker.handle_error = partial(serving.refuse, worker)

"""Addresses of our own pages, quickly: a page of a list links to twenty sites, and asking the
routes for each costs a tenth of the whole page."""

import re
from functools import lru_cache
from typing import Any

from flask import Flask, request, url_for

# Such a value stands in an address as it is.
_PLAIN = re.compile(r"[A-Za-z0-9]+")
_MARK = "thevalue0"  # a plain value that stands nowhere else in an address


def register(app: Flask) -> None:
    """Let the templates' url_for ask the routes once for each endpoint where at most one value
    is given, and it needs no quoting."""

    @lru_cache(maxsize=256)
    def alone(endpoint: str, _root: str) -> str:
        return url_for(endpoint)

    @lru_cache(maxsize=256)
    def around_value(endpoint: str, name: str, _root: str) -> tuple[str, str]:
        values: dict[str, Any] = {name: _MARK}
        before, _, behind = url_for(endpoint, **values).rpartition(_MARK)
        return before, behind

    def quick_url(endpoint: str, **values: Any) -> str:
        if not values:
            return alone(endpoint, request.script_root)
        (name, value), *more = values.items()
        if more or not (isinstance(value, str) and _PLAIN.fullmatch(value)):
            return url_for(endpoint, **values)
        before, behind = around_value(endpoint, name, request.script_root)
        return f"{before}{value}{behind}"

    app.add_template_global(quick_url, "url_for")

"""The operators' workbench: an application of its own, on a host and port of its own.

Nothing of it is ever mounted on the public one. Needs the extra `operate`. Every page but those
of entering is shut to whoever is not signed in; what a page needs beyond that stands on its view.
"""

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from sites.operating import armour, entering, guards, own_account, people, refusals, start
from sites.operating.stored_sessions import StoredSessions
from sites.operating.workbench import Workbench
from sites.web import languages
from sites.web.door import Door

__all__ = ["Workbench", "register"]


def register(app: Flask, bench: Workbench) -> None:
    """Add every route, guard, header and error page to the app."""
    app.extensions["operating"] = bench
    armour.lock(app, bench.store.identity())
    app.session_interface = StoredSessions(bench)
    CSRFProtect(app)
    guards.register(app)
    for room in (entering, start, own_account, people):
        app.register_blueprint(room.blueprint)
    refusals.register(app)
    armour.register(app)
    languages.register(app)
    door = Door(app.wsgi_app, bench.settings.operator_url)
    app.wsgi_app = door  # type: ignore[method-assign]  # as Flask documents it

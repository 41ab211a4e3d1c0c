"""Routes: pages, API, health, map. A view reads the question, asks the finder, shows the answer."""

from flask import Flask

from sites.web import (
    api,
    crawlers,
    error_pages,
    headers,
    health,
    languages,
    leaflets,
    maps,
    packs,
    pages,
    quiet,
    urls,
)
from sites.web.door import Door
from sites.web.error_pages import App
from sites.web.parts import Parts

__all__ = ["App", "Parts", "register"]


def register(app: Flask, parts: Parts) -> None:
    """Add every route, header and error page to the app; the parts serve each request."""
    app.extensions["sites"] = parts
    for room in (pages, leaflets, api, health, maps, crawlers, packs):
        app.register_blueprint(room.blueprint)
    if parts.settings.wechat_app_id:
        from sites.web import signing  # noqa: PLC0415  # weight: geopy, for few deployments

        signing.register(app, parts.settings)
    quiet.register(app)
    error_pages.register(app)
    headers.register(app)
    pages.register_words(app)
    urls.register(app)
    languages.register(app)
    door = Door(app.wsgi_app, parts.settings.public_url)
    app.wsgi_app = door  # type: ignore[method-assign]  # as Flask documents it

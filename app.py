"""Joins the parts. `flask run`, `flask sites …` and gunicorn ("app:create_app()") start here."""

import gc
import os
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

# Nothing that is imported is garbage: to look for it took 40 of the 560 ms that importing takes.
gc.disable()

from flask import Flask
from flask.json.provider import DefaultJSONProvider

from sites import cli, web
from sites.areas import gazetteer
from sites.areas.places_file import PlacesFile
from sites.directory import LiveDirectory
from sites.errors import BadFileError, NotReadyError, SettingError, StoreError
from sites.finding import Finder
from sites.phones.abroad import international
from sites.settings import Settings, read_settings
from sites.store import Store
from sites.web import languages

# Nor later, while the program runs: the first look would take as long.
gc.freeze()
gc.enable()

_STATIC = Path(__file__).with_name("static")
_CHINA = timezone(timedelta(hours=8))  # China keeps one time, without summer time


def create_app(environment: Mapping[str, str] | None = None, *, warm: bool = False) -> Flask:
    """The application, from a mapping of settings (the process's environment when None).

    warm: read the live release now, so that the first family does not wait for it.
    Raises SettingError when a setting in the mapping cannot be used; with the process's own
    environment, ends the process with that sentence.
    """
    settings = _settings_of_the_process() if environment is None else read_settings(environment)
    app = web.App(__name__, static_folder=_STATIC)
    app.json = _OurJson(app)
    app.config["MAX_CONTENT_LENGTH"] = 16 * 1024  # a position is some 40 bytes
    store = _open_store(app, settings)

    live = LiveDirectory(store, gazetteer, public=settings.public, refresh_s=settings.refresh_s)
    web.register(app, web.Parts(settings, live, gazetteer, _today_in_china))
    cli.register(app, settings, store, _STATIC, _bring_places(app, settings))
    if warm:
        _warm(app, store, live)
    return app


def create_operator_app(
    environment: Mapping[str, str] | None = None, *, now: Callable[[], datetime] | None = None
) -> Flask:
    """The operators' workbench, an application of its own: served by `make operate`, never mounted
    on the public one. The settings as create_app reads them; now: the time, for tests.

    Its tables are made or brought forward here. Raises as create_app does, and StoreError.
    """
    from sites import operating  # noqa: PLC0415  # weight: extra `operate`

    settings = _settings_of_the_process() if environment is None else read_settings(environment)
    app = web.App(__name__, static_folder=_STATIC)
    store = _open_store(app, settings)
    store.migrate()
    bench = operating.Workbench(settings, store.operators, store, now or _now)
    operating.register(app, bench)
    return app


class _OurJson(DefaultJSONProvider):
    """Chinese stays readable and keys keep the contract's order."""

    ensure_ascii = False
    sort_keys = False


def _settings_of_the_process() -> Settings:
    try:
        return read_settings(os.environ)
    except SettingError as error:
        raise SystemExit(str(error)) from error


def _open_store(app: Flask, settings: Settings) -> Store:
    url = settings.database_url or _embedded_store(app)
    audit_file = Path(settings.audit_file) if settings.audit_file else None
    return Store(url, public_key=settings.signing_public_key, audit_file=audit_file)


def _embedded_store(app: Flask) -> str:
    """SQLite in the instance folder: nothing to install, nothing to configure."""
    folder = Path(app.instance_path)
    folder.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{folder / 'sites.db'}"


def _bring_places(app: Flask, settings: Settings) -> Path:
    """The file of the deployment's own places, asked first from now on where it is there.

    One that cannot be read does not stop the start: the shipped places serve, and the log says so.
    """
    path = Path(settings.places or Path(app.instance_path) / "places.bin")
    try:
        gazetteer().bring(PlacesFile(path) if path.exists() else None)
    except BadFileError as error:
        gazetteer().bring(None)
        app.logger.warning("%s", error)
    return path


def _warm(app: Flask, store: Store, live: LiveDirectory) -> None:
    """Ask the first question of all kinds here: a family does not wait for the reading of tables.

    A store without tables, release or answer does not stop the start: pages say so, and the
    first request after it is mended finds it.
    """
    try:
        store.migrate()
        here = live.current()
        here.search.warm()
        finder = Finder(here, gazetteer())
        finder.search("请问武候采血要钱吗")
        finder.search("莲湖区北大街")
        finder.complete("wu")
        languages.read_catalogues(app)
        international("861012345678")
    except (NotReadyError, StoreError) as error:
        app.logger.warning("%s", error)


def _today_in_china() -> date:
    return datetime.now(_CHINA).date()


def _now() -> datetime:
    return datetime.now(UTC)

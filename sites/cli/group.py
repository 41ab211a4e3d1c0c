"""The group `flask sites` and what its commands share."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from sites.errors import SitesError
from sites.settings import Settings
from sites.store import Store
from sites.store.auditing import Actor
from sites.voice import audit_reports
from sites.voice.failures import fault, file_failure

LIST_FILE = click.Path(path_type=Path)  # what is wrong with it, reading says in Chinese
# Under which names --by and --why are kept for the audit while a command runs.
_BY, _WHY = "sites.by", "sites.why"
OUT_FILE = click.Path(dir_okay=False, allow_dash=True, path_type=Path)


@dataclass(frozen=True, slots=True)
class Bench:
    """What the commands work with. static: the folder of the files that pages name. places: the
    file of the deployment's own places, which may not be there."""

    settings: Settings
    store: Store
    static: Path
    places: Path

    def open_store(self) -> Store:
        """The store with its tables in place, and with who asks (`answered_for`) for its audit.

        Raises StoreError.
        """
        self.store.migrate()
        here = click.get_current_context(silent=True)  # None outside a command: `make run`
        said = here.meta if here else {}
        return self.store.asked_by(Actor(said.get(_BY, ""), said.get(_WHY, "")))


def register(app: Flask, settings: Settings, store: Store, static: Path, places: Path) -> None:
    """Add `flask sites …` to the app; the store is opened only by a command that needs it."""
    app.extensions["sites_cli"] = Bench(settings, store, static, places)
    app.cli.add_command(group)


def bench() -> Bench:
    """What this command works with."""
    return cast(Bench, current_app.extensions["sites_cli"])


# Those of every day first: a command reads in the modules up to its own.
_MODULES = (
    "lists",
    "releases",
    "signing_releases",
    "audit",
    "geocoding",
    "transcribing",
    "places",
    "accounts",
)


def answered_for(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command that changes something --by and --why, for the audit."""
    by = click.option("--by", expose_value=False, callback=_remember, help=audit_reports.BY)
    why = click.option("--why", expose_value=False, callback=_remember, help=audit_reports.WHY)
    return by(why(command))


def _remember(context: click.Context, option: click.Parameter, said: str | None) -> None:
    context.meta[f"sites.{option.name}"] = said or ""


class _Group(AppGroup):
    """Ends every failure with a sentence; a traceback helps nobody who keeps a list.

    The commands are read in when one is asked for: what loading needs (spreadsheets, geocoding)
    would cost a web worker 0.5 s and 25 MB for nothing, and what places need (scipy) a load 0.2 s.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        for module in _MODULES:
            _read_commands(module)
        return super().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        found = super().get_command(ctx, cmd_name)
        for module in _MODULES:
            if found is not None:
                break
            _read_commands(module)
            found = super().get_command(ctx, cmd_name)
        return found

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SitesError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:  # `… | head`: click ends quietly
            raise
        except OSError as error:
            raise click.ClickException(file_failure(error)) from error
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if current_app and current_app.debug:  # `flask --debug sites …` shows where
                raise
            raise click.ClickException(fault(error)) from error


def _read_commands(module: str) -> None:
    import_module(f"sites.cli.{module}")  # it adds its commands to the group


@click.group("sites", cls=_Group)
def group() -> None:
    """采血点名单：检查、导入、定位、发布。"""


def say(lines: Iterable[str], *, err: bool = False) -> None:
    """Print the lines, each as soon as it comes. err: to standard error, beside a table."""
    for line in lines:
        click.echo(line, err=err)


def write(out: Path, pieces: Iterable[str]) -> None:
    """Write the text as UTF-8; "-" is standard output. A file is replaced whole or not at all."""
    if str(out) == "-":
        for piece in pieces:
            click.echo(piece, nl=False)
        return
    unfinished = out.with_name(out.name + ".tmp")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)

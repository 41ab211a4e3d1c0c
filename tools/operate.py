"""Serve the operators' workbench: `make operate`.

Where it listens, SITES_OPERATOR_HOST and SITES_OPERATOR_PORT say: 127.0.0.1:5001 unless told
otherwise.
"""

import os
import sys

from app import create_operator_app
from sites.errors import SettingError, SitesError
from sites.settings import Settings, read_settings
from tools.serve import ALLOCATOR, BIN, HOME


def main() -> None:
    os.chdir(HOME)
    settings = _settings()
    try:
        bench = create_operator_app().extensions["operating"]
        has_accounts = bool(bench.store.accounts.all())
    except SitesError as error:
        sys.exit(str(error))
    print(f"\n采血点名录工作台 http://{_where(settings)}  （Ctrl-C 结束 · Ctrl-C ends it）")
    if not has_accounts:
        print(
            "还没有账号，第一个这样开 · There is no account yet; make the first:\n"
            "  .venv/bin/flask sites accounts add NAME --role administrator"
        )
    serve(settings)


def serve(settings: Settings) -> None:
    """Become gunicorn, with one worker: a group is few people."""
    sys.stdout.flush()
    os.environ.update(ALLOCATOR)
    command = [str(BIN / "gunicorn"), "--workers", "1", "--threads", "4", "--log-level", "warning"]
    command += ["--bind", _where(settings), "app:create_operator_app()"]
    os.execv(command[0], command)  # noqa: S606  # no shell wanted


def _settings() -> Settings:
    try:
        return read_settings(os.environ)
    except SettingError as error:
        sys.exit(str(error))


def _where(settings: Settings) -> str:
    host = settings.operator_host
    return (
        f"[{host}]:{settings.operator_port}" if ":" in host else f"{host}:{settings.operator_port}"
    )


if __name__ == "__main__":
    main()

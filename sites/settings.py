"""Settings: a mapping of SITES_… texts, checked once, before anything starts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlsplit

from sites.errors import SettingError

PREFIX = "SITES_"
_YES, _NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a deployment may choose; the README lists each one (a test holds it to that).

    database_url: SQLAlchemy URL of the store; empty = SQLite in the instance folder.
    public: serve no demonstration site; what every real deployment sets.
    public_url: https address of the site, without a final slash, for share cards and canonical
        links; empty = the address of the request.
    operator: who keeps this site, shown in the footer. operator_contact: how to reach them.
    icp: ICP filing number (备案号), shown in the footer with its link; never invented.
    refresh_s: seconds between two looks of a worker for a newer live release.
    """

    database_url: str = ""
    public: bool = False
    public_url: str = ""
    operator: str = ""
    operator_contact: str = ""
    icp: str = ""
    refresh_s: float = 5.0


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings in `environment`; names without the prefix SITES_ are not ours.

    Raises SettingError for an unknown name or a value that cannot be used.
    """
    known = {field.name: field.type for field in fields(Settings)}
    given = {
        name.removeprefix(PREFIX).lower(): text.strip()
        for name, text in environment.items()
        if name.startswith(PREFIX)
    }
    for name in given:
        if name not in known:
            raise SettingError(
                f"Unknown setting {PREFIX}{name.upper()}. The settings are: "
                + ", ".join(f"{PREFIX}{each.upper()}" for each in known)
                + "."
            )
    values: dict[str, Any] = {
        name: _READERS.get(name, _as_text)(name, text) for name, text in given.items()
    }
    return Settings(**values)


def _as_text(_name: str, text: str) -> str:
    return text


def _as_yes_or_no(name: str, text: str) -> bool:
    if text.lower() in _YES:
        return True
    if text.lower() in _NO:
        return False
    raise SettingError(f"{PREFIX}{name.upper()} must be 1 or 0, not {text!r}.")


def _as_seconds(name: str, text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 86_400:
        raise SettingError(
            f"{PREFIX}{name.upper()} must be a number of seconds from 0 to 86400, not {text!r}."
        )
    return seconds


def _as_site_address(name: str, text: str) -> str:
    parts = urlsplit(text)
    if text and (parts.scheme not in ("http", "https") or not parts.netloc):
        raise SettingError(
            f"{PREFIX}{name.upper()} must be an address such as https://example.org, not {text!r}."
        )
    return text.rstrip("/")


_READERS: dict[str, Callable[[str, str], Any]] = {
    "public": _as_yes_or_no,
    "refresh_s": _as_seconds,
    "public_url": _as_site_address,
}

"""Settings: a mapping of SITES_… texts, checked once, before anything starts."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any
from urllib.parse import urlsplit

from sites.errors import SettingError
from sites.settings.hosts import in_ascii, read_host
from sites.text import is_web_address

PREFIX = "SITES_"
# Providers of the network, in the order in which they are asked unless SITES_GEOCODERS says
# otherwise: Tianditu first, the state's own map, whose points need no conversion.
GEOCODERS = ("tianditu", "amap", "tencent", "baidu")
_YES, _NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a deployment may choose; docs/settings.md lists each one (a test holds it to that).

    database_url: SQLAlchemy URL of the store; empty = SQLite in the instance folder.
    public: serve no demonstration site; what every real deployment sets.
    public_url: https address of the site, without a final slash, for share cards and canonical
        links; requests for another host are refused. Empty = the address of the request, which
        may only name this machine or its own network; a public site cannot do without.
    operator: who keeps this site, shown in the footer. operator_contact: how to reach them.
    icp: ICP filing number (备案号), shown in the footer with its link; never invented.
    refresh_s: seconds between two looks of a worker for a newer live release.
    offline: phones may keep a county for a time without network; False also takes away what they
        have.
    tianditu_key, amap_key, tencent_key, baidu_key: the deployment's keys; never shown.
    tianditu_url …: where that service is asked instead of its own address; empty = its own.
    wechat_app_id, wechat_secret: of a WeChat account, for the card of a shared link and WeChat's
        own map inside WeChat; wechat_url: where WeChat is asked instead of its own address.
    tianditu_map_key: a key of the kind for browsers, bound to this site's domain; whoever looks at
        the map sees it. tianditu_map_note: the number of Tianditu's map review (审图号), which has
        to stand beside it. tianditu_map_url: where its tiles are fetched instead, for a proxy.
    places: the file of this deployment's own places (`flask sites places`); empty = places.bin in
        the instance folder.
    signing_public_key: the Ed25519 key, 64 hexadecimal digits, by which releases have to be signed;
        empty = they need not be.
    audit_file: where a copy of the audit is kept; empty = nowhere but in the store.
    geocoders: providers with a key, in the order in which they are asked; none = offline only.
    geocoder_pause_s: least seconds between two questions to one provider.
    operator_host, operator_port: where the operators' workbench listens, an application of its own.
    operator_url: address at which its people reach it, without a final slash; by https its cookie
        is for https only. Empty = this machine and its own network.
    """

    database_url: str = ""
    public: bool = False
    public_url: str = ""
    operator: str = ""
    operator_contact: str = ""
    icp: str = ""
    refresh_s: float = 5.0
    offline: bool = True
    tianditu_key: str = field(default="", repr=False)
    amap_key: str = field(default="", repr=False)
    tencent_key: str = field(default="", repr=False)
    baidu_key: str = field(default="", repr=False)
    tianditu_url: str = ""
    amap_url: str = ""
    tencent_url: str = ""
    baidu_url: str = ""
    wechat_app_id: str = ""
    wechat_secret: str = field(default="", repr=False)
    wechat_url: str = ""
    tianditu_map_key: str = field(default="", repr=False)
    tianditu_map_note: str = ""
    tianditu_map_url: str = ""
    places: str = ""
    signing_public_key: str = ""
    audit_file: str = ""
    geocoders: tuple[str, ...] = ()
    geocoder_pause_s: float = 0.35
    operator_host: str = "127.0.0.1"
    operator_port: int = 5001
    operator_url: str = ""


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
    values["geocoders"] = _order(values.get("geocoders", ()), values)
    if values.get("public") and not values.get("public_url"):
        raise SettingError(
            f"{PREFIX}PUBLIC=1 needs {PREFIX}PUBLIC_URL too: the address at which families reach "
            f"this site, such as https://example.org. Links that are passed on lead there, and a "
            "request for another host is refused."
        )
    if bool(values.get("wechat_app_id")) != bool(values.get("wechat_secret")):
        raise SettingError(
            f"{PREFIX}WECHAT_APP_ID and {PREFIX}WECHAT_SECRET belong together: set both or neither."
        )
    if values.get("tianditu_map_key") and not values.get("tianditu_map_note"):
        raise SettingError(
            f"{PREFIX}TIANDITU_MAP_KEY needs {PREFIX}TIANDITU_MAP_NOTE too: the number of the "
            "map's review as www.tianditu.gov.cn shows it today, such as GS(2024)0650号. It has to "
            "stand beside the map."
        )
    return Settings(**values)


def _order(wanted: tuple[str, ...], values: Mapping[str, Any]) -> tuple[str, ...]:
    """The providers to ask: those that are named, else all that have a key."""
    with_key = tuple(name for name in GEOCODERS if values.get(f"{name}_key"))
    for name in wanted:
        if name not in with_key:
            raise SettingError(
                f"{PREFIX}GEOCODERS names {name}: set {PREFIX}{name.upper()}_KEY too, or leave "
                f"{name} out."
            )
    return wanted or with_key


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
    if text and not is_web_address(text):
        raise SettingError(
            f"{PREFIX}{name.upper()} must be an address such as https://example.org, not {text!r}."
        )
    return text.rstrip("/")


def _as_key(name: str, text: str) -> str:
    # The text is a secret, even a mistyped one: the sentence does not show it.
    if text and not re.fullmatch(r"[A-Za-z0-9_-]{1,128}", text):
        raise SettingError(
            f"{PREFIX}{name.upper()} must be one key of letters, digits and hyphens: copy it anew."
        )
    return text


def _as_public_key(name: str, text: str) -> str:
    # Its form only: whether it is a point of the curve, the first signature says.
    if text and not re.fullmatch(r"[0-9A-Fa-f]{64}", text):
        raise SettingError(
            f"{PREFIX}{name.upper()} must be 64 hexadecimal digits, as `flask sites keys new` "
            f"shows them, not {text!r}."
        )
    return text.lower()


def _as_service_address(name: str, text: str) -> str:
    if "@" in text or "?" in text or "#" in text:
        raise SettingError(
            f"{PREFIX}{name.upper()} must be an address without user name, question mark or "
            "fragment, such as https://proxy.example.org/amap."
        )
    return _as_site_address(name, text)


def _as_map_address(name: str, text: str) -> str:
    address = _as_service_address(name, text)
    # It goes into the header that says which pictures a page may show, where ; and , part words.
    if address and not re.fullmatch(r"https?://[A-Za-z0-9.:-]+(/[A-Za-z0-9._~/-]*)?", address):
        raise SettingError(
            f"{PREFIX}{name.upper()} must be an address of letters, digits, dots and hyphens, such "
            f"as https://tiles.example.org, not {text!r}."
        )
    return address


def _as_map_note(name: str, text: str) -> str:
    if text and not re.fullmatch(r"GS[(（]\d{4}[)）]\d{1,6}号", text):
        raise SettingError(
            f"{PREFIX}{name.upper()} must be the number of a map review such as GS(2024)0650号, "
            f"not {text!r}."
        )
    return text


def _as_public_address(name: str, text: str) -> str:
    address = _as_service_address(name, text)
    try:
        in_ascii(urlsplit(address).hostname or "localhost")
    except ValueError:
        raise SettingError(
            f"{PREFIX}{name.upper()} names a host that cannot be one: {text!r}. Write the address "
            "as browsers show it, such as https://example.org."
        ) from None
    return address


def _as_host(name: str, text: str) -> str:
    if not text or read_host(f"[{text}]" if ":" in text else text) is None:
        raise SettingError(
            f"{PREFIX}{name.upper()} must be an address of this machine, such as 127.0.0.1, not "
            f"{text!r}."
        )
    return text


def _as_port(name: str, text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise SettingError(
            f"{PREFIX}{name.upper()} must be a number from 1 to 65535, not {text!r}."
        )
    return int(text)


def _as_geocoders(name: str, text: str) -> tuple[str, ...]:
    names = tuple(each.strip().lower() for each in text.split(",") if each.strip())
    if set(names) - set(GEOCODERS) or len(set(names)) < len(names):
        raise SettingError(
            f"{PREFIX}{name.upper()} must name providers once each, with commas, in the order in "
            f"which they are asked: {','.join(GEOCODERS)}; not {text!r}."
        )
    return names


_READERS: dict[str, Callable[[str, str], Any]] = {
    "public": _as_yes_or_no,
    "refresh_s": _as_seconds,
    "offline": _as_yes_or_no,
    "public_url": _as_public_address,
    "signing_public_key": _as_public_key,
    "operator_url": _as_public_address,
    "operator_host": _as_host,
    "operator_port": _as_port,
    "geocoders": _as_geocoders,
    "geocoder_pause_s": _as_seconds,
    "wechat_app_id": _as_key,
    "wechat_secret": _as_key,
    "wechat_url": _as_service_address,
    "tianditu_map_key": _as_key,
    "tianditu_map_note": _as_map_note,
    "tianditu_map_url": _as_map_address,
    **{f"{name}_key": _as_key for name in GEOCODERS},
    **{f"{name}_url": _as_service_address for name in GEOCODERS},
}

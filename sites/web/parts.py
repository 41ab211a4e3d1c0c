"""What every route works with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import cast

from flask import current_app, g, request

from sites.areas import Gazetteer
from sites.directory import Directory, LiveDirectory
from sites.errors import SitesError
from sites.finding import Finder
from sites.questions.guidance import LIVING_ABROAD, Statement
from sites.settings import Settings
from sites.voice.language import spoken


@dataclass(frozen=True, slots=True)
class Parts:
    """Joined by app.py. today: the date in China, given so that tests can freeze it.
    gazetteer: called when first needed, because reading it takes part of the start."""

    settings: Settings
    live: LiveDirectory
    gazetteer: Callable[[], Gazetteer]
    today: Callable[[], date]


def parts() -> Parts:
    """Those of the application that answers this request."""
    return cast(Parts, current_app.extensions["sites"])


def directory() -> Directory:
    """One directory for the whole request, even when a newer release goes live meanwhile.

    Raises NotReadyError when no release is live.
    """
    if "directory" not in g:
        g.directory = parts().live.current()
    return cast(Directory, g.directory)


def directory_or_none() -> Directory | None:
    """As directory, for what stands on every page, the error pages included."""
    try:
        return directory()
    except SitesError:
        return None


def release_mark() -> str | None:
    """The release of this request for programs that keep something of it: the second of its
    publication since 1970 (UTC), its number, its seal, p where demonstration sites are left out,
    else d; the same for the same content. None when no release is live."""
    here = directory_or_none()
    if here is None:
        return None
    release, left_out = here.release, "p" if parts().settings.public else "d"
    second = int(release.published_at.timestamp()) if release.published_at else 0
    return f"{second}-{release.number}-{release.seal[:16]}{left_out}"


def finder() -> Finder:
    """Answers from the directory of this request. Raises NotReadyError when no release is live."""
    return Finder(directory(), parts().gazetteer())


def abroad() -> tuple[Statement, ...]:
    """What readers of other languages ask first: most of them live outside China."""
    return (LIVING_ABROAD,) if spoken().is_foreign else ()


def absolute(address: str) -> str:
    """A page's address for passing on: of the deployment if set, else of this request."""
    return (parts().settings.public_url or request.host_url.rstrip("/")) + address

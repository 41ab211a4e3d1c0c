"""The audit: who changed what, when, from what to what, and why; each entry under a hash that
holds the one before too (docs/security.md).

Entries are written in the transaction of the change itself. The database refuses to change or to
delete one; whoever takes that guard away breaks the chain, and `broken` finds it.
"""

import os
import pwd
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from json import dumps
from typing import Literal

import sqlalchemy as sa

from sites.records import Release
from sites.store.tables import audit

# Characters of each text: an entry stays a line that a person reads.
_NAME, _WHY, _STATE = 100, 500, 1000
_BEFORE_ALL = "0" * 64  # what the first entry holds in the place of a hash


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks for a change. name: as they call themselves; empty = not said. why: likewise."""

    name: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One change. number: from 1, without a gap. at: UTC, ISO 8601. who: the user of the operating
    system, behind the name that was said. previous: the hash of the entry before, hexadecimal."""

    number: int
    at: str
    who: str
    what: str
    before: str
    after: str
    why: str
    previous: str

    @property
    def line(self) -> str:
        """The entry as canonical JSON (RFC 8785), without a line feed: what is hashed."""
        return dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def hash(self) -> str:
        """The hexadecimal SHA-256 of the line."""
        return sha256(self.line.encode(errors="surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain is broken: at which number, and how.

    gap: an entry is not there; order: one that is not the next; altered: not as it was written.
    """

    number: int
    kind: Literal["gap", "order", "altered"]


def note(connection: sa.Connection, actor: Actor, what: str, *, before: str, after: str) -> None:
    """Write an entry, inside the transaction of the change that it tells of."""
    last = connection.execute(
        sa.select(audit.c.number, audit.c.hash).order_by(audit.c.number.desc()).limit(1)
    ).one_or_none()
    entry = Entry(
        number=1 if last is None else last.number + 1,
        at=datetime.now(UTC).isoformat(timespec="microseconds"),
        who=_who(actor.name),
        what=what,
        before=plain(before, _STATE),
        after=plain(after, _STATE),
        why=plain(actor.why, _WHY),
        previous=_BEFORE_ALL if last is None else last.hash,
    )
    connection.execute(sa.insert(audit), asdict(entry) | {"hash": entry.hash})


def state_of(release: Release | None) -> str:
    """A release in an entry: number, root and count; empty for none."""
    if release is None:
        return ""
    return f"release {release.number}, root {release.root}, sites {release.sites.total}"


def plain(text: str, most: int) -> str:
    """The text in one line, at most that many characters: whatever moves the cursor, turns the
    direction or cannot be seen is written by its code."""
    seen = "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in text)
    return seen if len(seen) <= most else seen[: most - 1] + "…"


def entries(connection: sa.Connection, *, after: int = 0) -> Iterator[tuple[Entry, str]]:
    """The entries behind that number with the hash that stands beside each, the oldest first."""
    rows = connection.execute(
        sa.select(audit).where(audit.c.number > after).order_by(audit.c.number)
    )
    for row in rows.mappings():
        cells = {name: row[name] for name in Entry.__dataclass_fields__}
        yield Entry(**cells), row["hash"]


def broken(chain: Iterable[tuple[Entry, str]]) -> Break | None:
    """The first place at which the chain does not hold; None when it holds."""
    expected, previous = 1, _BEFORE_ALL
    for entry, written in chain:
        if entry.number != expected:
            return Break(expected, "gap")
        if entry.hash != written:
            return Break(expected, "altered")
        if entry.previous != previous:
            return Break(expected, "order")
        expected, previous = expected + 1, written
    return None


def _who(name: str) -> str:
    user = plain(_user(), _NAME)
    return f"{plain(name, _NAME)} ({user})" if name else user


def _user() -> str:
    """By the system, not by a variable that anybody may set."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # a container's user without a name
        return f"uid {os.getuid()}"

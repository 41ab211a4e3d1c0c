"""What is signed of a release: a short text that names it and its root (docs/store.md)."""

from dataclasses import dataclass
from datetime import UTC

from sites.records import Release

# The text begins with it: whoever signs it signs a release of a list, and nothing else.
_FORM = "sites-release-1"


@dataclass(frozen=True, slots=True)
class Statement:
    """created_at: when the release was stored, UTC, as in 2026-11-27T12:00:00.000000+00:00.

    sites: how many it has. sha256, root: hexadecimal, of store.fingerprint and store.leaves.
    """

    number: int
    created_at: str
    sites: int
    sha256: str
    root: str

    @property
    def text(self) -> str:
        """What is signed: six lines of ASCII, each ended by a line feed."""
        return (
            f"{_FORM}\nnumber {self.number}\ncreated_at {self.created_at}\nsites {self.sites}\n"
            f"sha256 {self.sha256}\nroot {self.root}\n"
        )


def statement_of(release: Release) -> Statement:
    """The release's statement; its root must be known."""
    created_at = release.created_at.astimezone(UTC).isoformat(timespec="microseconds")
    total = release.sites.total
    return Statement(release.number, created_at, total, release.sha256, release.root)

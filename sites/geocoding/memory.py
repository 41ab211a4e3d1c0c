"""The memory of what providers said, as the chain needs it; the store keeps one."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from sites.records import Reply


class Memory(Protocol):
    """Keeps replies for good: what is remembered is never asked again."""

    def recall(self, provider: str, queries: Sequence[str]) -> Mapping[str, Reply]:
        """What the provider has said to these queries, by query; one never answered is absent."""

    def remember(self, new: Sequence[Reply]) -> None:
        """Keep the replies before this returns, so that a kill loses none."""

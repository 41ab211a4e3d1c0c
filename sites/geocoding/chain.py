"""The chain: what is remembered, then the providers in their order, then the gazetteer.

A place with given coordinates never comes here. With two providers or more, a second one is
asked to confirm each fine point. Every answer is remembered before the next question is put, so
that a killed run, started again, asks on where it stopped.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from sites.geocoding.asking import Asker, Clock
from sites.geocoding.memory import Memory
from sites.geocoding.offline import Located
from sites.geocoding.providers import PROVIDERS
from sites.geocoding.queries import Query, query_of
from sites.geocoding.settling import Said, SettledFix, settle
from sites.geocoding.witnesses import PlaceText
from sites.settings import Settings

_T = TypeVar("_T")

# Places that are looked at together: enough for AMap's questions of ten, few enough that the
# progress bar goes on.
_WINDOW = 20
# Fine points that are wanted for a place where several providers can be asked.
_WITNESSES = 2


@dataclass(frozen=True, slots=True)
class Outage:
    """A provider that could not be asked. why_out: when it was passed over for the run."""

    title: str
    why_out: str
    unasked: int


class Chain:
    """Providers and memory of one run. Not safe to share between threads.

    may_ask: False = the memory alone speaks, no question is put.
    """

    def __init__(self, askers: Sequence[Asker], memory: Memory, *, may_ask: bool = True) -> None:
        self._askers = tuple(askers)
        self._titles = {asker.name: asker.title for asker in askers}
        self._memory = memory
        self._may_ask = may_ask
        self._wanted = min(_WITNESSES, len(self._askers))

    def place(self, place: PlaceText, located: Located) -> SettledFix:
        """One place. located: what the gazetteer makes of it. Raises StoreError."""
        (placed,) = self.follow([(place, located)])
        return placed

    def follow(self, places: Iterable[tuple[PlaceText, Located]]) -> Iterator[SettledFix]:
        """Each place in turn, with a constant amount of memory. Raises StoreError."""
        left = iter(places)
        while window := list(islice(left, _WINDOW)):
            yield from self._follow_some(window)

    def follow_things(
        self, things: Iterable[tuple[_T, PlaceText, Located]]
    ) -> Iterator[tuple[_T, SettledFix]]:
        """As follow, for things of any kind: each with what became of its place."""
        waiting: deque[_T] = deque()

        def places() -> Iterator[tuple[PlaceText, Located]]:
            for thing, place, located in things:
                waiting.append(thing)
                yield place, located

        for placed in self.follow(places()):
            yield waiting.popleft(), placed

    def outages(self) -> list[Outage]:
        """The providers that failed at something in this run so far."""
        return [
            Outage(asker.title, asker.why_out, asker.unasked)
            for asker in self._askers
            if asker.unasked
        ]

    def _follow_some(self, window: Sequence[tuple[PlaceText, Located]]) -> Iterator[SettledFix]:
        plans = [query_of(place, located) for place, located in window]
        heard = {plan.text: Said(plan) for plan in plans if isinstance(plan, Query)}
        self._recall(heard)
        if self._may_ask:
            for asker in self._askers:
                self._ask(asker, heard)
        for (_, located), plan in zip(window, plans, strict=True):
            if isinstance(plan, str):
                yield SettledFix(located.fix, located, why_not=plan)
                continue
            yield settle(located, replace(heard[plan.text], query=plan), self._titles)

    def _recall(self, heard: dict[str, Said]) -> None:
        for name in self._titles if heard else ():
            for text, reply in self._memory.recall(name, list(heard)).items():
                heard[text].replies[name] = reply

    def _ask(self, asker: Asker, heard: dict[str, Said]) -> None:
        open_texts = [
            text
            for text, known in heard.items()
            if asker.name not in known.replies and known.witnesses < self._wanted
        ]
        for outcome in asker.ask(open_texts):
            self._memory.remember(outcome.replies)
            for reply in outcome.replies:
                heard[reply.query].replies[asker.name] = reply
            for text, why in outcome.failures.items():
                heard[text].failures[asker.name] = why


def chain_of(
    settings: Settings, memory: Memory, *, may_ask: bool = True, clock: Clock | None = None
) -> Chain | None:
    """The chain that the settings ask for, fresh for one run; None when they name no provider."""
    askers = [
        Asker(
            PROVIDERS[name](getattr(settings, f"{name}_key"), url=getattr(settings, f"{name}_url")),
            pause_s=settings.geocoder_pause_s,
            clock=clock,
        )
        for name in settings.geocoders
    ]
    return Chain(askers, memory, may_ask=may_ask) if askers else None

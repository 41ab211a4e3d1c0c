"""One provider during one run: paced, patient when asked to wait, passed over when it is out."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderQuotaExceeded,
    GeocoderRateLimited,
    GeocoderServiceError,
)

from sites.errors import GeocodingError
from sites.geocoding.providers import BusyError, Provider
from sites.records import Reply

# Failures in a row after which a provider is taken to be down.
_MOST_FAILURES = 3
# A wait that a service asks for is kept up to this long, so many times for one question.
_MOST_WAIT_S = 30.0
_WAITS_S = (1.0, 4.0)
_HOPELESS = (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderQuotaExceeded,
)


@dataclass(frozen=True, slots=True)
class Clock:
    """now_s: seconds of a clock that never goes back. sleep: waits so many seconds."""

    now_s: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


@dataclass(slots=True)
class Outcome:
    """replies: what was answered. failures: query → why it could not be asked."""

    replies: list[Reply] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)


class Asker:
    """A provider in one run; make a new one for the next, which asks again.

    pause_s: least seconds between two questions. why_out: the sentence, once it is passed over.
    unasked: queries it could not be asked, so far.
    """

    def __init__(self, provider: Provider, *, pause_s: float, clock: Clock | None = None) -> None:
        self.provider = provider
        self.why_out = ""
        self.unasked = 0
        self._pause_s = pause_s
        self._clock = clock or Clock()
        self._next_s = float("-inf")
        self._failures = 0

    @property
    def name(self) -> str:
        return self.provider.name

    @property
    def title(self) -> str:
        return self.provider.title

    def ask(self, queries: Sequence[str]) -> Iterator[Outcome]:
        """One outcome for each question that is put, as soon as it is known."""
        size = self.provider.batch_size
        for start in range(0, len(queries), size):
            for outcome in self._ask_some(queries[start : start + size]):
                self.unasked += len(outcome.failures)
                yield outcome

    def _ask_some(self, queries: Sequence[str]) -> Iterator[Outcome]:
        if self.why_out:
            yield Outcome(failures=dict.fromkeys(queries, self.why_out))
            return
        try:
            replies = self._ask_patiently(queries)
        except GeocodingError as error:
            if len(queries) > 1 and isinstance(
                error.__cause__, GeocoderQueryError | GeocoderParseError
            ):
                # One bad address may spoil the answer for ten.
                for query in queries:
                    yield from self._ask_some([query])
                return
            self._weigh(error)
            yield Outcome(failures=dict.fromkeys(queries, str(error)))
            return
        self._failures = 0
        yield Outcome(replies)

    def _ask_patiently(self, queries: Sequence[str]) -> list[Reply]:
        """Waits and asks again where the service says that it only is too busy now.

        Raises GeocodingError, with geopy's error as its cause.
        """
        for wait_s in (*_WAITS_S, None):
            self._wait_for_turn()
            try:
                return self.provider.ask(queries)
            except (GeocoderRateLimited, BusyError) as error:
                asked_s = getattr(error, "retry_after", None)
                if wait_s is None or (asked_s or 0) > _MOST_WAIT_S:
                    raise GeocodingError(str(error), asked_s or _MOST_WAIT_S) from error
                self._clock.sleep(max(wait_s, asked_s or 0))
            except GeocoderServiceError as error:
                raise GeocodingError(str(error)) from error
        raise AssertionError  # the last turn returns or raises

    def _wait_for_turn(self) -> None:
        wait_s = self._next_s - self._clock.now_s()
        if wait_s > 0:
            self._clock.sleep(wait_s)
        self._next_s = self._clock.now_s() + self._pause_s

    def _weigh(self, error: GeocodingError) -> None:
        """Whether the provider is asked on in this run."""
        cause = error.__cause__
        if isinstance(cause, GeocoderQueryError):
            return
        self._failures += 1
        if isinstance(cause, _HOPELESS) or self._failures >= _MOST_FAILURES:
            self.why_out = f"{error}，这一次不再问它"

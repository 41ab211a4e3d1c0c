"""How long calls take."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

Question = TypeVar("Question")
_TURNS = 3


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of a call: half of the questions took no longer than p50, 99 % than p99."""

    p50_ms: float
    p99_ms: float


def timed(call: Callable[[Question], object], questions: Iterable[Question]) -> Timing:
    """The times of `call` over the questions.

    Each is asked three times and its least time counts: a neighbour on the same core makes a
    call longer, never shorter.
    """
    least_s = sorted(min(_once_s(call, each) for _ in range(_TURNS)) for each in questions)
    return Timing(1e3 * least_s[len(least_s) // 2], 1e3 * least_s[len(least_s) * 99 // 100])


def _once_s(call: Callable[[Question], object], question: Question) -> float:
    start = time.perf_counter()
    call(question)
    return time.perf_counter() - start

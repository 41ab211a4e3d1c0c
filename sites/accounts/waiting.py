"""How long somebody waits after vain attempts: longer each time, never for ever."""

from datetime import datetime, timedelta

from sites.records.operators import Failures

# A person mistypes; several people may share an address.
FREE = {"name": 5, "address": 20}
_FIRST = timedelta(seconds=30)
_LONGEST = timedelta(hours=1)
_MOST_DOUBLINGS = 7  # 30 s doubled seven times is over an hour


def subjects_of(name: str, address: str) -> tuple[str, str]:
    """What attempts are counted under. A name counts whether or not anybody has it: who tries
    names learns nothing from the waiting."""
    return f"name:{name}", f"address:{address}"


def wait_of(subject: str, failures: Failures, at: datetime) -> timedelta:
    """How long this one still waits; zero when it may try."""
    over = failures.count - FREE[subject.partition(":")[0]]
    if over < 0:
        return timedelta()
    wait: timedelta = min(_FIRST * 2 ** min(over, _MOST_DOUBLINGS), _LONGEST)
    return max(failures.last_at + wait - at, timedelta())

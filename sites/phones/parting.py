"""Numbers printed together without a sign → a mark between them, where that has one way only."""

import re
from collections.abc import Iterator
from itertools import islice

from sites.phones.deriving import tel_of
from sites.phones.dialling_codes import AREA, is_in_use
from sites.phones.plan import local_lengths
from sites.phones.printed import JOINED

_RUN = re.compile(r"(?<![-0-9+.])[0-9]+(?:-[0-9]+)*(?![0-9]|[-\s]?[.(]?[0-9])")
_GLUED = re.compile("[0-9]{12}")  # no number has more digits than an area code and eight
_LONGEST = 60  # characters; more is no list of numbers
_AREA = re.compile(rf"({AREA})-?")
_WHOLE = re.compile(r"(1[3-9][0-9]{9})|([48]00-?[0-9]{3}-?[0-9]{4})")


def parted(cell: str, place: str | None) -> tuple[str, tuple[str, ...]]:
    """The cell with JOINED between numbers that were printed together, and those runs as printed.

    place: the area code of the place, for numbers without one; None when not known.
    """
    runs: list[str] = []

    def part(match: re.Match[str]) -> str:
        ends = _ends(match[0], place)
        if not ends:
            return match[0]
        runs.append(match[0])
        starts = (0, *ends[:-1])
        return JOINED.join(
            match[0][start:end].strip("-") for start, end in zip(starts, ends, strict=True)
        )

    return _RUN.sub(part, cell), tuple(runs)


def _ends(run: str, place: str | None) -> tuple[int, ...]:
    """Where each of several numbers ends; empty when they part in no way or in more than one."""
    if len(run) > _LONGEST or not _GLUED.search(run):
        return ()
    ways = list(islice(_ways(run, 0, place), 2))
    return ways[0] if len(ways) == 1 and len(ways[0]) > 1 else ()


def _ways(run: str, at: int, area: str | None) -> Iterator[tuple[int, ...]]:
    if at == len(run):
        yield ()
        return
    start = at + 1 if at and run[at] == "-" else at
    for end, code in _first(run, start, area):
        yield from ((end, *rest) for rest in _ways(run, end, code))


def _first(run: str, at: int, area: str | None) -> Iterator[tuple[int, str | None]]:
    """Where the number that begins here may end, with the area code that then holds."""
    whole = _WHOLE.match(run, at)
    if whole and tel_of(whole[0].replace("-", ""), "", demo=False):
        yield whole.end(), area
    coded = _AREA.match(run, at)
    if coded and is_in_use(coded[1]):
        yield from ((end, coded[1]) for end in _locals(run, coded.end(), coded[1]))
    elif area:
        yield from ((end, area) for end in _locals(run, at, area))


def _locals(run: str, at: int, area: str) -> Iterator[int]:
    for length in sorted(local_lengths(area)):
        if re.fullmatch(rf"[2-8][0-9]{{{length - 1}}}", run[at : at + length]):
            yield at + length

"""What of a line or an area lies in a box."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sites.mapping.mercator import Box, World


def parts_inside(line: Sequence[World], box: Box) -> Iterator[list[World]]:
    """The runs of a line that touch the box, with the segments that cross its edge whole."""
    run: list[World] = []
    for one, other in pairwise(line):
        if Box.round((one, other)).meets(box):
            run = run or [one]
            run.append(other)
        elif run:
            yield run
            run = []
    if run:
        yield run


def ring_inside(ring: Sequence[World], box: Box) -> list[World]:
    """The closed ring cut off at the edges of the box (Sutherland and Hodgman 1974); where it
    leaves the box and comes back, it runs along the edge, which shows in no filled area."""
    kept = list(ring)
    for axis, limit, sign in (
        (0, box.left, 1), (0, box.right, -1), (1, box.top, 1), (1, box.bottom, -1),
    ):  # fmt: skip
        kept = list(_cut(kept, axis, limit, sign))
    return kept


def _cut(ring: Sequence[World], axis: int, limit: float, sign: int) -> Iterator[World]:
    """The ring on the side of the limit to which sign points."""
    for before, here in zip([*ring[-1:], *ring], ring, strict=False):
        was_in, is_in = (sign * (place[axis] - limit) >= 0 for place in (before, here))
        if was_in != is_in:
            share = (limit - before[axis]) / (here[axis] - before[axis])
            across = before[1 - axis] + share * (here[1 - axis] - before[1 - axis])
            yield (limit, across) if axis == 0 else (across, limit)
        if is_in:
            yield here

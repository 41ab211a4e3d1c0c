"""Where the columns of a table without upright rules begin and end."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sites.printed.arranging.page_texts import Piece, part

# em is the width of a Chinese character. All were chosen by eye and not measured one by one; what
# they do together is held by tests/test_arranging.py.
_STEP = 0.1  # em: how finely x is looked at
_FEWEST_ROWS = 2  # with texts side by side; fewer are no table
_FILLED = 0.3  # of the rows have a text in a column whose border others cross
_CROSSED = 0.12  # of the rows may run across a border: what a reader took together
_FEW = 4  # rows with a gap, from which on one may run across: a heading over one of two sides
_GAP = 0.35  # em: the narrowest gap between two columns
_MARGIN = 0.1  # em by which a text may reach beyond its characters
_OVER = 0.6  # em on both sides of a border: a text that reaches so far runs over it
_SHOWN_GAP = 0.8  # em: in a text alone in its strip a narrower gap is none between columns
_BESIDE_GAP = 0.5  # em: so far beside a gap in the print a border may lie


@dataclass(slots=True)
class _Profile:
    """By steps of x. between: rows with texts on both sides here and a gap; across: with text.

    touched: how many strips have text here, also those with one text only.
    """

    start: float
    step: float
    between: list[int] = field(default_factory=list)
    across: list[int] = field(default_factory=list)
    touched: list[int] = field(default_factory=list)

    def x(self, place: int) -> float:
        return self.start + (place + 0.5) * self.step


def column_edges(strips: Sequence[Sequence[Piece]], em: float) -> tuple[float, ...]:
    """The x between neighbouring columns, from left to right; none for a single column.

    strips: pieces side by side. A strip with one stretch of text says nothing: it may be a
    title. A border is where (nearly) no strip has a character, and some have on both sides.
    """
    rows = [_runs(strip, em) for strip in strips if len(strip) > 1]
    if len(rows) < _FEWEST_ROWS:
        return ()
    profile = _profile(rows, em)
    _count_all(profile, [run for strip in strips for run in _runs(strip, em)])
    edges: list[float] = []
    crossed: set[float] = set()
    for first, last in _free_stretches(profile):
        if (last - first + 1) * profile.step >= _GAP * em:
            place = _best_place(profile, first, last)
            edges.append(profile.x(place))
            if profile.across[place]:
                crossed.add(edges[-1])
    return tuple(_with_columns(edges, crossed, rows))


def _with_columns(
    edges: Sequence[float], crossed: set[float], rows: Sequence[Sequence[tuple[float, float]]]
) -> list[float]:
    """The edges without those that texts cross and that have no column on one side: the ragged
    ends of a column, with a word of the header or a few long texts beyond them."""
    kept = list(edges)
    for edge in sorted(crossed):
        place = kept.index(edge)
        before = kept[place - 1] if place else float("-inf")
        after = kept[place + 1] if place + 1 < len(kept) else float("inf")
        sides = [
            sum(any(low <= left and right <= high for left, right in runs) for runs in rows)
            for low, high in ((before, edge), (edge, after))
        ]
        if min(sides) < _FILLED * len(rows):
            kept.remove(edge)
    return kept


def _runs(strip: Sequence[Piece], em: float) -> list[tuple[float, float]]:
    """Stretches of characters of a strip; of boxes a little less than their margins."""
    runs = sorted(run for piece in strip for run in piece.runs(em))
    joined: list[tuple[float, float]] = []
    for left, right in runs:
        if joined and left < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], right))
        else:
            joined.append((left, right))
    return joined


def _profile(rows: Sequence[Sequence[tuple[float, float]]], em: float) -> _Profile:
    start = min(runs[0][0] for runs in rows)
    end = max(runs[-1][1] for runs in rows)
    step = _STEP * em
    count = int((end - start) / step) + 1
    profile = _Profile(start, step, [0] * count, [0] * count)
    margin = _MARGIN * em
    for runs in rows:
        for place, (left, right) in enumerate(runs):
            for at in range(_index(profile, left + margin), _index(profile, right - margin) + 1):
                profile.across[at] += 1
            if place + 1 < len(runs):
                low = _index(profile, right - margin) + 1
                for at in range(low, _index(profile, runs[place + 1][0] + margin)):
                    profile.between[at] += 1
    return profile


def _index(profile: _Profile, x: float) -> int:
    return min(max(int((x - profile.start) / profile.step), 0), len(profile.across) - 1)


def _free_stretches(profile: _Profile) -> list[tuple[int, int]]:
    """(first, last) step of each stretch that is a gap in the rows that reach over it."""
    found: list[tuple[int, int]] = []
    begun: int | None = None
    for place, (between, across) in enumerate(zip(profile.between, profile.across, strict=True)):
        allowed = max(_CROSSED * (between + across), between >= _FEW)
        is_free = between > 0 and across <= allowed
        if is_free and begun is None:
            begun = place
        elif not is_free and begun is not None:
            found.append((begun, place - 1))
            begun = None
    return found


def _best_place(profile: _Profile, first: int, last: int) -> int:
    """The middle of the part of a gap that fewest rows cross, and fewest texts on their own."""
    places = range(first, last + 1)
    least = min((profile.across[place], profile.touched[place]) for place in places)
    clear = [place for place in places if (profile.across[place], profile.touched[place]) == least]
    return clear[len(clear) // 2]


def _count_all(profile: _Profile, runs: Sequence[tuple[float, float]]) -> None:
    profile.touched = [0] * len(profile.across)
    for left, right in runs:
        for at in range(_index(profile, left), _index(profile, right) + 1):
            profile.touched[at] += 1


def split_at_edges(
    strips: Sequence[Sequence[Piece]], edges: Sequence[float], em: float
) -> list[list[Piece]]:
    """The strips with those pieces cut that lie over several columns.

    A text alone in its strip is cut only where it shows a gap: a title runs across without one.
    """
    return [
        [each for piece in strip for each in _cut(piece, edges, em, is_alone=len(strip) == 1)]
        for strip in strips
    ]


def _cut(piece: Piece, edges: Sequence[float], em: float, *, is_alone: bool) -> list[Piece]:
    crossed = [edge for edge in edges if piece.left + _OVER * em < edge < piece.right - _OVER * em]
    if not crossed:
        return [piece]
    gaps = _gaps(piece, em, least=_SHOWN_GAP * em if is_alone else 0.0)
    open_edges = [edge for edge in crossed if any(low <= edge <= high for low, high in gaps)]
    if is_alone and len(open_edges) < len(crossed):
        return [piece]
    return part(piece, crossed, em)


def _gaps(piece: Piece, em: float, *, least: float) -> list[tuple[float, float]]:
    """Where the print shows a gap, a little widened. least: narrower ones do not count."""
    slack = _BESIDE_GAP * em
    return [
        (one[1] - slack, other[0] + slack)
        for one, other in pairwise(piece.runs(em))
        if other[0] - one[1] >= least
    ]


def column_of(piece: Piece, edges: Sequence[float]) -> int:
    """The column that holds the middle of a piece."""
    return sum(edge < piece.middle_x for edge in edges)


def is_across(piece: Piece, edges: Sequence[float], em: float) -> bool:
    """Whether a piece runs over a border: a title, a heading over the whole width, a note."""
    return any(piece.left + _OVER * em < edge < piece.right - _OVER * em for edge in edges)

"""Which lines of print make one row, where no rule says so.

Strips of print (what stands beside each other) are grouped so that the rows cost least
(`row_costs`), together with where the row ends: at wide gaps, at rules, and where no cell goes on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from sites.printed.arranging.page_texts import Piece, strips, text_lines
from sites.printed.arranging.row_costs import break_cost, row_cost, text_of_line
from sites.printed.arranging.table_setting import Columns, Setting
from sites.reading.tables.titles import header_roles

# Costs are points, as those of `row_costs`; lengths em, the width of a Chinese character. All were
# chosen by eye and not measured one by one, those of gaps and of rules when lists were met that are
# set so; what they do together is held by tests/test_arranging.py.
_MOST_STRIPS = 9  # in one row: a cell of as many lines is no longer one of a list
_TOO_DEAR = 18.0  # points for one row: three running numbers, or all cells missing twice
_NO_RULE = 3.0  # points: a row begins without a rule above it, in a table with one below each
_BEGINS_CLOSE = 1.5  # points: a row begins below a narrow gap
_GAP_WITHIN = 1.5  # points: a row reaches over a wide gap, for each
_SAMPLE = 150  # strips that show how a table is set
_FEWEST_GAPS = 6  # to tell two kinds of them
_TENTHS = (1, 9)  # of the gaps, in order: a narrow one and a wide one, without the odd ones
_TWO_KINDS_EM = 0.35  # em by which these two differ where there are two kinds of gaps
_RULED = 0.6  # as many rules as that share of the rows: a rule stands below each
_TALL_EM = 2.2  # em; a higher text is merged over several lines, or set apart
_HEADER_WITHIN = 8  # strips of the table's top
_FEWEST_TITLES = 2  # words of a header in its strip

Strip = Mapping[int, Sequence[Piece]]


def rows_of(columns: Columns, style: Setting, floors: Sequence[float] = ()) -> list[Columns]:
    """The rows, from top to bottom, each with the pieces of its columns.

    floors: the y of drawn rules; a row does not reach over one.
    """
    return cheapest(bands_of(columns, style), style, floors)[1]


def better_aligned(bands: Sequence[Strip], style: Setting) -> Setting:
    """The style with the alignment that makes the rows of these strips cheaper."""
    styles = [replace(style, is_centred=is_centred) for is_centred in (True, False)]
    return min(styles, key=lambda each: cheapest(bands[:_SAMPLE], each)[0])


def bands_of(columns: Columns, style: Setting) -> list[Strip]:
    """The strips of print, each by columns; texts much higher than a line do not join any."""
    owner = {id(piece): column for column, pieces in columns.items() for piece in pieces}
    usual = [p for pieces in columns.values() for p in pieces if p.height < _TALL_EM * style.em]
    tall = [p for pieces in columns.values() for p in pieces if p.height >= _TALL_EM * style.em]
    bands: list[dict[int, list[Piece]]] = []
    for strip in strips(usual):
        band: dict[int, list[Piece]] = {}
        for piece in strip:
            band.setdefault(owner[id(piece)], []).append(piece)
        bands.append(band)
    for piece in tall:
        nearest = min(bands, key=lambda band: abs(_middle(band) - piece.middle_y), default=None)
        if nearest is None:
            bands.append({owner[id(piece)]: [piece]})
        else:
            nearest.setdefault(owner[id(piece)], []).append(piece)
    return list(bands)


def _middle(band: Strip) -> float:
    pieces = [piece for column in band.values() for piece in column]
    return (min(piece.top for piece in pieces) + max(piece.bottom for piece in pieces)) / 2


def cheapest(
    bands: Sequence[Strip], style: Setting, floors: Sequence[float] = ()
) -> tuple[float, list[Columns]]:
    """The cost of the best grouping of strips into rows, and its rows."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    middles = [_middle(band) for band in bands]
    header = _header_place(bands)
    gaps = _wide_gaps(bands, style)
    is_ruled = len(floors) >= _RULED * style.rows
    for end in range(1, len(bands) + 1):
        choices: list[tuple[float, int]] = []
        for start in range(end - 1, max(-1, end - 1 - _MOST_STRIPS), -1):
            if start < header and end > start + 1:
                continue  # titles above the header, each a line
            if any(middles[start] < floor < middles[end - 1] for floor in floors):
                continue
            row = _joined(bands[start:end])
            before = _joined(bands[max(0, start - 1) : start])
            own = row_cost(row, style)
            if own > _TOO_DEAR and choices:
                break  # and dearer with every strip more
            cost = best[start][0] + own + break_cost(before, row, style)
            if is_ruled and start > header + 1 and not _has_floor(middles, start, floors):
                cost += _NO_RULE
            cost += _gap_cost(gaps, start, end)
            choices.append((cost, start))
        best.append(min(choices))
    rows: list[Columns] = []
    end = len(bands)
    while end:
        start = best[end][1]
        rows.append(_joined(bands[start:end]))
        end = start
    return best[-1][0], rows[::-1]


def _wide_gaps(bands: Sequence[Strip], style: Setting) -> list[bool | None]:
    """Whether the gap above each strip is one between rows; None for all where the gaps are not
    of two kinds, so that they say nothing."""
    gaps = [0.0]
    for above, below in pairwise(bands):
        bottom = max(piece.bottom for pieces in above.values() for piece in pieces)
        gaps.append(min(piece.top for pieces in below.values() for piece in pieces) - bottom)
    in_order = sorted(gaps[1:])
    if len(in_order) < _FEWEST_GAPS:
        return [None] * len(gaps)
    low, high = (in_order[len(in_order) * tenths // 10] for tenths in _TENTHS)
    if high - low < _TWO_KINDS_EM * style.em:
        return [None] * len(gaps)
    return [gap > (low + high) / 2 for gap in gaps]


def _gap_cost(gaps: Sequence[bool | None], start: int, end: int) -> float:
    """Of a row that begins below a narrow gap, or reaches over wide ones."""
    begins_close = _BEGINS_CLOSE if start and gaps[start] is False else 0.0
    return begins_close + _GAP_WITHIN * sum(gap is True for gap in gaps[start + 1 : end])


def _has_floor(middles: Sequence[float], start: int, floors: Sequence[float]) -> bool:
    return any(middles[start - 1] < floor < middles[start] for floor in floors)


def _header_place(bands: Sequence[Strip]) -> int:
    """The first strip with words of a header; 0 when there is none near the top."""
    for place, band in enumerate(bands[:_HEADER_WITHIN]):
        texts = [text_of_line(line) for pieces in band.values() for line in text_lines(pieces)]
        if sum(bool(role) for role in header_roles(texts)) >= _FEWEST_TITLES:
            return place
    return 0


def _joined(bands: Sequence[Strip]) -> dict[int, list[Piece]]:
    row: dict[int, list[Piece]] = {}
    for band in bands:
        for column, pieces in band.items():
            row.setdefault(column, []).extend(pieces)
    return row

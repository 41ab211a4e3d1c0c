"""Which lines of print make one row, where no rule says so.

Strips of print (what stands beside each other) are grouped so that the rows cost least: a row
should have one running number, number to call and unit, its cells should be centred (or begin)
alike, and a cell goes on in the next line only where the line above it is full.
"""

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from sites.printed.arranging.merging import is_area
from sites.printed.arranging.page_texts import Piece, strips, text_lines
from sites.reading.tables.headings import heading_of
from sites.reading.tables.signs import PHONE
from sites.reading.tables.titles import header_roles
from sites.text import tidy

Kind = Literal["serial", "phone", "area", "text"]
_MOST_STRIPS = 9  # in one row: a cell of as many lines is no longer one of a list
_SERIAL = re.compile(r"[(（]?\d{1,4}[)）.、．]?")
_NOTE = re.compile(
    r"\s*(?:注|备注|说明|附注|附件|附表|来源|数据来源|制表|填表|审核)\s*\d?[:：].*|第.{1,4}页.*|共.{1,6}页.*"
)
_ALIKE = 0.6
_TOO_DEAR = 18.0  # for one row: three running numbers, or all cells missing twice
_SAMPLE = 150  # strips that show how a table is set
_FEWEST_GAPS = 6  # to tell two kinds of them
_RULED = 0.6  # as many rules as that share of the rows: a rule stands below each


@dataclass(frozen=True, slots=True)
class Setting:
    """How a table is set. kinds: of its columns. widths: of the widest line of each, in pixels.

    is_main: columns with a text in (nearly) each row. pitch: from line to line in a wrapped
    cell. rows: about how many there are. is_centred: cells are centred to each other upright;
    else their first lines are level.
    """

    kinds: tuple[Kind, ...]
    widths: tuple[float, ...]
    is_main: tuple[bool, ...]
    em: float
    pitch: float
    rows: int = 0
    is_centred: bool = True


Columns = Mapping[int, Sequence[Piece]]
Strip = Mapping[int, Sequence[Piece]]


def style_of(columns: Columns, width: int, em: float) -> Setting:
    """columns: the pieces of each column of the table. width: how many columns it has."""
    lines = {column: text_lines(columns.get(column, ())) for column in range(width)}
    kinds = tuple(_kind(lines[column]) for column in range(width))
    widths = tuple(
        max((line[-1].right - line[0].left for line in lines[column]), default=0.0)
        for column in range(width)
    )
    counts = [len(lines[column]) for column in range(width)]
    rows = _row_count(counts, kinds)
    is_main = tuple(
        count >= 0.7 * rows and kind != "area" for count, kind in zip(counts, kinds, strict=True)
    )
    pitches = sorted(
        pitch
        for column in range(width)
        if kinds[column] == "text"
        for pitch in _pitches(lines[column])
    )
    pitch = pitches[len(pitches) // 20] if pitches else 1.4 * em
    return Setting(kinds, widths, is_main, em, pitch if pitch < 1.8 * em else 1.4 * em, rows)


def _row_count(counts: Sequence[int], kinds: Sequence[Kind]) -> int:
    """A guess at the number of rows: the running numbers, or the column that wraps least."""
    serials = [count for count, kind in zip(counts, kinds, strict=True) if kind == "serial"]
    if serials and max(serials) >= 0.3 * max(counts, default=0):
        return max(serials)
    filled = [
        count
        for count, kind in zip(counts, kinds, strict=True)
        if kind != "area" and count >= 0.4 * max(counts)
    ]
    return min(filled, default=0)


def _kind(lines: Sequence[Sequence[Piece]]) -> Kind:
    texts = [tidy("".join(piece.text.text for piece in line)) for line in lines]
    texts = [text for text in texts if text]
    roles = header_roles(texts[:3])
    titled = next((role for role in roles if role), "")
    texts = [text for text in texts if not header_roles([text])[0]] or texts

    def is_mostly(pattern: re.Pattern[str]) -> bool:
        return sum(bool(pattern.search(text)) for text in texts) >= _ALIKE * len(texts) > 0

    if is_mostly(re.compile(rf"^(?:{_SERIAL.pattern})$")):
        return "serial"
    if is_mostly(PHONE):
        return "phone"
    are_areas = sum(map(is_area, texts)) >= _ALIKE * len(texts) > 0
    return "area" if are_areas or titled in ("province", "city", "county") else "text"


def _pitches(lines: Sequence[Sequence[Piece]]) -> list[float]:
    return [below[0].middle_y - above[0].middle_y for above, below in itertools.pairwise(lines)]


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
    usual = [p for pieces in columns.values() for p in pieces if p.height < 2.2 * style.em]
    tall = [p for pieces in columns.values() for p in pieces if p.height >= 2.2 * style.em]
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
            own = _row_cost(row, style)
            if own > _TOO_DEAR and choices:
                break  # and dearer with every strip more
            cost = best[start][0] + own + _break_cost(before, row, style)
            if is_ruled and start > header + 1 and not _has_floor(middles, start, floors):
                cost += 3.0
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
    low, high = in_order[len(in_order) // 10], in_order[len(in_order) * 9 // 10]
    if high - low < 0.35 * style.em:
        return [None] * len(gaps)
    return [gap > (low + high) / 2 for gap in gaps]


def _gap_cost(gaps: Sequence[bool | None], start: int, end: int) -> float:
    """Of a row that begins below a narrow gap, or reaches over wide ones."""
    begins_close = 1.5 if start and gaps[start] is False else 0.0
    return begins_close + 1.5 * sum(gap is True for gap in gaps[start + 1 : end])


def _has_floor(middles: Sequence[float], start: int, floors: Sequence[float]) -> bool:
    return any(middles[start - 1] < floor < middles[start] for floor in floors)


def _header_place(bands: Sequence[Strip]) -> int:
    """The first strip with words of a header; 0 when there is none near the top."""
    for place, band in enumerate(bands[:8]):
        texts = [_text(line) for pieces in band.values() for line in text_lines(pieces)]
        if sum(bool(role) for role in header_roles(texts)) >= 2:
            return place
    return 0


def _joined(bands: Sequence[Strip]) -> dict[int, list[Piece]]:
    row: dict[int, list[Piece]] = {}
    for band in bands:
        for column, pieces in band.items():
            row.setdefault(column, []).extend(pieces)
    return row


def _row_cost(row: Columns, style: Setting) -> float:
    lines = {column: text_lines(pieces) for column, pieces in row.items()}
    texts = [_text(line) for column in sorted(lines) for line in lines[column]]
    headers = [text for text in texts if header_roles([text])[0]]
    if len(headers) >= 2 and len(headers) >= 0.6 * len(texts):
        return sum(_header_cost(each, style) for each in lines.values())
    cost = 5.0 if len(headers) >= 2 else 0.0
    if len(texts) == 1:
        return _single_cost(texts[0], style)
    cost += sum(
        1.5 for column, is_main in enumerate(style.is_main) if is_main and column not in row
    )
    cost += sum(_cell_cost(lines[column], column, style) for column in lines)
    cost += _alignment_cost(lines, style)
    if _is_in_step(lines, style):
        cost += 3.0
    return cost


def _is_in_step(lines: Mapping[int, Sequence[Sequence[Piece]]], style: Setting) -> bool:
    """Whether all cells have as many lines: rather rows than cells that all wrap alike, unless
    their lines are full."""
    mains = [column for column in lines if style.is_main[column]]
    counts = {len(lines[column]) for column in mains}
    return (
        len(mains) > 1
        and len(counts) == 1
        and counts != {1}
        and not any(
            style.kinds[column] == "text" and _is_full(lines[column][0], column, style)
            for column in mains
        )
    )


def _header_cost(lines: Sequence[Sequence[Piece]], style: Setting) -> float:
    """Of the words of one column in a header: of a wrapped one when they follow closely."""
    return sum(0.2 if pitch <= 1.15 * style.pitch else 4.0 for pitch in _pitches(lines))


def _single_cost(text: str, style: Setting) -> float:
    """Of a line that holds one text only: cheap for a heading or a note."""
    if heading_of(tidy(text)) or _NOTE.fullmatch(text):
        return 0.3
    missing = sum(style.is_main) - 1
    return min(4.0, 1.5 * missing)


def _cell_cost(lines: Sequence[Sequence[Piece]], column: int, style: Setting) -> float:
    kind = style.kinds[column]
    if kind == "serial":
        return 6.0 * (len(lines) - 1)
    return sum(
        _step_cost(above, below, column, style) for above, below in itertools.pairwise(lines)
    )


def _step_cost(
    above: Sequence[Piece], below: Sequence[Piece], column: int, style: Setting
) -> float:
    """Of two lines of print in one cell."""
    pitch = below[0].middle_y - above[0].middle_y
    excess = pitch / style.pitch - 1.15
    cost = min(4.0, 6.0 * excess) if excess > 0 else 0.1
    if style.kinds[column] == "phone":
        are_whole = PHONE.search(_text(above)) and PHONE.search(_text(below))
        return cost + (0.6 if are_whole else 0.1)
    return cost + (0.0 if _is_full(above, column, style) else 1.2)


def _is_full(line: Sequence[Piece], column: int, style: Setting) -> bool:
    """Whether the next character would not have fitted."""
    return line[-1].right - line[0].left >= style.widths[column] - 1.7 * style.em


def _alignment_cost(lines: Mapping[int, Sequence[Sequence[Piece]]], style: Setting) -> float:
    tops = {column: each[0][0].middle_y for column, each in lines.items()}
    ends = {column: each[-1][0].middle_y for column, each in lines.items()}
    highest, lowest = min(tops.values()), max(ends.values())
    if style.is_centred:
        middle = (highest + lowest) / 2
        off = [abs((tops[column] + ends[column]) / 2 - middle) for column in lines]
    else:
        off = [top - highest for top in tops.values()]
    slack = 0.15 * style.em
    return sum(max(0.0, each - slack) for each in off) / style.em


def _break_cost(before: Columns, row: Columns, style: Setting) -> float:
    """Of beginning a row between two strips: high where a cell seems to go on."""
    cost = 0.0
    for column in before.keys() & row.keys():
        if style.kinds[column] != "text":
            continue
        above, below = text_lines(before[column])[-1], text_lines(row[column])[0]
        pitch = below[0].middle_y - above[0].middle_y
        if pitch <= 1.12 * style.pitch and _is_full(above, column, style):
            cost += 0.5
    return cost


def _text(line: Sequence[Piece]) -> str:
    return "".join(piece.text.text for piece in line)

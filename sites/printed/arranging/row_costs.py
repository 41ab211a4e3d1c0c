"""What it costs to take lines of print for one row: the dearer, the less they look like one.

A row should have one running number, number to call and unit, its cells should be centred (or
begin) alike, and a cell goes on in the next line only where the line above it is full.
"""

import itertools
import re
from collections.abc import Mapping, Sequence

from sites.printed.arranging.page_texts import Piece, text_lines
from sites.printed.arranging.table_setting import Columns, Setting, pitches_of
from sites.reading.tables.headings import heading_of
from sites.reading.tables.signs import PHONE
from sites.reading.tables.titles import header_roles
from sites.text import tidy

# Costs are points: only how they compare means something. They were chosen by eye with the first
# version and not measured one by one; what they do together is held by tests/test_arranging.py and
# told in docs/pictures-accuracy.md. em is the width of a Chinese character, a pitch the step from
# line to line in a wrapped cell.
_MISSING = 1.5  # a column that is filled in nearly each row has no text
_HEADER_AND_MORE = 5.0  # two titles or more, among texts that are none
_IN_STEP = 3.0  # all cells have as many lines, more than one: rather so many rows
_TITLE_GOES_ON = 0.2  # a title goes on in the next line
_TITLE_APART = 4.0  # two words of a header that stand apart in one column
_HEADING = 0.3  # a line with one text, which is a heading or a note
_LONE_AT_MOST = 4.0  # a line with one text; below that, what is missing beside it
_SECOND_NUMBER = 6.0  # each running number behind the first
_NEXT_LINE = 0.1  # a cell goes on in the next line
_FAR = 6.0  # for each pitch that the next line of a cell is farther off than one
_FAR_AT_MOST = 4.0
_TWO_PHONES = 0.6  # two whole numbers to call, one below the other
_PHONE_GOES_ON = 0.1
_ROOM_LEFT = 1.2  # a text goes on although its next character had room in the line above
_CUT = 0.5  # a row begins where a full line of a cell seems to go on
# Shares and lengths, chosen alike.
_MOSTLY_HEADER = 0.6  # of the texts are titles: it is a header's row
_CLOSE = 1.15  # pitches; a line farther off is not the next one of its cell
_CLOSE_BELOW = 1.12  # pitches; as _CLOSE, for a cell that may go on below the end of a row
_ONE_MORE_EM = 1.7  # em left of the widest line: one more character would have had room
_SLACK_EM = 0.15  # em by which the cells of a row may be off without a price

_NOTE = re.compile(
    r"\s*(?:注|备注|说明|附注|附件|附表|来源|数据来源|制表|填表|审核)\s*\d?[:：].*|第.{1,4}页.*|共.{1,6}页.*"
)


def row_cost(row: Columns, style: Setting) -> float:
    """Of the lines of print in one row, whatever stands around it."""
    lines = {column: text_lines(pieces) for column, pieces in row.items()}
    texts = [text_of_line(line) for column in sorted(lines) for line in lines[column]]
    headers = [text for text in texts if header_roles([text])[0]]
    if len(headers) >= 2 and len(headers) >= _MOSTLY_HEADER * len(texts):
        return sum(_header_cost(each, style) for each in lines.values())
    cost = _HEADER_AND_MORE if len(headers) >= 2 else 0.0
    if len(texts) == 1:
        return _single_cost(texts[0], style)
    cost += sum(
        _MISSING for column, is_main in enumerate(style.is_main) if is_main and column not in row
    )
    cost += sum(_cell_cost(lines[column], column, style) for column in lines)
    cost += _alignment_cost(lines, style)
    if _is_in_step(lines, style):
        cost += _IN_STEP
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
    return sum(
        _TITLE_GOES_ON if pitch <= _CLOSE * style.pitch else _TITLE_APART
        for pitch in pitches_of(lines)
    )


def _single_cost(text: str, style: Setting) -> float:
    """Of a line that holds one text only: cheap for a heading or a note."""
    if heading_of(tidy(text)) or _NOTE.fullmatch(text):
        return _HEADING
    missing = sum(style.is_main) - 1
    return min(_LONE_AT_MOST, _MISSING * missing)


def _cell_cost(lines: Sequence[Sequence[Piece]], column: int, style: Setting) -> float:
    kind = style.kinds[column]
    if kind == "serial":
        return _SECOND_NUMBER * (len(lines) - 1)
    return sum(
        _step_cost(above, below, column, style) for above, below in itertools.pairwise(lines)
    )


def _step_cost(
    above: Sequence[Piece], below: Sequence[Piece], column: int, style: Setting
) -> float:
    """Of two lines of print in one cell."""
    pitch = below[0].middle_y - above[0].middle_y
    excess = pitch / style.pitch - _CLOSE
    cost = min(_FAR_AT_MOST, _FAR * excess) if excess > 0 else _NEXT_LINE
    if style.kinds[column] == "phone":
        are_whole = PHONE.search(text_of_line(above)) and PHONE.search(text_of_line(below))
        return cost + (_TWO_PHONES if are_whole else _PHONE_GOES_ON)
    return cost + (0.0 if _is_full(above, column, style) else _ROOM_LEFT)


def _is_full(line: Sequence[Piece], column: int, style: Setting) -> bool:
    """Whether the next character would not have fitted."""
    return line[-1].right - line[0].left >= style.widths[column] - _ONE_MORE_EM * style.em


def _alignment_cost(lines: Mapping[int, Sequence[Sequence[Piece]]], style: Setting) -> float:
    tops = {column: each[0][0].middle_y for column, each in lines.items()}
    ends = {column: each[-1][0].middle_y for column, each in lines.items()}
    highest, lowest = min(tops.values()), max(ends.values())
    if style.is_centred:
        middle = (highest + lowest) / 2
        off = [abs((tops[column] + ends[column]) / 2 - middle) for column in lines]
    else:
        off = [top - highest for top in tops.values()]
    slack = _SLACK_EM * style.em
    return sum(max(0.0, each - slack) for each in off) / style.em


def break_cost(before: Columns, row: Columns, style: Setting) -> float:
    """Of beginning a row between two strips: high where a cell seems to go on."""
    cost = 0.0
    for column in before.keys() & row.keys():
        if style.kinds[column] != "text":
            continue
        above, below = text_lines(before[column])[-1], text_lines(row[column])[0]
        pitch = below[0].middle_y - above[0].middle_y
        if pitch <= _CLOSE_BELOW * style.pitch and _is_full(above, column, style):
            cost += _CUT
    return cost


def text_of_line(line: Sequence[Piece]) -> str:
    """The pieces of a line of print as one text."""
    return "".join(piece.text.text for piece in line)

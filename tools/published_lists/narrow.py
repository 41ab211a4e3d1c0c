"""Lists without addresses: unit and number, alone or side by side, with and without lines."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from PIL import Image

from tools.published_lists.drawing import WHITE, Drawn, Style, draw
from tools.published_lists.layout import Listing, columns, table, title
from tools.published_lists.rows import ListRow

_KEYS = ("unit", "phone")
_FIRST_COLUMNS = (("serial",), ("province",), ("city",))


def draw_two_columns(
    rows: Sequence[ListRow],
    choose: Random,
    first: int,
    *,
    is_lined: bool = True,
    has_header: bool = True,
) -> Drawn:
    """Unit and number; in some lists the number first."""
    keys = _KEYS if choose.random() < 0.8 else _KEYS[::-1]
    style = _style(choose, is_lined=is_lined)
    shown = columns(keys, choose)
    lines = table(rows, shown, first=first)
    head = title(rows, choose) if has_header and choose.random() < 0.5 and first == 0 else ""
    return draw(Listing(shown, lines if has_header else lines[1:], head), style)


def draw_three_columns(rows: Sequence[ListRow], choose: Random, first: int) -> Drawn:
    """A running number, the province or the city, then unit and number; header and lines by
    the draw."""
    keys = (*choose.choice(_FIRST_COLUMNS), *_KEYS)
    style = _style(choose, is_lined=choose.random() < 0.5)
    shown = columns(keys, choose)
    lines = table(rows, shown, first=first)
    return draw(Listing(shown, lines if choose.random() < 0.7 else lines[1:]), style)


def draw_side_by_side(
    rows: Sequence[ListRow],
    choose: Random,
    first: int,
    *,
    is_lined: bool = True,
    has_header: bool = True,
) -> Drawn:
    """unit number | unit number, in some lists three times: the first part of the rows left.
    Lined ones are one grid, in which the last side may have empty rows."""
    style = replace(_style(choose, is_lined=is_lined), size=choose.randint(16, 20))
    shown = columns(_KEYS, choose)
    count = choose.choice((2, 2, 3)) if len(rows) >= 6 else 2
    share = -(-len(rows) // count)
    sides = []
    for start in range(0, share * count, share):
        lines = table(rows[start : start + share], shown, first=first + start)
        empty = [replace(lines[0], kind="empty", texts=dict.fromkeys(_KEYS, ""))]
        lines = (*lines, *empty * (share + 1 - len(lines)))
        sides.append(draw(Listing(shown, lines if has_header else lines[1:]), style))
    return _joined(sides, style.margin, gap=0 if is_lined else style.pad_x)


def _style(choose: Random, *, is_lined: bool) -> Style:
    return Style(
        family=choose.choice(("sans", "sans", "serif")),
        size=choose.randint(16, 26),
        pad_x=choose.randint(7, 14) if is_lined else choose.randint(14, 26),
        pad_y=choose.randint(5, 10),
        level=is_lined,
        upright=is_lined,
        border=is_lined,
    )


def _joined(sides: Sequence[Drawn], margin: int, *, gap: int) -> Drawn:
    """The tables beside each other, the last border of one the first of the next."""
    inner = [side.image.width - 2 * margin for side in sides]
    width = sum(inner) + gap * (len(sides) - 1) + 2 * margin
    image = Image.new("RGB", (width, max(side.image.height for side in sides)), WHITE)
    left = margin
    spans: dict[int, tuple[int, int]] = {}
    for side, wide in zip(sides, inner, strict=True):
        table_only = side.image.crop((margin, 0, margin + wide + 2, side.image.height))
        image.paste(table_only, (left, 0))
        left += wide + gap
        spans |= side.spans
    return Drawn(image, spans)

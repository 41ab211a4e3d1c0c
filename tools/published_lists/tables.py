"""How the kinds of lists look that have a table: lines, order of columns, merged cells, headings.

Each function draws rows by the draws of `choose`; first: how many rows stand on pages before.
"""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

from PIL import Image

from tools.published_lists.drawing import WHITE, Drawn, Style, draw
from tools.published_lists.layout import (
    FOOTERS,
    Listing,
    columns,
    table,
    table_with_headings,
    title,
    usual_keys,
)
from tools.published_lists.rows import ListRow

_GAP = 60  # pixels between two tables side by side


def _style(choose: Random, **changes: Any) -> Style:
    """Family and size by the draw: 16 to 26 px."""
    style = Style(
        family=choose.choice(("sans", "sans", "serif")),
        size=choose.randint(16, 26),
        pad_x=choose.randint(7, 14),
        pad_y=choose.randint(5, 10),
    )
    return replace(style, **changes)


def _plain(
    rows: Sequence[ListRow],
    choose: Random,
    first: int,
    *,
    has_city: bool = False,
    **changes: Any,
) -> Drawn:
    style = _style(choose, **changes)
    if has_city:
        changes["merged"] = ("province", "city")
    shown = columns(usual_keys(choose, has_city=has_city), choose)
    head = title(rows, choose) if choose.random() < 0.5 and first == 0 else ""
    return draw(Listing(shown, table(rows, shown, first=first), head), style)


def clean(rows: Sequence[ListRow], choose: Random, first: int) -> Drawn:
    return _plain(rows, choose, first)


def lined(rows: Sequence[ListRow], choose: Random, first: int) -> Drawn:
    fill, ink = choose.choice(
        (
            ((47, 84, 150), WHITE),
            ((192, 0, 0), WHITE),
            ((255, 217, 102), None),
            ((84, 130, 53), WHITE),
        )
    )
    return _plain(
        rows, choose, first,
        header_fill=fill, header_ink=ink, line_px=choose.randint(2, 3),
        line_colour=choose.choice(((0, 0, 0), (91, 155, 213), (120, 120, 120))),
        zebra=choose.choice(((242, 242, 242), (221, 235, 247), (226, 239, 218))),
    )  # fmt: skip


def unlined(rows: Sequence[ListRow], choose: Random, first: int) -> Drawn:
    return _plain(
        rows, choose, first, level=False, upright=False, border=False,
        pad_x=choose.randint(14, 26),
    )  # fmt: skip


def partly_lined(rows: Sequence[ListRow], choose: Random, first: int) -> Drawn:
    return _plain(rows, choose, first, upright=False, border=choose.random() < 0.5)


def headless(rows: Sequence[ListRow], choose: Random, first: int) -> Drawn:
    style = _style(choose)
    shown = columns(usual_keys(choose), choose)
    return draw(Listing(shown, table(rows, shown, first=first)[1:]), style)


def officers(rows: Sequence[ListRow], choose: Random, first: int) -> Drawn:
    style = _style(choose)
    keys = [*usual_keys(choose), "notes"]
    keys.insert(choose.randint(len(keys) - 3, len(keys) - 1), "contact")
    shown = columns(keys, choose)
    return draw(Listing(shown, table(rows, shown, first=first)), style)


def merged(rows: Sequence[ListRow], choose: Random, first: int) -> Drawn:
    return _plain(rows, choose, first, has_city=True, merged=("province", "city"))


def merged_unlined(rows: Sequence[ListRow], choose: Random, first: int) -> Drawn:
    return _plain(
        rows, choose, first, has_city=True, merged=("province", "city"),
        level=False, upright=False, border=False, pad_x=choose.randint(14, 26),
    )  # fmt: skip


def wrapped(rows: Sequence[ListRow], choose: Random, first: int) -> Drawn:
    style = _style(choose)
    size = style.size
    widest = (
        ("unit", round(size * choose.uniform(6.2, 8.2))),
        ("address", round(size * choose.uniform(7.2, 10.2))),
        ("phone", round(size * 7.8)),
    )
    shown = columns(usual_keys(choose), choose)
    return draw(Listing(shown, table(rows, shown, first=first)), replace(style, widest=widest))


def headings(rows: Sequence[ListRow], choose: Random, first: int) -> Drawn:
    del first  # all on one page
    style = _style(choose)
    keys = tuple(key for key in usual_keys(choose) if key != "province")
    shown = columns(keys, choose)
    lines = table_with_headings(rows, shown, choose)
    return draw(Listing(shown, lines, title(rows, choose), choose.choice(FOOTERS)), style)


def two_tables(rows: Sequence[ListRow], choose: Random, first: int) -> Drawn:
    """The first half left, the rest right, each with a header."""
    style = replace(_style(choose), size=choose.randint(16, 20))
    shown = columns(usual_keys(choose), choose)
    half = (len(rows) + 1) // 2
    left = draw(Listing(shown, table(rows[:half], shown, first=first)), style)
    right = draw(Listing(shown, table(rows[half:], shown, first=first + half)), style)
    shift = left.image.width - 2 * style.margin + _GAP
    width, height = shift + right.image.width, max(left.image.height, right.image.height)
    image = Image.new("RGB", (width, height), WHITE)
    image.paste(left.image, (0, 0))
    image.paste(right.image.crop((style.margin, 0, *right.image.size)), (shift + style.margin, 0))
    return Drawn(image, left.spans | right.spans)


def two_below(rows: Sequence[ListRow], choose: Random, first: int) -> Drawn:
    """The first half above, the rest right below it in another order of columns, no lines."""
    style = _style(choose, level=False, upright=False, border=False, pad_x=choose.randint(14, 26))
    half = (len(rows) + 1) // 2
    keys = usual_keys(choose)
    upper = draw(_titled(rows[:half], keys, choose, first), style)
    other = ("province", *_turned_keys(keys)) if "province" not in keys else _turned_keys(keys)
    lower = draw(_titled(rows[half:], other, choose, first + half), style)
    return _stacked(upper, lower, style.margin)


def _titled(rows: Sequence[ListRow], keys: Sequence[str], choose: Random, first: int) -> Listing:
    shown = columns(keys, choose)
    return Listing(shown, table(rows, shown, first=first), title(rows, choose))


def _turned_keys(keys: Sequence[str]) -> tuple[str, ...]:
    """Without running numbers, the number to call before the address."""
    return (*(key for key in keys if key == "province"), "unit", "phone", "address")


def _stacked(upper: Drawn, lower: Drawn, margin: int) -> Drawn:
    top = upper.image.height - margin
    size = (max(upper.image.width, lower.image.width), top + lower.image.height)
    image = Image.new("RGB", size, WHITE)
    image.paste(upper.image, (0, 0))
    image.paste(lower.image, (0, top))
    moved = {at: (start + top, end + top) for at, (start, end) in lower.spans.items()}
    return Drawn(image, upper.spans | moved)


def large(rows: Sequence[ListRow], choose: Random, first: int) -> Drawn:
    """What is later shrunk to 45 % is made at 24 to 32 px, as on a poster."""
    return _plain(rows, choose, first, size=choose.randint(26, 36))

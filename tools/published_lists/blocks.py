"""A list that is no table: numbered blocks of labelled lines, as text and as a picture."""

from collections.abc import Sequence
from random import Random

from PIL import Image, ImageDraw

from tools.published_lists.drawing import WHITE, Drawn, wrap
from tools.published_lists.fonts import font
from tools.published_lists.layout import LABELS
from tools.published_lists.rows import ListRow

_NUMBERS = ("{0}、", "{0}.", "（{0}）", "")
_MARGIN = 30


def block_lines(rows: Sequence[ListRow], choose: Random) -> list[tuple[int, str]]:
    """(number of the row, line), a province's name before its rows with number -1."""
    labels = {key: choose.choice(words) for key, words in LABELS.items()}
    number = choose.choice(_NUMBERS)
    has_provinces = choose.random() < 0.6
    lines: list[tuple[int, str]] = []
    province = ""
    for at, row in enumerate(rows):
        if has_provinces and row.province != province:
            province = row.province
            lines.append((-1, province))
        lines += [
            (at, f"{number.format(at + 1)}{labels['unit']}：{row.unit}"),
            (at, f"{labels['address']}：{row.address}"),
            (at, f"{labels['phone']}：{row.phone}"),
        ]
    return lines


def draw_blocks(rows: Sequence[ListRow], choose: Random, first: int) -> Drawn:
    """The blocks one below the other, as an article on a phone shows them."""
    del first
    size = choose.randint(18, 26)
    face = font(choose.choice(("sans", "serif")), size)
    bold = font("sans", size, is_bold=True)
    step, width = round(size * 1.6), size * choose.randint(24, 34)
    gap = round(size * choose.uniform(0.4, 1.2))
    spots: list[tuple[int, str, int]] = []
    y, before = _MARGIN, -2
    for number, text in block_lines(rows, choose):
        y += gap if number != before else 0
        before = number
        for part in wrap(text, face, width):
            spots.append((number, part, y))
            y += step
    image = Image.new("RGB", (width + 2 * _MARGIN, y + _MARGIN), WHITE)
    pen = ImageDraw.Draw(image)
    spans: dict[int, tuple[int, int]] = {}
    for number, part, top in spots:
        pen.text((_MARGIN, top), part, (30, 30, 30), bold if number < 0 else face)
        if number >= 0:
            spans[number] = (spans.get(number, (top, 0))[0], top + step)
    return Drawn(image, spans)

"""A column whose cells all begin alike has no line drawn through it."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageDraw

from sites.printed.pictures.limits import Pixels
from sites.printed.pictures.ruling import find_rules
from sites.printed.pictures.vetting import drawn_rules
from sites.records.scans import Rule
from tools.published_lists import made_rows
from tools.published_lists.fonts import font
from tools.published_lists.pictures import KINDS
from tools.published_lists.rows import ListRow, chooser

_ROW_PX, _ROWS, _LEFT, _MIDDLE, _RIGHT = 34, 24, 20, 420, 800


def _table(first: str, second: str, *, upright: str | None) -> Pixels:
    """Two columns of one text each, level lines; upright: the colour of the lines between."""
    image = Image.new("RGB", (_RIGHT + 20, _ROW_PX * _ROWS + 40), "white")
    draw = ImageDraw.Draw(image)
    face = font("sans", 24)
    for row in range(_ROWS + 1):
        y = 20 + row * _ROW_PX
        draw.line((_LEFT, y, _RIGHT, y), fill="#777")
        if row < _ROWS:
            draw.text((_LEFT + 6, y - 1), first, font=face, fill="black")
            draw.text((_MIDDLE + 6, y - 1), second, font=face, fill="black")
    for x in (_LEFT, _MIDDLE, _RIGHT) if upright else ():
        draw.line((x, 20, x, 20 + _ROWS * _ROW_PX), fill=upright)
    return np.asarray(image).astype(np.uint8)


@pytest.mark.parametrize("text", ["新疆某市演示路", "山川中田演示路", "川川川川川川", "市中心"])
def test_the_same_character_below_itself_is_no_line(text: str) -> None:
    image = _table("演示采血点", text, upright="#777")
    drawn = drawn_rules(image, find_rules(image))
    assert {rule.at for rule in drawn if rule.is_upright} == {_LEFT, _MIDDLE, _RIGHT}


def test_a_stroke_that_nearly_fills_a_low_row_is_no_line() -> None:
    image = _table("演示采血点", "川田中川田中", upright="#777")
    top = 20 + 3 * _ROW_PX
    strokes = [Rule(True, x, top, top + _ROW_PX) for x in range(430, 560, 11)]
    lines = [Rule(True, x, 20, 20 + _ROWS * _ROW_PX) for x in (_LEFT, _MIDDLE, _RIGHT)]
    assert drawn_rules(image, [*strokes, *lines]) == tuple(lines)


@pytest.mark.parametrize(("seed", "lines"), [(1, 6), (9, 6), (28, 5), (29, 5)])
def test_strokes_that_compression_ties_to_the_lines_around_small_dense_print_are_none(
    seed: int, lines: int
) -> None:
    choose, kind = chooser("small45", seed), KINDS["small45"]
    rows = [
        ListRow(row.province, row.city, f"{row.city}某县演示救助管理站", row.address, row.phone)
        for row in chooser("x", seed).sample(made_rows(), 60)
    ]
    kept = BytesIO()
    assert kind.spoil is not None
    small = kind.spoil(kind.draw(rows, choose, 0).image, choose, seed)
    small.save(kept, "JPEG", quality=kind.quality)
    image = np.asarray(Image.open(kept)).astype(np.uint8)
    drawn = [rule for rule in drawn_rules(image, find_rules(image)) if rule.is_upright]
    assert len(drawn) == len({rule.at for rule in drawn}) == lines


def test_a_line_that_a_heading_interrupts_is_kept_in_its_pieces() -> None:
    image = _table("演示采血点", "演示路", upright="#777")
    bottom = 20 + _ROWS * _ROW_PX
    frame = [Rule(True, x, 20, bottom) for x in (_LEFT, _RIGHT)]
    middle = 20 + 12 * _ROW_PX
    pieces = [Rule(True, _MIDDLE, 20, middle), Rule(True, _MIDDLE, middle + _ROW_PX, bottom)]
    assert drawn_rules(image, [*frame, *pieces]) == (*frame, *pieces)


@pytest.mark.parametrize("colour", ["black", "#bbb", "#f0f0f0"])
def test_a_drawn_line_is_kept_however_faint(colour: str) -> None:
    image = _table("演示采血点", "新疆某市演示路", upright=colour)
    lines = tuple(Rule(True, x, 20, 20 + _ROWS * _ROW_PX) for x in (_LEFT, _MIDDLE, _RIGHT))
    assert drawn_rules(image, lines) == lines


def test_a_dashed_line_and_the_edge_of_a_band_are_kept() -> None:
    image = _table("演示采血点", "新疆某市演示路", upright=None).copy()
    bottom = 20 + _ROWS * _ROW_PX
    for y in range(20, bottom, 12):
        image[y : y + 9, _MIDDLE] = 90
    image[20:bottom, _RIGHT - 200 :] = np.minimum(image[20:bottom, _RIGHT - 200 :], 240)
    lines = (Rule(True, _MIDDLE, 20, bottom), Rule(True, _RIGHT - 200, 20, bottom))
    assert drawn_rules(image, lines) == lines


def test_level_lines_are_left_as_they_are() -> None:
    image = _table("演示采血点", "新疆", upright=None)
    line = Rule(False, 37, _LEFT, _RIGHT)
    assert drawn_rules(image, (line,)) == (line,)

"""The lines of drawn tables are found again: where they run, where a merged cell stops them."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from sites.printed.pictures.ruling import find_rules
from sites.records.scans import Rule
from tests.drawn_tables import LEFTS, MARGIN, PAD, Style, as_jpeg, drawn_table
from tools.published_lists.fonts import font, has_fonts

pytestmark = pytest.mark.skipif(not has_fonts(), reason="Debian's fonts-noto-cjk is absent")

NEAR = 3  # pixels


def is_same(found: Rule, drawn: Rule) -> bool:
    apart = (found.at - drawn.at, found.start - drawn.start, found.end - drawn.end)
    return found.is_upright == drawn.is_upright and max(map(abs, apart)) <= NEAR


def compare(picture: Image.Image, drawn: set[Rule]) -> tuple[list[Rule], list[Rule]]:
    """(drawn but not found, found but not drawn)"""
    found = find_rules(np.asarray(picture))
    missed = [rule for rule in drawn if not any(is_same(each, rule) for each in found)]
    strange = [rule for rule in found if not any(is_same(rule, each) for each in drawn)]
    return missed, strange


CLEAR = [
    pytest.param(Style(), id="black lines"),
    pytest.param(Style(line=(200, 200, 200)), id="grey lines"),
    pytest.param(Style(line=(228, 228, 228)), id="faint lines"),
    pytest.param(Style(line=(150, 190, 240), thickness=2), id="sky-blue lines"),
    pytest.param(Style(thickness=4), id="thick lines"),
    pytest.param(Style(has_uprights=False, group=1), id="level lines only"),
    pytest.param(Style(size=34), id="large print"),
    pytest.param(Style(stripe=(240, 246, 252)), id="lines and striped rows"),
    pytest.param(Style(rows=110), id="a long picture, looked at in bands"),
]


@pytest.mark.parametrize("style", CLEAR)
@pytest.mark.parametrize("quality", [None, 75], ids=["PNG", "JPEG 75"])
def test_every_line_is_found_and_nothing_else(style: Style, quality: int | None) -> None:
    picture, drawn = drawn_table(style)
    assert compare(as_jpeg(picture, quality) if quality else picture, drawn) == ([], [])


@pytest.mark.parametrize("style", CLEAR)
def test_nearly_every_line_is_found_after_hard_compression(style: Style) -> None:
    picture, drawn = drawn_table(style)
    missed, strange = compare(as_jpeg(picture, 50), drawn)
    assert len(missed) + len(strange) <= 0.1 * len(drawn)


@pytest.mark.parametrize(
    "style",
    [
        pytest.param(Style(dash=(6, 4)), id="dashes"),
        pytest.param(Style(dash=(3, 3), line=(120, 120, 120)), id="dots"),
        pytest.param(Style(line=(90, 90, 90), watermark=True), id="under a watermark"),
    ],
)
def test_nearly_every_line_is_found_where_lines_are_broken(style: Style) -> None:
    picture, drawn = drawn_table(style)
    missed, strange = compare(picture, drawn)
    assert len(missed) <= 0.1 * len(drawn)
    assert len(strange) <= 0.1 * len(drawn)


def test_the_edges_of_striped_rows_part_a_table_without_lines() -> None:
    picture, _ = drawn_table(Style(line=None, stripe=(238, 243, 250)))
    edges = {rule.at for rule in find_rules(np.asarray(picture)) if not rule.is_upright}
    pitch = Style().size + 2 * PAD
    for row in range(1, Style().rows):
        assert any(abs(at - (MARGIN + row * pitch)) <= NEAR for at in edges), row


def test_print_without_lines_has_none() -> None:
    picture, _ = drawn_table(Style(line=None))
    assert find_rules(np.asarray(picture)) == ()


def test_an_underlined_word_in_a_cell_is_no_line_of_the_table() -> None:
    picture, drawn = drawn_table(Style())
    left, top = MARGIN + LEFTS[3] + PAD, MARGIN + Style().size + 2 * PAD
    ImageDraw.Draw(picture).line((left, top + 38, left + 120, top + 38), fill="blue")
    assert compare(picture, drawn) == ([], [])


def test_a_blank_picture_has_no_lines() -> None:
    assert find_rules(np.full((300, 400, 3), 255, np.uint8)) == ()


def test_strokes_as_tall_as_their_row_are_no_lines() -> None:
    picture, drawn = drawn_table(Style())
    draw = ImageDraw.Draw(picture)
    draw.text((MARGIN + LEFTS[4] - 90, MARGIN - 3), "|目|", font=font("sans", 29), fill="black")
    assert compare(picture, drawn)[1] == []

"""Watermarks and stamps are told from the print of a page."""

import numpy as np

from sites.printed.pictures.limits import Pixels
from sites.printed.pictures.marks import with_marks
from sites.records.scans import Box, PrintedText


def _page(greys: list[int]) -> tuple[Pixels, list[PrintedText]]:
    """One text a row, drawn as a bar of its grey on white paper."""
    image = np.full((40 * len(greys), 300, 3), 255, np.uint8)
    texts = []
    for row, grey in enumerate(greys):
        box = Box(20, 40 * row + 8, 220, 40 * row + 32)
        image[box.top + 6 : box.bottom - 6, box.left + 10 : box.right - 10] = grey
        texts.append(PrintedText(f"演示{row}", box, 0.9, (20, 80, 140)))
    return image, texts


def test_a_text_far_paler_than_the_print_is_a_mark() -> None:
    image, texts = _page([20] * 11 + [210])
    assert [text.is_mark for text in with_marks(image, texts)] == [False] * 11 + [True]


def test_print_that_is_pale_all_over_is_no_mark() -> None:
    image, texts = _page([190] * 12)
    assert not any(text.is_mark for text in with_marks(image, texts))


def test_light_print_on_a_dark_header_is_no_mark() -> None:
    image, texts = _page([20] * 12)
    image[:40] = 255 - image[:40]
    assert not any(text.is_mark for text in with_marks(image, texts))


def test_a_slanted_text_is_a_mark_and_a_column_of_characters_is_not() -> None:
    image, texts = _page([20] * 12)
    slanted = PrintedText("内部资料", Box(60, 100, 260, 220), 0.9)
    column = PrintedText("吉林省", Box(2, 100, 22, 180), 0.9)
    found = with_marks(image, [*texts, slanted, column])
    assert [text.text for text in found if text.is_mark] == ["内部资料"]


def test_a_watermark_that_comes_again_is_told_from_print_that_it_tilts() -> None:
    image, texts = _page([20] * 12)
    watermark = "内部资料请勿外传"
    slanted = [
        PrintedText(watermark[start:], Box(60, 40 * row, 260, 40 * row + 110), 0.9)
        for row, start in ((0, 0), (4, 1))
    ]
    tilted = PrintedText("凯里市演示北路28号", Box(60, 300, 260, 360), 0.9)
    found = with_marks(image, [*texts, *slanted, tilted])
    assert found[-1].box == Box(60, 318, 260, 342)  # as high as the other lines
    assert [text.text for text in found if text.is_mark] == [watermark, watermark[1:]]


def test_nothing_is_told_of_a_page_with_few_texts() -> None:
    image, texts = _page([20, 20, 210])
    assert with_marks(image, texts) == tuple(texts)

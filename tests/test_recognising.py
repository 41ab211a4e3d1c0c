"""Printed texts are read whole, once, twice over, and with the place of every character."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from sites.errors import BadFileError
from sites.printed.pictures import Reader, cut_out, decode_upright, encode_upright, models
from sites.printed.pictures.recognising import recognise
from sites.printed.pictures.ruling import find_rules
from sites.records.scans import Box, PrintedText
from tools.published_lists.fonts import font, has_fonts

pytestmark = pytest.mark.skipif(not has_fonts(), reason="Debian's fonts-noto-cjk is absent")

SIZE = 20
ROWS = (
    ("1", "演示县公安局", "演示路60号", "0311-01234567"),
    ("2", "郯城县公安局演示分局", "演示路128号院内", "0539-0123456"),
    ("3", "阆中市公安局演示大队", "演示路与幸福街交叉口", "0817-0654321"),
)
LEFTS = (10, 60, 300, 560)
WIDTH = 740


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(threads=1)


def _canvas(width: int, height: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (width, height), "white")
    return image, ImageDraw.Draw(image)


def _table(row_height: int = 40) -> Image.Image:
    image, draw = _canvas(WIDTH + 20, row_height * len(ROWS) + 20)
    for number, row in enumerate(ROWS):
        top = 10 + number * row_height
        for left, right, text in zip(LEFTS, (*LEFTS[1:], WIDTH), row, strict=True):
            draw.rectangle((left, top, right, top + row_height), outline="black")
            draw.text((left + 8, top + 5), text, font=font("sans", SIZE), fill="black")
    return image


def _read(image: Image.Image, reader: Reader) -> list[PrintedText]:
    pixels = np.asarray(image)
    return recognise(pixels, reader, find_rules(pixels))


def test_each_cell_of_a_table_is_read_alike_by_both_models(reader: Reader) -> None:
    read = _read(_table(), reader)
    assert sorted(text.text for text in read) == sorted(cell for row in ROWS for cell in row)
    assert [text for text in read if text.second != text.text] == []


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("演示县公安局刑事侦查大队", 20),
        ("演示路128号2楼201室", 20),
        ("0311-01234567、0312-0765432", 16),
        ("演示镇公安局        0311-01234567", 24),
    ],
    ids=["characters", "mixed", "digits", "two columns in one"],
)
def test_each_character_begins_where_it_is_printed(text: str, size: int, reader: Reader) -> None:
    face = font("sans", size)
    image, draw = _canvas(round(face.getlength(text)) + 60, 3 * size)
    draw.text((25, size // 2), text, font=face, fill="black")
    printed = [25 + face.getlength(text[:at]) for at, each in enumerate(text) if each != " "]
    read = sorted(_read(image, reader), key=lambda each: each.box.left)
    found = [
        (character, left)
        for each in read
        for character, left in zip(each.text, each.lefts, strict=True)
        if character != " "
    ]
    assert "".join(character for character, _ in found) == text.replace(" ", "")
    off = [abs(left - at) for (_, left), at in zip(found, printed, strict=True)]
    assert max(off) <= 0.6 * size


def test_text_is_parted_at_a_table_line_that_it_nearly_touches(reader: Reader) -> None:
    image, draw = _canvas(420, 220)
    for row in range(5):
        top = 10 + 40 * row
        draw.rectangle((10, top, 400, top + 40), outline="black")
        draw.line((180, top, 180, top + 40), fill="black")
        draw.text((14, top + 6), "演示县救助管理站", font=font("sans", SIZE), fill="black")
        draw.text((186, top + 6), "演示路二百号", font=font("sans", SIZE), fill="black")
    assert {text.text for text in _read(image, reader)} == {"演示县救助管理站", "演示路二百号"}


@pytest.mark.parametrize("pitch", [22, 27], ids=["tight", "wide"])
def test_column_of_characters_is_read_from_top_to_bottom(pitch: int, reader: Reader) -> None:
    image, draw = _canvas(360, 340)
    draw.rectangle((10, 10, 340, 320), outline="black")
    draw.line((60, 10, 60, 320), fill="black")
    draw.line((10, 120, 340, 120), fill="black")
    for name, top in (("河北省", 30), ("内蒙古自治区", 140)):
        for at, character in enumerate(name):
            draw.text((24, top + at * pitch), character, font=font("sans", SIZE), fill="black")
    for row in range(7):
        draw.text((80, 20 + 42 * row), "演示县公安局", font=font("sans", SIZE), fill="black")
    assert [text.text for text in _read(image, reader) if text.box.left < 60] == [
        "河北省",
        "内蒙古自治区",
    ]


def test_no_text_of_a_long_picture_is_lost_or_read_twice_at_a_tile_border(reader: Reader) -> None:
    image, draw = _canvas(220, 2_300)
    printed = [f"演示{number:03d}号" for number in range(66)]
    for row, text in enumerate(printed):
        left = 10 + 60 * (row % 2)  # so that no row of pixels is without text for long
        draw.text((left, 5 + row * 34), text, font=font("sans", 22), fill="black")
    assert [text.text for text in _read(image, reader)] == printed


def test_slanted_watermark_takes_no_row_with_it(reader: Reader) -> None:
    table = _table()
    mark, draw = _canvas(300, 60)
    draw.text((10, 5), "内部资料", font=font("sans", 44, is_bold=True), fill=(215, 215, 215))
    mark = mark.rotate(28, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC)
    under = Image.new("RGB", table.size, "white")
    under.paste(mark, (230, -20))
    both = Image.fromarray(np.minimum(np.asarray(table), np.asarray(under)))
    read = {text.text for text in _read(both, reader)}
    assert {cell for row in ROWS for cell in row[1:]} <= read


def test_number_on_a_watermark_is_read_without_it(reader: Reader) -> None:
    image, draw = _canvas(420, 120)
    draw.text((60, 20), "内部资料", font=font("sans", 70, is_bold=True), fill=(205, 205, 205))
    for row in range(2):
        draw.text((40, 30 + 40 * row), "0412-0248386", font=font("sans", SIZE), fill="black")
    assert [text.text for text in _read(image, reader)].count("0412-0248386") == 2


def test_blank_picture_holds_no_text(reader: Reader) -> None:
    assert _read(_canvas(300, 200)[0], reader) == []


def test_missing_models_say_what_to_run() -> None:
    with pytest.raises(BadFileError, match="make ocr"):
        models._installed(("no_such_package", "model.onnx"))


def test_kept_page_keeps_its_size_and_can_be_read_again(reader: Reader) -> None:
    image = np.asarray(_table())
    kept = decode_upright(encode_upright(image))
    assert kept.shape == image.shape
    assert ROWS[1][1] in {text.text for text in recognise(kept, reader, find_rules(kept))}


def test_broken_kept_page_says_what_to_delete() -> None:
    with pytest.raises(BadFileError, match="工作文件夹"):
        decode_upright(b"no picture")


def test_cut_out_row_is_small_and_no_wider_than_asked() -> None:
    row = cut_out(np.asarray(_table()), Box(10, 10, WIDTH, 50), max_width=400)
    assert len(row) < 8_000
    assert decode_upright(row).shape[1] <= 400

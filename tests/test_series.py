"""Pictures that continue each other are found, joined without repeats, and read as one page."""

import itertools
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageDraw, ImageFilter

from sites.printed.pictures import Reader, long_pages, read_page, series, series_of
from tools.published_lists.fonts import font, has_fonts

pytestmark = pytest.mark.skipif(not has_fonts(), reason="Debian's fonts-noto-cjk is absent")

ROW = 40
WIDTH = 620
TEXT_TOP = 9  # of a row, and the text is 20 pixels high
Pixels = npt.NDArray[np.uint8]


def _list(rows: int, *, is_lined: bool = True, first: int = 1) -> Pixels:
    image = Image.new("RGB", (WIDTH, rows * ROW + 40), "white")
    draw = ImageDraw.Draw(image)
    for row in range(rows):
        top = 20 + row * ROW
        number = first + row
        cells = (str(number), f"演示{number}县公安局", f"演示路{number * 37 % 1000}号")
        for left, right, text in zip((20, 80, 340), (80, 340, 600), cells, strict=True):
            if is_lined:
                draw.rectangle((left, top, right, top + ROW), outline="black")
            draw.text((left + 8, top + 5), text, font=font("sans", 20), fill="black")
    return np.asarray(image)


def _saved(parts: Sequence[Pixels], folder: Path, quality: int = 80) -> list[Path]:
    paths = []
    for number, part in enumerate(parts, start=1):
        paths.append(folder / f"{number:02d}.jpg")
        Image.fromarray(part).save(paths[-1], quality=quality)
    return paths


CUTS = {
    "through text": (20 + 5 * ROW + 16, True),
    "between text and line": (20 + 5 * ROW + 36, True),
    "on a line": (20 + 5 * ROW, True),
    "below a line": (20 + 5 * ROW + 1, True),
    "through text without lines": (20 + 5 * ROW + 16, False),
    "between rows without lines": (20 + 5 * ROW + 37, False),
}


@pytest.mark.parametrize(("cut", "is_lined"), CUTS.values(), ids=CUTS)
def test_cut_list_is_joined_where_it_was_cut(cut: int, is_lined: bool, tmp_path: Path) -> None:
    whole = _list(10, is_lined=is_lined)
    paths = _saved((whole[:cut], whole[cut:]), tmp_path)
    assert list(series_of(paths)) == [tuple(paths)]
    (page,) = long_pages(paths)
    assert page.image.shape == whole.shape
    assert [(each.name, each.top) for each in page.pictures] == [("01.jpg", 0), ("02.jpg", cut)]


@pytest.mark.parametrize("repeated", [50, 97, 160])
@pytest.mark.parametrize("is_lined", [True, False], ids=["lined", "unlined"])
def test_repeated_rows_of_screenshots_are_kept_once(
    repeated: int, is_lined: bool, tmp_path: Path
) -> None:
    whole = _list(12, is_lined=is_lined)
    paths = _saved((whole[:290], whole[290 - repeated :]), tmp_path)
    (page,) = long_pages(paths)
    assert page.image.shape == whole.shape
    assert np.abs(page.image.astype(int) - whole).mean() < 4


def test_bars_that_each_screenshot_shows_are_left_out_where_they_meet(tmp_path: Path) -> None:
    whole = _list(12)
    bars = [np.asarray(_bar(text)) for text in ("9:41  演示", "返回    分享    收藏")]
    shots = [np.concatenate((bars[0], part, bars[1])) for part in (whole[:300], whole[200:])]
    (page,) = long_pages(_saved(shots, tmp_path, quality=95))
    assert page.image.shape[0] == len(whole) + 2 * len(bars[0])


def _bar(text: str) -> Image.Image:
    bar = Image.new("RGB", (WIDTH, 44), (230, 230, 230))
    ImageDraw.Draw(bar).text((30, 6), text, font=font("sans", 22), fill="black")
    return bar


def _photographed(image: Pixels, seed: int) -> Pixels:
    noise = np.random.default_rng(seed).normal(0, 6, image.shape)
    turned = Image.fromarray(image).rotate(0.7 + seed, fillcolor=(150, 140, 130))
    soft = np.asarray(turned.filter(ImageFilter.GaussianBlur(0.8)))
    return (soft + noise).clip(0, 255).astype(np.uint8)


APART = {
    "two lists with margins": lambda: (_list(8), _list(8, first=9)),
    "two unlined lists with margins": lambda: (
        _list(8, is_lined=False),
        _list(8, is_lined=False, first=9),
    ),
    "the same picture twice": lambda: (_list(6), _list(6)),
    "other widths": lambda: (_list(8)[:200], _list(8)[200:, 20:]),
    "photographs": lambda: (
        _photographed(_list(8)[:300], 0),
        _photographed(_list(8, first=9)[:300], 1),
    ),
}


@pytest.mark.parametrize("make", APART.values(), ids=APART)
def test_pictures_that_do_not_continue_stay_apart(
    make: Callable[[], Sequence[Pixels]], tmp_path: Path
) -> None:
    paths = _saved(make(), tmp_path)
    assert list(series_of(paths)) == [(path,) for path in paths]


def test_long_series_becomes_several_pages_each_with_whole_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = _list(40)
    cuts = [0, 416, 832, 1_248, len(whole)]  # 416 and 1,248 go through a row's text
    paths = _saved([whole[a:b] for a, b in itertools.pairwise(cuts)], tmp_path)
    monkeypatch.setattr(series, "_MAX_HEIGHT", 1_000)
    pages = list(long_pages(paths))
    assert [len(page.pictures) for page in pages] == [2, 2]
    assert sum(len(page.image) for page in pages) == len(whole)
    for page in pages:
        assert sum(picture.height for picture in page.pictures) == len(page.image)
        ink = (page.image[-1] < 128).all(axis=1)
        assert ink.sum() <= 8  # upright lines and no text


def test_row_cut_at_the_border_is_read_once_and_whole(tmp_path: Path) -> None:
    whole = _list(8)
    cut = 20 + 4 * ROW + 16
    (page,) = long_pages(_saved((whole[:cut], whole[cut:]), tmp_path))
    read = read_page(page, Reader(threads=1))
    units = [text.text for text in read.page.texts if "公安局" in text.text]
    assert units == [f"演示{number}县公安局" for number in range(1, 9)]
    assert [picture.name for picture in read.page.pictures] == ["01.jpg", "02.jpg"]

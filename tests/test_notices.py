"""The notice: its words as a page, and the sheets that a real Chromium prints of it."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import Page

from tests.browser import PHONE, Visits
from tests.conftest import GetPage, MakeApp
from tests.test_pages import any_demo_id, hrefs, text_of

A4_PT = (595, 842)
LARGE_PT = 60  # a digit is then 15 mm high and is read at three metres
LONG = "伊犁哈萨克自治州察布查尔锡伯自治县公安局刑事侦查大队技术中队" * 2
# Invented, with round numbers: read by tests only.
OFFICES = f"""单位,地址,电话
测试县公安局刑侦大队,四川省成都市武侯区测试路1号,028-86400000、13800138000
{LONG},四川省成都市锦江区{LONG}测试路2号,0431-84220000转80224（夜间）、028-86400001、028-86400002
测试区公安分局,四川省成都市青羊区测试路3号,
<b>测试</b>&分局{{{{7*7}}}},四川省成都市金牛区测试路4号,028-86400003
"""
MANY = "单位,地址,电话\n" + "".join(
    f"测试第{number}派出所,四川省成都市武侯区测试路{number}号,028-864000{number:02d}\n"
    for number in range(10, 33)
)
Sheets = Callable[[Page], pypdfium2.PdfDocument]


@pytest.fixture(scope="session")
def offices(make_app: MakeApp, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return _app_of(OFFICES, make_app, tmp_path_factory.mktemp("offices"))


@pytest.fixture(scope="session")
def many(make_app: MakeApp, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return _app_of(MANY, make_app, tmp_path_factory.mktemp("many"))


def _app_of(rows: str, make_app: MakeApp, folder: Path) -> Flask:
    path = folder / "offices.csv"
    path.write_text(rows, encoding="utf-8")
    source = ("--source-title", "名单", "--source-url", "https://example.org/1")
    return make_app(str(path), *source, "--published-on", "2022-07")


def id_of(app: Flask, start: str) -> str:
    sites = app.extensions["sites"].live.current().sites
    return str(next(site.id for site in sites if site.unit.startswith(start)))


def printed(page: Page) -> pypdfium2.PdfDocument:
    """The sheets as the browser's own print command makes them."""
    return pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))


def text_on(document: pypdfium2.PdfDocument, number: int = 0) -> str:
    return str(document[number].get_textpage().get_text_bounded())


def code_on(document: pypdfium2.PdfDocument, number: int = 0) -> str:
    """What a decoder reads from the QR code on a sheet at 100 dots to the inch, or nearer and
    further as a camera is moved: it does not read each code at one size, and the address in it
    holds the port of this run."""
    for dots_per_inch in (100, 120, 90, 150):
        picture = document[number].render(scale=dots_per_inch / 72).to_pil().convert("RGB")
        text = str(cv2.QRCodeDetector().detectAndDecode(np.asarray(picture))[0])
        if text:
            return text
    return ""


def is_grey(document: pypdfium2.PdfDocument, number: int = 0) -> bool:
    pixels = np.asarray(document[number].render(scale=1).to_pil().convert("RGB")).astype(int)
    return bool((pixels.max(axis=2) - pixels.min(axis=2)).max() <= 8)


def cut_off(page: Page) -> list[str]:
    """What of a sheet sticks out of it below, on paper."""
    found: list[str] = page.evaluate(
        """() => {
            const leaf = document.querySelector('.leaf').getBoundingClientRect();
            return [...document.querySelectorAll('.leaf > *, .told > *, .below > div > *')]
                .filter(tag => tag.getBoundingClientRect().bottom > leaf.bottom + 1
                    || tag.scrollWidth > tag.clientWidth + 1)
                .map(tag => tag.className + tag.textContent.slice(0, 20));
        }"""
    )
    return found


@pytest.mark.parametrize("unit", ["测试县", "伊犁", "测试区", "<b>"])
@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_a_site_is_printed_on_one_sheet(
    offices: Flask, visit: Visits, unit: str, javascript: bool
) -> None:
    site_id = id_of(offices, unit)
    visitor = visit(offices, javascript=javascript)
    page = visitor.open(f"/sites/{site_id}/notice")
    sheets = printed(page)
    assert len(sheets) == 1
    assert tuple(round(side) for side in sheets[0].get_size()) == A4_PT
    assert code_on(sheets) == f"{visitor.home}/sites/{site_id}"
    assert is_grey(sheets)
    assert "不要钱。谁要钱，谁是骗子。" in text_on(sheets)
    assert "2022 年 7 月公布" in text_on(sheets)
    assert "寻亲免费采血" in text_on(sheets)
    assert visitor.errors == []
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 703, "height": 1024})  # 186 mm, what A4 leaves to words
    assert cut_off(page) == []


@pytest.mark.parametrize("unit", ["测试县", "伊犁", "测试区"])
@pytest.mark.parametrize(
    "language, said",
    [
        (
            "/en",
            ("Find Family by DNA", "Anyone who asks for money is a scammer", "published July 2022"),
        ),
        ("/zh-hant", ("尋親免費採血", "不要錢。誰要錢，誰是騙子。", "2022 年 7 月公佈")),
    ],
    ids=["English", "traditional"],
)
def test_a_notice_in_another_language_is_one_sheet_too(
    offices: Flask, visit: Visits, unit: str, language: str, said: tuple[str, ...]
) -> None:
    site_id = id_of(offices, unit)
    visitor = visit(offices)
    page = visitor.open(f"{language}/sites/{site_id}/notice")
    sheets = printed(page)
    assert len(sheets) == 1
    assert code_on(sheets) == f"{visitor.home}{language}/sites/{site_id}"
    text = " ".join(text_on(sheets).split())
    assert [words for words in said if words not in text] == []
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 703, "height": 1024})
    assert cut_off(page) == []


def test_the_number_is_large_and_can_be_torn_off(offices: Flask, visit: Visits) -> None:
    page = visit(offices).open(f"/sites/{id_of(offices, '测试县')}/notice")
    page.emulate_media(media="print")
    size = page.locator(".dial").first.evaluate("tag => parseFloat(getComputedStyle(tag).fontSize)")
    assert size * 72 / 96 >= LARGE_PT
    numbers = page.locator(".strips b").all_inner_texts()
    assert numbers == ["028-8640 0000"] * 8
    boxes = [strip.bounding_box() for strip in page.locator(".strips b").all()]
    assert all(box and box["height"] > 3 * box["width"] for box in boxes), "not turned"


def test_no_number_is_broken_over_two_lines(offices: Flask, visit: Visits) -> None:
    for path in (f"/sites/{id_of(offices, LONG[:9])}", "/areas/510100"):
        page = visit(offices).open(f"{path}/notice")
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 703, "height": 1024})
        boxes = page.locator(".dial span").evaluate_all(
            """numbers => numbers.map(number => [number.textContent,
                number.getClientRects().length, number.getBoundingClientRect().right
                    <= document.querySelector('.leaf').getBoundingClientRect().right])"""
        )
        assert any(len(number) == 14 for number, *_ in boxes)  # the longest that there is
        assert [box for box in boxes if box[1:] != [1, True]] == []


def test_an_area_is_printed_without_a_row_cut_in_two(many: Flask, visit: Visits) -> None:
    sheets = printed(visit(many).open("/areas/510107/notice"))
    assert 4 <= len(sheets) <= 6
    where: dict[str, set[int]] = {}
    for number in range(len(sheets)):
        for row in re.findall(r"测试路(\d\d)号|028-8640\s*00(\d\d)", text_on(sheets, number)):
            where.setdefault(row[0] or row[1], set()).add(number)
    last = len(sheets) - 1  # the strips repeat the first numbers there
    assert len(where) == 23
    assert [row for row, pages in where.items() if len(pages - {last}) > 1] == []
    assert code_on(sheets, last).endswith("/areas/510107")
    assert all(is_grey(sheets, number) for number in range(len(sheets)))


def test_a_demonstration_is_printed_with_its_mark_and_without_a_number(
    app: Flask, visit: Visits
) -> None:
    for path in (f"/sites/{any_demo_id(app)}", "/areas/510107"):
        sheets = printed(visit(app).open(f"{path}/notice"))
        words = "".join(text_on(sheets, number) for number in range(len(sheets)))
        assert "演示：不是真实采血点" in words
        assert not re.search(r"\d{3,4}-\d{3,4} ?\d{4}", words)


def test_the_page_says_how_to_print_and_repeats_no_markup(
    offices: Flask, get_page: GetPage
) -> None:
    page = get_page(f"/sites/{id_of(offices, '<b>')}/notice", of=offices)
    assert "点浏览器菜单里的「打印」" in text_of(page)
    assert "<b>测试</b>&分局{{7*7}}" in text_of(page)
    assert "没有公布电话。请先打 110" in text_of(
        get_page(f"/sites/{id_of(offices, '测试区')}/notice", of=offices)
    )


def test_nothing_of_a_demonstration_is_dialled_from_its_notice(
    app: Flask, get_page: GetPage
) -> None:
    page = get_page(f"/sites/{any_demo_id(app)}/notice")
    assert hrefs(page) == []
    assert not page.select(".strips, .dial")


@pytest.mark.parametrize("adcode", ["510100", "510000", "110000", "659001"])
def test_every_kind_of_area_has_a_notice(get_page: GetPage, adcode: str) -> None:
    assert get_page(f"/areas/{adcode}/notice").select_one(".leaf .qr")


def test_a_page_fits_a_telephone(offices: Flask, visit: Visits) -> None:
    page = visit(offices, size=PHONE).open(f"/sites/{id_of(offices, '伊犁')}/notice")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width == PHONE["width"]
    assert page.locator(".how").is_visible()
    assert not page.locator(".strips").is_visible()
    assert Image.open(io.BytesIO(page.screenshot())).width == PHONE["width"]

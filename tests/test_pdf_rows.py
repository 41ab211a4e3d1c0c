"""Which printed lines are one row, and which pages lie beside each other: without any PDF."""

import pytest

from sites.reading.formats.pdfmargins import lines_to_read, repeated_margins
from sites.reading.formats.pdfpage import PdfPage, Word
from sites.reading.formats.pdfrows import Extent, alignment_quality, best_parting, quality
from sites.reading.formats.pdfspread import laid_out

EM = 10.0


def word(text: str, left: float, top: float) -> Word:
    return Word(text, left, left + EM * len(text), top, top + EM, EM)


def page(number: int, *words: Word) -> PdfPage:
    return PdfPage(number, 595, 842, words, (), is_scanned=False)


def texts(pages: list[PdfPage]) -> list[list[str]]:
    return [[each.text for each in page.words] for page in pages]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        pytest.param(
            [{"unit": ["演示县公安局", "技术室"], "phone": ["028-00000001"]}],
            [
                {"unit": ["演示县公安局"], "phone": ["028-00000001"]},
                {"unit": ["技术室"], "phone": []},
            ],
            id="half a unit is no row",
        ),
        pytest.param(
            [
                {"unit": ["演示一县公安局"], "phone": ["028-00000001"]},
                {"unit": ["演示二县公安局"], "phone": []},
            ],
            [{"unit": ["演示一县公安局", "演示二县公安局"], "phone": ["028-00000001"]}],
            id="another bureau is a row, with or without a number",
        ),
        pytest.param(
            [{"unit": ["演示县公安局"], "phone": ["028-", "00000001"]}],
            [{"unit": ["演示县公安局"], "phone": ["028-"]}, {"unit": [], "phone": ["00000001"]}],
            id="half a number is no number",
        ),
        pytest.param(
            [
                {"serial": ["1"], "unit": ["演示派出所"], "phone": ["028-00000001"]},
                {"serial": ["2"], "unit": ["演示二所"], "phone": ["028-00000002"]},
            ],
            [
                {
                    "serial": ["1", "2"],
                    "unit": ["演示派出所", "演示二所"],
                    "phone": ["028-00000001", "028-00000002"],
                }
            ],
            id="two running numbers are two rows",
        ),
    ],
)
def test_whole_rows_are_worth_more_than_halves(
    better: list[dict[str, list[str]]], worse: list[dict[str, list[str]]]
) -> None:
    assert sum(map(quality, better)) > sum(map(quality, worse))


def test_the_best_parting_is_found_among_all() -> None:
    worths = {(0, 2): 5.0, (2, 3): 5.0, (3, 6): 5.0}
    total, starts = best_parting(6, lambda start, end: worths.get((start, end), -3.0))
    assert (total, starts) == (15.0, [0, 2, 3])


def test_cells_that_hang_from_one_height_are_top_aligned() -> None:
    cells = [Extent(0, 10, 10), Extent(0, 30, 10), Extent(0, 20, 10)]
    assert alignment_quality(cells, "top") == 0.0
    assert alignment_quality(cells, "bottom") < 0.0
    assert alignment_quality(cells, "middle") < 0.0


UNITS = [word(f"演示{place}县公安局", 50, 100 + 20 * place) for place in range(4)]
CALLS = [word(f"028-0000000{place}", 50, 100 + 20 * place) for place in range(4)]


def test_columns_on_another_page_are_put_beside_their_rows() -> None:
    (whole,) = laid_out([page(1, *UNITS), page(2, *CALLS)])
    for unit, call in zip(whole.words[:4], whole.words[4:], strict=True):
        assert unit.y == call.y
        assert call.left > unit.right


def test_pages_of_the_same_columns_stay_apart() -> None:
    rows = [*UNITS, *(word(each.text, 300, each.top) for each in CALLS)]
    pages = [page(1, *rows), page(2, *rows)]
    assert laid_out(pages) == pages


def test_pages_whose_rows_differ_in_height_stay_apart() -> None:
    calls = [word(each.text, 50, each.top * 1.37) for each in CALLS]
    pages = [page(1, *UNITS), page(2, *calls)]
    assert laid_out(pages) == pages


def test_two_columns_of_text_are_read_one_after_the_other() -> None:
    left = [*UNITS, *(word(each.text, 150, each.top) for each in CALLS)]
    right = [
        word(each.text.replace("演示", "演示乙"), each.left + 270, each.top) for each in left[:4]
    ] + [word(each.text, each.left + 275, each.top) for each in left[4:]]
    parts = laid_out([page(1, *left, *right)])
    assert texts(parts) == [[each.text for each in left], [each.text for each in right]]


def test_a_line_that_comes_again_is_left_out_only_at_the_very_edge() -> None:
    pages = [
        page(
            number,
            word("演示名单供查询", 50, 20),
            word(f"演示{number}县公安局", 50, 100),
            word("交叉口向西路北", 50, 120),
            *UNITS[2:],
        )
        for number in (1, 2)
    ]
    repeated = repeated_margins(pages)
    kept = [line[0].text for line in lines_to_read(pages[1], pages[1].words, repeated)]
    assert kept[:2] == ["演示2县公安局", "交叉口向西路北"]


@pytest.mark.parametrize("rest", ["0005", "84"])
def test_the_end_of_a_number_at_the_foot_of_a_page_is_no_page_number(rest: str) -> None:
    body = [*UNITS, word("028-0000", 300, 160), word(rest, 300, 172)]
    kept = lines_to_read(page(1, *body), body, {})
    assert kept[-1][0].text == rest

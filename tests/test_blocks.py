"""Lists without a table: blocks of labelled lines, as text."""

import pytest

from sites.reading.tables.blocks import blocks_table
from sites.reading.tables.table import read_table
from sites.reading.tables.wrapping import join_wrapped
from sites.records import Problem, Row

CHANGCHUN = {"unit": "长春市公安局演示分局", "address": "演示路1号", "phone": "0431-01234567"}
JILIN = {"unit": "吉林市公安局演示分局", "address": "演示路2号", "phone": "0432-01234567"}

FORMS = {
    "numbered, the unit without a label": """
1、长春市公安局演示分局
地址：演示路1号
电话：0431-01234567
2、吉林市公安局演示分局
地址：演示路2号
电话：0432-01234567""",
    "a title above and a note below": """
免费采血点名单（演示）
1.长春市公安局演示分局
地 址：演示路1号
联系 电话：0431-01234567
2.吉林市公安局演示分局
地 址：演示路2号
联系 电话：0432-01234567
注：如有变化以当地公布为准""",
    "every line labelled": """
采血点名称：长春市公安局演示分局
采血点地址：演示路1号
联系电话：0431-01234567
联系人：演示
采血点名称：吉林市公安局演示分局
采血点地址：演示路2号
联系电话：0432-01234567
联系人：演示""",
    "one block on a line": """
单位：长春市公安局演示分局 地址：演示路1号 电话：0431-01234567
单位：吉林市公安局演示分局 地址：演示路2号 电话：0432-01234567""",
    "one block on a line, the blanks lost": """
1.单位名称：长春市公安局演示分局地址：演示路1号电话：0431-01234567
2.单位名称：吉林市公安局演示分局地址：演示路2号电话：0432-01234567""",
    "the unit without number or label, wrapped": """
长春市公安局演示分局
地址：演示路1号
电话：0431-01234567

吉林市公安局
演示分局
地址：演示路2号
电话：0432-01234567""",
    "the number on a line of its own": """
1
单位：长春市公安局演示分局
地址：演示路1号
电话：0431-01234567
2
单位：吉林市公安局演示分局
地址：演示路2号
电话：0432-01234567""",
    "labels in brackets": """
【单位】长春市公安局演示分局
【地址】演示路1号
【电话】0431-01234567
【单位】吉林市公安局演示分局
【地址】演示路2号
【电话】0432-01234567""",
}


def rows_of(text: str) -> list[Row | Problem]:
    sheet = blocks_table(text.strip("\n").split("\n"))
    assert sheet is not None
    outcomes = read_table(sheet, "名单.txt", keep_names=False)
    assert outcomes is not None
    return list(outcomes)


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_blocks_become_rows(text: str) -> None:
    rows = rows_of(text)
    assert [row.cells for row in rows if isinstance(row, Row)] == [CHANGCHUN, JILIN]
    assert len(rows) == 2


def test_headings_between_blocks_name_the_province_of_those_below() -> None:
    rows = rows_of(
        """
吉林省
1、长春市公安局演示分局
地址：演示路1号
电话：0431-01234567
辽宁省
2、沈阳市公安局演示分局
地址：演示路3号
电话：024-01234567"""
    )
    assert [row.cells["province"] for row in rows if isinstance(row, Row)] == ["吉林省", "辽宁省"]


def test_a_row_has_the_number_of_its_first_line() -> None:
    assert [row.line for row in rows_of(FORMS["a title above and a note below"])] == [2, 5]


def test_a_value_goes_on_in_the_next_line() -> None:
    (row,) = rows_of(
        """
单位：长春市公安局演示分局
地址：演示路1号公安局
院内三楼
电话：0431-01234567
0431-01234568"""
    )
    assert isinstance(row, Row)
    assert row.cells["address"] == "演示路1号公安局院内三楼"
    assert row.cells["phone"] == "0431-01234567、0431-01234568"


@pytest.mark.parametrize(
    "text",
    ["", "各地群众：请注意\n这里是一段文字\n没有名单", "地址：演示路1号\n地址：演示路2号"],
    ids=["nothing", "an article", "no unit"],
)
def test_other_text_is_no_list_of_blocks(text: str) -> None:
    assert blocks_table(text.split("\n")) is None


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("演示路12", "3号"), "演示路123号"),
        (("0431-01234567", "0431-01234568"), "0431-01234567\n0431-01234568"),
        (("0431-", "01234567"), "0431-01234567"),
        (("0431-0123", "4567"), "0431-01234567"),
        (("0431-01234567、", "01234568"), "0431-01234567、01234568"),
        (("01234567", "（白天）"), "01234567（白天）"),
        (("Public Security", "Bureau"), "Public Security Bureau"),
        ((), ""),
    ],
)
def test_lines_of_a_cell_are_joined_as_they_were_meant(lines: tuple[str, ...], text: str) -> None:
    assert join_wrapped(lines) == text

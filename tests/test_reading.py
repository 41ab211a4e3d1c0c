"""Lists as they come: every line that is not blank ends as a Row or as a Problem.

All sites here are made up: 演示 units on 演示路, local numbers that begin with 0.
"""

import csv
import re
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sites.errors import BadFileError
from sites.printed.proofing.own_columns import LIST_COLUMNS
from sites.reading import read_list
from sites.reading.tables.columns import read_header
from sites.reading.tables.titles import header_roles
from sites.records import COLUMN_WORDS, COLUMNS, Problem, Row
from sites.text import tidy
from tests.conftest import PRINTED_OFFICES

Outcomes = list[Row | Problem]
Read = Callable[..., Outcomes]
LISTS = Path(__file__).parent / "lists"
HEADER = "省份,单位,地址,联系电话"
LINE = "四川省,演示采血点,演示路1号,028-00000001"
CELLS = {
    "unit": "演示采血点",
    "province": "四川省",
    "address": "演示路1号",
    "phone": "028-00000001",
}


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads lines as a file; `encoding` as the operator's program writes it."""

    def read_text(*lines: str, encoding: str = "utf-8", keep_names: bool = False) -> Outcomes:
        path = tmp_path / "list.csv"
        path.write_bytes("\n".join([*lines, ""]).encode(encoding))
        return list(read_list(path, keep_names=keep_names))

    return read_text


def rows_of(outcomes: Iterable[Row | Problem]) -> list[dict[str, str]]:
    return [dict(each.cells) for each in outcomes if isinstance(each, Row)]


def problems_of(outcomes: Iterable[Row | Problem]) -> list[Problem]:
    return [each for each in outcomes if isinstance(each, Problem)]


def test_messy_list_is_read_line_by_line() -> None:
    found = {each.line: each for each in read_list(LISTS / "messy.csv")}
    assert {line: dict(each.cells) for line, each in found.items() if isinstance(each, Row)} == {
        7: {"unit": "演示双阳采血点", "province": "吉林省", "city": "长春市", "county": "双阳区",
            "address": "演示路1号 (演示楼)", "phone": "0431-00000001(白)"},
        9: {"unit": "演示德惠采血点", "province": "吉林省", "city": "长春市", "county": "德惠市",
            "address": "演示路2号", "phone": "0431-00000002、0431-00000003"},
        11: {"unit": "演示松原采血点", "province": "吉林省", "city": "松原市",
             "address": "演示路3号", "phone": "0438-0000004"},
        13: {"unit": "演示武侯采血点", "province": "四川省", "city": "成都市", "county": "武侯区",
             "address": "演示路4号、5号", "phone": "028-00000005"},
        15: {"unit": "演示成都采血点", "province": "四川省", "city": "成都市",
             "address": "演示路6号", "phone": "028-00000006"},
    }  # fmt: skip
    problems = {line: each.column for line, each in found.items() if isinstance(each, Problem)}
    assert problems == {12: "", 16: "unit", 17: "", 18: "unit"}
    of_line_12 = found[12]
    assert isinstance(of_line_12, Problem)
    assert "第 12 行（和表头一样）" in of_line_12.advice


def test_a_header_is_judged_once(read: Read) -> None:
    judged: list[tuple[str, ...]] = []

    def hear(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and frame.f_code is read_header.__code__:
            judged.append(tuple(frame.f_locals["texts"]))

    before = sys.getprofile()
    sys.setprofile(hear)
    try:
        found = read(HEADER, LINE)
    finally:
        sys.setprofile(before)
    assert rows_of(found) == [CELLS]
    assert judged == [tuple(HEADER.split(","))]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param("省份,单位,地址,联系电话", "province,unit,address,phone", id="four"),
        pytest.param("省,单位名称,详细地址,电话", "province,unit,address,phone", id="short words"),
        pytest.param("省份,采血点,采血地址,办公电话", "province,unit,address,phone", id="采血点"),
        pytest.param(
            "地市,采血点名称,采血点地址,值班电话", "city,unit,address,phone", id="采血点名称"
        ),
        pytest.param("区县,名称,地址,联系方式", "county,unit,address,phone", id="区县"),
        pytest.param("县（市、区）,单 位,地 址,电 话", "county,unit,address,phone", id="spaces"),
        pytest.param("市（州）,公安机关,地点,手机", "city,unit,address,phone", id="市(州)"),
        pytest.param("所属省份,采血点,采血点地址,刑侦电话", "province,unit,address,phone", id="6"),
        pytest.param("province,unit,address,phone", "province,unit,address,phone", id="our own"),
        pytest.param("备注,单位,办公时间,电话", "notes,unit,hours,phone", id="hours and notes"),
        pytest.param("单位,电话,省份,地址", "unit,phone,province,address", id="another order"),
        pytest.param("省份,单位,地址,联系人及联系方式", "province,unit,address,phone", id="及"),
    ],
)  # fmt: skip
def test_header_words_are_understood(read: Read, header: str, expected: str) -> None:
    by_column = {
        "province": "四川省", "city": "成都市", "county": "武侯区", "unit": "演示采血点",
        "address": "演示路1号", "phone": "028-00000001", "hours": "工作日", "notes": "演示",
    }  # fmt: skip
    cells = {name: by_column[name] for name in expected.split(",")}
    assert rows_of(read(header, ",".join(cells.values()))) == [cells]


@pytest.mark.parametrize(
    "header",
    [
        "单位,地址,图片,图片行,图片位置,核对人,疑问",
        "unit,address,picture,picture_row,picture_box,checked_by,doubts",
    ],
)
def test_columns_of_a_list_read_from_pictures_are_known(read: Read, header: str) -> None:
    line = '演示采血点,演示路1号,名单/03.png,12,"40, 120, 980, 160",ZXM,地址：要看原图'
    (row,) = read(header, line)
    assert isinstance(row, Row)
    assert row.cells == {
        "unit": "演示采血点", "address": "演示路1号", "picture": "名单/03.png",
        "picture_row": "12", "picture_box": "40, 120, 980, 160", "checked_by": "ZXM",
        "doubts": "地址:要看原图",
    }  # fmt: skip


def test_what_people_read_for_a_column_is_a_header_that_is_known() -> None:
    assert set(COLUMN_WORDS) == {*COLUMNS, *LIST_COLUMNS}
    words = {column: word for column, word in COLUMN_WORDS.items() if column != "status"}
    assert header_roles(list(words.values())) == list(words)
    assert header_roles([COLUMN_WORDS["status"]]) == [""]  # in a list it may mean anything


def test_a_stray_text_of_such_a_list_is_still_no_unit(read: Read) -> None:
    lines = ["unit,address,picture,picture_row", "演示采血点,演示路1号,3.png,1", "第一批,,3.png,2"]
    row, problem = read(*lines)
    assert isinstance(row, Row)
    assert isinstance(problem, Problem)
    assert not problem.taken


def test_our_own_columns_come_back_whole(read: Read) -> None:
    cells = {name: f"演示{name}" for name in COLUMNS} | {"lat": "30.6", "lon": "104.0"}
    cells |= {"phone": "028-00000001", "datum": "wgs84"}
    assert rows_of(read(",".join(COLUMNS), ",".join(cells.values()))) == [cells]


@pytest.mark.parametrize(
    ("header", "line", "expected"),
    [
        pytest.param(
            "单位,电话,经度,纬度", "演示采血点,028-00000001,104.04,30.64",
            {"lat": "30.64", "lon": "104.04"}, id="no datum"),
        pytest.param(
            "单位,电话,经度（百度）,纬度（百度）", "演示采血点,028-00000001,104.04,30.64",
            {"lat": "30.64", "lon": "104.04", "datum": "bd09"}, id="datum in the header"),
        pytest.param(
            "单位,电话,lng_gcj02,lat_gcj02", "演示采血点,028-00000001,104.04,30.64",
            {"lat": "30.64", "lon": "104.04", "datum": "gcj02"}, id="English"),
        pytest.param(
            "单位,电话,坐标,坐标系", '演示采血点,028-00000001,"104.04,30.64",高德',
            {"lat": "30.64", "lon": "104.04", "datum": "gcj02"}, id="both in a cell"),
        pytest.param(
            "单位,电话,经度,纬度,坐标系", "演示采血点,028-00000001,104.04,30.64,天地图",
            {"lat": "30.64", "lon": "104.04", "datum": "wgs84"}, id="datum by its map"),
    ],
)  # fmt: skip
def test_coordinates_are_found_with_their_datum(
    read: Read, header: str, line: str, expected: dict[str, str]
) -> None:
    (cells,) = rows_of(read(header, line))
    assert {name: cells[name] for name in ("lat", "lon", "datum") if name in cells} == expected


def test_office_line_stands_before_the_mobile(read: Read) -> None:
    (cells,) = rows_of(read("单位,手机,办公电话", "演示采血点,13800138000,028-00000001"))
    assert cells["phone"] == "028-00000001、13800138000"


def test_day_and_night_columns_say_so_in_the_cell(read: Read) -> None:
    header = "单位,白天电话,夜间电话"
    (cells,) = rows_of(read(header, "演示采血点,028-00000001,028-00000002"))
    assert cells["phone"] == "028-00000001(白天)、028-00000002(夜间)"


def test_column_of_area_codes_goes_before_the_number(read: Read) -> None:
    (cells,) = rows_of(read("单位,区号,电话", "演示采血点,028,00000001"))
    assert cells["phone"] == "028、00000001"


def test_unknown_columns_are_named_once_and_left_out(read: Read) -> None:
    outcomes = read("单位,电话,颜色,大小", "演示采血点,028-00000001,红,大", "演示二,028-00000002,,")
    (problem,) = problems_of(outcomes)
    assert (problem.line, problem.column, problem.taken) == (1, "颜色、大小", True)
    assert len(rows_of(outcomes)) == 2


@pytest.mark.parametrize(
    "title", ["网址", "链接", "URL", "网站", "官网", "官方网站", "单位网址", "网站地址", "Website"]
)
def test_page_of_the_unit_is_no_source_and_is_told_once(read: Read, title: str) -> None:
    lines = ("演示采血点,演示路1号,https://example.gov.cn/", "演示2点,演示路2号,")
    told, *rows = read(f"单位,地址,{title}", *lines)
    assert isinstance(told, Problem)
    assert (told.line, told.column, told.taken) == (1, title, True)
    assert [row["address"] for row in rows_of(rows)] == ["演示路1号", "演示路2号"]
    assert all("source_url" not in row for row in rows_of(rows))


@pytest.mark.parametrize(
    "titles",
    [
        "来源,网址", "出处,链接", "信息来源,URL", "来源网址", "出处网址", "原文链接", "发布网址",
        "source_url", "来源名称,来源链接", "出处标题,出处网址", "资料来源,官网,出处网址",
    ],
)  # fmt: skip
def test_source_column_is_one_that_says_so(read: Read, titles: str) -> None:
    cells = ",".join(
        "https://example.org/list" if title in ("网址", "链接", "URL") or "source" in title
        or title.endswith(("网址", "链接")) else "演示名单"
        for title in titles.split(",")
    )  # fmt: skip
    (row,) = rows_of(read(f"单位,电话,{titles}", f"演示采血点,028-00000001,{cells}"))
    assert row["source_url"] == "https://example.org/list"


@pytest.mark.parametrize("title", ["邮箱地址", "电子邮件地址", "网页链接地址"])
def test_address_that_is_no_place_is_not_taken_for_one(read: Read, title: str) -> None:
    (row,) = rows_of(read(f"单位,电话,{title}", "演示采血点,028-00000001,a@example.org"))
    assert "address" not in row


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        pytest.param("四川省,演示采血点,演示路1号,028-00000001", {}, id="four"),
        pytest.param("1,四川省,演示采血点,演示路1号,028-00000001", {}, id="running number"),
        pytest.param("演示采血点,四川省,028-00000001,演示路1号", {}, id="another order"),
        pytest.param(
            "四川省,成都市,武侯区,演示采血点,演示路1号,028-00000001",
            {"city": "成都市", "county": "武侯区"}, id="three areas"),
    ],
)  # fmt: skip
def test_table_without_a_header_is_recognised(read: Read, line: str, cells: dict[str, str]) -> None:
    assert rows_of(read(line, line, line)) == [CELLS | cells] * 3


def test_three_columns_without_province_or_header_are_recognised(read: Read) -> None:
    lines = [f"演示{n}采血点,演示路{n}号,028-0000000{n}" for n in (1, 2, 3)]
    assert rows_of(read(*lines))[2] == {
        "unit": "演示3采血点", "address": "演示路3号", "phone": "028-00000003",
    }  # fmt: skip


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"]
)
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_encodings_and_delimiters_are_told_apart(read: Read, encoding: str, delimiter: str) -> None:
    lines = [text.replace(",", delimiter) for text in (HEADER, LINE, LINE)]
    assert rows_of(read(*lines, encoding=encoding)) == [CELLS, CELLS]


def test_utf16_with_the_other_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes(b"\xfe\xff" + f"{HEADER}\n{LINE}\n".encode("utf-16-be"))
    assert rows_of(read_list(path)) == [CELLS]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings_do_not_matter(tmp_path: Path, ending: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(ending.join([HEADER, LINE, "", LINE]).encode())
    assert [each.line for each in read_list(path)] == [2, 4]


def test_separator_line_of_excel_is_obeyed(read: Read) -> None:
    outcomes = read("sep=;", HEADER.replace(",", ";"), LINE.replace(",", ";"))
    assert rows_of(outcomes) == [CELLS]
    assert outcomes[0].line == 3


def test_damaged_letter_costs_its_own_line_only(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    good = "\n".join([HEADER, *[LINE] * 30]).encode()
    path.write_bytes(good + b"\n" + LINE.encode().replace("采".encode(), b"\xe9\x87") + b"\n")
    outcomes = list(read_list(path))
    assert len(rows_of(outcomes)) == 30
    assert [(each.line, each.column) for each in problems_of(outcomes)] == [(32, "unit")]
    assert "乱码" in problems_of(outcomes)[0].advice


def test_letter_of_a_private_set_is_said_and_not_dropped(read: Read) -> None:
    row, problem = read(HEADER, LINE, "四川省,演示\ue86c采血点,演示路1号,028-00000002")
    assert isinstance(row, Row)
    assert isinstance(problem, Problem)
    assert (problem.line, problem.column) == (3, "unit")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        pytest.param("'028-00000001", "028-00000001", id="apostrophe"),
        pytest.param('"=""028-00000001"""', "028-00000001", id="formula of a text"),
        pytest.param('="028-00000001"', "028-00000001", id="the same, not quoted"),
        pytest.param("０２８－０００００００１", "028-00000001", id="full width"),
        pytest.param('"028-00000001\n028-00000002"', "028-00000001、028-00000002", id="line break"),
        pytest.param('"028-00000001\r\n\r\n"', "028-00000001", id="break at the end"),
        pytest.param("\u200b028-00000001\xa0", "028-00000001", id="invisible characters"),
        pytest.param("+86-28-00000001", "+86-28-00000001", id="plus is text"),
        pytest.param("=1+1", "=1+1", id="formula is text"),
        pytest.param("暂无", None, id="nothing"),
        pytest.param("——", None, id="a dash for nothing"),
        pytest.param("同上", "028-00000009", id="as above"),
    ],
)
def test_cells_are_tidied(read: Read, cell: str, text: str | None) -> None:
    first = "四川省,演示采血点,演示路1号,028-00000009"
    cells = rows_of(read(HEADER, first, f"四川省,演示采血点,演示路1号,{cell}"))[1]
    assert cells.get("phone") == text


@pytest.mark.parametrize(
    ("cell", "phone", "names"),
    [
        pytest.param("王警官 13800138000", "13800138000", "王警官", id="title"),
        pytest.param("张三：028-00000001", "028-00000001", "张三", id="name and colon"),
        pytest.param("028-00000001（李四）", "028-00000001", "李四", id="brackets"),
        pytest.param("028-00000001 张三、李四四", "028-00000001", "张三、李四四", id="two names"),
        pytest.param("张三办公室028-00000001", "办公室028-00000001", "张三", id="office of"),
        pytest.param("刑侦大队张三 028-00000001", "刑侦大队 028-00000001", "张三", id="unit, name"),
        pytest.param("张队028-00000001", "028-00000001", "张队", id="surname and rank"),
        pytest.param("买买提·演示 028-00000001", "028-00000001", "买买提·演示", id="dotted"),
        pytest.param("夜间张三028-00000001", "夜间028-00000001", "张三", id="night"),
    ],
)
def test_names_beside_numbers_are_dropped_unless_asked_for(
    read: Read, cell: str, phone: str, names: str
) -> None:
    line = f"四川省,演示采血点,演示路1号,{cell}"
    assert rows_of(read(HEADER, line)) == [CELLS | {"phone": phone}]
    (kept,) = rows_of(read(HEADER, line, keep_names=True))
    assert kept["notes"] == f"联系人:{names}"


@pytest.mark.parametrize(
    "cell",
    ["028-00000001(白)", "白天:028-00000001", "028-00000001 转 802", "值班室 028-00000001",
     "刑侦大队:028-00000001", "24小时值班电话028-00000001", "028-00000001或028-00000002",
     "白028-00000001夜028-00000002", "028-00000001(工作日)", "城关派出所 028-00000001"],
)  # fmt: skip
def test_words_of_the_telephone_and_offices_stay(read: Read, cell: str) -> None:
    (cells,) = rows_of(read(HEADER, f"四川省,演示采血点,演示路1号,{cell}"))
    assert cells["phone"] == cell


def test_column_of_names_is_dropped_unless_asked_for(read: Read) -> None:
    lines = ("单位,地址,电话,联系人", "演示采血点,演示路1号,028-00000001,张三")
    assert "张三" not in str(read(*lines))
    assert rows_of(read(*lines, keep_names=True))[0]["notes"] == "联系人:张三"


def test_number_in_the_column_of_names_is_kept(read: Read) -> None:
    (cells,) = rows_of(read("单位,地址,联系人", "演示采血点,演示路1号,张三 028-00000001"))
    assert cells == {"unit": "演示采血点", "address": "演示路1号", "phone": "028-00000001"}


def test_names_stay_out_of_problems_too(read: Read) -> None:
    outcomes = read("单位,地址,电话,联系人", ",演示路1号,028-00000001,张三", "0,1,2,张三,多一格")
    assert len(problems_of(outcomes)) == 2
    assert "张三" not in str(outcomes)


def test_name_in_a_footer_with_a_number_stays_out_of_its_problem(read: Read) -> None:
    outcomes = read(HEADER, LINE, "联系人：张三 电话：028-00000002,,,")
    assert [each.line for each in problems_of(outcomes)] == [3]
    assert "028-00000002" in str(outcomes)
    assert "张三" not in str(outcomes)


@pytest.mark.parametrize("notes", ["联系人：张三", "请找（王警官）"])
def test_named_contact_in_the_notes_is_dropped(read: Read, notes: str) -> None:
    (cells,) = rows_of(read("单位,电话,备注", f"演示采血点,028-00000001,{notes}"))
    assert "notes" not in cells or cells["notes"] == "请找"


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("", id="empty"),
        pytest.param(",,,", id="only commas"),
        pytest.param(" ,　,,", id="only spaces"),
        pytest.param("合计,,,", id="total"),
        pytest.param("共计：38个,,,", id="total with a count"),
        pytest.param("合计,38,,", id="total and its number"),
        pytest.param("注：以上均免费,,,", id="footnote"),
        pytest.param("第 1 页 共 3 页,,,", id="page"),
        pytest.param("二、西部片区,,,", id="numbered title"),
        pytest.param("制表人：演示,,审核：演示,", id="labelled"),
        pytest.param("省份,单位,地址,联系电话", id="the header again"),
        pytest.param("四川省,,,", id="section"),
        pytest.param("（二）成都市（3个）,,,", id="numbered section"),
    ],
)
def test_line_that_is_no_site_is_no_row(read: Read, line: str) -> None:
    outcomes = read(HEADER, LINE, line, LINE)
    assert [each.line for each in outcomes] == [2, 4]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("合计,演示采血点,演示路1号,028-00000001", id="total with a number to call"),
        pytest.param("合计,演示采血点,演示路1号,", id="total with a unit"),
        pytest.param("注：咨询电话028-00000001,,,", id="footnote with a number"),
        pytest.param("演示采血点,,,", id="one text"),
        pytest.param(",演示采血点,,", id="only a unit"),
        pytest.param(",,演示路1号,", id="only an address"),
        pytest.param(",,,028-00000001", id="only a number"),
        pytest.param("以上均免费,,,", id="a sentence"),
        pytest.param("四川省,,演示路1号,", id="no unit"),
        pytest.param("四川省,演示采血点,演示路1号,028-00000001,多一格", id="one cell too many"),
        pytest.param("四川省,028-00000001,演示路1号", id="shifted"),
        pytest.param("四川省,演示采血点,028-00000001", id="address left out"),
    ],
)
def test_line_that_may_be_a_site_is_never_left_out(read: Read, line: str) -> None:
    outcomes = read(HEADER, LINE, line, LINE)
    assert [each.line for each in outcomes] == [2, 3, 4]


@pytest.mark.parametrize(
    "title",
    ["全国免费采血点名单", "演示市公安局", "附件1,,,", "截至2021年6月30日,,,", "（20210630）,,,",
     "填报单位：演示,,日期：2021年6月,"],
)  # fmt: skip
def test_title_above_the_header_is_no_row(read: Read, title: str) -> None:
    assert [each.line for each in read(title, HEADER, LINE)] == [3]


def test_data_above_the_header_is_never_taken_for_a_title(read: Read) -> None:
    assert rows_of(read("演示名单", LINE, HEADER, LINE)) == [CELLS, CELLS]


@pytest.mark.parametrize(
    ("line", "column", "word"),
    [
        pytest.param("四川省,,演示路1号,028-00000001", "unit", "补上单位", id="no unit"),
        pytest.param("四川省,演示采血点,演示路1号,028-00000001,x", "", "多 1 格", id="surplus"),
        pytest.param("四川省,演示采血点,028-00000001", "address", "串了列", id="short"),
        pytest.param("以上均免费,,,", "unit", "补上单位", id="a sentence"),
        pytest.param(",以上均免费,,", "unit", "不像单位", id="a sentence for a unit"),
        pytest.param(f"四川省,演示采血点,{'演' * 2001},", "", "2000 字", id="endless cell"),
    ],
)
def test_problem_names_line_column_text_and_advice(
    read: Read, line: str, column: str, word: str
) -> None:
    (problem,) = problems_of(read(HEADER, LINE, line))
    assert (problem.file, problem.line, problem.column, problem.taken) == (
        "list.csv", 3, column, False,
    )  # fmt: skip
    assert word in problem.advice
    assert problem.text
    assert len(problem.text) <= 201


def test_missing_cells_at_the_end_are_empty(read: Read) -> None:
    (cells,) = rows_of(read("单位,电话,地址,备注", "演示采血点,028-00000001"))
    assert cells == {"unit": "演示采血点", "phone": "028-00000001"}


def test_spreadsheet_error_is_left_out_and_said(read: Read) -> None:
    row, problem = read(HEADER, "四川省,演示采血点,#REF!,028-00000001")
    assert isinstance(row, Row)
    assert "address" not in row.cells
    assert isinstance(problem, Problem)
    assert (problem.column, problem.taken) == ("address", True)


def test_blank_areas_under_a_merged_one_are_filled(read: Read) -> None:
    outcomes = read(
        "省份,地市,单位,电话",
        "吉林省,长春市,演示1点,0431-00000001",
        ",,演示2点,0431-00000002",
        ",吉林市,演示3点,0432-00000003",
        ",,演示4点,0432-00000004",
        "四川省,,演示5点,028-00000005",
        ",,演示6点,028-00000006",
    )
    areas = [(cells["province"], cells.get("city")) for cells in rows_of(outcomes)]
    assert areas == [
        ("吉林省", "长春市"), ("吉林省", "长春市"), ("吉林省", "吉林市"), ("吉林省", "吉林市"),
        ("四川省", None), ("四川省", None),
    ]  # fmt: skip


def test_blank_areas_of_a_list_that_repeats_stay_blank(read: Read) -> None:
    lines = [f"吉林省,长春市,演示{n}点,0431-0000000{n}" for n in range(1, 6)]
    outcomes = read("省份,地市,单位,电话", *lines, ",,演示6点,0431-00000006")
    assert rows_of(outcomes)[-1] == {"unit": "演示6点", "phone": "0431-00000006"}


def test_section_headings_place_the_rows_below(read: Read) -> None:
    outcomes = read(
        "单位,电话", "一、吉林省（2个）", "长春市", "演示1点,0431-00000001", "二、四川省,",
        "演示2点,028-00000002",
    )  # fmt: skip
    assert [(cells["province"], cells.get("city")) for cells in rows_of(outcomes)] == [
        ("吉林省", "长春市"),
        ("四川省", None),
    ]


def test_stray_quotation_mark_costs_nothing_below_it(read: Read) -> None:
    stray = '四川省,"演示采血点,演示路1号,028-00000001'
    assert rows_of(read(HEADER, stray, LINE, LINE)) == [CELLS] * 3


def test_lines_are_those_of_the_file(read: Read) -> None:
    outcomes = read(
        "名单", "", HEADER, '四川省,"演示采血点",演示路1号,"028-00000001\n028-00000002"', LINE
    )
    assert [each.line for each in outcomes] == [4, 6]


def printed_lines(path: Path) -> int:
    """How many rows a printed list has, once each was read as a row, on its own line, with its
    unit."""
    outcomes = list(read_list(path))
    with path.open(encoding="utf-8-sig", newline="") as lines:
        printed = list(csv.DictReader(lines))
    rows = [each.line for each in outcomes if isinstance(each, Row)]
    assert rows == list(range(2, len(printed) + 2))
    assert [cells["unit"] for cells in rows_of(outcomes)] == [tidy(row["单位"]) for row in printed]
    return len(printed)


def test_every_line_of_a_printed_list_is_a_row() -> None:
    assert printed_lines(PRINTED_OFFICES) == 362


LETTERS = st.sampled_from(
    [",", "\n", "\t", ";", '"', "'", "=", " ", "演示", "采血点", "单位", "地址", "电话", "省份",
     "四川省", "028-00000001", "合计", "注：", "1", "张三", "13800138000", "同上", "\r\n", "路"]
)  # fmt: skip
TEXTS = st.lists(LETTERS, max_size=60).map("".join)


def outcomes_of(content: bytes, folder: Path) -> Outcomes | None:
    path = folder / "list.csv"
    path.write_bytes(content)
    try:
        return list(read_list(path))
    except BadFileError as error:
        assert str(error).endswith("。")
        return None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.one_of(st.binary(max_size=400), TEXTS.map(str.encode)))
def test_any_bytes_end_as_rows_problems_or_a_refusal(tmp_path: Path, content: bytes) -> None:
    for each in outcomes_of(content, tmp_path) or []:
        assert isinstance(each, Row | Problem)
        assert each.line >= 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.lists(LETTERS, max_size=6).map("".join), max_size=8))
def test_no_line_with_a_number_to_call_vanishes(tmp_path: Path, lines: list[str]) -> None:
    outcomes = outcomes_of("\n".join([HEADER, LINE, *lines]).encode(), tmp_path) or []
    said = "".join(
        str(dict(each.cells)) if isinstance(each, Row) else f"{each.text}{each.advice}"
        for each in outcomes
    )
    assert sum("028-00000001" in line for line in lines) == 0 or said.count("028-00000001") > 1


# ---------------------------------------------------------------- nothing vanishes

# What says by itself that it is no site: a total, a footnote, a page, an area, a number.
CLEAR = ("合计", "小计", "注：以上免费", "第 1 页", "四川省", "成都市", "1", "一、", "无", "")
HOSTILE = (
    "单位", "单位名称", "地址", "电话", "序号", "联系方式", "区号", "核对人", "县", "备注", "网址",
    "同上", "〃", "#N/A", "=1+1", "a:b", "日期：2021年", "甲：乙", "\u200b", "表头", "。",
    "演示采血点", "演示路1号", "028-00000001", "13800138000", "-", "武侯区公安分局", "？？",
)  # fmt: skip


@pytest.mark.parametrize(
    "header",
    ["单位,地址,电话", "序号,单位,地址,电话,备注", "省份,城市,单位,地址,电话", "单位,电话,地址"],
)
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_every_line_ends_as_a_row_or_is_told(header: str, data: st.DataObject) -> None:
    width = header.count(",") + 1
    cells = st.lists(st.sampled_from(CLEAR + HOSTILE), min_size=width, max_size=width)
    lines = data.draw(st.lists(cells, min_size=1, max_size=8))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "list.csv")
        first = ",".join(["演示采血点"] * width).replace("演示采血点", "028-00000001", 1)
        text = "\n".join([header, *(",".join(line) for line in lines), first, ""])
        path.write_text(text, encoding="utf-8")
        outcomes = list(read_list(path))
    told = " ".join(each.advice for each in problems_of(outcomes))
    seen = {each.line for each in outcomes if isinstance(each, Row) or not each.taken}
    for number, line in enumerate(lines, start=2):
        words = [cell for cell in line if cell not in ("", "无", "\u200b", "-", "。")]
        is_footnote = words[:1] in (["合计"], ["小计"], ["注：以上免费"], ["第 1 页"])
        is_band = len(words) >= 3 and len(set(words)) == 1
        says_nothing = (
            is_footnote
            or is_band
            or line == header.split(",")  # the header, printed again
            or all(cell in CLEAR or not re.search("[\u3400-\u9fff]", cell) for cell in line)
        )
        assert number in seen or f"第 {number} 行" in told or says_nothing, line


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("演示武侯局,单位,序号", id="words of a header in other columns"),
        pytest.param("单位,电话,地址", id="all words of the header, changed about"),
        pytest.param("演示武侯局,地址,电话", id="words of its own columns beside a unit"),
        pytest.param("序号,,", id="one word, of another column"),
        pytest.param("地址,单位,", id="two words, of other columns"),
        pytest.param("演示武侯局,备注,网址", id="words of columns that the list has not"),
    ],
)
@pytest.mark.parametrize("place", ["first", "last"])
def test_a_row_of_header_words_is_no_header(read: Read, line: str, place: str) -> None:
    whole = "演示局,演示路1号,028-00000001"
    outcomes = read("单位,地址,电话", *([line, whole] if place == "first" else [whole, line]))
    number = 2 if place == "first" else 3
    assert any(
        each.line == number and (isinstance(each, Row) or not each.taken) for each in outcomes
    )
    assert {"unit": "演示局", "address": "演示路1号", "phone": "028-00000001"} in rows_of(outcomes)


@pytest.mark.parametrize(
    ("again", "is_said"),
    [
        pytest.param("单位,地址,电话", False, id="the very same, as at the head of a page"),
        pytest.param("单位名称,详细地址,联系电话", True, id="in other words"),
        pytest.param("单位,,电话", True, id="a part of it"),
        pytest.param("甲：乙,丙：丁,", True, id="labels"),
        pytest.param("注：以上均免费,,", False, id="footnote"),
    ],
)
def test_a_line_that_only_looks_like_a_header_is_told_once(
    read: Read, again: str, is_said: bool
) -> None:
    line = "演示局,演示路1号,028-00000001"
    outcomes = read("单位,地址,电话", line, again, line, again, line)
    told = problems_of(outcomes)
    assert len(rows_of(outcomes)) == 3
    assert [problem.taken for problem in told] == [True] * is_said
    assert not is_said or ("第 3 行" in told[0].advice and "第 5 行" in told[0].advice)

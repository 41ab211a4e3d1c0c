"""A heading holds for the rows below it until the next one; each row lands in its own place."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from sites.geocoding import PlaceText, resolve_area
from sites.printed.arranging import arrange
from sites.reading import read_list
from sites.reading.sheets import Line, Sheet
from sites.reading.tables.headed import Headings
from sites.reading.tables.headings import area_column_of, heading_of, office_heading_of
from sites.reading.tables.table import read_table
from sites.records import Problem, Row
from tests.printing import Form, print_list


def placed(headings: Sequence[str], unit: str = "刑侦支队") -> str:
    """The code of the area of a row below the headings; empty when it is left open."""
    above = Headings()
    for text in headings:
        name = heading_of(text)
        if name:
            above.head(name)
    cells: dict[str, str] = {"unit": unit}
    above.put(cells)
    return code_of(cells)


@pytest.mark.parametrize(
    ("headings", "unit", "adcode"),
    [
        pytest.param(["成都", "西安"], "雁塔分局刑侦大队", "610113", id="city after city, short"),
        pytest.param(["成都市", "西安市"], "市局刑侦支队", "610100", id="city after city, full"),
        pytest.param(["重庆", "贵阳"], "云岩分局", "520103", id="city after municipality"),
        pytest.param(["四川省", "绵阳市", "贵阳市"], "市局", "520100", id="out of the province"),
        pytest.param(["四川省", "绵阳市", "德阳市"], "旌阳分局", "510603", id="in the province"),
        pytest.param(["四川", "绵阳", "陕西"], "总队", "610000", id="province after city"),
        pytest.param(["河南省", "洛阳", "伊川"], "刑警大队", "410329", id="county under city"),
        pytest.param(["洛阳市", "伊川县", "嵩县"], "刑警大队", "410325", id="county after county"),
        pytest.param(["洛阳市", "伊川县", "巩义市"], "刑警大队", "410181", id="county elsewhere"),
        pytest.param(["天津", "河北"], "省厅刑侦总队", "130000", id="a province after a province"),
        pytest.param(["天津", "河西", "河北"], "刑侦支队", "120105", id="a district after one"),
        pytest.param(["吉林省", "长春市", "吉林"], "船营分局", "220204", id="a city named so too"),
        pytest.param(["青海", "海南"], "总队", "460000", id="the province 海南"),
        pytest.param(["青海", "西宁", "海南"], "支队", "632500", id="the prefecture 海南"),
        pytest.param(["长春", "朝阳"], "刑警大队", "220104", id="of several the one in the city"),
        pytest.param(["徐州", "鼓楼区"], "刑警大队", "320302", id="of several, full name"),
        pytest.param(["内蒙古", "锡林郭勒盟", "凉山州"], "支队", "513400", id="league, prefecture"),
        pytest.param(["西藏自治区", "阿里地区", "和田地区"], "支队", "653200", id="prefectures"),
        pytest.param(["广西", "南宁", "柳州"], "柳南分局", "450204", id="autonomous region"),
        pytest.param(["湖北省", "仙桃市"], "刑侦大队", "429004", id="county of a province"),
        pytest.param(["江苏省南京市", "浙江省宁波市"], "海曙分局", "330203", id="two levels"),
        pytest.param(["江苏南京", "浙江宁波"], "海曙分局", "330203", id="short levels"),
        pytest.param(["福建省/厦门市", "福建省/泉州市"], "鲤城分局", "350502", id="with a stroke"),
        pytest.param(["新疆生产建设兵团", "第八师"], "公安局", "659001", id="the corps"),
        pytest.param(["襄樊市", "南京"], "玄武分局", "320102", id="after an old name"),
        pytest.param(["南京", "江干区"], "刑侦大队", "330102", id="an old name"),
        pytest.param(["宁波", "刑侦部门"], "海曙分局", "330203", id="no area changes nothing"),
        pytest.param(["宁波", "华东地区"], "海曙分局", "330203", id="a region changes nothing"),
        pytest.param(["洛阳市", "涧西区", "城区"], "支队", "410300", id="a town of the city again"),
        pytest.param(["阳泉市", "郊区", "城区"], "大队", "140302", id="a town that is a county"),
        pytest.param(["江苏省", "南京市", "省直"], "总队", "320000", id="of the province"),
        pytest.param(["南京", "玄武", "市直"], "支队", "320100", id="of the city"),
        pytest.param(["玄武区", "市直"], "支队", "320100", id="of a city not spoken of"),
        pytest.param(["新疆", "铁路公安机关"], "成都铁路公安处", "510100", id="of no place"),
        pytest.param(["新疆", "兵团"], "第八师公安局", "650000", id="the corps"),
        pytest.param(["南京", "台北"], "支队", "710100", id="Taiwan"),
    ],
)  # fmt: skip
def test_a_row_lies_in_the_place_of_its_own_heading(
    headings: list[str], unit: str, adcode: str
) -> None:
    assert placed(headings, unit) == adcode


def test_an_unknown_city_takes_no_row_of_another() -> None:
    """A misprint (戍都市) heads rows of its own: they are asked about, not left in 绵阳."""
    assert placed(["四川省", "绵阳市", "戍都市"], "市局") != "510700"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("一、南京市", "南京市"), ("(二)南京", "南京"), ("3.南京市(5个)", "南京市"),
        ("第三部分 南京市", "南京市"),
        ("【杭州】", "杭州"), ("■ 杭州市 ■", "杭州市"), ("★杭州★", "杭州"), ("杭州市:", "杭州市"),
        ("杭州市 共12个", "杭州市"), ("杭州市:12处", "杭州市"), ("杭州市公安机关", "杭州市"),
        ("杭州市采血点", "杭州市"),
        ("地区:杭州", "杭州"), ("杭 州 市", "杭州市"), ("杭州各区县", "杭州"),
        ("1杭州市", "杭州市"),
        ("六安", "六安"),("三明市", "三明市"),
        ("九江", "九江"), ("七台河市", "七台河市"), ("五 指 山", "五指山"),
        ("(南京市)", "南京市"), ("1.1 南京市", "南京市"), ("(一)【南京】", "南京"),
        ("南京市(续)", "南京市"),
        ("阿里地区", "阿里地区"), ("省直单位", "省直单位"), ("城区", "城区"),
    ],
)  # fmt: skip
def test_what_stands_around_the_name_of_a_heading_is_left_out(text: str, name: str) -> None:
    assert heading_of(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "刑侦部门", "华东地区", "其他地区", "全市", "各市州", "地级市", "城关镇", "开发区",
        "南京路", "南京市公安局",
        "免费采血点名单", "武侯区科华北路9号", "咨询电话", "中国", "第1页", "共92个", "(3个)",
        "——", "自治州",
    ],
)  # fmt: skip
def test_what_is_no_area_is_no_heading(text: str) -> None:
    assert heading_of(text) is None


def test_an_office_over_the_whole_width_heads_its_branches() -> None:
    assert office_heading_of("南京市公安局") == "南京市"
    assert office_heading_of("玄武分局") is None


def test_a_column_of_areas_is_known_by_its_cells() -> None:
    assert area_column_of(["上海", "南京", "杭州"]) == "city"
    assert area_column_of(["江苏", "浙江"]) == "province"
    assert area_column_of(["武侯区", "双流区"]) == "county"
    assert area_column_of(["刑侦", "刑侦", "南京"]) is None
    assert area_column_of([]) is None


ROWS = [
    ("武汉", [("江岸分局刑侦大队", "发展大道1号", "027-00000001")]),
    ("长沙", [
        ("市局刑侦支队", "演示路2号", "0731-00000002"),
        ("天心分局刑侦大队", "演示路3号", "0731-00000003"),
    ]),
    ("南宁", [("青秀分局刑侦大队", "演示路4号", "0771-00000004")]),
]  # fmt: skip
PLACES = ["420102", "430100", "430103", "450103"]
HEADER = ("单位", "地址", "电话")


def places(outcomes: Iterable[Row | Problem]) -> list[str]:
    """The code of each row's area; empty where it is left open."""
    return [code_of(each.cells) for each in outcomes if isinstance(each, Row)]


def code_of(cells: Mapping[str, str]) -> str:
    names = ("province", "city", "county", "unit", "address")
    area = resolve_area(PlaceText(**{name: cells.get(name, "") for name in names})).area
    return area.adcode if area else ""


FORMS = ["{}", "{}市", "【{}】", "一、{}市(2个)"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "cells", [("{}", "", ""), ("{}", "{}", "{}"), ("1", "{}", ""), ("{}", "", "2个")]
)
def test_headings_of_a_table_as_text(tmp_path: Path, form: str, cells: tuple[str, ...]) -> None:
    lines: list[tuple[str, ...]] = [HEADER]
    for city, rows in ROWS:
        lines += [tuple(cell.format(form.format(city)) for cell in cells), *rows]
    path = tmp_path / "list.csv"
    path.write_text("\n".join(map(",".join, lines)), encoding="utf-8")
    assert places(read_list(path)) == PLACES


@pytest.mark.parametrize("title", ["", "城市", "区域", "地区", "所属地", "省份"])
def test_a_first_column_that_is_merged_in_a_saved_text(tmp_path: Path, title: str) -> None:
    lines = [(title, *HEADER)]
    for city, rows in ROWS:
        lines += [(city if place == 0 else "", *row) for place, row in enumerate(rows)]
    path = tmp_path / "list.csv"
    path.write_text("\n".join(map(",".join, lines)), encoding="utf-8")
    assert places(read_list(path)) == PLACES


def test_a_row_with_the_citys_own_number_heads_its_branches(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    lines = [",".join(HEADER)]
    for city, rows in ROWS:
        lines += [f"{city}市,,{rows[0][2]}", *map(",".join, rows)]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert places(read_list(path)) == [
        "420100", "420102", "430100", "430100", "430103", "450100", "450103",
    ]  # fmt: skip


def test_a_row_of_another_place_ends_what_was_headed(tmp_path: Path) -> None:
    """市局 below a row of 苏州 is not left in 南京 without a word."""
    path = tmp_path / "list.csv"
    lines = ["城市,单位,地址,电话", "南京,,,", ",玄武分局,演示路1号,025-00000001",
             "苏州,姑苏分局,演示路2号,0512-00000002", ",市局,演示路3号,0512-00000003"]  # fmt: skip
    path.write_text("\n".join(lines), encoding="utf-8")
    found = places(read_list(path))
    assert found[:2] == ["320102", "320508"]
    assert found[2] in ("", "320500")


@pytest.mark.parametrize("form", FORMS)
def test_merged_headings_of_a_workbook(tmp_path: Path, form: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(HEADER)
    for city, rows in ROWS:
        sheet.append((form.format(city),))
        sheet.merge_cells(
            start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=3
        )
        for row in rows:
            sheet.append(row)
    path = tmp_path / "list.xlsx"
    book.save(path)
    assert places(read_list(path)) == PLACES


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("is_one", [True, False], ids=["one table", "a table each"])
def test_headings_of_a_web_page(tmp_path: Path, form: str, is_one: bool) -> None:
    parts = ["<table>" + table_row(HEADER)] if is_one else []
    for city, rows in ROWS:
        title, body = form.format(city), "".join(map(table_row, rows))
        band = f'<tr><td colspan="3">{title}</td></tr>'
        head = f"<h2>{title}</h2><table>{table_row(HEADER)}"
        parts.append(f"{band}{body}" if is_one else f"{head}{body}</table>")
    path = tmp_path / "list.html"
    path.write_text(f'<meta charset="utf-8"><body>{"".join(parts)}', encoding="utf-8")
    assert places(read_list(path)) == PLACES


def table_row(cells: Sequence[str]) -> str:
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("gap", ["\t", "    "])
def test_headings_of_pasted_text(tmp_path: Path, form: str, gap: str) -> None:
    lines = [gap.join(HEADER)]
    for city, rows in ROWS:
        lines += [form.format(city), *map(gap.join, rows)]
    path = tmp_path / "list.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert places(read_list(path)) == PLACES


@pytest.mark.parametrize("form", FORMS)
def test_headings_of_labelled_blocks(tmp_path: Path, form: str) -> None:
    lines: list[str] = []
    for city, rows in ROWS:
        lines += [form.format(city)]
        lines += [f"单位:{unit}\n地址:{address}\n电话:{phone}\n" for unit, address, phone in rows]
    path = tmp_path / "list.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert places(read_list(path)) == PLACES


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("rules", ["all", "none"])
def test_headings_of_a_picture(form: str, rules: str) -> None:
    lines = [row for _, rows in ROWS for row in rows]
    headings = ((0, form.format("武汉")), (1, form.format("长沙")), (3, form.format("南宁")))
    page = print_list(HEADER, lines, Form((9, 7, 8), rules=rules, headings=headings))
    (table,) = arrange(page).tables
    lines_read = [
        Line(line.number, tuple(cell.text for cell in line.cells)) for line in table.lines
    ]
    sheet = Sheet("", tuple(lines_read))
    assert places(read_table(sheet, "list.png", keep_names=False) or ()) == PLACES

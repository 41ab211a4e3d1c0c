"""Printed pages → tables: each form a list is published in, and nothing of a page lost."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sites.printed.arranging import arrange
from sites.printed.arranging.page_texts import cut
from sites.printed.working.printed_rows import ReadingStyle, read_printed_table
from sites.reading.sheets import Line, Sheet
from sites.reading.tables.table import read_table
from sites.records import Problem, Row
from sites.records.scans import Arrangement, Box, Page, Picture, PrintedText, Rule
from tests.printing import EM, Form, print_lines, print_list

HEADER = ("序号", "省份", "地市", "单位", "地址", "联系电话")
AREAS = (
    ("吉林省", "长春市"),
    ("吉林省", "长春市"),
    ("吉林省", "吉林市"),
    ("吉林省", "四平市"),
    ("辽宁省", "沈阳市"),
    ("辽宁省", "大连市"),
    ("河北省", "石家庄市"),
    ("河北省", "石家庄市"),
    ("新疆维吾尔自治区", "伊犁哈萨克自治州"),
)
OFFICES = ("刑警支队", "刑事科学技术研究所", "演示分局", "西安街道派出所")
PLACES = ("", "公安局院内三楼", "与演示大街交汇处东北角公安综合服务大楼一楼大厅")
WIDE, NARROW = (2, 8, 8, 24, 32, 8), (2, 8, 8, 9, 11, 8)
ALL = range(6)


def made(count: int = 18) -> list[tuple[str, ...]]:
    """Rows as HEADER has them; every third has two numbers."""
    rows: list[tuple[str, ...]] = []
    for at in range(count):
        province, city = AREAS[at * len(AREAS) // count]
        phone = f"0431-0{1000000 + at * 37}"
        if at % 3 == 1:
            phone += f"\n0431-0{2000000 + at * 37}"
        unit = f"{city}公安局{OFFICES[at % 4]}演示采血点"
        rows.append(
            (
                str(at + 1),
                province,
                city,
                unit,
                f"{city}演示路{at * 7 + 1}号{PLACES[at % 3]}",
                phone,
            )
        )
    return rows


def printed(form: Form, shown: Sequence[int] = ALL, count: int = 18) -> Page:
    """The rows on a page, of HEADER's columns those that are shown."""
    form = replace(
        form,
        widths=tuple(form.widths[column] for column in shown),
        merged=tuple(shown.index(column) for column in form.merged if column in shown),
        centred=tuple(place for place, column in enumerate(shown) if column < 3),
    )
    rows = [tuple(row[column] for column in shown) for row in made(count)]
    return print_list([HEADER[column] for column in shown], rows, form)


def read(arrangement: Arrangement) -> list[Row | Problem]:
    """What the table reader makes of the tables."""
    outcomes: list[Row | Problem] = []
    for table in arrangement.tables:
        lines = [Line(line.number, tuple(c.text for c in line.cells)) for line in table.lines]
        read_lines = read_table(Sheet("", tuple(lines)), "名单.png", keep_names=False)
        assert read_lines is not None, [line.cells for line in lines]
        outcomes.extend(read_lines)
    return outcomes


def wanted(shown: Sequence[int] = ALL, count: int = 18) -> list[dict[str, str]]:
    names = ("", "province", "city", "unit", "address", "phone")
    return [
        {names[column]: row[column].replace("\n", "、") for column in shown if names[column]}
        for row in made(count)
    ]


def cells_of(outcomes: Sequence[Row | Problem], shown: Sequence[int] = ALL) -> list[dict[str, str]]:
    """The rows' cells; a problem fails. Areas that headings brought are left out."""
    assert not [outcome for outcome in outcomes if isinstance(outcome, Problem)]
    names = {"unit", "address", "phone"} | {("", "province", "city")[c] for c in shown if c < 3}
    return [
        {name: text for name, text in outcome.cells.items() if name in names}
        for outcome in outcomes
        if isinstance(outcome, Row)
    ]


def characters(arrangement: Arrangement) -> Counter[str]:
    """All that is in a cell that is not carried, or left over."""
    texts = [
        text.text
        for table in arrangement.tables
        for line in table.lines
        for cell in line.cells
        if not cell.is_carried
        for text in cell.texts
    ]
    return Counter("".join([*texts, *(text.text for text in arrangement.leftovers)]))


def assert_nothing_lost(page: Page, arrangement: Arrangement) -> None:
    assert characters(arrangement) == Counter("".join(text.text for text in page.texts))
    for table in arrangement.tables:
        assert len({len(line.cells) for line in table.lines}) == 1
        for line in table.lines:
            assert not any(cell.texts for cell in line.cells if cell.is_carried)
    numbers = [line.number for table in arrangement.tables for line in table.lines]
    assert numbers == list(range(1, len(numbers) + 1))


SETTINGS = {
    "wide": Form(WIDE),
    "wrapped": Form(NARROW),
    "wrapped, first lines level": Form(NARROW, is_middle=False),
    "merged areas": Form(WIDE, merged=(1, 2)),
    "merged areas, wrapped": Form(NARROW, merged=(1, 2)),
    "merged areas, wrapped, first lines level": Form(NARROW, merged=(1, 2), is_middle=False),
}


@pytest.mark.parametrize("rules", ["all", "level", "upright", "frame", "header", "none"])
@pytest.mark.parametrize("form", SETTINGS.values(), ids=SETTINGS)
def test_every_row_is_found_with_its_cells_whatever_rules_are_drawn(form: Form, rules: str) -> None:
    page = printed(replace(form, rules=rules))
    arrangement = arrange(page)
    assert_nothing_lost(page, arrangement)
    assert arrangement.leftovers == ()
    assert cells_of(read(arrangement)) == wanted()


SPOILED: dict[str, tuple[Form, Sequence[int]]] = {
    "no running numbers": (Form(NARROW), (1, 2, 3, 4, 5)),
    "units, addresses and numbers only": (Form(NARROW), (3, 4, 5)),
    "tight rows": (Form(NARROW, pad_y=3), ALL),
    "tight columns": (Form(NARROW, pad_x=6, shaky=1), ALL),
    "shaky boxes": (Form(NARROW, shaky=2.5), ALL),
    "lines that sink": (Form(WIDE, sink=9, shaky=1), ALL),
    "lines that rise": (Form(NARROW, sink=-9, shaky=1), ALL),
    "columns taken together by the reader": (Form(WIDE, taken_together=0.2, shaky=1), ALL),
    "merged areas, shaky, sinking": (Form(NARROW, merged=(1, 2), shaky=2, sink=6), ALL),
    "two tables side by side": (Form(NARROW, sides=2), (0, 3, 4, 5)),
    "two tables side by side without numbers": (Form(WIDE, sides=2), (3, 4, 5)),
    "three tables side by side": (Form(WIDE, sides=3), (3, 5)),
}


@pytest.mark.parametrize("rules", ["all", "level", "none"])
@pytest.mark.parametrize(("form", "shown"), SPOILED.values(), ids=SPOILED)
def test_every_row_is_found_on_pages_that_make_it_hard(
    form: Form, shown: Sequence[int], rules: str
) -> None:
    page = printed(replace(form, rules=rules), shown)
    arrangement = arrange(page)
    assert_nothing_lost(page, arrangement)
    assert arrangement.leftovers == ()
    assert cells_of(read(arrangement), shown) == wanted(shown)


@pytest.mark.parametrize("has_header", [True, False], ids=["header", "no header"])
@pytest.mark.parametrize("rules", ["all", "level", "frame", "none"])
@pytest.mark.parametrize("sides", [1, 2, 3])
@pytest.mark.parametrize(
    "shown", [(3, 5), (5, 3), (0, 3, 5), (1, 3, 5), (2, 3, 5)],
    ids=["unit, number", "number, unit", "with serials", "with provinces", "with cities"],
)  # fmt: skip
def test_lists_without_addresses_are_read_alone_and_side_by_side(
    shown: Sequence[int], sides: int, rules: str, *, has_header: bool
) -> None:
    page = printed(Form(WIDE, rules=rules, sides=sides, has_header=has_header), shown, count=13)
    arrangement = arrange(page)
    assert_nothing_lost(page, arrangement)
    assert arrangement.leftovers == ()
    assert cells_of(read(arrangement), shown) == wanted(shown, count=13)


ALONE: dict[str, Form] = {
    "a title": Form(WIDE, title="各地联系电话（演示）"),
    "headings": Form(WIDE, headings=((0, "吉林省"), (8, "辽宁省"))),
    "a heading over the left side": Form(WIDE, sides=2, headings=((0, "吉林省"),)),
    "wrapped": Form(NARROW),
    "wrapped, side by side": Form(NARROW, sides=2),
    "a note": Form(WIDE, notes=("注：请先打电话联系，再前往。",)),
    "shaky": Form(WIDE, shaky=2, sink=7),
}


@pytest.mark.parametrize("has_header", [True, False], ids=["header", "no header"])
@pytest.mark.parametrize("rules", ["all", "level", "none"])
@pytest.mark.parametrize("form", ALONE.values(), ids=ALONE)
def test_what_stands_around_units_and_numbers_costs_no_row(
    form: Form, rules: str, *, has_header: bool
) -> None:
    page = printed(replace(form, rules=rules, has_header=has_header), (3, 5), count=12)
    arrangement = arrange(page)
    assert_nothing_lost(page, arrangement)
    assert arrangement.leftovers == ()
    assert cells_of(read(arrangement), (3, 5)) == wanted((3, 5), count=12)


@pytest.mark.parametrize("has_header", [True, False], ids=["header", "no header"])
@pytest.mark.parametrize("sides", [1, 2])
@pytest.mark.parametrize("shown", [(3,), (4,), (4, 5)], ids=["units", "addresses", "no units"])
def test_a_list_that_no_reader_takes_makes_no_row_and_loses_no_text(
    shown: Sequence[int], sides: int, *, has_header: bool
) -> None:
    page = printed(Form(WIDE, sides=sides, has_header=has_header), shown)
    arrangement = arrange(page)
    assert_nothing_lost(page, arrangement)
    found = [
        read_printed_table(table.lines, ReadingStyle("名单.png")) for table in arrangement.tables
    ]
    assert [row for table in found for row in table.rows] == []
    told = "".join(left.text for table in found for left in table.leftovers)
    units = "".join(row[shown[0]] for row in made())
    assert not Counter(units) - Counter(told)


@pytest.mark.parametrize("rules", ["all", "level", "none"])
@pytest.mark.parametrize("form", [Form(WIDE), Form(NARROW)], ids=["wide", "wrapped"])
def test_titles_headings_and_notes_are_lines_of_one_filled_cell(form: Form, rules: str) -> None:
    alone = (
        "全国免费采血点名单（演示）",
        "吉林省",
        "长春市",
        "辽宁省",
        "注：以上信息如有变化，以当地公布为准。",
        "第1页",
    )
    form = replace(
        form,
        rules=rules,
        title=alone[0],
        headings=((0, alone[1]), (2, alone[2]), (9, alone[3])),
        notes=alone[4:],
    )
    shown = (0, 3, 4, 5)
    page = printed(form, shown)
    arrangement = arrange(page)
    assert_nothing_lost(page, arrangement)
    (table,) = arrangement.tables
    single = [
        "".join(cell.text for cell in line.cells)
        for line in table.lines
        if sum(bool(cell.text) for cell in line.cells) == 1
    ]
    assert single == list(alone)
    rows = [outcome for outcome in read(arrangement) if isinstance(outcome, Row)]
    assert cells_of(rows, shown) == wanted(shown)
    assert {row.cells["province"] for row in rows[:9]} == {"吉林省"}
    assert {row.cells["province"] for row in rows[9:]} == {"辽宁省"}


def test_a_merged_cell_stands_in_its_first_row_and_is_carried_to_the_others() -> None:
    arrangement = arrange(printed(Form(WIDE, merged=(1, 2))))
    lines = arrangement.tables[0].lines[1:]
    first, others = lines[0].cells[1], [line.cells[1] for line in lines[1:8]]
    assert (first.text, first.is_carried, len(first.texts)) == ("吉林省", False, 1)
    assert {(cell.text, cell.is_carried, cell.texts, cell.box) for cell in others} == {
        ("吉林省", True, (), first.box)
    }


def test_merged_cells_without_rules_that_cannot_be_told_are_left_over() -> None:
    page = printed(Form(WIDE, rules="none", merged=(1,)))
    doubled = [
        replace(
            text, box=Box(text.box.left, text.box.top + 22, text.box.right, text.box.bottom + 22)
        )
        if text.text == "辽宁省"
        else text
        for text in page.texts
    ]
    moved = replace(page, texts=tuple(doubled))
    arrangement = arrange(moved)
    assert_nothing_lost(moved, arrangement)
    assert "辽宁省" in {text.text for text in arrangement.leftovers}
    rows = [outcome for outcome in read(arrangement) if isinstance(outcome, Row)]
    true = {row["unit"] + row["address"]: row["province"] for row in wanted()}
    assert all(
        row.cells.get("province", true[row.cells["unit"] + row.cells["address"]])
        == true[row.cells["unit"] + row.cells["address"]]
        for row in rows
    )


def test_a_text_over_two_columns_is_parted_with_its_other_reading() -> None:
    page = printed(Form(WIDE), (0, 3, 4, 5))
    unit = next(text for text in page.texts if text.text == "长春市公安局刑警支队演示采血点")
    address = next(text for text in page.texts if text.text == "长春市演示路1号")
    both = PrintedText(
        unit.text + address.text,
        unit.box.joined(address.box),
        0.9,
        unit.lefts + address.lefts,
        unit.text.replace("刑警", "刑") + address.text,
    )
    rest = [text for text in page.texts if text not in (unit, address)]
    line = arrange(replace(page, texts=(*rest, both))).tables[0].lines[1]
    assert [(cell.text, cell.second) for cell in line.cells[1:3]] == [
        (unit.text, unit.text.replace("刑警", "刑")),
        (address.text, address.text),
    ]


BLOCKS = {
    "numbered": (
        "吉林省",
        "1、长春市公安局演示分局",
        "地址：长春市演示路1号",
        "电话：0431-01234567",
        "2、吉林市公安局演示分局",
        "地址：吉林市演示路2号",
        "电话：0432-01234567",
    ),
    "labelled": (
        "采血点名称：长春市公安局演示分局",
        "采血点地址：长春市演示路1号",
        "联系电话：0431-01234567",
        "",
        "采血点名称：吉林市公安局演示分局",
        "采血点地址：吉林市演示路2号",
        "联系电话：0432-01234567",
    ),
    "on one line": (
        "单位：长春市公安局演示分局 地址：长春市演示路1号 电话：0431-01234567",
        "单位：吉林市公安局演示分局 地址：吉林市演示路2号 电话：0432-01234567",
    ),
}


@pytest.mark.parametrize("lines", BLOCKS.values(), ids=BLOCKS)
def test_blocks_of_labelled_lines_become_a_table_with_a_header(lines: Sequence[str]) -> None:
    page = print_lines(lines)
    arrangement = arrange(page)
    assert_nothing_lost(page, arrangement)
    assert cells_of(read(arrangement)) == [
        {"unit": f"{city}公安局演示分局", "address": f"{city}演示路{number}号", "phone": phone}
        | ({"province": "吉林省"} if lines[0] == "吉林省" else {})
        for city, number, phone in (
            ("长春市", 1, "0431-01234567"),
            ("吉林市", 2, "0432-01234567"),
        )
    ]


@pytest.mark.parametrize("rules", ["all", "none"])
def test_watermarks_over_the_table_are_left_over(rules: str) -> None:
    page = printed(Form(WIDE, rules=rules))
    marks = [
        PrintedText("仅供查询演示", Box(x, y, x + 6 * EM * 2, y + EM * 5), 0.8, (), "仅供")
        for x, y in ((200, 160), (500, 400), (700, 560))
    ]
    spoiled = replace(page, texts=(*page.texts, *marks))
    arrangement = arrange(spoiled)
    assert_nothing_lost(spoiled, arrangement)
    assert sorted(text.text for text in arrangement.leftovers) == ["仅供查询演示"] * 3
    assert cells_of(read(arrangement)) == wanted()


def test_an_upright_name_in_a_merged_cell_is_one_text() -> None:
    page = printed(Form(WIDE, merged=(1,)), ALL)
    name = next(text for text in page.texts if text.text == "吉林省")
    middle = name.box.middle_y
    stacked = [
        PrintedText(
            character, Box(name.box.left + 20, round(y), name.box.left + 42, round(y) + 24), 1
        )
        for character, y in zip("吉林省", (middle - 40, middle - 12, middle + 16), strict=True)
    ]
    rest = [text for text in page.texts if text is not name]
    arrangement = arrange(replace(page, texts=(*rest, *stacked)))
    assert {line.cells[1].text for line in arrangement.tables[0].lines[1:9]} == {"吉林省"}


def test_lines_are_numbered_within_each_picture() -> None:
    page = printed(Form(WIDE))
    half = page.height // 2
    pictures = (Picture("1.png", 0, half), Picture("2.png", half, page.height - half))
    (table,) = arrange(replace(page, pictures=pictures)).tables
    for picture in pictures:
        numbers = [line.number for line in table.lines if line.picture == picture]
        assert numbers == list(range(1, len(numbers) + 1))


def test_a_page_without_texts_has_no_tables() -> None:
    page = Page((Picture("空.png", 0, 100),), 100, 100, ())
    assert arrange(page) == Arrangement((), ())


_TEXTS = st.builds(
    lambda text, left, top, width, height, has_second: PrintedText(
        text,
        Box(left, top, left + width, top + height),
        0.9,
        tuple(left + width * place // len(text) for place in range(len(text))),
        text[::-1] if has_second else None,
    ),
    st.text("演示路号0123456789-省市公安局地址电话：、 ", min_size=1, max_size=12),
    st.integers(0, 600),
    st.integers(0, 800),
    st.integers(2, 300),
    st.integers(2, 90),
    st.booleans(),
)
_RULES = st.builds(
    lambda is_upright, at, start, length: Rule(is_upright, at, start, start + length),
    st.booleans(),
    st.integers(0, 900),
    st.integers(0, 600),
    st.integers(1, 600),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_TEXTS, max_size=25), st.lists(_RULES, max_size=20))
def test_no_text_of_any_page_is_lost_or_doubled(
    texts: list[PrintedText], rules: list[Rule]
) -> None:
    page = Page((Picture("1.png", 0, 900),), 900, 900, tuple(texts), tuple(rules))
    assert_nothing_lost(page, arrange(page))


@settings(max_examples=30, deadline=None)
@given(
    st.floats(0, 3), st.floats(-12, 12), st.floats(0, 0.3), st.integers(0, 99),
    st.sampled_from(["all", "level", "upright", "none"]),
)  # fmt: skip
def test_no_text_of_a_list_is_lost_or_doubled(
    shaky: float, sink: float, taken_together: float, seed: int, rules: str
) -> None:
    form = Form(NARROW, rules=rules, merged=(1,), shaky=shaky, sink=sink,
                taken_together=taken_together, seed=seed)  # fmt: skip
    page = printed(form, count=12)
    assert_nothing_lost(page, arrange(page))


def test_a_stroke_of_print_that_looks_like_a_rule_parts_no_row() -> None:
    page = printed(Form(WIDE))
    name = next(text for text in page.texts if text.text == "长春市演示路1号")
    stroke = Rule(False, name.box.bottom - 4, 200, 700)
    assert cells_of(read(arrange(replace(page, rules=(*page.rules, stroke))))) == wanted()


@pytest.mark.parametrize(
    "name", ["吉林省", "【新疆维吾尔自治区】", "一、伊犁哈萨克自治州", "长春市（9个）"]
)
def test_a_heading_that_the_stroke_of_a_character_seems_to_part_is_whole(name: str) -> None:
    page = printed(Form(WIDE, headings=((0, "辽宁省"), (9, name))), (0, 3, 4, 5))
    heading = next(text for text in page.texts if text.text == name)
    border = next(
        rule.at
        for rule in page.rules
        if rule.is_upright and rule.at > heading.box.left and rule.start > heading.box.bottom
    )
    down = border - (heading.lefts[2] - 1)
    placed = replace(
        heading,
        box=Box(heading.box.left + down, heading.box.top, heading.box.right + down,
                heading.box.bottom),
        lefts=tuple(left + down for left in heading.lefts),
    )  # fmt: skip
    stroke = Rule(True, border, heading.box.top - 10, heading.box.bottom + 10)
    others = tuple(text for text in page.texts if text is not heading)
    spoiled = replace(page, texts=(*others, placed), rules=(*page.rules, stroke))
    arrangement = arrange(spoiled)
    assert_nothing_lost(spoiled, arrangement)
    (table,) = arrangement.tables
    alone = [
        line.cells[0].text for line in table.lines if sum(bool(c.text) for c in line.cells) == 1
    ]
    assert alone == ["辽宁省", name]


@pytest.mark.parametrize("rules", ["level", "none"])
@pytest.mark.parametrize("place", [4, 5], ids=["before the hyphen", "behind it"])
def test_hyphens_below_each_other_that_look_like_a_rule_part_no_number(
    rules: str, place: int
) -> None:
    page = printed(Form(WIDE, rules=rules), (0, 3, 4, 5))
    texts: list[PrintedText] = []
    at = 0
    for text in page.texts:
        if text.text.startswith("0431-"):
            first, second = cut(text, place, EM)
            at = second.box.left - 2
            texts += [first, second]
        else:
            texts.append(text)
    rule = Rule(True, at, 30, page.height - 30)
    arrangement = arrange(replace(page, texts=tuple(texts), rules=(*page.rules, rule)))
    assert cells_of(read(arrangement), (0, 3, 4, 5)) == wanted((0, 3, 4, 5))


def test_the_edges_of_a_photographed_sheet_cut_no_number() -> None:
    page = printed(Form(WIDE, rules="none"), (0, 3, 4, 5))
    phone = next(text for text in page.texts if text.text.startswith("0431-"))
    right, bottom, inside = page.width - 5, page.height - 5, phone.lefts[5]
    rules = (
        Rule(True, right, 5, bottom),
        Rule(False, 8, inside, right),
        Rule(False, bottom, inside, right),
    )
    arrangement = arrange(replace(page, rules=rules))
    assert cells_of(read(arrangement), (0, 3, 4, 5)) == wanted((0, 3, 4, 5))


def test_a_header_without_a_rule_below_it_is_no_part_of_the_first_row() -> None:
    page = printed(Form(NARROW), (0, 3, 4, 5))
    below = sorted({rule.at for rule in page.rules if not rule.is_upright})[1]
    rules = tuple(rule for rule in page.rules if rule.is_upright or rule.at != below)
    arrangement = arrange(replace(page, rules=rules))
    assert_nothing_lost(page, arrangement)
    assert cells_of(read(arrangement), (0, 3, 4, 5)) == wanted((0, 3, 4, 5))


def _below(upper: Page, lower: Page) -> Page:
    """One page with the contents of two."""
    down = upper.height
    texts = tuple(
        replace(
            text,
            box=Box(text.box.left, text.box.top + down, text.box.right, text.box.bottom + down),
        )
        for text in lower.texts
    )
    rules = tuple(
        replace(rule, start=rule.start + down, end=rule.end + down)
        if rule.is_upright
        else replace(rule, at=rule.at + down)
        for rule in lower.rules
    )
    height, width = down + lower.height, max(upper.width, lower.width)
    picture = Picture("名单.png", 0, height)
    return Page((picture,), width, height, upper.texts + texts, upper.rules + rules)


@pytest.mark.parametrize(
    ("shown", "count"), [((0, 3, 4, 5), 1), ((3, 4, 5), 2)], ids=["alike", "of other columns"]
)
def test_tables_below_each_other_keep_their_headings(shown: Sequence[int], count: int) -> None:
    upper = printed(Form(WIDE, title="吉林省"), (0, 3, 4, 5))
    page = _below(upper, printed(Form(WIDE, title="辽宁省"), shown))
    arrangement = arrange(page)
    assert_nothing_lost(page, arrangement)
    assert len(arrangement.tables) == count
    rows = [outcome for outcome in read(arrangement) if isinstance(outcome, Row)]
    assert [row.cells["province"] for row in rows] == ["吉林省"] * 18 + ["辽宁省"] * 18


COLUMNS = {
    "serial, unit, address, number": (0, 3, 4, 5),
    "unit, address, number": (3, 4, 5),
    "unit, number": (3, 5),
    "province, unit, number": (1, 3, 5),
    "all": ALL,
}


@pytest.mark.parametrize("title", ["", "某市名单（演示）", "辽宁省"])
@pytest.mark.parametrize("rules", ["all", "none"])
@pytest.mark.parametrize("form", [Form(NARROW)], ids=["wrapped"])
@pytest.mark.parametrize(
    ("above", "below"),
    list(permutations(COLUMNS.values(), 2)),
    ids=lambda shown: "".join(map(str, shown)),
)
def test_tables_of_other_columns_right_below_each_other_keep_their_own(
    above: Sequence[int], below: Sequence[int], form: Form, rules: str, title: str
) -> None:
    if title == "辽宁省":
        below = tuple(column for column in below if column > 2)
    form = replace(form, rules=rules)
    upper = printed(form, above, count=7)
    page = _below(upper, printed(replace(form, title=title), below, count=5))
    arrangement = arrange(page)
    assert_nothing_lost(page, arrangement)
    assert arrangement.leftovers == ()
    found = [read(replace(arrangement, tables=(table,))) for table in arrangement.tables]
    rows = [outcome for outcomes in found for outcome in outcomes]
    assert cells_of(rows[:7], above) == wanted(above, 7)
    assert cells_of(rows[7:], below) == wanted(below, 5)


@pytest.mark.parametrize("rules", ["all", "level", "none"])
def test_a_row_without_a_number_or_with_a_note_keeps_its_columns(rules: str) -> None:
    rows = [(at, *row[3:5], phone, note) for at, row, phone, note in (
        (str(at + 1), row, "" if at in {2, 5} else row[5], "周末休息" if at == 3 else "")
        for at, row in enumerate(made(12))
    )]  # fmt: skip
    header = ("序号", "单位", "地址", "电话", "备注")
    page = print_list(header, rows, Form((2, 9, 11, 8, 8), rules=rules))
    arrangement = arrange(page)
    assert_nothing_lost(page, arrangement)
    found = [outcome for outcome in read(arrangement) if isinstance(outcome, Row)]
    assert [row.cells.get("phone", "") for row in found] == [
        row[3].replace("\n", "、") for row in rows
    ]
    assert [row.cells.get("notes", "") for row in found] == [row[4] for row in rows]

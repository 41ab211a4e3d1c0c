"""Lists that were damaged on the way: lost characters, bare commas, cells over many lines."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from sites.errors import BadFileError
from sites.reading import read_list
from sites.records import Problem, Row

HEADER = "单位,地址,电话"
LINE = "演示采血点,演示路1号,028-00000001"
LIST = "\n".join(
    ("省份,单位,地址,电话", "安徽省,合肥市公安局刑侦支队,演示路1号,0551-00000001",
     "安徽省,芜湖市公安局刑侦支队,演示路2号,0553-00000001", "")
)  # fmt: skip
Outcomes = list[Row | Problem]
Read = Callable[..., Outcomes]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read_lines(*lines: str) -> Outcomes:
        path = tmp_path / "list.csv"
        path.write_text("\n".join([*lines, ""]), encoding="utf-8")
        return list(read_list(path))

    return read_lines


def rows_of(outcomes: Outcomes) -> list[dict[str, str]]:
    return [dict(each.cells) for each in outcomes if isinstance(each, Row)]


def problems_of(outcomes: Outcomes) -> list[Problem]:
    return [each for each in outcomes if isinstance(each, Problem)]


def windows_1252(content: bytes) -> str:
    """As Windows shows bytes of its western code page: open places as control characters."""
    shown = content.decode("cp1252", errors="surrogateescape")
    return "".join(chr(ord(char) - 0xDC00) if char >= "\udc80" else char for char in shown)


GBK, UTF_8 = LIST.encode("gbk"), LIST.encode()
DAMAGED = {
    "question marks": (LIST.encode("ascii", "replace").decode(), "问号|\\?\\?"),
    "replacement characters": (GBK.decode("utf-8", "replace"), "丢了"),
    "replacement characters as GBK": (
        GBK.decode("utf-8", "replace").encode().decode("gb18030", "ignore"), "锟斤拷"),
    "GBK as western": (GBK.decode("latin-1"), "GBK 的文件当成西文"),
    "UTF-8 as western": (windows_1252(UTF_8), "UTF-8 的文件当成西文"),
    "UTF-8 as western on a Mac": (UTF_8.decode("mac_roman"), "UTF-8 的文件当成西文"),
    "UTF-8 as GBK": (UTF_8.decode("gb18030", "replace"), "UTF-8 的文件当成GBK"),
    "GBK as Big5": (GBK.decode("big5", "replace"), "GBK 的文件当成Big5"),
    "GBK as Japanese": (GBK.decode("shift_jis", "replace"), "GBK 的文件当成日文"),
    "GBK as Korean": (GBK.decode("euc_kr", "replace"), "GBK 的文件当成韩文"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "word"), DAMAGED.values(), ids=DAMAGED.keys())
def test_lost_characters_are_told_by_what_happened(read: Read, text: str, word: str) -> None:
    with pytest.raises(BadFileError, match=word) as refusal:
        read(*text.splitlines())
    assert "再读一次。" in str(refusal.value)


def test_lost_characters_of_a_workbook_are_told_too(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for line in windows_1252(UTF_8).splitlines():
        book.active.append(line.split(","))
    book.save(tmp_path / "list.xlsx")
    with pytest.raises(BadFileError, match="UTF-8 的文件当成西文"):
        read_list(tmp_path / "list.xlsx")


@pytest.mark.parametrize(
    "cell", ["??????", "演示路??", "锟斤拷锟斤拷", "ºÏ·ÊÊÐ¹«°²¾Ö", "演示\ufffd路"],
)  # fmt: skip
def test_row_whose_characters_were_lost_is_told_and_costs_no_other(read: Read, cell: str) -> None:
    told, row = read(HEADER, f"演示2点,{cell},028-00000002", LINE)
    assert isinstance(told, Problem)
    assert (told.line, told.column, told.taken) == (2, "address", False)
    assert isinstance(row, Row)


@pytest.mark.parametrize(
    "text", ["演示路1号（？）", "演示×××路1号", "Café 旁", "演示·路1号", "演示路1号?"]
)
def test_sound_text_with_odd_signs_is_read(read: Read, text: str) -> None:
    assert len(rows_of(read(HEADER, f"演示采血点,{text},028-00000001"))) == 1


WIDE = f"序号,省份,{HEADER},办公时间,备注"
COMMAS = {
    "second number at the end": (
        HEADER, f"{LINE},028-00000002", {"phone": "028-00000001、028-00000002"}),
    "three numbers": (
        HEADER, f"{LINE},028-00000002,13800138000",
        {"phone": "028-00000001、028-00000002、13800138000"}),
    "extension": (HEADER, f"{LINE},转802", {"phone": "028-00000001、转802"}),
    "local number": (HEADER, f"{LINE},00000002", {"phone": "028-00000001、00000002"}),
    "number in the middle": (
        f"{HEADER},备注", f"{LINE},028-00000002,周末休息",
        {"phone": "028-00000001、028-00000002", "notes": "周末休息"}),
    "number in the middle of a line that ends in a comma": (
        f"{HEADER},办公时间", f"{LINE},028-00000002,", {"phone": "028-00000001、028-00000002"}),
    "address": (
        HEADER, "演示采血点,演示路1号,2楼东侧,028-00000001",
        {"address": "演示路1号，2楼东侧", "phone": "028-00000001"}),
    "hours": (
        f"{HEADER},办公时间", f"{LINE},8:30-12:00,14:00-17:30",
        {"hours": "8:30-12:00，14:00-17:30"}),
    "notes": (f"{HEADER},备注", f"{LINE},先打电话,带身份证", {"notes": "先打电话，带身份证"}),
    "many columns": (
        WIDE, f"1,四川省,{LINE},028-00000002,周一至周五,预约",
        {"phone": "028-00000001、028-00000002", "hours": "周一至周五", "notes": "预约"}),
}  # fmt: skip


@pytest.mark.parametrize(("header", "line", "cells"), COMMAS.values(), ids=COMMAS.keys())
def test_bare_comma_that_can_be_told_is_put_back(
    read: Read, header: str, line: str, cells: dict[str, str]
) -> None:
    row, told = read(header, line)
    assert isinstance(row, Row)
    assert cells.items() <= row.cells.items()
    assert isinstance(told, Problem)
    assert (told.line, told.taken) == (2, True)
    assert "请核对" in told.advice


@pytest.mark.parametrize(
    ("header", "line"),
    [
        pytest.param(HEADER, "演示采血点,028-00000001,演示路1号,预约", id="cells in another order"),
        pytest.param(HEADER, "演示采血点,演示路1号,,028-00000001", id="an empty cell too many"),
        pytest.param(WIDE, "1,四川省,演示采血点,演示路1号,东门,028-00000001,13800138000,,,x",
                     id="two commas"),
        pytest.param(f"{HEADER},办公时间,备注", f"{LINE},周一,周二,预约", id="two ways"),
    ],
)  # fmt: skip
def test_bare_comma_that_cannot_be_told_costs_the_row_and_says_so(
    read: Read, header: str, line: str
) -> None:
    (told,) = read(header, line)
    assert isinstance(told, Problem)
    assert (told.line, told.taken) == (2, False)


@pytest.mark.parametrize("column", ["备注", "办公时间"])
def test_lonely_number_behind_the_phones_is_told(read: Read, column: str) -> None:
    row, told = read(f"{HEADER},{column}", f"{LINE},028-00000002")
    assert isinstance(row, Row)
    assert row.cells["phone"] == "028-00000001"
    assert "hours" not in row.cells
    assert isinstance(told, Problem)
    assert (told.text, told.taken) == ("028-00000002", True)


@pytest.mark.parametrize("count", [2, 29, 31, 60, 400])
def test_cell_over_many_lines_is_one_cell(read: Read, count: int) -> None:
    notes = "\n".join(f"{n}号" for n in range(count))
    rows = rows_of(read(f"{HEADER},备注", f'{LINE},"{notes}"', f"{LINE},x"))
    assert [row["notes"] for row in rows] == [notes.replace("\n", "、"), "x"]


@pytest.mark.parametrize("count", [1, 5, 28, 40, 400])
def test_two_stray_marks_swallow_no_rows_between(read: Read, count: int) -> None:
    between = [f"演示{n}点,演示路{n}号,028-0000{n:04},x" for n in range(count)]
    lines = [f'{LINE},"没有关上', *between, f'{LINE},也没有"']
    assert len(rows_of(read(f"{HEADER},备注", *lines))) == count + 2


def test_endless_stray_marks_are_read_in_good_time(read: Read) -> None:
    lines = [f'{LINE},"{n}' for n in range(5000)]
    assert len(rows_of(read(f"{HEADER},备注", *lines))) == 5000

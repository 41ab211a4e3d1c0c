"""A folder of published lists → a transcript: what is read, in which order, and what goes on."""

from pathlib import Path

import pytest

from sites import transcribing
from sites.errors import BadFileError
from sites.printed.arranging import arrange
from sites.printed.working.gathering import GatheredFile, gather
from sites.printed.working.jobs import Job, PageReader
from sites.printed.working.kept import WorkFolder, key_of
from sites.printed.working.printed_rows import ReadingStyle, read_document_table, read_printed_table
from sites.printed.working.running import read_running_text
from sites.reading import read_sheets
from sites.reading.sheets import Line, Sheet
from sites.records.scans import Box, Page, Picture, PrintedCell, PrintedLine, PrintedText, Rule
from sites.transcribing import ReadRules, transcribe
from tests.printing import print_lines

HEADER = ("序号", "单位", "地址", "电话")
FIRST = ("1", "郯城县公安局演示采血点", "郯城县演示路1号", "0539-0123456")
SECOND = ("2", "兰陵县公安局演示采血点", "兰陵县演示路2号", "0539-0123457")
PICTURE = Picture("03.png", 0, 400)


def _line(number: int, *cells: str, second: tuple[str, ...] | None = None) -> PrintedLine:
    boxes = [
        Box(100 * place, 30 * number, 100 * place + 90, 30 * number + 25) for place in range(5)
    ]
    return PrintedLine(
        number,
        tuple(
            PrintedCell(text, text if second is None else second[place], 0.99, boxes[place])
            for place, text in enumerate(cells)
        ),
        Box(0, 30 * number, 390, 30 * number + 25),
        PICTURE,
    )


def test_numbers_of_files_count_as_numbers(tmp_path: Path) -> None:
    for name in ("10.png", "2.png", "1.png", "sub/3.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert [file.name for file in gather([tmp_path])] == ["1.png", "2.png", "10.png", "sub/3.png"]


def test_what_the_reading_writes_and_hidden_files_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "list.pages").mkdir()
    for name in ("1.png", ".DS_Store", "~$名单.docx", "sources.csv", "来源.csv", "list.csv"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "list.pages" / "kept.json").write_bytes(b"x")
    assert [file.name for file in gather([tmp_path])] == ["1.png"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "1.png").write_bytes(b"x")
    assert len(gather([tmp_path, tmp_path / "1.png"])) == 1


@pytest.mark.parametrize("name", ["", "gone"], ids=["an empty folder", "a path that is not there"])
def test_nothing_to_read_is_said_in_words(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadFileError, match="请"):
        gather([tmp_path / name])


def test_a_kept_page_comes_back_as_it_was(tmp_path: Path) -> None:
    text = PrintedText("郯城县", Box(1, 2, 30, 20), 0.5, (1, 10, 20), second="郑城县")
    page = Page((PICTURE,), 390, 400, (text,), (Rule(True, 5, 0, 400),), ("图片太小。",))
    folder = WorkFolder(tmp_path / "list.pages")
    folder.keep("key", page, b"pixels")
    assert (folder.page("key"), folder.picture("key")) == (page, b"pixels")


@pytest.mark.parametrize("content", ["", "{", '{"pictures": []}'], ids=["empty", "cut", "odd"])
def test_a_page_that_was_not_kept_whole_counts_as_not_read(tmp_path: Path, content: str) -> None:
    folder = WorkFolder(tmp_path)
    folder.keep("key-0", Page((PICTURE,), 390, 400, ()), b"pixels")
    (tmp_path / "key-0.json").write_text(content)
    assert folder.page("key-0") is None


def test_a_changed_picture_has_another_key(tmp_path: Path) -> None:
    picture = tmp_path / "1.png"
    picture.write_bytes(b"one")
    before = key_of([picture])
    picture.write_bytes(b"two")
    assert key_of([picture]) != before


def test_a_row_knows_where_it_was_printed() -> None:
    found = read_printed_table([_line(1, *HEADER), _line(2, *FIRST)], ReadingStyle("03.png"))
    (row,) = found.rows
    assert (row.printed.picture, row.printed.picture_row) == ("03.png", 2)
    assert row.box == Box(0, 60, 390, 85)
    assert row.boxes is not None
    assert row.boxes["phone"] == Box(300, 60, 390, 85)
    assert row.printed.serial == "1"
    assert row.printed.scores is not None
    assert row.printed.scores["unit"] == 0.99


def test_the_other_reading_goes_through_the_same_reader() -> None:
    second = ("1", "郑城县公安局演示采血点", "郯城县演示路1号", "0539-0123466")
    lines = [_line(1, *HEADER), _line(2, *FIRST, second=second)]
    (row,) = read_printed_table(lines, ReadingStyle("03.png")).rows
    assert row.printed.second is not None
    assert row.printed.cells["unit"] == "郯城县公安局演示采血点"
    assert row.printed.second["unit"] == "郑城县公安局演示采血点"
    assert row.printed.second["phone"] == "0539-0123466"


def test_a_header_read_differently_moves_no_column() -> None:
    header = _line(1, *HEADER, second=("序号", "地址", "单位", "电话"))
    (row,) = read_printed_table([header, _line(2, *FIRST)], ReadingStyle("03.png")).rows
    assert row.printed.second is not None
    assert row.printed.second["unit"] == FIRST[1]


def test_a_table_without_a_header_goes_on_as_the_one_before() -> None:
    first = read_printed_table([_line(1, *HEADER), _line(2, *FIRST)], ReadingStyle("03.png"))
    lonely = ("3", "兰陵县", "", "0539-0123457")  # by itself this is no table
    going_on = ReadingStyle("04.png", inherited=first.layout)
    (row,) = read_printed_table([_line(1, *lonely)], going_on).rows
    assert row.printed.cells["unit"] == "兰陵县"


def test_lines_that_become_no_row_are_listed_by_what_they_are() -> None:
    lines = [
        _line(1, "山东省免费采血点名单", "", "", ""),
        _line(2, *HEADER),
        _line(3, *FIRST),
        _line(4, "临沂市", "", "", ""),
        _line(5, "注：以上为演示", "", "", ""),
    ]
    found = read_printed_table(lines, ReadingStyle("03.png"))
    assert [(each.kind, each.text) for each in found.leftovers] == [
        ("note", "山东省免费采血点名单"),
        ("header", "序号，单位，地址，电话"),
        ("heading", "临沂市"),
        ("note", "注:以上为演示"),
    ]
    assert all(each.box for each in found.leftovers)


def test_a_table_nobody_recognises_is_left_over_line_by_line() -> None:
    found = read_printed_table(
        [_line(1, "猫", "", "", ""), _line(2, "狗", "", "", "")], ReadingStyle("")
    )
    assert (found.rows, [each.text for each in found.leftovers]) == ((), ["猫", "狗"])


def test_a_row_that_a_load_would_refuse_says_so_before() -> None:
    nowhere = ("1", "某处公安局", "某路1号", "0539-0123456")
    lines = [_line(1, *HEADER), _line(2, *nowhere)]
    (row,) = read_printed_table(lines, ReadingStyle("03.png")).rows
    assert [doubt.column for doubt in row.said]


RUNNING = {
    "a unit and its number in a line": (
        ("四川省", "安岳县公安局刑侦大队：028-01000000", "双流分局：028-01000074"),
        [("安岳县公安局刑侦大队", "", "028-01000000"), ("双流分局", "", "028-01000074")],
        [("heading", "四川省")],
    ),
    "three lines each": (
        (
            *("安岳县公安局刑侦大队", "岳阳镇演示路1号", "028-01000000"),
            *("乐至县公安局刑警大队", "乐至县演示街2号", "028-01000037"),
        ),
        [
            ("安岳县公安局刑侦大队", "岳阳镇演示路1号", "028-01000000"),
            ("乐至县公安局刑警大队", "乐至县演示街2号", "028-01000037"),
        ],
        [],
    ),
    "sentences that wrap": (
        (
            "各地采血点如下：",
            "安岳县公安局刑侦大队，岳阳镇演示路1号，028-01000000；乐至县公安局刑警",
            "大队，乐至县演示街2号，028-01000037；双流分局，双流区演示",
            "路3号，028-01000074。",
        ),
        [
            ("安岳县公安局刑侦大队", "岳阳镇演示路1号", "028-01000000"),
            ("乐至县公安局刑警大队", "乐至县演示街2号", "028-01000037"),
            ("双流分局", "双流区演示路3号", "028-01000074"),
        ],
        [("leftover", "各地采血点如下：")],
    ),
}


@pytest.mark.parametrize(("lines", "wanted", "left"), RUNNING.values(), ids=RUNNING)
def test_running_text_on_a_picture_becomes_doubted_rows(
    lines: tuple[str, ...], wanted: list[tuple[str, str, str]], left: list[tuple[str, str]]
) -> None:
    (table,) = arrange(print_lines(lines)).tables
    found = read_running_text(table.lines, ReadingStyle("04.png"))
    assert found is not None
    cells = [row.printed.cells for row in found.rows]
    assert [
        tuple(each.get(name, "") for name in ("unit", "address", "phone")) for each in cells
    ] == wanted
    assert all("成句的文字" in row.said[0].reason and row.box for row in found.rows)
    assert [(each.kind, each.text) for each in found.leftovers] == left


@pytest.mark.parametrize(
    "lines", [("单位", "安岳县公安局", "乐至县公安局"), ("今天去公园。", "明天见。"), ("四川省",)]
)
def test_lines_that_are_no_list_make_no_row(lines: tuple[str, ...]) -> None:
    (table,) = arrange(print_lines(lines)).tables
    assert read_running_text(table.lines, ReadingStyle("04.png")) is None


def test_pictures_of_two_folders_keep_their_names_apart(tmp_path: Path) -> None:
    file = GatheredFile(tmp_path / "甲" / "01.pdf", "甲/01.pdf", tmp_path)
    page = Page((Picture("01.pdf 第 2 页", 0, 400),), 390, 400, ())
    work = WorkFolder(tmp_path / "list.pages")
    file.path.parent.mkdir()
    file.path.write_bytes(b"%PDF-")
    job = Job((file,), scan=2)
    work.keep(f"{key_of([file.path], '2')}-0", page, b"")
    ((_, named),) = PageReader(work).pages(job)
    assert named.pictures[0].name == "甲/01.pdf 第 2 页"


def test_running_numbers_go_on_in_a_table_without_a_header(tmp_path: Path) -> None:
    head = "序号,单位,地址,电话\n"
    rows = [",".join(cells) for cells in (FIRST, SECOND)]
    (tmp_path / "1.csv").write_text(head + rows[0] + "\n" + ",".join(("4", *SECOND[1:])) + "\n")
    read = transcribe([tmp_path / "1.csv"], tmp_path / "list.pages", ReadRules())
    reasons = [doubt.reason for row in read.transcript.rows for doubt in row.doubts]
    assert any("从1跳到4" in reason for reason in reasons)


def test_a_file_that_breaks_a_library_is_named_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("1.csv", "2.csv"):
        (tmp_path / name).write_text(f"{','.join(HEADER)}\n{','.join(FIRST)}\n")
    real = read_sheets

    def broken(path: Path) -> tuple[Sheet, ...]:
        if path.name == "1.csv":
            raise ZeroDivisionError("of a library")
        return real(path)

    monkeypatch.setattr(transcribing, "read_sheets", broken)
    read = transcribe([tmp_path], tmp_path / "list.pages", ReadRules())
    assert [name for name, _ in read.transcript.refused] == ["1.csv"]
    assert "交给维护者" in read.transcript.refused[0][1]
    assert len(read.transcript.rows) == 1


def test_a_text_without_a_column_is_named_in_its_row() -> None:
    cells = ("1", "郯城县公安局演示采血点", "新", "0539-0123456", "疆演示路1号")
    lines = [_line(1, *HEADER, ""), _line(2, *cells)]
    (row,) = read_printed_table(lines, ReadingStyle("03.png")).rows
    assert any("疆演示路1号" in doubt.reason for doubt in row.said)


def test_a_header_in_traditional_characters_is_a_header() -> None:
    lines = [_line(1, "編號", "單位名稱", "地址", "聯絡電話"), _line(2, *FIRST)]
    (row,) = read_printed_table(lines, ReadingStyle("03.png")).rows
    assert (row.printed.serial, row.printed.cells["phone"]) == ("1", "0539-0123456")


def test_a_misread_header_of_provinces_is_told_by_its_cells() -> None:
    lines = [
        _line(1, "省益", *HEADER[1:]),
        _line(2, "山东省", *FIRST[1:]),
        _line(3, "山东省", *SECOND[1:]),
    ]
    found = read_printed_table(lines, ReadingStyle("03.png"))
    assert [row.printed.cells["province"] for row in found.rows] == ["山东省", "山东省"]


def test_a_misread_header_of_units_is_told_by_its_cells() -> None:
    lines = [
        _line(1, "序号", "公安机关@平", "办公地@安", "电话"),
        _line(2, *FIRST),
        _line(3, *SECOND),
    ]
    found = read_printed_table(lines, ReadingStyle("03.png"))
    assert [row.printed.cells["unit"] for row in found.rows] == [FIRST[1], SECOND[1]]
    assert [row.printed.cells["address"] for row in found.rows] == [FIRST[2], SECOND[2]]


def test_a_demonstration_row_is_not_told_to_say_so_again() -> None:
    found = read_printed_table([_line(1, *HEADER), _line(2, *FIRST)], ReadingStyle("03.png"))
    assert found.rows[0].said == ()


def test_tables_side_by_side_keep_their_own_running_numbers() -> None:
    lines = (Line(1, HEADER), Line(2, FIRST), Line(1, HEADER), Line(2, SECOND))
    found = read_document_table(Sheet("", lines), ReadingStyle("名单.xlsx"))
    assert [(row.printed.picture_row, row.printed.serial) for row in found.rows] == [
        (2, "1"),
        (2, "2"),
    ]


def test_a_documents_rows_have_no_place_on_a_page() -> None:
    sheet = Sheet("", (Line(1, HEADER), Line(3, FIRST), Line(4, SECOND)))
    found = read_document_table(sheet, ReadingStyle("名单.docx"))
    assert [(row.printed.picture_row, row.printed.second, row.box) for row in found.rows] == [
        (3, None, None),
        (4, None, None),
    ]


def test_hidden_sheet_is_not_read_and_said() -> None:
    sheet = Sheet("旧名单", (Line(1, HEADER), Line(2, FIRST)), is_hidden=True)
    found = read_document_table(sheet, ReadingStyle("名单.xlsx"))
    assert found.rows == ()
    assert [("隐藏" in left.advice, FIRST[1] in left.text) for left in found.leftovers] == [
        (True, False), (True, True),
    ]  # fmt: skip

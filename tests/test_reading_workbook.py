"""xlsx files as offices make them: merged cells, several sheets, numbers for texts."""

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sites.errors import BadFileError
from sites.reading import read_list
from sites.reading.formats import frames, values
from sites.records import Problem, Row

Outcomes = list[Row | Problem]
HEADER = ["省份", "单位", "地址", "电话"]
LINE = ["四川省", "演示采血点", "演示路1号", "028-00000001"]


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Outcomes]:
    """Reads a workbook whose first sheet `fill` fills; `name` is the file's."""

    def read_book(fill: Callable[[Worksheet], object], *, name: str = "list.xlsx") -> Outcomes:
        book = Workbook()
        sheet = book.active
        assert isinstance(sheet, Worksheet)
        fill(sheet)
        book.save(tmp_path / name)
        return list(read_list(tmp_path / name))

    return read_book


def fill(*lines: Sequence[object], merged: tuple[str, ...] = ()) -> Callable[[Worksheet], None]:
    def put(sheet: Worksheet) -> None:
        for line in lines:
            sheet.append(list(line))
        for cells in merged:
            sheet.merge_cells(cells)

    return put


def book_of(sheet: Worksheet) -> Workbook:
    assert sheet.parent is not None
    return sheet.parent


def cells_of(outcomes: Outcomes) -> list[dict[str, str]]:
    return [dict(each.cells) for each in outcomes if isinstance(each, Row)]


def test_plain_sheet_is_read_with_its_line_numbers(read: Callable[..., Outcomes]) -> None:
    outcomes = read(fill(HEADER, LINE, [], LINE))
    assert [(each.file, each.line) for each in outcomes] == [("list.xlsx", 2), ("list.xlsx", 4)]
    assert cells_of(outcomes)[0] == {
        "unit": "演示采血点", "province": "四川省", "address": "演示路1号", "phone": "028-00000001",
    }  # fmt: skip


def test_name_of_the_file_does_not_matter(read: Callable[..., Outcomes]) -> None:
    assert len(read(fill(HEADER, LINE), name="list.csv.xlsx")) == 1
    assert len(read(fill(HEADER, LINE), name="list.xlsx")) == 1


def test_xlsx_named_csv_is_read(read: Callable[..., Outcomes], tmp_path: Path) -> None:
    read(fill(HEADER, LINE))
    (tmp_path / "list.xlsx").rename(tmp_path / "list.csv")
    assert len(list(read_list(tmp_path / "list.csv"))) == 1


def test_merged_cells_hold_for_every_line_they_span(read: Callable[..., Outcomes]) -> None:
    outcomes = read(
        fill(
            ["全国免费采血点名单（演示）"],
            ["省份", "地市", "区县", "单位", "地址", "联系方式"],
            [None, None, None, None, None, "办公电话", "手机"],
            ["吉林省", "长春市", "双阳区", "演示1点", "演示路1号", "0431-00000001", "13800138000"],
            [None, None, None, "演示2点", "演示路2号", "0431-00000002"],
            [None, None, None, "演示3点", "演示路3号", "0431-00000003"],
            ["合计", 3],
            merged=("A1:G1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:E3", "F2:G2", "A4:A6",
                    "B4:B6", "C4:C5"),
        )
    )  # fmt: skip
    areas = [(row["province"], row["city"], row.get("county")) for row in cells_of(outcomes)]
    assert areas == [("吉林省", "长春市", "双阳区")] * 2 + [("吉林省", "长春市", None)]
    assert cells_of(outcomes)[0]["phone"] == "0431-00000001、13800138000"
    assert len(outcomes) == 3


def test_upper_line_of_a_header_is_no_site(read: Callable[..., Outcomes]) -> None:
    outcomes = read(
        fill(
            ["地市", "采血点情况", None, None],
            [None, "单位", "地址", "电话"],
            ["成都市", *LINE[1:]],
            merged=("A1:A2", "B1:D1"),
        )
    )
    assert [(each.line, each.cells["city"]) for each in outcomes if isinstance(each, Row)] == [
        (3, "成都市")
    ]


def test_number_in_a_band_over_the_width_is_told_and_is_no_site(
    read: Callable[..., Outcomes],
) -> None:
    _, problem, _ = read(fill(HEADER, LINE, ["咨询：028-00000009"], LINE, merged=("A3:D3",)))
    assert isinstance(problem, Problem)
    assert (problem.line, problem.text) == (3, "咨询:028-00000009")


def test_tables_side_by_side_are_read_one_below_the_other(read: Callable[..., Outcomes]) -> None:
    outcomes = read(
        fill(
            ["序号", "单位", "电话"] * 2,
            [1, "演示1点", "028-00000001", 3, "演示3点", "028-00000003"],
            [2, "演示2点", "028-00000002"],
        )
    )
    assert [row["unit"] for row in cells_of(outcomes)] == ["演示1点", "演示2点", "演示3点"]


def test_title_merged_over_the_width_is_no_site_in_the_middle(
    read: Callable[..., Outcomes],
) -> None:
    band = ["演示片区各采血点"]
    outcomes = read(fill(HEADER, LINE, band, LINE, merged=("A3:D3",)))
    assert [each.line for each in outcomes] == [2, 4]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        pytest.param(43100000001, "43100000001", id="whole number"),
        pytest.param(43100000001.0, "43100000001", id="float"),
        pytest.param("028-00000001\n028-00000002", "028-00000001、028-00000002", id="line break"),
        pytest.param("'028-00000001", "028-00000001", id="apostrophe"),
        pytest.param("０２８-00000001", "028-00000001", id="full width"),
    ],
)
def test_phone_cell_keeps_its_digits(
    read: Callable[..., Outcomes], cell: object, text: str
) -> None:
    (row,) = cells_of(read(fill(HEADER, [*LINE[:3], cell])))
    assert row["phone"] == text


@pytest.mark.parametrize("day", [date(2021, 6, 30), datetime(2021, 6, 30)])  # noqa: DTZ001
def test_date_cell_is_an_iso_date(read: Callable[..., Outcomes], day: date) -> None:
    (row,) = cells_of(read(fill([*HEADER, "公布日期", "经度", "纬度"], [*LINE, day, 104.04, 30.5])))
    assert (row["published_on"], row["lon"], row["lat"]) == ("2021-06-30", "104.04", "30.5")


def test_formula_without_a_result_is_said(read: Callable[..., Outcomes]) -> None:
    row, problem = read(fill(HEADER, [*LINE[:2], '="演示路"&1&"号"', LINE[3]]))
    assert isinstance(row, Row)
    assert "address" not in row.cells
    assert isinstance(problem, Problem)
    assert (problem.line, problem.column, problem.taken) == (2, "address", True)


def test_formula_with_an_empty_result_is_an_empty_cell(tmp_path: Path) -> None:
    parts = parts_of([HEADER, [*LINE[:2], "演示路1号", LINE[3]]])
    cell = b'<c r="C2" t="str"><f>IF(1,"","")</f><v></v></c>'
    sheet = re.sub(rb'<c r="C2".*?</c>', cell, parts[SHEET])
    assert cell in sheet
    path = tmp_path / "list.xlsx"
    path.write_bytes(packed(parts | {SHEET: sheet}))
    (row,) = read_list(path)
    assert isinstance(row, Row)
    assert "address" not in row.cells


def test_every_sheet_is_read_by_its_own_header(read: Callable[..., Outcomes]) -> None:
    def put(sheet: Worksheet) -> None:
        sheet.title = "甲"
        fill(HEADER, LINE)(sheet)
        book = book_of(sheet)
        fill(["电话", "采血点名称"], ["028-00000002", "演示乙点"])(book.create_sheet("乙"))
        book.create_sheet("空")

    outcomes = read(put)
    assert [(each.file, each.line) for each in outcomes] == [
        ("list.xlsx [甲]", 2), ("list.xlsx [乙]", 2),
    ]  # fmt: skip
    assert cells_of(outcomes)[1] == {"unit": "演示乙点", "phone": "028-00000002"}


def test_hidden_sheet_is_not_read_and_said(read: Callable[..., Outcomes]) -> None:
    def put(sheet: Worksheet) -> None:
        fill(HEADER, LINE)(sheet)
        hidden = book_of(sheet).create_sheet("旧名单")
        fill(HEADER, LINE, LINE)(hidden)
        hidden.sheet_state = "hidden"

    row, problem = read(put)
    assert isinstance(row, Row)
    assert isinstance(problem, Problem)
    assert (problem.text, problem.taken) == ("旧名单", True)
    assert "隐藏" in problem.advice


def test_sheet_without_a_header_loses_no_line_in_silence(read: Callable[..., Outcomes]) -> None:
    def put(sheet: Worksheet) -> None:
        fill(HEADER, LINE)(sheet)
        fill(["x", "028-00000002"], ["y", "演示"])(book_of(sheet).create_sheet("乱"))
        fill(["本名单仅为演示"])(book_of(sheet).create_sheet("说明"))

    _, stray, words = read(put)
    assert isinstance(stray, Problem)
    assert (stray.file, stray.line, stray.taken) == ("list.xlsx [乱]", 1, False)
    assert isinstance(words, Problem)
    assert (words.text, words.taken) == ("说明", True)


def test_column_without_a_title_is_named_by_its_place(read: Callable[..., Outcomes]) -> None:
    problem, row = read(fill(HEADER, [*LINE, "旁批"]))
    assert isinstance(problem, Problem)
    assert (problem.column, problem.taken) == ("第 5 列", True)
    assert isinstance(row, Row)


def test_numbers_under_one_title_over_two_columns_are_kept(
    read: Callable[..., Outcomes],
) -> None:
    (row,) = cells_of(read(fill(HEADER, [*LINE, "13800138000"])))
    assert row["phone"] == "028-00000001、13800138000"


def parts_of(lines: Sequence[Sequence[object]]) -> dict[str, bytes]:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    fill(*lines)(sheet)
    content = io.BytesIO()
    book.save(content)
    with zipfile.ZipFile(content) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        pytest.param({SHEET: ENTITIES}, "损坏", id="XML entities"),
        pytest.param({SHEET: b"<worksheet"}, "损坏", id="sheet cut short"),
        pytest.param({"xl/workbook.xml": b""}, "损坏", id="no workbook"),
        pytest.param({"bomb.xml": b"\0" * 100_000_001}, "太大", id="zip bomb"),
        pytest.param({f"part{n}": b"" for n in range(2001)}, "太大", id="too many entries"),
    ],
)
def test_dangerous_workbook_is_refused(tmp_path: Path, change: dict[str, bytes], word: str) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(packed(parts_of([HEADER, LINE]) | change))
    with pytest.raises(BadFileError, match=word):
        read_list(path)


@pytest.mark.parametrize(
    ("was", "becomes", "word"),
    [
        pytest.param(b'<row r="2"', b'<row r="1"', "行号", id="rows out of order"),
        pytest.param(b'<row r="2"', b'<row r="99999999"', "行号", id="a row beyond Excel"),
        pytest.param(b'r="D2"', b'r="XFD2"', "列", id="too many columns"),
    ],
)
def test_sheet_that_lies_about_its_size_is_refused(
    tmp_path: Path, was: bytes, becomes: bytes, word: str
) -> None:
    parts = parts_of([HEADER, LINE])
    assert was in parts[SHEET]
    path = tmp_path / "list.xlsx"
    path.write_bytes(packed(parts | {SHEET: parts[SHEET].replace(was, becomes)}))
    with pytest.raises(BadFileError, match=word):
        read_list(path)


def test_stated_dimension_is_not_believed(tmp_path: Path) -> None:
    parts = parts_of([HEADER, LINE])
    lie = parts[SHEET].replace(b'ref="A1:D2"', b'ref="A1:A1"')
    assert lie != parts[SHEET]
    path = tmp_path / "list.xlsx"
    path.write_bytes(packed(parts | {SHEET: lie}))
    assert len(cells_of(list(read_list(path)))[0]) == 4


def test_too_many_lines_are_refused(
    read: Callable[..., Outcomes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frames, "MAX_LINES", 3)
    with pytest.raises(BadFileError, match="超过 3 行"):
        read(fill(HEADER, LINE, LINE, LINE))


def test_endless_merged_ranges_are_refused(
    read: Callable[..., Outcomes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(values, "_MAX_MERGED_CELLS", 3)
    with pytest.raises(BadFileError, match="合并"):
        read(fill(HEADER, LINE, LINE, merged=("A2:B3",)))


@pytest.mark.parametrize("keep", [0, 4, 60, 500, -200, -30, -1])
def test_truncated_workbook_is_refused(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(packed(parts_of([HEADER, LINE]))[:keep])
    with pytest.raises(BadFileError):
        read_list(path)


REFERS = b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
TYPES = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
STYLES, BOOK = "xl/styles.xml", "xl/workbook.xml"
BOOK_LINKS, TYPES_PART = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
Change = Callable[[dict[str, bytes]], dict[str, bytes | None]]


def put(part: str, was: bytes, becomes: bytes) -> Change:
    """Something else in the place of what the pattern finds first in a part."""

    def change(parts: dict[str, bytes]) -> dict[str, bytes | None]:
        changed, count = re.subn(was, lambda _: becomes, parts[part], count=1)
        assert count, (part, parts[part])
        return {part: changed}

    return change


def whole(parts: dict[str, bytes | None]) -> Change:
    """Whole parts; None leaves one out."""
    return lambda _: dict(parts)


def both(*changes: Change) -> Change:
    def change(parts: dict[str, bytes]) -> dict[str, bytes | None]:
        done: dict[str, bytes | None] = {}
        for each in changes:
            done |= each({**parts, **{name: part for name, part in done.items() if part}})
        return done

    return change


def strict(parts: dict[str, bytes]) -> dict[str, bytes | None]:
    """The same in the name spaces of ISO 29500 Strict."""
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return {
        name: part.replace(main, b"http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, part in parts.items()
    }


def linked(kind: bytes, target: bytes) -> Change:
    link = b'<Relationship Id="rId99" Type="' + TYPES + kind + b'" Target="' + target + b'"/>'
    return put(BOOK_LINKS, b"</Relationships>", link + b"</Relationships>")


NAMES = rb"<definedNames ?/>"
UNNEEDED = {
    "empty fill": put(STYLES, rb"<fill>.*?</fill>", b"<fill/>"),
    "font size that is no number": put(STYLES, b"<font>", b'<font><sz val="x"/>'),
    "colour that is none": put(STYLES, b"<font>", b'<font><color rgb="zz"/>'),
    "broken conditional format": put(
        STYLES, b"</styleSheet>", b"<dxfs><dxf><font><sz val='x'/></font></dxf></dxfs></styleSheet>"
    ),
    "number format that nobody knows": put(STYLES, b'numFmtId="0"', b'numFmtId="9999"'),
    "no styles": whole({STYLES: None}),
    "no theme": whole({"xl/theme/theme1.xml": None}),
    "broken theme": whole({"xl/theme/theme1.xml": b"<a"}),
    "bad date in the properties": put(
        "docProps/core.xml", rb"Z</dcterms:created>", b"BAD</dcterms:created>"
    ),
    "broken properties": whole({"docProps/core.xml": b"<cp"}),
    "entities in the properties": whole(
        {"docProps/core.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}
    ),
    "no properties": whole({"docProps/core.xml": None, "docProps/app.xml": None}),
    "huge pictures and properties": whole(
        {
            "docProps/thumbnail.jpeg": b"\0" * 60_000_000,
            "xl/drawings/drawing1.xml": b" " * 60_000_000,
        }
    ),
    "broken names of ranges": put(
        BOOK,
        NAMES,
        b'<definedNames><definedName name="_xlnm.Print_Area" localSheetId="7">#REF!</definedName>'
        b"<definedName>x</definedName></definedNames>",
    ),
    "link to another workbook that is gone": both(
        linked(b"externalLink", b"/xl/externalLinks/none.xml"),
        put(
            BOOK,
            NAMES,
            b"<externalReferences><externalReference "
            + REFERS
            + b' r:id="rId99"/></externalReferences>',
        ),
    ),
    "pivot table that is gone": both(
        linked(b"pivotCacheDefinition", b"/xl/pivotCache/none.xml"),
        put(
            BOOK,
            NAMES,
            b"<pivotCaches><pivotCache " + REFERS + b' cacheId="1" r:id="rId99"/></pivotCaches>',
        ),
    ),
    "drawing and comments that are gone": both(
        put(
            SHEET,
            b"</worksheet>",
            b"<drawing " + REFERS + b' r:id="rId1"/><legacyDrawing ' + REFERS + b' r:id="rId2"/>'
            b"</worksheet>",
        ),
        whole({"xl/worksheets/_rels/sheet1.xml.rels": b"<bad"}),
    ),
    "broken rules of cells": put(
        SHEET,
        b"</sheetData>",
        b'</sheetData><dataValidations count="x"><dataValidation type="?" sqref="A1:XFD1048576 B"/>'
        b'</dataValidations><conditionalFormatting sqref="?"><cfRule type="?" priority="x"/>'
        b"</conditionalFormatting>",
    ),
    "huge stated size": put(SHEET, rb'ref="A1:D2"', b'ref="A1:XFD1048576"'),
    "columns beyond Excel": put(
        SHEET, b"<sheetData>", b'<cols><col min="0" max="99999999" width="NaN"/></cols><sheetData>'
    ),
    "row with a height that is none": put(SHEET, b'<row r="2"', b'<row r="2" ht="x" s="y"'),
    "style of a cell that is gone": put(SHEET, b'<c r="B2"', b'<c r="B2" s="999"'),
    "tab that is not there": put(BOOK, rb"<workbookView[^>]*>", b'<workbookView activeTab="9"/>'),
    "calculation of no known kind": put(BOOK, rb"<calcPr[^>]*>", b'<calcPr calcId="x"/>'),
    "strict form": strict,
    "template": put(TYPES_PART, rb"sheet\.main\+xml", b"template.main+xml"),
    "workbook with macros": both(
        put(
            TYPES_PART,
            rb"application/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet\.main\+xml",
            b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        ),
        whole({"xl/vbaProject.bin": b"junk"}),
    ),
    "types of parts left out": whole({TYPES_PART: b"<Types"}),
}


@pytest.mark.parametrize("change", UNNEEDED.values(), ids=UNNEEDED.keys())
def test_what_a_list_does_not_need_stops_no_reading(tmp_path: Path, change: Change) -> None:
    parts = parts_of([HEADER, LINE])
    changed = {name: part for name, part in (parts | change(parts)).items() if part is not None}
    path = tmp_path / "list.xlsx"
    path.write_bytes(packed(changed))
    assert cells_of(list(read_list(path))) == [
        {"unit": LINE[1], "province": LINE[0], "address": LINE[2], "phone": LINE[3]}
    ]


def test_second_reader_tells_errors_and_merged_cells_too(tmp_path: Path) -> None:
    """What openpyxl refuses is not read with less care."""
    lines: Sequence[Sequence[object]] = [
        HEADER,
        LINE,
        [None, "演示2点", "=1/0", 43100000001.0],
        ["云南省", "演示3点", "x", "=A1"],
    ]
    parts = parts_of(lines)
    parts |= {STYLES: re.sub(rb"<fill>.*?</fill>", b"<fill/>", parts[STYLES], count=1)}
    merged = b'</sheetData><mergeCells><mergeCell ref="A2:A3"/></mergeCells>'
    error = b'<c r="C3" t="e"><v>#DIV/0!</v></c>'
    sheet = re.sub(rb'<c r="C3".*?</c>', error, parts[SHEET].replace(b"</sheetData>", merged))
    path = tmp_path / "list.xlsx"
    path.write_bytes(packed(parts | {SHEET: sheet}))
    outcomes = list(read_list(path))
    assert [row.get("province") for row in cells_of(outcomes)] == ["四川省", "四川省", "云南省"]
    assert cells_of(outcomes)[1] == {
        "unit": "演示2点", "province": "四川省", "phone": "43100000001",
    }  # fmt: skip
    told = [(each.line, each.column) for each in outcomes if isinstance(each, Problem)]
    assert told == [(3, "address"), (4, "phone")]


SHARED = "xl/sharedStrings.xml"


@pytest.mark.parametrize(
    ("known", "end"),
    [
        pytest.param(2, b"</sst>", id="too few"),
        pytest.param(2, b"<si><t>x", id="cut short"),
        pytest.param(2, b"", id="no end"),
        pytest.param(0, None, id="none"),
    ],
)
def test_text_that_a_workbook_has_lost_is_told(
    tmp_path: Path, known: int, end: bytes | None
) -> None:
    """A cell says where its text stands in a list of the file; what that has lost is no blank."""
    parts = parts_of([HEADER, LINE, [LINE[0], "演示2点", LINE[2], LINE[3]]])
    sheet = parts[SHEET]
    for index, name in enumerate(("B2", "C2", "C3")):
        cell = f'<c r="{name}" t="s"><v>{index}</v></c>'.encode()
        sheet = re.sub(rf'<c r="{name}".*?</c>'.encode(), cell, sheet)
    texts = [f"<si><t>{text}</t></si>".encode() for text in (LINE[1], LINE[2])][:known]
    start = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    shared = {} if end is None else {SHARED: start + b"".join(texts) + end}
    links = parts[BOOK_LINKS].replace(
        b"</Relationships>",
        b'<Relationship Id="rId98" Type="' + TYPES + b'sharedStrings" Target="sharedStrings.xml"/>'
        b"</Relationships>",
    )
    path = tmp_path / "list.xlsx"
    path.write_bytes(packed(parts | {SHEET: sheet, BOOK_LINKS: links} | shared))
    outcomes = list(read_list(path))
    told = [(each.line, each.column) for each in outcomes if isinstance(each, Problem)]
    assert (3, "address") in told
    assert "address" not in cells_of(outcomes)[-1]

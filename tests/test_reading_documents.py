"""Lists in Word files, PDF, saved web pages and pasted text, as offices publish them.

All sites here are made up: 演示 units on 演示路, local numbers that begin with 0. The files are
made by the tests.
"""

import base64
import io
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sites.errors import BadFileError
from sites.reading import is_picture, read_list, read_sheets, scanned_pages
from sites.reading.formats import word
from sites.records import Problem, Row
from tests.pdfs import Ground, Mark, Scan, Stroke, Text, make_pdf, ruled, set_rows

Outcomes = list[Row | Problem]
Cells = dict[str, str]
Read = Callable[[bytes], Outcomes]

HEADER = ("省份", "单位", "地址", "电话")
ROWS = (
    ("四川省", "演示采血点", "演示路1号", "028-00000001"),
    ("四川省", "演示二点", "演示路2号", "028-00000002"),
)
CELLS = [
    {"province": "四川省", "unit": "演示采血点", "address": "演示路1号", "phone": "028-00000001"},
    {"province": "四川省", "unit": "演示二点", "address": "演示路2号", "phone": "028-00000002"},
]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads content as a file whose name says nothing."""

    def read_content(content: bytes) -> Outcomes:
        path = tmp_path / "list"
        path.write_bytes(content)
        return list(read_list(path))

    return read_content


def rows_of(outcomes: Iterable[Row | Problem]) -> list[Cells]:
    return [dict(each.cells) for each in outcomes if isinstance(each, Row)]


def places_of(outcomes: Iterable[Row | Problem]) -> list[tuple[str, str | None, str]]:
    return [(row.get("province", ""), row.get("city"), row["unit"]) for row in rows_of(outcomes)]


def problems_of(outcomes: Iterable[Row | Problem]) -> list[Problem]:
    return [each for each in outcomes if isinstance(each, Problem)]


# Word


def packed(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def in_word(*body: str, **more: bytes) -> bytes:
    xml = (
        '<?xml version="1.0"?><w:document xmlns:w="http://w" xmlns:mc="http://mc"><w:body>'
        f"{''.join(body)}</w:body></w:document>"
    )
    return packed(**{"word/document.xml": xml.encode(), **more})


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def par(*runs: str) -> str:
    return f"<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>{''.join(runs)}</w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{par(run(text))}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(each if '<' in each else cell(each) for each in cells)}</w:tr>"


def table(*rows: Sequence[str]) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(row(*each) for each in rows)}</w:tbl>"


LIST_TABLE = table(HEADER, *ROWS)
SHORT = ("单位", "地址", "电话")
RESTART, CONTINUE, MERGE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="{}"/>'


def site(name: str) -> tuple[str, str, str]:
    return f"演示{name}点", "演示路1号", "028-00000001"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param((LIST_TABLE,), id="a table alone"),
        pytest.param((par(run("名单")), LIST_TABLE, par(run("注：均免费"))), id="title and note"),
        pytest.param((table(HEADER, ROWS[0]), table(HEADER, ROWS[1])), id="header again"),
        pytest.param((table(HEADER, ROWS[0]), par(), table(ROWS[1])), id="goes on"),
        pytest.param((table(HEADER, ROWS[0], (), ROWS[1]),), id="an empty row"),
        pytest.param((f"<w:sdt><w:sdtContent>{LIST_TABLE}</w:sdtContent></w:sdt>",), id="control"),
        pytest.param(
            (f"<w:tbl><w:tr><w:tc>{par()}{LIST_TABLE}</w:tc></w:tr></w:tbl>",), id="nested"
        ),
        pytest.param(
            (f"<w:tbl>{row('导航', f'<w:tc>{LIST_TABLE}</w:tc>', '报')}</w:tbl>",), id="set beside"
        ),
        pytest.param(
            (par(f"<w:r><w:pict><w:txbxContent>{LIST_TABLE}</w:txbxContent></w:pict></w:r>"),),
            id="in a text box",
        ),
        pytest.param(
            (par(
                "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>" + LIST_TABLE +
                "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>" + LIST_TABLE +
                "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
            ),),
            id="a text box in two forms counts once",
        ),
        pytest.param((table((*HEADER, *HEADER), (*ROWS[0], *ROWS[1])),), id="side by side"),
        pytest.param(
            (table((*HEADER, "", *HEADER), (*ROWS[0], "", *ROWS[1])),), id="with a gap between"
        ),
        pytest.param(
            tuple(
                par(run(f"{label}：{text}"))
                for each in ROWS
                for label, text in zip(HEADER, each, strict=True)
            ),
            id="labelled paragraphs",
        ),
        pytest.param(
            tuple(table(*zip(HEADER, each, strict=True)) for each in ROWS), id="a small table each"
        ),
        pytest.param(
            tuple(
                par("<w:r><w:t>" + "</w:t><w:tab/><w:t>".join(each) + "</w:t></w:r>")
                for each in (HEADER, *ROWS)
            ),
            id="tabs",
        ),
    ],
)  # fmt: skip
def test_list_in_a_word_file_is_read(read: Read, body: Sequence[str]) -> None:
    outcomes = read(in_word(*body))
    assert rows_of(outcomes) == CELLS
    assert problems_of(outcomes) == []


def spread(texts: Sequence[str], spans: Sequence[int]) -> list[str]:
    """The cells of a row, each over so many of the table's columns."""
    return [
        cell(text, MERGE.format(span) if span > 1 else "")
        for text, span in zip(texts, spans, strict=True)
    ]


@pytest.mark.parametrize(
    ("title", "first", "second"),
    [
        pytest.param((), (1, 2, 1, 2), (2, 1, 2, 1), id="all borders"),
        pytest.param((), (1, 1, 2, 1), (1, 1, 1, 2), id="one border"),
        pytest.param((6,), (1, 2, 1, 2), (2, 1, 2, 1), id="below a title over the width"),
    ],
)
def test_borders_that_were_dragged_move_no_cell(
    read: Read, title: Sequence[int], first: Sequence[int], second: Sequence[int]
) -> None:
    """As Word and LibreOffice write rows whose borders do not stand below each other."""
    titles = [spread(("名单",), title)] if title else []
    outcomes = read(
        in_word(
            table(
                *titles,
                spread(HEADER, first),
                spread(ROWS[0], first),
                spread(HEADER, second),
                spread(ROWS[1], second),
            )
        )
    )
    assert rows_of(outcomes) == CELLS
    assert problems_of(outcomes) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            (
                table(
                    ("省份", *SHORT),
                    (cell("吉林省", RESTART), *site("一")),
                    (cell("", CONTINUE), *site("二")),
                    (cell("四川省", RESTART), *site("三")),
                ),
            ),
            [
                ("吉林省", None, "演示一点"),
                ("吉林省", None, "演示二点"),
                ("四川省", None, "演示三点"),
            ],
            id="merged downwards",
        ),
        pytest.param(
            (table(SHORT, (cell("吉林省", MERGE.format(3)),), site("一")),),
            [("吉林省", None, "演示一点")],
            id="a heading over the width",
        ),
        pytest.param(
            (
                par(run("一、吉林省（2个）")),
                par(run("长春市")),
                table(SHORT, site("一")),
                par(run("吉林市")),
                table(SHORT, site("二")),
                par(run("二、四川省")),
                table(SHORT, site("三")),
            ),
            [
                ("吉林省", "长春市", "演示一点"),
                ("吉林省", "吉林市", "演示二点"),
                ("四川省", None, "演示三点"),
            ],
            id="headings between tables",
        ),
        pytest.param(
            (
                par(run("吉林省")),
                par(run("长春市")),
                table(SHORT, site("一")),
                par(run("吉林市")),
                table(("电话", "单位"), ("028-00000001", "演示二点")),
            ),
            [("吉林省", "长春市", "演示一点"), ("吉林省", "吉林市", "演示二点")],
            id="province holds for a table of other columns",
        ),
        pytest.param(
            (
                par(run("吉林省")),
                table(SHORT, site("一")),
                par(run("全国采血点名单")),
                table(("电话", "单位"), ("028-00000001", "演示二点")),
            ),
            [("吉林省", None, "演示一点"), ("", None, "演示二点")],
            id="a new title ends it",
        ),
    ],
)  # fmt: skip
def test_areas_of_a_word_file_are_carried(
    read: Read, body: Sequence[str], expected: list[tuple[str, str | None, str]]
) -> None:
    assert places_of(read(in_word(*body))) == expected


@pytest.mark.parametrize(
    ("runs", "unit"),
    [
        pytest.param(run("演示") + run("采血点"), "演示采血点", id="two runs"),
        pytest.param(run("演示采血点") + run("旧", "<w:vanish/>"), "演示采血点", id="hidden"),
        pytest.param(run("演示采血点", '<w:vanish w:val="0"/>'), "演示采血点", id="not hidden"),
        pytest.param(f"<w:del>{run('旧')}</w:del>" + run("演示采血点"), "演示采血点", id="deleted"),
        pytest.param(f"<w:ins>{run('演示采血点')}</w:ins>", "演示采血点", id="inserted"),
        pytest.param(
            "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r>" + run("演示采血点"), "演示采血点",
            id="field"),
        pytest.param(
            "<w:r><w:ruby><w:rt><w:r><w:t>yǎn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>演</w:t></w:r>"
            "</w:rubyBase></w:ruby></w:r>" + run("示采血点"), "演示采血点", id="pinyin above"),
        pytest.param(
            "<w:r><w:t>演示</w:t><w:noBreakHyphen/><w:t>点</w:t></w:r>", "演示-点", id="hyphen"),
    ],
)  # fmt: skip
def test_only_the_text_that_shows_is_read(read: Read, runs: str, unit: str) -> None:
    (cells,) = rows_of(
        read(in_word(table(("单位", "电话"), (f"<w:tc>{par(runs)}</w:tc>", "028-00000001"))))
    )
    assert cells["unit"] == unit


def test_word_file_of_a_word_program_is_read(read: Read) -> None:
    document = docx.Document()
    document.add_heading("演示名单", 0)
    grid = document.add_table(rows=0, cols=4)
    for texts in (HEADER, *ROWS):
        for place, text in zip(grid.add_row().cells, texts, strict=True):
            place.text = text
    grid.cell(1, 0).merge(grid.cell(2, 0)).text = "四川省"
    content = io.BytesIO()
    document.save(content)
    assert rows_of(read(content.getvalue())) == CELLS


def test_two_numbers_in_two_paragraphs_are_two_numbers(read: Read) -> None:
    numbers = f"<w:tc>{par(run('028-00000001'))}{par(run('028-00000002'))}</w:tc>"
    (cells,) = rows_of(read(in_word(table(("单位", "电话"), ("演示采血点", numbers)))))
    assert cells["phone"] == "028-00000001、028-00000002"


def test_macros_change_nothing(read: Read) -> None:
    assert rows_of(read(in_word(LIST_TABLE, **{"word/vbaProject.bin": b"\x00x"}))) == CELLS


def test_number_outside_of_the_table_is_told_and_is_no_site(read: Read) -> None:
    outcomes = read(in_word(par(run("咨询电话：028-00000009")), LIST_TABLE))
    assert rows_of(outcomes) == CELLS
    (problem,) = problems_of(outcomes)
    assert "028-00000009" in problem.text


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    b"<document><body><p><t>&b;</t></p></body></document>"
)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        pytest.param(packed(**{"word/document.xml": b"<w"}), "损坏", id="XML cut short"),
        pytest.param(packed(**{"word/document.xml": ENTITIES}), "损坏", id="XML entities"),
        pytest.param(packed(**{"word/documents.txt": b"x"}), "没有正文", id="no text in it"),
        pytest.param(in_word(LIST_TABLE, bomb=b"\0" * 100_000_001), "太大", id="bomb"),
        pytest.param(
            in_word(LIST_TABLE, **{f"word/part{n}": b"" for n in range(2001)}), "太大", id="parts"
        ),
        pytest.param(in_word("<w:sdt>" * 400 + "</w:sdt>" * 400), "复杂", id="nested deeply"),
        pytest.param(
            in_word(table(HEADER, (cell("x", MERGE.format(10**9)),))),
            "列",
            id="a cell of a billion",
        ),
        pytest.param(in_word(LIST_TABLE)[:-30], "不完整", id="cut short"),
        pytest.param(in_word(par(run("演示"))), "表头", id="no list"),
    ],
)
def test_dangerous_word_file_is_refused(read: Read, content: bytes, refusal: str) -> None:
    with pytest.raises(BadFileError, match=refusal):
        read(content)


def test_endless_word_file_is_refused(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "_MAX_ELEMENTS", 50)
    with pytest.raises(BadFileError, match="太大"):
        read(in_word(LIST_TABLE))


# Web pages


def html_row(*cells: str, tag: str = "td") -> str:
    return "<tr>" + "".join(f"<{tag}>{each}</{tag}>" for each in cells) + "</tr>"


HTML_TABLE = (
    f"<table>{html_row(*HEADER, tag='th')}{''.join(html_row(*each) for each in ROWS)}</table>"
)
BLOCKS = "<br>".join(
    f"{label}：{text}" for each in ROWS for label, text in zip(HEADER, each, strict=True)
)
PAGE = f"<!DOCTYPE html><html><body>{HTML_TABLE}</body></html>"
MHTML = (
    b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
    b'\tboundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset="utf-8"\r\n'
    b"Content-Transfer-Encoding: base64\r\n\r\n%s\r\n--b\r\n"
    b"Content-Type: image/png\r\n\r\nx\r\n--b--"
)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(PAGE, id="a page"),
        pytest.param(HTML_TABLE, id="only the table"),
        pytest.param(PAGE.replace("</td>", "").replace("</tr>", ""), id="no end tags"),
        pytest.param(PAGE.upper().replace("<!DOCTYPE HTML>", ""), id="upper case"),
        pytest.param(f"<html><table><tr><td>导航<td>{HTML_TABLE}</table>", id="layout table"),
        pytest.param(f"<div><div><section>{HTML_TABLE}</section></div></div>", id="in boxes"),
        pytest.param(f"<html><p>{BLOCKS}</p>", id="labelled lines"),
        pytest.param(f"<html><ol><li>{BLOCKS.replace('<br>', '</li><li>')}</ol>", id="items"),
        pytest.param(
            f"<html><nav>热线028-00000009</nav>{HTML_TABLE}<footer>028-00000009</footer>", id="nav"
        ),
        pytest.param(
            f"<html><div class='top-menu'>028-00000009</div>{HTML_TABLE}"
            "<div id='comments'>张三：028-00000009</div>",
            id="menu and comments",
        ),
        pytest.param(f"<html>{HTML_TABLE}<p>京ICP备00000009号-1 版权所有", id="imprint"),
        pytest.param(
            f"<html><script>var x = '<table>028-00000009';</script>{HTML_TABLE}", id="script"
        ),
        pytest.param(
            "<html><p>热线028-00000009<div id=js_content style='visibility: hidden'>"
            f"{HTML_TABLE}<p>028-00000001 028-00000002 028-00000002",
            id="article of a chat program",
        ),
        pytest.param(HTML_TABLE.replace("演示采血点", "演示\n   采血点"), id="wrapped source"),
        pytest.param(HTML_TABLE.replace("演示路1号", "<p><b>演示路</b>1号</p>"), id="marked up"),
        pytest.param(HTML_TABLE.replace("028-00000001", "028&#45;00000001&nbsp;"), id="entities"),
        pytest.param(f"{HTML_TABLE}<img src='data:image/png;base64,{'A' * 5000}'>", id="embedded"),
    ],
)
def test_list_in_a_web_page_is_read(read: Read, page: str) -> None:
    outcomes = read(page.encode())
    assert rows_of(outcomes)[:2] == CELLS
    assert "028-00000009" not in str(outcomes)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(PAGE.encode("gb18030"), id="GB18030, not named"),
        pytest.param(b"<html><meta charset=gb2312>" + PAGE.encode("gbk"), id="GBK"),
        pytest.param(b"<html><meta charset=gbk>" + PAGE.encode(), id="named wrongly"),
        pytest.param(b"\xef\xbb\xbf" + PAGE.encode(), id="byte-order mark"),
        pytest.param(("\ufeff" + PAGE).encode("utf-16-le"), id="UTF-16"),
        pytest.param(b"<?xml version='1.0'?>\n<!-- x -->" + PAGE.encode(), id="XHTML"),
    ],
)
def test_encoding_of_a_web_page_is_found(read: Read, content: bytes) -> None:
    assert rows_of(read(content)) == CELLS


def test_page_saved_in_one_file_is_read(read: Read) -> None:
    assert rows_of(read(MHTML % base64.encodebytes(PAGE.encode()))) == CELLS


def test_traditional_characters_of_big5_are_text(read: Read) -> None:
    page = "<html><meta charset=big5><table>" + html_row("單位", "電話", "地址")
    page += html_row("演示局", "02-00000001", "演示路1號") + "</table>"
    (row,) = rows_of(read(page.encode("big5")))
    assert row == {"unit": "演示局", "phone": "02-00000001", "address": "演示路1號"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            [
                '<tr><td rowspan="2">吉林省<td rowspan="2">长春市<td>演示一点<td>028-00000001',
                "<tr><td>演示二点<td>028-00000002",
                "<tr><td>四川省<td>成都市<td>演示三点<td>028-00000003",
            ],
            [("吉林省", "长春市", "演示一点"), ("吉林省", "长春市", "演示二点"),
             ("四川省", "成都市", "演示三点")],
            id="rowspan",
        ),
        pytest.param(
            ['<tr><td colspan="4">吉林省', "<tr><td><td>长春市<td>演示一点<td>028-00000001"],
            [("吉林省", "长春市", "演示一点")],
            id="a heading over the width",
        ),
        pytest.param(
            ['<tr><td rowspan="99999999">吉林省<td>长春市<td>演示一点<td>028-00000001',
             "<tr><td>吉林市<td>演示二点<td>028-00000002"],
            [("吉林省", "长春市", "演示一点"), ("吉林省", "吉林市", "演示二点")],
            id="rowspan beyond the table",
        ),
        pytest.param(
            ['<tr><td rowspan="0">吉林省<td rowspan="x">长春市<td>演示一点<td>028-00000001'],
            [("吉林省", "长春市", "演示一点")],
            id="rowspans that say nothing",
        ),
    ],
)  # fmt: skip
def test_merged_cells_of_a_web_page_are_filled(
    read: Read, rows: list[str], expected: list[tuple[str, str | None, str]]
) -> None:
    page = f"<html><table>{html_row('省份', '地市', '单位', '电话')}{''.join(rows)}</table>"
    assert places_of(read(page.encode())) == expected


def test_headings_of_a_web_page_place_the_tables_below(read: Read) -> None:
    small = (
        "<table>" + html_row("单位", "电话") + html_row("演示{0}点", "028-00000001") + "</table>"
    )
    page = "<html>" + "".join(
        f"<h2>{place}</h2>{small.format(place[0])}" for place in ("一、吉林省", "二、四川省")
    )
    assert [place for place, _, _ in places_of(read(page.encode()))] == ["吉林省", "四川省"]


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="display:none">',
        "<div style='color:red; DISPLAY : NONE'>",
        "<div hidden>",
    ],
)
def test_hidden_part_of_a_web_page_is_told_and_not_read(read: Read, hidden: str) -> None:
    page = f"<html>{HTML_TABLE}{hidden}<table>{html_row('演示旧点', '028-00000009')}</table></div>"
    outcomes = read(page.encode())
    assert rows_of(outcomes) == CELLS
    (problem,) = problems_of(outcomes)
    assert problem.taken
    assert "隐藏" in problem.text


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<html>" + "<div>" * 5000 + HTML_TABLE, id="nested deeply"),
        pytest.param("<html>" + "<table><tr><td>" * 300 + HTML_TABLE, id="tables in tables"),
        pytest.param(f"<table><tr><td colspan=99999>x{HTML_TABLE[7:]}", id="endless colspan"),
    ],
)
def test_dangerous_web_page_ends_as_rows_or_a_refusal(read: Read, page: str) -> None:
    try:
        assert len(rows_of(read(page.encode()))) <= 2
    except BadFileError as error:
        assert str(error).endswith("。")


# PDF

LEFTS = (50, 150, 300, 420, 550)


def lined(*rows: Sequence[str], top: float = 100) -> list[Mark]:
    heights = [20 + 12 * max(text.count("\n") for text in each) for each in rows]
    marks: list[Mark] = list(ruled(top, LEFTS, heights))
    for each, height in zip(rows, heights, strict=True):
        marks += set_rows(top, LEFTS, [each])
        top += height
    return marks


def unlined(*rows: Sequence[str], top: float = 100, height: float = 20) -> list[Mark]:
    return set_rows(top, LEFTS, rows, height=height)


@pytest.mark.parametrize("left", [0, 1, 2])
@pytest.mark.parametrize(
    "note", ["备注：请先打电话联系，再前往。", "注：以当地通知为准。", "说明：周末休息"]
)
def test_a_note_below_a_table_without_lines_is_no_end_of_its_last_row(
    read: Read, left: int, note: str
) -> None:
    body = unlined(HEADER, *SIX, top=100)
    found = read(make_pdf([*body, Text(LEFTS[left] + 3, 100 + 4 + 20 * 7, note)]))
    assert [each.cells for each in found if isinstance(each, Row)] == SIX_CELLS


@pytest.mark.parametrize("blanks", ["  ", "    ", "\t"])
@pytest.mark.parametrize("province", ["省（区、市）", "所在省", "地区"])
def test_a_pasted_table_is_read_by_its_own_header(read: Read, blanks: str, province: str) -> None:
    header = ("编号", province, "单位名称", "地址", "联系方式")
    counties = ("灵山县", "浦北县", "合浦县", "田林县")
    rows = [
        (
            str(n),
            "广西壮族自治区",
            f"{each}公安局演示采血点",
            f"{each}演示路{n}号",
            f"0777-000000{n}",
        )
        for n, each in enumerate(counties, 1)
    ]
    table = (blanks.join(each) for each in (header, *rows))
    found = read("\n".join(["名单公布", *table, "说明：按行政区划排列。"]).encode())
    assert [each.cells["unit"] for each in found if isinstance(each, Row)] == [r[2] for r in rows]


SIX = [("四川省", f"演示{n}点", f"演示路{n}号", f"028-0000000{n}") for n in range(1, 7)]
SIX_CELLS = [dict(zip(("province", "unit", "address", "phone"), each, strict=True)) for each in SIX]


@pytest.mark.parametrize(
    "pages",
    [
        pytest.param([lined(HEADER, *SIX)], id="lines"),
        pytest.param([unlined(HEADER, *SIX)], id="no lines"),
        pytest.param([lined(HEADER, *SIX[:3]), lined(HEADER, *SIX[3:])], id="header again"),
        pytest.param(
            [[Ground(153, 122, 20, 12), Ground(173, 122, 30, 12), Ground(50, 140, 500, 20),
              *lined(HEADER, *SIX), Stroke(60, 90, 540, 260)]],
            id="coloured words, a line aslant",
        ),
        pytest.param([lined(HEADER, *SIX[:3]), lined(*SIX[3:])], id="goes on"),
        pytest.param([unlined(HEADER, *SIX[:3]), unlined(*SIX[3:])], id="goes on without lines"),
        pytest.param(
            [
                [Text(250, 40, "演示名单"), *lined(HEADER, *SIX[2 * n : 2 * n + 2]),
                 Text(280, 800, f"第 {n + 1} 页 共 3 页")]
                for n in range(3)
            ],
            id="running title and page number",
        ),
        pytest.param(
            [[*lined(HEADER, *SIX), Text(200, 300, "内部资料", size=60, turn=45)]], id="watermark"
        ),
        pytest.param(
            [[mark for mark in lined(HEADER, *SIX)
              if not (isinstance(mark, Stroke) and mark.x0 == mark.x1 and mark.x0 in (50, 550))]],
            id="open at its sides",
        ),
        pytest.param(
            [[mark for mark in lined(HEADER, *SIX)
              if not (isinstance(mark, Stroke) and mark.x0 == mark.x1)]],
            id="only level lines",
        ),
        pytest.param(
            [lined(HEADER, *(("四川省", u.replace("点", "\n点"), a, p) for _, u, a, p in SIX))],
            id="wrapped with lines",
        ),
        pytest.param(
            [unlined(HEADER, *(("四川省", u, a.replace("路", "路\n"), p) for _, u, a, p in SIX),
                     height=36)],
            id="wrapped without lines",
        ),
    ],
)  # fmt: skip
def test_list_in_a_pdf_is_read(read: Read, pages: list[list[Mark]]) -> None:
    outcomes = read(make_pdf(*pages))
    assert rows_of(outcomes) == SIX_CELLS
    assert problems_of(outcomes) == []


def test_row_that_the_border_of_a_page_cuts_is_joined(read: Read) -> None:
    cut = lined(HEADER, *SIX[:2], ("四川省", "演示3", "演示路3号", "028-00000003"))
    rest = lined(("", "点", "", ""), *SIX[3:])
    assert rows_of(read(make_pdf(cut, rest))) == SIX_CELLS


@pytest.mark.parametrize("page_of_text", [0, 1])
def test_merged_cell_that_the_border_of_a_page_cuts_is_filled(
    read: Read, page_of_text: int
) -> None:
    """The text stands on one of the two pages only."""
    pages: list[list[Mark]] = []
    for place, rows in enumerate((SIX[:3], SIX[3:])):
        marks = [
            mark
            for mark in lined(HEADER, *(("", *each[1:]) for each in rows))
            if not (isinstance(mark, Stroke) and mark.y0 == mark.y1 and 120 < mark.y0 < 180)
        ]
        marks += [Stroke(150, y, 550, y) for y in (140, 160)]
        pages.append(marks + [Text(55, 145, "四川省")] * (place == page_of_text))
    assert rows_of(read(make_pdf(*pages))) == SIX_CELLS


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_page_whose_text_is_turned_is_read(read: Read, turn: int) -> None:
    def turned(x: float, y: float) -> tuple[float, float]:
        return {90: (y, 842 - x), 180: (595 - x, 842 - y), 270: (595 - y, x)}[turn]

    marks: list[Mark] = []
    for mark in lined(HEADER, *SIX):
        if isinstance(mark, Stroke):
            marks.append(Stroke(*turned(mark.x0, mark.y0), *turned(mark.x1, mark.y1)))
        elif isinstance(mark, Text):
            x, y = turned(mark.left, mark.top + 0.88 * mark.size)  # of the baseline
            marks.append(Text(x, y - 0.88 * mark.size, mark.text, mark.size, turn))
    assert rows_of(read(make_pdf(marks))) == SIX_CELLS


def test_page_that_a_viewer_turns_is_read(read: Read) -> None:
    marks: list[Mark] = []
    for mark in lined(HEADER, *SIX):
        if isinstance(mark, Stroke):
            marks.append(Stroke(mark.y0, 842 - mark.x0, mark.y1, 842 - mark.x1))
        elif isinstance(mark, Text):
            baseline = mark.top + 0.88 * mark.size
            marks.append(Text(baseline, 842 - mark.left - 8.8, mark.text, mark.size, 90))
    assert rows_of(read(make_pdf(marks, rotate=90))) == SIX_CELLS


def test_radicals_that_pdf_programs_write_are_letters(read: Read) -> None:
    page = lined(HEADER, ("⼴⻄", "演⽰⻓⻰采⾎点", "演⽰路1号", "028-00000001"))
    (cells,) = rows_of(read(make_pdf(page)))
    assert (cells["province"], cells["unit"]) == ("广西", "演示长龙采血点")


@pytest.mark.parametrize(
    ("tops", "provinces"),
    [
        pytest.param((140, 200), ["吉林省"] * 3 + ["四川省"] * 3, id="in the middle of its rows"),
        pytest.param((120, 140), ["吉林省"] + ["四川省"] * 5, id="in the first of its rows"),
        pytest.param((140, 160), [""] * 6, id="neither"),
        pytest.param((120, 180), [""] * 6, id="one or the other"),
    ],
)
def test_area_printed_once_without_lines_holds_for_its_rows(
    read: Read, tops: tuple[int, int], provinces: list[str]
) -> None:
    marks = unlined(HEADER, *(("", *each[1:]) for each in SIX))
    marks += [Text(53, top + 4, name) for top, name in zip(tops, ("吉林省", "四川省"), strict=True)]
    rows = rows_of(read(make_pdf(marks)))
    assert [row.get("province", "") for row in rows] == provinces
    assert [row["unit"] for row in rows] == [cells["unit"] for cells in SIX_CELLS]


def test_letters_set_twice_to_look_bold_are_read_once(read: Read) -> None:
    marks = lined(HEADER, *SIX)
    again = [Text(mark.left + 0.4, mark.top, mark.text) for mark in marks if isinstance(mark, Text)]
    assert rows_of(read(make_pdf([*marks, *again]))) == SIX_CELLS


def test_scanned_pdf_is_sent_to_recognition(read: Read, tmp_path: Path) -> None:
    with pytest.raises(BadFileError, match="flask sites read"):
        read(make_pdf([Scan()], [Scan()]))
    assert scanned_pages(tmp_path / "list") == (1, 2)


def test_scanned_page_among_text_is_named(read: Read, tmp_path: Path) -> None:
    row, problem = read(make_pdf(lined(HEADER, SIX[0]), [Scan()], [Text(50, 50, "完")]))
    assert isinstance(row, Row)
    assert isinstance(problem, Problem)
    assert ("第 2 页" in problem.text, problem.taken) == (True, False)
    assert scanned_pages(tmp_path / "list") == (2,)
    assert len(read_sheets(tmp_path / "list")) == 1


def test_text_that_recognition_put_behind_a_scan_is_not_believed(read: Read) -> None:
    page: list[Mark] = [
        Scan(),
        Text(50, 50, "四川省 演示采血点 演示路1号 028-00000001", is_invisible=True),
    ]
    with pytest.raises(BadFileError, match="扫描"):
        read(make_pdf(page))


def test_page_with_a_picture_and_text_is_no_scan(read: Read) -> None:
    assert rows_of(read(make_pdf([Scan(), *lined(HEADER, *SIX)]))) == SIX_CELLS


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        pytest.param(make_pdf(lined(HEADER, *SIX))[:400], "损坏|没有页", id="cut short"),
        pytest.param(b"%PDF-1.7\n" + bytes(500), "损坏|没有页", id="nothing behind its mark"),
        pytest.param(make_pdf(), "没有页", id="no page"),
        pytest.param(make_pdf([]), "表头", id="an empty page"),
        pytest.param(make_pdf([Text(50, 50, "演示")]), "表头", id="no list"),
        pytest.param(
            b"%PDF-1.7\n1 0 obj\n<</Filter/FlateDecode/Length 9>>stream\n"
            + zlib.compress(bytes(160_000_000)) + b"\nendstream",
            "太大", id="bomb"),
        pytest.param(
            b"%PDF-1.7\n1 0 obj\n<</Filter[/FlateDecode/FlateDecode]>>stream\nx\nendstream",
            "太大", id="bomb in a bomb"),
    ],
)  # fmt: skip
def test_dangerous_pdf_is_refused(read: Read, content: bytes, refusal: str) -> None:
    with pytest.raises(BadFileError, match=refusal):
        read(content)


# Pasted text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\n".join("　".join(each) for each in (HEADER, *ROWS)), id="full-width blank"),
        pytest.param("\n".join("   ".join(each) for each in (HEADER, *ROWS)), id="blanks"),
        pytest.param("\n".join(" ".join(each) for each in (HEADER, *ROWS)), id="one blank"),
        pytest.param("\n".join("\t".join(each) for each in (HEADER, *ROWS)), id="tabs"),
        pytest.param(
            "名单如下\n" + "\n\n".join(
                "\n".join(f"{label}：{text}" for label, text in zip(HEADER, each, strict=True))
                for each in ROWS
            ),
            id="labelled",
        ),
        pytest.param(
            "四川省\n" + "\n".join(f"{n}. {'，'.join(each[1:])}" for n, each in enumerate(ROWS, 1)),
            id="numbered sentences",
        ),
        pytest.param(
            "四川省（2个）\n" + "\n".join(
                f"({n}){unit}：地址{address}；电话{phone}。"
                for n, (_, unit, address, phone) in enumerate(ROWS, 1)
            ),
            id="sentences with a colon",
        ),
    ],
)  # fmt: skip
def test_pasted_list_is_read(read: Read, text: str) -> None:
    outcomes = read(text.encode())
    assert rows_of(outcomes) == CELLS
    assert problems_of(outcomes) == []


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("演示三点　028-00000003", id="no address"),
        pytest.param("028-00000003", id="only a number"),
        pytest.param("四川省　演示三点　演示路3号　028-00000003　多余", id="one too many"),
    ],
)
def test_pasted_line_that_does_not_fit_is_told(read: Read, line: str) -> None:
    outcomes = read("\n".join(["　".join(each) for each in (HEADER, *ROWS)] + [line]).encode())
    assert rows_of(outcomes) == CELLS
    assert [each.line for each in problems_of(outcomes)] == [4]


def test_english_header_is_understood(read: Read) -> None:
    outcomes = read(
        f"<table>{html_row('Unit', 'Address', 'Phone')}{html_row(*ROWS[0][1:])}".encode()
    )
    assert rows_of(outcomes)[0]["unit"] == "演示采血点"


def test_picture_is_known_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    assert is_picture(path)
    path.write_bytes(make_pdf([]))
    assert not is_picture(path)
    assert not is_picture(tmp_path / "missing")
    assert scanned_pages(tmp_path / "missing") == ()


@pytest.mark.parametrize(
    ("reader", "content"),
    [
        pytest.param("webpage", PAGE.encode(), id="web page"),
        pytest.param("portable", make_pdf([]), id="PDF"),
    ],
)
def test_missing_parts_are_named_with_the_command_that_installs_them(
    read: Read, monkeypatch: pytest.MonkeyPatch, reader: str, content: bytes
) -> None:
    monkeypatch.setitem(sys.modules, f"sites.reading.formats.{reader}", None)
    with pytest.raises(BadFileError, match="make ocr"):
        read(content)


# Whatever comes

SEEDS = [
    in_word(par(run("吉林省")), LIST_TABLE),
    PAGE.encode(),
    make_pdf([*lined(HEADER, *SIX), Scan()], unlined(*SIX)),
    MHTML % b"PGh0bWw+",
    "\n".join("　".join(each) for each in (HEADER, *ROWS)).encode(),
]


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100
)
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 6000), st.binary(max_size=12)), max_size=4),
    st.integers(0, 6000),
)
def test_damaged_document_ends_as_rows_problems_or_a_refusal(
    tmp_path: Path, seed: bytes, changes: list[tuple[int, bytes]], length: int
) -> None:
    content = bytearray(seed)
    for place, change in changes:
        content[place : place + len(change)] = change
    path = tmp_path / "list"
    path.write_bytes(bytes(content[: length or None]))
    try:
        outcomes = list(read_list(path))
    except BadFileError as error:
        assert str(error).endswith("。")
    else:
        assert all(each.line >= 1 for each in outcomes)

"""A Transcript → CSV, page and workbook: nothing lost, nothing run, read back as it was."""

import base64
import csv
import hashlib
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from sites.printed.proofing import list_csv, list_workbook, review_page
from sites.printed.proofing.own_columns import LIST_COLUMNS, doubts_text, list_cells
from sites.reading import read_list
from sites.reading.formats.workbook import read_workbook
from sites.records import Row
from sites.records.scans import Box, Doubt, Leftover, Provenance, ReadRow, Transcript
from tests.conftest import MakeApp
from tests.proofing_lists import made_cut_out, made_row, made_transcript

HOSTILE = {
    "end of script": "</script><img src=x onerror=alert(1)>",
    "comment": "<!-- <script>",
    "entity": "&lt;b&gt; & \"quotes\" 'single'",
    "formula": "=1+1",
    "signed formula": "-2+3",
    "at sign": "@SUM(A1)",
    "comma and quotes": '甲,"乙",丙',
    "template": "$script ${style}",
    "line separator": "甲\u2028乙",
}


def _of_rows(*rows: ReadRow) -> Transcript:
    return Transcript(rows, ())


def _written(tmp_path: Path, name: str, content: str | bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def _csv_rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def _no_cut_out(_: ReadRow) -> None:
    return None


def _blocks(page: str) -> dict[str, str]:
    """What stands in the page's script elements with an id."""
    return dict(re.findall(r'<script type="[a-z/]+" id="([\w-]+)">(.*?)</script>', page, re.S))


def test_list_is_read_back_with_the_same_cells(tmp_path: Path) -> None:
    transcript = made_transcript(20)
    path = _written(tmp_path, "list.csv", "".join(list_csv(transcript)))
    read = [found for found in read_list(path) if isinstance(found, Row)]
    assert len(read) == 20
    for row, back in zip(transcript.rows, read, strict=True):
        for column in ("province", "city", "county", "address", "phone"):
            assert back.cells[column] == row.cells[column]
        assert back.cells["picture"] == row.picture
        assert back.cells["picture_row"] == str(row.picture_row)
        assert back.cells["source_url"] == row.provenance.url


def test_list_has_our_columns_and_no_row_is_confirmed() -> None:
    lines = _csv_rows("".join(list_csv(made_transcript(10))))
    assert tuple(lines[0]) == LIST_COLUMNS
    assert {line["checked_by"] + line["checked_on"] for line in lines} == {""}
    assert {line["status"] for line in lines} == {"published"}
    assert lines[0]["picture_box"] == "0, 88, 1080, 132"


def test_list_begins_with_the_mark_that_a_spreadsheet_needs() -> None:
    assert next(iter(list_csv(made_transcript(1)))) == "\ufeff"


def test_doubts_are_told_in_words() -> None:
    doubts = (
        Doubt("phone", "另一遍读成“0539-0000001”。"),
        Doubt("county", "不是这个省的县名", "郯城县"),
        Doubt("", "序号不连着"),
    )
    assert doubts_text(doubts) == (
        "电话：另一遍读成“0539-0000001”；区县：不是这个省的县名，可能是“郯城县”；整行：序号不连着"
    )


def test_row_that_calls_itself_a_demonstration_is_one() -> None:
    row = made_row(1, unit="演示采血点 1", address="演示路 1 号")
    assert list_cells(row)["status"] == "demo"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_comes_back_from_the_list_as_it_was(tmp_path: Path, text: str) -> None:
    row = made_row(1, notes=text)
    path = _written(tmp_path, "list.csv", "".join(list_csv(_of_rows(row))))
    back = next(found for found in read_list(path) if isinstance(found, Row))
    assert back.cells["notes"].replace(" ", "") == re.sub(r"\s", "", text)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_stays_a_text_in_the_page(text: str) -> None:
    doubt = Doubt("notes", text, text)
    row = replace(
        made_row(1, notes=text, doubts=(doubt,)), picture=text, provenance=Provenance(text)
    )
    leftover = Leftover(text, text, "leftover", text)
    transcript = Transcript((row,), (leftover,), ((text, text),), ((text, text),))
    page = "".join(review_page(transcript, made_cut_out))
    plain = "".join(review_page(_of_rows(made_row(1)), made_cut_out))
    assert page.count("<script") == plain.count("<script")
    assert "<img src=x" not in page
    blocks = _blocks(page)
    [read] = json.loads(blocks["read-rows"])
    assert read["doubts"] == [["notes", text, text]]
    assert json.loads(blocks["read-leftovers"])[0]["text"] == text
    assert json.loads(blocks["read-refused"]) == [[text, text]]


def test_page_allows_its_own_script_and_style_and_nothing_else() -> None:
    page = "".join(review_page(made_transcript(3), made_cut_out))
    policy = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)[0]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for kind in ("script", "style"):
        own = re.findall(rf"<{kind}>(.*?)</{kind}>", page, re.S)[-1]
        digest = base64.b64encode(hashlib.sha256(own.encode("utf-8")).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert not re.search(r"(?:src|href)=|url\(|@import", page.replace('href="#card"', ""))


def test_page_holds_each_cut_out_once_and_asks_for_leftovers_too() -> None:
    asked: list[Box | None] = []

    def cut_out(row: ReadRow) -> bytes | None:
        asked.append(row.box)
        return made_cut_out(row)

    transcript = made_transcript(5)
    blocks = _blocks("".join(review_page(transcript, cut_out)))
    boxes = [row.box for row in transcript.rows] + [each.box for each in transcript.leftovers]
    assert boxes == asked
    content = base64.b64decode(blocks["r4"].partition("base64,")[2])
    assert content == made_cut_out(transcript.rows[4])
    assert blocks["l1"].startswith("data:image/png;base64,")


def test_row_of_a_text_has_no_picture() -> None:
    row = replace(made_row(1), page=None, box=None, boxes=None)
    assert "r0" not in _blocks("".join(review_page(_of_rows(row), _no_cut_out)))


def test_bytes_that_are_no_picture_are_left_out() -> None:
    page = "".join(review_page(_of_rows(made_row(1)), lambda _: b"</script>"))
    assert "r0" not in _blocks(page)


def test_key_of_a_row_outlives_a_second_reading_and_changes_with_its_text() -> None:
    def keys(*rows: ReadRow) -> list[str]:
        page = "".join(review_page(_of_rows(*rows), _no_cut_out))
        return [row["key"] for row in json.loads(_blocks(page)["read-rows"])]

    first, second = keys(made_row(1), made_row(2))
    assert keys(made_row(2)) == [second]
    assert keys(made_row(1, phone="0817-0999999")) != [first]
    assert len(set(keys(made_row(1), made_row(1)))) == 2


def test_documents_without_a_whole_origin_are_asked_for_one_by_one() -> None:
    rows = [
        replace(made_row(1), picture="甲/01.png", provenance=Provenance()),
        replace(made_row(2), picture="甲/02.png", provenance=Provenance()),
        replace(made_row(3), picture="乙.pdf 第 2 页", provenance=Provenance()),
        replace(made_row(4), picture="丙.png"),
        replace(made_row(5), picture="甲/附件.docx", provenance=Provenance("只有标题")),
    ]
    sources = json.loads(
        _blocks("".join(review_page(_of_rows(*rows), _no_cut_out)))["read-sources"]
    )
    assert [source["pictures"] for source in sources] == [
        ["甲/01.png", "甲/02.png"],
        ["乙.pdf 第 2 页"],
        ["丙.png"],
        ["甲/附件.docx"],
    ]


def _book(transcript: Transcript) -> bytes:
    return list_workbook(transcript, made_cut_out)


def test_workbook_shows_pictures_and_doubts(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(_book(made_transcript(10))))["名单"]
    assert isinstance(sheet, Worksheet)
    pictures = sheet._images  # type: ignore[attr-defined]  # the stubs do not name it
    assert len(pictures) == 10
    assert sheet.freeze_panes == "A2"
    headers = [cell.value for cell in sheet[1]]
    county = sheet.cell(11, headers.index("区县") + 1)
    assert county.comment is not None
    assert "郯城县" in county.comment.text
    assert county.fill.fgColor.rgb.endswith("FFE9A8")
    assert sheet.cell(2, headers.index("区县") + 1).comment is None
    shown_px = pictures[0].anchor.ext.height / 9525  # EMU of a pixel
    assert sheet.row_dimensions[2].height >= shown_px * 0.75, "the picture covers the next row"


def test_workbook_is_read_back_with_the_same_cells_and_who_checked(tmp_path: Path) -> None:
    transcript = replace(made_transcript(12), leftovers=(), refused=(), warnings=())
    book = openpyxl.load_workbook(io.BytesIO(_book(transcript)))
    headers = [cell.value for cell in book["名单"][1]]
    book["名单"].cell(2, headers.index("核对人") + 1).value = "WXL"
    path = tmp_path / "list.xlsx"
    book.save(path)
    read = [found for found in read_list(path) if isinstance(found, Row)]
    assert len(read) == 12
    for row, back in zip(transcript.rows, read, strict=True):
        for column in ("province", "city", "county", "address", "phone"):
            assert back.cells[column] == row.cells[column]
        assert back.cells["picture_row"] == str(row.picture_row)
    assert read[0].cells["checked_by"] == "WXL"


def test_workbook_with_thousands_of_pictures_is_read() -> None:
    file = io.BytesIO(_book(_of_rows(made_row(1))))
    with ZipFile(file, "a") as archive:
        for number in range(2_500):
            archive.writestr(f"xl/media/image{number + 2}.png", b"")
    assert read_workbook(file.getvalue())[0].name == "名单"


def test_workbook_is_loaded_whole(make_app: MakeApp, tmp_path: Path) -> None:
    transcript = replace(made_transcript(12), leftovers=(), refused=(), warnings=())
    path = tmp_path / "list.xlsx"
    path.write_bytes(_book(transcript))
    sites = make_app(str(path)).extensions["sites"].live.current().sites
    assert len(sites) == 12
    assert {site.source.url for site in sites} == {"https://example.org/list"}


def test_cut_out_that_excel_cannot_show_is_changed_into_one_it_can() -> None:
    def webp(row: ReadRow) -> bytes:
        file = io.BytesIO()
        Image.open(io.BytesIO(made_cut_out(row) or b"")).save(file, "WEBP")
        return file.getvalue()

    content = list_workbook(_of_rows(made_row(1)), webp)
    [name] = [name for name in ZipFile(io.BytesIO(content)).namelist() if "media" in name]
    assert name.endswith(".jpeg")
    shown = Image.open(io.BytesIO(ZipFile(io.BytesIO(content)).read(name)))
    assert (shown.format, shown.size) == ("JPEG", (1080, 44))


@pytest.mark.parametrize("text", ["=1+1", "+86 0539", "@SUM(A1)"])
def test_workbook_holds_no_formula(text: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(_book(_of_rows(made_row(1, notes=text)))))
    kinds = {cell.data_type for sheet in book for line in sheet for cell in line}
    assert "f" not in kinds


def test_workbook_names_what_is_in_no_row() -> None:
    book = openpyxl.load_workbook(io.BytesIO(_book(made_transcript(2))))
    texts = " ".join(str(cell.value) for line in book["剩下的"] for cell in line)
    for words in ("澄城县公安局 0913-0000999", "猫.jpg", "字太小"):
        assert words in texts

"""What offices send: the old forms of Word and Excel, WPS, OpenDocument, RTF.

The files are written here and now by the real LibreOffice from one list.
"""

import os
import select
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import openpyxl
import pytest

from sites.errors import BadFileError
from sites.reading import read_list
from sites.reading.formats import office
from sites.reading.formats.confining import Limits, run_confined
from sites.records import Problem, Row
from tests.offices import needs_office, saved_as

HEADER = ("省份", "地市", "单位", "地址", "电话")
ROWS = (
    ("四川省", "成都市", "演示1点", "演示路1号", "028-00000001"),
    ("", "", "演示2点", "演示路2号院（东门）", "028-00000002\n028-00000003"),
    ("云南省", "昆明市", "演示3点", "演示路3号A座", "0871-00000004"),
)
TEXTS = (".doc", ".wps", ".docx", ".odt", ".fodt", ".rtf")
SHEETS = (".xls", ".et", ".xlsx", ".ods", ".fods")
MERGED = ("A3:A4", "B3:B4")  # in a workbook whose first line is a title
NUMBERS = (
    ("云南省", "昆明市", "演示4点", "演示路4号", 87100000005),
    ("云南省", "昆明市", "演示5点", "=1/0", 13800138000.0),
)
RIGHT = [
    ("四川省", "成都市", "演示1点", "演示路1号", "028-00000001"),
    ("四川省", "成都市", "演示2点", "演示路2号院(东门)", "028-00000002、028-00000003"),
    ("云南省", "昆明市", "演示3点", "演示路3号A座", "0871-00000004"),
]
RIGHT_SHEET = [
    *RIGHT,
    ("云南省", "昆明市", "演示4点", "演示路4号", "87100000005"),
    ("云南省", "昆明市", "演示5点", "", "13800138000"),
]
Sent = Callable[[str], Path]


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """The list in the form with this suffix, as the real LibreOffice saves it (each only once)."""
    folder = tmp_path_factory.mktemp("sent")
    sources = {"text": text_document(folder), "sheet": workbook(folder)}

    @cache
    def saved(suffix: str) -> Path:
        kind = "sheet" if suffix in SHEETS else "text"
        source = folder / kind / sources[kind].name
        source.parent.mkdir(exist_ok=True)
        source.write_bytes(sources[kind].read_bytes())
        return saved_as(source, suffix, folder / "profile")

    return saved


def text_document(folder: Path) -> Path:
    """The list as a text with a table, its areas merged over two rows."""
    lines = [
        "<tr>" + "".join(f"<td>{text}</td>" for text in HEADER) + "</tr>",
        "<tr><td rowspan=2>四川省</td><td rowspan=2>成都市</td>" + _cells(ROWS[0][2:]),
        "<tr>" + _cells(ROWS[1][2:]),
        "<tr>" + _cells(ROWS[2]),
    ]
    page = f"<p>演示名单</p><table border=1>{''.join(lines)}</table>"
    path = folder / "list.html"
    path.write_text(f"<html><meta charset=utf-8><body>{page}</body></html>", encoding="utf-8")
    return path


def _cells(texts: tuple[str, ...]) -> str:
    return "".join(f"<td>{text.replace(chr(10), '<br>')}</td>" for text in texts) + "</tr>"


def workbook(folder: Path) -> Path:
    """The list as a workbook with a title, merged areas, numbers that are no texts, an error and
    an old, hidden sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "名单"
    for line in (("演示名单",), HEADER, *ROWS, *NUMBERS):
        sheet.append(line)
    for cells in MERGED:
        sheet.merge_cells(cells)
    book.create_sheet("旧名单").append(HEADER)
    book["旧名单"].sheet_state = "hidden"
    path = folder / "list.xlsx"
    book.save(path)
    return path


def cells(outcome: Row | Problem) -> tuple[str, ...]:
    """The cells of a row; none of a problem."""
    names = ("province", "city", "unit", "address", "phone")
    if isinstance(outcome, Problem):
        return ()
    return tuple(outcome.cells.get(name, "") for name in names)


def read(path: Path) -> list[tuple[str, ...]]:
    return [line for line in map(cells, read_list(path)) if line]


@needs_office
@pytest.mark.parametrize("suffix", TEXTS)
def test_text_document_of_an_office_is_read_whole(sent: Sent, suffix: str) -> None:
    assert read(sent(suffix)) == RIGHT


@needs_office
@pytest.mark.parametrize("suffix", SHEETS)
def test_workbook_of_an_office_is_read_whole(sent: Sent, suffix: str) -> None:
    outcomes = list(read_list(sent(suffix)))
    assert [line for line in map(cells, outcomes) if line] == RIGHT_SHEET
    told = [(each.column, each.text, each.taken) for each in outcomes if isinstance(each, Problem)]
    assert told == [("address", "#DIV/0!", True), ("", "旧名单", True)]


@needs_office
def test_calamine_reads_an_xls_where_no_office_is(
    sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "office_program", lambda: None)
    assert read(sent(".xls")) == RIGHT_SHEET


@needs_office
@pytest.mark.parametrize("suffix", [".doc", ".odt", ".rtf", ".ods", ".fods"])
def test_where_no_office_is_the_advice_is_given(
    sent: Sent, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    monkeypatch.setattr(office, "office_program", lambda: None)
    with pytest.raises(BadFileError, match="另存为"):
        read_list(sent(suffix))


@needs_office
def test_locked_xls_is_told(sent: Sent, tmp_path: Path) -> None:
    content = sent(".xls").read_bytes()
    start = b"\x09\x08\x10\x00\x00\x06"  # BOF of the workbook; the next record becomes FILEPASS
    after = content.index(start) + 20
    path = tmp_path / "list.xls"
    path.write_bytes(content[:after] + b"\x2f\x00" + content[after + 2 :])
    with pytest.raises(BadFileError, match="密码"):
        read_list(path)


@needs_office
@pytest.mark.parametrize("suffix", [".doc", ".xls", ".odt", ".ods"])
def test_damaged_file_of_an_office_is_refused(sent: Sent, tmp_path: Path, suffix: str) -> None:
    content = sent(suffix).read_bytes()
    path = tmp_path / "list"
    path.write_bytes(content[: len(content) // 3])
    with pytest.raises(BadFileError, match=r"。$"):
        read_list(path)


@needs_office
@pytest.mark.parametrize(
    "name", ["--convert-to.doc", "$(touch ran);`touch ran`.doc", "一 份\n名单.doc"]
)
def test_name_of_a_file_is_no_word_of_a_command(sent: Sent, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(sent(".doc").read_bytes())
    assert read(path) == RIGHT
    assert not list(tmp_path.rglob("ran"))


LINKED = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>
<text:p>单位：演示采血点</text:p><text:p>地址：演示路1号</text:p><text:p>电话：028-00000001</text:p>
<text:p><draw:frame><draw:image xlink:href="{address}/picture.png" xlink:type="simple"
 xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>
<text:section text:name="S"><text:section-source xlink:href="{secret}" xlink:type="simple"
 xlink:show="embed"/><text:p/></text:section>
</office:text></office:body></office:document>"""


@needs_office
def test_no_link_of_a_document_is_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("单位：演示秘密点\n电话：028-00000009\n", encoding="utf-8")
    path = tmp_path / "list.fodt"
    with listening() as (address, asked):
        path.write_text(LINKED.format(address=address, secret=secret.as_uri()), encoding="utf-8")
        assert read(path) == [("", "", "演示采血点", "演示路1号", "028-00000001")]
        assert not asked


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """The address of a server, and what it was asked for."""
    asked: list[str] = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


SMALL = Limits(memory_bytes=300_000_000, seconds=2, output_bytes=1000)
ENOUGH = replace(SMALL, seconds=30)  # on a machine that does many other things


def run(code: str, folder: Path, limits: Limits = ENOUGH) -> bytes | None:
    return run_confined([sys.executable, "-I", "-c", code], folder, limits)


def test_confined_program_says_what_it_has_to_say(tmp_path: Path) -> None:
    assert run("print('said')", tmp_path) == b"said\n"


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("raise SystemExit(3)", id="fails"),
        pytest.param("bytearray(10**9)", id="memory"),
        pytest.param("while True: pass", id="processor"),
        pytest.param("import time; time.sleep(60)", id="clock"),
        pytest.param("print('x' * 2000)", id="says too much"),
        pytest.param("import os; os.abort()", id="ends in disorder"),
    ],
)
def test_confined_program_beyond_its_bounds_says_nothing(tmp_path: Path, code: str) -> None:
    assert run(code, tmp_path, SMALL) is None


def test_confined_program_leaves_no_process(tmp_path: Path) -> None:
    """The pipe ends when the last who holds it is gone."""
    pipe, ready = tmp_path / "pipe", tmp_path / "ready"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    child = (
        f"import time; held = open({str(pipe)!r}, 'w'); open({str(ready)!r}, 'w'); time.sleep(99)"
    )
    code = (
        "import pathlib, subprocess, sys\n"
        f"subprocess.Popen([sys.executable, '-c', {child!r}])\n"
        f"while not pathlib.Path({str(ready)!r}).exists(): pass\n"
    )
    assert run(code, tmp_path) == b""
    assert select.select([reading], [], [], 10)[0]
    assert os.read(reading, 1) == b""
    os.close(reading)


def test_confined_program_gets_nothing_of_our_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITES_SECRET_KEY", "never to be seen")
    said = run("import os; print(sorted(os.environ), os.getcwd())", tmp_path)
    assert said is not None
    assert b"SITES" not in said
    assert str(tmp_path).encode() in said


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes the network away")
def test_confined_program_reaches_no_network(tmp_path: Path) -> None:
    with listening() as (address, asked):
        code = f"import urllib.request; urllib.request.urlopen({address!r}, timeout=1)"
        assert run(code, tmp_path) is None
        assert not asked

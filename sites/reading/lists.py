"""A file as it came → Rows and Problems.

`read_list` tells by the first bytes what a file is (`kinds`; never by its name) and hands it to
its reader: `delimited`, `workbook`, `word`, `portable`, `webpage`, `pasted`. Each gives Sheets;
`layouts` finds out what each column holds, `table` and `rows` make Rows of the lines. What was
judged of a Sheet goes with it (`judged`): no line is cleaned or judged a second time.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sites.errors import BadFileError
from sites.reading.formats import kinds
from sites.reading.formats.archives import entries_of
from sites.reading.formats.delimited import read_delimited
from sites.reading.formats.office import converted
from sites.reading.formats.spreadsheet import read_spreadsheet
from sites.reading.garbling import garbled
from sites.reading.sheets import MAX_FILE_BYTES, Sheet
from sites.reading.tables.beside import unfolded_sheet
from sites.reading.tables.judged import JudgedSheet
from sites.reading.tables.table import read_judged, unread_table
from sites.records import Problem, Row
from sites.text import tidy

if TYPE_CHECKING:
    from sites.reading.formats.portable import PdfText

_FIRST_BYTES = 4096
_SAMPLE_LINES = 200


def read_list(path: str | Path, *, keep_names: bool = False) -> Iterator[Row | Problem]:
    """The rows of a list (text, xlsx, docx, PDF, web page) and its problems, in the file's order.

    Each line that is not blank, a header, a title or a total ends as a Row or as a Problem.
    Lines count from 1 as the file counts them; a workbook of several sheets names the sheet
    behind the file's name. keep_names: officers' names go to the notes instead of nowhere.

    Raises BadFileError, with one sentence in Chinese that says what to do, before the first
    row when the file cannot be read at all.
    """
    path = Path(path)
    sheets, scanned = _document(path)
    name = tidy(path.name).encode("utf-8", "replace").decode("utf-8")
    return iter([*_read(sheets, name, keep_names=keep_names), *_unread_pages(scanned, name)])


def read_sheets(path: str | Path) -> tuple[Sheet, ...]:
    """The tables of a text document as they came, before anybody asks what they mean.

    Raises BadFileError, with one sentence in Chinese that says what to do, also for a picture
    and for a PDF that holds nothing but pictures.
    """
    return tuple(judged.sheet for judged in _document(Path(path))[0])


def scanned_pages(path: str | Path) -> tuple[int, ...]:
    """The numbers, from 1, of the pages of a PDF that are pictures and have to be recognised.

    Empty for any other file. Raises BadFileError for a PDF that cannot be read at all.
    """
    path = Path(path)
    if not _starts(path, kinds.is_pdf):
        return ()
    return _read_pdf(path).scanned


def is_picture(path: str | Path) -> bool:
    """Whether the file is a picture, by its first bytes; False for what cannot be opened."""
    return _starts(Path(path), kinds.is_picture)


def _starts(path: Path, is_kind: Callable[[bytes], bool]) -> bool:
    try:
        with path.open("rb") as file:
            return is_kind(file.read(_FIRST_BYTES))
    except (OSError, ValueError):
        return False


def _document(path: Path) -> tuple[tuple[JudgedSheet, ...], tuple[int, ...]]:
    """Its sheets and the numbers of its pages that are pictures (only a PDF has any)."""
    content = _content(path)
    kind = kinds.kind_of(content)
    if kind == "pdf":
        text = _read_pdf(path)
        if not text.sheets and text.scanned:
            raise BadFileError("这是扫描的 PDF；请用 flask sites read 读出名单、核对以后再装入。")
        return tuple(map(JudgedSheet, text.sheets)), text.scanned
    sheets = _sheets(content, kind)
    _refuse_garbled(sheets)
    return sheets, ()


def _refuse_garbled(sheets: Sequence[JudgedSheet]) -> None:
    """A list whose header can be read is read, and tells its rows that cannot be."""
    lines = [line for judged in sheets for line in judged.sheet.lines[:_SAMPLE_LINES]]
    advice = garbled("\n".join(cell for line in lines for cell in line.cells))
    if advice and not any(judged.layout for judged in sheets):
        raise BadFileError(advice)


def _sheets(content: bytes, kind: kinds.Kind) -> tuple[JudgedSheet, ...]:
    if kind == "picture":
        raise BadFileError("这是图片；请用 flask sites read 读出名单、核对以后再装入。")
    if kind == "text":
        return tuple(map(_unfolded, _read_text(content)))
    if kind == "word":
        sheets = _read_word(content)
    elif kind == "webpage":
        sheets = _read_webpage(content)
    else:
        file = kinds.office_file(content) if kind == "office" else None
        sheets = _read_office(content, file) if file else _read_workbook(content)
    return tuple(map(JudgedSheet, sheets))


def _unfolded(judged: JudgedSheet) -> JudgedSheet:
    """With tables below each other that stood side by side; nearly always as it is."""
    sheet = unfolded_sheet(judged.sheet)
    return judged if sheet is judged.sheet else JudgedSheet(sheet)


def _read_text(content: bytes) -> tuple[JudgedSheet, ...]:
    """A table below a header as it stands; any other text by those who read texts."""
    try:
        table = read_delimited(content)
    except BadFileError:
        from sites.reading.formats.pasted import read_paragraph  # noqa: PLC0415  # weight: patterns, 40 ms

        found = read_paragraph(content)
        if found:
            return found
        raise
    if table.header:
        return (table,)
    from sites.reading.formats.pasted import read_text  # noqa: PLC0415  # weight: as above

    return read_text(content, table)


def _read_word(content: bytes) -> tuple[Sheet, ...]:
    from sites.reading.formats.word import read_word  # noqa: PLC0415  # weight: as above

    return read_word(content)


def _read_workbook(content: bytes) -> tuple[Sheet, ...]:
    from sites.reading.formats.workbook import read_workbook  # noqa: PLC0415  # weight: openpyxl, 0.1 s

    return tuple(map(unfolded_sheet, read_workbook(content)))


def _read_office(content: bytes, file: kinds.OfficeFile) -> tuple[Sheet, ...]:
    """Raises BadFileError with the advice for its kind where this machine has nothing for it."""
    sheets = read_spreadsheet(content, file.suffix) if file.is_calamines else None
    if sheets:
        return tuple(map(unfolded_sheet, sheets))
    if kinds.is_workbook(content):
        entries_of(content, file.form)  # measured before anything unpacks it
    made = converted(content, file.suffix, file.form)
    if made is None:
        raise BadFileError(file.advice)
    return _read_word(made) if file.form == "docx" else _read_workbook(made)


def _read_webpage(content: bytes) -> tuple[Sheet, ...]:
    try:
        from sites.reading.formats.webpage import read_webpage  # noqa: PLC0415  # weight: 0.1 s, of the extra [ocr]
    except ImportError as error:
        raise BadFileError("读网页要先装好部件；请先运行 make ocr，再读一次。") from error
    return read_webpage(content)


def _read_pdf(path: Path) -> "PdfText":
    try:
        from sites.reading.formats.portable import read_portable  # noqa: PLC0415  # weight: 0.1 s, of the extra [ocr]
    except ImportError as error:
        raise BadFileError("读 PDF 要先装好部件；请先运行 make ocr，再读一次。") from error
    return read_portable(_content(path))


def _unread_pages(scanned: Sequence[int], name: str) -> Iterator[Problem]:
    if scanned:
        pages = f"第 {'、'.join(map(str, scanned))} 页"
        advice = "这几页是扫描的图片，没有读；请用 flask sites read 读出来、核对以后再装入。"
        yield Problem(name, 1, "", pages, advice)


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise BadFileError(
                f"找不到文件 {path.name}；请核对路径（要给出一个文件，不是文件夹）。"
            )
        if path.stat().st_size > MAX_FILE_BYTES:
            raise BadFileError(
                f"文件超过 {MAX_FILE_BYTES // 1_000_000} MB，不像采血点名单；请只留下名单再读。"
            )
        with path.open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise BadFileError(f"文件 {path.name} 打不开；请核对路径和权限。") from error
    if not content.strip():
        raise BadFileError("文件是空的；请核对是不是选错了文件。")
    return content


def _read(sheets: tuple[JudgedSheet, ...], name: str, *, keep_names: bool) -> list[Row | Problem]:
    filled = [judged for judged in sheets if judged.sheet.lines]
    outcomes: list[Row | Problem] = []
    is_recognised = False
    for judged in filled:
        sheet = judged.sheet
        file = f"{name} [{tidy(sheet.name)}]" if len(filled) > 1 else name
        table = None if sheet.is_hidden else read_judged(judged, file, keep_names=keep_names)
        is_recognised = is_recognised or table is not None
        outcomes.extend(unread_table(judged, file) if table is None else table)
    if not is_recognised:
        raise BadFileError(
            "没有认出采血点名单；请在第一行写上表头，至少要有“单位”和“地址”或“电话”，再读一次。"
        )
    if not outcomes:
        raise BadFileError("文件里只有表头，没有采血点；请核对是不是选错了文件。")
    return outcomes

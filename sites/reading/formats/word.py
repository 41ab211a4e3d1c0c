"""A Word file (docx, docm) → its Sheets.

Only the XML of the text is read: macros, pictures, links and embedded files are never touched.
Deleted text (tracked changes), hidden text and field codes are left out; a text box is read
behind the paragraph that holds it.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from defusedxml.ElementTree import iterparse

from sites.errors import BadFileError
from sites.reading.formats.archives import entries_of
from sites.reading.sheets import MAX_COLUMNS, Sheet
from sites.reading.tables.flow import Grid, Part, sheets_of, table_parts
from sites.reading.tables.levelling import Cell, levelled

_MAIN_PART = re.compile(r"word/document\d*\.xml")
_MAX_DEPTH = 150
_MAX_ELEMENTS = 5_000_000  # a list of 5,000 rows has some 300,000
_MAX_CELLS = 2_000_000
# Not text: deleted or moved away, field codes, the second form of a text box, pinyin over a word.
_LEFT_OUT = {"del", "moveFrom", "instrText", "delText", "Fallback", "rt"}
_LEFT_OUT |= {"pPr", "rPr", "sectPr", "tblPr", "tblGrid", "tcPr", "trPr"}
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SAVE_AGAIN = "请用文字软件打开后另存为新的 docx，再读一次。"


def read_word(content: bytes) -> tuple[Sheet, ...]:
    """The Sheets of a Word file, in the order of the document.

    Raises BadFileError for a file that is damaged, locked, far too large or no Word document.
    """
    names = sorted(name for name in entries_of(content, "docx") if _MAIN_PART.fullmatch(name))
    if not names:
        raise BadFileError(f"Word 文件里没有正文，读不出来；{_SAVE_AGAIN}")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(names[0]) as source:
            return sheets_of(_parts(source))
    except BadFileError:
        raise
    except Exception as error:  # whatever a damaged file makes of the libraries
        raise BadFileError(f"Word 文件已损坏，读不出来；{_SAVE_AGAIN}") from error


def _parts(source: Any) -> Iterator[Part]:
    """Each paragraph and table of the body as soon as it is complete; then it is forgotten."""
    depth, elements = 0, 0
    for event, element in iterparse(source, events=("start", "end")):
        if event == "start":
            depth, elements = depth + 1, elements + 1
            if depth > _MAX_DEPTH or elements > _MAX_ELEMENTS:
                raise BadFileError(f"Word 文件太大或太复杂，不像采血点名单；{_SAVE_AGAIN}")
            continue
        depth -= 1
        if depth == 2:  # below the document and its body
            yield from _content((element,))
            element.clear()


def _content(elements: Any) -> Iterator[Part]:
    for element in elements:
        kind = _kind(element)
        if kind == "p":
            yield from _paragraph(element)
        elif kind == "tbl":
            yield from _table(element)
        elif kind not in _LEFT_OUT:
            yield from _content(element)


def _paragraph(element: Any) -> Iterator[Part]:
    texts: list[str] = []
    boxes: list[Any] = []
    _collect(element, texts, boxes)
    yield "".join(texts)
    for box in boxes:
        yield from _content(box)


def _collect(element: Any, texts: list[str], boxes: list[Any]) -> None:
    """Put the paragraph's characters into texts and its text boxes into boxes."""
    for child in element:
        kind = _kind(child)
        if kind == "t":
            texts.append(child.text or "")
        elif kind in _CHARACTERS:
            texts.append(_CHARACTERS[kind])
        elif kind == "txbxContent":
            boxes.append(child)
        elif kind == "AlternateContent":  # the same thing in two forms
            _collect(child[:1], texts, boxes)
        elif kind not in _LEFT_OUT and not _is_hidden(child):
            _collect(child, texts, boxes)


def _is_hidden(run: Any) -> bool:
    return _kind(run) == "r" and any(
        _kind(mark) == "vanish" and _value(mark) not in ("0", "false", "off")
        for properties in run
        if _kind(properties) == "rPr"
        for mark in properties
    )


def _table(element: Any) -> Iterator[Part]:
    rows = levelled([_row(row) for row in _within(element, "tr") if not _is_deleted(row)])
    yield from table_parts(_filled(rows), [cell.parts for row in rows for cell in row])


def _row(element: Any) -> list[Cell]:
    cells = [Cell(span=_number(element, "gridBefore", 0))]
    for tc in _within(element, "tc"):
        merges = [mark for mark in _properties(tc) if _kind(mark) == "vMerge"]
        is_continued = any(_value(mark) != "restart" for mark in merges)
        cells.append(Cell(list(_content(tc)), _number(tc, "gridSpan", 1), is_continued))
    return cells


def _filled(rows: Sequence[Sequence[Cell]]) -> Grid:
    """The table with the text of each merged cell in all the places that it covers."""
    lines: list[tuple[str, ...]] = []
    above: list[str] = []
    filled = 0
    for row in rows:
        line: list[str] = []
        for cell in row:
            text = cell.text
            for _ in range(cell.span):
                merged = above[len(line)] if cell.is_continued and len(line) < len(above) else ""
                line.append(text or merged)
        filled += len(line)
        if len(line) > MAX_COLUMNS or filled > _MAX_CELLS:
            raise BadFileError(
                f"Word 表格超过 {MAX_COLUMNS} 列，不像采血点名单；请只留下名单再读。"
            )
        lines.append(tuple(line))
        above = line
    return Grid(tuple(lines))


def _is_deleted(row: Any) -> bool:
    return any(_kind(mark) == "del" for mark in _properties(row))


def _within(element: Any, kind: str) -> Iterator[Any]:
    """The rows of a table, the cells of a row: also those inside a content control."""
    for child in element:
        if _kind(child) == kind:
            yield child
        elif _kind(child) in ("sdt", "sdtContent", "ins", "customXml", "smartTag"):
            yield from _within(child, kind)


def _properties(element: Any) -> Iterator[Any]:
    for child in element:
        if _kind(child) in ("tcPr", "trPr"):
            yield from child


def _number(element: Any, kind: str, otherwise: int) -> int:
    """A number of columns that a row or a cell names, at most one more than is read."""
    values = [_value(mark) for mark in _properties(element) if _kind(mark) == kind]
    return min(int(values[0] or otherwise), MAX_COLUMNS + 1) if values else otherwise


def _kind(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _value(element: Any) -> str:
    return next((text for name, text in element.attrib.items() if name.endswith("val")), "")

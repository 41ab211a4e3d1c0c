"""The kinds of documents: Word, PDF, a saved web page, a workbook, pasted text."""

import html
import io
import re
import subprocess
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import docx
import openpyxl
from docx.table import _Cell
from openpyxl.styles import Alignment
from PIL import Image

from tools.chromium import chromium
from tools.published_lists.blocks import block_lines
from tools.published_lists.drawing import Style, draw
from tools.published_lists.layout import (
    FOOTERS,
    Column,
    Line,
    Listing,
    columns,
    table,
    title,
    usual_keys,
)
from tools.published_lists.rows import ListRow, Shown, chooser
from tools.published_lists.spoiling import noisy, turned

_PRINT_TIMEOUT_S = 120
_MERGED = ("province", "city")
_SCAN_ROWS = 40
_DAY = (2022, 7, 4, 0, 0, 0)  # stands in every file, so that the same list gives the same bytes
_STAMP = b"2022-07-04T00:00:00Z"


def render_document(
    rows: Sequence[ListRow], kind: str, folder: Path, seed: int
) -> tuple[list[Path], list[Shown]]:
    """One document of the kind in the folder, and its rows in order."""
    name, write = DOCUMENTS[kind]
    path = folder / name
    write(rows, path, chooser(kind, seed))
    return [path], [Shown(row, name, at) for at, row in enumerate(rows, start=1)]


def _listing(rows: Sequence[ListRow], choose: Random, *, is_merged: bool = False) -> Listing:
    shown = columns(usual_keys(choose, has_city=is_merged), choose)
    return Listing(shown, table(rows, shown), title(rows, choose), choose.choice(FOOTERS))


def _runs(listing: Listing, key: str) -> list[tuple[int, int]]:
    """(first, behind the last) line of each run of lines that say the same in this column."""
    keys = _MERGED[: _MERGED.index(key) + 1]
    lines = [tuple(line.texts[key] for key in keys) for line in listing.lines]
    starts = [at for at, texts in enumerate(lines) if at == 0 or texts != lines[at - 1]]
    return list(pairwise([*starts, len(lines)]))


def _merged_columns(listing: Listing) -> list[tuple[int, Column]]:
    return [(at, column) for at, column in enumerate(listing.columns) if column.key in _MERGED]


def _write_docx(
    rows: Sequence[ListRow], path: Path, choose: Random, *, is_merged: bool = False
) -> None:
    listing = _listing(rows, choose, is_merged=is_merged)
    document = docx.Document()
    document.add_heading(listing.title, level=1)
    document.add_paragraph("现将名单公布如下，供查询。")
    grid = document.add_table(rows=len(listing.lines), cols=len(listing.columns))
    grid.style = "Table Grid"
    for line, cells in zip(listing.lines, (row.cells for row in grid.rows), strict=True):
        for column, cell in zip(listing.columns, cells, strict=True):
            cell.text = line.texts[column.key]
    if is_merged:
        for number, column in _merged_columns(listing):
            for first, end in _runs(listing, column.key):
                _merge_docx(grid.column_cells(number)[first:end], listing.lines[first], column)
    document.add_paragraph(listing.footer)
    out = io.BytesIO()
    document.save(out)
    path.write_bytes(_with_fixed_day(out.getvalue()))


def _merge_docx(cells: Sequence[_Cell], line: Line, column: Column) -> None:
    first, last = cells[0], cells[-1]
    merged = first.merge(last)
    merged.text = line.texts[column.key]


def _write_docx_merged(rows: Sequence[ListRow], path: Path, choose: Random) -> None:
    _write_docx(rows, path, choose, is_merged=True)


def _write_xlsx_merged(rows: Sequence[ListRow], path: Path, choose: Random) -> None:
    listing = _listing(rows, choose, is_merged=True)
    book = openpyxl.Workbook()
    del book["Sheet"]
    sheet = book.create_sheet("名单")
    width = len(listing.columns)
    sheet.append([listing.title])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=width)
    for line in listing.lines:
        sheet.append([line.texts[column.key] for column in listing.columns])
    for number, column in _merged_columns(listing):
        for first, end in _runs(listing, column.key):
            spot = sheet.cell(first + 2, number + 1)
            spot.alignment = Alignment(vertical="center", horizontal="center")
            if end - first > 1:
                sheet.merge_cells(None, first + 2, number + 1, end + 1, number + 1)
    sheet.append([listing.footer])
    out = io.BytesIO()
    book.save(out)
    path.write_bytes(_with_fixed_day(out.getvalue()))


def _with_fixed_day(content: bytes) -> bytes:
    """A zipped document whose bytes do not tell when it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+Z", _STAMP, part)
            new.writestr(zipfile.ZipInfo(name, _DAY), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _write_html(rows: Sequence[ListRow], path: Path, choose: Random) -> None:
    path.write_text(_page(_listing(rows, choose, is_merged=True), choose), encoding="utf-8")


def _page(listing: Listing, choose: Random) -> str:
    """An article as a browser saves it: navigation, paragraphs around the table, rowspans."""
    head = html.escape(listing.title)
    bold = choose.random() < 0.5
    return f"""<!DOCTYPE html>
<html lang="zh"><head><meta charset="utf-8"><title>{head}</title>
<style>body {{ font: 15px "Noto Sans CJK SC", sans-serif }} table {{ border-collapse: collapse }}
td, th {{ border: 1px solid #777; padding: 3px 6px }}</style>
<script>var page = "电话：0000";</script></head><body>
<nav><a href="/">首页</a> <a href="/news">新闻动态</a> <a href="/search">查询</a></nav>
<article><h1>{head}</h1><p>发布时间：2022-07-04　来源：演示网</p>
<p>现将名单公布如下，供查询。</p>
{_html_table(listing, "strong" if bold else "span")}
<p>{html.escape(listing.footer)}</p></article>
<footer><p>版权所有　联系我们　网站地图</p></footer></body></html>
"""


def _html_table(listing: Listing, wrapping: str) -> str:
    spans: dict[tuple[int, str], int] = {}
    for _, column in _merged_columns(listing):
        for first, end in _runs(listing, column.key):
            spans.update({(at, column.key): 0 for at in range(first, end)})
            spans[first, column.key] = end - first
    lines = []
    for at, line in enumerate(listing.lines):
        tag = "th" if line.kind == "header" else "td"
        cells = "".join(
            f'<{tag} rowspan="{rows}"><p><{wrapping}>{html.escape(line.texts[column.key])}'
            f"</{wrapping}></p></{tag}>"
            for column in listing.columns
            if (rows := spans.get((at, column.key), 1))
        )
        lines.append(f"<tr>{cells}</tr>")
    return f"<table>\n{chr(10).join(lines)}\n</table>"


def _write_pdf_text(rows: Sequence[ListRow], path: Path, choose: Random) -> None:
    _print(_listing(rows, choose), path)


def _write_pdf_unlined(rows: Sequence[ListRow], path: Path, choose: Random) -> None:
    _print(_listing(rows, choose), path, border="0")


def _print(listing: Listing, path: Path, *, border: str = "1px solid #555") -> None:
    lines = "".join(
        "<tr>" + "".join(f"<td>{html.escape(line.texts[c.key])}" for c in listing.columns)
        for line in listing.lines[1:]
    )
    header = "".join(f"<th>{html.escape(column.header)}" for column in listing.columns)
    _print_to_pdf(
        f"""<!DOCTYPE html><html lang="zh"><meta charset="utf-8"><title>名单</title><style>
@page {{ size: A4; margin: 15mm }} body {{ font: 9.5pt "Noto Sans CJK SC", sans-serif }}
table {{ border-collapse: collapse; width: 100% }} th, td {{ border: {border}; padding: 2pt 5pt }}
</style><h1>{html.escape(listing.title)}</h1>
<table><thead><tr>{header}</thead><tbody>{lines}</tbody></table>
<p>{html.escape(listing.footer)}</p></html>""",
        path,
    )


def _print_to_pdf(page: str, path: Path) -> None:
    """The page printed by Chromium, with the day taken out. Ends the program without Chromium."""
    browser = chromium()
    with TemporaryDirectory() as folder:
        source, out = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_text(page, encoding="utf-8")
        # The marks of a tagged PDF are numbered otherwise now and then.
        flags = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                 "--disable-pdf-tagging")  # fmt: skip
        profile = f"--user-data-dir={folder}/profile"
        subprocess.run(
            [browser, *flags, profile, f"--print-to-pdf={out}", source.as_uri()],
            check=True, capture_output=True, timeout=_PRINT_TIMEOUT_S,
        )  # fmt: skip
        content = out.read_bytes()
    day = b"Date (D:20220704000000+00'00')"
    path.write_bytes(re.sub(rb"Date \(D:\d{14}[+-]\d\d'\d\d'\)", day, content))


def _write_pdf_scanned(rows: Sequence[ListRow], path: Path, choose: Random) -> None:
    """Pages of a flat scanner at about 150 dots an inch: a little aslant, grey, JPEG."""
    shown = columns(usual_keys(choose), choose)
    style = Style(family=choose.choice(("sans", "serif")), size=choose.randint(20, 24))
    pages: list[Image.Image] = []
    for first in range(0, len(rows), _SCAN_ROWS):
        lines = table(rows[first : first + _SCAN_ROWS], shown, first=first)
        image = draw(Listing(shown, lines), replace(style, margin=60)).image
        image = turned(image, choose.uniform(-0.6, 0.6))
        pages.append(noisy(image, 3, first).convert("L"))
    day = time.struct_time((*_DAY, 0, 1, 0))
    pages[0].save(
        path, save_all=True, append_images=pages[1:], resolution=150.0, quality=75,
        creationDate=day, modDate=day,
    )  # fmt: skip


def _write_blocks(rows: Sequence[ListRow], path: Path, choose: Random) -> None:
    """Labelled lines as copied from an article, with an empty line before each block or not."""
    has_gaps = choose.random() < 0.5
    lines, before = [], -2
    for number, text in block_lines(rows, choose):
        if has_gaps and number != before:
            lines.append("")
        before = number
        lines.append(text)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _write_tabs(rows: Sequence[ListRow], path: Path, choose: Random) -> None:
    _write_joined(rows, path, choose, "\t")


def _write_spaces(rows: Sequence[ListRow], path: Path, choose: Random) -> None:
    _write_joined(rows, path, choose, choose.choice(("  ", "    ", "　")))


def _write_joined(rows: Sequence[ListRow], path: Path, choose: Random, gap: str) -> None:
    listing = _listing(rows, choose)
    lines = [gap.join(line.texts[c.key] for c in listing.columns) for line in listing.lines]
    text = "\n".join((listing.title, *lines, listing.footer))
    path.write_text(text + "\n", encoding="utf-8")


Write = Callable[[Sequence[ListRow], Path, Random], None]
DOCUMENTS: dict[str, tuple[str, Write]] = {
    "docx": ("名单.docx", _write_docx),
    "docx_merged": ("名单.docx", _write_docx_merged),
    "pdf_text": ("名单.pdf", _write_pdf_text),
    "pdf_unlined": ("名单.pdf", _write_pdf_unlined),
    "pdf_scanned": ("名单.pdf", _write_pdf_scanned),
    "html": ("名单.html", _write_html),
    "xlsx_merged": ("名单.xlsx", _write_xlsx_merged),
    "pasted": ("名单.txt", _write_blocks),
    "pasted_tabs": ("名单.txt", _write_tabs),
    "pasted_spaces": ("名单.txt", _write_spaces),
}

"""One invented list as office programs print it: Word and Excel files of many shapes → PDF.

Everything in it is made up: units of 演示 counties on 演示路, local numbers that begin with 0.
"""

import math
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from sites.reading.formats.office import office_program
from tests.offices import ABSENT

FONT = "Noto Sans CJK SC"
HEADER = ("序号", "省份", "单位名称", "地址", "联系电话")
_PROVINCES = ("四川省", "云南省", "新疆维吾尔自治区", "贵州省")
_UNITS = ("", "刑侦大队", "刑事侦查大队技术室")
_PLACES = (
    "",
    "（县政府东侧）",
    "院内一楼执法办案中心信息采集室",
    "与演示大道交叉口向西二百米路北",
)
Row = tuple[str, ...]


def made_rows(count: int) -> list[Row]:
    """Rows under HEADER: some units, addresses and pairs of numbers are long and wrap."""
    rows: list[Row] = []
    for number in range(1, count + 1):
        phone = f"028-{number:08d}"
        rows.append(
            (
                str(number),
                _PROVINCES[number * 4 // (count + 1)],
                f"演示{number}县公安局{_UNITS[number % 3]}",
                f"演示市演示路{number}号{_PLACES[number % 4]}",
                phone if number % 5 else f"{phone}、028-{number + 500:08d}",
            )
        )
    return rows


@dataclass(frozen=True)
class Text:
    """How Writer prints it. columns: indexes into HEADER; widths_cm: of all of HEADER.

    is_repeated: the header stands on every page. is_numbered: header and page number on each.
    text_columns: of the page. vertical: of the cells."""

    columns: Sequence[int] = (0, 1, 2, 3, 4)
    widths_cm: Sequence[float] = (1.4, 2, 4.4, 5.6, 3.4)
    is_ruled: bool = True
    has_header: bool = True
    is_repeated: bool = False
    is_numbered: bool = False
    is_landscape: bool = False
    text_columns: int = 1
    is_centred: bool = False
    has_headings: bool = False

    def write(self, path: Path, rows: Sequence[Row]) -> Path:
        """The document at `path` with the suffix of Word."""
        document = docx.Document()
        self._set_page(document)
        document.add_paragraph("演示名单一览表")
        table = document.add_table(rows=0, cols=len(self.columns))
        table.style = "Table Grid" if self.is_ruled else "Normal Table"
        table.autofit = False
        if self.has_header:
            self._add(table, HEADER)
        if self.is_repeated:
            table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        province = ""
        for row in rows:
            if self.has_headings and row[1] != province:
                province = row[1]
                cells = table.add_row().cells
                cells[0].merge(cells[-1]).text = province
            self._add(table, row)
        for column, place in zip(table.columns, self.columns, strict=True):
            column.width = Cm(self.widths_cm[place])
        document.save(str(path.with_suffix(".docx")))
        return path.with_suffix(".docx")

    def _set_page(self, document: Any) -> None:
        section = document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
        if self.is_landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = section.page_height, section.page_width
        if self.text_columns > 1:
            section._sectPr.xpath("./w:cols")[0].set(qn("w:num"), str(self.text_columns))
        if self.is_numbered:
            section.header.paragraphs[0].text = "演示名单，供查询"
            line = section.footer.paragraphs[0]
            line.add_run("第 ")
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), "PAGE")
            line._p.append(field)
            line.add_run(" 页")
        style = document.styles["Normal"]
        style.font.name, style.font.size = FONT, Pt(10.5)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)

    def _add(self, table: Any, row: Row) -> None:
        for cell, column in zip(table.add_row().cells, self.columns, strict=True):
            cell.text = row[column]
            cell.width = Cm(self.widths_cm[column])
            if self.is_centred:
                cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER


@dataclass(frozen=True)
class Sheet:
    """How Calc prints it. widths: of the columns, in characters; wide ones run over the page."""

    widths: Sequence[int] = (6, 12, 30, 40, 20)
    is_ruled: bool = True
    is_repeated: bool = False
    is_numbered: bool = False
    is_across_first: bool = False
    vertical: str | None = None  # None: at the bottom, as programs do it unasked

    def write(self, path: Path, rows: Sequence[Row]) -> Path:
        """The workbook at `path` with the suffix of Excel."""
        book = openpyxl.Workbook()
        sheet = book.active
        assert isinstance(sheet, Worksheet)
        for row in (HEADER, *rows):
            sheet.append(row)
            sheet.row_dimensions[sheet.max_row].height = 17 * max(map(_lines, row, self.widths))
        line = Side(style="thin") if self.is_ruled else Side()
        for cells in sheet.iter_rows():
            for cell in cells:
                cell.font = Font(name=FONT, size=11)
                cell.alignment = Alignment(wrap_text=True, vertical=self.vertical)
                cell.border = Border(left=line, right=line, top=line, bottom=line)
        for letter, width in zip("ABCDE", self.widths, strict=True):
            sheet.column_dimensions[letter].width = width
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        if self.is_repeated:
            sheet.print_title_rows = "1:1"
        if self.is_numbered:
            footer = sheet.oddFooter
            assert footer is not None
            assert footer.center is not None
            footer.center.text = "第 &P 页，共 &N 页"
        if self.is_across_first:
            sheet.page_setup.pageOrder = "overThenDown"
        book.save(path.with_suffix(".xlsx"))
        return path.with_suffix(".xlsx")


def _lines(text: str, width: int) -> int:
    """How many lines the text needs at most in a column; a number breaks at its hyphens."""
    letters = sum(1 if character.isascii() else 2 for character in text)
    return math.ceil(letters * 1.12 / (width - 1)) + ("、" in text)


def printed(
    forms: dict[str, Text | Sheet], rows: Sequence[Row], folder: Path
) -> Callable[[str], Path]:
    """Prints every form through the real LibreOffice; gives the PDF of a name."""
    program = office_program()
    assert program, ABSENT
    files = [form.write(folder / name, rows) for name, form in forms.items()]
    profile = (folder / "profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    command += ["--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return lambda name: folder / f"{name}.pdf"

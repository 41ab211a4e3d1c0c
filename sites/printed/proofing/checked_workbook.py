"""A Transcript → an xlsx file with the cut-outs in cells and the doubts as comments.

Its header words are ones that `sites.reading` knows, so the file goes through `flask sites load`
as it comes back from a person.
"""

import io
from collections.abc import Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image, _import_image  # type: ignore[attr-defined]
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from sites.exporting import guarded
from sites.printed.proofing.own_columns import doubts_text, list_cells, one_line
from sites.printed.proofing.pictured import CutOut, picture_kind
from sites.records import COLUMN_WORDS
from sites.records.scans import ReadRow, Transcript

# Our column → its width in characters, from left to right.
_WIDTHS: Mapping[str, int] = {
    "doubts": 36,
    "unit": 34,
    "province": 12,
    "city": 12,
    "county": 12,
    "address": 40,
    "phone": 24,
    "hours": 18,
    "notes": 18,
    "checked_by": 16,
    "checked_on": 14,
    "picture": 18,
    "picture_row": 8,
    "picture_box": 18,
    "source_title": 24,
    "source_url": 24,
    "published_on": 14,
    "status": 10,
    "site_id": 12,
    "lat": 12,
    "lon": 12,
    "datum": 10,
}
_PICTURE_HEADER = "原图（对照用）"
_DOUBTFUL = PatternFill("solid", fgColor="FFE9A8")
_JPEG_QUALITY = 60
_PICTURE_WIDTH_PX = 800  # a wider cut-out is shown smaller; the file holds it whole
_LOWEST_ROW_PX = 30
_HIGHEST_ROW_PX = 500  # Excel's own limit is 546
_POINTS_PER_PX = 0.75
_PX_PER_CHARACTER = 7
_EMBEDDED = {"png", "jpeg", "gif"}  # those an xlsx file may hold; others become JPEG
_AUTHOR = "读图"
_REST_ADVICE = "是采血点的，抄到“名单”表里；看过一行删一行，全部看过就删掉这张表。"


class _CutOut(Image):
    """A picture that stays small in memory and is made what Excel shows when it is written."""

    def __init__(self, content: bytes) -> None:
        super().__init__(io.BytesIO(content))
        self._content = content
        self._is_embedded = self.format in _EMBEDDED
        if not self._is_embedded:
            self.format = "jpeg"

    def _data(self) -> bytes:
        if self._is_embedded:
            return self._content
        file = io.BytesIO()
        picture: Any = _import_image(io.BytesIO(self._content))  # openpyxl's way to Pillow
        picture.convert("RGB").save(file, "JPEG", quality=_JPEG_QUALITY)
        return file.getvalue()


def list_workbook(transcript: Transcript, cut_out: CutOut) -> bytes:
    """The workbook's bytes. Holds all cut-outs at once: some 5 KB for each row."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("名单")
    _write_header(sheet)
    for number, row in enumerate(transcript.rows, start=2):
        _write_row(sheet, number, row)
        _put_picture(sheet, number, cut_out(row))
    _write_rest(book, transcript)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write_header(sheet: Any) -> None:
    sheet.append([_PICTURE_HEADER, *map(_header, _WIDTHS)])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    widths = [_PICTURE_WIDTH_PX / _PX_PER_CHARACTER, *_WIDTHS.values()]
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"  # with the pictures frozen too, a small screen would show no text


def _header(column: str) -> str:
    """Its word; of the status the bare name: 状态 over a column of a list may mean anything."""
    return column if column == "status" else COLUMN_WORDS[column]


def _write_row(sheet: Any, number: int, row: ReadRow) -> None:
    cells = list_cells(row)
    for place, column in enumerate(_WIDTHS, start=2):
        cell = sheet.cell(number, place)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.number_format = "@"  # a number to call is a text
        if cells[column]:
            cell.value = cells[column]
            cell.data_type = "s"  # never a formula
        doubts = [doubt for doubt in row.doubts if doubt.column == column]
        if doubts:
            cell.fill = _DOUBTFUL
            cell.comment = Comment(doubts_text(doubts), _AUTHOR, width=320, height=120)
    if row.doubts:
        sheet.cell(number, 2).fill = _DOUBTFUL


def _put_picture(sheet: Any, number: int, content: bytes | None) -> None:
    height_px = float(_LOWEST_ROW_PX)
    if content and picture_kind(content):
        image = _CutOut(content)
        share = min(1.0, _PICTURE_WIDTH_PX / image.width, _HIGHEST_ROW_PX / image.height)
        image.width, image.height = round(image.width * share), round(image.height * share)
        sheet.add_image(image, f"A{number}")
        height_px = max(height_px, image.height + 2)
    sheet.row_dimensions[number].height = height_px * _POINTS_PER_PX


def _write_rest(book: Any, transcript: Transcript) -> None:
    """What is in no row, on a sheet of its own. `flask sites load` names its lines that hold a
    number to call, until a person has looked at them and deleted them."""
    lines: list[tuple[str, ...]] = [
        ("没有放进名单的文字", leftover.picture, leftover.text, leftover.advice)
        for leftover in transcript.leftovers
    ]
    lines += [("没有读的文件", name, sentence, "") for name, sentence in transcript.refused]
    lines += [("要留意", name, sentence, "") for name, sentence in transcript.warnings]
    if not lines:
        return
    sheet = book.create_sheet("剩下的")
    for number, line in enumerate([(_REST_ADVICE,), *lines], start=1):
        for place, text in enumerate(line, start=1):
            cell = sheet.cell(number, place, guarded(one_line(text)))
            cell.data_type = "s"

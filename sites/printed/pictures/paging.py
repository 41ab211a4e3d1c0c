"""The pages of a PDF that are pictures (scans) → pixels, one page at a time."""

import math
from collections.abc import Collection, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pypdfium2
from pypdfium2 import raw

from sites.errors import BadFileError
from sites.printed.pictures.limits import Pixels, refuse_size

_POINTS_PER_INCH = 72
_DPI = 200  # 9-point characters are then 25 px high, what the recogniser was trained for
_MAX_DPI = 400
_MAX_PAGE_PIXELS = 40_000_000  # A3 at 400 dpi is 31 million
_MIN_CHARACTERS = 12  # fewer is a page number or a stamp, not a list
_MOST_OF_PAGE = 0.6


def picture_pages(path: Path, pages: Collection[int] | None = None) -> Iterator[tuple[int, Pixels]]:
    """Pages of a PDF as upright RGB pictures with their numbers, which count from 1.

    pages: which ones; None = all. A page that is one scanned picture comes in that picture's own
    pixels (up to 400 dpi), any other at 200 dpi; never more than 40 million pixels a page.
    Raises BadFileError, one sentence in Chinese, when the document needs a password, is damaged
    or has no page.
    """
    with closing(_document(path)) as document:
        for index in range(len(document)):
            if pages is None or index + 1 in pages:
                yield index + 1, _drawn(document, index, path)


def pages_without_text(path: Path) -> tuple[tuple[int, ...], int]:
    """Numbers, from 1, of the pages that must be read as pictures: no text can be copied out.
    And how many pages there are.

    A page whose text is invisible (a scan with a recognised layer behind it) counts too: nobody
    knows how well that layer was read. Raises BadFileError as `picture_pages` does.
    """
    with closing(_document(path)) as document:
        count = len(document)
        return tuple(
            index + 1 for index in range(count) if not _has_text(document, index, path)
        ), count


def _document(path: Path) -> pypdfium2.PdfDocument:
    refuse_size(path)
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise BadFileError(
                f"{path.name} 有密码；请用 PDF 软件打开，另存为没有密码的文件，再读一次。"
            ) from error
        raise _damaged(path) from error
    if not len(document):
        raise _damaged(path)
    return document


def _damaged(path: Path) -> BadFileError:
    return BadFileError(f"{path.name} 不是完整的 PDF，打不开；请重新下载，再读一次。")


def _drawn(document: pypdfium2.PdfDocument, index: int, path: Path) -> Pixels:
    try:
        with closing(document[index]) as page:
            scale = _scale(page)
            bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
            with closing(bitmap):
                drawn = bitmap.to_numpy()
                return np.array(drawn[..., :3] if drawn.ndim == 3 else drawn[..., None], np.uint8)
    except (pypdfium2.PdfiumError, ValueError, MemoryError) as error:
        raise _damaged(path) from error


def _scale(page: pypdfium2.PdfPage) -> float:
    """Pixels for each point of the page."""
    width, height = page.get_size()
    most = math.sqrt(_MAX_PAGE_PIXELS / max(width * height, 1))
    dpi = _scan_dpi(page) or _DPI
    return min(dpi / _POINTS_PER_INCH, most)


def _scan_dpi(page: pypdfium2.PdfPage) -> float | None:
    """Resolution of the one picture that fills most of the page; None when there is none."""
    width, height = page.get_size()
    found: float | None = None
    for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, bottom, right, top = picture.get_bounds()
        area = (right - left) * (top - bottom)
        if area >= _MOST_OF_PAGE * width * height:  # by areas: a scan may lie on its side
            across, down = picture.get_px_size()
            found = max(found or 0.0, math.sqrt(across * down / area) * _POINTS_PER_INCH)
    return found and min(found, _MAX_DPI)


def _has_text(document: pypdfium2.PdfDocument, index: int, path: Path) -> bool:
    try:
        with closing(document[index]) as page, closing(page.get_textpage()) as text:
            if text.count_chars() < _MIN_CHARACTERS:
                return False
            return any(
                raw.FPDFTextObj_GetTextRenderMode(each.raw) != raw.FPDF_TEXTRENDERMODE_INVISIBLE
                for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=4)
            )
    except pypdfium2.PdfiumError as error:
        raise _damaged(path) from error

"""Picture files and scanned PDF pages → upright pages with their texts and rules."""

import math
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from sites.errors import BadFileError
from sites.printed.pictures.forms import in_printed_form
from sites.printed.pictures.freeing import give_back
from sites.printed.pictures.limits import Pixels
from sites.printed.pictures.marks import with_marks
from sites.printed.pictures.models import Reader
from sites.printed.pictures.paging import picture_pages
from sites.printed.pictures.recognising import recognise
from sites.printed.pictures.ruling import find_rules
from sites.printed.pictures.series import LongPage
from sites.printed.pictures.straightening import straighten
from sites.printed.pictures.vetting import drawn_rules
from sites.records.scans import Box, Page, Picture

_DARK = 90  # the grey level of a page below which its print is the lighter
_QUALITY = 85  # of a kept page, 0 to 100: a second look still reads it


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page, and the upright picture it was read from.

    image: encoded as `encode_upright` does; its size is the page's.
    """

    page: Page
    image: bytes


def read_scan(path: Path, number: int, reader: Reader) -> ReadPage:
    """One page of a PDF, counted from 1. Raises BadFileError when it cannot be drawn."""
    ((_, image),) = picture_pages(path, {number})
    picture = Picture(f"{path.name} 第 {number} 页", 0, len(image))
    return read_page(LongPage(image, (picture,)), reader)


def read_page(long_page: LongPage, reader: Reader) -> ReadPage:
    """The page made upright, and its texts and rules."""
    upright = straighten(_dark_on_light(long_page.image), reader.sureness)
    height, width = upright.image.shape[:2]
    rules = drawn_rules(upright.image, find_rules(upright.image))
    texts = with_marks(upright.image, recognise(upright.image, reader, rules))
    page = Page(
        _placed(long_page, height),
        width,
        height,
        in_printed_form(texts),
        rules,
        upright.warnings,
    )
    read = ReadPage(page, encode_upright(upright.image))
    give_back()
    return read


def _dark_on_light(image: Pixels) -> Pixels:
    """A page in dark mode, turned to print on paper: what all the rest is measured on."""
    return image if np.median(image[::4, ::4]) >= _DARK else 255 - image


def _placed(long_page: LongPage, height: int) -> tuple[Picture, ...]:
    """The pictures on the upright page, which may have another height than what was opened."""
    scale = height / len(long_page.image)
    ends = [round((picture.top + picture.height) * scale) for picture in long_page.pictures]
    return tuple(
        Picture(picture.name, top, bottom - top)
        for picture, top, bottom in zip(long_page.pictures, [0, *ends], ends, strict=False)
    )


def encode_upright(image: Pixels) -> bytes:
    """The picture as WebP; as JPEG, then PNG where a side is too long for the one before."""
    kinds = (
        (16_383, ".webp", (cv2.IMWRITE_WEBP_QUALITY, _QUALITY)),
        (65_500, ".jpg", (cv2.IMWRITE_JPEG_QUALITY, _QUALITY)),
        (math.inf, ".png", ()),
    )
    ending, how = next(
        (ending, how) for longest, ending, how in kinds if max(image.shape[:2]) <= longest
    )
    done, encoded = cv2.imencode(ending, cv2.cvtColor(image, cv2.COLOR_RGB2BGR), how)
    if not done:
        raise BadFileError("图片太大，存不下来；请把它裁成几张，再读一次。")
    return bytes(encoded)


def decode_upright(encoded: bytes) -> Pixels:
    """The pixels of what `encode_upright` made. Raises BadFileError when it is something else."""
    bgr = cv2.imdecode(np.frombuffer(encoded, np.uint8), cv2.IMREAD_COLOR)
    if bgr is None:
        raise BadFileError("存下的图片已损坏：请删掉旁边的工作文件夹，再读一次。")
    return cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB).astype(np.uint8, copy=False)


def cut_out(image: Pixels, box: Box, *, margin: int = 4, max_width: int = 1_600) -> bytes:
    """The box with a margin (pixels) as a small grey WebP, to be looked at beside its text."""
    height, width = image.shape[:2]
    part = image[
        max(0, box.top - margin) : min(height, box.bottom + margin),
        max(0, box.left - margin) : min(width, box.right + margin),
    ]
    grey = cv2.cvtColor(part, cv2.COLOR_RGB2GRAY)
    if grey.shape[1] > max_width:
        scale = max_width / grey.shape[1]
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return bytes(cv2.imencode(".webp", grey, [cv2.IMWRITE_WEBP_QUALITY, 45])[1])

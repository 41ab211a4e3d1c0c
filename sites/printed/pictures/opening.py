"""A picture file → its pixels, upright as the camera meant it; by content, never by name.

Sizes are measured from the file's header before anything is decoded, so that a small file
cannot fill the memory. Peak memory is about 7 bytes a pixel (4 in the decoder, 3 in the result).
"""

import struct
import warnings
import zlib
from pathlib import Path

import numpy as np
import pillow_heif
from PIL import Image, UnidentifiedImageError

from sites.errors import BadFileError
from sites.printed.pictures.limits import Pixels, refuse_size
from sites.printed.pictures.paging import pages_without_text, picture_pages
from sites.printed.pictures.transparency import paper_of

__all__ = ["open_picture", "pages_without_text", "picture_pages"]

MAX_PIXELS = 160_000_000  # 1.1 GB while decoding; a list of 2,160 × 60,000 pixels still fits
MAX_SIDE = 120_000
_MAX_SHORT_SIDE = 8_000  # phones take 200-megapixel photographs; JPEG is shrunk while decoding
_MIN_SIDE = 16
_BAND = 4_096  # rows converted at a time, so that no second whole copy is made

_FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "HEIF", "AVIF")
_DECODING_ERRORS = (
    *(OSError, SyntaxError, ValueError, EOFError, RuntimeError, MemoryError),
    *(IndexError, KeyError, TypeError, AttributeError, OverflowError, struct.error, zlib.error),
)
_TURNS = {2: (0, True), 3: (2, False), 4: (2, True), 5: (3, True), 6: (3, False)} | {
    7: (1, True),
    8: (1, False),
}
_ORIENTATION = 0x0112  # EXIF tag

pillow_heif.register_heif_opener()
Image.MAX_IMAGE_PIXELS = None  # our own bounds, measured before decoding, stand in its place


def open_picture(path: Path) -> Pixels:
    """The first picture of the file: turned as its EXIF says, transparency on white, or on black
    where the print on it is light.

    PNG, JPEG, WebP, GIF, BMP, TIFF, HEIC and AVIF of any depth and colour space.
    Raises BadFileError, one sentence in Chinese that says what to do, when the file is empty,
    cut off, not a picture, or too large.
    """
    refuse_size(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # odd EXIF blocks and the like: the pixels are what counts
        try:
            with _opened(path) as picture:
                _refuse_shape(picture)
                return _turned(_pixels(picture), _orientation(picture))
        except _DECODING_ERRORS as error:
            raise BadFileError(
                f"图片 {path.name} 不完整或已损坏，打不开；请重新下载或重新保存原图，再读一次。"
            ) from error


def _opened(path: Path) -> Image.Image:
    try:
        return Image.open(path, formats=_FORMATS)
    except UnidentifiedImageError as error:
        raise BadFileError(
            f"文件 {path.name} 里面不是能读的图片（不管名字怎么写）；"
            "请用看图软件打开，另存为 PNG 或 JPG，再读一次。"
        ) from error


def _refuse_shape(picture: Image.Image) -> None:
    """Looks only at the header; a large JPEG is told to decode itself smaller."""
    width, height = picture.size
    if picture.format in {"JPEG", "MPO"} and min(width, height) > _MAX_SHORT_SIDE:
        picture.draft("RGB", (width // 2, height // 2))
        width, height = picture.size
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise BadFileError(
            f"图片有 {width}×{height} 像素，太大了，打开会占满内存；"
            "请用看图软件缩小，或裁成几段，再读一次。"
        )
    if min(width, height) < _MIN_SIDE:
        raise BadFileError(f"图片只有 {width}×{height} 像素，看不出字；请找原图，再读一次。")


def _orientation(picture: Image.Image) -> int:
    try:
        return int(picture.getexif().get(_ORIENTATION, 1))
    except _DECODING_ERRORS:
        return 1


def _pixels(picture: Image.Image) -> Pixels:
    picture.load()
    width, height = picture.size
    pixels = np.empty((height, width, 3), np.uint8)
    reach = picture.getextrema() if picture.mode in {"I", "F"} else None
    paper = paper_of(picture) if picture.has_transparency_data else "white"
    for top in range(0, height, _BAND):
        bottom = min(top + _BAND, height)
        band = picture.crop((0, top, width, bottom))
        pixels[top:bottom] = (
            _as_grey(band, reach) if reach or "I;" in band.mode else _as_rgb(band, paper)
        )
    return pixels


def _as_grey(band: Image.Image, reach: object) -> Pixels:
    """16-bit samples keep their upper byte; wider ones are stretched from darkest to lightest."""
    samples = np.asarray(band)
    if reach is None:
        return (samples >> 8).astype(np.uint8)[..., None]
    darkest, lightest = (float(bound) for bound in reach)  # type: ignore[attr-defined]
    stretch = 255 / ((lightest - darkest) or 1)
    return ((samples - darkest) * stretch).astype(np.uint8)[..., None]


def _as_rgb(band: Image.Image, paper: str) -> Pixels:
    if not band.has_transparency_data:
        return np.asarray(band.convert("RGB"))
    layer = band.convert("RGBA")
    behind = Image.new("RGBA", layer.size, paper)
    return np.asarray(Image.alpha_composite(behind, layer).convert("RGB"))


def _turned(pixels: Pixels, orientation: int) -> Pixels:
    turns, is_mirrored = _TURNS.get(orientation, (0, False))
    if turns:
        pixels = np.rot90(pixels, turns)
    if is_mirrored:
        pixels = pixels[:, ::-1]
    return np.ascontiguousarray(pixels)

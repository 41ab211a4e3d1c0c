"""The letters of pictures: one font in any size, what it can write, where lines break.

The font has 8,262 characters (fonts/README.md). What it cannot write becomes what a reader can
still use, never an empty box.
"""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

_FONT = Path(__file__).with_name("fonts") / "NotoSansSC-Subset.otf"
_NO_CHARACTER = "\U0010ffff"  # is none, so what is drawn for it is the box of what is missing
# As Chinese print has always marked a character that was not at hand (GB 2312, 01-94).
MISSING = "〓"
CUT = "…"
# Bold: the outlines thickened by this part of the size; more fills the strokes of 警 up.
_BOLD = 0.015
# Widths grow with the size, but for the rounding of each letter to whole pixels.
_MEASURED, _ROUNDED = 100, 1.01
# A word or number stays whole; an opening sign stands before what follows, a closing one behind.
_PIECES = re.compile(
    r"[「『（《“‘(]*(?:[!-'*-~\u00c0-\u017f]+|.)[，。、；：？！）」』》”’…)]* *", re.DOTALL
)


@lru_cache(maxsize=64)
def font(size: int) -> ImageFont.FreeTypeFont:
    """The font at a size in pixels: a whole number, so that few are kept. All of them share the
    file in memory, into which FreeType maps it; given as bytes each would copy it."""
    return ImageFont.truetype(str(_FONT), size, layout_engine=ImageFont.Layout.BASIC)


def stroke(size: int, *, bold: bool) -> float:
    """By how many pixels outlines are thickened."""
    return size * _BOLD if bold else 0.0


def width(text: str, size: int) -> float:
    """The width of one line in pixels."""
    return float(font(size).getlength(text))


@lru_cache(maxsize=16_384)
def has_glyph(character: str) -> bool:
    """Whether the font can write the character."""
    return bytes(font(24).getmask(character)) != _box()


@cache
def _box() -> bytes:
    return bytes(font(24).getmask(_NO_CHARACTER))


def readable(text: str, otherwise: str = "") -> str:
    """The text in characters of the font: an unknown one as its plain form (é of ế), a letter
    without one as 〓, one for a run of them; signs, emoji and control characters left out.

    otherwise: what stands where nothing of it can be read.
    """
    plain = "".join(_known(character) for character in text)
    plain = re.sub(f"{MISSING}(?:[ {MISSING}]*{MISSING})?", MISSING, " ".join(plain.split()))
    return plain if plain.strip(f" {MISSING}") else otherwise


@lru_cache(maxsize=16_384)
def _known(character: str) -> str:
    kind = unicodedata.category(character)[0]
    if kind in "CZ":  # control characters, private ones, blanks of any width
        return "" if kind == "C" and character not in "\t\n\r" else " "
    if has_glyph(character):
        return character
    for form in ("NFC", "NFKC", "NFKD"):
        plain = unicodedata.normalize(form, character)
        if form == "NFKD":
            plain = "".join(each for each in plain if not unicodedata.combining(each))
        if plain and plain != character and all(map(has_glyph, plain)):
            return plain
    return MISSING if kind == "L" else ""


def lines(text: str, size: int, most_px: float, most_lines: int) -> list[str]:
    """The text in lines no wider than `most_px`; what is too long is cut, with … at its end."""
    found = [""]
    for piece in _PIECES.findall(text):
        for part in _parts(piece, size, most_px):
            if width((found[-1] + part).rstrip(), size) <= most_px:
                found[-1] += part
            else:
                found.append(part)
        if len(found) > most_lines:
            break
    kept = [line.strip() for line in found if line.strip()]
    if len(kept) <= most_lines:
        return kept
    return [*kept[: most_lines - 1], _cut(kept[most_lines - 1], size, most_px)]


def _parts(piece: str, size: int, most_px: float) -> list[str]:
    """The piece itself, or its characters where it is wider than a line."""
    return [piece] if width(piece.rstrip(), size) <= most_px else list(piece)


def _cut(line: str, size: int, most_px: float) -> str:
    while line and width(line + CUT, size) > most_px:
        line = line[:-1]
    return line.rstrip("，。、；： ") + CUT


def fitting(text: str, most_px: float, sizes: range) -> int:
    """The largest of the sizes (given from the largest down) at which the text is one line; the
    smallest where it never is."""
    of_one_px = width(text, _MEASURED) / _MEASURED * _ROUNDED
    return next((size for size in sizes if size * of_one_px <= most_px), sizes[-1])

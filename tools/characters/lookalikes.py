"""Which characters look alike: builds sites/understanding/data/lookalikes.txt.

    python -m tools.characters.lookalikes --font NotoSansCJK-Regular.ttc

Every character of a division's name (of today or abolished) is drawn in Noto Sans CJK SC (SIL
Open Font License 1.1; nothing of the font is in the result, only the order of likeness) and
compared with every such character and every one of GB 2312 by three measures: the two pictures
laid over each other; a part of one (without what would be its radical) against the whole of the
other, so that 栾 is found in 滦; and one part the same (沟, 构). Needs Pillow and numpy.
"""

import argparse
from itertools import zip_longest
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from sites.areas import gazetteer

RESULT = Path(__file__).parents[2] / "sites" / "understanding" / "data" / "lookalikes.txt"
_CANVAS, _SIZE, _GRID, _BLUR = 56, 44, 24, 1.6
_MOST, _FEWER = 24, 10  # kept by each measure: of a county's character, of a township's
_LEAST = 0.62  # correlation below which nobody takes one for the other
# left, top, right, bottom: all but a left, right, upper or lower radical of three widths.
_PARTS = tuple(
    part
    for cut in (0.28, 0.36, 0.5)
    for part in ((cut, 0, 1, 1), (0, 0, 1 - cut, 1), (0, cut, 1, 1), (0, 0, 1, 1 - cut))
)
Matrix = NDArray[np.float32]
Row = NDArray[np.float32]


def main() -> None:
    """Draw, compare, write."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--font", required=True, help="NotoSansCJK-Regular.ttc")
    font = ImageFont.truetype(arguments.parse_args().font, _SIZE, index=2)  # 2 = SC
    wanted = sorted({c for each in gazetteer().spellings() for c in each.text if _is_han(c)})
    others = sorted({*wanted, *_gb2312()})
    drawn = [_drawn(character, font) for character in others]
    likeness = _likeness(drawn, [others.index(character) for character in wanted])
    counties = {c for each in gazetteer().spellings(townships=False) for c in each.text}
    lines = [
        _line(character, others, rows, _MOST if character in counties else _FEWER)
        for character, *rows in zip(wanted, *likeness, strict=True)
    ]
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text("".join(lines), encoding="utf-8", newline="\n")
    print(f"{len(lines)} characters, {RESULT.stat().st_size} bytes")


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character > "\U0001ffff"


def _gb2312() -> list[str]:
    pairs = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return [text for pair in pairs if (text := pair.decode("gb2312", "ignore"))]


def _drawn(character: str, font: ImageFont.FreeTypeFont) -> Image.Image:
    picture = Image.new("L", (_CANVAS, _CANVAS), 0)
    middle = _CANVAS / 2
    ImageDraw.Draw(picture).text((middle, middle), character, 255, font, anchor="mm")
    return picture


def _vectors(pictures: list[Image.Image]) -> Matrix:
    """Each picture blurred, on a small grid, with mean 0 and length 1."""
    blurred = (picture.filter(ImageFilter.GaussianBlur(_BLUR)) for picture in pictures)
    small = [each.resize((_GRID, _GRID), Image.Resampling.BILINEAR) for each in blurred]
    rows = np.stack([np.asarray(each, dtype=np.float32).ravel() for each in small])
    rows -= rows.mean(axis=1, keepdims=True)
    vectors: Matrix = (rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-6)).astype(
        np.float32
    )
    return vectors


def _part(picture: Image.Image, part: tuple[float, float, float, float]) -> Image.Image:
    left, top, right, bottom = picture.getbbox() or (0, 0, _CANVAS, _CANVAS)
    width, height = right - left, bottom - top
    box = (
        int(left + width * part[0]), int(top + height * part[1]),
        int(left + width * part[2]), int(top + height * part[3]),
    )  # fmt: skip
    margin = 6
    inner = picture.crop(box).resize((_CANVAS - 2 * margin, _CANVAS - 2 * margin))
    framed = Image.new("L", (_CANVAS, _CANVAS), 0)
    framed.paste(inner, (margin, margin))
    return framed


def _likeness(drawn: list[Image.Image], wanted: list[int]) -> list[Matrix]:
    """Three measures, each a row per wanted character: whole, part in whole, one part the same."""
    whole = _vectors(drawn)
    framed = _vectors([_part(picture, (0, 0, 1, 1)) for picture in drawn])
    alike = whole[wanted] @ whole.T
    held = np.zeros_like(alike)
    shared = np.zeros_like(alike)
    for part in _PARTS:
        parts = _vectors([_part(picture, part) for picture in drawn])
        held = np.maximum(held, parts[wanted] @ framed.T)  # 滦 → 栾
        held = np.maximum(held, framed[wanted] @ parts.T)  # 栾 → 滦
        # 沟, 构: one part the same, and the rest about as black.
        shared = np.maximum(shared, (parts[wanted] @ parts.T) * 0.6 + alike * 0.4)
    for measure in (alike, held, shared):
        measure[np.arange(len(wanted)), wanted] = 0
    return [alike, held, shared]


def _line(character: str, others: list[str], rows: list[Row], most: int) -> str:
    """The first of each measure in turn, then the second of each, and so on."""
    orders = [
        [others[place] for place in np.argsort(-row)[:most] if row[place] >= _LEAST] for row in rows
    ]
    ranked = (each for rank in zip_longest(*orders) for each in rank if each)
    return f"{character}{''.join(dict.fromkeys(ranked))}\n"


if __name__ == "__main__":
    main()

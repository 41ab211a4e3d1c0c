"""Tables drawn for tests, with the lines that were drawn: nothing in them is a real site."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from sites.records.scans import Rule
from tools.published_lists.fonts import font

Pixels = npt.NDArray[np.uint8]

PAD, MARGIN = 9, 40
LEFTS = (0, 70, 220, 540, 860, 1120)  # of the columns, and the right edge


@dataclass(frozen=True)
class Style:
    """How a table looks. dash: (pixels drawn, pixels left out); stripe: fill of every other row.

    group: so many rows share one merged cell in the second column.
    """

    rows: int = 12
    size: int = 24
    line: tuple[int, int, int] | None = (0, 0, 0)
    thickness: int = 1
    has_uprights: bool = True
    group: int = 3
    dash: tuple[int, int] | None = None
    stripe: tuple[int, int, int] | None = None
    watermark: bool = False


def drawn_table(style: Style) -> tuple[Image.Image, set[Rule]]:
    """The picture, and its lines; a merged cell interrupts the level ones."""
    pitch = style.size + 2 * PAD
    height = 2 * MARGIN + pitch * style.rows
    picture = Image.new("RGB", (LEFTS[-1] + 2 * MARGIN, height), "white")
    draw = ImageDraw.Draw(picture)
    if style.stripe:
        for row in range(1, style.rows, 2):
            top = MARGIN + row * pitch
            draw.rectangle((MARGIN, top, MARGIN + LEFTS[-1], top + pitch - 1), fill=style.stripe)
    _write(draw, style, pitch)
    rules = _rules(style, pitch)
    for rule in rules:
        _stroke(draw, rule, style)
    return (_watermarked(picture) if style.watermark else picture), rules


def _write(draw: ImageDraw.ImageDraw, style: Style, pitch: int) -> None:
    face = font("sans", style.size)
    for row in range(style.rows):
        number = f"{row + 1:06}"
        texts = (
            str(row + 1),
            "",
            f"演示公安局{number[-2:]}队",
            f"演示路{row * 37 + 1}号",
            "0311-0",
        )
        for left, text in zip(LEFTS, texts, strict=False):
            ending = number if text.endswith("-0") else ""
            spot = (MARGIN + left + PAD, MARGIN + row * pitch + PAD // 3)
            draw.text(spot, text + ending, font=face, fill="black")
        if row % style.group == style.group // 2:
            spot = (MARGIN + LEFTS[1] + PAD, MARGIN + row * pitch + PAD // 3)
            draw.text(spot, "石家庄市", font=face, fill="black")


def _rules(style: Style, pitch: int) -> set[Rule]:
    if style.line is None:
        return set()
    left, right = MARGIN, MARGIN + LEFTS[-1]
    bottom = MARGIN + style.rows * pitch
    rules = set()
    for row in range(style.rows + 1):
        at = MARGIN + row * pitch
        if row % style.group in (0, style.rows) or row == style.rows:
            rules.add(Rule(False, at, left, right))
        else:
            rules.add(Rule(False, at, left, MARGIN + LEFTS[1]))
            rules.add(Rule(False, at, MARGIN + LEFTS[2], right))
    if style.has_uprights:
        rules |= {Rule(True, MARGIN + each, MARGIN, bottom) for each in LEFTS}
    return rules


def _stroke(draw: ImageDraw.ImageDraw, rule: Rule, style: Style) -> None:
    drawn, left_out = style.dash or (rule.end - rule.start, 1)
    for start in range(rule.start, rule.end, drawn + left_out):
        end = min(start + drawn - (1 if style.dash else 0), rule.end)
        ends = (rule.at, start, rule.at, end) if rule.is_upright else (start, rule.at, end, rule.at)
        draw.line(ends, fill=style.line, width=style.thickness)


def _watermarked(picture: Image.Image) -> Image.Image:
    layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    for top in range(0, picture.height, 240):
        for left in range(0, picture.width, 380):
            word = Image.new("RGBA", (300, 100), (0, 0, 0, 0))
            ImageDraw.Draw(word).text(
                (10, 10), "演示水印", font=font("sans", 56), fill=(110, 120, 170, 70)
            )
            layer.paste(word.rotate(25, expand=True), (left, top))
    return Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB")


def as_jpeg(picture: Image.Image, quality: int) -> Image.Image:
    """The picture after it was sent around: compressed and opened again."""
    packed = BytesIO()
    picture.save(packed, "JPEG", quality=quality)
    return Image.open(packed).convert("RGB")


def photographed(
    picture: Image.Image, corners: list[tuple[float, float]], **looks: Any
) -> tuple[Pixels, npt.NDArray[np.float64]]:
    """The picture as a sheet on a desk, and the map from its pixels to the photograph's.

    corners: where its four corners come to lie, clockwise from the top left, as shares of the
    picture's own size beyond a border of a tenth. looks: `bend`, pixels by which the sheet's middle
    rises; `shadow`, how much darker its right side is, 0 to 1.
    """
    sheet = np.asarray(picture)
    height, width = sheet.shape[:2]
    if bend := looks.get("bend"):
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        y += bend * np.sin(np.pi * x / width).astype(np.float32)
        sheet = cv2.remap(sheet, x, y, cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    size = round(1.2 * width), round(1.2 * height)
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    lying = flat + np.array([[0.1 * width, 0.1 * height]], np.float32)
    lying += np.array(corners, np.float32) * np.array([[width, height]], np.float32)
    onto = cv2.getPerspectiveTransform(flat, lying.astype(np.float32))
    photo = cv2.warpPerspective(
        sheet, onto, size, flags=cv2.INTER_CUBIC, borderValue=(70, 80, 95)
    ).astype(np.float32)
    photo *= np.linspace(1, 1 - looks.get("shadow", 0.0), size[0])[None, :, None]
    photo += np.random.default_rng(1).normal(0, 4, photo.shape)
    return np.clip(photo, 0, 255).astype(np.uint8), np.asarray(onto, np.float64)

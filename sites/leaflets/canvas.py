"""A picture that is drawn from above downwards, in the few colours of static/site.css."""

from functools import cache
from io import BytesIO
from typing import Literal

from PIL import Image, ImageDraw

from sites.leaflets import typesetting

Colour = tuple[int, int, int]
PAPER: Colour = (0xFB, 0xF6, 0xEE)
WHITE: Colour = (0xFF, 0xFF, 0xFF)
BLACK: Colour = (0, 0, 0)
INK: Colour = (0x1F, 0x1B, 0x16)
SOFT: Colour = (0x51, 0x48, 0x3F)
LINE: Colour = (0xDC, 0xCF, 0xBD)
CALL: Colour = (0x0A, 0x5A, 0x3C)
BRICK: Colour = (0x86, 0x29, 0x1C)
WASH: Colour = (0xF3, 0xE7, 0xD8)
DEMO: Colour = (0xFF, 0xE9, 0xA8)
# What is drawn with, and one shade between letters and their ground: seen at a third of its size,
# more look the same. More than sixteen in all, for with four bits a pixel a PNG gets larger.
_GROUNDS = (
    (PAPER, INK), (PAPER, SOFT), (PAPER, CALL), (WASH, BRICK), (CALL, WHITE), (BRICK, WHITE),
    (DEMO, INK),
)  # fmt: skip
_COLOURS = (PAPER, WHITE, BLACK, INK, SOFT, LINE, CALL, BRICK, WASH, DEMO)
_TALLEST = 4000
_SQUEEZED = ((6, False), (9, False), (9, True))  # levels of zlib, of 9; hard edges
_LEADING = 1.36


class Canvas:
    """y: where the next thing is drawn, in pixels from above. margin: free at both sides."""

    def __init__(self, width: int, margin: int, height: int = _TALLEST) -> None:
        self.width, self.margin, self.y = width, margin, 0
        self.image = Image.new("RGB", (width, height), PAPER)
        self._pen = ImageDraw.Draw(self.image)

    @property
    def inner(self) -> int:
        """Pixels between the margins."""
        return self.width - 2 * self.margin

    def text(
        self,
        lines: list[str],
        size: int,
        colour: Colour = INK,
        *,
        bold: bool = False,
        left: int | Literal["centred"] | None = None,
    ) -> None:
        """Lines one below the other; y moves below them. left: where each begins; None: at the
        margin."""
        stroke = typesetting.stroke(size, bold=bold)
        for line in lines:
            x = left if isinstance(left, int) else self.margin
            if left == "centred":
                x = round((self.width - typesetting.width(line, size)) / 2)
            # "ls": from the line that letters stand on, 0.88 of the size below their top.
            place = (x, self.y + round(size * (_LEADING - 1) / 2 + size * 0.88))
            self._pen.text(
                place, line, colour, typesetting.font(size), anchor="ls", stroke_width=stroke
            )
            self.y += height_of(1, size)

    def rectangle(self, colour: Colour, box: tuple[int, int, int, int], *, radius: int = 0) -> None:
        """A filled one; y stays. box: left, top, and the first pixels beyond it to the right and
        below."""
        left, top, right, bottom = box
        self._pen.rounded_rectangle((left, top, right - 1, bottom - 1), radius, fill=colour)

    def rule(self) -> None:
        """A thin line from margin to margin."""
        self.rectangle(LINE, (self.margin, self.y, self.width - self.margin, self.y + 3))
        self.y += 3

    def png(self, *, most_bytes: int) -> bytes:
        """What was drawn, down to y, as a PNG with a palette.

        Above `most_bytes` it is squeezed harder, which takes longer; if that is not enough, letters
        get hard edges.
        """
        drawn = self.image.crop((0, 0, self.width, self.y))
        for level, is_hard in _SQUEEZED:
            few = drawn.quantize(palette=_palette(is_hard=is_hard), dither=Image.Dither.NONE)
            content = BytesIO()
            few.save(content, "PNG", compress_level=level)
            if content.tell() <= most_bytes:
                break
        return content.getvalue()


def height_of(lines: int, size: int) -> int:
    """How many pixels that many lines take."""
    return lines * round(size * _LEADING)


@cache
def _palette(*, is_hard: bool) -> Image.Image:
    shades = [
        tuple((one + other) // 2 for one, other in zip(*pair, strict=True)) for pair in _GROUNDS
    ]
    picture = Image.new("P", (1, 1))
    colours = _COLOURS * 2 if is_hard else (*_COLOURS, *shades)
    picture.putpalette([part for colour in colours for part in colour])
    return picture

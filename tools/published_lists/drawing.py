"""A listing → a picture, and where each row of it came to stand."""

from dataclasses import dataclass
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFont

from tools.published_lists.fonts import font
from tools.published_lists.layout import Column, Line, Listing

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)
_TOUCHING = "、，。；：）/"  # never first in a line


@dataclass(frozen=True, slots=True)
class Style:
    """How a list looks; lengths in pixels.

    level, upright: which lines are drawn, and border the frame. widest: column key → the width at
    which its texts wrap. merged: the columns whose equal neighbours are one cell.
    """

    family: str = "sans"
    size: int = 20
    pad_x: int = 10
    pad_y: int = 7
    margin: int = 24
    ink: Colour = (20, 20, 20)
    level: bool = True
    upright: bool = True
    border: bool = True
    line_px: int = 1
    line_colour: Colour = (90, 90, 90)
    header_fill: Colour | None = None
    header_ink: Colour | None = None
    zebra: Colour | None = None
    centred: tuple[str, ...] = ("serial", "province", "city")
    widest: tuple[tuple[str, int], ...] = ()
    merged: tuple[str, ...] = ()
    bold_header: bool = True


@dataclass(frozen=True, slots=True)
class Drawn:
    """spans: number of the row → its top and bottom in the picture."""

    image: Image.Image
    spans: dict[int, tuple[int, int]]


def draw(listing: Listing, style: Style) -> Drawn:
    """The whole list as one picture on white."""
    return _Sheet(listing, style).drawn()


def wrap(text: str, face: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """The text in lines of at most `width` pixels; a line break in the text stays one.

    Runs of digits break only where a whole line cannot hold them, as in a word processor.
    """
    lines: list[str] = []
    for part in text.split("\n"):
        lines.extend(_wrapped(part, face, width))
    return lines


def _wrapped(text: str, face: ImageFont.FreeTypeFont, width: float) -> list[str]:
    lines, line = [], ""
    for word in _words(text):
        if line and face.getlength(line + word) > width and word not in _TOUCHING:
            lines.append(line)
            line = ""
        if not line and face.getlength(word) > width:
            *full, line = _broken(word, face, width)
            lines.extend(full)
        else:
            line += word
    return [*lines, line]


def _words(text: str) -> list[str]:
    words: list[str] = []
    for character in text:
        together = character.isascii() and character not in " /"
        if together and words and words[-1].isascii():
            words[-1] += character
        else:
            words.append(character)
    return words


def _broken(word: str, face: ImageFont.FreeTypeFont, width: float) -> list[str]:
    parts = [""]
    for character in word:
        if parts[-1] and face.getlength(parts[-1] + character) > width:
            parts.append("")
        parts[-1] += character
    return parts


class _Sheet:
    """One drawing: measures first, then fills, texts and lines."""

    def __init__(self, listing: Listing, style: Style) -> None:
        self.listing, self.style = listing, style
        self.face = font(style.family, style.size)
        self.bold = font(style.family, style.size, is_bold=True)
        self.line_height = round(style.size * 1.35)
        self.widths = [self._width(column) for column in listing.columns]
        self.lefts = [style.margin]
        for width in self.widths:
            self.lefts.append(self.lefts[-1] + width)
        self.top = style.margin + (self._title_height() if listing.title else 0)
        self.edges = [self.top]
        for line in listing.lines:
            self.edges.append(self.edges[-1] + self._height(line))
        self.runs = self._merged_runs()

    def drawn(self) -> Drawn:
        style = self.style
        foot = round(2 * self.line_height) if self.listing.footer else 0
        title = self._title_face().getlength(self.listing.title)
        width = round(max(self.lefts[-1], style.margin + title)) + style.margin
        height = self.edges[-1] + foot + style.margin
        image = Image.new("RGB", (width, height), WHITE)
        self.pen = ImageDraw.Draw(image)
        self._draw_fills()
        self._draw_texts(width)
        self._draw_rules()
        spans = {
            line.number: (top, bottom)
            for line, (top, bottom) in zip(self.listing.lines, pairwise(self.edges), strict=True)
            if line.kind == "row"
        }
        return Drawn(image, spans)

    def _title_face(self) -> ImageFont.FreeTypeFont:
        return font(self.style.family, round(self.style.size * 1.5), is_bold=True)

    def _title_height(self) -> int:
        return round(self.style.size * 3)

    def _face(self, line: Line) -> ImageFont.FreeTypeFont:
        is_bold = line.kind == "heading" or (line.kind == "header" and self.style.bold_header)
        return self.bold if is_bold else self.face

    def _inner(self, column: Column) -> float:
        return dict(self.style.widest).get(column.key, 10_000)

    def _width(self, column: Column) -> int:
        lengths = [
            self._face(line).getlength(part)
            for line in self.listing.lines
            if line.kind != "heading"
            for part in wrap(line.texts[column.key], self._face(line), self._inner(column))
        ]
        return round(max(lengths)) + 2 * self.style.pad_x

    def _height(self, line: Line) -> int:
        if line.kind == "heading":
            return self.line_height + 2 * self.style.pad_y
        counts = [
            len(wrap(line.texts[column.key], self._face(line), self._inner(column)))
            for column in self.listing.columns
            if column.key not in self.style.merged
        ]
        return max(counts) * self.line_height + 2 * self.style.pad_y

    def _merged_runs(self) -> dict[str, list[tuple[int, int]]]:
        """Column key → the runs of lines (first, behind the last) that share one cell."""
        runs = {}
        outer: tuple[str, ...] = ()
        for key in self.style.merged:
            outer = (*outer, key)
            runs[key] = self._runs(outer)
        return runs

    def _runs(self, keys: tuple[str, ...]) -> list[tuple[int, int]]:
        lines = self.listing.lines
        starts = [
            at
            for at, line in enumerate(lines)
            if at == 0
            or line.kind != "row"
            or lines[at - 1].kind != "row"
            or any(line.texts[key] != lines[at - 1].texts[key] for key in keys)
        ]
        return list(pairwise([*starts, len(lines)]))

    def _draw_fills(self) -> None:
        style = self.style
        for at, line in enumerate(self.listing.lines):
            fill = style.header_fill if line.kind == "header" else None
            if line.kind == "row" and line.number % 2:
                fill = style.zebra
            if fill:
                box = (self.lefts[0], self.edges[at], self.lefts[-1], self.edges[at + 1])
                self.pen.rectangle(box, fill=fill)

    def _draw_texts(self, width: int) -> None:
        if self.listing.title:
            middle = (width / 2, self.style.margin + self.style.size)
            face = self._title_face()
            self.pen.text(middle, self.listing.title, self.style.ink, face, "mm")
        for at, line in enumerate(self.listing.lines):
            if line.kind == "heading":
                box = (self.lefts[0], self.edges[at], self.lefts[-1], self.edges[at + 1])
                self._draw_cell(line.texts[""], box, line, is_centred=True)
                continue
            self._draw_line(at, line)
        if self.listing.footer:
            spot = (self.style.margin, self.edges[-1] + self.line_height)
            self.pen.text(spot, self.listing.footer, self.style.ink, self.face, "lm")

    def _draw_line(self, at: int, line: Line) -> None:
        for number, column in enumerate(self.listing.columns):
            bottom = at + 1
            if column.key in self.runs:
                ends = dict(self.runs[column.key])
                if at not in ends:
                    continue
                bottom = ends[at]
            box = (self.lefts[number], self.edges[at], self.lefts[number + 1], self.edges[bottom])
            is_centred = line.kind == "header" or column.key in self.style.centred
            lines = wrap(line.texts[column.key], self._face(line), self._inner(column))
            self._draw_cell("\n".join(lines), box, line, is_centred=is_centred)

    def _draw_cell(
        self, text: str, box: tuple[int, int, int, int], line: Line, *, is_centred: bool
    ) -> None:
        left, top, right, bottom = box
        parts = text.split("\n")
        ink = (self.style.header_ink if line.kind == "header" else None) or self.style.ink
        y = (top + bottom) / 2 - (len(parts) - 1) * self.line_height / 2
        for part in parts:
            if is_centred:
                self.pen.text(((left + right) / 2, y), part, ink, self._face(line), "mm")
            else:
                self.pen.text((left + self.style.pad_x, y), part, ink, self._face(line), "lm")
            y += self.line_height

    def _draw_rules(self) -> None:
        for at in range(len(self.edges)):
            is_outer = at in (0, len(self.edges) - 1)
            if self.style.border if is_outer else self.style.level:
                self._draw_level(at)
        for at, line in enumerate(self.listing.lines):
            for number, x in enumerate(self.lefts):
                is_outer = number in (0, len(self.lefts) - 1)
                inside = self.style.upright and line.kind != "heading"
                if self.style.border if is_outer else inside:
                    self._rule((x, self.edges[at], x, self.edges[at + 1]))

    def _draw_level(self, at: int) -> None:
        y = self.edges[at]
        for number, column in enumerate(self.listing.columns):
            runs = self.runs.get(column.key, ())
            if not any(first < at < end for first, end in runs):
                self._rule((self.lefts[number], y, self.lefts[number + 1], y))

    def _rule(self, spot: tuple[int, int, int, int]) -> None:
        self.pen.line(spot, fill=self.style.line_colour, width=self.style.line_px)

"""A PDF of a few marks, written by hand: text in one Chinese font that every reader knows, lines.

Nothing is embedded: STSong-Light and its encoding are Adobe's predefined ones. Positions are
points from the top left corner of an A4 page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 595, 842
_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
    b"/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/W[1 95 500]"
    b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/ItalicAngle 0"
    b"/FontBBox[-25 -254 1000 880]/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>]>>"
)


@dataclass(frozen=True)
class Text:
    """left, top: of its first letter. turn: 0, 90 (upwards), 180 or 270 degrees."""

    left: float
    top: float
    text: str
    size: float = 10
    turn: int = 0
    is_invisible: bool = False

    def operators(self) -> str:
        matrix = {
            0: "1 0 0 1",
            90: "0 1 -1 0",
            180: "-1 0 0 -1",
            270: "0 -1 1 0",
            45: ".7 .7 -.7 .7",
        }
        code = self.text.encode("utf-16-be").hex()
        baseline = HEIGHT - self.top - 0.88 * self.size
        mode = 3 if self.is_invisible else 0
        return (
            f"BT {mode} Tr /F1 {self.size} Tf {matrix[self.turn]} {self.left} {baseline} Tm"
            f" <{code}> Tj ET"
        )


@dataclass(frozen=True)
class Stroke:
    """A drawn line from one point to another."""

    x0: float
    y0: float
    x1: float
    y1: float

    def operators(self) -> str:
        return f"{self.x0} {HEIGHT - self.y0} m {self.x1} {HEIGHT - self.y1} l S"


@dataclass(frozen=True)
class Ground:
    """A coloured ground without a line around it."""

    left: float
    top: float
    width: float
    height: float

    def operators(self) -> str:
        y = HEIGHT - self.top - self.height
        return f".8 .9 1 rg {self.left} {y} {self.width} {self.height} re f 0 g"


class Scan:
    """A picture over the whole page."""

    def operators(self) -> str:
        return f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /I1 Do Q"


Mark = Text | Stroke | Ground | Scan


def make_pdf(*pages: Iterable[Mark], rotate: int = 0, before: bytes = b"") -> bytes:
    """The file; rotate: how far a viewer turns each page. before: bytes put into each stream."""
    page_numbers = [5 + 2 * place for place in range(len(pages))]
    kids = " ".join(f"{number} 0 R" for number in page_numbers)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        _FONT,
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"
        b"/Length 1>>stream\nx\nendstream",
    ]
    for number, marks in zip(page_numbers, pages, strict=True):
        content = before + "\n".join(mark.operators() for mark in marks).encode()
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Rotate {rotate}"
            f"/Resources<</Font<</F1 3 0 R>>/XObject<</I1 4 0 R>>>>"
            f"/Contents {number + 1} 0 R>>".encode()
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    return _file(objects)


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


def ruled(top: float, lefts: Sequence[float], heights: Sequence[float]) -> list[Mark]:
    """The lines of a table. lefts: of its columns and its right side; heights: of its rows."""
    tops = [top]
    for height in heights:
        tops.append(tops[-1] + height)
    levels: list[Mark] = [Stroke(lefts[0], y, lefts[-1], y) for y in tops]
    return levels + [Stroke(x, tops[0], x, tops[-1]) for x in lefts]


def set_rows(
    top: float, lefts: Sequence[float], rows: Sequence[Sequence[str]], *, height: float = 20
) -> list[Mark]:
    """The texts of rows, a line break in a cell 12 points lower."""
    return [
        Text(left + 3, top + 4 + height * place + 12 * line, text)
        for place, row in enumerate(rows)
        for left, cell in zip(lefts, row, strict=False)
        for line, text in enumerate(cell.split("\n"))
        if text
    ]

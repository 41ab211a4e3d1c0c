"""The nouns of a list that was published as a picture: what stands where, and what is doubtful.

All lengths are pixels of the *upright* page: the picture (or a page of a PDF, or several pictures
that continue each other, one below the other) after turning, straightening and squaring. The
origin is the top left corner; x grows to the right, y downwards.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels: left < right, top < bottom."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def sides(self) -> tuple[int, int, int, int]:
        """left, top, right, bottom: as the store, the API and the proofing page have it."""
        return self.left, self.top, self.right, self.bottom

    @property
    def text(self) -> str:
        """「40, 120, 980, 160」: left, top, right, bottom, as a list has it.

        With blanks: a spreadsheet takes 140,120,980,160 for one number, and the box is lost.
        """
        return ", ".join(map(str, self.sides))

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def middle_y(self) -> float:
        return (self.top + self.bottom) / 2

    def joined(self, other: "Box") -> "Box":
        """The smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class PrintedText:
    """One run of characters as it stands on the page, on one line.

    lefts: where each character of `text` begins, in pixels; empty when the reader did not say.
    second: the same spot read again in another way; None = not read again, "" = nothing seen.
    score: how sure the reader calls itself, 0 to 1. It proves nothing: see docs/pictures.md.
    is_mark: a watermark or a stamp: slanted across the print, or far paler than it.
    """

    text: str
    box: Box
    score: float
    lefts: tuple[int, ...] = ()
    second: str | None = None
    is_mark: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line of a table. Upright: x is `at`, from y `start` to y `end`; level: y is `at`."""

    is_upright: bool
    at: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of a page. top: the y on the page where it begins.

    name: as a person finds it again: 「名单/03.png」, 「名单.pdf 第 2 页」.
    """

    name: str
    top: int
    height: int


@dataclass(frozen=True, slots=True)
class Page:
    """What was read on one page. pictures: in order from the top; one, unless a series was joined.

    warnings: what a person must know of this page, in Chinese sentences.
    """

    pictures: tuple[Picture, ...]
    width: int
    height: int
    texts: tuple[PrintedText, ...]
    rules: tuple[Rule, ...] = ()
    warnings: tuple[str, ...] = ()

    def picture_at(self, y: float) -> Picture:
        """The picture that holds this y; the nearest one beyond the ends."""
        below = (picture for picture in self.pictures if y < picture.top + picture.height)
        return next(below, self.pictures[-1])


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """One cell of a table. texts: in reading order; none for an empty cell.

    is_carried: its text is printed once for several rows (a merged cell) and stands in another
    row's line; box is where it is printed.
    """

    text: str
    second: str | None = None
    score: float = 1.0
    box: Box | None = None
    texts: tuple[PrintedText, ...] = ()
    is_carried: bool = False


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line (a row, a heading, a header) of a table, and where it stands on the page.

    number: counts from 1 within its picture, headings and header included; unique in the picture.
    """

    number: int
    cells: tuple[PrintedCell, ...]
    box: Box
    picture: Picture


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """The lines of one table from top to bottom, all with the same number of cells."""

    lines: tuple[PrintedLine, ...]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A page put into tables. Every text of the page is in a cell or in `leftovers`, once."""

    tables: tuple[PrintedTable, ...]
    leftovers: tuple[PrintedText, ...]


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row as the table reader understood it, with what a check of it needs.

    cells: our column name → tidied text. second: the same from the other reading; None when the
    document was text and nothing had to be recognised. scores: column → lowest score of its texts.
    carried: columns whose text is printed once for several rows. serial: the running number as
    printed, or empty. table: which table of the reading it is from (running numbers, counts).
    """

    cells: Mapping[str, str]
    picture: str
    picture_row: int
    second: Mapping[str, str] | None = None
    scores: Mapping[str, float] | None = None
    carried: frozenset[str] = frozenset()
    serial: str = ""
    table: int = 0


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a cell may be wrong. column: our name ("unit", "phone" …); empty = the whole row.

    reason: a sentence in Chinese. proposal: the whole cell as it probably should read, only where
    exactly one known text looks alike; else empty. It is never put in silently.
    """

    column: str
    reason: str
    proposal: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a whole document was published: asked once for a folder. published_on: ISO 8601."""

    title: str = ""
    url: str = ""
    published_on: str = ""


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row of a published list, ready for a person's eye.

    number: counts from 1 over the whole reading. cells: our column name → text as printed.
    picture: the picture's name, or the document's; picture_row: the line's number in it.
    box: of the row on its page; None when the document was text. page: which upright page of the
    reading holds the box, from 0; None likewise. boxes: our column name → the cell's box.
    """

    number: int
    cells: Mapping[str, str]
    picture: str
    picture_row: int
    provenance: Provenance
    doubts: tuple[Doubt, ...] = ()
    page: int | None = None
    box: Box | None = None
    boxes: Mapping[str, Box] | None = None


@dataclass(frozen=True, slots=True)
class Leftover:
    """A text that is in no row. kind: "heading", "header", "note", "leftover" or "problem".

    advice: what to do about it, in Chinese; empty when there is nothing to do.
    """

    picture: str
    text: str
    kind: str
    advice: str = ""
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """All that was read of a folder: rows, what is in no row, and files that were refused.

    refused: (file name, the sentence that says why and what to do).
    warnings: (picture name, sentence).
    """

    rows: tuple[ReadRow, ...]
    leftovers: tuple[Leftover, ...]
    refused: tuple[tuple[str, str], ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()

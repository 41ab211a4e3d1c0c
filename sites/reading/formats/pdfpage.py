"""A page of a PDF → its words and drawn lines, upright (the home of pdfplumber).

Points (1/72 inch); the origin is the top left corner, y grows downwards. Text that is aslant (a
watermark) is left out; a page whose text runs upwards, downwards or upside down is turned.
"""

import logging
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from pdfplumber.table import merge_edges
from pdfplumber.utils.geometry import line_to_edge, rect_to_edges

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # tells of each font that is not whole

_MAX_CHARACTERS = 60_000  # of one page; a full page of small print has 8,000
_MAX_EDGES = 20_000
_THICK = 4.0
_GAP_EM = 0.3
_CELL_EM = 0.12  # between two Chinese letters, which touch in a text but not in two cells
_OVER_EM = -0.5  # a letter that begins before this belongs to a text printed over the other
_FEW_CHARACTERS = 10
_PICTURE_SHARE = 0.4  # of the page, from which a page without text is a scan
_MANY_CURVES = 300  # letters drawn as outlines
_INVISIBLE = re.compile(rb"(?<![\d.])3\s+Tr\b")  # text behind a scan, put there by recognition
_TWO_HAN = re.compile("[\u3400-\u9fff]{2}")
_NO_LETTER = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a gap. em: size of the type. is_spaced: a blank before it."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    em: float
    is_spaced: bool = False

    @property
    def x(self) -> float:
        """The middle from left to right."""
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        """The middle from top to bottom."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Edge:
    """A drawn line. Upright: x is `at`, from y `start` to `end`; level: y is `at`."""

    is_upright: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class PdfPage:
    """number: from 1. is_scanned: what it shows is a picture, so it has to be recognised."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    edges: tuple[Edge, ...]
    is_scanned: bool


def read_page(page: Any, number: int) -> PdfPage:
    """What stands on a page of pdfplumber's. Raises what pdfplumber makes of a damaged page."""
    chars = [char for char in page.chars if _is_inside(char, page)][:_MAX_CHARACTERS]
    is_scanned = _is_scanned(page, chars)
    turn = _turn(chars)
    width, height = float(page.width), float(page.height)
    if turn in (90, 270):
        width, height = height, width
    chars = [_turned(char, turn, page) for char in chars if _angle(char) == turn]
    edges = merge_edges(
        [_turned(edge, turn, page) for edge in _drawn(page)][:_MAX_EDGES],
        snap_x_tolerance=3, snap_y_tolerance=3, join_x_tolerance=3, join_y_tolerance=3,
    )  # fmt: skip
    drawn = tuple(map(_edge, edges))
    uprights = [edge for edge in drawn if edge.is_upright]
    words = () if is_scanned else tuple(_words(_once(chars), uprights))
    return PdfPage(number, width, height, words, drawn, is_scanned)


def _is_inside(thing: Any, page: Any) -> bool:
    return bool(
        page.bbox[0] - 1 <= thing["x0"] <= thing["x1"] <= page.bbox[2] + 1
        and page.bbox[1] - 1 <= thing["top"] <= thing["bottom"] <= page.bbox[3] + 1
    )


def _is_scanned(page: Any, chars: Sequence[Any]) -> bool:
    letters = "".join(char["text"] for char in chars)
    lost = len(_NO_LETTER.findall(letters))
    if lost * 2 > len(chars):
        return True
    area = float(page.width) * float(page.height)
    pictured = sum(_visible_area(image, page) for image in page.images[:1000])
    is_picture = pictured > _PICTURE_SHARE * area
    if len(chars) - lost < _FEW_CHARACTERS:
        return is_picture or len(page.curves) > _MANY_CURVES
    return is_picture and _has_invisible_text(page)


def _visible_area(image: Any, page: Any) -> float:
    width = min(image["x1"], page.bbox[2]) - max(image["x0"], page.bbox[0])
    height = min(image["bottom"], page.bbox[3]) - max(image["top"], page.bbox[1])
    return max(0.0, float(width)) * max(0.0, float(height))


def _has_invisible_text(page: Any) -> bool:
    return any(_INVISIBLE.search(stream.get_data()) for stream in page.page_obj.contents)


def _angle(char: Any) -> int:
    """In whole degrees, counter-clockwise; 90: the text runs upwards."""
    a, b, *_ = char["matrix"]
    return round(math.degrees(math.atan2(b, a))) % 360


def _turn(chars: Sequence[Any]) -> int:
    """The angle of most characters, if it is a right one; else 0."""
    angles = Counter(_angle(char) for char in chars)
    most = angles.most_common(1)[0][0] if angles else 0
    return most if most in (90, 180, 270) else 0


def _turned(thing: Any, turn: int, page: Any) -> Any:
    """The character or edge as it stands when the page is turned so that the text is upright."""
    if not turn:
        return thing
    width, height = float(page.width), float(page.height)
    left, right, top, bottom = thing["x0"], thing["x1"], thing["top"], thing["bottom"]
    if turn == 180:
        box = (width - right, width - left, height - bottom, height - top)
    elif turn == 90:
        box = (height - bottom, height - top, left, right)
    else:
        box = (top, bottom, width - right, width - left)
    new = dict(zip(("x0", "x1", "top", "bottom"), box, strict=True))
    new |= {"width": new["x1"] - new["x0"], "height": new["bottom"] - new["top"]}
    if "orientation" in thing and turn != 180:
        new["orientation"] = "h" if thing["orientation"] == "v" else "v"
    return thing | new | {"upright": True, "doctop": new["top"]}


def _drawn(page: Any) -> Iterator[Any]:
    """What may be a line of a table: not the coloured ground behind a word, nothing aslant."""
    rects = (rect for rect in page.rects if rect["stroke"] or _thickness(rect) < _THICK)
    edges = chain(map(line_to_edge, page.lines), chain.from_iterable(map(rect_to_edges, rects)))
    return (edge for edge in chain(edges, page.curve_edges) if _thickness(edge) < _THICK)


def _thickness(thing: Any) -> float:
    return float(min(thing["x1"] - thing["x0"], thing["bottom"] - thing["top"]))


def _edge(edge: Any) -> Edge:
    if edge["orientation"] == "v":
        return Edge(True, float(edge["x0"]), float(edge["top"]), float(edge["bottom"]))
    return Edge(False, float(edge["top"]), float(edge["x0"]), float(edge["x1"]))


def _once(chars: Iterable[Any]) -> list[Any]:
    """The characters without those set twice at one spot, as some programs make bold type."""
    found: dict[tuple[str, int, int], Any] = {}
    for char in chars:
        step = 0.1 * char["size"] or 1.0
        x, y = round(char["x0"] / step), round(char["top"] / step)
        places = ((char["text"], x + dx, y + dy) for dx in (0, -1, 1) for dy in (0, -1, 1))
        if char["text"].isspace() or not any(place in found for place in places):
            found[char["text"], x, y] = char
    return list(found.values())


def _words(chars: Sequence[Any], uprights: Sequence[Edge]) -> Iterator[Word]:
    order = {id(char): place for place, char in enumerate(chars)}
    for line in _lines(chars):
        run: list[Any] = []
        is_spaced = False
        for char in _in_reading_order(line, order):
            is_blank = not char["text"].strip()
            if run and (is_blank or _is_apart(run[-1], char, uprights)):
                yield _word(run, is_spaced=is_spaced)
                run, is_spaced = [], False
            if is_blank:
                is_spaced = True
            else:
                run.append(char)
        if run:
            yield _word(run, is_spaced=is_spaced)


def _in_reading_order(line: Sequence[Any], order: Mapping[int, int]) -> list[Any]:
    """The characters of a line from left to right; of texts that were printed over each other
    (a cell too narrow for its text), one after the other as the file has them."""
    runs: list[list[Any]] = []
    for char in sorted(line, key=lambda each: order[id(each)]):
        if runs and _OVER_EM < _space_em(runs[-1][-1], char) <= _GAP_EM:
            runs[-1].append(char)
        else:
            runs.append([char])
    return [char for run in sorted(runs, key=lambda run: float(run[0]["x0"])) for char in run]


def _space_em(before: Any, char: Any) -> float:
    return float((char["x0"] - before["x1"]) / (char["size"] or 1.0))


def _is_apart(before: Any, char: Any, uprights: Sequence[Edge]) -> bool:
    both = f"{before['text'][-1]}{char['text'][0]}"
    widest = _CELL_EM if _TWO_HAN.fullmatch(both) else _GAP_EM
    if not _OVER_EM < _space_em(before, char) <= widest:
        return True
    start, end = (before["x0"] + before["x1"]) / 2, (char["x0"] + char["x1"]) / 2
    y = (char["top"] + char["bottom"]) / 2
    return any(start < edge.at < end and edge.start < y < edge.end for edge in uprights)


def _lines(chars: Sequence[Any]) -> Iterator[list[Any]]:
    """The characters of each line: those whose middle lies in the upper ones' height."""
    line: list[Any] = []
    bottom = 0.0
    for char in sorted(chars, key=lambda each: (each["top"] + each["bottom"]) / 2):
        middle = (char["top"] + char["bottom"]) / 2
        if line and middle > bottom:
            yield line
            line = []
        if not line:
            bottom = middle + 0.4 * (char["bottom"] - char["top"])
        line.append(char)
    if line:
        yield line


def _word(run: Sequence[Any], *, is_spaced: bool) -> Word:
    return Word(
        "".join(char["text"] for char in run),
        float(run[0]["x0"]),
        float(run[-1]["x1"]),
        float(min(char["top"] for char in run)),
        float(max(char["bottom"] for char in run)),
        float(max(char["size"] for char in run)) or 1.0,
        is_spaced,
    )

"""The kinds of pictures: which list each shows, how it is cut into pages, what spoils it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from random import Random

from PIL import Image

from tools.published_lists import spoiling, tables
from tools.published_lists.blocks import draw_blocks
from tools.published_lists.drawing import Drawn
from tools.published_lists.narrow import draw_side_by_side, draw_three_columns, draw_two_columns
from tools.published_lists.rows import ListRow, Shown, chooser

_PAGE_ROWS = 30
_WHOLE = 10_000


@dataclass(frozen=True, slots=True)
class Kind:
    """draw: rows and draws → a picture. spoil: what happens to it then. page_rows: rows in one
    picture. quality: how it is kept; None = PNG. has_address: whether addresses are printed."""

    draw: Callable[[Sequence[ListRow], Random, int], Drawn]
    spoil: Callable[[Image.Image, Random, int], Image.Image] | None = None
    page_rows: int = _WHOLE
    quality: int | None = None
    has_address: bool = True


def render_pictures(
    rows: Sequence[ListRow], kind: str, folder: Path, seed: int
) -> tuple[list[Path], list[Shown]]:
    """The pictures of one kind in the folder, in order, and what stands where."""
    made = KINDS[kind]
    paths: list[Path] = []
    shown: list[Shown] = []
    size = made.page_rows
    for page, first in enumerate(range(0, len(rows), size), start=1):
        choose = chooser(kind, seed)  # each page of a list looks like the others
        some = rows[first : first + size]
        drawn = made.draw(some, choose, first)
        if kind == "series":
            return _cut(drawn, some, folder)
        image = made.spoil(drawn.image, choose, 1000 * seed + page) if made.spoil else drawn.image
        paths.append(_save(image, folder / f"{page:02d}", made.quality))
        order = sorted(drawn.spans)
        shown += [
            Shown(rows[number], paths[-1].name, at) for at, number in enumerate(order, start=1)
        ]
    return paths, shown


def _save(image: Image.Image, path: Path, quality: int | None) -> Path:
    if quality is None:
        path = path.with_suffix(".png")
        image.save(path, compress_level=6)
    else:
        path = path.with_suffix(".jpg")
        image.convert("RGB").save(path, quality=quality)
    return path


def _cut(drawn: Drawn, rows: Sequence[ListRow], folder: Path) -> tuple[list[Path], list[Shown]]:
    """Pictures of equal height; the cuts go right through a row's text."""
    image, spans = drawn.image, drawn.spans
    middles = [(top + bottom) // 2 for top, bottom in (spans[at] for at in sorted(spans))]
    height = next((y for y in middles if y >= 1300), image.height)
    if image.height <= height:
        height = middles[len(middles) // 2]
    edges = [*range(0, image.height, height), image.height]
    paths = []
    for page, (top, bottom) in enumerate(pairwise(edges), start=1):
        piece = image.crop((0, top, image.width, bottom))
        paths.append(_save(piece, folder / f"{page:02d}", 85))
    shown = []
    counts = [0] * len(paths)
    for number in sorted(spans):
        page = spans[number][0] // height
        counts[page] += 1
        shown.append(Shown(rows[number], paths[page].name, counts[page]))
    return paths, shown


def _turn_and_blur(image: Image.Image, choose: Random, seed: int) -> Image.Image:
    degrees = choose.choice((-1, 1)) * choose.uniform(0.5, 3)
    blurry = spoiling.blurred(spoiling.turned(image, degrees), choose.uniform(0.5, 0.9))
    return spoiling.noisy(blurry, choose.uniform(3, 7), seed)


def _shrink(image: Image.Image, choose: Random, seed: int) -> Image.Image:  # noqa: ARG001
    return spoiling.smaller(image, 0.45)


def _mark(image: Image.Image, choose: Random, seed: int) -> Image.Image:  # noqa: ARG001
    return spoiling.watermarked(image, choose)


def _photograph(image: Image.Image, choose: Random, seed: int) -> Image.Image:
    return spoiling.photographed(image, choose, seed)


def _curl(image: Image.Image, choose: Random, seed: int) -> Image.Image:
    return spoiling.photographed(spoiling.curled(image, choose), choose, seed)


def _film(image: Image.Image, choose: Random, seed: int) -> Image.Image:
    return spoiling.on_screen(image, choose, seed)


def _turn(image: Image.Image, choose: Random, seed: int, *, way: Image.Transpose) -> Image.Image:  # noqa: ARG001
    return image.transpose(way)


KINDS = {
    "clean": Kind(tables.clean),
    "lined": Kind(tables.lined),
    "unlined": Kind(tables.unlined),
    "merged": Kind(tables.merged),
    "wrapped": Kind(tables.wrapped),
    "watermarked": Kind(tables.clean, _mark, quality=80),
    "partly_lined": Kind(tables.partly_lined),
    "merged_unlined": Kind(tables.merged_unlined),
    "headless": Kind(tables.headless),
    "officers": Kind(tables.officers),
    "headings": Kind(tables.headings),
    "two_tables": Kind(tables.two_tables),
    "two_below": Kind(tables.two_below),
    "blocks": Kind(draw_blocks),
    "series": Kind(tables.clean),
    "jpeg50": Kind(tables.clean, quality=50),
    "small45": Kind(tables.large, _shrink, quality=60),
    "sideways": Kind(tables.clean, partial(_turn, way=Image.Transpose.ROTATE_90), quality=85),
    "upside_down": Kind(tables.clean, partial(_turn, way=Image.Transpose.ROTATE_180), quality=85),
    "turned_blurred": Kind(tables.clean, _turn_and_blur, page_rows=50, quality=55),
    "photographed": Kind(tables.clean, _photograph, page_rows=_PAGE_ROWS, quality=80),
    "photographed_unlined": Kind(tables.unlined, _photograph, page_rows=_PAGE_ROWS, quality=80),
    "bent_unlined": Kind(tables.unlined, _curl, page_rows=_PAGE_ROWS, quality=80),
    "screen_photo": Kind(tables.clean, _film, page_rows=_PAGE_ROWS, quality=80),
    "two_columns": Kind(draw_two_columns, has_address=False),
    "two_columns_unlined": Kind(partial(draw_two_columns, is_lined=False), has_address=False),
    "two_columns_headless": Kind(partial(draw_two_columns, has_header=False), has_address=False),
    "three_columns": Kind(draw_three_columns, has_address=False),
    "side_by_side": Kind(draw_side_by_side, has_address=False),
    "side_by_side_unlined": Kind(partial(draw_side_by_side, is_lined=False), has_address=False),
    "side_by_side_headless": Kind(partial(draw_side_by_side, has_header=False), has_address=False),
}

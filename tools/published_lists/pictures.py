"""The kinds of pictures: how each list looks, how it is cut into pages, what spoils it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from random import Random

from PIL import Image

from tools.published_lists import spoiling
from tools.published_lists.blocks import draw_blocks
from tools.published_lists.drawing import WHITE, Drawn, Style, draw
from tools.published_lists.layout import (
    FOOTERS,
    Listing,
    columns,
    table,
    table_with_headings,
    title,
    usual_keys,
)
from tools.published_lists.narrow import draw_side_by_side, draw_three_columns, draw_two_columns
from tools.published_lists.rows import ListRow, Shown, chooser

_PAGE_ROWS = 30
_WHOLE = 10_000
_GAP = 60


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


def _style(choose: Random, **changes: object) -> Style:
    """Family and size by the draw: 16 to 26 px."""
    style = Style(
        family=choose.choice(("sans", "sans", "serif")),
        size=choose.randint(16, 26),
        pad_x=choose.randint(7, 14),
        pad_y=choose.randint(5, 10),
    )
    return replace(style, **changes)  # type: ignore[arg-type]


def _plain(
    rows: Sequence[ListRow],
    choose: Random,
    first: int,
    *,
    has_city: bool = False,
    **changes: object,
) -> Drawn:
    style = _style(choose, **changes)
    if has_city:
        changes["merged"] = ("province", "city")
    shown = columns(usual_keys(choose, has_city=has_city), choose)
    head = title(rows, choose) if choose.random() < 0.5 and first == 0 else ""
    return draw(Listing(shown, table(rows, shown, first=first), head), style)


def _clean(rows: Sequence[ListRow], choose: Random, first: int) -> Drawn:
    return _plain(rows, choose, first)


def _lined(rows: Sequence[ListRow], choose: Random, first: int) -> Drawn:
    fill, ink = choose.choice(
        (
            ((47, 84, 150), WHITE),
            ((192, 0, 0), WHITE),
            ((255, 217, 102), None),
            ((84, 130, 53), WHITE),
        )
    )
    return _plain(
        rows, choose, first,
        header_fill=fill, header_ink=ink, line_px=choose.randint(2, 3),
        line_colour=choose.choice(((0, 0, 0), (91, 155, 213), (120, 120, 120))),
        zebra=choose.choice(((242, 242, 242), (221, 235, 247), (226, 239, 218))),
    )  # fmt: skip


def _unlined(rows: Sequence[ListRow], choose: Random, first: int) -> Drawn:
    return _plain(
        rows, choose, first, level=False, upright=False, border=False,
        pad_x=choose.randint(14, 26),
    )  # fmt: skip


def _partly_lined(rows: Sequence[ListRow], choose: Random, first: int) -> Drawn:
    return _plain(rows, choose, first, upright=False, border=choose.random() < 0.5)


def _headless(rows: Sequence[ListRow], choose: Random, first: int) -> Drawn:
    style = _style(choose)
    shown = columns(usual_keys(choose), choose)
    return draw(Listing(shown, table(rows, shown, first=first)[1:]), style)


def _officers(rows: Sequence[ListRow], choose: Random, first: int) -> Drawn:
    style = _style(choose)
    keys = [*usual_keys(choose), "notes"]
    keys.insert(choose.randint(len(keys) - 3, len(keys) - 1), "contact")
    shown = columns(keys, choose)
    return draw(Listing(shown, table(rows, shown, first=first)), style)


def _merged(rows: Sequence[ListRow], choose: Random, first: int) -> Drawn:
    return _plain(rows, choose, first, has_city=True, merged=("province", "city"))


def _merged_unlined(rows: Sequence[ListRow], choose: Random, first: int) -> Drawn:
    return _plain(
        rows, choose, first, has_city=True, merged=("province", "city"),
        level=False, upright=False, border=False, pad_x=choose.randint(14, 26),
    )  # fmt: skip


def _wrapped(rows: Sequence[ListRow], choose: Random, first: int) -> Drawn:
    style = _style(choose)
    size = style.size
    widest = (
        ("unit", round(size * choose.uniform(6.2, 8.2))),
        ("address", round(size * choose.uniform(7.2, 10.2))),
        ("phone", round(size * 7.8)),
    )
    shown = columns(usual_keys(choose), choose)
    return draw(Listing(shown, table(rows, shown, first=first)), replace(style, widest=widest))


def _headings(rows: Sequence[ListRow], choose: Random, first: int) -> Drawn:
    del first  # all on one page
    style = _style(choose)
    keys = tuple(key for key in usual_keys(choose) if key != "province")
    shown = columns(keys, choose)
    lines = table_with_headings(rows, shown, choose)
    return draw(Listing(shown, lines, title(rows, choose), choose.choice(FOOTERS)), style)


def _two_tables(rows: Sequence[ListRow], choose: Random, first: int) -> Drawn:
    """The first half left, the rest right, each with a header."""
    style = replace(_style(choose), size=choose.randint(16, 20))
    shown = columns(usual_keys(choose), choose)
    half = (len(rows) + 1) // 2
    left = draw(Listing(shown, table(rows[:half], shown, first=first)), style)
    right = draw(Listing(shown, table(rows[half:], shown, first=first + half)), style)
    shift = left.image.width - 2 * style.margin + _GAP
    width, height = shift + right.image.width, max(left.image.height, right.image.height)
    image = Image.new("RGB", (width, height), WHITE)
    image.paste(left.image, (0, 0))
    image.paste(right.image.crop((style.margin, 0, *right.image.size)), (shift + style.margin, 0))
    return Drawn(image, left.spans | right.spans)


def _two_below(rows: Sequence[ListRow], choose: Random, first: int) -> Drawn:
    """The first half above, the rest right below it in another order of columns, no lines."""
    style = _style(choose, level=False, upright=False, border=False, pad_x=choose.randint(14, 26))
    half = (len(rows) + 1) // 2
    keys = usual_keys(choose)
    upper = draw(_titled(rows[:half], keys, choose, first), style)
    other = ("province", *_turned_keys(keys)) if "province" not in keys else _turned_keys(keys)
    lower = draw(_titled(rows[half:], other, choose, first + half), style)
    return _stacked(upper, lower, style.margin)


def _titled(rows: Sequence[ListRow], keys: Sequence[str], choose: Random, first: int) -> Listing:
    shown = columns(keys, choose)
    return Listing(shown, table(rows, shown, first=first), title(rows, choose))


def _turned_keys(keys: Sequence[str]) -> tuple[str, ...]:
    """Without running numbers, the number to call before the address."""
    return (*(key for key in keys if key == "province"), "unit", "phone", "address")


def _stacked(upper: Drawn, lower: Drawn, margin: int) -> Drawn:
    top = upper.image.height - margin
    size = (max(upper.image.width, lower.image.width), top + lower.image.height)
    image = Image.new("RGB", size, WHITE)
    image.paste(upper.image, (0, 0))
    image.paste(lower.image, (0, top))
    moved = {at: (start + top, end + top) for at, (start, end) in lower.spans.items()}
    return Drawn(image, upper.spans | moved)


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


def _large(rows: Sequence[ListRow], choose: Random, first: int) -> Drawn:
    """What is later shrunk to 45 % is made at 24 to 32 px, as on a poster."""
    return _plain(rows, choose, first, size=choose.randint(26, 36))


KINDS = {
    "clean": Kind(_clean),
    "lined": Kind(_lined),
    "unlined": Kind(_unlined),
    "merged": Kind(_merged),
    "wrapped": Kind(_wrapped),
    "watermarked": Kind(_clean, _mark, quality=80),
    "partly_lined": Kind(_partly_lined),
    "merged_unlined": Kind(_merged_unlined),
    "headless": Kind(_headless),
    "officers": Kind(_officers),
    "headings": Kind(_headings),
    "two_tables": Kind(_two_tables),
    "two_below": Kind(_two_below),
    "blocks": Kind(draw_blocks),
    "series": Kind(_clean),
    "jpeg50": Kind(_clean, quality=50),
    "small45": Kind(_large, _shrink, quality=60),
    "sideways": Kind(_clean, partial(_turn, way=Image.Transpose.ROTATE_90), quality=85),
    "upside_down": Kind(_clean, partial(_turn, way=Image.Transpose.ROTATE_180), quality=85),
    "turned_blurred": Kind(_clean, _turn_and_blur, page_rows=50, quality=55),
    "photographed": Kind(_clean, _photograph, page_rows=_PAGE_ROWS, quality=80),
    "photographed_unlined": Kind(_unlined, _photograph, page_rows=_PAGE_ROWS, quality=80),
    "bent_unlined": Kind(_unlined, _curl, page_rows=_PAGE_ROWS, quality=80),
    "screen_photo": Kind(_clean, _film, page_rows=_PAGE_ROWS, quality=80),
    "two_columns": Kind(draw_two_columns, has_address=False),
    "two_columns_unlined": Kind(partial(draw_two_columns, is_lined=False), has_address=False),
    "two_columns_headless": Kind(partial(draw_two_columns, has_header=False), has_address=False),
    "three_columns": Kind(draw_three_columns, has_address=False),
    "side_by_side": Kind(draw_side_by_side, has_address=False),
    "side_by_side_unlined": Kind(partial(draw_side_by_side, is_lined=False), has_address=False),
    "side_by_side_headless": Kind(partial(draw_side_by_side, has_header=False), has_address=False),
}

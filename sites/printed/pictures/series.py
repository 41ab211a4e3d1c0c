"""Which pictures continue each other, and the long pages that they come to.

A published list is often one long picture cut into several wherever the height was reached,
through a row or between two; others are screenshots that repeat a few rows. Both are put
together again before anything is read, so that each row is read once and whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from sites.printed.pictures.limits import Pixels
from sites.printed.pictures.opening import open_picture
from sites.printed.pictures.seams import find_seam
from sites.records.scans import Picture

_MAX_HEIGHT = 16_000  # pixels: a longer series becomes several pages, so memory stays bounded
_MAX_PIXELS = 40_000_000  # likewise for wide ones
_FINISHING = 300  # pixels of the next picture in which a row that was cut comes to its end


@dataclass(frozen=True, slots=True)
class LongPage:
    """Pictures that continue each other, one below the other; often only one.

    pictures: where each begins in `image`, and how much of it stands there.
    """

    image: Pixels
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    pixels: Pixels
    path: Path


def series_of(paths: Sequence[Path]) -> Iterator[tuple[Path, ...]]:
    """The pictures in their order, grouped: in a group each continues the one before.

    Never holds more than two pictures. Raises BadFileError when one cannot be opened.
    """
    group: list[Path] = []
    before: Pixels | None = None
    for path in paths:
        image = open_picture(path)
        if before is not None and find_seam(before, image) is None:
            yield tuple(group)
            group = []
        group.append(path)
        before = image
    if group:
        yield tuple(group)


def long_pages(paths: Sequence[Path]) -> Iterator[LongPage]:
    """The pictures in their order, those that continue each other on one page.

    A page is at most 16,000 pixels high unless one picture is: a longer series goes on in the
    next page, and a row cut at that border stands whole on the page where it begins.
    Raises BadFileError when a file cannot be opened.
    """
    parts: list[_Part] = []
    before: Pixels | None = None
    for path in paths:
        image = open_picture(path)
        seam = find_seam(before, image) if before is not None else None
        before = image
        if seam is None:
            yield from _page(parts)
            parts = [_Part(image, path)]
            continue
        parts[-1] = _Part(
            parts[-1].pixels[: len(parts[-1].pixels) - seam.drop_above], parts[-1].path
        )
        rest = image[seam.drop_below :]
        if _is_full(parts, rest):
            end = _row_end(rest) if seam.crosses_text else 0
            parts[-1] = _Part(np.concatenate((parts[-1].pixels, rest[:end])), parts[-1].path)
            yield from _page(parts)
            parts, rest = [], rest[end:]
        parts.append(_Part(rest, path))
    yield from _page(parts)


def _is_full(parts: Sequence[_Part], rest: Pixels) -> bool:
    height = sum(len(part.pixels) for part in parts) + len(rest)
    return height > _MAX_HEIGHT or height * rest.shape[1] > _MAX_PIXELS


def _row_end(rest: Pixels) -> int:
    """Where the row ends that the border cuts: the first row of pixels that crosses no text."""
    grey = cv2.cvtColor(rest[:_FINISHING], cv2.COLOR_RGB2GRAY).astype(np.int16)
    ink = np.abs(np.diff(grey, axis=1)).sum(axis=1)
    calm = np.flatnonzero(ink <= ink.min() * 1.05 + grey.shape[1] // 10)
    return int(calm[0])


def _page(parts: Sequence[_Part]) -> Iterator[LongPage]:
    if not parts:
        return
    pictures = []
    top = 0
    for part in parts:
        pictures.append(Picture(part.path.name, top, len(part.pixels)))
        top += len(part.pixels)
    image = parts[0].pixels if len(parts) == 1 else np.concatenate([part.pixels for part in parts])
    yield LongPage(image, tuple(pictures))

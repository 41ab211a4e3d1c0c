"""One smooth map from the upright page back to the picture as taken, so that its pixels are
interpolated only once however many corrections were found.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import cv2
import numpy as np
import numpy.typing as npt

from sites.printed.pictures.limits import Pixels
from sites.records.scans import Box

Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]
_Image = cv2.typing.MatLike

_BAND = 1_024  # rows of the result made at a time
_GRID = 16  # pixels: a sheet of paper bends less than a hundredth of a pixel from straight
_STEEP = 4  # rows of the picture kept above and below those a band asks for


class Step(Protocol):
    """A correction, told backwards: from a corrected place to where it was before."""

    def back(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """The places before this correction of places after it, in pixels."""


@dataclass(frozen=True, slots=True)
class Projection:
    """A tilt, a shear or a perspective. matrix: 3 × 3, corrected → before."""

    matrix: Floats

    def back(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """As `Step.back`."""
        across, down, depth = (
            row[0] * x + row[1] * y + row[2] for row in np.asarray(self.matrix, np.float64)
        )
        return across / depth, down / depth


@dataclass(frozen=True, slots=True)
class Warp:
    """All corrections of one picture, in the order in which they were found.

    width, height: of the corrected page in pixels.
    """

    width: int
    height: int
    steps: tuple[Step, ...] = ()

    def then(self, step: Step) -> "Warp":
        """With one more correction, of the same size."""
        return replace(self, steps=(*self.steps, step))

    def back(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Where places of the page lie in the picture, in pixels."""
        for step in reversed(self.steps):
            x, y = step.back(x, y)
        return x, y

    def applied(self, image: _Image, *, scale: float = 1.0, fill: Sequence[int] = ()) -> _Image:
        """The page from the picture. scale: its size against this warp's own size.

        fill: the colour beyond the picture's edge, one value a channel; empty = white.
        """
        width, height = round(self.width * scale), round(self.height * scale)
        page = np.empty((height, width, *image.shape[2:]), image.dtype)
        for top in range(0, height, _BAND):
            bottom = min(top + _BAND, height)
            x, y = self._map(top, bottom, width, scale)
            page[top:bottom] = _sampled(image, x, y, fill)
        return page

    def part(self, image: Pixels, box: Box) -> Pixels:
        """A small piece of the page at full size; beyond the picture it is white."""
        y, x = np.mgrid[box.top : box.bottom, box.left : box.right].astype(np.float64)
        across, down = (each.astype(np.float32) for each in self.back(x, y))
        return np.asarray(_sampled(image, across, down, ()), np.uint8)

    def _map(self, top: int, bottom: int, width: int, scale: float) -> tuple[Singles, Singles]:
        """Where each pixel of some rows comes from: reckoned on a grid, smooth in between."""
        rows, columns = -(-(bottom - top) // _GRID) + 2, -(-width // _GRID) + 2
        y, x = np.mgrid[0:rows, 0:columns] * float(_GRID) - _GRID / 2  # middles of the meshes
        grid = self.back(x / scale - 0.5, (y + top) / scale - 0.5)
        fine = (
            cv2.resize(
                each.astype(np.float32),
                (columns * _GRID, rows * _GRID),
                interpolation=cv2.INTER_LINEAR,
            )
            for each in grid
        )
        across, down = (each[_GRID:, _GRID:][: bottom - top, :width] for each in fine)
        return np.array(across, np.float32), np.array(down, np.float32)


def _sampled(image: _Image, x: Singles, y: Singles, fill: Sequence[int]) -> _Image:
    """Only the rows that are asked for, since a map counts them in 16 bits."""
    first = int(np.clip(np.floor(y.min()) - _STEEP, 0, len(image) - 1))
    last = int(np.clip(np.ceil(y.max()) + _STEEP, first + 1, len(image)))
    part = image[first:last]
    return cv2.remap(
        part,
        x,
        y - np.float32(first),
        cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=tuple(fill) or (255, 255, 255, 255),
    )

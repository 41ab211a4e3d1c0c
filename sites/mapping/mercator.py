"""Places as parts of the Mercator square, as every web map has it: x grows to the east from 0 at
180° west to 1, y to the south from 0 at 85° north to 1."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

World = tuple[float, float]  # x, y


def world(lat: float, lon: float) -> World:
    """The place of a point (degrees, WGS-84) on the square. lat: between -85 and 85."""
    y = 0.5 - math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) / (2 * math.pi)
    return (lon + 180) / 360, y


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the square. left ≤ right, top ≤ bottom."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def round(cls, places: Iterable[World]) -> Self:
        """The box round some places. Raises ValueError when there are none."""
        xs, ys = zip(*places, strict=True)
        return cls(min(xs), min(ys), max(xs), max(ys))

    @property
    def side(self) -> float:
        """The longer one."""
        return max(self.right - self.left, self.bottom - self.top)

    @property
    def middle(self) -> World:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def squared(self, side: float) -> "Box":
        """The square of this side round the same middle."""
        (x, y), half = self.middle, side / 2
        return Box(x - half, y - half, x + half, y + half)

    def meets(self, other: "Box") -> bool:
        """Whether they share a place, their edges included."""
        return (
            self.left <= other.right
            and self.right >= other.left
            and self.top <= other.bottom
            and self.bottom >= other.top
        )

    def holds(self, place: World) -> bool:
        """Whether a place lies in it or on its edge."""
        return self.left <= place[0] <= self.right and self.top <= place[1] <= self.bottom

"""A point with a name, as the words of an address lead to it."""

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from sites.areas.office_words import how_near
from sites.geo import Point, great_circle_km
from sites.records import Precision

Kind = Literal["office", "building", "estate", "road", "village", "town"]
_AFTER: dict[Kind, re.Pattern[str]] = {
    "building": re.compile(""),
    "estate": re.compile("(?![街道]|派出所)"),
    "road": re.compile("(?!街道|[镇乡村]|社区|派出所)"),
    # A village's name alone may be a word of something else.
    "village": re.compile("(?:村|社区|嘎查|居委|屯)(?![路街巷道大])"),
    "town": re.compile("(?:镇|乡|街道|办事处|苏木)(?![路街巷道大])"),
}


@dataclass(frozen=True, slots=True)
class NamedPoint:
    """A point with a name. area: its county, or the township that it lies in where that is known.
    method: whose point it is.

    parts: a road that a deployment brought has a point for each of its parts; else the point alone.
    length_km: of such a road in its county. is_inside: an office that the words name by itself, not
    as what is beside it. origin: file, date and id in it, of what a deployment brought.
    is_one_of_several: a house on one of several roads of its name.
    """

    area: str
    name: str
    kind: Kind
    point: Point
    method: str
    parts: tuple[Point, ...] = ()
    length_km: float = 0.0
    is_inside: bool = False
    origin: str = ""
    is_one_of_several: bool = False

    def may_end(self, text: str, end: int) -> bool:
        """Whether a text that names it up to `end` may go on as it does."""
        if self.kind == "office":
            return how_near(text[end:]) in ("inside", "beside")
        return _AFTER[self.kind].match(text, end) is not None

    def nearest_to(self, there: Point) -> "NamedPoint":
        """With the part of it that lies nearest."""
        if not self.parts:
            return self
        return replace(self, point=min(self.parts, key=partial(great_circle_km, there)), parts=())

    @property
    def precision(self) -> Precision:
        """How exactly it says where a site is that it names. GeoNames has points of old maps."""
        if self.method == "geonames":
            return "street" if self.kind == "office" else "township"
        return "building" if self.is_inside or self.kind == "building" else "street"

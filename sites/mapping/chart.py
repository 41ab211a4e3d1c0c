"""The map of one county, as an SVG that needs no other file: lines, names, where its sites stand.

A chart is a square on the Mercator square, measured in units from its north-west corner. What a
visitor sees first is the `view`, a square of VIEW_UNITS in its middle; the rest is for moving.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path as Folder

from sites.geo import Point
from sites.mapping.basemap import Country, Label, Line, Province, country, province
from sites.mapping.clipping import parts_inside, ring_inside
from sites.mapping.mercator import Box, World, world
from sites.mapping.view import Bounds

# Across the first view, which is 360 pixels wide on a phone: a quarter of a pixel each. What is
# not longer than _STEP_UNITS is joined, as scripts/basemap.js joins what is below half a pixel; of
# the lines inside the country what is below a pixel, _INNER_STEP_UNITS.
VIEW_UNITS = 1440
_STEP_UNITS, _INNER_STEP_UNITS = 2, 4
# Where the view is wider (4 degrees of longitude), county lines would be a thicket; the large map
# does without them there too.
_WIDEST_WITH_COUNTIES = 4 / 360
_LEAST_ROOM_UNITS = 12  # three pixels: nearer than the map goes no smaller name finds room
_STEPS = {"county": _INNER_STEP_UNITS, "city": _INNER_STEP_UNITS}
# The view is wider than the area by this share, and the chart than the view.
_MARGIN = 1.04
_CHART, _WIDE_CHART = 2.0, 1.5
# The farthest that another county's site may widen the chart, in sides of the view.
_MOST_CHART = 4.0
_LEAST_SIDE = 0.06 / 360  # some 6 km: a quarter of a city with what lies round it


@dataclass(frozen=True, slots=True)
class Path:
    """kind: "land", "coast" (land whose edge is drawn with it), "area" (the one asked for),
    "county", "city", "province", "sea", "outline", "open", "dash", in the order in which they are
    drawn. drawing: the `d` of an SVG path."""

    kind: str
    drawing: str


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a county at (x, y) on the chart. room: to the border, in units."""

    text: str
    x: int
    y: int
    room: int


@dataclass(frozen=True, slots=True)
class Chart:
    """side: of the whole chart in units. left, top: of the first view, VIEW_UNITS wide, on it.
    world: the chart's corner and a unit on the Mercator square, so that a script may put more on
    it. source: who made the map, with its review number."""

    side: int
    left: int
    top: int
    world: tuple[float, float, float]
    paths: tuple[Path, ...]
    names: tuple[Name, ...]
    source: str

    def place(self, point: Point) -> tuple[int, int] | None:
        """(x, y) of a point; None for one that does not lie on the chart."""
        x0, y0, unit = self.world
        x, y = world(max(-85.0, min(85.0, point.lat)), point.lon)
        across, down = round((x - x0) / unit), round((y - y0) / unit)
        is_on = 0 <= across <= self.side and 0 <= down <= self.side
        return (across, down) if is_on else None


Rings = Sequence[Sequence[tuple[float, float]]]


def chart(bounds: Bounds, rings: Rings, near: Sequence[Point], basemap: Folder) -> Chart:
    """The map of an area within these bounds.

    rings: the area's own border as (lat, lon), for its tint; may be empty. near: points outside
    that should be on the chart where they are not too far. basemap: the folder of static/basemap.
    """
    view = _view(bounds)
    whole = _whole(view, [world(point.lat, point.lon) for point in near])
    unit = view.side / VIEW_UNITS
    map_of_china = country(basemap)
    inside = [
        province(basemap, code) for code, box in map_of_china.boxes.items() if box.meets(whole)
    ]
    pen = _Pen(whole, unit)
    own = [[world(lat, lon) for lat, lon in ring] for ring in rings]
    paths = _paths(pen, map_of_china, inside, own, has_counties=view.side <= _WIDEST_WITH_COUNTIES)
    return Chart(
        side=round(whole.side / unit),
        left=round((view.left - whole.left) / unit),
        top=round((view.top - whole.top) / unit),
        world=(whole.left, whole.top, unit),
        paths=tuple(path for path in paths if path.drawing),
        names=tuple(
            name
            for each in inside
            for label in each.labels
            if whole.holds(world(label.lat, label.lon))
            and (name := _name(label, pen, unit)).room >= _LEAST_ROOM_UNITS
        ),
        source=map_of_china.source,
    )


def _paths(
    pen: "_Pen",
    map_of_china: Country,
    inside: Sequence[Province],
    own: Iterable[Sequence[World]],
    *,
    has_counties: bool,
) -> list[Path]:
    """What is drawn, the lowest first."""
    lines = {
        "county": [line for each in inside if has_counties for line in each.counties],
        "city": [line for each in inside for line in each.cities],
        "province": map_of_china.provinces,
        "sea": [*map_of_china.sea, *(line for each in inside for line in each.sea)],
        "outline": map_of_china.outline,
        "open": map_of_china.open,
        "dash": map_of_china.dashes,
    }
    ground = "land"
    if not any(map(pen.reaches, map_of_china.open)):
        ground = "coast"
        del lines["outline"]  # the edge of the land is drawn as such
    land = (line.places for line in map_of_china.land if pen.reaches(line))
    return [
        Path(ground, pen.areas(land)),
        Path("area", pen.areas(own)),
        *(
            Path(kind, pen.lines(each, _STEPS.get(kind, _STEP_UNITS)))
            for kind, each in lines.items()
        ),
    ]


def _view(bounds: Bounds) -> Box:
    box = Box.round((world(bounds.south, bounds.west), world(bounds.north, bounds.east)))
    return box.squared(max(box.side * _MARGIN, _LEAST_SIDE))


def _whole(view: Box, near: Iterable[World]) -> Box:
    """The chart: square, round the same middle, with the near places that are not too far."""
    x, y = view.middle
    reach = [2.1 * max(abs(there[0] - x), abs(there[1] - y)) for there in near]
    usual = _WIDE_CHART if view.side > _WIDEST_WITH_COUNTIES else _CHART
    wanted = [view.side * usual, *(side for side in reach if side <= view.side * _MOST_CHART)]
    return view.squared(max(wanted))


def _name(label: Label, pen: "_Pen", unit: float) -> Name:
    degree = 1 / (360 * math.cos(math.radians(label.lat)))  # of latitude, on the Mercator square
    return Name(
        label.text, *pen.place(world(label.lat, label.lon)), round(label.room * degree / unit)
    )


class _Pen:
    """Writes lines of the Mercator square as drawings on a chart."""

    def __init__(self, whole: Box, unit: float) -> None:
        self._whole, self._unit = whole, unit
        # Strokes end beyond the edge, not on it.
        self._page = whole.squared(whole.side + 8 * unit)

    def reaches(self, line: Line) -> bool:
        """Whether a line may have a part on the chart."""
        return line.box.meets(self._page)

    def place(self, there: World) -> tuple[int, int]:
        return (
            round((there[0] - self._whole.left) / self._unit),
            round((there[1] - self._whole.top) / self._unit),
        )

    def lines(self, lines: Iterable[Line], step: int) -> str:
        return "".join(
            self._drawn(part, step)
            for line in lines
            if self.reaches(line)
            for part in parts_inside(line.places, self._page)
        )

    def areas(self, rings: Iterable[Sequence[World]]) -> str:
        inside = (ring_inside(ring, self._page) for ring in rings)
        return "".join(drawn + "z" for ring in inside if ring and (drawn := self._drawn(ring)))

    def _drawn(self, places: Sequence[World], step: int = _STEP_UNITS) -> str:
        """Absolute start, then steps; what is too short to be seen is joined to the next."""
        x, y = self.place(places[0])
        start, last = f"M{x} {y}l", len(places) - 1
        steps: list[str] = []
        for at, there in enumerate(places[1:], start=1):
            here_x, here_y = self.place(there)
            across, down = here_x - x, here_y - y
            if abs(across) + abs(down) > (0 if at == last else step):
                steps.append(f"{across}{'' if down < 0 else ' '}{down}")
                x, y = here_x, here_y
        return start + " ".join(steps).replace(" -", "-") if steps else ""

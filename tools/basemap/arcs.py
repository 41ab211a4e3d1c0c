"""Polygons that share borders → arcs: each border once, cut where areas meet."""

import heapq
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import cos, radians
from typing import Any

from sites.mapping.encoding import STEPS_PER_DEGREE, characters, differences

Vertex = tuple[float, float]  # lon, lat: the order of GeoJSON, which is what is read here
Segment = tuple[Vertex, Vertex]
Line = list[Vertex]


def segment(one: Vertex, other: Vertex) -> Segment:
    return (one, other) if one < other else (other, one)


def rings(feature: dict[str, Any]) -> list[Line]:
    """All rings of a MultiPolygon, closed, without doubled vertices."""
    found = []
    for polygon in feature["geometry"]["coordinates"]:
        for ring in polygon:
            line: Line = [(lon, lat) for lon, lat in ring]
            found.append(line[:1] + [b for a, b in itertools.pairwise(line) if a != b])
    return found


def owners(areas: Iterable[tuple[str, list[Line]]]) -> dict[Segment, frozenset[str]]:
    """Segment → the one or two areas whose border it is."""
    found: dict[Segment, set[str]] = {}
    for code, lines in areas:
        for line in lines:
            for a, b in itertools.pairwise(line):
                found.setdefault(segment(a, b), set()).add(code)
    return {each: frozenset(codes) for each, codes in found.items()}


@dataclass
class Network:
    """Borders as a graph. A junction is a vertex where a border forks, ends or changes owners."""

    owners: dict[Segment, frozenset[str]]
    forced: frozenset[Vertex] = frozenset()
    neighbours: dict[Vertex, list[Vertex]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for a, b in self.owners:
            self.neighbours.setdefault(a, []).append(b)
            self.neighbours.setdefault(b, []).append(a)

    def is_junction(self, vertex: Vertex) -> bool:
        near = self.neighbours[vertex]
        if len(near) != 2 or vertex in self.forced:
            return True
        return self.owners[segment(vertex, near[0])] != self.owners[segment(vertex, near[1])]

    def lines(self) -> list[tuple[frozenset[str], Line]]:
        """Every segment once, joined into lines from junction to junction; loops come last."""
        used: set[Segment] = set()
        junctions = sorted(vertex for vertex in self.neighbours if self.is_junction(vertex))
        starts = [*junctions, *sorted(self.neighbours)]
        found = []
        for start in starts:
            for second in sorted(self.neighbours[start]):
                if segment(start, second) not in used:
                    line = self._walk(start, second, used)
                    found.append((self.owners[segment(start, second)], line))
        return found

    def _walk(self, start: Vertex, second: Vertex, used: set[Segment]) -> Line:
        line = [start, second]
        used.add(segment(start, second))
        while line[-1] != start and not self.is_junction(line[-1]):
            (onward,) = [v for v in self.neighbours[line[-1]] if v != line[-2]]
            used.add(segment(line[-1], onward))
            line.append(onward)
        return line


class Arcs:
    """Numbered arcs. A ring is a list of numbers; ~number means: backwards (as in TopoJSON)."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._numbers: dict[tuple[Vertex, ...], int] = {}

    @property
    def lines(self) -> list[Line]:
        return [list(arc) for arc in self._numbers]

    def ring(self, ring: Line) -> list[int]:
        """The arcs of a closed ring, in order."""
        open_ring = ring[:-1]
        cuts = [at for at, vertex in enumerate(open_ring) if self._network.is_junction(vertex)]
        cuts = cuts or [open_ring.index(min(open_ring))]
        turned = open_ring[cuts[0] :] + open_ring[: cuts[0]] + [open_ring[cuts[0]]]
        ends = [cut - cuts[0] for cut in cuts] + [len(open_ring)]
        return [self.number(turned[a : b + 1]) for a, b in itertools.pairwise(ends)]

    def number(self, line: Line) -> int:
        key, backwards = tuple(line), tuple(reversed(line))
        if backwards in self._numbers and key not in self._numbers:
            return ~self._numbers[backwards]
        return self._numbers.setdefault(key, len(self._numbers))


def simplified(lines: Sequence[Line], keep: float) -> list[Line]:
    """The lines with the `keep` share of inner vertices whose loss would show most; the ends
    stay. Visvalingam and Whyatt 1993: the vertex that spans the smallest triangle goes first."""
    areas = [_triangle_areas(line) for line in lines]
    ranked = sorted((area for each in areas for area in each), reverse=True)
    least = ranked[min(round(keep * len(ranked)), len(ranked) - 1)]
    return [
        [line[0], *(v for v, area in zip(line[1:-1], each, strict=True) if area > least), line[-1]]
        for line, each in zip(lines, areas, strict=True)
    ]


def _triangle_areas(line: Line) -> list[float]:
    """For each inner vertex the area it spans at the moment it would be taken out."""
    before = list(range(-1, len(line) - 1))
    after = list(range(1, len(line) + 1))
    area = [0.0] * len(line)
    queue = [(_triangle(line[i - 1 : i + 2]), i) for i in range(1, len(line) - 1)]
    current = {i: size for size, i in queue}
    heapq.heapify(queue)
    largest = 0.0
    while queue:
        size, i = heapq.heappop(queue)
        if current.get(i) != size:
            continue
        del current[i]
        area[i] = largest = max(largest, size)
        a, b = before[i], after[i]
        after[a], before[b] = b, a
        for near in (a, b):
            if near in current:
                current[near] = _triangle([line[before[near]], line[near], line[after[near]]])
                heapq.heappush(queue, (current[near], near))
    return area[1:-1]


def _triangle(three: Line) -> float:
    """Area in square degrees of latitude; lon is shortened with the latitude."""
    (ax, ay), (bx, by), (cx, cy) = three
    return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2 * cos(radians(by))


def encoded_line(line: Line) -> str:
    """The line as text: differences of lat and lon in turn, in 1/10,000 degree."""
    lats = [round(lat * STEPS_PER_DEGREE) for _, lat in line]
    lons = [round(lon * STEPS_PER_DEGREE) for lon, _ in line]
    return "".join(
        characters(lat) + characters(lon)
        for lat, lon in zip(differences(lats), differences(lons), strict=True)
    )

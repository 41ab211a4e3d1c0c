"""A make-believe OpenStreetMap extract of the whole country, of any size, and questions about it.

`python -m tools.made_extract FILE.osm.pbf --nodes 20000000` writes it and, beside it, FILE.csv: the
texts of addresses with the point that each means. Counties and their borders are real; roads,
villages and numbers are made up: nothing of it may be shipped or served.
"""

import argparse
import csv
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from itertools import product
from pathlib import Path

import numpy as np
import osmium
from osmium.osm.mutable import Node, Way

from sites.areas import Area, gazetteer
from sites.areas.filing import Filing

Degrees = tuple[float, float]

_ID_STEP = 600  # at 20 million points the largest id is as high as on the real map
_FIRST = "安白朝大丰福古海和吉建金康乐龙明宁平清瑞三上泰文祥新兴永玉云长正中众"
_SECOND = "昌川峰光桂河湖化华江九兰林柳梅民南农浦溪山胜石水松泰天田武阳洋义源泽"
_TRADITIONAL = str.maketrans("龙华长云丰阳义", "龍華長雲豐陽義")
_SHARE_TRADITIONAL = 0.05  # of the roads stand on the map in traditional characters
_SHARE_TWICE = 0.03  # of the villages a county has two of one name, far apart
_MARGIN_DEGREES = 0.03  # from a spot to the border at least: 2 to 3 km
_APART_DEGREES = 0.12
_QUARTER_POINTS = 600  # two roads, eight numbers, 50 nameless houses and more
_TRIED_SPOTS = 300
_ASKED_OF = 40  # of so many things one is asked for
_OFFICES = (
    ({"amenity": "hospital"}, "医院", "内"),
    ({"amenity": "school"}, "小学", "对面"),
    ({"amenity": "marketplace"}, "农贸市场", "旁"),
    ({"amenity": "police"}, "派出所", "内"),
    ({"office": "government"}, "民政所", "隔壁"),
)


@dataclass(frozen=True, slots=True)
class Question:
    """An address that means a thing of the map. lat, lon: where it is, degrees; empty cells where
    nobody can tell which of two is meant. km: how far off an answer may be."""

    kind: str
    adcode: str
    address: str
    lat: float | None
    lon: float | None
    km: float


@dataclass(frozen=True, slots=True)
class Made:
    """A thing: one point with tags, or a way with them. question: about it, or None."""

    points: Sequence[Degrees]
    tags: dict[str, str]
    question: Question | None = None


class County:
    """Makes the things of one county, the same for the same seed."""

    def __init__(self, area: Area, spots: Sequence[Degrees], seed: int) -> None:
        """spots: points well inside it."""
        self.area, self._spots = area, spots
        self._chance = random.Random(f"{seed} {area.adcode}")  # noqa: S311  # make-believe
        pairs = ["".join(pair) for pair in product(_FIRST, _SECOND)]
        self._names = iter(self._chance.sample(pairs, len(pairs)))

    def things(self, size: int) -> Iterator[Made]:
        """Some `size` points: of eight two belong to something that has a name."""
        for _ in range(max(1, size // _QUARTER_POINTS) if self._spots else 0):
            yield from self._quarter()

    def _quarter(self) -> Iterator[Made]:
        """Some _QUARTER_POINTS: two roads that cross, houses, villages, an estate, an office."""
        yield from self._crossing(self._spot())
        for _ in range(2):
            yield self._village(next(self._names), self._spot())
        if self._chance.random() < _SHARE_TWICE:
            yield from self._villages_of_one_name()
        yield self._estate(self._spot())
        yield self._office(self._spot())
        for _ in range(60):
            yield Made(
                _ring(self._spot(), self._chance.uniform(0.0001, 0.0003)), {"building": "yes"}
            )

    def _crossing(self, at: Degrees) -> Iterator[Made]:
        lat, lon = at
        along, across = (self._road_name() for _ in range(2))
        reach = self._chance.uniform(0.004, 0.01)
        east = [(lat, lon + reach * step / 20) for step in range(-20, 21)]
        north = [(lat + reach * step / 20, lon) for step in range(-20, 21)]
        yield self._road(east, along, f"{along}与{across}交叉口", at, 0.6)
        yield self._road(north, across, across, at, 1.5)
        for step in range(1, 9):
            number = 2 * step
            house = (lat + 0.0001, lon + reach * step / 10)
            tags = {"addr:street": along, "addr:housenumber": str(number)}
            yield Made([house], tags, self._asked("number", f"{along}{number}号", house, 0.15))

    def _road(
        self, points: Sequence[Degrees], name: str, address: str, at: Degrees, km: float
    ) -> Made:
        is_old = self._chance.random() < _SHARE_TRADITIONAL
        written = name.translate(_TRADITIONAL) if is_old else name
        kind = "traditional" if written != name else "crossing" if "与" in address else "road"
        tags = {"highway": "residential", "name": written}
        return Made(points, tags, self._asked(kind, address, at, km))

    def _village(self, name: str, at: Degrees) -> Made:
        tags = {"place": "village", "name": f"{name}村"}
        return Made([at], tags, self._asked("village", f"{name}村二组", at, 0.1))

    def _villages_of_one_name(self) -> Iterator[Made]:
        name, at, other = next(self._names), self._spot(), self._spot()
        if abs(at[0] - other[0]) + abs(at[1] - other[1]) < _APART_DEGREES:
            return
        yield Made([at], {"place": "village", "name": f"{name}村"})
        question = Question("twice", self.area.adcode, f"{name}村二组", None, None, 0.0)
        yield Made([other], {"place": "village", "name": f"{name}村"}, question)

    def _estate(self, at: Degrees) -> Made:
        name = f"{next(self._names)}花园"
        tags = {"landuse": "residential", "name": name}
        return Made(_ring(at, 0.001), tags, self._asked("estate", f"{name}3幢", at, 0.2))

    def _office(self, at: Degrees) -> Made:
        tags, end, beside = self._chance.choice(_OFFICES)
        name = f"{next(self._names)}{end}"
        question = self._asked("landmark", f"{name}{beside}", at, 0.1)
        return Made([at], tags | {"name": f"{self.area.name}{name}"}, question)

    def _asked(self, kind: str, address: str, at: Degrees, km: float) -> Question | None:
        if self._chance.randrange(_ASKED_OF):
            return None
        return Question(kind, self.area.adcode, address, *at, km)

    def _road_name(self) -> str:
        return next(self._names) + self._chance.choice(("路", "街", "大道", "巷"))

    def _spot(self) -> Degrees:
        return self._chance.choice(self._spots)


def spots_inside(area: Area, filing: Filing, seed: int) -> list[Degrees]:
    """Points that lie well inside the county; none where it is too narrow."""
    box = gazetteer().box(area.adcode)
    if box is None:
        return []
    south, west, north, east = box
    chance = np.random.default_rng([seed, int(area.adcode)])
    spots = chance.uniform((south, west), (north, east), (_TRIED_SPOTS, 2))
    is_inside = np.ones(len(spots), dtype=bool)
    for lat, lon in ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)):
        moved = spots + np.array([lat, lon]) * _MARGIN_DEGREES
        codes = filing.counties(moved[:, 0], moved[:, 1])
        is_inside &= np.array([code == area.adcode for code in codes])
    return [(lat, lon) for lat, lon in spots[is_inside].round(6).tolist()]


def _ring(at: Degrees, reach: float) -> list[Degrees]:
    lat, lon = at
    corners = ((-1, -1), (-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1))
    return [(lat + north * reach, lon + east * reach) for north, east in corners]


def write(path: Path, *, nodes: int, seed: int, counties: Sequence[Area]) -> list[Question]:
    """Write the extract; the questions about it. The map is made for its points, its ways
    and its questions in turn, so that it need not stand in memory."""
    filing = gazetteer().filing()
    spots = {area: spots_inside(area, filing, seed) for area in counties}
    each = nodes // sum(map(bool, spots.values()))

    def things() -> Iterator[Made]:
        for area in counties:
            yield from County(area, spots[area], seed).things(each)

    with osmium.SimpleWriter(path, overwrite=True) as writer:
        _write_nodes(writer, things)
        _write_ways(writer, things)
    return _well_inside([made.question for made in things() if made.question], filing)


def _well_inside(questions: Sequence[Question], filing: Filing) -> list[Question]:
    """Without those of a thing that an enclave of another county holds."""
    points = np.array([(each.lat or 0.0, each.lon or 0.0) for each in questions])
    codes = filing.counties(points[:, 0], points[:, 1])
    return [
        each
        for each, code in zip(questions, codes, strict=True)
        if each.lat is None or code == each.adcode
    ]


def _write_nodes(writer: osmium.SimpleWriter, things: Callable[[], Iterator[Made]]) -> None:
    number = 0
    for made in things():
        for lat, lon in made.points:
            number += _ID_STEP
            tags = made.tags if len(made.points) == 1 else {}
            writer.add_node(Node(id=number, location=(lon, lat), tags=tags))


def _write_ways(writer: osmium.SimpleWriter, things: Callable[[], Iterator[Made]]) -> None:
    number, way = 0, 0
    for made in things():
        refs = [number + _ID_STEP * step for step in range(1, len(made.points) + 1)]
        number = refs[-1]
        if len(refs) > 1:
            way += 1
            writer.add_way(Way(id=way, nodes=refs, tags=made.tags))


def read_questions(path: Path) -> list[Question]:
    """The questions of a saved file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Question(
                row["kind"],
                row["adcode"],
                row["address"],
                float(row["lat"]) if row["lat"] else None,
                float(row["lon"]) if row["lon"] else None,
                float(row["km"]),
            )
            for row in csv.DictReader(file)
        ]


def save(questions: Sequence[Question], path: Path) -> None:
    """The questions as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow([field.name for field in fields(Question)])
        table.writerows(astuple(question) for question in questions)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--nodes", type=int, default=20_000_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    counties = gazetteer().all("county")
    questions = write(chosen.file, nodes=chosen.nodes, seed=chosen.seed, counties=counties)
    save(questions, chosen.file.with_suffix(".csv"))


if __name__ == "__main__":
    main()

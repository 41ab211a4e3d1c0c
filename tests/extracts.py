"""Small OpenStreetMap extracts, as the doors of `flask sites places` meet them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Relation, Way

Tags = Mapping[str, str]


@dataclass
class Extract:
    """An extract as it grows. Points are (lat, lon) in degrees; ids are given out in turn, those of
    points from `first_node` on."""

    first_node: int = 1
    nodes: list[Node] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)

    def node(self, lat: float, lon: float, **tags: str) -> int:
        """A point, with tags or none; its id."""
        number = self.first_node + len(self.nodes)
        self.nodes.append(Node(id=number, location=(lon, lat), tags=_tags(tags)))
        return number

    def way(self, points: Sequence[tuple[float, float]], **tags: str) -> int:
        """A line through the points, closed where the last is the first; its id."""
        known: dict[tuple[float, float], int] = {}
        refs = [known.get(point) or known.setdefault(point, self.node(*point)) for point in points]
        self.ways.append(Way(id=len(self.ways) + 1, nodes=refs, tags=_tags(tags)))
        return len(self.ways)

    def relation(self, members: Iterable[tuple[str, int, str]], **tags: str) -> int:
        """members: (n, w or r; id; role) each; its id."""
        number = len(self.relations) + 1
        self.relations.append(Relation(id=number, members=list(members), tags=_tags(tags)))
        return number

    def write(self, path: Path) -> Path:
        """As .osm.pbf, or by the path's suffix another form of OpenStreetMap's."""
        with osmium.SimpleWriter(path, overwrite=True) as writer:
            for node in self.nodes:
                writer.add_node(node)
            for way in self.ways:
                writer.add_way(way)
            for relation in self.relations:
                writer.add_relation(relation)
        return path


def _tags(tags: Tags) -> dict[str, str]:
    """addr__street and name__zh stand for addr:street and name:zh."""
    return {key.replace("__", ":"): value for key, value in tags.items()}

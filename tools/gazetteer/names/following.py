"""From an area of the past to those of today: event by event, then by name, then by its city.

A node is (code, name); an event leads from one node to another.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sites.areas.shortening import short_name

Node = tuple[str, str]
# Where a province became two: codes of the old one lead into the new one too.
PARTED = {"44": "46", "51": "50"}


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to a node. new: None where it only ended. path: names of what held it then,
    from the province down, itself included."""

    year: int
    kind: str
    new: Node | None
    path: tuple[str, ...]


class Past:
    """The events of all nodes, to be followed.

    known: node → its codes of today, where the events do not say so. new_districts: (year, first
    four digits of a city) → districts set up in it in that year. upper: code → name of today's
    provinces, cities and counties.
    """

    def __init__(
        self,
        events: Mapping[Node, Sequence[Event]],
        known: Mapping[Node, Sequence[str]],
        new_districts: Mapping[tuple[int, str], Sequence[Node]],
        upper: Mapping[str, str],
    ) -> None:
        self._events, self._known = events, known
        self._new_districts, self._upper = new_districts, upper
        self._namesakes: dict[str, list[Node]] = defaultdict(list)
        for node in events:
            self._namesakes[node[1]].append(node)

    def successors(self, node: Node) -> tuple[str, ...]:
        """Codes of today on the node's ground, in order: of a county never only its city's, where
        that has counties."""
        ends = self._follow(node)
        if _is_city(node[0]) or node in self._known:
            return tuple(sorted(ends))
        finer = {end for end in ends if end not in self._with_counties}
        return tuple(sorted(finer or self._districts(node, ends)))

    def became_city(self, node: Node) -> bool:
        """Whether the events lead from a county to nothing but a city that has counties."""
        if _is_city(node[0]):
            return False
        if ends := self._follow(node, is_fine=False):
            return ends <= self._with_counties
        cities = {self._upper.get(f"{code[:4]}00", "") for code in self._known.get(node, ())}
        return short_name(node[1]) in map(short_name, cities)

    def _follow(self, node: Node, *, is_fine: bool = True) -> set[str]:
        """Codes of today to which the events lead; by the name in its province where they end.

        is_fine: with what is known besides, and to the districts that a city's county became.
        """
        seen: set[Node] = set()
        ends: set[str] = set()
        ahead = [(node, 0)]
        while ahead:
            here, year = ahead.pop()
            if (is_fine and here in self._known) or self._upper.get(here[0]) == here[1]:
                ends.update((is_fine and self._known.get(here)) or (here[0],))
                continue
            if here in seen:
                continue
            seen.add(here)
            further = [
                each for each in self._events.get(here, ()) if each.new and each.year >= year
            ]
            last = max((each.year for each in further), default=0)
            following = [
                (new, last)
                for each in further
                if each.year == last
                for new in (self._grounds(here, each) if is_fine else filter(None, (each.new,)))
            ]
            ahead += following or self._by_past_name(here, year, seen)
            if not following:
                ends.update(self._by_name(here))
        return ends

    def _grounds(self, here: Node, event: Event) -> Iterable[Node]:
        """Where an event leads: of a county that became a city with districts (宿州市, 1998) to
        the districts that were set up in it then."""
        if event.new is None:
            return ()
        if _is_city(here[0]) or not _is_city(event.new[0]):
            return (event.new,)
        for year in (event.year, event.year + 1):
            if found := self._new_districts.get((year, event.new[0][:4])):
                return found
        return (event.new,)

    def _by_name(self, node: Node) -> list[str]:
        """The only area of today with this name in the old province; a district's (新华区, 郊区)
        must lie in the old city too, for many cities have one."""
        within = self._path(node)[: 2 if node[1].endswith("区") else 1]
        same = [
            code
            for code, name in self._upper.items()
            if name == node[1]
            and set(within)
            <= {self._upper.get(code[:2] + "0000"), self._upper.get(code[:4] + "00")}
        ]
        return same if len(same) == 1 else []

    def _by_past_name(self, node: Node, year: int, seen: set[Node]) -> list[tuple[Node, int]]:
        """Others of the past with its name in its province, whose own events come later: the
        code books gave many counties new codes without saying so."""
        code, name = node
        if name.endswith("区") or self._by_name(node):
            return []
        return [
            (other, year)
            for other in self._namesakes[name]
            if other not in seen
            and other[0][:2] in (code[:2], PARTED.get(code[:2]))
            and max(each.year for each in self._events[other]) > year
        ]

    def _districts(self, node: Node, ends: set[str]) -> set[str]:
        """All districts of the city, where nothing decides between them, but those that were
        counties of their own then."""
        cities = ends or self._city_of(node)
        last = max((each.year for each in self._events.get(node, ())), default=0)
        districts = {
            code
            for code, name in self._upper.items()
            if f"{code[:4]}00" in cities and name.endswith("区") and not _is_city(code)
        }
        return {
            code for code in districts if self._counties_until.get(code, 0) <= last
        } or districts

    @cached_property
    def _counties_until(self) -> dict[str, int]:
        """District of today that came from a county alone → the last year of that county."""
        years: dict[str, int] = {}
        older: set[str] = set()
        for node in self._events:
            ends = self._follow(node)
            if node[1].endswith("区"):
                older |= ends
            elif len(ends) == 1 and not _is_city(node[0]):
                (code,) = ends
                years[code] = max(years.get(code, 0), *(e.year for e in self._events[node]))
        return {code: year for code, year in years.items() if code not in older}

    def _city_of(self, node: Node) -> set[str]:
        """Today's city of the name that held the node last; empty where there is none."""
        path = self._path(node)
        name = path[1] if len(path) > 2 else ""
        now = {code for code, each in self._upper.items() if each == name and _is_city(code)}
        if now or not name:
            return now
        before = [other for other in self._namesakes[name] if other[0][:2] == node[0][:2]]
        return set().union(*(self._follow(other) for other in before))

    def _path(self, node: Node) -> tuple[str, ...]:
        return next((each.path for each in reversed(self._events.get(node, ()))), ())

    @cached_property
    def _with_counties(self) -> set[str]:
        """Provinces and cities with counties below."""
        counties = [code for code in self._upper if not code.endswith("00")]
        return {f"{code[:4]}00" for code in counties} | {f"{code[:2]}0000" for code in counties}


def _is_city(code: str) -> bool:
    return code.endswith("00")

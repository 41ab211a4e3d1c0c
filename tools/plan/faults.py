"""Where the code differs from the plan: each fault as a sentence that says what to do."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from tools.plan.imports import WEIGHT, Import
from tools.plan.page import Plan

Graph = Mapping[str, set[str]]


def circles(imports: Iterable[Import]) -> list[str]:
    """Modules that lead back to themselves, however the import is made; one line for each circle.

    Whoever imports a module also runs the packages it lies in, so an edge leads to those too,
    but for the packages that it lies in itself.
    """
    graph: dict[str, set[str]] = defaultdict(set)
    for each in imports:
        others = _packages(each.imported) - _packages(each.importer) - {each.importer}
        graph[each.importer].update(others, {each.imported})
    return [
        f"circle: {', '.join(sorted(circle))}: let one of them no longer import the others"
        for circle in _strongly_connected(graph)
    ]


def upward(imports: Iterable[Import], plan: Plan) -> list[str]:
    """Imports of a room that does not stand on a lower level, and rooms without a level."""
    faults = []
    for each in imports:
        here, there = room_of(each.importer), room_of(each.imported)
        if there is None or here == there:
            continue
        levels = plan.level_of(here or ""), plan.level_of(there)
        if levels[0] is None or levels[1] is None:
            missing = here if levels[0] is None else there
            faults.append(f"{each}: give {missing or 'sites'} a level in docs/architecture.md")
        elif levels[1] >= levels[0]:
            faults.append(
                f"{each}: {here} (level {levels[0]}) must not import {there} (level {levels[1]})"
            )
    return faults


def upward_inside(imports: Iterable[Import], plan: Plan) -> list[str]:
    """The same between the parts of one room that has an order inside."""
    faults = []
    for each in imports:
        room = room_of(each.importer)
        if room not in plan.inner or room_of(each.imported) != room:
            continue
        here, there = _part_of(each.importer), _part_of(each.imported)
        levels = plan.inner_level_of(room, here), plan.inner_level_of(room, there)
        named = levels[0] < len(plan.inner[room])
        if here and there and here != there and named and levels[1] >= levels[0]:
            faults.append(f"{each}: in {room}, {here} stands below {there}")
    return faults


def strangers(imports: Iterable[Import], plan: Plan, free: Iterable[str]) -> list[str]:
    """Outside packages in a room that is not their home; those in free need none."""
    faults = []
    for each in imports:
        package = each.imported.partition(".")[0]
        if room_of(each.imported) is not None or (package in free and package not in plan.homes):
            continue
        homes = plan.homes.get(package)
        if homes is None:
            faults.append(f"{each}: give {package} a home in docs/architecture.md")
        elif room_of(each.importer) not in homes:
            faults.append(f"{each}: {package} belongs to {', '.join(sorted(homes))}")
    return faults


def empty_homes(imports: Iterable[Import], plan: Plan) -> list[str]:
    """Homes of the plan in which nothing imports the package any more."""
    used = {(each.imported.partition(".")[0], room_of(each.importer)) for each in imports}
    return [
        f"{room} no longer imports {package}: strike it out in docs/architecture.md"
        for package, rooms in plan.homes.items()
        for room in sorted(rooms)
        if (package, room) not in used
    ]


def without_weight(imports: Iterable[Import]) -> list[str]:
    """Imports inside a function whose line does not say what they save."""
    return [
        f"{each} inside a function: put it at the top, or say on its line “{WEIGHT} what it costs”"
        for each in imports
        if each.in_function and not each.weight
    ]


def room_of(module: str) -> str | None:
    """The first name below sites/; "app" for app.py, "" for sites itself, None if not ours."""
    head, _, rest = module.partition(".")
    if head == "app":
        return "app"
    return rest.partition(".")[0] if head == "sites" else None


def _part_of(module: str) -> str:
    """The second name below sites/; empty for the room itself."""
    return ".".join(module.split(".")[2:3])


def _packages(module: str) -> set[str]:
    parts = module.split(".")
    return {".".join(parts[:count]) for count in range(1, len(parts))}


def _strongly_connected(graph: Graph) -> list[set[str]]:
    """The sets of two or more modules each of which reaches every other, in order of names."""
    far = {name: reached(graph, name) for name in sorted(graph)}
    found: list[set[str]] = []
    for name, others in far.items():
        circle = {other for other in others if name in far.get(other, ())}
        if circle and circle not in found:
            found.append(circle)
    return found


def reached(graph: Graph, start: str) -> set[str]:
    """All names to which the edges lead from start; start itself only in a circle."""
    seen: set[str] = set()
    waiting = list(graph.get(start, ()))
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(graph.get(name, ()))
    return seen

"""The rooms as a Mermaid drawing: which stands on which, read from what they import."""

from collections import defaultdict
from collections.abc import Iterable

from tools.plan.faults import Graph, reached, room_of
from tools.plan.imports import Import
from tools.plan.page import Plan

_STORIES = frozenset({"transcribing", "loading", "finding"})


def drawing(imports: Iterable[Import], plan: Plan) -> str:
    """The drawing between its fences, highest level first, the same for the same code.

    An arrow leads to what a room imports; one that follows from others is left out.
    """
    below = _nearest(_rooms_below(imports))
    lines = ["```mermaid", "flowchart TD"]
    for number in range(len(plan.levels) - 1, -1, -1):
        rooms = sorted(plan.levels[number])
        lines.append(f'  subgraph L{number}["{number}"]')
        lines += [f"    {_node(room)}" for room in rooms]
        lines.append("  end")
    for level in reversed(plan.levels):
        for room in sorted(level):
            lines += [f"  {room} --> {lower}" for lower in sorted(below.get(room, ()))]
    return "\n".join([*lines, "```"]) + "\n"


def _node(room: str) -> str:
    return f"{room}([{room}])" if room in _STORIES else f"{room}[{room}]"


def _rooms_below(imports: Iterable[Import]) -> dict[str, set[str]]:
    below: dict[str, set[str]] = defaultdict(set)
    for each in imports:
        here, there = room_of(each.importer), room_of(each.imported)
        if here and there and here != there:
            below[here].add(there)
    return below


def _nearest(below: Graph) -> dict[str, set[str]]:
    """Each room's lower rooms without those that it also reaches through another of them.

    The rooms must lead in no circle, which the guard holds.
    """
    return {
        room: lower - {far for near in lower for far in reached(below, near)}
        for room, lower in below.items()
    }

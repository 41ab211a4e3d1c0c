"""docs/architecture.md as the one place that says levels, order inside rooms, and homes."""

import re
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "architecture.md"


@dataclass(frozen=True, slots=True)
class Plan:
    """What the page's tables say; the names of rooms without "sites.".

    levels: the rooms of each level, lowest first; app.py is the room "app".
    inner: room → what stands in it, lowest first; whatever is not named stands above.
    homes: outside package → the rooms that may import it.
    """

    levels: tuple[frozenset[str], ...]
    inner: dict[str, tuple[frozenset[str], ...]]
    homes: dict[str, frozenset[str]]

    def level_of(self, room: str) -> int | None:
        """The number of its level, 0 for the lowest; None for a room the plan does not know."""
        return next((number for number, rooms in enumerate(self.levels) if room in rooms), None)

    def inner_level_of(self, room: str, part: str) -> int:
        """The same within a room that has an order: a part that is not named stands above all."""
        order = self.inner[room]
        return next((number for number, parts in enumerate(order) if part in parts), len(order))


def read_plan(page: Path = PAGE) -> Plan:
    """The plan as the page has it. Raises ValueError when a table of it is missing."""
    text = page.read_text(encoding="utf-8")
    levels = [_names(cells[1]) for cells in _table(text, "levels")]
    inner = {_only(cells[0]): _steps(cells[1]) for cells in _table(text, "inside")}
    homes = {_only(cells[0]): _names(cells[1]) for cells in _table(text, "homes")}
    return Plan(tuple(levels), inner, homes)


def between(text: str, name: str) -> str:
    """What stands between the two marks of this name. Raises ValueError without them."""
    return _parted(text, name)[1]


def with_text(text: str, name: str, new: str) -> str:
    """The page with this instead between the two marks. Raises ValueError without them."""
    before, _, behind = _parted(text, name)
    return before + new + behind


def _parted(text: str, name: str) -> tuple[str, str, str]:
    before, start, rest = text.partition(f"<!-- {name} -->\n")
    inside, end, behind = rest.partition(f"<!-- /{name} -->")
    if not end:
        raise ValueError(f"The page has no <!-- {name} --> … <!-- /{name} -->: put them back.")
    return before + start, inside, end + behind


def _table(text: str, name: str) -> list[list[str]]:
    """The cells of each row under the heading of a table."""
    lines = [line for line in between(text, name).splitlines() if line.startswith("|")]
    return [line.strip("| ").split("|") for line in lines[2:]]


def _names(cell: str) -> frozenset[str]:
    return frozenset(re.findall(r"`(\w+)`", cell))


def _steps(cell: str) -> tuple[frozenset[str], ...]:
    return tuple(_names(step) for step in cell.split("→"))


def _only(cell: str) -> str:
    (name,) = _names(cell)
    return name

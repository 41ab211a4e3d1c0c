"""How often the way of one picture, one row and one question leads from room to room.

    python -m tools.plan.walks [--tree FOLDER] [--show picture|row|question]

The house is run for real (`tracing`): `flask sites read` on one picture of six rows, `flask sites
load` on a list of one row, and the question 成都市武侯区 on data/sites.csv; each after another of
its kind, so that tables are in memory. Counted is what a reader of the code walks:

* A *room* is the first name below sites/: a wing is one room. By parts, the folders inside a
  room count as rooms of their own. The ground floor (levels 0 to 2: errors, text, settings, geo,
  records), on which everything stands, is no room.
* The *hallway* are the three stories, cli and web: the walk starts there, and coming back to it,
  by return or through what it handed in (a progress bar, its own generator), is no step.
* A *step* is a call from a function into another room, through whatever outside package it goes.
  A function steps into one room once, however often it calls there.
* A *return* is a step into a room that the walk was in before.
* A *climb* is a step into a room that stands higher than the room that was stepped into last.
* A *look-up* is a step into areas or phones, the two homes of facts. Returns and climbs
  are told with look-ups and without.
* A call *upward* leads from a room into one that does not stand lower: the guard lets none be
  imported, so it can only come about through a function that was handed down.
"""

import argparse
import ast
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from itertools import pairwise
from pathlib import Path

from tools.plan.page import read_plan
from tools.published_lists import choose_rows, made_rows, render

_HOME = Path(__file__).resolve().parents[2]
_GROUND_FLOOR = {"errors", "text", "settings", "geo", "records", "scans"}  # scans: until 8418447
_FACTS = {"areas", "phones"}
_HALLWAY = {"app", "cli", "web", "finding", "loading", "transcribing"}
_HEADER = "unit,province,city,county,address,phone,hours,status\n"
_LISTS = {
    "warm": "演示市公安局甲,四川省,成都市,锦江区,演示路8号,028-01234567,,demo\n",
    "walk": "演示市公安局武侯区分局,四川省,成都市,武侯区,演示路12号,028-01234568,9:00-17:00,demo\n",
}


@dataclass(frozen=True, slots=True)
class Step:
    """From a room into another; start and end name the two functions."""

    leaving: str
    room: str
    start: str
    end: str

    def __str__(self) -> str:
        return f"{self.leaving or 'hallway'} → {self.room}: {self.start} calls {self.end}"


@dataclass(frozen=True, slots=True)
class Count:
    """The figures of one walk; see this module's docstring."""

    steps: int
    returns: int
    climbs: int
    upward: int
    returns_without_look_ups: int
    climbs_without_look_ups: int


def steps_of(calls: Iterable[Sequence[str]], *, parts: bool = False) -> list[Step]:
    """The steps of a traced walk, in order. parts: folders inside a room are rooms."""
    seen: set[tuple[str, str, str]] = set()
    steps = []
    for caller, function, called, called_function in calls:
        leaving, room = _room(caller, parts=parts), _room(called, parts=parts)
        key = (caller, function, room)
        if not room or room == leaving or room in _GROUND_FLOOR or key in seen:
            continue
        seen.add(key)
        steps.append(Step(leaving, room, f"{caller}.{function}", f"{called}.{called_function}"))
    return steps


def count(steps: Sequence[Step], levels: dict[str, int]) -> Count:
    """The figures of these steps. levels: of the rooms, 0 for the lowest."""
    rooms = [step.room for step in steps]
    others = [room for room in rooms if _wing(room) not in _FACTS]
    upward = [
        step
        for step in steps
        if step.leaving and _wing(step.leaving) != _wing(step.room)
        if levels[_wing(step.leaving)] <= levels[_wing(step.room)]
    ]
    return Count(
        steps=len(steps),
        returns=len(rooms) - len(set(rooms)),
        climbs=_climbs(rooms, levels),
        upward=len(upward),
        returns_without_look_ups=len(others) - len(set(others)),
        climbs_without_look_ups=_climbs(others, levels),
    )


def _climbs(rooms: Iterable[str], levels: dict[str, int]) -> int:
    high = [levels[_wing(room)] for room in rooms]
    return sum(later > earlier for earlier, later in pairwise(high))


def _wing(room: str) -> str:
    return room.partition(".")[0]


def _room(module: str, *, parts: bool) -> str:
    """The room of a module of sites/; empty for the hallway and for nothing."""
    names = module.split(".")
    # At 8418447 the wing of printed lists lay in the folder of its story.
    if names[0] in _HALLWAY and not (names[0] == "transcribing" and len(names) > 1):
        return ""
    is_folder = len(names) > 2
    return ".".join(names[:2]) if parts and is_folder else names[0]


def _levels(tree: Path) -> dict[str, int]:
    """By the house's own plan; before there was one, by the tuple of its test."""
    page = tree / "docs" / "architecture.md"
    if page.exists():
        levels: Sequence[Iterable[str]] = read_plan(page).levels
    else:
        test = (tree / "tests" / "test_architecture.py").read_text(encoding="utf-8")
        (levels,) = (
            ast.literal_eval(node.value)
            for node in ast.parse(test).body
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "LEVELS"
        )
    return {room: level for level, rooms in enumerate(levels) for room in rooms}


def _traced(tree: Path) -> dict[str, list[Sequence[str]]]:
    with tempfile.TemporaryDirectory() as folder:
        inputs, out = Path(folder), Path(folder) / "calls.json"
        rows = choose_rows(made_rows(), 12, 11)
        for name, part in (("warm", rows[:6]), ("walk", rows[6:])):
            (inputs / f"{name}.csv").write_text(_HEADER + _LISTS[name], encoding="utf-8")
            (path,) = render(part, "clean", inputs / name, seed=1)
            path.rename(inputs / f"{name}.png")
        script = str(_HOME / "tools" / "plan" / "tracing.py")
        # -P: beside the script lie modules of ours that a house of another commit has not.
        subprocess.run(
            [sys.executable, "-P", script, folder, str(out)],
            cwd=tree,
            env=os.environ | {"PYTHONPATH": str(tree.resolve())},
            check=True,
        )
        calls: dict[str, list[Sequence[str]]] = json.loads(out.read_text(encoding="utf-8"))
    return calls


def main() -> None:
    """Print the figures as a table, or the steps of one walk."""
    options = argparse.ArgumentParser(description="Counts the walks through the house.")
    options.add_argument("--tree", type=Path, default=_HOME, help="a checkout of any commit")
    options.add_argument("--show", choices=("picture", "row", "question"))
    chosen = options.parse_args()
    calls, levels = _traced(chosen.tree), _levels(chosen.tree)
    if chosen.show:
        print("\n".join(map(str, steps_of(calls[chosen.show]))))
        return
    print("| way of one | steps | returns | climbs | upward | without look-ups: returns | climbs |")
    print("|---|---|---|---|---|---|---|")
    for name, walk in calls.items():
        for parts in (False, True):
            found = count(steps_of(walk, parts=parts), levels)
            cells = (f"{name}, by parts" if parts else name, *astuple(found))
            print("| " + " | ".join(map(str, cells)) + " |")


if __name__ == "__main__":
    main()

"""The guard of the plan itself: it must be seen to fail, on small made-up houses."""

from pathlib import Path

import pytest

from tools.plan.drawing import drawing
from tools.plan.faults import (
    circles,
    empty_homes,
    strangers,
    upward,
    upward_inside,
    without_weight,
)
from tools.plan.imports import Import, imports_of, modules_in
from tools.plan.page import Plan, read_plan, with_text
from tools.plan.walks import Count, count, steps_of

PAGE = """
<!-- levels -->
| level | rooms | what stands there |
|---|---|---|
| 0 | `text` | words |
| 1 | `reading` `store` | lists |
| 2 | `web` | pages |
<!-- /levels -->
<!-- inside -->
| room | parts |
|---|---|
| `reading` | `sheets` → `tables` → `formats` |
<!-- /inside -->
<!-- homes -->
| package | home | for |
|---|---|---|
| `csv` | `reading` | lists |
| `flask` | `web` `app` | pages |
<!-- /homes -->
"""


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    page = tmp_path / "architecture.md"
    page.write_text(PAGE, encoding="utf-8")
    return read_plan(page)


def _imports(house: Path, **files: str) -> tuple[Import, ...]:
    """The imports of a house with these files; `reading__lists` is sites/reading/lists.py,
    `reading__` the file of the package itself.
    """
    for name, source in files.items():
        place = f"{name.replace('__', '/')}.py".replace("/.py", "/__init__.py")
        path = house / "sites" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    for folder in {path.parent for path in (house / "sites").rglob("*.py")}:
        (folder / "__init__.py").touch()
    return imports_of(modules_in(house, "sites"))


def test_circle_between_two_modules_of_one_room_is_found(tmp_path: Path) -> None:
    imports = _imports(
        tmp_path,
        reading__rows="from sites.reading.columns import column\n",
        reading__columns="from sites.reading.rows import row\n",
        reading__lists="from sites.reading import rows\n",
    )
    (fault,) = circles(imports)
    assert fault.startswith("circle: sites.reading.columns, sites.reading.rows:")


def test_circle_of_three_is_told_once(tmp_path: Path) -> None:
    imports = _imports(
        tmp_path,
        reading__a="import sites.reading.b\n",
        reading__b="from . import c\n",
        reading__c="from .a import first\n",
    )
    (fault,) = circles(imports)
    assert "sites.reading.a, sites.reading.b, sites.reading.c" in fault


def test_circle_through_an_import_inside_a_function_is_found(tmp_path: Path) -> None:
    inside = (
        "def draw():\n    from sites.web.parts import part  # weight: folium\n    return part\n"
    )
    imports = _imports(tmp_path, web__drawing=inside, web__parts="from sites.web import drawing\n")
    assert without_weight(imports) == []  # a reason does not open a circle
    (fault,) = circles(imports)
    assert "sites.web.drawing, sites.web.parts" in fault


def test_circle_through_an_import_for_types_only_is_found(tmp_path: Path) -> None:
    types = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from sites.web.b import B\n"
    assert len(circles(_imports(tmp_path, web__a=types, web__b="import sites.web.a\n"))) == 1


def test_circle_through_what_a_package_runs_is_found(tmp_path: Path) -> None:
    imports = _imports(
        tmp_path,
        reading__tables__="from sites.reading.formats.word import read\n",
        reading__tables__rows="",
        reading__formats__word="from sites.reading.tables.rows import row\n",
    )
    (fault,) = circles(imports)
    assert "sites.reading.formats.word, sites.reading.tables:" in fault


def test_imports_that_go_down_are_no_circle(tmp_path: Path) -> None:
    imports = _imports(
        tmp_path,
        text="",
        reading__sheets="from sites.text import squeezed\n",
        reading__lists="from sites.reading.sheets import Sheet\nfrom sites import text\n",
    )
    assert circles(imports) == []


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("from sites.web.pages import page\n", id="at the top"),
        pytest.param("from sites import web\n", id="as a name of the package"),
        pytest.param("def late():\n    import sites.web.pages  # weight: x\n", id="in a function"),
    ],
)
def test_upward_import_is_found(tmp_path: Path, plan: Plan, source: str) -> None:
    (fault,) = upward(_imports(tmp_path, store__tables=source, web__pages=""), plan)
    assert "store (level 1) must not import web (level 2)" in fault


def test_import_of_a_room_beside_is_found(tmp_path: Path, plan: Plan) -> None:
    imports = _imports(tmp_path, store__tables="import sites.reading.rows\n", reading__rows="")
    (fault,) = upward(imports, plan)
    assert "store (level 1) must not import reading (level 1)" in fault


def test_room_without_a_level_is_found(tmp_path: Path, plan: Plan) -> None:
    (fault,) = upward(_imports(tmp_path, cellar="import sites.text\n", text=""), plan)
    assert fault.endswith("give cellar a level in docs/architecture.md")


def test_upward_import_inside_a_room_is_found(tmp_path: Path, plan: Plan) -> None:
    imports = _imports(
        tmp_path,
        reading__tables__rows="from sites.reading.formats.word import read\n",
        reading__formats__word="from sites.reading.sheets import Sheet\n",
        reading__sheets="from sites.reading.lists import read_list\n",
        reading__lists="from sites.reading.formats import word\n",
    )
    assert upward_inside(imports, plan) == [
        "sites.reading.sheets:1 imports sites.reading.lists: in reading, sheets stands below lists",
        "sites.reading.tables.rows:1 imports sites.reading.formats.word: "
        "in reading, tables stands below formats",
    ]


def test_package_outside_its_home_is_found(tmp_path: Path, plan: Plan) -> None:
    imports = _imports(tmp_path, store__tables="import csv\nimport math\nimport requests\n")
    assert strangers(imports, plan, free={"csv", "math"}) == [
        "sites.store.tables:1 imports csv: csv belongs to reading",
        "sites.store.tables:3 imports requests: give requests a home in docs/architecture.md",
    ]


def test_home_that_nobody_uses_is_found(tmp_path: Path, plan: Plan) -> None:
    imports = _imports(tmp_path, web__pages="from flask import g\n", reading__lists="")
    assert empty_homes(imports, plan) == [
        "reading no longer imports csv: strike it out in docs/architecture.md",
        "app no longer imports flask: strike it out in docs/architecture.md",
    ]


def test_import_inside_a_function_without_a_reason_is_found(tmp_path: Path) -> None:
    source = "def late():\n    import folium  # noqa: PLC0415\n    import cv2  # weight: 0.2 s\n"
    (fault,) = without_weight(_imports(tmp_path, web__maps=source))
    assert fault.startswith("sites.web.maps:2 imports folium inside a function")


def test_page_without_its_table_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "architecture.md"
    page.write_text("# The plan\n", encoding="utf-8")
    with pytest.raises(ValueError, match="<!-- levels -->"):
        read_plan(page)


CALLS = [
    ("", "", "loading", "load"),
    ("loading", "load", "reading.lists", "read_list"),
    ("reading.lists", "read_list", "reading.formats.word", "read_word"),
    ("reading.lists", "read_list", "records.sites", "Row.__init__"),  # the ground floor
    ("loading", "load", "geocoding.placing", "place_sites"),
    ("geocoding.placing", "place", "areas.gazetteer", "Gazetteer.get"),
    ("geocoding.placing", "place", "areas.points", "point"),  # the same function, the same room
    ("geocoding.placing", "place_sites", "cli.lists", "with_progress"),  # handed in by the hallway
    ("geocoding.chain", "Chain.place", "areas.gazetteer", "Gazetteer.get"),
    ("areas.gazetteer", "Gazetteer.get", "geocoding.chain", "Chain.named"),
]
LEVELS_OF_ROOMS = {"areas": 3, "reading": 5, "geocoding": 6}


def test_steps_of_a_walk_lead_from_room_to_room() -> None:
    assert [(step.leaving, step.room) for step in steps_of(CALLS)] == [
        ("", "reading"),
        ("", "geocoding"),
        ("geocoding", "areas"),
        ("geocoding", "areas"),
        ("areas", "geocoding"),
    ]


def test_folders_inside_a_room_are_rooms_when_asked_for() -> None:
    rooms = [step.room for step in steps_of(CALLS, parts=True)]
    assert rooms[:2] == ["reading", "reading.formats"]


def test_returns_climbs_and_upward_calls_of_a_walk_are_counted() -> None:
    # Returns: areas and geocoding again. Climbs: reading to geocoding, areas to geocoding.
    assert count(steps_of(CALLS), LEVELS_OF_ROOMS) == Count(
        steps=5,
        returns=2,
        climbs=2,
        upward=1,
        returns_without_look_ups=1,
        climbs_without_look_ups=1,
    )


def test_drawing_leaves_out_arrows_that_follow_from_others(tmp_path: Path, plan: Plan) -> None:
    imports = _imports(
        tmp_path,
        web__pages="from sites.reading import lists\nfrom sites import text\n",
        reading__lists="from sites.text import squeezed\n",
        text="",
        store="",
    )
    drawn = drawing(imports, plan)
    assert [line.strip() for line in drawn.splitlines() if "-->" in line] == [
        "web --> reading",
        "reading --> text",
    ]


def test_drawing_stands_between_its_marks_and_nothing_else_changes() -> None:
    page = "before\n<!-- drawing -->\nold\n<!-- /drawing -->\nold\n"
    new = with_text(page, "drawing", "new\n")
    assert new == "before\n<!-- drawing -->\nnew\n<!-- /drawing -->\nold\n"

"""The code held to the plan of docs/architecture.md, and names, docstrings, demonstration rows.

Where a test of levels or homes fails the code has moved: mend it, or change that page on purpose.
"""

import ast
import csv
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tools.plan.__main__ import page_now
from tools.plan.faults import (
    circles,
    empty_homes,
    room_of,
    strangers,
    upward,
    upward_inside,
    without_weight,
)
from tools.plan.imports import imports_in, imports_of, modules_in
from tools.plan.page import PAGE, read_plan

HOME = Path(__file__).resolve().parent.parent
PLAN = read_plan()
MODULES = {"app": HOME / "app.py"} | modules_in(HOME, "sites")
IMPORTS = imports_of(MODULES)

FORBIDDEN_NAMES = {"data", "info", "item", "items", "obj", "util", "utils", "helper", "helpers"} | {
    "manager", "handler", "handlers", "process",
}  # fmt: skip
CONNECTING = {"create_engine", "connect", "urlopen", "create_connection", "Redis", "Session"}


def _sources() -> list[Path]:
    return [*sorted((HOME / "sites").rglob("*.py")), HOME / "app.py"]


def _name(path: Path) -> str:
    return str(path.relative_to(HOME))


def _unit(path: Path) -> str:
    """The first name under sites/ (one unit each), or "app"; empty for sites/__init__.py."""
    parts = path.relative_to(HOME).with_suffix("").parts
    if parts[0] != "sites":
        return parts[0]
    return "" if parts[1] == "__init__" else parts[1]


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def _public_functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Functions of the module and methods of its public classes, without an underscore in front.

    A class with a base is left out: its methods keep what the base says of them.
    """
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node.name, node
        elif isinstance(node, ast.ClassDef) and not (node.bases or node.name.startswith("_")):
            for part in node.body:
                if isinstance(part, ast.FunctionDef) and not part.name.startswith("_"):
                    yield f"{node.name}.{part.name}", part


def _is_trivial_property(function: ast.FunctionDef) -> bool:
    decorators = {ast.unparse(each).split(".")[-1] for each in function.decorator_list}
    return bool(decorators & {"property", "cached_property", "setter"}) and len(function.body) == 1


def _tracked() -> list[Path]:
    if not (HOME / ".git").exists():
        pytest.skip("this is no clone, so nothing says which files are the project's")
    # A container may run as another user than the one who cloned.
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={HOME}", "ls-files", "-z"],
        cwd=HOME,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [HOME / name for name in listed.split("\0") if name and (HOME / name).is_file()]


def _text_of(path: Path) -> str | None:
    """The file's text; None for a picture, an archive and whatever else is not text."""
    content = path.read_bytes()
    if b"\0" in content[:8192]:
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None


def test_no_module_leads_back_to_itself() -> None:
    assert circles(IMPORTS) == []


def test_module_imports_only_lower_levels() -> None:
    assert upward(IMPORTS, PLAN) == []


def test_parts_of_a_room_keep_its_order() -> None:
    assert upward_inside(IMPORTS, PLAN) == []


def test_drawing_of_the_plan_is_what_the_code_imports() -> None:
    is_fresh = page_now() == PAGE.read_text(encoding="utf-8")
    assert is_fresh, "Run `make plan`: docs/architecture.md draws what is no more."


def test_every_file_that_the_plan_names_is_there() -> None:
    top = "app.py|data|docs|sites|static|templates|tests|tools"
    named = re.findall(rf"`((?:{top})(?:/[\w./-]*)?)`", PAGE.read_text(encoding="utf-8"))
    assert [name for name in named if not (HOME / name).exists()] == []
    assert len(named) > 60


def test_every_room_of_the_plan_is_there() -> None:
    rooms = {room_of(module) for module in MODULES} - {""}
    assert sorted(room for level in PLAN.levels for room in level) == sorted(filter(None, rooms))


def _words_spoken(path: Path) -> Iterator[ast.Constant]:
    """Chinese texts that are no docstring, no name or help of an option, no label of click's own
    (a wrong call, a progress bar)."""
    tree = _tree(path)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    left_to_click = [
        *(each for function in functions for each in function.decorator_list),
        *(function.body[0] for function in functions if ast.get_docstring(function)),
        *(
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and ast.unparse(node.func) in {"click.UsageError", "click.progressbar"}
        ),
    ]
    passed_over = {id(part) for each in left_to_click for part in ast.walk(each)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if id(node) not in passed_over and re.search("[一-龥]", node.value):
            yield node


def test_commands_leave_the_words_to_the_voice() -> None:
    spoken = [
        f"{_name(path)}:{text.lineno} {text.value!r}"
        for path in sorted((HOME / "sites" / "cli").glob("*.py"))
        for text in _words_spoken(path)
    ]
    assert spoken == []


def test_the_package_itself_imports_nothing() -> None:
    assert [str(each) for each in IMPORTS if each.importer == "sites"] == []


def test_import_inside_a_function_says_what_it_saves() -> None:
    assert without_weight(IMPORTS) == []


def test_outside_package_stays_in_its_home() -> None:
    assert strangers(IMPORTS, PLAN, free=sys.stdlib_module_names) == []


def test_no_home_stands_empty() -> None:
    assert empty_homes(IMPORTS, PLAN) == []


@pytest.mark.parametrize("path", _sources(), ids=_name)
def test_environment_is_read_only_in_app(path: Path) -> None:
    if _unit(path) == "app":
        return
    for node in ast.walk(_tree(path)):
        if not isinstance(node, ast.Attribute | ast.ImportFrom):
            continue
        text = ast.unparse(node)
        assert not re.search(r"\bos\.(environ|getenv)\b|from os import .*(environ|getenv)", text), (
            f"{_name(path)}:{node.lineno}: only app.py reads the environment"
        )


@pytest.mark.parametrize("path", _sources(), ids=_name)
def test_importing_a_module_connects_to_nothing(path: Path) -> None:
    statements = [
        node
        for node in _tree(path).body
        if not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom)
    ]
    for statement in statements:
        for node in ast.walk(statement):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func).split(".")[-1]
                assert called not in CONNECTING, f"{_name(path)}:{node.lineno} calls {called}"


@pytest.mark.parametrize("path", _sources(), ids=_name)
def test_public_function_and_module_have_a_docstring(path: Path) -> None:
    tree = _tree(path)
    assert ast.get_docstring(tree), f"{_name(path)} says nothing about itself"
    if path.parent.name == "versions":  # every migration has the same two functions
        return
    silent = [
        name
        for name, function in _public_functions(tree)
        if not _is_trivial_property(function) and not ast.get_docstring(function)
    ]
    assert not silent, f"{_name(path)}: no docstring on {', '.join(silent)}"


def test_no_module_has_a_name_that_says_nothing() -> None:
    modules = [*_sources(), *(HOME / "tools").glob("*.py"), *(HOME / "benchmarks").glob("*.py")]
    assert [_name(path) for path in modules if path.stem in FORBIDDEN_NAMES] == []


def test_no_two_files_have_one_name() -> None:
    files = [path for path in (HOME / "sites").rglob("*.py") if path.name != "__init__.py"]
    stems = Counter(path.stem for path in files if path.parent.name != "cli")
    assert [stem for stem, times in stems.items() if times > 1] == []


def test_every_test_file_is_found_by_pytest() -> None:
    stray = [
        _name(path)
        for path in _tracked()
        if path.name.startswith("test_") and path.suffix == ".py" and path.parent != HOME / "tests"
    ]
    assert stray == []


def test_no_tracked_file_names_this_machine_or_a_package_index() -> None:
    machine = re.compile(r"(?<![\w./-])/(?:work|root|farm|home/\w+|Users/\w+)/")
    index = re.compile(
        r"(?:files\.)?python" + r"hosted\.org|pypi\.(?:org|python)|registry\.npm" + r"js|"
        r"(?:extra-)?index-" + r"url\s*=|registry\s*=\s*\"?http|\"resolved\":\s*\"http"
    )
    found = [
        f"{_name(path)}: {match.group()}"
        for path in _tracked()
        if (text := _text_of(path)) is not None
        for match in (machine.search(text), index.search(text))
        if match
    ]
    assert found == []


def test_each_lock_holds_all_of_the_smaller_one() -> None:
    names = ("", "-ocr", "-places", "-operate", "-test")
    run, ocr, places, operate, test = (
        set(
            re.findall(
                r"^[\w.-]+==\S+",
                (HOME / f"requirements{name}.lock").read_text(encoding="utf-8"),
                re.M,
            )
        )
        for name in names
    )
    assert run - (ocr & places & operate) == set()
    assert (ocr | places | operate) - test == set()


def test_every_direct_dependency_is_pinned_as_in_the_lock() -> None:
    project = (HOME / "pyproject.toml").read_text(encoding="utf-8").partition("[tool.ruff]")[0]
    direct = re.findall(r'^  "([\w.-]+)(?:\[\w+\])?([^"]*)",', project, re.M)
    lock = (HOME / "requirements-test.lock").read_text(encoding="utf-8")
    missing = [
        name + pin for name, pin in direct if not re.search(f"^{name.lower()}{pin}\\b", lock, re.M)
    ]
    assert len(direct) > 20
    assert missing == []


def test_every_package_from_npm_is_pinned_with_its_hash() -> None:
    wanted = json.loads((HOME / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    lock = json.loads((HOME / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert lock.pop("")["devDependencies"] == wanted
    assert {name: lock[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert [name for name, package in lock.items() if "integrity" not in package] == []


def test_nothing_is_imported_that_the_lock_does_not_install() -> None:
    """A package that happens to be on one machine is missing in a clean clone."""
    lock = (HOME / "requirements-test.lock").read_text(encoding="utf-8")
    pinned = {_plain(name) for name in re.findall(r"^([\w.-]+)==", lock, re.M)}
    folders = [HOME / name for name in ("sites", "tests", "tools", "benchmarks")]
    files = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    ours = {path.stem for path in files} | {folder.name for folder in folders} | {"app"}
    installed = packages_distributions()
    stray = [
        f"{_name(path)}:{each.line} {each.imported}"
        for path in files
        for each in imports_in(path, ".".join(path.relative_to(HOME).with_suffix("").parts))
        if (package := each.imported.split(".")[0]) not in sys.stdlib_module_names | ours
        and not {_plain(name) for name in installed.get(package, ())} & pinned
    ]
    assert stray == []


def _plain(name: str) -> str:
    """A distribution's name as all its spellings have it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _listed() -> list[dict[str, str]]:
    with (HOME / "data" / "sites.csv").open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def _wrong_demo(row: dict[str, str]) -> bool:
    numbers = re.findall(r"\d[\d-]{5,}", row["phone"])
    local = [re.sub(r"\D", "", number.partition("-")[2]) for number in numbers]
    return not (
        "演示" in row["unit"]
        and "演示路" in row["address"]
        and all(part.startswith("0") for part in local)
        and not row["source_url"]
    )


def _wrong_real(row: dict[str, str]) -> bool:
    return (
        not row["source_title"]
        or not re.match(r"https?://[\w.-]+/", row["source_url"])
        or not re.fullmatch(r"\d{4}(-\d\d){0,2}", row["published_on"])
        or "演示" in row["unit"] + row["address"]
    )


def test_every_row_of_the_list_is_sourced_or_says_that_it_is_a_demonstration() -> None:
    rows = _listed()
    assert {row["status"] for row in rows} == {"demo", "published"}
    wrong = {"demo": _wrong_demo, "published": _wrong_real}
    assert [row["site_id"] for row in rows if wrong[row["status"]](row)] == []


def test_the_list_has_the_size_of_the_national_one() -> None:
    rows = _listed()
    assert sum(row["status"] == "demo" for row in rows) > 5200
    given = [row["site_id"] for row in rows if row["site_id"]]
    assert len(set(given)) == len(given)

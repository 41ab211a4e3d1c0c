"""The house's plan, held by the code itself: levels, homes, names, docstrings, demonstration rows.

Where this test and DESIGN.md's table differ, the code has moved: change both on purpose.
"""

import ast
import csv
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parent.parent
LEVELS = (
    ("errors", "text"),
    ("settings", "geo"),
    ("records",),
    ("areas", "phones"),
    ("understanding", "exporting"),
    ("reading",),
    ("geocoding", "store", "questions"),
    ("assembling", "directory"),
    ("printed", "locating"),
    ("transcribing", "loading", "finding"),
    ("voice", "mapping"),
    ("web", "cli"),
)
LEVEL = {unit: level for level, units in enumerate(LEVELS) for unit in units}

# An outside package → the only units that may import it; "app" is app.py.
HOMES = {
    "ahocorasick": {"understanding"},
    "alembic": {"store"},
    "branca": {"mapping"},
    "bs4": {"reading"},
    "cv2": {"printed"},
    "click": {"cli", "app"},
    "defusedxml": {"reading"},
    "flask": {"web", "cli", "app"},
    "flask_compress": {"app", "web"},
    "folium": {"mapping"},
    "geographiclib": {"directory"},
    "geopy": {"geocoding"},
    "gunicorn": {"web"},
    "jinja2": {"web", "app"},
    "markupsafe": {"web"},
    "numpy": {"areas", "directory", "finding", "mapping", "printed"},
    "olefile": {"reading"},
    "onnxruntime": {"printed"},
    "opencc": {"directory", "printed", "understanding"},
    "openpyxl": {"printed", "reading"},
    "pdfplumber": {"reading"},
    "PIL": {"printed"},
    "pillow_heif": {"printed"},
    "pypdfium2": {"printed"},
    "rapidocr": {"printed"},
    "phonenumbers": {"phones"},
    "psycopg": {"store"},
    "python_calamine": {"reading"},
    "scipy": {"directory"},
    "shapely": {"areas"},
    "sqlalchemy": {"store"},
    "werkzeug": {"web", "app"},
    "csv": {"exporting", "reading"},
    "sqlite3": {"store"},
}

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


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    """(line, dotted module) of each import, wherever it stands in the file."""
    package = path.relative_to(HOME).with_suffix("").parts
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join((*package[: -node.level], node.module or "")).strip(".")
            start = base if node.level else node.module or ""
            if start == "sites":
                yield from ((node.lineno, f"sites.{alias.name}") for alias in node.names)
            else:
                yield node.lineno, start


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


@pytest.mark.parametrize("path", _sources(), ids=_name)
def test_module_imports_only_lower_levels(path: Path) -> None:
    unit = _unit(path)
    if not unit:
        assert list(_imports(path)) == [], "sites/__init__.py imports nothing"
        return
    level = len(LEVELS) if unit == "app" else LEVEL.get(unit)
    assert level is not None, f"Give sites.{unit} a level in LEVELS (and in the README)."
    for line, module in _imports(path):
        head, _, rest = module.partition(".")
        target = rest.split(".")[0]
        if head == "app":
            pytest.fail(f"{_name(path)}:{line} imports app.py, the top of the house")
        if head == "sites" and target != unit:
            assert LEVEL.get(target, 99) < level, (
                f"{_name(path)}:{line}: {unit} (level {level}) must not import "
                f"{target} (level {LEVEL.get(target)})"
            )


@pytest.mark.parametrize("path", _sources(), ids=_name)
def test_outside_package_stays_in_its_home(path: Path) -> None:
    inside = sys.stdlib_module_names - HOMES.keys()
    for line, module in _imports(path):
        package = module.split(".")[0]
        if package in inside or package in {"sites", "app"}:
            continue
        assert package in HOMES, f"{_name(path)}:{line}: give {package} a home in HOMES"
        assert _unit(path) in HOMES[package], (
            f"{_name(path)}:{line}: {package} belongs to {', '.join(sorted(HOMES[package]))}"
        )


@pytest.mark.parametrize("path", _sources(), ids=_name)
def test_environment_is_read_only_in_app(path: Path) -> None:
    if _unit(path) == "app":
        return
    for node in ast.walk(_tree(path)):
        text = ast.unparse(node) if isinstance(node, ast.Attribute | ast.ImportFrom) else ""
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
    names = ("requirements.lock", "requirements-ocr.lock", "requirements-test.lock")
    run, ocr, test = (
        set(re.findall(r"^[\w.-]+==\S+", (HOME / name).read_text(encoding="utf-8"), re.M))
        for name in names
    )
    assert run - ocr == set()
    assert ocr - test == set()


def test_every_direct_dependency_is_pinned_as_in_the_lock() -> None:
    project = (HOME / "pyproject.toml").read_text(encoding="utf-8").partition("[tool.ruff]")[0]
    direct = re.findall(r'^  "([\w.-]+)(?:\[\w+\])?([^"]*)",', project, re.M)
    lock = (HOME / "requirements-test.lock").read_text(encoding="utf-8")
    missing = [
        name + pin for name, pin in direct if not re.search(f"^{name.lower()}{pin}\\b", lock, re.M)
    ]
    assert len(direct) > 20
    assert missing == []


def test_nothing_is_imported_that_the_lock_does_not_install() -> None:
    """A package that happens to be on one machine is missing in a clean clone."""
    lock = (HOME / "requirements-test.lock").read_text(encoding="utf-8")
    pinned = {_plain(name) for name in re.findall(r"^([\w.-]+)==", lock, re.M)}
    folders = [HOME / name for name in ("sites", "tests", "tools", "benchmarks")]
    files = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    ours = {path.stem for path in files} | {folder.name for folder in folders} | {"app"}
    installed = packages_distributions()
    stray = [
        f"{_name(path)}:{line} {module}"
        for path in files
        for line, module in _imports(path)
        if (package := module.split(".")[0]) not in sys.stdlib_module_names | ours
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

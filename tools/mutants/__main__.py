"""`python -m tools.mutants` (`make mutants`): put small faults into the code, one at a time, and
see whether the nearest tests notice. It works in a copy of the tree: yours is never touched."""

import argparse
import difflib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.mutants.mutating import Mutant, mutants_of
from tools.mutants.nearest import NEAREST, TOO_SLOW, tests_of

_HOME = Path(__file__).resolve().parents[2]
_OPTIONS = ("-x", "-q", "--tb=no", "-p", "no:cacheprovider", "-p", "tools.mutants.steady")
_SETTINGS = {
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",  # reading them takes three times as long as pytest
}
_TIME_FACTOR, _TIME_MORE_S = 3, 20  # a fault that never ends counts as noticed after this


@dataclass(frozen=True, slots=True)
class Sampled:
    """A mutant and its file, from the top of the clone."""

    path: str
    mutant: Mutant


def main() -> int:
    """Sample, try, tell; 1 when the tests of a package fail without any fault."""
    asked = _asked()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mutants-") as place:
        copy = Path(place) / "tree"
        _copy_tree(copy)
        for package in asked.paths:
            if not _try_package(copy, package, asked, deadline=started + 60 * asked.minutes):
                return 1
    return 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.mutants", description=__doc__)
    parser.add_argument(
        "--paths",
        nargs="+",
        choices=NEAREST,
        default=list(NEAREST),
        metavar="PACKAGE",
        help=f"packages of sites/: {', '.join(NEAREST)}",
    )
    parser.add_argument("--count", type=int, default=25, help="mutants of each package")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same mutants")
    parser.add_argument("--minutes", type=float, default=120, help="stop after so long")
    return parser.parse_args()  # fmt: skip


def _copy_tree(copy: Path) -> None:
    """What git knows of the tree as it stands now, changes that are not committed with it."""
    known = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(known, cwd=_HOME, check=True, capture_output=True, text=True)
    for name in filter(None, listed.stdout.split("\0")):
        if (_HOME / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(_HOME / name, copy / name)


def _try_package(copy: Path, package: str, asked: argparse.Namespace, deadline: float) -> bool:
    before = time.monotonic()
    if failed := _first_failure(copy, package, timeout_s=600):
        print(f"{package}: its tests fail without any fault: {failed}")
        return False
    timeout_s = _TIME_FACTOR * (time.monotonic() - before) + _TIME_MORE_S
    tried = killed = 0
    for one in _sample(package, asked.count, asked.seed):
        if time.monotonic() > deadline:
            print(f"{package}: stopped after {asked.minutes:g} minutes")
            break
        killer = _killer(copy, package, one, timeout_s)
        tried, killed = tried + 1, killed + bool(killer)
        print(f"{'killed  ' if killer else 'SURVIVED'} {one.path}:{one.mutant.line} {killer}")
        print("\n".join(_difference(one)), flush=True)
    share = f"{killed / tried:.0%}" if tried else "none"
    print(f"== {package}: {killed} of {tried} killed ({share}), seed {asked.seed}", flush=True)
    return True


def _sample(package: str, count: int, seed: int) -> list[Sampled]:
    """`count` mutants of a package, the same for the same seed and the same code."""
    found = [
        Sampled(str(path.relative_to(_HOME)), mutant)
        for path in _files(package)
        for mutant in mutants_of(path.read_text(encoding="utf-8"))
    ]
    chosen = random.Random(f"{seed} {package}")  # noqa: S311  # a sample, not a secret
    return chosen.sample(found, min(count, len(found)))


def _files(package: str) -> list[Path]:
    place = _HOME / "sites" / package
    return sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]


def _killer(copy: Path, package: str, one: Sampled, timeout_s: float) -> str:
    """What noticed the fault; empty when nothing did."""
    file = copy / one.path
    right = file.read_text(encoding="utf-8")
    file.write_text(one.mutant.text, encoding="utf-8")
    try:
        return _first_failure(copy, package, timeout_s)
    finally:
        file.write_text(right, encoding="utf-8")


def _first_failure(copy: Path, package: str, timeout_s: float) -> str:
    """The first test of the package that fails, with its error; empty when all pass.

    Bytecode is off, so that no old code is run.
    """
    with subprocess.Popen(
        [sys.executable, "-B", "-m", "pytest", *_OPTIONS, *TOO_SLOW, *tests_of(package)],
        cwd=copy, env=os.environ | _SETTINGS, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as run:  # fmt: skip
        try:
            said, _ = run.communicate(timeout=timeout_s)
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)  # with the servers that the tests had started
            return "(it never ends)"
    if run.returncode == 0:
        return ""
    failed = (line for line in said.splitlines() if line.startswith(("FAILED ", "ERROR ")))
    return next(failed, "(pytest did not start)")


def _difference(one: Sampled) -> Iterator[str]:
    right = (_HOME / one.path).read_text(encoding="utf-8").splitlines()
    lines = difflib.unified_diff(right, one.mutant.text.splitlines(), lineterm="", n=0)
    return (f"    {line}" for line in list(lines)[3:])


if __name__ == "__main__":
    sys.exit(main())

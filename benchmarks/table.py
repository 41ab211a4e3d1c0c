"""The lines of a table, and the table in a page."""

import platform
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

MARK = "benchmarks"
_PACKAGES = ("Flask", "numpy", "scipy", "shapely", "SQLAlchemy", "geopy", "gunicorn")


@dataclass(frozen=True, slots=True)
class Line:
    """One line. measured and gate are texts with their units; is_met: None where no gate is set;
    beside: what the figure is compared with, from the same run."""

    work: str
    measured: str
    gate: str = ""
    is_met: bool | None = None
    beside: str = ""


def at_most(work: str, figure: float, gate: float, unit: str, beside: str = "") -> Line:
    """A line whose figure must not exceed its gate."""
    return Line(
        work, f"{number(figure)} {unit}", f"≤ {number(gate)} {unit}", figure <= gate, beside
    )


def at_least(work: str, figure: float, gate: float, unit: str, beside: str = "") -> Line:
    """A line whose figure must reach its gate."""
    return Line(
        work, f"{number(figure)} {unit}", f"≥ {number(gate)} {unit}", figure >= gate, beside
    )


def number(figure: float) -> str:
    """Three figures that count; whole thousands with a comma."""
    if figure >= 1000:
        return f"{figure:,.0f}"
    return f"{figure:.3g}"


def as_markdown(lines: Iterable[Line]) -> str:
    """The table with the machine below it."""
    rows = ["| work | measured | gate | | beside |", "| --- | ---: | ---: | --- | --- |"]
    marks = {True: "✓", False: "**missed**", None: ""}
    rows += [
        f"| {line.work} | {line.measured} | {line.gate} | {marks[line.is_met]} | {line.beside} |"
        for line in lines
    ]
    return "\n".join([*rows, "", _machine()])


def write_into(page: Path, table: str, mark: str = MARK) -> None:
    """Put the table between the two markers of a page; ends the program when it has none."""
    opening, closing = f"<!-- {mark} -->", f"<!-- /{mark} -->"
    text = page.read_text(encoding="utf-8")
    before, start, rest = text.partition(opening)
    _, end, after = rest.partition(closing)
    if not start or not end:
        sys.exit(f"{page.name} has no {opening} … {closing}: add both where the table shall stand.")
    page.write_text(f"{before}{opening}\n{table}\n{closing}{after}", encoding="utf-8")


def _machine() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return (
        f"Measured on {processor()}, one core, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, {packages}."
    )


def processor() -> str:
    """The processor's name and how many cores it has."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{names[0]} ({len(names)} cores)" if names else platform.machine()

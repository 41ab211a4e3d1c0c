"""What each kind is held to, and the lines of the table."""

import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from benchmarks.pictures.judging import FIELDS, Failure, Verdict
from benchmarks.table import number, processor

# Shares of phones, units and addresses that must be right before a person has looked.
USUAL = {"phone": 0.995, "unit": 0.99, "address": 0.98}
HARD = {"phone": 0.97, "unit": 0.96, "address": 0.94}
TEXT = {"phone": 1.0, "unit": 1.0, "address": 1.0}
USUAL_KINDS = ("clean", "lined", "unlined", "merged", "wrapped", "watermarked")
DOUBTED_WRONG, DOUBTED_RIGHT = 0.995, 0.15
SECONDS_OF_150_ROWS, PEAK_MB = 30.0, 1200.0
_PACKAGES = ("rapidocr", "onnxruntime", "opencv-python-headless", "pypdfium2", "pdfplumber")


@dataclass(frozen=True, slots=True)
class Measured:
    """One kind: verdicts of its lists; seconds for all of them, by the clock and by the processor;
    the most memory held; said: warnings, refusals and the first leftovers."""

    kind: str
    verdicts: tuple[Verdict, ...]
    seconds: float
    processor_seconds: float
    peak_mb: float
    said: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """Printed rows."""
        return sum(verdict.rows for verdict in self.verdicts)

    @property
    def failures(self) -> list[Failure]:
        """Of all its lists."""
        return [failure for verdict in self.verdicts for failure in verdict.failures]

    def share(self, field: str) -> float:
        """How much of a field is right."""
        return sum(verdict.right[field] for verdict in self.verdicts) / self.rows

    def doubted_wrong(self) -> tuple[int, int]:
        """(wrong phones and units that are shown as doubtful, all of them)."""
        wrong = [failure for failure in self.failures if failure.field in {"phone", "unit"}]
        return sum(failure.is_doubted for failure in wrong), len(wrong)

    def doubted_right(self) -> float:
        """The share of right rows that carry a doubt all the same."""
        right = sum(verdict.right_rows for verdict in self.verdicts)
        return sum(verdict.doubted_rows for verdict in self.verdicts) / (right or 1)


def gate_of(kind: str, text_kinds: Sequence[str]) -> dict[str, float]:
    """Field → the share that must be right."""
    if kind in text_kinds:
        return TEXT
    return USUAL if kind in USUAL_KINDS else HARD


def misses(measured: Measured, gate: dict[str, float]) -> list[str]:
    """Which gates this kind does not reach."""
    found = [field for field in FIELDS if measured.share(field) < gate[field]]
    doubted, wrong = measured.doubted_wrong()
    if doubted < DOUBTED_WRONG * wrong:
        found.append("wrong without a doubt")
    if measured.doubted_right() > DOUBTED_RIGHT:
        found.append("right with a doubt")
    if measured.seconds * 150 / measured.rows > SECONDS_OF_150_ROWS:
        found.append("seconds")
    if measured.peak_mb > PEAK_MB:
        found.append("memory")
    return found


def as_markdown(lines: Iterable[tuple[Measured, list[str]]], rows_from: str) -> str:
    """The table, a line for each kind, and the machine."""
    head = (
        "kind", "rows", "phones %", "units %", "addresses %", "lost", "made up",
        "wrong phones and units: doubted", "right rows doubted %", "left over",
        "s for 150 rows", "processor s", "peak MB", "missed",
    )  # fmt: skip
    table = [_row(head), _row(["---", *["---:"] * (len(head) - 2), "---"])]
    table += [_row(_cells(measured, missed)) for measured, missed in lines]
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    machine = (
        f"Rows from {rows_from}. Measured on {processor()}, {platform.system()} "
        f"{platform.release()}, Python {platform.python_version()}, {packages}."
    )
    return "\n".join([*table, "", machine])


def _cells(measured: Measured, missed: list[str]) -> list[str]:
    verdicts = measured.verdicts
    doubted, wrong = measured.doubted_wrong()
    left = sum(verdict.leftovers.get("leftover", 0) for verdict in verdicts)
    return [
        measured.kind,
        str(measured.rows),
        *(percent(measured.share(field)) for field in ("phone", "unit", "address")),
        str(sum(verdict.lost for verdict in verdicts)),
        str(sum(verdict.made_up for verdict in verdicts)),
        f"{doubted} of {wrong}",
        percent(measured.doubted_right()),
        str(left),
        number(measured.seconds * 150 / measured.rows),
        number(measured.processor_seconds * 150 / measured.rows),
        number(measured.peak_mb),
        "**" + ", ".join(missed) + "**" if missed else "✓",
    ]


def percent(share: float) -> str:
    """Rounded down to a tenth, so that 100 means all."""
    return f"{int(share * 1000) / 10:g}"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"

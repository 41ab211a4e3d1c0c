"""Many addresses through `flask sites geocode`: `python -m benchmarks.many_addresses [ROWS …]`.

The table is made from the division list; the command runs as a process of its own.
"""

import argparse
import csv
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, zip_longest
from pathlib import Path

from benchmarks.product import BIN, HOME, environment, scratch_store
from benchmarks.table import Line, as_markdown, at_most, number, write_into
from sites.areas import gazetteer
from tools import place_texts

SIZES = (10_000, 100_000, 1_000_000)
_PAGE = HOME / "docs" / "benchmarks.md"
_EACH = 400
_SEED = 1
# The noise of the allocator; a leak of ten bytes a row would be 9 MB.
_GROWTH_MB = 5.0
_FILLED_ROWS = 100_000
# The unit of ru_maxrss: kilobytes on Linux, bytes on macOS.
_MAXRSS_PER_MB = 1024 * (1024 if sys.platform == "darwin" else 1)


def main() -> None:
    """Run each size once, print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.many_addresses")
    parser.add_argument("rows", nargs="*", type=int, default=SIZES, metavar="ROWS")
    parser.add_argument("--write", action="store_true", help=f"write it into {_PAGE.name}")
    options = parser.parse_args()
    table = as_markdown(lines(options.rows))
    print(table)
    if options.write:
        write_into(_PAGE, table, "many")


def lines(sizes: Sequence[int] = SIZES) -> list[Line]:
    """Rows a second of processor time and peak memory for each size; how much the memory grew."""
    folder = HOME / "build" / "many"
    folder.mkdir(parents=True, exist_ok=True)
    found, peaks = [], []
    for rows in sizes:
        table = folder / f"addresses-{rows}.csv"
        _write(table, rows)
        wall_s, cpu_s, peak_mb = _run(table)
        peaks.append(peak_mb)
        found.append(
            Line(
                f"`flask sites geocode`, {rows:,} rows",
                f"{number(rows / cpu_s)} rows/s, peak {peak_mb:.0f} MB",
                beside=f"{number(cpu_s)} s of processor time, {number(wall_s)} s by the clock",
            )
        )
        table.unlink()
    return [*found, *_growth(sizes, peaks)]


def _growth(sizes: Sequence[int], peaks: Sequence[float]) -> list[Line]:
    """How much more memory ten times the rows take. Up to 100,000 rows the bounded memories of
    answers still fill; from there on nothing may grow."""
    found = []
    for less, more in pairwise(range(len(sizes))):
        work = f"… memory, {sizes[more]:,} rows against {sizes[less]:,}"
        grown_mb = max(0.0, peaks[more] - peaks[less])
        if sizes[less] < _FILLED_ROWS:
            found.append(Line(work, f"{number(grown_mb)} MB more"))
        else:
            found.append(at_most(work, grown_mb, _GROWTH_MB, "MB more"))
    return found


def _write(path: Path, rows: int) -> None:
    """Every row another text: the made ones in turn, each time with another house number."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("编号", "地址"))
        writer.writerows(islice(_addresses(), rows))


def _addresses() -> Iterator[tuple[int, str]]:
    made = [text for _, text, _ in place_texts.texts(gazetteer(), _EACH, _SEED)]
    turn = 0
    while True:
        for i, text in enumerate(made):
            yield turn * len(made) + i + 1, text if turn == 0 else f"{text} {turn}栋"
        turn += 1


def _run(table: Path) -> tuple[float, float, float]:
    """(seconds, seconds of the processor, peak RSS in MB) of the command on a table."""
    out = table.with_suffix(".out.csv")
    with scratch_store() as store:
        start = time.perf_counter()
        process = subprocess.Popen(
            [BIN / "flask", "sites", "geocode", str(table), "--out", str(out)],
            cwd=HOME,
            env=environment(store),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    _require_every_row(table, out)
    out.unlink()
    return wall_s, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _MAXRSS_PER_MB


def _require_every_row(table: Path, out: Path) -> None:
    """End the program when the output does not hold the rows in their order."""
    with (
        table.open(encoding="utf-8", newline="") as one,
        out.open(encoding="utf-8-sig", newline="") as other,
    ):
        for asked, answered in zip_longest(csv.reader(one), csv.reader(other)):
            if asked is None or answered is None or asked != answered[: len(asked)]:
                sys.exit(f"{out} does not hold the rows of {table}: {asked} became {answered}.")


if __name__ == "__main__":
    main()

"""`python -m benchmarks.pictures`: prints the table or writes it into docs/pictures-accuracy.md."""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.pictures.gates import Measured, as_markdown, gate_of, misses
from benchmarks.pictures.judging import FIELDS, Failure, judge
from benchmarks.pictures.reading import TRUTH
from benchmarks.table import write_into
from tools.published_lists import (
    DOCUMENT_KINDS,
    PICTURE_KINDS,
    ListRow,
    choose_rows,
    made_rows,
    read_rows,
    render,
)

HOME = Path(__file__).resolve().parents[2]
_PAGE = HOME / "docs" / "pictures-accuracy.md"
_REAL_LIST = HOME.parent / "shared" / "data" / "real_lists" / "rescue_stations.csv"
_SHOWN_AT_MOST = 5
_KINDS = (*PICTURE_KINDS, *DOCUMENT_KINDS)
_TEXT_KINDS = tuple(kind for kind in DOCUMENT_KINDS if kind != "pdf_scanned")


def main() -> None:
    """Measure kind after kind; exit code 1 when one misses a gate."""
    options = _options()
    path = options.list or (_REAL_LIST if _REAL_LIST.exists() else None)
    rows = read_rows(path) if path else made_rows()
    table = []
    for kind in options.kinds:
        print(f"… {kind}", file=sys.stderr, flush=True)
        measured = measure(rows, kind, options.rows, options.seeds)
        missed = misses(measured, gate_of(kind, _TEXT_KINDS))
        table.append((measured, missed))
        if options.failures:
            with options.failures.open("a", encoding="utf-8") as file:
                file.writelines(_report(measured, missed))
    text = as_markdown(table, path.name if path else "made rows (演示)")
    print(text)
    if options.write:
        write_into(_PAGE, text, "pictures")
    sys.exit(any(missed for _, missed in table))


def measure(rows: list[ListRow], kind: str, count: int, seeds: list[int]) -> Measured:
    """One kind: a list of `count` rows for each seed (other rows, fonts, words), all read one
    after the other in a process of their own."""
    with tempfile.TemporaryDirectory(prefix="sites-benchmark-") as scratch:
        folders = [Path(scratch) / str(seed) for seed in seeds]
        for folder, seed in zip(folders, seeds, strict=True):
            render(choose_rows(rows, count, seed), kind, folder, seed)
        read = subprocess.run(
            [sys.executable, "-m", "benchmarks.pictures.reading", *map(str, folders)],
            cwd=HOME, check=True, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        found = json.loads(read.stdout)
        truths = [
            list(csv.DictReader((folder / TRUTH).open(encoding="utf-8"))) for folder in folders
        ]
    verdicts = tuple(map(judge, truths, found["readings"]))
    said = tuple(sentence for reading in found["readings"] for sentence in _said(reading))
    return Measured(
        kind,
        verdicts,
        seconds=found["seconds"],
        processor_seconds=found["processor_seconds"],
        peak_mb=found["peak_mb"],
        said=said,
    )


def _said(reading: Mapping[str, Any]) -> Iterator[str]:
    for name, sentence in (*reading["refused"], *reading["warnings"]):
        yield f"said: {name}: {sentence}"
    left = [each for each in reading["leftovers"] if each[0] in {"leftover", "problem"}]
    for kind, text in left[:_SHOWN_AT_MOST]:
        yield f"{kind}: {text}"


def _report(measured: Measured, missed: list[str]) -> Iterator[str]:
    """Every wrong field, what was printed beside what was read."""
    yield f"\n## {measured.kind}: {measured.rows} rows; missed: {', '.join(missed) or 'nothing'}\n"
    yield from (f"{sentence}\n" for sentence in measured.said)
    lost = 0
    for failure in measured.failures:
        if failure.read is None:  # one line for a lost row, and not for all of a lost picture
            lost += failure.field == FIELDS[0]
            if failure.field != FIELDS[0] or lost > _SHOWN_AT_MOST:
                continue
        yield _line(failure)
    if lost > _SHOWN_AT_MOST:
        yield f"… {lost} rows lost in all\n"
    for verdict in measured.verdicts:
        for reason, count in sorted(verdict.reasons.items(), key=lambda pair: -pair[1]):
            yield f"{count} right rows doubted: {reason}\n"


def _line(failure: Failure) -> str:
    mark = "doubted" if failure.is_doubted else "NO DOUBT"
    printed = "(made up)" if failure.truth is None else repr(failure.truth)
    read = "(row lost)" if failure.read is None else repr(failure.read)
    return f"{failure.field:8} {mark:9} {printed} -> {read}  [{failure.place}]\n"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pictures", description=__doc__)
    parser.add_argument("--kinds", type=_kinds, default=_KINDS, help=f"of {', '.join(_KINDS)}")
    parser.add_argument("--rows", type=int, default=150, help="rows of a list; default: 150")
    parser.add_argument("--seeds", type=_seeds, default=[1, 2], help="one list each; default: 1,2")
    parser.add_argument("--list", type=Path, help="CSV with 省份,单位,地址,联系电话")
    parser.add_argument("--failures", type=Path, help="add every wrong field to this file")
    parser.add_argument("--write", action="store_true", help=f"write it into docs/{_PAGE.name}")
    options = parser.parse_args()
    if options.write and options.kinds != _KINDS:
        parser.error("--write takes all kinds.")
    return options


def _kinds(text: str) -> tuple[str, ...]:
    kinds = tuple(text.split(","))
    unknown = set(kinds) - set(_KINDS)
    if unknown:
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(sorted(unknown))}")
    return kinds


def _seeds(text: str) -> list[int]:
    return [int(seed) for seed in text.split(",")]


if __name__ == "__main__":
    main()

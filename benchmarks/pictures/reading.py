"""Reads lists as `flask sites read` does and prints what came of it as JSON:
`python -m benchmarks.pictures.reading FOLDER…`; each folder is one reading."""

import json
import re
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from sites.transcribing import ReadRules, transcribe

TRUTH = "truth.csv"


def main(folders: Sequence[Path]) -> None:
    """One JSON text: seconds by the clock and by the processor, the most megabytes held, and what
    was read in each folder."""
    start = time.perf_counter()
    readings = [read(folder) for folder in folders]
    figures = {
        "seconds": time.perf_counter() - start,
        "processor_seconds": time.process_time(),
        "peak_mb": peak_mb(),
    }
    json.dump({**figures, "readings": readings}, sys.stdout, ensure_ascii=False)


def read(folder: Path) -> dict[str, object]:
    """What `transcribe` makes of the files in a folder, but for the truth beside them."""
    paths = sorted(path for path in folder.iterdir() if path.name != TRUTH)
    with tempfile.TemporaryDirectory(prefix="sites-benchmark-") as work:
        found = transcribe(paths, Path(work), ReadRules()).transcript
    return {
        "rows": [
            {
                "cells": dict(row.cells),
                "doubts": [(doubt.column, doubt.reason, doubt.proposal) for doubt in row.doubts],
                "picture": row.picture,
                "picture_row": row.picture_row,
            }
            for row in found.rows
        ],
        "leftovers": [(each.kind, each.text) for each in found.leftovers],
        "refused": found.refused,
        "warnings": found.warnings,
    }


def peak_mb() -> float:
    """The most memory this process has held, in MB; where Linux tells, of this program alone."""
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
    if found:
        return int(found[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


if __name__ == "__main__":
    main([Path(word) for word in sys.argv[1:]])

"""`python -m benchmarks.lighthouse [--write]`: its four scores, mobile, of each kind of page.

Lighthouse (Apache-2.0) comes from npm, pinned, into build/lighthouse; it wants node 18.16 or newer.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

from benchmarks.first_view.pages import page_paths
from benchmarks.product import HOME, SITES, command, scratch_store, server
from benchmarks.table import processor, write_into
from tools.chromium import chromium

_FOLDER = HOME / "build" / "lighthouse"
_PACKAGE = "lighthouse@12.8.2"
_KINDS = ("performance", "accessibility", "best-practices", "seo")
_LEAST = (98, 100, 100, 100)
_LEAST_MAP = (95, 95, 95, 95)
_TIMEOUT_S = 180


def main() -> None:
    """Each page so many times; the median of each score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    parser.add_argument("--turns", type=int, default=3)
    options = parser.parse_args()
    program = _installed()
    lines = [f"| page | {' | '.join(_KINDS)} | |", "| --- |" + " ---: |" * len(_KINDS) + " --- |"]
    with scratch_store() as store:
        command(store, "load", str(SITES))
        # As a deployment serves it: with demonstration rows a page asks not to be indexed.
        with server(store, is_public=True) as running:
            for name, path in page_paths(running).items():
                print(f"… {name}", file=sys.stderr, flush=True)
                runs = [_scores(program, running.address + path) for _ in range(options.turns)]
                scores = [round(median(each)) for each in zip(*runs, strict=True)]
                least = _LEAST_MAP if name == "map" else _LEAST
                is_met = all(score >= gate for score, gate in zip(scores, least, strict=True))
                mark = "✓" if is_met else "**missed**"
                lines.append(f"| {name} | {' | '.join(map(str, scores))} | {mark} |")
    version = _PACKAGE.replace("@", " ")
    lines += ["", f"{version}, its mobile profile, medians of {options.turns}, on {processor()}."]
    table = "\n".join(lines)
    print(table)
    if options.write:
        write_into(HOME / "docs" / "benchmarks.md", table, "lighthouse")


def _installed() -> Path:
    program = _FOLDER / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        _FOLDER.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["npm", "install", "--silent", "--no-save", "--prefix", _FOLDER, _PACKAGE], check=True
        )
    return program


def _scores(program: Path, url: str) -> tuple[float, ...]:
    told = subprocess.run(
        [
            program, url, "--quiet", "--output=json", f"--only-categories={','.join(_KINDS)}",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ],
        check=True, capture_output=True, text=True, timeout=_TIMEOUT_S,
        env=os.environ | {"CHROME_PATH": chromium()},
    ).stdout  # fmt: skip
    report = json.loads(told)
    for category in report["categories"].values():
        for audit in category["auditRefs"]:
            found = report["audits"][audit["id"]]
            if audit["weight"] and found["score"] is not None and found["score"] < 1:
                print(f"   {category['id']}: {found['title']} ({found['score']})", file=sys.stderr)
    return tuple(100 * report["categories"][kind]["score"] for kind in _KINDS)


if __name__ == "__main__":
    main()

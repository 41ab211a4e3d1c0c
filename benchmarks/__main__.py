"""`python -m benchmarks [--write] [PART …]`: prints the table, or writes docs/benchmarks.md."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import loading_a_list, nearest_sites, searching, serving
from benchmarks.table import Line, as_markdown, write_into

PARTS: dict[str, Callable[[], list[Line]]] = {
    "nearest": nearest_sites.lines,
    "search": searching.lines,
    "load": loading_a_list.lines,
    "serve": serving.lines,
}


def main() -> None:
    """Measure the parts asked for (all by default), say which is at work, print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument(
        "--write", action="store_true", help="write the table into docs/benchmarks.md"
    )
    options = parser.parse_args()
    unknown = set(options.parts) - PARTS.keys()
    if unknown or (options.write and options.parts):
        parser.error(f"The parts are {', '.join(PARTS)}; --write takes all of them.")
    lines = []
    for name in options.parts or PARTS:
        print(f"… {name}", file=sys.stderr, flush=True)
        lines += PARTS[name]()
    table = as_markdown(lines)
    print(table)
    if options.write:
        write_into(Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md", table)


if __name__ == "__main__":
    main()

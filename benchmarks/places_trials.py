"""`python -m benchmarks.places_trials`: what a deployment brings is found again (docs/places.md).

Half of the shipped points is hidden at random and brought back as an operator's table, a dump of
GeoNames and an extract of OpenStreetMap. With --list, every address of a list is located by all of
the shipped points and each of these files: which of them move, and whether one becomes worse.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.hidden_half import KINDS, Thing, as_dump, as_extract, as_table, hide
from sites.areas import gazetteer, shipped
from sites.areas.codes import county_of
from sites.areas.place_rows import PlaceSource
from sites.areas.places_file import PlacesFile
from sites.geo import great_circle_km
from sites.geocoding import PlaceText, locate
from sites.locating.brought import doors
from sites.reading import read_list
from sites.records import PRECISIONS, Fix, Row

_SAME_KM = 0.1
_WRONG_KM = 1.0
_FILES: Mapping[str, tuple[str, Callable[[Sequence[Thing], Path], Path]]] = {
    "table": ("half.csv", as_table),
    "OpenStreetMap": ("half.osm.pbf", as_extract),
    "GeoNames": ("half.zip", as_dump),
}
_PLACE = ("province", "city", "county", "unit", "address")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--list", type=Path, help="a list whose addresses must not become worse")
    chosen = parser.parse_args()
    with TemporaryDirectory() as name:
        for line in _trials(Path(name), chosen.seed, chosen.list):
            print(line, flush=True)


def _trials(folder: Path, seed: int, listed: Path | None) -> Iterator[str]:
    texts = _texts(listed) if listed else []
    (folder / "half").mkdir()
    whole = shipped.FOLDER
    things = hide(folder / "half", seed)
    columns, towns = {"hidden": _answers(things)}, {"shipped": "–", "hidden": "–"}
    brought = {
        door: _brought(write(things, folder / file), folder / f"{door}.bin")
        for door, (file, write) in _FILES.items()
    }
    for door, file in brought.items():
        gazetteer().bring(file)
        columns[door] = _answers(things)
        towns[door] = _towns_kept(file, things)
    shipped.FOLDER = whole
    _forget()
    before = list(map(locate, texts))
    yield from _table(things, {"shipped": _answers(things)} | columns)
    yield f"| township, in the file | | {' | '.join(towns.values())} |"
    for door, file in brought.items():
        gazetteer().bring(file)
        after = [located.fix for located in map(locate, texts)]
        yield from _moved(door, texts, [located.fix for located in before], after)


def _forget() -> None:
    """No file of the deployment's own, and the points read anew."""
    for holder in ("_points", "_buildings"):
        vars(gazetteer()).pop(holder, None)
    gazetteer().bring(None)


def _brought(path: Path, places: Path) -> PlacesFile:
    kind = doors.door_of(path)
    source = PlaceSource(kind, path.name, doors.date_of(path, kind), "", 0)
    doors.bring(path, places, source, lambda _: None)
    return PlacesFile(places)


def _towns_kept(file: PlacesFile, things: Sequence[Thing]) -> str:
    """How many townships stand in the file under their own code, at their own point."""
    towns = [thing for thing in things if thing.kind == "township"]
    kept = sum(
        any(
            (place.kind, place.township) == ("township", town.area)
            and great_circle_km(place.points[0], town.point) <= _SAME_KM
            for place in file.named(town.county, town.name)
        )
        for town in towns
    )
    return f"{100 * kept / len(towns):.1f} %"


def _answers(things: Sequence[Thing]) -> list[Fix | None]:
    return [locate(thing.text).fix for thing in things]


def _table(things: Sequence[Thing], columns: Mapping[str, Sequence[Fix | None]]) -> Iterator[str]:
    """Of each kind how many came to their own point, and with which precision."""
    yield f"| kind | asked | {' | '.join(columns)} |"
    yield "|---|---|" + "---|" * len(columns)
    for kind in KINDS:
        own = [at for at, thing in enumerate(things) if thing.kind == kind]
        cells = [_cell(things, fixes, own) for fixes in columns.values()]
        yield f"| {kind} | {len(own):,} | {' | '.join(cells)} |"
    for words, is_so in (("in another county", _is_elsewhere), ("finer, but elsewhere", _is_wrong)):
        counts = [sum(map(is_so, things, fixes)) for fixes in columns.values()]
        yield f"| {words} | {len(things):,} | {' | '.join(map(str, counts))} |"


def _cell(things: Sequence[Thing], fixes: Sequence[Fix | None], own: Sequence[int]) -> str:
    same = [fix for at in own if (fix := fixes[at]) and _is_same(things[at], fix)]
    if not same:
        return "0"
    precisions = Counter(fix.precision for fix in same).most_common(2)
    words = ", ".join(precision for precision, count in precisions if count * 20 > len(same))
    return f"{100 * len(same) / len(own):.1f} % {words}"


def _is_same(thing: Thing, fix: Fix) -> bool:
    return great_circle_km(thing.point, fix.point) <= _SAME_KM


def _is_elsewhere(thing: Thing, fix: Fix | None) -> bool:
    return fix is not None and county_of(fix.adcode) != thing.county


def _is_wrong(thing: Thing, fix: Fix | None) -> bool:
    """Whether it claims a street or a door, and not the thing's."""
    return bool(fix and not fix.is_coarse and great_circle_km(thing.point, fix.point) > _WRONG_KM)


def _texts(listed: Path) -> list[PlaceText]:
    rows = [row for row in read_list(listed) if isinstance(row, Row)]
    return [PlaceText(*(row.cells.get(column, "") for column in _PLACE)) for row in rows]


def _moved(
    door: str,
    texts: Sequence[PlaceText],
    before: Sequence[Fix | None],
    after: Sequence[Fix | None],
) -> Iterator[str]:
    """How many moved, a line for each, and which of them became worse."""
    pairs = list(zip(texts, before, after, strict=True))
    changed = [pair for pair in pairs if pair[1] != pair[2]]
    worse = sum(_is_worse(old, new) for _, old, new in pairs)
    yield f"{door}: {len(texts)} addresses, {len(changed)} changed, {worse} worse"
    for text, old, new in changed:
        km = great_circle_km(old.point, new.point) if old and new else 0.0
        mark = "WORSE" if _is_worse(old, new) else "     "
        words = f"{text.province}{text.unit} {text.address}"
        yield f"  {mark} {km:6.2f} km  {_words(old)} → {_words(new)}  {words}"


def _is_worse(old: Fix | None, new: Fix | None) -> bool:
    """Coarser than before, or in another county."""
    if old is None or new is None:
        return new is None and old is not None
    if county_of(old.adcode) != county_of(new.adcode):
        return True
    return PRECISIONS.index(new.precision) > PRECISIONS.index(old.precision)


def _words(fix: Fix | None) -> str:
    return f"{fix.precision} {fix.method} {fix.matched}" if fix else "nothing"


if __name__ == "__main__":
    main()

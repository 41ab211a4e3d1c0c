"""The gazetteer's load, and addresses a second on one core by processor time:
`python -m benchmarks.geocoding_offline`."""

import argparse
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeVar

from benchmarks.product import HOME, in_fresh_process, on_one_core
from benchmarks.table import Line, as_markdown, at_least, at_most, number, write_into
from sites.areas import Area, gazetteer
from sites.geocoding import PlaceText, locate
from sites.understanding import understand
from tools import place_texts

_PAGE = HOME / "docs" / "benchmarks.md"
_EACH = 400
_TURNS = 3
_LOAD_S, _LOAD_MB, _RATE = 0.6, 80.0, 10_000
_LOAD = """
before, start = mb(), time.process_time()
from sites.areas import gazetteer
from sites.geocoding import PlaceText, locate
from sites.understanding import understand
areas = gazetteer()
understand(areas, "四川省成都市武侯区人民南路")
first = time.process_time() - start, mb() - before
locate(PlaceText(unit="武侯区公安局", address="四川省成都市武侯区人民南路四段1号"))
print(*first, time.process_time() - start, mb() - before)
"""
Asked = TypeVar("Asked")


def main() -> None:
    """Print the table, or write it into docs/benchmarks.md."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.geocoding_offline")
    parser.add_argument("--write", action="store_true", help=f"write it into {_PAGE.name}")
    options = parser.parse_args()
    on_one_core()
    table = as_markdown(lines())
    print(table)
    if options.write:
        write_into(_PAGE, table, "offline")


def lines() -> list[Line]:
    """Load, then the two rates."""
    first_s, first_mb, all_s, all_mb = min(in_fresh_process(_LOAD) for _ in range(_TURNS))
    whole = f"first address located: {number(all_s)} s, {number(all_mb)} MB"
    found = [
        at_most("gazetteer: import, load and first text", first_s, _LOAD_S, "s", whole),
        at_most("… memory, imports included", first_mb, _LOAD_MB, "MB"),
    ]
    turns = [_texts(seed) for seed in range(_TURNS)]
    asked = f"{len(turns[0]):,} made texts, each another"
    for work, call in (
        ("texts understood", partial(understand, gazetteer())),
        ("address-only rows located", lambda text: locate(PlaceText(address=text))),
    ):
        found.append(at_least(f"{work}, a second", _rate(call, turns), _RATE, "/s", asked))
    rows = [list(_rows(turn)) for turn in range(_TURNS)]
    beside = f"{len(rows[0]):,} rows: province, city, county, unit, address"
    rate = _rate(locate, rows)
    return [*found, at_least("rows with columns located, a second", rate, _RATE, "/s", beside)]


def _rate(call: Callable[[Asked], object], turns: Iterable[list[Asked]]) -> float:
    """Questions in a second of the processor, the best turn. Every turn asks other questions:
    nothing is answered from memory. The first one builds what is built once."""
    rates = []
    for questions in turns:
        start = time.process_time()
        for each in questions:
            call(each)
        rates.append(len(questions) / (time.process_time() - start))
    return max(rates)


def _texts(seed: int) -> list[str]:
    return [text for _, text, _ in place_texts.texts(gazetteer(), _EACH, seed)]


def _rows(turn: int) -> Iterator[PlaceText]:
    """A row for each county, as the published lists have them; other streets in each turn."""
    for position, area in enumerate(gazetteer().all("county"), 1000 * turn):
        path = gazetteer().path(area.adcode)
        city = path[1].name if len(path) > 2 else ""
        unit = f"{area.name}公安局刑事侦查大队"
        yield PlaceText(path[0].name, city, area.name, unit, _address(path, position))


def _address(path: tuple[Area, ...], position: int) -> str:
    street = place_texts.STREETS[position % len(place_texts.STREETS)]
    return f"{''.join(area.name for area in path[1:])}{street}{position % 3000 + 1}号"


if __name__ == "__main__":
    main()

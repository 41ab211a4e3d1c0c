"""The texts that all packages are asked, with the areas each one means."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.product import HOME
from sites.areas import Gazetteer, gazetteer
from tools import place_texts

OWN = HOME / "tests" / "place_cases.csv"
SHARED = HOME.parent / "shared" / "data" / "place_cases.csv"
SEED = 20267
_EACH = 400


@dataclass(frozen=True, slots=True)
class Question:
    """mode: "one" = exactly one of `right`; "any" = all of `right` are equally meant, one alone is
    a guess; "none" = no place. right: six-digit codes."""

    group: str
    text: str
    mode: str
    right: frozenset[str]


def made(places: Gazetteer) -> list[Question]:
    """From the division list: whole, short, split, reordered, old, pinyin, and with one slip."""
    found = [
        Question(group, text, "one", frozenset(code[:6] for code in right))
        for group, text, right in place_texts.texts(places, _EACH, SEED)
    ]
    return [*found, *with_slips(places)]


def with_slips(places: Gazetteer) -> Iterator[Question]:
    """Province, city and a county with one character of the same sound in its place; only where
    no area of China is called so."""
    for group, text, right in place_texts.misprints(places, _EACH, SEED):
        yield Question(group, text, "one", frozenset(right))


def written(path: Path) -> list[Question]:
    """Cases written by hand; nothing where the file is not there. Cases that ask inside a given
    area are left out: no other package has that question."""
    if not path.exists():
        return []
    modes = {"one": "one", "amb": "any", "none": "none"}
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Question(
                row["group"],
                row["text"],
                modes[row["mode"]],
                frozenset(code[:6] for code in row["acceptable_adcodes"].split()),
            )
            for row in csv.DictReader(file)
            if not row.get("within")
        ]


def all_sets() -> dict[str, list[Question]]:
    """The sets by name."""
    from_list = made(gazetteer())
    return {
        "made": [question for question in from_list if question.group != "one slip"],
        "slips": [question for question in from_list if question.group == "one slip"],
        "own": written(OWN),
        "shared": written(SHARED),
    }

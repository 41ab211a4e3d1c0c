"""Which characters are taken for each other, in print, by the eye and at a keyboard.

data/lookalikes.txt: a character of a division's name, then those that look most like it, the
likest first; tools/characters/lookalikes.py drew and compared them. data/misreadings.txt: what a
reader of pictures really took for what (tools/characters/misreadings.py). data/typed.txt: what
people put for a character besides, collected by hand.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("data")
_LIKEST = 10  # so many of the first are likely enough where nothing else tells
_PRINTED = ("misreadings.txt", "lookalikes.txt")
_TYPED = "typed.txt"


def are_alike(one: str, other: str) -> bool:
    """Whether one of two different characters may be taken for the other."""
    table = _table()
    return other in table.get(one, "") or one in table.get(other, "")


def likest_to(character: str) -> str:
    """The characters that are most easily taken for this one, as far as names hold them."""
    return _both_ways().get(character, "")


def is_typed_for(one: str, other: str) -> bool:
    """Whether people are known to put one of two characters for the other."""
    table = _typed()
    return other in table.get(one, "") or one in table.get(other, "")


def differing(one: str, other: str) -> list[tuple[str, str]] | None:
    """The pairs of characters in which two texts of one length differ; None if lengths do."""
    if len(one) != len(other):
        return None
    return [(a, b) for a, b in zip(one, other, strict=True) if a != b]


def is_lookalike(one: str, other: str) -> bool:
    """Whether two texts differ in exactly one character, and that one looks alike."""
    pairs = differing(one, other)
    return pairs is not None and len(pairs) == 1 and are_alike(*pairs[0])


@cache
def _table() -> dict[str, str]:
    return _read(_PRINTED)


@cache
def _typed() -> dict[str, str]:
    return _read((_TYPED,))


def _read(names: Iterable[str]) -> dict[str, str]:
    table: dict[str, str] = {}
    for name in names:
        for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines():
            table[line[0]] = table.get(line[0], "") + line[1:]
    return table


@cache
def _both_ways() -> dict[str, str]:
    table: dict[str, list[str]] = {}
    for character, alike in _table().items():
        for other in alike[:_LIKEST]:
            table.setdefault(character, []).append(other)
            table.setdefault(other, []).append(character)
    return {character: "".join(dict.fromkeys(alike)) for character, alike in table.items()}

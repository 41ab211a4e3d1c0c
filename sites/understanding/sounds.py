"""How characters are read, and which are heard or typed for one another.

data/readings.txt: a syllable, then the characters of GB 2312 that are read so
(tools/characters/readings.py).
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

_READINGS = Path(__file__).with_name("data") / "readings.txt"
_HISSING = ("zh", "ch", "sh")
_SAME_INITIALS = {"zh": "z", "ch": "c", "sh": "s", "l": "n", "f": "h"}


@cache
def dictionary() -> dict[str, tuple[str, ...]]:
    """Character → its syllables, without tones, ü as v."""
    read: dict[str, list[str]] = {}
    for line in _READINGS.read_text(encoding="utf-8").splitlines():
        syllable, characters = line.split()
        for character in characters:
            read.setdefault(character, []).append(syllable)
    return {character: tuple(syllables) for character, syllables in read.items()}


def blurred(syllables: Iterable[str]) -> set[str]:
    """The syllables as most of the south says and types them: no zh, ch, sh, no -ng, one of n and
    l, one of h and f."""
    return set(map(_blurred, syllables))


def _blurred(syllable: str) -> str:
    initial = syllable[:2] if syllable[:2] in _HISSING else syllable[:1]
    final = syllable[len(initial) :].removesuffix("g")
    return _SAME_INITIALS.get(initial, initial) + final

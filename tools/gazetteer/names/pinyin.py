"""Spellings in Latin letters of provinces, prefectures and counties: pinyin, initials, English.

pypinyin (MIT) is used at build time only; pinyin_readings.json corrects it by hand.
`python -m tools.gazetteer.names.pinyin --wheels FOLDER` lists all names with a character of two
readings.
"""

import argparse
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.gazetteer.names.divisions import read_divisions
from tools.gazetteer.sources.packages import imported

_HAND = json.loads(Path(__file__).with_name("pinyin_readings.json").read_text(encoding="utf-8"))


class Reader:
    """Syllables of a Chinese name, without tones."""

    def __init__(self, wheels: Path) -> None:
        self._pypinyin: Any = imported("pypinyin", wheels)

    def syllables(self, name: str) -> list[str]:
        """One syllable for each character, ü written v."""
        style = self._pypinyin.Style.NORMAL
        found = [each[0] for each in self._pypinyin.pinyin(name, style=style)]
        for characters, reading in sorted(_HAND["readings"].items(), key=lambda each: len(each[0])):
            for match in re.finditer(characters, name):
                found[match.start() : match.end()] = reading.split()
        if len(found) != len(name):
            raise SystemExit(f"pypinyin reads {name} as {found}: one syllable for each character.")
        return found

    def others(self, name: str) -> Iterator[list[str]]:
        """Further readings of the name that people type."""
        syllables = self.syllables(name)
        for characters, reading in _HAND["also"].items():
            at = name.find(characters)
            if at >= 0:
                yield [*syllables[:at], *reading.split(), *syllables[at + len(characters) :]]

    def readings(self, character: str) -> list[str]:
        style = self._pypinyin.Style.NORMAL
        return sorted(set(self._pypinyin.pinyin(character, style=style, heteronym=True)[0]))


@dataclass(frozen=True, slots=True)
class Forms:
    """Chinese names of an area: of today (name, short name, further forms) and abolished ones."""

    current: tuple[str, ...]
    old: tuple[str, ...] = ()


def spellings(reader: Reader, forms: Forms, english: str) -> list[str]:
    """Each spelling once: names joined, initials of today's names, English forms, old names."""
    readings = [
        each for name in forms.current for each in (reader.syllables(name), *reader.others(name))
    ]
    joined = ["".join(each) for each in readings]
    initials = ["".join(syllable[0] for syllable in each) for each in readings]
    known = [fold(form) for form in english.split("|") if form]
    old = ["".join(reader.syllables(name)) for name in forms.old]
    umlauts = [form.replace("v", other) for form in joined if "v" in form for other in ("u", "yu")]
    return list(dict.fromkeys([*joined, *initials, *known, *umlauts, *old]))


def fold(text: str) -> str:
    """Latin letters only, lower case, without accents: Ürümqi → urumqi."""
    plain = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in plain if "a" <= letter <= "z")


def pinyin_rows(forms: dict[str, Forms], wheels: Path) -> Iterator[tuple[str, str]]:
    """(adcode, spellings parted by spaces) for each area."""
    reader = Reader(wheels)
    for adcode, each in forms.items():
        yield adcode, " ".join(spellings(reader, each, _HAND["known"].get(adcode, "")))


def review(names: list[str], reader: Reader) -> None:
    """Print, character by character, how each name with an ambiguous character is read."""
    table: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name in names:
        for character, syllable in zip(name, reader.syllables(name), strict=True):
            if len(reader.readings(character)) > 1:
                table[character][syllable].append(name)
    for character in sorted(table):
        for syllable, each in sorted(table[character].items()):
            print(character, syllable, len(each), " ".join(each[:60]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheels", type=Path, default=Path("build/wheels"))
    options = parser.parse_args()
    upper = read_divisions(options.wheels).upper
    review(list(upper.values()), Reader(options.wheels))


if __name__ == "__main__":
    main()

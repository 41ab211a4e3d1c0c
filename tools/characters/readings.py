"""How every character of GB 2312 is read: builds sites/understanding/data/readings.txt.

    python -m tools.characters.readings --wheels FOLDER

A line for each syllable (without tones, ü written v), then the characters that are read so, from
pypinyin (MIT), every reading of a character counted: a slip of the input method is of any of them.
"""

import argparse
from pathlib import Path
from typing import Any

from tools.gazetteer.sources.packages import imported

RESULT = Path(__file__).parents[2] / "sites" / "understanding" / "data" / "readings.txt"
_ROWS, _CELLS = range(0xB0, 0xF8), range(0xA1, 0xFF)  # GB 2312's rows of characters


def main() -> None:
    """Write the file."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--wheels", type=Path, required=True)
    pypinyin: Any = imported("pypinyin", arguments.parse_args().wheels)
    read: dict[str, list[str]] = {}
    for character in _characters():
        style = pypinyin.Style.NORMAL
        (syllables,) = pypinyin.pinyin(character, style=style, heteronym=True)
        for syllable in dict.fromkeys(syllables):
            read.setdefault(syllable, []).append(character)
    lines = (f"{syllable} {''.join(read[syllable])}\n" for syllable in sorted(read))
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text("".join(lines), encoding="utf-8")


def _characters() -> list[str]:
    codes = (bytes((row, cell)) for row in _ROWS for cell in _CELLS)
    return [text for code in codes if (text := code.decode("gb2312", "ignore"))]


if __name__ == "__main__":
    main()

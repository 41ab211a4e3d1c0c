"""What a reader of pictures takes for what: builds sites/understanding/data/misreadings.txt.

    python -m tools.characters.misreadings NotoSansCJK-Regular.ttc NotoSerifCJK-Regular.ttc …

The names of all counties and cities, and townships enough to hold each of their characters twice,
are drawn one by one, shrunk and saved as JPEG as published pictures are, and read by the model
that sites/printed/pictures uses. Where a name comes back at its length, each character that
changed is a misreading. In the result: the character, then what it was taken for, the most
frequent first.
Takes half an hour. Needs the extra `ocr`.
"""

import argparse
import io
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from rapidocr import RapidOCR
from rapidocr.ch_ppocr_rec import TextRecOutput

from sites.areas import gazetteer

RESULT = Path(__file__).parents[2] / "sites" / "understanding" / "data" / "misreadings.txt"
_SIZE = 24  # pixels of a character before shrinking
_SPOILT = ((0.7, 70), (0.5, 60), (0.42, 50))  # (size, JPEG quality)
_OFTEN_ENOUGH = 2  # townships that are read for each of their characters
Pixels = NDArray[np.uint8]


def main() -> None:
    """Draw, read, count, write."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("fonts", nargs="+", help="font files; of a collection number 2 (SC)")
    names = list(_names())
    counted: Counter[tuple[str, str]] = Counter()
    for path in arguments.parse_args().fonts:
        font = ImageFont.truetype(path, _SIZE, index=2 if path.endswith(".ttc") else 0)
        for scale, quality in _SPOILT:
            counted.update(_misreadings(names, font, (scale, quality)))
            print(path, scale, len(counted), flush=True)
    write(counted)


def write(counted: Counter[tuple[str, str]]) -> None:
    """The file, in the order of the characters."""
    taken: dict[str, str] = defaultdict(str)
    for (character, other), _ in sorted(counted.items(), key=lambda each: (-each[1], each[0])):
        taken[character] += other
    lines = (f"{character}{others}\n" for character, others in sorted(taken.items()))
    RESULT.write_text("".join(lines), encoding="utf-8", newline="\n")


def _names() -> Iterator[str]:
    for level in ("county", "city"):
        yield from (area.name for area in gazetteer().all(level))
    townships = [name for _, name in gazetteer().township_names()]
    random.Random(4).shuffle(townships)  # noqa: S311 - which names are drawn is no secret
    seen: Counter[str] = Counter()
    for name in townships:
        if any(seen[character] < _OFTEN_ENOUGH for character in name):
            seen.update(set(name))
            yield name


def _misreadings(
    names: Iterable[str], font: ImageFont.FreeTypeFont, spoilt: tuple[float, int]
) -> Iterator[tuple[str, str]]:
    engine = RapidOCR(params={"Global.log_level": "error"})
    for name in names:
        read = engine(_drawn(name, font, *spoilt), use_det=False, use_cls=False, use_rec=True)
        assert isinstance(read, TextRecOutput)  # what it answers when it only recognises
        text = read.txts[0] if read.txts else ""
        if len(text) == len(name):
            yield from (
                (one, other)
                for one, other in zip(name, text, strict=True)
                if one != other and "\u3400" <= other <= "\u9fff"
            )


def _drawn(name: str, font: ImageFont.FreeTypeFont, scale: float, quality: int) -> Pixels:
    width, height = int(font.getlength(name)) + 16, _SIZE * 3 // 2
    picture = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(picture).text((8, 4), name, "black", font)
    small = picture.resize((max(8, int(width * scale)), int(height * scale)))
    saved = io.BytesIO()
    small.save(saved, "JPEG", quality=quality)
    return np.array(Image.open(saved).convert("RGB"))[:, :, ::-1]


if __name__ == "__main__":
    main()

"""The letters that pictures are drawn with: builds sites/leaflets/fonts/NotoSansSC-Subset.otf.

    python -m tools.characters.leaflet_font [--font NotoSansCJK-Regular.ttc]

Noto Sans CJK SC (SIL Open Font License 1.1), of Debian's fonts-noto-cjk 1:20220127+repack1-1, cut
down to what a list of sites can say: GB 2312, every character of the gazetteer's files, letters
of Latin. Without what only typesetting needs; the outlines are not touched. The same font and the
same fontTools give the same bytes. Needs fontTools.
"""

import argparse
import gzip
import hashlib
import io
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HOME = Path(__file__).parents[2]
RESULT = HOME / "sites" / "leaflets" / "fonts" / "NotoSansSC-Subset.otf"
FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
FONT_SHA256 = "b76b0433203017ca80401b2ee0dd69350349871c4b19d504c34dbdd80541690a"
_SC = 2  # the font's number in the collection
_UNUSED = ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG", "STAT"]
_NAMES_KEPT = [0, 1, 2, 5, 7, 13, 14]  # copyright, name, version, trademark, licence


def main() -> None:
    """Check the font, cut it, write it."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--font", type=Path, default=FONT)
    content = cut(arguments.parse_args().font)
    RESULT.write_bytes(content)
    print(f"{len(wanted())} characters, {len(content)} bytes")


def is_pinned(font: Path) -> bool:
    """Whether the file is the one that this was made for."""
    return font.is_file() and hashlib.sha256(font.read_bytes()).hexdigest() == FONT_SHA256


def cut(font: Path) -> bytes:
    """The subset as a file; SystemExit when the font is another than the one pinned."""
    if not is_pinned(font):
        raise SystemExit(f"{font} is not the font of Debian's fonts-noto-cjk 1:20220127+repack1-1.")
    options = subset.Options(hinting=False, layout_features=[])
    options.drop_tables += _UNUSED
    options.name_IDs = _NAMES_KEPT
    options.notdef_outline = True  # by it the program tells what has no glyph
    result = io.BytesIO()
    with TTFont(font, fontNumber=_SC, lazy=True, recalcTimestamp=False) as opened:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=map(ord, wanted()))
        subsetter.subset(opened)
        opened.save(result, reorderTables=True)
    return result.getvalue()


def wanted() -> set[str]:
    """GB 2312, the gazetteer, Latin with its accents (U+0020 to U+017F)."""
    rows = (*range(0xA1, 0xAA), *range(0xB0, 0xF8))
    cells = (bytes((row, cell)) for row in rows for cell in range(0xA1, 0xFF))
    found = set("".join(cell.decode("gb2312", errors="ignore") for cell in cells))
    for path in sorted((HOME / "sites" / "areas" / "data").glob("*.tsv.gz")):
        found |= set(gzip.decompress(path.read_bytes()).decode("utf-8"))
    found |= set(map(chr, range(0x20, 0x180)))
    return {character for character in found if character.isprintable()}


if __name__ == "__main__":
    main()

"""Write each text file of static/ in brotli beside it: `python -m tools.squeeze_static`.

At its best level brotli takes 0.7 s for the base map and some 40 MB for a moment: too much for a
web worker, nothing for a person who changed a file. A test says when a file was forgotten.
"""

from pathlib import Path

import brotli

STATIC = Path(__file__).resolve().parent.parent / "static"
SUFFIXES = {".css", ".js", ".json", ".svg"}
# Below this an answer's headers outweigh what is saved.
_LEAST_BYTES = 500


def squeezable(folder: Path) -> list[Path]:
    """The files that have a squeezed twin."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix in SUFFIXES and path.stat().st_size >= _LEAST_BYTES
    ]


def twin(path: Path) -> Path:
    return path.with_name(path.name + ".br")


def main() -> None:
    for path in squeezable(STATIC):
        content = path.read_bytes()
        if not twin(path).exists() or brotli.decompress(twin(path).read_bytes()) != content:
            twin(path).write_bytes(brotli.compress(content, quality=11))
            print(f"{path.relative_to(STATIC)}: {len(content)} -> {twin(path).stat().st_size}")


if __name__ == "__main__":
    main()

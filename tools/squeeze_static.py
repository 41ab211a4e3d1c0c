"""Write static/map.js of its parts, then each text file of static/ in brotli beside it:
`python -m tools.squeeze_static`.

The parts of the map page's script (sites/mapping/scripts) are one file for a browser: a slow
network then waits once. They share their names, which nothing outside them sees.

At its best level brotli takes 0.7 s for the base map and some 40 MB for a moment: too much for a
web worker, nothing for a person who changed a file. A test says when a file was forgotten.
"""

from pathlib import Path

import brotli

HOME = Path(__file__).resolve().parent.parent
STATIC = HOME / "static"
MAP_SCRIPT = STATIC / "map.js"
# In this order: what runs at once in a part uses what stands before it.
MAP_PARTS = ("page", "encoding", "basemap", "names", "pins", "card", "keyboard", "start")
SUFFIXES = {".css", ".js", ".json", ".svg"}
# Below this an answer's headers outweigh what is saved.
_LEAST_BYTES = 500


def map_script() -> str:
    """The whole script of the map page, without what its parts hold for their readers only."""
    scripts = HOME / "sites" / "mapping" / "scripts"
    parts = [(scripts / f"{name}.js").read_text(encoding="utf-8") for name in MAP_PARTS]
    lines = [line.strip() for line in "".join(parts).splitlines()]
    code = [line for line in lines if line and not line.startswith("//")]
    made_of = "// Made of sites/mapping/scripts by tools/squeeze_static.py."
    return "\n".join([made_of, "(function () {", "'use strict';", *code, "}());", ""])


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
    MAP_SCRIPT.write_text(map_script(), encoding="utf-8")
    for path in squeezable(STATIC):
        content = path.read_bytes()
        if not twin(path).exists() or brotli.decompress(twin(path).read_bytes()) != content:
            twin(path).write_bytes(brotli.compress(content, quality=11))
            print(f"{path.relative_to(STATIC)}: {len(content)} -> {twin(path).stat().st_size}")


if __name__ == "__main__":
    main()

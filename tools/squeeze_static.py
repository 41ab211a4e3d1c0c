"""Write the scripts and the style sheet of the map pages of their parts, then each text file of
static/ in brotli beside it: `python -m tools.squeeze_static`.

The parts of a map page's script (sites/mapping/scripts) are one file for a browser, the large one
with Leaflet and its clusters before them: a slow network then waits once. The parts share their
names, which nothing outside them sees.

At its best level brotli takes 0.7 s for the base map and some 40 MB for a moment: too much for a
web worker, nothing for a person who changed a file. A test says when a file was forgotten.
"""

from collections.abc import Iterable
from pathlib import Path

import brotli

HOME = Path(__file__).resolve().parent.parent
STATIC = HOME / "static"
SCRIPTS = HOME / "sites" / "mapping" / "scripts"
# In this order: what runs at once in a part uses what stands before it.
MAP_PARTS = (
    "page", "opening", "encoding", "room", "shapes", "place", "basemap", "names", "ear", "pins",
    "units", "listing", "streets", "card", "keyboard", "start",
)  # fmt: skip
AREA_PARTS = ("page", "room", "shapes", "place", "area_view", "area_signs", "area_start")
_LEAFLET = ("leaflet/leaflet.js", "markercluster/leaflet.markercluster.js")
_LEAFLET_STYLES = ("leaflet/leaflet.css", "markercluster/MarkerCluster.css")
SUFFIXES = {".css", ".js", ".json", ".svg"}
# Below this an answer's headers outweigh what is saved.
_LEAST_BYTES = 500


def made_files() -> dict[str, str]:
    """Name below static/ → what stands in the file."""
    return {
        "map.js": _vendored(_LEAFLET) + _script(MAP_PARTS),
        "area_map.js": _script(AREA_PARTS),
        "leaflet.css": _vendored(_LEAFLET_STYLES),
    }


def _vendored(names: Iterable[str]) -> str:
    """Files as they were published, one after another, licence lines and all."""
    texts = [(STATIC / "vendor" / name).read_text(encoding="utf-8") for name in names]
    return "".join(text.rstrip("\n") + "\n" for text in texts)


def _script(names: Iterable[str]) -> str:
    """One script of its parts, without what they hold for their readers only."""
    parts = [(SCRIPTS / f"{name}.js").read_text(encoding="utf-8") for name in names]
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
    for name, text in made_files().items():
        (STATIC / name).write_text(text, encoding="utf-8")
    for path in squeezable(STATIC):
        content = path.read_bytes()
        if not twin(path).exists() or brotli.decompress(twin(path).read_bytes()) != content:
            twin(path).write_bytes(brotli.compress(content, quality=11))
            print(f"{path.relative_to(STATIC)}: {len(content)} -> {twin(path).stat().st_size}")


if __name__ == "__main__":
    main()

"""The fonts that lists are printed in: Debian's fonts-noto-cjk, found wherever it lies."""

import shutil
import subprocess
from functools import cache
from pathlib import Path

from PIL import ImageFont

_FOLDERS = (
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/noto-cjk",
    "/usr/share/fonts/google-noto-cjk",
    "/Library/Fonts",
    "~/Library/Fonts",
)
_FILES = {
    "sans": ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"),
    "serif": ("NotoSerifCJK-Regular.ttc", "NotoSerifCJK-Bold.ttc"),
}
_SIMPLIFIED = "CJK SC"
_MAX_FACES = 10


@cache
def font(family: str, size_px: int, *, is_bold: bool = False) -> ImageFont.FreeTypeFont:
    """The Simplified Chinese face of a family ("sans", "serif"). Ends the program where the
    fonts are absent, with the name of the package."""
    path = _path(_FILES[family][is_bold])
    for face in range(_MAX_FACES):
        found = ImageFont.truetype(str(path), size_px, index=face)
        if _SIMPLIFIED in (found.getname()[0] or ""):
            return found
    raise SystemExit(f"{path.name} has no face {_SIMPLIFIED}: install the package fonts-noto-cjk.")


def has_fonts() -> bool:
    """Whether all faces are on this machine."""
    return all(_find(name) for names in _FILES.values() for name in names)


def _path(name: str) -> Path:
    found = _find(name)
    if found is None:
        raise SystemExit(
            f"{name} is absent: install the fonts (Debian: apt-get install fonts-noto-cjk)."
        )
    return found


@cache
def _find(name: str) -> Path | None:
    for folder in _FOLDERS:
        path = Path(folder).expanduser() / name
        if path.is_file():
            return path
    if shutil.which("fc-list") is None:
        return None
    listed = subprocess.run(["fc-list", ":", "file"], capture_output=True, text=True, check=False)
    paths = (Path(line.rstrip(": ")) for line in listed.stdout.splitlines())
    return next((path for path in sorted(paths) if path.name == name), None)

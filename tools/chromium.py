"""Where this machine's own Chromium is, for tests, benchmarks and tools."""

import shutil
from pathlib import Path

ABSENT = (
    "Chromium is absent: install it (Debian: apt-get install chromium-headless-shell), "
    "then try again."
)
# Chromium without its own windows: the same pages for half of the processor's time, but it keeps
# no page that was left in memory, as people's browsers do.
_WITHOUT_WINDOWS = "chromium-headless-shell"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MAC = ("/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")  # fmt: skip


def find_chromium(*, whole: bool = False) -> str | None:
    """The program; None when there is none. whole: as people have it, with windows and memory."""
    names = _NAMES if whole else (_WITHOUT_WINDOWS, *_NAMES)
    found = next(filter(None, map(shutil.which, names)), None)
    return found or next((path for path in _MAC if Path(path).exists()), None)


def chromium() -> str:
    """The program; ends this one with advice when there is none."""
    if found := find_chromium():
        return found
    raise SystemExit(ABSENT)

"""Where this machine's own Chromium is, for tests, benchmarks and tools."""

import shutil
from pathlib import Path

ABSENT = "Chromium is absent: install it (Debian: apt-get install chromium), then try again."
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MAC = ("/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")  # fmt: skip


def find_chromium() -> str | None:
    """The program; None when there is none."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    return found or next((path for path in _MAC if Path(path).exists()), None)


def chromium() -> str:
    """The program; ends this one with advice when there is none."""
    if found := find_chromium():
        return found
    raise SystemExit(ABSENT)

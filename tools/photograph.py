"""Make the two pictures of the README anew: `make photographs`.

A real Chromium visits the program with data/sites.csv loaded, demonstration rows and all, on a
telephone and on a desk. Needs what `make test` installs.
"""

import logging
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, ViewportSize, sync_playwright
from werkzeug.serving import make_server

from app import create_app
from tools.chromium import chromium

HOME = Path(__file__).resolve().parent.parent
PICTURES = HOME / "docs" / "pictures"


@dataclass(frozen=True, slots=True)
class Shot:
    """path: the page; size: of the window in CSS pixels; sharpness: pixels of each of them."""

    name: str
    path: str
    size: ViewportSize
    sharpness: float


SHOTS = (
    # A place with a published site before demonstration ones.
    Shot("result.webp", "/search?q=江苏启东", {"width": 360, "height": 740}, 2),
    Shot("map.webp", "/map", {"width": 1280, "height": 800}, 1),
)


def main() -> None:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # no line for each request
    with sync_playwright() as playwright, served() as address:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for shot in SHOTS:
            content = taken(browser, address, shot)
            (PICTURES / shot.name).write_bytes(content)
            print(f"docs/pictures/{shot.name}: {len(content) / 1024:.0f} KB")
        browser.close()


@contextmanager
def served() -> Iterator[str]:
    """The address on loopback of the program with the shipped list, on a store of its own."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app({"SITES_DATABASE_URL": f"sqlite:///{folder}/sites.db"})
        done = app.test_cli_runner().invoke(args=["sites", "load", str(HOME / "data/sites.csv")])
        if done.exit_code:
            sys.exit(done.output)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


def taken(browser: Browser, address: str, shot: Shot) -> bytes:
    """What the window shows once nothing more is on its way, as a small WebP."""
    page = browser.new_page(viewport=shot.size, device_scale_factor=shot.sharpness, locale="zh-CN")
    page.goto(address + shot.path, wait_until="networkidle")
    picture = Image.open(BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    page.close()
    file = BytesIO()
    picture.save(file, "WEBP", quality=80, method=6)
    return file.getvalue()


if __name__ == "__main__":
    main()

"""Draw static/favicon.ico and static/touch-icon.png anew from static/icon.svg, in a real Chromium:
`python -m tools.icons`. Old browsers, crawlers and iOS do not take the SVG."""

from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tools.chromium import chromium

STATIC = Path(__file__).resolve().parent.parent / "static"
FAVICON_PX, TOUCH_PX = (16, 32, 48), 180
_PAPER = "#fbf6ee"
_PLAIN = "body{margin:0}svg{display:block;width:100vw;box-sizing:border-box}"


def main() -> None:
    svg = (STATIC / "icon.svg").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": TOUCH_PX, "height": TOUCH_PX})
        page.set_content(f"<style>{_PLAIN}</style>{svg}")
        favicon = page.screenshot(omit_background=True)
        page.add_style_tag(content=f"html{{background:{_PAPER}}}svg{{padding:12vw}}")
        touch = page.screenshot()
        browser.close()
    image = Image.open(BytesIO(favicon))
    image.save(STATIC / "favicon.ico", sizes=[(side, side) for side in FAVICON_PX])
    Image.open(BytesIO(touch)).convert("P", palette=Image.Palette.ADAPTIVE, colors=16).save(
        STATIC / "touch-icon.png", optimize=True
    )


if __name__ == "__main__":
    main()

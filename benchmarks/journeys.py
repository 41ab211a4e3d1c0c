"""`python -m benchmarks.journeys [--write]`: taps and seconds from a link to the call button, in
browsers that say they are those inside WeChat, Weibo and QQ, on a slow phone.

What a person does, a script does without thinking: the seconds are those of the network, the
phone and the program, the least that a person needs. docs/people.md says how people are watched.
"""

import argparse
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import urlsplit

import cv2
import numpy as np
from PIL import Image
from playwright.sync_api import Browser, Geolocation, Locator, Page

from benchmarks.first_view.watching import NARROW, phone, slowed
from benchmarks.product import HOME, Server, command, scratch_store, server
from benchmarks.table import processor, write_into

_PAGE = HOME / "docs" / "people.md"
# Invented offices that count as real: a call can be tried. tests/conftest.py says more.
_LIST = HOME / "tests" / "cases" / "printed_offices.csv"
_SOURCE = ("--source-title", "测试用名单", "--source-url", "https://example.org/offices",
           "--published-on", "2012")  # fmt: skip
_CHANGCHUN: Geolocation = {"latitude": 43.8868, "longitude": 125.3245}
_PROVINCE, _CITY, _COUNTY = "220000", "220100", "220102"
_AGENTS: Mapping[str, str] = {
    "WeChat, Android": "Mozilla/5.0 (Linux; Android 10; wv) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 XWEB/1160 MMWEBSDK/2024 MicroMessenger/8.0",
    "WeChat, HarmonyOS": "Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like "
    "Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile MicroMessenger/8.0",
    "Weibo": "Mozilla/5.0 (Linux; Android 10; wv) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Version/4.0 Chrome/110.0.0.0 Mobile Safari/537.36 Weibo (__weibo__14.0)",
    "QQ": "Mozilla/5.0 (Linux; Android 10; wv) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Version/4.0 Chrome/109.0.0.0 MQQBrowser/6.2 TBS Mobile Safari/537.36 QQ/9.0",
}
# What a phone may do when it is asked where it is.
_SILENT = "navigator.geolocation.getCurrentPosition = () => {};"
_ABSENT = "Object.defineProperty(navigator, 'geolocation', {value: undefined});"
_POSITIONS: Mapping[str, str] = {"granted": "", "refused": "", "silent": _SILENT, "absent": _ABSENT}
_WAIT_MS = 60_000


@dataclass
class Walk:
    """One person on one page. taps: so far."""

    page: Page
    taps: int = 0

    def tap(self, found: Locator) -> None:
        """A tap on the first of these, which leads on."""
        found.first.tap(timeout=_WAIT_MS)
        self.taps += 1


def main() -> None:
    """Every browser, position and entrance; the table printed or written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="into docs/people.md")
    options = parser.parse_args()
    lines = [
        "| from | position | " + " | ".join(_AGENTS) + " |",
        "| --- | --- |" + " ---: |" * len(_AGENTS),
    ]
    with scratch_store() as store, phone() as browser:
        command(store, "load", str(_LIST), *_SOURCE)
        with server(store) as running:
            site = _first_site(running)
            card = running.ask(f"/areas/{_COUNTY}/card.png").sent
            entrances: Mapping[str, tuple[str, Callable[[Walk], None]]] = {
                "home": ("/", _from_home),
                "a shared county": (f"/areas/{_COUNTY}", _at_once),
                "a shared site": (f"/sites/{site}", _at_once),
                "the code on a shared picture": (urlsplit(_read_code(card)).path, _at_once),
            }
            for entrance, (path, lead) in entrances.items():
                for position in _POSITIONS:
                    print(f"… {entrance}, {position}", file=sys.stderr, flush=True)
                    told = [
                        _walk(browser, agent, position, running.address + path, lead)
                        for agent in _AGENTS.values()
                    ]
                    lines.append(f"| {entrance} | {position} | {' | '.join(told)} |")
    table = "\n".join([*lines, "", f"Taps to the dialling telephone, seconds; on {processor()}."])
    print(table)
    if options.write:
        write_into(_PAGE, table, "journeys")


def _walk(
    browser: Browser, agent: str, position: str, url: str, lead: Callable[[Walk], None]
) -> str:
    """「2 taps, 3.1 s」 to a call button that can be tapped and lies in view."""
    is_granted = position == "granted"
    context = browser.new_context(
        **NARROW,
        user_agent=agent,
        locale="zh-CN",
        permissions=["geolocation"] if is_granted else [],
        geolocation=_CHANGCHUN if is_granted else None,
    )
    walk = Walk(context.new_page())
    slowed(walk.page)
    if script := _POSITIONS[position]:
        walk.page.add_init_script(script)
    start = time.perf_counter()
    walk.page.goto(url, wait_until="commit", timeout=_WAIT_MS)
    lead(walk)
    button = walk.page.locator("main a.call").first
    button.wait_for(timeout=_WAIT_MS)
    button.tap(trial=True, timeout=_WAIT_MS)
    seconds = time.perf_counter() - start
    context.close()
    return f"{walk.taps + 1}, {seconds:.1f} s"


def _at_once(walk: Walk) -> None:
    """The call button is on the page that was opened."""


def _from_home(walk: Walk) -> None:
    """By the position; where the phone gives none, by the list of provinces below the button."""
    walk.page.locator("#provinces").wait_for(timeout=_WAIT_MS)
    walk.page.wait_for_function("document.documentElement.className.includes('js')")
    button = walk.page.get_by_role("button", name="我的位置")
    if button.is_visible():
        walk.page.wait_for_load_state("load")
        walk.tap(button)
        words = walk.page.locator("[data-locate-words]").filter(has_text="没关系")
        answer = walk.page.locator("main a.call")
        words.or_(answer).first.wait_for(timeout=_WAIT_MS)
        if answer.count():
            return
    walk.tap(walk.page.locator(f'a[href="/areas/{_PROVINCE}"]'))
    walk.tap(walk.page.locator(f'a[href="/areas/{_CITY}"]'))


def _first_site(running: Server) -> str:
    page = running.ask(f"/areas/{_COUNTY}", encoding="identity").text()
    return page.partition('href="/sites/')[2].partition('"')[0]


def _read_code(picture: bytes) -> str:
    """The address in a picture's QR code, as a camera reads it."""
    pixels = np.array(Image.open(BytesIO(picture)).convert("L"))
    text = str(cv2.QRCodeDetector().detectAndDecode(pixels)[0])
    if not text:
        raise RuntimeError("The code on the picture cannot be read.")
    return text


if __name__ == "__main__":
    main()

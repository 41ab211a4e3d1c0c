"""A slow phone: Chromium with a slow network and a slow processor, cold each time.

400 kbit/s and 400 ms are what Lighthouse calls a slow 3G line; six times slower is an Android
phone of 2018 beside this machine.
"""

import statistics
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, CDPSession, Error, Page, sync_playwright

from tools.chromium import chromium, find_chromium

NARROW: Mapping[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
_BITS_S, _LATENCY_MS, _SLOWER = 400_000, 400, 6
# What the page itself knows of its first view; registered before anything of it runs.
_WATCHING = """(() => {
    const seen = window.seen = {lcp: 0, shift: 0, tasks: []};
    const watch = (type, act) => new PerformanceObserver(list => list.getEntries().forEach(act))
        .observe({type, buffered: true});
    watch('largest-contentful-paint', entry => { seen.lcp = entry.startTime; });
    watch('layout-shift', entry => { seen.shift += entry.hadRecentInput ? 0 : entry.value; });
    watch('longtask', entry => { seen.tasks.push(entry.duration); });
})()"""
_LONG_MS = 50  # a task may take so long before a finger notices
_SETTLED_MS = 3000  # after the last answer, for late shifts and scripts
_TIMEOUT_MS = 240_000


@dataclass(frozen=True, slots=True)
class Seen:
    """One cold visit. lcp_s: largest contentful paint, in seconds; shift: cumulative layout shift;
    blocked_ms: what long tasks took beyond 50 ms each; kilobytes (1,000) and requests as they
    came over the wire, headers included."""

    lcp_s: float
    shift: float
    blocked_ms: float
    kilobytes: float
    requests: int


@contextmanager
def phone(*, whole: bool = True) -> Iterator[Browser]:
    """A Chromium that accepts the benchmark's own certificate. whole: as people have it; the one
    without windows is quicker, and does not ask for a page's mark."""
    with sync_playwright() as started:
        program = find_chromium(whole=whole) or chromium()
        browser = started.chromium.launch(executable_path=program, args=_FLAGS)
        yield browser
        browser.close()


def visit(browser: Browser, url: str) -> Seen:
    """A first visit: nothing is kept from an earlier one."""
    context = browser.new_context(**NARROW, ignore_https_errors=True)
    page = context.new_page()
    wire = slowed(page)
    page.add_init_script(_WATCHING)
    sizes: list[float] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    _open(page, url)
    told = page.evaluate("window.seen")
    context.close()
    return Seen(
        told["lcp"] / 1000,
        told["shift"],
        sum(max(0.0, task - _LONG_MS) for task in told["tasks"]),
        sum(sizes) / 1000,
        len(sizes),
    )


def slowed(page: Page) -> CDPSession:
    """The page behind a slow network, on a slow processor, from now on; the line to it."""
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": _LATENCY_MS,
            "downloadThroughput": _BITS_S / 8,
            "uploadThroughput": _BITS_S / 8,
        },
    )
    wire.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    return wire


def _open(page: Page, url: str) -> None:
    """Until nothing is on its way any more; tiles of other hosts never come here."""
    try:
        page.goto(url, wait_until="networkidle", timeout=_TIMEOUT_MS)
    except Error as error:
        raise RuntimeError(f"{url} did not open: {error.message}") from error
    page.wait_for_timeout(_SETTLED_MS)


def middle(seen: Sequence[Seen]) -> Seen:
    """Of each figure the median."""
    return Seen(
        statistics.median(each.lcp_s for each in seen),
        statistics.median(each.shift for each in seen),
        statistics.median(each.blocked_ms for each in seen),
        statistics.median(each.kilobytes for each in seen),
        int(statistics.median(each.requests for each in seen)),
    )

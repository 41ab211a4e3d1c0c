"""One worker on a loaded store: start, memory, time and size of its pages, size of its map."""

import re
from collections.abc import Iterable
from html import unescape
from random import Random
from urllib.parse import quote, urljoin

from benchmarks.product import SITES, Server, command, is_local, scratch_store, server
from benchmarks.table import Line, at_most, number
from benchmarks.timing import Timing, timed

_KB = 1000
_HTML_KB, _VIEW_KB, _REQUESTS = 12, 25, 4
_CODE_KB, _PINS_KB, _BASEMAP_KB = 60, 50, 220
_READY_S, _WORKER_MB = 1.0, 130
_KEYSTROKE_MS = 30
_TURNS = 5
_QUESTIONS = 300
_PART = re.compile(
    r"<(?:script|img)\b[^>]*?\bsrc=\"([^\"]+)\"|"
    r"<link\b(?=[^>]*\brel=\"(?:stylesheet|icon|manifest|preload)\")[^>]*?\bhref=\"([^\"]+)\""
)
_CODE = re.compile(r"<script\b[^>]*?\bsrc=\"([^\"]+)\"|rel=\"stylesheet\" href=\"([^\"]+)\"")
_IN_STYLES = re.compile(r"url\(['\"]?(?!data:)([^)'\"]+)")
_WORDS = (
    "武侯",
    "密云县",
    "whq",
    "公安县公安局",
    "朝阳",
    "成都 武侯",
    "wuhou",
    "028-0",
    "演示路2号",
)
# Each of their beginnings is a keystroke: names, pinyin, initials, an address, no place at all.
_TYPED = (
    "四川省成都市武侯区",
    "成都武侯",
    "chengduwuhou",
    "sichuanshengchengdushiwuhouqu",
    "xinjiangweiwuerzizhiqu",
    "cdwhq",
    "昆山千灯",
    "城关镇",
    "密云县",
    "成都市武侯区武科西一路",
    "请问太康怎么去",
    "qqqqqqqqqqqqqqqqqqqq",
    "张三李四",
)


def lines() -> list[Line]:
    """Everything that needs a running server."""
    with scratch_store() as store:
        command(store, "load", str(SITES))
        ready_s = min(_ready_s(store) for _ in range(_TURNS))
        start = "gunicorn and one worker; best of " + str(_TURNS)
        found = [at_most("ready to serve, from a loaded store", ready_s, _READY_S, "s", start)]
        with server(store) as running:
            found += _speeds(running)
            rss_mb, pss_mb = running.worker_mb()
            work = "one worker after these questions, RSS"
            found.append(at_most(work, rss_mb, _WORKER_MB, "MB", f"PSS {number(pss_mb)} MB"))
            found += [_size(running, name, path, form) for name, path, form in _pages(running)]
            found += _map(running)
    return found


def _ready_s(store: str) -> float:
    with server(store) as running:
        return running.ready_s


def _speeds(running: Server) -> list[Line]:
    """Whole answers over one connection: routing, finding, wording, compressing."""
    draw = Random(4)
    forms = [
        f"lat={draw.uniform(20, 50):.5f}&lon={draw.uniform(80, 130):.5f}" for _ in range(_QUESTIONS)
    ]
    searches = [f"/search?q={quote(draw.choice(_WORDS))}" for _ in range(_QUESTIONS)]
    keystrokes = [
        f"/suggest?q={quote(text[:end])}" for text in _TYPED for end in range(1, len(text) + 1)
    ]
    return [
        _keystroke(timed(running.ask, keystrokes)),
        _speed("nearest", timed(lambda form: running.ask("/nearest", form=form), forms)),
        _speed("search", timed(running.ask, searches)),
    ]


def _keystroke(timing: Timing) -> Line:
    work = "suggestions: a keystroke, whole answer, p99"
    return at_most(work, timing.p99_ms, _KEYSTROKE_MS, "ms", f"p50 {number(timing.p50_ms)} ms")


def _speed(name: str, timing: Timing) -> Line:
    work = f"page: {name}, whole answer, p50"
    return Line(work, f"{number(timing.p50_ms)} ms", beside=f"p99 {number(timing.p99_ms)} ms")


def _pages(running: Server) -> Iterable[tuple[str, str, str | None]]:
    site_page = re.search(r"/sites/[\w-]+", _html(running, "/areas/510107"))
    return [
        ("home", "/", None),
        ("search", f"/search?q={quote('武侯')}", None),
        ("search with choices", f"/search?q={quote('朝阳')}", None),
        ("nearest", "/nearest", "lat=30.642&lon=104.0434"),
        ("province", "/areas/510000", None),
        ("city", "/areas/510100", None),
        ("county", "/areas/510107", None),
        ("site", site_page[0] if site_page else "/sites/-", None),
    ]


def _size(running: Server, name: str, path: str, form: str | None) -> Line:
    """The page's size as sent, and that of its first view from an empty cache."""
    page = running.ask(path, form=form)
    urls = _parts(running, path, _html(running, path, form))
    view = len(page.sent) + sum(len(running.ask(url).sent) for url in urls if is_local(url))
    outside = [url for url in urls if not is_local(url)]
    html_kb, view_kb, requests = len(page.sent) / _KB, view / _KB, 1 + len(urls)
    is_met = html_kb <= _HTML_KB and view_kb <= _VIEW_KB and requests <= _REQUESTS and not outside
    return Line(
        f"size: {name}, HTML · first view · requests",
        f"{html_kb:.1f} KB · {view_kb:.1f} KB · {requests}",
        f"≤ {_HTML_KB} · {_VIEW_KB} · {_REQUESTS}",
        is_met and page.status == 200,
        f"{len(outside)} other hosts",
    )


def _html(running: Server, path: str, form: str | None = None) -> str:
    return running.ask(path, form=form, encoding="identity").text()


def _parts(running: Server, path: str, html: str) -> list[str]:
    """What a browser fetches for the page before anybody touches it."""
    urls = [urljoin(path, unescape(src or href)) for src, href in _PART.findall(html)]
    for style in [url for url in urls if ".css" in url and is_local(url)]:
        text = running.ask(style, encoding="identity").text()
        urls += [urljoin(style, each) for each in _IN_STYLES.findall(text)]
    return list(dict.fromkeys(urls))


def _map(running: Server) -> list[Line]:
    html = _html(running, "/map")
    given = {name: unescape(url) for name, url in re.findall(r"data-([\w-]+)=\"([^\"]*)\"", html)}
    code = _code("/map", html) - _code("/", _html(running, "/"))
    basemap = (given["china"], urljoin(given["basemap"], "prefectures.json"))
    beyond = "beyond what every page has"
    drawn = "outline, dash line, prefecture lines"
    return [
        at_most("map: code, compressed", _sent_kb(running, code), _CODE_KB, "KB", beyond),
        at_most("map: all pins, compressed", _sent_kb(running, [given["pins"]]), _PINS_KB, "KB"),
        at_most("map: basemap, compressed", _sent_kb(running, basemap), _BASEMAP_KB, "KB", drawn),
    ]


def _code(path: str, html: str) -> set[str]:
    return {urljoin(path, unescape(src or href)) for src, href in _CODE.findall(html)}


def _sent_kb(running: Server, urls: Iterable[str]) -> float:
    return sum(len(running.ask(url).sent) for url in urls) / _KB

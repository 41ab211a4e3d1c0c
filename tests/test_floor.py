"""Nothing of ours needs more than Chromium 66 or iOS 12 (tests/floor.py)."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, Route

from tests.browser import PHONE, Visits
from tests.conftest import GetPage
from tests.floor import Floor

HOME = Path(__file__).resolve().parent.parent
WHEELS = HOME / "build" / "wheels"
STYLES = sorted((HOME / "static").rglob("*.css"))
SCRIPTS = [path for name in ("static", "templates") for path in sorted((HOME / name).rglob("*.js"))]


@pytest.fixture(scope="session")
def floor(tmp_path_factory: pytest.TempPathFactory) -> Floor:
    if not list(WHEELS.glob("acorn-*.tgz")):
        pytest.skip("build/wheels holds no packages that know old browsers")
    return Floor(WHEELS, tmp_path_factory.mktemp("acorn"))


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_the_floor_drops_nothing_of_a_style_sheet(floor: Floor, path: Path) -> None:
    assert floor.style_complaints(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_the_floor_runs_a_script(floor: Floor, path: Path) -> None:
    texts = [each.read_text(encoding="utf-8") for each in SCRIPTS]
    own = frozenset[str]().union(*map(floor.script_names, texts))
    assert floor.script_complaints(path.read_text(encoding="utf-8"), own=own) == []


def test_the_floor_runs_what_folium_writes(
    floor: Floor, client: FlaskClient, get_page: GetPage
) -> None:
    script = get_page("/map").select("script[src]")[-1]["src"]
    own = frozenset(floor.script_names((HOME / "static/map.js").read_text(encoding="utf-8")))
    text = client.get(str(script)).text
    assert "sitesMap.start" in text
    assert floor.script_complaints(text, own=own) == []


@pytest.mark.parametrize(
    "rule",
    [
        "inset:0", "inset:auto 1rem", "border-block:1px solid", "padding-inline:1rem",
        "padding-inline-end:2px", "margin-inline:0", "border-inline-start:1px solid",
        "height:min(66vh,34rem)", "font-size:clamp(1rem,2vw,2rem)", "width:max(1px,2px)",
        "grid-template-columns:repeat(auto-fill,minmax(min(100%,8rem),1fr))", "height:66svh",
        "display:flex;gap:1rem", "display:flex;column-gap:1rem", "aspect-ratio:1",
        "accent-color:red", "overflow-wrap:anywhere", "color:color-mix(in srgb,red,blue)",
        "place-items:anchor-center", "scrollbar-gutter:stable",
    ],
)  # fmt: skip
def test_what_the_floor_drops_is_told(floor: Floor, rule: str) -> None:
    assert floor.style_complaints(f"a{{{rule}}}") != []


@pytest.mark.parametrize(
    "sheet",
    [
        "a:is(b,c){color:red}",
        "a:where(b){color:red}",
        "a:has(b){color:red}",
        "@media (max-width:30rem){a{inset:0}}",
    ],
)
def test_what_the_floor_drops_is_told_in_selectors_and_blocks(floor: Floor, sheet: str) -> None:
    assert floor.style_complaints(sheet) != []


@pytest.mark.parametrize(
    "sheet",
    [
        pytest.param("a{display:grid;gap:1rem}", id="a gap in a grid"),
        pytest.param(
            "a{overflow-wrap:break-word;overflow-wrap:anywhere}", id="with a stand-in before it"
        ),
        pytest.param("a{-webkit-user-select:all;user-select:all}", id="with a prefixed stand-in"),
        pytest.param("@supports (inset:0){a{inset:0}}", id="asked for before it is used"),
        pytest.param("@media (scripting:none){a{inset:0}}", id="in a block that is not read"),
        pytest.param("a{width:calc(1rem + 2px);color:var(--ink)}", id="old enough"),
    ],
)
def test_what_the_floor_knows_is_not_told(floor: Floor, sheet: str) -> None:
    assert floor.style_complaints(sheet) == []


@pytest.mark.parametrize(
    "script",
    [
        "a?.b", "a ?? b", "a ||= b", "1_000", "class A { #b = 1 }", "x.replaceAll('a', 'b')",
        "x.flat()", "x.flatMap(f)", "x.at(-1)", "x.matchAll(/a/g)", "Object.fromEntries(x)",
        "Promise.allSettled([])", "new ResizeObserver(f)", "structuredClone(x)", "globalThis.x",
        "x.replaceChildren()", "/(?<=a)b/.test(x)", "el.showModal()", "queueMicrotask(f)",
    ],
)  # fmt: skip
def test_what_the_floor_cannot_run_is_told(floor: Floor, script: str) -> None:
    assert floor.script_complaints(script) != []


@pytest.mark.parametrize(
    "script",
    [
        "const {a, ...b} = c",
        "async () => { for await (const x of y) f(x) }",
        "[1].includes(1)",
        "'1'.padStart(2)",
        "fetch('/').then(f).catch(f).finally(f)",
        "var o = {flat: f}; o.flat()",
        "document.querySelectorAll('a').forEach(f)",
    ],
)
def test_what_the_floor_runs_is_not_told(floor: Floor, script: str) -> None:
    assert floor.script_complaints(script) == []


# ---- seen ---------------------------------------------------------------------------------------

PATHS = ["/", "/search?q=朝阳", "/areas/510107", "/areas/510000", "/guide", "/about", "/nearest"]
_SHEET = re.compile(r"<style>(.+?)</style>", re.DOTALL)
BOXES = """() => [...document.querySelectorAll('header *, main *, footer *')]
    .filter(tag => !tag.closest('svg, .leaflet-container'))
    .map(tag => [tag, tag.getBoundingClientRect()])
    .filter(([, box]) => box.width && box.height)
    .map(([tag, box]) => [tag.tagName + '.' + (tag.classList[0] || ''),
        ...[box.left, box.top, box.width, box.height].map(Math.round)].join(' '))"""


def _boxes(page: Page) -> list[str]:
    # Where a line ends moves what stands in it, and nothing else (HARMLESS): not compared.
    page.evaluate("document.styleSheets[0].insertRule('* { text-wrap: wrap !important }')")
    boxes: list[str] = page.evaluate(BOXES)
    return boxes


@pytest.mark.parametrize("root_px", [18, 28.8])
def test_pages_stand_the_same_without_what_the_floor_drops(
    app: Flask, visit: Visits, floor: Floor, root_px: float
) -> None:
    today, floors = visit(app, size=PHONE), visit(app, size=PHONE)

    def strip(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=floor.without_unknown(answer.text()))

    def strip_inside(route: Route) -> None:
        if route.request.resource_type != "document":
            route.fallback()
            return
        answer = route.fetch()
        sheet = _SHEET.search(answer.text())
        assert sheet is not None
        stripped = floor.without_unknown(sheet[1])
        # The policy names the whole sheet by its hash: it would refuse the stripped one.
        headers = {k: v for k, v in answer.headers.items() if k != "content-security-policy"}
        body = answer.text().replace(sheet[1], stripped)
        route.fulfill(response=answer, body=body, headers=headers)

    floors.page.route("**/*", strip_inside)
    floors.page.route("**/*.css*", strip)
    for path in [*PATHS, "/map?area=510107"]:
        seen = []
        for visitor in (today, floors):
            visitor.page.goto(visitor.home + path)
            visitor.page.evaluate(f"document.documentElement.style.fontSize = '{root_px}px'")
            seen.append(_boxes(visitor.page))
        assert (path, seen[1]) == (path, seen[0])
    frame = floors.page.locator(".area-map").first.bounding_box()
    assert frame is not None
    assert frame["height"] >= 320
    assert "gap: 1rem" not in floor.without_unknown("a{display:flex;gap: 1rem;color:red}")

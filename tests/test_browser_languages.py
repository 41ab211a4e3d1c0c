"""Pages of other languages in a real Chromium, two made-up ones among them: one whose sentences
are half as long again, with words that no line holds, and one that is written from the right."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from flask import Flask
from markupsafe import Markup
from playwright.sync_api import Page, ViewportSize

from benchmarks.accessibility import axe_findings
from sites.voice.language import LANGUAGES, Language
from sites.web import languages
from tests.browser import DESKTOP, PHONE, Visits
from tests.conftest import HOME, MakeApp
from tests.test_browser_pages import _wider_than_the_screen
from tools.catalogues import mo_text, read, sentences

OFFICES = Path(__file__).with_name("offices.csv")
_KEPT = re.compile(r"(%\(\w+\)s|<[^>]*>)")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_FROM_THE_RIGHT = dict(zip(_LETTERS, "ابتثجحخدذرزسشصضطظعغفقكلمنه", strict=True))
# Babel has a locale of each; no catalogue of ours does.
LONG = Language("de", "de", "de", "Länger", " ", " oder ")
RIGHT = Language("ug", "ug", "ug", "ئۇيغۇرچە", " ", " ، ", direction=Markup(' dir="rtl"'))


def _lengthened(text: str) -> str:
    """Half as long again, the longest word twice: no line breaks inside it by itself."""
    words = text.split(" ")
    longest = max(words, key=len)
    more = " ".join("".join(word[::-1]) for word in words[: len(words) // 2])
    return f"{text} {longest}{longest} {more}" if text.strip() else text


def _mirrored(text: str) -> str:
    return "".join(_FROM_THE_RIGHT.get(letter, letter) for letter in text.lower())


def _changed(text: str, change: Callable[[str], str]) -> str:
    """Words changed; places for values and marks of HTML as they are."""
    pieces = _KEPT.split(text)
    return "".join(
        piece if place % 2 or not piece.strip() else change(piece)
        for place, piece in enumerate(pieces)
    )


def _made_up(language: Language, change: Callable[[str], str], folder: Path) -> None:
    """A compiled catalogue of every sentence, made from the English one."""
    english, catalogue = read("en"), Catalog(locale=language.locale)
    for text, is_count in sentences().items():
        said = english[text].string
        form = _changed(said if isinstance(said, str) else list(said or ())[-1], change)
        forms = (form,) * catalogue.num_plurals
        catalogue.add((text, text) if is_count else text, forms if is_count else form)
    path = folder / language.locale / "LC_MESSAGES" / "messages.mo"
    path.parent.mkdir(parents=True)
    path.write_bytes(mo_text(catalogue))


@pytest.fixture(scope="module")
def offices(make_app: MakeApp, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Sites that can be called, in an app that knows the made-up languages too."""
    folder = tmp_path_factory.mktemp("translations")
    _made_up(LONG, _lengthened, folder)
    _made_up(RIGHT, _mirrored, folder)
    app = make_app(str(OFFICES))
    languages.read_catalogues(app).translation_directories.append(str(folder))
    languages._BY_CODE.update({each.code: each for each in (LONG, RIGHT)})
    yield app
    for each in (LONG, RIGHT):
        del languages._BY_CODE[each.code]


def _paths(app: Flask) -> list[str]:
    ids = [f"/sites/{site.id}" for site in app.extensions["sites"].live.current().sites]
    return ["/", "/areas/220104", "/search?q=长春市朝阳区", "/areas/220000", "/guide", "/about",
            "/map", "/nearest", "/nowhere", *ids]  # fmt: skip


def _numbers_off_the_view(page: Page) -> list[str]:
    """Numbers to dial that do not stand whole between the edges of the screen, on one line."""
    found: list[str] = page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            return [...document.querySelectorAll('.btn.call span, .btn.nocall span')]
                .filter(tag => {
                    if (!tag.getClientRects().length) return false;
                    const text = document.createRange();
                    text.selectNodeContents(tag);
                    const box = text.getBoundingClientRect();
                    const tops = [...text.getClientRects()].map(line => Math.round(line.top));
                    return box.left < 0 || box.right > width + 1 || new Set(tops).size > 1;
                })
                .map(tag => tag.textContent);
        }"""
    )
    return found


@pytest.mark.parametrize("root_px", [18, 30], ids=["letters of 18 px", "letters of 30 px"])
@pytest.mark.parametrize(
    "language", [*LANGUAGES[1:], LONG, RIGHT], ids=["traditional", "English", "long", "right"]
)
def test_a_page_of_any_language_fits_the_screen(
    offices: Flask, visit: Visits, language: Language, root_px: int
) -> None:
    visitor = visit(offices)
    for path in _paths(offices):
        page = visitor.open(f"/{language.code}{path}")
        page.evaluate(f"document.documentElement.style.fontSize = '{root_px}px'")
        page.evaluate("window.dispatchEvent(new Event('resize'))")
        assert (path, _wider_than_the_screen(page)) == (path, [])
        assert (path, _numbers_off_the_view(page)) == (path, [])


def test_a_language_is_written_in_its_direction(offices: Flask, visit: Visits) -> None:
    page = visit(offices).open("/ug/areas/220104")
    heading = page.locator("main h1")
    assert heading.evaluate("tag => getComputedStyle(tag).direction") == "rtl"
    number = page.locator(".btn.call span").first.inner_text()
    assert re.fullmatch(r"[\d -]+", number), "digits keep their order"


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desk"])
@pytest.mark.parametrize("language", LANGUAGES[1:], ids=["traditional", "English"])
def test_axe_finds_nothing_in_any_language(
    app: Flask, visit: Visits, language: Language, size: ViewportSize
) -> None:
    visitor = visit(app, size=size)
    real = next(s for s in app.extensions["sites"].live.current().sites if not s.is_demo)
    for path in ("/", "/areas/510107", "/search?q=武侯", f"/sites/{real.id}", "/guide", "/about"):
        page = visitor.open(f"/{language.code}{path}")
        assert (path, axe_findings(page)) == (path, [])
        assert (path, visitor.errors) == (path, [])
        assert visitor.foreign() == []


def test_a_script_speaks_the_language_of_its_page(app: Flask, visit: Visits) -> None:
    visitor = visit(app)
    page = visitor.open("/en/")
    page.locator("[data-locate] button").click()
    page.get_by_text("The phone did not give its position. Never mind.").wait_for()
    page = visitor.open("/en/areas/510107")
    page.goto(visitor.home + "/en/")
    link = page.locator("[data-last-county] a")
    assert link.inner_text() == "Last looked at: Wuhou District"
    link.click()
    assert page.url.endswith("/en/areas/510107")
    page.goto(visitor.home + "/zh-hant/")
    page.locator("[data-locate] button").click()
    page.get_by_text("手機沒有給位置，沒關係。").wait_for()


def test_the_made_up_languages_are_in_no_deployment() -> None:
    shipped = {path.parent.parent.name for path in (HOME / "translations").rglob("*.mo")}
    assert shipped == {language.locale for language in languages.SHOWN}

"""What every page of ours must pass, whoever asks for it (used by the fixture get_page)."""

import hashlib
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

import html5lib
from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.test import TestResponse

from sites.errors import SitesError
from sites.questions.guidance import STATEMENTS
from sites.records import Site

HAND_OFF_HOSTS = {
    "uri.amap.com",
    "api.map.baidu.com",
    "apis.map.qq.com",
    "maps.apple.com",
    "service.weibo.com",
}
# What a reader of seventy does not understand, or reads as something else.
HARD_WORDS = re.compile(
    r"约略|只到|短号|没有装好|没有看懂|一步步选|JavaScript|服务器|浏览器的|参数|(?<![a-z])(?:lat|lon)(?![a-z])"
)
# The language of a page → the word that says whom it is for, in name, title and first sentences.
FAMILY = {"zh-Hans": "寻亲", "zh-Hant": "尋親", "en": "family"}
FILING_HOSTS = {"beian.miit.gov.cn", "beian.mps.gov.cn"}
SERVICE_NUMBERS = {"110", "96110"}
FETCHING = {"script": "src", "img": "src", "iframe": "src", "source": "src", "form": "action"}
# What html5lib reports although the standard allows it.
_ALLOWED_BY_HTML = {"unexpected-char-in-attribute"}


def check_page(answer: TestResponse, app: Flask) -> BeautifulSoup:
    """The page, parsed as a browser parses it; fails with a sentence about what is wrong."""
    page = check_form(answer)
    wrong = list(_wording(page))
    assert not wrong, f"{answer.request.path}: {wrong[:5]}"
    for check_links in (_links, _calls, _banner):
        wrong = list(check_links(page, app))
        assert not wrong, f"{answer.request.path}: {wrong[:5]}"
    return page


def check_form(answer: TestResponse) -> BeautifulSoup:
    """The page as check_page gives it, held to what pages for operators must pass too."""
    assert answer.mimetype == "text/html", f"{answer.request.path} is {answer.mimetype}"
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(answer.text)
    errors = [(where, what) for where, what, _ in parser.errors if what not in _ALLOWED_BY_HTML]
    assert not errors, f"{answer.request.path} is malformed: {errors[:5]}"
    page = BeautifulSoup(answer.text, "html5lib")
    policy = answer.headers["Content-Security-Policy"]
    inline = list(_nothing_inline(page, policy))
    assert not inline, f"{answer.request.path}: {inline[:5]}"
    for check in (_frame, _ids, _labels, _nothing_fetched_elsewhere):
        wrong = list(check(page))
        assert not wrong, f"{answer.request.path}: {wrong[:5]}"
    return page


def _frame(page: BeautifulSoup) -> Iterator[str]:
    """Language, title, one heading, one main part, a viewport that lets people zoom."""
    if _language(page) not in FAMILY:
        yield "the language is not said to be one of ours"
    if not (page.title and page.title.get_text(strip=True)):
        yield "there is no title"
    for name in ("h1", "main"):
        if len(page.find_all(name)) != 1:
            yield f"there are {len(page.find_all(name))} {name}"
    viewport = page.select_one("meta[name=viewport]")
    words = str(viewport.get("content", "")) if viewport else ""
    if "width=device-width" not in words or re.search("user-scalable|maximum-scale", words):
        yield f"viewport: {words!r}"


def _ids(page: BeautifulSoup) -> Iterator[str]:
    counted = Counter(str(tag["id"]) for tag in page.select("[id]"))
    yield from (f"id {name} stands {times} times" for name, times in counted.items() if times > 1)
    for tag in page.select("[for], [aria-labelledby], [aria-describedby]"):
        for attribute in ("for", "aria-labelledby", "aria-describedby"):
            named = str(tag.get(attribute, "")).split()
            yield from (f"{attribute}={name} leads nowhere" for name in named if not counted[name])


def _labels(page: BeautifulSoup) -> Iterator[str]:
    for tag in page.select("input, select, textarea"):
        if tag.get("type") in ("hidden", "submit", "button"):
            continue
        label = page.select_one(f'label[for="{tag.get("id", "")}"]') or tag.find_parent("label")
        if label is None and not tag.get("aria-label") and not tag.get("aria-labelledby"):
            yield f"no label: {tag}"
    for button in page.select("button, a[href]"):
        if not button.get_text(strip=True) and not button.get("aria-label"):
            yield f"says nothing: {button}"


def _nothing_inline(page: BeautifulSoup, policy: str) -> Iterator[str]:
    """The content-security policy refuses all of this, but for the one script and the one style
    sheet that it names by their hashes; a refusal is a broken page."""
    for tag in page.find_all(True):
        yield from (f"{name} on {tag.name}" for name in tag.attrs if name.startswith("on"))
        if tag.has_attr("style"):
            yield f"style on {tag.name}"
    for sheet in page.find_all("style"):
        if f"'sha256-{_sha256(str(sheet.string))}'" not in policy:
            yield "a style sheet in the page that the policy does not name"
    for script in page.find_all("script"):
        if script.get("src") or script.get("type") == "application/ld+json":
            continue
        if f"'sha256-{_sha256(str(script.string))}'" not in policy:
            yield "an inline script that the policy does not name"


def _sha256(text: str) -> str:
    return b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _wording(page: BeautifulSoup) -> Iterator[str]:
    """Plain words only, and 寻亲 in name, title and first sentences: a page of 采血 alone reads as
    one of blood donation."""
    main = page.select_one("main")
    if hard := HARD_WORDS.search(main.get_text(" ") if main else ""):
        yield f"says {hard.group()}"
    title = page.title.get_text() if page.title else ""
    word = FAMILY.get(_language(page), "寻亲")
    if word not in title.lower() or word not in _text(page, ".home").lower():
        yield f"no {word} in the title {title} or in our name"
    if re.search(r"(?<!\d)0 (?:[处處个個]|sites?\b)", _text(page, "main")):
        yield "a 0 turns people away"


def _language(page: BeautifulSoup) -> str:
    return str(page.html.get("lang", "")) if page.html else ""


def _text(page: BeautifulSoup, selector: str) -> str:
    part = page.select_one(selector)
    return part.get_text(" ", strip=True) if part else ""


def _nothing_fetched_elsewhere(page: BeautifulSoup) -> Iterator[str]:
    for tag in page.find_all(True):
        address = _fetched(tag)
        if address and (urlsplit(address).scheme or urlsplit(address).netloc):
            yield f"{tag.name} fetches {address}"


def _fetched(tag: Tag) -> str:
    if tag.name == "link":
        rel = set(tag.get("rel") or ())
        return "" if rel & {"canonical", "alternate"} else str(tag.get("href", ""))
    return str(tag.get(FETCHING.get(tag.name, ""), ""))


def _links(page: BeautifulSoup, app: Flask) -> Iterator[str]:
    """Where a link may lead: our own pages, the map services, the filing, a source that we name."""
    known = HAND_OFF_HOSTS | FILING_HOSTS | _source_hosts(app)
    for tag in page.select("a[href]"):
        parts = urlsplit(str(tag["href"]))
        if parts.scheme in ("", "tel", "mailto") and not parts.netloc:
            continue
        if parts.scheme not in ("http", "https") or parts.hostname not in known:
            yield f"leads to {tag['href']}"
        elif "noopener" not in (tag.get("rel") or ()):
            yield f"no rel=noopener on {tag['href']}"


def _source_hosts(app: Flask) -> set[str | None]:
    with app.app_context():
        parts = app.extensions["sites"]
        urls = [statement.url for statement in STATEMENTS]
        urls += re.findall(r"https?://[\w./-]+", repr(parts.gazetteer().attributions()))
        urls += [site.source.url for site in _live_sites(app) if site.source]
    return {urlsplit(url).hostname for url in urls}


def _live_sites(app: Flask) -> list[Site]:
    try:
        return list(app.extensions["sites"].live.current().sites)
    except SitesError:  # nothing is live: no site may be dialled
        return []


def _calls(page: BeautifulSoup, app: Flask) -> Iterator[str]:
    """Only numbers that may be dialled: those of real sites, the police's."""
    dialled = {
        phone.tel for site in _live_sites(app) if not site.is_demo for phone in site.phones
    } | SERVICE_NUMBERS
    dialled |= {"+86" + tel.removeprefix("0") for tel in dialled if tel}
    for tag in page.select('a[href^="tel:"]'):
        if str(tag["href"]).removeprefix("tel:") not in dialled:
            yield f"dials {tag['href']}"


def _banner(page: BeautifulSoup, app: Flask) -> Iterator[str]:
    """A banner says so on every page while any demonstration row is live, and only then."""
    has_demo = any(site.is_demo for site in _live_sites(app))
    if has_demo != (page.select_one("body > .demo") is not None):
        yield "no banner although demonstration rows are live" if has_demo else "a false banner"

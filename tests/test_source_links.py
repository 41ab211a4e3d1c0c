"""A source's address becomes a link only where a browser may follow it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from sites.areas import gazetteer
from sites.directory import Directory
from sites.records import Release, SiteCounts
from tests.conftest import MakeApp
from tests.making import SOURCE, make_site

SOURCE_ADDRESSES = [
    ("https://example.org/list", True), ("http://example.org", True),
    ("HTTPS://EXAMPLE.ORG/a?b=c#d", True), ("https://公安.example/名单", True),
    ("https://example.org:8443/x", True), ("https://[2001:db8::7]/", True),
    ("javascript:alert(1)", False), ("JaVaScRiPt:alert(1)", False), (" javascript:alert(1)", False),
    ("java\nscript:alert(1)", False), ("\x01javascript:alert(1)", False),
    ("javascript://example.org/%0aalert(1)", False), ("data:text/html,<script>1</script>", False),
    ("vbscript:msgbox(1)", False), ("mailto:a@example.org", False), ("tel:110", False),
    ("file:///etc/passwd", False), ("ftp://example.org/list", False), ("//example.org/list", False),
    ("/areas/510107", False), ("example.org/list", False), ("", False), ("https://", False),
    ("https:///list", False), ("https:example.org", False), ("http://exa mple.org", False),
    ("https://example.org/a\nb", False), ("https://example.org/a\tb", False),
    ("ht\ntps://example.org", False), ("https://example.org\u202e", False),
    ("https://gov.example@evil.example/", False), ("https://evil.example\\@gov.example", False),
    ("https://[::1", False), ("https://example.org:99999/", False),
]  # fmt: skip


class _Live:
    """Gives one directory, of sites that no loading would let through."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def current(self) -> Directory:
        return self._directory


@pytest.fixture(scope="module")
def odd_sources(make_app: MakeApp) -> Flask:
    """The application with a site for each of the addresses."""
    sites = [
        make_site(f"odd{number}", source=replace(SOURCE, url=url))
        for number, (url, _) in enumerate(SOURCE_ADDRESSES)
    ]
    counts = SiteCounts(len(sites), len(sites), 0)
    now = datetime.now(UTC)
    release = Release(1, "live", now, now, counts, "0" * 64, ())
    app = make_app()
    directory = Directory(release, sites, gazetteer=gazetteer(), former_sites={})
    app.extensions["sites"] = replace(app.extensions["sites"], live=_Live(directory))
    return app


@pytest.mark.parametrize("number", range(len(SOURCE_ADDRESSES)))
def test_only_a_web_address_of_a_source_becomes_a_link(odd_sources: Flask, number: int) -> None:
    url, is_link = SOURCE_ADDRESSES[number]
    visitor = odd_sources.test_client()
    page = BeautifulSoup(visitor.get(f"/sites/odd{number}").text, "html5lib")
    links = [a["href"] for a in page.select("dl a")]
    assert links == ([url] if is_link else [])
    assert SOURCE.title in page.get_text()
    for answer in (f"/api/v1/sites/odd{number}", f"/map/cards/odd{number}"):
        assert "script:" not in visitor.get(answer).text.lower()
    site = visitor.get(f"/api/v1/sites/odd{number}").get_json()
    assert site["source"]["url"] == (url if is_link else None)

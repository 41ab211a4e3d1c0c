"""Pieces of pages that are kept say what they would say if they were written anew."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast
from urllib.parse import quote

import pytest
from flask import Flask

from sites.web.sameness import Kept, Same
from tests.conftest import MakeApp
from tests.test_languages import ERRORS, PATHS, in_language

_ADDRESSES = (*PATHS.values(), *(path for path, _ in ERRORS.values()), "/offline/frame")
_POSITIONS = ("lat=30.642&lon=104.0434", "lat=39.9&lon=116.4", "lat=0&lon=0")
LIST = (
    "unit,province,city,county,address,phone,status,source_title,source_url,published_on\n"
    "测试,四川省,成都市,武侯区,测试路1号,{phone},published,测试,https://example.org/l,2022-07-04\n"
)


@contextmanager
def _writing_anew(app: Flask) -> Iterator[None]:
    extension = cast(Same, app.jinja_env.extensions[Same.identifier])
    kept, extension.kept = extension.kept, Kept(0)
    yield
    extension.kept = kept


def _pages(app: Flask, code: str) -> dict[str, str]:
    visitor, before = app.test_client(), f"/{code}" if code else ""
    paths = [in_language(code, path) if code else quote(path, safe="/?=&%") for path in _ADDRESSES]
    asked = {path: visitor.get(path) for path in paths}
    asked |= {
        form: visitor.post(f"{before}/nearest", data=dict(map(_field, form.split("&"))))
        for form in _POSITIONS
    }
    return {name: answer.text for name, answer in asked.items()}


def _field(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name, value


@pytest.mark.parametrize("code", ["", "en", "zh-hant"])
@pytest.mark.parametrize("which", ["app", "office_app", "public_app"])
def test_a_kept_page_is_the_page_written_anew(
    which: str, code: str, request: pytest.FixtureRequest
) -> None:
    app: Flask = request.getfixturevalue(which)
    first, again = _pages(app, code), _pages(app, code)
    with _writing_anew(app):
        anew = _pages(app, code)
    assert first == anew
    assert again == anew


def test_another_release_takes_no_piece_of_the_last(
    make_app: MakeApp, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("lists")
    told = []
    app = make_app(SITES_REFRESH_S="0")
    for phone in ("028-86407110", "028-86407111"):
        path = folder / f"{phone}.csv"
        path.write_text(LIST.format(phone=phone), encoding="utf-8")
        done = app.test_cli_runner().invoke(args=["sites", "load", str(path)])
        assert done.exit_code == 0, done.output
        told.append(app.test_client().get("/areas/510107").text)
    assert 'href="tel:02886407110"' in told[0]
    assert 'href="tel:02886407111"' in told[1]
    assert 'href="tel:02886407110"' not in told[1]


def test_no_more_than_so_many_pieces_are_kept() -> None:
    kept = Kept(10)
    for number in range(100):
        kept.keep(number, str(number))
        assert kept.find(0) == "0", "what is used stays"
    found = [number for number in range(100) if kept.find(number)]
    assert len(found) <= 10
    assert found[-1] == 99

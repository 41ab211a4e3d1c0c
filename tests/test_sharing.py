"""What families pass on: whole without a page, no number of a demonstration, no position."""

from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from sites.voice.sharing import sites_message
from tests.conftest import GetPage
from tests.making import make_demo, make_site
from tests.test_pages import search_path

URL = "https://example.org/areas/510107"


def test_the_first_three_that_can_be_called_are_passed_on() -> None:
    sites = [make_demo(), *(make_site(f"s{n}", unit=f"第{n}派出所") for n in range(5))]
    lines = sites_message("武侯区寻亲免费采血", sites, URL).text.splitlines()
    assert lines[0] == "【寻亲免费采血】武侯区寻亲免费采血"
    assert [line for line in lines if "派出所" in line] == ["第0派出所", "第1派出所", "第2派出所"]
    assert lines.count("电话 028-8640 0000") == 3
    assert lines[-2:] == ["不要钱。谁要钱，谁是骗子。拿不准，打 110。", URL]


def test_an_answer_without_a_number_sends_to_110_first() -> None:
    text = sites_message("武侯区", [make_demo()], URL).text
    assert "先打 110 问清楚，再去。" in text
    assert "演示" not in text
    assert "0000" not in text


@pytest.mark.parametrize("title", ["武侯区", "a&url=https://evil.example#%0a"])
def test_weibo_gets_the_address_and_the_title_whole(title: str) -> None:
    parts = urlsplit(sites_message(title, [], URL + "?q=成都&page=2").weibo_url)
    assert (parts.scheme, parts.netloc) == ("https", "service.weibo.com")
    assert parse_qs(parts.query) == {"url": [URL + "?q=成都&page=2"], "title": [title]}


@pytest.mark.parametrize(
    ("path", "ends"),
    [
        pytest.param("/areas/510107", "/areas/510107", id="area"),
        pytest.param(search_path("江苏启东"), "/search?q=江苏启东", id="search"),
    ],
)
def test_an_answer_is_passed_on_with_an_address_that_finds_it_again(
    get_page: GetPage, path: str, ends: str
) -> None:
    shown = get_page(path).select_one("[data-copy-source=share]")
    assert shown is not None
    last = shown.get_text().splitlines()[-1]
    assert last.startswith("http")
    assert last.endswith((ends, ends.replace("江苏启东", "%E6%B1%9F%E8%8B%8F%E5%90%AF%E4%B8%9C")))


def test_a_nearest_answer_passes_on_the_county_and_never_the_position(app: Flask) -> None:
    answer: TestResponse = app.test_client().post(
        "/nearest", data={"lat": "30.642", "lon": "104.043"}
    )
    assert "/areas/510107" in answer.text.partition('data-copy-source="share"')[2]
    assert "30.64" not in answer.text
    assert "104.04" not in answer.text

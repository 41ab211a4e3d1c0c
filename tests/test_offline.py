"""What a phone may keep for a time without network: the packs, the frame, the worker, the mark of
the release. What a phone does with them: tests/test_browser_offline.py."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from sites.areas import gazetteer
from sites.areas.neighbours import nearest_counties
from sites.voice.keeping import kept_words
from tests.conftest import HOME, GetPage, MakeApp
from tests.pages import HARD_WORDS
from tests.test_languages import left

MOST_PACK_BYTES = 24_000  # as sites/web/packs.py
MOST_BYTES = 100_000  # as templates/worker.js
COUNTIES = [area.adcode for area in gazetteer().all("county")]
SOME = ["510107", "110101", "510100", "500000", "441900", "820000", "460302", *COUNTIES[::150]]
SOURCE = ("--source-title", "名单", "--source-url", "https://example.org/1", "--published-on",
          "2022-07")  # fmt: skip
ROWS = """单位,省份,城市,区县,地址,电话,时间
武侯测试分局,四川省,成都市,武侯区,测试路2号,028-80000002、028-80000003,工作日
<b>青羊</b>测试分局,四川省,成都市,青羊区,测试路3号<!--x-->,028-80000004,
"""


IN_EACH = pytest.mark.parametrize(
    "language", ["", "/en", "/zh-hant"], ids=["source", "English", "traditional"]
)


def pack_of(client: FlaskClient, name: str, language: str = "") -> dict[str, Any]:
    answer = client.get(f"{language}/offline/{name}")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.get_json()
    return found


def whole(pack: dict[str, Any], path: str) -> str:
    """A page's middle as templates/worker.js puts it together."""
    text: str = pack["pages"][path][1]
    return re.sub("<!--([a-z0-9-]+)-->", lambda mark: pack["cards"][mark[1]], text)


@pytest.fixture(scope="module")
def offices(make_app: MakeApp, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Two invented offices that count as real, of 武侯区 and of 青羊区; odd texts in the second."""
    path: Path = tmp_path_factory.mktemp("lists") / "offices.csv"
    path.write_text(ROWS, encoding="utf-8")
    return make_app(str(path), *SOURCE, SITES_REFRESH_S="0")


# ---- packs --------------------------------------------------------------------------------------


def test_a_pack_has_the_county_its_neighbours_and_their_sites(app: Flask) -> None:
    pack = pack_of(app.test_client(), "510107")
    neighbours = nearest_counties(gazetteer(), "510107", limit=5)
    areas = {f"/areas/{code}" for code in ("510107", *(area.adcode for area in neighbours))}
    assert {path for path in pack["pages"] if path.startswith("/areas/")} == areas
    sites = app.extensions["sites"].live.current().sites_in("510107")
    assert {f"/sites/{site.id}" for site in sites} <= set(pack["pages"])
    links = {
        str(link["href"])
        for path in pack["pages"]
        for link in BeautifulSoup(whole(pack, path), "html5lib").select("a[href^='/']")
    }
    assert links == set(pack["pages"]), "a link leads to what is not kept"
    assert "武侯区" in pack["link"]
    assert "/areas/510107" in pack["link"]


def test_a_kept_page_says_what_a_family_needs(offices: Flask) -> None:
    pack = pack_of(offices.test_client(), "510107")
    page = BeautifulSoup(whole(pack, "/areas/510107"), "html5lib")
    assert page.select_one("h1").get_text() == "武侯区"  # type: ignore[union-attr]
    first = page.select(".card")[0]
    assert [str(link["href"]) for link in first.select("a.call")] == [
        "tel:02880000002",
        "tel:02880000003",
    ]
    for words in ("武侯测试分局", "测试路2号", "工作日", "名单，2022 年 7 月公布", "很久没有核对"):
        assert words in first.get_text()
    (path,) = [each for each in pack["pages"] if "武侯测试分局" in pack["pages"][each][0]]
    site = BeautifulSoup(whole(pack, path), "html5lib")
    assert "028-8000 0002" in site.get_text()
    assert site.select_one("a[href='/areas/510107']")


def test_texts_of_a_list_stay_texts(offices: Flask) -> None:
    pack = pack_of(offices.test_client(), "510105")
    text = json.dumps(pack, ensure_ascii=False)
    assert "&lt;b&gt;青羊&lt;/b&gt;测试分局" in text
    assert "<b>青羊" not in text
    assert "<!--x" not in text
    assert all(title for title, _ in pack["pages"].values())


@IN_EACH
def test_the_guide_is_kept_as_it_stands(app: Flask, get_page: GetPage, language: str) -> None:
    pack = pack_of(app.test_client(), "guide", language)
    (title, body) = pack["pages"][f"{language}/guide"]
    page = get_page(f"{language}/guide")
    assert title == page.title.get_text()  # type: ignore[union-attr]
    assert BeautifulSoup(body, "html5lib").get_text().split() == page.main.get_text().split()  # type: ignore[union-attr]


@pytest.mark.parametrize("adcode", SOME)
def test_no_pack_is_heavy_or_hard_to_read(app: Flask, adcode: str) -> None:
    answer = app.test_client().get(f"/offline/{adcode}")
    assert len(answer.data) <= MOST_PACK_BYTES + 2_000, "too heavy"
    pack = answer.get_json()
    text = "".join(whole(pack, path) for path in pack["pages"])
    assert not HARD_WORDS.search(BeautifulSoup(text, "html5lib").get_text(" "))
    assert len(pack["pages"]) > 1


@IN_EACH
def test_what_a_phone_keeps_is_light_wherever_it_is(app: Flask, language: str) -> None:
    """Two counties, the frame, the guide and the files of every page."""
    client = app.test_client()
    before = f"{language}/offline"
    packs = sorted((len(client.get(f"{before}/{code}").data) for code in SOME), reverse=True)
    shell = [client.get(path).data for path in (before, f"{before}/guide")]
    with_files = [*shell, *(file_at(client, file) for file in files_of(client))]
    assert sum(map(len, with_files)) + sum(packs[:2]) <= MOST_BYTES


@pytest.mark.parametrize("language", ["/en", "/zh-hant"])
def test_a_pack_is_whole_in_its_language(app: Flask, offices: Flask, language: str) -> None:
    tag = {"/en": "en", "/zh-hant": "zh-Hant"}[language]
    for made, code in ((app, "510107"), (offices, "510107"), (app, "guide")):
        pack = pack_of(made.test_client(), code, language)
        assert all(path.startswith(f"{language}/") for path in pack["pages"])
        bodies = [whole(pack, path) for path in pack["pages"]]
        text = "".join([*bodies, pack["link"], *(f"<p>{each}</p>" for each in pack["words"])])
        page = BeautifulSoup(f'<html lang="{tag}"><body>{text}', "html5lib")
        assert left(page) == []
        for link in page.select("a[href^='/']"):
            assert link["href"] in pack["pages"]


def test_who_lives_abroad_keeps_the_number_as_it_is_dialled_there(offices: Flask) -> None:
    text = json.dumps(pack_of(offices.test_client(), "510107", "/en"))
    assert "tel:+862880000002" in text
    assert "tel:+86" not in offices.test_client().get("/offline/510107").text


def test_a_pack_calls_no_demonstration(app: Flask, public_app: Flask) -> None:
    sites = app.extensions["sites"].live.current().sites
    real = {phone.tel for site in sites if not site.is_demo for phone in site.phones} | {"110"}
    for code in SOME:
        text = app.test_client().get(f"/offline/{code}").text
        assert set(re.findall(r"tel:(\d+)", text)) <= real
        assert "演示" not in json.dumps(pack_of(public_app.test_client(), code), ensure_ascii=False)


def test_no_point_stands_in_a_pack(app: Flask) -> None:
    for code in SOME:
        text = app.test_client().get(f"/offline/{code}").text
        assert not re.search(r"\d{2,3}\.\d{3}", text)


@pytest.mark.parametrize(
    "name",
    [
        "510122",
        "340123100",
        "999999",
        "x",
        "%00",
        "..%2f..%2fapp.py",
        "guide%0a",
        "1" * 500,
    ],
)
def test_what_is_no_area_of_today_has_no_pack(app: Flask, name: str) -> None:
    answer = app.test_client().get(f"/offline/{name}")
    assert answer.status_code == 404
    assert answer.get_json()["error"]["code"] in ("not_found", "http_404")


def test_a_pack_costs_nothing_while_nothing_changes(app: Flask) -> None:
    client = app.test_client()
    first = client.get("/offline/510107")
    again = client.get("/offline/510107", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.headers["Cache-Control"], again.status_code) == ("no-cache", 304)
    assert first.headers["X-Robots-Tag"] == "noindex"


def test_the_age_is_said_for_each_of_seven_days() -> None:
    words = kept_words(date(2026, 11, 26))
    assert len(words) == 7
    assert all("11 月 26 日" in each and "号码可能变了" in each for each in words)
    assert "不到一天" in words[0]
    assert [f"{days} 天" in words[days] for days in range(1, 7)] == [True] * 6


# ---- the frame ----------------------------------------------------------------------------------


def test_the_frame_says_what_to_do_and_no_release(get_page: GetPage, public_app: Flask) -> None:
    page = get_page("/offline", of=public_app)
    assert page.select_one("main a[href='tel:110']")
    assert "版 ·" not in page.get_text()
    assert page.select_one("p.offline[hidden]")
    assert page.select_one("section[hidden][data-kept] ul.choices")
    assert "data-release" not in page.main.attrs  # type: ignore[union-attr]


@IN_EACH
def test_the_frame_has_the_marks_that_the_worker_knows(client: FlaskClient, language: str) -> None:
    text = client.get(f"{language}/offline").text
    for mark in ('<p class="offline"', "<!--kept-->", "<!--/kept-->", '<ul class="choices"></ul>'):
        assert text.count(mark) == 1
    for file in files_of(client):
        assert file in text


def test_nothing_on_a_kept_page_is_said_by_a_script(client: FlaskClient) -> None:
    """Its words are not kept: the frame does not ask for them."""
    packs = [pack_of(client, name, "/en") for name in ("guide", "510107")]
    bodies = [whole(pack, path) for pack in packs for path in pack["pages"]]
    page = BeautifulSoup("".join([client.get("/en/offline").text, *bodies]), "html5lib")
    assert page.select("script[src*='site.js']")
    assert not page.select("script[src*='words']")
    said = ("locate", "last-county", "after-call", "copy", "share", "read-aloud", "map")
    assert not page.select(", ".join(f"[data-{name}]" for name in said))


def test_without_a_release_the_frame_stands_and_nothing_names_one(make_app: MakeApp) -> None:
    client = make_app().test_client()
    for path in ("/offline", "/offline/guide", "/guide"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "Sites-Release" not in answer.headers
    assert client.get("/offline/510107").status_code == 503


# ---- the worker ---------------------------------------------------------------------------------


def files_of(client: FlaskClient) -> list[str]:
    """The files that the worker keeps."""
    first = client.get("/sw.js").text.splitlines()[0]
    keeping = json.loads(first.removeprefix("self.keeping = ").removesuffix(";"))
    return list(keeping["files"])


def file_at(client: FlaskClient, address: str) -> bytes:
    with client.get(address) as answer:
        assert answer.status_code == 200
        content: bytes = answer.data
    return content


def test_the_worker_stands_at_the_root_and_is_asked_for_each_time(client: FlaskClient) -> None:
    answer = client.get("/sw.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]
    again = client.get("/sw.js", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    for file in files_of(client):
        assert "?v=" in file
        assert file_at(client, file)


def test_the_worker_changes_with_the_code_and_with_nothing_else(
    app: Flask, public_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = app.test_client().get("/sw.js").data
    assert public_app.test_client().get("/sw.js").data == before
    monkeypatch.setitem(app.extensions, "sites.code", "0123456789")
    assert app.test_client().get("/sw.js").data != before


def test_where_it_is_off_pages_keep_nothing_and_the_worker_ends_itself(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = app.extensions["sites"]
    off = replace(parts, settings=replace(parts.settings, offline=False))
    assert "data-offline" in app.test_client().get("/").text
    monkeypatch.setitem(app.extensions, "sites", off)
    assert "data-offline" not in app.test_client().get("/").text
    script = app.test_client().get("/sw.js").text
    assert "unregister()" in script
    assert "'fetch'" not in script
    assert script == (HOME / "templates" / "worker_off.js").read_text(encoding="utf-8").rstrip()


# ---- the mark of the release --------------------------------------------------------------------


def test_every_answer_of_a_release_bears_its_mark(app: Flask) -> None:
    client = app.test_client()
    answers = [
        *map(
            client.get, ("/", "/areas/510107", "/guide", "/offline", "/offline/510107", "/nowhere")
        ),
        client.post("/nearest", data={"lat": "30.642", "lon": "104.0434"}),
    ]
    marks = {answer.headers["Sites-Release"] for answer in answers}
    (mark,) = marks
    assert re.fullmatch(r"\d{10}-\d+-[0-9a-f]{16}d", mark)
    assert BeautifulSoup(answers[0].text, "html5lib").main["data-release"] == mark  # type: ignore[index]


def test_the_mark_tells_releases_and_what_is_left_out_apart(
    offices: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = offices.test_client()
    before = client.get("/").headers["Sites-Release"]
    parts = offices.extensions["sites"]
    with monkeypatch.context() as patch:
        settings = replace(parts.settings, public=True)
        patch.setitem(offices.extensions, "sites", replace(parts, settings=settings))
        assert client.get("/").headers["Sites-Release"] == before[:-1] + "p"
    fewer = tmp_path / "fewer.csv"
    fewer.write_text("".join(ROWS.splitlines(keepends=True)[:2]), encoding="utf-8")
    load = ["sites", "load", str(fewer), *SOURCE, "--allow-loss"]
    done = offices.test_cli_runner().invoke(args=load)
    assert done.exit_code == 0, done.output
    after = client.get("/").headers["Sites-Release"]
    assert after != before
    assert int(after.split("-")[0]) >= int(before.split("-")[0])

"""The picture to forward and the picture beside a link, from their routes and from their words."""

import io
import re
from dataclasses import replace
from datetime import date
from typing import Any

import cv2
import numpy as np
import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from sites.leaflets import typesetting
from sites.leaflets.canvas import CALL
from sites.leaflets.leaflet import Call, Entry, Leaflet
from sites.leaflets.poster import poster
from sites.leaflets.qr_code import qr_picture
from sites.leaflets.thumbnail import thumbnail
from sites.records import Phone
from sites.voice.passing_on import site_leaflet, strips
from sites.voice.words import WARNING
from tests.conftest import GetPage
from tests.making import make_demo, make_site
from tests.test_pages import any_demo_id, any_real_id, hrefs
from tools import share_picture
from tools.characters import leaflet_font

TODAY = date(2026, 11, 26)
URL = "https://caixue.example/sites/testsite"
NUMBER = Call("打电话", "028-8640 7110")
# As long as any list would let them be, of characters with many strokes.
LONG = (
    "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县公安局"
    "刑事侦查大队技术中队鑑識繁體艷麗警察驪灣"
)
AREAS = ["510107", "510100", "510000", "110101"]


def read(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    assert picture.format == "PNG"
    assert picture.mode == "P"
    return picture


def addresses_in(content: bytes | Image.Image) -> str:
    """What a decoder that is not ours reads from the QR code in a picture."""
    picture = content if isinstance(content, Image.Image) else read(content)
    text, _, _ = cv2.QRCodeDetector().detectAndDecode(np.asarray(picture.convert("RGB")))
    return text


def made(**changes: Any) -> Leaflet:
    return replace(site_leaflet(make_site(), url=URL, today=TODAY), **changes)


def an_area(*entries: Entry, **changes: Any) -> Leaflet:
    return made(is_area=True, entries=entries, title="四川省成都市", **changes)


def an_entry(**changes: Any) -> Entry:
    return replace(Entry("测试县公安局", "", "测试路1号", "", (NUMBER,), "", False), **changes)


def green_of(content: bytes) -> int:
    """How many pixels have the green that only ever means "call"."""
    return int((np.asarray(read(content).convert("RGB")) == CALL).all(axis=2).sum())


@pytest.mark.parametrize("kind", ["real", "demo"])
def test_a_site_has_a_picture_to_forward(app: Flask, client: FlaskClient, kind: str) -> None:
    site_id = any_real_id(app) if kind == "real" else any_demo_id(app)
    answer = client.get(f"/sites/{site_id}/card.png")
    assert answer.mimetype == "image/png"
    assert read(answer.data).width == 1080
    assert len(answer.data) <= 80 * 1024
    assert addresses_in(answer.data) == f"http://localhost/sites/{site_id}"


@pytest.mark.parametrize("adcode", AREAS)
def test_an_area_has_a_picture_to_forward(client: FlaskClient, adcode: str) -> None:
    answer = client.get(f"/areas/{adcode}/card.png")
    assert read(answer.data).width == 1080
    assert len(answer.data) <= 80 * 1024
    assert addresses_in(answer.data) == f"http://localhost/areas/{adcode}"


def test_a_deployment_is_named_by_its_own_address(public_app: Flask) -> None:
    answer = public_app.test_client().get("/areas/510107/card.png")
    assert addresses_in(answer.data) == "https://caixue.example/areas/510107"


@pytest.mark.parametrize("place", ["sites", "areas"])
def test_the_picture_beside_a_link_is_small_and_square(
    app: Flask, client: FlaskClient, place: str
) -> None:
    name = any_real_id(app) if place == "sites" else "510107"
    answer = client.get(f"/{place}/{name}/share.png")
    assert read(answer.data).size == (300, 300)
    assert len(answer.data) <= 20 * 1024


@pytest.mark.parametrize("name", ["card.png", "share.png"])
def test_a_picture_is_asked_for_again_and_not_sent_twice(client: FlaskClient, name: str) -> None:
    first = client.get(f"/areas/510107/{name}")
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get(f"/areas/510107/{name}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    head = client.head(f"/areas/510107/{name}")
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == first.headers["ETag"]
    assert head.headers["Content-Length"] == first.headers["Content-Length"]


@pytest.mark.parametrize("name", ["card.png", "share.png", "notice"])
@pytest.mark.parametrize("path", ["/sites/nowhere", "/areas/999999", "/areas/x"])
def test_nothing_is_drawn_of_what_is_not_there(client: FlaskClient, path: str, name: str) -> None:
    answer = client.get(f"{path}/{name}")
    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "no-store"
    assert "请从省开始选" in answer.text


@pytest.mark.parametrize("name", ["card.png", "share.png", "notice"])
def test_an_abolished_code_leads_to_the_same_of_today(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/areas/130423/{name}")  # 临漳县, 邯郸地区's until 1993
    old = client.get(f"/areas/320584/{name}")  # 吴江市, a 区 since 2012
    assert old.status_code == 301
    assert old.headers["Location"] == f"/areas/320509/{name}"
    township = client.get(f"/areas/510107002/{name}")
    assert (township.status_code, township.headers["Location"]) == (302, f"/areas/510107/{name}")
    assert answer.status_code == 200


@pytest.mark.parametrize("place", ["sites", "areas"])
def test_a_page_leads_to_what_can_be_passed_on_of_it(
    app: Flask, client: FlaskClient, get_page: GetPage, place: str
) -> None:
    path = f"/sites/{any_real_id(app)}" if place == "sites" else "/areas/510107"
    page = get_page(path)
    assert {f"{path}/card.png", f"{path}/notice"} <= set(hrefs(page))
    picture = page.select_one("meta[property='og:image']")
    assert picture is not None
    assert picture["content"] == f"http://localhost{path}/share.png"
    assert client.get(f"{path}/share.png").mimetype == "image/png"


# ---- what stands in it --------------------------------------------------------------------------


def test_a_demonstration_has_a_mark_and_nothing_to_dial() -> None:
    site = make_demo(phones=(Phone("028-86407110", "02886407110", "landline"),))
    leaflet = site_leaflet(site, url=URL, today=TODAY)
    assert leaflet.entries[0].calls == ()
    assert leaflet.demo.startswith("演示：")
    assert "8640" not in repr(leaflet)
    assert strips(leaflet) == ()
    assert green_of(poster(leaflet)) == 0
    assert green_of(poster(made())) > 50_000
    assert poster(leaflet) != poster(replace(leaflet, demo=""))


def test_a_number_that_must_not_be_dialled_is_not_passed_on() -> None:
    site = make_site(phones=(Phone("86407110", None, "landline"),))
    leaflet = site_leaflet(site, url=URL, today=TODAY)
    assert leaflet.entries[0].calls == ()
    assert leaflet.entries[0].silence == "号码不能直接拨打。请先打 110 问当地公安机关。"
    assert "6407110" not in repr(leaflet)
    assert green_of(poster(leaflet)) == 0


def test_every_leaflet_says_source_day_and_what_fraud_looks_like() -> None:
    leaflet = site_leaflet(make_site(), url=URL, today=TODAY)
    assert leaflet.sources == "来源：演示名单（测试用），2022 年 7 月 4 日公布"
    assert leaflet.dated == "2026 年 11 月 26 日做成，号码会变。"
    assert leaflet.warning == WARNING == ("不要钱。谁要钱，谁是骗子。", "拿不准，打 110。")
    assert leaflet.brand == "寻亲免费采血"
    assert "很久没有核对" in leaflet.lead
    assert site_leaflet(make_site(checked_on="2026-10-01"), url=URL, today=TODAY).lead == (
        "免费。先打电话，再去。"
    )


@pytest.mark.parametrize(
    "leaflet",
    [
        pytest.param(
            made(
                title=LONG * 2,
                entries=(an_entry(unit=LONG, place=LONG * 2, calls=(NUMBER,) * 3),),
                sources=LONG * 3,
            ),
            id="a site",
        ),
        *(
            pytest.param(
                an_area(*[an_entry(unit=LONG, distance="约 12 公里")] * many, sources=LONG * 3),
                id=f"an area of {many}",
            )
            for many in (1, 3, 60)
        ),
        pytest.param(an_area(), id="an area without a site"),
        pytest.param(
            made(entries=(an_entry(calls=(Call("打电话" * 9, "0431-8422 0000 转 80224" * 3),)),)),
            id="a number without end",
        ),
    ],
)
def test_a_picture_stays_small_whatever_it_says(leaflet: Leaflet) -> None:
    content = poster(leaflet)
    assert len(content) <= 80_000
    assert read(content).height < 3000
    assert addresses_in(content) == URL
    assert len(thumbnail(leaflet)) <= 20_000


HOSTILE = ["<script>alert(1)</script>", "{{7*7}}", "\u202e反\u202c", "😀" * 50, "a" * 500, "", "\0"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_drawn_as_text_or_not_at_all(text: str) -> None:
    leaflet = made(title=text, short=text, entries=(an_entry(unit=text, place=text),))
    assert addresses_in(poster(leaflet)) == URL
    assert addresses_in(poster(replace(leaflet, is_area=True))) == URL
    assert read(thumbnail(leaflet)).size == (300, 300)


def test_a_text_that_nobody_can_read_gives_way_to_the_brand() -> None:
    assert poster(made(title="😀")) == poster(made(title="寻亲免费采血"))


@pytest.mark.parametrize("length", [20, 45, 90])
def test_a_qr_code_is_read_back_at_any_length(length: int) -> None:
    address = ("https://caixue.example/" + "a" * length)[:length]
    code = qr_picture(address, 340)
    assert code.width <= 340
    assert addresses_in(code) == address


# ---- letters -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        pytest.param("成都市公安局", "成都市公安局", id="as it is"),
        pytest.param("ế Ș", "e S", id="its plain form"),
        pytest.param("ＡＢ①⽅", "ＡＢ①方", id="another form of the same"),
        pytest.param("公\u202e安\u0000局\u200b", "公安局", id="control characters"),
        pytest.param("公安局😀🩸", "公安局", id="emoji"),
        pytest.param("𰝟𬮤公安局", "〓公安局", id="characters that it lacks"),
        pytest.param("བོད་ལྗོངས 公安局", "〓 公安局", id="another script"),
        pytest.param("公\u3000安 \t局", "公 安 局", id="blanks"),
        pytest.param("བོད་ལྗོངས", "寻亲", id="nothing that can be read"),
    ],
)
def test_a_character_without_a_glyph_becomes_something_to_read(text: str, read_as: str) -> None:
    assert typesetting.readable(text, "寻亲") == read_as


def test_the_font_writes_every_text_of_the_list(app: Flask) -> None:
    sites = app.extensions["sites"].live.current().sites
    texts = {text for site in sites for text in (site.unit, site.address, site.province)}
    assert [text for text in texts if typesetting.readable(text) != " ".join(text.split())] == []


def test_lines_break_where_a_reader_expects_it() -> None:
    broken = typesetting.lines("武侯区武科西一路（附近）6号，028-86407110。", 54, 500, 9)
    assert not [line for line in broken if re.match("[，。）]", line) or line.endswith("（")]
    assert [line for line in broken if "028-86407110" in line]
    assert all(typesetting.width(line, 54) <= 500 for line in broken)
    assert typesetting.lines("武" * 99, 54, 540, 2) == ["武" * 10, "武" * 9 + "…"]
    assert typesetting.lines("w" * 99, 54, 540, 3)[-1].endswith("…")
    assert typesetting.lines("", 54, 540, 2) == []


def test_the_largest_size_that_fits_is_taken() -> None:
    sizes = range(124, 55, -4)
    size = typesetting.fitting("028-8640 7110", 900, sizes)
    assert typesetting.width("028-8640 7110", size) <= 900 < typesetting.width("0" * 13, size + 8)
    assert typesetting.fitting("0" * 99, 900, sizes) == sizes[-1]


def test_the_font_is_cut_from_the_one_that_is_pinned() -> None:
    if not leaflet_font.is_pinned(leaflet_font.FONT):
        pytest.skip("Debian's fonts-noto-cjk of that version is not installed")
    assert leaflet_font.cut(leaflet_font.FONT) == leaflet_font.RESULT.read_bytes()
    assert leaflet_font.RESULT.stat().st_size <= 2_500_000
    lacking = {each for each in leaflet_font.wanted() if not typesetting.has_glyph(each)}
    assert {each for each in lacking if not "\u0100" <= each < "\u0180"} == {"𬮤", "𰝟"}


def test_the_picture_of_all_other_pages_is_drawn_alike() -> None:
    assert share_picture.TARGET.read_bytes() == share_picture.drawn()


def test_an_extension_goes_along_where_no_label_stands_beside_the_number() -> None:
    phone = Phone("028-86407110 转 802", "02886407110", "landline")
    leaflet = site_leaflet(make_site(phones=(phone,)), url=URL, today=TODAY)
    assert [call.number for call in leaflet.entries[0].calls] == ["028-8640 7110 转 802"]
    assert {strip.number for strip in strips(leaflet)} == {"028-8640 7110 转 802"}

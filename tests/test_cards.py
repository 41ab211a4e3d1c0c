from datetime import date

import pytest

from sites.geo import Point
from sites.records import Fix, Phone, PhoneDoubt
from sites.voice.cards import card, site_page
from tests.making import make_demo, make_site

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("phone", "label", "tel"),
    [
        pytest.param(
            Phone("028-86407110", "02886407110", "landline"), "打电话", "02886407110", id="office"
        ),
        pytest.param(
            Phone("13000000000", "13000000000", "mobile"), "打手机", "13000000000", id="mobile"
        ),
        pytest.param(
            Phone("028-86407110", "02886407110", "landline", "夜间"),
            "打电话（夜间）",
            "02886407110",
            id="at night",
        ),
        pytest.param(
            Phone("0852-8622110", "08528622110", "landline", is_doubtful=True),
            "打电话（号码可能旧了）",
            "08528622110",
            id="retired area code",
        ),
        pytest.param(
            Phone("8622110", None, "landline"),
            "这个号码不完整，请先打 110 问",
            None,
            id="cannot be dialled",
        ),
    ],
)
def test_a_number_says_what_it_is(phone: Phone, label: str, tel: str | None) -> None:
    shown = card(make_site(phones=(phone,))).phone
    assert shown is not None
    assert (shown.label, shown.tel) == (label, tel)


def test_a_demonstration_is_never_dialled_whatever_its_row_says() -> None:
    shown = card(make_demo(phones=(Phone("028-86407110", "02886407110", "landline"),))).phone
    assert shown is not None
    assert (shown.label, shown.tel) == ("演示号码，不能拨打", None)


def test_what_is_passed_on_says_what_a_family_needs() -> None:
    text = site_page(make_site(), url="https://example.org/sites/x", today=TODAY).share_text
    assert text.splitlines() == [
        "免费采血，帮您找亲人",
        "测试县公安局刑侦大队",
        "四川省成都市武侯区测试路 1 号",
        "电话 028-8640 0000",
        "不要钱。先打电话，再去。",
        "https://example.org/sites/x",
    ]


def test_a_demonstration_passed_on_warns_first_and_has_no_number() -> None:
    text = site_page(make_demo(), url="https://example.org", today=TODAY).share_text
    assert text.startswith("【演示，不是真实采血点】")
    assert not any(line.startswith("电话") for line in text.splitlines())
    assert "0000" not in text


def test_a_doubtful_number_is_said_on_the_page_of_its_site() -> None:
    phone = Phone("0852-8622110", "08528622110", "landline", is_doubtful=True)
    (hint,) = site_page(make_site(phones=(phone,)), url="", today=TODAY).phone_hints
    assert "可能旧了" in hint
    assert site_page(make_site(), url="", today=TODAY).phone_hints == ()


OFFICE = Phone("028-86400000", "02886400000", "landline")
TWO = (OFFICE, Phone("0833-2430000", "08332430000", "landline", "夜间", True, "place"))


def test_a_site_with_two_numbers_shows_and_passes_on_each_of_them() -> None:
    page = site_page(make_site(phones=TWO), url="", today=TODAY)
    assert page.card.phone is not None
    assert (page.card.phone.tel, page.card.phone.label) == ("02886400000", "打电话")
    (second,) = page.card.more_phones
    assert (second.tel, second.text) == ("08332430000", "0833-243 0000")
    assert second.label == "打电话（夜间，区号可能不对）"
    lines = [line for line in page.share_text.splitlines() if line.startswith("电话")]
    assert lines == ["电话 028-8640 0000", "电话 0833-243 0000"]


def test_one_doubtful_number_of_two_is_enough_for_the_hint() -> None:
    (hint,) = site_page(make_site(phones=TWO), url="", today=TODAY).phone_hints
    assert "区号可能不对" in hint
    assert site_page(make_site(phones=(OFFICE,)), url="", today=TODAY).phone_hints == ()


@pytest.mark.parametrize(
    ("doubt", "label"),
    [
        pytest.param("", "打电话（号码可能旧了）", id="of a release before the reasons"),
        pytest.param("old", "打电话（号码可能旧了）", id="old"),
        pytest.param("place", "打电话（区号可能不对）", id="another place's code"),
        pytest.param("joined", "打电话（号码可能拆错了）", id="printed together"),
        pytest.param("tail", "打电话（末尾几位是补的）", id="last digits"),
        pytest.param("renewed", "打电话（按新区号推算的）", id="behind the new code"),
    ],
)
def test_each_doubt_has_words_on_the_button_and_a_sentence(doubt: PhoneDoubt, label: str) -> None:
    phone = Phone("028-86400000", "02886400000", "landline", "", True, doubt)
    page = site_page(make_site(phones=(phone,)), url="", today=TODAY)
    assert page.card.phone is not None
    assert page.card.phone.label == label
    (hint,) = page.phone_hints
    assert label.removeprefix("打电话（").removesuffix("）") in hint


def test_a_number_that_must_not_be_dialled_has_no_button_and_is_not_passed_on() -> None:
    paid = Phone("16812345678", None, "mobile", "", True, "range")
    page = site_page(make_site(phones=(OFFICE, paid)), url="", today=TODAY)
    (view,) = page.card.more_phones
    assert view.tel is None
    assert "不能直接拨打" in view.label
    assert "168" not in page.share_text
    assert page.phone_hints == ()


def test_a_card_tells_the_whole_place_and_how_vague_it_is() -> None:
    county = Fix(Point(30.642, 104.0434), "county", "seat", "510107")
    shown = card(make_site(fix=county), distance_km=12.3)
    assert shown.place == "四川省成都市武侯区测试路 1 号"
    assert (shown.tags, shown.distance) == (("位置约略",), "约 12 公里")
    assert card(make_site()).tags == ()


def test_a_page_has_the_address_to_copy_its_hours_notes_and_precision() -> None:
    page = site_page(make_site(hours="工作日", notes="三楼"), url="", today=TODAY)
    assert page.address == "四川省成都市武侯区测试路 1 号"
    assert (page.hours, page.notes, page.precision) == ("工作日", "三楼", "位置已确认")
    assert page.area == "四川省成都市武侯区"
    vague = site_page(make_site(fix=None, address="测试路"), url="", today=TODAY)
    assert vague.address == "四川省成都市武侯区测试路 测试县公安局刑侦大队"
    assert vague.precision == "地图上的位置还不知道"
    county = make_site(fix=Fix(Point(30.642, 104.0434), "county", "seat", "510107"))
    coarse = site_page(county, url="", today=TODAY)
    assert (page.map_is_search, vague.map_is_search, coarse.map_is_search) == (False, True, True)

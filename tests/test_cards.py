from datetime import date

import pytest

from sites.directory.ordering import AnswerSite, Group
from sites.geo import Point
from sites.records import Fix, Phone, PhoneDoubt, PhoneKind, Source, Spot
from sites.voice.cards import card, site_page
from sites.voice.sections import lists
from tests.making import make_demo, make_site

TODAY = date(2026, 11, 24)
FRESH = date(2022, 8, 1)  # when the list that make_site comes from was new


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
            Phone("028-86400000 转 802、803", "02886400000", "landline"),
            "打电话，接通后按 802 或 803",
            "02886400000",
            id="extensions",
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
    shown = card(make_site(phones=(phone,)), today=TODAY).phone
    assert shown is not None
    assert (shown.label, shown.tel) == (label, tel)


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("mobile", "打手机"),
        ("short", "打电话"),
        ("service", "打电话"),
        ("landline", "打电话"),
    ],
)
def test_a_button_says_what_kind_of_number_is_called(kind: PhoneKind, label: str) -> None:
    shown = card(make_site(phones=(Phone("110", "110", kind),)), today=TODAY).phone
    assert shown is not None
    assert shown.label == label


def test_a_number_that_can_be_dialled_stands_before_one_that_cannot() -> None:
    shown = card(make_site(phones=(Phone("8622110", None, "landline"), OFFICE)), today=TODAY)
    assert shown.phone is not None
    assert shown.phone.tel == "02886400000"
    assert [more.text for more in shown.more_phones] == ["862 2110"]


def test_a_demonstration_is_never_dialled_whatever_its_row_says() -> None:
    shown = card(
        make_demo(phones=(Phone("028-86407110", "02886407110", "landline"),)), today=TODAY
    ).phone
    assert shown is not None
    assert (shown.label, shown.tel) == ("演示号码，不能拨打", None)


def test_what_is_passed_on_says_what_a_family_needs() -> None:
    text = site_page(make_site(), url="https://example.org/sites/x", today=TODAY).message.text
    assert text.splitlines() == [
        "【寻亲免费采血】",
        "测试县公安局刑侦大队",
        "四川省成都市武侯区测试路 1 号",
        "电话 028-8640 0000",
        "资料：2022 年 7 月 4 日公布",
        "先打电话，再去。",
        "不要钱。谁要钱，谁是骗子。拿不准，打 110。",
        "https://example.org/sites/x",
    ]


def test_a_demonstration_passed_on_warns_first_and_has_no_number() -> None:
    text = site_page(make_demo(), url="https://example.org", today=TODAY).message.text
    assert text.startswith("【演示，不是真实采血点】")
    assert not any(line.startswith("电话") for line in text.splitlines())
    assert "0000" not in text


def test_a_site_without_a_number_is_passed_on_with_the_police_s() -> None:
    text = site_page(make_site(phones=()), url="https://example.org", today=TODAY).message.text
    assert text.splitlines() == [
        "【寻亲免费采血】",
        "测试县公安局刑侦大队",
        "四川省成都市武侯区测试路 1 号",
        "资料：2022 年 7 月 4 日公布",
        "先打 110 问清楚，再去。",
        "不要钱。谁要钱，谁是骗子。拿不准，打 110。",
        "https://example.org",
    ]


def test_a_number_that_is_not_whole_is_passed_on_as_it_is_printed() -> None:
    site = make_site(phones=(Phone("8622110", None, "landline"),))
    lines = site_page(site, url="", today=TODAY).message.text.splitlines()
    assert "电话 862 2110" in lines


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
    lines = [line for line in page.message.text.splitlines() if line.startswith("电话")]
    assert lines == ["电话 028-8640 0000", "电话 0833-243 0000"]


def test_one_doubtful_number_of_two_is_enough_for_the_hint() -> None:
    (hint,) = site_page(make_site(phones=TWO), url="", today=TODAY).phone_hints
    assert "区号可能不对" in hint
    assert site_page(make_site(phones=(OFFICE,)), url="", today=TODAY).phone_hints == ()


@pytest.mark.parametrize(
    ("doubt", "label", "why"),
    [
        pytest.param(
            "",
            "打电话（号码可能旧了）",
            "位数或区号和现在的不一样，是照原来公布的写的",
            id="of a release before the reasons",
        ),
        pytest.param(
            "old",
            "打电话（号码可能旧了）",
            "位数或区号和现在的不一样，是照原来公布的写的",
            id="old",
        ),
        pytest.param(
            "place",
            "打电话（区号可能不对）",
            "区号不是这个地方的，是照原来公布的写的",
            id="another place's code",
        ),
        pytest.param(
            "joined",
            "打电话（号码可能拆错了）",
            "原文里和别的号码连在一起，是我们分开的",
            id="printed together",
        ),
        pytest.param(
            "tail",
            "打电话（末尾几位是补的）",
            "原文只写了末尾几位，是我们补全的",
            id="last digits",
        ),
        pytest.param(
            "renewed",
            "打电话（按新区号推算的）",
            "原来公布的区号已经停用，是照升位的规定写出的",
            id="behind the new code",
        ),
    ],
)
def test_each_doubt_has_words_on_the_button_and_a_sentence(
    doubt: PhoneDoubt, label: str, why: str
) -> None:
    phone = Phone("028-86400000", "02886400000", "landline", "", True, doubt)
    page = site_page(make_site(phones=(phone,)), url="", today=TODAY)
    assert page.card.phone is not None
    assert page.card.phone.label == label
    (hint,) = page.phone_hints
    said = label.removeprefix("打电话（").removesuffix("）")
    assert hint == f"写着「{said}」的号码，{why}。打不通就打 110 问。"


def test_a_number_that_must_not_be_dialled_has_no_button_and_is_not_passed_on() -> None:
    paid = Phone("16812345678", None, "mobile", "", True, "range")
    page = site_page(make_site(phones=(OFFICE, paid)), url="", today=TODAY)
    (view,) = page.card.more_phones
    assert view.tel is None
    assert "不能直接拨打" in view.label
    assert "168" not in page.message.text
    assert page.phone_hints == ()


def test_a_card_tells_the_whole_place_and_how_vague_it_is() -> None:
    county = Fix(Point(30.642, 104.0434), "county", "seat", "510107")
    shown = card(make_site(fix=county), today=FRESH, distance_km=12.3)
    assert shown.place == "四川省成都市武侯区测试路 1 号"
    assert (shown.tags, shown.distance) == (("位置不太准",), "约 12 公里")
    assert card(make_site(), today=FRESH).tags == ()


def test_a_page_has_the_address_to_copy_its_hours_notes_and_precision() -> None:
    page = site_page(make_site(hours="工作日", notes="三楼"), url="", today=TODAY)
    assert page.address == "四川省成都市武侯区测试路 1 号"
    assert (page.hours, page.notes, page.precision) == ("工作日", "三楼", "位置已确认")
    assert page.address_here == "", "nothing beside it in the language it is written in"
    vague = site_page(make_site(fix=None, address="测试路"), url="", today=TODAY)
    assert vague.address == "四川省成都市武侯区测试路 测试县公安局刑侦大队"
    assert vague.precision == "地图上的位置还不知道"
    county = make_site(fix=Fix(Point(30.642, 104.0434), "county", "seat", "510107"))
    coarse = site_page(county, url="", today=TODAY)
    assert (vague.hours, page.source_spot) == ("时间没有公布，请先打电话问", "")
    assert (not page.map_point, not vague.map_point, not coarse.map_point) == (False, True, True)


def test_a_page_names_where_and_when_its_site_was_published_and_who_checked_it() -> None:
    source = Source("名单", "https://example.org/list", "2022-07-04", (Spot("03.png", 12),))
    site = make_site(source=source, checked_on="2026-11-20", checked_by="ZXM")
    page = site_page(site, url="", today=TODAY)
    assert (page.source_title, page.source_url) == ("名单", "https://example.org/list")
    assert (page.published_on, page.source_spot) == ("2022 年 7 月 4 日", "图片 03.png 第 12 行")
    assert page.checked == "2026 年 11 月 20 日照原文核对过文字（ZXM）"
    assert (page.is_stale, page.can_call) == (True, True)
    names = ("高德地图", "百度地图", "腾讯地图", "苹果地图")
    assert [link.words for link in page.map_links] == [f"用{name}找路" for name in names]


def test_the_page_of_a_demonstration_names_no_source_and_no_way_to_it() -> None:
    page = site_page(make_demo(), url="", today=TODAY)
    assert (page.source_title, page.source_url) == ("演示资料，没有来源", "")
    assert (page.published_on, page.source_spot, page.map_links) == ("", "", ())
    assert (page.is_stale, page.can_call, page.card.is_demo) == (False, False, True)


@pytest.mark.parametrize(
    ("group", "title"),
    [
        ("here", "附近的采血点"),
        ("own", "武侯区的采血点"),
        ("vague", "也在成都市，位置说不准"),
        ("silent", "没有公布电话的"),
        ("demo", "演示，不是真实采血点"),
        ("elsewhere", "别的地方，名字里有这几个字的"),
    ],
)
def test_each_group_of_an_answer_stands_under_a_heading(group: Group, title: str) -> None:
    found = [AnswerSite(make_site(), 1.24, group)]
    (section,) = lists(found, today=FRESH, city="成都市", own="武侯区").sections
    assert (section.group, section.title) == (group, title)
    assert [shown.distance for shown in section.cards] == ["约 1.2 公里"]


def test_an_answer_keeps_its_order_in_sections_and_says_which_places_are_vague() -> None:
    found = [
        AnswerSite(make_site("a"), 1.24),
        AnswerSite(make_site("b"), 3.0),
        AnswerSite(make_site("c"), None, "vague", is_vague=True),
    ]
    here, vague = lists(found, today=FRESH, city="成都市").sections
    assert [shown.id for shown in here.cards] == ["a", "b"]
    assert [(shown.id, shown.distance) for shown in vague.cards] == [("c", "多远不清楚")]

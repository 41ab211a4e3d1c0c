from datetime import date

import pytest

from sites.presenting.cards import card, site_page
from sites.records import Phone
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

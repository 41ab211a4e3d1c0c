"""What is dialled comes from the printed text alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import PhoneNumber, PhoneNumberType, number_type

from sites.phones.deriving import tel_of
from sites.phones.dialling_codes import RETIRED_CODES, is_in_use
from sites.phones.phone_cells import read_phones
from sites.phones.plan import local_lengths


@pytest.mark.parametrize(
    ("text", "tel"),
    [
        pytest.param("028-86400000", "02886400000", id="landline"),
        pytest.param("0571-88880000 转 802、803", "057188880000", id="extension"),
        pytest.param("0854-8220000", "08548220000", id="seven digits"),
        pytest.param("028-12345", "02812345", id="hotline of a city"),
        pytest.param("0852-8820000", "08528820000", id="retired code"),
        pytest.param("13800138000", "13800138000", id="mobile"),
        pytest.param("4008100000", "4008100000", id="400"),
        pytest.param("95105105", "95105105", id="9510"),
        pytest.param("95598", "95598", id="five digits"),
        pytest.param("12345", "12345", id="hotline"),
        pytest.param("86400000", None, id="no area code"),
        pytest.param("96110", None, id="96 without an area code"),
        pytest.param("0399-8220000", None, id="no such code"),
        pytest.param("0571-08880000", None, id="begins with 0"),
        pytest.param("0571-888800001", None, id="too long"),
        pytest.param("110", None, id="police"),
        pytest.param("028-120", None, id="ambulance behind a code"),
        pytest.param("028-86400000\n", None, id="line break"),
        pytest.param("028-86400000;ext=1", None, id="dialling signs"),
        pytest.param("０２８-86400000", None, id="full width"),
        pytest.param("٠٢٨-86400000", None, id="other digits"),
        pytest.param("javascript:alert(1)", None, id="script"),
        pytest.param("*21*13800138000#", None, id="forwarding"),
        pytest.param("", None, id="empty"),
    ],
)
def test_the_printed_text_alone_says_what_is_dialled(text: str, tel: str | None) -> None:
    assert tel_of(text, "510107", demo=False) == tel
    assert tel_of(text, "510107", demo=True) is None


@pytest.mark.parametrize(
    ("adcode", "text", "tel"),
    [
        pytest.param("810000", "+852 2345 6789", "+85223456789", id="Hong Kong's own"),
        pytest.param("820000", "+853 2800 0000", "+85328000000", id="Macao's own"),
        pytest.param("710000", "+886 2-2300-0000", "+886223000000", id="Taiwan's own"),
        pytest.param("440300", "+852 2345 6789", None, id="Hong Kong's for Shenzhen"),
        pytest.param("810000", "+1 202 555 0100", None, id="abroad"),
        pytest.param("810000", "+853 2800 0000", None, id="the neighbour's"),
    ],
)
def test_a_number_of_another_region_is_dialled_for_its_own_sites_only(
    adcode: str, text: str, tel: str | None
) -> None:
    assert tel_of(text, adcode, demo=False) == tel


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(number, id=f"{what} {number}")
        for what, numbers in {
            "emergency": ("110", "119", "120", "122"),
            "emergency by message": ("12110", "12119", "12120"),
            "complaints": ("12337", "12380", "12388", "12389"),
        }.items()
        for number in numbers
    ],
)
@pytest.mark.parametrize("code", ["", "028-", "0571-"])
def test_an_emergency_or_a_complaint_is_never_a_site_s_number(code: str, number: str) -> None:
    assert tel_of(code + number, "510107", demo=False) is None
    phones, _ = read_phones(code + number, area_code="028")
    assert [phone.tel for phone in phones if phone.tel] == []


PIECES = ("0571", "028", "88880000", "13800138000", "400", "转", "、", "110", "-", "/", "96110",
          "12345", "0", "8", "+852 ")  # fmt: skip


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_a_list_that_is_loaded_and_a_release_that_is_read_dial_the_same(cell: str) -> None:
    phones, _ = read_phones(cell, area_code="028", adcode="510107")
    assert [phone.tel for phone in phones] == [
        tel_of(phone.text, "510107", demo=False) for phone in phones
    ]


def test_the_codes_in_use_are_those_of_the_numbering_plan() -> None:
    codes = ["010", *(f"02{last}" for last in range(10)), *(f"0{n}" for n in range(300, 1000))]
    # 400 and 800 numbers and the 950 range are no areas, though the metadata holds them for such.
    wrong = {"0400", "0800", "0950"}
    known = {code for code in codes if local_lengths(code)} - wrong
    assert {code for code in codes if is_in_use(code)} == known
    assert known.isdisjoint(RETIRED_CODES)


def test_the_mobiles_are_those_of_the_plan_without_data_cards_things_and_satellites() -> None:
    left_out = re.compile("14|172|174|1349|1610")
    for start in range(13000, 20000, 10):
        number = f"{start}123456"[:11]
        printed = PhoneNumber(country_code=86, national_number=int(number))
        known = number_type(printed) == PhoneNumberType.MOBILE
        dialled = tel_of(number, "", demo=False) is not None
        assert dialled == (known and not left_out.match(number)), number


@pytest.mark.parametrize(
    ("text", "tel"),
    [
        pytest.param("0571-16812345", None, id="information line"),
        pytest.param("0779-96812345", None, id="paid line"),
        pytest.param("0571-98001234", None, id="begins with 9"),
        pytest.param("0571-860012", None, id="six digits"),
        pytest.param("0571-114", None, id="directory"),
        pytest.param("0571-116114", None, id="directory of six digits"),
        pytest.param("028-96009", "02896009", id="hotline of five digits"),
        pytest.param("028-962101", "028962101", id="hotline of six digits"),
        pytest.param("0411-95100000", "041195100000", id="9510 behind a code"),
        pytest.param("12389", None, id="complaints"),
        pytest.param("12110", None, id="police by text"),
        pytest.param("114", None, id="three digits"),
        pytest.param("116114", None, id="116114"),
        pytest.param("16812345678", None, id="168"),
        pytest.param("14512345678", None, id="data card"),
        pytest.param("17212345678", None, id="things"),
        pytest.param("17412345678", None, id="satellite"),
        pytest.param("13491234567", None, id="satellite of 134"),
        pytest.param("1064912345678", None, id="thirteen digits"),
    ],
)
def test_paid_and_unassigned_ranges_are_not_dialled(text: str, tel: str | None) -> None:
    assert tel_of(text, "510107", demo=False) == tel

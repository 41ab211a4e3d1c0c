"""The cells of phone numbers that lists really hold. Numbers are round, not anybody's."""

import csv
import itertools
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.phones.dialling_codes import RETIRED_CODES
from sites.phones.phone_cells import read_phones
from sites.phones.printed import normal, numbers
from sites.records import Phone, PhoneKind

_CELLS = Path(__file__).with_name("phone_cells.tsv")


def _printed_cells() -> list[dict[str, str]]:
    with _CELLS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", _printed_cells(), ids=lambda row: f"{row['kind']}: {row['cell']}")
def test_a_printed_cell_gives_its_numbers_and_says_the_rest(row: dict[str, str]) -> None:
    phones, advice = read_phones(row["cell"], area_code=row["place"] or None, adcode=row["adcode"])
    got = (f"{each.text}{each.note and '@' + each.note}>{each.tel or '-'}" for each in phones)
    assert "|".join(got) == row["phones"]
    unsaid = [part for part in row["said"].split(";") if not any(part in said for said in advice)]
    assert not (row["said"] and unsaid)


@pytest.mark.parametrize("row", _printed_cells(), ids=lambda row: f"{row['kind']}: {row['cell']}")
def test_what_was_read_is_read_again_as_the_same(row: dict[str, str]) -> None:
    """A list that is exported and loaded again keeps its numbers."""
    area_code, adcode = row["place"] or None, row["adcode"]
    phones, _ = read_phones(row["cell"], area_code=area_code, adcode=adcode)
    cell = "、".join(f"{each.text}（{each.note}）" if each.note else each.text for each in phones)
    again, _ = read_phones(cell, area_code=area_code, adcode=adcode)
    assert [(each.text, each.tel, each.note, each.kind) for each in again] == [
        (each.text, each.tel, each.note, each.kind) for each in phones
    ]


def texts(cell: str, area_code: str | None = None) -> list[str]:
    return [phone.text for phone in read_phones(cell, area_code=area_code)[0]]


@pytest.mark.parametrize(
    ("cell", "text", "tel", "kind"),
    [
        pytest.param("0571-88880000", "0571-88880000", "057188880000", "landline", id="plain"),
        pytest.param("057188880000", "0571-88880000", "057188880000", "landline", id="no hyphen"),
        pytest.param("01088880000", "010-88880000", "01088880000", "landline", id="010 glued"),
        pytest.param("(0571)88880000", "0571-88880000", "057188880000", "landline", id="brackets"),
        pytest.param("（0571）8888 0000", "0571-88880000", "057188880000", "landline", id="groups"),
        pytest.param(
            "0571－８８８８００００", "0571-88880000", "057188880000", "landline", id="wide"
        ),
        pytest.param("0571——88880000", "0571-88880000", "057188880000", "landline", id="long dash"),
        pytest.param(
            "0571--88880000", "0571-88880000", "057188880000", "landline", id="two dashes"
        ),
        pytest.param("0571 - 88880000", "0571-88880000", "057188880000", "landline", id="spaces"),
        pytest.param("+86 571 88880000", "0571-88880000", "057188880000", "landline", id="+86"),
        pytest.param("0086-571-88880000", "0571-88880000", "057188880000", "landline", id="0086"),
        pytest.param("86-28-86400000", "028-86400000", "02886400000", "landline", id="86-"),
        pytest.param("+86 (0)28 86400000", "028-86400000", "02886400000", "landline", id="(0)"),
        pytest.param("028-86400000.", "028-86400000", "02886400000", "landline", id="full stop"),
        pytest.param("13800138000", "13800138000", "13800138000", "mobile", id="mobile"),
        pytest.param("138 0013 8000", "13800138000", "13800138000", "mobile", id="mobile 3-4-4"),
        pytest.param("1380 013 8000", "13800138000", "13800138000", "mobile", id="mobile 4-3-4"),
        pytest.param("013800138000", "13800138000", "13800138000", "mobile", id="0 and mobile"),
        pytest.param("8613800138000", "13800138000", "13800138000", "mobile", id="86 and mobile"),
        pytest.param("0571-13800138000", "13800138000", "13800138000", "mobile", id="code, mobile"),
        pytest.param("400-810-0000", "4008100000", "4008100000", "service", id="400"),
        pytest.param("800 8100000", "8008100000", "8008100000", "service", id="800"),
        pytest.param("028-96009", "028-96009", "02896009", "short", id="short with code"),
        pytest.param("0411-95100000", "0411-95100000", "041195100000", "service", id="9510"),
        pytest.param("95598", "95598", "95598", "service", id="95598"),
        pytest.param("12345", "12345", "12345", "service", id="12345, place not known"),
    ],
)
def test_number_is_understood(cell: str, text: str, tel: str | None, kind: PhoneKind) -> None:
    assert read_phones(cell, area_code=None) == ((Phone(text, tel, kind),), ())


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param("0571-88880000转8", "0571-88880000 转 8", id="one digit"),
        pytest.param("0571-88880000转1234", "0571-88880000 转 1234", id="转"),
        pytest.param("0571-88880000 转802、803", "0571-88880000 转 802、803", id="two"),
        pytest.param("021-63660000-11", "021-63660000 转 11", id="hyphen"),
        pytest.param("0571-88880000（转802）", "0571-88880000 转 802", id="brackets"),
        pytest.param("0571-88880000 ext. 802", "0571-88880000 转 802", id="ext"),
        pytest.param("0571-88880000分机802", "0571-88880000 转 802", id="分机"),
        pytest.param("0571-88880000，内线：802", "0571-88880000 转 802", id="内线"),
    ],
)
def test_extension_is_shown_and_not_dialled(cell: str, expected: str) -> None:
    ((phone,), advice) = read_phones(cell, area_code=None)
    assert (phone.text, phone.tel, advice) == (expected, phone.tel, ())
    assert phone.tel == re.sub(r"[^0-9]", "", expected.split(" ", maxsplit=1)[0])


def test_one_digit_behind_a_hyphen_is_an_extension_that_is_told() -> None:
    ((phone,), advice) = read_phones("0571-88880000-8", area_code=None)
    assert (phone.text, phone.tel) == ("0571-88880000 转 8", "057188880000")
    assert advice == ("“0571-88880000-8”的末位当作分机 8；是另一个号码就写全。",)


@pytest.mark.parametrize(
    ("cell", "doubt", "tel"),
    [
        pytest.param("0571-08880000", "range", None, id="no number begins with 0"),
        pytest.param("0571-8888000", "old", "05718888000", id="a digit fewer than today"),
    ],
)
def test_a_number_that_no_plan_has_is_doubted_and_perhaps_not_dialled(
    cell: str, doubt: str, tel: str | None
) -> None:
    ((phone,), _) = read_phones(cell, area_code=None)
    assert (phone.doubt, phone.is_doubtful, phone.tel) == (doubt, True, tel)


@pytest.mark.parametrize(
    ("adcode", "cell", "text", "is_completed"),
    [
        pytest.param("810000", "2345 6701", "+852 2345 6701", True, id="Hong Kong"),
        pytest.param("810000", "2852 5267", "+852 2852 5267", True, id="its digits inside"),
        pytest.param("810000", "+852 2345 6701", "+852 2345 6701", False, id="with its code"),
        pytest.param("810000", "(852) 2345-6701", "+852 2345 6701", False, id="in brackets"),
        pytest.param("820000", "2888 0000", "+853 2888 0000", True, id="Macao"),
        pytest.param("710000", "02-2300-0000", "+886 2 2300 0000", True, id="Taiwan"),
        pytest.param("710000", "+886 (0)2 2300 0000", "+886 2 2300 0000", False, id="its 0"),
    ],
)
def test_a_regional_number_without_its_country_s_code_is_completed_and_told(
    *, adcode: str, cell: str, text: str, is_completed: bool
) -> None:
    ((phone,), advice) = read_phones(cell, area_code=None, adcode=adcode)
    assert (phone.text, phone.tel) == (text, text.replace(" ", ""))
    assert advice == ((f"“{cell}”按所在地补为 {text}。",) if is_completed else ())


@pytest.mark.parametrize("prefix", ["+", "00"])
def test_a_number_abroad_is_shown_with_its_country_however_it_is_dialled(prefix: str) -> None:
    ((phone,), advice) = read_phones(f"{prefix}852 2345 6701", area_code="028", adcode="510107")
    assert (phone.text, phone.tel) == ("+852 2345 6701", None)
    assert len(advice) == 1


@pytest.mark.parametrize(
    "between", ["、", "/", "；", ";", "，", ",", " ", "\n", "或", "和", "  / "]
)
def test_several_numbers_of_a_cell_are_split_and_the_code_goes_on(between: str) -> None:
    cell = f"0854-8220000{between}8220001{between}0571-88880000"
    assert texts(cell) == ["0854-8220000", "0854-8220001", "0571-88880000"]


def test_two_numbers_joined_by_a_hyphen_are_two_numbers() -> None:
    assert texts("0571-88880000-0571-88880001") == ["0571-88880000", "0571-88880001"]
    assert texts("0571-88880000-88880001") == ["0571-88880000", "0571-88880001"]


def test_an_area_code_on_its_own_holds_for_what_follows() -> None:
    assert texts("区号0571，电话88880000") == ["0571-88880000"]


def test_an_area_code_without_a_number_is_said() -> None:
    phones, (said,) = read_phones("0571", area_code=None)
    assert phones == ()
    assert "只是区号" in said


def test_an_emergency_number_is_no_extension() -> None:
    assert texts("0571-88880000转802、110") == ["0571-88880000 转 802"]


def test_office_lines_stand_before_mobiles() -> None:
    cell = "王警官13800138000、0571-88880000、028-96009"
    assert texts(cell) == ["0571-88880000", "028-96009", "13800138000"]


def test_what_can_be_dialled_stands_first_and_the_doubtful_last_of_its_kind() -> None:
    cell = "16812345678、13800138000、0571-8888000、0571-88880000"
    assert texts(cell) == ["0571-88880000", "0571-8888000", "13800138000", "16812345678"]


def test_the_same_number_is_given_once() -> None:
    assert texts("0571-88880000、(0571)8888-0000") == ["0571-88880000"]


@pytest.mark.parametrize(
    ("cell", "notes"),
    [
        pytest.param("0439-3320000（白）", ["白天"], id="day behind"),
        pytest.param("13800138000（夜）", ["夜间"], id="night behind"),
        pytest.param("021-66860000（晚）", ["夜间"], id="evening"),
        pytest.param("0439-3320000(日)、0439-3320001(晚)", ["白天", "夜间"], id="日晚"),
        pytest.param("白天：0439-3320000 夜间：0439-3320001", ["白天", "夜间"], id="words first"),
        pytest.param("0439-3320000白天；0439-3320001夜间", ["白天", "夜间"], id="words behind"),
        pytest.param("(白)0439-3320000 (夜)0439-3320001", ["白天", "夜间"], id="brackets first"),
        pytest.param("0439-3320000，夜间：0439-3320001", ["", "夜间"], id="only the second"),
        pytest.param("0439-3320000（白） 夜间：0439-3320001", ["白天", "夜间"], id="mixed"),
        pytest.param("0439-3320000（24小时）", ["24小时"], id="all day"),
        pytest.param("0439-3320000（工作日）", ["工作日"], id="working days"),
        pytest.param("0439-3320000（白天、夜间）", [""], id="day and night is always"),
        pytest.param("白0439-3320000夜0439-3320000", [""], id="the same number day and night"),
        pytest.param("0439-3320000（周日）", [""], id="Sunday is not 日"),
        pytest.param("值班室 0439-3320000", [""], id="no time"),
    ],
)
def test_day_and_night_are_noted(cell: str, notes: list[str]) -> None:
    phones, advice = read_phones(cell, area_code=None)
    assert ([phone.note for phone in phones], advice) == (notes, ())


@pytest.mark.parametrize(
    "cell",
    ["0571-88880000 传真：0571-88880001", "0571-88880000、0571-88880001（传真）",
     "电话：0571-88880000 fax 0571-88880001"],
)  # fmt: skip
def test_a_fax_is_not_a_phone(cell: str) -> None:
    phones, advice = read_phones(cell, area_code=None)
    assert [phone.text for phone in phones] == ["0571-88880000"]
    assert [said for said in advice if "0571-88880001" in said and "传真" in said]


@pytest.mark.parametrize("cell", ["电话/传真：0571-88880000", "0571-88880000（兼传真）"])
def test_a_phone_that_also_takes_faxes_is_a_phone(cell: str) -> None:
    assert texts(cell) == ["0571-88880000"]


def test_missing_area_code_is_put_and_said() -> None:
    ((phone,), (said,)) = read_phones("83300000", area_code="0513")
    assert (phone.text, phone.tel) == ("0513-83300000", "051383300000")
    assert "83300000" in said
    assert "0513-83300000" in said


def test_number_without_any_known_area_code_cannot_be_dialled() -> None:
    ((phone,), (said,)) = read_phones("83300000", area_code=None)
    assert (phone.text, phone.tel) == ("83300000", None)
    assert "请补上区号" in said


def test_a_city_number_is_dialled_with_the_code_of_its_city() -> None:
    ((phone,), _) = read_phones("12345", area_code="028")
    assert (phone.text, phone.tel, phone.kind) == ("028-12345", "02812345", "short")


@pytest.mark.parametrize(
    ("cell", "area_code", "text"),
    [
        pytest.param("1085220000", "010", "010-85220000", id="010"),
        pytest.param("43185080000.0", "0431", "0431-85080000", id="float"),
        pytest.param("431-85080000", "0431", "0431-85080000", id="hyphen"),
        pytest.param("4345220000", "0434", "0434-5220000", id="seven digits"),
    ],
)
def test_eaten_zero_is_put_back_where_the_place_agrees(
    cell: str, area_code: str, text: str
) -> None:
    ((phone,), (said,)) = read_phones(cell, area_code=area_code)
    assert phone.text == text
    assert text in said


@pytest.mark.parametrize("area_code", [None, "0571"])
@pytest.mark.parametrize("cell", [".0", "1085220000", "43185080000", "431-85080000"])
def test_eaten_zero_is_not_guessed(cell: str, area_code: str | None) -> None:
    phones, advice = read_phones(cell, area_code=area_code)
    assert phones == ()
    assert cell in advice[0]


@pytest.mark.parametrize("cell", ["4.31851E+11", "4.31850861E+10", "1E11"])
def test_digits_lost_in_a_spreadsheet_are_a_problem(cell: str) -> None:
    phones, (said,) = read_phones(cell, area_code="0431")
    assert phones == ()
    assert cell in said
    assert "设为文本" in said


@pytest.mark.parametrize(
    ("cell", "tel", "word"),
    [
        pytest.param("0791-8280000", "07918280000", "8 位", id="seven digits where eight are due"),
        pytest.param("0851-6750000", "08516750000", "8 位", id="0851, which the metadata misses"),
        pytest.param("0315-79770000", "031579770000", "7 位", id="eight where seven are due"),
        pytest.param("0414-4820000", "04144820000", "现为 024", id="retired, digit not known"),
        pytest.param("0634-6279000", "06346279000", "现为 0531", id="retired in 2019"),
        pytest.param("0399-8220000", None, "没有 0399", id="no such code"),
        pytest.param("0571-08880000", None, "不会以 0 开头", id="never assigned"),
        pytest.param("0571-888800001234", None, "8 位", id="impossible"),
        pytest.param("14200000000", None, "号段", id="mobile nobody has"),
    ],
)
def test_doubtful_number_is_published_as_printed_and_said(
    cell: str, tel: str | None, word: str
) -> None:
    ((phone,), (said,)) = read_phones(cell, area_code=None)
    assert (phone.text, phone.tel) == (cell, tel)
    assert word in said


@pytest.mark.parametrize(
    ("cell", "place", "today", "word"),
    [
        pytest.param("0378-3660000", "0371", "0371-23660000", "前加了 2", id="0378"),
        pytest.param("0410-4170000", "024", "024-74170000", "前加了 7", id="0410"),
        pytest.param("0413-5040000", "024", "024-55040000", "前加了 5", id="0413"),
        pytest.param("0565-2320000", "0551", "0551-82320000", "0553 或 0555", id="0565 in Hefei"),
        pytest.param("0732-8220000", "0731", "0731-58220000", "前加了 5", id="0732"),
        pytest.param("0733-8220000", "0731", "0731-28220000", "前加了 2", id="0733"),
        pytest.param("0852-8820000", "0851", "0851-28820000", "前加了 2", id="0852"),
        pytest.param("0853-3290000", "0851", "0851-33290000", "前加了 3", id="0853"),
        pytest.param("0890-3320000", "0898", "0898-23320000", "前加了 2", id="0890"),
        pytest.param("0899-8820000", "0898", "0898-88820000", "前加了 8", id="0899"),
        pytest.param("0910-3320000", "029", "029-33320000", "前加了 3", id="0910"),
    ],
)
def test_a_retired_code_offers_todays_number_before_the_printed_one(
    cell: str, place: str, today: str, word: str
) -> None:
    (new, printed), (said,) = read_phones(cell, area_code=place)
    assert (new.text, new.tel, new.doubt) == (today, today.replace("-", ""), "renewed")
    assert (printed.text, printed.tel, printed.doubt) == (cell, cell.replace("-", ""), "old")
    assert word in said


@pytest.mark.parametrize("tail", ["~0", "~2、9~1", "至88"])
def test_a_tail_that_is_no_run_upwards_is_said(tail: str) -> None:
    phones, said = read_phones(f"0571-88880000{tail}", area_code=None)
    assert [phone.text for phone in phones] == ["0571-88880000"]
    assert "没有收" in said[0]


def test_no_number_of_today_is_made_up_behind_a_retired_code() -> None:
    for code, retired in RETIRED_CODES.items():
        if not any(retired.digits):
            assert texts(f"{code}-6279000") == [f"{code}-6279000"]
    assert texts("0565-2320000", "0553") == ["0565-2320000"]
    assert texts("0565-2320000") == ["0565-2320000"]
    assert texts("0410-41700000") == ["0410-41700000"]


@pytest.mark.parametrize("cell", ["", " ", "暂无", "无", "-", "——", "/", "没有公布"])
def test_no_number_is_no_problem(cell: str) -> None:
    assert read_phones(cell, area_code="028") == ((), ())


def test_words_without_a_number_are_said() -> None:
    phones, (said,) = read_phones("见官网", area_code="028")
    assert phones == ()
    assert "“见官网”" in said


def test_long_words_without_a_number_are_said_in_part() -> None:
    _, (said,) = read_phones("见官网" * 20, area_code="028")
    assert f"“{('见官网' * 20)[:40]}…”" in said


@pytest.mark.parametrize("cell", ["0571-88880000 8:30-17:30", "0571-88880000（2021年6月公布）"])
def test_times_and_dates_are_not_numbers(cell: str) -> None:
    assert read_phones(cell, area_code=None) == (
        (Phone("0571-88880000", "057188880000", "landline"),),
        (),
    )


def test_leftover_digits_are_said() -> None:
    phones, (said,) = read_phones("0571-88880000、5566", area_code=None)
    assert [phone.text for phone in phones] == ["0571-88880000"]
    assert "5566" in said


def test_demonstration_number_is_never_dialled() -> None:
    assert read_phones("028-00000001", area_code="028", demo=True) == (
        (Phone("028-00000001", None, "landline"),),
        (),
    )
    ((phone,), _) = read_phones("13800138000", area_code="028", demo=True)
    assert phone.tel is None


@pytest.mark.parametrize("cell", ["0571" + "8" * 5000, "8" * 5000, "+86" + "8" * 5000])
def test_endless_digits_are_said_and_not_dialled(cell: str) -> None:
    phones, advice = read_phones(cell, area_code="0571")
    assert advice
    assert not any(phone.tel for phone in phones)


@pytest.mark.parametrize("area_code", ["", "28", "0431/0432", "(", "028-"])
def test_area_code_that_is_none_is_not_put_before_a_number(area_code: str) -> None:
    ((phone,), _) = read_phones("83300000", area_code=area_code)
    assert (phone.text, phone.tel) == ("83300000", None)


PIECES = st.sampled_from(
    ["0571", "028", "010", "88880000", "8220000", "13800138000", "400", "8100000", "转", "-", "—",
     "、", "/", " ", "\n", "(", ")", "（白）", "夜：", "+86", "0086", "86", "802", "传真", "E+11",
     ".0", "1085220000", "43185080000", "王警官", "110", "96009", "12345", "0", "1", "8"]
)  # fmt: skip
CELLS = st.one_of(st.text(), st.lists(PIECES, max_size=12).map("".join))
AREA_CODES = st.sampled_from([None, "010", "028", "0571", "0431"])


@given(CELLS, AREA_CODES)
def test_no_long_run_of_digits_is_lost(cell: str, area_code: str | None) -> None:
    phones, advice = read_phones(cell, area_code=area_code)
    kept = [re.sub(r"[^0-9]", "", phone.text) for phone in phones]
    said = [re.sub(r"[^0-9]", "", each) for each in advice]
    for run in re.findall(r"[0-9]{7,}", unicodedata.normalize("NFKC", cell)):
        without_country = re.sub(r"^(00)?86", "", run)
        assert any(
            form in text
            for form in (run, without_country, without_country.lstrip("0"))
            for text in kept + said
        ), (cell, run)


@given(CELLS, AREA_CODES, st.booleans())
def test_what_is_dialled_is_digits_and_stands_in_the_text(
    cell: str, area_code: str | None, demo: bool
) -> None:
    phones, _ = read_phones(cell, area_code=area_code, demo=demo)
    for phone in phones:
        assert phone.tel is None or re.fullmatch(r"[0-9]{3,12}", phone.tel)
        assert phone.tel is None or phone.tel in re.sub(r"[^0-9]", "", phone.text)
        assert not (demo and phone.tel)


GROUPS = st.lists(st.text("0123456789", min_size=3, max_size=6), min_size=2, max_size=5)
TIGHT = st.sampled_from(["-", ".", "·", "—", "．"])
LOOSE = st.one_of(TIGHT, st.sampled_from([" ", "（", "/", "、", "，"]))


@given(
    st.from_regex("[48]00[0-9]{6}[1-9]", fullmatch=True),
    st.sets(st.integers(3, 9), min_size=1, max_size=4),
    LOOSE,
    AREA_CODES,
)
def test_a_400_number_is_taken_whole_or_not_at_all(
    digits: str, cuts: set[int], sign: str, area_code: str | None
) -> None:
    edges = [0, *sorted(cuts), len(digits)]
    pieces = [digits[start:end] for start, end in itertools.pairwise(edges)]
    phones, _ = read_phones(sign.join(pieces), area_code=area_code)
    assert [phone.tel for phone in phones] in ([digits], [])


@given(GROUPS, TIGHT, AREA_CODES)
def test_pieces_that_no_blank_parts_are_taken_all_or_not_at_all(
    groups: list[str], sign: str, area_code: str | None
) -> None:
    cell = sign.join(groups)
    phones, _ = read_phones(cell, area_code=area_code)
    if any(phone.tel for phone in phones):
        assert {number.form for number in numbers(normal(cell))}.isdisjoint({"loose", "broken"})


@given(CELLS, AREA_CODES, st.sampled_from(["", "510107", "810000", "710000"]))
def test_what_is_dialled_is_a_range_of_the_numbering_plan(
    cell: str, area_code: str | None, adcode: str
) -> None:
    for phone in read_phones(cell, area_code=area_code, adcode=adcode)[0]:
        if phone.tel:
            assert phone.tel not in {"110", "119", "120", "122", "114", "12389"}
            assert re.fullmatch(
                r"0[0-9]{2,3}(?:[2-8][0-9]{6,7}|9510[0-9]{4}|1[02][0-9]{3}|9[56][0-9]{3,4})"
                r"|1[35-9][0-9]{9}|[48]00[0-9]{7}|9510[0-9]{4}|95[0-9]{3}|1[02][0-9]{3}"
                r"|\+8(?:52|53|86)[0-9]{8,9}",
                phone.tel,
            )


@pytest.mark.parametrize(
    ("cell", "doubts"),
    [
        pytest.param("14200000000", ["range"], id="no such mobile"),
        pytest.param("0571-8888000", ["old"], id="a digit too few"),
        pytest.param("0571-88880000/1", ["", "tail"], id="tail"),
        pytest.param("0571-8888000088880001", ["joined", "joined"], id="printed together"),
        pytest.param("0410-4170000", ["renewed", "old"], id="retired"),
        pytest.param("+852 2345 6701", ["range"], id="abroad"),
        pytest.param("0854-12345", [""], id="12345 is a hotline of every city"),
        pytest.param("028-12345", [""], id="of Chengdu too"),
        pytest.param("0571-88880000", [""], id="nothing"),
    ],
)
def test_each_doubt_is_marked_with_its_reason(cell: str, doubts: list[str]) -> None:
    phones, _ = read_phones(cell, area_code=None)
    assert [phone.doubt for phone in phones] == doubts
    assert [phone.is_doubtful for phone in phones] == [bool(doubt) for doubt in doubts]


@pytest.mark.parametrize(
    ("words", "note"),
    [
        pytest.param("（全天）", "24小时", id="全天"),
        pytest.param("（昼）", "白天", id="昼"),
        pytest.param("（休息日）", "节假日", id="休息日"),
        pytest.param("（双休日）", "节假日", id="双休日"),
        pytest.param("（周末）", "节假日", id="周末"),
        pytest.param("（工作时间）", "工作日", id="工作时间"),
        pytest.param("（上班时间）", "工作日", id="上班时间"),
        pytest.param("（节假日除外）", "", id="not on holidays"),
        pytest.param("（双休日不上班）", "", id="not at weekends"),
        pytest.param("（节假日照常）", "", id="holidays too"),
        pytest.param(" 办公时间：周一至周五，节假日休息", "", id="hours of the office"),
        pytest.param(" 接待时间:工作日上午8:30-12:00", "", id="hours behind a colon"),
    ],
)
def test_words_for_hours_and_what_they_are_not(words: str, note: str) -> None:
    ((phone,), advice) = read_phones(f"0571-88880000{words}", area_code=None)
    assert (phone.note, advice) == (note, ())


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        pytest.param("(86)571-88880000", ["0571-88880000"], id="(86)"),
        pytest.param("（+86）13800138000", ["13800138000"], id="(+86)"),
        pytest.param("电传：0571-88880000", ["0571-88880000"], id="电传"),
        pytest.param("0571-88880000（带传真）", ["0571-88880000"], id="带传真"),
        pytest.param("传真电话：0571-88880000", ["0571-88880000"], id="传真电话"),
        pytest.param("962101", ["028-962101"], id="hotline of six digits"),
        pytest.param("95105105", ["95105105"], id="9510"),
    ],
)
def test_prefixes_and_words_that_leave_a_number_what_it_is(cell: str, numbers: list[str]) -> None:
    phones, _ = read_phones(cell, area_code="028")
    assert [phone.text for phone in phones] == numbers
    assert [phone.tel for phone in phones] == [text.replace("-", "") for text in numbers]


@pytest.mark.parametrize(
    ("text", "is_doubtful"),
    [
        pytest.param("0851-88627794", False, id="today's form"),
        pytest.param("0414-4827794", True, id="retired area code"),
        pytest.param("0791-8289045", True, id="a digit too few"),
        pytest.param("028-96009", False, id="short"),
    ],
)
def test_a_number_that_may_reach_nobody_is_marked(text: str, is_doubtful: bool) -> None:
    ((phone,), _) = read_phones(text, area_code=None)
    assert phone.is_doubtful is is_doubtful

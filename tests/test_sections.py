"""The lists of a page: what most entries share stands once beside them, not on each."""

from datetime import date

import pytest

from sites.directory.ordering import AnswerSite
from sites.geo import Point
from sites.records import Fix, Precision, Site
from sites.voice.sections import Lists, lists
from tests.making import make_demo, make_site

OLD, FRESH = date(2026, 11, 24), date(2022, 8, 1)  # the list of make_site is of July 2022


def _at(precision: Precision, number: int = 0) -> Site:
    fix = Fix(Point(30.642, 104.0434), precision, "seat", "510107")
    return make_site(f"site{number}", fix=fix)


def _lists(*sites: Site, today: date = FRESH) -> Lists:
    return lists([AnswerSite(site, None) for site in sites], today=today)


def _tags(made: Lists) -> list[tuple[str, ...]]:
    return [card.tags for section in made.sections for card in section.cards]


def test_a_vague_place_of_all_is_said_once() -> None:
    made = _lists(_at("county"), _at("township"), _at("county"))
    assert made.notes == ("位置都只知道在哪个县、区或乡镇，电话里先问清怎么走。",)
    assert _tags(made) == [(), (), ()]


def test_where_nobody_can_be_called_nobody_is_told_to_ask_on_the_telephone() -> None:
    made = _lists(*(make_demo(f"demo{n}", fix=_at("county").fix) for n in range(3)))
    assert made.notes == ("位置都只知道在哪个县、区或乡镇。",)


def test_the_better_one_of_many_says_that_it_is_better() -> None:
    made = _lists(_at("county"), _at("county"), _at("county"), _at("building"))
    assert made.notes == ("位置大多只知道在哪个县、区或乡镇，电话里先问清怎么走。",)
    assert _tags(made) == [(), (), (), ("位置较准",)]


def test_a_place_that_nobody_knows_keeps_its_tag_below_the_sentence() -> None:
    made = _lists(_at("county"), _at("county"), _at("county"), _at("city"))
    assert _tags(made) == [(), (), (), ("位置不清楚",)]


@pytest.mark.parametrize(
    "precisions",
    [
        pytest.param(("county", "county"), id="two are no list"),
        pytest.param(("county", "building", "building", "street"), id="few of them"),
    ],
)
def test_where_few_share_it_each_keeps_its_tag(precisions: tuple[Precision, ...]) -> None:
    made = _lists(*(_at(precision) for precision in precisions))
    assert made.notes == ()
    expected: list[tuple[str, ...]] = [
        ("位置不太准",) if precision == "county" else () for precision in precisions
    ]
    assert _tags(made) == expected


def test_old_entries_are_told_once_and_the_checked_one_says_so() -> None:
    exact = [_at("exact", number) for number in range(3)]
    checked = make_site("checked", checked_on="2026-10-03")
    made = _lists(*exact, checked, today=OLD)
    assert made.notes == ("资料大多是一年以前的，号码可能变了。",)
    assert _tags(made) == [(), (), (), ("资料较新",)]


def test_demonstrations_have_no_age() -> None:
    sites = [_at("exact", 1), _at("exact", 2), *(make_demo(f"demo{n}") for n in range(3))]
    made = _lists(*sites, today=OLD)
    assert "一年" not in "".join(made.notes)
    assert [tags for tags in _tags(made) if any("年" in tag for tag in tags)] == [
        ("2022 年 7 月的资料",),
        ("2022 年 7 月的资料",),
    ]


def test_what_to_say_is_told_once_at_the_first_that_can_be_called() -> None:
    silent = AnswerSite(make_site("silent", phones=()), None, group="silent")
    called, beyond = (AnswerSite(make_site(name), 12.0) for name in ("called", "beyond"))
    both = lists([called, silent], [beyond], today=FRESH)
    assert (both.first_call(), both.first_call(is_beyond_first=True)) == ("called", "beyond")
    assert lists([silent], [beyond], today=FRESH).first_call() == "beyond"
    assert lists([silent], today=FRESH).first_call() == ""


def test_what_lies_beyond_counts_too() -> None:
    own = [AnswerSite(_at("county", 1), None)]
    beyond = [AnswerSite(_at("county", number), 12.0, bearing_deg=90.0) for number in (2, 3)]
    made = lists(own, beyond, today=FRESH)
    assert len(made.notes) == 1
    assert [(card.tags, card.distance) for card in made.beyond] == [((), "东边，约 12 公里")] * 2
    assert made.can_call

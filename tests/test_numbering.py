"""A link never comes to mean another site, whatever the next list looks like."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sites.assembling import Rules
from sites.assembling.ids import made_id
from sites.errors import IdChangeError
from sites.exporting import table_csv
from sites.loading import LoadReport, LoadRules, load
from sites.records import COLUMNS, Phone, Source
from sites.records.likeness import likeness, traits
from sites.store import Store
from tests.making import make_site

RULES = LoadRules(Rules(Source("名单", "https://example.org/list", "2022-07")), allow_loss=True)
UNIT = "武侯区公安分局刑侦大队"
Cells = Mapping[str, str]
Loader = Callable[..., dict[str, str]]


def row(address: str, phone: str, **cells: str) -> dict[str, str]:
    area = {"province": "四川省", "city": "成都市", "county": "武侯区"}
    return area | {"unit": UNIT, "address": address, "phone": phone} | cells


TEMPLE = row("武侯祠大街1号", "028-86400001")
NORTH = row("科华北路9号", "028-86400009")
WEST = row("武科西一路6号", "028-86400006")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(f"sqlite:///{tmp_path / 'sites.db'}")
    store.migrate()
    return store


@pytest.fixture
def loaded(store: Store, tmp_path: Path) -> Loader:
    """loaded(rows, …): loads one list of each argument; the id of each site's first number."""

    def load_them(*lists: Sequence[Cells], rules: LoadRules = RULES) -> dict[str, str]:
        paths = [tmp_path / f"list{turn}.csv" for turn in range(len(lists))]
        for path, rows in zip(paths, lists, strict=True):
            path.write_text("".join(table_csv(COLUMNS, rows)), encoding="utf-8", newline="")
        return ids(load(paths, store, rules))

    return load_them


def ids(report: LoadReport) -> dict[str, str]:
    return {site.phones[0].text if site.phones else site.address: site.id for site in report.sites}


A, B, C = (each["phone"] for each in (TEMPLE, NORTH, WEST))


def test_the_address_is_in_the_id_where_the_unit_is_not_alone(loaded: Loader) -> None:
    assert loaded([TEMPLE]) == {A: made_id("510107", UNIT)}


def test_two_places_of_a_unit_have_the_same_ids_in_every_order(
    store: Store, tmp_path: Path
) -> None:
    found = []
    for turn, rows in enumerate(permutations([TEMPLE, NORTH, WEST])):
        path = tmp_path / f"{turn}.csv"
        path.write_text("".join(table_csv(COLUMNS, rows)), encoding="utf-8", newline="")
        other = Store(f"sqlite:///{tmp_path / f'{turn}.db'}")
        other.migrate()
        found.append(ids(load([path], other, RULES)))
    assert all(each == found[0] for each in found)
    assert found[0][A] == made_id("510107", UNIT, "武侯祠大街1号")


# What a later list may look like after one with TEMPLE and NORTH; who of it is which site.
LATER = [
    pytest.param([NORTH, TEMPLE], id="other order"),
    pytest.param([NORTH], id="first dropped"),
    pytest.param([TEMPLE], id="second dropped"),
    pytest.param([WEST, TEMPLE, NORTH], id="one more, in front"),
    pytest.param([WEST, NORTH], id="first dropped, one more"),
    pytest.param([WEST | {"address": ""}, NORTH, TEMPLE], id="one more without an address"),
    pytest.param(
        [NORTH | {"address": "四川省成都市武侯区科华北路9号"}, TEMPLE], id="area before the address"
    ),
    pytest.param([NORTH | {"address": "科华北路９号"}], id="full width"),
    pytest.param([NORTH | {"address": "科华北路 9 号（刑侦大队院内）"}, WEST], id="more said"),
    pytest.param([NORTH | {"unit": "成都市公安局武侯区公安分局刑侦大队"}], id="long unit"),
    pytest.param([NORTH | {"unit": "武侯区公安分局刑事侦查大队"}], id="other words of unit"),
    pytest.param([NORTH | {"hours": "全天", "notes": "三楼"}, TEMPLE], id="hours and notes"),
    pytest.param([TEMPLE | {"hours": "全天"}, NORTH | {"phone": "028-86400009、028-86400010"}],
                 id="another number beside"),
]  # fmt: skip


@pytest.mark.parametrize("later", LATER)
def test_an_id_stays_with_its_site(loaded: Loader, later: list[Cells]) -> None:
    before = loaded([TEMPLE, NORTH])
    after = loaded(later)
    for number in before.keys() & after.keys():
        assert after[number] == before[number]
    assert set(before.values()).isdisjoint(after[n] for n in after.keys() - before.keys())
    again = loaded([NORTH, TEMPLE])
    assert again == before, "and comes back to it"


@pytest.mark.parametrize("later", LATER)
def test_an_id_made_before_the_address_was_in_it_stays_too(
    loaded: Loader, later: list[Cells]
) -> None:
    old = {A: made_id("510107", UNIT), B: made_id("510107", UNIT, "科华北路9号")}
    loaded([TEMPLE | {"site_id": old[A]}, NORTH | {"site_id": old[B]}])
    after = loaded(later)
    assert {number: after[number] for number in after.keys() & old.keys()} == {
        number: old[number] for number in after.keys() & old.keys()
    }
    assert set(old.values()).isdisjoint(after[n] for n in after.keys() - old.keys())


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"address": "新址路8号"}, id="moved"),
        pytest.param({"phone": "028-86400077"}, id="another number"),
        pytest.param({"address": ""}, id="address no longer said"),
        pytest.param(
            {"unit": "武侯区公安分局打拐办"}, id="unit renamed at one door with one number"
        ),
    ],
)
def test_a_unit_that_is_alone_keeps_its_id_when_it_changes(
    loaded: Loader, change: dict[str, str]
) -> None:
    (before,) = loaded([TEMPLE]).values()
    (after,) = loaded([TEMPLE | change]).values()
    assert after == before


def test_another_address_and_another_number_are_another_site_of_the_unit(loaded: Loader) -> None:
    (before,) = loaded([TEMPLE]).values()
    (after,) = loaded([NORTH]).values()
    assert after != before
    assert loaded([TEMPLE])[A] == before


def test_places_that_share_a_switchboard_are_not_taken_for_each_other(
    loaded: Loader, store: Store
) -> None:
    def by_address() -> dict[str, str]:
        return {site.address: site.id for site in store.known_sites().live.values()}

    first, second, third = (each | {"phone": "028-86400000"} for each in (TEMPLE, NORTH, WEST))
    loaded([first, second])
    before = by_address()
    loaded([third, second])
    assert by_address()["科华北路9号"] == before["科华北路9号"]
    assert by_address()["武科西一路6号"] not in before.values()


def test_one_name_and_address_in_two_counties_are_two_places(loaded: Loader) -> None:
    station = row("人民路1号", "028-86400021", unit="城关派出所")
    other = station | {"county": "青羊区", "phone": "028-86400022"}
    (before,) = loaded([station]).values()
    (after,) = loaded([other]).values()
    assert after != before


def test_an_id_that_was_dropped_is_given_to_no_other(loaded: Loader) -> None:
    (gone,) = loaded([TEMPLE]).values()
    loaded([row("别处1号", "028-86400050", unit="武侯区公安分局禁毒大队")])
    assert gone not in loaded([NORTH]).values()
    assert loaded([NORTH, TEMPLE])[A] == gone


# What the list itself calls its sites

CALLED = [TEMPLE | {"site_id": "wh-1"}, NORTH | {"site_id": "wh-2"}]
OTHER = row("二环路3号", "028-86400033", unit="锦江区公安分局", county="锦江区")


@pytest.mark.parametrize(
    "later",
    [
        pytest.param([TEMPLE | {"site_id": "wh-2"}, NORTH | {"site_id": "wh-1"}], id="swapped"),
        pytest.param([NORTH | {"site_id": "wh-1"}], id="first dropped, second called so"),
        pytest.param([OTHER | {"site_id": "wh-1"}, CALLED[1]], id="another unit called so"),
        pytest.param(
            [
                TEMPLE
                | {
                    "site_id": "wh-1",
                    "county": "青羊区",
                    "phone": "028-86400066",
                    "unit": "青羊区公安分局刑侦大队",
                },
                CALLED[1],
            ],
            id="the same words in another county",
        ),
        pytest.param(
            [
                TEMPLE
                | {
                    "site_id": "wh-1",
                    "city": "绵阳市",
                    "county": "涪城区",
                    "unit": "涪城区公安分局刑侦大队",
                    "phone": "0816-2200066",
                },
                CALLED[1],
            ],
            id="the same words in another city",
        ),
        pytest.param([NORTH | {"site_id": "wh-1"}, TEMPLE | {"site_id": "wh-1"}], id="twice"),
    ],
)
def test_an_id_that_would_mean_another_site_stops_the_load_and_asks(
    loaded: Loader, store: Store, later: list[Cells]
) -> None:
    loaded(CALLED)
    before = store.live()
    with pytest.raises(IdChangeError, match=r"编号 wh-[12] 一直是.*--allow-id-change") as asked:
        loaded(later)
    assert "武侯祠大街1号" in str(asked.value) or "科华北路9号" in str(asked.value)
    assert store.live() == before
    accepting = LoadRules(RULES.rows, allow_loss=True, allow_id_change=True)
    assert loaded(later, rules=accepting)
    assert store.live() != before


@pytest.mark.parametrize(
    "later",
    [
        pytest.param([CALLED[1], CALLED[0]], id="other order"),
        pytest.param([CALLED[0] | {"address": "新址路8号", "phone": "028-86400077"}, CALLED[1]],
                     id="moved with another number"),
        pytest.param([CALLED[0] | {"unit": "打拐办", "phone": "028-86400077"}, CALLED[1]],
                     id="renamed at its door"),
        pytest.param([CALLED[0], OTHER | {"site_id": "jj-1"}], id="a new id"),
    ],
)  # fmt: skip
def test_an_id_whose_site_changes_in_part_is_not_asked_about(
    loaded: Loader, later: list[Cells]
) -> None:
    loaded(CALLED)
    assert loaded(later)


def test_an_id_of_long_ago_is_asked_about_too(loaded: Loader) -> None:
    loaded(CALLED)
    loaded([CALLED[1]])
    with pytest.raises(IdChangeError, match="wh-1"):
        loaded([CALLED[1], OTHER | {"site_id": "wh-1"}])


def test_a_list_that_no_longer_brings_ids_keeps_those_it_brought(loaded: Loader) -> None:
    assert loaded(CALLED) == loaded([NORTH, TEMPLE])


def test_publishing_an_older_release_asks_as_well(loaded: Loader, store: Store) -> None:
    loaded(CALLED)
    accepting = LoadRules(RULES.rows, allow_loss=True, allow_id_change=True)
    loaded([CALLED[1], OTHER | {"site_id": "wh-1"}], rules=accepting)
    with pytest.raises(IdChangeError, match="wh-1"):
        store.publish(1, allow_loss=True)
    assert store.rollback().number == 1, "the way out of a mistake asks nothing"


def test_demonstrations_have_ids_that_mean_nothing(loaded: Loader) -> None:
    demo = row("武侯区演示路1号", "028-00000001", unit="武侯区演示采血点1", status="demo")
    loaded([demo | {"site_id": "d-1"}])
    assert loaded([OTHER | {"site_id": "d-1"}])


def test_two_lists_that_both_have_the_pair_are_one_pair(loaded: Loader) -> None:
    alone = loaded([TEMPLE, NORTH])
    assert loaded([TEMPLE, NORTH], [NORTH, TEMPLE]) == alone


@settings(max_examples=10, deadline=None)
@given(st.data())
def test_whatever_lists_follow_each_other_no_id_means_two_places(data: st.DataObject) -> None:
    places = [row(f"{street}{number}号", f"028-864{at:02}{number:03}", unit=unit)
              for at, street in enumerate(("武侯祠大街", "科华北路"))
              for number in (1, 12) for unit in (UNIT, "武侯区公安分局")]  # fmt: skip
    meant: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{folder}/sites.db")
        store.migrate()
        path = Path(folder, "list.csv")
        for _ in range(4):
            rows = data.draw(st.lists(st.sampled_from(places), min_size=1, unique_by=str))
            path.write_text("".join(table_csv(COLUMNS, rows)), encoding="utf-8")
            for number, id_ in ids(load([path], store, RULES)).items():
                assert meant.setdefault(id_, number) == number


# How alike


@pytest.mark.parametrize(
    ("one", "two", "grade"),
    [
        pytest.param({}, {}, 7, id="the same"),
        pytest.param({}, {"address": "四川省成都市武侯区测试路1号"}, 7, id="area in front"),
        pytest.param({}, {"address": "四川成都武侯区测试路 1 号"}, 7, id="short area in front"),
        pytest.param({}, {"phones": ()}, 5, id="without a number"),
        pytest.param({}, {"address": "金花镇测试路1号"}, 5, id="township in front"),
        pytest.param({}, {"address": "测试路1号附3号"}, 5, id="more behind"),
        pytest.param({}, {"address": "测试路12号"}, 0, id="1 and 12"),
        pytest.param({}, {"address": "东测试路1号"}, 0, id="another street that ends alike"),
        pytest.param({"address": "人民南路4号"}, {"address": "人民北路4号"}, 0, id="south, north"),
        pytest.param({"address": "测试路1-2号"}, {"address": "测试路12号"}, 0, id="1-2 and 12"),
        pytest.param({}, {"address": ""}, 0, id="no address"),
        pytest.param({}, {"unit": "测试县公安局治安大队", "phones": ()}, 0, id="other unit"),
        pytest.param({"unit": "一中队"}, {"unit": "二中队", "phones": ()}, 0, id="first, second"),
        pytest.param({}, {"county": "青羊区"}, 5, id="another county, one number"),
        pytest.param({}, {"county": "青羊区", "phones": ()}, 0, id="another county"),
        pytest.param({}, {"county": None}, 7, id="county not said"),
        pytest.param({}, {"city": "绵阳市", "phones": ()}, 0, id="another city"),
        pytest.param({}, {"unit": "测试县刑侦大队", "phones": ()}, 4, id="unit worded alike"),
    ],
)  # fmt: skip
def test_how_surely_two_stand_at_one_place(
    one: dict[str, Any], two: dict[str, Any], grade: int
) -> None:
    plain: dict[str, Any] = {"address": "测试路1号"}
    first, second = (traits(make_site(**(plain | each))) for each in (one, two))
    assert likeness(first, second).grade == likeness(second, first).grade == grade


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        pytest.param("028-86400000", True, id="the same"),
        pytest.param("028-8640 0000", True, id="grouped"),
        pytest.param("028-86400000 转 2", False, id="another desk of one exchange"),
    ],
)
def test_a_number_is_shared_by_its_digits_and_its_extension(text: str, shares: bool) -> None:
    other = make_site(phones=(Phone(text, None, "landline"),))
    assert likeness(traits(make_site()), traits(other)).shares_phone is shares

"""A release's root: the lines that a stranger can make again, and the tree over them."""

import json
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.geo import Point
from sites.records import Fix, Phone, Site, Source, Spot
from sites.records.scans import Box
from sites.store.leaves import leaf_of, leaves_of, root_of, root_of_leaves
from tests.making import make_site

SPOTS = (Spot("03.png", 12, Box(0, 40, 980, 80)), Spot("名单.docx"))
SOURCE = Source("一份名单", "https://example.org/list", "2022-07", SPOTS)
PHONES = (
    Phone("028-86400000 转 8", "02886400000", "landline", "白天", is_doubtful=True, doubt="old"),
    Phone("110", None, "short"),
)
FULL = make_site(
    "full",
    unit='某"县"公安局\\',
    phones=PHONES,
    hours="工作日",
    fix=Fix(Point(30.642, 104.0434), "county", "seat", "510107", "武侯区"),
    source=SOURCE,
    checked_on="2026",
    checked_by="ZXM",
    notes="三楼\n\x01\u2028",
)
TEXTS = st.text(max_size=12)


def canonical(line: str) -> str:
    """The same JSON as Python's own module writes it: names in order, nothing between."""
    return json.dumps(json.loads(line), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_the_line_of_a_known_site_never_changes() -> None:
    """Signatures must stay true: a new name is written only where it says something."""
    assert sha256(leaf_of(FULL).encode()).hexdigest()[:16] == "56aec50eab95987c"
    assert root_of([FULL])[:16] == "0a0826c85af364a8"


@given(
    TEXTS, TEXTS, TEXTS, st.none() | TEXTS,
    st.lists(st.builds(Phone, TEXTS, st.none() | TEXTS, st.just("mobile"), TEXTS), max_size=3),
    st.lists(st.builds(Spot, TEXTS, st.none() | st.integers(0, 99)), max_size=3),
)  # fmt: skip
def test_a_line_is_canonical_json_whatever_the_texts(
    unit: str, address: str, notes: str, city: str | None, phones: list[Phone], spots: list[Spot]
) -> None:
    source = replace(SOURCE, spots=tuple(spots))
    changes: dict[str, Any] = {"unit": unit, "address": address, "notes": notes, "city": city}
    line = leaf_of(make_site("a", phones=tuple(phones), source=source, **changes))
    assert line == canonical(line)
    told = json.loads(line)
    assert {name: told[name] for name in changes} == changes
    assert [(each["text"], each["tel"]) for each in told["phones"]] == [
        (phone.text, phone.tel) for phone in phones
    ]


def changed_phone(**change: Any) -> Site:
    return replace(FULL, phones=(replace(PHONES[0], **change), PHONES[1]))


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(FULL, id="other"), id="id"),
        pytest.param(replace(FULL, unit="别的"), id="unit"),
        pytest.param(replace(FULL, province="甘肃省"), id="province"),
        pytest.param(replace(FULL, city=None), id="city"),
        pytest.param(replace(FULL, county=None), id="county"),
        pytest.param(replace(FULL, adcode="510104"), id="adcode"),
        pytest.param(replace(FULL, address="演示路2号"), id="address"),
        pytest.param(replace(FULL, hours="全天"), id="hours"),
        pytest.param(replace(FULL, status="demo"), id="status"),
        pytest.param(replace(FULL, notes=""), id="notes"),
        pytest.param(replace(FULL, checked_on="2025"), id="checked on"),
        pytest.param(replace(FULL, checked_by=""), id="checked by"),
        pytest.param(changed_phone(text="028-86400001 转 8"), id="number that is shown"),
        pytest.param(changed_phone(tel="13900000000"), id="number that is dialled"),
        pytest.param(changed_phone(tel=None), id="number no longer dialled"),
        pytest.param(changed_phone(kind="mobile"), id="kind"),
        pytest.param(changed_phone(note=""), id="when it answers"),
        pytest.param(changed_phone(is_doubtful=False), id="doubtful"),
        pytest.param(changed_phone(doubt="place"), id="why doubtful"),
        pytest.param(replace(FULL, phones=PHONES[::-1]), id="order of numbers"),
        pytest.param(replace(FULL, phones=PHONES[:1]), id="number gone"),
        pytest.param(replace(FULL, fix=None), id="no place"),
        pytest.param(replace(FULL, fix=Fix(Point(30.642001, 104.0434), "county", "seat", "510107",
                                           "武侯区")), id="a tenth of a metre"),
        pytest.param(replace(FULL, fix=Fix(Point(30.642, 104.0434), "exact", "seat", "510107",
                                           "武侯区")), id="precision"),
        pytest.param(replace(FULL, fix=Fix(Point(30.642, 104.0434), "county", "given", "510107",
                                           "武侯区")), id="method"),
        pytest.param(replace(FULL, source=replace(SOURCE, title="另一份")), id="source"),
        pytest.param(replace(FULL, source=replace(SOURCE, url="https://example.com")), id="url"),
        pytest.param(replace(FULL, source=replace(SOURCE, published_on="2023")), id="published on"),
        pytest.param(replace(FULL, source=replace(SOURCE, spots=SPOTS[:1])), id="spots"),
        pytest.param(replace(FULL, source=None), id="no source"),
    ],
)  # fmt: skip
def test_the_root_covers_whatever_is_shown_or_dialled(other: Site) -> None:
    assert root_of([other]) != root_of([FULL])


def test_a_mark_between_numbers_cannot_stand_for_two_numbers() -> None:
    """Joined by 「、」, as a list has them, these two would be one text."""
    one = replace(FULL, phones=(Phone("A、B", None, "mobile"), Phone("C", None, "mobile")))
    other = replace(FULL, phones=(Phone("A", None, "mobile"), Phone("B、C", None, "mobile")))
    assert root_of([one]) != root_of([other])


def test_the_root_depends_on_ids_and_not_on_the_order_that_sites_come_in() -> None:
    a, b, c = (make_site(each) for each in "abc")
    assert root_of([a, b, c]) == root_of([c, a, b])
    swapped = replace(a, id="b"), replace(b, unit="别的", id="a")
    assert root_of([*swapped, c]) != root_of([a, replace(b, unit="别的"), c])


def by_the_definition(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1, as it stands there."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\0" + leaves[0]).digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    left, right = by_the_definition(leaves[:half]), by_the_definition(leaves[half:])
    return sha256(b"\1" + left + right).digest()


@given(st.lists(st.binary(max_size=4), max_size=40))
def test_the_tree_is_that_of_rfc_6962_for_any_number_of_lines(leaves: list[bytes]) -> None:
    assert root_of_leaves(leaves) == by_the_definition(leaves).hex()


def test_a_node_cannot_be_passed_off_as_a_line() -> None:
    leaves = [leaf.encode() for leaf in leaves_of(make_site(each) for each in "abcd")]
    pairs = [b"".join(sha256(b"\0" + leaf).digest() for leaf in pair)
             for pair in (leaves[:2], leaves[2:])]  # fmt: skip
    assert root_of_leaves(pairs) != root_of_leaves(leaves)


def test_the_lines_of_a_release_stand_in_the_order_of_ids() -> None:
    lines = list(leaves_of(make_site(each) for each in ("b", "a-1", "B", "a")))
    assert [json.loads(line)["id"] for line in lines] == ["B", "a", "a-1", "b"]

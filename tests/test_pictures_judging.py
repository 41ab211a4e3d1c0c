"""The judge of the accuracy table: what is forgiven, and that nothing else is."""

from collections.abc import Mapping, Sequence
from typing import TypedDict, Unpack

import pytest

from benchmarks.pictures.gates import Measured, gate_of, misses, percent
from benchmarks.pictures.judging import (
    FIELDS,
    Texts,
    Verdict,
    align,
    judge,
    same_form,
    same_phones,
)


class Figures(TypedDict, total=False):
    """What a reading cost."""

    seconds: float
    processor_seconds: float
    peak_mb: float


def _truth(number: int, **changes: str) -> dict[str, str]:
    row = {
        "unit": f"演示{'甲乙丙丁戊'[number]}县公安局",
        "address": f"{'甲乙丙丁戊'[number]}县演示路{number}号",
        "phone": f"0530-000000{number}",
        "picture": "01.png",
        "picture_row": str(number + 1),
    }
    return row | changes


def _read(number: int, doubts: tuple[str, ...] = (), **changes: str) -> dict[str, object]:
    cells = {field: _truth(number)[field] for field in FIELDS} | changes
    marked = [[column, "演示的疑点", ""] for column in doubts]
    return {"cells": cells, "doubts": marked, "picture": "01.png", "picture_row": number + 2}


def _judged(
    truth: Sequence[Texts],
    rows: Sequence[Mapping[str, object]],
    leftovers: Sequence[Sequence[str]] = (),
) -> Verdict:
    return judge(truth, {"rows": rows, "leftovers": leftovers})


class TestForgiving:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("演示路1号（东门）", "演示路 1号(东门)"),
            ("Ａ座", "A座"),
            ("0530－0000001", "0530--0000001"),
        ],
    )
    def test_form_means_nothing(self, one: str, other: str) -> None:
        assert same_form(one) == same_form(other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [("郯城县", "郑城县"), ("1号", "l号"), ("演示路1、2号", "演示路12号"), ("甲县。", "甲县")],
    )
    def test_a_character_means_something(self, one: str, other: str) -> None:
        assert same_form(one) != same_form(other)

    def test_phones_may_stand_on_lines_or_behind_signs(self) -> None:
        assert same_phones("0530-0000001\n0530-0000002") == same_phones(
            "0530-0000001，0530-0000002"
        )

    def test_phones_run_together_are_wrong(self) -> None:
        assert same_phones("0530-0000001\n0530-0000002") != same_phones("0530-00000010530-0000002")


class TestJudging:
    def test_all_right(self) -> None:
        verdict = _judged([_truth(0), _truth(1)], [_read(0), _read(1)])
        assert (verdict.right_rows, verdict.lost, verdict.made_up) == (2, 0, 0)
        assert verdict.failures == ()

    def test_a_right_row_with_a_doubt_is_counted(self) -> None:
        verdict = _judged([_truth(0), _truth(1)], [_read(0, ("unit",)), _read(1)])
        assert (verdict.right_rows, verdict.doubted_rows) == (2, 1)
        assert verdict.reasons == {"unit: 演示的疑点": 1}

    @pytest.mark.parametrize(
        ("doubts", "is_doubted"),
        [((), False), (("address",), False), (("unit",), True), (("",), True)],
    )
    def test_a_wrong_cell_is_doubted_on_its_column_or_its_row_only(
        self, doubts: tuple[str, ...], is_doubted: bool
    ) -> None:
        verdict = _judged([_truth(0)], [_read(0, doubts, unit="演示申县公安局")])
        assert [(each.field, each.is_doubted) for each in verdict.failures] == [
            ("unit", is_doubted)
        ]
        assert verdict.right == {"unit": 0, "address": 1, "phone": 1}

    def test_a_lost_row_is_wrong_in_every_field(self) -> None:
        verdict = _judged([_truth(0), _truth(1), _truth(2)], [_read(0), _read(2)])
        assert verdict.lost == 1
        assert verdict.right == {"unit": 2, "address": 2, "phone": 2}
        assert not any(each.is_doubted for each in verdict.failures)

    def test_a_lost_row_among_the_leftovers_is_shown_to_a_person(self) -> None:
        left = [["leftover", _truth(1)["unit"] + "，0530"]]
        verdict = _judged([_truth(0), _truth(1)], [_read(0)], left)
        assert all(each.is_doubted for each in verdict.failures)
        assert verdict.leftovers == {"leftover": 1}

    @pytest.mark.parametrize(("doubts", "is_doubted"), [((), False), (("unit",), True)])
    def test_a_row_swallowed_by_another_is_shown_where_that_cell_is_doubted(
        self, doubts: tuple[str, ...], is_doubted: bool
    ) -> None:
        both = _truth(0)["unit"] + _truth(1)["unit"]
        verdict = _judged([_truth(0), _truth(1)], [_read(0, doubts, unit=both)])
        assert [each.is_doubted for each in verdict.failures] == [is_doubted] * 4

    def test_a_note_shows_no_lost_row(self) -> None:
        left = [["note", _truth(1)["unit"]]]
        verdict = _judged([_truth(0), _truth(1)], [_read(0)], left)
        assert not any(each.is_doubted for each in verdict.failures)

    def test_a_row_read_twice_is_made_up_once(self) -> None:
        verdict = _judged([_truth(0), _truth(1)], [_read(0), _read(0), _read(1)])
        assert (verdict.right_rows, verdict.made_up) == (2, 1)
        assert [each.field for each in verdict.failures] == ["unit", "phone"]


class TestAligning:
    def test_rows_in_another_order_are_found(self) -> None:
        truth = [_truth(number) for number in range(4)]
        read = [truth[2], truth[3], truth[0], truth[1]]
        assert align(truth, read) == [(0, 2), (1, 3), (2, 0), (3, 1)]

    def test_an_unlike_row_is_no_partner(self) -> None:
        other = {"unit": "版权所有", "address": "", "phone": "12345"}
        assert align([_truth(0)], [other]) == [(0, None), (None, 0)]


def _measured(verdict: Verdict, **changes: Unpack[Figures]) -> Measured:
    figures: Figures = {"seconds": 0.1, "processor_seconds": 0.1, "peak_mb": 500.0, **changes}
    return Measured("merged", (verdict,), **figures)


class TestGates:
    def test_all_right_misses_nothing(self) -> None:
        verdict = _judged([_truth(0), _truth(1)], [_read(0), _read(1)])
        assert misses(_measured(verdict), gate_of("docx", ("docx",))) == []

    def test_one_wrong_address_in_five_misses_every_gate(self) -> None:
        rows = [_read(number) for number in range(4)] + [_read(4, address="戊县演示略4号")]
        verdict = _judged([_truth(number) for number in range(5)], rows)
        for kind in ("docx", "merged", "photographed"):
            assert misses(_measured(verdict), gate_of(kind, ("docx",))) == ["address"]

    def test_a_wrong_unit_without_a_doubt_is_said_beside_the_share(self) -> None:
        rows = [_read(0, unit="演示申县公安局")]
        verdict = _judged([_truth(0)], rows)
        assert misses(_measured(verdict), gate_of("merged", ())) == [
            "unit",
            "wrong without a doubt",
        ]

    def test_doubts_on_right_rows_are_bounded(self) -> None:
        rows = [_read(0, ("unit",)), _read(1)]
        verdict = _judged([_truth(0), _truth(1)], rows)
        assert misses(_measured(verdict), gate_of("merged", ())) == ["right with a doubt"]

    @pytest.mark.parametrize(
        ("changes", "missed"), [({"seconds": 1.0}, "seconds"), ({"peak_mb": 1300.0}, "memory")]
    )
    def test_time_counts_for_150_rows_and_memory_at_its_most(
        self, changes: Figures, missed: str
    ) -> None:
        verdict = _judged([_truth(0)], [_read(0)])
        assert missed in misses(_measured(verdict, **changes), gate_of("merged", ()))

    def test_shares_are_rounded_down(self) -> None:
        assert [percent(0.9999), percent(1.0), percent(0.9951)] == ["99.9", "100", "99.5"]

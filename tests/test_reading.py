"""Lists as they come: every line that is not blank ends as a Row or as a Problem.

All sites here are made up: 演示 units on 演示路, local numbers that begin with 0.
"""

from collections.abc import Iterable
from pathlib import Path

import pytest

from sites.reading import read_list
from sites.records import Problem, Row

LISTS = Path(__file__).parent / "lists"
HEADER = "省份,单位,地址,联系电话"
LINE = "四川省,演示采血点,演示路1号,028-00000001"
CELLS = {
    "unit": "演示采血点",
    "province": "四川省",
    "address": "演示路1号",
    "phone": "028-00000001",
}


@pytest.fixture
def read(tmp_path: Path):
    """Reads a text as a file; `encoding` as the operator's program writes it."""

    def read_text(
        lines: str | Iterable[str], *, encoding: str = "utf-8", name: str = "list.csv", **options
    ) -> list[Row | Problem]:
        text = lines if isinstance(lines, str) else "\n".join(lines) + "\n"
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return list(read_list(path, **options))

    return read_text


def rows_of(outcomes: Iterable[Row | Problem]) -> list[Row]:
    return [each for each in outcomes if isinstance(each, Row)]


def problems_of(outcomes: Iterable[Row | Problem]) -> list[Problem]:
    return [each for each in outcomes if isinstance(each, Problem)]


def test_messy_list_is_read_line_by_line() -> None:
    found = {each.line: each for each in read_list(LISTS / "messy.csv")}
    assert {line: dict(each.cells) for line, each in found.items() if isinstance(each, Row)} == {
        7: {"unit": "演示双阳采血点", "province": "吉林省", "city": "长春市", "county": "双阳区",
            "address": "演示路1号 (演示楼)", "phone": "0431-00000001(白)"},
        9: {"unit": "演示德惠采血点", "province": "吉林省", "city": "长春市", "county": "德惠市",
            "address": "演示路2号", "phone": "0431-00000002、0431-00000003"},
        11: {"unit": "演示松原采血点", "province": "吉林省", "city": "松原市",
             "address": "演示路3号", "phone": "0438-0000004"},
        13: {"unit": "演示武侯采血点", "province": "四川省", "city": "成都市", "county": "武侯区",
             "address": "演示路4号、5号", "phone": "028-00000005"},
        15: {"unit": "演示成都采血点", "province": "四川省", "city": "成都市",
             "address": "演示路6号", "phone": "028-00000006"},
    }  # fmt: skip
    problems = {line: each.column for line, each in found.items() if isinstance(each, Problem)}
    assert problems == {16: "unit", 17: "", 18: "unit"}

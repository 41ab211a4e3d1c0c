"""Simplified print that the first model takes for the traditional form."""

import pytest

from sites.printed.pictures.forms import in_printed_form
from sites.records.scans import Box, PrintedText


def _read(first: str, second: str | None) -> str:
    text = PrintedText(first, Box(0, 0, 100, 20), 0.9, second=second)
    return in_printed_form([text])[0].text


@pytest.mark.parametrize(
    ("first", "second", "printed"),
    [
        pytest.param("春风大廈", "春风大厦", "春风大厦", id="the second saw the simplified form"),
        pytest.param("粵海路內1号", "粤海路内1号", "粤海路内1号", id="twice in a text"),
        pytest.param("春風大廈", "春風大廈", "春風大廈", id="both saw the traditional form"),
        pytest.param("郑城县", "郯城县", "郑城县", id="another character is no form"),
        pytest.param("大廈1号楼", "大厦号楼", "大厦1号楼", id="a character lost beside it"),
        pytest.param("春风大廈", None, "春风大廈", id="not read again"),
        pytest.param("春风大廈", "", "春风大廈", id="nothing seen"),
    ],
)
def test_a_form_is_taken_from_the_second_reading(
    first: str, second: str | None, printed: str
) -> None:
    assert _read(first, second) == printed

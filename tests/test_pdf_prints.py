"""Lists as office programs print them: every row of every form, or none of this is true.

The files are printed here and now by the real LibreOffice.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from sites.reading import read_list
from sites.records import Problem, Row
from tests.office_prints import Sheet, Text, made_rows, printed
from tests.offices import needs_office

ROWS = made_rows(44)
NARROW = (1.4, 1.8, 3.4, 4.2, 3.2)
FORMS: dict[str, Text | Sheet] = {
    "lines": Text(),
    "lines_cut_by_pages": Text(widths_cm=NARROW, is_numbered=True),
    "no_lines": Text(is_ruled=False),
    "no_lines_narrow": Text(is_ruled=False, widths_cm=NARROW),
    "no_lines_header_on_each_page": Text(is_ruled=False, is_repeated=True, is_numbered=True),
    "no_lines_landscape": Text(is_ruled=False, is_landscape=True, widths_cm=(1.5, 3.5, 6, 8, 4)),
    "no_lines_centred": Text(is_ruled=False, is_centred=True, widths_cm=NARROW),
    "no_lines_no_header": Text(is_ruled=False, has_header=False),
    "no_lines_headings": Text(
        is_ruled=False, has_headings=True, columns=(2, 3, 4), widths_cm=(0, 0, 4.4, 6, 4)
    ),
    "lines_no_header": Text(has_header=False, widths_cm=NARROW),
    "two_text_columns": Text(text_columns=2, columns=(2, 3, 4), widths_cm=(0, 0, 2.6, 2.9, 2.5)),
    "two_text_columns_no_lines": Text(
        text_columns=2, columns=(2, 3, 4), widths_cm=(0, 0, 2.6, 2.9, 2.5), is_ruled=False
    ),
    "columns_run_over": Sheet(),
    "columns_run_over_no_lines": Sheet(is_ruled=False, is_numbered=True),
    "columns_run_over_centred": Sheet(is_ruled=False, vertical="center"),
    "columns_run_over_top": Sheet(is_ruled=False, vertical="top"),
    "columns_run_over_header_on_each_page": Sheet(is_repeated=True, is_numbered=True),
    "columns_run_over_across_first": Sheet(is_across_first=True),
    "columns_on_three_pages": Sheet(widths=(6, 12, 60, 70, 30)),
    "fits_the_page": Sheet(widths=(5, 9, 18, 26, 15), is_ruled=False),
}
Printed = Callable[[str], Path]


@pytest.fixture(scope="module")
def pdf_of(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """The list in each form."""
    return printed(FORMS, ROWS, tmp_path_factory.mktemp("printed"))


@needs_office
@pytest.mark.parametrize("form", FORMS)
def test_every_row_of_a_printed_list_is_read(pdf_of: Printed, form: str) -> None:
    outcomes = list(read_list(pdf_of(form)))
    wanted = [row[2:] for row in ROWS]
    assert [outcome for outcome in outcomes if isinstance(outcome, Problem)] == []
    assert [_told(outcome) for outcome in outcomes if isinstance(outcome, Row)] == [
        (unit, address.replace("（", "(").replace("）", ")"), phone)
        for unit, address, phone in wanted
    ]


def _told(row: Row) -> tuple[str, ...]:
    return tuple(row.cells[column] for column in ("unit", "address", "phone"))

"""The published list of 977 rescue stations, which is not ours to ship: pytest --real-list PATH.

Offices of another kind, but printed as lists of collection sites are, with some forty misprints
of its own. What is asked of it here is asked of tests/cases/printed_offices.csv in every run.
"""

from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import LIST_SOURCE, MakeApp
from tests.test_cli import Run, coarse_rows, counts_of, run
from tests.test_doubting import doubted_units, listed_cells
from tests.test_geocoding import areas_of
from tests.test_links import checked_links
from tests.test_reading import printed_lines
from tests.test_reading_programmes import programme_of

__all__ = ["run"]  # a fixture

pytestmark = pytest.mark.real_list


@pytest.fixture
def real_list(request: pytest.FixtureRequest) -> Path:
    path: Path = request.config.getoption("--real-list")
    return path


def test_every_line_is_a_row(real_list: Path) -> None:
    assert printed_lines(real_list) == 977


def test_it_is_no_other_programme(real_list: Path) -> None:
    assert programme_of(real_list) is None


def test_it_is_taken_to_the_last_row(run: Run, real_list: Path) -> None:
    assert counts_of(run, real_list) == (977, 964, 13, 0)


def test_it_is_located_in_the_right_provinces(run: Run, real_list: Path, tmp_path: Path) -> None:
    """The rows known to a city alone are offices of one with several districts, or none, whose
    address names a street or a zone but no county; docs/geocoding.md lists them."""
    rows, coarse = coarse_rows(run, real_list, tmp_path / "out.csv")
    assert rows == 977
    assert coarse <= 86


def test_it_gets_the_counties_that_it_names(real_list: Path) -> None:
    levels = Counter(area.level for _, area in areas_of(real_list))
    assert levels["county"] >= 864
    assert levels["city"] <= 113


@pytest.mark.parametrize(("typed", "most"), [(True, 0.035), (False, 0.08)], ids=["typed", "read"])
def test_few_rows_are_doubted(real_list: Path, *, typed: bool, most: float) -> None:
    listed = listed_cells(real_list)
    assert len(doubted_units(listed, typed=typed)) / len(listed) <= most


def test_every_link_leads_back_to_its_site(make_app: MakeApp, real_list: Path) -> None:
    counts = checked_links(make_app(str(real_list), *LIST_SOURCE))
    assert sum(counts.values()) == 964

"""The whole reading with the real recognition: made lists of eight rows, held to the truth."""

import csv
import os
import shutil
from pathlib import Path

import pytest

from benchmarks.pictures.judging import Verdict, judge
from benchmarks.pictures.reading import read
from tools.published_lists import DOCUMENT_KINDS, ListRow, choose_rows, made_rows, render

SEED = 5
TEXT_KINDS = tuple(kind for kind in DOCUMENT_KINDS if kind != "pdf_scanned")
PICTURE_KINDS = (
    "merged",
    "wrapped",
    "series",
    "photographed",
    "side_by_side_headless",
    "pdf_scanned",
)
needs_chromium = pytest.mark.skipif(
    os.environ.get("CI") != "true"
    and not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))),
    reason="Chromium is absent: install the Debian package chromium.",
)


@pytest.fixture(scope="module")
def rows() -> list[ListRow]:
    return choose_rows(made_rows(), 8, SEED)


def _judged(rows: list[ListRow], kind: str, folder: Path) -> Verdict:
    render(rows, kind, folder, SEED)
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        return judge(list(csv.DictReader(file)), read(folder))


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(kind, marks=needs_chromium if kind in {"pdf_text", "pdf_unlined"} else ())
        for kind in TEXT_KINDS
    ],
)
def test_every_row_of_a_text_document_is_right(
    kind: str, rows: list[ListRow], tmp_path: Path
) -> None:
    verdict = _judged(rows, kind, tmp_path)
    assert verdict.failures == ()
    assert verdict.right_rows == len(rows)


@pytest.mark.parametrize("kind", PICTURE_KINDS)
def test_rows_of_a_picture_are_right_or_doubted(
    kind: str, rows: list[ListRow], tmp_path: Path
) -> None:
    verdict = _judged(rows, kind, tmp_path)
    assert (verdict.lost, verdict.made_up) == (0, 0)
    assert [failure for failure in verdict.failures if not failure.is_doubted] == []
    assert verdict.right["phone"] == len(rows)
    assert verdict.right_rows > len(rows) // 2  # half are from counties with rare characters

"""The made lists: each row is printed once, the same seed gives the same bytes, files open."""

import csv
import os
import shutil
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import docx
import openpyxl
import pdfplumber
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image, ImageStat

from tools.published_lists import (
    DOCUMENT_KINDS,
    PICTURE_KINDS,
    ListRow,
    choose_rows,
    made_rows,
    read_rows,
    render,
)

SEED = 3
Printed = Callable[[str], list[Path]]
CHROMIUM_KINDS = ("pdf_text", "pdf_unlined")
KINDS = (*PICTURE_KINDS, *DOCUMENT_KINDS)
needs_chromium = pytest.mark.skipif(
    os.environ.get("CI") != "true"
    and not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))),
    reason="Chromium is absent: install the Debian package chromium.",
)


def _marked(kind: str) -> pytest.ParameterSet:
    return pytest.param(kind, id=kind, marks=needs_chromium if kind in CHROMIUM_KINDS else ())


EACH_KIND = [_marked(kind) for kind in KINDS]


@pytest.fixture(scope="module")
def rows() -> list[ListRow]:
    return choose_rows(made_rows(), 9, SEED)


@pytest.fixture(scope="module")
def printed(rows: list[ListRow], tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """printed("merged"): the files of that kind, made once."""
    made: dict[str, list[Path]] = {}

    def paths(kind: str) -> list[Path]:
        if kind not in made:
            made[kind] = render(rows, kind, tmp_path_factory.mktemp(kind), SEED)
        return made[kind]

    return paths


def _truth(paths: list[Path]) -> list[dict[str, str]]:
    with (paths[0].parent / "truth.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class TestEveryKind:
    @pytest.mark.parametrize("kind", EACH_KIND)
    def test_the_truth_has_each_row_once_and_names_its_file(
        self, kind: str, rows: list[ListRow], printed: Printed
    ) -> None:
        paths = printed(kind)
        truth = _truth(paths)
        assert [row["unit"] for row in truth] == [row.unit for row in rows]
        assert {row["picture"] for row in truth} <= {path.name for path in paths}
        spots = Counter((row["picture"], row["picture_row"]) for row in truth)
        assert set(spots.values()) == {1}

    @pytest.mark.parametrize("kind", EACH_KIND)
    def test_the_same_seed_gives_the_same_bytes(
        self, kind: str, rows: list[ListRow], printed: Printed, tmp_path: Path
    ) -> None:
        again = render(rows, kind, tmp_path, SEED)
        assert [path.read_bytes() for path in again] == [
            path.read_bytes() for path in printed(kind)
        ]

    @pytest.mark.parametrize("kind", PICTURE_KINDS)
    def test_a_picture_is_wide_and_has_ink_and_paper(self, kind: str, printed: Printed) -> None:
        for path in printed(kind):
            with Image.open(path) as picture:
                assert min(picture.size) > 100
                ((darkest, lightest),) = ImageStat.Stat(picture.convert("L")).extrema
            assert darkest < 100
            assert lightest > 150

    def test_another_seed_looks_different(
        self, rows: list[ListRow], printed: Printed, tmp_path: Path
    ) -> None:
        other = render(rows, "clean", tmp_path, SEED + 1)
        assert other[0].read_bytes() != printed("clean")[0].read_bytes()


class TestPictures:
    def test_upside_down_and_sideways_are_turned(self, printed: Printed) -> None:
        sizes = {}
        for kind in ("upside_down", "sideways"):
            with Image.open(printed(kind)[0]) as picture:
                sizes[kind] = picture.size
        assert sizes["upside_down"][0] > sizes["upside_down"][1]
        assert sizes["sideways"][0] < sizes["sideways"][1]

    def test_a_series_is_cut_through_the_text_of_a_row(self, printed: Printed) -> None:
        paths = printed("series")
        assert len(paths) > 1
        with Image.open(paths[0]) as picture:
            last = picture.convert("L").crop((0, picture.height - 2, *picture.size))
        dark = sum(last.histogram()[:110]) / last.width
        assert dark > 0.05

    def test_a_long_list_of_photographs_has_thirty_rows_on_each(self, tmp_path: Path) -> None:
        rows = choose_rows(made_rows(), 40, SEED)
        paths = render(rows, "photographed", tmp_path, SEED)
        counts = Counter(row["picture"] for row in _truth(paths))
        assert counts == {"01.jpg": 30, "02.jpg": 10}


class TestDocuments:
    @pytest.mark.parametrize("kind", ["docx", "docx_merged"])
    def test_word_holds_each_unit_in_its_table(
        self, kind: str, rows: list[ListRow], printed: Printed
    ) -> None:
        document = docx.Document(str(printed(kind)[0]))
        texts = {cell.text for row in document.tables[0].rows for cell in row.cells}
        assert {row.unit for row in rows} <= texts

    def test_the_workbook_merges_the_rows_of_a_province(
        self, rows: list[ListRow], printed: Printed
    ) -> None:
        sheet = openpyxl.load_workbook(printed("xlsx_merged")[0]).active
        assert isinstance(sheet, Worksheet)
        several = [name for name, n in Counter(r.province for r in rows).items() if n > 1]
        tall = [
            sheet.cell(area.min_row, area.min_col).value
            for area in sheet.merged_cells.ranges
            if area.max_row > area.min_row
        ]
        assert several
        assert set(several) <= set(tall)

    @pytest.mark.parametrize("kind", [_marked("pdf_text"), _marked("pdf_unlined")])
    def test_the_text_pdf_has_text(self, kind: str, rows: list[ListRow], printed: Printed) -> None:
        with pdfplumber.open(printed(kind)[0]) as document:
            text = "".join(page.extract_text() for page in document.pages)
        assert all(row.phone in text for row in rows)

    def test_the_scanned_pdf_has_none(self, printed: Printed) -> None:
        with pdfplumber.open(printed("pdf_scanned")[0]) as document:
            assert not any(page.chars for page in document.pages)
            assert all(page.images for page in document.pages)

    @pytest.mark.parametrize("kind", ["html", "pasted", "pasted_tabs", "pasted_spaces"])
    def test_text_files_hold_each_field(
        self, kind: str, rows: list[ListRow], printed: Printed
    ) -> None:
        text = printed(kind)[0].read_text(encoding="utf-8")
        for row in rows:
            assert row.unit in text
            assert row.address in text
            assert row.phone in text


class TestRows:
    def test_made_rows_cannot_be_taken_for_real(self, rows: list[ListRow]) -> None:
        for row in rows:
            assert "演示" in row.unit
            assert "演示路" in row.address
            assert row.phone.partition("-")[2].startswith("0")

    def test_half_of_the_made_rows_come_from_counties_with_rare_characters(self) -> None:
        units = "".join(row.unit for row in choose_rows(made_rows(), 60, SEED))
        assert len({*units} & {*"郯阆郫鄄郓泸歙亳盱眙邛崃鄱郏睢栾颍"}) >= 6

    def test_rows_of_a_province_stand_together(self) -> None:
        provinces = [row.province for row in choose_rows(made_rows(), 60, SEED)]
        changes = sum(one != other for one, other in pairwise(provinces))
        assert changes == len(set(provinces)) - 1

    def test_a_list_without_the_columns_is_refused_by_name(self, tmp_path: Path) -> None:
        path = tmp_path / "list.csv"
        path.write_text("单位,电话\n甲,1\n", encoding="utf-8")
        with pytest.raises(SystemExit, match="省份, 地址, 联系电话"):
            read_rows(path)

    def test_a_list_is_read_with_the_city_its_address_names(self, tmp_path: Path) -> None:
        path = tmp_path / "list.csv"
        path.write_text(
            "省份,单位,地址,联系电话\n四川省,阆中市公安局演示采血点,阆中市演示路1号,0817-0000001\n",
            encoding="utf-8-sig",
        )
        assert read_rows(path)[0].city == "南充市"

"""`flask sites read` as a volunteer runs it: real pictures, real reading, then load and serve."""

import csv
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import HOME, MakeApp
from tools.published_lists import choose_rows, made_rows, render

SOURCE = """文件,标题,网址,公布日期
*,演示名单（不是真的）,https://example.org/demo-list,2022-07-05
"""
ROWS = 6


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two pictures, a Word file, a file that cannot be read, and the table of their sources."""
    folder = tmp_path_factory.mktemp("published")
    rows = choose_rows(made_rows(), 3 * ROWS, 11)
    for place, kind in enumerate(("clean", "unlined", "docx")):
        made = folder / f"made{place}"
        (path, *_) = render(rows[place * ROWS :][:ROWS], kind, made, seed=place)
        path.rename(folder / f"{place + 1}{path.suffix}")
        for left in made.iterdir():
            left.unlink()
        made.rmdir()
    (folder / "4.png").write_bytes(b"\x89PNG\r\n\x1a\n cut off")
    (folder / "来源.csv").write_text(SOURCE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def listed(folder: Path, make_app: MakeApp) -> Iterator[tuple[Path, str]]:
    """The list that was read of the folder, and what the command said."""
    out = folder / "list.csv"
    done = (
        make_app().test_cli_runner().invoke(args=["sites", "read", str(folder), "--out", str(out)])
    )
    assert done.exit_code == 1, done.output  # one file could not be read
    yield out, done.output


def cells_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_readable_file_is_read_and_the_other_is_named(listed: tuple[Path, str]) -> None:
    out, said = listed
    cells = cells_of(out)
    assert [row["picture"] for row in cells] == [
        name for name in ("1.png", "2.png", "3.docx") for _ in range(ROWS)
    ]
    assert "没有读 4.png" in said
    assert f"读出 {3 * ROWS} 行" in said


def test_texts_stand_in_the_list_as_they_were_printed(listed: tuple[Path, str]) -> None:
    """A rare character of a township may be misread; never without a doubt in its row."""
    wanted = choose_rows(made_rows(), 3 * ROWS, 11)
    rows = cells_of(listed[0])
    assert [row["phone"] for row in rows] == [row.phone for row in wanted]
    wrong = [
        row
        for row, true in zip(rows, wanted, strict=True)
        if (row["unit"], row["address"]) != (true.unit, true.address)
    ]
    assert len(wrong) <= 1
    assert all("地址" in row["doubts"] or "单位" in row["doubts"] for row in wrong)


def test_each_row_says_where_it_was_published(listed: tuple[Path, str]) -> None:
    for row in cells_of(listed[0]):
        assert row["source_url"] == "https://example.org/demo-list"
        assert row["picture_row"].isdecimal()
        assert (row["picture_box"] != "") == row["picture"].endswith(".png")
        assert row["checked_by"] == ""


def test_the_review_page_stands_beside_the_list(listed: tuple[Path, str]) -> None:
    page = listed[0].with_suffix(".html").read_text(encoding="utf-8")
    assert page.count("data:image/webp;base64,") >= 2 * ROWS
    assert "4.png" in page


def test_a_second_run_reads_no_picture_again(
    listed: tuple[Path, str], folder: Path, make_app: MakeApp
) -> None:
    kept = {path: path.stat().st_mtime_ns for path in (folder / "list.pages").iterdir()}
    before = listed[0].read_bytes()
    args = ["sites", "read", str(folder), "--out", str(folder / "list.csv")]
    make_app().test_cli_runner().invoke(args=args)
    after = {path: path.stat().st_mtime_ns for path in (folder / "list.pages").iterdir()}
    assert (after, listed[0].read_bytes()) == (kept, before)


def test_a_run_that_was_killed_goes_on_where_it_was(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "list.csv"
    command = [sys.executable, "-m", "flask", "sites", "read", str(folder), "--out", str(out)]
    environment = os.environ | {"SITES_DATABASE_URL": f"sqlite:///{tmp_path}/sites.db"}
    run = subprocess.Popen(
        command, cwd=HOME, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    pages = out.with_suffix(".pages")
    while run.poll() is None and not list(pages.glob("*.json")):
        pass
    run.send_signal(signal.SIGKILL)
    run.wait()
    kept = {path: path.stat().st_mtime_ns for path in pages.glob("*-0.json")}
    assert kept
    assert not out.exists()
    subprocess.run(command, cwd=HOME, env=environment, check=False, stdout=subprocess.DEVNULL)
    assert len(cells_of(out)) == 3 * ROWS
    assert {path: path.stat().st_mtime_ns for path in kept} == kept


def test_what_was_read_can_be_loaded_and_names_its_picture(
    listed: tuple[Path, str], make_app: MakeApp
) -> None:
    app = make_app(str(listed[0]))
    sites = app.test_client().get("/api/v1/sites?limit=100").get_json()["sites"]
    assert len(sites) == 3 * ROWS


def test_without_its_packages_the_command_says_what_to_run(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "article.html"
    page.write_text("<table><tr><td>单位<td>电话</table>", encoding="utf-8")
    code = (
        "import sys; sys.modules['cv2'] = None; sys.modules['bs4'] = None\n"
        "from app import create_app\n"
        f"args = ['sites', 'read', {str(folder / '1.png')!r}, {str(page)!r},"
        f" '--out', {str(tmp_path / 'list.csv')!r}]\n"
        f"app = create_app({{'SITES_DATABASE_URL': 'sqlite:///{tmp_path}/sites.db'}})\n"
        "done = app.test_cli_runner().invoke(args=args)\n"
        "print(done.output)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=HOME, capture_output=True, text=True, check=True
    )
    assert done.stdout.count("make ocr") == 2


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("--out", "list.txt"), ".csv 或 .xlsx"),
        (("--out", "list.csv", "--source-url", "weixin"), "http"),
        (("--out", "list.csv", "--published-on", "去年"), "2022-07-05"),
    ],
    ids=["a name of another kind", "an address that is none", "a date that is none"],
)
def test_a_wrong_option_is_refused_before_anything_is_read(
    folder: Path, make_app: MakeApp, options: tuple[str, ...], word: str
) -> None:
    done = make_app().test_cli_runner().invoke(args=["sites", "read", str(folder), *options])
    assert done.exit_code == 2
    assert word in done.output


@pytest.mark.parametrize("checked_by", ["", "ZXM"], ids=["nobody yet", "a person"])
def test_a_list_that_a_person_has_checked_is_not_written_over(
    folder: Path, tmp_path: Path, make_app: MakeApp, checked_by: str
) -> None:
    out = tmp_path / "list.csv"
    before = f"单位,地址,电话,核对人\n演示采血点,演示路1号,010-00000001,{checked_by}\n"
    out.write_text(before, encoding="utf-8")
    args = ["sites", "read", str(folder / "3.docx"), "--out", str(out)]
    done = make_app().test_cli_runner().invoke(args=args)
    is_kept = out.read_text(encoding="utf-8") == before
    assert (is_kept, "不覆盖" in done.output) == (bool(checked_by), bool(checked_by))

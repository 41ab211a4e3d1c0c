"""The command line as an operator meets it: what it says, what it leaves, how it ends."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from sites import cli
from sites.cli.lists import geocode_command
from sites.exporting import BYTE_ORDER_MARK
from sites.settings import Settings
from sites.store import Store
from tests.conftest import NO_PLACES, PRINTED_OFFICES

HOME = Path(__file__).resolve().parent.parent
SOURCE = (
    "--source-title",
    "名单",
    "--source-url",
    "https://example.org/",
    "--published-on",
    "2022",
)
LIST = """\
省份,地市,区县,单位,详细地址,联系电话,联系人
四川省,成都市,武侯区,武侯区公安分局,武科西一路6号,028-86407110,张三
四川省,成都市,锦江区,锦江区公安分局,锦江区人民路1号,86407111(白)/13800000000(夜),李四
,,,火星派出所,环形山,,
四川省,成都市,武侯区,武侯区公安分局,武科西一路6号,028-86407112,王五
"""
GOOD = "".join(line for line in LIST.splitlines(keepends=True) if "火星" not in line)
Run = Callable[..., Result]


def make_app(folder: Path, *, public: bool = False) -> Flask:
    app = Flask("test", root_path=str(folder))
    store = Store(f"sqlite:///{folder / 'sites.db'}")
    cli.register(app, Settings(public=public), store, HOME / "static", NO_PLACES)
    return app


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """run("check", path, …): the result of `flask sites check path …` on a store of its own."""
    app = make_app(tmp_path)

    def run_command(*words: object) -> Result:
        return app.test_cli_runner().invoke(args=["sites", *map(str, words)])

    return run_command


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return written(tmp_path / "good.csv", GOOD)


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    return written(tmp_path / "mixed.csv", LIST)


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))


# ---------------------------------------------------------------- check


def test_check_counts_every_row_and_ends_with_1_when_one_is_refused(run: Run, mixed: Path) -> None:
    result = run("check", "--json", mixed)
    told = json.loads(result.stdout)
    not_taken = {problem["line"] for problem in told["problems"] if not problem["taken"]}
    assert (told["rows"], told["sites"], told["joined"], told["refused"]) == (4, 2, 1, 1)
    assert told["rows"] == told["sites"] + len(not_taken)
    assert not_taken == {4, 5}
    assert result.exit_code == 1


def test_check_names_file_line_column_text_and_advice(run: Run, mixed: Path) -> None:
    problems = json.loads(run("check", "--json", mixed).stdout)["problems"]
    (refused,) = [each for each in problems if not each["taken"] and each["joined_to"] is None]
    assert (refused["file"], refused["line"], refused["column"]) == ("mixed.csv", 4, "address")
    assert refused["text"] == "环形山"
    assert "省" in refused["advice"]


def test_check_of_a_good_list_ends_with_0_and_stores_nothing(run: Run, good: Path) -> None:
    result = run("check", good)
    assert result.exit_code == 0, result.output
    assert "共 3 行：2 处采血点" in result.output
    assert not (good.parent / "sites.db").exists()


def test_check_drops_officers_names_unless_asked(run: Run, good: Path) -> None:
    assert "张三" not in run("check", "--json", good).output
    assert run("check", "--keep-names", good).exit_code == 0


def test_long_lists_of_problems_are_cut_and_can_be_had_whole(run: Run, tmp_path: Path) -> None:
    rows = "".join(f"火星{number}所,环形山\n" for number in range(30))
    path = written(tmp_path / "bad.csv", f"单位,地址\n{rows}")
    report = tmp_path / "report.csv"
    cut = run("check", path, "--report", report).output
    assert cut.count("火星") < 30
    assert "还有 10 个问题" in cut
    assert len(table(report.read_text(encoding="utf-8"))) == 30
    assert run("check", path, "--all").output.count("第 ") == 30


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), id="picture"),
        pytest.param("只有一列\n没有表头\n".encode(), id="no table"),
        pytest.param("单位,地址\n".encode(), id="header only"),
    ],
)
@pytest.mark.parametrize("command", ["check", "load"])
def test_file_that_cannot_be_read_is_one_sentence(
    run: Run, tmp_path: Path, command: str, content: bytes
) -> None:
    path = tmp_path / "broken.csv"
    path.write_bytes(content)
    result = run(command, path)
    assert result.exit_code == 1
    assert result.output.startswith("Error: broken.csv：")
    assert "Traceback" not in result.output


def test_missing_file_is_one_sentence(run: Run, tmp_path: Path) -> None:
    result = run("check", tmp_path / "nowhere.csv")
    assert result.exit_code == 1
    assert "nowhere.csv" in result.output


# ---------------------------------------------------------------- load, releases, publish, rollback


def test_load_says_what_went_live(run: Run, good: Path) -> None:
    result = run("load", good, *SOURCE)
    assert result.exit_code == 0, result.output
    assert "第 1 版已发布" in result.output
    assert "几秒钟内换上" in result.output
    assert "位置：" in result.output


def test_loading_the_same_list_twice_says_that_nothing_changed(run: Run, good: Path) -> None:
    run("load", good, *SOURCE)
    result = run("load", good, *SOURCE)
    assert result.exit_code == 0
    assert "什么也没有改变" in result.output
    assert "第 2 版" not in run("releases").output


def test_load_keeps_the_good_rows_and_ends_with_1(run: Run, mixed: Path) -> None:
    result = run("load", mixed, *SOURCE)
    assert result.exit_code == 1
    assert "1 行没有采用" in result.output
    assert "第 1 版已发布" in result.output


def test_load_of_a_list_without_sources_says_which_options_to_use(run: Run, good: Path) -> None:
    result = run("load", good)
    assert result.exit_code == 1
    assert "--source-title" in result.output
    assert run("releases").output.startswith("还没有任何一版")


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(SOURCE[:4], id="no date"),
        pytest.param((*SOURCE[:5], "去年"), id="no real date"),
        pytest.param((*SOURCE[:3], "example", *SOURCE[4:]), id="no real address"),
    ],
)
def test_half_a_source_is_refused_before_anything_is_read(
    run: Run, good: Path, options: tuple[str, ...]
) -> None:
    result = run("load", good, *options)
    assert result.exit_code == 2
    assert run("releases").output.startswith("还没有任何一版")


def test_staged_release_is_published_and_rolled_back(run: Run, good: Path, tmp_path: Path) -> None:
    run("load", good, *SOURCE)
    other = written(tmp_path / "other.csv", GOOD.replace("86407110", "86407119"))
    assert "flask sites publish 2" in run("load", other, *SOURCE, "--stage-only").output
    assert "028-86407119" not in run("export").output
    published = run("publish", "2")
    assert published.exit_code == 0
    assert "改动 1" in published.output
    assert "028-86407119" in run("export").output
    assert "第 1 版" in run("rollback").output
    assert "028-86407119" not in run("export").output


def test_loss_is_refused_and_allowed(run: Run, good: Path, tmp_path: Path) -> None:
    run("load", good, *SOURCE)
    less = written(tmp_path / "less.csv", "".join(GOOD.splitlines(keepends=True)[:2]))
    refused = run("load", less, *SOURCE)
    assert refused.exit_code == 1
    assert "--allow-loss" in refused.output
    assert run("load", less, *SOURCE, "--allow-loss").exit_code == 0


@pytest.mark.parametrize(
    "words", [("publish", "9"), ("rollback",), ("export",), ("export", "--release", "9")]
)
def test_what_does_not_exist_is_one_sentence(run: Run, words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 1
    assert result.output.startswith("Error: 没有") or "还没有" in result.output


def test_deployment_drops_demonstration_rows_and_says_how_many(tmp_path: Path) -> None:
    app = make_app(tmp_path, public=True)
    demo = "四川省,成都市,武侯区,武侯区演示采血点1,武侯区演示路1号,028-00000001,,demo\n"
    text = GOOD.replace("联系人", "联系人,status") + demo
    path = written(tmp_path / "list.csv", text)
    result = app.test_cli_runner().invoke(args=["sites", "load", str(path), *SOURCE])
    assert "去掉了 1 处演示采血点" in result.output
    assert result.exit_code == 0


# ---------------------------------------------------------------- export


def test_export_can_be_loaded_again_and_nothing_changes(
    run: Run, good: Path, tmp_path: Path
) -> None:
    run("load", good, *SOURCE)
    out = tmp_path / "out.csv"
    assert run("export", "--out", out).exit_code == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbfsite_id,")
    assert "什么也没有改变" in run("load", out).output


# ---------------------------------------------------------------- geocode

PLACES = """\
编号,地址,省份,其他,单位
1,武科西一路6号,四川省,"甲,乙",武侯区公安分局
2,密云县新南路,北京市,,密云县公安局

3,环形山,,,火星派出所
4,人民路1号,,,南京市鼓楼分局
"""


def test_geocode_adds_five_columns_and_keeps_rows_and_columns(run: Run, tmp_path: Path) -> None:
    path, out = written(tmp_path / "in.csv", PLACES), tmp_path / "out.csv"
    result = run("geocode", path, "--out", out)
    rows = table(out.read_text(encoding="utf-8"))
    assert list(rows[0]) == [
        "编号", "地址", "省份", "其他", "单位", "lat", "lon", "precision", "adcode", "method",
    ]  # fmt: skip
    assert [row["编号"] for row in rows] == ["1", "2", "3", "4"]
    assert [row["adcode"][:6] for row in rows] == ["510107", "110118", "", "320106"]
    assert rows[0]["其他"] == "甲,乙"
    assert 30 < float(rows[0]["lat"]) < 31
    assert 103 < float(rows[0]["lon"]) < 105
    assert [rows[2][column] for column in ("lat", "lon", "precision", "adcode", "method")] == [
        ""
    ] * 5
    assert "没有位置 1 行" in result.output
    assert result.exit_code == 1


def test_geocoding_an_output_again_gives_the_same(run: Run, tmp_path: Path) -> None:
    path, once, twice = written(tmp_path / "in.csv", PLACES), tmp_path / "1.csv", tmp_path / "2.csv"
    run("geocode", path, "--out", once)
    run("geocode", once, "--out", twice)
    assert once.read_bytes() == twice.read_bytes()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_geocode_reads_what_excel_saves(run: Run, tmp_path: Path, encoding: str) -> None:
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_text("名称\t详细地址\n甲\t成都市武侯区武科西一路6号\n", encoding=encoding)
    assert run("geocode", path, "--out", out).exit_code == 0
    (row,) = table(out.read_text(encoding="utf-8"))
    assert (row["名称"], row["adcode"][:6]) == ("甲", "510107")


def test_geocode_without_an_address_column_says_so_and_leaves_no_file(
    run: Run, tmp_path: Path
) -> None:
    path, out = written(tmp_path / "in.csv", "a,b\n1,2\n"), tmp_path / "out.csv"
    result = run("geocode", path, "--out", out)
    assert result.exit_code == 1
    assert "地址" in result.output
    assert sorted(each.name for each in tmp_path.iterdir()) == ["in.csv"]


# ---------------------------------------------------------------- demo, and the command as a whole


def test_demo_writes_the_same_rows_for_the_same_seed(run: Run, tmp_path: Path) -> None:
    first, second = tmp_path / "1.csv", tmp_path / "2.csv"
    for out in (first, second):
        assert run("demo", "--count", 50, "--seed", 3, "--out", out).exit_code == 0
    assert first.read_bytes() == second.read_bytes()
    assert len(table(first.read_text(encoding="utf-8"))) == 50


def test_folder_that_does_not_exist_is_one_sentence(run: Run, tmp_path: Path) -> None:
    result = run("demo", "--count", 5, "--out", tmp_path / "nowhere" / "out.csv")
    assert result.exit_code == 1
    assert "请检查路径" in result.output


COMMANDS = ("check", "load", "geocode", "demo", "releases", "publish", "rollback", "export")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(run: Run, command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "。" in result.output


def test_mistake_of_ours_is_a_sentence_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("oops")

    monkeypatch.setattr(geocode_command, "callback", broken)
    result = run("geocode", "in.csv", "--out", "out.csv")
    assert result.exit_code == 1
    assert "程序出错了（KeyError" in result.output
    assert "Traceback" not in result.output


def test_flask_finds_the_commands(tmp_path: Path) -> None:
    environment = os.environ | {"SITES_DATABASE_URL": f"sqlite:///{tmp_path / 'sites.db'}"}
    command = [sys.executable, "-m", "flask", "sites", "releases"]
    done = subprocess.run(
        command, cwd=HOME, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("还没有任何一版")


# ---------------------------------------------------------------- a printed list


def counts_of(run: Run, path: Path) -> tuple[int, int, int, int]:
    """Rows, sites, joined and refused, as `check --json` tells them, once it ended well."""
    result = run("check", "--json", path)
    told = json.loads(result.stdout)
    assert result.exit_code == 0
    return told["rows"], told["sites"], told["joined"], told["refused"]


def coarse_rows(run: Run, path: Path, out: Path) -> tuple[int, int]:
    """How many rows `geocode` writes, and how many are known to their city alone, once all lie in
    the province that their row names and none is known less well."""
    run("geocode", path, "--out", out)
    rows = table(out.read_text(encoding="utf-8"))
    codes: dict[str, set[str]] = {}
    for row in rows:
        codes.setdefault(row["省份"], set()).add(row["adcode"][:2])
    assert all(len(found) == 1 for found in codes.values()), codes
    coarse = [row["precision"] for row in rows if row["precision"] in ("city", "province")]
    assert set(coarse) == {"city"}
    return len(rows), len(coarse)


def test_printed_list_is_taken_to_the_last_row(run: Run) -> None:
    assert counts_of(run, PRINTED_OFFICES) == (362, 357, 5, 0)


def test_printed_list_is_located_in_the_right_provinces(run: Run, tmp_path: Path) -> None:
    assert coarse_rows(run, PRINTED_OFFICES, tmp_path / "out.csv") == (362, 47)

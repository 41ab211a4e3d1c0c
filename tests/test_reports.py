"""What an operator reads in the terminal, line by line."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sites.exporting import BYTE_ORDER_MARK
from sites.geo import Point
from sites.geocoding.chain import Outage
from sites.geocoding.tallying import FixTally
from sites.loading import LoadReport
from sites.locating import Tally
from sites.records import (
    PRECISIONS,
    Assembly,
    Fix,
    Precision,
    Problem,
    Release,
    Site,
    SiteCounts,
)
from sites.records.scans import Doubt, Leftover, Provenance, Transcript
from sites.records.sites import ReleaseState
from sites.store.comparing import compare
from sites.voice import failures, fixes, list_reports, place_reports, release_reports
from sites.voice.transcript_reports import checked_already, transcript_lines
from tests.making import make_site
from tests.proofing_lists import made_row

REFUSED = Problem("名单.csv", 4, "address", "环形山", "写出省份。")
JOINED = Problem("名单.csv", 5, "unit", "", "和第 2 行是同一处。", joined_to=2)
DOUBTED = Problem("名单.csv", 2, "phone", "86407110", "少了区号。", taken=True)
LISTED = Assembly((make_site("a"), make_site("b")), (DOUBTED, REFUSED, JOINED))


def test_a_summary_counts_what_every_row_became() -> None:
    assert list(list_reports.assembly_lines(LISTED)) == [
        "共 4 行：2 处采血点",
        "  1 行和别的行是同一处，已经合并，电话都保留",
        "  1 行没有采用",
        "  1 处要核对（这些行已经采用）",
    ]
    assert list(list_reports.assembly_lines(Assembly((make_site(),), ()))) == [
        "共 1 行：1 处采血点",
        "  0 行没有采用",
    ]


def test_a_summary_in_json_has_every_count_and_every_problem() -> None:
    told = json.loads(list_reports.assembly_json(LISTED))
    problems = told.pop("problems")
    assert told == {"rows": 4, "sites": 2, "joined": 1, "refused": 1, "taken": 3}
    assert [(each["line"], each["taken"], each["joined_to"]) for each in problems] == [
        (2, True, None),
        (4, False, None),
        (5, False, 2),
    ]
    assert problems[1] == {
        "file": "名单.csv",
        "line": 4,
        "column": "address",
        "text": "环形山",
        "advice": "写出省份。",
        "taken": False,
        "joined_to": None,
    }


def test_rows_that_are_lost_stand_first_and_are_marked() -> None:
    assert list(list_reports.problem_lines([DOUBTED, JOINED, REFUSED], show_all=False)) == [
        "！ 名单.csv 第 4 行 地址「环形山」：写出省份。",
        "· 名单.csv 第 2 行 电话「86407110」：少了区号。",
        "· 名单.csv 第 5 行 单位：和第 2 行是同一处。",
    ]


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ("site_id", "站点编号"),
        ("province", "省"),
        ("city", "市"),
        ("county", "区县"),
        ("hours", "时间"),
        ("lat", "纬度"),
        ("lon", "经度"),
        ("datum", "坐标系"),
        ("status", "状态"),
        ("source_title", "出处标题"),
        ("source_url", "出处网址"),
        ("published_on", "公布日期"),
        ("checked_on", "核对日期"),
        ("notes", "备注"),
        ("picture", "图片"),
        ("picture_row", "图片行"),
        ("picture_box", "图片位置"),
        ("checked_by", "核对人"),
        ("doubts", "疑问"),
        ("负责人", "负责人"),
    ],
)
def test_a_column_is_called_by_its_chinese_name(column: str, said: str) -> None:
    (line,) = list_reports.problem_lines(
        [Problem("名单.csv", 2, column, "", "看一看。")], show_all=True
    )
    assert line == f"！ 名单.csv 第 2 行 {said}：看一看。"


@pytest.mark.parametrize(("length", "shown"), [(40, "长" * 40), (41, "长" * 40 + "…")])
def test_a_long_text_is_cut_at_forty_characters(length: int, shown: str) -> None:
    (line,) = list_reports.problem_lines(
        [Problem("名单.csv", 2, "unit", "长" * length, "短一些。")], show_all=True
    )
    assert f"「{shown}」" in line


def test_a_report_file_says_of_each_problem_whether_its_row_was_taken() -> None:
    text = "".join(list_reports.problem_table([REFUSED, JOINED, DOUBTED]))
    rows = list(csv.DictReader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))
    assert [row["taken"] for row in rows] == ["no", "yes", "yes"]
    assert rows[0] == {
        "file": "名单.csv",
        "line": "4",
        "column": "address",
        "text": "环形山",
        "advice": "写出省份。",
        "taken": "no",
    }


@pytest.mark.parametrize(
    ("count", "show_all", "shown", "rest"),
    [(20, False, 20, 0), (21, False, 20, 1), (23, False, 20, 3), (23, True, 23, 0)],
)
def test_twenty_problems_are_shown_and_the_rest_is_counted(
    *, count: int, show_all: bool, shown: int, rest: int
) -> None:
    lines = list(list_reports.problem_lines([REFUSED] * count, show_all=show_all))
    assert sum(line.startswith("！") for line in lines) == shown
    told = f"……还有 {rest} 个问题：加 --all 全部显示，或用 --report 文件名 写进文件。"
    assert lines[shown:] == ([told] if rest else [])


def fixed(precision: Precision) -> Site:
    return make_site(fix=Fix(Point(30.642, 104.0434), precision, "given", "510107"))


@pytest.mark.parametrize(
    ("sites", "said"),
    [
        pytest.param(
            [fixed("county"), fixed("exact"), fixed("county"), make_site(fix=None)],
            "位置：准确坐标 1，到区县 2，没有位置 1",
            id="finest first",
        ),
        pytest.param(
            list(map(fixed, PRECISIONS)),
            "位置：准确坐标 1，到门牌 1，到街道 1，到乡镇、街道 1，到区县 1，到城市 1，到省份 1",
            id="one of each",
        ),
    ],
)
def test_a_load_says_how_exactly_its_sites_are_known(sites: list[Site], said: str) -> None:
    assert list(place_reports.precision_lines(sites)) == [said]


@pytest.mark.parametrize(
    ("method", "said"),
    [
        ("given", "名单给的坐标"),
        ("openstreetmap", "OpenStreetMap"),
        ("geonames", "GeoNames"),
        ("polygon", "行政区里的一点"),
        ("hand", "县城的大致位置"),
        ("tianditu", "天地图"),
        ("amap", "高德"),
        ("tencent", "腾讯"),
        ("baidu", "百度"),
        ("another", "another"),
    ],
)
def test_whoever_says_where_a_place_lies_is_named(method: str, said: str) -> None:
    assert fixes.method_words(method) == said


def three_fixes() -> Iterator[Fix]:
    point = Point(30.642, 104.0434)
    yield Fix(point, "building", "amap", "510107")
    yield Fix(point, "county", "geonames", "510107")
    yield Fix(point, "county", "geonames", "110101")


def test_a_run_of_geocoding_ends_with_its_sources_provinces_doubts_and_outages() -> None:
    tally = FixTally(doubts=Counter(guarded=1, disagreeing=2, unasked=3))
    for fix in three_fixes():
        tally.add(fix)
    outages = [Outage("高德", "高德：今天的次数用完了", 3), Outage("百度", "", 1)]
    kept = "答过的都记下了，再运行一次就接着问。"
    assert list(place_reports.closing_lines(tally, outages)) == [
        "来源：GeoNames 2，高德 1",
        "  北京：到区县 1",
        "  四川：到门牌 1，到区县 1",
        "要核对：1 处在线位置不在地址说的区县，没有采用",
        "要核对：2 处来源相差 1 公里以上，要请人核对",
        "要核对：3 处没有问成在线服务，再运行一次会再问",
        f"！高德：今天的次数用完了；3 处没有问到它。{kept}",
        f"！百度：有几次没有问成；1 处没有问到它。{kept}",
    ]
    assert list(place_reports.closing_lines(FixTally())) == []


def test_a_table_ends_with_how_exactly_its_rows_are_known_and_the_first_that_are_not() -> None:
    tally = Tally(misses=[(3, "环形山", ""), (9, "长" * 41, "有两个地方叫这个名字。")])
    for fix in [*three_fixes(), None, None]:
        tally.add(fix)
    assert list(place_reports.tally_lines(tally)) == [
        "共 5 行：到门牌 1，到区县 2",
        "没有位置 2 行（lat、lon 留空）：",
        "  第 3 行「环形山」：不是地名。",
        f"  第 9 行「{'长' * 40}…」：有两个地方叫这个名字。",
    ]
    tally.add(None)
    assert list(place_reports.tally_lines(tally))[-1] == "  ……"


def test_a_table_without_any_place_says_so() -> None:
    tally = Tally()
    assert list(place_reports.tally_lines(tally)) == ["共 0 行：没有一行有位置"]


def test_a_release_is_told_by_what_it_changes() -> None:
    before = [make_site("a"), make_site("b", unit="乙所"), make_site("c", unit="丙所")]
    after = [
        make_site("a"),
        make_site("b", unit="乙所", phones=(), fix=None, hours="工作日", source=None),
        make_site("c", unit="丙所", adcode="510104"),
        *(make_site(f"d{number}", unit=f"新{number}所") for number in range(6)),
    ]
    difference = compare(before, after, number=8, live_number=7)
    assert list(release_reports.difference_lines(difference)) == [
        "和第 7 版相比：新增 6，去掉 0，改动 2，不变 1",
        *(f"  + 新{number}所" for number in range(5)),
        "  + ……",
        "  ~ 乙所（电话、时间、位置、出处）",
        "  ~ 丙所（地区）",
    ]
    gone = compare(after, before[:2], number=9, live_number=8)
    assert list(release_reports.difference_lines(gone))[1] == "  - 丙所"
    first = compare([], after, number=1, live_number=None)
    assert list(release_reports.difference_lines(first)) == ["这是第一版。"]


@pytest.mark.parametrize(
    ("state", "said"), [("staged", "待发布"), ("live", "公布中"), ("retired", "已退下")]
)
def test_a_release_stands_on_one_line(state: ReleaseState, said: str) -> None:
    published_at = None if state == "staged" else datetime(2026, 11, 24, 3, 5, tzinfo=UTC)
    release = Release(
        7,
        state,
        datetime(2026, 11, 23, tzinfo=UTC),
        published_at,
        SiteCounts(12, 9, 3),
        "0123456789abcdef",
        ("甲.csv", "乙.csv"),
    )
    told_at = "2026-11-24 03:05" if published_at else "—"
    assert release_reports.release_line(release) == (
        f"第 7 版  {said}  发布于 {told_at} UTC  12 处（真实 9，演示 3）  "
        "sha256 0123456789ab  甲.csv、乙.csv"
    )


def made_release(number: int = 8) -> Release:
    now = datetime(2026, 11, 24, 3, 5, tzinfo=UTC)
    return Release(number, "live", now, now, SiteCounts(1, 1, 0), "0" * 64, ("甲.csv",))


def loaded(*, is_unchanged: bool = False, dropped_demo: int = 0) -> LoadReport:
    sites = (fixed("exact"),)
    difference = compare([], sites, number=8, live_number=None)
    return LoadReport(
        Assembly(sites, ()),
        sites,
        dropped_demo,
        made_release(),
        difference,
        is_unchanged,
        FixTally(),
    )


@pytest.mark.parametrize(
    ("outcome", "stage_only", "said"),
    [
        pytest.param(
            loaded(),
            False,
            ["这是第一版。", "第 8 版已发布，正在运行的网站几秒钟内换上。"],
            id="published",
        ),
        pytest.param(
            loaded(),
            True,
            ["这是第一版。", "已存为第 8 版，还没有发布；发布请运行：flask sites publish 8"],
            id="staged",
        ),
        pytest.param(
            loaded(is_unchanged=True),
            False,
            ["和正在公布的第 8 版完全一样，什么也没有改变。"],
            id="the same",
        ),
    ],
)
def test_a_load_says_what_became_of_it(
    *, outcome: LoadReport, stage_only: bool, said: list[str]
) -> None:
    lines = list(release_reports.load_lines(outcome, stage_only=stage_only))
    assert lines == ["位置：准确坐标 1", *said]


def test_a_load_says_how_many_demonstration_rows_it_left_out() -> None:
    first, *_ = release_reports.load_lines(loaded(dropped_demo=3), stage_only=False)
    assert first == "SITES_PUBLIC=1：去掉了 3 处演示采血点。"


def test_what_was_done_with_a_release_is_said_with_its_line() -> None:
    line = release_reports.release_line(made_release())
    assert release_reports.published_line(made_release()) == f"正在公布：{line}"
    assert release_reports.rolled_back_line(made_release()) == f"已退回；正在公布：{line}"
    assert release_reports.exported_line(8, Path("八.csv")) == "第 8 版写好了：八.csv"
    assert list_reports.made_line(5, Path("演示.csv")) == "写好 5 行演示采血点：演示.csv"
    assert place_reports.forgotten_line(3) == "忘掉了 3 个答案；下次定位时会重新问。"


def test_a_failure_says_what_to_do_next() -> None:
    denied = PermissionError(13, "Permission denied", "名单.csv")
    assert failures.file_failure(denied) == (
        "读写文件 名单.csv 失败（Permission denied）：请检查路径、权限和磁盘空间。"
    )
    assert failures.file_failure(OSError("盘满了")) == (
        "读写文件 失败（盘满了）：请检查路径、权限和磁盘空间。"
    )
    assert failures.fault(KeyError("x")) == (
        "程序出错了（KeyError：'x'），公布的采血点没有改动。请把这句话和用到的文件交给维护者。"
    )


def transcribed(**changes: Any) -> Transcript:
    rows = (made_row(1, doubts=(Doubt("unit", "演示"),)), made_row(2), made_row(51))
    return replace(Transcript(rows, ()), **changes)


def test_a_list_that_was_read_is_told_with_what_to_do_next() -> None:
    assert list(transcript_lines(transcribed(), Path("名单.csv"), Path("核对.html"))) == [
        "读出 3 行，来自 2 个图片或文件；有疑问的 1 行。",
        "名单：名单.csv",
        "下一步：双击打开 核对.html，对着原图核对，保存 CSV，再运行 flask sites load。",
    ]


def test_what_was_not_read_of_a_list_is_told() -> None:
    kinds = ("heading", "leftover", "note", "problem")
    transcript = transcribed(
        leftovers=tuple(Leftover("01.png", "演示", kind) for kind in kinds),
        warnings=(("01.png", "太暗。"),),
        refused=tuple((f"{number}.zip", "不是图片。") for number in range(22)),
    )
    nowhere = replace(transcript.rows[0], provenance=Provenance("", "", ""))
    transcript = replace(transcript, rows=(nowhere, *transcript.rows[1:]))
    lines = list(transcript_lines(transcript, Path("名单.csv"), Path("核对.html")))
    assert lines[1:3] == ["不在行里的文字 2 段，列在核对页的末尾。", "提醒 01.png：太暗。"]
    assert lines[3:23] == [f"没有读 {number}.zip：不是图片。" for number in range(20)]
    assert lines[23:25] == [
        "……还有 2 条，见核对页的末尾。",
        "1 行还没有出处：请在核对页里补上，没有出处的行不能导入。",
    ]


def test_a_list_that_a_person_has_checked_is_not_written_over() -> None:
    assert checked_already("名单.csv", 3) == (
        "名单.csv 里已有 3 行核对过，不覆盖；请换一个名字，或者先把它移开。"
    )

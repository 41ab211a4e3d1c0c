"""A list that says it is another programme's is named as such; ours never is.

The lists are made up: 演示 units, numbers whose local part begins with 0.
"""

import csv
from pathlib import Path

import pytest

from sites.reading.programmes import other_programme
from tests.conftest import HOME, PRINTED_OFFICES

ROW = ["演示市公安局", "演示路1号", "028-00000001"]
HEADER = ["单位", "地址", "联系电话"]


@pytest.mark.parametrize(
    ("texts", "word"),
    [
        pytest.param(["演示市无偿献血点一览表", *HEADER, *ROW], "献血", id="donation"),
        pytest.param(["演示市街头采血车停靠安排", *ROW], "采血车", id="donation bus"),
        pytest.param(["无偿献血采血点名单", *HEADER, *ROW], "献血", id="采血点 of donation"),
        pytest.param(["献血屋名称", "地址", "电话", *ROW], "献血", id="only the header says it"),
        pytest.param(["演示一血站", "演示二血站", "演示三血站", *ROW], "血站", id="only the units"),
        pytest.param(["Y-STR数据库建设采血点名单", *HEADER, *ROW], "y-str", id="Y-STR"),
        pytest.param(["Y库采集点分布", *HEADER, *ROW], "y库", id="Y库"),
        pytest.param(["男性家系排查DNA采集点一览表", *HEADER, *ROW], "男性家系", id="家系"),
        pytest.param(["演示市公安局通讯录", *HEADER, *ROW], "通讯录", id="contacts"),
        pytest.param(["国庆值班表", *HEADER, *ROW], "值班表", id="duty roster"),
        pytest.param(["姓名", "警号", "电话", *ROW], "警号", id="officers' numbers"),
        pytest.param(["演示市核酸检测采样点名单", *HEADER, *ROW], "核酸", id="nucleic acid"),
        pytest.param(["新冠疫苗接种点一览", *HEADER, *ROW], "新冠", id="vaccination"),
        pytest.param(["血液透析机构名单", *HEADER, *ROW], "透析", id="dialysis"),
        pytest.param(["艾滋病自愿咨询检测点名单", *HEADER, *ROW], "艾滋", id="HIV"),
        pytest.param(["司法鉴定机构名册", *HEADER, *ROW], "司法鉴定", id="forensic"),
    ],
)
def test_list_of_another_programme_is_named(texts: list[str], word: str) -> None:
    sentence = other_programme(texts)
    assert sentence is not None
    assert word in sentence
    assert "--anyway" in sentence
    assert sentence.count("。") == 1


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(["全国免费采血点名单", *HEADER, *ROW], id="ministry's title"),
        pytest.param(["公安机关查找被拐失踪儿童免费采血点"], id="missing children"),
        pytest.param(["打拐DNA采血点联系方式", *HEADER, *ROW], id="打拐DNA"),
        pytest.param(["寻亲血样采集点通讯录", *HEADER, *ROW], id="our contacts"),
        pytest.param(["演示市DNA采血点值班电话", *HEADER, *ROW], id="duty telephones"),
        pytest.param(["失踪人员家属血样采集点一览表", *HEADER], id="families"),
        pytest.param([*HEADER, *ROW], id="no title"),
        pytest.param([*HEADER, "演示市公安局", "演示路（血站旁）", "028-00000001"], id="beside"),
        pytest.param(["DNA采血点名单", "采血须知：请出示核酸检测证明"], id="a note of its day"),
        pytest.param(
            ["免费采血点名单", "注：本名单不含献血点，献血请联系血站"], id="says what not"
        ),
        pytest.param(["采血点名单", "联系民警", "值班电话", *ROW], id="officer column"),
        pytest.param(["免費採血點名單", "單位", "地址", "電話"], id="traditional"),
        pytest.param(["Free DNA collection sites", "Unit", "Address", "Phone"], id="English"),
        pytest.param(["\x00", "\ud800", "", "　"], id="rubbish"),
        pytest.param([], id="nothing"),
    ],
)
def test_list_of_ours_is_not_flagged(texts: list[str]) -> None:
    assert other_programme(texts) is None


def programme_of(path: Path) -> str | None:
    """What is said of a list's programme, from all its cells."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return other_programme(cell for row in csv.reader(lines) for cell in row)


@pytest.mark.parametrize(
    "path", [HOME / "data" / "sites.csv", PRINTED_OFFICES], ids=lambda path: path.name
)
def test_long_list_of_ours_is_not_flagged(path: Path) -> None:
    assert programme_of(path) is None

"""Lists whose rows hold other numbers beside the site's own: from the file to the call buttons."""

from pathlib import Path

import pytest

from sites.assembling import Rules, assemble
from sites.reading import read_list
from sites.records import Site

OPEN = Rules(source_required=False)


def loaded(folder: Path, name: str, text: str) -> tuple[tuple[Site, ...], list[str]]:
    """The sites of a list, and what is said of its numbers."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    found = assemble(read_list(path), OPEN)
    return found.sites, [each.advice for each in found.problems if each.column == "phone"]


BLOCK = """单位：嘉兴市公安局南湖区分局
地址：嘉兴市南湖区中山路3号（国贸旁）
办公电话：0573-82031230，投诉电话：0573-82031299
接待时间：工作日8:30-17:00，节假日休息
单位：湖州市公安局吴兴区分局
地址：湖州市吴兴区中山路5号
办公电话：0572-2031230
纪检监督：0572-2031299
"""
ONE_LINE = """单位：丽水市公安局莲都区分局
地址：丽水市莲都区中山街3号
咨询电话：0578-2031230   监督电话：0578-2031299
人工咨询时间：周一至周六（法定节假日除外）上午9:00-12:00
单位：衢州市公安局柯城区分局
地址：衢州市柯城区中山街5号
咨询电话：0570-2031230
"""


def test_a_block_gives_one_button_for_each_number_of_the_site(tmp_path: Path) -> None:
    sites, said = loaded(tmp_path, "list.txt", BLOCK)
    numbers = [[(phone.text, phone.note) for phone in site.phones] for site in sites]
    assert numbers == [[("0573-82031230", "")], [("0572-2031230", "")]]
    assert [site.hours for site in sites] == ["工作日8:30-17:00,节假日休息", ""]
    assert any("0573-82031299" in each and "监督" in each for each in said)
    assert any("0572-2031299" in each and "监督" in each for each in said)


def test_hours_in_a_block_stay_hours(tmp_path: Path) -> None:
    sites, said = loaded(tmp_path, "list.txt", ONE_LINE)
    assert [[(phone.text, phone.note) for phone in site.phones] for site in sites] == [
        [("0578-2031230", "")], [("0570-2031230", "")],
    ]  # fmt: skip
    assert sites[0].hours == "周一至周六(法定节假日除外)上午9:00-12:00"
    assert any("0578-2031299" in each for each in said)


@pytest.mark.parametrize(
    ("title", "number", "word"),
    [
        pytest.param("监督电话", "0571-86001299", "监督", id="supervision"),
        pytest.param("投诉举报电话", "0571-86001299、86001298", "监督", id="complaints, two"),
        pytest.param("传真号码", "0571-86001299", "传真", id="fax"),
        pytest.param("QQ号码", "86001299", "QQ", id="QQ"),
        pytest.param("微信号码", "13800613725", "微信", id="WeChat"),
        pytest.param("身份证号码", "510107199001011234", "证件", id="identity card"),
        pytest.param("门牌号码", "8600129", "门牌", id="door"),
    ],
)
@pytest.mark.parametrize("is_first", [True, False])
def test_a_column_of_other_numbers_gives_no_button(
    tmp_path: Path, title: str, number: str, word: str, is_first: bool
) -> None:
    columns = [(title, number), ("联系电话", "0571-86001234")]
    titles, cells = zip(*(columns if is_first else reversed(columns)), strict=True)
    text = f"单位,地址,{','.join(titles)}\n杭州市公安局西湖区分局,文三路1号,{','.join(cells)}\n"
    (site,), said = loaded(tmp_path, "list.csv", text)
    assert [phone.text for phone in site.phones] == ["0571-86001234"]
    assert sum(word in each for each in said) == len(number.split("、"))


@pytest.mark.parametrize("title", ["电话/传真", "咨询、监督电话", "联系电话（微信同号）"])
def test_a_column_for_both_holds_the_sites_own_numbers(tmp_path: Path, title: str) -> None:
    text = f"单位,地址,{title}\n杭州市公安局西湖区分局,文三路1号,0571-86001234\n"
    (site,), said = loaded(tmp_path, "list.csv", text)
    assert ([phone.text for phone in site.phones], said) == (["0571-86001234"], [])


def test_a_row_with_another_number_only_says_so(tmp_path: Path) -> None:
    text = "单位,地址,电话\n杭州市公安局西湖区分局,文三路1号,监督电话：0571-86001299\n"
    (site,), said = loaded(tmp_path, "list.csv", text)
    assert site.phones == ()
    assert [each for each in said if "没有采血点自己的电话" in each]


@pytest.mark.parametrize(
    "line",
    [
        "杭州市公安局西湖区分局刑侦大队（地址：西湖区文三路1号；电话：0571-87031230）",
        "杭州市公安局西湖区分局刑侦大队【电话：0571-87031230；地址：西湖区文三路1号】",
        "杭州市公安局西湖区分局刑侦大队(地址：西湖区文三路1号，电话：0571-87031230)",
        "杭州市公安局西湖区分局刑侦大队 [地址：西湖区文三路1号 电话：0571-87031230]",
    ],
)
def test_brackets_around_address_and_number_are_no_part_of_them(tmp_path: Path, line: str) -> None:
    other = "宁波市公安局鄞州分局刑侦大队（地址：鄞州区四明中路3号（二楼）；电话：0574-87031232）"
    sites, said = loaded(tmp_path, "list.txt", f"1.{line}\n2.{other}\n")
    assert [(site.unit, site.address) for site in sites] == [
        ("杭州市公安局西湖区分局刑侦大队", "西湖区文三路1号"),
        ("宁波市公安局鄞州分局刑侦大队", "鄞州区四明中路3号(二楼)"),
    ]
    assert [[phone.text for phone in site.phones] for site in sites] == [
        ["0571-87031230"], ["0574-87031232"],
    ]  # fmt: skip
    assert said == []


@pytest.mark.parametrize(
    ("cell", "text", "note"),
    [
        pytest.param("0571-86001230（3线）", "0571-86001230", "", id="lines"),
        pytest.param("0571-86001230转接802", "0571-86001230 转 802", "", id="transfer"),
        pytest.param("电传0571-86001230", "0571-86001230", "", id="电传 is phone and fax"),
        pytest.param("0571-86001230（法定节假日除外）", "0571-86001230", "", id="holidays apart"),
        pytest.param("张三丰0571-86001230", "0571-86001230", "", id="a name"),
        pytest.param(
            "传真0571-86001235，李警官0571-86001230", "0571-86001230", "", id="a name by a fax"
        ),
        pytest.param("0571-86001230（夜班李警官）", "0571-86001230", "夜间", id="night and a name"),
    ],
)
def test_words_beside_a_number_are_no_names(
    tmp_path: Path, cell: str, text: str, note: str
) -> None:
    (site,), _ = loaded(
        tmp_path, "list.csv", f"单位,地址,电话\n杭州市公安局西湖区分局,文三路1号,{cell}\n"
    )
    assert [(phone.text, phone.note) for phone in site.phones] == [(text, note)]


GROUPED = ("4008-123-456", "0574 8703 1232", "0577.8803.1230")
WHOLE = ["4008123456", "0574-87031232", "0577-88031230"]


@pytest.mark.parametrize(
    ("name", "between", "start"),
    [
        pytest.param("list.csv", ",", "", id="csv without a header"),
        pytest.param("list.txt", "，", "{}. ", id="sentences"),
        pytest.param("list.txt", "　　", "", id="columns set apart"),
        pytest.param("list.txt", "\n", "", id="three lines"),
    ],
)
def test_numbers_in_any_grouping_are_numbers_in_every_kind_of_list(
    tmp_path: Path, name: str, between: str, start: str
) -> None:
    places = (("杭州", "西湖"), ("宁波", "鄞州"), ("温州", "鹿城"))
    rows = (
        start.format(turn)
        + between.join((f"{city}市公安局{part}分局", f"{part}区中山路{turn}号", number))
        for turn, ((city, part), number) in enumerate(zip(places, GROUPED, strict=True), 1)
    )
    sites, _ = loaded(tmp_path, name, "\n".join(rows) + "\n")
    assert [[phone.text for phone in site.phones] for site in sites] == [[each] for each in WHOLE]

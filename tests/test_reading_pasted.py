"""Lists pasted from chats, articles and notes, whose texts have no labels or only pictures.

One list of invented units in every way that people paste it.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from sites.errors import BadFileError
from sites.reading import read_list
from sites.records import Problem, Row

Entry = tuple[str, str, str]
Outcomes = list[Row | Problem]
Read = Callable[[str], Outcomes]
ENTRIES: Sequence[Entry] = (
    ("武汉市公安局江岸区分局刑侦大队", "湖北省武汉市江岸区胜利街101号", "027-00000001"),
    ("黄石市公安局下陆区分局刑警大队", "黄石市下陆区杭州西路88号", "0714-0000002"),
    ("宜都市公安局陆城派出所", "宜都市陆城街道清江大道5号(东门)", "0717-0000003"),
)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read_text(text: str) -> Outcomes:
        path = tmp_path / "list.txt"
        path.write_text(text, encoding="utf-8")
        return list(read_list(path))

    return read_text


def entries(outcomes: Outcomes) -> list[Entry]:
    return [
        (row.cells["unit"], row.cells.get("address", ""), row.cells.get("phone", ""))
        for row in outcomes
        if isinstance(row, Row)
    ]


def told(outcomes: Outcomes) -> list[str]:
    return [each.text for each in outcomes if isinstance(each, Problem)]


def each(form: str, between: str = "\n") -> str:
    """Every entry by this form: {n} its number, {u} unit, {a} address, {p} phone."""
    wide = str.maketrans("()", "（）")
    lines = (
        form.format(n=n, u=unit, a=address.translate(wide), p=phone, s=chr(0x245F + n))
        for n, (unit, address, phone) in enumerate(ENTRIES, 1)
    )
    return between.join(lines) + "\n"


def wrapped(text: str, width: int) -> str:
    return "\n".join(text[place : place + width] for place in range(0, len(text), width))


RUNNING = each("{u}，{a}，{p}", between="；").strip()
FORMS = {
    "three lines": each("{u}\n{a}\n{p}"),
    "three lines and a blank one": each("{u}\n{a}\n{p}\n"),
    "a blank line behind every line": each("{u}\n\n{a}\n\n{p}\n"),
    "one blank between": each("{u} {a} {p}"),
    "two blanks": each("{u}  {a}  {p}"),
    "full-width blank": each("{u}　{a}　{p}"),
    "tab": each("{u}\t{a}\t{p}"),
    "Chinese comma": each("{u}，{a}，{p}"),
    "Chinese semicolon": each("{u}；{a}；{p}"),
    "stroke": each("{u} / {a} / {p}"),
    "dash": each("{u} — {a} — {p}"),
    "bar": each("{u} | {a} | {p}"),
    "colon and comma": each("{u}：{a}，{p}"),
    "colon, comma and a stop": each("{u}：{a}，电话{p}。"),
    "brackets": each("{u}（{a}，{p}）"),
    "brackets and an enumeration comma": each("{u}（{a}、{p}）"),
    "brackets and a blank": each("{u}（{a} {p}）"),
    "brackets of ASCII": each("{u} ({a}, {p})"),
    "brackets with labels": each("{u}（地址：{a}；电话：{p}）"),
    "numbered brackets with labels": each("{n}.{u}（地址：{a}；电话：{p}）"),
    "brackets around the number only": each("{u}，{a}（{p}）"),
    "numbered with a point": each("{n}.{u}（{a}，{p}）"),
    "numbered with a comma": each("{n}、{u}，{a}，{p}"),
    "numbered in brackets": each("（{n}）{u} {a} {p}"),
    "numbered in circles": each("{s}{u}\n{a}\n{p}"),
    "numbered with keycaps": each("{n}\ufe0f\u20e3 {u}\n{a}\n{p}"),
    "numbered, three lines": each("{n}. {u}\n{a}\n{p}"),
    "number on its own line": each("{n}\n{u}\n{a}\n{p}"),
    "located": each("{u}位于{a}，联系电话{p}"),
    "located, numbered": each("{n}．{u}，地址{a}，咨询电话：{p}"),
    "words before address and number": each("{u} 地址：{a} 电话：{p}"),
    "words on their own lines": each("{u}\n地址\n{a}\n电话\n{p}"),
    "bullets -": each("- {u}\n  {a}\n  {p}"),
    "bullets *": each("* {u}，{a}，{p}"),
    "bullets •": each("• {u} {a} {p}"),
    "bullets ●": each("●{u}\n{a}\n{p}"),
    "quotation": each("> {u}\n> {a}\n> {p}\n>"),
    "Markdown headings": each("### {u}\n\n{a}\n\n{p}\n"),
    "Markdown headings and labels": each("## {u}\n- 地址：{a}\n- 电话：{p}\n"),
    "Markdown strong unit": each("**{u}**\n{a}\n{p}\n"),
    "Markdown strong labels": each("**单位**：{u}\n**地址**：{a}\n**电话**：{p}\n"),
    "Markdown numbers and strong": each("{n}. **{u}** {a} {p}"),
    "Markdown link": each("{n}. [{u}](https://example.org/{n}) {a} {p}"),
    "Markdown table": "| 单位 | 地址 | 电话 |\n|---|:--:|---|\n" + each("| {u} | {a} | {p} |"),
    "Markdown table without outer bars": (
        "单位 | 地址 | 电话\n--- | --- | ---\n" + each("{u} | {a} | {p}")),
    "Markdown table without a header": each("| {u} | {a} | {p} |"),
    "Markdown rules between": each("{u}\n{a}\n{p}\n\n---\n"),
    "pictures as labels": each("🏢{u}\n📍{a}\n📞{p}"),
    "other pictures as labels": each("👮 {u}\n🏠 {a}\n☎️ {p}\n"),
    "pictures on one line": each("🏢{u} 📍{a} ☎️{p}"),
    "pictures and labels": each("🏢单位：{u}\n📍地址：{a}\n📱电话：{p}"),
    "a pin before the unit": each("📍{u}\n{a}\n📞{p}\n"),
    "pictures that only adorn": each("✅{u}\n👉{a}\n⭐{p}"),
    "cells, with header": "单位\n地址\n电话\n" + each("{u}\n{a}\n{p}"),
    "cells with numbers, with header": "序号\n单位\n地址\n电话\n" + each("{n}\n{u}\n{a}\n{p}"),
    "cells below a title": "名单一览\n\n单位\n地址\n联系电话\n" + each("{u}\n{a}\n{p}"),
    "wrapped running sentences": wrapped(RUNNING, 20),
    "wrapped at another width": wrapped(RUNNING, 27),
    "wrapped with labels": wrapped(each("{u}，地址：{a}，电话：{p}", between="；").strip(), 25),
    "each entry wrapped": each("{u}，{a}，{p}").replace("区分局", "区分\n局"),
    "number wrapped": each("{u}\n{a}\n{p}").replace("-000", "-0\n00"),
    "units over two lines": each("{u}\n{a}\n{p}\n").replace("公安局", "公安局\n"),
    "running sentences in one line": RUNNING + "。",
    "running sentences with an introduction": "我市免费采血点如下：" + RUNNING + "。",
}  # fmt: skip


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS.keys())
def test_list_without_labels_is_read_whole(read: Read, text: str) -> None:
    outcomes = read(text)
    assert entries(outcomes) == list(ENTRIES)
    assert told(outcomes) == []


def test_paragraph_of_very_many_sites_is_read(read: Read) -> None:
    text = "；".join(f"武汉市公安局第{n}派出所，演示路{n}号，027-0000{n:04}" for n in range(1, 81))
    assert len(entries(read(f"我市采血点如下：{text}。"))) == 80


ODD: Sequence[Entry] = (
    ("甲县公安局物证鉴定室", "甲县城东大街公安局大院内", "0551-00000001"),
    ("乙县公安分局DNA实验室", "演示路1号公安局一楼大厅", "(0452)0000001"),
    ("丙市公安局", "人民路与解放路交叉口公安局三楼", "400-810-0000"),
    ("丁县公安局政务服务大厅户籍窗口", "公安局一楼办证中心", "96110"),
    ("戊自治县公安局刑事科学技术室", "河滨西路派出所旁", "0997-0000001转802"),
    ("己市人民医院采血点", "医院门诊楼2楼抽血室", "13800138000"),
    ("庚市公安局责任区刑警三中队", "看守所对面", "0571-00000002"),
    ("辛市公安局直属分局", "演示路沿线12", "0451-00000006"),
)


@pytest.mark.parametrize(
    "form",
    ["{u}\n{a}\n{p}\n", "{u} {a} {p}\n", "{u}，{a}，{p}\n", "{u}（{a}，{p}）\n",
     "{n}、{u}\n{a}\n{p}\n", "🏢{u}\n📍{a}\n☎️{p}\n\n", "- **{u}**：{a}，{p}\n",
     "{u}位于{a}，电话：{p}。\n"],
)  # fmt: skip
def test_units_places_and_numbers_of_odd_forms_are_told_apart(read: Read, form: str) -> None:
    text = "".join(form.format(u=u, a=a, p=p, n=n) for n, (u, a, p) in enumerate(ODD, 1))
    outcomes = read(text)
    assert entries(outcomes) == list(ODD)
    assert told(outcomes) == []


@pytest.mark.parametrize("emergency", ["110", "120"])
def test_lonely_short_number_is_told_and_counts_no_row(read: Read, emergency: str) -> None:
    outcomes = read(
        f"{WUHAN}\n演示路1号\n027-00000001\n{emergency}\n{YIDU}\n演示路3号\n0717-0000003"
    )
    assert [entry[2] for entry in entries(outcomes)] == ["027-00000001", "0717-0000003"]
    assert told(outcomes) == [emergency]


WUHAN, HUANGSHI, YIDU = (unit for unit, _, _ in ENTRIES)
SITUATIONS = {
    "several numbers one below the other": (
        f"{WUHAN}\n演示路1号\n027-00000001\n13800138000\n{HUANGSHI}\n演示路2号\n0714-0000002、0714-0000009",
        [(WUHAN, "演示路1号", "027-00000001、13800138000"),
         (HUANGSHI, "演示路2号", "0714-0000002、0714-0000009")], []),
    "day and night": (
        f"{WUHAN}\n演示路1号\n027-00000001（白天）\n027-00000002（夜间）\n{HUANGSHI}\n演示路2号\n值班室：0714-0000002",
        [(WUHAN, "演示路1号", "027-00000001(白天)、027-00000002(夜间)"),
         (HUANGSHI, "演示路2号", "值班室:0714-0000002")], []),
    "fax and supervision": (
        f"{WUHAN}\n演示路1号\n电话：027-00000001 传真：027-00000008\n"
        f"{HUANGSHI}\n演示路2号\n电话：0714-0000002，监督电话：0714-0000007",
        [(WUHAN, "演示路1号", "027-00000001、传真:027-00000008"),
         (HUANGSHI, "演示路2号", "0714-0000002、监督电话:0714-0000007")], []),
    "a missing number": (
        f"{WUHAN}\n演示路1号\n\n{HUANGSHI}\n演示路2号\n0714-0000002\n\n{YIDU}\n演示路3号\n0717-0000003",
        [(WUHAN, "演示路1号", ""), (HUANGSHI, "演示路2号", "0714-0000002"),
         (YIDU, "演示路3号", "0717-0000003")], []),
    "a missing number and no blank lines": (
        f"{WUHAN}\n演示路1号\n{HUANGSHI}\n演示路2号\n0714-0000002",
        [(WUHAN, "演示路1号", ""), (HUANGSHI, "演示路2号", "0714-0000002")], []),
    "a missing address": (
        f"{WUHAN}\n027-00000001\n{HUANGSHI}\n演示路2号\n0714-0000002",
        [(WUHAN, "", "027-00000001"), (HUANGSHI, "演示路2号", "0714-0000002")], []),
    "a missing unit": (
        f"{WUHAN}\n演示路1号\n027-00000001\n演示路2号\n0714-0000002\n{YIDU}\n演示路3号\n0717-0000003",
        [(WUHAN, "演示路1号", "027-00000001"), (YIDU, "演示路3号", "0717-0000003")],
        ["演示路2号", "0714-0000002"]),
    "a missing unit on a line": (
        f"{WUHAN} 演示路1号 027-00000001\n演示路2号 0714-0000002\n{YIDU} 演示路3号 0717-0000003",
        [(WUHAN, "演示路1号", "027-00000001"), (YIDU, "演示路3号", "0717-0000003")],
        ["演示路2号 0714-0000002"]),
    "a unit that nobody knows": (
        f"{WUHAN}\n演示路1号\n027-00000001\n江城驿\n演示路2号\n0714-0000002\n{YIDU}\n演示路3号\n0717-0000003",
        [(WUHAN, "演示路1号", "027-00000001"), (YIDU, "演示路3号", "0717-0000003")],
        ["江城驿", "演示路2号", "0714-0000002"]),
    "a unit that nobody knows below one without a number": (
        f"{WUHAN}\n演示路1号\n江城驿\n演示路2号\n0714-0000002\n{YIDU}\n演示路3号\n0717-0000003",
        [(WUHAN, "演示路1号", ""), (YIDU, "演示路3号", "0717-0000003")],
        ["江城驿", "演示路2号", "0714-0000002"]),
    "an address over two lines": (
        f"{WUHAN}\n湖北省武汉市江岸区\n演示路1号\n027-00000001\n{HUANGSHI}\n黄石市下陆区\n演示路2号\n0714-0000002",
        [(WUHAN, "湖北省武汉市江岸区演示路1号", "027-00000001"),
         (HUANGSHI, "黄石市下陆区演示路2号", "0714-0000002")], []),
    "numbers above addresses": (
        f"{WUHAN}\n027-00000001\n演示路1号\n{HUANGSHI}\n0714-0000002\n演示路2号",
        [(WUHAN, "演示路1号", "027-00000001"), (HUANGSHI, "演示路2号", "0714-0000002")], []),
    "names of officers": (
        f"{WUHAN}\n演示路1号\n联系人：张三\n027-00000001\n"
        f"{HUANGSHI}\n演示路2号\n李警官 0714-0000002",
        [(WUHAN, "演示路1号", "027-00000001"), (HUANGSHI, "演示路2号", "0714-0000002")], []),
    "what a page says besides": (
        f"湖北省免费采血点名单\n来源：演示网\n{WUHAN}\n演示路1号\n027-00000001\n"
        f"{HUANGSHI}\n演示路2号\n0714-0000002\n扫码关注我们\n点赞 在看",
        [(WUHAN, "演示路1号", "027-00000001"), (HUANGSHI, "演示路2号", "0714-0000002")],
        ["扫码关注我们", "点赞 在看"]),
    "a unit without anything": (
        f"{WUHAN}\n{HUANGSHI}\n演示路2号\n0714-0000002\n陆城派出所\n{YIDU}\n演示路3号\n0717-0000003",
        [(HUANGSHI, "演示路2号", "0714-0000002"), (YIDU, "演示路3号", "0717-0000003")],
        [WUHAN, "陆城派出所"]),
    "a title that ends as a unit does": (
        f"湖北省寻亲服务中心\n{WUHAN}\n演示路1号\n027-00000001\n{YIDU}\n演示路3号\n0717-0000003",
        [(WUHAN, "演示路1号", "027-00000001"), (YIDU, "演示路3号", "0717-0000003")], []),
    "cells of which one is missing": (
        f"单位\n地址\n电话\n{WUHAN}\n演示路1号\n027-00000001\n{HUANGSHI}\n0714-0000002\n"
        f"{YIDU}\n演示路3号\n0717-0000003",
        [(WUHAN, "演示路1号", "027-00000001"), (HUANGSHI, "", "0714-0000002"),
         (YIDU, "演示路3号", "0717-0000003")], []),
    "one site": (f"{WUHAN}\n演示路1号\n027-00000001", [(WUHAN, "演示路1号", "027-00000001")], []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "right", "besides"), SITUATIONS.values(), ids=SITUATIONS.keys())
def test_number_goes_to_no_other_unit_and_nothing_is_lost(
    read: Read, text: str, right: list[Entry], besides: list[str]
) -> None:
    outcomes = read(text)
    assert entries(outcomes) == right
    assert told(outcomes) == besides


@pytest.mark.parametrize(
    ("hours", "right"),
    [
        pytest.param("周一至周五 8:30-12:00", "周一至周五,8:30-12:00", id="days and times"),
        pytest.param("全天24小时", "全天24小时", id="always"),
        pytest.param("时间：工作日（节假日除外）", "工作日(节假日除外)", id="with a label"),
        pytest.param("⏰上午9点到下午5点", "上午9点到下午5点", id="with a picture"),
    ],
)
def test_hours_stay_hours(read: Read, hours: str, right: str) -> None:
    text = f"{WUHAN}\n演示路1号\n027-00000001\n{hours}\n\n{YIDU}\n演示路3号\n0717-0000003"
    row, _ = (each for each in read(text) if isinstance(each, Row))
    assert (row.cells["phone"], row.cells["hours"]) == ("027-00000001", right)


@pytest.mark.parametrize(
    "form", ["{h}\n{u}\n{a}\n{p}\n", "\n{h}\n\n{u} {a} {p}\n", "【{h}】\n1. {u}，{a}，{p}\n",
             "## {h}\n\n- {u}\n- {a}\n- {p}\n", "一、{h}（1个）\n{u}（{a}，{p}）\n"],
)  # fmt: skip
@pytest.mark.parametrize(
    "heads", [("武汉市", "黄石市", "长沙市"), ("武汉", "黄石", "长沙"),
              ("湖北省武汉市", "湖北省黄石市", "湖南省长沙市")],
)  # fmt: skip
def test_headings_between_place_their_rows(read: Read, form: str, heads: Sequence[str]) -> None:
    units = ("江岸分局刑侦大队", "下陆分局刑警大队", "雨花分局刑侦大队")
    text = "".join(
        form.format(h=head, u=unit, a=f"演示路{n}号", p=f"0731-000000{n}")
        for n, (head, unit) in enumerate(zip(heads, units, strict=True), 1)
    )
    outcomes = read(text)
    assert [entry[0] for entry in entries(outcomes)] == list(units)
    cities = [row.cells["city"] for row in outcomes if isinstance(row, Row)]
    assert [city.removesuffix("市") for city in cities] == ["武汉", "黄石", "长沙"]


@pytest.mark.parametrize(
    "text",
    [
        "8月1日，武汉市公安局江岸区分局民警来到演示路1号，为家属采集血样。线索请拨打027-00000001。",
        "采血点将陆续公布。咨询电话：027-00000001。\n请家属携带身份证前往当地派出所。",
        "演示路1号\n027-00000001\n演示路2号\n0714-0000002",
    ],
)
def test_text_that_is_no_list_makes_no_site(read: Read, text: str) -> None:
    with pytest.raises(BadFileError):
        read(text)

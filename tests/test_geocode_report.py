"""`geocode-report` and `explain` as an operator meets them, with and without providers."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import Result
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from sites import cli
from sites.geo import Point
from sites.geocoding import PlaceText, locate
from sites.geocoding.explaining import explain
from sites.locating.surveying import DOUBT_KINDS, survey
from sites.mapping.report import Pin, report_map
from sites.settings import read_settings
from sites.store import Store
from sites.voice.doubtful_places import doubtful_places_page
from sites.voice.explanations import explanation_lines
from tests.conftest import NO_PLACES
from tests.providers_server import KEY, Play, playing

STATIC = Path(__file__).parents[1] / "static"
DOOR = Point(30.635, 104.045)  # in 武侯区
WUHAN = Point(30.600, 114.300)
Run = Callable[..., Result]
HEADER = "单位,地址,lat,lon,datum\n"
EVIL = "<script>alert(1)</script>${alert(2)}'\"><img src=x onerror=alert(3)>"
LIST = f"""\
{HEADER}甲,四川省成都市武侯区试验一路1号,30.641,104.041,wgs84
乙,四川省成都市武侯区试验二路2号,30.641,104.041,wgs84
丙,四川省成都市武侯区试验三路3号,30.58,114.3,wgs84
丁,没有这种地方,,,
戊,四川省成都市武侯区试验五路5号,,,
己,四川省成都市武侯区试验六路6号,,,
"""


@pytest.fixture
def play() -> Iterator[Play]:
    with playing() as play:
        elsewhere = {"六路": WUHAN, "三路": Point(DOOR.lat + 0.002, DOOR.lon)}
        play.locate = lambda query: elsewhere.get(query[11:13], DOOR)
        yield play


@pytest.fixture
def make_run(tmp_path: Path) -> Callable[..., Run]:
    """make_run(**settings)("explain", …): the result of that command with these settings."""

    def make(**environment: str) -> Run:
        app, url = Flask("test", root_path=str(tmp_path)), f"sqlite:///{tmp_path / 'sites.db'}"
        cli.register(app, read_settings(environment), Store(url), STATIC, NO_PLACES)

        def run(*words: object) -> Result:
            return app.test_cli_runner().invoke(args=["sites", *map(str, words)])

        return run

    return make


def written(folder: Path, text: str = LIST, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def page(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html5lib")


def rows_under(page: BeautifulSoup, kind: str) -> dict[str, str]:
    """Unit → reasons, of the table that follows the heading of a kind."""
    heading = page.find(id=kind)
    if heading is None:
        return {}
    table = heading.find_next("table")
    assert table is not None
    cells = [[cell.get_text() for cell in row.find_all("td")] for row in table.find_all("tr")[1:]]
    return {row[1]: row[4] for row in cells}


def test_offline_the_report_shows_coarse_missing_outside_and_doubled(
    make_run: Callable[..., Run], tmp_path: Path
) -> None:
    out = tmp_path / "report.html"
    result = make_run()("geocode-report", written(tmp_path), "--out", out)
    assert result.exit_code == 0, result.output
    assert "共 6 行，6 行要核对" in result.output
    found = page(out)
    assert set(rows_under(found, "nowhere")) == {"丁"}
    assert (
        "武汉" in rows_under(found, "outside")["丙"] or "江" in rows_under(found, "outside")["丙"]
    )
    assert rows_under(found, "duplicate") == {
        "甲": "和第 3 行在同一点，地址却不同。",
        "乙": "和第 2 行在同一点，地址却不同。",
    }
    assert set(rows_under(found, "coarse")) == {"戊", "己"}
    assert rows_under(found, "guarded") == {}
    assert not (tmp_path / "sites.db").exists(), "without a key not even the memory is opened"


def test_online_the_report_shows_guarded_and_leaves_out_what_is_sure(
    make_run: Callable[..., Run], play: Play, tmp_path: Path
) -> None:
    out = tmp_path / "report.html"
    run = make_run(**play.settings("amap"))
    result = run("geocode-report", written(tmp_path), "--out", out)
    assert result.exit_code == 0, result.output
    found = page(out)
    assert "湖北省武汉市" in rows_under(found, "guarded")["己"]
    assert "戊" not in found.get_text(), "a door in its county is no doubt"
    assert {asked.provider for asked in play.asked} == {"amap"}
    asked = len(play.asked)
    run("geocode-report", written(tmp_path), "--out", out)
    assert len(play.asked) == asked, "what is remembered is not asked again"


def test_two_providers_that_lie_apart_are_for_a_person_s_eye(
    make_run: Callable[..., Run], play: Play, tmp_path: Path
) -> None:
    out = tmp_path / "report.html"
    run = make_run(**play.settings("tianditu", "baidu"))
    play.after = lambda asked: (
        setattr(play, "locate", lambda _: Point(DOOR.lat - 0.02, DOOR.lon))
        if asked.provider == "tianditu"
        else None
    )
    text = HEADER + "戊,四川省成都市武侯区试验五路5号,,,\n"
    run("geocode-report", written(tmp_path, text), "--out", out)
    (reason,) = rows_under(page(out), "disagreeing").values()
    assert "天地图和百度给的位置相差 2.2 公里" in reason


@pytest.mark.parametrize("part", ["quota", "key", "unknown", "cut"])
def test_an_outage_is_in_the_page_and_on_the_terminal(
    make_run: Callable[..., Run], play: Play, tmp_path: Path, part: str
) -> None:
    out = tmp_path / "report.html"
    play.parts["tianditu"] = part
    text = HEADER + "".join(f"甲{n},四川省成都市武侯区试验{n}路,,,\n" for n in range(5))
    run = make_run(**play.settings("tianditu"))
    result = run("geocode-report", written(tmp_path, text), "--out", out)
    found = page(out)
    told = found.find(class_="out")
    assert told is not None
    for said in (told.get_text(), result.output):
        assert "天地图" in said
        assert "5 " in said
    assert len(rows_under(found, "unasked")) == 5
    assert KEY not in result.output + out.read_text(encoding="utf-8")


def test_without_asking_the_memory_alone_speaks(
    make_run: Callable[..., Run], play: Play, tmp_path: Path
) -> None:
    out = tmp_path / "report.html"
    result = make_run(**play.settings("amap"))(
        "geocode-report", "--no-ask", written(tmp_path), "--out", out
    )
    assert result.exit_code == 0, result.output
    assert play.asked == []
    assert set(rows_under(page(out), "coarse")) == {"戊", "己"}


def test_any_table_with_an_address_column_will_do(
    make_run: Callable[..., Run], tmp_path: Path
) -> None:
    header = "编号,详细地址,百度纬度,百度经度\n"
    text = header + "1,四川省成都市武侯区试验一路,30.645,104.052\n2,密云县试验路,,\n"
    out = tmp_path / "report.html"
    result = make_run()("geocode-report", written(tmp_path, text), "--out", out)
    assert result.exit_code == 0, result.output
    assert "共 2 行，1 行要核对" in result.output, "the first row brings its point, in BD-09"


def test_a_file_that_is_no_table_is_one_sentence(
    make_run: Callable[..., Run], tmp_path: Path
) -> None:
    out = tmp_path / "report.html"
    result = make_run()("geocode-report", written(tmp_path, "a,b\n1,2\n"), "--out", out)
    assert result.exit_code == 1
    assert "地址列" in result.output
    assert not out.exists()


def evil_page(folder: Path) -> str:
    text = HEADER + f'"{EVIL.replace(chr(34), chr(34) * 2)}",四川省成都市武侯区,,,\n'
    path = written(folder, text, "evil.csv")
    return "".join(doubtful_places_page(f"{EVIL}.csv", survey(path), STATIC))


def test_no_text_of_a_list_is_in_a_script_or_becomes_one(tmp_path: Path) -> None:
    whole = evil_page(tmp_path)
    found = BeautifulSoup(whole, "html5lib")
    scripts = [script.get_text() for script in found.find_all("script")]
    assert len(scripts) == 4
    assert not any("alert(" in script for script in scripts)
    assert found.find("img") is None
    assert EVIL in found.get_text().replace(" ", "") or "alert(3)" in found.get_text()


def test_the_page_needs_no_other_file(tmp_path: Path) -> None:
    found = BeautifulSoup(evil_page(tmp_path), "html5lib")
    assert [tag for tag in found.find_all(["script", "link", "img"]) if tag.get("src")] == []
    assert found.find_all("link") == []
    policy = found.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert policy is not None
    assert "default-src 'none'" in str(policy["content"])


def test_the_map_shows_every_row_with_a_point_and_its_words_on_a_tap(
    chromium: Browser, tmp_path: Path
) -> None:
    out = written(tmp_path, evil_page(tmp_path), "report.html")
    context = chromium.new_context(offline=True)
    try:
        tab = context.new_page()
        troubles: list[str] = []
        tab.on("pageerror", lambda error: troubles.append(str(error)))
        tab.on("console", lambda message: troubles.append(message.text))
        tab.on("dialog", lambda _: troubles.append("a script of the list ran"))
        tab.goto(out.as_uri())
        tab.locator("#map_report").click()  # its middle: the view fits the one point
        popup = tab.locator(".leaflet-popup-content")
        assert "alert(3)" in popup.inner_text()
        assert "GS(2024)0650" in tab.locator(".leaflet-control-attribution").inner_text()
        assert troubles == []
    finally:
        context.close()


def test_numbers_alone_enter_the_map() -> None:
    drawn = report_map([Pin(30.5, 104.0, 0, 7), Pin(0.0, 0.0, 1, 2)], STATIC)
    assert "[[30.5, 104.0, 0, 7], [0.0, 0.0, 1, 2]]" in drawn.scripts[-1]
    assert "http" not in drawn.html
    assert re.findall(r"(?:src|href)=", drawn.html + drawn.scripts[-1]) == []


# ---- explain ---------------------------------------------------------------------------------

STEPS = [
    (
        ["武汉市江汉区北京路12号"],
        ["认出：「武汉市」、「江汉区」", "剩下：「北京路12号」", "「北京」", "像路名", "到区县"],
    ),
    (["密云县鼓楼东大街1号"], ["2015 年改为", "在更长的「密云县」里面", "北京市密云区"]),
    (["朝阳区建国路1号"], ["北京市朝阳区", "长春市朝阳区", "没有位置。", "请补上省、市"]),
    (["建国路1号", "--province", "北京", "--county", "朝阳区"], ["地区列", "先在", "（110105）"]),
    (["公安县公安局"], ["湖北省荆州市公安县"]),
    (["成都市武侯区试验路", "--unit", "武侯区公安分局"], ["单位「武侯区公安分局」", "「公安」"]),
    (
        ["绵阳涪城区演示路1号、游仙区演示路2号", "--unit", "绵阳市公安局"],
        ["这里有几个地址", "请分开写", "「涪城区」", "有几个地方，只算到「四川省绵阳市」"],
    ),
    (["北京市朝阳区建国路1号", "--province", "四川省"], ["不是一个地方", "请改正写错的那个"]),
    (["菏泽市郸城县"], ["不在一处", "不是一个地方", "「河南省周口市郸城县」"]),
    (["美国纽约演示路1号"], ["「美国」在国外，这里只有中国的地方。"]),
    (["演示" * 300], ["超过 300 个字", "没有采用的地名：没有"]),
    (["成都市武侯区望江路街道"], ["这个乡镇、街道没有自己的位置，用「四川省成都市武侯区」的。"]),
    (
        ["蚌埠高新技术产业开发区演示路"],
        ["「高新技术产业开发区」不是区县", "只算到「安徽省蚌埠市」"],
    ),
    ([""], ["什么也没有写", "没有位置"]),
    (["028-85551234"], ["没有位置"]),
]


@pytest.mark.parametrize(("words", "said"), STEPS, ids=lambda part: str(part[0]))
def test_explain_tells_each_step(
    make_run: Callable[..., Run], words: list[str], said: list[str]
) -> None:
    result = make_run()("explain", *words)
    assert result.exit_code == 0, result.output
    assert [part for part in said if part not in result.output] == []
    assert "没有设置密钥" in result.output


NOT_SAID = [
    (["北京市朝阳区建国路1号", "--province", "四川省"], "请补上省、市"),
    (["美国纽约演示路1号"], "请在地址前写上省"),
    (["成都市武侯区" * 100], "请在地址前写上省"),
    (["重庆市渝北区龙溪街道"], "的旧名）：在更长的「渝北区」"),
    (["成都市武侯区"], "没有自己的位置"),
]


@pytest.mark.parametrize(("words", "untrue"), NOT_SAID, ids=lambda part: str(part)[:20])
def test_explain_gives_no_advice_that_does_not_help(
    make_run: Callable[..., Run], words: list[str], untrue: str
) -> None:
    result = make_run()("explain", *words)
    assert result.exit_code == 0, result.output
    assert untrue not in result.output


def test_explain_tells_what_each_provider_said(make_run: Callable[..., Run], play: Play) -> None:
    run = make_run(**play.settings("tianditu", "amap"))
    taken = run("explain", "成都市武侯区试验五路5号").output
    assert "问的是「四川省成都市武侯区试验五路5号」" in taken
    assert "天地图：门址 100 分" in taken
    assert "到门牌；来源：天地图" in taken
    refused = run("explain", "成都市武侯区试验六路6号").output
    assert "天地图给的位置在「湖北省武汉市" in refused
    assert "来源：OpenStreetMap" in refused.rpartition("结论")[2]
    unasked = run("explain", "成都市武侯区演示路6号").output
    assert "演示行，不问" in unasked


ODD = [
    "",
    "一",
    "试" * 10_000,
    "😀😀😀",
    "\x00\x07\x1b[31m\x7f",
    EVIL,
    "'; DROP TABLE sites; --",
    "1234567890",
    "1600 Pennsylvania Avenue NW, Washington, DC",
    "13800138000",
    "成都市武侯区试验一路1号；武汉市江岸区试验二路2号；南通市启东市试验三路3号",
    "شارع الملك فهد، الرياض",
    "רחוב הרצל 1",
    "\u202e号1路验试区侯武\u202c",
]


@pytest.mark.parametrize("text", ODD, ids=lambda text: repr(text[:12]))
def test_odd_words_get_a_place_or_a_sentence(text: str) -> None:
    place = PlaceText(address=text)
    lines = list(explanation_lines(explain(place), None))
    located = locate(place)
    assert located.fix is None
    assert located.notes
    assert "没有位置。" in lines[-1]


TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from([*ODD[3:], "四川省", "成都市", "武侯区", "路", "镇"]), max_size=4).map(
        "".join
    ),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS, TEXTS), max_size=4))
def test_any_list_becomes_a_page_with_every_row_accounted_for(
    tmp_path: Path, cells: list[tuple[str, str, str, str]]
) -> None:
    def quoted(text: str) -> str:
        return '"' + text.replace('"', '""').replace("\x00", "").replace("\r", " ") + '"'

    lines = [",".join(map(quoted, row)) for row in cells]
    text = "单位,地址,lat,lon\n" + "\n".join(["甲,成都市武侯区,,", *lines]) + "\n"
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8", errors="replace")
    found = survey(path)
    assert found.rows >= 1
    assert {doubt.kind for row in found.doubtful for doubt in row.doubts} <= set(DOUBT_KINDS)
    whole = BeautifulSoup("".join(doubtful_places_page("list.csv", found, STATIC)), "html.parser")
    assert len(whole.find_all("tr", id=re.compile("^row-"))) == len(found.doubtful)
    assert len(whole.find_all("script")) == 4


@settings(max_examples=40, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_any_words_can_be_explained(county: str, unit: str, address: str) -> None:
    place = PlaceText(county=county, unit=unit, address=address)
    lines = list(explanation_lines(explain(place), None))
    assert "结论" in lines
    assert (locate(place).fix is None) == (lines[-1] == "  没有位置。")

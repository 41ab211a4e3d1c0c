"""What is offered while somebody types: areas whose names go on from it, and nothing of numbers."""

import json
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sites.areas import gazetteer
from sites.areas.naming import full_name
from sites.directory.answer import Choice
from sites.finding import MOST_OFFERED, Finder
from sites.records import SiteCounts
from sites.understanding.completing import LONGEST_TYPED, completions
from sites.voice.answers import offer_json
from tests.conftest import MakeApp
from tests.making import make_site
from tests.test_finding import finder_of

MOST_BYTES = 1000


@pytest.fixture(scope="module")
def finder() -> Finder:
    """Two sites in 武侯区 and one in 三台县: counts, and an order where names say nothing."""
    return finder_of([
        make_site("one"),
        make_site("two", unit="另一单位"),
        make_site("three", adcode="510722", city="绵阳市", county="三台县"),
    ])  # fmt: skip


def _names(finder: Finder, typed: str) -> list[str]:
    return [full_name(choice.path) for choice in finder.complete(typed)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        pytest.param("成都", "四川省成都市", id="a name without its kind"),
        pytest.param("武侯", "四川省成都市武侯区", id="a county"),
        pytest.param("三台", "四川省绵阳市三台县", id="another county"),
        pytest.param("黑", "黑龙江省", id="one character"),
        pytest.param("沪", "上海市", id="a letter of the plates"),
        pytest.param("恩施州", "湖北省恩施土家族苗族自治州", id="a further form"),
        pytest.param("密云县", "北京市密云区", id="a name of the past"),
        pytest.param("乾縣", "陕西省咸阳市乾县", id="traditional"),
        pytest.param("乾安", "吉林省松原市乾安县", id="not simplified where it is right"),
        pytest.param("廣東", "广东省", id="traditional province"),
        pytest.param("成都武", "四川省成都市武侯区", id="behind its city"),
        pytest.param("成都市 武", "四川省成都市武侯区", id="behind its city and a blank"),
        pytest.param("四川成都武侯", "四川省成都市武侯区", id="whole, run together"),
        pytest.param("四川省成都市武", "四川省成都市武侯区", id="behind province and city"),
        pytest.param("成都wuh", "四川省成都市武侯区", id="letters behind characters"),
        pytest.param("chengd", "四川省成都市", id="half a syllable"),
        pytest.param("Cheng Du", "四川省成都市", id="capitals and a blank"),
        pytest.param("chéng dū", "四川省成都市", id="tones"),
        pytest.param("xi'an", "陕西省西安市", id="an apostrophe"),
        pytest.param("chengduwuh", "四川省成都市武侯区", id="pinyin behind its city"),
        pytest.param("chengdu shi wu", "四川省成都市武侯区", id="pinyin, in words"),
        pytest.param("whq", "四川省成都市武侯区", id="initials"),
        pytest.param("cdwh", "四川省成都市武侯区", id="initials behind its city's"),
        pytest.param("chongq", "重庆市", id="a name of two readings"),
        pytest.param("changzhi", "山西省长治市", id="pinyin to the end"),
        pytest.param("bengb", "安徽省蚌埠市", id="蚌埠 is bengbu"),
        pytest.param("shanxian", "山东省菏泽市单县", id="单县 is shanxian"),
        pytest.param("千灯", "江苏省苏州市昆山市千灯镇", id="a township"),
        pytest.param("昆山千", "江苏省苏州市昆山市千灯镇", id="a township behind its city"),
        pytest.param("东莞长安", "广东省东莞市长安镇", id="a township of a city"),
        pytest.param("我家住武侯区", "四川省成都市武侯区", id="a sentence"),
        pytest.param("成都市武侯区武科西一路", "四川省成都市武侯区", id="an address"),
    ],
)  # fmt: skip
def test_the_place_that_is_meant_stands_first(finder: Finder, typed: str, first: str) -> None:
    assert _names(finder, typed)[:1] == [first]


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "a", "Z", "028", "510107", "510107199", "武侯区6", "成都２", "wuhou1", "😀", "<b>",
        "'", "·", "%", "武侯%", "москва", "서울", "\0", "\u202e", "qqqqq",
        "x" * (LONGEST_TYPED + 1), "成" * 100, "ﷺ" * 20,
    ],
)  # fmt: skip
def test_what_is_no_name_gets_nothing(finder: Finder, typed: str) -> None:
    assert finder.complete(typed) == ()


def test_every_area_is_offered_when_its_name_is_typed_to_the_end() -> None:
    """By characters and by pinyin; of namesakes all have the same rank, so none is lost."""
    places = gazetteer()
    lost = []
    for level in ("province", "city", "county"):
        for area in places.all(level):
            for typed in (area.name, area.short, full_name(places.path(area.adcode)),
                          places.pinyin(area.adcode)[0]):  # fmt: skip
                found = completions(places, typed)
                best = [each.area.adcode for each in found if each.rank[0] == found[0].rank[0]]
                if area.adcode not in best:
                    lost.append((area.name, typed))
    assert lost == []


def test_a_county_is_offered_from_half_its_name_behind_its_city() -> None:
    places = gazetteer()
    lost = [
        full_name(places.path(area.adcode))
        for area in places.all("county")[::7]
        if area.adcode
        not in {
            each.area.adcode
            for each in completions(places, full_name(places.path(area.adcode)[:-1]) + area.name[0])
        }
    ]
    assert lost == []


def test_a_larger_area_comes_first_then_the_one_with_more_sites(finder: Finder) -> None:
    found = finder.complete("wh")
    levels = [choice.area.level for choice in found]
    assert levels == sorted(levels, key=["province", "city", "county"].index)
    alike = finder_of([make_site("x", adcode="220104", province="吉林省", city="长春市")])
    assert _names(alike, "朝阳区")[0] == "吉林省长春市朝阳区"
    other = finder_of([make_site("x", adcode="110105", province="北京市", city=None)])
    assert _names(other, "朝阳区")[0] == "北京市朝阳区"


def test_a_zone_or_a_name_of_the_past_stands_back_behind_names_of_today(finder: Finder) -> None:
    assert _names(finder, "成都") == ["四川省成都市"]
    assert _names(finder, "成都东部") == ["四川省成都市简阳市"]
    assert "广西壮族自治区贺州市" not in _names(finder, "wuzho")  # 梧州地区 until 1997
    assert _names(finder, "密云")[0] == _names(finder, "密云县")[0] == "北京市密云区"


def test_of_more_townships_than_fit_none_is_offered(finder: Finder) -> None:
    assert finder.complete("城关镇") == ()
    assert {choice.area.level for choice in finder.complete("城关")} == {"county"}
    inside = finder.complete("昆山花")
    assert [choice.area.name for choice in inside] == ["花桥镇"]


def test_no_keystroke_of_any_name_offers_too_much(finder: Finder) -> None:
    for text in ("四川省成都市武侯区", "chengdushiwuhouqu", "昆山市千灯镇", "shuangjianglahuzu"):
        for end in range(1, len(text) + 1):
            found = finder.complete(text[:end])
            assert len(found) <= MOST_OFFERED
            assert end == 1 or found, text[:end]


# ---- the address --------------------------------------------------------------------------------


def test_an_answer_names_the_province_and_counts(app: Flask, client: FlaskClient) -> None:
    answer = client.get(f"/suggest?q={quote('武侯')}")
    assert answer.mimetype == "application/json"
    here = app.extensions["sites"].live.current()
    assert answer.get_json()[0] == {
        "name": "武侯区",
        "path": "四川省 成都市",
        "adcode": "510107",
        "sites": here.counts("510107").total,
        "words": f"{here.counts('510107').total} 处",
    }
    assert client.get(f"/suggest?q={quote('千灯')}").get_json() == [
        {
            "name": "千灯镇",
            "path": "江苏省 苏州市 昆山市",
            "adcode": "320583113",
            "sites": None,
            "words": "",
        }
    ]
    province = client.get(f"/suggest?q={quote('黑龙江')}").get_json()[0]
    assert (province["name"], province["path"]) == ("黑龙江省", "")


def test_an_answer_speaks_the_language_of_its_address(app: Flask, client: FlaskClient) -> None:
    (wuhou, *_) = client.get("/en/suggest?q=wuhouq").get_json()
    assert (wuhou["name"], wuhou["path"]) == ("Wuhou District", "Chengdu, Sichuan")
    assert wuhou["words"].split()[0] == str(wuhou["sites"])
    (taiwan, *_) = client.get(f"/zh-hant/suggest?q={quote('臺灣')}").get_json()
    assert taiwan["name"] == "臺灣省"
    # Its English name nobody knows: by its Chinese ones it is searched for.
    (town,) = client.get(f"/en/suggest?q={quote('千灯')}").get_json()
    assert (town["name"], town["path"]) == ("千灯镇", "江苏省 苏州市 昆山市")


def test_no_answer_can_exceed_a_kilobyte() -> None:
    """As many as are offered of the areas whose entries are longest, with a number of four
    digits each."""
    places, counts = gazetteer(), SiteCounts(9999, 9999, 0)
    sizes = []
    for level in ("province", "city", "county", "township"):
        for area in places.all(level):
            entry = offer_json(Choice(area, places.path(area.adcode), counts))
            sizes.append(len(json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()))
    longest = sorted(sizes, reverse=True)[:MOST_OFFERED]
    assert sum(longest) + len(longest) + 2 <= MOST_BYTES


@pytest.mark.parametrize("typed", ["武", "wu", "大", "sh", "cy"])
def test_an_answer_is_small_as_it_travels(client: FlaskClient, typed: str) -> None:
    answer = client.get(f"/suggest?q={quote(typed)}", headers={"Accept-Encoding": "identity"})
    assert len(answer.get_json()) == MOST_OFFERED
    assert len(answer.data) <= MOST_BYTES


def test_an_answer_is_kept_until_another_release_is_live(client: FlaskClient) -> None:
    first = client.get(f"/suggest?q={quote('武侯')}")
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get(
        f"/suggest?q={quote('武侯')}", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")
    assert "Set-Cookie" not in first.headers


def test_without_a_text_or_with_a_number_nothing_is_offered(client: FlaskClient) -> None:
    for query in ("", "?q=", "?q=%20", "?q=510107", "?q=51010719800101", "?q=028"):
        assert client.get(f"/suggest{query}").get_json() == []


def test_without_a_release_it_says_so_in_the_shape_of_errors(make_app: MakeApp) -> None:
    answer = make_app().test_client().get("/suggest?q=a")
    assert answer.status_code == 503
    assert answer.get_json()["error"]["code"] == "not_ready"


@pytest.mark.parametrize("query", ["q=" + "a" * 101, "q=%ff", "q=" + quote("ﷺ" * 7)])
def test_what_cannot_be_a_question_is_refused(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/suggest?{query}")
    assert answer.status_code == 400
    assert set(answer.get_json()["error"]) == {"code", "message", "field"}

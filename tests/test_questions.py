"""Questions as families put them: what each is worth an answer, and the kinds one by one."""

import re
from collections import Counter
from time import perf_counter
from typing import Any
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask, url_for
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from app import create_app
from sites.areas import gazetteer
from sites.directory.answer import SearchAnswer
from sites.finding import Finder
from sites.questions import hear, without_identity
from sites.questions.guidance import NOT_SAID, SERVICES
from tests.asking import BAD, Case, finder_of_invented_sites, judge, path_of, read_cases
from tests.conftest import HOME, STORE_URL, GetPage, MakeApp

Verdicts = dict[str, list[tuple[Case, str]]]
FILES = ("questions.csv", "questions_more.csv")


@pytest.fixture(scope="module")
def finder() -> Finder:
    return finder_of_invented_sites()


@pytest.fixture(scope="module")
def verdicts(finder: Finder) -> Verdicts:
    return {name: [(case, judge(finder, case)) for case in read_cases(name)] for name in FILES}


@pytest.mark.parametrize("name", FILES)
def test_at_most_one_question_in_fifty_is_misled_or_left_alone(
    verdicts: Verdicts, name: str
) -> None:
    judged = verdicts[name]
    bad = [(verdict, case.question) for case, verdict in judged if verdict in BAD]
    assert len(judged) > 200
    assert len(bad) <= 0.02 * len(judged), bad


@pytest.mark.parametrize("name", FILES)
def test_no_answer_that_was_right_is_lost(verdicts: Verdicts, name: str) -> None:
    lost = [
        (verdict, case.question)
        for case, verdict in verdicts[name]
        if case.verdict == "right" and verdict in BAD
    ]
    assert lost == []


def test_every_kind_of_question_is_among_the_cases() -> None:
    counted = Counter(case.kind for name in FILES for case in read_cases(name))
    assert len(counted) >= 30
    assert min(counted.values()) >= 5


def names(answer: SearchAnswer) -> list[str]:
    return [path_of(choice) for choice in answer.choices]


def main_of(page: BeautifulSoup) -> Tag:
    assert page.main is not None
    return page.main


def table(*rows: tuple[object, ...]) -> list[object]:
    return [pytest.param(*row, id=str(row[0])) for row in rows]


BEHIND_A_LEAD_IN = table(
    ("请问绵阳采血", "绵阳市"), ("我家德州的", "德州市"), ("查湖南娄底", "娄底市"),
    ("我老家安徽六安", "六安市"), ("烦请告知遵义的采血点", "遵义市"), ("俺是河南安阳的", "安阳市"),
    ("谁晓得泸州哪里抽血", "泸州市"), ("小度小度汉中在哪采血", "汉中市"),
    ("我妈娘家是广西百色", "百色市"),
    ("帮俺瞅瞅菏泽", "菏泽市"), ("咨询邵东采血", "邵东市"), ("求助：云南曲靖", "曲靖市"),
    ("老家江西赣州，想给娃采血", "赣州市"), ("劳驾，怀化咋去", "怀化市"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "name"), BEHIND_A_LEAD_IN)
def test_a_short_name_behind_a_lead_in_is_heard(finder: Finder, text: str, name: str) -> None:
    answer = finder.search(text)
    assert [each[-len(name) :] for each in names(answer)] == [name]
    assert answer.found or answer.beyond


COUNTY_WITH_WORDS_BEHIND = table(
    ("凤庆怎么去", "凤庆县"), ("旬阳有没有采血点", "旬阳市"), ("浦江哪里能抽血", "浦江县"),
    ("息县哪儿采血", "息县"), ("会泽那边能采吗", "会泽县"), ("霍山咋走", "霍山县"),
    ("岳池可以验血吗", "岳池县"), ("巨野的采血点", "巨野县"), ("南漳附近", "南漳县"),
    ("阳新人在哪采血", "阳新县"), ("龙岗哪里", "龙岗区"), ("隆昌啥地方抽血", "隆昌市"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "name"), COUNTY_WITH_WORDS_BEHIND)
def test_a_countys_short_name_is_heard_before_everyday_words(
    finder: Finder, text: str, name: str
) -> None:
    assert [each[-len(name) :] for each in names(finder.search(text))] == [name]


NO_NOISE = table(
    ("公安县", "421022"), ("密云县", "110118"), ("张家界", "430800"), ("来宾", "451300"),
    ("去来宾采血", "451300"), ("和县", "340523"), ("我想去和平县采血", "441624"),
    ("从化区", "440117"),
    ("那曲", "540600"), ("来凤县在哪", "422827"), ("人和镇在哪里 广州", "440111"),
    ("找郏县", "410425"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "adcode"), NO_NOISE)
def test_a_word_of_the_sentence_costs_no_name_that_holds_it(
    finder: Finder, text: str, adcode: str
) -> None:
    assert [choice.area.adcode[:6] for choice in finder.search(text).choices] == [adcode]


@pytest.mark.parametrize("text", ["南京路", "北京西路", "成都街", "太康路", "四川北路", "中山医院"])
def test_a_street_that_bears_a_name_is_no_place(finder: Finder, text: str) -> None:
    assert names(finder.search(text)) == []


ELSEWHERE_THAN_SAID = table(
    ("四川丰都", "重庆市丰都县", "四川省"), ("广东琼海", "海南省琼海市", "广东省"),
    ("安徽常州", "江苏省常州市", "安徽省"), ("湖北株洲", "湖南省株洲市", "湖北省"),
    ("河北太原", "山西省太原市", "河北省"), ("甘肃石嘴山", "宁夏回族自治区石嘴山市", "甘肃省"),
    ("贵州会泽", "云南省曲靖市会泽县", "贵州省"), ("福建汕头", "广东省汕头市", "福建省"),
    ("陕西洛阳", "河南省洛阳市", "陕西省"), ("山东 沧州", "河北省沧州市", "山东省"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "path", "said"), ELSEWHERE_THAN_SAID)
def test_a_province_that_does_not_hold_the_place_costs_neither(
    finder: Finder, text: str, path: str, said: str
) -> None:
    answer = finder.search(text)
    suggested = [each.name for each in answer.suggestions]
    assert path in names(answer)
    assert said in [*suggested, *names(answer)]
    assert answer.is_several or any(said in note for note in answer.notes)


WRITTEN_WRONG = table(
    ("四川乐三", "乐山市"), ("湖南岳样", "岳阳市"), ("江西九将", "九江市"), ("河北宝定", "保定市"),
    ("山西临份", "临汾市"), ("广东梅洲", "梅州市"), ("浙江绍星", "绍兴市"), ("安徽蚌部", "蚌埠市"),
    ("云南昭同", "昭通市"), ("辽宁盘景", "盘锦市"), ("我家在织进县", "织金县"),
    ("找临全县", "临泉县"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "name"), WRITTEN_WRONG)
def test_a_misspelt_name_is_suggested_with_its_province(
    finder: Finder, text: str, name: str
) -> None:
    suggested = finder.search(text).suggestions
    assert name in [each.name for each in suggested]
    assert all(each.above or each.name.endswith(("省", "市", "区")) for each in suggested)


SEVERAL_PLACES = table(
    ("老家在四川达州，人在浙江宁波", "宁波市", "达州市"), ("长沙到南昌", "南昌市", "长沙市"),
    ("原籍湖北恩施，现住福建泉州", "泉州市", "恩施"),
    ("从贵州毕节嫁到河北沧州", "沧州市", "毕节市"),
    ("我在东莞打工，老家是河南信阳", "东莞市", "信阳市"),
    ("孩子在长沙丢的，我现在在株洲", "株洲市", "长沙市"),
    ("户口在甘肃陇南人在新疆喀什", "喀什", "陇南市"), ("合肥和芜湖哪个近", "合肥市", "芜湖市"),
    ("家住广东茂名，孩子在佛山走失", "茂名市", "佛山市"),
    ("出生于云南文山，目前在昆明上班", "昆明市", "文山"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "first", "second"), SEVERAL_PLACES)
def test_of_two_places_none_is_dropped_and_the_present_one_comes_first(
    finder: Finder, text: str, first: str, second: str
) -> None:
    answer = finder.search(text)
    assert answer.is_several
    assert [first in names(answer)[0], second in names(answer)[1]] == [True, True], names(answer)


UNDERSTOOD_BEFORE_LETTERS = table(
    ("吉水",), ("路桥",), ("湘",), ("赣",), ("鲁",), ("秦",), ("豫",), ("鄂",), ("粤",), ("休宁",),
    ("肥城",),
)  # fmt: skip


@pytest.mark.parametrize("text", UNDERSTOOD_BEFORE_LETTERS)
def test_sites_of_the_place_come_before_letters_elsewhere(finder: Finder, text: str) -> None:
    answer = finder.search(text)
    (choice,) = answer.choices
    inside = finder.directory.positions_in(choice.area.adcode)
    found = {finder.directory.sites[position].id for position in inside}
    own = {each.site.id for each in answer.found if each.group != "elsewhere"}
    assert own <= found
    assert answer.own_total == choice.counts.total


def test_a_name_of_a_province_and_its_city_offers_both(finder: Finder) -> None:
    assert names(finder.search("吉林")) == ["吉林省", "吉林省吉林市"]


PROCEDURE = table(
    ("采血花钱不", "要不要钱"), ("要带户口簿吗", "带什么"), ("多少天能有结果", "采完以后"),
    ("孩子爸爸不在了怎么办", "有一方去不了怎么办"), ("派出所说不管怎么办", "派出所不给采怎么办"),
    ("会保密吗", "会不会泄露隐私"), ("外地户口可以采吗", "要不要回老家"),
    ("我在国外能采吗", "人在国外怎么办"),
    ("七十岁还能采吗", "多大年纪能采"), ("做亲子鉴定要多少钱", "有人要钱怎么办"),
    ("用头发可以吗", "能不能用头发、口水"), ("能寄血样吗", "能不能寄血样、上门采"),
    ("星期天上班吗", "几点上班"),
    ("采血前要空腹吗", "要不要空腹，身体不好能不能采"),
    ("姐姐可以采吗", "兄弟姐妹、爷爷奶奶能采吗"),
    ("去年采过还要采吗", "采过了还要再采吗"), ("这里可以献血吗", "别弄混了"),
    ("我怀疑自己是被拐的", "谁可以去采"), ("没有身份证能采吗", "没有身份证怎么办"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "heading"), PROCEDURE)
def test_a_question_about_the_procedure_gets_the_guides_own_words(
    finder: Finder, text: str, heading: str
) -> None:
    answer = finder.search(text)
    assert heading in [each.heading for each in answer.statements]
    assert (answer.choices, answer.found, answer.suggestions) == ((), (), ())


def test_what_no_source_says_is_said_to_be_unknown_with_whom_to_ask() -> None:
    for statement in NOT_SAID:
        assert not statement.source
        assert re.search("打电话|打 110|拨 12348|写着它的电话", statement.text), statement


@pytest.mark.parametrize("number", sorted(SERVICES))
def test_a_number_that_everybody_dials_is_told_to_be_dialled(finder: Finder, number: str) -> None:
    answer = finder.search(number)
    assert number in answer.statements[0].text
    assert (answer.choices, answer.found) == ((), ())


CODES = table(
    ("370102", "山东省济南市历下区"), ("身份证440306开头", "广东省深圳市宝安区"),
    ("130603", "河北省保定市莲池区"), ("身份证前六位610121", "陕西省西安市长安区"),
    ("区划代码 530622", "云南省昭通市巧家县"), ("320522", "江苏省苏州市太仓市"),
    ("420106198801011234", "湖北省武汉市武昌区"),
    ("我的身份证号是330282197012120019", "浙江省宁波市慈溪市"),
    ("360403 19851231 002X", "江西省九江市浔阳区"), ("422101650305121", "湖北省黄冈市麻城市"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "path"), CODES)
def test_a_code_of_today_or_the_past_is_its_area(finder: Finder, text: str, path: str) -> None:
    answer = finder.search(text)
    assert names(answer) == [path]
    assert not re.search(r"\d{7}", answer.text)


OLD_CODES = table(
    ("130521", ["襄都区", "信都区"], "从前的区划代码"), ("371202", ["莱芜区"], "从前的区划代码"),
    ("510107", ["武侯区"], "武侯区"), ("身份证4202", ["黄石市"], ""), ("身份证51", ["四川省"], ""),
    ("340826开头的身份证", ["宿松县"], ""), ("身份证前两位是65", ["新疆维吾尔自治区"], ""),
)  # fmt: skip


@pytest.mark.parametrize(("text", "areas", "note"), OLD_CODES)
def test_a_code_of_the_past_leads_to_all_that_hold_its_ground(
    finder: Finder, text: str, areas: list[str], note: str
) -> None:
    answer = finder.search(text)
    assert [choice.area.name for choice in answer.choices] == areas
    assert note in "".join(answer.notes)


@pytest.mark.parametrize("text", ["12", "85", "999999", "邮编610000", "123456789", "1+1"])
def test_digits_that_mean_no_place_are_taken_for_none(finder: Finder, text: str) -> None:
    assert (finder.search(text).choices, finder.search(text).found) == ((), ())


PARTED_BY_SIGNS = table(
    ("成都、西安", ["成都市", "西安市"]), ("四川/重庆", ["四川省", "重庆市"]),
    ("合肥，南京", ["合肥市", "南京市"]),
    ("广东省/深圳市/宝安区", ["宝安区"]), ("河南、周口、太康", ["太康县"]),
    ("湖南长沙；湖北武汉", ["长沙市", "武汉市"]),
)  # fmt: skip


@pytest.mark.parametrize(("text", "areas"), PARTED_BY_SIGNS)
def test_signs_part_places_that_do_not_hang_together(
    finder: Finder, text: str, areas: list[str]
) -> None:
    assert [choice.area.name for choice in finder.search(text).choices] == areas


@pytest.mark.parametrize("text", ["河北白洋淀", "广东小王庄采血", "湖南小李庄那边"])
def test_a_word_behind_a_province_is_not_dropped_in_silence(finder: Finder, text: str) -> None:
    assert any("没有认出" in note for note in finder.search(text).notes)


@pytest.mark.parametrize(
    "text", ["采血要脱衣服吗", "双胞胎都要采吗", "能带家属吗", "为什么要采两次"]
)
def test_a_question_that_nothing_answers_is_said_to_be_in_no_source(
    finder: Finder, text: str
) -> None:
    answer = finder.search(text)
    assert answer.statements
    assert any(each in NOT_SAID for each in answer.statements)


NO_PLACES = [
    "今天天气怎么样", "祝您全家平安健康", "字太小看不清", "怎么没有我们县", "我叫张建国",
    "求社会各界好心人帮忙",
    "我采了血三年了没消息", "这个网站是真的吗", "户口怎么上", "比如说要带什么", "大方一点",
    "东西南北",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_PLACES)
def test_a_sentence_without_a_place_is_given_none(finder: Finder, text: str) -> None:
    answer = finder.search(text)
    assert (answer.choices, answer.found) == ((), ())


TELEPHONE_CODES = table(
    ("0755", "深圳市"), ("021", "上海市"), ("区号0851", "贵阳市"), ("0431", "长春市"),
    ("(0531)", "济南市"),
    ("0991", "乌鲁木齐市"), ("0771开头", "南宁市"), ("022", "天津市"), ("0591", "福州市"),
    ("电话区号0731", "长沙市"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "name"), TELEPHONE_CODES)
def test_an_area_code_means_its_cities_and_the_numbers_that_begin_so(
    finder: Finder, text: str, name: str
) -> None:
    answer = finder.search(text)
    code = re.sub(r"\D", "", text)
    assert any(name in each for each in names(answer))
    numbers = [phone.text for each in answer.found for phone in each.site.phones]
    assert numbers
    assert all(number.startswith(code) for number in numbers)


PASTED_NUMBERS = [
    "tel:0431-85086100", "TEL：0431 85086100", "+86 431 85086100", "+8643185086100",
    "0086 0431 85086100",
    "86-431-85086100", "电话:(0431)85086100", "call 0431-85086100", "我想问0431-85086100是哪里的",
    "☎043185086100",
]  # fmt: skip


@pytest.mark.parametrize("text", PASTED_NUMBERS)
def test_a_pasted_number_is_found_whatever_stands_before_it(finder: Finder, text: str) -> None:
    assert [each.site.unit for each in finder.search(text).found] == ["长春市救助管理站"]


@pytest.mark.parametrize("text", ["3", "0", "x", "Z", "路", "市", "!", "９"])
def test_a_single_character_is_no_question(finder: Finder, text: str) -> None:
    answer = finder.search(text)
    assert answer.asks_where
    assert (answer.choices, answer.found, answer.suggestions) == ((), (), ())


CITY_WITH_A_SCHOOL = table(
    ("徐州医科大学", "徐州市"), ("南京师范大学", "南京市"), ("温州大学南门", "温州市"),
    ("重庆交通大学", "重庆市"), ("青岛科技大学", "青岛市"), ("宁波大学附属医院", "宁波市"),
    ("天津财经大学", "天津市"), ("烟台大学", "烟台市"), ("广州中医药大学", "广州市"),
    ("上海理工大学", "上海市"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "name"), CITY_WITH_A_SCHOOL)
def test_a_school_that_bears_a_citys_name_stands_there(
    finder: Finder, text: str, name: str
) -> None:
    assert [each[-len(name) :] for each in names(finder.search(text))] == [name]


LATIN = table(
    ("Hangchow", "杭州市"), ("Wusih", "无锡市"), ("Kweiyang", "贵阳市"), ("Szechwan", "四川省"),
    ("Toishan", "台山市"), ("Lanchow", "兰州市"), ("near Foochow please", "福州市"),
    ("where is the police station in Zunyi", "遵义市"),
    ("my sister was stolen in Kaifeng", "开封市"),
    ("DNA test in Nanchong", "南充市"), ("I live in Shijiazhuang", "石家庄市"),
    ("looking for my parents in Wuhu Anhui", "芜湖市"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "name"), LATIN)
def test_an_english_sentence_and_an_old_spelling_give_the_place(
    finder: Finder, text: str, name: str
) -> None:
    assert [each[-len(name) :] for each in names(finder.search(text))] == [name]


NO_SLIPS = [
    "缅甸", "荷兰", "你好", "骗子", "市局刑侦支队", "瑞士", "曼谷", "谢谢", "滚", "分局刑警大队",
    "采集站", "免费DNA",
    "公安", "打拐办", "血样采集点", "滴血寻亲",
    "火车站", "人民医院", "县公安局", "县城", "最近的派出所",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_SLIPS)
def test_what_is_no_slip_gets_no_suggestion_and_is_asked_where(finder: Finder, text: str) -> None:
    answer = finder.search(text)
    assert (answer.choices, answer.found, answer.suggestions) == ((), (), ())
    assert answer.asks_where or answer.statements


@pytest.mark.parametrize(
    "text", ["秘鲁", "我在马来西亚", "温哥华", "孩子可能在缅甸妙瓦底", "韩国釜山"]
)
def test_a_place_abroad_is_said_to_be_abroad(finder: Finder, text: str) -> None:
    answer = finder.search(text)
    assert any("国外" in note or "中国以外" in note for note in answer.notes)
    assert answer.choices == ()


def test_a_place_at_home_counts_beside_one_abroad(finder: Finder) -> None:
    answer = finder.search("人在日本，老家福建福清")
    assert names(answer) == ["福建省福州市福清市"]
    assert any("中国以外" in note for note in answer.notes)


IDENTITIES = table(
    ("510107199001011234", "510107"), ("51010719900101123X", "510107"),
    ("510107 19900101 123x", "510107"), ("510107-19900101-1234", "510107"),
    ("510107900101123", "510107"), ("号码510107199001011234，成都", "号码510107，成都"),
    ("5101071990010112345", "510107"), ("028-84444469", "028-84444469"),
    ("13800138000", "13800138000"),
    ("028-84444469 028-87627569", "028-84444469 028-87627569"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "kept"), IDENTITIES)
def test_of_an_identity_cards_number_six_digits_are_kept(text: str, kept: str) -> None:
    assert without_identity(text) == kept


@given(st.text(max_size=120))
@settings(max_examples=300, deadline=None)
def test_no_question_is_too_odd_to_be_heard(text: str) -> None:
    question = hear(gazetteer(), text)
    assert len({area.adcode for area in question.place.areas}) == len(question.place.areas)


@pytest.mark.parametrize(
    "character", ["成都", "的", "请问", "0", "a ", "在成都到北京 ", "（", "区"]
)
def test_a_long_run_of_one_word_is_heard_in_no_time(character: str) -> None:
    started = perf_counter()
    hear(gazetteer(), (character * 100)[:300])
    assert perf_counter() - started < 1.0


def test_the_page_shows_the_statement_with_its_source_in_the_main_part(get_page: GetPage) -> None:
    page = get_page("/search?q=要钱吗")
    main = main_of(page)
    words = main.get_text()
    assert "费用由公安机关承担" in words
    assert "中国青年报" in words
    assert main.select_one('a[href="/guide"]')


def test_the_page_of_an_identity_card_is_that_of_its_six_digits(client: FlaskClient) -> None:
    answer = client.get("/search?q=身份证510107199001011234")
    assert answer.status_code == 303
    assert "199001" not in answer.headers["Location"] + answer.text
    page = client.get(answer.headers["Location"])
    assert "武侯区" in page.text


def test_the_page_asks_where_and_offers_the_provinces(get_page: GetPage) -> None:
    main = main_of(get_page("/search?q=公安局"))
    assert "您要找哪里的采血点" in main.get_text()
    assert len(main.select(".grid a")) == 34


def test_the_page_says_where_a_suggestion_lies(get_page: GetPage) -> None:
    (first, *_) = main_of(get_page("/search?q=武候")).select(".choices a")
    assert first.get_text(" ", strip=True) == "武侯区 四川省 成都市"


@pytest.mark.parametrize(
    "text", ["太康", "成都到重庆", "028", "asdfqwer", "你好", "110", "缅甸", "四川德洋"]
)
def test_no_answer_is_a_dead_end(get_page: GetPage, text: str) -> None:
    main = main_of(get_page(f"/search?q={text}"))
    assert main.select('a[href^="/areas/"], a[href^="/sites/"], a[href^="/search"]')


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "成都<img src=x>", "${7*7}{{7*7}}"])
def test_a_hostile_question_is_shown_as_text(get_page: GetPage, text: str) -> None:
    main = main_of(get_page(f"/search?q={quote(text)}"))
    assert main.h1 is not None
    assert text in main.h1.get_text()
    assert not main.select("img, script")


def test_the_templates_addresses_are_those_of_the_routes(app: Flask) -> None:
    with app.test_request_context("/search"):
        quick = app.jinja_env.globals["url_for"]
        assert callable(quick)
        asked: list[tuple[str, dict[str, Any]]] = [
            ("pages.home", {}), ("pages.guide", {}), ("pages.site", {"site_id": "af0ket6m"}),
            ("pages.site", {"site_id": "a/b ?"}), ("pages.area", {"adcode": "510107"}),
            ("pages.search", {"q": "成都&page=2"}), ("pages.search", {"q": "wuhou"}),
            ("pages.search", {"q": "a", "page": 2}), ("static", {"filename": "site0.css"}),
        ]  # fmt: skip
        for endpoint, values in asked:
            assert quick(endpoint, **values) == url_for(endpoint, **values)


def test_the_first_suggestion_after_a_start_finds_all_read(make_app: MakeApp) -> None:
    url = make_app(str(HOME / "data" / "published.csv")).config[STORE_URL]
    app = create_app({"SITES_DATABASE_URL": url}, warm=True)
    search = app.extensions["sites"].live.current().search
    assert "_similar" in vars(search)

"""What people type for a place: near misses are suggested and never assumed, other spellings are
understood. Through the real gazetteer and the search as the page asks it."""

from datetime import UTC, datetime

import pytest

from benchmarks.rivals.questions import Question, with_slips
from sites.areas import gazetteer
from sites.directory import Directory
from sites.directory.answer import SearchAnswer
from sites.finding import Finder
from sites.geocoding import PlaceText, locate
from sites.records import Release, SiteCounts
from sites.understanding import understand


@pytest.fixture(scope="module")
def finder() -> Finder:
    """Over no sites: what is understood and suggested comes from the areas alone."""
    now = datetime(2026, 11, 24, tzinfo=UTC)
    release = Release(1, "live", now, now, SiteCounts(0, 0, 0), "0" * 64, ())
    return Finder(Directory(release, (), gazetteer=gazetteer(), former_sites={}), gazetteer())


def codes(answer: SearchAnswer) -> list[str]:
    return [choice.area.adcode for choice in answer.choices]


ONE_WRONG_CHARACTER = [
    ("武候区", ["武侯区"]), ("武候", ["武侯区"]), ("吴侯区", ["武侯区"]), ("武候區", ["武侯区"]),
    ("毫州市", ["亳州市"]), ("毫州", ["亳州市"]), ("汩罗市", ["汨罗市"]), ("盱贻县", ["盱眙县"]),
    ("沪州市", ["泸州市"]), ("郴洲市", ["郴州市"]), ("诸墍市", ["诸暨市"]),
    ("昆仙市", ["昆山市"]),
    ("郯成县", ["郯城县"]), ("鄄成县", ["鄄城县"]), ("郓成县", ["郓城县"]),
    ("剡城县", ["郯城县", "鄄城县", "郓城县"]), ("剡城", ["郯城县", "鄄城县", "郓城县"]),
    ("谈城县", ["郯城县", "鄄城县", "郓城县"]),
    ("wuhuoqu", ["武侯区"]), ("chengduu", ["成都市"]), ("kunsan", ["昆山市"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "meant"), ONE_WRONG_CHARACTER, ids=[typed for typed, _ in ONE_WRONG_CHARACTER]
)
def test_one_wrong_character_is_suggested_and_never_assumed(
    finder: Finder, typed: str, meant: list[str]
) -> None:
    answer = finder.search(typed)
    assert codes(answer) == []
    assert answer.origin is None
    assert answer.found == ()
    assert set(meant) <= {each.name for each in answer.suggestions}


ONE_CHARACTER_APART = {
    "郯城": "371322", "鄄城": "371726", "郓城": "371725", "郸城": "411625", "剑阁": "510823",
    "泸州": "510500", "亳州": "341600", "云城": "445302", "运城": "140800", "郾城": "411103",
    "三台": "510722", "天台": "331023", "左云": "140226", "右玉": "140623", "临沂": "371300",
    "临汾": "141000", "昌都": "540300", "宜都": "420581", "嘉禾": "431024", "泰和": "360826",
}  # fmt: skip


@pytest.mark.parametrize(("typed", "adcode"), ONE_CHARACTER_APART.items(), ids=ONE_CHARACTER_APART)
def test_names_one_character_apart_are_each_themselves(
    finder: Finder, typed: str, adcode: str
) -> None:
    assert codes(finder.search(typed)) == [adcode]


@pytest.mark.parametrize(
    ("address", "adcode"),
    [
        ("四川省成都市武候区科华北路12号", "510100"), ("成都市武候区", "510100"),
        ("山东省剡城县人民路", "370000"), ("临沂市剡城县", "371300"), ("菏泽市鄄成县", "371700"),
        ("菏泽市郓成县公安局", "371700"), ("山东省临沂市郯成县", "371300"),
        ("江苏省苏州市昆仙市前进中路", "320500"),
    ],
)  # fmt: skip
def test_a_wrong_character_after_a_known_city_leaves_the_row_at_the_city(
    address: str, adcode: str
) -> None:
    located = locate(PlaceText(address=address))
    assert [area.adcode for area in located.areas] == [adcode]
    assert located.fix is not None
    assert located.fix.precision in ("city", "province")


def test_another_citys_county_is_no_misprint_of_ones_own() -> None:
    located = locate(PlaceText(address="菏泽市郸城县"))
    assert located.fix is None
    assert {area.adcode for area in located.areas} == {"371700", "411625"}


SLIPS = list(with_slips(gazetteer()))


def test_no_slip_of_the_same_sound_is_taken_for_a_county() -> None:
    assert len(SLIPS) == 400
    assert [slip.text for slip in SLIPS if names_a_county(slip)] == []


def test_nine_of_ten_slips_are_proposed_to_the_operator_and_none_wrongly() -> None:
    right = wrong = 0
    for slip in SLIPS:
        (code,) = slip.right
        name = "".join(area.name for area in gazetteer().path(code))
        for note in locate(PlaceText(address=slip.text)).notes:
            meant = note.partition("，是不是")[2]
            right += f"「{name}」" in meant
            wrong += bool(meant) and f"「{name}」" not in meant
    assert right >= 360
    assert wrong == 0


def names_a_county(slip: Question) -> bool:
    """Not where it is asked which of several is meant, the right one among them: 察哈尔右翼侯旗."""
    found = understand(gazetteer(), slip.text).areas
    is_asked = len(found) > 1 and {area.adcode for area in found} >= set(slip.right)
    return not is_asked and any(area.level in ("county", "township") for area in found)


PINYIN_AND_ENGLISH = {
    "wuhou": "510107", "wu hou": "510107", "wuhouqu": "510107", "wu hou qu": "510107",
    "WUHOU": "510107", "Wu-hou": "510107", "Chengdu Wuhou": "510107", "chengduwuhou": "510107",
    "Wuhou, Chengdu": "510107", "Wuhou District, Chengdu, Sichuan": "510107",
    "cheng du wu hou": "510107", "Kunshan": "320583", "xi'an": "610100",
    "Suzhou, Anhui": "341300", "Nanjing Gulou": "320106", "Beijing Chaoyang": "110105",
    "Chaoyang, Changchun": "220104", "Shaanxi": "610000", "lvliang": "141100",
    "Lhasa": "540100", "Inner Mongolia": "150000", "Urumqi": "650100", "Hohhot": "150100",
    "Tibet": "540000", "Xinjiang": "650000", "Kashgar": "653100", "Harbin": "230100",
    "Shigatse": "540200", "Ordos": "150600", "Hulunbuir": "150700", "Bayannur": "150800",
    "Xilingol": "152500", "Hong Kong": "810000", "Macau": "820000", "Taipei": "710100",
    "Peking": "110000", "Canton": "440100", "cd whq": "510107",
    "cdwhq": "510107", "Lǚshùn": "210212", "lvshun": "210212",
    "kunshan qiandeng": "320583", "Chengdu Wuhou hotel": "510107",
}  # fmt: skip


@pytest.mark.parametrize(("typed", "adcode"), PINYIN_AND_ENGLISH.items(), ids=PINYIN_AND_ENGLISH)
def test_pinyin_and_english_names_are_understood(finder: Finder, typed: str, adcode: str) -> None:
    assert codes(finder.search(typed)) == [adcode]


@pytest.mark.parametrize(
    "kind",
    [
        "city", "district", "county", "province", "town", "prefecture", "autonomous", "region",
        "municipality", "China", "PRC", "shi", "qu", "xian", "sheng",
    ],
)  # fmt: skip
def test_the_word_for_a_kind_of_area_is_none_that_nobody_knows(kind: str) -> None:
    for typed in (f"Wuhou {kind}", f"{kind} Wuhou"):
        understood = understand(gazetteer(), typed)
        assert [area.adcode for area in understood.areas] == ["510107"]
        assert understood.notes == ()


def test_letters_are_read_as_a_place_up_to_sixty_and_no_sentence_is() -> None:
    place = "Wuhou District, Chengdu City, Sichuan Province, PRC, China"
    (area,) = understand(gazetteer(), f"{place:.<60}").areas
    assert area.adcode == "510107"
    assert understand(gazetteer(), f"{place:.<61}").areas == ()
    assert understand(gazetteer(), "w").areas == ()


@pytest.mark.parametrize(
    ("typed", "some"),
    [
        ("whq", {"510107", "530102", "210404"}),
        ("ks", {"320583", "653100"}),
        ("sz", {"320500", "440300", "341300"}),
        ("suzhou", {"320500", "341300"}),
        ("Shanxi", {"140000", "610000"}),
        ("chaoyang", {"110105", "220104", "211300"}),
        ("gulou", {"320106", "320302", "350102", "410204"}),
        ("yanbian", {"222400", "510422"}),
    ],
)
def test_letters_that_several_areas_share_ask_back(
    finder: Finder, typed: str, some: set[str]
) -> None:
    answer = finder.search(typed)
    assert some <= set(codes(answer))
    assert answer.origin is None


OLD_NAMES = [
    ("宣武区", "110102", "2010"), ("北京市崇文区", "110101", "2010"), ("密云县", "110118", "2015"),
    ("郫县", "510117", "2016"), ("襄樊市", "420600", "2010"), ("襄樊", "420600", "2010"),
    ("闸北区", "310106", "2015"), ("南汇县", "310115", "2001"), ("崇明县", "310151", "2016"),
    ("东陵区", "210112", "2014"), ("铜仁地区铜仁市", "520602", "2011"),
    ("哈密地区 哈密市", "650502", "2016"),
    ("思茅市", "530800", "2007"), ("邢台县", "130503", "2020"), ("北京市宣武區", "110102", "2010"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "adcode", "year"), OLD_NAMES, ids=[typed for typed, *_ in OLD_NAMES]
)
def test_an_old_name_leads_to_todays_area_and_says_the_year(
    finder: Finder, typed: str, adcode: str, year: str
) -> None:
    answer = finder.search(typed)
    assert codes(answer) == [adcode]
    assert year in "".join(answer.notes)


TRADITIONAL = {
    "武侯區": "510107", "廣東省廣州市": "440100", "烏魯木齊市": "650100", "臺北市": "710100",
    "蘇州": "320500", "瀘州市": "510500", "鄆城縣": "371725", "內蒙古": "150000",
    "乾安縣": "220723", "重慶市萬州區": "500101",
}  # fmt: skip


@pytest.mark.parametrize(("typed", "adcode"), TRADITIONAL.items(), ids=TRADITIONAL)
def test_traditional_characters_are_understood(finder: Finder, typed: str, adcode: str) -> None:
    assert codes(finder.search(typed)) == [adcode]


IN_COMMON_USE = {
    "香港新界沙田": "810114", "香港九龍油尖旺": "810109", "旅顺": "210212", "大连旅顺": "210212",
    "大连市旅顺中路": "210200", "青岛市旅顺路": "370200", "米东新区": "650109",
    "成都武侯武侯祠大街231号": "510107",
}  # fmt: skip


@pytest.mark.parametrize(("typed", "adcode"), IN_COMMON_USE.items(), ids=IN_COMMON_USE)
def test_what_people_call_a_place_is_understood(finder: Finder, typed: str, adcode: str) -> None:
    assert codes(finder.search(typed)) == [adcode]


def test_a_street_that_begins_like_its_district_stays_whole() -> None:
    assert understand(gazetteer(), "成都武侯武侯祠大街231号").rest == "武侯祠大街231号"
    assert understand(gazetteer(), "成都武侯武侯祠大街231号", "510107").rest == "武侯祠大街231号"
    assert understand(gazetteer(), "武侯区武侯祠大街231号").rest == "武侯祠大街231号"
    assert understand(gazetteer(), "武侯科华路12号", "510107").rest == "科华路12号"
    assert understand(gazetteer(), "米东新区人民路").rest == "人民路"


def test_a_word_in_letters_that_nobody_knows_is_told() -> None:
    understood = understand(gazetteer(), "kunshan qiandeng")
    assert understood.rest == "qiandeng"
    assert understood.notes == ("没有认出「qiandeng」，先按「昆山市」算。",)


NEAR_SOMETHING = [
    ("成都火车站附近", "510100"), ("武侯区政府旁边", "510107"), ("武侯区附近", "510107"),
    ("昆山市千灯镇派出所对面", "320583113"), ("昆山千灯派出所附近", "320583113"),
    ("我在成都武侯区附近", "510107"), ("离武侯区公安局不远", "510107"),
    ("广州火车站对面", "440100"), ("我家在郓城县城边上", "371725"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "adcode"), NEAR_SOMETHING, ids=[typed for typed, _ in NEAR_SOMETHING]
)
def test_near_something_is_placed_as_far_as_its_area(typed: str, adcode: str) -> None:
    located = locate(PlaceText(address=typed))
    assert located.fix is not None
    assert located.fix.adcode == adcode
    assert located.fix.precision not in ("exact", "building")


def test_near_something_without_an_area_is_nowhere() -> None:
    assert locate(PlaceText(address="火车站附近")).fix is None
    assert locate(PlaceText(address="公安局对面")).fix is None

"""Which name stands first when one was mistyped: by shape, by sound, else the likest to look at."""

from functools import cache

import pytest

from sites.areas import gazetteer
from sites.directory.search import Search
from tests.making import make_site


@cache
def search() -> Search:
    """Over no sites: only names of areas can be suggested."""
    return Search([], gazetteer())


def first(typed: str) -> str:
    return search().suggest(typed)[0]


# One row for each group of characters that are taken for one another.
SHAPES = [
    ("剡城县", "郓城县"), ("沪州", "泸州市"), ("刊江", "邗江区"), ("沐阳", "沭阳县"),
    ("营县", "莒县"), ("充州", "兖州区"), ("瞻州", "儋州市"), ("汩罗", "汨罗市"),
    ("来阳", "耒阳市"), ("彬州", "郴州市"), ("澧县", "礼县"), ("翕县", "歙县"),
    ("务源", "婺源县"), ("戈阳", "弋阳县"), ("工崃", "邛崃市"), ("眠县", "岷县"),
    ("祀县", "杞县"), ("武涉", "武陟县"), ("天浚", "天峻县"), ("枯荣", "柘荣县"),
    ("焉陵", "鄢陵县"), ("偃城", "郾城区"), ("陕县", "郏县"), ("蝇池", "渑池县"),
    ("浙川", "淅川县"), ("汤山", "砀山县"), ("焦城", "谯城区"), ("雎宁", "睢宁县"),
    ("陪陵", "涪陵区"), ("勤州", "鄞州区"), ("于眙", "盱眙县"), ("止江", "芷江侗族自治县"),
    ("溆州", "叙州区"), ("劳山", "崂山区"), ("湿县", "隰县"), ("番阳", "鄱阳县"),
    ("盩口", "周口市"), ("郿山", "眉山市"), ("岩昌", "宕昌县"), ("螺河", "漯河市"),
    ("滩溪", "濉溪县"), ("安微", "安徽省"), ("族德", "旌德县"), ("山酉", "山西省"),
    ("辛潼", "梓潼县"), ("祈阳", "祁阳市"), ("凌川", "陵川县"), ("福洲", "福州市"),
]  # fmt: skip
# Shapes that need no group, because the characters sound alike in one of their readings.
SHAPES_AND_SOUNDS = [
    ("毫州", "亳州市"), ("颖上", "颍上县"), ("藤州", "滕州市"), ("灵壁", "灵璧县"),
    ("啤都", "郫都区"), ("健为", "犍为县"), ("逃北", "洮北区"), ("罐云", "灌云县"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "name"), SHAPES + SHAPES_AND_SOUNDS)
def test_a_character_that_looks_alike_leads_to_its_name_first(typed: str, name: str) -> None:
    assert first(typed) == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        pytest.param("持溪", "慈溪市", id="ch for c"),
        pytest.param("枝贡", "自贡市", id="zh for z"),
        pytest.param("梅走", "梅州市", id="z for zh"),
        pytest.param("树迁", "宿迁市", id="sh for s"),
        pytest.param("云蓝", "云南省", id="l for n"),
        pytest.param("怀奈", "怀来县", id="n for l"),
        pytest.param("附北", "湖北省", id="f for h"),
        pytest.param("户阳", "阜阳市", id="h for f"),
        pytest.param("径城", "晋城市", id="ng for n"),
        pytest.param("北尽", "北京市", id="n for ng"),
    ],
)
def test_a_sound_that_the_south_makes_another_leads_to_its_name(typed: str, name: str) -> None:
    assert first(typed) == name


def test_a_name_that_sounds_the_same_comes_before_a_larger_one_that_nearly_does() -> None:
    assert search().suggest("甫北") == ("浦北县", "湖北省")


def test_a_name_with_both_characters_wrong_is_known_by_its_sound() -> None:
    """庄 has the longest syllable of all, which must be read whole: zhuang."""
    assert first("十加庄市") == "石家庄市"


@pytest.mark.parametrize(
    ("typed", "names"),
    [("静清区", ("静海区", "静安区")), ("宁湖区", ("宁河区", "宁江区"))],
)
def test_of_other_characters_the_one_drawn_most_alike_comes_first(
    typed: str, names: tuple[str, str]
) -> None:
    suggested = search().suggest(typed)
    assert suggested[0] == names[0]
    assert names[1] in suggested


def test_one_character_of_two_is_too_little_to_suggest_a_name_by() -> None:
    """嘎州 could be any of fifty."""
    assert search().suggest("嘎州") == ()


def test_a_likely_slip_of_the_whole_text_leaves_no_room_for_its_pieces() -> None:
    places = Search([make_site(unit="武侯区公安局")], gazetteer())
    assert places.suggest("武候区公安局") == ("武侯区公安局",)
    assert places.suggest("武候区派出所")[0] == "武侯区"


def test_a_unit_comes_after_the_areas() -> None:
    places = Search([make_site(unit="武侯街")], gazetteer())
    assert places.suggest("武侯侯") == ("武侯区", "武侯街")

"""Search, judged by a plain scan of every site's texts."""

import re
from collections.abc import Callable
from functools import cache
from itertools import permutations
from random import Random
from typing import TypedDict, Unpack

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sites.areas import gazetteer
from sites.directory.search import Search
from sites.directory.search.index import SEPARATOR, SubstringIndex
from sites.directory.search.splitting import parts
from sites.errors import BadQuestionError
from sites.records import Phone, Site
from sites.text import squeeze, tidy
from tests.making import make_site

UNITS = (
    "{county}公安局刑侦大队",
    "{city}公安局{short}分局刑事侦查大队",
    "{short}公安分局刑警大队（DNA 实验室）",
    "{county}公安局城关派出所",
    "{county}演示采血点 2",
)


@cache
def world() -> tuple[Site, ...]:
    """A site or two for every third county, with numbers that no exchange assigns."""
    draw = Random(5)  # noqa: S311
    sites = []
    for county in gazetteer().all("county")[::3]:
        names = gazetteer().names(county.adcode)
        for unit in draw.sample(UNITS, draw.choice((1, 2))):
            text = f"0{draw.randint(310, 999)}-0{draw.randrange(10**7):07}"
            city = names.city or names.province
            sites.append(
                make_site(
                    f"{draw.getrandbits(36):09x}",
                    unit=unit.format(county=county.name, short=county.short, city=city),
                    adcode=county.adcode,
                    province=names.province,
                    city=names.city,
                    county=names.county,
                    address=f"{county.name}演示路{draw.randint(1, 300)}号{draw.randint(1, 9)}楼",
                    phones=(Phone(text, None, "landline"),),
                )
            )
    return tuple(sites)


@cache
def search() -> Search:
    return Search(world(), gazetteer())


def texts_of(site: Site) -> list[str]:
    """All texts of a site, as a person would list them."""
    path = gazetteer().path(site.adcode)
    spellings = [gazetteer().pinyin(area.adcode) for area in path]
    texts = [site.unit, site.address, site.id, *(phone.text for phone in site.phones)]
    texts += ["".join(area.name for area in path), "".join(area.short for area in path)]
    texts += [spelling for each in spellings for spelling in each]
    return [squeeze(text) for text in texts]


@cache
def scanned() -> list[tuple[list[str], str]]:
    return [
        (texts_of(site), "".join(re.findall(r"\d", "".join(p.text for p in site.phones))))
        for site in world()
    ]


def by_plain_scan(question: str) -> list[int]:
    words = [squeeze(word) for word in question.split()]
    return [
        position
        for position, (texts, digits) in enumerate(scanned())
        if all(
            any(word in text for text in texts) or (word.isdecimal() and word in digits)
            for word in words
        )
    ]


def piece(draw: Random, text: str, length: int) -> str:
    start = draw.randrange(max(1, len(text) - length + 1))
    return text[start : start + length]


def han_piece(length: int) -> Callable[[Random, Site], str]:
    def make(draw: Random, site: Site) -> str:
        own = squeeze(draw.choice((site.unit, site.address)))
        area = "".join(area.name for area in gazetteer().path(site.adcode))
        return piece(draw, draw.choice((own, area)), length)

    return make


def two_words(draw: Random, site: Site) -> str:
    return f"{han_piece(2)(draw, site)} {han_piece(3)(draw, site)}"


def pinyin(draw: Random, site: Site) -> str:
    return draw.choice(gazetteer().pinyin(site.adcode)[:2])


def initials(draw: Random, site: Site) -> str:
    return min(gazetteer().pinyin(site.adcode), key=len)


def digits(draw: Random, site: Site) -> str:
    return piece(draw, site.phones[0].text.replace("-", ""), draw.randint(3, 11))


def site_id(draw: Random, site: Site) -> str:
    return site.id


@pytest.mark.parametrize(
    "question_from",
    [
        pytest.param(han_piece(1), id="one character"),
        pytest.param(han_piece(2), id="two characters"),
        pytest.param(han_piece(3), id="three characters"),
        pytest.param(han_piece(7), id="seven characters"),
        pytest.param(two_words, id="two words"),
        pytest.param(pinyin, id="pinyin"),
        pytest.param(initials, id="initials"),
        pytest.param(digits, id="digits"),
        pytest.param(site_id, id="site id"),
    ],
)
def test_every_true_hit_is_found_and_no_other(question_from: Callable[[Random, Site], str]) -> None:
    draw = Random(11)  # noqa: S311
    for site in draw.sample(world(), 60):
        question = question_from(draw, site)
        found = search().find(question)
        assert (found.positions.tolist(), found.how) == (by_plain_scan(question), "exact"), question
        assert found.positions.size


class Changes(TypedDict, total=False):
    """What tests change of the one site."""

    unit: str
    adcode: str
    province: str
    city: str | None
    county: str | None
    address: str
    phones: tuple[Phone, ...]


def only(question: str, **changes: Unpack[Changes]) -> str:
    """How a world of one site, with these changes, is found: "exact", "words" or "nothing"."""
    found = Search([make_site(**changes)], gazetteer()).find(question)
    return found.how if found.positions.size else "nothing"


@pytest.mark.parametrize(
    "question, text",
    [
        ("0431-0508", "0431-05086100"), ("05086100", "0431-05086100"),
        ("043105086100", "0431-05086100"), ("０４３１－０５０８", "0431-05086100"),
        ("(0431)0508", "0431-05086100"), ("+86 431 0508 6100", "0431-05086100"),
        ("+86-431-05086100", "0431-05086100"), ("008643105086100", "0431-05086100"),
        ("0431 0508", "0431-05086100"), ("05086100转802", "0431-05086100转802"),
        ("0431—0508—6100", "0431-05086100"),
    ],
)  # fmt: skip
def test_a_number_is_found_however_it_is_written(question: str, text: str) -> None:
    assert only(question, phones=(Phone(text, None, "landline"),)) == "exact"


def test_the_area_code_that_a_list_leaves_out_is_searched_with_the_number() -> None:
    phones = (Phone("08330966", "051308330966", "landline"),)
    assert only("0513-0833", phones=phones) == "exact"


@pytest.mark.parametrize("question", ["0431-0509", "12-3", "61000431"])
def test_digits_that_no_number_holds_find_nothing(question: str) -> None:
    phones = (Phone("0431-05012386100", None, "landline"),)
    assert only(question, phones=phones, address="演示路 1 号") == "nothing"


@pytest.mark.parametrize(
    "question, how",
    [
        pytest.param("四川省成都市武侯区", "exact", id="full path"),
        pytest.param("四川成都武侯", "exact", id="short path"),
        pytest.param("成都 武侯", "exact", id="short names"),
        pytest.param("武侯 四川", "exact", id="any order"),
        pytest.param("wuhouqu", "exact", id="pinyin"),
        pytest.param("WuHou", "exact", id="pinyin in capitals"),
        pytest.param("chengdu wuhou", "exact", id="pinyin of two"),
        pytest.param("chengdushiwuhouqu", "words", id="pinyin run together"),
        pytest.param("chengduwuhou", "words", id="short pinyin run together"),
        pytest.param("whq", "exact", id="initials"),
        pytest.param("测试县公安局", "exact", id="unit"),
        pytest.param("測試縣公安局", "exact", id="traditional characters"),
        pytest.param("测 试 县", "exact", id="spaced out"),
        pytest.param("　测试路１号　", "exact", id="full width, no blanks"),
        pytest.param("测试路 1 号", "exact", id="blanks as in the list"),
        pytest.param("测试路\u200b1号", "exact", id="invisible character"),
        pytest.param("TESTSITE", "exact", id="site id in capitals"),
        pytest.param("武侯区测试县刑侦大队", "words", id="run together, any order of parts"),
        pytest.param("成都武侯区刑警大队", "words", id="short city, full district, other word"),
        pytest.param("成都市局刑侦大队", "nothing", id="a city's own bureau is another organ"),
        pytest.param("武侯区采血点在哪里", "words", id="words that no list has"),
        pytest.param("武侯区，刑侦大队", "words", id="comma"),
        pytest.param("武侯区采血点 电话", "words", id="nothing but an added word"),
        pytest.param("武侯区 长春", "nothing", id="one word is not there"),
        pytest.param("锦江区公安局", "nothing", id="another district"),
        pytest.param("测试县公安局刑侦支队", "nothing", id="another rank"),
        pytest.param("采血点", "nothing", id="only words that no list has"),
    ],
)
def test_a_site_is_found_by_its_words(question: str, how: str) -> None:
    assert only(question) == how


@pytest.mark.parametrize(
    "question, unit, how",
    [
        ("北京市朝阳分局刑侦大队", "北京市公安局朝阳分局刑事侦查大队", "words"),
        ("北京市朝阳分局刑侦支队", "北京市公安局朝阳分局刑侦支队", "words"),
        ("朝阳刑侦", "北京市公安局朝阳分局刑事侦查支队", "words"),
        ("北京市局朝阳分局", "北京市公安局朝阳区分局", "words"),
        ("朝阳区公安局", "北京市公安局朝阳分局", "words"),
        ("朝阳公安分局", "北京市公安局朝阳区分局", "words"),
        ("朝阳区刑警队", "北京市公安局朝阳分局刑事侦查支队", "words"),
        ("朝阳分局刑事技术", "北京市公安局朝阳分局刑事科学技术室", "words"),
        ("公安局朝阳分局", "北京市公安局朝阳分局", "exact"),
        ("朝阳分局", "朝阳县公安局", "nothing"),
        ("朝阳区派出所", "北京市公安局朝阳分局刑侦支队", "nothing"),
    ],
)
def test_a_word_left_out_or_shortened_is_found_and_said(question: str, unit: str, how: str) -> None:
    changes: Changes = {"unit": unit, "address": "", "adcode": "110105"}
    changes |= {"province": "北京市", "city": None, "county": "朝阳区"}
    assert only(question, **changes) == how


DETECTIVES = ("刑侦", "刑警", "刑事侦查", "刑事侦察", "刑事警察")


@pytest.mark.parametrize(
    ("typed", "listed"),
    [
        *permutations(DETECTIVES, 2),
        ("刑技", "刑事技术"), ("刑技", "刑事科学技术"), ("刑事技术", "刑技"),
        ("刑事技术", "刑事科学技术"), ("刑科", "刑事科学技术"), ("公安局", "公安分局"),
        ("公安局", "分局"), ("公安分局", "分局"), ("市局", "市公安局"), ("县局", "县公安局"),
        ("区局", "区公安局"), ("区局", "公安分局"), ("区局", "分局"), ("州局", "州公安局"),
        ("盟局", "盟公安局"), ("旗局", "旗公安局"), ("省厅", "公安厅"), ("所", "派出所"),
    ],
)  # fmt: skip
def test_what_people_call_an_organ_finds_what_lists_call_it(typed: str, listed: str) -> None:
    """采样室 stands before it, so that only the parts of the word can be found."""
    assert only(f"采样室{typed}", unit=f"甲{listed}采样室", address="") == "words"


@pytest.mark.parametrize(
    "typed",
    [
        *DETECTIVES, "刑技", "刑事技术", "刑科", "公安局", "公安分局", "市局", "县局", "区局",
        "州局", "盟局", "旗局", "省厅", "所",
    ],
)  # fmt: skip
def test_the_word_for_an_organ_is_not_left_out(typed: str) -> None:
    assert only(f"采样室{typed}", unit="甲采样室", address="") == "nothing"


@pytest.mark.parametrize(
    ("typed", "listed"), [("分局", "公安局"), ("公安局", "公安处"), ("派出所", "研究所")]
)
def test_another_organ_is_not_found(typed: str, listed: str) -> None:
    assert only(f"采样室{typed}", unit=f"甲{listed}采样室", address="") == "nothing"


def test_a_word_of_latin_letters_is_cut_no_shorter_than_three() -> None:
    """cd is in the initials of half the country."""
    assert only("chewuhou", address="che") == "words"
    assert only("cdwuhou", address="cd") == "nothing"


def test_parts_are_not_looked_for_while_the_whole_is_found() -> None:
    units = ("北京市公安局朝阳分局刑侦大队", "朝阳分局刑侦大队")
    sites = [make_site(str(i), unit=unit, adcode="110105") for i, unit in enumerate(units)]
    found = Search(sites, gazetteer()).find("朝阳分局刑侦大队")
    assert (found.positions.tolist(), found.how) == ([0, 1], "exact")
    found = Search(sites, gazetteer()).find("局朝阳分局")
    assert (found.positions.tolist(), found.how) == ([0], "exact")


@pytest.mark.parametrize(
    "word, expected",
    [
        ("北京市朝阳分局刑侦大队", ["北京市", "朝阳", "分局", "刑侦", "大队"]),
        ("济南市市中区派出所", ["济南市", "市中区", "派出所"]),
        ("镇江市丹徒区", ["镇江市", "丹徒区"]),
        ("恩施土家族苗族自治州恩施市", ["恩施土家族苗族自治州", "恩施市"]),
        ("阿拉善左旗公安局", ["阿拉善左旗", "公安局"]),
        ("长春市局刑警支队", ["长春", "市局", "刑警", "支队"]),
        ("武侯区采血点电话", ["武侯区"]),
        ("成都的武侯区", ["成都", "武侯区"]),
        ("采血点", []),
        ("、，。", []),
    ],
)
def test_a_word_falls_into_its_parts(word: str, expected: list[str]) -> None:
    assert [part for part, *_ in parts(word)] == expected


def test_a_character_that_lists_use_is_not_simplified() -> None:
    sites = [make_site(unit="乾安县公安局", adcode="220723")]
    for question in ("乾安县公安局", "乾安縣公安局"):
        assert Search(sites, gazetteer()).find(question).positions.size


def test_an_area_that_the_gazetteer_does_not_know_is_found_by_the_names_of_the_list() -> None:
    changes: Changes = {"adcode": "999999", "province": "某省", "city": "某市", "county": None}
    assert only("某省某市", **changes) == "exact"
    assert only("武侯", **changes) == "nothing"


JUNK = [
    "", "   ", "\u3000\t\n", "\0", "\x1b[31m", "\ud800", "🙂🙂🙂", "👨\u200d👩\u200d👧",
    "\u202e\u200b", "'; DROP TABLE sites;--", "<script>alert(1)</script>", "${7*7}{{7*7}}",
    "../../etc/passwd", "%00%ff", "\ue003\ue001", "()[]*+?\\", "-", "--",
    "ﷺ" * 100, "a" * 100, "龘" * 100, "省市区县" * 25, "\u0301" * 100, "٣٤٥", "١", "|", "\uffff",
]  # fmt: skip


@pytest.mark.parametrize("question", JUNK, ids=range(len(JUNK)))
def test_junk_finds_nothing_and_raises_nothing(question: str) -> None:
    assert search().find(question).positions.tolist() == []
    assert len(search().suggest(question)) <= 5


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=100))
def test_no_text_raises_anything(question: str) -> None:
    found = search().find(question)
    assert found.positions.tolist() == sorted(set(found.positions.tolist()))
    assert len(search().suggest(question, limit=3)) <= 3


@pytest.mark.parametrize(
    "text", ["武" * 101, "武 " * 5000, "🙂" * 10_000], ids=["101", "words", "10k"]
)
def test_a_text_that_is_too_long_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(BadQuestionError, match=r"最多 100 个字.*请只写") as refused:
        search().find(text)
    assert refused.value.field == "q"
    assert search().suggest(text) == ()


@pytest.mark.parametrize(
    "text", ["㍿" * 100, "ﷺ" * 6, "㎯" * 17, "ﬃ武" * 26, "⑴" * 34], ids=["4", "18", "6", "ﬃ", "3"]
)
def test_a_text_that_is_short_only_as_it_is_written_is_not_searched(text: str) -> None:
    assert len(text) <= 100 < len(tidy(text))
    found = search().find(text)
    assert (found.words, found.positions.tolist()) == ((), [])


def test_blanks_around_a_text_do_not_make_it_too_long() -> None:
    assert search().find(" " * 200 + "公安局" + " " * 200).positions.size
    assert search().find("公安" + "\u200b" * 200 + "局").positions.size


@pytest.mark.parametrize(
    "question, name",
    [
        pytest.param("武候区", "武侯区", id="wrong character, same sound"),
        pytest.param("五后区", "武侯区", id="every character wrong, same sound"),
        pytest.param("毫州", "亳州市", id="looks alike"),
        pytest.param("汩罗市", "汨罗市", id="looks alike, rare"),
        pytest.param("间中", "阆中市", id="looks alike in print, of two characters"),
        pytest.param("涌池", "渑池县", id="misread in print"),
        pytest.param("侯武区", "武侯区", id="swapped"),
        pytest.param("武区侯", "武侯区", id="swapped at the end"),
        pytest.param("恩施土家苗族自治州", "恩施土家族苗族自治州", id="missing"),
        pytest.param("武侯候区", "武侯区", id="too much"),
        pytest.param("zhaoyang", "朝阳区", id="pinyin by the commoner reading"),
        pytest.param("wuhuoqu", "武侯区", id="pinyin swapped"),
        pytest.param("chengduu", "成都市", id="pinyin with a letter too much"),
        pytest.param("四川省 武候区", "武侯区", id="one word of two"),
        pytest.param("四川省城都市", "成都市", id="part of a word"),
        pytest.param("毫州市公安局刑侦大队", "亳州市", id="area of a unit"),
        pytest.param("武候區", "武侯区", id="traditional and wrong"),
        pytest.param("剡城", "郯城县", id="Tancheng"),
        pytest.param("剡城", "鄄城县", id="Juancheng"),
        pytest.param("剡城", "郓城县", id="Yuncheng"),
    ],
)
def test_one_mistake_brings_the_name_as_a_suggestion(question: str, name: str) -> None:
    assert name in search().suggest(question)


def test_a_mistake_in_a_unit_brings_the_unit() -> None:
    unit = next(site.unit for site in world() if site.unit.endswith("城关派出所"))
    assert unit in search().suggest(unit.replace("派出所", "派出锁"))


def test_a_mistake_is_never_assumed() -> None:
    for question in ("武候区", "毫州", "wuhuoqu", "剡城县公安局"):
        assert not search().find(question).positions.size


def test_a_name_is_not_suggested_for_itself() -> None:
    assert "武侯区" not in search().suggest("武侯区")


def test_no_more_names_than_asked_for_are_suggested() -> None:
    assert len(search().suggest("剡城", limit=2)) == 2
    assert search().suggest("剡城", limit=0) == ()


documents = st.lists(st.text("ab公安𠮷局", max_size=9), max_size=12)


@settings(max_examples=300, deadline=None)
@given(documents, st.text("ab公安𠮷局", min_size=1, max_size=7))
def test_the_index_finds_what_the_in_operator_finds(texts: list[str], needle: str) -> None:
    holders = SubstringIndex(texts).holders(needle)
    assert set(holders.tolist()) == {i for i, text in enumerate(texts) if needle in text}


def test_the_index_never_finds_across_fields_and_documents() -> None:
    index = SubstringIndex([f"ab{SEPARATOR}cd", "ef"])
    assert [index.holders(needle).size for needle in ("bc", "de", "cd", "ef")] == [0, 0, 1, 1]


def test_a_search_over_no_sites_finds_nothing() -> None:
    nothing = Search([], gazetteer())
    assert nothing.find("武侯区").positions.tolist() == []
    assert nothing.find("武侯区刑侦大队").positions.dtype == np.intp
    assert nothing.suggest("武候区")[0] == "武侯区"

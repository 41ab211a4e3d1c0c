"""The list of an area's parts: by pinyin letters where it is long, as it was where it is short."""

import pytest

from sites.areas import gazetteer
from sites.areas.naming import in_pinyin
from tests.conftest import GetPage
from tests.test_pages import hrefs

LONG = {"500000": "重庆市", "650000": "新疆维吾尔自治区", "130600": "保定市", "440000": "广东省"}


@pytest.mark.parametrize("adcode", LONG, ids=LONG.get)
def test_a_long_list_stands_under_letters_in_the_order_of_its_pinyin(
    get_page: GetPage, adcode: str
) -> None:
    page = get_page(f"/areas/{adcode}")
    groups = page.select("section.letter")
    letters = [group.select_one("h3").get_text() for group in groups]  # type: ignore[union-attr]
    assert letters == sorted(set(letters))
    codes = [
        [str(link["href"]).removeprefix("/areas/") for link in group.select(".grid a")]
        for group in groups
    ]
    for letter, members in zip(letters, codes, strict=True):
        assert {in_pinyin(gazetteer(), code)[0].upper() for code in members} == {letter}
    shown = [code for members in codes for code in members]
    assert shown == sorted(shown, key=lambda code: in_pinyin(gazetteer(), code))
    parts = [each.adcode for each in gazetteer().parts(adcode) if each.level != "township"]
    assert sorted(shown) == sorted(parts), "each part once"


def test_each_letter_leads_to_its_names(get_page: GetPage) -> None:
    page = get_page("/areas/500000")
    jumps = [str(link["href"]) for link in page.select(".letters a")]
    assert jumps == [f"#{each['id']}" for each in page.select("section.letter h3")]
    assert len(jumps) == 18


@pytest.mark.parametrize("adcode", ["510100", "110000", "330100", "710000"])
def test_a_list_that_is_seen_at_once_has_no_letters(get_page: GetPage, adcode: str) -> None:
    page = get_page(f"/areas/{adcode}")
    assert not page.select(".letters, .letter")
    parts = [each.adcode for each in gazetteer().parts(adcode) if each.level != "township"]
    shown = [path.removeprefix("/areas/") for path in hrefs(page) if path.startswith("/areas/")]
    assert [code for code in shown if code in parts] == parts


# Names with a character that is read otherwise elsewhere, and the letter of their own reading.
LETTERS = {
    "A": "阿坝藏族羌族自治州", "B": "蚌埠市 亳州市 泌阳县",
    "C": "重庆市 长治市 朝阳区 长寿区 称多县",
    "D": "东阿县 儋州市 大埔县 都匀市 都江堰市", "F": "繁峙县 费县", "G": "涡阳县 藁城区 珙县",
    "H": "洪洞县 会理市 会泽县", "J": "郏县 监利市 井陉县 莒县 鄄城县 尖扎县 筠连县",
    "L": "六安市 乐山市 乐陵市 丽水市 六枝特区 六合区 泸州市", "M": "渑池县 勐海县",
    "P": "番禺区 鄱阳县 彭水苗族土家族自治县", "Q": "犍为县 邛崃市 綦江区 覃塘区",
    "S": "单县 莘县 什邡市 歙县 石柱土家族自治县", "T": "台州市 郯城县",
    "W": "尉氏县 万州区", "X": "厦门市 浚县 盱眙县 荥阳市 行唐县", "R": "任泽区",
    "Y": "乐清市 尉犁县 蔚县 荥经县 黟县 兖州区 鄢陵县 铅山县 酉阳土家族苗族自治县 漾濞彝族自治县",
    "Z": "长子县 秭归县 枞阳县 柘城县 曾都区 忠县 中牟县",
}  # fmt: skip


def test_a_name_of_several_readings_stands_under_its_own() -> None:
    places = gazetteer()
    codes: dict[str, list[str]] = {}
    for area in (*places.all("province"), *places.all("city"), *places.all("county")):
        codes.setdefault(area.name, []).append(area.adcode)
    wrong = [
        (name, in_pinyin(places, code))
        for letter, names in LETTERS.items()
        for name in names.split()
        for code in codes[name]
        if in_pinyin(places, code)[0].upper() != letter
    ]
    assert wrong == []

"""Geocoding offline: which area a row belongs to, where it lies, what does not agree."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from sites.areas import Area, gazetteer
from sites.geo import Datum, Point
from sites.geocoding import (
    PlaceText,
    given_fix,
    locate,
    locate_site,
    resolve_area,
)
from sites.records import Precision
from tests.conftest import PRINTED_OFFICES
from tests.making import make_site


@pytest.mark.parametrize(
    "place, adcode",
    [
        pytest.param(PlaceText(address="四川省成都市武侯区武科西一路6号"), "510107", id="address"),
        pytest.param(PlaceText("四川省", "成都市", "武侯区"), "510107", id="columns"),
        pytest.param(PlaceText("四川", "成都", "武侯"), "510107", id="short columns"),
        pytest.param(PlaceText("上海市", "市辖区", "徐汇区"), "310104", id="city that is none"),
        pytest.param(PlaceText("重庆市", "县", "城口县"), "500229", id="counties of Chongqing"),
        pytest.param(PlaceText("北京市", "北京市", "朝阳区"), "110105", id="municipality twice"),
        pytest.param(PlaceText("江苏省", unit="昆山市公安局"), "320583", id="unit in a province"),
        pytest.param(
            PlaceText("江苏省", "南通市", unit="通州区公安局城南派出所"), "320612", id="通州区"
        ),
        pytest.param(
            PlaceText(unit="通州区公安局", address="南通市新金西路"), "320612", id="by the address"
        ),
        pytest.param(PlaceText("吉林省", address="长春市朝阳区"), "220104", id="朝阳区"),
        pytest.param(
            PlaceText("吉林省", unit="长春市救助管理站", address="长春市西安大路6560号"),
            "220100",
            id="a street named like a city",
        ),
        pytest.param(
            PlaceText("湖北省", unit="公安县公安局", address="斗湖堤镇"), "421022", id="公安县"
        ),
        pytest.param(
            PlaceText("甘肃省", unit="永昌县救助管理站", address="金昌县城关镇东街5号"),
            "620321",
            id="a county that does not exist",
        ),
        pytest.param(
            PlaceText("新疆生产建设兵团", unit="石河子救助管理站"), "659001", id="the corps"
        ),
        pytest.param(
            PlaceText("江苏省", unit="启东市公安局城东派出所"), "320681", id="no district of 西宁"
        ),
        pytest.param(
            PlaceText("江苏省", unit="海门市救助管理站", address="海门镇新海路"),
            "320614",
            id="a town of the same name elsewhere",
        ),
    ],
)
def test_a_row_belongs_to_the_area_its_words_agree_on(place: PlaceText, adcode: str) -> None:
    resolved = resolve_area(place)
    assert resolved.area == gazetteer().get(adcode), resolved.notes


@pytest.mark.parametrize(
    ("province", "city", "county", "unit", "adcode"),
    [
        ("天津市", "南开区", "南开区", "天津市南开医院", "120104"),
        ("天津市", "南开区", "", "天津市公安局南开分局", "120104"),
        ("天津", "南开", "南开", "南开分局", "120104"),
        ("", "虹口区", "虹口区", "上海市第一人民医院", "310109"),
        ("重庆市", "县", "奉节县", "重庆市奉节县公安局", "500236"),
        ("上海市", "市辖区", "徐汇区", "上海市第六人民医院", "310104"),
        ("天津市", "市区", "和平区", "天津市总医院", "120101"),
        ("湖北省", "省直辖县级行政区划", "天门市", "湖北省第三医院", "429006"),
        ("湖北省", "省直辖县级行政单位", "神农架林区", "神农架林区公安局", "429021"),
        ("新疆维吾尔自治区", "自治区直辖县级行政区划", "阿拉尔市", "阿拉尔市公安局", "659002"),
        ("河南省", "省直管", "济源市", "河南省第五医院", "419001"),
        ("浙江省", "义乌市", "义乌市", "浙江省第四医院", "330782"),
        ("四川省", "成都市", "武侯区", "四川省第二人民医院", "510107"),
    ],
)  # fmt: skip
def test_a_wider_name_in_the_unit_or_a_district_for_a_city_raises_no_alarm(
    province: str, city: str, county: str, unit: str, adcode: str
) -> None:
    resolved = resolve_area(PlaceText(province, city, county, unit))
    assert resolved.area == gazetteer().get(adcode)
    assert resolved.notes == ()


@pytest.mark.parametrize(
    "place, candidates, why",
    [
        pytest.param(PlaceText(unit="刑侦大队"), set(), "看不出在哪个省", id="no place"),
        pytest.param(
            PlaceText(unit="朝阳区公安分局"), {"110105", "220104"}, "可能是", id="two districts"
        ),
        pytest.param(
            PlaceText("江苏省", address="四川省成都市武侯区"),
            {"320000", "510107"},
            "请核对",
            id="province and address",
        ),
        pytest.param(
            PlaceText("江苏省", unit="武侯区公安分局"),
            {"320000", "510107"},
            "地区列写的是「江苏省」",
            id="province and unit",
        ),
    ],
)
def test_a_row_without_one_area_says_why(place: PlaceText, candidates: set[str], why: str) -> None:
    resolved = resolve_area(place)
    assert resolved.area is None
    assert {area.adcode for area in resolved.candidates} == candidates
    assert why in "".join(resolved.notes)


def test_unit_and_address_together_outweigh_a_wrong_column() -> None:
    place = PlaceText("江苏省", unit="武侯区公安分局", address="成都市武侯区武科西一路")
    resolved = resolve_area(place)
    assert resolved.area == gazetteer().get("510107")
    assert "地区列写的是「江苏省」" in "".join(resolved.notes)


def test_a_county_office_in_the_next_county_lies_there_but_serves_its_own() -> None:
    place = PlaceText("辽宁省", unit="盘山县救助管理站", address="盘锦市双台子区东风小区")
    assert resolve_area(place).area == gazetteer().get("211122")
    located = locate(place)
    assert located.fix is not None
    assert located.fix.adcode == "211102"
    assert any("请核对" in note for note in located.notes)


ONLY_DISTRICT = "「广西壮族自治区崇左市」只有一个区，地址没有写别的县市，按「江州区」算。"


def test_an_address_in_a_city_with_one_district_lies_in_it_and_the_note_says_why() -> None:
    place = PlaceText("广西壮族自治区", unit="崇左市救助管理站", address="崇左市沿山路87号")
    located = locate(place)
    assert located.fix is not None
    assert (located.fix.precision, located.fix.adcode) == ("county", "451402")
    assert located.notes == (ONLY_DISTRICT,)
    assert resolve_area(place).area == gazetteer().get("451400")


@pytest.mark.parametrize(
    "unit, address, adcode",
    [
        pytest.param("宜春市救助管理站", "袁山大道西路320国道交汇处", "360902", id="city by unit"),
        pytest.param("哈密地区救助管理站", "新疆哈密市北郊路1号", "650502", id="former prefecture"),
        pytest.param("黑河市救助管理站", "黑河市铁路街28号社区旁", "231102", id="社区 is no 区"),
        pytest.param("", "毕节市珠市路3-5号", "520502", id="address alone"),
        pytest.param("崇左市公安局", "", "451400", id="no address"),
        pytest.param("崇左市公安局", "崇左市", "451400", id="no more than the city"),
        pytest.param("崇左市公安局", "崇左市城南开发区1号", "451400", id="a zone"),
        pytest.param("中泰产业园管委会", "崇左市沿山路", "451400", id="a zone's unit"),
        pytest.param("毕节市公安局", "毕节市大方镇人民路", "520500", id="a town not understood"),
        pytest.param("宜春市公安局", "宜春市樟术市药都路", "360900", id="a misprinted county"),
        pytest.param("崇左市公安局", "崇左市大新县民生街", "451424", id="another county"),
        pytest.param("长春市公安局", "长春市西安大路", "220100", id="several districts"),
        pytest.param("东莞市公安局", "东莞市体育路", "441900", id="no district"),
        pytest.param("阿里地区公安处", "阿里地区民政局", "542500", id="no city"),
    ],
)
def test_only_an_address_that_leaves_nothing_else_open_lies_in_the_only_district(
    unit: str, address: str, adcode: str
) -> None:
    fix = locate(PlaceText(unit=unit, address=address)).fix
    assert fix is not None
    assert fix.adcode == adcode


def test_a_site_of_a_city_is_located_in_its_only_district() -> None:
    site = make_site(
        adcode="451400",
        province="广西壮族自治区",
        city="崇左市",
        county=None,
        unit="崇左市公安局",
        address="沿山路87号",
    )
    located = locate_site(site)
    assert located.fix is not None
    assert located.fix.adcode == "451402"


@pytest.mark.parametrize(
    "place, meant",
    [
        pytest.param(PlaceText("湖北省", address="武汉市新州区辛冲"), "武汉市新洲区", id="新州区"),
        pytest.param(PlaceText("湖北省", unit="武汉市新州区公安局"), "武汉市新洲区", id="unit"),
        pytest.param(
            PlaceText("湖南省", "永州市", address="冷水难区通化街315号"),
            "永州市冷水滩区",
            id="冷水难区",
        ),
        pytest.param(
            PlaceText(address="阜阳市颖西办城郊村"), "阜阳市颍州区颍西街道", id="township"
        ),
        pytest.param(PlaceText(address="遵义市正按县太原路14号"), "遵义市正安县", id="three"),
        pytest.param(PlaceText(address="成都市武候区"), "成都市武侯区", id="of a famous name"),
        pytest.param(PlaceText(address="鞍山市海成市建设路"), "鞍山市海城市", id="a city's"),
        pytest.param(PlaceText(address="运城市绛现解放路"), "运城市绛县", id="the kind"),
    ],
)
def test_a_misprint_is_proposed_and_never_assumed(place: PlaceText, meant: str) -> None:
    located = locate(place)
    assert located.fix is not None
    assert located.fix.precision == "city"
    (note,) = located.notes
    assert "是不是" in note
    assert f"{meant}」" in note
    assert note in resolve_area(place).notes


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("武汉市高新区光谷大道", id="a zone"),
        pytest.param("武汉市老城区", id="a part of a town"),
        pytest.param("成都市大王镇", id="any town"),
        pytest.param("长春市西安大路6560号", id="a street"),
        pytest.param("北京市城区", id="a municipality"),
        pytest.param("唐山市开发区", id="a zone one character from 开平区"),
        pytest.param("青岛市城南区", id="a side of the town, one character from 城阳区"),
        pytest.param("泰州市高新区", id="a zone one character from 高港区"),
        pytest.param("福州市福青市场", id="a market, but for that 福清市"),
        pytest.param("赤峰市红旗路", id="a street"),
        pytest.param("成都市武区", id="a character is missing"),
        pytest.param("临沂市沂睡县", id="two counties as near: 沂水县 and 沂南县"),
    ],
)
def test_what_is_no_misprint_gets_no_proposal(text: str) -> None:
    assert "是不是" not in "".join(locate(PlaceText(address=text)).notes)


def test_a_word_that_is_no_area_in_a_column_is_told_and_left_out() -> None:
    resolved = resolve_area(PlaceText(county="高新技术区", address="成都市武侯区"))
    assert resolved.area == gazetteer().get("510107")
    assert "地区列的「高新技术区」" in resolved.notes[0]


@pytest.mark.parametrize(
    "text, precision, adcode",
    [
        pytest.param("昆山市千灯镇", "township", "320583113", id="township"),
        pytest.param("成都市武侯区武科西一路6号", "county", "510107", id="county"),
        pytest.param("长春市西安大路6560号", "city", "220100", id="city"),
        pytest.param("江苏省公安厅", "province", "320000", id="province"),
        pytest.param("绵阳市市中区", "city", "510700", id="two districts of one city"),
    ],
)
def test_the_fix_is_as_fine_as_the_words(text: str, precision: Precision, adcode: str) -> None:
    fix = locate(PlaceText(address=text)).fix
    assert fix is not None
    assert (fix.precision, fix.adcode) == (precision, adcode)
    assert fix.matched


@pytest.mark.parametrize("text", ["", "朝阳区", "城关镇", "打拐办", "Paris", "？", "南京路"])
def test_what_is_no_one_place_gets_no_fix_but_a_reason(text: str) -> None:
    located = locate(PlaceText(address=text))
    assert located.fix is None
    assert located.notes


def test_nearly_every_county_is_fixed_inside_its_own_borders() -> None:
    sample = gazetteer().all("county")[::20]
    outside = []
    for county in sample:
        fix = locate(PlaceText(county=county.name, province=_province(county.adcode))).fix
        if fix and county not in gazetteer().counties_at(fix.point):
            outside.append(county)
    assert len(outside) <= len(sample) // 20, outside


def _province(adcode: str) -> str:
    return gazetteer().names(adcode).province


def test_a_site_is_located_by_its_address_inside_its_area() -> None:
    site = make_site(adcode="320583", address="千灯镇少卿路", province="江苏省")
    located = locate_site(site)
    assert located.fix is not None
    assert located.fix.adcode == "320583113"


def test_short_names_alone_lead_to_the_seat_of_their_county() -> None:
    fix, seat = locate(PlaceText(address="成都武侯")).fix, gazetteer().fix("510107")
    assert fix is not None
    assert seat is not None
    assert fix.point == seat.point
    assert (fix.precision, fix.adcode) == ("county", "510107")


def test_a_city_beside_a_unit_decides_which_county_is_meant() -> None:
    fix = locate(PlaceText(city="南通市", unit="通州区公安局")).fix
    assert fix is not None
    assert fix.adcode == "320612"


def test_a_name_of_several_places_has_no_fix_but_its_areas() -> None:
    located = locate(PlaceText(address="朝阳区"))
    assert located.fix is None
    assert [area.adcode for area in located.areas] == ["110105", "220104"]


def test_no_place_has_neither_fix_nor_area() -> None:
    located = locate(PlaceText(address="火星市月球区"))
    assert (located.fix, list(located.areas)) == (None, [])


@pytest.mark.parametrize("datum", ["wgs84", "gcj02", "bd09"])
def test_given_coordinates_are_exact_whatever_their_datum(datum: Datum) -> None:
    fix = given_fix(Point(30.642, 104.0434), datum, "510107")
    assert (fix.precision, fix.method, fix.adcode) == ("exact", "given", "510107")
    assert (fix.point == Point(30.642, 104.0434)) is (datum == "wgs84")


def areas_of(path: Path) -> list[tuple[dict[str, str], Area]]:
    """Each row of a printed list with its area, once that lies in the row's own province."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found, wrong = [], []
    for row in rows:
        area = resolve_area(PlaceText(row["省份"], unit=row["单位"], address=row["地址"])).area
        province = area and gazetteer().names(area.adcode).province
        if province != row["省份"].replace("新疆生产建设兵团", "新疆维吾尔自治区"):
            wrong.append(row)
        if area is not None:
            found.append((row, area))
    assert not wrong
    return found


def test_a_printed_list_gets_the_areas_that_it_names() -> None:
    """A city with one district alone is that district."""
    found = areas_of(PRINTED_OFFICES)
    wrong = [
        row
        for row, area in found
        if area.adcode != row["区划代码"]
        and not (row["区划代码"].endswith("00") and area.adcode.startswith(row["区划代码"][:4]))
    ]
    assert not wrong
    levels = Counter(area.level for _, area in found)
    assert levels == {"county": 307, "city": 55}


@pytest.mark.parametrize(("town", "adcode"), [("上派镇", "340123100"), ("三河镇", "340123101")])
def test_a_town_whose_code_ends_in_00_is_as_clear_as_any_other(town: str, adcode: str) -> None:
    located = locate(PlaceText(unit=f"肥西县{town}派出所", address="祁阳县人民路1号"))
    assert [area.adcode for area in located.areas] == [adcode]
    assert located.notes == (f"文中的「祁阳县」不在「安徽省合肥市肥西县{town}」，请核对。",)

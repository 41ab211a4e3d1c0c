"""Zones that are no divisions, and houses that bear a district's name: where their rows lie."""

import pytest

from sites.areas import gazetteer
from sites.geocoding import PlaceText, locate, resolve_area
from sites.understanding import understand


@pytest.mark.parametrize(
    ("unit", "address", "adcode"),
    [
        ("杨凌示范区公安局", "康乐路3号", "610403"),
        ("杨凌公安局刑侦大队", "杨凌农业高新技术产业示范区新桥路", "610403"),
        ("咸阳市公安局杨凌分局", "陕西省杨凌区邰城路", "610403"),
        ("威海市公安局高区分局", "威海高区文化西路", "371002"),
        ("烟台市公安局开发区分局", "烟台市开发区珠江路", "370611"),
        ("营口经济技术开发区公安分局", "", "210804"),
        ("大连开发区公安分局", "", "210213"),
        ("长兴岛经济区公安局", "", "210281"),
        ("廊坊开发区公安分局", "", "131003"),
        ("白沟新城公安局", "", "130684"),
        ("净月分局刑侦大队", "净月大街", "220102"),
        ("池北区公安分局", "二道白河", "222426"),
        ("宁波大榭开发区公安分局", "", "330206"),
        ("泰州医药高新区公安分局", "", "321203"),
        ("合肥市公安局高新区分局", "合肥高新区望江西路", "340104"),
        ("湄洲岛公安分局", "", "350305"),
        ("黄山风景区公安局", "", "341003"),
        ("庐山风景名胜区公安局", "", "360483"),
        ("武当山特区公安局", "", "420381"),
        ("龙感湖管理区公安局", "", "421127"),
        ("西洞庭管理区公安局", "", "430703"),
        ("洪江区公安局", "", "431281"),
        ("大亚湾公安局", "", "441303"),
        ("仲恺分局", "惠州仲恺高新区陈江", "441302"),
        ("深汕特别合作区公安局", "", "441521"),
        ("洋浦公安局", "洋浦经济开发区", "460400"),
        ("柳梧新区公安局", "", "540103"),
        ("卧龙特别行政区公安局", "", "513221"),
        ("乌鲁木齐高新区公安分局", "", "650104"),
        ("农垦宝泉岭公安局", "", "230421"),
        ("建三江公安局", "", "230882"),
        ("东方红林业地区公安局", "", "230381"),
        ("冷湖行委公安局", "", "632803"),
        ("大柴旦行委公安局", "", "632800"),
        ("加格达奇公安局", "", "232700"),
        ("大兴安岭地区行署公安局", "", "232700"),
        ("神农架公安局", "松柏镇", "429021"),
        ("青岛西海岸新区公安局", "", "370211"),
        ("兵团第六师公安局", "", "659004"),
    ],
)  # fmt: skip
def test_a_row_of_a_zone_belongs_to_the_area_in_which_the_zone_lies(
    unit: str, address: str, adcode: str
) -> None:
    resolved = resolve_area(PlaceText(unit=unit, address=address))
    assert resolved.area == gazetteer().get(adcode), resolved.notes


@pytest.mark.parametrize(
    ("unit", "adcode"),
    [
        ("雄安新区公安局", "130629"),
        ("江北新区公安分局", "320111"),
        ("前海公安分局", "440305"),
        ("郑州航空港区公安分局", "410184"),
        ("石家庄高新区公安分局", "130108"),
    ],
)
def test_a_zone_in_several_areas_is_put_where_its_seat_is_and_said_so(
    unit: str, adcode: str
) -> None:
    resolved = resolve_area(PlaceText(unit=unit))
    assert resolved.area == gazetteer().get(adcode)
    assert "跨几个区县，先按" in "".join(resolved.notes)


def test_a_zone_in_several_areas_asks_a_visitor() -> None:
    understood = understand(gazetteer(), "雄安新区")
    assert [area.name for area in understood.areas] == ["容城县", "安新县", "雄县"]
    assert understood.seat == "130629"
    assert understand(gazetteer(), "雄安新区安新县").areas[0].name == "安新县"


@pytest.mark.parametrize(
    "text",
    ["咸阳市杨凌路5号", "珠海市横琴路", "深圳市前海路", "西安市雄安大街", "儋州市洋浦大道"],
)  # fmt: skip
def test_a_street_named_after_a_zone_lies_in_its_own_city(text: str) -> None:
    (area,) = understand(gazetteer(), text).areas
    assert area.adcode.endswith("00")


@pytest.mark.parametrize(
    ("unit", "address", "adcode"),
    [
        ("长安医院", "西安市经济技术开发区凤城五路", "610100"),
        ("西安长安医院", "陕西省西安市未央区文景路", "610112"),
        ("武侯医院", "成都市高新区天府大道", "510100"),
        ("成都武侯中学", "四川省成都市双流区", "510116"),
        ("新华医院", "大连市高新技术产业园区", "210200"),
        ("和平宾馆", "沈阳经济技术开发区", "210106"),
        ("朝阳医院", "北京经济技术开发区", "110115"),
        ("鼓楼医院", "南京市栖霞区", "320113"),
        ("海淀学校", "河北省廊坊市固安县", "131022"),
        ("友谊大学", "哈尔滨市松北区", "230109"),
    ],
)
def test_a_house_that_bears_a_districts_name_lies_where_its_address_says(
    unit: str, address: str, adcode: str
) -> None:
    place = PlaceText(unit=unit, address=address)
    for within in (
        place,
        PlaceText(gazetteer().names(adcode).province, unit=unit, address=address),
    ):
        assert resolve_area(within).area == gazetteer().get(adcode)
        located = locate(within)
        assert located.fix is not None
        assert located.fix.adcode[:6] == adcode


@pytest.mark.parametrize(
    ("unit", "address", "adcode"),
    [
        ("西安市长安区医院", "西安市长安区韦曲", "610116"),
        ("双流区中医院", "成都市城北上街", "510116"),
        ("昆山市第一人民医院", "昆山前进西路", "320583"),
        ("西安市公安局长安分局", "西安市经济技术开发区", "610116"),
        ("武侯分局刑侦大队", "成都市高新区", "510107"),
    ],
)
def test_a_full_name_or_a_police_unit_still_counts(unit: str, address: str, adcode: str) -> None:
    province = gazetteer().names(adcode).province
    resolved = resolve_area(PlaceText(province, unit=unit, address=address))
    assert resolved.area == gazetteer().get(adcode)

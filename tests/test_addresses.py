"""An address as a family reads and copies it: each place told once, nothing of it lost."""

import pytest

from sites.records import Site
from sites.voice.addresses import address_to_copy, full_address
from tests.making import DEFAULT, make_site

CHENGDU = ("四川省", "成都市", "武侯区")


def site_at(names: tuple[str, ...], address: str, unit: str = DEFAULT.unit) -> Site:
    province, city, county = names if len(names) == 3 else (names[0], None, names[-1])
    return make_site(province=province, city=city, county=county, address=address, unit=unit)


@pytest.mark.parametrize(
    ("names", "address", "told"),
    [
        (CHENGDU, "武科西一路6号", "四川省成都市武侯区武科西一路6号"),
        (CHENGDU, "武侯区武科西一路6号", "四川省成都市武侯区武科西一路6号"),
        (CHENGDU, "成都市武侯区武科西一路6号", "四川省成都市武侯区武科西一路6号"),
        (CHENGDU, "四川省成都市武侯区武科西一路6号", "四川省成都市武侯区武科西一路6号"),
        (CHENGDU, "四川成都武侯区武科西一路6号", "四川省成都市武侯区武科西一路6号"),
        (CHENGDU, "成都武侯区武科西一路6号", "四川省成都市武侯区武科西一路6号"),
        (CHENGDU, "武侯大道5号", "四川省成都市武侯区武侯大道5号"),
        (CHENGDU, "成都武侯大道5号", "四川省成都市武侯区武侯大道5号"),
        (CHENGDU, "四川大学路1号", "四川省成都市武侯区四川大学路1号"),
        (CHENGDU, "", "四川省成都市武侯区"),
        (CHENGDU, "总站：成都市武侯区一环路3号", "总站：四川省成都市武侯区一环路3号"),
        (("江苏省", "苏州市", "吴江区"), "吴江市松陵镇5号", "江苏省苏州市吴江区松陵镇5号"),
        (("江西省", "赣州市", "赣县区"), "赣县赣新大道103号", "江西省赣州市赣县区赣新大道103号"),
        (
            ("黑龙江省", "齐齐哈尔市", "龙江县"),
            "齐市龙江县三马路",
            "黑龙江省齐齐哈尔市龙江县三马路",
        ),
        (
            ("辽宁省", "阜新市", "阜新蒙古族自治县"),
            "阜蒙县文化路12号",
            "辽宁省阜新市阜新蒙古族自治县文化路12号",
        ),
        (
            ("内蒙古自治区", "阿拉善盟", "阿拉善左旗"),
            "内蒙古阿左旗巴彦浩特镇",
            "内蒙古自治区阿拉善盟阿拉善左旗巴彦浩特镇",
        ),
        (
            ("新疆维吾尔自治区", "巴音郭楞蒙古自治州", "和硕县"),
            "新疆巴州和硕县团结路",
            "新疆维吾尔自治区巴音郭楞蒙古自治州和硕县团结路",
        ),
        (
            ("新疆维吾尔自治区", "阿勒泰地区", "阿勒泰市"),
            "新疆阿勒泰路254号",
            "新疆维吾尔自治区阿勒泰地区阿勒泰市阿勒泰路254号",
        ),
        (("贵州省", "铜仁市", "碧江区"), "铜仁地区碧江区东太大道", "贵州省铜仁市碧江区东太大道"),
        (("吉林省", "吉林市", "舒兰市"), "舒兰市民汇街37号", "吉林省吉林市舒兰市民汇街37号"),
        (("湖南省", "岳阳市", "岳阳县"), "岳阳县友爱路", "湖南省岳阳市岳阳县友爱路"),
        (("湖南省", "岳阳市", "岳阳县"), "岳阳岳阳县友爱路", "湖南省岳阳市岳阳县友爱路"),
        (("甘肃省", "白银市", "白银区"), "白银区人民路100号", "甘肃省白银市白银区人民路100号"),
        (("北京市", "延庆区"), "北京市延庆县延庆镇", "北京市延庆区延庆镇"),
        (("河北省", "秦皇岛市", "昌黎县"), "昌黎镇汇文街", "河北省秦皇岛市昌黎县昌黎镇汇文街"),
        (("山东省", "青岛市", "市南区"), "中山市场2号", "山东省青岛市市南区中山市场2号"),
        (("广东省", "中山市"), "中山市场2号", "广东省中山市中山市场2号"),
        (("四川省", "德阳市", "旌阳区"), "德州路5号", "四川省德阳市旌阳区德州路5号"),
        (("浙江省", "温州市", "平阳县"), "平阳，昆阳镇8号", "浙江省温州市平阳县平阳，昆阳镇8号"),
    ],
)
def test_an_address_names_each_of_its_places_once(
    names: tuple[str, ...], address: str, told: str
) -> None:
    assert full_address(site_at(names, address)) == told


@pytest.mark.parametrize(
    ("address", "copied"),
    [
        ("武科西一路6号", "四川省成都市武侯区武科西一路6号"),
        ("三环路南段十二号", "四川省成都市武侯区三环路南段十二号"),
        ("天长南路8-4", "四川省成都市武侯区天长南路8-4"),
        ("", "四川省成都市武侯区 武侯区公安分局"),
        ("县城", "四川省成都市武侯区县城 武侯区公安分局"),
        ("城北新区（武侯区公安分局）", "四川省成都市武侯区城北新区（武侯区公安分局）"),
    ],
)
def test_an_address_without_a_house_number_is_copied_with_its_unit(
    address: str, copied: str
) -> None:
    assert address_to_copy(site_at(CHENGDU, address, unit="武侯区公安分局")) == copied

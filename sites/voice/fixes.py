"""How a fix is said: how exactly a place is known, and who says so.

Reports count for operators (「到区县 12」); pages tell visitors what they can rely on.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sites.areas import Area
from sites.records import PRECISIONS, Fix, Precision
from sites.voice.language import mark, say
from sites.voice.local_names import place_path, published


class _Words(NamedTuple):
    """counted: in reports. told: on a site's page. start: from where distances are told that
    begin at a place known so."""

    counted: str
    told: str
    start: str = mark("距离从%(place)s算起，是直线距离。")


_FROM_CENTRE = mark("距离从%(place)s的中心算起，是直线距离。")
_FROM_CITY = mark("距离从%(place)s的市中心算起，是直线距离。")
_PRECISIONS: Mapping[Precision, _Words] = {
    "exact": _Words("准确坐标", mark("位置已确认")),
    "building": _Words("到门牌", mark("准确到单位")),
    "street": _Words("到街道", mark("准确到街道")),
    "township": _Words("到乡镇、街道", mark("只知道在哪个乡镇、街道"), _FROM_CENTRE),
    "county": _Words("到区县", mark("只知道在哪个县、区"), _FROM_CENTRE),
    "city": _Words("到城市", mark("只知道在哪个市"), _FROM_CITY),
    "province": _Words("到省份", mark("只知道在哪个省")),
}
# What the seat of a province's government is called; of 台湾省 our point is that of 台北.
_PROVINCE_STARTS = {
    "市": _FROM_CITY,
    "自治区": mark("距离从%(place)s的首府算起，是直线距离。"),
    "特别行政区": _FROM_CENTRE,
    "台湾省": mark("距离从%(place)s的台北算起，是直线距离。"),
    "省": mark("距离从%(place)s的省会算起，是直线距离。"),
}
# Of what is named inside a place.
_INSIDE_STARTS: Mapping[Precision, str] = {
    "building": mark("距离从%(name)s（%(place)s）算起，是直线距离。"),
    "street": mark("距离从%(name)s（%(place)s）附近算起，是直线距离。"),
    "township": mark("距离从%(name)s（%(place)s）一带算起，不很准，是直线距离。"),
}
# Beside a site whose point stands for a township or county.
COARSE_TAG = mark("位置不太准")
_UNKNOWN = mark("地图上的位置还不知道")
_METHOD_WORDS = {
    "given": "名单给的坐标",
    "table": "自己的地名表",
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
        return say("位置不清楚")
    return say(COARSE_TAG) if fix.is_coarse else ""


def precision_words(fix: Fix | None) -> str:
    """How exactly a site's place is known, for its page."""
    return say(_UNKNOWN if fix is None else _PRECISIONS[fix.precision].told)


def origin_words(path: Sequence[Area], fix: Fix) -> str:
    """From where distances are counted, and that they are no ways to walk: a whole sentence. path:
    of the area; fix: its own, or of what is named inside it."""
    if fix.matched:
        lowest = path[-2:] if path[-1].level == "township" else path[-1:]
        return say(
            _INSIDE_STARTS[fix.precision], name=published(fix.matched), place=place_path(lowest)
        )
    start = _PRECISIONS[fix.precision].start
    if fix.precision == "province":
        name = path[0].name
        start = next(words for kind, words in _PROVINCE_STARTS.items() if name.endswith(kind))
    return say(start, place=place_path(path))

"""What is said of where rows lie: how exactly that is known, who says so, what is doubtful."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sites.areas import gazetteer
from sites.geocoding.tallying import FixTally
from sites.locating import Tally
from sites.records import PRECISIONS, Precision, Site
from sites.voice.list_reports import quoted

if TYPE_CHECKING:  # reads the providers or the survey in, which most runs never need
    from sites.geocoding.chain import Outage
    from sites.locating.surveying import Survey

PRECISION_WORDS: dict[Precision, str] = {
    "exact": "准确坐标",
    "building": "到门牌",
    "street": "到街道",
    "township": "到乡镇、街道",
    "county": "到区县",
    "city": "到城市",
    "province": "到省份",
}
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
_DOUBT_WORDS = {
    "guarded": "在线位置不在地址说的区县，没有采用",
    "disagreeing": "两处来源相差 1 公里以上，要请人核对",
    "unasked": "没有问成，再运行一次会再问",
}


def precision_lines(sites: Sequence[Site]) -> Iterator[str]:
    """How exactly the sites stand on the map."""
    found = Counter(site.fix.precision for site in sites if site.fix is not None)
    parts = [f"{PRECISION_WORDS[each]} {found[each]}" for each in PRECISIONS if found[each]]
    missing = sum(site.fix is None for site in sites)
    yield "位置：" + "，".join([*parts, *([f"没有位置 {missing}"] if missing else [])])


def method_words(method: str) -> str:
    """Who says where a place lies."""
    return _METHOD_WORDS.get(method, method)


def closing_lines(tally: FixTally, outages: Iterable["Outage"] = ()) -> Iterator[str]:
    """How a run of geocoding came out: by source and province, what is doubtful, what failed."""
    if tally.methods:
        found = tally.methods.most_common()
        yield "来源：" + "，".join(f"{method_words(name)} {count}" for name, count in found)
    for code in sorted(tally.provinces):
        yield f"  {_province_words(code)}：{_precision_words(tally.provinces[code])}"
    for doubt, words in _DOUBT_WORDS.items():
        if tally.doubts[doubt]:
            yield f"要核对：{tally.doubts[doubt]} 处{words}"
    for outage in outages:
        reason = outage.why_out or f"{outage.title}：有几次没有问成"
        yield f"！{reason}；{outage.unasked} 处没有问到它。答过的都记下了，再运行一次就接着问。"


def _province_words(code: str) -> str:
    area = gazetteer().get(code)
    return area.short if area is not None else code


def _precision_words(found: Counter[str]) -> str:
    return "，".join(f"{PRECISION_WORDS[each]} {found[each]}" for each in PRECISIONS if found[each])


def tally_lines(tally: Tally) -> Iterator[str]:
    """How exactly the rows of a table were located, and the first that were not."""
    parts = [f"{PRECISION_WORDS[each]} {tally.precisions[each]}" for each in PRECISIONS]
    found = "，".join(part for part in parts if not part.endswith(" 0"))
    yield f"共 {tally.total} 行：{found or '没有一行有位置'}"
    if tally.missing:
        yield f"没有位置 {tally.missing} 行（lat、lon 留空）："
    for number, words, why in tally.misses:
        yield f"  第 {number} 行{quoted(words)}：{why or '不是地名。'}"
    if tally.missing > len(tally.misses):
        yield "  ……"


def survey_lines(survey: "Survey", out: Path) -> Iterator[str]:
    """After the page of doubtful places was written to `out`."""
    yield from closing_lines(survey.tally, survey.outages)
    yield f"共 {survey.rows} 行，{len(survey.doubtful)} 行要核对：{out}"


def forgotten_line(count: int) -> str:
    """After answers of the online services were forgotten."""
    return f"忘掉了 {count} 个答案；下次定位时会重新问。"

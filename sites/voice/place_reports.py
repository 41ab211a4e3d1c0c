"""What is said of where rows lie: how exactly that is known, who says so, what is doubtful."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sites.areas import gazetteer
from sites.areas.place_rows import PlaceSource, SourceKind
from sites.geocoding.tallying import FixTally
from sites.locating import Tally
from sites.records import Site
from sites.voice.fixes import counted_words, method_words
from sites.voice.list_reports import quoted

if TYPE_CHECKING:  # reads the providers or the survey in, which most runs never need
    from sites.geocoding.chain import Outage
    from sites.geocoding.settling import Objection
    from sites.locating.surveying import DoubtKind, Survey

DOUBT_WORDS: Mapping["DoubtKind", str] = {
    "unread": "没有读懂的行",
    "nowhere": "没有位置",
    "outside": "名单里的坐标不能用（不在该区县、不在中国、没写坐标系……）",
    "disagreeing": "来源相差 1 公里以上",
    "guarded": "在线位置不在地址说的区县，没有采用",
    "unasked": "没有问成在线服务",
    "duplicate": "几行在同一点",
    "wide": "只知道在哪个市或省",
    "coarse": "位置不太准（只知道在哪个乡镇、街道或区县）",
}
# What is done about it, behind what it is, where a run counts them.
_TO_DO: Mapping["Objection", str] = {
    "guarded": "",
    "disagreeing": "，要请人核对",
    "unasked": "，再运行一次会再问",
}


def precision_lines(sites: Sequence[Site]) -> Iterator[str]:
    """How exactly the sites stand on the map."""
    found: Counter[str] = Counter(site.fix.precision for site in sites if site.fix is not None)
    missing = sum(site.fix is None for site in sites)
    parts = (counted_words(found), f"没有位置 {missing}" if missing else "")
    yield "位置：" + "，".join(filter(None, parts))


def closing_lines(tally: FixTally, outages: Iterable["Outage"] = ()) -> Iterator[str]:
    """How a run of geocoding came out: by source and province, what is doubtful, what failed."""
    if tally.methods:
        found = tally.methods.most_common()
        yield "来源：" + "，".join(f"{method_words(name)} {count}" for name, count in found)
    for code in sorted(tally.provinces):
        yield f"  {_province_words(code)}：{counted_words(tally.provinces[code])}"
    for doubt, to_do in _TO_DO.items():
        if tally.doubts[doubt]:
            yield f"要核对：{tally.doubts[doubt]} 处{DOUBT_WORDS[doubt]}{to_do}"
    for outage in outages:
        reason = outage.why_out or f"{outage.title}：有几次没有问成"
        yield f"！{reason}；{outage.unasked} 处没有问到它。答过的都记下了，再运行一次就接着问。"


def _province_words(code: str) -> str:
    area = gazetteer().get(code)
    return area.short if area is not None else code


def tally_lines(tally: Tally) -> Iterator[str]:
    """How exactly the rows of a table were located, and the first that were not."""
    yield f"共 {tally.total} 行：{counted_words(tally.precisions) or '没有一行有位置'}"
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


# Who makes the data, and under which licence it is handed out.
_MAKERS: Mapping[SourceKind, tuple[str, str]] = {
    "openstreetmap": ("© OpenStreetMap 贡献者", "开放数据库许可 ODbL 1.0"),
    "geonames": ("GeoNames（geonames.org）", "知识共享署名许可 CC BY 4.0"),
}


def added_lines(source: PlaceSource) -> Iterator[str]:
    """What a file of the deployment's own places brought, and when it counts."""
    if not source.count:
        yield f"{source.name}：没有一行可以采用，什么也没有改变。"
        return
    yield f"{source.name}：加入 {source.count} 个地名。再导入一次名单，位置就先用它们。"


def source_lines(sources: Sequence[PlaceSource]) -> Iterator[str]:
    """The sources of the deployment's own places, a line each."""
    if not sources:
        yield "还没有自己的地名。用 flask sites places add 加入。"
    for source in sources:
        licence = _MAKERS[source.kind][1] if source.kind in _MAKERS else ""
        told = source.credit if licence in source.credit else f"{source.credit}　{licence}"
        yield f"{source.name}　{source.count} 个地名　{source.date}　{told}"


def removed_lines(name: str) -> Iterator[str]:
    """That a source was taken out, and when it counts."""
    yield f"去掉了「{name}」。已经发布的名单不改动；再导入一次名单，位置就不再用它。"


def credit_of(kind: SourceKind, file: Path, day: str) -> str:
    """What the about page says of a file where the operator says nothing. day: of its data, else
    empty."""
    if kind == "table":
        return f"部分位置：{file.name}。"
    return f"部分位置：{'，'.join(filter(None, (*_MAKERS[kind], day)))}。"

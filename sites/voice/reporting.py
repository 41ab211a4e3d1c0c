"""What the command line says: problems, summaries and differences as plain Chinese lines."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sites.areas import gazetteer
from sites.geocoding.tallying import FixTally
from sites.locating import Tally
from sites.records import COLUMN_WORDS, PRECISIONS, Assembly, Precision, Problem, Release, Site
from sites.store import Difference

if TYPE_CHECKING:  # reads the providers in, which a run without a key never needs
    from sites.geocoding.chain import Outage

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
_RELEASE_STATES = {"staged": "待发布", "live": "公布中", "retired": "已退下"}
_TEXT_LENGTH = 40
_HASH_LENGTH = 12


def assembly_json(assembly: Assembly) -> dict[str, Any]:
    """The answer of `check --json`. rows = sites + problems whose `taken` is false; of those,
    the ones with `joined_to` lost nothing, so taken = rows - refused."""
    return {
        "rows": assembly.rows,
        "sites": len(assembly.sites),
        "joined": assembly.joined,
        "refused": assembly.refused,
        "taken": assembly.rows - assembly.refused,
        "problems": [_problem_json(problem) for problem in assembly.problems],
    }


def problem_cells(problem: Problem) -> dict[str, str]:
    """The problem as cells of a report file."""
    cells = {name: str(value) for name, value in _problem_json(problem).items()}
    return cells | {"taken": "yes" if problem.taken or problem.joined_to is not None else "no"}


def _problem_json(problem: Problem) -> dict[str, Any]:
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "text": problem.text,
        "advice": problem.advice,
        "taken": problem.taken,
        "joined_to": problem.joined_to,
    }


def assembly_lines(assembly: Assembly) -> Iterator[str]:
    """How many rows became what."""
    doubtful = sum(problem.taken for problem in assembly.problems)
    yield f"共 {assembly.rows} 行：{len(assembly.sites)} 处采血点"
    if assembly.joined:
        yield f"  {assembly.joined} 行和别的行是同一处，已经合并，电话都保留"
    yield f"  {assembly.refused} 行没有采用"
    if doubtful:
        yield f"  {doubtful} 处要核对（这些行已经采用）"


def problem_lines(problems: Iterable[Problem]) -> Iterator[str]:
    """One line for each, those of rows that were not taken first."""
    order = {False: 0, True: 1}
    for problem in sorted(problems, key=lambda each: order[each.taken or bool(each.joined_to)]):
        mark = "！" if not problem.taken and problem.joined_to is None else "·"
        column = COLUMN_WORDS.get(problem.column, problem.column)
        quoted = f"「{_cut(problem.text)}」" if problem.text else ""
        yield f"{mark} {problem.file} 第 {problem.line} 行 {column}{quoted}：{problem.advice}"


def _cut(text: str) -> str:
    return text if len(text) <= _TEXT_LENGTH else f"{text[:_TEXT_LENGTH]}…"


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
        yield f"  第 {number} 行「{_cut(words)}」：{why or '不是地名。'}"
    if tally.missing > len(tally.misses):
        yield "  ……"


def difference_lines(difference: Difference, *, limit: int) -> Iterator[str]:
    """What a release changes against the live one; at most `limit` sites of each kind."""
    if difference.live_number is None:
        yield "这是第一版。"
        return
    yield (
        f"和第 {difference.live_number} 版相比：新增 {len(difference.added)}，"
        f"去掉 {len(difference.removed)}，改动 {len(difference.changed)}，"
        f"不变 {difference.unchanged}"
    )
    yield from _some("+", (site.unit for site in difference.added), limit)
    yield from _some("-", (site.unit for site in difference.removed), limit)
    changed = (f"{each.after.unit}（{_field_words(each.fields)}）" for each in difference.changed)
    yield from _some("~", changed, limit)


def _field_words(names: Iterable[str]) -> str:
    words = {"phones": "电话", "fix": "位置", "source": "出处", "adcode": "地区", **COLUMN_WORDS}
    return "、".join(words.get(name, name) for name in names)


def _some(mark: str, texts: Iterable[str], limit: int) -> Iterator[str]:
    for turn, text in enumerate(texts):
        if turn == limit:
            yield f"  {mark} ……"
            return
        yield f"  {mark} {text}"


def release_line(release: Release) -> str:
    """One line of `flask sites releases`; times are UTC."""
    sites = release.sites
    published = f"{release.published_at:%Y-%m-%d %H:%M}" if release.published_at else "—"
    return (
        f"第 {release.number} 版  {_RELEASE_STATES[release.state]}  发布于 {published} UTC  "
        f"{sites.total} 处（真实 {sites.published}，演示 {sites.demo}）  "
        f"sha256 {release.sha256[:_HASH_LENGTH]}  {'、'.join(release.files)}"
    )
